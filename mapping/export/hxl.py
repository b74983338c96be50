"""Humanitarian Exchange Language: the row of tags that lets aid workers' tools read a table (hxlstandard.org)."""

from __future__ import annotations

from collections.abc import Iterable

from mapping.schema import Column

_TAGS = {
    "name": "#org+name",
    "name_native": "#org+name+i_native",
    "name_ru": "#org+name+i_ru",
    "country": "#country+code",
    "region": "#adm1+code",
    "city": "#loc+city+name",
    "media": "#sector+media+list",
    "themes": "#sector+themes+list",
    "theme": "#sector+theme",
    "programme": "#activity+name",
    "running": "#status+running",
    "people_trained": "#reached+trained",
    "people_target": "#targeted+trained",
    "status": "#status",
    "date": "#date+event",
    "start": "#date+start",
    "end": "#date+end",
    "founded": "#date+start",
    "closed": "#date+end",
    "amount": "#value+funding",
    "currency": "#currency+code",
    "budget": "#value+budget",
    "budget_currency": "#currency+code",
    "beneficiaries_count": "#beneficiary+num",
    "organisation": "#org+impl+name+list",
    "funder": "#org+funder+name+list",
    "summary": "#description",
    "warning": "#description+warning",
    "url": "#contact+url",
    "address": "#contact+url",
}


def tags(columns: Iterable[Column]) -> list[str]:
    """The tag of each column: a word of the HXL dictionary where there is one, else `#meta`."""
    return [_TAGS.get(column.name) or _by_kind(column) for column in columns]


def _by_kind(column: Column) -> str:
    kinds = {"id": "#meta+id", "date": "#date", "number": "#indicator+num", "url": "#contact+url"}
    several = "+list" if column.many else ""
    return f"{kinds.get(column.kind, '#meta')}+{column.name}{several}"
