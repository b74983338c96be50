"""A first draft of an outlet's row, from what its site, its registry and the web archive tell: for a person to confirm.

What cannot be told from a page is left empty. The draft has no initials, so `mapping add` takes it only when a person
has put theirs. Telephones and postal addresses of an imprint are never written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mapping.addresses import registered_name
from mapping.countries import DOMAINS, STATE_LANGUAGES
from mapping.names import fold, identify
from mapping.sources import Page, Row, reading, website
from mapping.sources.language_names import language_code
from mapping.sources.site_about import Tells
from mapping.sources.site_article import loaded
from mapping.sources.site_signals import Signal
from mapping.sources.site_text import page_text
from mapping.tables import cell_problem, join

# Letters of a top-level domain that is written in Cyrillic (.қаз).
_COUNTRIES = {ending: country for country, ending in DOMAINS.items()} | {"xn--80ao21a": "KZ", "қаз": "KZ"}
_SHOWN = {"imprint_number": "number in a register", "publisher": "publisher, by its structured data"}
_KEPT_BACK = {"imprint_phone": "telephone", "imprint_address": "postal address"}

Cells = dict[str, str]
Received = tuple[str, Page]


@dataclass
class Draft:
    """The rows to begin with, and all that was told: what, value and page, to be read beside them."""

    outlet: Cells
    source: Cells
    told: list[tuple[str, str, str]] = field(default_factory=list)


def compose(host: str, day: str, received: Sequence[Received]) -> Draft:
    """The draft of the outlet at a host from the pages that were received on a day, each with its source's name."""
    own = [page for source, page in received if source == "website"]
    told = [website.tells(page) for page in own]
    names = _names(name for tells in told for name in tells.names)
    country = _COUNTRIES.get(host.rpartition(".")[2], "")
    handles = dict.fromkeys(handle for tells in told for handle in tells.handles)
    pages = [_address(page) for page in own]
    outlet = _named(names, country) | {
        "outlet_id": _id_of(host),
        "country": country,
        "medium": "online",
        "languages": ";".join(dict.fromkeys(code for page in own for code in _languages(page))),
        "website": f"https://{host}/",
        "telegram": next((each.address for each in handles if each.kind == "telegram"), ""),
        "status": "active",
        "ownership_type": "unknown",
        "source_urls": join(pages[:3]),
    }
    draft = Draft(outlet, {"url": pages[0], "title": names[0] if names else host, "publisher": host, "accessed": day})
    for tells, page in zip(told, pages, strict=True):
        draft.told += [("name", name, page) for name in _names(tells.names)]
        draft.told += [(f"its {handle.kind}", handle.address, page) for handle in tells.handles]
        draft.told += [(_SHOWN[each.kind], each.value, page) for each in _imprint(tells) if each.kind in _SHOWN]
        kept_back = {_KEPT_BACK[each.kind] for each in tells.imprint if each.kind in _KEPT_BACK}
        draft.told += [(f"its {what}", "stands on the page; it is not copied", page) for what in sorted(kept_back)]
    draft.told += [line for source, page in received if source != "website" for line in _registered(source, page)]
    draft.told = list(dict.fromkeys(draft.told))
    return draft


def _imprint(tells: Tells) -> list[Signal]:
    return [*tells.publishers, *tells.imprint]


def _address(page: Page) -> str:
    return page.receipt.final_url or page.receipt.url


def _names(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in found if not cell_problem(name) and ";" not in name))


def _id_of(host: str) -> str:
    """The name that was registered, without its ending, as an id."""
    words = registered_name(host).partition(".")[0]
    return "-".join(re.findall(r"[a-z0-9]+", words if words.isascii() else fold(words)))


def _named(names: Sequence[str], country: str) -> Cells:
    """The names by language: the Latin one first, the state's and the Russian one beside it, all others as aliases."""
    read = {name: identify(name) for name in names}
    latin = next((name for name, told in read.items() if told.script == "Latn"), names[0] if names else "")
    native = next((name for name in read if read[name].language == STATE_LANGUAGES.get(country)), "")
    russian = next((name for name in read if read[name].language == "ru"), "")
    others = [name for name in names if name not in (latin, native, russian)]
    return {"name": latin, "name_native": native, "name_ru": russian, "aliases": ";".join(others)}


def _languages(page: Page) -> list[str]:
    """The languages that a page says it is in, and those of its other versions."""
    tree = loaded(page_text(page.name, page.content, page.receipt.headers.get("content-type", "")))
    stated = tree.xpath("/html/@lang | //link[@rel='alternate']/@hreflang") if tree is not None else []
    return [code for code in (language_code(str(each).partition("-")[0]) for each in stated) if len(code) in (2, 3)]


def _registered(source: str, page: Page) -> list[tuple[str, str, str]]:
    """What a registry or the archive says, in the words of its table."""
    rows = [each for each in reading.read(source, page) if isinstance(each, Row)]
    words = {
        "registered": "domain registered", "holder": "holder of the domain", "registrar": "registrar",
        "first_seen": "first copy in the web archive", "last_working": "last copy that worked",
    }  # fmt: skip
    return [
        (said, row.values[column], row.citations[0])
        for row in rows
        for column, said in words.items()
        if row.values.get(column)
    ]
