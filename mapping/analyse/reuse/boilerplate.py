"""What an outlet prints under or over everything: datelines, calls to subscribe, legal notices. It is no reuse.

Learnt from repetition: a shingle that stands in many different texts of one outlet is left out of all that this outlet
printed first. What several outlets repeat - a notice that a law demands - is left out of every text.

An outlet that prints one story in many versions repeats it too, and the story is no boilerplate: texts that consist of
repetitions for the greater part teach nothing, unless half of the outlet's texts have the same (a long footer under
short posts). So a story is taken for boilerplate only where an outlet prints little else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mapping.analyse.reuse.hashes import BITS, NONE, among, distinct, keyed, owners, shingles, unkeyed
from mapping.analyse.reuse.settings import Settings
from mapping.analyse.reuse.tokens import Numbers, flat
from mapping.engine import PIECE, Engine

LEARNT = pa.schema({"outlet": pa.string(), "shingle": pa.int64()})
_SIEVE = 1 << 20
# Tokens looked at together.
_BUNCH = 2_000_000


@dataclass(frozen=True)
class Boilerplate:
    """The shingles to leave out, by outlet and everywhere; `of` and `everywhere` are sorted."""

    of: Numbers
    everywhere: Numbers

    @classmethod
    def learnt(cls, repeated: pa.Table, settings: Settings) -> Boilerplate:
        """From the rows (outlet, shingle) of what repeats."""
        outlets, hashes = repeated["outlet"], repeated["shingle"].to_numpy()
        counts = Counter(hashes.tolist())
        shared = sorted(each for each, n in counts.items() if n >= settings.shared_outlets)
        return cls(distinct(hashes ^ _codes(outlets)), np.array(shared, np.int64))

    def without(self, hashes: Numbers, ends: Numbers, outlets: pa.ChunkedArray) -> Numbers:
        """The shingles of texts, with `NONE` for those that are boilerplate of the texts' outlets."""
        own = hashes ^ np.repeat(_codes(outlets), np.diff(ends))
        drop = _sifted(own, self.of) | _sifted(hashes, self.everywhere)
        return np.where(drop, NONE, hashes)


NOTHING = Boilerplate(np.empty(0, np.int64), np.empty(0, np.int64))


def learn(engine: Engine, settings: Settings) -> Boilerplate:
    """What each outlet repeats, learnt from its texts with the smallest keys: a sample in any order of rows.

    It stays as `reuse_repeated` for those who ask again with `learnt`.
    """
    engine.make(
        "reuse_sample",
        "SELECT s.number, s.outlet, t.n, t.words FROM (SELECT outlet, text_key,"
        " dense_rank() OVER (ORDER BY outlet) AS number,"
        " row_number() OVER (PARTITION BY outlet ORDER BY text_key) AS nth"
        " FROM (SELECT DISTINCT outlet, text_key FROM reuse_items) printed) s"
        f" JOIN reuse_texts t ON t.text_key = s.text_key WHERE s.nth <= {settings.sample}",
    )
    rows = "SELECT outlet, words FROM reuse_sample WHERE number BETWEEN {} AND {}"
    found = [of_texts(engine.take(rows.format(*each)), settings) for each in _bunches(engine)]
    engine.give("reuse_repeated", pa.concat_tables([LEARNT.empty_table(), *found]))
    engine.drop("reuse_sample")
    return learnt(engine, settings)


def _bunches(engine: Engine) -> Iterator[tuple[int, int]]:
    """The first and last numbers of outlets whose samples have about two million tokens, or 20,000 texts, together."""
    sizes = engine.take(
        f"SELECT greatest(sum(n), {_BUNCH // PIECE} * count(*)) AS n FROM reuse_sample GROUP BY number ORDER BY number"
    )
    full = np.cumsum(sizes["n"].to_numpy()) // _BUNCH
    edges = [0, *(np.flatnonzero(np.diff(full)) + 1).tolist(), len(full)]
    return ((begin + 1, end) for begin, end in pairwise(edges) if begin < end)


def learnt(engine: Engine, settings: Settings) -> Boilerplate:
    """What `learn` has found."""
    return Boilerplate.learnt(engine.take("SELECT outlet, shingle FROM reuse_repeated"), settings)


def of_texts(texts: pa.Table, settings: Settings) -> pa.Table:
    """What repeats in the texts of each outlet, as `LEARNT`; `texts` has the columns outlet and words.

    All texts of an outlet from which it is to learn stand in one table, of less than 32,768 rows.
    """
    words, ends = flat(texts["words"])
    hashes = shingles(words, ends, settings.shingle)
    text, found = unkeyed(distinct(keyed(owners(ends), hashes)[hashes != NONE]))
    outlet, names = _named(texts["outlet"])
    keys = keyed(outlet[text], found)
    printed = np.bincount(outlet, minlength=len(names))
    few, share = settings.boilerplate_texts, settings.boilerplate_share
    is_repeated = _sifted(keys, _often(keys, np.maximum(few, printed * share)))
    own = np.bincount(text[~is_repeated], minlength=len(texts))
    teaches = 2 * own >= np.bincount(text, minlength=len(texts))
    teachers = np.bincount(outlet[teaches], minlength=len(printed))
    taught = keys[is_repeated & teaches[text]]
    in_half = _often(keys[is_repeated], np.maximum(2 * few, printed / 2))
    learnt = distinct(np.concatenate([_often(taught, np.maximum(few, teachers * share)), in_half]))
    by, shingle = unkeyed(learnt)
    return pa.table([names.take(pa.array(by)), shingle], schema=LEARNT)


def _often(keys: Numbers, least: NDArray[np.float64]) -> Numbers:
    """The values that stand there so often, in ascending order; `least` is for each outlet."""
    ordered = np.sort(keys)
    begin = np.flatnonzero(np.diff(ordered, prepend=-1))
    values = ordered[begin]
    often: Numbers = values[np.diff(begin, append=len(ordered)) >= least[values >> BITS]]
    return often


def _codes(outlets: pa.ChunkedArray) -> Numbers:
    """A number of 48 bits for each outlet."""
    places, names = _named(outlets)
    return np.array([_code(name) for name in names.to_pylist()], np.int64)[places]


def _named(outlets: pa.ChunkedArray) -> tuple[Numbers, pa.Array]:
    """The outlet of each row, as its place among the different names."""
    named = pc.dictionary_encode(outlets.combine_chunks())
    named = named.combine_chunks() if isinstance(named, pa.ChunkedArray) else named
    return named.indices.to_numpy().astype(np.int64), named.dictionary


def _code(outlet: str) -> int:
    return int.from_bytes(blake2b(outlet.encode(), digest_size=BITS // 8).digest(), "big")


def _sifted(values: Numbers, known: Numbers) -> NDArray[np.bool_]:
    """Which values are among the sorted known ones; a sieve over 20 bits spares most of the search."""
    found = np.zeros(len(values), bool)
    if len(known):
        sieve = np.zeros(_SIEVE, bool)
        sieve[known & (_SIEVE - 1)] = True
        maybe = np.flatnonzero(sieve[values & (_SIEVE - 1)])
        found[maybe] = among(values[maybe], known)
    return found
