"""Texts that were read in a wrong code page before they came to us: `РџСЂРµР·РёРґРµРЅС‚` for `Президент`."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

LOOKED_AT = 240  # characters at the beginning of a text
_SECOND_BYTES = bytes(range(0x80, 0xC0))
_OURS = "ІіЇїЄєҐґЁёЎў"  # letters that do follow a capital in Kazakh, Ukrainian, Belarusian and Russian


def _class(page: str) -> str:
    """The second bytes of Cyrillic UTF-8 as they look in a code page, for a pattern."""
    return "".join(
        f"\\x{{{ord(letter):x}}}" for letter in _SECOND_BYTES.decode(page, errors="ignore") if letter not in _OURS
    )


# A pattern, the characters that each hit stands for, and the part of a text's visible characters that is too much.
# In the first two a Cyrillic letter has become two characters: one of four that lead, and one of 64 that follow.
_SIGNS = (
    (f"[РСТУ][{_class('cp1251')}]", 2, 0.3),
    (f"[ÐÑÒÓ][{_class('cp1252')}\\x{{80}}-\\x{{9f}}]", 2, 0.3),
    ("[À-ÿ]{3}", 3, 0.4),
    ("\N{REPLACEMENT CHARACTER}", 1, 0.02),
    (r"\?{3}", 3, 0.6),
)
_ANY_SIGN = "|".join(pattern for pattern, _, _ in _SIGNS)


def garbled(texts: pa.Array) -> pa.Array:
    """Whether each text's beginning is mostly letters of a wrong code page, or signs put for lost letters.

    Whole Cyrillic texts read as windows-1251, windows-1252 or Latin-1 are told; texts of any language in our letters,
    of Turkish or French, are not taken for such.
    """
    beginnings = pc.utf8_slice_codeunits(texts, 0, LOOKED_AT)
    suspected = pc.match_substring_regex(beginnings, _ANY_SIGN)
    return pc.replace_with_mask(suspected, suspected, _mostly_signs(beginnings.filter(suspected)))


def _mostly_signs(texts: pa.Array) -> pa.Array:
    visible = pc.cast(pc.count_substring_regex(texts, r"\S"), pa.float64())
    found = pa.array([False] * len(texts), pa.bool_())
    for pattern, characters, most in _SIGNS:
        hits = pc.multiply(pc.count_substring_regex(texts, pattern), characters)
        found = pc.or_(found, pc.and_(pc.greater(hits, 0), pc.greater_equal(hits, pc.multiply(visible, most))))
    return found
