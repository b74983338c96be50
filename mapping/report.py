"""Reports: each numbered notebook, run with the reader's parameters, becomes HTML, PDF, Word and a workbook.

`notebooks/1_landscape.ipynb` makes `reports/<level>/<language>/landscape.{html,pdf,docx,xlsx}`; adding a report is
adding a notebook. Notebooks numbered 0 are guides for analysts and make none. One whose metadata say `"mapping":
{"per": "country"}` makes a report for each country; `"per": "outlet"` one for each outlet that is asked for; any other
word one that its own command makes.

One kernel makes a report in all its languages. A report that would be made the same again is left as it is: its
receipt (`mapping.made`) knows the notebook, the code, the catalogue, the parameters and every file read for it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from pathlib import Path

from mapping import files, made
from mapping.countries import AUDIENCES, COUNTRIES
from mapping.documents import blocks, brand, html, pandoc, pdf, run, sheets, sources, word
from mapping.documents.blocks import Edition, Report
from mapping.errors import InputUnreadable, UnknownName
from mapping.landscape import Landscape
from mapping.made import Receipt
from mapping.paths import LOCALE, NOTEBOOKS, Places
from mapping.safety import rank
from mapping.snapshots import living
from mapping.translate import DOMAIN, languages, speak

WRITERS: dict[str, Callable[[Report], bytes]] = {
    "html": html.page,
    "pdf": pdf.pages,
    "docx": word.document,
    "xlsx": sheets.workbook,
}
FORMATS = tuple(WRITERS)

# Two kernels at a time: each holds the tables in memory, and small machines have two cores.
AT_A_TIME = 2


@dataclass(frozen=True)
class Wish:
    """For whom reports are made, of what, and how.

    `as_of` shows the landscape as it stood on an earlier day; `outlets` are those that get a sheet of their own.
    """

    level: str = "public"
    languages: tuple[str, ...] = ("en",)
    countries: tuple[str, ...] = AUDIENCES
    as_of: str = ""
    outlets: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS


@dataclass(frozen=True)
class Subject:
    """One report of a notebook: its file name, the countries on its cover, and parameters of its own."""

    name: str
    countries: tuple[str, ...]
    parameters: dict[str, str] = field(default_factory=dict)


def notebooks(folder: Path = NOTEBOOKS) -> dict[str, Path]:
    """The notebook of each report by the report's name, in the order of their numbers."""
    found = [path for path in folder.glob("[0-9]*_*.ipynb") if not path.name.startswith("0_")]
    ordered = sorted(found, key=lambda path: (int(path.stem.partition("_")[0]), path.stem))
    return {path.stem.partition("_")[2]: path for path in ordered}


def names(folder: Path = NOTEBOOKS) -> list[str]:
    """What can be asked for by name: each notebook's report, and those that a notebook makes for each country."""
    found = []
    for name, path in notebooks(folder).items():
        found += [name] + [f"{name}_{code.lower()}" for code in COUNTRIES if per(path) == "country"]
    return found


def subjects(name: str, notebook: Path, wish: Wish, land: Landscape) -> list[Subject]:
    """The reports that a notebook makes; none for a notebook per outlet where no outlet is asked for."""
    kind, then = per(notebook), f"_as_of_{wish.as_of}" if wish.as_of else ""
    if kind == "outlet":
        seats = dict(zip(land.outlets["outlet_id"], land.outlets["country"], strict=True)) if wish.outlets else {}
        if lost := [own for own in wish.outlets if own not in seats]:
            raise UnknownName(
                f"There is no outlet '{lost[0]}': `mapping explain {lost[0]}` names those that are like it."
            )
        return [Subject(f"{name}_{own}{then}", (seats[own],), {"outlet": own}) for own in wish.outlets]
    if kind == "country":
        codes = [code for code in wish.countries if code in COUNTRIES]
        return [Subject(f"{name}_{code.lower()}{then}", (code,), {"country": code}) for code in codes]
    return [] if kind else [Subject(f"{name}{then}", wish.countries)]


def make(
    places: Places,
    wish: Wish = Wish(),
    only: Sequence[str] = (),
    progress: Callable[[str], None] = print,
    folder: Path = NOTEBOOKS,
    fresh: bool = False,
) -> list[Path]:
    """Run and write the reports (or `only` the named ones) that are not as they would be made now (all if `fresh`).

    Gives the files written. `UnknownName` for a report, level, language, format or outlet that does not exist. A
    notebook that fails leaves the old files of its reports whole.
    """
    _check(wish)
    Landscape.open(places.data, wish.level, wish.countries, wish.as_of)  # refuses countries and dates that are none
    known = notebooks(folder)
    land = Landscape.open(places.data, wish.level)
    every = {name: subjects(name, path, wish, land) for name, path in known.items()}
    _chosen(only, [*known, *(_today(each, wish) for group in every.values() for each in group)], "report")
    asked = {
        name: [each for each in group if not only or name in only or _today(each, wish) in only]
        for name, group in every.items()
    }

    def make_one(name: str) -> list[Path]:
        # In a context of its own: the reader's language must not become that of the caller.
        return copy_context().run(make_subjects, known[name], places, wish, asked[name], progress, fresh)

    with ThreadPoolExecutor(AT_A_TIME) as workers:
        return [path for paths in workers.map(make_one, filter(asked.get, asked)) for path in paths]


