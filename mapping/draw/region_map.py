"""The regions of the four countries, darker where there is more; grey where none is known.

Albers' equal-area conic projection keeps areas comparable. The shapes are approximate and only for display.
Plotly's own choropleth would ask a server for its base map, so regions are drawn as filled lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import pandas as pd
import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Page
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from shapely.geometry import Polygon, box

from mapping import translate
from mapping.draw.classes import Classes, classes
from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.ground import Ground
from mapping.draw.labels import heading
from mapping.draw.lettering import hover, paper, screen, shorten, widest_pt, wrap
from mapping.draw.palette import SCALE, UNKNOWN, ink_on
from mapping.draw.placing import Label
from mapping.draw.regions import Line, Region, gapped, outlines, regions_of, rings
from mapping.draw.series import words
from mapping.draw.sourced import sourced
from mapping.draw.style import INK, SCREEN_INK, key, legend, legend_cm, on_screen, written
from mapping.translate import _, pair

MARGIN_KM = 15
CITY_PT = 3.6
LETTERS = 6.2
LINE = 1.25  # from one line of letters to the next
EDGE, BORDER = "#9AA6B5", INK


@sourced
def region_map(
    regions: gpd.GeoDataFrame,
    frame: pd.DataFrame,
    value: str,
    *,
    caption: str,
    evidence: Evidence,
    share: str | None = None,
) -> Figure:
    """Each region in the colour of its number; a city that is a region of its own is a round mark with its name.

    `regions` has code, name, country and geometry (WGS 84); `frame` has code, name and the column `value`, where 0 and
    missing mean that none is known. `share` names a second column, told beside the first.
    """
    need(frame, "code", "name", value, share)
    need(regions, "code", "name", "country")
    if frame.empty:
        return nothing(frame, caption, evidence)
    drawn = Map(regions_of(regions, frame, value, share), heading(value, None), heading(share, None) if share else "")
    return Figure(
        screen=drawn.on_screen(),
        draw=drawn.draw,
        table=words(frame.assign(name=frame["name"].map(translate.place)), ["name", value, share], None),
        caption=caption,
        alt=listed(_("Map of the regions"), drawn.facts()),
        note=evidence.note(_("Shapes are approximate and only for display.")),
        height_cm=drawn.ground.height_cm,
    )


@dataclass(frozen=True)
class Map:
    """The regions, the largest first, so that cities are drawn over what surrounds them."""

    regions: tuple[Region, ...]
    value: str
    beside: str

    @cached_property
    def classes(self) -> Classes:
        """The steps of the colour scale."""
        return classes([region.value for region in self.regions if region.value is not None])

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The legend: each class, and grey."""
        steps = self.classes
        shades = [SCALE[steps.shade(limit)] for limit in (steps.lowest, *steps.limits)] if steps.highest else []
        return [*zip(steps.labels(), shades, strict=False), (_("none known"), UNKNOWN)]

    @cached_property
    def ground(self) -> Ground:
        """All regions and a small margin."""
        west, south, east, north = gpd.GeoSeries([region.shape for region in self.regions]).total_bounds
        around = (west - MARGIN_KM, south - MARGIN_KM, east + MARGIN_KM, north + MARGIN_KM)
        return Ground(*around, legend_cm=legend_cm(self.keys))

    def colour(self, region: Region) -> str:
        """The colour of a region's number."""
        return UNKNOWN if region.value is None else SCALE[self.classes.shade(region.value)]

    @cached_property
    def borders(self) -> list[Line]:
        """The outlines of the countries."""
        return outlines(self.regions)

    @cached_property
    def city_labels(self) -> list[Label]:
        """Name and number of each city, those with the highest numbers first."""
        cities = sorted((r for r in self.regions if r.is_city), key=lambda r: (-(r.value or 0), r.name))
        texts = [f"{r.short} {written(r.value, unknown='–')}" for r in cities]
        marks = [self.ground.mark(*r.middle, CITY_PT, t, LETTERS + 0.6) for r, t in zip(cities, texts, strict=True)]
        return self.ground.labels(marks)

    @cached_property
    def inside(self) -> list[tuple[Region, tuple[str, ...]]]:
        """The words that fit inside a region without touching a city: name and number, else the number, else none."""
        taken = gpd.GeoSeries([self._box(label) for label in self.city_labels]).union_all()
        found = []
        for region in self.regions:
            if not region.is_city:
                room, number = region.shape.difference(taken), written(region.value, unknown="–")
                tries = ((region.short, number), (*wrap(region.short, 14, 2), number), (number,))
                found += [(region, lines) for lines in tries if room.contains(self._words(region, lines))][:1]
        return found

    def _box(self, label: Label) -> Polygon:
        """What a city with its label covers, in kilometres."""
        ground, mark = self.ground, label.mark.box
        left, low = min(label.box.left, mark.left), min(label.box.low, mark.low)
        right, high = max(label.box.right, mark.right), max(label.box.high, mark.high)
        x, y, km = ground.left, ground.low, ground.point
        return box(x + left * km, y + low * km, x + right * km, y + high * km)

    def _words(self, region: Region, lines: Sequence[str]) -> Polygon:
        """What words in the middle of a region cover."""
        x, y = region.middle
        wide = widest_pt(lines, LETTERS) / 2 * self.ground.point
        high = len(lines) * LINE * LETTERS / 2 * self.ground.point
        return box(x - wide, y - high, x + wide, y + high)

    def facts(self) -> list[str]:
        """The regions with the highest numbers, and how many have none."""
        known = sorted((r for r in self.regions if r.value is not None), key=lambda r: (-(r.value or 0), r.name))
        none = len(self.regions) - len(known)
        facts = [f"{shorten(r.name)} {written(r.value)}" for r in known[:12]]
        return [*facts, _("none known in {n} of {total} regions", n=none, total=len(self.regions))]

    def _told(self, region: Region) -> str:
        lines = [region.name, translate.country(region.country)]
        lines.append(pair(self.value, written(region.value, unknown=_("none known"))))
        if self.beside:
            lines.append(pair(self.beside, written(region.beside, unknown=_("not known"))))
        return hover(*lines)

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        areas = [self._area(region) for region in self.regions if not region.is_city]
        cities = [self._city(region) for region in self.regions if region.is_city]
        x, y = gapped(self.borders)
        border = go.Scatter(x=x, y=y, mode="lines", line=_BORDER, hoverinfo="skip", showlegend=False)
        labels = self.ground.label_trace(self.city_labels)
        return on_screen(
            [*areas, border, self._inside_trace(), *cities, labels, *(key(*entry) for entry in self.keys)],
            self.ground.height_cm * 1.35,
            **self.ground.screen_axes(),
        )

    def _area(self, region: Region) -> go.Scatter:
        x, y = gapped(rings(region.shape))
        return go.Scatter(
            x=x,
            y=y,
            mode="lines",
            fill="toself",
            fillcolor=self.colour(region),
            line={"color": EDGE, "width": 0.8},
            hoveron="fills",
            hoverinfo="text",
            text=self._told(region),
            showlegend=False,
        )

    def _city(self, region: Region) -> go.Scatter:
        x, y = region.middle
        return go.Scatter(
            x=[round(x, 1)],
            y=[round(y, 1)],
            mode="markers",
            marker={"color": self.colour(region), "size": 3.4 * CITY_PT, "line": {"color": INK, "width": 1.2}},
            hoverinfo="text",
            text=self._told(region),
            showlegend=False,
        )

    def _inside_trace(self) -> go.Scatter:
        return go.Scatter(
            x=[round(region.middle[0], 1) for region, _lines in self.inside],
            y=[round(region.middle[1], 1) for region, _lines in self.inside],
            mode="text",
            text=[screen(*lines) for _region, lines in self.inside],
            textfont={"size": 10, "color": [ink_on(self.colour(region)) for region, _lines in self.inside]},
            hoverinfo="skip",
            showlegend=False,
        )

    def draw(self, page: Page) -> None:
        """The still face."""
        axes = self.ground.axes(page)
        for region in self.regions:
            self._draw_region(axes, region)
        for line in self.borders:
            axes.plot(*zip(*line, strict=True), color=BORDER, linewidth=0.9, zorder=2)
        for region, lines in self.inside:
            ink = ink_on(self.colour(region))
            x, y = region.middle
            axes.text(x, y, paper(*lines), ha="center", va="center", size=LETTERS, color=ink, zorder=3)
        self.ground.draw_labels(axes, self.city_labels)
        legend(page, self.keys, loc="upper left")

    def _draw_region(self, axes: Axes, region: Region) -> None:
        colour = self.colour(region)
        if region.is_city:
            axes.scatter(*region.middle, (2 * CITY_PT) ** 2, colour, edgecolors=INK, linewidths=0.8, zorder=4)
        else:
            path = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings(region.shape)))
            axes.add_patch(PathPatch(path, facecolor=colour, edgecolor=EDGE, linewidth=0.5, zorder=1))


_BORDER = {"color": SCREEN_INK, "width": 1.4}
