"""The regions of the four countries, coloured by a number; grey where no outlet is known.

Albers' equal-area conic projection keeps areas comparable. The shapes are approximate and only for display. Plotly's own
choropleth would ask a server for its base map, so regions are drawn as filled lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Page
from shapely.geometry import MultiPolygon, Polygon

from mapping.draw.classes import Classes, classes
from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading
from mapping.draw.lettering import hover, paper, shorten
from mapping.draw.palette import SCALE, UNKNOWN
from mapping.draw.series import words
from mapping.draw.style import INK, WIDTH_CM, key, legend, legend_cm, no_axis, on_screen, written
from mapping.translate import _

# Standard parallels near the south and the north of the four countries, centred between west and east.
ALBERS = "+proj=aea +lat_1=38 +lat_2=52 +lat_0=45 +lon_0=67 +datum=WGS84 +units=km"
BORDER, COUNTRY_BORDER = 0.4, 1.2
LETTERS = 6.2
# A region this much smaller than its country's mean is a city: drawn last, with a name of its own on paper.
CITY_KM2 = 2500


def region_map(
    regions: gpd.GeoDataFrame,
    frame: pd.DataFrame,
    value: str,
    *,
    caption: str,
    evidence: Evidence,
    share: str | None = None,
) -> Figure:
    """Each region in the colour of its number.

    `regions` has code, name, country and geometry (WGS 84); `frame` has code, name and the column `value`, where 0 and
    missing mean that none is known. `share` names a second column, told beside the first.
    """
    need(frame, "code", "name", value, share)
    if frame.empty:
        return nothing(frame, caption, evidence)
    drawn = Regions(_shapes(regions, frame, value, share), heading(value, None), heading(share, None) if share else "")
    ranked = frame[frame[value] > 0].sort_values(value, ascending=False)
    facts = [f"{name} {written(n)}" for name, n in zip(ranked["name"], ranked[value], strict=True)]
    silent = frame[~(frame[value] > 0)]["name"]
    if len(silent):
        facts.append(_("none known in {names}", names=", ".join(silent)))
    return Figure(
        screen=drawn.on_screen(),
        draw=drawn.draw,
        table=words(frame, ["name", value, *([share] if share else [])], None),
        caption=caption,
        alt=listed(_("Map of the regions"), facts),
        note=evidence.note(_("Shapes are approximate and only for display.")),
        height_cm=10.4 + legend_cm(drawn.keys),
    )


@dataclass(frozen=True)
class Region:
    """One region as drawn: its rings in kilometres, its number and what is told of it."""

    name: str
    country: str
    shape: Polygon | MultiPolygon
    value: float | None
    beside: float | None

    @property
    def is_city(self) -> bool:
        """Whether it is so small that it would be lost among its neighbours."""
        return bool(self.shape.area < CITY_KM2)

    @property
    def rings(self) -> list[list[tuple[float, float]]]:
        """The outer lines."""
        parts = self.shape.geoms if isinstance(self.shape, MultiPolygon) else [self.shape]
        return [list(part.exterior.coords) for part in parts]


def _shapes(regions: gpd.GeoDataFrame, frame: pd.DataFrame, value: str, share: str | None) -> tuple[Region, ...]:
    flat = regions.to_crs(ALBERS)
    numbers = frame.set_index("code")[[value, *([share] if share else [])]].to_dict("index")
    found = []
    for code, name, country, shape in flat[["code", "name", "country", "geometry"]].itertuples(index=False):
        row = numbers.get(code, {})
        known, beside = row.get(value), row.get(share) if share else None
        found.append(
            Region(
                str(name),
                str(country),
                shape,
                float(known) if known is not None and known > 0 else None,
                float(beside) if beside is not None and pd.notna(beside) else None,
            )
        )
    return tuple(sorted(found, key=lambda region: -region.shape.area))


@dataclass(frozen=True)
class Regions:
    """The regions, the largest first, so that cities are drawn over what surrounds them."""

    regions: tuple[Region, ...]
    value: str
    beside: str

    @property
    def classes(self) -> Classes:
        """The steps of the colour scale."""
        return classes([region.value for region in self.regions if region.value is not None])

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The legend: each class, and grey."""
        steps = self.classes
        shades = [SCALE[steps.shade(limit)] for limit in (steps.lowest, *steps.limits)]
        return [*zip(steps.labels(), shades, strict=True), (_("none known"), UNKNOWN)]

    def colour(self, region: Region) -> str:
        """The colour of a region's number."""
        return UNKNOWN if region.value is None else SCALE[self.classes.shade(region.value)]

    @property
    def borders(self) -> list[list[tuple[float, float]]]:
        """The outer lines of the countries."""
        codes = sorted({region.country for region in self.regions})
        unions = [gpd.GeoSeries([r.shape for r in self.regions if r.country == code]).union_all() for code in codes]
        parts = [part for union in unions for part in (union.geoms if isinstance(union, MultiPolygon) else [union])]
        return [list(part.exterior.coords) for part in parts]

    def _told(self, region: Region) -> str:
        lines = [region.name, f"{self.value}: {written(region.value, unknown=_('none known'))}"]
        if self.beside:
            lines.append(f"{self.beside}: {written(region.beside, unknown=_('not known'))}")
        return hover(*lines)

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        areas = []
        for region in self.regions:
            xs, ys = _line(region.rings)
            areas.append(
                go.Scatter(
                    x=xs,
                    y=ys,
                    mode="lines",
                    fill="toself",
                    fillcolor=self.colour(region),
                    line={"color": "white" if not region.is_city else INK, "width": BORDER * 2},
                    hoveron="fills",
                    hoverinfo="text",
                    text=self._told(region),
                    showlegend=False,
                )
            )
        xs, ys = _line(self.borders)
        border = go.Scatter(
            x=xs, y=ys, mode="lines", line={"color": INK, "width": COUNTRY_BORDER}, hoverinfo="skip", showlegend=False
        )
        return on_screen(
            [*areas, border, *(key(*entry) for entry in self.keys)],
            13,
            xaxis=no_axis(),
            yaxis=no_axis(scaleanchor="x"),
        )

    def draw(self, page: Page) -> None:
        """The still face."""
        axes = page.subplots()
        axes.set_aspect("equal")
        axes.set_axis_off()
        for region in self.regions:
            for ring in region.rings:
                xs, ys = zip(*ring, strict=True)
                edge = INK if region.is_city else "white"
                axes.fill(xs, ys, facecolor=self.colour(region), edgecolor=edge, linewidth=BORDER)
        for ring in self.borders:
            xs, ys = zip(*ring, strict=True)
            axes.plot(xs, ys, color=INK, linewidth=COUNTRY_BORDER * 0.6)
        _name_regions(axes, self.regions)
        legend(page, self.keys, WIDTH_CM)


def _line(rings: Iterable[list[tuple[float, float]]]) -> tuple[list[float | None], list[float | None]]:
    """Rings as one line with gaps."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rings:
        xs += [*([None] if xs else []), *(round(x, 1) for x, _y in ring)]
        ys += [*([None] if ys else []), *(round(y, 1) for _x, y in ring)]
    return xs, ys


def _name_regions(axes: Axes, regions: Iterable[Region]) -> None:
    """Write the numbers of the large regions in their middle."""
    for region in regions:
        if region.value is not None and not region.is_city and region.shape.area > 9000:
            middle = region.shape.representative_point()
            text = f"{shorten(region.name, 24).split(' Region')[0]}\n{written(region.value)}"
            axes.text(
                middle.x,
                middle.y,
                paper(*text.split("\n")),
                ha="center",
                va="center",
                size=LETTERS,
                color=INK,
                bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.65},
            )
