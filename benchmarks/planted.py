"""Made-up posts of many outlets in the letters of the region, in which it is known who copied whom.

Words are invented from each language's letters and drawn by Zipf's law. Of all posts 16 % are copies of earlier posts
of other outlets: whole, edited (3 % of the words replaced), cut to 70 %, or with 5 to 15 words before; 1 % are long
articles that quote 25 to 40 words in a row; 2 % are copies of a viral post, 500 a story, half of them in outlets of
every language and half in five outlets that print it in version after version. The traps: most posts of an outlet end
in its footer of 12 to 25 words, which half of the outlets share with another; posts that have nothing to do with each
other use the same set phrases of 4 to 8 words.

Posts come in blocks of 50,000 that know nothing of each other: the cost of making them grows with their number, and
what is planted does not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

BLOCK = 50_000
LETTERS = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъ",
    "kk": "аеыінтрлдсқкмбоғжпшөйуәүңгұзихю",
    "ky": "аеынтрлдскумбогжпшөйүңчзиюхя",
    "tg": "аиоррнтдмшкубсҳлвзегҷқӣфхғӯпй",
    "uz-Cyrl": "аиорнлтшқмдсбугкйўезҳғпвчжх",
    "uz-Latn": "aionrltmsdqbugkyehzpvfxj",
    "en": "etaoinshrdlcumwfgypbvkjxq",
}
WEIGHTS = (0.45, 0.13, 0.08, 0.08, 0.08, 0.12, 0.06)
VOCABULARY, ZIPF = 40_000, 1.05
ENDINGS = ("", ",", ".")  # a word alone, before a comma, at the end of a sentence
KINDS = ("", "whole", "edited", "cut", "prefixed", "quote")
WHOLE, EDITED, CUT, PREFIXED, QUOTE = range(1, 6)
COPIES, QUOTES, LONG, VIRAL = 0.16, 0.01, 0.04, 0.02
VIRAL_COPIES, KEEN = 500, 5
PHRASES, WITH_PHRASE, WITH_FOOTER = 200, 0.3, 0.8
SECONDS = 365 * 86_400
START = 1_763_683_200  # 2025-11-21 in UTC
LONGEST_LAG = 10 * 86_400


@dataclass(frozen=True)
class Block:
    """Posts (id, outlet, time, text, language) and the truth about them (id, family, kind).

    Posts of one family, a number, all draw on one post; `kind` says how, and is empty for those that copy nothing.
    """

    posts: pa.Table
    truth: pa.Table


@dataclass(frozen=True)
class Ragged:
    """Rows of unequal length: numbers one after the other, and where each row begins and how long it is."""

    values: Numbers
    starts: Numbers
    lengths: Numbers

    @classmethod
    def of(cls, values: Numbers, lengths: Numbers) -> Ragged:
        """Rows that follow each other."""
        return cls(values, np.cumsum(lengths) - lengths, lengths)

    def places(self, rows: Numbers, skip: Numbers | int = 0, lengths: Numbers | None = None) -> Numbers:
        """Where the values of some rows stand; `skip` values at the beginning of each, and `lengths` of them."""
        lengths = self.lengths[rows] if lengths is None else lengths
        return spread(self.starts[rows] + skip, lengths)

    def rows(self, rows: Numbers, skip: Numbers | int = 0, lengths: Numbers | None = None) -> Ragged:
        """Some rows, or parts of them."""
        lengths = self.lengths[rows] if lengths is None else lengths
        return Ragged.of(self.values[self.places(rows, skip, lengths)], lengths)


def spread(starts: Numbers, lengths: Numbers) -> Numbers:
    """start, start + 1, ... for each start, as many as its length."""
    first = np.cumsum(lengths) - lengths
    return np.repeat(starts - first, lengths) + np.arange(lengths.sum())


def joined(*parts: Ragged) -> Ragged:
    """Rows put together: the first of each part, then the second of each, ..."""
    lengths = np.stack([part.lengths for part in parts], axis=1)
    bases = np.cumsum([0, *(len(part.values) for part in parts[:-1])])
    starts = np.stack([part.starts + base for part, base in zip(parts, bases, strict=True)], axis=1)
    together = np.concatenate([part.values for part in parts])[spread(starts.ravel(), lengths.ravel())]
    return Ragged.of(together, lengths.sum(axis=1))


class World:
    """What all blocks share: words, set phrases, outlets and their footers; `outlets` for each language."""

    def __init__(self, outlets: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.outlets = outlets
        self.drawn = np.cumsum(1 / np.arange(1, VOCABULARY + 1) ** ZIPF)
        self.words = pa.array([f"{word}{ending}" for word in invented(rng) for ending in ENDINGS])
        languages = np.repeat(np.arange(len(LETTERS)), PHRASES)
        self.phrases = self.random(rng, languages, rng.integers(4, 9, len(languages)))
        self.footers = self.random(rng, self.languages, rng.integers(12, 26, len(self.languages)))
        number = np.arange(len(self.languages))
        self.footer_of = np.where(number % 4 == 1, number - 1, number)  # the first two of each four share one

    @property
    def languages(self) -> Numbers:
        """The language of each outlet, by its place in `LETTERS`."""
        return np.repeat(np.arange(len(LETTERS)), self.outlets)

    def random(self, rng: np.random.Generator, languages: Numbers, lengths: Numbers) -> Ragged:
        """Rows of random words, each row of a language."""
        return Ragged.of(self.draw(rng, np.repeat(languages, lengths)), lengths)

    def draw(self, rng: np.random.Generator, languages: Numbers) -> Numbers:
        """A word of each language, by Zipf's law; of ten words one has a comma behind it and one a full stop."""
        n = len(languages)
        words = np.searchsorted(self.drawn, rng.random(n) * self.drawn[-1])
        ending = np.maximum(rng.integers(-7, 3, n), 0)
        return (languages * VOCABULARY + words) * len(ENDINGS) + ending

    def text(self, rows: Ragged) -> pa.Array:
        """The words of each row as one text; rows follow each other."""
        ends = np.concatenate([[0], np.cumsum(rows.lengths)]).astype(np.int32)
        return pc.binary_join(pa.ListArray.from_arrays(ends, self.words.take(pa.array(rows.values))), " ")


