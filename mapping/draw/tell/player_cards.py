"""What is known of one key player, in sentences that stand only where the numbers behind them do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from mapping.countries import COUNTRIES
from mapping.draw.labels import label
from mapping.draw.player_words import gave, took
from mapping.draw.sourced import sourced
from mapping.draw.table import Column, Table
from mapping.draw.tell.common import listed
from mapping.translate import _, capitalised, enumerate_words, number, plural, series

Row = Mapping[Hashable, Any]
# In a cooperation both ends give and take: told once.
BOTH_WAYS = "cooperation"


@sourced
def cards_table(
    facts: pd.DataFrame, ranks: pd.DataFrame, chosen: Iterable[str], names: Mapping[str, str], *, caption: str
) -> Table:
    """One card for each of the `chosen` outlets, from player_facts and player_ranks, in the order given.

    `names` gives the name of each outlet and programme by its id.
    """
    columns = (Column(_("Outlet"), width=2), Column(_("What is known"), width=5))
    joint = ranks[ranks["layer"] == "joint"]
    by_id = {row["outlet_id"]: row for row in facts.to_dict("records")}
    rows = [
        (
            f"{by_id[own]['name']}, {label(by_id[own]['country'])}",
            " ".join(card(by_id[own], joint[joint["outlet_id"] == own], names)),
        )
        for own in chosen
    ]
    note = _(
        "Every sentence is made from the tables. In brackets the places between which an outlet lies in nine of ten "
        "runs, each without another tenth of the ties."
    )
    return Table(columns, rows, caption, note)


def card(fact: Row, ranks: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """The sentences on one outlet: its row of player_facts, and its rows of player_ranks for all layers joined."""
    return [*_gives(fact), *_takes(fact), *_joins(fact, names), *_known_for(fact, names), *_places(ranks)]


def _counts(cell: str) -> dict[str, int]:
    """`citation 14;link 3` as numbers by layer."""
    pairs = (part.rsplit(" ", 1) for part in cell.split(";") if part)
    return {layer: int(n) for layer, n in pairs}


def _codes(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def _countries(cell: str) -> str:
    named = [label(code) for code in _codes(cell)]
    if len(named) < 2:
        return _(", in {country}", country=named[0]) if named else ""
    return plural(
        ", in {n} country: {countries}", ", in {n} countries: {countries}", len(named), countries=listed(named)
    )


def _gives(fact: Row) -> Iterator[str]:
    told = [gave(layer, n) for layer, n in _counts(fact["takers_by_layer"]).items()]
    if told:
        yield capitalised(f"{enumerate_words(told)}{_countries(fact['taker_countries'])}.")


def _takes(fact: Row) -> Iterator[str]:
    given, taken = _counts(fact["takers_by_layer"]), _counts(fact["givers_by_layer"])
    both = given.get(BOTH_WAYS) == taken.get(BOTH_WAYS)
    told = [took(layer, n) for layer, n in taken.items() if not (both and layer == BOTH_WAYS)]
    if told:
        # Countries are counted over all layers: they are told only where no layer was left out.
        whole = len(told) == len(taken)
        yield _(
            "It {takes}{countries}.",
            takes=enumerate_words(told),
            countries=_countries(fact["giver_countries"]) if whole else "",
        )


def _joins(fact: Row, names: Mapping[str, str]) -> Iterator[str]:
    """What would come apart without it."""
    pairs = [pair.split("-") for pair in _codes(fact["sole_country_pairs"])]
    if pairs:
        yield _("Every known tie between {pairs} is one of its own.", pairs=pairs_told(pairs))
    only, n_only = [names.get(own, own) for own in _codes(fact["only_tie_of"])], int(fact["n_only_tie"])
    if n_only and n_only == len(only):
        yield _("It is the only known tie of {names}.", names=listed(only))
    elif n_only:
        among = _(", among them {names}", names=listed(only)) if only else ""
        yield plural("{n} other has no other known tie", "{n} others have no other known tie", n_only) + f"{among}."
    if (cut := int(fact["cuts_off"])) > n_only:
        yield plural(
            "Without it {n} other would be cut off from the rest of its network.",
            "Without it {n} others would be cut off from the rest of their network.",
            cut,
        )


def pairs_told(pairs: Collection[Sequence[str]]) -> str:
    """Pairs of countries in words, those of one country together: Tajikistan and Uzbekistan or Turkmenistan."""
    told, left = [], list(pairs)
    while left:
        counts = Counter(code for pair in left for code in pair)
        shared = min(counts, key=lambda code: (-counts[code], code not in COUNTRIES, code))
        others = [label(code) for pair in left if shared in pair for code in pair if code != shared]
        told.append(_("{a} and {b}", a=label(shared), b=_either(others)))
        left = [pair for pair in left if shared not in pair]
    return series(told)


def _either(words: list[str]) -> str:
    *first, last = words
    return _("{first} or {last}", first=", ".join(first), last=last) if first else last


def _known_for(fact: Row, names: Mapping[str, str]) -> Iterator[str]:
    """What it took part in, and what pressed it."""
    programmes = [names.get(own, own) for own in _codes(fact["programmes"])]
    if programmes:
        yield _("It took part in {programmes}.", programmes=listed(programmes))
    if n := int(fact["n_pressure"]):
        yield plural("{n} event of pressure on it is on record.", "{n} events of pressure on it are on record.", n)


def _places(ranks: pd.DataFrame) -> Iterator[str]:
    """Its places, each with its interval; never one score of them all."""
    told = [_place(row) for row in ranks.to_dict("records")]
    if told:
        yield _("Places: {places}.", places=enumerate_words(told))


def _place(row: Row) -> str:
    where = {
        "reaches": _("as a source"),
        "feeds_on": _("as a taker"),
        "bridges": _("as a bridge"),
        "starts": _("as the first"),
    }[row["measure"]]
    place = _("{rank} of {of} {where}", rank=number(row["rank"]), of=number(row["of"]), where=where)
    return f"{place} ({interval(row)})"


def interval(row: Row) -> str:
    """Between which places an outlet lies when ties are missing: 2 to 5, or 1; not known in the largest networks."""
    if not row["resamples"]:
        return _("not known")
    low, high = number(row["low_rank"]), number(row["high_rank"])
    return low if low == high else _("{low} to {high}", low=low, high=high)
