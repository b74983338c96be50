"""The title of a report that is made for one country or one outlet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mapping.draw import mime
from mapping.draw.lettering import plain


@dataclass(frozen=True)
class Headline:
    """A title that the data give: the notebook of such a report shows it first, in place of a written title."""

    text: str

    def _repr_mimebundle_(self, **_more: Any) -> dict[str, Any]:
        # A title is no markup: reports print it as it is, on one line.
        text = plain(self.text)
        return {mime.MARKDOWN: f"# {text}", mime.PLAIN: text}
