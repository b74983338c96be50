"""A part of a report that stands only where there is something to show."""

from __future__ import annotations

from dataclasses import dataclass

from IPython.display import display

from mapping.draw import mime
from mapping.draw.figure import Figure
from mapping.draw.lettering import plain
from mapping.draw.table import Table
from mapping.draw.text import Text, literal

Part = Figure | Table | Text


@dataclass(frozen=True)
class Section:
    """A heading, what it is about, and the parts below it."""

    title: str
    about: str
    parts: tuple[Part, ...]

    @property
    def shown(self) -> list[Part]:
        """The parts that hold anything."""
        return [part for part in self.parts if not _empty(part)]

    def _ipython_display_(self) -> None:
        if not self.shown:
            return
        marked = f"## {literal(self.title)}\n\n{literal(self.about)}".strip()
        words = {mime.MARKDOWN: marked, mime.PLAIN: f"{plain(self.title)}\n{plain(self.about)}"}
        display(words, raw=True)  # type: ignore[no-untyped-call]
        for part in self.shown:
            display(part)  # type: ignore[no-untyped-call]


def section(title: str, about: str, *parts: Part) -> Section:
    """A heading, a sentence and what follows; parts without a row are left out, and all of it where every part is."""
    return Section(title, about, parts)


def _empty(part: Part) -> bool:
    if isinstance(part, Figure):
        return part.table.empty
    return not (part.rows if isinstance(part, Table) else part.sentences)
