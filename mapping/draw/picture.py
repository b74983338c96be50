"""A picture of a page of ours as readers see it: for the guides, never for data."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from mapping.draw import mime
from mapping.draw.lettering import plain
from mapping.draw.style import WIDTH_CM
from mapping.errors import BuildNeeded
from mapping.paths import PICTURES
from mapping.translate import SOURCE_LANGUAGE, language


@dataclass(frozen=True)
class Picture:
    """A PNG as wide as the page, with its words."""

    png: bytes
    caption: str
    alt: str

    @property
    def height_cm(self) -> float:
        """How high it stands on paper."""
        wide, high = (int.from_bytes(self.png[start : start + 4]) for start in (16, 20))  # of a PNG's first chunk
        return round(WIDTH_CM * high / wide, 2)

    def _repr_mimebundle_(self, **_more: Any) -> dict[str, Any]:
        words = {"caption": plain(self.caption), "alt": plain(self.alt)}
        return {
            mime.PICTURE: {**words, "width_cm": WIDTH_CM, "height_cm": self.height_cm},
            mime.PNG: base64.b64encode(self.png).decode(),
            mime.PLAIN: "\n".join(words.values()),
        }


def picture(name: str, *, caption: str, alt: str) -> Picture:
    """The picture `docs/pictures/<name>_<language>.png`, the English one where the reader's language has none.

    `BuildNeeded` when there is neither.
    """
    found = [path for code in (language(), SOURCE_LANGUAGE) if (path := PICTURES / f"{name}_{code}.png").exists()]
    if not found:
        raise BuildNeeded(f"There is no picture '{name}' in {PICTURES}: make it with scripts/guide_pictures.py.")
    return Picture(found[0].read_bytes(), caption, alt)
