"""Stories told again in another language: approximate ties, which count in no share of dependence."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.compute as pc

from mapping import items
from mapping.analyse.carried.addresses import Book
from mapping.analyse.carried.pieces import takers, times
from mapping.analyse.carried.ties import EXAMPLES
from mapping.analyse.story import stories
from mapping.paths import Places

LAYER = "story"
# At most so long after the first teller; at least so much alike; at least so many names and numbers in common.
HOURS, SCORE, SHARED = 48, 0.45, 3
# How much of a text is read: what a story is about stands in its beginning, and a month of texts must fit into memory.
LETTERS = 600
_COLUMNS = ("item_id", "outlet_id", "channel", "time", "retrieved", "kind", "language", "url", "title", "text")
_TOLD = ["id", "outlet", "time", "language", "url", "title", "text"]
_FOUND = ["first_id", "later_id", "first_outlet", "later_outlet", "score", "day", "first_url", "later_url"]


def find_stories(places: Places, book: Book) -> tuple[pd.DataFrame, int]:
    """The ties of the layer `story`, as `ties.found_ties` gives others, and the number of items they stand on.

    Each item is tied to the first, of those of other outlets in other languages, that seems to tell its story. Items
    without a time or a language are not looked at. The store is read month by month, and in memory stand the
    beginnings of a month's texts.
    """
    before = pd.DataFrame(columns=_TOLD)
    found = [pd.DataFrame(columns=_FOUND)]
    for month in _months(places):
        told = _told(places, book, month)
        # A quarter of a month at once: what is compared grows with the square of what falls into the hours.
        for _, part in told.groupby(told["time"].dt.day // 8):
            window = pd.concat([before, part], ignore_index=True) if len(before) else part
            window = window.drop_duplicates("id", ignore_index=True)
            found.append(_firsts(window, set(part["id"])))
            before = window[window["time"] >= window["time"].max() - pd.Timedelta(hours=HOURS)]
    pairs = pd.concat([frame for frame in found if len(frame)] or found, ignore_index=True)
    return _ties(pairs), len(pairs)


def _months(places: Places) -> list[str]:
    return sorted({Path(file).stem for file in items.dataset(places).files} - {items.UNDATED})


def _told(places: Places, book: Book, month: str) -> pd.DataFrame:
    """The dated items of a month that have a language, with the beginnings of their texts."""
    parts = []
    for stored in items.read(places, months=(month, month), columns=_COLUMNS):
        table = stored.filter(pc.and_(pc.not_equal(stored["kind"], "service"), pc.not_equal(stored["language"], "")))
        text = pc.utf8_slice_codeunits(table["text"], 0, LETTERS)
        frame = table.set_column(table.schema.get_field_index("text"), "text", text).to_pandas()
        frame = frame.assign(outlet=takers(frame, book), time=times(frame)["moment"])
        parts.append(frame[frame["time"].notna()].rename(columns={"item_id": "id"})[_TOLD])
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_TOLD)


def _firsts(window: pd.DataFrame, wanted: set[str]) -> pd.DataFrame:
    """Each of the wanted items with the first of the window that tells its story, as `_FOUND`."""
    found = stories(window, HOURS, SCORE, SHARED)
    found = found[found["later_id"].isin(wanted)]
    known = window.set_index("id")[["time", "url"]]
    first, later = known.loc[found["first_id"]], known.loc[found["later_id"]]
    found = found.assign(
        begun=first["time"].to_numpy(),
        first_url=first["url"].to_numpy(),
        later_url=later["url"].to_numpy(),
        day=later["time"].dt.strftime("%Y-%m-%d").to_numpy(),
    )
    return found.sort_values(["begun", "first_id"]).drop_duplicates("later_id")[_FOUND]


def _ties(pairs: pd.DataFrame) -> pd.DataFrame:
    best = pairs.sort_values(["score", "day", "later_id"], ascending=[False, False, True])
    pages = best["later_url"].str.replace(";", "%3B") + " | " + best["first_url"].str.replace(";", "%3B")
    grouped = best.assign(example=pages).groupby(["first_outlet", "later_outlet"], sort=True)
    frame = grouped.agg(
        first=("day", "min"), last=("day", "max"), n_items=("later_id", "size"),
        examples=("example", lambda rows: ";".join(rows.head(EXAMPLES))),
    ).reset_index()  # fmt: skip
    named = frame.rename(columns={"first_outlet": "from_id", "later_outlet": "to_id"})
    return named.assign(layer=LAYER, weight=named["n_items"].astype(float))
