"""Names in files: pairs of one list, two lists joined; what is wrong with a row is told and counted, never fatal."""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import pytest

from mapping.clean.pairing import MOST_NEAR
from mapping.errors import InputUnreadable
from mapping.match import ADDED, match_lists, match_pairs

Table = list[dict[str, str]]


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def _read(path: Path, delimiter: str = ",") -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def _pairs(folder: Path, text: str, encoding: str = "utf-8") -> tuple[Table, dict[str, int]]:
    outcome = match_pairs(_write(folder / "in.csv", text, encoding), folder / "out.csv", encoding)
    return _read(folder / "out.csv"), dict(outcome.problems)


def test_pairs_keep_every_column_and_get_three(tmp_path: Path) -> None:
    head = "id,name_a,note,name_b,kind,country"
    rows, problems = _pairs(
        tmp_path,
        f'{head}\n7,Егемен Қазақстан,=1+1,Egemen Qazaqstan,outlet,KZ\n8,Радио Хабар,"a, b",Khabar TV,,kz\n',
    )
    assert list(rows[0]) == [*head.split(","), *ADDED]
    assert [row["note"] for row in rows] == ["=1+1", "a, b"]
    assert [row["same"] for row in rows] == ["true", "false"]
    assert all(len(row["score"]) == 5 and 0 <= float(row["score"]) <= 1 for row in rows)
    assert all(row["why"] for row in rows)
    assert problems == {}


ROWS = {
    "kind": ("A,B,thing,KZ", "the kind 'thing' is not one of: outlet, company, person, place"),
    "country": ("A,B,outlet,US", "the country 'US' is not one of: KZ, KG, TJ, UZ, or empty"),
    "too few cells": ("A", "the line has 1 cells, the head has 4"),
    "too many cells": (
        "A,B,outlet,KZ,more",
        "the line has 5 cells, the head has 4 (what stands beyond it is left out)",
    ),
}


@pytest.mark.parametrize(("row", "reason"), ROWS.values(), ids=ROWS)
def test_a_row_that_cannot_be_read_is_kept_with_the_reason(tmp_path: Path, row: str, reason: str) -> None:
    rows, problems = _pairs(tmp_path, f"name_a,name_b,kind,country\n{row}\nОш,Osh,place,KG\n")
    assert (rows[0]["name_a"], rows[0]["score"], rows[0]["same"]) == ("A", "", "unsure")
    assert rows[0]["why"] == f"Not compared: {reason}."
    assert rows[1]["same"] == "true"
    assert problems == {f"not compared: {reason}": 1}


@pytest.mark.parametrize("name", ["", "😀", "a\0b", "م" * 10_000, '"quoted ""name"""', "'=cmd()"])
def test_odd_names_come_back_as_they_were(tmp_path: Path, name: str) -> None:
    cell = name if name.startswith('"') else f'"{name}"'
    rows, _ = _pairs(tmp_path, f"name_a,name_b\n{cell},Хабар\n")
    assert rows[0]["name_a"] == (name if not name.startswith('"') else 'quoted "name"')
    assert rows[0]["same"] in ("false", "unsure")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_delimiters_and_encodings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = delimiter.join(("name_a", "name_b")) + "\r\n" + delimiter.join(("Хабар, ТВ; новости", "Хабар")) + "\r\n"
    quoted = text.replace("Хабар, ТВ; новости", '"Хабар, ТВ; новости"')
    asked = "utf-8" if encoding == "utf-8-sig" else encoding
    match_pairs(_write(tmp_path / "in.csv", quoted, encoding), tmp_path / "out.csv", asked)
    rows = _read(tmp_path / "out.csv", delimiter)
    assert list(rows[0]) == ["name_a", "name_b", *ADDED]
    assert rows[0]["name_a"] == "Хабар, ТВ; новости"


