"""Who is tied to whom: dots and lines, every group that hangs together laid out by itself."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go
import rustworkx as rx
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure as Page
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading, label
from mapping.draw.lettering import hover, paper, plain, screen, shorten, width_pt
from mapping.draw.palette import NODE_KINDS, group_order
from mapping.draw.series import UNKNOWN_CODE, code_of
from mapping.draw.style import INK, POINT_CM, WIDTH_CM, legend_cm, legend_of, no_axis, on_screen
from mapping.errors import UnknownName
from mapping.translate import _, number, plural

SEED = 7
ASPECT = 16 / 11
HIGHEST_CM = 17.0
MOST_LABELS = 25
MOST_TOLD = 12
LABEL_SIZE = 6.5
SURE, ALLEGED = "#9AA0A8", "#C2A0A0"
SMALLEST_PT, WIDEST_PT = 3.0, 13.0
Place = tuple[float, float]


class Box(NamedTuple):
    """A rectangle by its ends."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: Box) -> bool:
        """Whether the two cover a common area."""
        return self.left < other.right and other.left < self.right and self.low < other.high and other.low < self.high


def ownership_network(nodes: pd.DataFrame, edges: pd.DataFrame, *, caption: str, evidence: Evidence) -> Figure:
    """A dot for each node, a line for each tie; ties that are only alleged are dashed.

    `nodes`: id, label, kind (of `palette.NODE_KINDS`; another is "not known"), country, size (missing is the smallest).
    `edges`: from_id, to_id, relation, confidence; `UnknownName` where an end is not among the nodes. Groups are laid out
    by the springs of Fruchterman and Reingold (1991, doi:10.1002/spe.4380211102), always alike for the same input.
    """
    need(nodes, "id", "label", "kind", "country", "size")
    need(edges, "from_id", "to_id", "relation", "confidence")
    if nodes.empty:
        return nothing(nodes, caption, evidence)
    network = _network(nodes, edges)
    return Figure(
        screen=network.on_screen(),
        draw=network.draw,
        table=network.sheet(),
        caption=caption,
        alt=network.told(),
        note=evidence.note(_("Dots are larger the more stands behind them; where a group lies has no meaning.")),
        height_cm=network.height_cm,
    )


def _network(nodes: pd.DataFrame, edges: pd.DataFrame) -> Network:
    kinds = [kind if kind in NODE_KINDS else UNKNOWN_CODE for kind in nodes["kind"].map(code_of)]
    sizes = pd.to_numeric(nodes["size"]).fillna(0).clip(lower=0)
    tidy = nodes.assign(label=nodes["label"].map(plain), kind=kinds, size=sizes).sort_values("id", ignore_index=True)
    pairs = list(zip(edges["from_id"], edges["to_id"], strict=True))
    spots = places(tidy["id"], pairs)
    dots = tidy.assign(
        x=[spots[node][0] for node in tidy["id"]],
        y=[spots[node][1] for node in tidy["id"]],
        wide=SMALLEST_PT + (WIDEST_PT - SMALLEST_PT) * (tidy["size"] / (tidy["size"].max() or 1.0)) ** 0.5,
    )
    return Network(dots.set_index("id"), edges.reset_index(drop=True))


def places(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, Place]:
    """A place for each node, both coordinates from 0 to 1: the groups on shelves, the largest first."""
    graph = rx.PyGraph(multigraph=False)
    index = {node: graph.add_node(node) for node in ids}
    for one, other in pairs:
        for end in (one, other):
            if end not in index:
                raise UnknownName(f"An edge ends at '{end}', which is no node: add the node or leave the edge out.")
        graph.add_edge(index[one], index[other], None)
    groups = sorted((sorted(group) for group in rx.connected_components(graph)), key=lambda g: (-len(g), g))
    laid = [_laid_out(graph.subgraph(group)) for group in groups]
    sides = [_side(len(group)) for group in laid]
    corners, width, height = _on_shelves(sides)
    spots = {}
    for group, side, (left, top) in zip(laid, sides, corners, strict=True):
        for node, (x, y) in group.items():
            spots[node] = ((left + x * side) / width, 1 - (top + y * side) / height)
    return spots


def _side(n: int) -> float:
    """Of the square of a group: the same room for each node, a single pair a little less."""
    return math.sqrt(n)


def _laid_out(group: rx.PyGraph) -> dict[str, Place]:
    """The nodes of one group in the unit square, a margin left free around them."""
    if group.num_nodes() <= 2:
        return {node: ((0.22, 0.5), (0.78, 0.5))[i] for i, node in enumerate(group.nodes())}
    found = rx.spring_layout(group, k=1.6 / math.sqrt(group.num_nodes()), num_iter=400, seed=SEED)
    margin = 0.35 / _side(group.num_nodes())
    axes = []
    for axis in (0, 1):
        values = [place[axis] for place in found.values()]
        low, span = min(values), (max(values) - min(values)) or 1.0
        axes.append([margin + (value - low) / span * (1 - 2 * margin) for value in values])
    return {group[i]: (x, y) for i, x, y in zip(found.keys(), *axes, strict=True)}


