"""Two editions of a hand-made landscape: what happened, what was only learned, what was put right, what was merged."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from mapping import snapshots
from mapping.__main__ import main
from mapping.changes import Changes, between
from mapping.draw.tell.changed import changes_summary
from mapping.errors import InputUnreadable, UnknownName
from mapping.landscape import Landscape
from mapping.paths import Places
from mapping.schema import CHANGES, MADE
from mapping.sources.broadcast_directory import COLUMNS as DIRECTORY_COLUMNS
from mapping.sources.hand_facts import COLUMNS
from mapping.tables import checked, read, save_raw, to_csv

PAGE = "https://page.example/one"
FIRST, SECOND = "2026-01-02", "2026-09-01"
LOST_LINE = "lost\n"
GIVERS = ("bozor-tv", "dala-radio", "kok-gazet", "ortaq")
Rows = list[dict[str, str]]


def outlet(own_id: str, name: str, **more: str) -> dict[str, str]:
    cells = {"outlet_id": own_id, "name": name, "country": "KG", "medium": "online", "status": "active"}
    return cells | {"base_country": "KG", "ownership_type": "private", "source_urls": PAGE} | more


def stake(holder: str, held: str, **more: str) -> dict[str, str]:
    cells = {"owner_id": holder, "owned_id": held, "relation": "owns", "confidence": "reported", "source_url": PAGE}
    return cells | more


def event(outlet_id: str, date: str, kind: str, summary: str = "It happened.") -> dict[str, str]:
    return {"outlet_id": outlet_id, "date": date, "kind": kind, "summary": summary, "source_url": PAGE}


def owner(own_id: str, name: str) -> dict[str, str]:
    return {"owner_id": own_id, "name": name, "kind": "company", "country": "KG", "source_urls": PAGE}


def facts() -> dict[str, Rows]:
    return {
        "outlets": [
            outlet("alpha", "Alpha News", founded="1999", city="Osh", region="KG-O"),
            outlet("beta", "Beta Press", founded="2003"),
            outlet("gamma", "Gamma Radio", medium="radio", city="Osh", region="KG-O"),
            outlet("delta", "Delta Weekly", medium="print", founded="2001"),
            outlet("epsilon", "Epsilon Line"),
            outlet("epsilon-two", "Epsilon Lines"),
            outlet("zeta", "Zeta Voice", status="closed", closed="2010"),
        ],
        "owners": [owner("old-house", "Old House"), owner("new-house", "New House")],
        "ownership": [stake("old-house", "beta", start="2015"), stake("old-house", "delta")],
        "events": [event("delta", "2020", "fine", "A fine."), event("alpha", "2019-05", "raid", "A raid.")],
        "sources": [{"url": PAGE, "title": "One", "accessed": FIRST}],
    }


def second() -> dict[str, Rows]:
    told = facts()
    told["outlets"] = [
        outlet("alpha", "Alpha News", founded="1998", city="Warsaw", base_country="PL", status="exiled"),
        outlet("beta", "Beta Press", founded="2003"),
        outlet("gamma", "Gamma Radio", medium="radio", status="closed", closed="2026-05"),
        outlet("delta", "Delta Weekly", medium="print", founded="2001", ownership_type="party"),
        outlet("epsilon", "Epsilon Line"),
        outlet("epsilon-two", "Epsilon Lines"),
        outlet("theta", "Theta Post", founded="2026-03"),
        outlet("iota", "Iota Journal", founded="1995"),
        outlet("kappa", "Kappa Wave"),
    ]
    told["ownership"] = [
        stake("old-house", "beta", start="2015", end="2026-02"),
        stake("new-house", "beta", start="2026-02"),
        stake("old-house", "delta"),
    ]
    told["events"] = [
        event("delta", "2020-07-01", "fine", "A fine."),
        event("alpha", "2019-05", "raid", "A raid, in other words."),
        event("alpha", "2026-04-01", "relocation"),
        event("gamma", "2026-05-03", "closure"),
        event("beta", "2026-02-10", "ownership_change"),
        event("delta", "2026-06-01", "blocking"),
        event("delta", "2026-07-01", "unblocking"),
        event("delta", "2012", "arrest"),
        event("delta", "2026", "award"),
    ]
    return told


def write_edition(places: Places, day: str, told: Mapping[str, Rows]) -> None:
    for name, rows in told.items():
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, COLUMNS[name], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        content = (text.getvalue() + LOST_LINE * (name == "sources")).encode()
        save_raw(places.raw / "hand_facts" / day, f"kg/{name}.csv", content, url="", retrieved=day, licence="CC BY 4.0")


def made(places: Places, ties: pd.DataFrame) -> None:
    for name, table in MADE.items():
        rows = ties.to_dict("records") if name == "ties" else []
        (places.processed / f"{name}.csv").write_bytes(to_csv(checked(table, rows)))


def star(giver: str) -> pd.DataFrame:
    """Ten ties of one layer; all of them begin at one outlet."""
    takers = [f"t.example/{n}" for n in range(10)]
    return pd.DataFrame(
        {"from_id": giver, "to_id": takers, "layer": "relay", "weight": "1", "first": "", "last": ""}, dtype=str
    )


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    folder = tmp_path_factory.mktemp("editions")
    found = Places(folder / "data", folder / "reports")
    write_edition(found, FIRST, facts())
    empty = (",".join(DIRECTORY_COLUMNS) + "\n" + LOST_LINE).encode()
    directory = found.raw / "broadcast_directory" / FIRST
    save_raw(directory, "channels.csv", empty, url="", retrieved=FIRST, licence="CC0")
    assert main(["clean", "--data", str(found.data)]) == 1
    made(found, pd.concat([star("beta"), star("delta").head(2)]))
    snapshots.save(found, "old", datetime.date.fromisoformat(FIRST), datetime.date.fromisoformat(FIRST))
    write_edition(found, SECOND, second())
    found.decisions.mkdir(parents=True, exist_ok=True)
    (found.decisions / "pairs.csv").write_text(
        "entity_kind,a_id,b_id,decision,who,date,reason\n"
        f"outlet,epsilon,epsilon-two,same,tester,{SECOND},One newsroom under two names.\n",
        encoding="utf-8",
    )
    assert main(["clean", "--data", str(found.data)]) == 1
    made(found, pd.concat([star("delta"), star("beta").head(2)]))
    return found


@pytest.fixture(scope="module")
def found(places: Places) -> Changes:
    return between(places.data, "old")


WANTED = [
    # what, origin, entity, date, field, old, new
    ("new", "world", "theta", "2026-03", "", "", ""),
    ("new", "data", "iota", "1995", "", "", ""),
    ("new", "unclear", "kappa", "", "", "", ""),
    ("gone", "data", "zeta", "", "", "", ""),
    ("merged", "data", "epsilon-two", "", "", "epsilon-two", "epsilon"),
    ("closed", "world", "gamma", "2026-05-03", "status", "active", "closed"),
    ("sold", "world", "beta", "2026-02-10", "holders", "Old House", "New House"),
    ("exile", "world", "alpha", "2026-04-01", "exile_status", "home", "exile"),
    ("corrected", "data", "alpha", "", "founded", "1999", "1998"),
    ("corrected", "unclear", "delta", "", "ownership_type", "private", "party"),
    ("corrected", "data", "delta", "2020-07-01", "fine", "2020", "2020-07-01"),
    ("blocked", "world", "delta", "2026-06-01", "blocking", "", ""),
    ("unblocked", "world", "delta", "2026-07-01", "unblocking", "", ""),
    ("event", "data", "delta", "2012", "arrest", "", ""),
    ("event", "unclear", "delta", "2026", "award", "", ""),
]


@pytest.mark.parametrize("wanted", WANTED, ids=lambda row: f"{row[2]}-{row[0]}-{row[4]}")
def test_each_change_is_told_once_and_with_its_origin(found: Changes, wanted: tuple[str, ...]) -> None:
    columns = ["what", "origin", "entity_id", "date", "field", "old", "new"]
    rows = found.table[(found.table["entity_id"] == wanted[2]) & (found.table["what"] == wanted[0])]
    rows = rows[rows["field"] == wanted[4]]
    assert [tuple(row) for row in rows[columns].to_numpy()] == [wanted]


def test_nothing_else_is_told(found: Changes) -> None:
    told = found.table[~found.table["what"].isin(["rank", "lost"])]
    assert len(told) == len(WANTED), told[["what", "entity_id", "field"]].to_string()
    assert list(found.table.columns) == CHANGES.heads
    lost = found.table[found.table["what"] == "lost"]
    assert set(lost["entity_id"]) == {"gamma"}  # its city and region stand on no page any more


def test_where_an_outlet_in_exile_was_is_not_told(found: Changes) -> None:
    about = found.table[found.table["entity_id"] == "alpha"]
    assert not {"city", "region", "base_country"} & set(about["field"])
    assert not about[["old", "new"]].isin(["Osh", "Warsaw", "PL"]).any(axis=None)


def test_ranks_that_swapped_and_their_ranges(found: Changes) -> None:
    reached = found.ranks[(found.ranks["measure"] == "reaches") & (found.ranks["layer"] == "relay")]
    ranks = {row["outlet_id"]: (row["old_rank"], row["new_rank"]) for row in reached.to_dict("records")}
    assert ranks == {"beta": (1, 2), "delta": (2, 1)}
    told = found.table[(found.table["what"] == "rank") & (found.table["field"] == "reaches, relay")]
    assert sorted(told["old"]) == ["1 (1-1)", "2 (2-2)"]


def test_a_state_compared_with_its_twin_has_no_changes(places: Places) -> None:
    snapshots.save(places, "twin", datetime.date.fromisoformat(SECOND), datetime.date.fromisoformat(SECOND))
    again = between(places.data, "twin")
    assert again.table.empty
    assert again.ranks.empty
    assert again.same_code
    assert (again.sizes["old"] == again.sizes["new"]).all()


@pytest.mark.parametrize(
    ("text", "names", "marked"),
    [
        ("beta\n", ["Beta Press"], {"beta"}),
        ("id,why\nBeta Press,ours\n# a note\n\n", ["Beta Press"], {"beta"}),
        ("new-house", ["New House"], {"beta"}),
        ("epsilon-two", ["Epsilon Line"], {"epsilon-two"}),
        ("zeta\nBETA PRESS", ["Zeta Voice", "Beta Press"], {"zeta", "beta"}),
    ],
)
def test_what_is_watched_comes_first(
    places: Places, tmp_path: Path, text: str, names: list[str], marked: set[str]
) -> None:
    (tmp_path / "watch.csv").write_text(text, encoding="utf-8")
    seen = between(places.data, "old", watch=tmp_path / "watch.csv")
    assert list(seen.watched.values()) == names
    watched = seen.table["watched"] == "yes"
    assert set(seen.table.loc[watched, "entity_id"]) == marked
    assert watched.tolist() == sorted(watched, reverse=True)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "names nothing: write one"),
        ("nobody-at-all", "There is no outlet or owner 'nobody-at-all'"),
        ("x" * 100_000, "There is no outlet or owner 'x{80}…'"),
    ],
)
def test_a_watch_list_that_names_nobody(places: Places, tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "watch.txt").write_text(text, encoding="utf-8")
    with pytest.raises((InputUnreadable, UnknownName), match=complaint):
        between(places.data, "old", watch=tmp_path / "watch.txt")
    with pytest.raises(InputUnreadable, match="cannot be read: save it as a text file"):
        between(places.data, "old", watch=tmp_path / "none.txt")


def _delete(folder: Path) -> None:
    (folder / "processed" / "stakes.csv").unlink()


def _change_a_byte(folder: Path) -> None:
    path = folder / "processed" / "outlets.csv"
    path.write_bytes(path.read_bytes().replace(b"1999", b"1989"))


def _break_the_stamp(folder: Path) -> None:
    (folder / snapshots.STAMP).write_text("{", encoding="utf-8")


def _made_before(folder: Path, table: str, *columns: str) -> None:
    """Make a snapshot one of before these columns of a table were added, or the whole table where none is named."""
    stamp = json.loads((folder / snapshots.STAMP).read_text("utf-8"))
    path = folder / "processed" / f"{table}.csv"
    if columns:
        path.write_bytes(to_csv(read(path).drop(columns=list(columns)).assign(forgotten="x")))
        stamp["files"][f"processed/{table}.csv"] = hashlib.sha256(path.read_bytes()).hexdigest()
    else:
        path.unlink()
        del stamp["files"][f"processed/{table}.csv"]
    (folder / snapshots.STAMP).write_text(json.dumps(stamp), encoding="utf-8")


def _before_safety(folder: Path) -> None:
    _made_before(folder, "outlets", "place_level")


def _before_names(folder: Path) -> None:
    _made_before(folder, "names")


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        (_delete, r"is damaged \(processed/stakes.csv is not as it was saved\): put back a copy"),
        (_change_a_byte, r"is damaged \(processed/outlets.csv is not as it was saved\): put back a copy"),
        (_break_the_stamp, r"is damaged \(snapshot.json is not as it was saved\): put back a copy"),
        (_before_safety, r"whose table 'outlets' has no 'place_level', which every comparison needs: compare it with"),
        (_before_names, r"whose table 'names' has no 'entity_id', which every comparison needs: compare it with"),
    ],
)
def test_a_snapshot_that_cannot_be_compared(
    places: Places, tmp_path: Path, harm: Callable[[Path], None], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = Places(tmp_path / "data", tmp_path / "reports")
    shutil.copytree(places.data, copy.data)
    harm(copy.data / "snapshots" / "old")
    with pytest.raises(InputUnreadable, match=complaint):
        between(copy.data, "old")
    assert main(["changes", "old", "--data", str(copy.data), "--reports", str(copy.reports)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert not copy.reports.exists()


@pytest.mark.parametrize(
    ("edition", "table", "columns", "left_out", "not_told"),
    [
        ("old", "owner_tags", (), (), set()),
        ("old", "citations", ("publisher",), (), set()),
        ("old", "programmes", (), ("programmes",), set()),
        ("new", "access", ("confirmed",), ("access",), set()),
        ("old", "outlets", ("founded", "scope"), ("founded", "scope"), {("corrected", "founded")}),
        ("old", "outlets", ("status",), ("status", "ranks"), {("closed", "status"), ("rank", "reaches, relay")}),
        ("new", "events", ("summary",), ("events",), {("unblocked", "unblocking"), ("event", "award")}),
        ("old", "events", (), ("events",), {("unblocked", "unblocking"), ("event", "award")}),
        ("old", "stakes", ("end",), ("holders",), {("sold", "holders")}),
        ("old", "ties", ("weight",), ("ranks",), {("rank", "reaches, relay")}),
    ],
)
def test_of_an_edition_of_before_a_column_the_rest_is_compared(
    places: Places,
    tmp_path: Path,
    found: Changes,
    edition: str,
    table: str,
    columns: tuple[str, ...],
    left_out: tuple[str, ...],
    not_told: set[tuple[str, str]],
) -> None:
    copy = Places(tmp_path / "data", tmp_path / "reports")
    shutil.copytree(places.data, copy.data)
    snapshots.save(copy, "new", datetime.date.fromisoformat(SECOND), datetime.date.fromisoformat(SECOND))
    _made_before(copy.data / "snapshots" / edition, table, *columns)
    seen = between(copy.data, "old", "new")
    assert seen.left_out == left_out
    told, whole = _told(seen), _told(found)
    assert not_told <= {(what, field) for _own_id, what, field in whole}
    assert not not_told & {(what, field) for _own_id, what, field in told}
    assert ("delta", "corrected", "ownership_type") in told
    assert not_told or told == whole
    assert snapshots.names(copy) == sorted([*snapshots.names(places), "new"])
    again = between(copy.data, "old", "new")
    pd.testing.assert_frame_equal(again.table, seen.table)


def _told(found: Changes) -> set[tuple[str, str, str]]:
    rows = found.table[["entity_id", "what", "field"]].to_numpy()
    return {(own_id, what, field) for own_id, what, field in rows}


def test_the_summary_says_what_an_older_edition_does_not_hold(found: Changes) -> None:
    days = found.old.date, found.new.date
    sentences = [
        changes_summary(found.table, found.sizes, *days, same_code=True, left_out=left_out).sentences
        for left_out in ((), ("events", "ranks", "founded"))
    ]
    assert not any("does not hold" in sentence for sentence in sentences[0])
    lacking = "One of the two editions does not hold all that it takes to compare: Events; Ranks; Date of foundation."
    assert sentences[1][-1] == lacking
    assert not any("rank moved" in sentence or "ranks moved" in sentence for sentence in sentences[1])


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("older", "now", r"There is no snapshot 'older': choose from old(, twin)?, or now\."),
        ("../old", "now", r"There is no snapshot '../old'"),
        ("old", "old", "cannot be compared with itself"),
        ("now", "old", "The data of 'now' are newer than those of 'old': give the older one first"),
    ],
)
def test_names_of_snapshots(places: Places, old: str, new: str, complaint: str) -> None:
    with pytest.raises(UnknownName, match=complaint):
        between(places.data, old, new)


def test_snapshots_are_kept_listed_and_opened(
    places: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--data", str(places.data)]
    assert main(["snapshot", "save", "third", *arguments]) == 0
    assert main(["snapshot", "list", *arguments]) == 0
    told = capsys.readouterr().out
    assert f"third: data of {SECOND}" in told
    assert f"old: data of {FIRST}" in told
    for name, complaint in (
        ("third", "already"),
        ("now", "cannot be called"),
        ("NOW", "cannot be called"),
        ("a/b", "cannot be called"),
        ("a\nb", "cannot be called"),
        ("2026-11.", "cannot be called"),
        ("a" * 62, "cannot be called"),
        ("", "Say"),
    ):
        assert main(["snapshot", "save", *([name] if name else []), *arguments]) == 2
        assert complaint in capsys.readouterr().err
    arguments = ["--data", str(tmp_path / "data")]
    shutil.copytree(places.data, tmp_path / "data")
    (tmp_path / "data" / "processed" / "claims.csv").unlink()
    assert main(["snapshot", "save", "fourth", *arguments]) == 2
    assert "There is no table 'claims' to keep yet" in capsys.readouterr().err
    land = Landscape.open(places.data / "snapshots" / "old")
    assert land.date == datetime.date.fromisoformat(FIRST)
    assert land.outlet("zeta").facts["status"] == "closed"


def test_answers_of_people_are_in_no_snapshot(places: Places) -> None:
    (places.processed / "answers.sealed").write_bytes(b"gAAAAsealed")
    stamp = snapshots.save(places, "fourth", datetime.date(2026, 9, 1), datetime.date(2026, 9, 1))
    (places.processed / "answers.sealed").unlink()
    shutil.rmtree(snapshots.folder_of(places) / "fourth")
    assert "processed/outlets.csv" in stamp.files
    assert not [path for path in stamp.files if "answers" in path or "sealed" in path or "indicators" in path]