UNREADABLE = {
    "empty": (b"", "in.csv is empty: its first line must name the columns."),
    "blank head": (b"\n\n", "in.csv is empty: its first line must name the columns."),
    "missing column": (b"name_1,name_b\na,b\n", "in.csv has no column 'name_a'; the nearest is 'name_b'"),
    "column twice": (b"name_a,name_b,name_b\n", "in.csv has two columns named 'name_b': rename one."),
    "no name": (b"name_1,name_b,,\n", "in.csv has two columns named '': rename one."),
    "two columns alike": (b"Name_A,name_a ,name_b\n", "in.csv has two columns that may be 'name_a': rename one."),
    "column with a control character": (b"a\0b,name_b\n", r"the nearest is 'name_b'"),
    "huge head": (b"nam\0" + b"x" * 200_000 + b"\n1\n", r"the nearest is 'nam\\x00x{56}': rename it"),
    "very many columns": (",".join(map(str, range(100_000))).encode(), "has 100,000 columns, the most is 1,000"),
    "workbook": (b"PK\3\4rest", "in.csv is a workbook: open it and save the table as CSV"),
    "old workbook": (b"\xd0\xcf\x11\xe0rest", "in.csv is a workbook"),
    "cut character": ("name_a,name_b\nа,б".encode()[:-1], r"not utf-8 text \(byte 17\)"),
    "quote left open": (
        b'name_a,name_b\na,b\nc,"d\ne,f\n',
        "in.csv, line 3: a quote that opens in this row never closes",
    ),
    "quote left open in the head": (b'name_a,"name_b\na,b\n', "in.csv, line 1: a quote that opens"),
    "quote amid a cell": (b'name_a,name_b\n"a\n"b,c\n', "in.csv, line 2: a quote stands amid a cell"),
    "column taken": (b"name_a,name_b,score\n", "in.csv already has a column 'score': rename or delete it."),
    "cp1251": ("name_a,name_b\nХабар,Хабар\n".encode("cp1251"), "not utf-8 text (byte 14).*--encoding cp1251"),
    "UTF-16": ("name_a,name_b\n".encode("utf-16"), "in.csv is UTF-16 text: add --encoding utf-16"),
}


