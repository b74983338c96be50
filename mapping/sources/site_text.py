"""The text of a page of a site: its code page found, its size bounded, letters of old fonts made whole."""

from __future__ import annotations

import re
import zlib

from mapping.errors import InputUnreadable
from mapping.sources.charsets import decoded

# No article is longer: what stands further behind in a page is no text. A sitemap may be longer.
LONGEST, LONGEST_LIST = 3_000_000, 20_000_000
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset=[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"%PDF")
_GZIP = b"\x1f\x8b"
_LETTERS_PER_MARK = 2_000
# Fonts made for windows-1251 before Unicode: letters that Kyrgyz and Tajik lack there stood in the places of others.
_KYRGYZ = str.maketrans("їЇєЄѕЅ", "үҮөӨңҢ")
_TAJIK = str.maketrans("љЉњЊќЌѓЃїЇўЎ", "ҷҶҳҲқҚғҒӣӢӯӮ")
_OLD_KYRGYZ, _OLD_TAJIK = re.compile("[їєѕ]", re.IGNORECASE), re.compile("[љњќ]", re.IGNORECASE)
# Letters of Ukrainian, Serbian, Macedonian and of Unicode Kyrgyz and Tajik: such a text is whole as it stands.
_WHOLE = re.compile("[іґђћџјүөңҷҳқӣӯ]", re.IGNORECASE)


def page_text(name: str, content: bytes, content_type: str = "", longest: int = LONGEST) -> str:
    """The first `longest` bytes of a page as text.

    Valid UTF-8 is UTF-8, whatever is said of it; else what the page or its header declares, where it fits; else the
    likeliest Cyrillic code page. `InputUnreadable` for an empty or a binary file.
    """
    content = _unpacked(name, content, longest)
    if len(content) > longest:
        content = content[: content.rfind(b"<", 0, longest)]
    for encoding in ("utf-8-sig", *_stated(content, content_type)):
        try:
            return _CONTROL.sub(" ", content.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return decoded(name, content)


def is_picture(content: bytes) -> bool:
    """Whether a file is an image, a film or a document, whatever its address says."""
    return content.startswith(_PICTURES)


def _stated(content: bytes, content_type: str) -> list[str]:
    """The code pages that the page and its header name, the page's own first."""
    within, header = _DECLARED.search(content[:2_000]), _HEADER.search(content_type)
    stated = [within[1].decode("ascii") if within else "", header[1] if header else ""]
    return [each.lower() for each in stated if each and not each.lower().startswith("utf")]


def _unpacked(name: str, content: bytes, longest: int) -> bytes:
    """The bytes of a gzipped file, as far as `longest`, so that a small file cannot grow without end."""
    if not content.startswith(_GZIP):
        return content
    try:
        return zlib.decompressobj(wbits=31).decompress(content, longest)
    except zlib.error as fault:
        raise InputUnreadable(f"{name} is a damaged gzip file: gather it again.") from fault


def whole_letters(text: str) -> str:
    """A Kyrgyz or Tajik text of the old fonts (`кєчє`, `Тољикистон`) in its own letters; any other as it stands."""
    if _WHOLE.search(text):
        return text
    enough = 1 + len(text) // _LETTERS_PER_MARK
    if len(_OLD_TAJIK.findall(text)) >= enough:
        return text.translate(_TAJIK)
    return text.translate(_KYRGYZ) if len(_OLD_KYRGYZ.findall(text)) >= enough else text


def one_line(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())
