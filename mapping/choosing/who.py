"""Who somebody on a list is: what may be said of medium, owner, place and name."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mapping import translate
from mapping.choosing.known import Row
from mapping.choosing.quoted import Said, words
from mapping.draw.labels import label
from mapping.landscape import Landscape
from mapping.translate import _, capitalised


def who(land: Landscape, candidate: Row) -> Iterator[Said]:
    """What somebody is: role, medium, country, languages, owner; and from where, as finely as may be said."""
    outlet = candidate["outlet_id"]
    if candidate["kind"] != "outlet" and candidate["role"]:
        yield Said(f"{capitalised(str(candidate['role']))}.")
    if not outlet:
        return
    if candidate["kind"] != "outlet":
        yield Said(_("All that follows is about {outlet}.", outlet=land.display_names[outlet]))
    claims = land.claims[(land.claims["entity_id"] == outlet) & (land.claims["chosen"] == "yes")]
    about = claims[claims["field"].isin(("media", "languages", "ownership_type"))]
    yield Said(
        _(
            "{kind} for {country}, in {languages}; owner: {owner}.",
            kind=capitalised(words(candidate["media"]) or label("outlet")),
            country=_("the whole region") if candidate["country"] == "XX" else label(candidate["country"]),
            languages=words(candidate["languages"]) or _("languages that we do not know"),
            owner=label(candidate["ownership_type"]),
        ),
        tuple(about["citation"]),
    )
    yield Said(_("Place: {place}.", place=place(land, outlet)))


def place(land: Landscape, outlet: str | None) -> str:
    """Where an outlet works, as finely as its `place_level` allows; empty for somebody without an outlet."""
    if not outlet:
        return ""
    at = land.outlets[land.outlets["outlet_id"] == outlet].to_dict("records")[0]
    if at["place_level"] == "hidden":
        return label("hidden")
    if at["place_level"] == "country":
        return label(at["base_country"])
    if at["place_level"] == "city" and pd.notna(at["city"]):
        return translate.place(str(at["city"]))
    if pd.isna(at["region"]):
        return label(at["base_country"])
    return translate.place(str(land.regions.set_index("code")["name"][at["region"]]))


def own_script(land: Landscape, candidate: Row) -> str:
    """The name as the outlet itself writes it, where that differs from the one in Latin letters."""
    outlet = candidate["outlet_id"]
    if not outlet or candidate["kind"] != "outlet":
        return ""
    native = land.outlets.loc[land.outlets["outlet_id"] == outlet, "name_native"].dropna().tolist()
    names = land.names[(land.names["entity_id"] == outlet) & (land.names["entity_kind"] == "outlet")]
    others = names.loc[(names["kind"] == "own") & (names["script"] != "Latn"), "text"].dropna().tolist()
    return next((str(name) for name in [*native, *others] if name != candidate["name"]), "")
