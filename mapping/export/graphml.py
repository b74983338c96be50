"""GraphML (graphml.graphdrawing.org): the networks for every other graph tool, dates as text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from mapping.export.cells import xml_bytes, xml_text
from mapping.export.edition import Edition
from mapping.export.flat import Options
from mapping.export.network import EDGE_FIELDS, EDGE_NUMBERS, NODE_FIELDS, Day, Network, networks

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_DAYS = ("start", "end")
_NODE_KEYS = ("label", *NODE_FIELDS, *_DAYS)
_EDGE_KEYS = (*EDGE_FIELDS, *_DAYS)
_EDGE_NUMBERS = ("weight", *EDGE_NUMBERS)


def graphml_files(edition: Edition, _options: Options) -> dict[str, bytes]:
    """One file a layer, and `joint.graphml` with all of them."""
    return {f"{name}.graphml": _document(network) for name, network in networks(edition).items()}


def _document(network: Network) -> bytes:
    root = ET.Element("graphml", {"xmlns": _SPACE})
    for what, names, kind in (
        ("node", _NODE_KEYS, "string"), ("edge", _EDGE_KEYS, "string"), ("edge", _EDGE_NUMBERS, "double"),
    ):  # fmt: skip
        for name in names:
            key = {"id": f"{what}_{name}", "for": what, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", key)
    graph = ET.SubElement(root, "graph", {"id": "landscape", "edgedefault": "directed"})
    for node in network.nodes:
        element = ET.SubElement(graph, "node", {"id": node.id})
        _add_data(element, "node", {"label": node.label, **node.fields, **_days(node.first, node.last)})
    for edge in network.edges:
        element = ET.SubElement(graph, "edge", {"id": edge.id, "source": edge.source, "target": edge.target})
        _add_data(element, "edge", {"weight": edge.weight, **edge.fields, **_days(edge.first, edge.last)})
    return xml_bytes(root)


def _days(first: Day, last: Day) -> dict[str, str]:
    return {name: day.isoformat() for name, day in zip(_DAYS, (first, last), strict=True) if day}


def _add_data(element: ET.Element, what: str, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if value is not None:
            ET.SubElement(element, "data", {"key": f"{what}_{name}"}).text = xml_text(value)
