"""What a person noted of an odd site (`data/raw/tables/site_rules.toml`): at most ten lines of selectors, no code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from lxml import etree

from mapping.errors import InputUnreadable

TABLE = "site_rules.toml"
MOST_LINES = 10


@dataclass(frozen=True)
class Rule:
    """XPath selectors of one site: where an article's title, time and text stand, what to drop before reading.

    `country` says by which country's clock a time without a zone is read. An empty selector leaves it to the usual way.
    """

    title: str = ""
    time: str = ""
    text: str = ""
    drop: tuple[str, ...] = ()
    country: str = ""


@lru_cache(maxsize=4)
def _rules(content: bytes) -> dict[str, Rule]:
    try:
        told = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise InputUnreadable(f"{TABLE} is not TOML ({fault}): mend that line.") from fault
    return {host: _rule(host, lines) for host, lines in told.items()}


def _rule(host: str, lines: Any) -> Rule:
    known = [each.name for each in fields(Rule)]
    if not isinstance(lines, dict) or len(lines) + len(lines.get("drop", ())) > MOST_LINES:
        raise InputUnreadable(f"['{host}'] of {TABLE} must be a table of at most {MOST_LINES} lines: shorten it.")
    if unknown := sorted(set(lines) - set(known)):
        raise InputUnreadable(f"['{host}'] of {TABLE} has a line '{unknown[0]}': choose from {', '.join(known)}.")
    for selector in [*(str(lines.get(name, "")) for name in ("title", "time", "text")), *lines.get("drop", ())]:
        _check(host, selector)
    told = {name: str(value) for name, value in lines.items() if name != "drop"}
    return Rule(drop=tuple(map(str, lines.get("drop", ()))), **told)


def _check(host: str, selector: str) -> None:
    try:
        etree.XPath(selector or ".")(etree.Element("html"))
    except etree.XPathError as fault:
        raise InputUnreadable(f"'{selector}' of ['{host}'] in {TABLE} is no XPath ({fault}): mend it.") from fault


def rule_of(host: str, content: bytes) -> Rule:
    """The rule of a site, an empty one where it has none; `InputUnreadable` names what is wrong in the table."""
    return _rules(content).get(host, Rule())
