"""The tables in other people's formats: ownership standards, networks, maps, data packages, spreadsheets.

`write(form, edition, folder, options)` makes every file of one format in memory, after everything was checked against
the level, and only then writes them to `folder/<level>/<form>`. What a non-commercial licence binds stands in a folder
of its own inside, and a README in each says what came from where.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from mapping.errors import UnknownName
from mapping.export.bods import bods_files, bods_note
from mapping.export.edition import TABLES, Edition, parts
from mapping.export.flat import Options, csv_files, jsonl_files
from mapping.export.ftm import ftm_files
from mapping.export.geojson import geojson_files, geojson_note
from mapping.export.gexf import gexf_files
from mapping.export.graphml import graphml_files
from mapping.export.package import package_files
from mapping.export.readme import files_of, readme
from mapping.export.workbook import workbook_files
from mapping.files import publish

README, BOUND = "README.md", "non_commercial"


@dataclass(frozen=True)
class Format:
    """How an edition becomes files (name to bytes), which options it knows, and what it says of what it leaves out."""

    files: Callable[[Edition, Options], dict[str, bytes]]
    options: tuple[str, ...] = ()
    note: Callable[[Edition], str] | None = None


FORMATS = {
    "bods": Format(bods_files, note=bods_note),
    "csv": Format(csv_files, ("hxl", "bom", "semicolon")),
    "datapackage": Format(package_files, ("hxl", "semicolon")),
    "ftm": Format(ftm_files),
    "geojson": Format(geojson_files, note=geojson_note),
    "gexf": Format(gexf_files),
    "graphml": Format(graphml_files),
    "jsonl": Format(jsonl_files),
    "xlsx": Format(workbook_files),
}


@dataclass(frozen=True)
class Written:
    """What was written: the files with their sizes, and how many outlets each licence kind holds."""

    sizes: dict[Path, int]
    outlets: int
    bound_outlets: int


def write(form: str, edition: Edition, folder: Path, options: Options) -> Written:
    """Write one format.

    `UnknownName` for a format or an option of it that does not exist, `LevelTooHigh` when something is above the level;
    nothing was written then.
    """
    known = chosen_format(form, options)
    contents: dict[Path, bytes] = {}
    counts = {False: 0, True: 0}
    for part in parts(edition):
        place = folder / edition.level / form / (BOUND if part.non_commercial else "")
        counts[part.non_commercial] = len(part.frames["outlets"])
        files = known.files(part, options)
        contents |= {place / name: content for name, content in files.items()}
        contents[place / README] = readme(form, part, files, known.note(part) if known.note else "").encode()
    left = _left_by_another(folder / edition.level / form) - set(contents)
    for path, content in contents.items():
        publish(path, content, edition.level)
    for path in left:
        path.unlink(missing_ok=True)
    return Written({path: len(content) for path, content in contents.items()}, counts[False], counts[True])


def _left_by_another(place: Path) -> set[Path]:
    """The files of an earlier export that its pages list: what was withdrawn since may not stay behind."""
    pages = [page for page in (place / README, place / BOUND / README) if page.exists()]
    listed = {page.parent / name for page in pages for name in files_of(page.read_text(encoding="utf-8"))}
    return listed | set(pages)


def chosen_format(form: str, options: Options) -> Format:
    """The format of this name, which must know the options; `UnknownName` otherwise, with the nearest name."""
    if form not in FORMATS:
        near = difflib.get_close_matches(form.lower(), FORMATS, n=1, cutoff=0.4)
        meant = f"did you mean '{near[0]}'? All" if near else "the"
        raise UnknownName(f"There is no format '{form}': {meant} formats are {', '.join(FORMATS)}.")
    for wish in fields(options):
        if getattr(options, wish.name) and wish.name not in FORMATS[form].options:
            able = [name for name, each in FORMATS.items() if wish.name in each.options]
            raise UnknownName(f"'{form}' knows no --{wish.name}: it is an option of {', '.join(able)}.")
    return FORMATS[form]


__all__ = ["FORMATS", "TABLES", "Edition", "Format", "Options", "Written", "chosen_format", "write"]
