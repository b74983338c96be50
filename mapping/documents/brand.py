"""The organisation under whose name reports leave: its name, colours, logo and Word template."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mapping.errors import InputUnreadable

FILE = "brand.toml"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"
# Every page carries the logo.
_LOGO_BYTES = 2_000_000
# What a reader with weak eyes can still read (WCAG 2.1, success criterion 1.4.3).
_CONTRAST = 4.5


@dataclass(frozen=True)
class Colours:
    """The colours of a page as #rrggbb: of text, of small print, of rules, of the brand, and of warnings."""

    ink: str = "#1d2730"
    soft: str = "#5a6772"
    rule: str = "#d8dee4"
    accent: str = "#0b5a6f"
    accent_in_the_dark: str = "#7cc4d6"
    warn: str = "#8a3b00"


@dataclass(frozen=True)
class Brand:
    """Who publishes (empty: this project), in which colours, with which logo (a PNG) and which Word template."""

    organisation: str = ""
    colours: Colours = Colours()
    logo: bytes = b""
    reference: bytes = b""

    @property
    def logo_ratio(self) -> float:
        """How many times as wide as high the logo is."""
        return int.from_bytes(self.logo[16:20]) / int.from_bytes(self.logo[20:24])


OWN = Brand()
"""This project's own."""


def read(folder: Path) -> Brand:
    """The brand in `folder/brand.toml`; files that it names stand beside it. Without that file, the project's own.

    `InputUnreadable` says what is wrong: a word that is not known, a colour too pale to be read, a file that is
    missing, of another kind, cut off or too heavy.
    """
    path = folder / FILE
    if not path.exists():
        return OWN
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise InputUnreadable(f"{path} cannot be read as TOML: {problem}.") from problem
    _only(told, ("organisation", "logo", "reference", "colours"), path)
    return Brand(
        _text(told, "organisation", path),
        _colours(told.get("colours", {}), path),
        _whole(_beside(path, _text(told, "logo", path), _PNG, "a PNG picture"), path),
        _beside(path, _text(told, "reference", path), b"PK", "a Word document (DOCX)"),
    )


def _text(told: dict[str, Any], name: str, path: Path) -> str:
    text = told.get(name, "")
    if not isinstance(text, str) or any(unicodedata.category(letter) == "Cc" for letter in text):
        raise InputUnreadable(f"{path}: '{name}' must be one line of text in quotes.")
    return text


def _whole(logo: bytes, path: Path) -> bytes:
    """The logo, when all of it is there and it is no heavier than every page can bear."""
    if len(logo) > _LOGO_BYTES:
        raise InputUnreadable(f"{path}: the logo has more than {_LOGO_BYTES // 1_000_000} MB: make it smaller.")
    sides = int.from_bytes(logo[16:20]), int.from_bytes(logo[20:24])
    if logo and not (all(sides) and logo.endswith(_PNG_END)):
        raise InputUnreadable(f"{path}: the logo is empty or only part of a picture: save it as PNG again.")
    return logo


def _colours(told: Any, path: Path) -> Colours:
    _only(told, tuple(Colours.__dataclass_fields__), path)
    for name, value in told.items():
        if not _COLOUR.fullmatch(str(value)):
            raise InputUnreadable(f"{path}: the colour '{name}' must be written as #rrggbb, not '{value}'.")
        if name in ("ink", "soft", "accent", "warn") and contrast(value, "#ffffff") < _CONTRAST:
            raise InputUnreadable(f"{path}: the colour '{name}' ({value}) is too pale to be read on white: darken it.")
    return replace(Colours(), **told)


def contrast(one: str, other: str) -> float:
    """The contrast between two colours, from 1 (none) to 21 (black on white), as WCAG 2.1 defines it."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _beside(path: Path, name: str, start: bytes, kind: str) -> bytes:
    if not name:
        return b""
    file = path.parent / name
    if not file.is_file():
        raise InputUnreadable(
            f"{path} names '{name}', which does not stand beside it: put it there, or empty the line."
        )
    content = file.read_bytes()
    if not content.startswith(start):
        raise InputUnreadable(f"{path}: '{name}' must be {kind}.")
    return content


def _only(told: Any, known: tuple[str, ...], path: Path) -> None:
    if not isinstance(told, dict) or (lost := [name for name in told if name not in known]):
        what = f"'{lost[0]}'" if isinstance(told, dict) else f"'{told}'"
        raise InputUnreadable(f"{path} does not know {what}: choose from {', '.join(known)}.")