@pytest.mark.parametrize(("content", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "in.csv").write_bytes(content)
    pattern = message.replace("(byte 14)", r"\(byte 14\)")
    with pytest.raises(InputUnreadable, match=pattern):
        match_pairs(tmp_path / "in.csv", tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


def test_the_input_is_never_written_over(tmp_path: Path) -> None:
    path = _write(tmp_path / "in.csv", "name_a,name_b\na,b\n")
    with pytest.raises(InputUnreadable, match="is a file that is read: give --out another name"):
        match_pairs(path, path)
    with pytest.raises(InputUnreadable, match="no encoding 'klingon'"):
        match_pairs(path, tmp_path / "out.csv", "klingon")
    assert path.read_text() == "name_a,name_b\na,b\n"


LEFT = """name,country,website,id
Егемен Қазақстан,KZ,https://egemen.kz/a,1
Неизвестное,,,2
Хабар,KZ,,3
Жарық,KZ,www.jaryq.kz,4
Чужой,US,,5
Кабар,KG,http://[::,6
"""
RIGHT = """name;country;website;mark
Khabar;KZ;;a
Хабар 24;KZ;;b
Egemen Qazaqstan;;;c
Light Media;KZ;http://jaryq.kz;d
Хабар;UZ;;e
KABAR;KG;;f
"""


def test_two_lists_are_joined_by_name_and_site(tmp_path: Path) -> None:
    left, right = _write(tmp_path / "left.csv", LEFT), _write(tmp_path / "right.csv", RIGHT)
    outcome = match_lists(left, right, tmp_path / "out.csv")
    rows = _read(tmp_path / "out.csv")
    assert list(rows[0]) == [
        *("name", "country", "website", "id"),
        *("right_name", "right_country", "right_website", "right_mark"),
        *ADDED,
    ]
    best: dict[str, dict[str, str]] = {}
    for row in rows:
        best.setdefault(row["id"], row)
    assert [best[key]["right_mark"] for key in "123456"] == ["c", "", "a", "d", "", "f"]
    assert [best[key]["same"] for key in "12356"] == ["true", "", "true", "", "true"]
    assert best["2"]["why"] == "No row of the other list is near."
    assert best["5"]["why"].startswith("Not compared: the country 'US'")
    assert "they share the site jaryq.kz" in best["4"]["why"]
    assert outcome.rows == 6
    assert list(outcome.first.values()) == [6], "the line in which it stands first"
    assert outcome.problems == {"left list, not compared: the country 'US' is not one of: KZ, KG, TJ, UZ, or empty": 1}


def test_a_host_of_many_is_no_clue(tmp_path: Path) -> None:
    rows = "".join(f"Газета {letter * 4},https://facebook.com/{letter}\n" for letter in "абвг")
    left = _write(tmp_path / "left.csv", f"name,website\n{rows}")
    right = _write(tmp_path / "right.csv", f"name,website\n{rows.replace('Газета', 'Радио')}")
    match_lists(left, right, tmp_path / "out.csv")
    assert not any("share the site" in row["why"] for row in _read(tmp_path / "out.csv"))


def test_long_lists_are_joined_in_seconds(tmp_path: Path) -> None:
    words = ["Ақ", "Жайық", "Туусу", "Правда", "Овоз", "Таң", "Нур", "Дарё", "Слово", "Хабар", "Шамы", "Вести"]
    names = [f"{one} {two} {place}" for one in words for two in words for place in ("Ош", "Тараз", "Хива", "Бухара")]
    text = "name\n" + "\n".join(names[:500]) + "\n"
    started = time.perf_counter()
    match_lists(_write(tmp_path / "l.csv", text), _write(tmp_path / "r.csv", text), tmp_path / "out.csv")
    assert time.perf_counter() - started < 10
    best = {row["name"]: row["right_name"] for row in reversed(_read(tmp_path / "out.csv"))}
    assert all(best[name] for name in names[:500])


ENCODINGS = ["rot13", "hex", "undefined", "klingon", "", "\udcff", "a\0b", "zip"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_only_encodings_of_text_are_taken(tmp_path: Path, encoding: str) -> None:
    path = _write(tmp_path / "in.csv", "name_a,name_b\na,b\n")
    with pytest.raises(InputUnreadable, match=r"There is no encoding '.*' of text"):
        match_pairs(path, tmp_path / "out.csv", encoding)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "idna"])
def test_a_text_in_another_encoding_than_was_said(tmp_path: Path, encoding: str) -> None:
    path = _write(tmp_path / "in.csv", "name_a,name_b\nХабар,Хабар\n")
    with pytest.raises(InputUnreadable, match=f"in.csv is not {encoding} text.*name its own with --encoding"):
        match_pairs(path, tmp_path / "out.csv", encoding)


def test_heads_are_found_whatever_their_case(tmp_path: Path) -> None:
    rows, _ = _pairs(tmp_path, " Name_A ,NAME_B,Kind\nОш,Osh,place\n")
    assert (rows[0]["same"], rows[0][" Name_A "]) == ("true", "Ош")


def test_a_name_too_long_to_be_compared_whole_says_so(tmp_path: Path) -> None:
    rows, _ = _pairs(tmp_path, f"name_a,name_b\n{'я' * 201},Хабар\n{'я' * 200},Хабар\n")
    assert rows[0]["why"].endswith(" Only the first 200 characters of name_a were compared.")
    assert "characters" not in rows[1]["why"]
    left = _write(tmp_path / "left.csv", f"name\nХабар {'я' * 200}\n")
    match_lists(left, left, tmp_path / "out.csv")
    why = _read(tmp_path / "out.csv")[0]["why"]
    assert why.endswith(" Only the first 200 characters of name and right_name were compared.")


def test_of_very_many_equal_names_the_nearest_are_compared_and_that_is_told(tmp_path: Path) -> None:
    many = "name,country\n" + "Хабар,KZ\n" * 400
    left = _write(tmp_path / "left.csv", "name,country\nХабар,KZ\nХабар,KG\nЖарық,KZ\n")
    right = _write(tmp_path / "right.csv", f"{many}Хабар,KG\n")
    outcome = match_lists(left, right, tmp_path / "out.csv")
    rows = _read(tmp_path / "out.csv")
    assert [row["country"] for row in rows] == ["KZ"] * MOST_NEAR + ["KG", "KZ"]
    assert all("only the 50 nearest were compared" in row["why"] for row in rows[:MOST_NEAR])
    assert rows[MOST_NEAR]["right_country"] == "KG", "the rows of another country take no place"
    cut = "left list, more than 50 rows of the other list are near: only the 50 nearest were compared"
    assert outcome.problems == {cut: 1}


def test_two_lists_of_one_name_are_joined_in_seconds(tmp_path: Path) -> None:
    some = _write(tmp_path / "some.csv", "name\n" + "Хабар\n" * 300)
    many = _write(tmp_path / "many.csv", "name\n" + "Хабар\n" * 20_000)
    started = time.perf_counter()
    match_lists(some, many, tmp_path / "out.csv")
    assert time.perf_counter() - started < 30
    assert len(_read(tmp_path / "out.csv")) == 300 * MOST_NEAR


def test_a_symlink_is_followed_and_stays(tmp_path: Path) -> None:
    path, link = _write(tmp_path / "in.csv", "name_a,name_b\na,b\n"), tmp_path / "link.csv"
    (tmp_path / "there").mkdir()
    link.symlink_to(tmp_path / "there" / "out.csv")
    for _ in range(2):
        match_pairs(path, link)
        assert link.is_symlink()
        assert len(_read(tmp_path / "there" / "out.csv")) == 1


@pytest.mark.parametrize("out", ["/dev/null", "pipe", "loop"])
def test_what_is_no_regular_file_is_not_replaced(tmp_path: Path, out: str) -> None:
    path = _write(tmp_path / "in.csv", "name_a,name_b\na,b\n")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(InputUnreadable, match="is no regular file: give --out the name"):
        match_pairs(path, tmp_path / out)
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "loop").is_symlink()
