"""Why each name was chosen, in half a page: sentences made of the data, each number with its pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from mapping.choosing.measure_words import measure_name
from mapping.choosing.measures import recent
from mapping.choosing.quoted import Pages, lately, plain, words
from mapping.choosing.sensitivity import MOVED, PAGE_DRAWS, PAGES_LOST, WEIGHT_DRAWS
from mapping.choosing.support import PANEL, Selection
from mapping.documents.blocks import Block, Edition, Prose, Report
from mapping.draw.labels import label, theme_name
from mapping.landscape import Landscape
from mapping.tables import split
from mapping.translate import _, capitalised, dated, enumerate_words, number, percent, plural

Row = Mapping[Hashable, Any]
# Events told one by one; the others are counted.
_TOLD = 5


def reasons(chosen: Selection, land: Landscape) -> Report:
    """The report on a selection for readers of level team: how it was made, then every name of list and reserves."""
    blocks: list[Block] = [Prose(_how(chosen)), Prose(f"## {_('Chosen')}")]
    blocks += [Prose(_about(chosen, land, own)) for own in chosen.listed]
    if chosen.reserves:
        blocks += [Prose(f"## {_('Reserves')}"), *(Prose(_about(chosen, land, own)) for own in chosen.reserves)]
    return Report(_("Whom to support, and why"), tuple(blocks), Edition("team", "en", land.countries, land.date))


def _how(chosen: Selection) -> str:
    rules, who = chosen.rules, chosen.who
    left = who.excluded["candidate_id"].nunique()
    weights = chosen.scoring.weights / chosen.scoring.weights.sum()
    weighed = enumerate_words([f"{measure_name(str(name))} ({percent(share)})" for name, share in weights.items()])
    told = [
        _(
            "Candidates: {all}; left out by the rules: {left}; weighed: {n}; seats: {seats}.",
            all=number(left + len(who.candidates)), left=number(left), n=number(len(who.candidates)),
            seats=number(rules.seats),
        ),
        _("A score is the weighted mean of {weighed}.", weighed=weighed),
        _("What is not known of a candidate counts as the middle of the others, and is named below."),
    ]  # fmt: skip
    if chosen.idle:
        idle = enumerate_words([measure_name(name) for name in chosen.idle])
        told.append(_("The rules also weigh {idle}: nothing is known of it, so it decided nothing.", idle=idle))
    if who.candidates["sanctioned"].isna().all():
        told.append(_("No list of sanctions was looked at: check the owners before money moves."))
    told.append(_("Every exclusion, score and setting stands in the workbook beside this document."))
    return " ".join(told)


def _about(chosen: Selection, land: Landscape, own: str) -> str:
    """One name: a heading, paragraphs, and the pages."""
    row, candidate = _row(chosen.ranked, own), _row(chosen.who.candidates, own)
    pages = Pages(land)
    parts: list[Callable[[], Iterator[str]]] = [
        lambda: _who(candidate, land, pages),
        lambda: _rank(chosen, own, row),
        lambda: _pressure(candidate, chosen, pages),
        lambda: _rest(candidate, chosen, land, pages),
        lambda: _steady(chosen, own, row),
        lambda: _care(chosen, own, candidate),
    ]
    paragraphs = [" ".join(part()) for part in parts]
    listed = pages.listed()
    below = f"{_('Pages:')} {listed}" if listed else ""
    return "\n\n".join(filter(None, [f"### {plain(str(row['name']))}", *paragraphs, below]))


def _row(frame: pd.DataFrame, own: str) -> Row:
    return frame.loc[[own]].to_dict("records")[0]


def _who(candidate: Row, land: Landscape, pages: Pages) -> Iterator[str]:
    outlet = candidate["outlet_id"]
    claims = land.claims[(land.claims["entity_id"] == outlet) & (land.claims["chosen"] == "yes")]
    about = claims[claims["field"].isin(("media", "languages", "ownership_type", "exile_status", "base_country"))]
    yield _(
        "{kind} for {country}, in {languages}; {owner}.",
        kind=capitalised(words(candidate["media"]) or label(candidate["kind"])),
        country=label(candidate["country"]),
        languages=words(candidate["languages"]) or _("languages that we do not know"),
        owner=label(candidate["ownership_type"]),
    ) + pages.marks(*about["citation"])
    if candidate["exile_status"] in ("exile", "hybrid"):
        base = candidate["base_country"]
        yield _("It works from exile, in {country}.", country=label(base)) if base else _("It works from exile.")
    owners = [land.display_names[owner] for owner in split(candidate["owner"] or "")]
    if owners:
        held = land.stakes[
            (land.stakes["held_id"] == outlet) & land.stakes["holder_id"].isin(split(candidate["owner"]))
        ]
        yield _("It is controlled by {owners}, as far as pages tell.", owners=plain(enumerate_words(owners))) + (
            pages.marks(*held["citation"])
        )


def _rank(chosen: Selection, own: str, row: Row) -> Iterator[str]:
    yield _(
        "Rank {rank} of {n}, with {score} of 100 points; {known} of the weights rest on what is known of it.",
        rank=number(row["rank"]), n=number(len(chosen.ranked)), score=number(row["score"], 1),
        known=percent(row["coverage"]),
    )  # fmt: skip
    if PANEL in row:
        yield _(
            "The panel gave {panel} points, the desk {desk}.",
            panel=number(row[PANEL], 1), desk=number(row["desk_score"], 1),
        )  # fmt: skip
    scoring, counted = chosen.scoring, _row(chosen.scoring.table, own)
    total = scoring.weights.sum()
    added = {str(name): counted[name] * weight / total for name, weight in scoring.weights.items()}
    known = {str(name): value for name, value in _row(chosen.measures, own).items()} | {PANEL: row.get(PANEL)}
    sure = sorted((name for name in added if pd.notna(known[name])), key=lambda name: -added[name])[:3]
    if most := [f"{measure_name(name)} ({number(added[name], 1)})" for name in sure if added[name] >= 1]:
        yield _("The points come above all from {most}.", most=enumerate_words(most))
    if gaps := [f"{measure_name(name)} ({number(added[name], 1)})" for name in added if pd.isna(known[name])]:
        yield _("Not known, and counted as the middle of the others: {gaps}.", gaps=enumerate_words(gaps))
    if row["place"] == "reserve":
        names = chosen.ranked["name"]
        seats = enumerate_words([plain(str(names[gone])) for gone in chosen.replaces[own]])
        yield _("It can take the seat of {seats}.", seats=seats)
        if row["passed_over"]:
            yield _("It has more points than somebody on the list, but: {why}.", why=plain(row["passed_over"]))
    elif better := int((chosen.ranked["passed_over"] != "")[chosen.ranked["score"] > row["score"]].sum()):
        yield plural(
            "{n} candidate with more points was passed over, because the quotas keep this seat.",
            "{n} candidates with more points were passed over, because the quotas keep this seat.",
            better,
        )


def _pressure(candidate: Row, chosen: Selection, pages: Pages) -> Iterator[str]:
    known = chosen.evidence
    events = recent(known.events[known.events["outlet_id"] == candidate["outlet_id"]], known.today)
    if events.empty:
        yield _("No event of pressure is on record {lately}; that does not mean calm.", lately=lately())
        return
    told = [
        f"{dated(row['date'])} {label(row['kind'])}{pages.marks(row['citation'])}"
        for row in events.head(_TOLD).to_dict("records")
    ]
    yield plural(
        "{n} event of pressure is on record {lately}: {told}.",
        "{n} events of pressure are on record {lately}: {told}.",
        len(events),
        lately=lately(),
        told=enumerate_words(told) if len(events) <= _TOLD else f"{', '.join(told)} …",
    )


def _rest(candidate: Row, chosen: Selection, land: Landscape, pages: Pages) -> Iterator[str]:
    """The needs, past support and pages."""
    own = candidate["outlet_id"]
    needs = chosen.evidence.needs
    for row in needs[needs["outlet_id"] == own].to_dict("records"):
        if f"need_{row['theme']}" in chosen.rules.weights:
            basis = _("by its own answers") if row["basis"] == "answers" else _("by evidence from outside")
            yield _(
                "Its need for {theme} scores {score} of 100, {basis}.",
                theme=theme_name(row["theme"]), score=number(row["score"]), basis=basis,
            ) + pages.marks(row["citation"])  # fmt: skip
    parts = land.participations[land.participations["outlet_id"] == own].drop_duplicates("programme_id")
    names = land.programmes.set_index("programme_id")["name"]
    if len(parts):
        told = [
            f"{plain(names[row['programme_id']])}{pages.marks(row['citation'])}" for row in parts.to_dict("records")
        ]
        yield _("It took part in {programmes}.", programmes=enumerate_words(told))
    else:
        yield _("No support that it had is on record.")
    rests = chosen.evidence.pages
    quoted = rests.loc[rests["outlet_id"] == own, "page"]
    yield plural(
        "What we know of it rests on {n} page.", "What we know of it rests on {n} pages.", len(quoted)
    ) + pages.marks(*quoted)


def _steady(chosen: Selection, own: str, row: Row) -> Iterator[str]:
    yield _(
        "When each weight moves by up to {moved} ({n} draws), {rank}, with a seat in {listed} of the draws.",
        moved=percent(MOVED), n=number(WEIGHT_DRAWS), rank=_between(row["weights_low"], row["weights_high"]),
        listed=percent(row["weights_listed"]),
    )  # fmt: skip
    yield _(
        "When {lost} of the pages are left out ({n} draws), {rank}, with a seat in {listed}.",
        lost=percent(PAGES_LOST), n=number(PAGE_DRAWS), rank=_between(row["pages_low"], row["pages_high"]),
        listed=percent(row["pages_listed"]),
    )  # fmt: skip
    moved = "leaves" if row["place"] == "list" else "enters"
    met = chosen.tipping[[own in split(cell) for cell in chosen.tipping[moved]]]
    if met.empty:
        return
    nearest = min(met.to_dict("records"), key=lambda row: abs(row["change"]))
    sentence = (
        _("It would lose its seat if {measure} weighed {becomes} in place of {weight}.")
        if moved == "leaves"
        else _("It would have a seat if {measure} weighed {becomes} in place of {weight}.")
    )
    yield sentence.format(
        measure=measure_name(nearest["measure"]),
        becomes=number(nearest["becomes"], 2),
        weight=number(nearest["weight"], 2),
    )


def _between(low: int, high: int) -> str:
    if low == high:
        return _("its rank stays {rank}", rank=number(low))
    return _("its rank lies between {low} and {high}", low=number(low), high=number(high))


def _care(chosen: Selection, own: str, candidate: Row) -> Iterator[str]:
    """What to mind before anybody writes to them."""
    if candidate["labelled"] == "yes":
        yield _("Care: its materials are labelled extremist; contact, links and payments put people there at risk.")
    if candidate["exile_status"] in ("exile", "hybrid"):
        yield _("Care: never say more closely than the country where its people are.")
    if own in chosen.who.must_in:
        yield _("The rules say that it must be in.")
