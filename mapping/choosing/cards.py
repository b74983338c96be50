"""A half-page card for each invitee: who, why, roles, needs, risks, pages; for those who must defend each name."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from mapping.choosing.invitation import Invitation
from mapping.choosing.known import Known, Row, row, rows
from mapping.choosing.quoted import Pages, Said, named, plain
from mapping.choosing.risks import risks
from mapping.choosing.tie_words import HELD
from mapping.choosing.told import rule_name
from mapping.choosing.who import own_script, who
from mapping.choosing.why import why
from mapping.documents.blocks import Block, Edition, Kept, Prose, Report
from mapping.draw.labels import layer_name, theme_name
from mapping.translate import _, capitalised, enumerate_words, number, percent, plural, series

# Needs and rank lines told on a card; the others stand in the reports.
_MOST_NEEDS, _MOST_LAYERS = 3, 3
_ANSWERS = "answers"


def cards(made: Invitation, about: Known) -> Report:
    """The cards for readers of level team: how the list was made, then a card for each name, the best first."""
    land = about.land
    blocks: list[Block] = [Prose("\n\n".join(_how(made)))]
    blocks += [Kept(_card(made, about, own)) for own in made.list]
    return Report(_("Who is invited, and why"), tuple(blocks), Edition("team", "en", land.countries, land.date))


def _how(made: Invitation) -> Iterator[str]:
    ways = made.listed["way"].value_counts()
    told = {
        "merit": plural("{n} seat by merit", "{n} seats by merit", int(ways.get("merit", 0))),
        "must": plural("{n} seat that was fixed", "{n} seats that were fixed", int(ways.get("must", 0))),
        "lottery": plural("{n} seat by lot", "{n} seats by lot", int(ways.get("lottery", 0))),
    }
    seats = plural(
        "{n} seat: {ways}.", "{n} seats: {ways}.", len(made.listed),
        ways=enumerate_words([told[way] for way in told if ways.get(way)]),
    )  # fmt: skip
    yield (
        seats
        + " "
        + _(
            "Eligible candidates: {eligible}; left out by a rule: {left}. Each stands in the workbook beside this "
            "document, with the rule and the value that met it.",
            eligible=number(len(made.who.candidates)),
            left=number(made.excluded["candidate_id"].nunique()),
        )
    )
    quotas = made.quotas[made.quotas["least"] > 0]
    if len(quotas):
        kept = [
            f"{rule_name(each['quota'])} ({each['on_list']}, {_('at least {n}', n=each['least'])})"
            for each in rows(quotas)
        ]
        yield _("Quotas kept: {kept}.", kept=plain(series(kept)))
    proof = (
        _("No list under these rules is worth more: that is proven.")
        if made.gap == 0
        else _("A better list may exist, by at most {gap} of the value of this one.", gap=percent(made.gap, 2))
    )
    yield (
        proof
        + " "
        + _(
            "On the cards, ranks count among the active outlets that have such ties; in brackets: where the rank lies "
            "in nine of ten runs when a tenth of the ties is left out."
        )
    )
    if made.who.candidates["sanctioned"].isna().all():
        yield _("No list of sanctions was looked at: check the owners before money moves or a journey is booked.")


def _card(made: Invitation, about: Known, own: str) -> str:
    candidate = row(made.who.candidates, own)
    pages = Pages(about.land)
    native = own_script(about.land, candidate)
    name = f"{candidate['name']} · {native}" if native else str(candidate["name"])
    parts = [
        ("", who(about.land, candidate)),
        (_("Why."), why(made, about, own)),
        (_("Roles."), _roles(about, candidate)),
        (_("Needs."), _needs(about, candidate)),
        (_("Risks."), risks(about, candidate)),
        (_("If it refuses."), _substitute(made, own)),
    ]
    told = [_paragraph(head, list(said), pages) for head, said in parts]
    listed = pages.listed()
    below = f"**{_('Pages.')}** {listed}" if listed else ""
    return "\n\n".join(filter(None, [f"## {plain(name)}", *told, below]))


def _paragraph(head: str, said: Sequence[Said], pages: Pages) -> str:
    text = " ".join(pages.quoted(each) for each in said)
    return f"**{head}** {text}" if head and text else text


def _roles(about: Known, candidate: Row) -> Iterator[Said]:
    """Ranks with intervals, all layers first, then those on which it stands highest."""
    ranks = about.ranks[(about.ranks["outlet_id"] == candidate["outlet_id"]) & ~about.ranks["layer"].isin(HELD)]
    if ranks.empty:
        if candidate["outlet_id"]:
            yield Said(_("No tie of it is known, so it has no rank; that says more of our data than of its role."))
        return
    best = ranks.groupby("layer")["rank"].min().drop("joint", errors="ignore").sort_values(kind="stable")
    for layer in ["joint", *best.index[: _MOST_LAYERS - 1]]:
        told = [_ranked(each) for each in rows(ranks[ranks["layer"] == layer])]
        if told:
            yield Said(_("{layer} – {ranks}.", layer=capitalised(layer_name(layer)), ranks=series(told)))
    if (left := len(best) - _MOST_LAYERS + 1) > 0:
        yield Said(plural("Ranked on {n} more layer.", "Ranked on {n} more layers.", left))


def _ranked(rank: Row) -> str:
    words = {
        "reaches": _("others take from it"),
        "feeds_on": _("it takes from others"),
        "bridges": _("stands between others"),
        "starts": _("comes first"),
    }
    told = _(
        "{what}: rank {rank} of {of}", what=words[rank["measure"]], rank=number(rank["rank"]), of=number(rank["of"])
    )
    if math.isnan(rank["low_rank"]):
        return told
    return f"{told} ({number(rank['low_rank'])}–{number(rank['high_rank'])})"


def _needs(about: Known, candidate: Row) -> Iterator[Said]:
    needs = about.evidence.needs
    found = needs[(needs["outlet_id"] == candidate["outlet_id"]) & (needs["score"] > 0)]
    if found.empty:
        if candidate["outlet_id"]:
            yield Said(_("No need is on record; nobody has asked it yet."))
        return
    best = found.sort_values(["score", "theme"], ascending=[False, True], kind="stable")
    told = [f"{theme_name(each['theme'])} ({number(each['score'])})" for each in rows(best.head(_MOST_NEEDS))]
    left = [plural("{n} more", "{n} more", rest)] if (rest := len(best) - _MOST_NEEDS) > 0 else []
    asked = (best["basis"] == _ANSWERS).any()
    basis = _("by its own answers and by facts from outside") if asked else _("by facts from outside, not by its word")
    yield Said(
        _("Of 100, {basis}: {needs}.", basis=basis, needs=enumerate_words([*told, *left])),
        tuple(best.head(_MOST_NEEDS)["citation"]),
    )


def _substitute(made: Invitation, own: str) -> Iterator[Said]:
    for each in rows(made.reserves[made.reserves["refuses"] == own]):
        if isinstance(each["replaced_by"], str):
            yield Said(_("{name} takes the seat, and every quota stays kept.", name=named([str(each["replacement"])])))
        else:
            yield Said(_("Nobody alone can take the seat and keep every quota: run again with it refused."))
