"""GEXF and GraphML, read back by networkx and as plain XML."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from small import ROWS

LAYERS = ("ownership", "funding", "relay", "cooperation", "membership", "syndication", "joint")
GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"


def _read(form: str, content: bytes) -> nx.Graph:
    if form == "gexf":
        return nx.read_gexf(io.BytesIO(content), version="1.3")
    return nx.read_graphml(io.BytesIO(content), force_multigraph=True)


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_each_layer_and_the_joint_network_are_read_back(export, form: str) -> None:
    found = {layer: _read(form, export(form)[f"{layer}.{form}"]) for layer in LAYERS}
    assert [graph.number_of_edges() for graph in found.values()] == [9, 1, 1, 1, 0, 0, 12]
    assert set(found["funding"].nodes) == {"ministry", "dala"}
    assert list(found["relay"].edges()) == [("wire", "bozor")]
    nodes = [(ROWS["outlets"], "outlet_id"), (ROWS["owners"], "owner_id"), (ROWS["outsiders"], "outsider_id")]
    assert set(found["joint"].nodes) == {row[key] for rows, key in nodes for row in rows} - {"bound"}
    assert all(graph.is_directed() for graph in found.values())
    assert all(weight == 1.0 for _, _, weight in found["joint"].edges(data="weight"))


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_nodes_and_edges_keep_what_they_tell(export, form: str) -> None:
    graph = _read(form, export(form)[f"joint.{form}"])
    bozor = graph.nodes["bozor"]
    assert (bozor["label"], bozor["kind"], bozor["country"]) == ("Bozor", "outlet", "KG")
    assert graph.nodes["exile"]["warning"].startswith("Declared extremist in KG, TJ")
    (edge,) = graph.get_edge_data("firm", "bozor").values() if graph.is_multigraph() else [graph["firm"]["bozor"]]
    told = (edge["relation"], edge["confidence"], edge["share_min"], edge["share_max"], edge["since"])
    assert told == ("owns", "registered", 25, 50, "2010-02-03")


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_a_relation_stands_in_the_part_of_its_bound_end_with_both_ends(export, form: str) -> None:
    graph = _read(form, export(form)[f"non_commercial/membership.{form}"])
    assert list(graph.edges()) == [("net", "bound")]
    assert graph.nodes["net"]["kind"] == "outsider"


@pytest.mark.parametrize("layer", LAYERS)
def test_gephi_lite_can_open_it(export, layer: str) -> None:
    root = ET.fromstring(export("gexf")[f"{layer}.gexf"])
    graph = root.find(f"{GEXF}graph")
    parts = [part.tag.removeprefix(GEXF) for part in graph]
    assert parts == ["attributes", "attributes", "nodes", "edges"]
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    for colour in root.iter(f"{VIZ}color"):
        assert set(colour.keys()) == {"r", "g", "b"}
    ids = [node.get("id") for node in root.iter(f"{GEXF}node")]
    ends = {edge.get(end) for edge in root.iter(f"{GEXF}edge") for end in ("source", "target")}
    assert len(ids) == len(set(ids))
    assert ends <= set(ids)


@pytest.mark.parametrize(
    ("tag", "own", "spell"),
    [
        ("edge", "s-1", {"start": "2011-01-01", "end": "2012-05-31"}),
        ("edge", "s-2", {"start": "2010-02-03"}),
        ("edge", "s-3", None),
        ("edge", "r-wire-bozor", {"start": "2011-01-01", "end": "2012-05-31"}),
        ("node", "bozor", {"start": "1991-05-01"}),
        ("node", "dala", {"start": "2001-01-01", "end": "2020-03-04"}),
        ("node", "lone", None),
    ],
)
def test_dates_are_spells_as_wide_as_their_source_leaves_them(export, tag: str, own: str, spell: dict | None) -> None:
    root = ET.fromstring(export("gexf")["joint.gexf"])
    (element,) = [each for each in root.iter(f"{GEXF}{tag}") if each.get("id") == own]
    found = [dict(each.attrib) for each in element.iter(f"{GEXF}spell")]
    assert found == ([spell] if spell else [])


def test_graphml_declares_its_keys_and_nodes_before_edges(export) -> None:
    root = ET.fromstring(export("graphml")["joint.graphml"])
    space = "{http://graphml.graphdrawing.org/xmlns}"
    declared = {key.get("id") for key in root.iter(f"{space}key")}
    assert {data.get("key") for data in root.iter(f"{space}data")} <= declared
    tags = [part.tag.removeprefix(space) for part in root.find(f"{space}graph")]
    assert tags == sorted(tags, reverse=True)
