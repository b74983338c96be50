"""On which group of sources an outlet's items draw: the table `dependence`."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa

from mapping import dates
from mapping.analyse.carried.addresses import cells, countries_of
from mapping.analyse.carried.ties import BEST, EXAMPLE, EXAMPLES, plain_numbers, with_examples
from mapping.engine import Engine
from mapping.schema import ANY, DEPENDENCE, ITEM_LAYERS

# State agencies are one group in the table that people edit; to an outlet its own country's is another thing than a
# neighbour's.
SPLIT, NATIONAL, NEIGHBOUR = "state_agency", "national_state_agency", "neighbour_state_agency"
MECHANISMS = (*ITEM_LAYERS, ANY)
_FIRST, _LAST = "0000-01-01", "9999-12-31"
_MEMBER = ("grp", "member_id", "first", "last", "seat_is", "seat")
_KEY = ["outlet_id", "grp", "mechanism", "month"]


def find_dependence(engine: Engine, members: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """The rows of `dependence` from the tables `carried`, `carried_of_groups` and `piece`, as text cells.

    `members` are those of `members_of`. For all months together (month empty) every outlet that has dated items stands
    with every group and mechanism; by month so does `any`, the other mechanisms where the outlet draws on the group by
    them at all. An outlet that belongs to a group is left out for that group; a membership counts for items of its
    time.
    """
    seats = countries_of(outlets, "outlet_id")
    engine.give("member", pa.Table.from_pandas(members, _text(*_MEMBER), False))
    engine.give(
        "outlet", pa.table({"outlet_id": list(seats), "seat": list(seats.values())}, _text("outlet_id", "seat"))
    )
    _find(engine)
    counted = engine.take(
        "SELECT outlet_id, grp, mechanism, month, count(*) AS n, median(nearest) AS median_lag FROM hit "
        "GROUP BY outlet_id, grp, mechanism, month"
    ).to_pandas()
    best = engine.take(f"SELECT {', '.join(_KEY)}, nth, example FROM hit WHERE nth <= {EXAMPLES}").to_pandas()
    items = engine.take(
        "SELECT p.taker AS outlet_id, p.month, count(*) AS n_items FROM piece AS p JOIN outlet AS o "
        "ON o.outlet_id = p.taker WHERE p.month <> '' GROUP BY p.taker, p.month"
    ).to_pandas()
    engine.drop("hit", "member", "outlet")
    own = members.assign(grp=members["grp"].where(members["seat_is"] == "", NATIONAL))[["member_id", "grp"]]
    cases = _cases(items, sorted(members["grp"].unique()), counted)
    cases = cases[~cases.set_index(["outlet_id", "grp"]).index.isin(pd.MultiIndex.from_frame(own))]
    return _told(with_examples(cases.merge(counted, on=_KEY, how="left"), best, _KEY))


def _text(*names: str) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in names])


def members_of(groups: pd.DataFrame, seats: Mapping[str, str]) -> pd.DataFrame:
    """Who belongs to which group from which day to which; state agencies twice, for outlets at home and abroad."""
    rows = []
    for group, member, start, end in cells(groups, "group", "member_id", "start", "end"):
        first = dates.span(start).first.isoformat() if start else _FIRST
        last = dates.span(end).last.isoformat() if end else _LAST
        ways = ((NATIONAL, "same"), (NEIGHBOUR, "other")) if group == SPLIT else ((group, ""),)
        rows += [(name, member, first, last, seat_is, seats.get(member, "")) for name, seat_is in ways]
    return pd.DataFrame(rows, columns=_MEMBER, dtype=str)


def teams(engine: Engine, members: pd.DataFrame) -> pa.Table:
    """The members as `reuse.pairs_of_groups` takes them: outlet, team.

    A team are those of one group that are members for the same part of the time that the items of `piece` fill; state
    agencies of one country are a team.
    """
    span = engine.take("SELECT min(day) AS first, max(day) AS last FROM piece WHERE day <> ''")
    first, last = (span[name][0].as_py() or "" for name in ("first", "last"))
    once = members[members["seat_is"] != "other"]
    since, until = once["first"].where(once["first"] > first, ""), once["last"].where(once["last"] < last, "")
    team = once["grp"] + "|" + once["seat"].where(once["seat_is"] != "", "") + "|" + since + "|" + until
    return pa.table([once["member_id"], team], _text("outlet", "team"))


def _find(engine: Engine) -> None:
    """Make the table `hit`: one row for each item, group, mechanism (and `any`), month (and all), with the nearest lag.

    `nth` orders the items of one cell as examples.
    """
    engine.make(
        "of_group",
        f"SELECT c.*, m.grp, {EXAMPLE} AS example FROM "
        "(SELECT * FROM carried UNION SELECT * FROM carried_of_groups) AS c "
        "JOIN outlet AS o ON o.outlet_id = c.outlet_id JOIN member AS m ON m.member_id = c.from_id "
        "AND c.day >= m.first AND c.day <= m.last WHERE c.day <> '' AND "
        "(m.seat_is = '' OR (m.seat_is = 'same' AND o.seat = m.seat) OR (m.seat_is = 'other' AND o.seat <> m.seat))",
    )
    engine.make("by_way", f"SELECT *, layer AS mechanism FROM of_group UNION ALL SELECT *, '{ANY}' FROM of_group")
    engine.make(
        "once",
        "SELECT outlet_id, grp, mechanism, month, item_id, example, from_url, containment, time, nearest FROM ("
        "SELECT *, min(lag) OVER (PARTITION BY outlet_id, grp, mechanism, item_id) AS nearest, row_number() OVER ("
        f"PARTITION BY outlet_id, grp, mechanism, item_id ORDER BY {BEST}, example) AS nth FROM by_way) AS ranked "
        "WHERE nth = 1",
    )
    columns = "outlet_id, grp, mechanism, item_id, example, from_url, containment, time, nearest"
    engine.make(
        "hit",
        f"SELECT *, row_number() OVER (PARTITION BY outlet_id, grp, mechanism, month ORDER BY {BEST}) AS nth FROM ("
        f"SELECT {columns}, month FROM once UNION ALL SELECT {columns}, '' AS month FROM once) AS either",
    )
    engine.drop("of_group", "by_way", "once")


def _cases(items: pd.DataFrame, groups: list[str], counted: pd.DataFrame) -> pd.DataFrame:
    """The cells of the table with the outlet's items: also those in which nothing was found."""
    every = items.groupby("outlet_id", as_index=False)["n_items"].sum().assign(month="")
    named = pd.DataFrame({"grp": groups}, dtype=str)
    ways = pd.DataFrame({"mechanism": MECHANISMS}, dtype=str)
    drawn = counted.loc[counted["mechanism"] != ANY, ["outlet_id", "grp", "mechanism"]].drop_duplicates()
    whole = every.merge(named, how="cross").merge(ways, how="cross")
    months = [items.merge(named, how="cross").assign(mechanism=ANY), items.merge(drawn, on="outlet_id")]
    cases: pd.DataFrame = pd.concat([whole, *months], ignore_index=True)
    return cases


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    told = frame.rename(columns={"grp": "group"}).assign(
        n_items=frame["n_items"].astype(str),
        n=frame["n"].fillna(0).astype(int).astype(str),
        median_lag=plain_numbers(frame["median_lag"]),
        examples=frame["examples"].fillna(""),
    )
    return told[DEPENDENCE.heads]
