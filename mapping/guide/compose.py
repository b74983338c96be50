"""The guide for one newsroom as a document: what is known, the checklist, who helps, the host country, the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mapping.documents.blocks import Block, Cell, Column, Edition, Prose, Report, Table
from mapping.draw.labels import label
from mapping.errors import LevelTooHigh, UnknownName
from mapping.guide import protecting, reaching, settling, support
from mapping.guide.findings import DONE, NOT_APPLICABLE, OPEN, Finding, finding, state_word
from mapping.guide.items import Chapter, Item
from mapping.guide.known import Known
from mapping.landscape import Landscape
from mapping.safety import may_show
from mapping.tables import read, rows_of
from mapping.translate import _, country, day, enumerate_words, language, number

LEVEL = "team"
# The last one leads on to the tables of who helps.
CHAPTERS = (
    settling.entity,
    settling.money,
    protecting.distance,
    protecting.sources,
    reaching.audience,
    reaching.archives,
    settling.asking,
)
_ASK = "ask"
_STANDING = (DONE, OPEN, _ASK, NOT_APPLICABLE)

Row = Mapping[str, str]


def guide(land: Landscape, own_id: str, hosts: Sequence[str] = ()) -> Report:
    """The guide for the outlet of this id, in the language spoken now; `hosts` are the countries to show.

    `LevelTooHigh` when the landscape was opened for readers who may not see what a newsroom lacks; `UnknownName` for a
    host country of which nothing is on record.
    """
    if not may_show(LEVEL, land.level):
        raise LevelTooHigh(f"A guide shows what a newsroom lacks: open the landscape at level '{LEVEL}'.")
    known_hosts = sorted(set(land.host_countries["country"]) - {support.ANYWHERE})
    if unknown := [code for code in hosts if code not in known_hosts]:
        raise UnknownName(f"Nothing is on record of '{unknown[0]}' as a host: choose from {', '.join(known_hosts)}.")
    known = Known.of(land, own_id)
    parts = _judged(known)
    opening = (Prose(_opening(known)), _summary(parts))
    blocks: list[Block] = [
        *opening,
        *_checklist(parts),
        support.programme_table(known),
        support.anywhere_table(known),
        *_host(known, hosts),
    ]
    if known.pages.numbers:
        blocks.append(_pages(known))
    edition = Edition(LEVEL, language(), (str(known.outlet["country"]),), land.date)
    return Report(_("Guide for a newsroom in exile: {name}", name=known.name), tuple(blocks), edition)


Judged = list[tuple[Chapter, list[tuple[Item, Finding, Row]]]]


def _judged(known: Known) -> Judged:
    """Each chapter with its items, where each stands, and what it rests on."""
    sources = {row["item"]: row for row in rows_of(read(known.land.places.hand_tables / "exile_guide.csv"))}
    return [
        (chapter, [(item, finding(known, item.key, sources[item.key]), sources[item.key]) for item in chapter.items])
        for chapter in (make() for make in CHAPTERS)
    ]


def _opening(known: Known) -> str:
    return "\n\n".join(
        [
            _for_whom(known),
            situation(known),
            _(
                "This is information, not legal advice. It rests on public pages and on answers given in confidence, "
                "as of {date}. It says what the newsroom may lack: keep it within the team, send it only encrypted, "
                "and print no more copies than you need.",
                date=day(known.land.date),
            ),
        ]
    )


def _summary(parts: Judged) -> Table:
    """How many items of each chapter stand where."""
    rows = []
    for chapter, items in parts:
        states = Counter(found.state if found.why else _ASK for _item, found, _source in items)
        rows.append((Cell(chapter.title), *(Cell(number(states[state])) for state in _STANDING)))
    return Table(
        _("Where the checklist stands"),
        _(
            "An item is done only where a page or an answer of the newsroom shows it. That nothing is on record is no "
            "proof that nothing was done: ask."
        ),
        (
            Column(_("Chapter"), width=4),
            Column(_("done"), align="right"),
            Column(_("open, by the record"), align="right", width=1.5),
            Column(_("open, to be asked"), align="right", width=1.5),
            Column(_("does not arise"), align="right", width=1.5),
        ),
        tuple(rows),
    )


def _for_whom(known: Known) -> str:
    if known.exiled:
        return _("This guide is for {name} and for those who support it.", name=known.name)
    return _(
        "This guide is written for newsrooms abroad or about to leave. No page says that {name} works in exile: read "
        "it as preparation.",
        name=known.name,
    )


def situation(known: Known) -> str:
    """Where it comes from and works, since when, and what happened, in sentences."""
    moved = known.happened(("relocation",))
    told = [
        _("It comes from: {home}.", home=country(known.home)),
        _("It works from: {base}.", base=country(known.base))
        if known.base
        else _("No page states from where it works, or that stays hidden."),
        _("Its work today: {status}.", status=label(known.outlet["status"])),
    ]
    if known.exiled:
        told.append(_("Phase of exile: {phase}.", phase=known.phase()))
    if len(moved):
        told.append(
            f"{_('It moved: {date}.', date=moved['date'].iloc[0])} {known.pages.marks(moved['citation'].head(1))}"
        )
    if known.labelled:
        where = enumerate_words([country(code) for code in known.labelled])
        told.append(_("Whoever reads or shares it in {countries} runs a risk.", countries=where))
    return " ".join(told)


def _checklist(parts: Judged) -> list[Block]:
    blocks: list[Block] = []
    for chapter, items in parts:
        blocks.append(Prose(f"## {chapter.title}\n\n{chapter.opening}"))
        blocks.append(
            Table(
                _("Checklist: {chapter}", chapter=chapter.title),
                "",
                (
                    Column(_("Status"), width=1.2),
                    Column(_("What to look after"), width=4),
                    Column(_("Why it stands so, and a first step"), width=4.4),
                    Column(_("What others say"), width=3),
                ),
                tuple(_item(item, found, source) for item, found, source in items),
            )
        )
    return blocks


def _item(item: Item, found: Finding, source: Row) -> tuple[Cell, ...]:
    why = found.why or _("Nothing is on record: ask.")
    said = f"{source['says']} ({source['publisher']})" if source["citation"] else ""
    return (
        Cell(state_word(found.state)),
        Cell(item.text),
        Cell(f"{why}\n→ {item.step}" if found.state == OPEN else why),
        Cell(said, source["citation"] or None),
    )


def _host(known: Known, hosts: Sequence[str]) -> list[Block]:
    opening = _("Rules for people and organisations from abroad change often: check each page before you rely on it.")
    tables = support.host_tables(known, hosts)
    if len(tables) > 1 and not hosts:
        opening += " " + _(
            "Its own host is not on record here: what is known of others follows, without open questions."
        )
    return [Prose(f"## {_('The host country')}\n\n{opening}"), *tables]


def _pages(known: Known) -> Table:
    """The pages that the statements on the newsroom rest on."""
    return Table(
        _("Pages on {name}", name=known.name),
        _("The numbers stand in brackets behind what rests on them."),
        (Column("", align="right", width=0.6), Column(_("Page"), width=9)),
        tuple((Cell(f"[{number}]"), page) for number, page in known.pages.listed()),
    )
