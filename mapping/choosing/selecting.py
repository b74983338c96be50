"""A selection from files to files: rules, candidates and the panel's scores in, workbook and reasons out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mapping.choosing.candidates import outlet_candidates, read_candidates
from mapping.choosing.measures import evidence
from mapping.choosing.panel import holds_scores, member_heads, read_panel
from mapping.choosing.reasons import reasons
from mapping.choosing.rules import read_rules
from mapping.choosing.support import Selection, select
from mapping.choosing.support_book import workbook
from mapping.documents import word
from mapping.errors import InputUnreadable, LevelTooHigh
from mapping.files import publish
from mapping.landscape import Landscape
from mapping.paths import Places
from mapping.safety import may_show

RULES = "rules_support.toml"


@dataclass(frozen=True)
class Asked:
    """What somebody wants chosen: where to write, and what stands in place of the shipped rules and all outlets."""

    out: Path
    seats: int | None = None
    rules: Path | None = None
    candidates: Path | None = None
    panel: Path | None = None

    @property
    def reasons(self) -> Path:
        """The Word document beside the workbook."""
        return self.out.with_name(f"{self.out.stem}_reasons.docx")


def choose(places: Places, asked: Asked) -> Selection:
    """Choose, and write the workbook and the reasons; the same inputs give the same bytes.

    `LevelTooHigh` when the workbook would stand in the folder of an edition below level team; `InputUnreadable` when
    it would take the place of one into which a panel typed, or a file of rules, candidates or scores cannot be used.
    """
    _check(asked)
    rules = read_rules(asked.rules or places.hand_tables / RULES, asked.seats)
    land = Landscape.open(places.data)
    typed = read_panel(asked.panel, rules, land.date.isoformat()) if asked.panel else None
    known = evidence(land)
    listed = read_candidates(asked.candidates, land, known) if asked.candidates else outlet_candidates(land, known)
    chosen = select(known, listed, rules, None if typed is None else typed[member_heads(rules)].mean(axis=1))
    publish(asked.out, workbook(chosen, land.date, typed), "team")
    publish(asked.reasons, word.document(reasons(chosen, land)), "team")
    return chosen


def _check(asked: Asked) -> None:
    """Whether the workbook may stand where it is to be written: known before anything is computed."""
    if asked.out.suffix != ".xlsx":
        raise InputUnreadable(f"'{asked.out.name}' is no workbook: give --out a name that ends in .xlsx.")
    for part in ("public", "partner"):
        if part in asked.out.resolve().parts and not may_show("team", part):
            raise LevelTooHigh(
                f"A selection is for the level 'team' and may not stand in the '{part}' edition: write it elsewhere."
            )
    if holds_scores(asked.out):
        raise InputUnreadable(
            f"{asked.out.name} holds scores that a panel typed: give --out another name, so that they are not lost."
        )
