"""The networks that the graph formats write: outlets and owners, and the stakes between them, layer by layer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from mapping.export.cells import Value, days, rows, text
from mapping.export.edition import Edition

Day = datetime.date | None
# What each node and edge tells beside its id, label, weight and days; all text but the numbers.
NODE_FIELDS = ("kind", "country", "media", "ownership_type", "status", "warning", "licence")
EDGE_FIELDS = ("layer", "relation", "confidence", "since", "until", "citation")
EDGE_NUMBERS = ("share_min", "share_max")
OWNERSHIP, FUNDING, JOINT = "ownership", "funding", "joint"


@dataclass(frozen=True)
class Node:
    """An outlet or owner."""

    id: str
    label: str
    fields: dict[str, Value]
    first: Day = None
    last: Day = None


@dataclass(frozen=True)
class Edge:
    """A stake, from who holds to what is held."""

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
    """`ownership` and `funding` with the nodes that they tie, and `joint` with all edges and every node."""
    nodes, edges = _nodes(edition), _edges(edition)
    found = {}
    for layer in (OWNERSHIP, FUNDING):
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
    return found


def _edges(edition: Edition) -> list[Edge]:
    found = []
    for row in rows(edition.frames["stakes"]):
        layer = FUNDING if row["relation"] == "funds" else OWNERSHIP
        fields = {name: row.get(name) for name in (*EDGE_FIELDS, *EDGE_NUMBERS)}
        fields |= {"layer": layer, "since": row["start"], "until": row["end"]}
        first, last = days(row["start"], row["end"])
        ends = text(row["holder_id"]), text(row["held_id"])
        found.append(Edge(text(row["stake_id"]), *ends, fields, first, last))
    return found
