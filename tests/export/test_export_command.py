"""`mapping export` on the hand-made landscape."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mapping.__main__ import main
from mapping.export import FORMATS
from mapping.paths import PROJECT, Places


def _export(tiny: Places, *arguments: object) -> int:
    return main(["export", *map(str, arguments), "--data", str(tiny.data)])


@pytest.fixture
def mapped(tiny: Places) -> Places:
    """The hand-made landscape with the shapes of the regions."""
    (tiny.raw / "geo").mkdir()
    shutil.copy(PROJECT / "data" / "raw" / "geo" / "regions.geojson", tiny.raw / "geo")
    return tiny


def test_every_format_of_every_level_is_written(mapped: Places, tmp_path: Path, capsys) -> None:
    for level in ("public", "partner", "team"):
        for form in FORMATS:
            assert _export(mapped, form, "--level", level, "--out", tmp_path / "out") == 0
            assert (tmp_path / "out" / level / form / "README.md").exists()
    assert "of 6 outlets" in capsys.readouterr().out


def test_claims_above_the_level_are_left_out(tiny: Places, tmp_path: Path) -> None:
    for level in ("public", "team"):
        _export(tiny, "csv", "--level", level, "--out", tmp_path)
    told = {level: (tmp_path / level / "csv" / "claims.csv").read_text("utf-8") for level in ("public", "team")}
    assert "Warsaw" in told["team"]
    assert "Warsaw" not in told["public"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gefx", "--level", "public", "--out", "out"), "did you mean 'gexf'"),
        (("bods", "--level", "public", "--out", "out", "--bom"), "'bods' knows no --bom"),
        (("csv", "--level", "team", "--out", "public"), "may not stand in the 'public' edition"),
    ],
)
def test_what_cannot_be_done_is_said(
    tiny: Places, tmp_path: Path, monkeypatch, capsys, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _export(tiny, *arguments) == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(tiny: Places, tmp_path: Path, capsys) -> None:
    (tmp_path / "taken").write_text("a file")
    assert _export(tiny, "csv", "--level", "public", "--out", tmp_path / "taken") == 2
    assert "could not be read or written" in capsys.readouterr().err


def test_without_tables_the_build_is_asked_for(tmp_path: Path, capsys) -> None:
    assert main(["export", "csv", "--level", "public", "--out", str(tmp_path), "--data", str(tmp_path)]) == 2
    assert "mapping build" in capsys.readouterr().err


def test_only_a_map_asks_for_shapes(tiny: Places, tmp_path: Path, capsys) -> None:
    assert _export(tiny, "gexf", "--level", "public", "--out", tmp_path) == 0
    assert _export(tiny, "geojson", "--level", "public", "--out", tmp_path) == 2
    assert "regions.geojson is missing" in capsys.readouterr().err
