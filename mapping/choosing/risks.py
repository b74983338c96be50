"""What to mind before anybody writes to, pays for or travels with somebody on the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapping.choosing.known import Known, Row, rows
from mapping.choosing.measures import recent
from mapping.choosing.quoted import Said, lately, words
from mapping.draw.labels import label
from mapping.translate import _, dated, enumerate_words, plural, series

# Events after which people of an outlet may not be free to travel.
HELD = ("arrest", "conviction", "raid")
_STATE = ("state", "party", "foreign_state")
# Events told one by one.
_TOLD = 3


def risks(about: Known, candidate: Row) -> list[Said]:
    """Sentences on risk and travel, from the record alone; that nothing is on record never means that all is calm."""
    told = [*_label(about, candidate), *_exile(candidate), *_events(about, candidate), *_owner(candidate)]
    if candidate["consent_until"]:
        told.append(
            Said(_("The consent to be kept here ends {day}: ask again.", day=dated(str(candidate["consent_until"]))))
        )
    return told


def in_one_line(about: Known, candidate: Row) -> str:
    """The risks as words for a cell: label, exile, events that may bar travel; empty when nothing is on record."""
    labelled = _labelled_in(about, candidate)
    held = [each for each in _recent(about, candidate) if each["kind"] in HELD]
    told = [_("labelled extremist in {countries}", countries=words(labelled))] if labelled else []
    if candidate["exile_status"] in ("exile", "hybrid"):
        told.append(label(candidate["exile_status"]))
    if held:
        told.append(plural("{n} arrest, conviction or raid", "{n} arrests, convictions or raids", len(held)))
    return series(told)


def _labelled_in(about: Known, candidate: Row) -> str | None:
    outlets = about.land.outlets
    found = outlets.loc[outlets["outlet_id"] == candidate["outlet_id"], "labelled_in"].dropna().tolist()
    return str(found[0]) if found else None


def _label(about: Known, candidate: Row) -> Iterator[Said]:
    labelled = _labelled_in(about, candidate)
    if labelled is None:
        return
    events = about.land.events
    stating = events[(events["outlet_id"] == candidate["outlet_id"]) & (events["kind"] == "extremist_label")]
    yield Said(
        _(
            "Its materials are labelled extremist in {countries}: contact, links and payments put people there at "
            "risk, and so may a journey to or through it.",
            countries=words(labelled),
        ),
        tuple(stating["citation"]),
    )


def _exile(candidate: Row) -> Iterator[Said]:
    if candidate["exile_status"] in ("exile", "hybrid"):
        yield Said(_("It works from exile: say no more closely where, on no list, badge or booking that leaves."))


def _recent(about: Known, candidate: Row) -> Sequence[Row]:
    events = about.evidence.events
    return rows(recent(events[events["outlet_id"] == candidate["outlet_id"]], about.evidence.today))


def _events(about: Known, candidate: Row) -> Iterator[Said]:
    if not candidate["outlet_id"]:
        yield Said(_("Nothing is on record here: ask about risks and travel."))
        return
    events = _recent(about, candidate)
    if not events:
        yield Said(_("No event of pressure is on record {lately}; that does not mean calm.", lately=lately()))
        return
    held = [each for each in events if each["kind"] in HELD]
    told = enumerate_words([f"{label(each['kind'])} ({dated(each['date'])})" for each in (held or events)[:_TOLD]])
    cites = tuple(each["citation"] for each in (held or events)[:_TOLD])
    if held:
        yield Said(
            plural(
                "{n} arrest, conviction or raid is on record {lately}, the newest first: {told}.",
                "{n} arrests, convictions or raids are on record {lately}, the newest first: {told}.",
                len(held), lately=lately(), told=told,
            ),
            cites,
        )  # fmt: skip
        yield Said(_("Ask them, before any letter names them, who can travel and by which countries."))
    else:
        yield Said(
            plural(
                "{n} event of pressure is on record {lately}, but no arrest or raid: {told}.",
                "{n} events of pressure are on record {lately}, but no arrest or raid: {told}.",
                len(events), lately=lately(), told=told,
            ),
            cites,
        )  # fmt: skip


def _owner(candidate: Row) -> Iterator[Said]:
    if candidate["ownership_type"] in _STATE:
        yield Said(
            _(
                "Its owner is of the kind “{owner}”: seat newsrooms in exile beside it only if they agree.",
                owner=label(candidate["ownership_type"]),
            )
        )
