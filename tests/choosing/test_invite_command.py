"""`mapping invite`: workbook and cards from files, the same bytes again, and refusals in plain words."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mapping.__main__ import main
from mapping.analyse.carried.build import build
from mapping.clean.groups import GROUP_COLUMNS
from mapping.landscape import Landscape
from mapping.paths import PROJECT, Places
from mapping.tables import save_raw

DAY = "2026-01-02"
SHEETS = [
    "list", "reserves", "excluded", "quotas met", "what the list covers", "chances", "alternatives", "list in numbers",
    "stability", "who meets whom", "seating", "settings",
]  # fmt: skip
SMALL = """
[selection]
seats = 2
seed = 7
status = ["active", "unknown"]
[[quota]]
name = "Kyrgyzstan"
where = { country = "KG" }
min = 1
[weights]
evidence = 1
[aims]
merit = 1
countries = 1
"""


@pytest.fixture(scope="module")
def small(tiny_facts: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The hand-made landscape with its ties; tests only read it."""
    places = Places(tmp_path_factory.mktemp("invite") / "data")
    for name, text in tiny_facts.items():
        save_raw(places.raw / "hand_facts" / DAY, name, text.encode(), url="", retrieved=DAY, licence="CC BY 4.0")
    for folder in ("tables", "geo"):
        shutil.copytree(PROJECT / "data" / "raw" / folder, places.raw / folder)
    (places.hand_tables / "source_groups.csv").write_text(",".join(GROUP_COLUMNS) + "\n", encoding="utf-8")
    assert main(["clean", "--data", str(places.data)]) == 1
    build(places, Landscape.open(places.data))
    return places


def _invite(places: Places, out: Path, rules: str = SMALL, *more: str, candidates: str = "") -> int:
    out.parent.mkdir(parents=True, exist_ok=True)
    path = places.data.parent / f"{out.stem}.toml"
    path.write_text(rules, encoding="utf-8")
    if candidates:
        listed = path.with_suffix(".csv")
        listed.write_text(candidates, encoding="utf-8")
        more = (*more, "--candidates", str(listed))
    return main(["invite", "--data", str(places.data), "--rules", str(path), "--out", str(out), *more])


def _rows(path: Path, sheet: str) -> list[dict[str, object]]:
    head, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_workbook_and_cards_hold_the_whole_choice(
    small: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "list.xlsx"
    assert _invite(small, out, SMALL, "--cards", "pdf") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.xlsx", "list_cards.docx", "list_cards.pdf"]
    assert load_workbook(out).sheetnames == SHEETS
    listed = _rows(out, "list")
    assert [row["seat"] for row in listed] == [1, 2]
    assert all(row["why"] for row in listed)
    assert {row["if refuses"] for row in _rows(out, "reserves")} == {row["candidate_id"] for row in listed}
    assert [row["met"] for row in _rows(out, "quotas met")] == ["yes"]
    settings = {row["setting"]: row["value"] for row in _rows(out, "settings")}
    assert {"seed", "sha256 of the rules", "date of the data", "gap", "weight: evidence", "quota: Kyrgyzstan"} <= set(
        settings
    )
    printed = capsys.readouterr().out
    assert all(str(row["name"]) in printed for row in listed)


def test_the_same_inputs_give_the_same_bytes(small: Places, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert _invite(small, tmp_path / folder / "list.xlsx", SMALL, "--cards", "pdf") == 0
    for name in ("list.xlsx", "list_cards.docx", "list_cards.pdf"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_lottery_seats_print_every_chance_and_the_seed(
    small: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "drawn.xlsx"
    assert _invite(small, out, SMALL + "[lottery]\nseats = 1\n") == 0
    assert "Drawn with the seed 7" in capsys.readouterr().out
    assert "lottery" in {row["seat by"] for row in _rows(out, "list")}
    chances = [float(str(row["chance"])) for row in _rows(out, "chances")]
    assert sum(chances) == pytest.approx(2, abs=1e-6)


HEAD = "candidate_id,kind,outlet_id,name,role,gender,status,consent_until\n"
ONE = "[selection]\nseats = 1\n[weights]\nevidence = 1\n[aims]\nmerit = 1\ncountries = 1\n"


@pytest.mark.parametrize(
    ("rules", "candidates", "said"),
    [
        (SMALL.replace("min = 1", "min = 3"), "", "at least 3"),
        (SMALL.replace('country = "KG"', 'country = "TJ"'), "", "Kyrgyzstan"),
        (SMALL.replace("evidence = 1", "evidense = 1"), "", "did you mean 'evidence'?"),
        (SMALL.replace("country =", "contry ="), "", "did you mean 'country'?"),
        (SMALL, HEAD + "bozor-tv,outlet,,,,,,\nbozor-tv,outlet,,,,,,\n", "stands in line 2 already"),
        (SMALL, HEAD + "bozor-tv,outlet,,,,,,\n", "2 seats, but only 1"),
        (SMALL, HEAD, "holds no candidate"),
        (SMALL, HEAD + "bozor-tv,outlet,,,,,refused,\ndala-radio,outlet,,,,,refused,\n", "exclude all 2"),
    ],
)
def test_what_cannot_be_is_told_in_plain_words_and_writes_nothing(
    small: Places, tmp_path: Path, rules: str, candidates: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "none.xlsx"
    assert _invite(small, out, rules, candidates=candidates) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_one_candidate_for_one_seat_is_a_list(small: Places, tmp_path: Path) -> None:
    out = tmp_path / "one.xlsx"
    assert _invite(small, out, ONE, candidates=HEAD + "bozor-tv,outlet,,,,,confirmed,\n") == 0
    assert [row["candidate_id"] for row in _rows(out, "list")] == ["bozor-tv"]


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("public/en/list.xlsx", "may not stand in the 'public' edition"),
        ("partner/list.xlsx", "may not stand in the 'partner' edition"),
        ("list.docx", "ends in .xlsx"),
    ],
)
def test_an_invitation_is_for_the_team(
    tmp_path: Path, small: Places, out: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invite", "--data", str(small.data), "--out", str(tmp_path / out)]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / out).exists()


@pytest.mark.slow
def test_the_shipped_rules_give_a_delegation_of_twenty(shipped: Places, tmp_path: Path) -> None:
    places = Places(tmp_path / "data")
    shutil.copytree(shipped.data, places.data)
    build(places, Landscape.open(places.data))
    for folder in ("one", "two"):
        assert main(["invite", "--data", str(places.data), "--out", str(tmp_path / folder / "list.xlsx")]) == 0
    one, two = (tmp_path / folder / "list.xlsx" for folder in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    listed = _rows(one, "list")
    assert len(listed) == 20
    assert {"KZ", "KG", "TJ", "UZ"} <= {row["country"] for row in listed}
    assert all(row["why"] for row in listed)
    assert all(row["met"] == "yes" for row in _rows(one, "quotas met"))
    exiled = set(Landscape.open(places.data).outlets.query("place_level == 'country'")["outlet_id"])
    cities = set(Landscape.open(places.data).outlets["city"].dropna())
    assert not [row for row in listed if row["candidate_id"] in exiled and row["place"] in cities]
