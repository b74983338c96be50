"""What people decide: pairs of ids, records, wrong cells; and the workbook that asks them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from mapping.__main__ import main
from mapping.clean.decisions import Decisions
from mapping.clean.judged import judged
from mapping.clean.review import HEADS, SHEET
from mapping.paths import Places
from mapping.tables import read

WriteTiny = Callable[..., Places]
IDS = ("a", "b", "c", "d")


def _decided(*answers: tuple[str, str, str]) -> Decisions:
    rows = [
        {"entity_kind": "outlet", "a_id": a, "b_id": b, "decision": decision, "who": "me", "date": "2026-01-01"}
        | {"reason": "because", "line": str(line)}
        for line, (a, b, decision) in enumerate(answers, start=2)
    ]
    return Decisions({"pairs": rows})


@pytest.mark.parametrize(
    ("answers", "merged", "apart", "complaints"),
    [
        ([("a", "b", "same")], {"a": "a", "b": "a"}, set(), 0),
        ([("a", "b", "same"), ("b", "c", "same")], {"a": "a", "b": "a", "c": "a"}, set(), 0),
        ([("b", "c", "same"), ("a", "b", "same")], {"a": "a", "b": "a", "c": "a"}, set(), 0),
        ([("a", "b", "same"), ("b", "a", "different")], {}, {frozenset("ab")}, 0),
        ([("a", "b", "different"), ("a", "b", "same")], {"a": "a", "b": "a"}, set(), 0),
        ([("a", "b", "same"), ("c", "a", "different")], {"a": "a", "b": "a"}, {frozenset("ac")}, 0),
        ([("a", "b", "same"), ("b", "c", "same"), ("a", "c", "different")], {}, {frozenset("ac")}, 3),
        ([("a", "b", "unsure")], {}, set(), 0),
        ([("a", "gone", "same")], {}, set(), 1),
    ],
    ids=["same", "chain", "chain from its end", "undone", "undone again", "apart", "contradiction", "unsure", "gone"],
)
def test_answers_on_pairs(
    answers: list[tuple[str, str, str]], merged: dict[str, str], apart: set[frozenset[str]], complaints: int
) -> None:
    decisions = _decided(*answers)
    found = judged("outlet", decisions, IDS)
    assert (found.merged, set(found.apart)) == (merged, apart)
    assert len(decisions.rejected) == complaints


def _clean(places: Places) -> int:
    return main(["clean", "--data", str(places.data), "--reports", str(places.reports)])


@pytest.fixture
def asked(write_tiny: WriteTiny, tiny_facts: Mapping[str, str]) -> Places:
    """The tiny landscape with a second id for Bozor TV, cleaned: the queue asks about it."""
    lines = tiny_facts["kg/outlets.csv"].splitlines()
    twin = next(line for line in lines if line.startswith("bozor-tv,")).replace("bozor-tv,", "bozor-kanali,")
    places = write_tiny({"kz/outlets.csv": f"{tiny_facts['kz/outlets.csv']}{twin}\n".encode()})
    assert _clean(places) == 1
    return places


def _answer(places: Places, answer: str, reason: str = "One site", who: str = "AB") -> Path:
    path = places.reports / "team" / "to_review.xlsx"
    book = load_workbook(path)
    sheet = book[SHEET]
    line = next(row for row in sheet.iter_rows(min_row=2) if {"bozor-tv", "bozor-kanali"} <= {c.value for c in row})
    for cell, value in zip(line, (answer, reason, who), strict=False):
        cell.value = value
    book.save(path)
    return path


def test_the_queue_shows_both_sides_and_why(asked: Places) -> None:
    sheet = load_workbook(asked.reports / "team" / "to_review.xlsx")[SHEET]
    heads, *lines = sheet.iter_rows(values_only=True)
    line = next(dict(zip(heads, line, strict=True)) for line in lines if {"bozor-tv", "bozor-kanali"} <= set(line))
    assert list(heads) == HEADS
    assert "Bozor" in line["a_names"]
    assert line["why"]
    assert sheet.freeze_panes == "D2"
    assert sheet.data_validations.dataValidation[0].formula1 == '"same,different,unsure"'


def test_an_answer_becomes_a_decision_and_merges(asked: Places) -> None:
    path = _answer(asked, " Same ")
    assert _clean(asked) == 1
    (row,) = read(asked.decisions / "pairs.csv").to_dict("records")
    assert (row["decision"], row["who"], row["reason"]) == ("same", "AB", "One site")
    outlets = set(read(asked.processed / "outlets.csv")["outlet_id"])
    gone = row["b_id"]
    assert row["a_id"] in outlets
    assert gone not in outlets
    redirects = read(asked.processed / "redirects.csv").set_index("old_id")
    assert redirects.loc[gone, "entity_id"] == row["a_id"]
    assert not path.exists() or gone not in str(list(load_workbook(path)[SHEET].values))


@pytest.mark.parametrize("answer", ["different", "unsure"])
def test_other_answers_keep_both(asked: Places, answer: str) -> None:
    _answer(asked, answer)
    assert _clean(asked) == 1
    assert {"bozor-tv", "bozor-kanali"} <= set(read(asked.processed / "outlets.csv")["outlet_id"])
    doubts = read(asked.processed / "doubts.csv")
    still = {"bozor-tv", "bozor-kanali"} in [{a, b} for a, b in zip(doubts["a_id"], doubts["b_id"], strict=True)]
    assert still is (answer == "unsure")


@pytest.mark.parametrize(
    ("answer", "reason", "who", "column"),
    [("maybe", "One site", "AB", "answer"), ("same", "", "AB", "reason"), ("same", "One site", "", "who")],
)
def test_a_wrong_answer_is_named_and_the_workbook_kept(
    asked: Places, answer: str, reason: str, who: str, column: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _answer(asked, answer, reason, who).read_bytes()
    assert _clean(asked) == 1
    assert re.search(rf"decisions/to_review.xlsx, line \d+, {column}: ", capsys.readouterr().err)
    assert (asked.reports / "team" / "to_review.xlsx").read_bytes() == before
    assert not (asked.decisions / "pairs.csv").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"no workbook", "is no workbook any more"), (b"", "is no workbook any more"), (None, "has no sheet 'to review'")],
)
def test_a_broken_workbook_stops_with_one_sentence(
    asked: Places, content: bytes | None, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = asked.reports / "team" / "to_review.xlsx"
    if content is None:
        book = load_workbook(path)
        del book[SHEET]
        book.save(path)
    else:
        path.write_bytes(content)
    assert _clean(asked) == 2
    assert words in capsys.readouterr().err


SET_ASIDE = "source,file,record_id,table,value,who,date,reason\n"


@pytest.mark.parametrize(
    ("decision", "table", "column"),
    [
        ("broadcast_directory,channels.csv,Boshqa.uz,outlets,2010", "outlets", "founded"),
        ("broadcast_directory,channels.csv,Boshqa.uz,stakes,owner.Katta", "stakes", "holder_id"),
        ("broadcast_directory,channels.csv,BozorTV.kg,channels,https://www.bozor.example/", "channels", "address"),
    ],
)
def test_a_wrong_cell_is_set_aside_and_listed(
    write_tiny: WriteTiny, decision: str, table: str, column: str, capsys: pytest.CaptureFixture[str]
) -> None:
    places = write_tiny(decisions={"set_aside": f"{SET_ASIDE}{decision},me,2026-01-01,Wrong\n"})
    assert _clean(places) == 1
    assert "no longer applies" not in capsys.readouterr().err
    (row,) = read(places.processed / "set_aside.csv").to_dict("records")
    assert (row["table"], row["column"], row["value"]) == (table, column, decision.split(",")[-1])
    frame = read(places.processed / f"{table}.csv")
    assert not (frame.astype(str) == row["value"]).any(axis=None) or table == "channels"


def test_a_decision_on_a_cell_that_is_gone_is_reported(
    write_tiny: WriteTiny, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "broadcast_directory,channels.csv,Boshqa.uz,names,Gone,me,2026-01-01,Wrong\n"
    assert _clean(write_tiny(decisions={"set_aside": SET_ASIDE + row})) == 1
    assert "no longer says 'Gone'" in capsys.readouterr().err


PAIRS = "entity_kind,a_id,b_id,decision,who,date,reason\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (PAIRS.encode() + b"outlet,bozor-tv,ortaq,same,me,2026-01-01,one, two\n", "put a cell that holds a comma"),
        (PAIRS.encode() + b'outlet,bozor-tv,ortaq,same,me,2026-01-01,"open\n', "is no table any more"),
        (PAIRS.encode() + "outlet,bozor-tv,ortaq,same,я,2026-01-01,да\n".encode("cp1251"), "is not UTF-8 text"),
        (PAIRS.replace(",", ";").encode(), "its head is to be"),
        (b"<html>", "its head is to be"),
        (PAIRS.replace("reason", "reason,zzz").encode(), "'zzz' differs"),
    ],
    ids=["empty", "comma", "quote", "cp1251", "semicolons", "html", "a column too many"],
)
def test_a_damaged_file_of_decisions_stops_with_one_sentence(
    write_tiny: WriteTiny, content: bytes, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    places = write_tiny()
    places.decisions.mkdir(parents=True)
    (places.decisions / "pairs.csv").write_bytes(content)
    assert _clean(places) == 2
    complaint = capsys.readouterr().err
    assert words in complaint
    assert complaint.count("\n") == 1


IDENTITY = "decision,entity_kind,source,file,record_id,entity_id,who,date,reason\n"


@pytest.mark.parametrize(
    ("rows", "words", "times"),
    [
        ("split,outlet,hand_facts,kg/outlets.csv,bozor-tv,ortaq,me,2026-01-01,x\n", "is the id of another record", 1),
        (
            "same,outlet,hand_facts,kg/outlets.csv,bozor-tv,dala-radio,me,2026-01-01,x\n"
            "same,outlet,hand_facts,kz/outlets.csv,dala-radio,bozor-tv,me,2026-01-01,x\n",
            "is led elsewhere by another row",
            2,
        ),
        ("same,outlet,nosource,kg/outlets.csv,bozor-tv,ortaq,me,2026-01-01,x\n", "in nosource/kg/outlets.csv", 1),
    ],
    ids=["split to a taken id", "circle", "unknown source"],
)
def test_a_decision_on_identity_that_cannot_hold_is_reported(
    write_tiny: WriteTiny, rows: str, words: str, times: int, capsys: pytest.CaptureFixture[str]
) -> None:
    places = write_tiny(decisions={"identity": IDENTITY + rows})
    assert _clean(places) == 1
    assert capsys.readouterr().err.count(words) == times
    assert {"bozor-tv", "dala-radio", "ortaq"} <= set(read(places.processed / "outlets.csv")["outlet_id"])


@pytest.mark.parametrize("line", [b"xx\n", b"\0\n", b"[]\n", b'{"urx": 1}\n'])
def test_a_damaged_receipt_is_named(write_tiny: WriteTiny, line: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    places = write_tiny()
    (journal,) = places.raw.glob("broadcast_directory/*/receipts.jsonl")
    journal.write_bytes(journal.read_bytes() + line)
    assert _clean(places) == 2
    assert "receipts.jsonl" in capsys.readouterr().err


def test_one_id_given_twice_stops(write_tiny: WriteTiny, capsys: pytest.CaptureFixture[str]) -> None:
    places = write_tiny()
    assert _clean(places) == 1
    head, first, *_ = places.ids.read_text(encoding="utf-8").splitlines()
    places.ids.write_text(f"{head}\n{first}\n{first.replace('outlet', 'outlet', 1)}\n", encoding="utf-8")
    assert _clean(places) == 2
    assert "twice" in capsys.readouterr().err


def test_two_lines_that_answer_one_pair_differently_are_named(
    asked: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _answer(asked, "same")
    book = load_workbook(path)
    sheet = book[SHEET]
    line = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == "same")
    sheet.append(["different", *line[1:]])
    book.save(path)
    assert _clean(asked) == 1
    assert "another line answers otherwise" in capsys.readouterr().err
    assert not (asked.decisions / "pairs.csv").exists()


ENDS = "holder_id,held_id,relation,end,url,who,date,reason\n"


@pytest.mark.parametrize(
    ("row", "ended"), [("aida,*,*", 2), ("aida,bozor-media,owns", 1), ("aida,kok-gazet,*", 1), ("aida,ortaq,*", 0)]
)
def test_a_decided_end_ends_the_stakes_it_means(
    write_tiny: WriteTiny, row: str, ended: int, capsys: pytest.CaptureFixture[str]
) -> None:
    decision = f"{row},2020-05,https://page.example/end,me,2026-01-01,Sold\n"
    places = write_tiny(decisions={"stake_ends": ENDS + decision})
    assert _clean(places) == 1
    stakes = read(places.processed / "stakes.csv")
    assert (stakes["end"] == "2020-05").sum() == ended
    assert ("no stake without an end" in capsys.readouterr().err) is (ended == 0)


@pytest.mark.slow
def test_every_record_of_the_directory_ends_where_a_careful_reader_puts_it(shipped: Places) -> None:
    labels = pd.read_csv(Path(__file__).parent / "directory_labels.csv", dtype=str)
    records = read(shipped.processed / "records.csv")
    ours = records[records["source"] == "broadcast_directory"].drop_duplicates("record_id").set_index("record_id")
    facts = set(records.loc[records["source"] == "hand_facts", "entity_id"])
    wrong = {
        label.record_id: (ours.loc[label.record_id, "entity_id"], label.entity_id)
        for label in labels.itertuples()
        if ours.loc[label.record_id, "entity_id"] != label.entity_id
        and not (label.entity_id == "NEW" and ours.loc[label.record_id, "entity_id"] not in facts)
    }
    assert wrong == {}


@pytest.mark.slow
def test_ids_never_change_once_given(shipped: Places, tmp_path: Path) -> None:
    """The same bytes come out of a second run, whose ids.csv already knows every id."""
    shutil.copytree(shipped.data, tmp_path / "data")
    again = Places(tmp_path / "data", tmp_path / "reports")
    assert _clean(again) == 0
    assert again.ids.read_bytes() == shipped.ids.read_bytes()
    for name in ("outlets", "owners", "redirects", "records"):
        assert (again.processed / f"{name}.csv").read_bytes() == (shipped.processed / f"{name}.csv").read_bytes()
