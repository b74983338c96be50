"""Texts as numbers: each word, or each letter, becomes 32 bits that are the same however it is typed.

Small and large letters, letters with and without marks (ё and е, й and и, ӯ and у), Latin letters that look like
Cyrillic ones, and all kinds of apostrophes (oʻzbek, o‘zbek, ozbek) are one; invisible characters inside a word are
passed over; everything else that is neither letter nor digit parts words, emoji included.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mapping.analyse.reuse.settings import Settings

Words = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
_Kind = TypeVar("_Kind", np.uint32, np.uint64)

# Raised when the numbers change: texts kept under another reading are then read again.
READING = 2
SCHEMA = pa.schema(
    {
        "id": pa.string(),
        "outlet": pa.string(),
        "moment": pa.int64(),
        "text_key": pa.int64(),
        "shortened": pa.bool_(),
        "n": pa.int32(),
        "words": pa.list_(pa.int32()),
    }
)

# Letters stand below; what lies above (rare scripts, emoji) parts words.
_KNOWN = 0x20000
_PART, _PASS = 0, 1
# Inside a word these tell nothing: apostrophes of Uzbek and their look-alikes.
APOSTROPHES = "'`´ʻʼʽˈʹ‘’‛′＇"
# Latin letters typed for Cyrillic ones.
LOOK_ALIKE = str.maketrans("aceopxyiəkmt", "асеорхуіәкмт")
# Characters worked on at once, so that the arrays stay in the processor's cache.
_AT_ONCE = 1 << 18
_TOKENS = 1 << 17
_FACTOR = 0x9E3779B97F4A7C15
_INVERSE = pow(_FACTOR, -1, 1 << 64)


def read(items: pa.Table, settings: Settings) -> pa.Table:
    """The tokens of each item: columns of `SCHEMA`; `moment` is in seconds since 1970, `shortened` marks texts cut,
    `n` is the number of tokens.

    `items` has the columns id, outlet, time (timestamp in UTC, or null) and text. `text_key` is the same for texts
    with the same tokens, and 0 for those without any.
    """
    texts = pc.fill_null(items["text"].cast(pa.large_string()), "").to_pylist()
    parts = [_tokens(slice_, settings.unit) for slice_ in _slices(texts, settings.longest)]
    words = np.concatenate([part[0] for part in parts] or [np.empty(0, np.uint32)])
    counts = np.concatenate([part[1] for part in parts] or [np.empty(0, np.int64)])
    keys = np.concatenate([part[2] for part in parts] or [np.empty(0, np.int64)])
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    columns = [
        items["id"].cast(pa.string()),
        pc.fill_null(items["outlet"].cast(pa.string()), ""),
        seconds(items["time"]),
        pa.array(keys),
        pa.array([len(text) > settings.longest for text in texts], pa.bool_()),
        pa.array(counts.astype(np.int32)),
        pa.ListArray.from_arrays(pa.array(offsets), pa.array(words.view(np.int32))),
    ]
    return pa.table(columns, schema=SCHEMA)


def seconds(times: pa.ChunkedArray) -> pa.ChunkedArray:
    """Timestamps as whole seconds since 1970 (UTC)."""
    return times.cast(pa.timestamp("us")).cast(pa.timestamp("s"), safe=False).cast(pa.int64())


def flat(lists: pa.ChunkedArray) -> tuple[Words, Numbers]:
    """A column of token lists as one array, and where each list begins and ends in it."""
    lists = lists.combine_chunks() if isinstance(lists, pa.ChunkedArray) else lists
    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
    words = lists.flatten().to_numpy(zero_copy_only=False).view(np.uint32)
    return words, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def portions(table: pa.Table, *lists: str) -> Iterator[pa.Table]:
    """The rows of a table, in slices in which the named lists have about 130,000 tokens together."""
    sizes = sum(pc.list_value_length(table[name]).to_numpy(zero_copy_only=False).astype(np.int64) for name in lists)
    cuts = np.flatnonzero(np.diff(np.cumsum(sizes) // _TOKENS)) + 1
    for begin, end in pairwise([0, *cuts.tolist(), len(table)]):
        yield table.slice(begin, end - begin)


def mixed(values: Hashes) -> Hashes:
    """Numbers scattered over all 64 bits, one to one (the finaliser of splitmix64: Steele, Lea and Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _slices(texts: list[str], longest: int) -> Iterator[list[str]]:
    """The texts, none longer than `longest`, in portions."""
    portion: list[str] = []
    size = 0
    for text in texts:
        portion.append(text[:longest])
        size += len(portion[-1])
        if size >= _AT_ONCE:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _tokens(texts: list[str], unit: str) -> tuple[Words, Numbers, Numbers]:
    """The tokens of all texts in a row, their number in each text, and the key of each text."""
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", errors="replace"), np.uint32)
    folded = _folding().take(codes, mode="clip")
    ends = np.cumsum([len(text) + 1 for text in texts])
    passed = np.flatnonzero(folded == _PASS)
    if len(passed):
        ends = ends - np.searchsorted(passed, ends)
        folded = np.delete(folded, passed)
    letters = folded != _PART
    if unit == "character":
        hashes = mixed(folded[letters].astype(np.uint64))
        last = np.cumsum(letters)[ends - 1]
    else:
        edges = np.flatnonzero(letters[1:] != letters[:-1]) + 1
        edges = np.concatenate([[0], edges]) if letters[0] else edges
        begin, end = edges[::2], edges[1::2]
        hashes = mixed(_spans(folded, begin, end).astype(np.uint64))
        last = np.searchsorted(begin, ends)
    first = np.concatenate([[0], last[:-1]])
    keys = mixed(_spans(hashes, first, last))
    words = (hashes >> np.uint64(32)).astype(np.uint32)
    return words, last - first, np.where(last > first, keys, np.uint64(0)).view(np.int64)


def _spans(values: NDArray[_Kind], begin: Numbers, end: Numbers) -> NDArray[_Kind]:
    """A polynomial over each span of the values, modulo 2**32 or 2**64 as their type; the same wherever it stands."""
    sums = np.zeros(len(values) + 1, values.dtype)
    np.cumsum(values * _powers(_FACTOR, len(values), values.dtype), out=sums[1:])
    spans: NDArray[_Kind] = (sums[end] - sums[begin]) * _powers(_INVERSE, len(sums), values.dtype)[begin]
    return spans


def _powers(factor: int, number: int, kind: np.dtype[_Kind]) -> NDArray[_Kind]:
    powers: NDArray[_Kind] = _many_powers(factor, max(number, _AT_ONCE * 2).bit_length(), kind)[:number]
    return powers


@cache
def _many_powers(factor: int, bits: int, kind: np.dtype[_Kind]) -> NDArray[_Kind]:
    return np.multiply.accumulate(np.full(1 << bits, factor, np.uint64)).astype(kind)


@cache
def _folding() -> NDArray[np.uint32]:
    """What each character becomes: a letter's code, or the sign that it parts words or is passed over."""
    return np.array([_fold(chr(code)) for code in range(_KNOWN)], np.uint32)


def _fold(character: str) -> int:
    if character in APOSTROPHES or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return _PASS
    bare = unicodedata.normalize("NFKD", character)[0]
    if not bare.isalnum():
        return _PART
    return ord(bare.lower()[0].translate(LOOK_ALIKE))
