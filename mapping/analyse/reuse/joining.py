"""From tokens to pairs of items: the SQL, in the part of the language that all our engines share.

Texts first, items afterwards: equal texts are one text with its first printer, so that a post copied a million times is
compared once. Whatever could hang on the order of rows is settled by time, then id or key. Each function makes tables
in the engine; their names begin with `reuse_`.
"""

from __future__ import annotations

from functools import partial

from mapping.analyse.reuse.boilerplate import Boilerplate
from mapping.analyse.reuse.fingerprints import MARKS, SHARED, marks, shared
from mapping.analyse.reuse.settings import Settings
from mapping.engine import Engine

# Later than any clock.
_NEVER = 1 << 62


def now(settings: Settings) -> int:
    """The time after which items are ahead of the clock, in seconds since 1970."""
    return int(settings.now.timestamp()) if settings.now else _NEVER


def texts(engine: Engine, words: str, settings: Settings) -> None:
    """`reuse_items`: the items that can be compared; `reuse_texts`: their different texts with their first print."""
    shortest = settings.fewest + settings.shingle - 1
    once, spare = words, ["reuse_firsts"]
    if engine.take(f"SELECT count(*) - count(DISTINCT id) AS n FROM {words}")["n"][0].as_py():
        order = "moment NULLS LAST, text_key, outlet"
        once = "reuse_once"
        spare.append(once)
        engine.make(
            once,
            "SELECT id, outlet, moment, text_key, n, words FROM (SELECT id, outlet, moment, text_key, n, words,"
            f" row_number() OVER (PARTITION BY id ORDER BY {order}) AS copy FROM {words}) numbered WHERE copy = 1",
        )
    engine.make(
        "reuse_items",
        f"SELECT id, outlet, moment, text_key FROM {once}"
        f" WHERE moment IS NOT NULL AND moment <= {now(settings)} AND n >= {shortest}",
    )
    engine.make(
        "reuse_firsts",
        "SELECT text_key, moment, id, outlet, last, alone FROM (SELECT text_key, moment, id, outlet,"
        " max(moment) OVER (PARTITION BY text_key) AS last,"
        " min(outlet) OVER (PARTITION BY text_key) = max(outlet) OVER (PARTITION BY text_key) AS alone,"
        " row_number() OVER (PARTITION BY text_key ORDER BY moment, id) AS nth"
        " FROM reuse_items) numbered WHERE nth = 1",
    )
    engine.make(
        "reuse_texts",
        "SELECT f.text_key, f.moment, f.last, f.alone, f.outlet, w.n, w.words"
        f" FROM reuse_firsts f JOIN {once} w ON w.id = f.id",
    )
    engine.drop(*spare)


def links(engine: Engine, settings: Settings, left_out: Boilerplate) -> None:
    """`reuse_sizes`: texts with marks; `reuse_links`: which of them draw on which, with what they share."""
    fingerprint = partial(marks, settings=settings, boilerplate=left_out)
    engine.map("reuse_marks", "reuse_texts", ["text_key", "moment", "outlet", "words"], fingerprint, MARKS)
    engine.make(
        "reuse_sizes",
        "SELECT m.text_key, m.size, t.moment, t.last, t.alone, t.outlet FROM"
        " (SELECT text_key, max(size) AS size FROM reuse_marks GROUP BY text_key) m"
        " JOIN reuse_texts t ON t.text_key = m.text_key",
    )
    _couples(engine, settings)
    verified(engine, "reuse_links", settings, left_out)
    engine.drop("reuse_marks")


def verified(engine: Engine, name: str, settings: Settings, left_out: Boilerplate) -> None:
    """The table `name`: those of `reuse_couples` that share enough, with what they share; these are dropped."""
    measure = partial(shared, settings=settings, boilerplate=left_out)
    columns = ["first", "later", "first_outlet", "later_outlet", "first_words", "later_words"]
    engine.map("reuse_shared", "reuse_couples", columns, measure, SHARED)
    engine.make(
        name,
        "SELECT first, later, shared, first_size, later_size FROM reuse_shared"
        f" WHERE shared >= {settings.fewest} AND (run >= {settings.passage}"
        f" OR (shared >= {settings.containment} * least(first_size, later_size)"
        f" AND (shared >= {settings.many} OR 2 * shared >= least(first_size, later_size))))",
    )
    engine.drop("reuse_couples", "reuse_shared")


