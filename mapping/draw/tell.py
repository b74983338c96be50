"""Tidy tables told as sentences and as report tables: what a manager needs to know, with the numbers in words."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from mapping import translate
from mapping.draw.labels import label
from mapping.draw.table import Cell, Column, Table
from mapping.draw.text import Text
from mapping.safety import is_live
from mapping.translate import _, capitalised, country, day, enumerate_words, language_name, number, percent, plural

MOST_NAMED = 6


def _listed(words: Iterable[str]) -> str:
    """Words as the reader joins them; beyond the first six only their number."""
    every = list(words)
    shown = every[:MOST_NAMED]
    if len(every) > MOST_NAMED:
        rest = len(every) - MOST_NAMED
        shown.append(plural("{n} more", "{n} more", rest))
    return enumerate_words(shown)


def landscape_summary(
    by_country: pd.DataFrame, by_ownership: pd.DataFrame, silent: pd.DataFrame, exile: int, date: datetime.date
) -> Text:
    """Half a page on who is there, from the indicators of presence and place."""
    n, working, unknown = (int(by_country[name].sum()) for name in ("n", "working", "unknown"))
    ranked = by_country[by_country["country"] != "XX"].sort_values("n", ascending=False)
    each = [f"{country(code)} ({number(many)})" for code, many in zip(ranked["country"], ranked["n"], strict=True)]
    across = int(by_country.loc[by_country["country"] == "XX", "n"].sum())
    each += [_("the region as a whole ({n})", n=number(across))] if across else []
    types = by_ownership.groupby("ownership_type")["n"].sum()
    state, private, dark = (int(types.get(name, 0)) for name in ("state", "private", "unknown"))
    foreign = int(types.get("foreign_state", 0) + types.get("foreign_nonprofit", 0))
    sentences = [
        plural("We know {n} outlet", "We know {n} outlets", n)
        + _(", by the country whose public they speak to: {each}.", each=_listed(each)),
        _(
            "{working} are known to work today, {exile} of them from exile; for {unknown} nothing tells whether they "
            "still do.",
            working=number(working),
            exile=number(exile),
            unknown=number(unknown),
        ),
        _(
            "The state stands behind {state}, private owners behind {private}, and foreign states or foreign "
            "non-profits behind {foreign}. For {share} of all outlets no source that we read says who is behind them.",
            state=number(state),
            private=number(private),
            foreign=number(foreign),
            share=percent(dark / max(n, 1)),
        ),
    ]
    if len(silent):
        sentences.append(
            plural(
                "In {n} region no outlet is known to us: {names}.",
                "In {n} regions no outlet is known to us: {names}.",
                len(silent),
                names=_listed(silent["name"]),
            )
        )
    sentences.append(
        _(
            "All of this is what public pages state, read up to {date}; what nobody wrote down is missing.",
            date=day(date),
        )
    )
    return Text(sentences)


def silent_languages(served: pd.DataFrame) -> Text:
    """The languages of each country in which no outlet is known to us."""
    rows = served[served["n"] == 0]
    sentences = [
        _(
            "{country}: {languages}.",
            country=country(str(code)),
            languages=_listed(map(language_name, about["language"])),
        )
        for code, about in rows.groupby("country")
    ]
    return Text(sentences or [_("Every language of the communities has at least one outlet known to us.")], listed=True)


def unknowns(without: pd.DataFrame, filled: pd.DataFrame, conflicts: int, merged: int, date: datetime.date) -> Text:
    """What a reader must know of the limits of the figures."""
    share = filled[filled["reason"] == "filled"].set_index("column")["share"]
    n, dark = int(without["n"].sum()), int(without["without"].sum())
    return Text(
        [
            _(
                "The facts were read from public pages up to {date}. An outlet that no such page names is not here, "
                "and small, local and closed ones are missing most often.",
                date=day(date),
            ),
            _(
                "The day of foundation is stated for {founded} of the outlets, the city for {city}, the languages for "
                "{languages}.",
                founded=percent(share["founded"]),
                city=percent(share["city"]),
                languages=percent(share["languages"]),
            ),
            _("For {dark} of {n} outlets no source names a holder today.", dark=number(dark), n=number(n)),
            _("Almost every fact is reported by a named medium or organisation; few come from an official register."),
            plural(
                "On {n} field the sources contradict each other; both values are kept.",
                "On {n} fields the sources contradict each other; all values are kept.",
                conflicts,
            ),
            plural(
                "{n} record was merged with another of the same thing, by rule or by a dated decision.",
                "{n} records were merged with others of the same thing, by rule or by a dated decision.",
                merged,
            ),
            _("A status of “active” often means only that nothing said otherwise."),
        ],
        listed=True,
    )


def ownership_summary(
    by_ownership: pd.DataFrame, without: pd.DataFrame, holders: pd.DataFrame, confidences: pd.DataFrame
) -> Text:
    """Half a page on who stands behind whom."""
    n, dark = int(without["n"].sum()), int(without["without"].sum())
    state = int(by_ownership.loc[by_ownership["ownership_type"] == "state", "n"].sum())
    first = holders[(holders["at_top"] == "yes") & (holders["kind"] != "person")].head(3)
    named = [
        plural("{name} ({n} outlet)", "{name} ({n} outlets)", int(many), name=name)
        for name, many in zip(first["name"], first["outlets"], strict=True)
    ]
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
            _(
                "{state} outlets are the state's own, {share} of all.",
                state=number(state),
                share=percent(state / max(n, 1)),
            ),
            _("Of bodies and companies, {named} stand at the top of the most chains.", named=enumerate_words(named)),
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


def _step(relation: str, holder: str) -> str:
    """One step up a chain, as the part of a sentence that says who holds."""
    steps = {
        "owns": _("owned by {holder}", holder=holder),
        "controls": _("controlled by {holder}", holder=holder),
        "parent": _("part of {holder}", holder=holder),
        "family": _("held through family by {holder}", holder=holder),
        "nominee": _("held for {holder}", holder=holder),
        "manages": _("managed by {holder}", holder=holder),
        "licence": _("licensed to {holder}", holder=holder),
        "state_appointment": _("headed by an appointee of {holder}", holder=holder),
    }
    return steps[relation]


def chain_sentence(outlet: str, steps: Iterable[tuple[str, str]]) -> str:
    """A chain as one sentence; `steps` are (relation, name of the holder) from the outlet upwards."""
    told = [_step(relation, holder) for relation, holder in steps]
    return _("{outlet} is {chain}.", outlet=outlet, chain=_(", which is ").join(told))


def chains_table(chains: pd.DataFrame, names: Mapping[str, str], *, most: int, caption: str) -> Table:
    """The longest chain to the top of each outlet, as sentences, longest first."""
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


def alleged_table(alleged: pd.DataFrame, urls: Mapping[str, str], warned: Collection[str], *, caption: str) -> Table:
    """The alleged stakes, each with a page that reports it."""
    columns = (
        Column(_("Said to hold"), width=2),
        Column(_("Relation")),
        Column(_("Held"), width=2),
        Column(_("Page"), width=2),
    )
    rows = [
        (holder, label(relation), held, page(urls[str(citation).partition(";")[0]], warned))
        for holder, relation, held, citation in alleged[["holder", "relation", "held", "citation"]].itertuples(
            index=False
        )
    ]
    return Table(columns, rows, caption, _("Attributed and contested: nothing here is a finding of ours."))


def page(url: str, warned: Collection[str]) -> Cell:
    """A page as a cell: its site with a link, or without one where opening it may bring a reader into danger."""
    site = url.split("//")[-1].split("/")[0].removeprefix("www.")
    if is_live(url, warned):
        return Cell(site, url)
    return Cell(site, None, _("labelled extremist; no link, for the reader's safety"))


def outlets_table(
    outlets: pd.DataFrame, websites: Mapping[str, str], warned: Collection[str], *, caption: str
) -> Table:
    """Every outlet: its name in its own script beside the Latin form, media, languages, place and website."""
    columns = (
        Column(_("Outlet"), width=2.6),
        Column(_("Media"), width=1.3),
        Column(_("Languages"), width=1.3),
        Column(_("Kind of owner"), width=1.3),
        Column(_("Status"), width=0.9),
        Column(_("Place"), width=1.2),
        Column(_("Website"), width=1.8),
    )
    rows = [_outlet_row(row, websites, warned) for row in outlets.to_dict("records")]
    return Table(
        columns, rows, caption, _("Places are shown no finer than is safe; an outlet in exile at its country.")
    )


def _outlet_row(row: Mapping[object, object], websites: Mapping[str, str], warned: Collection[str]) -> list[str | Cell]:
    native = row["name_native"] if isinstance(row["name_native"], str) else row["name_ru"]
    name = f"{row['name']} / {native}" if isinstance(native, str) and native != row["name"] else str(row["name"])
    url = websites.get(str(row["outlet_id"]))
    labelled = _("materials labelled extremist in {country}", country=_codes(row["labelled_in"], country))
    return [
        Cell(name, None, labelled) if isinstance(row["labelled_in"], str) else name,
        _codes(row["media"], label),
        _codes(row["languages"], language_name),
        label(row["ownership_type"]),
        label("exile") if row["exile_status"] == "exile" and row["status"] == "active" else label(row["status"]),
        _place(row),
        page(url, warned) if url else "",
    ]


def _codes(cell: object, word: object) -> str:
    if not isinstance(cell, str) or not callable(word):
        return ""
    return ", ".join(word(code) for code in cell.split(";"))


def _place(row: Mapping[object, object]) -> str:
    if isinstance(row["city"], str):
        return row["city"]
    base = row["base_country"]
    return translate.country(base) if isinstance(base, str) else ""
