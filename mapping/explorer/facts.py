"""What is known of each outlet: its row, every value that a source gives, what is missing, what happened to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from mapping.draw.reasons import reason
from mapping.draw.tell.player_cards import card
from mapping.explorer.columns import Columns, Pages, cells, many, rows_at, taken
from mapping.explorer.networks import ROLES
from mapping.landscape import Landscape
from mapping.safety import host, is_live
from mapping.schema import CONFIDENCES
from mapping.tables import join
from mapping.translate import _

# Columns of `outlets` that a card shows with the sources of each value.
FIELDS = (
    "name", "name_native", "name_ru", "country", "home_country", "base_country", "city", "region", "media", "genre",
    "commercial", "languages", "founded", "closed", "status", "exile_status", "exile_phase", "ownership_type", "scope",
    "broadcast_area", "network", "labelled_in",
)  # fmt: skip
# Which of these hold several values.
MANY = ("media", "genre", "languages", "broadcast_area", "labelled_in")
# Which columns say where a newsroom stands, by how finely its place may be shown.
PLACES = {"city": (), "region": ("city",), "country": ("city", "region"), "hidden": ("city", "region", "base_country")}
_ONLY = "the only value stated"
# A reason of the cleaning that names a file of ours.
_FILE = re.compile("(?<=nothing else decides: ).+(?= is read first)")
_NO_PAGE = "a source without a page"


def shown(land: Landscape) -> pd.DataFrame:
    """The outlets, their places as finely as they may be shown: what is finer is emptied."""
    outlets = land.outlets.copy()
    for level, columns in PLACES.items():
        outlets.loc[outlets["place_level"] == level, list(columns)] = None
    return outlets


def outlets(land: Landscape, roles: pd.DataFrame, points: Sequence[object]) -> Columns:
    """The table `outlets` of the page; `roles` and `points` are in the order of the landscape's outlets."""
    frame = shown(land)
    site = frame["outlet_id"].map(land.websites)
    labelled = frame["labelled_in"].notna()
    names = (
        "name_ru", "base_country", "home_country", "place_level", "city", "region", "founded", "closed", "status",
        "exile_status", "exile_phase", "ownership_type", "scope", "n_citations",
    )  # fmt: skip
    return {
        **taken(frame, names),
        **{name: [many(cell) for cell in frame[name]] for name in ("media", "genre", "languages", "labelled_in")},
        "warned": [
            bool(label) or (isinstance(address, str) and not is_live(address, land.warned_hosts))
            for label, address in zip(labelled, site, strict=True)
        ],
        "site": cells(site),
        **taken(roles, ROLES),
        "point": list(points),
        "told": _told(land),
    }


def _told(land: Landscape) -> list[object]:
    """The sentences on each outlet that numbers allow."""
    names = land.display_names | dict(zip(land.programmes["programme_id"], land.programmes["name"], strict=True))
    ranks = land.measure("player_ranks")
    joint = dict(list(ranks[ranks["layer"] == "joint"].groupby("outlet_id")))
    facts = {row["outlet_id"]: row for row in land.measure("player_facts").to_dict("records")}
    none = ranks.head(0)
    return [card(facts[own], joint.get(own, none), names) if own in facts else [] for own in land.outlets["outlet_id"]]


def facts(land: Landscape, rows: dict[str, int], pages: Pages) -> tuple[Columns, list[str]]:
    """The table `facts` of the page, one row for each outlet, field and value, and the reasons that it points to."""
    frame = pd.concat([_claimed(land), _settled(land)], ignore_index=True)
    hidden = land.outlets.set_index("outlet_id")["place_level"].map(PLACES)
    allowed = [field not in hidden[own] for own, field in zip(frame["entity_id"], frame["field"], strict=True)]
    frame = frame[allowed].drop_duplicates(["entity_id", "field", "value"])
    order = [frame["entity_id"].map(rows), frame["field"].map(FIELDS.index), ~frame["chosen"], frame["value"]]
    frame = frame.iloc[pd.MultiIndex.from_arrays(order).argsort()]
    why = frame["why"].where(frame["why"] != _ONLY)
    reasons = sorted(set(why.dropna()))
    values = [
        many(value) if field in MANY else value for field, value in zip(frame["field"], frame["value"], strict=True)
    ]
    return {
        "outlet": rows_at(frame["entity_id"], rows),
        "field": cells(frame["field"]),
        "value": list(values),
        "confidence": cells(frame["confidence"]),
        "citations": pages.cited(frame["citation"]),
        "chosen": [bool(cell) for cell in frame["chosen"]],
        "why": cells(why.map({text: at for at, text in enumerate(reasons)}).tolist()),
    }, [reason(why).replace(_NO_PAGE, _("a source without a page")) for why in reasons]


