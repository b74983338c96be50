"""The command `mapping reprints` on files as people have them."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mapping.__main__ import main
from mapping.analyse.reuse import Settings

Read = pytest.CaptureFixture[str]
Rows = list[dict[str, str]]

# A news story in each language, long enough to be compared.
STORIES = {
    "ru": "Правительство Казахстана утвердило бюджет на три года: расходы на образование вырастут на пятую часть, "
    "дефицит останется прежним, сообщили журналистам в министерстве финансов после заседания кабинета министров.",
    "kk": "Қазақстан үкіметі үш жылға арналған бюджетті бекітті: білім беруге бөлінетін қаржы бестен бірге өседі, "
    "тапшылық бұрынғы деңгейде қалады, деп хабарлады журналистерге қаржы министрлігі үкімет отырысынан кейін.",
    "ky": "Кыргыз Республикасынын өкмөтү үч жылга бюджетти бекитти: билим берүүгө каралган каражат бештен бирге "
    "көбөйөт, тартыштык мурдагыдай калат, деп билдирди журналисттерге каржы министрлиги жыйындан кийин.",
    "tg": "Ҳукумати Ҷумҳурии Тоҷикистон буҷети сесоларо тасдиқ кард: хароҷоти соҳаи маориф панҷяк меафзояд, касри "
    "буҷет дар сатҳи пештара мемонад, хабар доданд ба рӯзноманигорон дар вазорати молия пас аз ҷаласа.",
    "uz": "O‘zbekiston hukumati uch yillik byudjetni tasdiqladi: ta’limga ajratiladigan mablag‘ beshdan birga oshadi, "
    "taqchillik avvalgi darajada qoladi, deb xabar qildi jurnalistlarga moliya vazirligi yig‘ilishdan so‘ng.",
    "en": "The government has approved the budget for the next three years: spending on schools will grow by a fifth, "
    "the deficit will stay where it is, the finance ministry told reporters after the cabinet had met.",
}
OTHER = {
    "ru": "Дорогу через перевал открыли для грузовиков после того, как спасатели убрали лавину и проверили склоны.",
    "en": "A road over the pass was opened to lorries once rescue teams had cleared the avalanche and its slopes.",
}
HEADS = ("id", "outlet", "time", "text")


def _items() -> list[Sequence[str]]:
    """An agency's stories, and a paper that reprints each two hours later with a word put before and the end cut."""
    rows: list[Sequence[str]] = []
    for day, (language, text) in enumerate(STORIES.items(), start=1):
        rows.append((f"a-{language}", "agency", f"2026-01-0{day}T10:00:00+05:00", text))
        rows.append((f"p-{language}", "paper", f"2026-01-0{day}T12:00:00+05:00", f"Алматы. {text[:-25]}"))
    rows += [(f"o-{language}", "paper", "2026-01-09T12:00:00+05:00", text) for language, text in OTHER.items()]
    return rows


def _csv(path: Path, rows: Iterable[Sequence[str]], heads: Sequence[str] = HEADS, *, separator: str = ",",
         encoding: str = "utf-8") -> Path:  # fmt: skip
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([heads, *rows])
    return path


