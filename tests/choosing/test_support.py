"""Whom to support: the best list under rules, what would change it, the panel, and the files that say so."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from few import few
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from mapping.__main__ import main
from mapping.analyse.carried.build import build
from mapping.choosing.picking import Picker
from mapping.choosing.rules import Amount, Quota, Rules
from mapping.choosing.sensitivity import FURTHEST, Scoring, tipping
from mapping.choosing.where import read_where
from mapping.errors import InputUnreadable
from mapping.landscape import Landscape
from mapping.paths import PROJECT, Places

RULES = Rules("rules.toml", "", 2, 0, 1, 0.0, ("active",), ())
SHEETS = ["list", "reserves", "scores", "excluded", "which weight decides", "sensitivity", "panel", "settings"]


def _quota(least: int | None, most: int | None, **where: object) -> Quota:
    ends = [None if end is None else Amount(end) for end in (least, most)]
    return Quota("quota", read_where(where, "rule"), *ends)


@pytest.mark.parametrize(
    ("changes", "must_in", "best"),
    [
        ({}, (), "ab"),
        ({"quotas": (_quota(1, None, country="TJ"),)}, (), "ad"),
        ({"quotas": (_quota(None, 1, country="KZ"),)}, (), "ac"),
        ({"per_owner": 1}, (), "ac"),
        ({}, ("e",), "ae"),
        ({"per_owner": 1, "quotas": (_quota(1, None, country="TJ"),)}, ("c",), "cd"),
    ],
)
def test_the_best_list_keeps_the_rules(changes: dict[str, object], must_in: tuple[str, ...], best: str) -> None:
    frame = few(country=["KZ", "KZ", "KG", "TJ", "TJ"], owner=["x", "x;y", None, None, None])
    chosen = Picker(frame, replace(RULES, **changes), must_in).best(np.array([90.0, 80, 70, 60, 50]))  # type: ignore[arg-type]
    assert "".join(frame.index[chosen]) == best


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 50), min_size=8, max_size=8),
    st.lists(st.sampled_from(["KZ", "KG", "TJ"]), min_size=8, max_size=8),
    st.integers(0, 2),
    st.integers(1, 4),
)
def test_the_best_list_is_that_of_trying_all(points: list[int], countries: list[str], least: int, most: int) -> None:
    rules = replace(RULES, seats=4, quotas=(_quota(least, None, country="TJ"), _quota(None, most, country="KZ")))
    frame = few(country=list(countries))

    def keeps(ids: tuple[int, ...]) -> bool:
        held = [countries[own] for own in ids]
        return held.count("TJ") >= least and held.count("KZ") <= most

    possible = [sum(points[own] for own in ids) for ids in combinations(range(8), 4) if keeps(ids)]
    if not possible:
        with pytest.raises(InputUnreadable, match="No list of 4 keeps all quotas"):
            Picker(frame, rules)
        return
    chosen = Picker(frame, rules).best(np.array(points, dtype=float))
    assert np.array(points)[chosen].sum() == max(possible)


def test_equal_scores_are_drawn_by_the_seed() -> None:
    frame = few(country=["KZ"] * 6)
    lists = {
        "".join(frame.index[Picker(frame, replace(RULES, seed=seed)).best(np.full(6, 50.0))]) for seed in range(20)
    }
    assert len(lists) > 1
    again = [Picker(frame.iloc[::-1], replace(RULES, seed=3)).best(np.full(6, 50.0))[::-1].tolist() for _ in range(2)]
    assert again[0] == again[1] == Picker(frame, replace(RULES, seed=3)).best(np.full(6, 50.0)).tolist()


@pytest.mark.parametrize(
    ("frame", "changes", "said"),
    [
        (few(country=["KZ"]), {}, "2 seats, but only 1 eligible"),
        (few(country=["KZ"] * 3), {"quotas": (_quota(1, None, country="TJ"),)}, "without 'quota' one does"),
        (few(owner=["x"] * 3), {"per_owner": 1}, "without 'owner x' one does"),
    ],
)
def test_a_list_that_cannot_be_is_told_with_the_rule_in_its_way(
    frame: pd.DataFrame, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(InputUnreadable, match=re.escape(said)):
        Picker(frame, replace(RULES, **changes))  # type: ignore[arg-type]


def test_the_weight_that_decides_is_told_exactly() -> None:
    # a is ahead of b by 1 x 20 - w x 10: they change places at w = 2.
    table = pd.DataFrame({"one": [50.0, 30.0, 0.0], "two": [10.0, 20.0, 0.0]}, index=list("abc"))
    picker = Picker(few(country=["KZ"] * 3), replace(RULES, seats=1))
    found = tipping(picker, Scoring(table, pd.Series({"one": 1.0, "two": 1.0})))
    by_two = found[(found["measure"] == "two") & (found["direction"] == "up")].iloc[0]
    assert (by_two["becomes"], by_two["leaves"], by_two["enters"]) == (pytest.approx(2), "a", "b")
    by_one = found[(found["measure"] == "one") & (found["direction"] == "down")].iloc[0]
    assert by_one["becomes"] == pytest.approx(0.5)
    assert found[found["direction"].eq("down") & found["measure"].eq("two")]["becomes"].isna().all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_before_the_told_weight_nothing_changes_and_after_it_something_does(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    frame = few(country=list(drawn.choice(["KZ", "KG", "TJ"], 9)))
    table = pd.DataFrame(drawn.integers(0, 101, (9, 3)).astype(float), index=frame.index, columns=list("xyz"))
    picker = Picker(frame, replace(RULES, seats=3, quotas=(_quota(None, 1, country="KZ"),)) if seed % 2 else RULES)
    weights = pd.Series({"x": 1.0, "y": 2.0, "z": 3.0})
    now = picker.best(Scoring(table, weights).points)
    for row in tipping(picker, Scoring(table, weights)).to_dict("records"):
        start = weights[row["measure"]]
        end = 0.0 if row["direction"] == "down" else start * FURTHEST
        turn = end if pd.isna(row["becomes"]) else row["becomes"]

        def listed(at: float, measure: str = row["measure"]) -> list[bool]:
            points = Scoring(table, weights.copy().mask(weights.index == measure, at)).points
            return [bool(picker.best(points)[place]) for place in range(9)]

        assert listed(start + (turn - start) * 0.98) == now.tolist() or abs(turn - start) < 0.01 * start
        if pd.notna(row["becomes"]) and abs(end - turn) > 0.05:
            assert listed(turn + np.sign(end - start) * 0.02) != now.tolist()


@pytest.fixture(scope="module")
def land(shipped: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A copy of the shipped landscape with its ties."""
    places = Places(tmp_path_factory.mktemp("support") / "data")
    shutil.copytree(shipped.data, places.data)
    build(places, Landscape.open(places.data))
    return places