def _claimed(land: Landscape) -> pd.DataFrame:
    """What sources say, one row for each value: the surest confidence, and all pages that state it."""
    claims = land.claims[(land.claims["entity_kind"] == "outlet") & land.claims["field"].isin(FIELDS)]
    claims = claims[claims["entity_id"].isin(land.outlets["outlet_id"])]
    claims = claims.assign(
        chosen=claims["chosen"] == "yes",
        sure=claims["confidence"].map(CONFIDENCES.index),
        citation=claims["citation"].fillna(""),
    ).sort_values(["chosen", "sure"], ascending=[False, True], kind="stable")
    grouped = claims.groupby(["entity_id", "field", "value"], sort=False)
    found = grouped.agg(
        confidence=("confidence", "first"),
        citation=("citation", _joined),
        chosen=("chosen", "max"),
        why=("why", "first"),
    ).reset_index()
    said = _publishers(land, found[found["chosen"]])
    places = zip(found["entity_id"], found["field"], strict=True)
    return found.assign(
        why=[_in_words(why, said.get(place, "")) for why, place in zip(found["why"], places, strict=True)]
    )


def _publishers(land: Landscape, chosen: pd.DataFrame) -> Mapping[tuple[str, str], str]:
    """Who published the pages that state the value shown, by outlet and field."""
    pages = land.citations
    named = dict(zip(pages["citation_id"], pages["publisher"].fillna(pages["url"].map(host)), strict=True))
    stated = zip(chosen["entity_id"], chosen["field"], chosen["citation"], strict=True)
    return {
        (own, name): ", ".join(dict.fromkeys(named[page] for page in many(cell) if page in named))
        for own, name, cell in stated
    }


def _in_words(why: str, publishers: str) -> str:
    """A reason that names whose pages are read first instead of our file of them."""
    return _FILE.sub(lambda _file: publishers or _NO_PAGE, why)


def _joined(found: pd.Series) -> str:
    return join(own for cell in found for own in many(cell))


def _settled(land: Landscape) -> pd.DataFrame:
    """The values of the table itself: those that rest on a rule or on several sources have no claim of their own."""
    frame = land.outlets.melt("outlet_id", [name for name in FIELDS if name in land.outlets], "field", "value")
    frame = frame.dropna(subset="value").rename(columns={"outlet_id": "entity_id"})
    return frame.assign(confidence=None, citation=None, chosen=True, why=None)


def missing(land: Landscape, rows: dict[str, int]) -> Columns:
    """The table `missing` of the page: which fields of an outlet are empty, and why."""
    frame = land.missing[(land.missing["table"] == "outlets") & land.missing["column"].isin(FIELDS)]
    frame = frame[frame["id"].isin(land.outlets["outlet_id"]) & (frame["reason"] != "not_applicable")]
    return {
        "outlet": rows_at(frame["id"], rows),
        "field": cells(frame["column"]),
        "reason": cells(frame["reason"]),
    }


def events(land: Landscape, rows: dict[str, int], pages: Pages) -> Columns:
    """The table `events` of the page, the oldest first."""
    frame = land.events[land.events["outlet_id"].isin(land.outlets["outlet_id"])].sort_values(["date", "event_id"])
    return {
        "outlet": rows_at(frame["outlet_id"], rows),
        **taken(frame, ("date", "kind", "summary")),
        "citations": pages.cited(frame["citation"]),
    }
