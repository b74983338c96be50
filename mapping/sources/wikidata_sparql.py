"""Answers of Wikidata's query service (SPARQL JSON).

Two forms: one row per item, property and value, as our own query asks; one column per property, as others write it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mapping.errors import SourceChanged
from mapping.sources.json_answers import Fields
from mapping.sources.wikidata_items import QID, Item, Statement, Value

# Columns of SPARQL answers by the property that they hold; a label column is named after the one it labels.
VARIABLES = {
    "class": "P31", "instance": "P31", "instanceof": "P31", "type": "P31", "country": "P17", "origin": "P495",
    "place": "P291", "hq": "P159", "headquarters": "P159", "city": "P159", "language": "P407", "lang": "P407",
    "offurl": "P856", "website": "P856", "url": "P856", "site": "P856", "owner": "P127", "ownedby": "P127",
    "parent": "P749", "founder": "P112", "publisher": "P123", "editor": "P98", "director": "P1037",
    "operator": "P137", "inception": "P571", "founded": "P571", "start": "P580", "dissolved": "P576", "end": "P582",
    "telegram": "P3789", "facebook": "P2013", "instagram": "P2003", "youtube": "P2397", "tiktok": "P7085",
    "replacedby": "P1366",
}  # fmt: skip
# Columns that say nothing we keep: pictures, and texts that describe.
LEFT_VARIABLES = frozenset({"pic", "logo", "image", "description", "coord", "coordinates", "article", "sitelink"})
LONG_FORM = frozenset({"item", "property", "value"})
LONG_EXTRAS = frozenset(
    {"valueLabel", "valueClass", "valueCountry", "precision", "rank", "share", "disputed"}
    | {"start", "startPrecision", "end", "endPrecision"}
)
_ENTITY = re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki|prop/direct)/([QP][1-9]\d*)\Z")
_CELL = frozenset({"type", "value", "xml:lang", "datatype"})
_PROPERTY = re.compile(r"[Pp][1-9]\d*\Z")
_NAMING = {
    "http://www.w3.org/2000/01/rdf-schema#label": "label",
    "http://www.w3.org/2004/02/skos/core#altLabel": "alias",
}


def sparql_items(answer: Fields) -> list[Item]:
    """The items of a SPARQL answer, by their first row."""
    head, results = answer.record("head", required=True), answer.record("results", required=True)
    variables = head.texts("vars")
    head.nothing_left("link")
    bindings = results.items("bindings", required=True)
    results.nothing_left("distinct", "ordered")
    answer.nothing_left("meta")  # timings, from QLever
    if "item" not in variables:
        raise SourceChanged("'head.vars' has no 'item' any more: look at the query at the head of its adapter.")
    read = _long_row if set(variables) >= LONG_FORM else _wide_row
    _check_variables(variables, long_form=read is _long_row)
    items: dict[str, Item] = {}
    for line, binding in enumerate(bindings, start=1):
        row = {name: _Node(node, name) for name, node in Fields(binding, "results.bindings").named().items()}
        if unknown := sorted(set(row) - set(variables)):
            raise SourceChanged(f"'results.bindings' has '{unknown[0]}', which 'head.vars' does not: gather it again.")
        if "item" not in row or not row["item"].qid:
            raise SourceChanged(f"'results.bindings' has no 'item' in row {line}: look at its adapter.")
        read(items.setdefault(row["item"].qid, Item(row["item"].qid, line)), row)
    return list(items.values())


class _Node:
    """One cell of a SPARQL row."""

    def __init__(self, value: object, name: str) -> None:
        if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in ("type", "value")):
            raise SourceChanged(f"'results.bindings' has a '{name}' without type and value: look at its adapter.")
        if unknown := sorted(value.keys() - _CELL):
            raise SourceChanged(f"'{name}' has a field that its adapter does not know, '{unknown[0]}': look at it.")
        self.text = value["value"].strip()
        self.language = str(value.get("xml:lang", ""))
        found = _ENTITY.match(self.text) if value["type"] == "uri" else None
        self.qid = found[1] if found else ""
        self.unknown = value["type"] == "bnode" or "/.well-known/genid/" in self.text

    def as_text(self) -> str:
        """The QID of an item, the bare name of a rank, else the text."""
        return self.qid or self.text


def _check_variables(variables: list[str], *, long_form: bool) -> None:
    for name in variables:
        known = name in LONG_FORM | LONG_EXTRAS if long_form else name == "item" or _property_of(name) is not None
        if not known:
            raise SourceChanged(f"'head.vars' has a new '{name}': name it in VARIABLES beside the adapter of Wikidata.")


def _property_of(variable: str) -> str | None:
    """The property that a column holds (`label` and `alias` for names, `` for one left out); None when not known."""
    name = variable.casefold().replace("_", "")
    if name in ("itemlabel", "label"):
        return "label"
    if name in ("itemaltlabel", "altlabel"):
        return "alias"
    for ending in ("label", "altlabel", "description"):
        if name.endswith(ending) and name != ending:
            return "" if name == f"item{ending}" or _property_of(name.removesuffix(ending)) is not None else None
    if _PROPERTY.match(variable):
        return variable.upper()
    return "" if name in LEFT_VARIABLES else VARIABLES.get(name)


def _wide_row(item: Item, row: Mapping[str, _Node]) -> None:
    for name, node in row.items():
        known = _property_of(name)
        if name == "item" or not known or node.unknown or not node.text:
            continue
        if known == "label":
            item.name(node.text, node.language or "mul")
        elif known == "alias":
            item.aliases |= dict.fromkeys(part.strip() for part in node.text.split(", "))
        else:
            label = row.get(f"{name}Label")
            item.state(known, Statement(Value(node.as_text(), _label(label))))


def _label(node: _Node | None) -> str:
    """A label that is a name: the label service gives the bare QID where it knows none."""
    return "" if node is None or node.unknown or QID.match(node.text) else node.text


def _long_row(item: Item, row: Mapping[str, _Node]) -> None:
    if "property" not in row or "value" not in row or row["value"].unknown:
        return
    asked, node = row["property"], row["value"]
    naming = _NAMING.get(asked.text)
    if naming == "label":
        item.name(node.text, node.language or "mul")
    elif naming == "alias":
        item.aliases[node.text] = None
    elif not _PROPERTY.match(asked.qid):
        raise SourceChanged(f"'property' is '{asked.text[:60]}', which is none: look at the query of its adapter.")
    else:
        qualifiers = {
            known: Value(row[name].text, precision=_precision(row.get(f"{name}Precision")))
            for name, known in (("start", "P580"), ("end", "P582"), ("share", "P1107"), ("disputed", "P1310"))
            if name in row and not row[name].unknown
        }
        rank = row["rank"].text.rpartition("#")[2].removesuffix("Rank").lower() if "rank" in row else "normal"
        about = {name: frozenset({row[name].qid} - {""}) if name in row else frozenset() for name in _ABOUT}
        value = Value(
            node.as_text(),
            _label(row.get("valueLabel")) if node.qid else "",
            _precision(row.get("precision")),
            classes=about["valueClass"],
            countries=about["valueCountry"],
        )
        item.state(asked.qid, Statement(value, rank, qualifiers))


_ABOUT = ("valueClass", "valueCountry")


def _precision(node: _Node | None) -> int | None:
    return int(node.text) if node is not None and node.text.isdecimal() else None
