"""Wikidata's items as the entity interface gives them, and as the wptools client saves them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Page
from mapping.sources.json_answers import Fields
from mapping.sources.wikidata_items import LANGUAGES, QID, WIKIS, Item, Statement, Value

_DOUBTS = ("P1310", "P1480", "P5102")


def entities(page: Page, answer: Fields) -> list[Item]:
    """The items of an answer; `InputUnreadable` repeats the service's error, `SourceChanged` names a new field."""
    if "error" in answer:
        error = Fields(answer.any("error"), "error")
        raise InputUnreadable(
            f"{page.name}: Wikidata answered with the error '{error.text('code')}' ({error.text('info')[:120]}): "
            "gather it again later."
        )
    found = answer.record("entities").named()
    if not found:
        raise SourceChanged(f"{page.name}: 'entities' is empty, which it never was: gather it again.")
    answer.nothing_left("success", "warnings", "normalized")
    return [_entity(key, line, entity) for line, (key, entity) in enumerate(found.items(), start=1)]


_LEFT_OF_ENTITY = (
    "pageid", "ns", "title", "lastrevid", "modified", "type", "descriptions", "redirects", "site", "datatype",
)  # fmt: skip


def _entity(key: str, line: int, value: object) -> Item:
    entity = Fields(value, f"entities.{key}")
    item = Item(entity.text("id") or key, line, missing="missing" in entity)
    if item.missing:
        return item
    for language, label in entity.record("labels").named().items():
        item.name(Fields(label, f"labels.{language}").text("value"), language)
    for language, aliases in entity.record("aliases").named().items():
        for alias in Fields({language: aliases}, "aliases").records(language):
            if language.partition("-")[0] in LANGUAGES:
                item.aliases[alias.text("value", required=True)] = None
    for wiki, link in entity.record("sitelinks").named().items():
        title = re.sub(r" \([^()]*\)\Z", "", Fields(link, f"sitelinks.{wiki}").text("title"))
        if wiki in WIKIS and title:
            item.labels.setdefault(WIKIS[wiki], title)
    if "claims" not in entity:
        raise SourceChanged(
            f"'entities.{key}' has no 'claims' any more: ask with props=claims, or look at its adapter."
        )
    for property_id, claims in entity.record("claims").named().items():
        for claim in Fields({property_id: claims}, "claims").records(property_id):
            if (statement := _statement(claim)) is not None:
                item.state(property_id, statement)
    entity.nothing_left(*_LEFT_OF_ENTITY)
    return item


def _statement(claim: Fields) -> Statement | None:
    """A statement; None for one that says "unknown" or "none"."""
    value = _snak(Fields(claim.any("mainsnak"), "mainsnak"))
    rank = claim.text("rank", required=True)
    qualifiers = {}
    for property_id, snaks in claim.record("qualifiers").named().items():
        if property_id in ("P580", "P582", "P1107", *_DOUBTS):
            for snak in Fields({property_id: snaks}, "qualifiers").records(property_id):
                if (found := _snak(snak)) is not None:
                    qualifiers["P1310" if property_id in _DOUBTS else property_id] = found
    claim.nothing_left("type", "id", "references", "qualifiers-order")
    return None if value is None else Statement(value, rank, qualifiers)


def _snak(snak: Fields) -> Value | None:
    kind = snak.text("snaktype", required=True)
    held = snak.any("datavalue")
    snak.nothing_left("property", "hash", "datatype")
    if kind != "value":
        return None
    data = Fields(held, "datavalue")
    form, value = data.text("type", required=True), data.any("value")
    data.nothing_left("error")
    if form == "string":
        return Value(str(value).strip())
    record = Fields(value, form)
    if form == "wikibase-entityid":
        return Value(record.text("id") or f"Q{record.text('numeric-id', required=True)}")
    if form == "time":
        return _time(record)
    if form == "monolingualtext":
        return Value(record.text("text"))
    return Value(record.text("amount")) if form == "quantity" else None


def _time(record: Fields) -> Value:
    julian = record.text("calendarmodel").endswith("/Q1985786")
    return Value(record.text("time", required=True), precision=record.whole("precision"), julian=julian)


def saved_by_wptools(answer: Mapping[str, object]) -> Item:
    """What the wptools client keeps of an item: values without rank, precision or qualifiers, in English."""
    saved = Fields(answer, "answer")
    item = Item(saved.text("wikibase", required=True), 1)
    labels = saved.record("labels")
    item.name(saved.text("label"), "en")
    item.aliases |= dict.fromkeys(saved.texts("aliases"))
    for wiki, link in saved.record("sitelinks").named().items():
        if wiki in WIKIS:
            item.labels.setdefault(WIKIS[wiki], Fields(link, f"sitelinks.{wiki}").text("title"))
    for property_id, values in saved.record("claims", required=True).named().items():
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, str):
                label = labels.text(value) if QID.match(value) else ""
                item.state(property_id, Statement(Value(value, label)))
    return item
