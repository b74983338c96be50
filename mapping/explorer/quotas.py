"""The shipped rules of an invitation as the shortlist of the page counts by them: who belongs to which quota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from mapping.choosing.candidates import CAPITALS, outlet_candidates
from mapping.choosing.eligibility import EXCLUDED, eligible
from mapping.choosing.fields import FIELDS, MEASURES
from mapping.choosing.inviting import RULES
from mapping.choosing.measures import Evidence
from mapping.choosing.rules import Amount, Quota, Rules, read_rules
from mapping.choosing.told import rule_name
from mapping.choosing.where import holds, in_words
from mapping.errors import InputUnreadable
from mapping.landscape import Landscape

# What a candidate has beside fields and measures; outlets have none of it.
_SAID = ("said", "consent_until")


def choice(land: Landscape, outlet_ids: Sequence[str]) -> dict[str, object]:
    """The shipped rules of an invitation, as the page counts by them.

    `quotas`: each with its name, what it asks in words, `min` and `max` as the rules write them, `members` and
    `unknown` (places of outlets in `outlet_ids`: who belongs, and of whom what it asks is not known) and `counted`
    (whether this level can count it at all). `barred`: whom a rule leaves out, and the place of its reason in
    `reasons`. `owners`: names of owners that control several outlets, with those. `text`: the file itself.
    """
    path = land.places.hand_tables / RULES
    rules = read_rules(path)
    frame = _candidates(land).reindex(list(outlet_ids))
    rows = {own: row for row, own in enumerate(outlet_ids)}
    barred = _barred(frame, rules, land)
    reasons = list(dict.fromkeys(barred["why"]))
    return {
        "seats": rules.seats,
        "reserves": rules.reserves,
        "per_owner": rules.per_owner,
        "quotas": [_quota(quota, frame) for quota in rules.quotas],
        "barred": {
            "outlet": [rows[own] for own in barred.index],
            "why": [reasons.index(why) for why in barred["why"]],
        },
        "reasons": reasons,
        "owners": _owners(land, rows) if rules.per_owner else [],
        "out": list(rules.must_out),
        "text": path.read_text(encoding="utf-8"),
    }


def _candidates(land: Landscape) -> pd.DataFrame:
    """The outlets as candidates; below level team only the fields that the level shows, all others empty."""
    if land.shows("team"):
        return outlet_candidates(land, _unweighed(land))
    outlets = land.outlets
    seen = outlets.assign(kind="outlet")
    seen["capital"] = (seen["region"] == seen["country"].map(CAPITALS)).map({True: "yes", False: "no"})
    seen["capital"] = seen["capital"].where(seen["region"].notna())
    seen["labelled"] = seen["labelled_in"].notna().map({True: "yes", False: "no"})
    frame = seen.set_index("outlet_id", drop=False).reindex(columns=["outlet_id", "name", *_SAID, *FIELDS, *MEASURES])
    return frame.astype(object).where(frame.notna(), None).rename_axis("candidate_id")


def _unweighed(land: Landscape) -> Evidence:
    """Evidence that weighs nobody: measures take long, and no quota of the shipped rules asks for one."""
    return Evidence(
        outlets=land.outlets[["outlet_id", "country"]],
        channels=land.channels.iloc[:0],
        events=land.events.iloc[:0],
        assessments=land.assessments.iloc[:0],
        pages=pd.DataFrame(columns=["outlet_id", "page"]),
        reach=land.reach.iloc[:0],
        roles=pd.DataFrame(columns=["id", "out_strength", "betweenness"]),
        needs=pd.DataFrame(columns=["outlet_id", "theme", "score"]),
        today=land.date,
    )


def _quota(quota: Quota, frame: pd.DataFrame) -> dict[str, object]:
    """A quota with its members; one that asks for something that this frame has of nobody is not counted."""
    asked = [frame[condition.field] for condition in quota.where]
    counted = all(cells.notna().any() for cells in asked)
    known = pd.concat(asked, axis=1).notna().all(axis=1)
    return {
        "name": rule_name(quota.name),
        "asks": in_words(quota.where),
        "min": _written(quota.least),
        "max": _written(quota.most),
        "members": _places(holds(quota.where, frame)) if counted else [],
        "unknown": _places(~known) if counted else [],
        "counted": counted,
    }


def _written(amount: Amount | None) -> str | None:
    return None if amount is None else str(amount)


def _places(met: pd.Series) -> list[int]:
    return [place for place, holding in enumerate(met) if holding]


def _barred(frame: pd.DataFrame, rules: Rules, land: Landscape) -> pd.DataFrame:
    """Whom the rules leave out, by outlet id, and `why`: the first rule with the value that met it."""
    out = tuple(own for own in rules.must_out if own in frame.index)
    lasting = replace(rules, weights={}, must_in=(), must_out=out)
    try:
        excluded = eligible(frame, lasting, land.date).excluded
    except InputUnreadable as problem:
        everyone = [(own, own, str(problem), "") for own in frame.index]
        excluded = pd.DataFrame(everyone, columns=EXCLUDED)
    first = excluded.drop_duplicates("candidate_id").set_index("candidate_id")
    why = first["rule"] + first["value"].map(lambda value: f" ({value})" if value else "")
    return pd.DataFrame({"why": why.astype(str)}, index=first.index)


def _owners(land: Landscape, rows: dict[str, int]) -> list[dict[str, object]]:
    """Owners that control several outlets, with these; shares that are only possible count, as in an invitation."""
    found = land.measure("controlling_owners")
    found = found[found["outlet_id"].isin(list(rows))]
    return [
        {"name": land.display_names.get(str(owner), str(owner)), "members": sorted(rows[own] for own in outlets)}
        for owner, outlets in found.groupby("owner_id")["outlet_id"]
        if outlets.nunique() > 1
    ]
