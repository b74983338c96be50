"""Sentences for a report: paragraphs or a list, with what came from outside kept from being read as markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mapping.draw import mime
from mapping.draw.lettering import plain

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~^$@:])")


def literal(text: str) -> str:
    """The text with every sign that Markdown would read as markup made plain."""
    return _MARKUP.sub(r"\\\1", plain(text))


@dataclass(frozen=True)
class Text:
    """Whole sentences, each a paragraph of its own or, with `listed`, a point of a list."""

    sentences: Sequence[str]
    listed: bool = False

    def _repr_mimebundle_(self, **_more: Any) -> dict[str, Any]:
        marked = [f"- {literal(sentence)}" if self.listed else literal(sentence) for sentence in self.sentences]
        return {mime.MARKDOWN: ("\n" if self.listed else "\n\n").join(marked), mime.PLAIN: "\n".join(self.sentences)}
