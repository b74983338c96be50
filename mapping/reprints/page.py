"""A page on which a person sees what two texts share: the passages of some pairs, side by side, shared words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from mapping.analyse.reuse.passages import Alignment, Passage, align
from mapping.files import CONTENT_POLICY

AROUND = 80  # characters shown before and after a passage
_LONGEST = 1_500  # characters of a passage that are shown
_MOST_PASSAGES = 10
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem }
.two p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
article { border-top: 1px solid #999; padding: .5rem 0 1rem } .two + .two { margin-top: 1rem }
mark { background: #ffe9a8 } h2 { font-size: 1.05rem } .by { color: #555 }
@media (max-width: 40rem) { .two { grid-template-columns: 1fr } }
"""


@dataclass(frozen=True)
class Item:
    """An item as the page names it."""

    id: str
    outlet: str
    shown: str
    title: str
    url: str
    text: str


@dataclass(frozen=True)
class Pair:
    """Two items, and the part of the shorter text that they were found to share."""

    first: Item
    later: Item
    containment: float


def passages_page(pairs: Iterable[Pair]) -> str:
    """The page as HTML: whatever stands in the items is shown as text, and no address is a link."""
    body = "\n".join(_article(number, pair) for number, pair in enumerate(pairs, start=1)) or "<p>No pairs.</p>"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Shared passages</title><style>{_STYLE}</style></head><body><h1>Shared passages</h1>"
        "<p>The most doubtful pairs come first, the surest last. On the left the earlier item, on the right the later "
        "one; words that stand in both are marked. For the team alone.</p>\n"
        f"{body}\n</body></html>\n"
    )


def _article(number: int, pair: Pair) -> str:
    found = align(pair.first.text, pair.later.text)
    heads = f'<div class="two">{_head(pair.first)}{_head(pair.later)}</div>'
    shown = "\n".join(
        f'<div class="two">{_quote(pair.first.text, passage, 0)}{_quote(pair.later.text, passage, 1)}</div>'
        for passage in found.passages[:_MOST_PASSAGES]
    )
    title = f"{number}. Containment {pair.containment:.3f}; {_measured(found)}"
    return f"<article><h2>{title}</h2>\n{heads}\n{shown}\n</article>"


def _measured(found: Alignment) -> str:
    n = len(found.passages)
    shown = f", of which {_MOST_PASSAGES} are shown" if n > _MOST_PASSAGES else ""
    words = f"{found.first_words:,} and {found.later_words:,} words"
    return f"{found.share:.0%} of the shorter text word for word, in {n} passage{'s' * (n != 1)}{shown} ({words})"


def _head(item: Item) -> str:
    told = " · ".join(escape(part) for part in (item.outlet, item.shown, item.url or item.id) if part)
    title = f"<strong>{escape(item.title)}</strong><br>" if item.title else ""
    return f'<p dir="auto">{title}<span class="by">{told}</span></p>'


def _quote(text: str, passage: Passage, side: int) -> str:
    """A passage in one of its texts with some letters around it; the equal words are marked."""
    start, end = (passage.in_first, passage.in_later)[side]
    last = min(end, start + _LONGEST)
    before, after = max(0, start - AROUND), min(len(text), last + AROUND * (last == end))
    parts = ["…" * (before > 0), escape(text[before:start])]
    parts += _marked(text, passage, side, start, last)
    parts += [escape(text[last:after]), "…" * (after < len(text))]
    return f'<p dir="auto">{"".join(parts)}</p>'


def _marked(text: str, passage: Passage, side: int, at: int, last: int) -> Iterator[str]:
    for run in passage.runs:
        start, end = ((run.first_start, run.first_end), (run.later_start, run.later_end))[side]
        if start < last:
            yield f"{escape(text[at:start])}<mark>{escape(text[start : min(end, last)])}</mark>"
            at = min(end, last)
