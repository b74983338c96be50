"""The notebooks for analysts run on the shipped facts, and say in one sentence what to do where there are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mapping.analyse.carried.build import build
from mapping.documents.run import execute
from mapping.errors import BuildNeeded, InputUnreadable
from mapping.landscape import Landscape
from mapping.paths import NOTEBOOKS, Places
from mapping.widgets import MOST_ROWS, browse

Run = Callable[[str], Any]
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def tied(shipped: Places) -> Places:
    """The shipped landscape with its ties, but without indicators: they are computed when asked for."""
    build(shipped, Landscape.open(shipped.data))
    return shipped


@pytest.fixture
def run(tied: Places, tmp_path: Path) -> Run:
    """Runs a notebook; gives it with its outputs."""
    parameters = {"data": str(tied.data), "out": str(tmp_path)}
    return lambda name: execute(NOTEBOOKS / f"{name}.ipynb", [parameters], {}).notebooks[0]


def _shown(notebook: Any) -> Iterator[tuple[str, str]]:
    """The heading above each code cell that shows something, and what it shows as text."""
    heading = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = next((line for line in cell.source.splitlines() if line.startswith("#")), heading)
        elif cell.outputs:
            yield heading, "".join(out.get("text", "") or out.data.get("text/plain", "") for out in cell.outputs)


@pytest.mark.slow
def test_the_tour_shows_something_at_every_step_and_leaves_files(run: Run, tmp_path: Path) -> None:
    notebook = run("0_start_here")
    shown = dict(_shown(notebook))
    assert len([heading for heading in shown if re.match(r"## \d\.", heading)]) == 8
    bundles = [out.data for cell in notebook.cells for out in cell.get("outputs", []) if "data" in out]
    assert [WIDGET in bundle for bundle in bundles].count(True) == 1
    assert all(bundle.get("text/html") or bundle.get("image/png") for bundle in bundles)  # a face without its kernel
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left >= {"public/geojson/outlets.geojson", "public/gexf/joint.gexf", "public/xlsx/landscape.xlsx"}
    assert left >= {"status.svg", "status.png"}


@pytest.mark.slow
def test_the_cookbook_has_twenty_recipes_and_each_answers(run: Run, tmp_path: Path) -> None:
    notebook = run("0_cookbook")
    shown = dict(_shown(notebook))
    recipes = [cell.source for cell in notebook.cells if cell.source.startswith("## ")]
    assert [recipe.split(".")[0] for recipe in recipes] == [f"## {n}" for n in range(1, 21)]
    assert set(shown) == {recipe.splitlines()[0] for recipe in recipes}
    told = {int(heading.split()[1].strip(".")): text for heading, text in shown.items()}
    expected = {
        1: "egemen-qazaqstan", 2: "registered", 5: "relay", 7: "blocking", 8: "Pages:", 10: "not_stated",
        14: "agency", 15: "official", 17: "asia-plus", 18: "public/csv", 20: "Kept",
    }  # fmt: skip
    assert {n: words for n, words in expected.items() if words not in told[n]} == {}
    assert len(pd.read_csv(tmp_path / "reprints" / "pairs.csv")) == 1


@pytest.mark.parametrize("name", ["0_start_here", "0_cookbook"])
def test_without_tables_one_sentence_says_what_to_run(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable, match=r"BuildNeeded: .* run `mapping build` first"):
        execute(NOTEBOOKS / f"{name}.ipynb", [{"data": str(tmp_path), "out": str(tmp_path)}], {})


def test_an_error_of_ours_is_one_line_in_a_notebook() -> None:
    assert BuildNeeded("There is no table yet: run it first.")._render_traceback_() == [
        "BuildNeeded: There is no table yet: run it first."
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ["boshqa", "bozor-tv", "chyndyk", "dala-radio", "kok-gazet", "ortaq"]),
        ({"country": "KG"}, ["bozor-tv", "chyndyk"]),
        ({"country": "KG", "media": "tv"}, ["bozor-tv"]),
        ({"media": "radio"}, ["dala-radio"]),
        ({"country": "UZ", "media": "radio"}, []),
    ],
    ids=str,
)
def test_the_filters_leave_what_passes_all_of_them(tiny: Places, chosen: dict[str, str], expected: list[str]) -> None:
    browser = browse(Landscape.open(tiny.data))
    browser.choose(**chosen)
    assert sorted(browser.chosen["outlet_id"]) == expected
    assert len(browser.table.rows) == min(len(expected), MOST_ROWS)
    assert f"shown of {len(expected)} chosen" in browser.table.note


def test_a_labelled_site_is_no_link_in_the_filters_table(tiny: Places) -> None:
    browser = browse(Landscape.open(tiny.data))
    browser.choose(search="chyndyk")
    html = browser._repr_mimebundle_()["text/html"]
    assert "chyndyk.example" in html
    assert "<a href" not in html
    browser.choose(search="Bozor TB")
    assert '<a href="https://www.bozor.example">' in browser._repr_mimebundle_()["text/html"]
