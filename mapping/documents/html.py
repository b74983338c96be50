"""A report as one HTML file that asks the network for nothing and shows no code.

Each figure first stands there as a still picture, which also serves paper and browsers without scripts, and is drawn
anew by plotly when the reader scrolls near it.
"""

from __future__ import annotations

import base64
import json
from functools import cache
from html import escape
from importlib.resources import files as resources
from string import Template

from plotly.offline import get_plotlyjs

from mapping.documents import pandoc, words
from mapping.documents.blocks import Figure, Picture, Report
from mapping.documents.brand import Brand
from mapping.documents.nodes import Node, figure_label, raw
from mapping.documents.pandoc import Arranged
from mapping.files import CONTENT_POLICY
from mapping.translate import _, pair


def page(report: Report) -> bytes:
    """The report as a page in UTF-8."""
    arranged = pandoc.arrange(report, _drawn)
    brand = report.edition.brand
    body = pandoc.write(arranged.nodes, "html5", ["--shift-heading-level-by=1"], report.edition)
    page = Template(_asset("page.html")).substitute(
        language=escape(report.edition.language),
        policy=CONTENT_POLICY,
        title=escape(report.title),
        style=f"{_colours(brand)}\n{_asset('page.css')}",
        skip=escape(_("Skip to the text")),
        scope=escape(words.scope(report.edition)),
        dated=escape(words.data_line(report.edition)),
        level=escape(words.level_line(report.edition)),
        contents_label=escape(_("Contents")),
        contents=_contents(arranged),
        body=body.decode(),
        author=escape(words.author(brand)),
        about=escape(words.about(report.edition)),
        logo=_logo(brand),
        narrowed=escape(_("Sources of {what}", what="{what}")),
        back=escape(_("Back to it")),
        every=escape(_("Show all sources")),
        scripts=_scripts(arranged),
    )
    return page.encode()


def script_json(value: object) -> str:
    """JSON that can stand in a script element: no letter of it can end the element or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def _asset(name: str) -> str:
    return (resources("mapping.documents") / "assets" / name).read_text("utf-8")


def _colours(brand: Brand) -> str:
    """The brand's colours as the style sheet takes them; the dark page keeps its own paper."""
    of = brand.colours
    return (
        f":root {{ --ink: {of.ink}; --soft: {of.soft}; --line: {of.rule}; --accent: {of.accent}; --warn: {of.warn};"
        f" --accent-on-paper: {of.accent}; --accent-in-the-dark: {of.accent_in_the_dark}; }}"
    )


def _logo(brand: Brand) -> str:
    if not brand.logo:
        return ""
    picture = base64.b64encode(brand.logo).decode()
    return f'<img class="logo" src="data:image/png;base64,{picture}" alt="{escape(words.author(brand))}">'


def _scripts(arranged: Arranged) -> str:
    plotly = f"<script>{get_plotlyjs()}</script>\n" if arranged.figures else ""
    return f"{plotly}<script>{_asset('page.js')}</script>"


def _contents(arranged: Arranged) -> str:
    return "\n".join(
        f'<li class="depth-{entry.depth}"><a href="#{entry.anchor}">'
        f'<span class="number">{entry.number}</span> {escape(entry.text)}</a></li>'
        for entry in arranged.contents
        if entry.depth < 3
    )


def _drawn(block: Figure | Picture, number: int, note: list[Node]) -> list[Node]:
    return _figure(block, number, note) if isinstance(block, Figure) else [_picture(block)]


def _picture(picture: Picture) -> Node:
    still = base64.b64encode(picture.png).decode()
    return raw(
        "html",
        f"""<figure>
<figcaption>{escape(picture.caption)}</figcaption>
<div class="faces"><img class="still" src="data:image/png;base64,{still}" alt="{escape(picture.alt)}"></div>
</figure>""",
    )


def _figure(figure: Figure, number: int, note: list[Node]) -> list[Node]:
    name, label = f"figure-{number}", escape(figure_label(number))
    still = base64.b64encode(figure.svg.encode()).decode()
    faces = f"""<figure id="{name}">
<figcaption><strong>{label}.</strong> {escape(figure.caption)}</figcaption>
<div class="faces">
<img class="still" src="data:image/svg+xml;base64,{still}" alt="{escape(figure.alt)}" style="aspect-ratio:{figure.width_cm:g}/{figure.height_cm:g}">
<div class="plot" role="img" aria-label="{escape(figure.alt)}" data-spec="{name}-spec"></div>
</div>"""  # noqa: E501
    data = f"""{_data(figure, label)}
<script type="application/json" id="{name}-spec">{script_json(figure.plot)}</script>
</figure>"""
    return [raw("html", faces), *note, raw("html", data)]


def _data(figure: Figure, label: str) -> str:
    """The numbers under a figure, folded away."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in figure.columns)
    rows = "\n".join("<tr>" + "".join(_data_cell(value) for value in row) + "</tr>" for row in figure.rows)
    summary = escape(_("Data"))
    return f"""<details><summary>{summary}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="{pair(summary, label)}"><table>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody></table></div></details>"""


def _data_cell(value: object) -> str:
    if isinstance(value, int | float):
        return f'<td class="figures">{value:.6g}</td>'
    return f"<td>{escape('' if value is None else str(value))}</td>"
