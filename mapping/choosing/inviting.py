"""An invitation from files to files: rules and candidates in, workbook and cards out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mapping.choosing.asked import LEVEL, Asked
from mapping.choosing.cards import cards
from mapping.choosing.invitation import Invitation, invite
from mapping.choosing.invitation_book import workbook
from mapping.choosing.known import Known, known
from mapping.choosing.rules import read_rules
from mapping.documents import pdf, word
from mapping.files import publish
from mapping.landscape import Landscape
from mapping.paths import Places

RULES = "rules_invitation.toml"


@dataclass(frozen=True)
class AskedInvitation(Asked):
    """Whom somebody wants invited; with `as_pdf` the cards are written as PDF, too."""

    as_pdf: bool = False

    @property
    def cards(self) -> tuple[Path, ...]:
        """The documents with the cards, beside the workbook."""
        endings = (".docx", ".pdf") if self.as_pdf else (".docx",)
        return tuple(self.out.with_name(f"{self.out.stem}_cards{ending}") for ending in endings)


def invite_to_files(places: Places, asked: AskedInvitation) -> tuple[Invitation, Known]:
    """Choose, and write the workbook and the cards; the same inputs give the same bytes.

    `LevelTooHigh` when they would stand in the folder of an edition below level team; `InputUnreadable` when a file of
    rules or candidates cannot be used or no list keeps the rules: nothing is written then.
    """
    asked.check_place("An invitation")
    rules = read_rules(asked.rules or places.hand_tables / RULES, asked.seats)
    land = Landscape.open(places.data)
    listed, rests = asked.weighed(land)
    made = invite(land, rules, listed, rests)
    about = known(land, rests)
    report = cards(made, about)
    # All that can go wrong goes wrong before the first file is written.
    files = {asked.out: workbook(made, about, land.date)}
    for path in asked.cards:
        files[path] = word.document(report) if path.suffix == ".docx" else pdf.pages(report)
    for path, content in files.items():
        publish(path, content, LEVEL)
    return made, about
