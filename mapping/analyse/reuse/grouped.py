"""The earliest item of each group of outlets that a later item draws on, out of the tables that `joining` leaves.

`joining` names the first source of an item. If a member of a group copied that source earlier, the item draws on an
item of the group as well. So the texts that draw on one source make a star around it; of each group the earliest texts
in the star are compared with the others, in the same way and at the same levels: the work grows with the items and
the groups, not with the square of the star.
"""

from __future__ import annotations

import pyarrow as pa

from mapping.analyse.reuse.boilerplate import learnt
from mapping.analyse.reuse.joining import not_own, verified, worded
from mapping.analyse.reuse.settings import Settings
from mapping.engine import Engine

# How many texts of a group are looked at in a star: the earliest may share another part of the source.
EARLIEST = 3
_ROW = (
    "o.id AS first_id, i.id AS later_id, o.outlet AS first_outlet, i.outlet AS later_outlet, o.team,"
    " {shared} / least({first}, {later}) AS containment, {shared} / ({first} + {later} - {shared}) AS jaccard,"
    " i.moment - o.moment AS lag_seconds, {shared} AS shared, o.text_key AS first_key, o.moment AS first_at"
)


def find(engine: Engine, members: pa.Table, settings: Settings) -> None:
    """`reuse_team_pairs`: each later item with the earliest item of a member of each group (`team`) it draws on."""
    once = members.select(["outlet", "team"]).group_by(["outlet", "team"]).aggregate([])
    engine.give("reuse_members", once.cast(pa.schema([("outlet", pa.string()), ("team", pa.string())])))
    _prints(engine, settings)
    _stars(engine)
    worded(engine, _couples(), settings)
    verified(engine, "reuse_team_links", settings, learnt(engine, settings))
    _pairs(engine, settings)
    engine.drop("reuse_members", "reuse_team_prints", "reuse_stars", "reuse_leaders", "reuse_team_links")


def _prints(engine: Engine, settings: Settings) -> None:
    """`reuse_team_prints`: the first print of each text by a group in each half of the longest lag.

    So that of a text which never rests, too, a print within the lag is at hand, and few are.
    """
    engine.make(
        "reuse_team_prints",
        "SELECT text_key, team, id, outlet, moment, nth FROM (SELECT p.text_key, m.team, p.id, p.outlet, p.moment,"
        " p.nth, row_number() OVER (PARTITION BY p.text_key, m.team,"
        f" floor(p.moment / {settings.longest_lag / 2}) ORDER BY p.nth) AS place"
        " FROM reuse_prints p JOIN reuse_members m ON m.outlet = p.outlet) numbered WHERE place = 1",
    )


def _stars(engine: Engine) -> None:
    """`reuse_stars`: texts with the sources named for them; `reuse_leaders`: a source's earliest texts of each group.

    Where the group printed the source itself, only what it had printed before that leads.
    """
    engine.make(
        "reuse_stars",
        "SELECT DISTINCT first_key AS hub, later_key AS later FROM reuse_pairs WHERE first_key <> later_key",
    )
    engine.make(
        "reuse_leaders",
        "SELECT hub, team, text_key, moment FROM (SELECT s.hub, t.team, t.text_key, t.moment,"
        " row_number() OVER (PARTITION BY s.hub, t.team ORDER BY t.moment, t.text_key) AS place,"
        " min(CASE WHEN t.text_key = s.hub THEN t.moment END) OVER (PARTITION BY s.hub, t.team) AS at_hub"
        " FROM (SELECT h.hub, l.later AS text_key FROM (SELECT DISTINCT hub FROM reuse_stars) h"
        " JOIN reuse_links l ON l.first = h.hub UNION ALL SELECT DISTINCT hub, hub AS text_key FROM reuse_stars) s"
        " JOIN (SELECT text_key, team, min(moment) AS moment FROM reuse_team_prints GROUP BY text_key, team) t"
        " ON t.text_key = s.text_key) ranked"
        f" WHERE place <= {EARLIEST} AND text_key <> hub AND (at_hub IS NULL OR moment < at_hub)",
    )


def _couples() -> str:
    """Leaders with the other texts of their star that somebody outside the group prints later, if not yet linked."""
    met = (
        "SELECT DISTINCT CASE WHEN {forth} THEN a.text_key ELSE b.text_key END AS first,"
        " CASE WHEN {forth} THEN b.text_key ELSE a.text_key END AS later"
        " FROM reuse_leaders r JOIN reuse_stars s ON s.hub = r.hub"
        " JOIN reuse_sizes a ON a.text_key = r.text_key JOIN reuse_sizes b ON b.text_key = s.later"
        " LEFT JOIN reuse_members own ON own.outlet = b.outlet AND own.team = r.team"
        " WHERE r.text_key <> s.later AND r.moment <= b.last AND NOT (b.alone AND own.outlet IS NOT NULL)"
    ).format(forth="a.moment < b.moment OR (a.moment = b.moment AND a.text_key < b.text_key)")
    # They meet in a star, not at marks: two stand for enough.
    return (
        f"SELECT m.first, m.later, 2 AS n FROM ({met}) m LEFT JOIN reuse_links k"
        " ON k.first = m.first AND k.later = m.later WHERE k.first IS NULL"
    )


def _pairs(engine: Engine, settings: Settings) -> None:
    fits = f"o.outlet <> i.outlet AND i.moment - o.moment <= {settings.longest_lag}"
    every = "SELECT * FROM reuse_links UNION ALL SELECT * FROM reuse_team_links"
    # Of two texts that share enough either may have been printed before the other once more.
    both = (
        f"SELECT first AS source, later AS taker, shared, first_size, later_size FROM ({every}) forth"
        f" UNION ALL SELECT later, first, shared, later_size, first_size FROM ({every}) back"
    )
    equal = _ROW.format(shared="i.size", first="i.size", later="i.size")
    linked = _ROW.format(shared="l.shared", first="l.first_size", later="l.later_size")
    found = (
        f"SELECT {equal} FROM reuse_prints i JOIN reuse_team_prints o ON o.text_key = i.text_key"
        f" WHERE o.nth < i.begun AND {fits}"
        f" UNION ALL SELECT {linked} FROM ({both}) l"
        " JOIN reuse_prints i ON i.text_key = l.taker JOIN reuse_team_prints o ON o.text_key = l.source"
        f" WHERE {fits} AND (o.moment < i.begun_moment OR (o.moment = i.begun_moment AND o.id < i.id))"
    )
    columns = "s.first_id, s.later_id, s.first_outlet, s.later_outlet, {team}.team, s.containment, s.jaccard,"
    columns += " s.lag_seconds, s.shared"
    sources = (
        f"SELECT {columns.format(team='s')} FROM ({found}) s WHERE {not_own(settings)} UNION ALL"
        f" SELECT {columns.format(team='m')} FROM reuse_pairs s JOIN reuse_members m ON m.outlet = s.first_outlet"
    )
    engine.make(
        "reuse_team_pairs",
        "SELECT first_id, later_id, first_outlet, later_outlet, containment, jaccard, lag_seconds, shared, team FROM"
        " (SELECT s.*, row_number() OVER (PARTITION BY s.later_id, s.team"
        " ORDER BY s.lag_seconds DESC, s.first_id, s.shared DESC) AS nth"
        f" FROM ({sources}) s LEFT JOIN reuse_members own ON own.outlet = s.later_outlet AND own.team = s.team"
        " WHERE own.outlet IS NULL) ranked WHERE nth = 1",
    )