def _json(path: Path, rows: Iterable[Sequence[str]], heads: Sequence[str] = HEADS) -> Path:
    lines = (json.dumps(dict(zip(heads, row, strict=True)), ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _parquet(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    columns = list(zip(*rows, strict=True))
    times = [datetime.fromisoformat(value) for value in columns[2]]
    pq.write_table(pa.table(dict(zip(HEADS, (*columns[:2], times, columns[3]), strict=True))), path)
    return path


def _bytes_in_parquet(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """Texts of which the file does not say that they are texts, beside a nested column."""
    columns = [pa.array([cell.encode() for cell in column], pa.binary()) for column in zip(*rows, strict=True)]
    columns[2] = pa.array([cell.decode() for cell in columns[2].to_pylist()])
    nested = pa.array([{"views": [1, 2]}] * len(columns[0]))
    pq.write_table(pa.table([*columns, nested], names=[*HEADS, "counts"]), path)
    return path


def _table(out: Path, name: str) -> Rows:
    with (out / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _run(items: Path, *more: str) -> tuple[int, Path]:
    out = items.parent / "out"
    return main(["reprints", str(items), "--out", str(out), *more]), out


FORMS: Mapping[str, Callable[[Path], Path]] = {
    "csv": lambda folder: _csv(folder / "items.csv", _items()),
    "csv of passim": lambda folder: _csv(folder / "items.csv", _items(), ("id", "series", "date", "text")),
    "csv with semicolons and a mark": lambda folder: _csv(
        folder / "items.csv", _items(), separator=";", encoding="utf-8-sig"
    ),
    "csv with tabs in UTF-16": lambda folder: _csv(folder / "items.csv", _items(), separator="\t", encoding="utf-16"),
    "json lines": lambda folder: _json(folder / "items.jsonl", _items()),
    "json lines of passim": lambda folder: _json(folder / "items.json", _items(), ("id", "series", "date", "text")),
    "csv with NUL in its cells": lambda folder: _csv(
        folder / "items.csv",
        [tuple(cell.replace("2", "\0002").replace(" ", " \0") for cell in row) for row in _items()],
    ),
    "parquet": lambda folder: _parquet(folder / "items.parquet", _items()),
    "parquet of bytes": lambda folder: _bytes_in_parquet(folder / "items.parquet", _items()),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_the_same_pairs_out_of_every_form(tmp_path: Path, form: Callable[[Path], Path]) -> None:
    status, out = _run(form(tmp_path))
    assert status == 0
    pairs = _table(out, "pairs.csv")
    assert [(row["first_id"], row["later_id"]) for row in pairs] == sorted((f"a-{one}", f"p-{one}") for one in STORIES)
    assert {row["lag_seconds"] for row in pairs} == {"7200"}
    assert all(float(row["containment"]) > 0.8 for row in pairs)
    assert not (out / "dependence.csv").exists()


def test_a_group_counts_also_where_another_printed_first(tmp_path: Path) -> None:
    text, names = STORIES["ru"], ("tass", "ria", "kazinform", "paper")
    rows = [(name, name, f"2026-01-01T0{hour}:00:00Z", text) for hour, name in enumerate(names)]
    members = [("russian_state", "tass"), ("russian_state", "ria"), ("state_agency", "kazinform")]
    groups = _csv(tmp_path / "groups.csv", members, ("group", "member"))
    status, out = _run(_csv(tmp_path / "items.csv", rows), "--groups", str(groups))
    assert status == 0
    assert {row["first_id"] for row in _table(out, "pairs.csv")} == {"tass"}
    found = {
        (row["outlet"], row["group"]): (row["n"], row["median_lag_seconds"]) for row in _table(out, "dependence.csv")
    }
    assert found == {
        ("kazinform", "russian_state"): ("1", "7200"),
        ("paper", "russian_state"): ("1", "10800"),
        ("paper", "state_agency"): ("1", "3600"),
        ("ria", "state_agency"): ("0", ""),
        ("tass", "state_agency"): ("0", ""),
    }


def test_dependence_by_topic_where_items_have_one(tmp_path: Path) -> None:
    topics = {"ru": "economy", "kk": "economy", "en": " sport "}
    head = ("id", "outlet", "time", "text", "topic")
    rows = [(*row[:4], topics.get(row[0].rpartition("-")[2], "")) for row in _items()]
    groups = _csv(tmp_path / "groups.csv", [("wire", "agency")], ("group", "member"))
    status, out = _run(_csv(tmp_path / "items.csv", rows, head), "--groups", str(groups))
    assert status == 0
    of_paper = [row[4].strip() for row in rows if row[1] == "paper"]
    found = {row["topic"]: (row["n_items"], row["n"]) for row in _table(out, "dependence_by_topic.csv")}
    assert found == {
        topic: (str(of_paper.count(topic)), str(sum(topics.get(one, "").strip() == topic for one in STORIES)))
        for topic in ("economy", "sport")
    }
    _run(_csv(tmp_path / "items.csv", _items()), "--groups", str(groups))
    assert not (out / "dependence_by_topic.csv").exists()


def test_windows_1251_is_recognised(tmp_path: Path) -> None:
    rows = [row for row in _items() if row[0].endswith("ru")]
    status, out = _run(_csv(tmp_path / "items.csv", rows, separator=";", encoding="cp1251"))
    assert status == 0
    assert [row["later_id"] for row in _table(out, "pairs.csv")] == ["p-ru"]
    assert "министерстве финансов" in (out / "passages.html").read_text("utf-8")


def test_what_the_pairs_come_to(tmp_path: Path, capsys: Read) -> None:
    groups = _csv(
        tmp_path / "groups.csv", [("wire", "agency"), ("wire", "nobody"), ("papers", "paper")], ("group", "member")
    )
    status, out = _run(_csv(tmp_path / "items.csv", _items()), "--groups", str(groups))
    assert status == 0
    assert _table(out, "ties.csv") == [
        {"from_id": "agency", "to_id": "paper", "layer": "reprint", "first": "2026-01-01", "last": "2026-01-06",
         "weight": "6", "n_items": "6", "examples": _table(out, "ties.csv")[0]["examples"]}
    ]  # fmt: skip
    assert _table(out, "ties.csv")[0]["examples"].count("|a-") == 3
    dependence = {(row["outlet"], row["group"]): row for row in _table(out, "dependence.csv")}
    assert set(dependence) == {("agency", "papers"), ("paper", "wire")}
    paper = dependence["paper", "wire"]
    assert (paper["n_items"], paper["n"], paper["share"], paper["median_lag_seconds"]) == ("8", "6", "0.75", "7200")
    # The interval of 6 of 8, worked out by hand from the formula.
    assert (float(paper["low"]), float(paper["high"])) == pytest.approx((0.409, 0.929), abs=0.001)
    assert (dependence["agency", "papers"]["n"], dependence["agency", "papers"]["median_lag_seconds"]) == ("0", "")
    clusters = _table(out, "clusters.csv")
    assert {(row["cluster_id"], row["id"], row["first"]) for row in clusters} == {
        (f"a-{language}", f"{one}-{language}", first)
        for language in STORIES
        for one, first in (("a", "yes"), ("p", "no"))
    }
    assert {(row["size"], row["n_outlets"]) for row in clusters} == {("2", "2")}
    told = capsys.readouterr().out
    assert "14 rows, 14 used, 0 left out" in told
    assert "members without any item here: 1" in told
    assert told.splitlines()[2] in (out / "README.md").read_text("utf-8")


def _bad(number: int, **changed: str) -> Sequence[str]:
    row = dict(zip(HEADS, (f"bad{number}", "paper", "2026-01-05", STORIES["en"]), strict=True)) | changed
    return tuple(row.values())


BAD = {
    "no time": {"time": ""},
    "its time cannot be read": {"time": "yesterday"},
    "its time lies in the future": {"time": (datetime.now(UTC) + timedelta(days=400)).isoformat()},
    "no text": {"text": " \n "},
    "no words, only signs such as emoji": {"text": "🔥🔥 👍🏽!"},
    "its text was read in a wrong encoding before": {"text": STORIES["tg"].encode().decode("cp1251", errors="replace")},
    "no id": {"id": " "},
    "no outlet": {"outlet": ""},
    "its id stands above already": {"id": "a-ru"},
}


@pytest.mark.parametrize("write", [_csv, _json], ids=["csv", "json lines"])
def test_bad_rows_are_left_out_counted_and_named(
    tmp_path: Path, capsys: Read, write: Callable[[Path, Iterable[Sequence[str]]], Path]
) -> None:
    rows = [*_items(), *(_bad(number, **changed) for number, changed in enumerate(BAD.values()))]
    status, out = _run(write(tmp_path / "items", rows))
    assert status == 1
    left_out = _table(out, "left_out.csv")
    assert [row["reason"] for row in left_out] == list(BAD)
    assert [row["id"] for row in left_out] == [
        changed.get("id", f"bad{n}").strip() for n, changed in enumerate(BAD.values())
    ]
    first = len(_items()) + (2 if write is _csv else 1)
    assert [int(row["line"]) for row in left_out][:4] == list(range(first, first + 4))
    assert len(_table(out, "pairs.csv")) == len(STORIES)
    told = capsys.readouterr()
    assert "left out, because" in told.err
    assert all(reason in told.err for reason in BAD)


def test_lines_that_are_no_rows(tmp_path: Path) -> None:
    path = _json(tmp_path / "items.jsonl", _items())
    path.write_text(
        path.read_text("utf-8")
        + '\n{"id": 1\n[]\n\n{"id": {}, "text": "x"}\n{"id": "half", "text": "\\ud83d"}\n'
        + "[" * 99_999
    )
    status, out = _run(path)
    assert status == 1
    assert [row["reason"] for row in _table(out, "left_out.csv")] == [
        "the line is no whole JSON object", "the line is no whole JSON object", "its id is no text", "no outlet",
        "the line is no whole JSON object",
    ]  # fmt: skip
    path = _csv(tmp_path / "items.csv", [*_items(), ("short", "paper")])
    assert _run(path)[0] == 1
    assert _table(out, "left_out.csv")[0]["reason"] == "the line has more or fewer cells than the head"


UNREADABLE = [
    ("none.csv", None, "none.csv cannot be read"),
    ("empty.csv", b"", "empty.csv is empty"),
    ("head.csv", b"id,outlet,time,text\n", "head.csv has no rows"),
    (
        "columns.csv",
        b"id,name,text\n1,2,3\n",
        "no column 'outlet' and no column 'time' (columns found: id, name, text)",
    ),
    ("columns.jsonl", b'{"id": 1, "body": "x"}', "(columns found: id, body)"),
    ("list.json", b'[{"id": 1}]', "is one JSON list"),
    ("book.csv", b"PK\x03\x04", "is a workbook or an archive"),
    ("packed.csv.gz", gzip.compress(b"id,outlet,time,text\n"), "is a workbook or an archive: unpack it"),
    ("unmarked.csv", "id,outlet,time,text\n".encode("utf-16-le"), "is no text, or UTF-16 without its mark"),
    ("cut.parquet", b"PAR1 cut", "cut.parquet is a damaged Parquet file"),
    ("open.csv", b'id,outlet,time,text\n1,a,2026-01-01,"open\n', "line 2: a quote never closes"),
    ("bytes.csv", b"\x00\x01\xff\xfe\xfd" * 99, "is no text"),
]


@pytest.mark.parametrize(("name", "content", "message"), UNREADABLE)
def test_a_file_that_is_no_table_of_items_does_nothing(
    tmp_path: Path, capsys: Read, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    status, out = _run(tmp_path / name)
    assert status == 2
    assert message in capsys.readouterr().err
    assert not out.exists()


def test_no_result_takes_the_place_of_an_input(tmp_path: Path, capsys: Read) -> None:
    (tmp_path / "out").mkdir()
    path = _csv(tmp_path / "out" / "pairs.csv", _items())
    before = path.read_bytes()
    assert main(["reprints", str(path), "--out", str(path.parent)]) == 2
    assert path.read_bytes() == before
    assert main(["reprints", str(path), "--out", str(path)]) == 2
    groups = _csv(tmp_path / "groups.csv", [("wire", "")], ("group", "member"))
    assert main(["reprints", str(path), "--out", str(tmp_path / "new"), "--groups", str(groups)]) == 2
    assert "line 2: a group and a member must stand there" in capsys.readouterr().err


@pytest.mark.parametrize("lines", ["{oops\n" * 3, json.dumps({"id": 1, "text": "one"}, indent=2)])
def test_json_that_is_no_lines_does_nothing(tmp_path: Path, capsys: Read, lines: str) -> None:
    (tmp_path / "items.json").write_text(lines, encoding="utf-8")
    status, out = _run(tmp_path / "items.json")
    assert status == 2
    assert "No line of items.json is a whole JSON object" in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_a_readme_of_others_is_not_written_over(tmp_path: Path, capsys: Read) -> None:
    path = _csv(tmp_path / "items.csv", _items())
    (tmp_path / "out").mkdir()
    guide = tmp_path / "out" / "README.md"
    guide.write_text("My project", encoding="utf-8")
    assert _run(path)[0] == 2
    assert "give --out another folder" in capsys.readouterr().err
    assert guide.read_text("utf-8") == "My project"
    guide.unlink()
    assert [_run(path)[0], _run(path)[0]] == [0, 0]


def test_a_cluster_without_its_engine_is_no_quiet_slip(tmp_path: Path, capsys: Read) -> None:
    assert _run(_csv(tmp_path / "items.csv", _items()), "--master", "spark://host:7077")[0] == 2
    assert "--engine spark" in capsys.readouterr().err


def test_a_huge_text_is_shown_as_far_as_it_is_compared(tmp_path: Path) -> None:
    text = " ".join(f"слово{n}" for n in range(60_000))
    rows = [("a", "one", "2026-01-05", text), ("b", "two", "2026-01-07", text)]
    status, out = _run(_csv(tmp_path / "items.csv", rows))
    assert status == 0
    words = len(text[: Settings().longest].split())
    assert f"({words:,} and {words:,} words)" in (out / "passages.html").read_text("utf-8")


def test_hostile_cells_are_shown_as_text(tmp_path: Path) -> None:
    evil = "</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    rows = [(*row, evil) for row in _items()]
    rows = [(f"=cmd|{row[0]}", f"@{row[1]}{evil}", *row[2:3], f"{evil} {row[3]}", evil) for row in rows]
    status, out = _run(_csv(tmp_path / "items.csv", rows, (*HEADS, "title")))
    assert status == 0
    page = (out / "passages.html").read_text("utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("<mark>") >= len(STORIES)
    for name in ("pairs.csv", "clusters.csv", "ties.csv"):
        cells = [cell for row in _table(out, name) for cell in row.values()]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
        assert any(cell.startswith(("'=cmd|", "'@agency")) for cell in cells)


def test_items_of_one_day_have_no_order(tmp_path: Path) -> None:
    text = STORIES["ru"]
    rows = [
        ("day1", "one", "2026-01-05", text), ("day2", "two", "05.01.2026", text),
        ("hour", "three", "2026-01-05T08:00:00Z", text), ("next", "four", "2026-01-06", text),
    ]  # fmt: skip
    status, out = _run(_csv(tmp_path / "items.csv", rows))
    assert status == 0
    lags = {(row["first_id"], row["later_id"]): row["lag_seconds"] for row in _table(out, "pairs.csv")}
    assert lags["hour", "day1"] == lags["hour", "day2"] == ""
    assert int(lags["hour", "next"]) > 0
    assert {(row["id"], row["first"], row["time"]) for row in _table(out, "clusters.csv")} == {
        ("hour", "unclear", "2026-01-05T08:00:00Z"), ("day1", "unclear", "2026-01-05"),
        ("day2", "unclear", "2026-01-05"), ("next", "no", "2026-01-06"),
    }  # fmt: skip
    assert [(row["from_id"], row["to_id"]) for row in _table(out, "ties.csv")] == [("three", "four")]


def test_many_copies_of_one_text_and_a_huge_one(tmp_path: Path) -> None:
    start, copies = datetime(2026, 1, 5, tzinfo=UTC), 20_000
    rows = [
        (f"c{n:05}", f"outlet{n}", (start + timedelta(seconds=n)).isoformat(), STORIES["en"]) for n in range(copies)
    ]
    words = " ".join(f"слово{n}" for n in range(400_000))
    rows += [("huge", "archive", "2026-01-08T00:00:00Z", f"{words} {STORIES['ru']}")]
    status, out = _run(_csv(tmp_path / "items.csv", rows), "--passages", "2")
    assert status == 0
    clusters = _table(out, "clusters.csv")
    assert len(clusters) == copies
    assert {(row["cluster_id"], row["size"]) for row in clusters} == {("c00000", str(copies))}
    assert {row["later_id"] for row in _table(out, "pairs.csv")} == {f"c{n:05}" for n in range(1, copies)}


def test_letters_find_what_endings_hide(tmp_path: Path) -> None:
    status, out = _run(_csv(tmp_path / "items.csv", _items()), "--shingles", "letters", "--passages", "0")
    assert status == 0
    assert len(_table(out, "pairs.csv")) == len(STORIES)
    assert "- unit: character" in (out / "README.md").read_text("utf-8")
    assert not (out / "passages.html").exists()


def test_a_long_lag_is_no_reprint_unless_asked_for(tmp_path: Path) -> None:
    rows = [("a", "one", "2025-01-05", STORIES["ru"]), ("b", "two", "2025-04-05", STORIES["ru"])]
    path = _csv(tmp_path / "items.csv", rows)
    found = {days: len(_table(_run(path, "--days", days)[1], "pairs.csv")) for days in ("30", "100")}
    assert found == {"30": 0, "100": 1}


def test_a_file_without_a_usable_row_leaves_empty_tables_and_nothing_of_an_earlier_run(tmp_path: Path) -> None:
    groups = _csv(tmp_path / "groups.csv", [("wire", "agency")], ("group", "member"))
    assert _run(_csv(tmp_path / "items.csv", _items()), "--groups", str(groups))[0] == 0
    status, out = _run(_csv(tmp_path / "items.csv", [_bad(1, time="")]), "--passages", "0")
    assert status == 1
    assert _table(out, "pairs.csv") == _table(out, "ties.csv") == _table(out, "clusters.csv") == []
    assert sorted(path.name for path in out.iterdir()) == [
        "README.md", "clusters.csv", "left_out.csv", "pairs.csv", "ties.csv",
    ]  # fmt: skip
