"""Texts for analysis: without what repeats, for the team alone; and the days on which a channel fell silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mapping import Landscape, items
from mapping.__main__ import main
from mapping.errors import LevelTooHigh
from mapping.paths import Places
from mapping.texts import silences, texts

FIRST, LAST = date(2026, 1, 1), date(2026, 2, 28)
QUIET = (date(2026, 2, 10), date(2026, 2, 13))


def _word(day: date, n: int) -> str:
    """A word that no other piece has: numbers alone would not tell two lines apart."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{day:%Y%m%d}{n}")


def _published(places: Places) -> None:
    """Eight articles a day, four days without any, each article under the same footer."""
    span = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    rows = [
        {
            "channel": "bozor.example",
            "kind": "article",
            "url": f"https://bozor.example/{day}-{n}",
            "outlet_id": "bozor-tv",
        }
        | {
            "time": f"{day}T0{n}:00:00Z",
            "title": f"News {day} {n}",
            "text": f"{_word(day, n)} happened.\nRead also: our channel",
        }
        for day in span
        if not QUIET[0] <= day <= QUIET[1]
        for n in range(8)
    ]
    items.write(places, rows)


def test_footers_are_left_out_and_silence_is_told(tiny: Places) -> None:
    _published(tiny)
    land = Landscape.open(tiny.data)
    frame = texts(land, ["bozor-tv"], ("2026-02", "2026-02"))
    assert len(frame) == 8 * (28 - 4)
    assert not frame["text"].str.contains("Read also").any()
    assert frame["text"].str.endswith(" happened.").all()
    (row,) = silences(land, FIRST, LAST).to_dict("records")
    assert (row["channel"], row["first"], row["last"], row["days"]) == ("bozor.example", *QUIET, 4)
    assert row["usual_items_a_day"] == 8


def test_there_may_be_no_texts_at_all(tiny: Places) -> None:
    land = Landscape.open(tiny.data)
    assert texts(land).empty
    assert silences(land, FIRST, LAST).empty


@pytest.mark.parametrize("level", ["public", "partner"])
def test_texts_are_for_the_team_alone(tiny: Places, level: str) -> None:
    with pytest.raises(LevelTooHigh, match="for the team alone"):
        texts(Landscape.open(tiny.data, level))


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (
            ["--since", "2026-01-01", "--until", "2026-02-28"],
            0,
            "to 2026-02-13; 4 days, where 8.0 items",
        ),
        (["--since", "2026-01-01", "--until", "2026-01-31"], 0, "No gap between"),
        (["--since", "soon"], 2, "'soon' is no day"),
        (["--since", "2026-02-02", "--until", "2026-02-01"], 2, "is later than"),
    ],
)
def test_silences_are_printed(
    tiny: Places, options: list[str], status: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _published(tiny)
    assert main(["silences", *options, "--data", str(tiny.data)]) == status
    told = capsys.readouterr()
    assert words in told.out + told.err
