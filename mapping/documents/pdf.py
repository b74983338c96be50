"""A report as a tagged PDF (PDF/UA-1): pandoc writes Typst, the typst wheel sets the pages."""

from __future__ import annotations

from dataclasses import asdict
from importlib.resources import files as resources
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib
import typst

from mapping.documents import pandoc, words
from mapping.documents.blocks import Figure, Picture, Report
from mapping.documents.nodes import Node, figure_label, raw
from mapping.translate import _

# DejaVu comes with matplotlib and has every letter of our languages; a machine's own fonts would move the page breaks.
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def pages(report: Report) -> bytes:
    """The report as a PDF, dated by its data."""
    with TemporaryDirectory() as folder:
        main = Path(folder) / "report.typ"
        main.write_text(_source(report), "utf-8")
        for number, figure in enumerate((block for block in report.blocks if isinstance(block, Figure)), 1):
            (Path(folder) / f"figure-{number}.svg").write_text(figure.svg, "utf-8")
        for number, taken in enumerate((block for block in report.blocks if isinstance(block, Picture)), 1):
            (Path(folder) / f"picture-{number}.png").write_bytes(taken.png)
        (Path(folder) / "logo.png").write_bytes(report.edition.brand.logo)
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


def _source(report: Report) -> str:
    nodes = pandoc.arrange(report, _drawn, listed=not report.short).nodes
    values = {
        "title": report.title,
        "scope": words.scope(report.edition),
        "dated": words.data_line(report.edition),
        "level": words.level_line(report.edition),
        "author": words.author(report.edition.brand),
        "about": words.about(report.edition),
        "contents": _("Contents"),
    }
    lines = [f"#let {name}_text = {quoted(value)}" for name, value in values.items()]
    lines += [f'#let {name} = rgb("{value}")' for name, value in asdict(report.edition.brand.colours).items()]
    lines.append(f"#let language = {quoted(report.edition.language)}")
    lines.append(f"#let has_logo = {'true' if report.edition.brand.logo else 'false'}")
    lines.append(f"#let dense = {'true' if report.dense else 'false'}")
    body = pandoc.write(nodes, "typst", [], report.edition).decode()
    return "\n".join([*lines, _asset("rules"), _asset("short" if report.short else "cover"), body])


def _asset(name: str) -> str:
    return (resources("mapping.documents") / "assets" / f"{name}.typst").read_text("utf-8")


def _drawn(block: Figure | Picture, number: int, note: list[Node]) -> list[Node]:
    if isinstance(block, Figure):
        file = f"figure-{number}.svg"
        caption = f"strong({quoted(figure_label(number) + '.')}) + {quoted(' ' + block.caption)}"
    else:
        file, caption = f"picture-{number}.png", quoted(block.caption)
    width = block.width_cm * min(1, pandoc.TALLEST_CM / block.height_cm)
    call = (
        f'#picture("{file}", {width:g}cm, alt: {quoted(block.alt)}, caption: {caption},'
        f" noted: {'true' if note else 'false'})"
    )
    return [raw("typst", call), *note]
