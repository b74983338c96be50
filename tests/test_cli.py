"""The command line on good input, bad input, no input, and after a build that was killed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mapping.__main__ import main
from mapping.paths import Places
from mapping.tables import read

OUTLETS, OWNERS, STAKES, EVENTS = "kg/outlets.csv", "kg/owners.csv", "kg/ownership.csv", "kg/events.csv"
Read = pytest.CaptureFixture[str]


def _edit(old: str, new: str, file: str = OUTLETS) -> tuple[str, str, str]:
    return file, old, new


# What is broken (file, what stood there, what stands there now), and the one message: file, line, column, reason.
BROKEN = {
    "missing column": (_edit("name_native", "nom"), "kg/outlets.csv, line 1, name_native: the column 'name_native'"),
    "unknown column": (_edit("name_native", "nom"), "kg/outlets.csv, line 1, nom: the column is not one"),
    "broken encoding": (_edit("Bozor TV", "Boz\udce9r TV"), r"line 2, name: 'Boz\udce9r TV' is not UTF-8 text"),
    "unknown word": (_edit(",tv,", ",teevee,"), "kg/outlets.csv, line 2, medium: 'teevee' is not one of: tv, radio"),
    "dangling holder": (
        _edit("aida,bozor-media", "nobody,bozor-media", STAKES),
        "kg/ownership.csv, line 2, owner_id: 'nobody' names nothing that the source describes",
    ),
    "dangling held": (
        _edit("aida,kok-gazet", "aida,no-gazet", STAKES),
        "kg/ownership.csv, line 7, owned_id: 'no-gazet' names nothing that the source describes",
    ),
    "dangling event": (
        _edit("chyndyk", "nothing", EVENTS),
        "kg/events.csv, line 2, outlet_id: 'nothing' names nothing that the source describes",
    ),
    "no such day": (_edit("2024-02-09", "2011-13-45", EVENTS), "kg/events.csv, line 2, date: '2011-13-45' is no date"),
    "formula": (_edit("A court bans it.", "=cmd()", EVENTS), "=cmd()' looks like a spreadsheet formula"),
    "markup": (
        _edit("Bozor TV", "<img src=x onerror=alert(1)>"),
        "line 2, name: '<img src=x onerror=alert(1)>' holds HTML",
    ),
    "huge cell": (_edit("Bozor TV", "x" * 10_000_000), "xxx…' is 10,000,000 characters long; the most is 20,000"),
    "too few cells": (
        _edit("chyndyk,Chyndyk,,", "chyndyk,Chyndyk,"),
        "kg/outlets.csv, line 3: the line has 18 cells; the head of the file has 19",
    ),
    "no page": (
        _edit(",https://page.example/one", ",", EVENTS),
        "kg/events.csv, line 2, source_url: is empty: every row names the page that states it",
    ),
}


def _clean(places: Places) -> int:
    return main(["clean", "--data", str(places.data)])


def _ids(places: Places, table: str = "outlets") -> set[str]:
    return set(read(places.processed / f"{table}.csv").iloc[:, 0])


@pytest.mark.parametrize(("edit", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_cell_is_named_once_and_the_rest_survives(
    write_tiny, tiny_facts, capsys: Read, edit: tuple[str, str, str], message: str
) -> None:
    file, old, new = edit
    assert old in tiny_facts[file]
    changed = tiny_facts[file].replace(old, new, 1).encode("utf-8", errors="surrogateescape")
    places = write_tiny({file: changed})
    assert _clean(places) == 1
    complaints = capsys.readouterr().err.splitlines()
    assert sum(message in line for line in complaints) == 1, complaints
    assert all(len(line) < 300 for line in complaints)
    assert {"dala-radio", "kok-gazet", "ortaq"} <= _ids(places)


def test_a_second_description_of_one_thing_in_one_file_is_named(write_tiny, tiny_facts, capsys: Read) -> None:
    head, first, *rest = tiny_facts[OUTLETS].splitlines(keepends=True)
    places = write_tiny({OUTLETS: "".join([head, first, first, *rest]).encode()})
    assert _clean(places) == 1
    said = "kg/outlets.csv, line 3, outlet_id: 'bozor-tv' stands already in line 2"
    assert capsys.readouterr().err.count(said) == 1
    assert {"bozor-tv", "chyndyk"} <= _ids(places)


def test_no_cell_of_the_rejected_rows_runs_in_a_spreadsheet(write_tiny, tiny_facts) -> None:
    places = write_tiny({EVENTS: tiny_facts[EVENTS].replace("A court bans it.", "=cmd()").encode()})
    _clean(places)
    values = read(places.processed / "rejected.csv")["value"]
    assert values.str.contains("cmd").sum() == 1
    assert not values.str.match(r"[=+@-]").any()


def test_an_empty_file_is_named_and_the_others_are_read(write_tiny, capsys: Read) -> None:
    places = write_tiny({"kz/outlets.csv": b""})
    assert _clean(places) == 1
    assert "hand_facts/kz/outlets.csv, line 1" in capsys.readouterr().err
    assert {"bozor-tv", "chyndyk", "ortaq"} <= _ids(places)


def test_a_table_without_one_readable_row_is_survived(write_tiny, capsys: Read) -> None:
    places = write_tiny({"regional/programmes.csv": b""})
    assert _clean(places) == 1
    assert "hand_facts/regional/programmes.csv, line 1" in capsys.readouterr().err
    assert {"bozor-tv", "chyndyk", "dala-radio"} <= _ids(places)


def test_a_file_changed_after_it_was_received_is_named(write_tiny, capsys: Read) -> None:
    places = write_tiny()
    path = next(places.raw.glob(f"hand_facts/*/{EVENTS}"))
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert _clean(places) == 1
    assert "hand_facts/kg/events.csv: the file is not the one received" in capsys.readouterr().err


def test_a_file_lost_after_it_was_received_is_named(write_tiny, capsys: Read) -> None:
    places = write_tiny()
    next(places.raw.glob("hand_facts/*/kg/sources.csv")).unlink()
    assert _clean(places) == 1
    assert "hand_facts/kg/sources.csv: the file was received, but is gone" in capsys.readouterr().err


def test_the_small_landscape_shows_merging_and_safety(tiny: Places) -> None:
    outlets = read(tiny.processed / "outlets.csv").set_index("outlet_id")
    assert set(outlets.index) == {"bozor-tv", "chyndyk", "dala-radio", "kok-gazet", "ortaq", "boshqa"}
    assert outlets.loc["chyndyk", ["place_level", "city", "labelled_in"]].tolist() == ["country", "", "KG"]
    assert outlets.loc["bozor-tv", ["place_level", "city"]].tolist() == ["city", "Osh"]
    assert outlets.loc["boshqa", "founded"] == "2010"
    conflicts = read(tiny.processed / "conflicts.csv")
    assert conflicts[["entity_id", "field", "shown", "others"]].to_numpy().tolist() == [
        ["ortaq", "founded", "2003-05-01", "2001"]
    ]


DECISION = "decision,entity_kind,source,file,record_id,entity_id,who,date,reason\n"
CORRECTION = "entity_kind,entity_id,field,old,new,url,who,date,reason\n"
PAGE = "https://page.example/two"


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("identity", "same,outlet,broadcast_directory,channels.csv,Gone.kg,bozor-tv,us,2026-01-03,It is.", "'Gone.kg'"),
        ("corrections", f"outlet,ortaq,founded,1999,2002,{PAGE},us,2026-01-03,Typo.", "the sources now say '2003-05"),
        ("corrections", f"outlet,nobody,founded,,2002,{PAGE},us,2026-01-03,Typo.", "there is no nobody.founded"),
    ],
)
def test_a_decision_whose_case_is_gone_is_named(write_tiny, capsys: Read, table: str, text: str, message: str) -> None:
    head = DECISION if table == "identity" else CORRECTION
    places = write_tiny(decisions={table: head + text + "\n"})
    assert _clean(places) == 1
    complaint = next(line for line in capsys.readouterr().err.splitlines() if "no longer applies" in line)
    assert complaint.startswith(f"decisions/{table}.csv, line 2")
    assert message in complaint


def test_a_decision_that_meets_its_case_wins(write_tiny) -> None:
    split = "split,outlet,broadcast_directory,channels.csv,BozorTV.kg,bozor-two,us,2026-01-03,Another one.\n"
    new = f"outlet,ortaq,founded,2003-05-01,2002,{PAGE},us,2026-01-03,Read on the spot.\n"
    places = write_tiny(decisions={"identity": DECISION + split, "corrections": CORRECTION + new})
    _clean(places)
    outlets = read(places.processed / "outlets.csv").set_index("outlet_id")
    assert outlets.loc["ortaq", "founded"] == "2002"
    assert {"bozor-tv", "bozor-two"} <= set(outlets.index)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["clean"], "Nothing was received yet in"),
        (["explain", "kloop"], "run `mapping build` first"),
        (["analyse"], "run `mapping build` first"),
        (["gather", "hand_facts", "--from", "nowhere"], "nowhere is no folder"),
        (["gather", "hand_facts", "--from", ".", "--date", "soon"], "'soon' is no day"),
        (["gather", "nobody", "--from", "."], "There is no source named 'nobody'"),
        (["report", "--languages", ",,"], "Name a language: choose from en"),
        (["report", "--only", "outlet_sheet"], "Say for which outlets"),
        (["report", "--only", "landscape, nothing"], "There is no 'nothing'"),
        (["report", "--only", "landscape", "--as-of", "2999"], "'2999' lies ahead"),
    ],
)
def test_nothing_done_is_said_in_one_sentence(tmp_path: Path, capsys: Read, command: list[str], message: str) -> None:
    assert main([*command, "--data", str(tmp_path / "data")]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("bozor-tv", 0, "Bozor TV (bozor-tv), outlet"),
        ("Chyndyk", 0, "2024-02-09 extremist_label: A court bans it."),
        ("ortaq", 0, "founded: 2003-05-01 (shown: the more precise date) against 2001"),
        ("bozor-tw", 2, "Did you mean bozor-tv"),
        ("zzzzzzzz", 2, "There is no outlet or owner 'zzzzzzzz'."),
    ],
)
def test_explain(tiny: Places, capsys: Read, asked: str, status: int, words: str) -> None:
    capsys.readouterr()
    assert main(["explain", asked, "--data", str(tiny.data)]) == status
    said = capsys.readouterr()
    assert words in (said.err if status else said.out)


@pytest.mark.parametrize("command", [[], ["gather"], ["clean"], ["analyse"], ["report"], ["build"], ["explain"]])
def test_help_tells_how_to_use_it(capsys: Read, command: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    assert "usage: mapping" in capsys.readouterr().out


def test_sources_lists_what_was_read(tiny: Places, capsys: Read) -> None:
    capsys.readouterr()
    assert main(["sources", "--data", str(tiny.data)]) == 0
    said = capsys.readouterr().out
    assert "hand_facts: Hand-collected facts" in said
    assert "last gathered 2026-01-02; " in said
    assert "6 outlets" in said


def test_gather_keeps_bytes_and_receipts_and_changes_nothing_received(write_tiny, tmp_path: Path, capsys: Read) -> None:
    given = write_tiny().raw / "hand_facts" / "2026-01-02"
    command = ["gather", "hand_facts", "--from", str(given), "--date", "2026-01-05", "--data", str(tmp_path / "new")]
    assert main(command) == 0
    kept = tmp_path / "new" / "raw" / "hand_facts" / "2026-01-05"
    assert (kept / EVENTS).read_bytes() == (given / EVENTS).read_bytes()
    assert len((kept / "receipts.jsonl").read_text(encoding="utf-8").splitlines()) == 8
    assert main(command) == 2
    assert "is already there" in capsys.readouterr().err


def test_sweep_deletes_what_was_made_and_keeps_what_was_received(tiny: Places) -> None:
    main(["sweep", "--data", str(tiny.data), "--reports", str(tiny.reports)])
    assert not list(tiny.processed.glob("*"))
    assert list(tiny.raw.rglob(EVENTS))


@pytest.mark.parametrize(("complete", "seen"), [(False, "Bozor TV"), (True, "Bozor New")])
def test_a_killed_build_leaves_the_old_tables_or_is_finished(
    tiny: Places, capsys: Read, complete: bool, seen: str
) -> None:
    stage = tiny.processed / ".staged"
    stage.mkdir()
    shutil.copy(tiny.processed / "outlets.csv", stage)
    text = (stage / "outlets.csv").read_text(encoding="utf-8").replace("Bozor TV", "Bozor New")
    (stage / "outlets.csv").write_text(text, encoding="utf-8")
    if complete:
        (stage / "complete").touch()
    capsys.readouterr()
    assert main(["explain", "bozor-tv", "--data", str(tiny.data)]) == 0
    assert capsys.readouterr().out.startswith(f"{seen} (bozor-tv)")
    assert stage.exists() != complete


@pytest.mark.parametrize(("option", "name"), [("--only", "landscap"), ("--countries", "FR")])
@pytest.mark.parametrize("command", ["build", "report"])
def test_what_does_not_exist_is_named_before_anything_is_done(
    write_tiny, capsys: Read, command: str, option: str, name: str
) -> None:
    places = write_tiny()
    assert main([command, option, name, "--data", str(places.data)]) == 2
    assert f"There is no '{name}': choose from " in capsys.readouterr().err
    assert not places.processed.exists()
