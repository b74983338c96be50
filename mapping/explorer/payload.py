"""All that the explorer shows, as data: made from one landscape, so that nothing above its level can stand in it."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict

from mapping.documents import brand
from mapping.documents import words as documents
from mapping.documents.blocks import Edition
from mapping.explorer import facts, labels, networks, reach, search
from mapping.explorer.columns import Columns, Pages
from mapping.explorer.quotas import choice
from mapping.explorer.shapes import points, world
from mapping.explorer.words import words
from mapping.landscape import Landscape
from mapping.translate import _, day, language

Payload = dict[str, object]
Tables = dict[str, Columns | list[str]]


def payload(land: Landscape) -> Payload:
    """The explorer's data in the language spoken now, fit for JSON; equal tables give equal data.

    Tables are columns; what stands for a node or a page is its row number there. `docs/explorer.md` lists them.
    """
    pages = Pages(land)
    found = networks.nodes(land)
    table, groups = networks.node_table(land, found)
    tables: Tables = {"nodes": table, **_tables(land, dict(zip(found["id"], range(len(found)), strict=True)), pages)}
    shapes = world(land)
    countries = [*found["country"].dropna(), *land.outlets["home_country"], *land.outlets["base_country"]]
    return {
        "build": _build(land, tables),
        "words": words(),
        "labels": labels.labels(land, groups, [code for code in countries if isinstance(code, str)]),
        "colours": labels.colours(groups),
        "order": labels.order(land),
        "fold": search.tables(),
        "n_outlets": len(land.outlets),
        **tables,
        "map": shapes,
        "rules": choice(land, list(land.outlets["outlet_id"])),
    }


def _tables(land: Landscape, rows: dict[str, int], pages: Pages) -> Tables:
    stated, reasons = facts.facts(land, rows, pages)
    return {
        "outlets": facts.outlets(land, networks.roles(land), points(land)),
        "facts": stated,
        "reasons": reasons,
        "missing": facts.missing(land, rows),
        "stakes": networks.stakes(land, rows, pages),
        "ties": networks.ties(land, rows, pages),
        "events": facts.events(land, rows, pages),
        "channels": reach.channels(land, rows, pages),
        "access": reach.access(land, rows),
        "supports": reach.supports(land, rows, pages),
        "needs": reach.needs(land, rows, pages),
        "citations": pages.table(),
    }


def _build(land: Landscape, tables: Tables) -> Payload:
    """For whom the page is and what it rests on; the id is one of the data, whatever the language."""
    edition = Edition(land.level, language(), land.countries, land.date)
    own = brand.read(land.places.hand_tables)
    text = json.dumps(_untold(tables), ensure_ascii=False, sort_keys=True)
    return {
        "id": hashlib.sha256(text.encode()).hexdigest()[:12],
        "date": land.date.isoformat(),
        "dated": day(land.date),
        "level": land.level,
        "level_line": documents.level_line(edition),
        "language": edition.language,
        "countries": list(land.countries),
        "title": _("Explorer"),
        "scope": documents.scope(edition),
        "author": documents.author(own),
        "logo": base64.b64encode(own.logo).decode(),
        "colours": asdict(own.colours),
        "then": _then(land),
    }


def _then(land: Landscape) -> str:
    """What a reader of an earlier day must know; empty for today."""
    if land.moment is None:
        return ""
    return _(
        "This shows the landscape as it stood on {day}, by what is known today; it does not show what was known then.",
        day=day(land.moment),
    )


def _untold(tables: Tables) -> Tables:
    """The tables without sentences, which are in the reader's language."""
    return {
        name: {column: values for column, values in table.items() if column != "told"}
        for name, table in tables.items()
        if isinstance(table, dict)
    }
