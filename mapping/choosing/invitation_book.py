"""The workbook of an invitation: list, reserves, excluded, quotas met, chances, alternatives, meetings, settings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import pandas as pd
from openpyxl import Workbook

from mapping.choosing.invitation import Invitation
from mapping.choosing.known import Known, row, rows
from mapping.choosing.matching_sheet import add_meetings
from mapping.choosing.risks import in_one_line
from mapping.choosing.sheets import Head, add_sheet, saved
from mapping.choosing.where import in_words
from mapping.choosing.who import own_script, place
from mapping.choosing.why import why
from mapping.tables import split

_SHARE, _POINTS, _WHOLE = "0%", "0.0", "0"


def workbook(made: Invitation, about: Known, dated: datetime.date) -> bytes:
    """The workbook as a file: the same invitation gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _add_list(book, made, about)
    _add_reserves(book, made)
    heads = (Head("candidate_id", 22), Head("name", 28), Head("rule", 36), Head("value that met it", 60))
    add_sheet(book, "excluded", heads, made.excluded.itertuples(index=False, name=None))
    _add_quotas(book, made)
    _add_cover(book, made)
    _add_chances(book, made)
    _add_alternatives(book, made)
    _add_numbers(book, made)
    _add_stability(book, made)
    add_meetings(book, made.meetings)
    add_sheet(book, "settings", (Head("setting", 40), Head("value", 90)), _settings(made))
    return saved(book, dated)


def _add_list(book: Workbook, made: Invitation, about: Known) -> None:
    heads = (
        Head("seat", 6, _WHOLE), Head("name", 26), Head("in own script", 24), Head("role", 14), Head("country", 9),
        Head("place", 14), Head("seat by", 9), Head("why", 60), Head("risk and travel", 34), Head("candidate_id", 20),
    )  # fmt: skip
    shown = []
    for seat, own in enumerate(made.list, start=1):
        candidate = row(made.who.candidates, own)
        first = next((said.text for said in why(made, about, own)), None)
        shown.append(
            [
                seat, candidate["name"], own_script(about.land, candidate), candidate["role"], candidate["country"],
                place(about.land, candidate["outlet_id"]), made.listed.loc[own, "way"], first,
                in_one_line(about, candidate), own,
            ]
        )  # fmt: skip
    add_sheet(book, "list", heads, shown)


def _add_numbers(book: Workbook, made: Invitation) -> None:
    """What each on the list counts for, and how firmly it sits there."""
    heads = (
        Head("candidate_id", 22), Head("name", 28), Head("score", 9, _POINTS), Head("known of it", 9, _SHARE),
        Head("adds to the list", 10, "0.00"), Head("stays: ties missing", 10, _SHARE),
        Head("stays: weights moved", 10, _SHARE), Head("stays: a source left out", 10, _SHARE),
    )  # fmt: skip
    columns = ["name", "score", "coverage", "adds", "kept_ties", "kept_weights", "kept_sources"]
    add_sheet(book, "list in numbers", heads, made.listed[columns].itertuples(name=None))


def _add_reserves(book: Workbook, made: Invitation) -> None:
    heads = (
        Head("if refuses", 22), Head("name", 28), Head("comes in", 22), Head("its name", 40),
        Head("value of the list then", 14, _POINTS),
    )  # fmt: skip
    nobody = "nobody alone keeps every quota: run again with this one refused"
    shown = [
        [each["refuses"], each["name"], each["replaced_by"],
         each["replacement"] if pd.notna(each["replaced_by"]) else nobody, each["value"]]
        for each in rows(made.reserves.set_index("refuses", drop=False).loc[made.list])
    ]  # fmt: skip
    add_sheet(book, "reserves", heads, shown)


