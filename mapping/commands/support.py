"""Whom to support: a list by open rules, with scores, reserves, reasons and what would change it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.commands import DONE, Add, Arguments
from mapping.paths import Places

if TYPE_CHECKING:
    from mapping.choosing.support import Selection


def register(add: Add) -> None:
    """Add `support`."""
    support = add("support", _support, "choose whom to support, by open rules, and say why (level team)")
    support.add_argument("--seats", type=_count, metavar="N", help="how many are chosen (default: as the rules say)")
    support.add_argument(
        "--rules", type=Path, metavar="RULES.toml", help="the rules (default: the shipped ones; see docs/rules.md)"
    )
    support.add_argument(
        "--candidates", type=Path, metavar="FILE.csv", help="the candidates (default: the outlets of the landscape)"
    )
    support.add_argument(
        "--panel", type=Path, metavar="SELECTION.xlsx", help="the workbook into which the panel typed its scores"
    )
    support.add_argument(
        "--out", type=Path, required=True, metavar="SELECTION.xlsx", help="the workbook to write; reasons beside it"
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def _support(chosen: Arguments, places: Places) -> int:
    from mapping.choosing.selecting import Asked, choose

    asked = Asked(chosen.out, chosen.seats, chosen.rules, chosen.candidates, chosen.panel)
    made = choose(places, asked)
    print("\n".join(_told(made)))
    print(f"{asked.out} holds every score and exclusion; {asked.reasons.name} says why, name by name.")
    return DONE


def _told(made: Selection) -> list[str]:
    """The list in the terminal."""
    left_out = made.who.excluded["candidate_id"].nunique()
    lines = [f"{left_out} candidates left out by the rules, {len(made.who.candidates)} eligible."]
    for head, ids in (("Chosen:", made.listed), ("Reserves:", made.reserves)):
        lines += [head] if ids else []
        for row in made.ranked.loc[ids].to_dict("records"):
            seated = f"a seat in {row['weights_listed']:.0%} of draws" if head == "Chosen:" else "stands by"
            lines.append(f"{row['rank']:>4}  {row['score']:5.1f}  {row['name']} ({seated})")
    if made.idle:
        lines.append(f"Nothing is known of {', '.join(made.idle)}: it decided nothing.")
    return lines
