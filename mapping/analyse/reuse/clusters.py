"""Stories: an item and the later ones that are largely the same text.

Pairs joined end to end chain: a digest joins two stories, and whoever copies the digest's second half lands in the
first. So a story is a star, not a chain: all its items share at least half of the shorter text with its first one,
directly. An item belongs to the story of the earliest such item; one that is copied itself beyond that - a digest, a
rewrite - begins a story of its own besides. Mere quotations make no story.
"""

from __future__ import annotations

from mapping.engine import Engine

WITHIN = 0.5  # containment from which two items tell one story


def make_clusters(engine: Engine, pairs: str, items: str, name: str) -> None:
    """Make the table `name` in the engine: cluster_id, id, outlet, shown, place, size, n_outlets; one row an item.

    `pairs` has the columns first_id, later_id, containment, lag_seconds and sure (whether the order of the two is known
    beyond doubt); `items` has id, outlet and shown (its time, as it is to be shown). `cluster_id` is the id of the
    story's first item. `place` is yes for the first item, no for those surely later; and unclear for the first item
    and those that may have come before it, when their times do not tell.
    """
    engine.make(f"{name}_members", _members(pairs))
    engine.make(
        name,
        f"""
        select m.cluster_id, m.id, i.outlet, i.shown, m.place, s.size, s.n_outlets
        from {name}_members m
        join {items} i on i.id = m.id
        join (
            select m.cluster_id, count(*) as size, count(distinct i.outlet) as n_outlets
            from {name}_members m join {items} i on i.id = m.id group by m.cluster_id
        ) s on s.cluster_id = m.cluster_id
        """,
    )
    engine.drop(f"{name}_members")


def _members(pairs: str) -> str:
    """The query of who is in which story: each later item with the earliest it shares enough with, and these first."""
    chosen = f"""
        select later_id as id, first_id as cluster_id, sure from (
            select *, row_number() over (partition by later_id order by lag_seconds desc, first_id) as nth
            from {pairs} where containment >= {WITHIN}
        ) ranked where nth = 1
    """
    return f"""
        select id, cluster_id, case when sure then 'no' else 'unclear' end as place from ({chosen}) later
        union all
        select cluster_id as id, cluster_id, case when min(case when sure then 1 else 0 end) = 1 then 'yes'
            else 'unclear' end as place
        from ({chosen}) firsts group by cluster_id
    """
