"""`mapping parse`: rows as JSON lines, and one sentence for pages that cannot be read. `mapping new-source`."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mapping import sources
from mapping.__main__ import main
from mapping.observations import OBSERVED
from mapping.paths import PROJECT
from mapping.schema import TABLES

GOOD = b'{"names": ["Tong", "Dala"], "next": 0}'


@pytest.fixture(autouse=True)
def imitated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The source of tests stands beside the real ones."""
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(PROJECT / "tests" / "imitated")])


def test_each_row_is_one_object_with_its_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_bytes(GOOD)
    assert main(["parse", "village", str(tmp_path / "a.json"), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["table"], row["line"], row["record_id"], row["name"]) for row in rows] == [
        ("outlets", 1, "Tong", "Tong"),
        ("outlets", 2, "Dala", "Dala"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (GOOD[:20], "cannot read"),
        (b"<html>503</html>", "cannot read"),
        (b'{"next": 0}', "no 'names'"),
        (b'{"names": 5, "next": 0}', "cannot read"),
        (b"[]", "cannot read"),
        (b"\xff\xfe\x00\x01", "cannot read"),
        (gzip.compress(GOOD, mtime=0), "cannot read"),
        (b"[" * 100_000, "cannot read"),
    ],
)
def test_damaged_pages_end_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    (tmp_path / "good.json").write_bytes(GOOD)
    (tmp_path / "a.json").write_bytes(content)
    assert main(["parse", "village", str(tmp_path / "good.json"), str(tmp_path / "a.json"), "--json"]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_a_file_that_is_not_there_and_a_source_that_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "village", str(tmp_path / "a.json")]) == 2
    assert main(["parse", "gathering", str(tmp_path / "a.json")]) == 2
    assert capsys.readouterr().err.count("\n") == 2


OTHER_TABLES = {
    "semicolons": b"outlet_id;question;answer;date;source_url;confidence;note\n1;2;3;4;5;6;7\n",
    "cp1251": "Издание,Вопрос\nХабар,чей\n".encode("cp1251"),
    "workbook": b"PK\x03\x04" + bytes(range(256)),
    "cut gzip": gzip.compress(GOOD * 20, mtime=0)[:30],
    "random bytes": bytes(range(255, 0, -1)) * 5,
}


@pytest.mark.parametrize("content", OTHER_TABLES.values(), ids=OTHER_TABLES)
@pytest.mark.parametrize("source", ["assessments", "broadcast_directory"])
def test_another_table_is_refused_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, content: bytes
) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert main(["parse", source, str(tmp_path / "a.csv")]) == 2
    told = capsys.readouterr()
    assert "a.csv cannot be read: it is not this table: its first line must name" in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("zeros.csv", "'hand_facts' has no file named 'zeros.csv': it reads outlets.csv, owners.csv,"),
        ("nothing.csv", "nothing.csv is no file that is there: nothing was done"),
        (".", "is no file that is there"),
    ],
)
def test_a_file_of_another_name_or_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, said: str
) -> None:
    (tmp_path / "zeros.csv").write_bytes(b"\0" * 100)
    assert main(["parse", "hand_facts", str(tmp_path / file)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_broken_bytes_and_marks_of_direction_are_printed_harmlessly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    head = b"outlet_id,question,answer,date,source_url,confidence,note\n"
    line = "a,funding,state,2020,https://a.example/,reported,\u202eb".encode() + b"\xff\n"
    (tmp_path / "assessments.csv").write_bytes(head + line)
    assert main(["parse", "assessments", str(tmp_path / "assessments.csv"), *words]) in (1, 2)
    told = capsys.readouterr()
    assert r"\udcff" in told.out + told.err
    (told.out + told.err).encode()
    assert words or "\u202e" not in told.out + told.err


def test_cells_that_no_table_takes_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_bytes(b'{"names": ["=cmd()", "Tong"], "next": 0}')
    assert main(["parse", "village", str(tmp_path / "a.json"), "--json"]) == 1
    assert "looks like a spreadsheet formula" in capsys.readouterr().err


def test_tables_of_machines_and_tables_of_things_have_names_of_their_own() -> None:
    assert not TABLES.keys() & OBSERVED.keys()
    for table in OBSERVED.values():
        assert set(table.key) <= set(table.heads)


def test_a_new_source_works_at_once(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "mapping", tmp_path / "mapping", ignore=shutil.ignore_patterns("__pycache__"))
    run = {"cwd": tmp_path, "env": os.environ | {"PYTHONPATH": str(tmp_path)}, "capture_output": True, "text": True}

    def mapping(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "mapping", *words], check=False, **run)

    made = mapping("new-source", "tong_list")
    assert made.returncode == 0, made.stderr
    parsed = mapping("parse", "tong_list", "tests/pages/tong_list/page.csv", "--json")
    assert [json.loads(line)["table"] for line in parsed.stdout.splitlines()] == ["outlets", "channels", "outlets"]
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/sources/test_tong_list.py"]
    assert "2 passed" in subprocess.run(tests, check=True, **run).stdout
    again = mapping("new-source", "tong_list")
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert mapping("new-source", "Tong-List").returncode == 2


def test_the_share_of_forwards_that_name_their_channel_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    page = PROJECT / "tests" / "pages" / "telegram" / "preview.html"
    main(["parse", "telegram", str(page)])
    assert "name their channel." in capsys.readouterr().err
