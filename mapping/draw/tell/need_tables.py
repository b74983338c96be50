"""Tables of needs: the rules behind the scores, the scores under other headings, and what changed between rounds."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.draw.labels import label, theme_name
from mapping.draw.sourced import sourced
from mapping.draw.table import Column, Table
from mapping.draw.tell.common import page
from mapping.draw.tell.needs import ALL, SHOWN, score
from mapping.translate import _, capitalised, country, number, pair, percent


@sourced
def rules_table(rules: pd.DataFrame, warned: Collection[str], *, caption: str) -> Table:
    """The rules by which facts count as evidence of a need: open to anyone who disagrees."""
    columns = (
        Column(_("Theme"), width=1.3),
        Column(_("What counts"), width=2.2),
        Column(_("Within years"), "right", 0.7),
        Column(_("Points"), "right", 0.7),
        Column(_("At most"), "right", 0.7),
        Column(_("Why"), width=2.4),
        Column(_("After"), width=1.3),
    )
    rows = [
        (
            capitalised(theme_name(row["theme"])),
            _condition(row["evidence"], row["condition"]),
            "" if pd.isna(row["years"]) else number(row["years"]),
            number(row["points"]),
            number(row["most"]),
            _(row["why"]),
            page(row["reference"], warned) if isinstance(row["reference"], str) else "",
        )
        for row in rules.to_dict("records")
    ]
    note = _(
        "Points of a newsroom are added up to 100 at most, for each theme. Whoever disagrees edits "
        "data/raw/tables/need_rules.csv and builds again."
    )
    return Table(columns, rows, caption, note)


def _condition(evidence: str, condition: str) -> str:
    if evidence == "support":
        return _("a programme that helped it ended")
    if evidence == "dependence":
        group, _sign, share = condition.partition(">")
        return _("more than {share} of its items from: {group}", share=percent(float(share)), group=label(group))
    kinds = {
        "event": _("event"),
        "access": _("measurement"),
        "transparency": _("transparency of ownership"),
        "exile": _("status"),
        "assessment": _("assessment"),
    }
    return pair(kinds[evidence], ", ".join(label(word.split("=")[-1]) for word in condition.split(";")))


@sourced
def crosswalk_table(means: pd.DataFrame, countries: Collection[str], basis: str, *, caption: str) -> Table:
    """The same scores under the headings of the frameworks that donors use."""
    order = [*countries, ALL]
    columns = (
        Column(_("Framework"), width=1.2),
        Column(_("Heading"), width=2.4),
        *(Column(_("All together") if code == ALL else country(code), "right", 1.2) for code in order),
    )
    wanted = means[means["basis"] == basis]
    cells = {(row["framework"], row["heading"], row["country"]): row for row in wanted.to_dict("records")}
    rows = [
        (framework, heading, *(_crossed(cells.get((framework, heading, code))) for code in order))
        for framework, heading in dict.fromkeys((key[0], key[1]) for key in cells)
    ]
    note = _(
        "The scores of this report under other headings, 0 to 100, higher for greater need: no score of VIBE, of DW "
        "Akademie or of UNESCO, whose own methods ask other questions."
    )
    return Table(columns, rows, caption, note)


def _crossed(row: Mapping[Hashable, Any] | None) -> str:
    if row is None or row["shown"] == "none":
        return "–"
    return score(row) if row["shown"] == SHOWN else _("hidden")


@sourced
def changes_table(changes: pd.DataFrame, *, caption: str) -> Table:
    """What changed from one round of the survey to the next, in those who answered both."""
    columns = (
        Column(_("Theme"), width=1.6),
        Column(_("Rounds"), width=1.6),
        Column(_("Answered"), "right", 1.2),
        Column(_("Both rounds"), "right", 0.9),
        Column(_("Change"), "right", 1.6),
    )
    rows = [
        (
            capitalised(theme_name(row["theme"])),
            f"{row['before']} – {row['after']}",
            "" if pd.isna(row["n_before"]) else f"{number(row['n_before'])}, {number(row['n_after'])}",
            "" if pd.isna(row["n_paired"]) else number(row["n_paired"]),
            _("hidden") if pd.isna(row["change"]) else _changed(row),
        )
        for row in changes.to_dict("records")
    ]
    return Table(
        columns, rows, caption, _("Below 0 the need fell. 95 % interval of the paired differences in brackets.")
    )


def _changed(row: Mapping[Hashable, Any]) -> str:
    if pd.isna(row["low"]):
        return number(row["change"], 1)
    values = (number(row[name], 1) for name in ("change", "low", "high"))
    return _("{change} ({low} to {high})", **dict(zip(("change", "low", "high"), values, strict=True)))