def _on_shelves(sides: list[float]) -> tuple[list[Place], float, float]:
    """The left upper corner of each square, and width and height of them all, as near to the wanted form as found."""
    least = math.sqrt(sum(side**2 for side in sides) * ASPECT)
    tries = (_shelved(sides, max(sides[0], least * step / 50)) for step in range(40, 90))
    return min(tries, key=lambda found: max(found[1] / ASPECT, found[2]))


def _shelved(sides: list[float], most: float) -> tuple[list[Place], float, float]:
    """Squares side by side, the next shelf below the tallest of the last; beside it columns of smaller ones."""
    corners: list[Place] = []
    left = top = shelf = column = filled = 0.0
    for side in sides:
        if column and filled + side <= shelf and side <= column:
            corners.append((left - column, top + filled))
            filled += side
            continue
        if left + side > most + 1e-9:
            left, top, shelf = 0.0, top + shelf, 0.0
        corners.append((left, top))
        shelf, column, filled = max(shelf, side), side, side
        left += side
    width = max(x + side for (x, _y), side in zip(corners, sides, strict=True))
    return corners, width, top + shelf


@dataclass(frozen=True)
class Network:
    """The dots (label, kind, country, size, x, y, wide; by id) and the ties as both faces draw them."""

    dots: pd.DataFrame
    edges: pd.DataFrame

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The kinds there are: code and colour."""
        return [(kind, NODE_KINDS[kind]) for kind in group_order(self.dots["kind"])]

    @property
    def ties(self) -> list[tuple[str, str, bool, pd.DataFrame]]:
        """The two sorts of line: name, colour, whether dashed, and their rows."""
        alleged = self.edges["confidence"] == "alleged"
        sorts = [
            (_("registered or reported tie"), SURE, False, self.edges[~alleged]),
            (_("alleged tie"), ALLEGED, True, self.edges[alleged]),
        ]
        return [sort for sort in sorts if len(sort[3])]

    @property
    def _legend_cm(self) -> float:
        names = [*(label(kind) for kind, _colour in self.keys), *(sort[0] for sort in self.ties)]
        return legend_cm([(name, INK) for name in names])

    @property
    def height_cm(self) -> float:
        """Room for every dot, at most a page."""
        return min(HIGHEST_CM, 4.0 + 0.6 * math.sqrt(len(self.dots)) + self._legend_cm)

    def sheet(self) -> pd.DataFrame:
        """The ties in words, one a row."""
        names = self.dots["label"]
        words = {
            _("from"): self.edges["from_id"].map(names),
            _("relation"): self.edges["relation"].map(label),
            _("to"): self.edges["to_id"].map(names),
            heading("confidence", None): self.edges["confidence"].map(label),
        }
        return pd.DataFrame(words)

    def told(self) -> str:
        """The network in words: how many dots and ties, and who has the most ties."""
        degree = pd.concat([self.edges["from_id"], self.edges["to_id"]]).value_counts()
        most = sorted(degree.items(), key=lambda pair: (-pair[1], str(pair[0])))[:5]
        facts = [plural("{n} tie", "{n} ties", len(self.edges))]
        for node, n in most:
            facts.append(f"{shorten(self.dots.at[node, 'label'])} {plural('{n} tie', '{n} ties', int(n))}")
        return listed(_("Network of {n} owners and outlets", n=number(len(self.dots))), facts)

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        told = self._relations()
        traces = [self._lines(*tie) for tie in self.ties]
        for kind, colour in self.keys:
            rows = self.dots[self.dots["kind"] == kind]
            traces.append(
                go.Scatter(
                    x=rows["x"].tolist(),
                    y=rows["y"].tolist(),
                    mode="markers",
                    name=screen(label(kind)),
                    marker={
                        "color": colour,
                        "size": (rows["wide"] * 1.7).tolist(),
                        "opacity": 1,
                        "line": {"color": INK, "width": 0.5},
                    },
                    hovertext=[self._hover(node, told.get(str(node), [])) for node in rows.index],
                    hoverinfo="text",
                )
            )
        axis = no_axis(range=[-0.01, 1.01])
        return on_screen(traces, self.height_cm * 1.2, legend=_LEGEND, xaxis=axis, yaxis=axis)

    def _lines(self, name: str, colour: str, dashed: bool, rows: pd.DataFrame) -> go.Scatter:
        return go.Scatter(
            x=[v for ends in self._ends(rows) for v in (*(x for x, _y in ends), None)],
            y=[v for ends in self._ends(rows) for v in (*(y for _x, y in ends), None)],
            mode="lines",
            name=screen(name),
            line={"color": colour, "width": 1, "dash": "dash" if dashed else "solid"},
            hoverinfo="skip",
        )

    def _ends(self, rows: pd.DataFrame) -> list[tuple[Place, Place]]:
        spots = dict(zip(self.dots.index, zip(self.dots["x"], self.dots["y"], strict=True), strict=True))
        return [(spots[one], spots[other]) for one, other in zip(rows["from_id"], rows["to_id"], strict=True)]

    def _relations(self) -> dict[str, list[str]]:
        """The direct ties of each node in words, the surest as they come."""
        told: dict[str, list[str]] = {}
        named = self.sheet().itertuples(index=False, name=None)
        for (holder, relation, held, sure), *ends in zip(
            named, self.edges["from_id"], self.edges["to_id"], strict=True
        ):
            words = _(
                "{holder} {relation} {held} ({confidence})",
                holder=holder,
                relation=relation,
                held=held,
                confidence=sure,
            )
            for end in dict.fromkeys(ends):
                told.setdefault(end, []).append(words)
        return told

    def _hover(self, node: object, relations: list[str]) -> str:
        name, kind, country = self.dots.loc[node, ["label", "kind", "country"]]
        lines = [name, f"{label(kind)}, {label(country)}", *relations[:MOST_TOLD]]
        if len(relations) > MOST_TOLD:
            lines.append(_("and {n} more", n=len(relations) - MOST_TOLD))
        return hover(*lines)

    def draw(self, page: Page) -> None:
        """The still face."""
        axes = page.subplots()
        width, height = WIDTH_CM, self.height_cm - self._legend_cm
        axes.set_axis_off()
        axes.set_xlim(-0.2, width + 0.2)
        axes.set_ylim(-0.2, height + 0.2)
        handles = [_dot(colour) for _kind, colour in self.keys]
        for _name, colour, dashed, rows in self.ties:
            lines = [[(x * width, y * height) for x, y in ends] for ends in self._ends(rows)]
            style = "dashed" if dashed else "solid"
            axes.add_collection(LineCollection(lines, colors=colour, linewidths=0.7, linestyles=style, zorder=1))
            handles.append(Line2D([], [], color=colour, linewidth=1, linestyle="--" if dashed else "-"))
        for kind, colour in self.keys:
            rows = self.dots[self.dots["kind"] == kind]
            area = rows["wide"] ** 2
            axes.scatter(rows["x"] * width, rows["y"] * height, area, colour, edgecolors=INK, linewidths=0.3, zorder=2)
        self._write(axes, width, height)
        names = [*(label(kind) for kind, _colour in self.keys), *(sort[0] for sort in self.ties)]
        legend_of(page, handles, names, WIDTH_CM, loc="outside lower left")

    def _write(self, axes: Axes, width: float, height: float) -> None:
        """The names of the largest dots, beside them where there is room."""
        dots = self.dots.sort_values("size", ascending=False, kind="stable")
        spots = list(zip(dots["x"] * width, dots["y"] * height, dots["wide"] * POINT_CM / 2, strict=True))
        taken: list[Box] = []
        for name, spot in zip(dots["label"], spots, strict=True):
            text = shorten(name, 26)
            boxes = [box for box in _boxes(text, *spot, width, height) if not any(map(box.meets, taken))]
            if boxes:
                best = min(boxes, key=lambda box: sum(box.meets(Box(x - r, y - r, x + r, y + r)) for x, y, r in spots))
                taken.append(best)
                middle = ((best.left + best.right) / 2, (best.low + best.high) / 2)
                halo = [withStroke(linewidth=1.8, foreground="white", alpha=0.85)]
                axes.text(*middle, paper(text), size=LABEL_SIZE, ha="center", va="center", path_effects=halo, zorder=3)
            if len(taken) == MOST_LABELS:
                return


def _boxes(text: str, x: float, y: float, r: float, width: float, height: float) -> list[Box]:
    """Where the name of a dot can stand on the page, in cm: below, above, right, left of it."""
    w, h = width_pt(text, LABEL_SIZE) * POINT_CM * 1.04, LABEL_SIZE * POINT_CM * 1.15
    middles = [(x, y - r - h / 2), (x, y + r + h / 2), (x + r + w / 2 + 0.05, y), (x - r - w / 2 - 0.05, y)]
    boxes = [Box(cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2) for cx, cy in middles]
    return [box for box in boxes if box.left >= -0.2 and box.right <= width + 0.2 and -0.2 <= box.low]


def _dot(colour: str) -> Line2D:
    return Line2D([], [], linestyle="", marker="o", color=colour, markeredgecolor=INK, markeredgewidth=0.3)


_LEGEND = {"orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom", "itemsizing": "constant"}
