"""Pages that travelled far, and outlets that share them within moments: cases counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from mapping.analyse import compute, level_of
from mapping.analyse.shared_links import coordinated_sharing, most_shared_pages
from mapping.errors import LevelTooHigh
from mapping.schema import CARRIED

OUTLETS = pd.DataFrame({"outlet_id": ["a", "b", "c"], "country": ["KG", "KG", "KZ"]})


def carried(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Items of an outlet at a time that draw on a page by a layer."""
    told = [
        {"item_id": f"i-{n}", "outlet_id": outlet, "time": time, "url": f"https://{outlet}.example/{n}"}
        | {"layer": layer, "from_id": "giver", "from_url": page}
        for n, (outlet, time, layer, page) in enumerate(rows)
    ]
    return pd.DataFrame(told, columns=CARRIED.heads)


def test_the_most_shared_pages_are_those_of_most_outlets() -> None:
    frame = most_shared_pages(
        carried(
            ("a", "2026-03-01T06:00:00Z", "link", "https://g.example/1"),
            ("a", "2026-03-01T07:00:00Z", "link", "https://g.example/1"),
            ("c", "2026-03-02", "reprint", "https://g.example/1"),
            ("a", "2026-03-01T06:00:00Z", "link", "https://g.example/2"),
            ("b", "2026-03-01T06:00:00Z", "citation", ""),
        ),
        OUTLETS,
    )
    assert frame.to_dict("records") == [
        {"url": "https://g.example/1", "from_id": "giver", "n_outlets": 2, "n_items": 3, "countries": "KG;KZ"}
        | {"first": "2026-03-01T06:00:00Z", "last": "2026-03-02"}
    ]


def _day(outlet: str, day: int, second: int, page: str) -> tuple[str, str, str, str]:
    moment = pd.Timestamp("2026-03-01T00:00:00Z") + pd.Timedelta(days=day, seconds=second)
    return outlet, moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "link", page


def test_two_that_share_within_seconds_day_after_day_are_told_from_one_that_shares_hours_later() -> None:
    rows = []
    for day in range(12):
        for part in range(4):
            page, at = f"https://g.example/{day}-{part}", 20_000 * part + 977 * day
            rows += [_day("a", day, at, page), _day("b", day, at + 4, page), _day("c", day, at + 9_000, page)]
    frame = coordinated_sharing(carried(*rows), OUTLETS)
    assert frame[["account_a", "account_b", "medium", "beyond_chance"]].to_numpy().tolist() == [
        ["a", "b", "web", "yes"]
    ]
    assert frame["weight"].tolist() == [48]
    assert frame["mean_delay"].tolist() == [4.0]


@pytest.mark.parametrize("rows", [(), (("a", "2026-03-01", "link", "https://g.example/1"),)])
def test_nothing_shared_or_no_time_of_day_gives_no_pair(rows: tuple[tuple[str, str, str, str], ...]) -> None:
    assert coordinated_sharing(carried(*rows), OUTLETS).empty
    assert most_shared_pages(carried(*rows), OUTLETS).empty


def test_who_shares_at_the_same_time_is_not_for_the_public() -> None:
    class Public:
        level = "public"

    assert level_of("coordinated_sharing") == "partner"
    with pytest.raises(LevelTooHigh, match="level 'partner'"):
        compute("coordinated_sharing", Public())