def _today(subject: Subject, wish: Wish) -> str:
    """A report's name, by which it is asked for, also where it shows an earlier day."""
    return subject.name.removesuffix(f"_as_of_{wish.as_of}")


def make_subjects(
    notebook: Path,
    places: Places,
    wish: Wish,
    wanted: Sequence[Subject],
    progress: Callable[[str], None] = print,
    fresh: bool = False,
) -> list[Path]:
    """Make these reports of one notebook, in one kernel; gives the files written."""
    since, written = time.time(), []
    every = [(subject, code) for subject in wanted for code in wish.languages]
    known = receipts(notebook, places, wish, wanted)
    kept = not fresh and made.may_keep(places)
    due = [each for each in every if not (kept and known[each[0].name, each[1]].holds())]
    for each, documents, read in _documents(notebook, places, wish, due):
        paths = [_path(places, wish, each, ending) for ending in documents]
        for path, content in zip(paths, documents.values(), strict=True):
            files.publish(path, content, wish.level)
        known[each[0].name, each[1]].write(read, paths, since)
        written += paths
    for subject in wanted:
        spoken = [code for each, code in due if each is subject]
        progress(f"{subject.name}: " + (f"{', '.join(wish.formats)} ({', '.join(spoken)})" if spoken else "unchanged"))
    return written


def render(notebook: Path, places: Places, wish: Wish, subject: Subject | None = None) -> dict[str, dict[str, bytes]]:
    """The documents of one notebook by language and format; equal tables give equal bytes.

    `InputUnreadable` names the cell that fails or shows what a report cannot hold.
    """
    due = [(subject or Subject(notebook.stem, wish.countries), code) for code in wish.languages]

    def written() -> dict[str, dict[str, bytes]]:
        return {code: documents for (_, code), documents, _read in _documents(notebook, places, wish, due)}

    return copy_context().run(written)


Due = tuple[Subject, str]


def _documents(
    notebook: Path, places: Places, wish: Wish, due: Sequence[Due]
) -> Iterator[tuple[Due, dict[str, bytes], set[str]]]:
    """Each report in each language with the files that were read for any of them."""
    if not due:
        return
    with made.watching() as heard:
        edition = _edition(places, wish)
    runs = [_parameters(places, wish, *each) for each in due]
    executed = run.execute(notebook, runs, {"SOURCE_DATE_EPOCH": str(pandoc.epoch(edition))})
    # The other thread's look at receipts and documents is heard as well, and none of it was read for these.
    heard = {path for path in heard if not Path(path).is_relative_to(places.reports.resolve())}
    read = heard | set(executed.read) | {str(path) for path in made.opened_unheard(places)}
    for each, told in zip(due, executed.notebooks, strict=True):
        subject, code = each
        speak(code)
        own = replace(edition, language=code, countries=subject.countries)
        report = blocks.read(told, notebook.name, own)
        yield each, {name: WRITERS[name](report) for name in wish.formats}, read


def _edition(places: Places, wish: Wish) -> Edition:
    land = Landscape.open(places.data, wish.level)
    tables = (land.populations, land.languages, land.host_countries, land.funding_ends)
    known = sources.known(land.citations, land.warned_hosts, *tables)
    return Edition(wish.level, "", wish.countries, land.date, brand.read(living(places).hand_tables), known)


def _parameters(places: Places, wish: Wish, subject: Subject, language: str) -> dict[str, object]:
    return {
        "countries": list(wish.countries),
        "level": wish.level,
        "language": language,
        "data": str(places.data.resolve()),
        "as_of": wish.as_of,
        **subject.parameters,
    }


def receipts(notebook: Path, places: Places, wish: Wish, wanted: Sequence[Subject]) -> dict[tuple[str, str], Receipt]:
    """The receipts of a notebook's reports, as things stand now, by report and language."""
    own = made.hash_of(notebook)
    return {
        (each.name, code): receipt(places, wish, each.name, code, notebook=own, own=repr(each.parameters))
        for each in wanted
        for code in wish.languages
    }


def receipt(places: Places, wish: Wish, name: str, language: str, **parts: str) -> Receipt:
    """The receipt of a report or a page in one language, as things stand now; `parts` are what only it is made of."""
    asked = {
        "wish": repr(replace(wish, languages=(language,), outlets=())),
        "dated": str(Landscape.open(places.data).date),
        "code": made.code(),
        "catalogue": made.hash_of(LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"),
        "tables": made.names_at_hand(places),
        **parts,
    }
    return Receipt(places.reports / made.FOLDER / wish.level / language / f"{name}.json", places, asked)


def _path(places: Places, wish: Wish, each: Due, ending: str) -> Path:
    subject, language = each
    return places.reports / wish.level / language / f"{subject.name}.{ending}"


def per(notebook: Path) -> str:
    """For what a notebook makes a report each: `country`, `outlet`, another word, or empty for one report of all."""
    try:
        about = json.loads(notebook.read_bytes())["metadata"]
        return str(about.get("mapping", {}).get("per", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise InputUnreadable(f"{notebook} cannot be read as a notebook: {problem}.") from problem


def _check(wish: Wish) -> None:
    rank(wish.level)
    _chosen(wish.formats, WRITERS, "format")
    _chosen(wish.languages, languages(), "catalogue for the language")


def _chosen(wanted: Iterable[str], known: Iterable[str], what: str) -> None:
    for name in wanted:
        if name not in known:
            raise UnknownName(f"There is no {what} '{name}': choose from {', '.join(known)}.")
