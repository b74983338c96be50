"""A report with everything that is hard to print: many scripts, long tables, long words, hostile text."""

from __future__ import annotations

import base64
import io
from datetime import date
from typing import Any

import nbformat
import plotly.graph_objects as go
import pytest
from matplotlib.figure import Figure as Drawing

from mapping.documents import blocks
from mapping.documents.blocks import Edition, Report

LETTERS = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі · Ӯӯ Ӣӣ Ҳҳ Ҷҷ · oʻ gʻ · éçœ"
HOSTILE = (
    "<script>alert('x')</script> [go](javascript:alert(1)) ![spy](http://spy.example/p.png) #panic() `{=html}` \\x $a$"
)
EDITION = Edition("public", "en", ("KZ", "KG", "TJ", "UZ", "TM", "XX"), date(2026, 11, 21))
COUNTRIES = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan")
COUNTS = (214, 163, 87, 176)

SUMMARY = """The four countries have **640 outlets** known to us. *Ұлттық* and *Ғаламтор*, *Ӯзбекистон* and *oʻzbek*
stand here.

- Of the 214 outlets of Kazakhstan, 61 belong to the state and 20 to a party or to its people.
- Nine outlets work from exile; [Kloop](https://kloop.example/about) is one of them.
- For 118 outlets no owner is known to us: that is a gap of our knowledge, not a finding.
"""

PROSE = """Television reaches most people, and the state holds most of television. The figure below counts each outlet
once, in the medium in which it began; an outlet that broadcasts and writes is counted where its licence is.

What is "known" rests on registers first and on reporting second -- nothing alleged enters a total."""


@pytest.fixture(scope="session")
def figure_bundle() -> dict[str, Any]:
    drawing = Drawing(figsize=(16 / 2.54, 8 / 2.54), layout="constrained")
    axes = drawing.add_subplot()
    axes.barh(COUNTRIES[::-1], COUNTS[::-1], color="#0072b2")
    axes.set_xlabel("Outlets · " + LETTERS[:24])
    axes.spines[["top", "right"]].set_visible(False)
    svg, png = io.StringIO(), io.BytesIO()
    drawing.savefig(svg, format="svg", metadata={"Date": None})
    drawing.savefig(png, format="png", dpi=200)
    plot = go.Figure(go.Bar(x=COUNTS, y=COUNTRIES, orientation="h", marker_color="#0072b2"))
    plot.update_layout(template="simple_white", margin={"l": 90, "r": 20, "t": 20, "b": 40}, xaxis_title="Outlets")
    return {
        "text/plain": "Figure",
        blocks.PLOTLY: plot.to_plotly_json() | {"layout": plot.layout.to_plotly_json()},
        blocks.SVG: svg.getvalue(),
        blocks.PNG: base64.b64encode(png.getvalue()).decode(),
        blocks.FIGURE: {
            "caption": "Kazakhstan has the most outlets known to us, Tajikistan the fewest",
            "alt": 'Bars: Kazakhstan 214, Kyrgyzstan 163, Tajikistan 87, Uzbekistan 176 outlets "known"',
            "note": "n = 640 outlets. Data of 21 November 2026. Weakest confidence: reported. " + LETTERS,
            "width_cm": 16,
            "height_cm": 8,
            "data": {
                "columns": ["Country", "Outlets", "Share"],
                "rows": [[c, n, n / 640] for c, n in zip(COUNTRIES, COUNTS, strict=True)],
            },
        },
    }


@pytest.fixture(scope="session")
def table_bundle() -> dict[str, Any]:
    columns = [("Outlet", "left", 2.0), ("Country", "left", 1.2), ("Owner", "left", 2.2), ("Since", "right", 0.8)]
    columns += [("Website", "left", 2.0), ("Share of copy", "right", 1.0)]
    rows: list[list[Any]] = []
    for n in range(60):
        site = f"https://www.a-very-long-domain-name-{n}.example/news/archive/2026/11/index.html?page={n}"
        rows.append(
            [
                f"Қазақстан {n} «Ғұлама»",
                COUNTRIES[n % 4],
                "Donaudampfschifffahrtsgesellschaftskapitän" if n % 9 == 4 else "Ministry of Information and Culture",
                str(1991 + n % 30),
            ]
        )
        rows[-1] += [{"text": site.removeprefix("https://www."), "url": site, "warning": None}, f"{n} %"]
    rows[2][4] = {"text": "kloop.example", "url": None, "warning": "opening this page can be punished where you are"}
    rows[3][0] = HOSTILE
    rows[5][4] = {"text": "not a web address", "url": "javascript:alert(1)", "warning": None}
    heads = [{"label": label, "align": align, "width": width} for label, align, width in columns]
    return {
        "text/plain": "Table",
        blocks.TABLE: {
            "caption": "Outlets with their owners <b>and</b> websites",
            "note": "A dash means that nothing is known to us.",
            "columns": heads,
            "rows": rows,
        },
    }


def shown(*bundles: dict[str, Any]) -> Any:
    """A code cell that has shown these."""
    outputs = [nbformat.v4.new_output("display_data", data=bundle) for bundle in bundles]
    return nbformat.v4.new_code_cell("land.show()", outputs=outputs, metadata={"number": 4})


def told(markdown: str) -> Any:
    """A text cell."""
    return nbformat.v4.new_markdown_cell(markdown)


@pytest.fixture(scope="session")
def report(figure_bundle: dict[str, Any], table_bundle: dict[str, Any]) -> Report:
    cells = [
        told("# The media landscape of Central Asia"),
        told("## In short"),
        shown({"text/markdown": SUMMARY, "text/plain": ""}),
        shown(
            {"text/markdown": f"A stranger wrote: {HOSTILE}\n\n<div onclick=alert(1)>\nblock\n</div>", "text/plain": ""}
        ),
        told("## Who is there\n\n" + PROSE),
        shown(figure_bundle),
        told("### By medium\n\n" + PROSE),
        shown(figure_bundle),
        told("## Who stands behind whom\n\n" + PROSE),
        shown(table_bundle),
        told("### Chains to the top\n\n" + PROSE),
        shown(figure_bundle),
        told("## What we do not know\n\n" + PROSE + "\n\n" + PROSE),
    ]
    return blocks.read(nbformat.v4.new_notebook(cells=cells), "1_sample.ipynb", EDITION)
