"""What follows for each item from what is on record: done, open or not applicable, and why.

A record decides only what it can show. Everything else is open, to be asked: that nothing is known is no proof of
anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from mapping.draw.labels import label
from mapping.guide.known import SITES, Known
from mapping.translate import _, country, dated, enumerate_words, number, plural

DONE, OPEN, NOT_APPLICABLE = "done", "open", "not_applicable"
CASES = (
    "lawsuit", "fine", "conviction", "liquidation", "licence_revoked", "foreign_agent", "extremist_label", "arrest",
    "raid",
)  # fmt: skip
WANTED = ("arrest", "conviction", "extremist_label")
# Counters whose makers must answer to a state of the region or to Russia.
NEAR_COUNTERS = ("yandex_metrika", "mailru_counter", "zero_kz")
ENOUGH_CHANNELS = 2
FEW = 3


@dataclass(frozen=True)
class Finding:
    """Where an item stands, and why that is so; no `why` where nothing is on record."""

    state: str
    why: str


def state_word(state: str) -> str:
    """The reader's word for where an item stands."""
    return {DONE: _("done"), OPEN: _("open"), NOT_APPLICABLE: _("does not arise")}[state]


def finding(known: Known, key: str, asked: Mapping[str, str]) -> Finding:
    """Where the item of this key stands.

    `asked` has the question that asks for it (`question`) and the answers that mean done (`done_when`, joined by `;`),
    both empty where no question does. What does not arise by the record stays so; else the answers decide (done only
    where all say so), and what is on record stands beside them.
    """
    told = RULES[key](known) if key in RULES else None
    given = known.answers.get(asked["question"], ())
    if given and not (told and told.state == NOT_APPLICABLE):
        state = DONE if set(given) <= set(asked["done_when"].split(";")) else OPEN
        said = _("The newsroom answered: {answers}.", answers=enumerate_words([label(answer) for answer in given]))
        return Finding(state, f"{said} {told.why}" if told else said)
    return told or Finding(OPEN, "")


def _listed(events: pd.DataFrame) -> str:
    """Events in few words, the newest last; of many only the newest."""
    shown = events.tail(FEW)
    words = enumerate_words(
        [f"{label(kind)} ({date})" for kind, date in zip(shown["kind"], shown["date"], strict=True)]
    )
    if more := len(events) - len(shown):
        return plural("{n} earlier event; {events}", "{n} earlier events; {events}", more, events=words)
    return words


def _quoted(known: Known, sentence: str, rows: pd.DataFrame) -> str:
    """A sentence with the numbers of the pages that its rows rest on."""
    return f"{sentence} {known.pages.marks(rows['citation'].tail(FEW))}".strip()


def _after(kinds: tuple[str, ...]) -> Callable[[Known], Finding | None]:
    """A rule that finds an item open because of events of some kinds."""

    def rule(known: Known) -> Finding | None:
        events = known.happened(kinds)
        if events.empty:
            return None
        return Finding(OPEN, _quoted(known, _("On record: {events}.", events=_listed(events)), events))

    return rule


def _entity_abroad(known: Known) -> Finding | None:
    closed = known.happened(("liquidation",))
    if closed.empty:
        return None
    told = _("Its legal body at home was ordered closed: {events}.", events=_listed(closed))
    return Finding(OPEN, _quoted(known, told, closed))


def _pay_home(known: Known) -> Finding | None:
    return _charged(known, _("Whoever takes money from it may be charged there."))


def _donations_home(known: Known) -> Finding | None:
    return _charged(known, _("Whoever gives money to it may be charged there."))


def _charged(known: Known, who: str) -> Finding | None:
    return Finding(OPEN, f"{_label_told(known)} {who}") if known.labelled else None


def _label_told(known: Known) -> str:
    where = enumerate_words([country(code) for code in known.labelled])
    return _("Its materials are labelled extremist in {countries}.", countries=where)


def _readers_label(known: Known) -> Finding:
    if not known.labelled:
        return Finding(NOT_APPLICABLE, _("No label on its materials is known."))
    return Finding(OPEN, _quoted(known, _label_told(known), known.happened(("extremist_label",))))


def _income(known: Known) -> Finding | None:
    stakes = known.land.stakes
    funds = stakes[(stakes["held_id"] == known.outlet["outlet_id"]) & (stakes["relation"] == "funds")]
    if funds.empty:
        return None
    names = sorted({known.land.display_names[own_id] for own_id in funds["holder_id"]})
    told = _("Funders on record, past or present: {names}.", names=enumerate_words(names))
    return Finding(OPEN, _quoted(known, told, funds))


