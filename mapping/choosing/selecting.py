"""A selection from files to files: rules, candidates and the panel's scores in, workbook and reasons out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mapping.choosing.asked import LEVEL, Asked
from mapping.choosing.panel import holds_scores, member_heads, read_panel
from mapping.choosing.reasons import reasons
from mapping.choosing.rules import read_rules
from mapping.choosing.support import Selection, select
from mapping.choosing.support_book import workbook
from mapping.documents import word
from mapping.errors import InputUnreadable
from mapping.files import publish
from mapping.landscape import Landscape
from mapping.paths import Places

RULES = "rules_support.toml"


@dataclass(frozen=True)
class AskedSelection(Asked):
    """Whom somebody wants supported; `panel` is the workbook into which the panel typed its scores."""

    panel: Path | None = None

    @property
    def reasons(self) -> Path:
        """The Word document beside the workbook."""
        return self.out.with_name(f"{self.out.stem}_reasons.docx")


def choose(places: Places, asked: AskedSelection) -> Selection:
    """Choose, and write the workbook and the reasons; the same inputs give the same bytes.

    `LevelTooHigh` when the workbook would stand in the folder of an edition below level team; `InputUnreadable` when
    it would take the place of one into which a panel typed, or a file of rules, candidates or scores cannot be used.
    """
    asked.check_place("A selection")
    if holds_scores(asked.out):
        raise InputUnreadable(
            f"{asked.out.name} holds scores that a panel typed: give --out another name, so that they are not lost."
        )
    rules = read_rules(asked.rules or places.hand_tables / RULES, asked.seats)
    land = Landscape.open(places.data)
    typed = read_panel(asked.panel, rules, land.date.isoformat()) if asked.panel else None
    listed, known = asked.weighed(land)
    chosen = select(known, listed, rules, None if typed is None else typed[member_heads(rules)].mean(axis=1))
    publish(asked.out, workbook(chosen, land.date, typed), LEVEL)
    publish(asked.reasons, word.document(reasons(chosen, land)), LEVEL)
    return chosen
