"""Whom to invite and whom to support: lists by open rules, with reserves and reasons."""

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
    from mapping.choosing.support import Selection


def register(add: Add) -> None:
    """Add `invite` and `support`."""
    invite = add("invite", _invite, "choose whom to invite, under quotas, and defend each name (level team)")
    _add_shared(invite, "invited")
    invite.add_argument("--cards", choices=("pdf",), help="write the cards as PDF, too (they are always in Word)")
    invite.add_argument(
        "--out", type=Path, required=True, metavar="INVITATION.xlsx", help="the workbook to write; cards beside it"
    )
    support = add("support", _support, "choose whom to support, by open rules, and say why (level team)")
    _add_shared(support, "chosen")
    support.add_argument(
        "--panel", type=Path, metavar="SELECTION.xlsx", help="the workbook into which the panel typed its scores"
    )
    support.add_argument(
        "--out", type=Path, required=True, metavar="SELECTION.xlsx", help="the workbook to write; reasons beside it"
    )


def _add_shared(command: argparse.ArgumentParser, taken: str) -> None:
    """Add what both commands ask; `taken` says what becomes of those on the list."""
    command.add_argument("--seats", type=_count, metavar="N", help=f"how many are {taken} (default: as the rules say)")
    command.add_argument(
        "--rules", type=Path, metavar="RULES.toml", help="the rules (default: the shipped ones; see docs/rules.md)"
    )
    command.add_argument(
        "--candidates", type=Path, metavar="FILE.csv", help="the candidates (default: the outlets of the landscape)"
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def _invite(chosen: Arguments, places: Places) -> int:
    from mapping.choosing.inviting import AskedInvitation, invite_to_files

    asked = AskedInvitation(chosen.out, chosen.seats, chosen.rules, chosen.candidates, chosen.cards == "pdf")
    made, about = invite_to_files(places, asked)
    print("\n".join(_invited(made, about)))
    print(f"{asked.out} holds the list, its reserves and every exclusion.")
    print(f"{' and '.join(path.name for path in asked.cards)}: a card for each name.")
    return DONE


def _invited(made: Invitation, about: Known) -> Iterator[str]:
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


def _support(chosen: Arguments, places: Places) -> int:
    from mapping.choosing.selecting import AskedSelection, choose

    asked = AskedSelection(chosen.out, chosen.seats, chosen.rules, chosen.candidates, chosen.panel)
    made = choose(places, asked)
    print("\n".join(_selected(made)))
    print(f"{asked.out} holds every score and exclusion; {asked.reasons.name} says why, name by name.")
    return DONE


def _selected(made: Selection) -> Iterator[str]:
    """The list in the terminal, its reserves below it."""
    left_out = made.who.excluded["candidate_id"].nunique()
    yield f"{left_out} candidates left out by the rules, {len(made.who.candidates)} eligible."
    for head, ids in (("Chosen:", made.listed), ("Reserves:", made.reserves)):
        if ids:
            yield head
        for row in made.ranked.loc[ids].to_dict("records"):
            seated = f"a seat in {row['weights_listed']:.0%} of draws" if head == "Chosen:" else "stands by"
            yield f"{row['rank']:>4}  {row['score']:5.1f}  {row['name']} ({seated})"
    if made.idle:
        yield f"Nothing is known of {', '.join(made.idle)}: it decided nothing."
