"""Planted reprints and quotations among posts with footers: nearly all are found, and nearly nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from reuse_texts import Row, couples, found, words

POSTS, OUTLETS = 1_500, 30
VOCABULARY = words(20_000, 0).split()
FOOTERS = {f"o{n}": words(14, 900 + n) for n in range(OUTLETS)}

Change = Callable[[random.Random, list[str]], list[str]]


def _edited(draw: random.Random, text: list[str]) -> list[str]:
    return [word if draw.random() > 0.03 else draw.choice(VOCABULARY) for word in text]


def _cut(_draw: random.Random, text: list[str]) -> list[str]:
    return text[: len(text) * 7 // 10]


def _prefixed(draw: random.Random, text: list[str]) -> list[str]:
    return draw.choices(VOCABULARY, k=8) + text


def _quoted(draw: random.Random, text: list[str]) -> list[str]:
    start = draw.randrange(len(text) - 24)
    return draw.choices(VOCABULARY, k=200) + text[start : start + 25] + draw.choices(VOCABULARY, k=200)


def _corpus(change: Change) -> tuple[list[Row], set[tuple[str, str]]]:
    """Posts of 30 to 150 words under their outlets' footers, a third of them changed copies of earlier ones."""
    draw = random.Random(1)  # noqa: S311
    rows: list[Row] = []
    texts: list[list[str]] = []
    planted = set()
    for n in range(POSTS):
        outlet, own = f"o{n % OUTLETS}", draw.choices(VOCABULARY, k=draw.randint(30, 150))
        if n % 3 == 2:
            source = draw.choice([at for at in range(max(0, n - 100), n) if at % 3 < 2 and at % OUTLETS != n % OUTLETS])
            own = change(draw, texts[source])
            planted.add((f"{source:05}", f"{n:05}"))
        texts.append(own)
        rows.append((f"{n:05}", outlet, n / 10, f"{' '.join(own)}\n{FOOTERS[outlet]}"))
    return rows, planted


@pytest.mark.parametrize("change", [_edited, _cut, _prefixed, _quoted])
def test_planted_reuse(change: Change) -> None:
    rows, planted = _corpus(change)
    pairs = set(couples(found(rows)))
    assert len(pairs & planted) >= 0.995 * len(planted)
    # Two copies of one source share it, which is no mistake.
    sources = {later: first for first, later in planted}
    wrong = [(first, later) for first, later in pairs if sources.get(later) not in (first, sources.get(first))]
    assert len(wrong) <= 0.001 * len(pairs)
