"""Time lines, deals, owners as of several years, money paid."""

from __future__ import annotations

import pandas as pd
import pytest
from small_ownership import outlets, owners, stake, stakes

from mapping.analyse.ownership_history import deals, funding, owner_map, ownership_timeline

STAKES = stakes(
    stake("ann", "tv", start="2001", end="2012-05"),
    stake("bob", "tv", start="2012-05"),
    stake("eve", "tv", confidence="alleged", start="2019"),
    stake("ann", "tv", relation="founded", start="2000"),
    stake("fund", "tv", relation="funds", start="2018", end="2019", amount=5000, currency="USD"),
)
EVENTS = pd.DataFrame(
    [("tv", "2012-05-07", "ownership_change", "Sold.", "c9"), ("tv", "2013", "raid", "Raided.", "c8")],
    columns=["outlet_id", "date", "kind", "summary", "citation"],
)
OWNERS = owners(ann="person", bob="person", eve="person", fund="state_body")
TV = outlets("tv", "web", founded=["2001", "2016"], closed=[None, "2021"])


def test_the_time_line_tells_all_in_order() -> None:
    told = ownership_timeline(STAKES, TV, EVENTS)[["start", "what"]].to_numpy().tolist()
    assert told == [
        ["2000", "founded"],
        ["2001", "owns"],
        ["2012-05", "owns"],
        ["2012-05-07", "ownership_change"],
        ["2018", "funds"],
        ["2019", "owns"],
    ]


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({"since": "2002", "until": "2011"}, []),
        (
            {"since": "2012", "until": "2012"},
            [("2012-05", "began", "bob"), ("2012-05", "ended", "ann"), ("2012-05-07", "ownership_change", None)],
        ),
        ({"since": "2012-05-20", "until": "2012-05-21"}, [("2012-05", "began", "bob"), ("2012-05", "ended", "ann")]),
        ({"since": "2015"}, []),
        ({"since": "2015", "alleged": True}, [("2019", "began", "eve")]),
    ],
)
def test_deals_between_two_dates(settings: dict[str, object], wanted: list[tuple[str, str, str | None]]) -> None:
    found = deals(STAKES, EVENTS, **settings)
    told = found[["date", "what", "holder_id"]].astype(object).where(found.notna(), None)
    assert list(told.itertuples(index=False, name=None)) == wanted


def test_the_owners_as_of_several_years() -> None:
    found = owner_map(STAKES, TV, OWNERS, years=("2000", "2010", "2020"))
    told = found[["as_of", "outlet_id", "owner_id", "dated"]].astype(object).where(found.notna(), None)
    assert list(told.itertuples(index=False, name=None)) == [
        ("2010", "tv", "ann", "yes"),
        ("2020", "tv", "bob", "yes"),
        ("2020", "web", None, None),
        ("now", "tv", "bob", "yes"),
    ]


def test_money_paid_is_dated_and_no_ownership() -> None:
    found = funding(STAKES, TV, OWNERS)
    assert found[["holder_id", "public", "start", "end", "amount", "currency"]].to_numpy().tolist() == [
        ["fund", "yes", "2018", "2019", 5000, "USD"]
    ]