@pytest.fixture(scope="module")
def made(land: Places) -> Path:
    """The workbook of a selection by the shipped rules."""
    out = land.data.parent / "one" / "selection.xlsx"
    assert main(["support", "--seats", "5", "--data", str(land.data), "--out", str(out)]) == 0
    return out


def _rows(path: Path, sheet: str) -> list[dict[str, object]]:
    head, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.slow
def test_the_workbook_explains_the_whole_choice(made: Path, land: Places) -> None:
    assert load_workbook(made).sheetnames == SHEETS
    listed, scores = _rows(made, "list"), _rows(made, "scores")
    assert len(listed) == 5
    assert {"TJ", "UZ"} <= {row["country"] for row in listed}
    assert all(row["score"] is not None and 0 <= float(str(row["score"])) <= 100 for row in scores)
    candidates = {row["candidate_id"] for sheet in ("scores", "excluded") for row in _rows(made, sheet)}
    assert candidates == set(Landscape.open(land.data).outlets["outlet_id"])
    assert all(row["rule"] and row["value that met it"] for row in _rows(made, "excluded"))
    told = {row["setting"]: row["value"] for row in _rows(made, "settings")}
    assert {"seed", "sha256 of the rules", "date of the data"} <= set(told)


@pytest.mark.slow
def test_the_same_inputs_give_the_same_bytes(made: Path, land: Places) -> None:
    again = land.data.parent / "two" / "selection.xlsx"
    assert main(["support", "--seats", "5", "--data", str(land.data), "--out", str(again)]) == 0
    assert again.read_bytes() == made.read_bytes()
    reasons = "selection_reasons.docx"
    assert again.with_name(reasons).read_bytes() == made.with_name(reasons).read_bytes()


@pytest.mark.slow
def test_the_panel_decides_in_the_second_stage(
    made: Path, land: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed, final = tmp_path / "typed.xlsx", tmp_path / "final.xlsx"
    command = ["support", "--seats", "5", "--data", str(land.data), "--panel", str(typed), "--out"]
    book = load_workbook(made)
    sheet = book["panel"]
    heads = [cell.value for cell in sheet[1]]
    first, last = heads.index("member 1") + 1, heads.index("member 3") + 1
    for line in range(2, sheet.max_row + 1):
        for column in range(first, last + 1):
            sheet.cell(line, column).value = 100 if line == sheet.max_row else 10
    book.save(typed)
    favourite = sheet.cell(sheet.max_row, 1).value
    assert main([*command, str(final)]) == 0
    assert favourite in {row["candidate_id"] for row in _rows(final, "list")}
    assert {row["panel"] for row in _rows(final, "scores")} == {10, 100}
    assert {row["member 1"] for row in _rows(final, "panel")} == {10, 100}
    # What the panel typed is never written over.
    assert main([*command, str(typed)]) == 2
    for value, said in ((101, "no number from 0 to 100"), ("good", "no number from 0 to 100"), (None, "nobody scored")):
        for column in range(first, last + 1):
            sheet.cell(2, column).value = value
        book.save(typed)
        assert main([*command, str(final.with_name("other.xlsx"))]) == 2
        assert said in capsys.readouterr().err
    other = land.data.parent / "rules.toml"
    shipped = (PROJECT / "data" / "raw" / "tables" / "rules_support.toml").read_text(encoding="utf-8")
    other.write_text(shipped.replace("pressure = 3", "pressure = 9"), encoding="utf-8")
    assert main([*command, str(final.with_name("other.xlsx")), "--rules", str(other)]) == 2
    assert "made with another sha256 of the rules" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("public/en/selection.xlsx", "may not stand in the 'public' edition"),
        ("partner/selection.xlsx", "may not stand in the 'partner' edition"),
        ("selection.docx", "ends in .xlsx"),
    ],
)
def test_a_selection_is_for_the_team(tiny: Places, out: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tiny.reports / out
    assert main(["support", "--data", str(tiny.data), "--out", str(path)]) == 2
    assert said in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("[weights]\nevidence = 1\n[lottery]\nseats = 1\n", "support is not drawn by lot"),
        ("[weights]\nevidence = 1\n[aims]\nregions = 1\n", "[aims] are for invitations"),
        ("[weights]\n", "weighs nothing"),
    ],
)
def test_rules_of_an_invitation_are_no_rules_of_support(
    land: Places, tmp_path: Path, rules: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "rules.toml", tmp_path / "selection.xlsx"
    path.write_text(f"[selection]\nseats = 2\n{rules}", encoding="utf-8")
    assert main(["support", "--data", str(land.data), "--rules", str(path), "--out", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()