def worded(engine: Engine, couples: str, settings: Settings) -> None:
    """`reuse_couples`: two texts to be compared (first, later; n common marks where known), with their words.

    Left out are those of one outlet, those too far apart in time, and those with too few common marks.
    """
    engine.make(
        "reuse_couples",
        "SELECT c.first, c.later, f.outlet AS first_outlet, l.outlet AS later_outlet,"
        " ft.words AS first_words, lt.words AS later_words"
        f" FROM ({couples}) c"
        " JOIN reuse_sizes f ON f.text_key = c.first JOIN reuse_sizes l ON l.text_key = c.later"
        " JOIN reuse_texts ft ON ft.text_key = c.first JOIN reuse_texts lt ON lt.text_key = c.later"
        f" WHERE (c.n >= 2 OR least(f.size, l.size) < {settings.few})"
        " AND NOT (f.alone AND l.alone AND f.outlet = l.outlet)"
        f" AND l.moment - f.last <= {settings.longest_lag}",
    )


def _couples(engine: Engine, settings: Settings) -> None:
    """`reuse_couples` of texts that meet at a mark, the earlier one first."""
    heads, reach = settings.heads, range(1, settings.before + 1)
    lags = "".join(f", lag(text_key, {step}) OVER carriers AS before_{step}" for step in reach)
    engine.make(
        "reuse_carriers",
        f"SELECT mark, text_key, row_number() OVER carriers AS nth{lags} FROM (SELECT m.mark, m.text_key, m.moment"
        " FROM reuse_marks m JOIN (SELECT mark FROM reuse_marks GROUP BY mark HAVING count(*) > 1) c"
        " ON c.mark = m.mark) common WINDOW carriers AS (PARTITION BY mark ORDER BY moment, text_key)",
    )
    met = [
        "SELECT a.text_key AS first, b.text_key AS later FROM reuse_carriers a JOIN reuse_carriers b"
        f" ON b.mark = a.mark WHERE a.nth <= {heads} AND b.nth > a.nth",
        *(
            f"SELECT before_{step} AS first, text_key AS later FROM reuse_carriers WHERE nth > {heads + step}"
            for step in reach
        ),
    ]
    union = " UNION ALL ".join(met)
    worded(engine, f"SELECT first, later, count(*) AS n FROM ({union}) met GROUP BY first, later", settings)
    engine.drop("reuse_carriers")


def prints(engine: Engine, settings: Settings) -> None:
    """`reuse_prints`: the items of texts that are copied or linked, numbered.

    A spell of a text ends where nobody prints it for longer than the longest lag. `other` is the number of the
    nearest earlier print by another outlet, `begun` that of the outlet's own first print in the spell: who prints
    own words again does not draw on those who took them.
    """
    engine.make(
        "reuse_ordered",
        "SELECT text_key, id, outlet, moment, row_number() OVER prints AS nth,"
        " lag(outlet) OVER prints AS outlet_before,"
        f" CASE WHEN moment - lag(moment) OVER prints > {settings.longest_lag} THEN 1 ELSE 0 END AS pause"
        " FROM (SELECT i.text_key, i.id, i.outlet, i.moment FROM reuse_items i JOIN"
        " (SELECT text_key FROM reuse_items GROUP BY text_key HAVING count(*) > 1"
        " UNION SELECT first FROM reuse_links UNION SELECT later FROM reuse_links) wanted"
        " ON wanted.text_key = i.text_key) printed WINDOW prints AS (PARTITION BY text_key ORDER BY moment, id)",
    )
    engine.make(
        "reuse_spells",
        "SELECT o.text_key, o.id, o.outlet, o.moment, o.nth, s.size, sum(o.pause) OVER earlier AS spell,"
        " max(CASE WHEN o.outlet <> o.outlet_before THEN o.nth - 1 END) OVER earlier AS other"
        " FROM reuse_ordered o JOIN reuse_sizes s ON s.text_key = o.text_key"
        " WINDOW earlier AS (PARTITION BY o.text_key ORDER BY o.nth)",
    )
    engine.make(
        "reuse_prints",
        "SELECT text_key, id, outlet, moment, nth, size, spell, other, min(nth) OVER own AS begun,"
        " min(moment) OVER own AS begun_moment FROM reuse_spells"
        " WINDOW own AS (PARTITION BY text_key, spell, outlet)",
    )
    engine.drop("reuse_ordered", "reuse_spells")


