"""Office files are archives of parts: taken apart, changed, and packed so that equal parts are equal bytes."""

from __future__ import annotations

import io
import zipfile

_PACKED_AT = (1980, 1, 1, 0, 0, 0)


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of an Office file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """An Office file of these parts; equal parts give equal bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _PACKED_AT), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def insert(parts: dict[str, bytes], name: str, text: str, before: str) -> None:
    """Put XML into a part, before the first place where `before` stands."""
    parts[name] = parts[name].replace(before.encode(), (text + before).encode(), 1)
