"""The commands match, names and language as a person calls them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mapping.__main__ import main

Read = pytest.CaptureFixture[str]

TEXTS = {
    "Қазақстан Республикасының Президенті жаңа заңға қол қойды": ("kk", "Cyrl"),
    "Кыргызстандын өкмөтү жаңы бюджетти бекитти": ("ky", "Cyrl"),
    "Ҳукумати Ҷумҳурии Тоҷикистон қарор қабул кард": ("tg", "Cyrl"),
    "Oʻzbekiston Prezidenti yangi qonunni imzoladi": ("uz", "Latn"),
    "Правительство утвердило новый бюджет страны": ("ru", "Cyrl"),
    "The government has approved the new budget": ("en", "Latn"),
    "": ("und", ""),
}


def _texts(folder: Path, encoding: str = "utf-8") -> Path:
    path = folder / "texts.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([("id", "text"), *((n, text) for n, text in enumerate(TEXTS))])
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_language_adds_columns_to_every_row(tmp_path: Path, capsys: Read, encoding: str) -> None:
    out = tmp_path / "out.csv"
    assert main(["language", str(_texts(tmp_path, encoding)), "--column", "text", "--out", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["language"], row["script"]) for row in rows] == list(TEXTS.values())
    assert {row["sure"] for row in rows} <= {"true", "false"}
    assert [row["text"] for row in rows] == list(TEXTS)
    assert "a second" in capsys.readouterr().out


def test_language_keeps_rows_that_are_too_short(tmp_path: Path, capsys: Read) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text('id,text\n1\n2,"a\0b"\n', encoding="utf-8")
    assert main(["language", str(path), "--column", "text", "--out", str(out)]) == 1
    assert out.read_text(encoding="utf-8").count("\n") == 3
    assert "1 row (line 2): read as far as it goes: the line has 1 cells, the head has 2." in capsys.readouterr().err


NOTHING_DONE = [
    (["match", "none.csv", "--out", "out.csv"], "none.csv is no file that is there: nothing was done"),
    (["match", "empty.csv", "--out", "out.csv"], "empty.csv is empty"),
    (["match", "names.csv", "--out", "out.csv"], "names.csv has no column 'name_a'; the nearest is 'name'"),
    (["match", "names.csv", "old.csv", "--out", "out.csv"], "old.csv is not utf-8 text"),
    (["match", "names.csv", "empty.csv", "--out", "out.csv"], "empty.csv is empty"),
    (["match", "names.csv", "names.csv", "--out", "names.csv"], "is a file that is read"),
    (["match", "names.csv", "more.csv", "--out", "more.csv"], "is a file that is read"),
    (["language", "none.csv", "--column", "text", "--out", "out.csv"], "none.csv is no file that is there"),
    (["match", "names.csv", "more.csv", "--out", ""], ". is a folder: name a file in it, such as --out out.csv"),
    (["match", "names.csv", "more.csv", "--out", "/"], "/ is a folder: name a file in it"),
    (["match", "names.csv", "more.csv", "--out", "a/.."], "a/.. is a folder: name a file in it"),
    (["match", "names.csv", "more.csv", "--out", "more.csv/x.csv"], "more.csv/x.csv cannot be written"),
    (["match", "names.csv", "more.csv", "--out", "x" * 5000], "File name too long"),
    (
        ["language", "names.csv", "--column", "name", "--out", "out.csv", "--encoding", "hex"],
        "no encoding 'hex' of text",
    ),
    (["language", "open.csv", "--column", "name", "--out", "out.csv"], "open.csv, line 2: a quote that opens"),
    (["language", "names.csv", "--column", "nam", "--out", "out.csv"], "no column 'nam'; the nearest is 'name'"),
    (["language", "names.csv", "--column", "script", "--out", "out.csv"], "already has a column 'script'"),
    (["names", "Хабар", "--country", "FR"], "There is no country 'FR' here: choose from KZ, KG, TJ, UZ."),
]


@pytest.mark.parametrize(("arguments", "message"), NOTHING_DONE)
def test_bad_input_does_nothing_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Read, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.csv").write_bytes(b"")
    Path("names.csv").write_text("name,script\nХабар,Cyrl\n", encoding="utf-8")
    Path("old.csv").write_text("name\nХабар\n", encoding="cp1251")
    Path("more.csv").write_text("name\nХабар\n", encoding="utf-8")
    Path("open.csv").write_text('name\n"Хабар\nОш\n', encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_match_says_what_came_of_it(tmp_path: Path, capsys: Read) -> None:
    path, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    path.write_text("name_a,name_b,kind\nОш,Osh,place\nОш,Osh,town\n", encoding="utf-8")
    assert main(["match", str(path), "--out", str(out)]) == 1
    told = capsys.readouterr()
    assert "Compared 2 rows" in told.out
    assert "1 row (line 3): not compared: the kind 'town' is not one of: outlet, company, person, place." in told.err
    path.write_text("name_a,name_b,kind\nОш,Osh,place\n", encoding="utf-8")
    assert main(["match", str(path), "--out", str(out)]) == 0


READINGS = [
    (["ТОО «Егемен Қaзақстан» 31"], ["LLP (ТОО)", "egemen kazakstan 31", "Kazakhstan", "Қaзақстан -> Қазақстан"]),
    (["Токаев Касым-Жомарт Кемелевич", "--kind", "person"], ["family name:      toka", "kemel"]),
    (["Ош облусу", "--kind", "place", "--country", "kg"], ["place:            Osh (region, KG-O)"]),
    (["Радио Хабар"], ["media:            radio"]),
    ([""], ["script:           -"]),
    (["\0😀" + "я" * 10_000], ["Cyrl"]),
]


@pytest.mark.parametrize(("arguments", "told"), READINGS)
def test_names_shows_how_a_name_is_read(capsys: Read, arguments: list[str], told: list[str]) -> None:
    assert main(["names", *arguments]) == 0
    shown = capsys.readouterr().out
    assert all(part in shown for part in told)
    assert max(map(len, shown.splitlines())) < 1_000


def test_what_a_terminal_would_obey_is_spelled_out(capsys: Read) -> None:
    assert main(["names", "a\u202eb \udcff\x1b[31m\n"]) == 0
    shown = capsys.readouterr().out
    assert r"a\u202eb \udcff\x1b[31m" in shown
    assert all(line.isprintable() for line in shown.splitlines())


def test_of_a_long_name_the_rest_is_told(capsys: Read) -> None:
    assert main(["names", "я" * 201]) == 0
    assert capsys.readouterr().err == "Only the first 200 of its 201 characters were read.\n"
    main(["names", "я" * 200])
    assert capsys.readouterr().err == ""


def test_a_file_name_that_is_no_text_is_printed(tmp_path: Path, capsys: Read) -> None:
    path, out = tmp_path / "pairs.csv", tmp_path / "\udcff.csv"
    path.write_text("name_a,name_b\nОш,Osh\n", encoding="utf-8")
    assert main(["match", str(path), "--out", str(out)]) == 0
    assert main(["language", str(path), "--column", "name_a", "--out", str(out)]) == 0
    assert capsys.readouterr().out.count(r"\udcff.csv") == 2
