"""GEXF 1.3 (gexf.net) as Gephi and Gephi Lite open it: nodes before edges, opaque colours, dates as spells."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from mapping.export.cells import xml_bytes, xml_text
from mapping.export.edition import Edition
from mapping.export.flat import Options
from mapping.export.network import EDGE_FIELDS, EDGE_NUMBERS, NODE_FIELDS, Day, Edge, Network, Node, networks

_SPACE = "http://gexf.net/1.3"
# Okabe and Ito's palette: told apart by colour-blind readers too.
_COLOURS = {
    "outlet": (0, 114, 178),
    "person": (230, 159, 0),
    "company": (0, 158, 115),
    "nonprofit": (86, 180, 233),
    "state_body": (213, 94, 0),
    "foreign_state_body": (204, 121, 167),
    "party": (240, 228, 66),
    "outsider": (0, 0, 0),
}
_GREY = (128, 128, 128)


def gexf_files(edition: Edition, _options: Options) -> dict[str, bytes]:
    """One file a layer, and `joint.gexf` with all of them."""
    return {f"{name}.gexf": _document(network, edition) for name, network in networks(edition).items()}


def _document(network: Network, edition: Edition) -> bytes:
    root = ET.Element("gexf", {"xmlns": _SPACE, "xmlns:viz": f"{_SPACE}/viz", "version": "1.3"})
    meta = ET.SubElement(root, "meta", {"lastmodifieddate": edition.date.isoformat()})
    ET.SubElement(meta, "creator").text = "Central Asia media landscape"
    ET.SubElement(meta, "description").text = f"Level {edition.level}. {'; '.join(edition.licences)}"
    graph = ET.SubElement(root, "graph", {"mode": "dynamic", "defaultedgetype": "directed", "timeformat": "date"})
    _declare(graph, "node", dict.fromkeys(NODE_FIELDS, "string"))
    _declare(graph, "edge", dict.fromkeys(EDGE_FIELDS, "string") | dict.fromkeys(EDGE_NUMBERS, "double"))
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for node in network.nodes:
        _add_node(nodes, node)
    for edge in network.edges:
        _add_edge(edges, edge)
    return xml_bytes(root)


def _declare(graph: ET.Element, what: str, types: dict[str, str]) -> None:
    declared = ET.SubElement(graph, "attributes", {"class": what, "mode": "static"})
    for name, kind in types.items():
        ET.SubElement(declared, "attribute", {"id": name, "title": name, "type": kind})


def _add_node(nodes: ET.Element, node: Node) -> None:
    element = ET.SubElement(nodes, "node", {"id": node.id, "label": xml_text(node.label)})
    _add_values(element, node)
    _add_spell(element, node.first, node.last)
    red, green, blue = _COLOURS.get(str(node.fields["kind"]), _GREY)
    ET.SubElement(element, "viz:color", {"r": str(red), "g": str(green), "b": str(blue)})


def _add_edge(edges: ET.Element, edge: Edge) -> None:
    cells = {"id": edge.id, "source": edge.source, "target": edge.target, "kind": str(edge.fields["relation"])}
    element = ET.SubElement(edges, "edge", cells | {"weight": str(edge.weight)})
    _add_values(element, edge)
    _add_spell(element, edge.first, edge.last)


def _add_values(element: ET.Element, thing: Node | Edge) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in thing.fields.items():
        if value is not None:
            ET.SubElement(values, "attvalue", {"for": name, "value": xml_text(value)})


def _add_spell(element: ET.Element, first: Day, last: Day) -> None:
    known = {name: day.isoformat() for name, day in (("start", first), ("end", last)) if day}
    if known:
        ET.SubElement(ET.SubElement(element, "spells"), "spell", known)
