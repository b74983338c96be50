"""An invitation from files to files: rules and candidates in, workbook and cards out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mapping.choosing.candidates import outlet_candidates, read_candidates
from mapping.choosing.cards import cards
from mapping.choosing.invitation import Invitation, invite
from mapping.choosing.invitation_book import workbook
from mapping.choosing.known import Known, known
from mapping.choosing.measures import evidence
from mapping.choosing.rules import read_rules
from mapping.documents import pdf, word
from mapping.errors import InputUnreadable, LevelTooHigh
from mapping.files import publish
from mapping.landscape import Landscape
from mapping.paths import Places
from mapping.safety import LEVELS, may_show

RULES = "rules_invitation.toml"
_LEVEL = "team"


@dataclass(frozen=True)
class Asked:
    """Whom somebody wants invited: where to write, and what stands in place of the shipped rules and all outlets."""

    out: Path
    seats: int | None = None
    rules: Path | None = None
    candidates: Path | None = None
    as_pdf: bool = False

    @property
    def cards(self) -> tuple[Path, ...]:
        """The documents with the cards, beside the workbook."""
        endings = (".docx", ".pdf") if self.as_pdf else (".docx",)
        return tuple(self.out.with_name(f"{self.out.stem}_cards{ending}") for ending in endings)


def invite_to_files(places: Places, asked: Asked) -> tuple[Invitation, Known]:
    """Choose, and write the workbook and the cards; the same inputs give the same bytes.

    `LevelTooHigh` when they would stand in the folder of an edition below level team; `InputUnreadable` when a file of
    rules or candidates cannot be used or no list keeps the rules: nothing is written then.
    """
    _check(asked.out)
    rules = read_rules(asked.rules or places.hand_tables / RULES, asked.seats)
    land = Landscape.open(places.data)
    rests = evidence(land)
    listed = read_candidates(asked.candidates, land, rests) if asked.candidates else outlet_candidates(land, rests)
    made = invite(land, rules, listed, rests)
    about = known(land, rests)
    report = cards(made, about)
    # All that can go wrong goes wrong before the first file is written.
    files = {asked.out: workbook(made, about, land.date)}
    for path in asked.cards:
        files[path] = word.document(report) if path.suffix == ".docx" else pdf.pages(report)
    for path, content in files.items():
        publish(path, content, _LEVEL)
    return made, about


def _check(out: Path) -> None:
    """Whether the files may stand where they are to be written: known before anything is computed."""
    if out.suffix != ".xlsx":
        raise InputUnreadable(f"'{out.name}' is no workbook: give --out a name that ends in .xlsx.")
    for part in LEVELS:
        if part in out.resolve().parts and not may_show(_LEVEL, part):
            raise LevelTooHigh(
                f"An invitation is for the level '{_LEVEL}' and may not stand in the '{part}' edition: write it "
                "elsewhere."
            )