def _threats_abroad(known: Known) -> Finding | None:
    moved = known.happened(("relocation",))["date"].min()
    attacks = known.happened(("attack",))
    after = attacks[attacks["date"] > moved] if isinstance(moved, str) else attacks.head(0)
    if after.empty:
        return None
    return Finding(OPEN, _quoted(known, _("Since it left: {events}.", events=_listed(after)), after))


def _trackers(known: Known) -> Finding | None:
    near = sorted(set(known.rows("signals")["kind"]) & set(NEAR_COUNTERS))
    if not near:
        return None
    counters = enumerate_words([kind.replace("_", " ") for kind in near])
    return Finding(OPEN, _("Seen on its pages: {counters}.", counters=counters))


def _where_read(known: Known) -> Finding | None:
    measured = known.rows("access")
    if measured.empty:
        return _after(("blocking",))(known)
    days, last = measured["day"].nunique(), measured["day"].max()
    return Finding(
        OPEN,
        plural("Measured on {n} day, {last}.", "Measured on {n} days, the last of them {last}.", days, last=last),
    )


def _mirrors(known: Known) -> Finding | None:
    n = int((known.in_use()["kind"] == "mirror").sum())
    if n:
        return Finding(DONE, plural("{n} mirror is known.", "{n} mirrors are known.", n))
    if known.happened(("blocking",)).empty:
        return None
    return Finding(OPEN, _("It has been blocked, and no mirror is known."))


def _other_channels(known: Known) -> Finding:
    kinds = sorted(set(known.in_use()["kind"]) - set(SITES))
    if not kinds:
        return Finding(OPEN, _("We know of none besides its site: ask the newsroom."))
    words = _("Known: {channels}.", channels=enumerate_words([label(kind) for kind in kinds]))
    return Finding(DONE if len(kinds) >= ENOUGH_CHANNELS else OPEN, words)


def _domain(known: Known) -> Finding | None:
    hosts = known.hosts()
    if not hosts:
        return None
    ending = f".{known.home.lower()}"
    if under := [each for each in hosts if each.endswith(ending)]:
        told = _(
            "Under {ending}, whose registry stands under the law at home: {hosts}.",
            ending=ending,
            hosts=enumerate_words(under),
        )
        return Finding(OPEN, told)
    return Finding(DONE, _("Not under {ending}: {hosts}.", ending=ending, hosts=enumerate_words(hosts)))


def _hosting(known: Known) -> Finding | None:
    places = sorted(set(known.rows("registrations")["network_country"].dropna()))
    if not places:
        return None
    words = _("Its network stands in: {countries}.", countries=enumerate_words([country(code) for code in places]))
    return Finding(OPEN if known.home in places else DONE, words)


def _measure(known: Known) -> Finding | None:
    reach = known.rows("reach").sort_values("date").tail(1)
    if reach.empty:
        return None
    row = reach.iloc[0]
    return Finding(
        OPEN,
        _(
            "Counted from outside: {measure} {value} ({date}); how readers at home are counted, ask the newsroom.",
            measure=label(row["measure"]),
            value=number(row["value"]),
            date=dated(row["date"]),
        ),
    )


def _web_archive(known: Known) -> Finding | None:
    kept = known.rows("snapshots")
    if kept.empty:
        return Finding(OPEN, _("Nobody has looked yet what archives of the web hold of it."))
    found = kept[kept["status"] == "found"]
    if found.empty:
        return Finding(OPEN, _("No copy was found, or its site is excluded there."))
    n, last = int(found["n"].sum()), found["last_working"].max()
    told = plural(
        "{n} copy is known, the newest of {last}.", "{n} copies are known, the newest of {last}.", n, last=last
    )
    return Finding(DONE, told)


def _lost(known: Known) -> Finding | None:
    channels = known.rows("channels")
    gone = channels.loc[(channels["status"] == "gone") | channels["end"].notna(), "address"]
    return None if gone.empty else Finding(OPEN, _("Gone: {addresses}.", addresses=enumerate_words(list(gone))))


RULES: dict[str, Callable[[Known], Finding | None]] = {
    "entity_abroad": _entity_abroad,
    "case_file": _after(CASES),
    "pay_home": _pay_home,
    "donations_home": _donations_home,
    "income": _income,
    "devices": _after(("raid",)),
    "threats_abroad": _threats_abroad,
    "travel": _after(WANTED),
    "readers_label": _readers_label,
    "trackers": _trackers,
    "where_read": _where_read,
    "mirrors": _mirrors,
    "other_channels": _other_channels,
    "domain": _domain,
    "hosting": _hosting,
    "attacks": _after(("cyberattack",)),
    "measure": _measure,
    "web_archive": _web_archive,
    "lost": _lost,
}
