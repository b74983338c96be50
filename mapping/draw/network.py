"""Who is tied to whom: dots and lines, every group that hangs together laid out by itself."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import rustworkx as rx
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure as Page
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading, label
from mapping.draw.lettering import hover, paper, plain, screen, shorten, widest_pt, wrap
from mapping.draw.palette import NODE_KINDS, group_order
from mapping.draw.series import UNKNOWN_CODE, code_of
from mapping.draw.sourced import sourced
from mapping.draw.style import INK, POINT_CM, WIDTH_CM, legend_cm, legend_of, no_axis, on_screen
from mapping.errors import UnknownName
from mapping.translate import _, number, plural

SEED = 7
ASPECT = 16 / 11
HIGHEST_CM = 17.0
MOST_NAMES, MOST_TOLD = 30, 12
PT_A_COVERED = 3.0  # a name may cover one other dot for each so many points of its own
LABEL_SIZE = 6.0
SMALLEST_PT, LARGEST_PT = 3.0, 13.0
SURE, ALLEGED = "#8B929B", "#C08A8A"
Place = tuple[float, float]


class Tie(NamedTuple):
    """A sort of line: its name, colour and dash, and the ends it joins."""

    name: str
    colour: str
    dash: Literal["solid", "dashed"]
    ends: list[tuple[Place, Place]]


@sourced
def ownership_network(nodes: pd.DataFrame, edges: pd.DataFrame, *, caption: str, evidence: Evidence) -> Figure:
    """A dot for each node, a line for each tie; ties that are only alleged are dashed.

    `nodes`: id, label, kind (of `palette.NODE_KINDS`; another is "not known"), country, size (missing is the smallest).
    `edges`: from_id, to_id, relation, confidence; `UnknownName` where an end is not among the nodes. Groups are laid
    out by the springs of Fruchterman and Reingold (1991, doi:10.1002/spe.4380211102), alike for the same input.
    """
    need(nodes, "id", "label", "kind", "country", "size")
    need(edges, "from_id", "to_id", "relation", "confidence")
    if nodes.empty:
        return nothing(nodes, caption, evidence)
    kinds = [kind if kind in NODE_KINDS else UNKNOWN_CODE for kind in nodes["kind"].map(code_of)]
    sizes = pd.to_numeric(nodes["size"]).fillna(0).clip(lower=0)
    tidy = nodes.assign(label=nodes["label"].map(plain), kind=kinds, size=sizes).set_index("id").sort_index()
    spots = places(tidy.index, zip(edges["from_id"], edges["to_id"], strict=True))
    wide = SMALLEST_PT + (LARGEST_PT - SMALLEST_PT) * (tidy["size"] / (tidy["size"].max() or 1.0)) ** 0.5
    dots = tidy.assign(x=[spots[i][0] for i in tidy.index], y=[spots[i][1] for i in tidy.index], wide=wide)
    network = Network(dots, edges)
    return Figure(
        screen=network.on_screen(),
        draw=network.draw,
        table=network.sheet(),
        caption=caption,
        alt=network.told(),
        note=evidence.note(_("Where a group stands on the page has no meaning.")),
        height_cm=network.height_cm,
    )


def places(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, Place]:
    """A place for each node, both coordinates from 0 to 1: the groups on shelves, the largest first."""
    graph = rx.PyGraph(multigraph=False)
    index = {node: graph.add_node(node) for node in ids}
    for pair in pairs:
        for end in pair:
            if end not in index:
                raise UnknownName(f"An edge ends at '{end}', which is no node: add the node or leave the edge out.")
        graph.add_edge(index[pair[0]], index[pair[1]], None)
    found = sorted((sorted(group) for group in rx.connected_components(graph)), key=lambda group: (-len(group), group))
    groups = [graph.subgraph(group) for group in found]
    sizes = [_room(len(group)) for group in found]
    least = math.sqrt(sum(w * h for w, h in sizes) * ASPECT)
    shelves = (_shelved(sizes, max(sizes[0][0], least * step / 50)) for step in range(40, 90))
    corners, width, height = min(shelves, key=lambda shelf: max(shelf[1] / ASPECT, shelf[2]))
    return {
        node: ((left + x * w) / width, 1 - (top + y * h) / height)
        for group, (w, h), (left, top) in zip(groups, sizes, corners, strict=True)
        for node, (x, y) in _laid_out(group, w).items()
    }


def _room(n: int) -> tuple[float, float]:
    """Width and height for a group of n: large ones get more for each node, since their names are written."""
    return (1.25, 0.62) if n <= 2 else (0.8 * n**0.55, 0.8 * n**0.55)


def _laid_out(group: rx.PyGraph, side: float) -> dict[str, Place]:
    """The nodes of one group in the unit square, a margin left free around them."""
    if group.num_nodes() <= 2:
        return {node: ((0.22, 0.5), (0.78, 0.5))[i] for i, node in enumerate(group.nodes())}
    found = rx.spring_layout(group, k=1.6 / math.sqrt(group.num_nodes()), num_iter=400, seed=SEED)
    margin = 0.3 / side
    spots = np.array(list(found.values()))
    spots = margin + (1 - 2 * margin) * (spots - spots.min(axis=0)) / np.maximum(np.ptp(spots, axis=0), 1e-9)
    return {group[i]: (float(x), float(y)) for i, (x, y) in zip(found.keys(), spots, strict=True)}


def _shelved(sizes: list[tuple[float, float]], most: float) -> tuple[list[Place], float, float]:
    """The left upper corner of each box, at most `most` wide in all, and the width and height they take together."""
    corners: list[Place] = []
    left = top = shelf = width = 0.0
    for w, h in sizes:
        if left + w > most + 1e-9:
            left, top, shelf = 0.0, top + shelf, 0.0
        corners.append((left, top))
        left, shelf = left + w, max(shelf, h)
        width = max(width, left)
    return corners, width, top + shelf


@dataclass(frozen=True)
class Network:
    """The dots (label, kind, country, size, x, y, wide; by id) and the ties as both faces draw them."""

    dots: pd.DataFrame
    edges: pd.DataFrame

    @property
    def groups(self) -> list[tuple[str, str, pd.DataFrame]]:
        """The kinds of node there are: name, colour and dots."""
        kinds = group_order(self.dots["kind"])
        return [(label(kind), NODE_KINDS[kind], self.dots[self.dots["kind"] == kind]) for kind in kinds]

    @property
    def ties(self) -> list[Tie]:
        """The sorts of line there are: what is shown or reported, and what is only alleged."""
        spots = dict(zip(self.dots.index, zip(self.dots["x"], self.dots["y"], strict=True), strict=True))
        ends: dict[bool, list[tuple[Place, Place]]] = {False: [], True: []}
        for one, other, sure in self.edges[["from_id", "to_id", "confidence"]].itertuples(index=False, name=None):
            ends[sure == "alleged"].append((spots[one], spots[other]))
        shown = f"{label('registered')}, {label('reported')}"
        ties = Tie(shown, SURE, "solid", ends[False]), Tie(label("alleged"), ALLEGED, "dashed", ends[True])
        return [tie for tie in ties if tie.ends]

    @property
    def _keys(self) -> list[tuple[str, str]]:
        kinds = [(name, colour) for name, colour, _dots in self.groups]
        return kinds + [(tie.name, tie.colour) for tie in self.ties]

    @property
    def height_cm(self) -> float:
        """Room for every dot, at most a page."""
        return min(HIGHEST_CM, 4.0 + 0.6 * math.sqrt(len(self.dots)) + legend_cm(self._keys))

    def sheet(self) -> pd.DataFrame:
        """The ties in words, one a row."""
        ends = [self.edges[end].map(self.dots["label"]) for end in ("from_id", "to_id")]
        words = [self.edges[column].map(label) for column in ("relation", "confidence")]
        heads = [_("from"), _("relation"), _("to"), heading("confidence", None)]
        columns = zip(heads, (ends[0], words[0], ends[1], words[1]), strict=True)
        return pd.DataFrame(dict(columns)).reset_index(drop=True)

    def told(self) -> str:
        """The network in words: how many dots and ties, and who has the most ties."""
        degree = pd.concat([self.edges["from_id"], self.edges["to_id"]]).value_counts().sort_index()
        most = degree.sort_values(ascending=False, kind="stable").head(5)
        names = [shorten(name) for name in self.dots["label"].reindex(most.index)]
        facts = [f"{name} {plural('{n} tie', '{n} ties', int(n))}" for name, n in zip(names, most, strict=True)]
        subject = _("Network of {n} owners and outlets", n=number(len(self.dots)))
        return listed(subject, [plural("{n} tie", "{n} ties", len(self.edges)), *facts])

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        hovers = self._hovers()
        traces = [_lines(tie) for tie in self.ties]
        for name, colour, rows in self.groups:
            line = {"color": INK, "width": 0.5}
            marker = {"color": colour, "size": (rows["wide"] * 1.7).tolist(), "opacity": 1, "line": line}
            told = {"hovertext": [hovers[node] for node in rows.index], "hoverinfo": "text"}
            x, y = rows["x"].tolist(), rows["y"].tolist()
            traces.append(go.Scatter(x=x, y=y, mode="markers", name=screen(name), marker=marker, **told))
        drawn = on_screen(traces, self.height_cm * 1.2, xaxis=no_axis(), yaxis=no_axis())
        return drawn.update_layout(legend_itemsizing="constant")

    def _hovers(self) -> dict[str, str]:
        """For each node its name, kind and country, and its direct ties in words."""
        said: dict[str, list[str]] = {node: [] for node in self.dots.index}
        sheet = self.sheet().itertuples(index=False, name=None)
        for (one, relation, other, sure), *ends in zip(sheet, self.edges["from_id"], self.edges["to_id"], strict=True):
            words = _("{one} {relation} {other} ({sure})", one=one, relation=relation, other=other, sure=sure)
            for end in set(ends):
                said[end].append(words)
        hovers = {}
        for node, name, kind, country in self.dots[["label", "kind", "country"]].itertuples(name=None):
            lines, rest = said[node][:MOST_TOLD], len(said[node]) - MOST_TOLD
            more = [plural("and {n} more", "and {n} more", rest)] if rest > 0 else []
            hovers[node] = hover(name, f"{label(kind)}, {label(country)}", *lines, *more)
        return hovers

    def draw(self, page: Page) -> None:
        """The still face."""
        axes = page.subplots()
        width, height = WIDTH_CM, self.height_cm - legend_cm(self._keys)
        axes.set_axis_off()
        axes.set(xlim=(0, width), ylim=(0, height))
        handles: list[Patch | Line2D] = []
        for _name, colour, rows in self.groups:
            x, y = rows["x"] * width, rows["y"] * height
            axes.scatter(x, y, rows["wide"] ** 2, colour, edgecolors=INK, linewidths=0.3, zorder=2)
            handles.append(Line2D([], [], linestyle="", marker="o", color=colour, mec=INK, mew=0.3))
        for tie in self.ties:
            lines = [[(x * width, y * height) for x, y in ends] for ends in tie.ends]
            axes.add_collection(LineCollection(lines, colors=tie.colour, linewidths=0.7, linestyles=tie.dash, zorder=1))
            handles.append(Line2D([], [], color=tie.colour, linewidth=1, linestyle=tie.dash))
        for text, box in self._names(width, height):
            middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
            halo = [withStroke(linewidth=1.8, foreground="white", alpha=0.85)]
            axes.text(*middle, text, size=LABEL_SIZE, ha="center", va="center", path_effects=halo, zorder=3)
        legend_of(page, handles, [name for name, _colour in self._keys], WIDTH_CM, loc="outside lower left")

    def _names(self, width: float, height: float) -> list[tuple[str, Bbox]]:
        """The names of the largest dots, where they cover no other name and few dots."""
        dots = self.dots.sort_values("size", ascending=False, kind="stable")
        spots = list(zip(dots["x"] * width, dots["y"] * height, dots["wide"] * POINT_CM / 2, strict=True))
        marks = [Bbox.from_extents(x - r, y - r, x + r, y + r) for x, y, r in spots]
        whole = Bbox.from_extents(0, 0, width, height)
        taken: list[tuple[str, Bbox]] = []
        for name, wide, mark in list(zip(dots["label"], dots["wide"], marks, strict=True))[:MOST_NAMES]:
            lines = wrap(name, 20, 2)
            found = [box for box in _boxes(lines, mark) if whole.contains(*box.min) and whole.contains(*box.max)]
            free = [box for box in found if not box.count_overlaps([other for _text, other in taken])]
            best = min(free, key=lambda box: box.count_overlaps(marks), default=None)
            if best and best.count_overlaps(marks) * PT_A_COVERED <= wide:
                taken.append((paper(*lines), best))
        return taken


def _lines(tie: Tie) -> go.Scatter:
    x, y = ([v for ends in tie.ends for v in (ends[0][axis], ends[1][axis], None)] for axis in (0, 1))
    line = {"color": tie.colour, "width": 1, "dash": "dash" if tie.dash == "dashed" else "solid"}
    return go.Scatter(x=x, y=y, mode="lines", name=screen(tie.name), line=line, hoverinfo="skip")


def _boxes(lines: tuple[str, ...], dot: Bbox) -> list[Bbox]:
    """Where the name of a dot can stand, in cm: below, above, right and left of it."""
    w, h = widest_pt(lines, LABEL_SIZE) * POINT_CM * 1.04, LABEL_SIZE * POINT_CM * 1.25 * len(lines)
    x, y = (dot.x0 + dot.x1 - w) / 2, (dot.y0 + dot.y1 - h) / 2
    corners = [(x, dot.y0 - h - 0.01), (x, dot.y1 + 0.01), (dot.x1 + 0.05, y), (dot.x0 - w - 0.05, y)]
    return [Bbox.from_bounds(left, low, w, h) for left, low in corners]