def openers(engine: Engine, settings: Settings) -> None:
    """`reuse_openers`: the first items of the first two outlets of each spell of a text (`opens`).

    For edited copies of a text that never rests, those of each half of the longest lag as well.
    """
    engine.make(
        "reuse_openers",
        "SELECT text_key, id, outlet, moment, nth, nth = begun AND place <= 2 AS opens FROM (SELECT *,"
        " row_number() OVER (PARTITION BY text_key, spell, nth = begun ORDER BY nth) AS place,"
        " row_number() OVER (PARTITION BY text_key, half, leads ORDER BY nth) AS place_in_half FROM"
        " (SELECT *, row_number() OVER (PARTITION BY text_key, half, outlet ORDER BY nth) = 1 AS leads FROM"
        f" (SELECT *, floor(moment / {settings.longest_lag / 2}) AS half FROM reuse_prints) halves) printed) placed"
        " WHERE (nth = begun AND place <= 2) OR (leads AND place_in_half <= 2)",
    )


def own_words(engine: Engine) -> None:
    """`reuse_own`: the outlets that printed a text, or words of it, from when on, and how much of it that was."""
    engine.make(
        "reuse_own",
        "SELECT text_key, outlet, moment, id, size AS shared FROM reuse_prints WHERE nth = begun"
        " UNION ALL SELECT l.later AS text_key, p.outlet, p.moment, p.id, l.shared FROM reuse_links l"
        " JOIN reuse_prints p ON p.text_key = l.first WHERE p.nth = p.begun"
        " UNION ALL SELECT l.first AS text_key, p.outlet, p.moment, p.id, l.shared FROM reuse_links l"
        " JOIN reuse_prints p ON p.text_key = l.later WHERE p.nth = p.begun",
    )


def not_own(settings: Settings) -> str:
    """The condition that of what a source `s` shares with the later item, that item's outlet had not told most before.

    Otherwise an outlet that brings its own news up to date would seem to draw on those who copied it meanwhile.
    """
    return (
        "NOT EXISTS (SELECT 1 FROM reuse_own w WHERE w.text_key = s.first_key AND w.outlet = s.later_outlet"
        " AND (w.moment < s.first_at OR (w.moment = s.first_at AND w.id < s.first_id))"
        f" AND w.shared >= {1 - settings.gain} * s.shared)"
    )


def couples_of_items(engine: Engine, settings: Settings) -> None:
    """`reuse_pairs`: each later item with the earliest item it draws on, and with a nearer one that explains more."""
    items = (
        "o.id AS first_id, i.id AS later_id, o.outlet AS first_outlet, i.outlet AS later_outlet,"
        " o.moment AS first_at, i.moment AS later_at, o.text_key AS first_key, i.text_key AS later_key"
    )
    fits = f"o.outlet <> i.outlet AND i.moment - o.moment <= {settings.longest_lag}"
    equal = "i.size AS shared, i.size AS first_size, i.size AS later_size FROM reuse_prints i"
    engine.make(
        "reuse_sources",
        f"SELECT {items}, {equal} JOIN reuse_openers o ON o.text_key = i.text_key AND o.opens"
        f" WHERE o.nth < i.begun AND {fits}"
        f" UNION SELECT {items}, {equal} JOIN reuse_prints o ON o.text_key = i.text_key AND o.nth = i.other"
        f" WHERE o.nth < i.begun AND {fits}"
        f" UNION SELECT {items}, l.shared, l.first_size, l.later_size FROM reuse_links l"
        " JOIN reuse_prints i ON i.text_key = l.later JOIN reuse_openers o ON o.text_key = l.first"
        f" WHERE {fits} AND (o.moment < i.begun_moment OR (o.moment = i.begun_moment AND o.id < i.id))",
    )
    explains = "shared / later_size"
    engine.make(
        "reuse_pairs",
        "SELECT first_id, later_id, first_outlet, later_outlet,"
        " shared / least(first_size, later_size) AS containment,"
        " shared / (first_size + later_size - shared) AS jaccard,"
        " later_at - first_at AS lag_seconds, shared, first_key, later_key FROM"
        " (SELECT *, row_number() OVER (PARTITION BY later_id ORDER BY first_at, first_id) AS nth,"
        " row_number() OVER (PARTITION BY later_id, near ORDER BY first_at, first_id) AS nth_near FROM"
        f" (SELECT *, {explains} >= max({explains}) OVER (PARTITION BY later_id) - {settings.gain} AS near"
        f" FROM reuse_sources s WHERE {not_own(settings)}) explained) numbered"
        " WHERE nth = 1 OR (near AND nth_near = 1)",
    )
    engine.drop("reuse_sources", "reuse_openers")
