"""From saved bytes to gathered tables: which folders count, what is rejected, what machines observe."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapping import items, sources
from mapping.errors import InputUnreadable, SourceChanged
from mapping.paths import PROJECT, Places
from mapping.sources.intake import folders, take_in
from mapping.tables import UNFINISHED, read, save_raw

URL = "http://street.example/"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A data folder whose table tells the country of the imitated street."""
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(PROJECT / "tests" / "imitated")])
    places = Places(tmp_path / "data", tmp_path / "reports")
    places.hand_tables.mkdir(parents=True)
    (places.hand_tables / "street.toml").write_text('country = "KG"', encoding="utf-8")
    return places


def _save(places: Places, source: str, day: str, file: str, content: bytes) -> None:
    save_raw(places.raw / source / day, file, content, url=URL, retrieved="2026-01-02", licence="CC0")


def test_what_machines_observe_gets_tables_of_its_own(places: Places) -> None:
    _save(places, "street", "2026-01-02", "a.txt", b"a.kg,5\nb.kg,0\n")
    intake = take_in(places)
    rows = read(places.gathered / "access.csv")
    assert list(rows["domain"]) == ["a.kg", "b.kg"]
    assert set(rows["probe_country"]) == {"KG"}
    assert set(rows["licence"]) == {"CC0"}
    assert intake.received == {("street", "2026-01-02/a.txt"): 2}
    assert read(places.gathered / "bans.csv").empty


def test_each_folder_of_a_source_that_grows_counts_and_a_table_beside_the_page_goes_first(places: Places) -> None:
    _save(places, "street", "2026-01-02", "a.txt", b"a.kg,5\n")
    _save(places, "street", "2026-01-03", "a.txt", b"a.kg,6\n")
    _save(places, "street", "2026-01-03", "street.toml", b'country = "UZ"')
    take_in(places)
    found = [tuple(row) for row in read(places.gathered / "access.csv")[["ok", "probe_country"]].to_numpy()]
    assert found == [("5", "KG"), ("6", "UZ")]


def test_a_page_that_changed_is_rejected_whole_and_does_not_stop_the_others(places: Places) -> None:
    _save(places, "street", "2026-01-02", "a.txt", b"a.kg,5\nb.kg\n")
    _save(places, "street", "2026-01-02", "b.txt", b"c.kg,7\n")
    intake = take_in(places)
    assert [row["domain"] for row in intake.rows["access"]] == ["c.kg"]
    assert [(row["file"], row["row"], "no 'ok'" in row["reason"]) for row in intake.rejected] == [
        ("2026-01-02/a.txt", "0", True)
    ]


def test_a_table_that_is_missing_is_named(places: Places) -> None:
    (places.hand_tables / "street.toml").unlink()
    _save(places, "street", "2026-01-02", "a.txt", b"a.kg,5\n")
    with pytest.raises(InputUnreadable, match=r"wants a table street\.toml"):
        take_in(places)


def test_too_many_rows_are_a_change_of_the_source(places: Places) -> None:
    _save(places, "street", "2026-01-02", "a.txt", b"a.kg,5\n" * 4)
    with pytest.raises(SourceChanged, match="gave 4 rows of 'access'"):
        take_in(places)


@pytest.mark.parametrize(
    ("marked", "counting"),
    [
        ((), ["2026-01-04"]),
        (("2026-01-04",), ["2026-01-03", "2026-01-04"]),
        (("2026-01-03",), ["2026-01-04"]),
        (("2026-01-03", "2026-01-04"), ["2026-01-02", "2026-01-03", "2026-01-04"]),
        (("2026-01-02", "2026-01-03", "2026-01-04"), ["2026-01-02", "2026-01-03", "2026-01-04"]),
    ],
)
def test_a_finished_folder_takes_the_place_of_all_before_it(
    places: Places, marked: tuple[str, ...], counting: list[str]
) -> None:
    for day in ("2026-01-02", "2026-01-03", "2026-01-04"):
        (places.raw / "village" / day).mkdir(parents=True)
    for day in marked:
        (places.raw / "village" / day / UNFINISHED).touch()
    assert [folder.name for folder in folders(places, "village")] == counting


def test_posts_go_to_the_store_of_texts_once_however_often_they_are_read(tmp_path: Path) -> None:
    places = Places(tmp_path / "data", tmp_path / "reports")
    page = (PROJECT / "tests" / "pages" / "telegram" / "preview.html").read_bytes()
    _save(places, "telegram", "2026-01-02", "cholponnews/2026-01-01/newest.html", page)
    for _ in range(2):
        assert take_in(places).texts > 0
        (table,) = items.read(places)
        assert len(set(table["url"].to_pylist())) == len(table) > 0
    assert read(places.gathered / "items.csv").empty
