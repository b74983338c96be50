"""A report as a tagged PDF (PDF/UA-1): pandoc writes Typst, the typst wheel sets the pages."""

from __future__ import annotations

from importlib.resources import as_file
from importlib.resources import files as resources
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib
import typst

from mapping.documents import pandoc, words
from mapping.documents.blocks import Figure, Report
from mapping.documents.pandoc import Node
from mapping.translate import _

# DejaVu comes with matplotlib and has every letter of our languages; a machine's own fonts would move the page breaks.
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def pages(report: Report) -> bytes:
    """The report as a PDF, dated by its data."""
    with (
        TemporaryDirectory() as folder,
        as_file(resources("mapping.documents") / "assets" / "report.typst") as template,
    ):
        main = Path(folder) / "report.typ"
        main.write_bytes(_source(report, template))
        for number, figure in enumerate((block for block in report.blocks if isinstance(block, Figure)), 1):
            (Path(folder) / f"figure-{number}.svg").write_text(figure.svg, "utf-8")
        return typst.compile(
            str(main),
            root=folder,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=pandoc.epoch(report.edition),
        )


def quoted(text: str) -> str:
    """The text as a string of Typst's, in which nothing is executed."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _source(report: Report, template: Path) -> bytes:
    nodes = pandoc.arrange(report, _figure).nodes
    values = {
        "title": report.title,
        "scope": words.scope(report.edition),
        "dated": words.data_line(report.edition),
        "level": words.level_line(report.edition),
        "author": words.author(),
        "contents": _("Contents"),
    }
    lines = [f"#let {name}_text = {quoted(value)}" for name, value in values.items()]
    lines.append(f"#let language = {quoted(report.edition.language)}")
    body = pandoc.write(nodes, "typst", [], report.edition).decode()
    return "\n".join([*lines, template.read_text("utf-8"), body]).encode()


def _figure(figure: Figure, number: int) -> list[Node]:
    caption = f"strong({quoted(pandoc.figure_label(number) + '.')}) + {quoted(' ' + figure.caption)}"
    call = (
        f'#picture("figure-{number}", {figure.width_cm:g}cm, alt: {quoted(figure.alt)},'
        f" caption: {caption}, note: {quoted(figure.note)})"
    )
    return [pandoc.raw("typst", call)]
