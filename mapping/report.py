"""Reports: each numbered notebook, run with the reader's parameters, becomes HTML, PDF and Word.

`notebooks/1_landscape.ipynb` makes `reports/<level>/<language>/landscape.{html,pdf,docx}`; adding a report is adding a
notebook. Notebooks numbered 0 are guides for analysts and make none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date
from pathlib import Path

from mapping import files
from mapping.countries import COUNTRIES
from mapping.documents import blocks, html, pandoc, pdf, run, word
from mapping.documents.blocks import Edition, Report
from mapping.errors import UnknownName
from mapping.landscape import Landscape
from mapping.paths import NOTEBOOKS, Places
from mapping.safety import rank
from mapping.translate import speak

WRITERS: dict[str, Callable[[Report], bytes]] = {"html": html.page, "pdf": pdf.pages, "docx": word.document}
FORMATS = tuple(WRITERS)

# Two kernels at a time: each holds the tables in memory, and small machines have two cores.
AT_A_TIME = 2


def notebooks(folder: Path = NOTEBOOKS) -> dict[str, Path]:
    """The notebook of each report by the report's name, in the order of their numbers."""
    found = [path for path in folder.glob("[0-9]*_*.ipynb") if not path.name.startswith("0_")]
    ordered = sorted(found, key=lambda path: (int(path.stem.partition("_")[0]), path.stem))
    return {path.stem.partition("_")[2]: path for path in ordered}


def render(
    notebook: Path,
    places: Places,
    level: str,
    language: str,
    countries: Sequence[str],
    data_date: date,
    formats: Sequence[str] = FORMATS,
) -> dict[str, bytes]:
    """The documents of one notebook by format; equal tables give equal bytes.

    `InputUnreadable` names the cell that fails or shows what a report cannot hold.
    """
    edition = Edition(level, language, tuple(countries), data_date)
    # In a context of its own: the reader's language must not become that of the caller.
    return copy_context().run(_render, notebook, places, edition, formats)


def make(
    places: Places,
    level: str = "public",
    language: str = "en",
    countries: Sequence[str] = COUNTRIES,
    only: Sequence[str] = (),
    formats: Sequence[str] = FORMATS,
    progress: Callable[[str], None] = print,
    folder: Path = NOTEBOOKS,
) -> list[Path]:
    """Run and write the reports (or `only` the named ones) for readers of `level`; gives the files written.

    `UnknownName` for a report, level, language or format that does not exist. A notebook that fails leaves the old
    files of its report whole.
    """
    known = notebooks(folder)
    chosen = _chosen(only or list(known), known, "report")
    _chosen(formats, WRITERS, "format")
    rank(level)
    dated = Landscape.open(places.data).date

    def make_one(name: str) -> list[Path]:
        documents = render(known[name], places, level, language, countries, dated, formats)
        paths = [places.reports / level / language / f"{name}.{ending}" for ending in documents]
        for path, content in zip(paths, documents.values(), strict=True):
            files.publish(path, content, level)
        progress(f"{name}: {', '.join(formats)}")
        return paths

    with ThreadPoolExecutor(AT_A_TIME) as workers:
        return [path for paths in workers.map(make_one, chosen) for path in paths]


def _render(notebook: Path, places: Places, edition: Edition, formats: Sequence[str]) -> dict[str, bytes]:
    speak(edition.language)
    parameters = {
        "countries": list(edition.countries),
        "level": edition.level,
        "language": edition.language,
        "data": str(places.data.resolve()),
    }
    executed = run.execute(notebook, parameters, {"SOURCE_DATE_EPOCH": str(pandoc.epoch(edition))})
    report = blocks.read(executed, notebook.name, edition)
    return {name: WRITERS[name](report) for name in formats}


def _chosen(names: Sequence[str], known: Iterable[str], what: str) -> Sequence[str]:
    for name in names:
        if name not in known:
            raise UnknownName(f"There is no {what} '{name}': choose from {', '.join(known)}.")
    return names
