"""Notebooks become files: found by listing, run with the reader's parameters, failing in one sentence."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from mapping import report
from mapping.errors import InputUnreadable, UnknownName
from mapping.landscape import EVERY
from mapping.made import Receipt, code
from mapping.paths import PROJECT, Places
from mapping.report import Subject, Wish
from mapping.tables import read

DECLARED = 'countries, level, language, data = ["KZ"], "public", "en", None'
SHOW = (
    "import sys, os\nfrom IPython.display import Markdown, display\n"
    'display(Markdown(f"{countries} {level} {language} {data} {sys.executable} {os.getcwd()}"))'
)
READ = "from mapping import Landscape\nland = Landscape.open(data, level)\nlen(land.events), len(land.populations);"


def notebook(folder: Path, name: str, *code: str, tags: tuple[str, ...] = ("parameters",), per: str = "") -> Path:
    """A notebook with a title, its parameters and these code cells."""
    cells: list[Any] = [nbformat.v4.new_markdown_cell(f"# Title of {name}")]
    cells.append(nbformat.v4.new_code_cell(DECLARED, metadata={"tags": list(tags)}))
    cells += [nbformat.v4.new_code_cell(source) for source in code]
    path = folder / name
    about = {"mapping": {"per": per}} if per else {}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=about), path)
    return path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    for day in ("2026-11-02", "2026-11-21", "notes"):
        (tmp_path / "data" / "raw" / "hand_facts" / day).mkdir(parents=True)
    places = Places(data=tmp_path / "data", reports=tmp_path / "reports")
    shutil.copytree(PROJECT / "data" / "raw" / "tables", places.hand_tables)
    places.processed.mkdir()
    for name, table in EVERY.items():
        (places.processed / f"{name}.csv").write_text(",".join(table.heads) + "\n", encoding="utf-8")
    return places


def test_a_notebook_runs_in_this_python_with_the_readers_parameters(tmp_path: Path, places: Places) -> None:
    path = notebook(tmp_path, "1_landscape.ipynb", SHOW)
    before = path.read_bytes()
    made = report.render(path, places, Wish("partner", countries=("KG", "TJ"), formats=("html",)))
    page = made["en"]["html"].decode()
    for expected in ("[‘KG’, ‘TJ’] partner en", str(places.data), sys.executable, f" {tmp_path}</p>"):
        assert expected in page
    assert "Partner edition" in page
    assert DECLARED not in page
    assert path.read_bytes() == before


def test_reports_are_found_by_listing_and_written_whole(tmp_path: Path, places: Places) -> None:
    notebook(tmp_path, "0_guide.ipynb", "1 / 0")
    notebook(tmp_path, "10_needs.ipynb", SHOW)
    notebook(tmp_path, "2_ownership.ipynb", SHOW)
    assert list(report.notebooks(tmp_path)) == ["ownership", "needs"]
    said: list[str] = []
    written = report.make(places, Wish(formats=("html", "docx")), progress=said.append, folder=tmp_path)
    folder = places.reports / "public" / "en"
    assert written == [folder / name for name in ("ownership.html", "ownership.docx", "needs.html", "needs.docx")]
    assert all(path.stat().st_size > 10_000 for path in written)
    assert "Data of 21 November 2026" in written[0].read_text("utf-8")
    assert sorted(said) == ["needs: html, docx (en)", "ownership: html, docx (en)"]


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("x = 1\n1 / 0", r"1_x.ipynb, cell 3 (x = 1) failed: ZeroDivisionError: division by zero."),
        ("# why\nraise ValueError('two\\nlines')", "1_x.ipynb, cell 3 (# why) failed: ValueError: two."),
        ("import os; os._exit(1)", "failed: the Python that ran it died"),
        ("1 + 1", "1_x.ipynb, cell 3 shows text/plain"),
    ],
)
def test_a_failing_cell_is_named_in_one_sentence(tmp_path: Path, places: Places, code: str, complaint: str) -> None:
    with pytest.raises(InputUnreadable) as refused:
        report.render(notebook(tmp_path, "1_x.ipynb", code), places, Wish())
    assert complaint in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"no json", b"{}", b"<<<<<<< ours"])
def test_a_file_that_is_no_notebook(tmp_path: Path, places: Places, content: bytes) -> None:
    path = tmp_path / "1_x.ipynb"
    path.write_bytes(content)
    with pytest.raises(InputUnreadable, match=r"1_x\.ipynb"):
        report.render(path, places, Wish())


def test_a_notebook_declares_its_parameters(tmp_path: Path, places: Places) -> None:
    with pytest.raises(InputUnreadable, match="exactly one code cell tagged 'parameters'; it has 0"):
        report.render(notebook(tmp_path, "1_x.ipynb", tags=()), places, Wish())


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"only": ["weather"]}, "no report 'weather': choose from landscape"),
        ({"wish": Wish(formats=("epub",))}, "no format 'epub': choose from html, pdf, docx, xlsx"),
        ({"wish": Wish("secret")}, "no level 'secret'"),
        ({"wish": Wish(languages=("en", "tlh"))}, "no catalogue for the language 'tlh'"),
        ({"wish": Wish(as_of="soon")}, "'soon' is no date"),
        ({"wish": Wish(outlets=("nobody",))}, "no outlet 'nobody'"),
    ],
)
def test_unknown_names_are_answered_with_the_known(
    tmp_path: Path, places: Places, asked: dict[str, Any], complaint: str
) -> None:
    notebook(tmp_path, "1_landscape.ipynb", SHOW)
    notebook(tmp_path, "2_sheet.ipynb", SHOW, per="outlet")
    with pytest.raises(UnknownName, match=complaint):
        report.make(places, folder=tmp_path, **asked)
    assert not places.reports.exists()


def test_one_kernel_makes_every_language_and_keeps_what_has_none(tmp_path: Path, places: Places) -> None:
    code = (
        "from mapping.once import once\nfrom mapping.translate import _, language, speak\nspeak(language_)\n"
        "plain = once('plain', lambda: [os.getpid()])\nspoken = once('spoken', lambda: [_('Contents')])\n"
        "outer = once('outer', lambda: [once('spoken', lambda: ['never'])[0]])\n"
        "display(Markdown(f'{os.getpid()} {id(plain)} {spoken[0]} {outer[0]} {\"left\" in globals()}'))\nleft = 1"
    ).replace("language_", "language_code")
    path = notebook(tmp_path, "1_x.ipynb", "language_code = language", SHOW.partition("\ndisplay")[0], code)
    made = report.render(path, places, Wish(languages=("en", "fr", "ru"), formats=("html",)))
    told = [page["html"].decode().splitlines() for page in made.values()]
    lines = [next(line for line in page if line.endswith("False</p>")).split() for page in told]
    assert len({(line[0], line[1]) for line in lines}) == 1
    assert [line[2:4] for line in lines] == [["Contents"] * 2, ["Sommaire"] * 2, ["Содержание"] * 2]


def test_a_report_for_each_country_and_for_the_outlets_asked_for(tmp_path: Path, places: Places) -> None:
    heads = EVERY["outlets"].heads
    frame = read(places.processed / "outlets.csv")
    frame.loc[0] = ["kloop" if head == "outlet_id" else "KG" if head == "country" else "" for head in heads]
    frame.to_csv(places.processed / "outlets.csv", index=False)
    brief = notebook(tmp_path, "8_brief.ipynb", per="country")
    sheet = notebook(tmp_path, "9_sheet.ipynb", per="outlet")
    aside = notebook(tmp_path, "11_changes.ipynb", per="changes")
    land = report.Landscape.open(places.data)
    wish = Wish(countries=("KG", "UZ", "XX"))
    assert report.subjects("brief", brief, wish, land) == [
        Subject("brief_kg", ("KG",), {"country": "KG"}),
        Subject("brief_uz", ("UZ",), {"country": "UZ"}),
    ]
    assert report.subjects("sheet", sheet, wish, land) == []
    then = Wish(outlets=("kloop",), as_of="2015")
    assert report.subjects("sheet", sheet, then, land) == [
        Subject("sheet_kloop_as_of_2015", ("KG",), {"outlet": "kloop"})
    ]
    assert report.subjects("changes", aside, wish, land) == []
    assert report.names(tmp_path) == [
        "brief",
        *(f"brief_{code}" for code in ("kz", "kg", "tj", "uz")),
        "sheet",
        "changes",
    ]


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


# What a report is made of, and a change of one byte in it.
CHANGES: dict[str, Callable[[Places, Path], object]] = {
    "a table that it reads": lambda places, _folder: _append(places.processed / "events.csv"),
    "a hand table that it reads": lambda places, _folder: _append(places.hand_tables / "populations.csv"),
    "the brand": lambda places, _folder: _append(places.hand_tables / "brand.toml"),
    "the notebook": lambda _places, folder: _append(folder / "1_x.ipynb"),
    "a file that was made": lambda places, _folder: _append(places.reports / "public/en/x.html"),
    "a file that is gone": lambda places, _folder: (places.reports / "public/en/x.html").unlink(),
    "a table that was not there": lambda places, _folder: (places.processed / "more.csv").touch(),
    "shapes": lambda places, _folder: _append(places.raw / "geo" / "regions.geojson"),
    "the date of the data": lambda places, _folder: (places.raw / "hand_facts" / "2026-11-22").mkdir(),
    "half of a receipt": lambda places, _folder: (places.reports / ".made/public/en/x.json").write_text("{"),
}


def test_only_what_depends_on_a_change_is_made_again(tmp_path: Path, places: Places) -> None:
    (places.raw / "geo").mkdir()
    (places.raw / "geo" / "regions.geojson").touch()
    notebook(tmp_path, "1_x.ipynb", READ)
    wish = Wish(formats=("html",))

    def made() -> str:
        said: list[str] = []
        report.make(places, wish, progress=said.append, folder=tmp_path)
        return said[0]

    assert made() == "x: html (en)"
    assert made() == "x: unchanged"
    noted = json.loads((places.reports / ".made/public/en/x.json").read_bytes())["read"]
    assert {"data/processed/events.csv", "data/raw/tables/populations.csv", "data/raw/tables/brand.toml"} <= set(noted)
    _append(places.processed / "rejected.csv")  # which it does not read
    assert made() == "x: unchanged"
    receipt = report.receipt(places, wish, "x", "en")
    known = json.loads(receipt.path.read_bytes())
    fits = Receipt(receipt.path, places, known["asked"])
    for change in CHANGES.values():
        kept = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        assert fits.holds()
        change(places, tmp_path)
        assert not _would_be_kept(places, wish, tmp_path)
        for path in [path for path in tmp_path.rglob("*") if path.is_file() and path not in kept]:
            path.unlink()
        for path, content in kept.items():
            path.write_bytes(content)
        shutil.rmtree(places.raw / "hand_facts" / "2026-11-22", ignore_errors=True)
    assert _would_be_kept(places, wish, tmp_path)
    assert not _would_be_kept(places, Wish(formats=("html",), as_of="2015"), tmp_path)
    assert not _would_be_kept(places, Wish(formats=("html",), countries=("KG",)), tmp_path)


def _would_be_kept(places: Places, wish: Wish, folder: Path) -> bool:
    return report.receipts(folder / "1_x.ipynb", places, wish, [Subject("x", wish.countries)])["x", "en"].holds()


def test_code_and_catalogues_are_part_of_what_a_report_is_made_of(tmp_path: Path) -> None:
    package = tmp_path / "mapping"
    package.mkdir()
    (package / "one.py").write_text("1")
    before = code(package)
    code.cache_clear()
    (package / "one.py").write_text("2")
    assert code(package) != before
    after = code(package)
    code.cache_clear()
    (package / "page.css").touch()
    assert code(package) != after
    code.cache_clear()
