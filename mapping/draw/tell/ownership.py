"""Who stands behind whom: the summary, the chains, the owners of most outlets, what is only alleged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from mapping.draw.labels import label
from mapping.draw.sourced import sourced
from mapping.draw.table import Column, Table
from mapping.draw.tell.common import first_page
from mapping.draw.text import Text
from mapping.translate import _, capitalised, country, enumerate_words, number, percent, plural


def ownership_summary(
    by_ownership: pd.DataFrame, without: pd.DataFrame, holders: pd.DataFrame, confidences: pd.DataFrame
) -> Text:
    """Half a page on who stands behind whom."""
    n, dark = int(without["n"].sum()), int(without["without"].sum())
    state = int(by_ownership.loc[by_ownership["ownership_type"] == "state", "n"].sum())
    stakes, shares = int(confidences["n"].sum()), int(confidences["with_share"].sum())
    alleged = int(confidences.loc[confidences["confidence"] == "alleged", "n"].sum())
    return Text(
        [
            _(
                "For {held} of {n} outlets at least one holder is named; for {dark} none is.",
                held=number(n - dark),
                n=number(n),
                dark=number(dark),
            ),
            plural(
                "{n} outlet is the state's own, {share} of all.",
                "{n} outlets are the state's own, {share} of all.",
                state,
                share=percent(state / max(n, 1)),
            ),
            _("Of bodies and companies, {named} stand at the top of the most chains.", named=_at_the_top(holders)),
            _(
                "Of {stakes} stakes only {shares} carry a share, so nobody can say from public pages who holds how "
                "much; an unstated share is counted as anything from 0 to 100 %.",
                stakes=number(stakes),
                shares=number(shares),
            ),
            plural(
                "{n} stake is only alleged: it is shown apart and is part of no total.",
                "{n} stakes are only alleged: they are shown apart and are part of no total.",
                alleged,
            ),
        ]
    )


def _at_the_top(holders: pd.DataFrame) -> str:
    """The bodies and companies that stand at the top of the most chains, each with its outlets."""
    first = holders[(holders["at_top"] == "yes") & (holders["kind"] != "person")].head(3)
    named = [
        plural("{name} ({n} outlet)", "{name} ({n} outlets)", int(many), name=name)
        for name, many in zip(first["name"], first["outlets"], strict=True)
    ]
    return enumerate_words(named)


def _step(relation: str, holder: str) -> str:
    """One step up a chain: the holder, and in brackets what makes it one."""
    words = {
        "owns": _("owner"),
        "controls": _("has control"),
        "parent": _("parent body"),
        "family": _("holds through family"),
        "nominee": _("behind a nominee"),
        "manages": _("has the management"),
        "licence": _("has the licence"),
        "state_appointment": _("names its head"),
    }
    return f"{holder} ({words[relation]})"


def chain_sentence(outlet: str, steps: Iterable[tuple[str, str]]) -> str:
    """A chain as a sentence of arrows; `steps` are (relation, name of the holder) from the outlet upwards."""
    return " → ".join([outlet, *(_step(relation, holder) for relation, holder in steps)]) + "."


@sourced
def chains_table(chains: pd.DataFrame, names: Mapping[str, str], *, most: int, caption: str) -> Table:
    """The longest chain to the top of each outlet, as sentences of arrows, longest first."""
    rows = []
    for (outlet, _number), steps in chains.groupby(["outlet_id", "chain"]):
        told = [
            (relation, names[holder]) for relation, holder in zip(steps["relation"], steps["holder_id"], strict=True)
        ]
        rows.append((-len(told), str(outlet), chain_sentence(names[str(outlet)], told), steps["weakest"].iloc[-1]))
    rows.sort()
    longest = list({outlet: (sentence, weakest) for _length, outlet, sentence, weakest in reversed(rows)}.values())[
        ::-1
    ]
    n_outlets, longest = len(longest), longest[:most]
    note = _(
        "The {shown} longest of the chains of {n} outlets; all stand in the indicator table ownership_chains.",
        shown=number(len(longest)),
        n=number(n_outlets),
    )
    columns = (Column(_("Chain"), width=4), Column(_("Weakest step"), width=1))
    return Table(columns, [(sentence, label(weakest)) for sentence, weakest in longest], caption, note)


@sourced
def holders_table(holders: pd.DataFrame, *, most: int, caption: str) -> Table:
    """The owners that stand behind most outlets."""
    columns = (
        Column(_("Owner"), width=3.2),
        Column(_("Kind"), width=1.4),
        Column(_("Country"), width=1.2),
        Column(_("Directly"), "right", 0.8),
        Column(_("In all"), "right", 0.8),
        Column(_("Of these only alleged"), "right", 1),
    )
    rows = [
        (
            row["name"],
            capitalised(label(row["kind"])),
            country(row["country"]) if isinstance(row["country"], str) else label(None),
            *(number(row[name]) for name in ("direct", "outlets", "alleged")),
        )
        for row in holders.head(most).to_dict("records")
    ]
    note = _(
        "Directly or through others, by stakes that are not known to have ended. An outlet may have several holders."
    )
    return Table(columns, rows, caption, note)


@sourced
def alleged_table(alleged: pd.DataFrame, urls: Mapping[str, str], warned: Collection[str], *, caption: str) -> Table:
    """The alleged stakes, each with a page that reports it."""
    columns = (
        Column(_("Said to hold"), width=2),
        Column(_("Relation")),
        Column(_("Held"), width=2),
        Column(_("Page"), width=2),
    )
    rows = [
        (row["holder"], label(row["relation"]), row["held"], first_page(row["citation"], urls, warned))
        for row in alleged.to_dict("records")
    ]
    return Table(columns, rows, caption, _("Attributed and contested: nothing here is a finding of ours."))
