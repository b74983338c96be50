"""Survival curves: how large a share still goes on after so many years, with the band in which it may lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import pandas as pd
import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Page
from plotly.subplots import make_subplots

from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import label
from mapping.draw.lettering import hover, paper, plain, screen, shorten, wrap
from mapping.draw.palette import ACCENT
from mapping.draw.series import code_of, words
from mapping.draw.sourced import sourced
from mapping.draw.style import INK, SCREEN_INK, SIZE, on_screen, screen_axis, ticks, written
from mapping.translate import _, capitalised, number, pair, percent, plural

COLUMNS = 2
PANEL_CM = 4.6
BAND = "rgba(31,58,147,0.18)"  # the accent, seen through
STEPS = ("years", "at_risk", "events", "survival", "low", "high", "enough")


@sourced
def survival_curves(
    frame: pd.DataFrame,
    panel: str,
    *,
    caption: str,
    evidence: Evidence,
    labels: Mapping[str, str] | None = None,
) -> Figure:
    """One small panel for each value of `panel`: the share that still goes on, falling step by step, and its interval.

    `frame` has one row a step: `panel`, years, at_risk, events, survival, low, high, enough (yes, or no where too few
    are followed to read a share from). The line is dashed after the last step at which enough are; a panel of too few
    from its beginning says so in words instead. `UnknownName` where a column is missing.
    """
    need(frame, panel, *STEPS)
    if frame.empty:
        return nothing(frame, caption, evidence)
    curves = Curves(tuple(_curve(rows, code) for code, rows in frame.groupby(frame[panel].map(code_of), sort=False)))
    subject = _("Curves of the share that goes on, by years since the event")
    return Figure(
        screen=curves.on_screen(),
        draw=curves.draw,
        table=words(frame, [panel, *STEPS], _headings() | dict(labels or {})),
        caption=caption,
        alt=listed(subject, [curve.fact() for curve in curves.curves]),
        note=evidence.note(
            _("Band: 95 % interval. Dashed: after the last step at which enough outlets are followed to rely on it.")
        ),
        height_cm=curves.height_cm,
    )


def _curve(rows: pd.DataFrame, code: object) -> Curve:
    steps = rows.sort_values("years", kind="stable")
    sure = steps[steps["enough"] == "yes"]
    return Curve(
        name=capitalised(plain(label(code))),
        followed=int(steps["at_risk"].iloc[0]),
        ended=int(steps["events"].sum()),
        sure=sure.reset_index(drop=True),
        steps=steps.reset_index(drop=True),
    )


@dataclass(frozen=True)
class Curve:
    """The steps of one panel; `sure` are those at which enough are still followed."""

    name: str
    followed: int
    ended: int
    sure: pd.DataFrame
    steps: pd.DataFrame

    @property
    def title(self) -> tuple[str, str]:
        """The name of the panel, and on how many it rests."""
        many = plural(
            "{n} outlet, {ended} ended", "{n} outlets, {ended} ended", self.followed, ended=number(self.ended)
        )
        return shorten(self.name, 34), many

    @property
    def turn(self) -> float:
        """The last step at which enough are known to be followed."""
        return float(self.sure["years"].iloc[-1])

    def solid(self) -> tuple[list[float], list[float]]:
        """The line while enough are followed."""
        return self.sure["years"].tolist(), self.sure["survival"].tolist()

    def dashed(self) -> tuple[list[float], list[float]]:
        """The rest of the line."""
        rest = self.steps[self.steps["years"] >= self.turn]
        return rest["years"].tolist(), rest["survival"].tolist()

    def band(self) -> tuple[list[float], list[float], list[float]]:
        """Times, lower and upper bounds of the steps whose interval is known."""
        known = self.steps.dropna(subset=["low", "high"])
        return known["years"].tolist(), known["low"].tolist(), known["high"].tolist()

    def fact(self) -> str:
        """The panel in words: its last step at which enough are followed."""
        if self.sure.empty:
            return pair(f"{self.name} ({self.title[1]})", too_few())
        last = self.sure.iloc[-1]
        return pair(f"{self.name} ({self.title[1]})", self.told(last))

    def told(self, step: pd.Series) -> str:
        """A step in words."""
        years, share = written(round(float(step["years"]), 1)), percent(step["survival"])
        between = (
            ""
            if pd.isna(step["low"])
            else _(" ({low} to {high})", low=percent(step["low"]), high=percent(step["high"]))
        )
        return _(
            "{share} go on{between}, years since the event: {years}, outlets followed so long: {n}",
            share=share,
            between=between,
            years=years,
            n=number(step["at_risk"]),
        )


def too_few() -> str:
    """What stands where a curve would mislead."""
    return _("too few outlets to read a share from")


@dataclass(frozen=True)
class Curves:
    """The panels as both faces draw them."""

    curves: tuple[Curve, ...]

    @property
    def rows(self) -> int:
        """Rows of panels."""
        return ceil(len(self.curves) / COLUMNS)

    @property
    def height_cm(self) -> float:
        """As high as its rows of panels, and the name of the time axis."""
        return 0.8 + PANEL_CM * self.rows

    @property
    def far(self) -> float:
        """The longest time followed, in any panel."""
        return max(float(curve.steps["years"].max()) for curve in self.curves) or 1.0

    @property
    def places(self) -> list[float]:
        """Ticks of the time axis."""
        return ticks(0.0, self.far, True, 5)

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        titles = ["<br>".join((f"<b>{screen(name)}</b>", screen(many))) for name, many in self._titles()]
        grid = make_subplots(
            self.rows,
            COLUMNS,
            shared_xaxes="all",
            shared_yaxes="all",
            subplot_titles=titles,
            horizontal_spacing=0.08,
            vertical_spacing=0.26 / self.rows,
        )
        for i, curve in enumerate(self.curves):
            row, column = i // COLUMNS + 1, i % COLUMNS + 1
            grid.add_traces(_traces(curve), rows=row, cols=column)
            if curve.sure.empty:
                words = {"text": screen(*wrap(too_few(), 20)), "x": self.far / 2, "y": 0.5, "showarrow": False}
                grid.add_annotation(**words, row=row, col=column)
        grid.update_layout(on_screen([], self.height_cm * 1.25, showlegend=False).layout.to_plotly_json())
        grid.update_layout(margin={"l": 8, "r": 24, "t": 44, "b": 44})
        grid.update_annotations(font={"size": 12})
        grid.update_xaxes(
            screen_axis(range=[0, self.far], tickvals=self.places, ticktext=[written(p) for p in self.places]),
            showticklabels=True,
        )
        grid.update_yaxes(screen_axis(range=[0, 1.03], showgrid=True, tickvals=SHARES, ticktext=_shares()))
        grid.add_annotation(
            text=screen(capitalised(_time())), xref="paper", yref="paper", x=0.5, y=0, yshift=-40, showarrow=False
        )
        return grid

    def _titles(self) -> list[tuple[str, str]]:
        return [curve.title for curve in self.curves]

    def draw(self, page: Page) -> None:
        """The still face."""
        grid = page.subplots(self.rows, COLUMNS, sharex=True, sharey=True, squeeze=False)
        for axes, curve in zip(grid.flat, self.curves, strict=False):
            axes.set_title(paper(*curve.title), loc="left", size=SIZE)
            axes.set_xlim(0, self.far)
            axes.set_ylim(0, 1.03)
            axes.set_xticks(self.places, [written(place) for place in self.places])
            axes.set_yticks(SHARES, _shares())
            axes.grid(axis="y")
            if curve.sure.empty:
                axes.text(self.far / 2, 0.5, "\n".join(wrap(too_few(), 24)), ha="center", va="center")
            else:
                _draw(axes, curve)
        for axes in grid.flat[len(self.curves) :]:
            axes.set_axis_off()
        page.supxlabel(paper(capitalised(_time())), size=SIZE)


SHARES = [0.0, 0.25, 0.5, 0.75, 1.0]


def _shares() -> list[str]:
    return [percent(share) for share in SHARES]


def _time() -> str:
    return _("years since the event")


def _headings() -> dict[str, str]:
    """The heads of the data sheet."""
    return {
        "years": _time(),
        "at_risk": _("outlets followed so long"),
        "events": _("ended then"),
        "survival": _("share that goes on"),
        "low": _("lower bound"),
        "high": _("upper bound"),
        "enough": _("enough outlets"),
    }


def _traces(curve: Curve) -> list[go.Scatter]:
    """Band, line, dashed line and the steps that tell their numbers, of one panel on the screen."""
    if curve.sure.empty:
        return []
    stairs = {"mode": "lines", "hoverinfo": "skip", "line": {"shape": "hv", "color": SCREEN_ACCENT, "width": 2.5}}
    times, lows, highs = curve.band()
    bare = {**stairs, "line": {"shape": "hv", "width": 0}}
    band = [go.Scatter(x=times, y=lows, **bare), go.Scatter(x=times, y=highs, fill="tonexty", fillcolor=BAND, **bare)]
    thin = {**stairs, "line": {"shape": "hv", "color": SCREEN_INK, "width": 1.2, "dash": "dash"}}
    lines = [go.Scatter(x=x, y=y, **face) for (x, y), face in ((curve.solid(), stairs), (curve.dashed(), thin))]
    told = [hover(curve.name, curve.told(step)) for _i, step in curve.steps.iterrows()]
    marks = {"mode": "markers", "marker": {"color": SCREEN_ACCENT, "size": 7}, "hovertext": told, "hoverinfo": "text"}
    return [*band, *lines, go.Scatter(x=curve.steps["years"].tolist(), y=curve.steps["survival"].tolist(), **marks)]


# The accent is too dark for a dark page.
SCREEN_ACCENT = "#4F6FD0"


def _draw(axes: Axes, curve: Curve) -> None:
    """Band, line and dashed line of one panel on paper."""
    times, lows, highs = curve.band()
    axes.fill_between(times, lows, highs, step="post", color=ACCENT, alpha=0.18, linewidth=0)
    axes.step(*curve.solid(), where="post", color=ACCENT, linewidth=1.8)
    axes.step(*curve.dashed(), where="post", color=INK, linewidth=0.9, linestyle=(0, (4, 3)))
