"""What several of the tellers need: lists of words, cells with a page, how many outlets there are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

import pandas as pd

from mapping.draw.table import Cell
from mapping.safety import is_live
from mapping.translate import _, enumerate_words, number, plural

MOST_NAMED = 6


def listed(words: Iterable[str]) -> str:
    """Words as the reader joins them; beyond the first six only their number."""
    every = list(words)
    shown = every[:MOST_NAMED]
    if len(every) > MOST_NAMED:
        rest = len(every) - MOST_NAMED
        shown.append(plural("{n} more", "{n} more", rest))
    return enumerate_words(shown)


def page(url: str, warned: Collection[str]) -> Cell:
    """A page as a cell: its site with a link, or without one where opening it may bring a reader into danger."""
    site = url.split("//")[-1].split("/")[0].removeprefix("www.")
    if is_live(url, warned):
        return Cell(site, url)
    return Cell(site, None, _("labelled extremist; no link, for the reader's safety"))


def first_page(citations: str, urls: Mapping[str, str], warned: Collection[str]) -> Cell:
    """The first of the pages whose citation ids a cell holds, as a cell; `urls` has the address of each id."""
    return page(urls[citations.partition(";")[0]], warned)


def stated(cell: object, otherwise: str = "") -> str:
    """The text of a cell, or other words where it is empty."""
    return cell if isinstance(cell, str) else otherwise


def codes(cell: object, word: Callable[[str], str]) -> str:
    """The codes of a cell in the reader's words; empty for an empty cell."""
    return ", ".join(map(word, cell.split(";"))) if isinstance(cell, str) else ""


def between(low: float, high: float) -> str:
    """A count, or the two between which it lies."""
    return number(low) if low == high else _("{low} to {high}", low=number(low), high=number(high))


def newest_of(shown: int, n: int) -> str:
    """The note below a table of events that shows the newest."""
    return _("The newest {shown} of {n} events on record.", shown=number(shown), n=number(n))


def size_told(by_country: pd.DataFrame) -> str:
    """How many outlets are known and between what bounds those at work lie, from rows of outlets_by_country."""
    n, working, unknown = (int(by_country[name].sum()) for name in ("n", "working", "unknown"))
    sentences = [
        plural("{n} outlet is known to us.", "{n} outlets are known to us.", n),
        plural("{n} outlet works today.", "{n} outlets work today.", working),
        plural(
            "Of {n} outlet no page tells whether it works.",
            "Of {n} outlets no page tells whether they work.",
            unknown,
        ),
        _(
            "So the number at work lies between {least} and {most}, plus those that no page names.",
            least=number(working),
            most=number(working + unknown),
        ),
    ]
    return " ".join(sentences)