def _add_quotas(book: Workbook, made: Invitation) -> None:
    heads = (
        Head("quota", 34), Head("who counts", 50), Head("eligible", 10, _WHOLE), Head("at least", 10, _WHOLE),
        Head("at most", 10, _WHOLE), Head("on the list", 10, _WHOLE), Head("met", 8),
    )  # fmt: skip
    columns = ["quota", "where", "eligible", "least", "most", "on_list"]
    shown = [[*(each[name] for name in columns), "yes" if each["met"] else "no"] for each in rows(made.quotas)]
    add_sheet(book, "quotas met", heads, shown)


def _add_cover(book: Workbook, made: Invitation) -> None:
    heads = (
        Head("aim", 20), Head("weight", 10, _SHARE), Head("reached", 10, _SHARE), Head("covered", 10, _WHOLE),
        Head("of", 10, _WHOLE),
    )  # fmt: skip
    terms = made.terms[["term", "weight", "value", "covered", "of"]]
    add_sheet(book, "what the list covers", heads, terms.itertuples(index=False, name=None))


def _add_chances(book: Workbook, made: Invitation) -> None:
    heads = (
        Head("candidate_id", 22), Head("name", 32), Head("country", 10), Head("seat by", 14), Head("chance", 10, "0.0%")
    )  # fmt: skip
    ordered = made.chances.sort_values("chance", ascending=False, kind="stable")
    ordered = ordered.assign(way=ordered["way"].replace({"lottery": "in the draw", "": None}))
    shown = ordered[["name", "country", "way", "chance"]].itertuples(name=None)
    add_sheet(book, "chances", heads, shown)


def _names(made: Invitation, cell: object) -> str | None:
    """The names of some ids."""
    names = made.who.candidates["name"]
    return ", ".join(str(names[own]) for own in split(cell)) if isinstance(cell, str) else None


def _add_alternatives(book: Workbook, made: Invitation) -> None:
    heads = (
        Head("place", 8, _WHOLE), Head("other names asked for", 12, _WHOLE), Head("value", 10, _POINTS),
        Head("of the best", 10, "0.0%"), Head("changed", 10, _WHOLE), Head("leaves", 60), Head("enters", 60),
    )  # fmt: skip
    columns = ["place", "apart", "value", "share_of_best", "changed"]
    shown = [
        [*(each[name] for name in columns), _names(made, each["leaves"]), _names(made, each["enters"])]
        for each in rows(made.alternatives)
    ]
    add_sheet(book, "alternatives", heads, shown)


def _add_stability(book: Workbook, made: Invitation) -> None:
    heads = (
        Head("what moves", 14), Head("how", 44), Head("runs", 8, _WHOLE), Head("of the list stays", 12, _SHARE),
        Head("who leaves in more than half of the runs", 80),
    )  # fmt: skip
    columns = ["kind", "what", "runs", "stays"]
    shown = [[*(each[name] for name in columns), _names(made, each["leaves"])] for each in rows(made.stability)]
    add_sheet(book, "stability", heads, shown)


def _settings(made: Invitation) -> Iterator[Sequence[object]]:
    """Every setting, so that anybody can repeat the choice; how long it took is left out."""
    rules = made.rules
    yield from made.settings.items()
    yield "value of the list (0 to 100)", round(made.value, 4)
    yield "gap", made.gap
    yield "status", ", ".join(rules.status)
    yield "allowed although guarded", ", ".join(rules.allow) or "nothing"
    yield "least known", rules.least_coverage
    for rule in rules.excludes:
        yield f"exclude: {rule.name}", in_words(rule.where)
    for quota in rules.quotas:
        ends = (("at least", quota.least), ("at most", quota.most))
        told = ", ".join(f"{end} {amount}" for end, amount in ends if amount)
        yield f"quota: {quota.name}", f"{in_words(quota.where)}: {told}"
    yield "at most of one owner", rules.per_owner or "no limit"
    yield "must be in", ", ".join(made.who.must_in) or "nobody"
    yield "must be out", ", ".join(rules.must_out) or "nobody"
    for name, weight in rules.weights.items():
        yield f"weight: {name}", weight
