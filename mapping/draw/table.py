"""A table meant for a report: texts in cells, some with a link, some with a warning instead of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from mapping.draw import mime
from mapping.draw.lettering import plain
from mapping.translate import _

Align = Literal["left", "right", "center"]


@dataclass(frozen=True)
class Column:
    """A column's heading, where its text stands, and its width relative to the other columns."""

    label: str
    align: Align = "left"
    width: float = 1.0


@dataclass(frozen=True)
class Cell:
    """A text that links to `url`, or that carries a warning in place of a link.

    A `muted` one is printed in grey, for what may no longer hold; the text says why.
    """

    text: str
    url: str | None = None
    warning: str | None = None
    muted: bool = False

    @property
    def link(self) -> str | None:
        """The page to link to: only pages of the web are, and none where the reader is warned."""
        is_page = self.url is not None and self.url.startswith(("https://", "http://"))
        return self.url if is_page and not self.warning else None


@dataclass(frozen=True)
class Table:
    """Rows of cells under a caption; `note` says what they rest on, `sources` are the citations of the pages behind."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Cell]]
    caption: str
    note: str = ""
    sources: tuple[str, ...] = ()

    def _repr_mimebundle_(self, **_more: Any) -> dict[str, Any]:
        return {mime.TABLE: self._for_reports(), mime.HTML: self._html(), mime.PLAIN: self._text()}

    def _for_reports(self) -> dict[str, Any]:
        # Heads alone would leave the reader asking whether something is lost.
        rows = self.rows or [[_("none known"), *[""] * (len(self.columns) - 1)]]
        return {
            "caption": self.caption,
            "note": self.note,
            "columns": [{"label": c.label, "align": c.align, "width": c.width} for c in self.columns],
            "rows": [[_cell_for_reports(cell) for cell in row] for row in rows],
            "sources": list(self.sources),
        }

    def _html(self) -> str:
        heads = "".join(f"<th>{escape(column.label)}</th>" for column in self.columns)
        rows = "".join(f"<tr>{''.join(f'<td>{_cell_html(cell)}</td>' for cell in row)}</tr>" for row in self.rows)
        caption = f"<caption>{escape(self.caption)}</caption>"
        return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table><p>{escape(self.note)}</p>"

    def _text(self) -> str:
        lines = [[cell if isinstance(cell, str) else cell.text for cell in row] for row in self.rows]
        return "\n".join(
            [self.caption, *(" | ".join(line) for line in [[c.label for c in self.columns], *lines]), self.note]
        )


def _cell_for_reports(cell: str | Cell) -> str | dict[str, str | bool | None]:
    if isinstance(cell, str):
        return plain(cell)
    return {"text": plain(cell.text), "url": cell.link, "warning": cell.warning, "muted": cell.muted}


def _cell_html(cell: str | Cell) -> str:
    if isinstance(cell, str):
        return escape(plain(cell))
    text = escape(plain(cell.text))
    if cell.muted:
        text = f'<span style="color: grey">{text}</span>'
    if cell.warning:
        return f"{text} <em>({escape(cell.warning)})</em>"
    return f'<a href="{escape(cell.link)}">{text}</a>' if cell.link else text
