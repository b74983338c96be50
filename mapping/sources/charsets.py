"""Which code page a text is in: UTF-8, UTF-16, or one of the old Cyrillic ones.

Registers and WHOIS servers of the region still send windows-1251, KOI8-R or DOS 866 without saying so.
"""

from __future__ import annotations

import codecs
import re

from mapping.errors import InputUnreadable

CYRILLIC_PAGES = ("cp1251", "koi8-r", "cp866")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Letters by how often Russian uses them: the right code page gives the commonest.
_COMMON = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшю")


def decoded(name: str, content: bytes) -> str:
    """The text of a file of unknown code page; `InputUnreadable` when it is empty or no text."""
    if not content.strip():
        raise InputUnreadable(f"{name} is empty: receive it again.")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(name, content, encoding)
    if _BINARY.search(content):
        raise InputUnreadable(f"{name} is no text: it holds binary data; receive it again as text.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_likeliest(content), errors="replace")


def _strict(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise InputUnreadable(f"{name} is damaged {encoding} text (byte {fault.start:,}): receive it again.") from fault


def _likeliest(content: bytes) -> str:
    sample = content[:100_000]
    return max(CYRILLIC_PAGES, key=lambda page: _fit(sample.decode(page, errors="replace")))


def _fit(text: str) -> int:
    """How much a text looks like Russian: common small letters count for it, all that is no letter against it."""
    good = sum(letter in _COMMON for letter in text)
    bad = sum(ord(letter) > 127 and not letter.isalpha() and letter not in "«»№–—…„“”’°\xa0" for letter in text)
    return good - 3 * bad
