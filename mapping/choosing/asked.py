"""What is alike in every choice from files to files: what was asked for, where its files may stand, who is weighed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from mapping.choosing.candidates import outlet_candidates, read_candidates
from mapping.choosing.measures import Evidence, evidence
from mapping.errors import InputUnreadable, LevelTooHigh
from mapping.landscape import Landscape
from mapping.safety import LEVELS, may_show

# Who may read what a choice says of named newsrooms.
LEVEL = "team"


@dataclass(frozen=True)
class Asked:
    """What somebody wants chosen: where to write, and what stands in place of the shipped rules and all outlets."""

    out: Path
    seats: int | None = None
    rules: Path | None = None
    candidates: Path | None = None

    def weighed(self, land: Landscape) -> tuple[pd.DataFrame, Evidence]:
        """The candidates, as `outlet_candidates` gives them, and the evidence that weighs them."""
        known = evidence(land)
        listed = read_candidates(self.candidates, land, known) if self.candidates else outlet_candidates(land, known)
        return listed, known

    def check_place(self, what: str) -> None:
        """Whether `out` may stand where it is to be written: known before anything is computed.

        `InputUnreadable` when it is no workbook; `LevelTooHigh` for the folder of an edition below level team.
        """
        if self.out.suffix != ".xlsx":
            raise InputUnreadable(f"'{self.out.name}' is no workbook: give --out a name that ends in .xlsx.")
        for part in LEVELS:
            if part in self.out.resolve().parts and not may_show(LEVEL, part):
                raise LevelTooHigh(
                    f"{what} is for the level '{LEVEL}' and may not stand in the '{part}' edition: write it elsewhere."
                )
