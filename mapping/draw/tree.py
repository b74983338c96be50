"""Who holds an outlet, and who holds those: a tree from the outlet on the left to the top on the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Page
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Patch

from mapping.draw.branches import Box, Sort, Tree, pages, sentence, share_words, tree_of
from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading, label
from mapping.draw.lettering import hover, paper, plain, screen, shorten
from mapping.draw.palette import NODE_KINDS, group_order, ink_on
from mapping.draw.sourced import sourced
from mapping.draw.style import INK, SCREEN_INK, WIDTH_CM, legend_cm, legend_of, no_axis, on_screen
from mapping.draw.tree_plan import NAME_CM, SMALL_CM, Plan, plan
from mapping.schema import CONFIDENCES
from mapping.translate import _, plural

# How round the corners of a box are, in cm: people are round, an outlet a little, bodies are not.
ROUND_CM: Mapping[str, float] = {"person": 0.22, "family": 0.22, "outlet": 0.1}
MOST_TOLD = 12
# The screen face is this much higher than the still one, in letters of these sizes.
SCREEN_SCALE, SCREEN_SIZE, SCREEN_SMALL = 1.25, 12, 11
# Plotly shrinks words that stand closer to the edge of their bar; around the words on a line nothing is seen of it.
SCREEN_AIR_CM, SCREEN_RISE_CM = 0.2, 0.05


class Pen(NamedTuple):
    """How a sort of line is drawn."""

    colour: str
    paper: Literal["solid", "dotted", "dashed"]
    screen: Literal["solid", "dot", "dash"]
    width: float


PENS: Mapping[Sort, Pen] = {
    "share": Pen("#5F6771", "solid", "solid", 1.1),
    "control": Pen("#2E7D8C", "dotted", "dot", 1.4),
    "told": Pen("#A9AFB6", "solid", "solid", 0.7),
    "alleged": Pen("#B4656A", "dashed", "dash", 1.0),
    "unknown": Pen("#A9AFB6", "solid", "solid", 0.7),
}


@sourced
def ownership_tree(rows: pd.DataFrame, *, caption: str, evidence: Evidence) -> Figure:
    """One outlet on the left, its holders beside it, their holders further right, the named top with a thick edge.

    `rows` are those of one outlet in the indicator `ownership_trees`, which says what the columns mean. An owner whom
    nobody names is a grey box; dashes are alleged; dots are control without a share, with its word. Beyond 12 boxes in
    a layer the smallest stand together as "n more"; at most five layers are drawn. `UnknownName` where a column is
    missing, where the rows tell of several outlets, or where they lead in a circle.
    """
    need(rows, "outlet_id", "what", "held_id", "holder_id", "name", "name_native", "kind", "relation", "share_min")
    need(rows, "share_max", "through_min", "through_max", "confidence", "start", "end", "citation")
    if rows.empty:
        return nothing(rows, caption, evidence)
    evidence = _of_tree(rows, evidence)
    tree = tree_of(rows)
    drawing = Drawing(tree, plan(tree))
    words = Telling(rows, tree)
    if set(rows["what"]) <= {"outlet", "unknown", "past"}:
        empty = nothing(rows, words.no_holder(), evidence)
        return replace(empty, caption=caption, note=evidence.note(*words.remarks()))
    return Figure(
        screen=drawing.on_screen(),
        draw=drawing.draw,
        table=words.sheet(),
        caption=caption,
        alt=words.alt(),
        note=evidence.note(*words.remarks()),
        height_cm=drawing.height_cm,
    )


def _of_tree(rows: pd.DataFrame, evidence: Evidence) -> Evidence:
    """The evidence for this tree alone: its own stakes, and the weakest confidence among them."""
    stakes = rows[rows["what"].isin(["stake", "loop"])].drop_duplicates(["held_id", "holder_id", "relation"])
    weakest = max(stakes["confidence"], key=CONFIDENCES.index, default=None)
    return replace(evidence, n=len(stakes), confidence=weakest)


@dataclass(frozen=True)
class Telling:
    """The rows of a tree in words."""

    rows: pd.DataFrame
    tree: Tree

    @property
    def names(self) -> dict[str, str]:
        """The name of each thing by its id."""
        named = self.rows.dropna(subset=["holder_id"])
        return {own_id: plain(name) for own_id, name in zip(named["holder_id"], named["name"], strict=True)}

    def no_holder(self) -> str:
        """Where nobody is named."""
        return _("no source names who holds {name}", name=self.names[self.tree.root])

    def alt(self) -> str:
        """The tree in sentences."""
        told = self.rows[self.rows["what"].isin(["stake", "loop", "unknown"])].to_dict("records")
        subject = _("Holders of {name}", name=shorten(self.names[self.tree.root]))
        return listed(subject, [shorten(sentence(row, self.names), 160) for row in told], most=8)

    def sheet(self) -> pd.DataFrame:
        """The stakes, one a row."""
        told = self.rows[self.rows["what"].isin(["stake", "loop"])]
        shares = zip(told["share_min"], told["share_max"], strict=True)
        columns = {
            heading("holder", {"holder": _("holder")}): told["name"].map(plain),
            heading("relation", None): told["relation"].map(label),
            _("held"): told["held_id"].map(self.names),
            heading("share", None): [share_words(*share) or label("not_stated") for share in shares],
            heading("confidence", None): told["confidence"].map(label),
            _("from"): told["start"],
            _("until"): told["end"],
            _("pages"): [pages(row) for row in told.to_dict("records")],
        }
        return pd.DataFrame(columns).reset_index(drop=True)

    def remarks(self) -> Iterator[str]:
        """What a reader must know to read the picture, and what is not in it."""
        if any(box.top for box in self.tree.boxes.values()):
            yield _("A thick edge: nobody is known to stand above.")
        if (self.rows["what"] == "loop").any():
            yield _("↻: this holder stands lower in the same chain, and the circle is cut there.")
        if past := int((self.rows["what"] == "past").sum()):
            yield plural(
                "{n} stake that does not stand at this time is left out.",
                "{n} stakes that do not stand at this time are left out.",
                past,
            )
        if self.tree.left_out:
            yield plural(
                "For {n} box further up there was no room.",
                "For {n} boxes further up there was no room.",
                self.tree.left_out,
            )


@dataclass(frozen=True)
class Drawing:
    """The boxes and lines of a tree as both faces draw them."""

    tree: Tree
    plan: Plan

    @property
    def kinds(self) -> dict[str, list[str]]:
        """The keys of the boxes of each kind there is."""
        codes = group_order(box.kind for box in self.tree.boxes.values())
        return {code: [key for key, box in self.tree.boxes.items() if box.kind == code] for code in codes}

    @property
    def sorts(self) -> dict[Sort, str]:
        """The sorts of line there are that the legend names."""
        names: dict[Sort, str] = {
            "share": _("owner or parent body"),
            "control": _("control without a share"),
            "told": _("founder or funder"),
            "alleged": label("alleged"),
        }
        return {sort: name for sort, name in names.items() if any(line.sort == sort for line in self.tree.lines)}

    @property
    def _legend(self) -> list[tuple[str, str]]:
        kinds = [(label(code), NODE_KINDS[code]) for code in self.kinds]
        return kinds + [(name, PENS[sort].colour) for sort, name in self.sorts.items()]

    @property
    def height_cm(self) -> float:
        """Of the still face."""
        return self.plan.height + 0.5 + legend_cm(self._legend)

    def on_screen(self) -> go.Figure:
        """The plotly face: boxes and words are bars, whose text shrinks with them on a narrow page."""
        boxes = [self._screen_boxes(code, keys) for code, keys in self.kinds.items()]
        traces = [*(self._screen_lines(sort) for sort in PENS), *boxes, self._screen_words()]
        drawn = on_screen(
            traces,
            (self.plan.height + 0.5 + 1.3 * legend_cm(self._legend)) * SCREEN_SCALE,
            xaxis=no_axis(range=[-0.1, WIDTH_CM + 0.1]),
            yaxis=no_axis(range=[-0.15, self.plan.height + 0.15]),
            barmode="overlay",
            uniformtext={"mode": False},
        )
        return drawn.update_layout(legend_itemsizing="constant")

    def _screen_lines(self, sort: Sort) -> go.Scatter:
        pen = PENS[sort]
        tracks = [t.corners for line, t in zip(self.tree.lines, self.plan.tracks, strict=True) if line.sort == sort]
        x, y = ([value for corners in tracks for value in (*(c[axis] for c in corners), None)] for axis in (0, 1))
        line = {"color": pen.colour, "width": pen.width * 1.4, "dash": pen.screen}
        name = self.sorts.get(sort, "")
        return go.Scatter(
            x=x, y=y, mode="lines", line=line, hoverinfo="skip", name=screen(name), showlegend=bool(x and name)
        )

    def _screen_boxes(self, code: str, keys: list[str]) -> go.Bar:
        colour = NODE_KINDS[code]
        areas = [self.plan.areas[key] for key in keys]
        words = [self.plan.words[key] for key in keys]
        edges = {"color": SCREEN_INK, "width": [2.5 if self.tree.boxes[key].top else 0.6 for key in keys]}
        return go.Bar(
            orientation="h",
            base=[area.left for area in areas],
            x=[area.width for area in areas],
            y=[area.middle[1] for area in areas],
            width=[area.height for area in areas],
            marker={"color": colour, "line": edges, "cornerradius": 40 * ROUND_CM.get(code, 0.0)},
            text=[screen(*told.name, *told.small) for told in words],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": ink_on(colour), "size": SCREEN_SIZE},
            hovertext=[self._hover(key) for key in keys],
            hoverinfo="text",
            name=screen(label(code)),
        )

    def _hover(self, key: str) -> str:
        box = self.tree.boxes[key]
        told = [words for line in self.tree.lines if line.upper == key for words in line.told]
        more = [plural("and {n} more", "and {n} more", rest)] if (rest := len(told) - MOST_TOLD) > 0 else []
        lines = dict.fromkeys((box.name, box.native, label(box.kind), box.remark, *told[:MOST_TOLD], *more))
        return hover(*filter(None, lines))

    def _screen_words(self) -> go.Bar:
        """The words on the lines."""
        said = [(line, t) for line, t in zip(self.tree.lines, self.plan.tracks, strict=True) if t.label.lines]
        return go.Bar(
            orientation="h",
            base=[track.place.left for _line, track in said],
            x=[track.place.width for _line, track in said],
            y=[track.place.middle[1] + SCREEN_RISE_CM for _line, track in said],
            width=[track.place.height + SCREEN_AIR_CM for _line, track in said],
            marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
            text=[screen(*track.label.lines) for _line, track in said],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": SCREEN_INK, "size": SCREEN_SMALL},
            hovertext=[hover(*line.told) for line, _track in said],
            hoverinfo="text",
            showlegend=False,
        )

    def draw(self, page: Page) -> None:
        """The still face."""
        axes = page.subplots()
        axes.set_axis_off()
        axes.set(xlim=(-0.05, WIDTH_CM + 0.05), ylim=(-0.1, self.plan.height + 0.1))
        for line, track in zip(self.tree.lines, self.plan.tracks, strict=True):
            pen = PENS[line.sort]
            across, up = zip(*track.corners, strict=True)
            axes.plot(across, up, color=pen.colour, linewidth=pen.width, linestyle=pen.paper, zorder=1)
            axes.text(
                *track.place.middle,
                paper(*track.label.lines),
                size=track.label.size,
                ha="center",
                va="center",
                zorder=3,
            )
        for key, box in self.tree.boxes.items():
            self._draw_box(axes, key, box)
        handles: list[Patch | Line2D] = [
            Patch(facecolor=NODE_KINDS[code], edgecolor=INK, linewidth=0.3) for code in self.kinds
        ]
        handles += [
            Line2D([], [], color=PENS[sort].colour, linewidth=PENS[sort].width, linestyle=PENS[sort].paper)
            for sort in self.sorts
        ]
        legend_of(
            page, handles, [name for name, _c in self._legend], WIDTH_CM, loc="outside lower left", handlelength=2
        )

    def _draw_box(self, axes: Axes, key: str, box: Box) -> None:
        area, words, colour = self.plan.areas[key], self.plan.words[key], NODE_KINDS[box.kind]
        shape = f"round,pad=0,rounding_size={min(ROUND_CM.get(box.kind, 0.0), area.height / 2)}"
        edge: dict[str, Any] = {"edgecolor": INK, "linewidth": 1.5 if box.top else 0.4}
        axes.add_patch(
            FancyBboxPatch((area.left, area.low), area.width, area.height, shape, facecolor=colour, zorder=2, **edge)
        )
        across, middle = area.middle
        high = middle + words.height / 2
        sizes = [(words.name_size, NAME_CM, line) for line in words.name] + [
            (words.small_size, SMALL_CM, line) for line in words.small
        ]
        for size, step, line in sizes:
            text: dict[str, Any] = {"size": size, "ha": "center", "va": "center", "color": ink_on(colour), "zorder": 3}
            axes.text(across, high - step / 2, paper(line), **text)
            high -= step
