"""The networks that the graph formats write, layer by layer: outlets, owners and outsiders with their stakes and
relations. An edge points from who holds, pays or gives to who is held, paid or takes.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from mapping.export.cells import Value, days, rows, text
from mapping.export.edition import Edition
from mapping.schema import RELATION_KINDS

Day = datetime.date | None
# What each node and edge tells beside its id, label, weight and days; all text but the numbers.
NODE_FIELDS = ("kind", "country", "media", "ownership_type", "status", "warning", "licence")
EDGE_FIELDS = ("layer", "relation", "confidence", "since", "until", "citation")
EDGE_NUMBERS = ("share_min", "share_max")
OWNERSHIP, FUNDING, JOINT = "ownership", "funding", "joint"


@dataclass(frozen=True)
class Node:
    """An outlet, owner or outsider."""

    id: str
    label: str
    fields: dict[str, Value]
    first: Day = None
    last: Day = None


@dataclass(frozen=True)
class Edge:
    """A stake, from who holds to what is held, or a relation, from who gives to who takes."""

    id: str
    source: str
    target: str
    fields: dict[str, Value]
    first: Day
    last: Day
    weight: float = 1.0


@dataclass(frozen=True)
class Network:
    """Nodes, and edges between them."""

    nodes: list[Node]
    edges: list[Edge]


def networks(edition: Edition) -> dict[str, Network]:
    """A network a layer with the nodes that it ties, and `joint` with all edges and every node."""
    nodes, edges = _nodes(edition), _edges(edition)
    found = {}
    for layer in (OWNERSHIP, FUNDING, *RELATION_KINDS):
        of_layer = [edge for edge in edges if edge.fields["layer"] == layer]
        tied = {end for edge in of_layer for end in (edge.source, edge.target)}
        found[layer] = Network([node for node in nodes if node.id in tied], of_layer)
    return found | {JOINT: Network(nodes, edges)}


def _nodes(edition: Edition) -> list[Node]:
    found = []
    for row in rows(edition.frames["outlets"]):
        fields = {name: row.get(name) for name in NODE_FIELDS} | {"kind": "outlet"}
        first, last = days(row["founded"], row["closed"])
        found.append(Node(text(row["outlet_id"]), text(row["name"]), fields, first, last))
    for row in rows(edition.frames["owners"]):
        fields = {name: row.get(name) for name in NODE_FIELDS}
        found.append(Node(text(row["owner_id"]), text(row["name"]), fields))
    for row in rows(edition.frames["outsiders"]):
        fields = {name: row.get(name) for name in NODE_FIELDS} | {"kind": "outsider"}
        found.append(Node(text(row["outsider_id"]), text(row["name"]), fields))
    return found


def _edges(edition: Edition) -> list[Edge]:
    found = []
    for row in rows(edition.frames["stakes"]):
        layer = FUNDING if row["relation"] == "funds" else OWNERSHIP
        found.append(_edge(row, ("stake_id", "holder_id", "held_id"), layer))
    for row in rows(edition.frames["relations"]):
        kind = text(row["kind"])
        found.append(_edge(row | {"relation": kind}, ("relation_id", "a_id", "b_id"), kind))
    return found


def _edge(row: Mapping[str, Value], ids: tuple[str, str, str], layer: str) -> Edge:
    fields = {name: row.get(name) for name in (*EDGE_FIELDS, *EDGE_NUMBERS)}
    fields |= {"layer": layer, "since": row["start"], "until": row["end"]}
    own_id, source, target = (text(row[name]) for name in ids)
    return Edge(own_id, source, target, fields, *days(row["start"], row["end"]))
