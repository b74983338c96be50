"""Shingles and marks of texts, and how much two texts share, for many texts at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mapping.analyse.reuse.boilerplate import Boilerplate
from mapping.analyse.reuse.hashes import BITS, NONE, among, distinct, keyed, owners, shingles, unkeyed
from mapping.analyse.reuse.settings import Settings
from mapping.analyse.reuse.tokens import Numbers, flat, portions

MARKS = pa.schema({"text_key": pa.int64(), "moment": pa.int64(), "size": pa.int32(), "mark": pa.int64()})
SHARED = pa.schema(
    {
        "first": pa.int64(),
        "later": pa.int64(),
        "shared": pa.int64(),
        "first_size": pa.int64(),
        "later_size": pa.int64(),
        "run": pa.int64(),
    }
)


def marks(texts: pa.Table, settings: Settings, boilerplate: Boilerplate) -> pa.Table:
    """The marks of each text, as `MARKS`: one row a mark, `size` being the number of its shingles.

    `texts` has the columns text_key, moment, outlet (the first to print it, whose boilerplate is left out) and words.
    Texts with less than `settings.fewest` shingles have no marks.
    """
    return pa.concat_tables(_marks(part, settings, boilerplate) for part in portions(texts, "words"))


def shared(couples: pa.Table, settings: Settings, boilerplate: Boilerplate) -> pa.Table:
    """What two texts have in common, as `SHARED`: different shingles, and the most of them in a row.

    `couples` has the columns first, later (their keys), first_outlet, later_outlet, first_words and later_words. `run`
    is counted in the later text, where at least `settings.passage` are shared; elsewhere it is 0.
    """
    slices = portions(couples, "first_words", "later_words")
    return pa.concat_tables(_shared(part, settings, boilerplate) for part in slices)


def winnow(hashes: Numbers, ends: Numbers, settings: Settings) -> tuple[Numbers, Numbers]:
    """The marks of texts that stand in a row: for each, the number of its text, and the mark; in ascending order.

    `ends` are where the texts end, with the places at the end of each at which no whole shingle begins. A text
    shorter than its window gives its least hash. The marks under shorter windows hold all those under longer ones.
    """
    begin, last = ends[:-1], ends[1:] - (settings.shingle - 1)
    is_short = sizes(hashes, ends) <= settings.short
    windows = np.where(is_short, settings.short_window, settings.window)
    picked = [
        _picked(hashes, ends, np.flatnonzero(which), window, settings.shingle - 1)
        for which, window in ((is_short, settings.short_window), (~is_short, settings.window))
    ]
    brief = np.flatnonzero((last > begin) & (last - begin < windows))
    picked.append(keyed(brief, _least_within(hashes, begin[brief], last[brief])))
    owner, mark = unkeyed(distinct(np.concatenate(picked)))
    there = mark != NONE
    return owner[there], mark[there]


def sizes(hashes: Numbers, ends: Numbers) -> Numbers:
    """How many shingles each text has, those left out not among them."""
    return np.diff(np.concatenate([[0], np.cumsum(hashes != NONE)])[ends])


def _marks(texts: pa.Table, settings: Settings, boilerplate: Boilerplate) -> pa.Table:
    own, ends = _own(texts, "words", "outlet", settings, boilerplate)
    size = sizes(own, ends)
    owner, mark = winnow(own, ends, settings)
    enough = size[owner] >= settings.fewest
    owner, mark = owner[enough], mark[enough]
    keys, moments = (texts[name].to_numpy() for name in ("text_key", "moment"))
    return pa.table([keys[owner], moments[owner], size[owner].astype(np.int32), mark], schema=MARKS)


def _shared(couples: pa.Table, settings: Settings, boilerplate: Boilerplate) -> pa.Table:
    first, first_ends = _own(couples, "first_words", "first_outlet", settings, boilerplate)
    later, later_ends = _own(couples, "later_words", "later_outlet", settings, boilerplate)
    firsts, laters = distinct(_keys(first, first_ends)), distinct(_keys(later, later_ends))
    both = laters[among(laters, firsts)]
    per_couple = _per_text(both, later_ends)
    columns = [
        couples["first"],
        couples["later"],
        per_couple,
        _per_text(firsts, first_ends),
        _per_text(laters, later_ends),
        _longest_runs(later, later_ends, per_couple >= settings.passage, both),
    ]
    return pa.table(columns, schema=SHARED)


def _picked(hashes: Numbers, ends: Numbers, texts: Numbers, window: int, beyond: int) -> Numbers:
    """The least shingle of each window of some texts without their last `beyond` places; repetitions in a row once."""
    lengths = np.diff(ends)[texts]
    last = np.cumsum(lengths)
    places = np.repeat(ends[texts] - (last - lengths), lengths) + np.arange(lengths.sum())
    least = _least(hashes[places], window)
    whole = np.arange(window, window + len(least)) <= np.repeat(last - beyond, lengths)[: len(least)]
    picked = keyed(np.repeat(texts, lengths)[: len(least)][whole], least[whole])
    return picked[np.flatnonzero(np.diff(picked, prepend=-1))]


def _least(hashes: Numbers, window: int) -> Numbers:
    """The least of each `window` values in a row."""
    reach = 1
    while reach * 2 <= window and len(hashes) > reach:
        hashes, reach = np.minimum(hashes[reach:], hashes[:-reach]), reach * 2
    rest = window - reach
    return np.minimum(hashes[rest:], hashes[: len(hashes) - rest]) if rest < len(hashes) else hashes[:0]


def _least_within(hashes: Numbers, begin: Numbers, end: Numbers) -> Numbers:
    """The least value of each span."""
    if not len(begin):
        return hashes[:0]
    edges = np.column_stack([begin, end]).ravel()
    least: Numbers = np.minimum.reduceat(np.append(hashes, NONE), edges)[::2]
    return least


def _own(
    table: pa.Table, words: str, outlet: str, settings: Settings, boilerplate: Boilerplate
) -> tuple[Numbers, Numbers]:
    """The shingles of texts, those that are boilerplate replaced by `NONE`, and where the texts end."""
    tokens, ends = flat(table[words])
    hashes = shingles(tokens, ends, settings.shingle)
    return boilerplate.without(hashes, ends, table[outlet]), ends


def _keys(hashes: Numbers, ends: Numbers) -> Numbers:
    """Each shingle with the number of its text; those left out are not among them."""
    there: Numbers = keyed(owners(ends), hashes)[hashes != NONE]
    return there


def _per_text(keys: Numbers, ends: Numbers) -> Numbers:
    """How many of the keys each text has."""
    counts: Numbers = np.bincount(keys >> BITS, minlength=len(ends) - 1)
    return counts


def _longest_runs(hashes: Numbers, ends: Numbers, chosen: NDArray[np.bool_], common: Numbers) -> Numbers:
    """The most shingles in a row that are common, in each of the chosen texts; 0 for the others."""
    runs = np.zeros(len(ends) - 1, np.int64)
    owner = owners(ends)
    places = np.flatnonzero(chosen[owner])
    is_common = among(keyed(owner[places], hashes[places]), common)
    # The last places of each text are never common, so that no run passes its end.
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_common, [False]])))
    begin, end = edges[::2], edges[1::2]
    np.maximum.at(runs, owner[places[begin]], end - begin)
    return runs
