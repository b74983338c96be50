"""The options that the evidence suggests, as a table for a brief and as a chapter for a study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mapping.draw import mime
from mapping.draw.table import Column, Table
from mapping.draw.tell.recommendations import Option
from mapping.draw.text import literal
from mapping.translate import _, plural


def options_table(options: Sequence[Option], *, caption: str, most: int | None = None) -> Table:
    """The options (or the first `most`), one row each."""
    columns = (
        Column(_("To consider"), width=1.3),
        Column(_("What it rests on"), width=2.3),
        Column(_("What a mistake costs"), width=2.3),
        Column(_("What would show it wrong"), width=2.1),
    )
    shown = options[:most]
    rows = [(each.what, " ".join(each.evidence), each.cost, each.refuted) for each in shown]
    note = _("Options, not decisions: each stands here because its evidence does, and goes when its evidence goes.")
    if len(shown) < len(options):
        rest = len(options) - len(shown)
        note += " " + plural("The regional study holds {n} more.", "The regional study holds {n} more.", rest)
    return Table(columns, rows, caption, note)


@dataclass(frozen=True)
class Options:
    """Options as parts of a chapter: a heading each, then the evidence, the cost of a mistake and the test."""

    options: Sequence[Option]

    def _repr_mimebundle_(self, **_more: Any) -> dict[str, Any]:
        marked = [f"### {literal(each.what.removesuffix('.'))}\n\n{_listed(_points(each))}" for each in self.options]
        said = [line for each in self.options for line in (each.what, *_points(each))]
        return {mime.MARKDOWN: "\n\n".join(marked), mime.PLAIN: "\n".join(said)}


def _points(option: Option) -> list[str]:
    return [
        *option.evidence,
        _("What a mistake costs: {cost}", cost=option.cost),
        _("What would show it wrong: {finding}", finding=option.refuted),
    ]


def _listed(points: Sequence[str]) -> str:
    return "\n".join(f"- {literal(point)}" for point in points)
