"""Which script a text is written in, and letters that look right but belong to another script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Script = Literal["Cyrl", "Latn", "Arab", "other", ""]

_CYRL = "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"
_LATN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"
_ARAB = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"

_CYRL_LETTER = re.compile(f"[{_CYRL}]")
_LATN_LETTER = re.compile(f"[{_LATN}]")
_ARAB_LETTER = re.compile(f"(?![\u0600-\u061f\u0640\u064b-\u0669\u06d4\u06f0-\u06f9])[{_ARAB}]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(f"[{_CYRL}][\u0300-\u036f]*[{_LATN}]|[{_LATN}][\u0300-\u036f]*[{_CYRL}]")

# Pairs that look alike in ordinary type; a lower-case letter is a twin only when its small form is one too.
_TWINS = dict(zip("АВЕКМНОРСТУХІЈЅҺԚԜаеокмрстухіјѕһԛԝё", "ABEKMHOPCTYXIJSHQWaeokmpctyxijshqwë", strict=True))
_TO_LATN = {ord(cyrl): latn for cyrl, latn in _TWINS.items()}
_TO_CYRL = {ord(latn): cyrl for cyrl, latn in _TWINS.items()}


@lru_cache(maxsize=1 << 14)
def script(text: str) -> Script:
    """The script most letters of the text belong to; `""` without letters, `other` when it is none of our three."""
    if text.isascii():
        return "Latn" if _LATN_LETTER.search(text) else ""
    counts: dict[Script, int] = {
        "Cyrl": len(_CYRL_LETTER.findall(text)),
        "Latn": len(_LATN_LETTER.findall(text)),
        "Arab": len(_ARAB_LETTER.findall(text)),
    }
    counts["other"] = len(_LETTER.findall(text)) - sum(counts.values())
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] > 0 else ""


@dataclass(frozen=True)
class Twins:
    """A text with look-alike letters put right.

    `replaced` names each mended word as (before, after); `mixed` lists words of two scripts that no exchange explains.
    """

    text: str
    replaced: tuple[tuple[str, str], ...] = ()
    mixed: tuple[str, ...] = ()


def _one_script(word: str) -> str | None:
    """The word in one script when every letter of the other is a look-alike; None when no exchange does it."""
    cyrl, latn = word.translate(_TO_CYRL), word.translate(_TO_LATN)
    all_cyrl, all_latn = not _LATN_LETTER.search(cyrl), not _CYRL_LETTER.search(latn)
    if all_cyrl and all_latn:
        return cyrl if len(_CYRL_LETTER.findall(word)) >= len(_LATN_LETTER.findall(word)) else latn
    if all_cyrl:
        return cyrl
    return latn if all_latn else None


def fold_twins(text: str) -> Twins:
    """The text with homoglyphs folded word by word: a Latin `a` inside a Cyrillic word becomes Cyrillic.

    Words that honestly mix scripts (`Vласть`) stay as they are and are named in `mixed`.
    """
    if not _MIXED.search(text):
        return Twins(text)
    replaced: list[tuple[str, str]] = []
    mixed: list[str] = []

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        if not _MIXED.search(word):
            return word
        mended = _one_script(word)
        if mended is None:
            mixed.append(word)
            return word
        replaced.append((word, mended))
        return mended

    return Twins(_WORD.sub(mend, text), tuple(replaced), tuple(mixed))
