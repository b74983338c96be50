"""Structured data of a page (JSON-LD, schema.org): whole records, out of scripts that are often broken."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_WRAPPING = re.compile(r"\A\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>|;)\s*\Z")
_DEEPEST = 6
_ARTICLES = ("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting", "Report")
_MAKERS = ("Organization", "NewsMediaOrganization", "Corporation", "NGO", "GovernmentOrganization")

Record = dict[str, Any]


@dataclass(frozen=True)
class Records:
    """The records of a page: its articles, and the organisations that stand for themselves or as publisher."""

    articles: tuple[Record, ...] = ()
    makers: tuple[Record, ...] = ()
    broken: int = 0


def records(tree: Any) -> Records:
    """All records of a page; `broken` counts the scripts that are no JSON even when read with patience."""
    found: list[Record] = []
    broken = 0
    for script in tree.xpath("//script[contains(@type,'ld+json')]"):
        try:
            found += _flat(json.loads(_WRAPPING.sub("", str(script.text_content())), strict=False))
        except (ValueError, RecursionError):
            broken += 1
    articles = tuple(each for each in found if _is(each, _ARTICLES))
    makers = tuple(each for each in found if _is(each, _MAKERS))
    return Records(articles, makers, broken)


def _flat(value: object, depth: int = 0) -> Iterator[Record]:
    """A record and the records within it that may be articles or their publishers."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _flat(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "publisher"):
            yield from _flat(value.get(name), depth + 1)


def _is(record: Record, kinds: tuple[str, ...]) -> bool:
    return any(each in kinds for each in texts(record.get("@type")))


def texts(value: object) -> list[str]:
    """The texts that a field holds: itself, its items, or the names of records in it."""
    if isinstance(value, dict):
        return texts(value.get("name") or value.get("url") or value.get("@id"))
    if isinstance(value, list):
        return [text for each in value for text in (texts(each) if not isinstance(each, list) else [])]
    return [html.unescape(value).strip()] if isinstance(value, str) and value.strip() else []
