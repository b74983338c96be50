"""The pages behind a report: numbered once for all its figures and tables, and told in its annex."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mapping.safety import host, is_live


@dataclass(frozen=True)
class Source:
    """A page: who published it, under which title and when; when it was read, and which copy of it was kept.

    `live` is false where opening the page may bring a reader into danger: it is printed without its address.
    """

    url: str
    publisher: str = ""
    title: str = ""
    published: str = ""
    accessed: str = ""
    saved: str = ""
    live: bool = True

    @property
    def site(self) -> str:
        """The host of its address."""
        return host(self.url)

    @property
    def sha256(self) -> str:
        """The hash of the saved copy; empty where none was kept."""
        return self.saved.rpartition(" ")[2]

    @property
    def saved_on(self) -> str:
        """The day on which the copy was saved (`YYYY-MM-DD`): the folder in which it stands below `data/raw`."""
        parts = self.saved.split("/")
        return parts[1] if len(parts) > 1 else ""


@dataclass(frozen=True)
class Annex:
    """The sources of a report in the order of their first use, and the numbers of each figure's and table's own.

    `numbers` and `hidden` follow the report's figures and tables; `hidden` counts pages that this edition does not
    show. `accessed` is the day on which most of the pages were read.
    """

    sources: tuple[Source, ...] = ()
    numbers: tuple[tuple[int, ...], ...] = ()
    hidden: tuple[int, ...] = ()
    accessed: str = ""


def known(citations: pd.DataFrame, warned: Collection[str], *tables: pd.DataFrame) -> dict[str, Source]:
    """Every source by its citation id and by its address.

    `citations` is the table of that name; further tables have addresses in the column `citation`, and perhaps
    `publisher` and `accessed`. Sites in `warned` are not linked.
    """
    found: dict[str, Source] = {}
    for row in citations.astype(object).where(citations.notna(), "").to_dict("records"):
        words = {name: str(row[name]) for name in ("publisher", "title", "published", "accessed", "saved")}
        found[row["citation_id"]] = found[row["url"]] = Source(row["url"], live=_live(row["url"], warned), **words)
    for table in tables:
        for row in table.astype(object).where(table.notna(), "").to_dict("records"):
            words = {name: str(row[name]) for name in ("publisher", "accessed") if name in row}
            for url in filter(None, str(row["citation"]).split(";")):
                found.setdefault(url, Source(url, live=_live(url, warned), **words))
    return found


def _live(url: str, warned: Collection[str]) -> bool:
    return url.startswith(("https://", "http://")) and is_live(url, warned)


def annex(cited: Sequence[Sequence[str]], known: Mapping[str, Source]) -> Annex:
    """The annex of a report whose figures and tables cite these, in their order.

    Sources come in the order of first use; among those of one first use, those come together that later figures use
    together, so that a figure's numbers make few ranges.
    """
    sets = [dict.fromkeys(known[page] for page in pages if page in known) for pages in cited]
    every = dict.fromkeys(source for pages in sets for source in pages)
    ordered = sorted(every, key=lambda source: [source not in pages for pages in sets])
    number = {source: place for place, source in enumerate(ordered, 1)}
    return Annex(
        tuple(ordered),
        tuple(tuple(sorted(number[source] for source in pages)) for pages in sets),
        tuple(len({page for page in pages if page not in known}) for pages in cited),
        next((day for day, _n in Counter(source.accessed for source in ordered).most_common(1)), ""),
    )


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Rising numbers as first and last of each run without a gap: 1 2 3 7 as 1 to 3, 7 to 7."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


def spoken(numbers: Iterable[int]) -> list[str]:
    """Rising numbers as a reader writes them: 1 2 3 7 as "1–3" and "7"."""
    return [str(first) if first == last else f"{first}–{last}" for first, last in ranges(numbers)]
