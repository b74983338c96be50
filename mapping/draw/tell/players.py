"""Key players told: who reaches, bridges and feeds on whom, the best sets, and what their places do not say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.draw.labels import label, layer_name
from mapping.draw.sourced import sourced
from mapping.draw.table import Column, Table
from mapping.draw.tell.common import listed
from mapping.draw.tell.player_cards import interval
from mapping.draw.text import Text
from mapping.translate import _, capitalised, day, enumerate_words, number, percent, plural

Row = Mapping[Hashable, Any]
JOINT = "joint"
REACH, FRAGMENTS = "reach", "fragments"
# Places up to which a sentence names outlets; below which share of the runs a place among the first is unsure.
FIRST, SURE = 3, 0.9
# The set that the sentences speak of, and the larger one beside it.
FEW, MANY = 5, 20
OF_A_STATE = ("state", "foreign_state")


def players_summary(facts: pd.DataFrame, ranks: pd.DataFrame, sets: pd.DataFrame, outlets: pd.DataFrame) -> Text:
    """Half a page on key players, from player_facts, player_ranks, key_sets and the outlets."""
    tied = int((facts["n_takers"] + facts["n_givers"] > 0).sum())
    if not tied:
        return Text([_("No tie of an active outlet is known yet, so nobody can be called a key player.")])
    return Text(
        [
            _(
                "Of {all} active outlets {n} stand on a known tie; of the others this report can say nothing.",
                all=number(len(facts)),
                n=number(tied),
            ),
            *_leading(ranks),
            *_unsure(ranks),
            *_held_by_states(ranks, outlets),
            *_reached(sets),
            *_falling_apart(sets),
        ]
    )


def _leading(ranks: pd.DataFrame) -> list[str]:
    """Who stands first by each measure, all layers together."""
    first = ranks[(ranks["layer"] == JOINT) & (ranks["rank"] <= FIRST)]
    words: dict[str, Callable[[str], str]] = {
        "reaches": lambda names: _("Most others take from these: {names}.", names=names),
        "bridges": lambda names: _("Most shortest ways between others lead through {names}.", names=names),
        "feeds_on": lambda names: _("These take from most others: {names}.", names=names),
    }
    return [
        sentence(listed([_who(row) for row in rows.to_dict("records")]))
        for measure, sentence in words.items()
        if len(rows := first[first["measure"] == measure])
    ]


def _who(row: Row) -> str:
    """An outlet, and with how many others it has to do where its measure counts them."""
    if row["measure"] == "reaches":
        return _("{n} from {name}", n=number(row["value"]), name=row["name"])
    if row["measure"] == "feeds_on":
        return _("{name} from {n}", n=number(row["value"]), name=row["name"])
    return str(row["name"])


def _unsure(ranks: pd.DataFrame) -> list[str]:
    """Who stands among the first bridges only while no tie is missing."""
    bridges = ranks[(ranks["layer"] == JOINT) & (ranks["measure"] == "bridges") & (ranks["rank"] <= 2 * FEW)]
    unsure = bridges[bridges["in_top"] < SURE]
    if unsure.empty:
        return []
    told = [_("{name} (place {places})", name=row["name"], places=interval(row)) for row in unsure.to_dict("records")]
    return [
        _(
            "Without a tenth of the ties some of the first ten bridges would often not be among them: {names}.",
            names=listed(told),
        )
    ]


def _held_by_states(ranks: pd.DataFrame, outlets: pd.DataFrame) -> list[str]:
    first = ranks[(ranks["layer"] == JOINT) & (ranks["measure"] == "reaches") & (ranks["rank"] <= 2 * FEW)]
    types = outlets.set_index("outlet_id")["ownership_type"]
    n = int(first["outlet_id"].map(types).isin(OF_A_STATE).sum())
    if not n:
        return []
    return [
        plural(
            "Of the {all} from whom most take, {n} belongs to a state, its own or a foreign one: a place in the "
            "network says where content and cooperation run, not what they are worth.",
            "Of the {all} from whom most take, {n} belong to a state, their own or a foreign one: a place in the "
            "network says where content and cooperation run, not what they are worth.",
            n,
            all=number(len(first)),
        )
    ]


def _reached(sets: pd.DataFrame) -> list[str]:
    few, many = (_set(sets, REACH, k) for k in (FEW, MANY))
    if few.empty:
        return []
    told = _(
        "The {n} that together reach most are {names}: along the ties they come to {share} of all that stand on one",
        n=number(len(few)),
        names=enumerate_words(list(few["name"])),
        share=percent(few["reached"].iloc[-1]),
    )
    if len(many) > len(few):
        more = _("the best {n} to {share}", n=number(len(many)), share=percent(many["reached"].iloc[-1]))
        return [f"{told}, {more}."]
    return [f"{told}."]


def _falling_apart(sets: pd.DataFrame) -> list[str]:
    few = _set(sets, FRAGMENTS, FEW)
    if few.empty:
        return []
    before = few["value"].iloc[0] - few["gain"].iloc[0]
    return [
        _(
            "The {n} that together hold most are {names}: without them no way would lead between {after} of all pairs "
            "of the others; today it is {before}.",
            n=number(len(few)),
            names=enumerate_words(list(few["name"])),
            after=percent(few["value"].iloc[-1]),
            before=percent(before),
        )
    ]


def _set(sets: pd.DataFrame, objective: str, k: int) -> pd.DataFrame:
    return sets[(sets["objective"] == objective) & (sets["k"] == k)].sort_values("place")


@sourced
def first_places_table(ranks: pd.DataFrame, *, each: int, caption: str) -> Table:
    """Layer by layer who stands first, each with the interval of its place, where at least `FIRST` are ranked."""
    columns = (
        Column(_("Layer"), width=1.2),
        Column(_("What"), width=1),
        Column(_("Ranked"), "right", 0.8),
        Column(_("The first"), width=5),
    )
    rows = []
    ranked = ranks[(ranks["layer"] != JOINT) & (ranks["of"] >= FIRST)]
    for _key, found in ranked.groupby(["layer", "measure"], sort=False):
        layer, measure = found[["layer", "measure"]].iloc[0]
        told = [_placed(row) for row in found.head(each).to_dict("records")]
        rows.append((capitalised(layer_name(layer)), label(measure), number(len(found)), ", ".join(told)))
    note = _(
        "In brackets between which places an outlet lies in nine of ten runs, each without another tenth of the ties. "
        "Reaches: how many take from it. Feeds on: from how many it takes. Bridges: how many of the shortest ways "
        "between others lead through it. Left out where fewer than three can be ranked."
    )
    return Table(columns, rows, caption, note)


def _placed(row: Row) -> str:
    """An outlet with what is counted, where that is a number of others, and the interval of its rank."""
    counted = f" {number(row['value'])}" if row["measure"] in ("reaches", "feeds_on") else ""
    return f"{row['name']}{counted} ({interval(row)})"


def gains(sets: pd.DataFrame, objective: str, k: int) -> pd.DataFrame:
    """What each member of a best set adds, in points of 100: name, points."""
    found = _set(sets, objective, k)
    return found[["name"]].assign(points=(found["gain"] * 100).round(2))


@sourced
def sets_table(sets: pd.DataFrame, objective: str, *, caption: str) -> Table:
    """The best sets of each size by one objective: what every member adds to those above it, and what all come to."""
    found = sets[sets["objective"] == objective].sort_values(["k", "place"])
    sizes = sorted(found["k"].unique(), reverse=True)
    columns = (
        Column(_("Outlet"), width=2),
        Column(_("Country"), width=1.3),
        *(Column(_("Set of {n}", n=number(k)), "right", 0.8) for k in sorted(sizes)),
    )
    found = found.assign(size=found["k"].map(list(sizes).index)).sort_values(["size", "place"], kind="stable")
    adds = {(row["k"], row["outlet_id"]): row["gain"] for row in found.to_dict("records")}
    rows = [
        (
            row["name"],
            capitalised(label(row["country"])),
            *(_points(adds.get((k, row["outlet_id"]))) for k in sorted(sizes)),
        )
        for row in found.drop_duplicates("outlet_id").to_dict("records")
    ]
    last = found.drop_duplicates("k", keep="last").set_index("k")
    if rows:
        rows.append((_("All of them"), "", *(number(last["value"][k] * 100, 1) for k in sorted(sizes))))
    if rows and objective == REACH:
        rows.append((_("Reached along any way"), "", *(percent(last["reached"][k]) for k in sorted(sizes))))
    return Table(columns, rows, caption, _sets_note(objective))


def _points(gain: float | None) -> str:
    if gain is None:
        return "–"
    return f"{'+' if gain >= 0 else '−'}{number(abs(gain) * 100, 1)}"


def _sets_note(objective: str) -> str:
    if objective == REACH:
        return _(
            "In points of 100: whoever is one tie away counts full, two ties away half, three a third; 100 would be "
            "everybody at one step. Each number is what a member adds to those above it."
        )
    return _(
        "In points of 100: the share of pairs of others between which no way leads once all are gone. Each number is "
        "what a member adds to those above it; who closes the last of several ways adds most."
    )


def players_unknowns(layers: pd.DataFrame, facts: pd.DataFrame, date: datetime.date) -> Text:
    """What a reader must know of the limits, from layers_at_hand and player_facts."""
    read = int(layers.loc[layers["kind"] == "items", "ties"].sum())
    stated = int(layers.loc[layers["kind"] == "stated", "ties"].sum())
    told = plural(
        "{n} tie was read from pages up to {date}: who carries, supplies, joins, owns or pays whom.",
        "{n} ties were read from pages up to {date}: who carries, supplies, joins, owns or pays whom.",
        stated,
        date=day(date),
    )
    texts = (
        plural("{n} more was read in gathered texts.", "{n} more were read in gathered texts.", read)
        if read
        else _(
            "No texts are gathered yet: who cites, reprints or forwards whom, and who is first, does not count here "
            "and may change every place."
        )
    )
    untied = int((facts["n_takers"] + facts["n_givers"] == 0).sum())
    return Text(
        [
            f"{told} {texts}",
            plural(
                "Of {n} active outlet no tie is known. It may be a key player all the same.",
                "Of {n} active outlets no tie is known. They may be key players all the same.",
                untied,
            ),
            _(
                "An interval says how a place moves when known ties are left out. It cannot say what ties that nobody "
                "wrote down would do."
            ),
            _("Every tie counts alike: an agreement signed once as much as an exchange of news every day."),
            _("Ties lead to outlets and organisations, not to readers: who is seen or believed is another question."),
            _(
                "What breaks assumes that nobody steps in. A closed outlet often goes on elsewhere; a partner finds "
                "another."
            ),
        ],
        listed=True,
    )
