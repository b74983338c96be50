"""From gathered rows to what hangs on things: names, channels, stakes, events. Identical rows are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import pandas as pd

from mapping.clean.decisions import Decisions
from mapping.clean.identity import Identity
from mapping.clean.things import Cells, citation_id, cited, short_hash
from mapping.clean.traits import reference
from mapping.countries import STATE_LANGUAGES
from mapping.names import script, skeleton
from mapping.safety import host
from mapping.schema import CONFIDENCES, TABLES
from mapping.tables import join, rows_of, split

# Sites whose addresses are channels of another kind than a website of one's own.
PLATFORMS = {
    "t.me": "telegram",
    "youtube.com": "youtube",
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "tiktok.com": "tiktok",
    "ok.ru": "ok",
}
_SHORTEST_NAME = 5


def merged(table: str, rows: Iterable[Cells], key: tuple[str, ...]) -> list[Cells]:
    """Rows that share their key as one row: all their citations, the surest confidence."""
    together: dict[tuple[str, ...], Cells] = {}
    for row in rows:
        first = together.setdefault(tuple(row[name] for name in key), row)
        if first is not row:
            first["citation"] = join([*split(first["citation"]), *split(row["citation"])])
            if "confidence" in first:
                first["confidence"] = min(first["confidence"], row["confidence"], key=CONFIDENCES.index)
    return [dict.fromkeys(TABLES[table].heads, "") | row for row in together.values()]


def stakes(
    gathered: pd.DataFrame, identity: Identity, decisions: Decisions
) -> tuple[list[Cells], list[tuple[Cells, str]]]:
    """The stakes, and for each gathered row the id of the stake that it became; decided ends fill empty ones."""
    key = ("holder_id", "held_id", "relation", "share_min", "share_max", "start", "end")
    ends = {(row["holder_id"], row["held_id"], row["relation"]): row for row in decisions.of("stake_ends")}
    found, origin, met = [], [], set()
    for row in rows_of(gathered):
        cells = {name: row[name] for name in (*key[2:], "confidence")} | {"citation": cited(row)}
        for name in ("holder_id", "held_id"):
            cells[name] = identity.of("owner", row, row[name]) or identity.of("outlet", row, row[name]) or ""
        for end in _ends_of(cells, ends) if not cells["end"] else ():
            met.add(end)
            cells["end"] = ends[end]["end"]
            cells["citation"] = join([*split(cells["citation"]), citation_id(ends[end]["url"])])
        cells["stake_id"] = short_hash("s", *(cells[name] for name in key))
        found.append(cells)
        origin.append((row, cells["stake_id"]))
    for lost in set(ends) - met:
        decisions.stale(ends[lost], "stake_ends", "no stake without an end is meant by it")
    return merged("stakes", found, key), origin


def _ends_of(cells: Cells, ends: Mapping[tuple[str, str, str], object]) -> Iterator[tuple[str, str, str]]:
    """The decision on the end of this very stake, else the one on all that its holder holds."""
    named = (
        (cells["holder_id"], held, relation)
        for held in (cells["held_id"], "*")
        for relation in (cells["relation"], "*")
    )
    yield from islice((key for key in named if key in ends), 1)


def events(gathered: pd.DataFrame, identity: Identity) -> tuple[list[Cells], list[tuple[Cells, str]]]:
    """The events, and for each gathered row the id of the event that it became."""
    key = ("outlet_id", "date", "kind", "summary")
    found, origin = [], []
    for row in rows_of(gathered):
        cells = {name: row[name] for name in key[1:]} | {"citation": cited(row)}
        cells["outlet_id"] = identity.of("outlet", row, row["outlet_id"]) or ""
        cells["event_id"] = short_hash("e", *(cells[name] for name in key))
        found.append(cells)
        origin.append((row, cells["event_id"]))
    return merged("events", found, key), origin


def channels(gathered: pd.DataFrame, identity: Identity) -> list[Cells]:
    """The addresses of each outlet: one row a site, however its address was typed.

    Addresses that a list gives without naming an outlet are not here: `observed` places them.
    """
    found = []
    for row in rows_of(gathered):
        outlet = identity.ids.get(reference("outlet", row))
        if outlet is None:
            continue
        address = row["address"].rstrip("/") if row["kind"] == "website" else row["address"].removeprefix("@")
        kind = PLATFORMS.get(host(address), row["kind"]) if row["kind"] == "website" else row["kind"]
        place = address.split("//")[-1].removeprefix("www.").casefold()
        channel_id = short_hash("h", outlet, kind, place)
        cells = {"outlet_id": outlet, "kind": kind, "address": address, "citation": cited(row)}
        found.append(cells | {"channel_id": channel_id})
    return merged("channels", found, ("channel_id",))


def names(things: Mapping[str, list[Cells]], gathered: Mapping[str, pd.DataFrame], identity: Identity) -> list[Cells]:
    """Every spelling of every outlet and owner once, with what sort of spelling it is."""
    found: dict[tuple[str, str, str], Cells] = {}
    for cells in (*_stated(things, gathered, identity), *_aliases(gathered, identity)):
        found.setdefault((cells["entity_kind"], cells["entity_id"], cells["text"]), cells)
    own = _own_skeletons(found.values())
    for cells in found.values():
        if not cells["kind"]:
            cells["kind"] = _kind(cells["text"], own[cells["entity_kind"], cells["entity_id"]])
    return list(found.values())


def _stated(
    things: Mapping[str, list[Cells]], gathered: Mapping[str, pd.DataFrame], identity: Identity
) -> Iterator[Cells]:
    """The spellings that sources give as the name, the native name and the Russian name; the ones shown come first."""
    for kind, table in (("outlet", "outlets"), ("owner", "owners")):
        countries = {row[f"{kind}_id"]: row["country"] for row in things[table]}
        shown = ({**row, "entity": row[f"{kind}_id"], "former": ""} for row in things[table])
        said = (
            {**row, "entity": identity.ids[ref], "former": identity.former.get(ref, "")}
            for row in rows_of(gathered[table])
            for ref in [reference(kind, row)]
        )
        for row in (*shown, *said):
            for column in ("name_native", "name", "name_ru"):
                if text := row.get(column, ""):
                    state = STATE_LANGUAGES.get(countries[row["entity"]], "")
                    language = {"name_native": state, "name_ru": "ru"}.get(column, "")
                    former = "former" if row["former"] and column == "name" else ""
                    known = former or ("own" if column == "name_native" else "")
                    yield _cells(kind, row["entity"], text, known, language)


def _aliases(gathered: Mapping[str, pd.DataFrame], identity: Identity) -> Iterator[Cells]:
    for row in rows_of(gathered["names"]):
        yield _cells(row["entity_kind"], identity.ids[reference(row["entity_kind"], row)], row["text"], "", "")


def _cells(kind: str, entity: str, text: str, known: str, language: str) -> Cells:
    written = {"entity_kind": kind, "entity_id": entity, "text": text, "language": language, "kind": known}
    return written | {"script": script(text) or "other", "seen": "yes"}


def _own_skeletons(rows: Iterable[Cells]) -> dict[tuple[str, str], set[str]]:
    """Per thing the skeletons of its own names; a thing without a native name owns the first that it is given."""
    own: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cells in rows:
        thing = cells["entity_kind"], cells["entity_id"]
        if cells["kind"] == "own" or not own[thing]:
            cells["kind"] = cells["kind"] or "own"
            own[thing].add(skeleton(cells["text"]))
    return own


def _kind(text: str, own: set[str]) -> str:
    """What sort of spelling: the own name in other letters, a short form, or the name in another language."""
    if skeleton(text) in own:
        return "transliteration"
    if len(text) <= _SHORTEST_NAME and text.upper() == text:
        return "short"
    return "translation"


def mark_unseen(rows: Iterable[Cells], outlets: Iterable[Cells], decisions: Decisions) -> None:
    """Mark spellings that nobody has seen on a page, and do not show them as an outlet's own name."""
    by_name = {(cells["entity_id"], cells["text"]): cells for cells in rows if cells["entity_kind"] == "outlet"}
    by_id = {row["outlet_id"]: row for row in outlets}
    for decision in decisions.of("unseen_names"):
        cells = by_name.get((decision["entity_id"], decision["text"]))
        if cells is None:
            decisions.stale(decision, "unseen_names", f"{decision['entity_id']} has no name '{decision['text']}'")
            continue
        cells["seen"] = "no"
        outlet = by_id[decision["entity_id"]]
        outlet["name_native"] = "" if outlet["name_native"] == decision["text"] else outlet["name_native"]