def invented(rng: np.random.Generator) -> list[str]:
    """The words of all languages one after the other, frequent words first and shorter."""
    words: list[str] = []
    for letters in LETTERS.values():
        longer = 2.5 + 0.55 * np.log(np.arange(1, VOCABULARY + 1))
        lengths = np.clip(np.round(rng.normal(longer, 1.5)), 1, 14)
        weights = 1 / np.arange(3, len(letters) + 3)
        drawn = rng.choice(np.array(list(letters)), (VOCABULARY, 14), p=weights / weights.sum())
        drawn[np.arange(14) >= lengths[:, None]] = ""
        words += ["".join(row) for row in drawn.tolist()]
    return words


@dataclass(frozen=True)
class Plan:
    """Who copies whom in a block, post by post; `parent` is the row of the post copied, its own for those that do not.

    `length` is that of the words of its own, before it is said what is copied.
    """

    kind: Numbers
    parent: Numbers
    language: Numbers
    outlet: Numbers
    time: Numbers
    length: Numbers

    @classmethod
    def of(cls, world: World, rng: np.random.Generator, size: int) -> Plan:
        """Originals first, then those that quote, then copies, then the copies of viral posts."""
        everywhere = len(LETTERS) * world.outlets
        stories, echoes = max(1, size // 25_000), min(VIRAL_COPIES, size // 50)
        copies = round(COPIES * size)
        kind = np.concatenate([
            np.full(round(QUOTES * size), QUOTE),
            np.arange(copies) % 4 + WHOLE,
            rng.choice((WHOLE, EDITED, PREFIXED), stories * echoes),
        ])  # fmt: skip
        originals = size - len(kind)
        length = np.clip(rng.lognormal(np.log(60), 0.5, size), 20, 300).astype(np.int64)
        quoted = np.flatnonzero(length[:originals] >= 45)
        copied = np.flatnonzero(length[:originals] >= 25)
        long = np.concatenate([rng.random(originals) < LONG, kind == QUOTE])
        length[long] = rng.integers(300, 1200, long.sum())
        parent = np.where(kind == QUOTE, rng.choice(quoted, len(kind)), rng.choice(copied, len(kind)))
        echoed = slice(len(kind) - stories * echoes, None)
        parent[echoed] = np.repeat(rng.choice(copied, stories), echoes)
        language = rng.choice(len(LETTERS), originals, p=WEIGHTS)
        outlet = language * world.outlets + favoured(rng, world.outlets, originals)
        time = START + rng.integers(0, SECONDS - LONGEST_LAG, originals)
        lag = np.clip(rng.lognormal(np.log(4 * 3600), 1.5, len(kind)), 60, LONGEST_LAG).astype(np.int64)
        first = language[parent] * world.outlets
        step = 1 + favoured(rng, world.outlets - 1, len(kind))  # never the parent's own outlet
        copier = first + (outlet[parent] - first + step) % world.outlets
        widest = rng.choice((everywhere, KEEN + 1), stories * echoes)
        turn = 1 + (rng.random(stories * echoes) * (widest - 1)).astype(np.int64)
        copier[echoed] = (outlet[parent][echoed] + turn) % everywhere
        return cls(
            np.concatenate([np.zeros(originals, np.int64), kind]),
            np.concatenate([np.arange(originals), parent]),
            np.concatenate([language, language[parent]]),
            np.concatenate([outlet, copier]),
            np.concatenate([time, time[parent] + lag]),
            length,
        )


def favoured(rng: np.random.Generator, n: int, size: int) -> Numbers:
    """Numbers below n, small ones more often, as some outlets write more than others."""
    weights = 1 / np.arange(1, n + 1) ** 0.7
    return rng.choice(n, size, p=weights / weights.sum())


def block(world: World, seed: int, number: int, size: int) -> Block:
    """The posts of one block, in random order, numbered on from those of the blocks before."""
    rng = np.random.default_rng([seed, number])
    plan = Plan.of(world, rng, size)
    prefixes = world.random(rng, plan.language, np.where(plan.kind == PREFIXED, rng.integers(5, 16, size), 0))
    footers = world.footers.rows(world.footer_of[plan.outlet])
    kept = np.where(rng.random(size) < WITH_FOOTER, footers.lengths, 0)
    footers = footers.rows(np.arange(size), 0, kept)
    texts = world.text(joined(prefixes, bodies(world, rng, plan), footers))
    ids = number * BLOCK + rng.permutation(size)
    names = np.array([f"{language}_{at}" for language in LETTERS for at in range(world.outlets)])
    id_texts = pa.array(ids.astype(str))
    posts = pa.table({
        "id": id_texts,
        "outlet": pa.array(names[plan.outlet]),
        "time": pa.array(plan.time * 1_000_000, pa.timestamp("us", "UTC")),
        "text": texts,
        "language": pa.array(np.array([*LETTERS])[plan.language]),
    })  # fmt: skip
    kinds = pa.array(np.array(KINDS)[plan.kind])
    truth = pa.table({"id": id_texts, "family": pa.array(number * BLOCK + plan.parent), "kind": kinds})
    order = pa.array(np.argsort(ids))
    return Block(posts.take(order), truth.take(order))


def bodies(world: World, rng: np.random.Generator, plan: Plan) -> Ragged:
    """The words of each post without what stands before and behind."""
    own = np.flatnonzero((plan.kind == 0) | (plan.kind == QUOTE))
    written = world.random(rng, plan.language[own], plan.length[own])
    using = own[rng.random(len(own)) < WITH_PHRASE]
    phrases = world.phrases.rows(plan.language[using] * PHRASES + rng.integers(0, PHRASES, len(using)))
    paste(rng, written, using, phrases)
    quoting = np.flatnonzero(plan.kind == QUOTE)
    quoted = plan.parent[quoting]
    lengths = rng.integers(25, 41, len(quoting))
    skip = (rng.random(len(quoting)) * (plan.length[quoted] - lengths)).astype(np.int64)
    paste(rng, written, quoting, written.rows(quoted, skip, lengths))
    copying = np.arange(len(own), len(plan.kind))
    parent, kind = plan.parent[copying], plan.kind[copying]
    whole = plan.length[parent]
    lengths = np.where(kind == CUT, np.round(whole * 0.7).astype(np.int64), whole)
    copied = written.rows(parent, (rng.random(len(parent)) * (whole - lengths + 1)).astype(np.int64), lengths)
    edit(world, rng, copied, kind == EDITED, plan.language[copying])
    lengths = np.concatenate([written.lengths, copied.lengths])
    return Ragged.of(np.concatenate([written.values, copied.values]), lengths)


def paste(rng: np.random.Generator, into: Ragged, rows: Numbers, passages: Ragged) -> None:
    """Put a passage somewhere into each of these rows, over what stood there."""
    skip = (rng.random(len(rows)) * (into.lengths[rows] - passages.lengths)).astype(np.int64)
    into.values[into.places(rows, skip, passages.lengths)] = passages.values


def edit(world: World, rng: np.random.Generator, texts: Ragged, which: NDArray[np.bool_], languages: Numbers) -> None:
    """Replace 3 % of the words of these rows, at least one, by other words."""
    rows = np.flatnonzero(which)
    rows = np.repeat(rows, np.maximum(1, np.round(texts.lengths[rows] * 0.03).astype(np.int64)))
    places = texts.starts[rows] + (rng.random(len(rows)) * texts.lengths[rows]).astype(np.int64)
    texts.values[places] = world.draw(rng, languages[rows])


def blocks(n: int, seed: int = 7) -> Iterator[Block]:
    """`n` posts, by blocks."""
    world = World(outlets=max(10, min(60, n // 2_000)), seed=seed)
    for number, start in enumerate(range(0, n, BLOCK)):
        yield block(world, seed, number, min(BLOCK, n - start))


def write(n: int, folder: Path, seed: int = 7) -> tuple[list[Path], Path]:
    """Write the posts, a Parquet file a block, and the truth about them; where they are."""
    paths, truths = [], []
    for number, made in enumerate(blocks(n, seed)):
        paths.append(folder / f"posts_{number:03}.parquet")
        pq.write_table(made.posts, paths[-1], compression="zstd")
        truths.append(made.truth)
    pq.write_table(pa.concat_tables(truths), folder / "truth.parquet")
    return paths, folder / "truth.parquet"
