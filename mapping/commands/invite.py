"""Whom to invite: a list under quotas with reserves, chances and a card for each name."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.commands import DONE, Add, Arguments
from mapping.paths import Places

if TYPE_CHECKING:
    from mapping.choosing.invitation import Invitation
    from mapping.choosing.known import Known


def register(add: Add) -> None:
    """Add `invite`."""
    invite = add("invite", _invite, "choose whom to invite, under quotas, and defend each name (level team)")
    invite.add_argument("--seats", type=_count, metavar="N", help="how many are invited (default: as the rules say)")
    invite.add_argument(
        "--rules", type=Path, metavar="RULES.toml", help="the rules (default: the shipped ones; see docs/rules.md)"
    )
    invite.add_argument(
        "--candidates", type=Path, metavar="FILE.csv", help="the candidates (default: the outlets of the landscape)"
    )
    invite.add_argument("--cards", choices=("pdf",), help="write the cards as PDF, too (they are always in Word)")
    invite.add_argument(
        "--out", type=Path, required=True, metavar="INVITATION.xlsx", help="the workbook to write; cards beside it"
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def _invite(chosen: Arguments, places: Places) -> int:
    from mapping.choosing.inviting import Asked, invite_to_files

    asked = Asked(chosen.out, chosen.seats, chosen.rules, chosen.candidates, chosen.cards == "pdf")
    made, about = invite_to_files(places, asked)
    print("\n".join(_told(made, about)))
    print(f"{asked.out} holds the list, its reserves and every exclusion.")
    print(f"{' and '.join(path.name for path in asked.cards)}: a card for each name.")
    return DONE


def _told(made: Invitation, about: Known) -> Iterator[str]:
    """The list in the terminal."""
    from mapping.choosing.why import why

    left_out = made.excluded["candidate_id"].nunique()
    yield f"{left_out} candidates left out by the rules, {len(made.who.candidates)} eligible."
    proof = "proven best" if made.gap == 0 else f"at most {made.gap:.2%} below the best"
    yield f"Value {made.value:.1f} of 100, gap {made.gap:.2%} ({proof}), {made.seconds:.1f} s."
    if made.lottery is not None:
        yield f"Drawn with the seed {made.lottery.seed}; nobody in the draw had less than {made.lottery.least:.1%}."
    for place, (own, seat) in enumerate(made.listed.to_dict("index").items(), start=1):
        first = next((said.text for said in why(made, about, str(own))), "")
        known = ", ".join(filter(None, (seat["country"], seat["way"])))
        yield f"{place:>4}  {seat['name']} ({known}): {first}"
