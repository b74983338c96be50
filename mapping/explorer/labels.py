"""The reader's words, colours and order for every code in the explorer's data."""

from __future__ import annotations

from collections.abc import Iterable

from mapping.countries import AUDIENCES
from mapping.draw import palette
from mapping.draw.labels import heading, label, layer_name, theme_name
from mapping.explorer.facts import FIELDS
from mapping.explorer.reach import BANNED, LIFTED
from mapping.landscape import Landscape
from mapping.schema import (
    CONFIDENCES,
    EVENT_KINDS,
    LAYERS,
    MEDIA,
    MISSING_REASONS,
    NEED_THEMES,
    OUTLETS,
    OWNER_KINDS,
    OWNERSHIP_TYPES,
    RELATIONS,
    SCOPES,
    STATUSES,
    TABLES,
)
from mapping.schema.needs import ROLES
from mapping.translate import _, language_name, place

_PLACE_LEVELS = OUTLETS.by_name["place_level"].words
_NODES = ("outlet", *OWNER_KINDS, "outsider", "programme", "address")
# Every vocabulary, in the order in which a filter shows it; what nobody knows comes last.
VOCABULARIES = {
    "media": MEDIA,
    "genre": OUTLETS.by_name["genre"].words,
    "status": STATUSES,
    "exile_status": OUTLETS.by_name["exile_status"].words,
    "exile_phase": OUTLETS.by_name["exile_phase"].words,
    "ownership_type": OWNERSHIP_TYPES,
    "scope": SCOPES,
    "layer": LAYERS,
    "relation": RELATIONS,
    "confidence": CONFIDENCES,
    "event_kind": EVENT_KINDS,
    "channel_kind": TABLES["channels"].by_name["kind"].words,
    "channel_status": TABLES["channels"].by_name["status"].words,
    "node_kind": _NODES,
    "place_level": _PLACE_LEVELS,
    "missing": tuple(MISSING_REASONS),
    "verdict": ("confirmed", "likely", "unclear", BANNED, LIFTED),
    "theme": NEED_THEMES,
    "role": ROLES,
    "answer": ("yes", "no"),
}
# Strong, then light, so that neighbours differ; the smaller groups are grey.
_GROUPS = (*palette.OTHERS, "#0B7A70", "#84549A", "#CC4A14")


def labels(land: Landscape, groups: dict[str, str], countries: Iterable[object]) -> dict[str, dict[str, str]]:
    """The reader's word for each code, by kind of code; `countries` are all that stand in the data."""
    codes = sorted({*AUDIENCES, *(str(code) for code in countries if code)})
    spoken = sorted({own for cell in land.outlets["languages"].dropna() for own in str(cell).split(";")})
    own = {kind: {code: label(code) for code in words} for kind, words in VOCABULARIES.items()}
    return (
        own
        | {
            "country": {code: label(code) for code in codes},
            "language": {code: language_name(code) for code in spoken},
            "layer": {code: layer_name(code) for code in LAYERS},
            "theme": {code: theme_name(code) for code in NEED_THEMES},
            "city": {str(town): place(str(town)) for town in sorted(land.outlets["city"].dropna().unique())},
            "region": dict(zip(land.regions["code"], land.regions["name"].map(place), strict=True)),
            "field": {column: heading(column, None) for column in FIELDS},
            "community": groups,
        }
        | _own_words(own)
    )


def _own_words(known: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Words for what only the explorer names."""
    return {
        "node_kind": known["node_kind"] | {
            "outsider": _("medium or body abroad"), "programme": _("programme"), "address": _("unknown address"),
            "nonprofit": _("non-profit"),
        },
        "verdict": known["verdict"] | {BANNED: _("on a list of bans"), LIFTED: _("ban lifted")},
        "place_level": {
            "city": _("city"), "region": _("region"), "country": _("country"), "hidden": _("not shown"),
        },
    }  # fmt: skip


def order(land: Landscape) -> dict[str, list[str]]:
    """The codes of each vocabulary as filters list them; countries and languages as reports order them."""
    languages = land.outlets["languages"].dropna().str.split(";").explode().value_counts()
    listed = {kind: list(words) for kind, words in VOCABULARIES.items()}
    return listed | {
        "country": [code for code in AUDIENCES if code in set(land.countries)],
        "language": sorted(map(str, languages.index), key=lambda code: (-languages[code], code)),
        "region": list(land.regions["code"]),
    }


def colours(groups: dict[str, str]) -> dict[str, dict[str, str]]:
    """The colour of each code: those of the reports."""
    return {
        "country": palette.COUNTRIES,
        "ownership_type": palette.OWNERSHIP_TYPES,
        "media": palette.MEDIA,
        "status": palette.STATUSES,
        "exile_status": palette.EXILE_STATUSES,
        "layer": palette.LAYERS,
        "node_kind": palette.NODE_KINDS | {"outsider": "#84549A", "programme": "#A8589C", "address": palette.UNKNOWN},
        "confidence": palette.CONFIDENCES,
        "verdict": palette.VERDICTS | {BANNED: palette.VERDICTS["confirmed"], LIFTED: palette.VERDICTS["unclear"]},
        "community": dict(zip(groups, _GROUPS, strict=False)),
        "unknown": {"unknown": palette.UNKNOWN},
    }
