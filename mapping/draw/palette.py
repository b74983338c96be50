"""One meaning, one colour, in every figure; grey is what nobody knows.

Within a group every two colours stay apart for readers with normal sight and with red, green or blue blindness (the
tests simulate it after Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113, and measure CIE76 differences).
"""

from __future__ import annotations

from collections.abc import Iterable

UNKNOWN = "#C6C6C6"
ACCENT = "#1F3A93"
BLACK, WHITE = "#000000", "#FFFFFF"

OWNERSHIP_TYPES = {
    "state": "#1F3A93",
    "public": "#6FA8F5",
    "private": "#EDB02A",
    "nonprofit": "#0D6B48",
    "foreign_nonprofit": "#8FE0A0",
    "party": "#A8589C",
    "foreign_state": "#B9501C",
    "unknown": UNKNOWN,
}
MEDIA = {
    "tv": "#14286B",
    "radio": "#E7B111",
    "print": "#6B2417",
    "online": "#0B7A70",
    "agency": "#A64FB8",
    "telegram": "#83BAF8",
    "youtube": "#CC4A14",
    "unknown": UNKNOWN,
}
COUNTRIES = {
    "KZ": "#4EB0EA",
    "KG": "#BB5B16",
    "TJ": "#0B7A55",
    "UZ": "#1A237E",
    "TM": "#F0B710",
    "XX": "#84549A",
    "unknown": UNKNOWN,
}
STATUSES = {
    "active": "#2C8C6A",
    "suspended": "#F0B429",
    "closed": "#9A4A24",
    "liquidated": "#3D1038",
    "exile": "#A88BE8",
    "unknown": UNKNOWN,
}
EXILE_STATUSES = {"home": "#0D6B48", "hybrid": "#EDB02A", "exile": "#A88BE8", "unknown": UNKNOWN}
CONFIDENCES = {"registered": "#1F3A93", "reported": "#6FA8F5", "alleged": "#EDB02A", "unknown": UNKNOWN}
# Owners keep the colour of the ownership type that they make: a state body is the state's blue.
NODE_KINDS = {
    "outlet": "#83D0F0",
    "person": OWNERSHIP_TYPES["private"],
    "company": "#6B2417",
    "family": "#F7E69A",
    "state_body": OWNERSHIP_TYPES["state"],
    "nonprofit": OWNERSHIP_TYPES["nonprofit"],
    "party": OWNERSHIP_TYPES["party"],
    "foreign_state_body": OWNERSHIP_TYPES["foreign_state"],
    "unknown": UNKNOWN,
}
# Words that say that nothing is known: always grey, always last.
NOTHING = frozenset({"unknown", "nothing_stated", "not_looked_at", "not looked at", "none_named"})
NAMED = {"named": "#2C8C6A", "unnamed": UNKNOWN}
PRESSURES = {
    "legal_pressure": "#1F3A93",
    "physical_pressure": "#B9501C",
    "digital_pressure": "#EDB02A",
    "economic_pressure": "#8FE0A0",
}
# What measurements say of a site; "likely" is not "blocked" and does not look like it.
VERDICTS = {"confirmed": "#A8261C", "likely": "#F0B429", "unclear": "#8FC1F7", "no_data": UNKNOWN}
# How need and supply stand to each other: what wants a look comes first.
READINGS = {
    "need without supply": "#A8261C",
    "need, supply not known to run": "#F0B429",
    "need and supply": "#2C8C6A",
    "supply, no need on record": "#8FC1F7",
    "supply not looked at": "#7B4B94",
    "neither": UNKNOWN,
}
# Whether a programme of support runs.
SUPPLIES = {
    "supply_running": "#2C8C6A",
    "supply_planned": "#8FC1F7",
    "supply_unknown": "#F0B429",
    "supply_ended": "#9A4A24",
}
TURNS = {"outlets_founded": "#2C8C6A", "launched": "#6FA8F5", "outlets_closed": "#9A4A24", "unknown": UNKNOWN}
# The layers of ties between outlets: those read in items first, then those that pages state.
LAYERS = {
    "reprint": "#BB4400",
    "forward": "#2222EE",
    "link": "#66BB66",
    "citation": "#9900BB",
    "relay": "#FF9900",
    "cooperation": "#227755",
    "membership": "#EE99FF",
    "syndication": "#661100",
    "ownership": "#001155",
    "funding": "#886699",
    "story": "#331122",
}
# Groups of sources, as data/raw/tables/source_groups.csv ships them; a table that was edited gets colours in order.
SOURCE_GROUPS = {
    "russian_state": "#DD5522",
    "russian_private": "#882200",
    "russian_independent": "#FF9900",
    "interstate_cis": "#440000",
    "national_state_agency": "#110066",
    "neighbour_state_agency": "#557788",
    "state_media": "#0000FF",
    "western_public": "#88CC77",
    "exile_media": "#9933AA",
    "private_wire": "#887755",
    "local_private_agency": "#EE99EE",
    "chinese_state": "#6600BB",
    "turkish_state": "#EE44FF",
    "iranian_state": "#331133",
    "investigative": "#444444",
    "officials": "#004466",
    "other": UNKNOWN,
}
# Light to dark in one blue, strong enough to stay apart from grey for colour-blind readers too.
SCALE = ("#E3F0FF", "#A9CCF8", "#5B9DE8", "#2566B8", "#0B2F6B")
# Scores from 0 to 100 in steps of 20, and what is said where there is none to show.
SCORES = {f"score_{step}": colour for step, colour in enumerate(SCALE)} | {"too few": "#8F8478", "none": UNKNOWN}
GROUPS = {
    "ownership types": OWNERSHIP_TYPES,
    "media": MEDIA,
    "countries": COUNTRIES,
    "statuses": STATUSES,
    "exile statuses": EXILE_STATUSES,
    "confidences": CONFIDENCES,
    "kinds of node": NODE_KINDS,
    "turns of life": TURNS,
    "holders": NAMED,
    "pressures": PRESSURES,
    "verdicts": VERDICTS,
    "readings": READINGS,
    "supplies": SUPPLIES,
    "scores": SCORES,
    "layers": LAYERS,
    "groups of sources": SOURCE_GROUPS,
}
# For words of no group: as many as a reader tells apart, then grey.
OTHERS = ("#1F3A93", "#EDB02A", "#0D6B48", "#B9501C", "#6FA8F5", "#A8589C", "#8FE0A0")


def colours(codes: Iterable[str]) -> dict[str, str]:
    """A colour for each code: that of the first group that knows every one of them, else colours in order."""
    listed = list(dict.fromkeys(codes))
    for group in GROUPS.values():
        if all(code in group for code in listed):
            return {code: group[code] for code in listed}
    spare = iter(OTHERS)
    return {code: UNKNOWN if code in NOTHING else next(spare, UNKNOWN) for code in listed}


def group_order(codes: Iterable[str]) -> list[str]:
    """The codes in the order of the group that knows them all, else as they come; what is unknown last."""
    listed = list(dict.fromkeys(codes))
    for group in GROUPS.values():
        if all(code in group for code in listed):
            return [code for code in group if code in listed]
    return sorted(listed, key=lambda code: code in NOTHING)


def luminance(colour: str) -> float:
    """Relative luminance of a `#RRGGBB` colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2); text wants 4.5."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better on the colour: always 4.5 or more."""
    return max(BLACK, WHITE, key=lambda ink: contrast(ink, colour))
