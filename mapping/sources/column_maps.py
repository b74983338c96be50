"""Editable maps (TOML) from the heads of official tables to our fields: one section a table."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import PurePosixPath

from mapping.countries import AUDIENCES
from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Page
from mapping.sources.table_file import Grid, Map, fit


@dataclass(frozen=True)
class Handed:
    """One table that an office hands out, as its section of the map describes it."""

    name: str
    country: str
    title: str
    publisher: str
    url: str
    sheet: str
    map: Map


def words_of(page: Page, file: str, name: str) -> dict[str, str]:
    """A word list of the map (`[words.media]`): the words of the table, folded, to ours."""
    lists = _toml(page, file).get("words", {})
    found = lists.get(name, {}) if isinstance(lists, dict) else {}
    return {word.casefold(): str(ours) for ours, words in found.items() for word in words}


def country_of(page: Page) -> str:
    """The country that a page's folder names (`kg/list.csv`), or else a part of its own name (`kg_list.csv`)."""
    path = PurePosixPath(page.name)
    told = [path.parent.name, *re.split(r"[\W_]+", path.stem)]
    return next((word.upper() for word in told if word.upper() in AUDIENCES), "")


def choose(page: Page, file: str, grids: dict[str, Grid], columns: frozenset[str]) -> Handed:
    """The section for a page: of those of its country, or of all where nothing tells it, the one that fits best.

    `grids` holds the page's table under each sheet name that a section asks for.
    """
    country = country_of(page)
    sections = sections_of(page, file, columns)
    near = [section for section in sections if section.country == country] or sections
    fits = {section.name: fit(grids[section.sheet], section.map) for section in near}
    best = [section for section in near if fits[section.name] == max(fits.values())]
    if not fits[best[0].name]:
        raise SourceChanged(f"{page.name} has no column that {file} knows: add its heads there.")
    if len({section.country for section in best}) > 1:
        named = " or ".join(section.name for section in best)
        raise InputUnreadable(f"{page.name} may be {named} of {file}: lay it in a folder of its country (kg/).")
    return best[0]


def sections_of(page: Page, file: str, columns: frozenset[str]) -> list[Handed]:
    """All sections of a map; `InputUnreadable` names what is wrong in it."""
    content = _toml(page, file)
    found = [_section(file, name, value, columns) for name, value in content.get("table", {}).items()]
    if not found:
        raise InputUnreadable(f"{file} has no section [table.NAME]: describe the table there.")
    return found


def _toml(page: Page, file: str) -> dict[str, dict[str, dict[str, list[str]]]]:
    if file not in page.tables:
        raise InputUnreadable(f"The map {file} is missing: put it back in data/raw/tables.")
    try:
        return tomllib.loads(page.tables[file].decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise InputUnreadable(f"{file} cannot be read ({fault}): mend it.") from fault


def _section(file: str, name: str, value: object, columns: frozenset[str]) -> Handed:
    section = dict(value) if isinstance(value, dict) else {}
    told = {key: str(section.pop(key, "")) for key in ("country", "title", "publisher", "url", "sheet")}
    heads, left_out = section.pop("columns", {}), section.pop("left_out", [])
    needed = section.pop("needed", ["name"])
    if told["country"] not in AUDIENCES or not told["url"]:
        raise InputUnreadable(f"{file}: [table.{name}] needs a country ({', '.join(AUDIENCES)}) and a url: mend it.")
    if unknown := sorted([*section, *(set(heads) - columns)]):
        raise InputUnreadable(
            f"{file}: [table.{name}] has '{unknown[0]}'; its fields are {', '.join(sorted(columns))}."
        )
    if not all(isinstance(names, list) for names in (*heads.values(), left_out, needed)):
        raise InputUnreadable(f"{file}: in [table.{name}] each field wants a list of heads in brackets: mend it.")
    return Handed(name=name, map=Map(heads, left_out, needed), **told)
