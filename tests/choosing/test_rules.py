"""One format of rules: what it may say, and one clear sentence for each way to get it wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from few import few
from hypothesis import given
from hypothesis import strategies as st

from mapping.choosing.fields import FIELDS, MEASURES, UNKNOWN
from mapping.choosing.rules import KEYS, Amount, read_rules
from mapping.choosing.where import holds, in_words, read_where
from mapping.errors import InputUnreadable, UnknownName
from mapping.paths import PROJECT

WHOLE = """
[selection]
seats = 5
reserves = 2
seed = 7
least_coverage = "40 %"

[[exclude]]
name = "state"
where = { ownership_type = ["state", "party"] }

[[quota]]
name = "small"
where = { country = "TJ", capital = false }
min = 1
max = "40 %"

[weights]
pressure = "75 %"
evidence = "25 %"

[per_owner]
most = 1

[must]
in = ["a"]
out = ["b"]

[panel]
long_list = 8
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    rules = read_rules(_write(tmp_path, WHOLE))
    assert (rules.seats, rules.reserves, rules.seed, rules.least_coverage) == (5, 2, 7, 0.4)
    assert (rules.per_owner, rules.must_in, rules.must_out, rules.lottery_seats) == (1, ("a",), ("b",), 0)
    assert rules.weights == {"pressure": 0.75, "evidence": 0.25}
    assert rules.panel is not None
    assert (rules.panel.long_list, rules.panel.members) == (8, 3)
    assert rules.quotas[0].most == Amount(0.4, share=True)
    assert in_words(rules.quotas[0].where) == "country is TJ and capital is no"
    assert len(rules.sha256) == 64


def test_seats_of_the_command_stand_before_those_of_the_file(tmp_path: Path) -> None:
    assert read_rules(_write(tmp_path, WHOLE), seats=8).seats == 8


@pytest.mark.parametrize(
    "path", sorted((PROJECT / "data" / "raw" / "tables").glob("rules_*.toml")), ids=lambda p: p.stem
)
def test_shipped_rules_can_be_read(path: Path) -> None:
    assert read_rules(path).weights


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[selction]\nseats = 1", "did you mean 'selection'?"),
        ("[selection]\nseat = 1", "did you mean 'seats'?"),
        ("[selection]\nseats = 1\nallow = ['sanctionned']", "did you mean 'sanctioned'?"),
        ("[selection]\nseats = 1\n[weights]\npresure = 1", "no measure 'presure'; did you mean 'pressure'?"),
        ("[selection]\nseats = 1\n[[exclude]]\nname = 'x'\nwhere = { contry = 'KZ' }", "did you mean 'country'?"),
        ("[selection]\nseats = 1\n[[exclude]]\nname = 'x'\nwhere = { media = 'televison' }", "media cannot be"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnknownName, match=re.escape(said)):
        read_rules(_write(tmp_path, text))


