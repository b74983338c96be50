"""Text from outside made fit to be drawn: one line, no hidden characters, escaped, wrapped, measured."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

FONT = "DejaVu Sans"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Marks that turn the direction of writing: in a name they hide what is written.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")

# All but those at which no line may end, as between a number and what it counts.
_SPACES = re.compile("[^\\S\u00a0\u202f]+")


def plain(text: object) -> str:
    """The text on one line, without control characters and marks that turn the direction of writing."""
    kept = "".join(_visible(letter) for letter in str(text))
    return _SPACES.sub(" ", kept).strip()


def _visible(letter: str) -> str:
    if letter in _TURNING:
        return ""
    return " " if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} else letter


def shorten(text: object, most: int = 60) -> str:
    """At most `most` letters, the last an ellipsis where something was left off."""
    line = plain(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def wrap(text: object, width: int = 30, lines: int = 3) -> tuple[str, ...]:
    """The text on at most `lines` lines of `width` letters, an ellipsis where something was left off."""
    wrapped = textwrap.wrap(plain(text), width) or [""]
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], wrapped[lines - 1][: width - 1].rstrip() + "…"]
    return tuple(wrapped)


def wrap_measured(text: object, most_pt: float, size: float, lines: int = 3) -> tuple[str, ...]:
    """The text on at most `lines` lines no wider than `most_pt` points in the font of the still face; a wider word
    stands whole on a line of its own, and the last line ends in an ellipsis where something was left off."""
    kept: list[str] = []
    for word in shorten(text).split(" "):
        if kept and width_pt(f"{kept[-1]} {word}", size) <= most_pt:
            kept[-1] += f" {word}"
        else:
            kept.append(word)
    return tuple(kept) if len(kept) <= lines else (*kept[: lines - 1], f"{kept[lines - 1]}…")


def screen(*lines: object) -> str:
    """Lines for plotly, which reads tags and entities in its texts: escaped, so that they are shown as written."""
    return "<br>".join(escape(plain(line), quote=False) for line in lines)


def hover(*lines: str, most: int = 300, width: int = 60) -> str:
    """A hover text: more of a long name than fits beside a mark, wrapped."""
    return screen(*(part for line in lines for part in wrap(shorten(line, most), width, lines=6)))


def paper(*lines: object) -> str:
    """Lines for the still face; a letter that its font lacks becomes the replacement character."""
    known = _letters()
    return "\n".join("".join(c if ord(c) in known else REPLACEMENT for c in plain(line)) for line in lines)


@cache
def _letters() -> frozenset[int]:
    return frozenset(get_font(findfont(FONT)).get_charmap())


@lru_cache(maxsize=50_000)  # a figure asks for the same lines again and again, and so do its other languages
def width_pt(text: str, size: float) -> float:
    """Width of a line in the font of the still face, in points."""
    width, _height, _descent = text_to_path.get_text_width_height_descent(
        paper(text), FontProperties(family=FONT, size=size), ismath=False
    )
    return float(width)


def widest_pt(texts: Iterable[str], size: float) -> float:
    """Width of the widest of the lines, in points; 0 for none."""
    return max((width_pt(text, size) for text in texts), default=0.0)
