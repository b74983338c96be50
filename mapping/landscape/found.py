"""Which outlet or owner a person means: by id, by an id merged long ago, or by a name in any script."""

from __future__ import annotations

import difflib
from collections.abc import Collection

import pandas as pd
from rapidfuzz import fuzz

from mapping.errors import UnknownName
from mapping.landscape.kept import Kept
from mapping.names import skeleton
from mapping.tables import shortened

KINDS = ("outlet", "owner")
COLUMNS = ["entity_kind", "entity_id", "name", "country", "spelling", "score"]
LIKE = 80.0  # of 100: below it two names share little more than letters
MOST = 10


def _key(text: str) -> str:
    return skeleton(text).replace(" ", "")


def _ids(land: Kept, kinds: Collection[str]) -> dict[str, str]:
    ids = dict.fromkeys(land.owners["owner_id"], "owner") | dict.fromkeys(land.outlets["outlet_id"], "outlet")
    return {own_id: kind for own_id, kind in ids.items() if kind in kinds}


def find_one(land: Kept, text: str, kinds: Collection[str] = KINDS) -> tuple[str, str]:
    """The kind and id of the outlet or owner that a person means by an id, a merged id or a name.

    `kinds` are the kinds of thing that may be meant. `UnknownName` names the nearest ids where nothing answers, and all
    of them where several do.
    """
    ids = _ids(land, kinds)
    led = dict(zip(land.redirects["old_id"], land.redirects["entity_id"], strict=True))
    if (own := led.get(text, text)) in ids:
        return ids[own], own
    wanted = _key(text)
    names = land.names[land.names["entity_kind"].isin(kinds) & land.names["entity_id"].isin(ids)]
    close = [own_id for own_id in ids if _key(own_id) == wanted]
    close += [own_id for own_id, name in zip(names["entity_id"], names["text"], strict=True) if _key(name) == wanted]
    found = list(dict.fromkeys(close))
    if len(found) == 1:
        return ids[found[0]], found[0]
    if found:
        raise UnknownName(f"'{shortened(text)}' may be any of {', '.join(sorted(found))}: give one of these ids.")
    near = difflib.get_close_matches(text.lower(), ids, n=3, cutoff=0.5)
    hint = f" Did you mean {', '.join(near)}?" if near else ""
    raise UnknownName(f"There is no outlet or owner '{shortened(text)}'.{hint}")


def find_all(land: Kept, text: str) -> pd.DataFrame:
    """The outlets and owners whose names sound like a text, the likest first, each once (see `Landscape.find`)."""
    ids, wanted = _ids(land, KINDS), _key(text)
    names = land.names.loc[land.names["entity_id"].isin(ids), ["entity_kind", "entity_id", "text"]]
    own = pd.DataFrame([(kind, own_id, own_id) for own_id, kind in ids.items()], columns=names.columns)
    merged = land.redirects.loc[land.redirects["entity_id"].isin(ids), ["entity_kind", "entity_id", "old_id"]]
    frame = pd.concat([names, own, merged.set_axis(names.columns, axis=1)]).rename(columns={"text": "spelling"})
    frame = frame.assign(score=[_likeness(wanted, _key(spelling)) for spelling in frame["spelling"]])
    frame = frame[frame["score"] >= LIKE].sort_values(["score", "entity_id"], ascending=[False, True], kind="stable")
    frame = frame.drop_duplicates(["entity_kind", "entity_id"]).head(MOST)
    countries = {
        **land.owners.set_index("owner_id")["country"].to_dict(),
        **land.outlets.set_index("outlet_id")["country"].to_dict(),
    }
    named = frame.assign(name=frame["entity_id"].map(land.display_names), country=frame["entity_id"].map(countries))
    return named[COLUMNS].reset_index(drop=True)


def _likeness(wanted: str, other: str) -> float:
    """0 to 100; a name that holds the text whole is as like as nine tenths."""
    within = 90.0 if len(wanted) > 2 and wanted in other else 0.0
    return 100.0 if wanted == other else max(within, min(fuzz.ratio(wanted, other), 99.0))
