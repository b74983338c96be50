"""What happened to outlets: closed, blocked, gone into exile, and every other event that was not known before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mapping import dates
from mapping.changes.two import Row, Two, by_outlet, latest, texts
from mapping.schema import DATA

KINDS = {
    "closure": "closed", "liquidation": "closed", "ownership_change": "sold", "blocking": "blocked",
    "platform_block": "blocked", "unblocking": "unblocked", "relocation": "exile",
}  # fmt: skip
ENDED = ("closed", "liquidated")
AWAY = ("exile", "hybrid")


def rows(two: Two, holders: Iterable[Row]) -> Iterator[Row]:
    """New events, and changes of an outlet's state or `holders` with the event that dates them: one row for both."""
    found = _events(two) if two.compares("events") else []
    found += _measured(two) if two.compares("access") else []
    for turn in (*_turns(two), *holders):
        told = [row for row in found if (row["entity_id"], row["what"]) == (turn["entity_id"], turn["what"])]
        if told:
            found.remove(told[-1])
            cells = {name: told[-1][name] for name in ("date", "why", "citation") if told[-1][name]}
            turn |= cells | {"origin": two.origin(cells.get("date", ""))}
        yield turn
    yield from found


def _turns(two: Two) -> Iterator[Row]:
    """Outlets of both states that ended, began again, left or came back."""
    old, new = two.things(two.old, "outlets"), two.things(two.new, "outlets")
    events = by_outlet(texts(two.new.events))
    for own_id in sorted(set(old) & set(new)):
        was, now = old[own_id], new[own_id]
        if two.compares("status") and (what := _turn(was["status"], now["status"])) is not None:
            day = now["closed"] or _day(events.get(own_id, []), "closed") if what == "closed" else ""
            cells = {"field": "status", "old": was["status"], "new": now["status"], "date": day}
            yield two.row(what, two.origin(day), "outlet", own_id, **cells)
        if two.compares("exile_status") and (now["exile_status"] in AWAY) != (was["exile_status"] in AWAY):
            what = "exile" if now["exile_status"] in AWAY else "returned"
            day = _day(events.get(own_id, []), "exile")
            cells = {"field": "exile_status", "old": was["exile_status"], "new": now["exile_status"], "date": day}
            yield two.row(what, two.origin(day), "outlet", own_id, **cells)


def _turn(was: str, now: str) -> str | None:
    if now in ENDED and was not in ENDED:
        return "closed"
    return "reopened" if was in ENDED and now == "active" else None


def _day(events: list[Mapping[str, str]], what: str) -> str:
    return latest(event["date"] for event in events if KINDS.get(event["kind"]) == what)


def _events(two: Two) -> list[Row]:
    """Events that were not there before; one whose words or date were only put right is no new one."""
    kept = set(two.new.events["event_id"])
    gone = [row | {"outlet_id": two.led.get(row["outlet_id"], row["outlet_id"])} for row in texts(two.old.events)]
    before = by_outlet(row for row in gone if row["event_id"] not in kept)
    known = set(two.old.events["event_id"])
    found = []
    for event in texts(two.new.events):
        if event["event_id"] in known:
            continue
        alike = [one for one in before.get(event["outlet_id"], []) if one["kind"] == event["kind"]]
        cells = {"field": event["kind"], "date": event["date"], "why": event["summary"], "citation": event["citation"]}
        if any(one["date"] == event["date"] for one in alike):
            continue  # only its words are new
        if twin := next((one for one in alike if _same(one, event)), None):
            cells |= {"old": twin["date"], "new": event["date"]}
            found.append(two.row("corrected", DATA, "outlet", event["outlet_id"], **cells))
        else:
            what = KINDS.get(event["kind"], "event")
            found.append(two.row(what, two.origin(event["date"]), "outlet", event["outlet_id"], **cells))
    return found


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two events of one kind are one: the same words, or dates of which one lies within the other."""
    return one["summary"] == other["summary"] or dates.agree(one["date"], other["date"])


def _measured(two: Two) -> Iterator[Row]:
    """Sites that a known block page was met in place of, and were not before."""
    columns = ["outlet_id", "probe_country", "domain", "last_confirmed"]
    old, new = (
        texts(land.measure("access_verdicts").query("verdict == 'confirmed'")[columns].dropna(subset="outlet_id"))
        for land in (two.old, two.new)
    )
    known = {(row["domain"], row["probe_country"]) for row in old}
    for row in new:
        if (row["domain"], row["probe_country"]) not in known:
            day = row["last_confirmed"]
            cells = {"field": row["probe_country"], "date": day, "new": row["domain"]}
            yield two.row("blocked", two.origin(day), "outlet", row["outlet_id"], **cells)
