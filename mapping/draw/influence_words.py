"""The reader's words for the codes of influence: layers, groups of sources, kinds of ends."""

from __future__ import annotations

from mapping.translate import _


def influence_words() -> dict[str, str]:
    """The words by code."""
    return {
        "reprint": _("reprint"),
        "forward": _("forward"),
        "link": _("link"),
        "relay": _("relay"),
        "cooperation": _("cooperation"),
        "membership": _("membership"),
        "syndication": _("syndication"),
        "ownership": _("ownership"),
        "funding": _("funding"),
        "story": _("same story"),
        "any": _("any of them"),
        "broadcaster": _("broadcaster"),
        "organisation": _("organisation"),
        "authority": _("authority"),
        "layer": _("layer"),
        "mechanism": _("mechanism"),
        "from_country": _("from"),
        "to_country": _("to"),
        "weight": _("weight"),
        "p_value": _("chance alone would do it"),
        "month": _("month"),
        "n_items": _("items"),
        "n_ties": _("ties"),
        "carrier": _("carrier"),
        "group": _("group of sources"),
        "credit": _("credit in the text"),
        "address": _("unknown address"),
        "relations": _("relations that pages state"),
        "stakes": _("stakes"),
        "russian_state": _("Russian state"),
        "russian_private": _("Russian private"),
        "russian_independent": _("Russian independent"),
        "interstate_cis": _("interstate (CIS)"),
        "state_agency": _("state agencies"),
        "national_state_agency": _("own state agency"),
        "neighbour_state_agency": _("neighbours’ state agencies"),
        "state_media": _("state media"),
        "western_public": _("Western public"),
        "exile_media": _("media in exile"),
        "private_wire": _("international wires"),
        "local_private_agency": _("local private agencies"),
        "chinese_state": _("Chinese state"),
        "turkish_state": _("Turkish state"),
        "iranian_state": _("Iranian state"),
        "officials": _("officials"),
        "investigative": _("investigative networks"),
        "other": _("others"),
        "joint": _("all layers"),
    }
