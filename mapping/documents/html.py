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
from mapping.documents.blocks import Figure, Report
from mapping.documents.pandoc import Arranged, Node
from mapping.files import CONTENT_POLICY
from mapping.translate import _


def page(report: Report) -> bytes:
    """The report as a page in UTF-8."""
    arranged = pandoc.arrange(report, _figure)
    body = pandoc.write(arranged.nodes, "html5", ["--shift-heading-level-by=1"], report.edition)
    page = Template(_asset("page.html")).substitute(
        language=escape(report.edition.language),
        policy=CONTENT_POLICY,
        title=escape(report.title),
        style=_asset("page.css"),
        skip=escape(_("Skip to the text")),
        scope=escape(words.scope(report.edition)),
        dated=escape(words.data_line(report.edition)),
        level=escape(words.level_line(report.edition)),
        contents_label=escape(_("Contents")),
        contents=_contents(arranged),
        body=body.decode(),
        author=escape(words.author()),
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


def _figure(figure: Figure, number: int) -> list[Node]:
    name, label = f"figure-{number}", escape(pandoc.figure_label(number))
    still = base64.b64encode(figure.svg.encode()).decode()
    note = f'<p class="note">{escape(figure.note)}</p>' if figure.note else ""
    html = f"""<figure id="{name}">
<figcaption><strong>{label}.</strong> {escape(figure.caption)}</figcaption>
<div class="faces">
<img class="still" src="data:image/svg+xml;base64,{still}" alt="{escape(figure.alt)}" style="aspect-ratio:{figure.width_cm:g}/{figure.height_cm:g}">
<div class="plot" role="img" aria-label="{escape(figure.alt)}" data-spec="{name}-spec"></div>
</div>
{note}
{_data(figure, label)}
<script type="application/json" id="{name}-spec">{script_json(figure.plot)}</script>
</figure>"""  # noqa: E501
    return [pandoc.raw("html", html)]


def _data(figure: Figure, label: str) -> str:
    """The numbers under a figure, folded away."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in figure.columns)
    rows = "\n".join("<tr>" + "".join(_data_cell(value) for value in row) + "</tr>" for row in figure.rows)
    summary = escape(_("Data"))
    return f"""<details><summary>{summary}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="{summary}: {label}"><table>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody></table></div></details>"""


def _data_cell(value: object) -> str:
    if isinstance(value, int | float):
        return f'<td class="figures">{value:.6g}</td>'
    return f"<td>{escape('' if value is None else str(value))}</td>"