QUOTA = "[selection]\nseats = 5\n[[quota]]\nname = 'x'\nwhere = { country = 'KZ' }\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seats", "cannot be read as TOML"),
        ("", "says nowhere how many seats"),
        ("[selection]\nseats = 0", "whole number of 1 or more"),
        ("[selection]\nseats = 2.5", "whole number of 1 or more"),
        ("[selection]\nseats = true", "whole number of 1 or more"),
        ("selection = 3", "write selection as [selection]"),
        ("[exclude]\nname = 'x'", "write exclude as [[exclude]]"),
        ("[selection]\nseats = 2\n[weights]\npressure = -1", "the weight of pressure, -1, must be a number"),
        ("[selection]\nseats = 2\n[weights]\npressure = nan", "must be a number of 0 or more"),
        ("[selection]\nseats = 2\n[weights]\npressure = 'much'", "must be a number of 0 or more"),
        ("[selection]\nseats = 2\n[weights]\npressure = 0", "all weights are 0"),
        ("[selection]\nseats = 2\n[weights]\npressure = '50 %'\nreach = '40 %'", "sum to 0.9 of 1"),
        ("[selection]\nseats = 2\n[weights]\npressure = '50 %'\nreach = 1", "all weights as shares"),
        ("[selection]\nseats = 2\n[must]\nin = ['a']\nout = ['a']", "'a' must be both in and out"),
        ("[selection]\nseats = 1\n[must]\nin = ['a', 'b']", "2 candidates must be in, but there are 1 seats"),
        ("[selection]\nseats = 1\n[must]\nin = 'a'", "must be a list of words"),
        ("[selection]\nseats = 1\n[lottery]\nseats = 2", "2 of 1 seats cannot be drawn by lot"),
        ("[selection]\nseats = 9\n[panel]\nlong_list = 8", "a long list of 8 is shorter than the 9 seats"),
        ("[selection]\nseats = 9\n[panel]\ndesk = 1", "needs long_list"),
        (QUOTA, "needs min, max or both"),
        (QUOTA + "min = 3\nmax = 2", "min 3 is more than max 2"),
        (QUOTA + "min = 3\nmax = '40 %'", "at least 3 and at most 2 cannot both hold"),
        (QUOTA + "min = 6", "at least 6"),
        (QUOTA + "min = '120 %'", "a share up to 100 %"),
        (QUOTA + "min = -1", "must be a whole number"),
        ("[selection]\nseats = 1\n[[exclude]]\nwhere = { country = 'KZ' }", "each rule needs a name"),
        ("[selection]\nseats = 1\n[[exclude]]\nname = 'x'", "must name at least one field"),
        ("[selection]\nseats = 1\n[[exclude]]\nname = 'x'\nwhere = { country = 3 }", "must be a word, a list"),
        ("[selection]\nseats = 1\n[[exclude]]\nname = 'x'\nwhere = { evidence = 3 }", "evidence is a measure"),
        ("[selection]\nseats = 1\n[[exclude]]\nname = 'x'\nwhere = { evidence = { min = 3, max = 2 } }", "cannot be"),
    ],
)
def test_rules_that_cannot_be_are_refused_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputUnreadable, match=re.escape(said)) as refused:
        read_rules(_write(tmp_path, text))
    assert "\n" not in str(refused.value).removesuffix("\n")


@pytest.mark.parametrize("content", [None, b"\xff\xfe[selection]"])
def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "rules.toml"
    if content:
        path.write_bytes(content)
    with pytest.raises(InputUnreadable):
        read_rules(path)


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ({"country": "KZ"}, "a"),
        ({"country": ["KZ", "TJ"]}, "ac"),
        ({"country": {"not": "KZ"}}, "bcd"),
        ({"country": "unknown"}, "d"),
        ({"languages": "ru"}, "ab"),
        ({"languages": {"not": ["ru"]}}, "cd"),
        ({"capital": True}, "b"),
        ({"evidence": {"min": 20}}, "bc"),
        ({"evidence": {"min": 15, "max": 25}}, "b"),
        ({"evidence": "unknown"}, "d"),
        ({"country": ["KZ", "KG"], "evidence": {"max": 15}}, "a"),
    ],
)
def test_a_where_holds_of_whom_it_describes(where: dict[str, object], ids: str) -> None:
    frame = few(
        country=["KZ", "KG", "TJ", None],
        languages=["kk;ru", "ru", "tg", None],
        capital=["no", "yes", None, None],
        evidence=[10.0, 20.0, 30.0, float("nan")],
    )
    met = holds(read_where(where, "rule"), frame)
    assert "".join(frame.index[met]) == ids


@given(st.integers(1, 200), st.integers(0, 100))
def test_a_share_of_seats_is_rounded_so_that_it_holds(seats: int, percent: int) -> None:
    amount = Amount(percent / 100, share=True)
    assert amount.most(seats) * 100 <= percent * seats <= amount.least(seats) * 100
    assert amount.least(seats) - amount.most(seats) in (0, 1)


def test_the_page_on_rules_lists_every_section_field_and_measure() -> None:
    text = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", text, re.MULTILINE))
    words = {name: field.meaning for name, field in FIELDS.items()}
    assert {name: listed.get(name) for name in words} == words
    assert {name: listed.get(name) for name in MEASURES if not name.startswith("need_")} == {
        name: meaning for name, meaning in MEASURES.items() if not name.startswith("need_")
    }
    assert set(listed) <= {*FIELDS, *MEASURES, "need_THEME"}
    needs = [name.removeprefix("need_") for name in MEASURES if name.startswith("need_")]
    assert all(f"`{theme}`" in text for theme in (*needs, *KEYS, UNKNOWN))
