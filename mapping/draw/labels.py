"""The reader's word for each code of the tables: `foreign_nonprofit` is "foreign non-profit".

Countries come from CLDR through `mapping.translate`; a text that is no code of ours (a name) is given back as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pandas as pd

from mapping import translate
from mapping.countries import AUDIENCES
from mapping.draw.column_words import column_words
from mapping.draw.influence_words import influence_words
from mapping.draw.need_words import need_words, theme_code
from mapping.draw.player_words import player_words
from mapping.translate import _, language

# An ISO 639 code: what is of this form and no word of ours is a language.
_LANGUAGE = re.compile(r"[a-z]{2,3}")
# An ISO 3166-1 code: likewise for countries outside the region.
_COUNTRY = re.compile(r"[A-Z]{2}")


def label(code: object) -> str:
    """The reader's word for a code, a country or a column name; "not known" where nothing is given."""
    if pd.isna(code) or code == "":  # type: ignore[call-overload]
        return _("not known")
    text = str(code)
    if text in AUDIENCES:
        return translate.country(text)
    if known := _words(language()).get(text):
        return known
    if _COUNTRY.fullmatch(text):
        return translate.country(text)
    return translate.language_name(text) if _LANGUAGE.fullmatch(text) else text


def layer_name(layer: str) -> str:
    """The reader's word for a layer of ties. Elsewhere a citation is a page; as a layer it is a credit in a text."""
    return label("credit" if layer == "citation" else layer)


def theme_name(theme: str) -> str:
    """The reader's word for a theme of support or need."""
    return label(theme_code(theme))


def field_name(column: str) -> str:
    """The reader's word for a column of the tables: as a field, `closed` is a date, though as a code it is a status."""
    return {"founded": _("date of foundation"), "closed": _("date of closing")}.get(column) or label(column)


def heading(column: str, labels: Mapping[str, str] | None) -> str:
    """The reader's word for a column: the caller's, else ours, else its name without underscores."""
    known = field_name(column) if column in _words(language()) else column.replace("_", " ")
    return (labels or {}).get(column) or known


@cache
def _words(_language: str) -> dict[str, str]:
    return (
        _outlet_words()
        | _owner_words()
        | _event_words()
        | _support_words()
        | _power_words()
        | _quality_words()
        | influence_words()
        | need_words()
        | player_words()
        | column_words()
    )


def _outlet_words() -> dict[str, str]:
    return {
        "tv": _("TV"),
        "radio": _("radio"),
        "print": _("print"),
        "online": _("online"),
        "agency": _("news agency"),
        "telegram": _("Telegram"),
        "youtube": _("YouTube"),
        "state": _("state"),
        "public": _("public service"),
        "private": _("private"),
        "nonprofit": _("non-profit"),
        "foreign_nonprofit": _("foreign non-profit"),
        "party": _("party"),
        "foreign_state": _("foreign state"),
        "unknown": _("not known"),
        "active": _("active"),
        "suspended": _("suspended"),
        "closed": _("closed"),
        "liquidated": _("liquidated"),
        "home": _("at home"),
        "hybrid": _("partly in exile"),
        "exile": _("in exile"),
        "national": _("national"),
        "regional": _("regional"),
        "local": _("local"),
        "transnational": _("transnational"),
        "news": _("news"),
        "investigation": _("investigation"),
        "fact_checking": _("fact-checking"),
        "citizen_media": _("citizen media"),
        "school": _("school of journalism"),
        "culture": _("culture"),
        "entertainment": _("entertainment"),
        "official": _("official gazette"),
        "not_stated": _("not stated"),
        "not_looked_at": _("not looked at yet"),
        "not_applicable": _("does not arise"),
        "withheld": _("withheld for safety"),
        "not_seen": _("seen on no page"),
        "yes": _("yes"),
        "no": _("no"),
    }


def _owner_words() -> dict[str, str]:
    return {
        "outlet": _("outlet"),
        "owner": _("owner"),
        "person": _("person"),
        "company": _("company"),
        "state_body": _("state body"),
        "foreign_state_body": _("foreign state body"),
        "family": _("family"),
        "owns": _("owns"),
        "founded": _("founded"),
        "controls": _("controls"),
        "funds": _("funds"),
        "parent": _("is the parent of"),
        "edits": _("edits"),
        "nominee": _("holds for another"),
        "manages": _("manages"),
        "licence": _("holds the licence"),
        "state_appointment": _("appoints the head"),
        "registered": _("registered"),
        "reported": _("reported"),
        "alleged": _("alleged"),
        "named": _("a holder is named"),
        "unnamed": _("none is named"),
    }


def _event_words() -> dict[str, str]:
    return {
        "launch": _("launch"),
        "closure": _("closure"),
        "ownership_change": _("change of owner"),
        "lawsuit": _("lawsuit"),
        "blocking": _("blocking"),
        "unblocking": _("unblocking"),
        "raid": _("raid"),
        "arrest": _("arrest"),
        "conviction": _("conviction"),
        "liquidation": _("liquidation"),
        "licence_revoked": _("licence revoked"),
        "attack": _("attack"),
        "cyberattack": _("cyberattack"),
        "relocation": _("relocation"),
        "foreign_agent": _("foreign-agent label"),
        "extremist_label": _("“extremist” label"),
        "award": _("award"),
        "fine": _("fine"),
        "platform_block": _("block by a platform"),
        "licence_granted": _("licence granted"),
        "suspension": _("suspension"),
        "publication": _("publication"),
        "partnership": _("partnership"),
        "legal_pressure": _("courts and labels"),
        "physical_pressure": _("raids, arrests and attacks"),
        "digital_pressure": _("blocking and cyberattacks"),
    }


def _support_words() -> dict[str, str]:
    return {
        "digital_security": _("digital security"),
        "physical_safety": _("physical safety"),
        "legal": _("legal help"),
        "business": _("business"),
        "network": _("network"),
        "journalism_school": _("journalism school"),
        "equipment": _("equipment"),
        "website": _("website"),
        "mirror": _("mirror"),
        "instagram": "Instagram",
        "facebook": "Facebook",
        "tiktok": "TikTok",
        "ok": "Odnoklassniki",
        "whatsapp": "WhatsApp",
        "frequency": _("frequency"),
        "satellite": _("satellite"),
        "cable": _("cable"),
    }


def _power_words() -> dict[str, str]:
    return {
        "owner_known": _("a controlling owner is named"),
        "nothing_stated": _("nothing is stated"),
        "founder_only": _("only a founder"),
        "former_only": _("only former owners"),
        "editor_only": _("only an editor"),
        "alleged_only": _("only allegations"),
        "funder_only": _("only a funder"),
        "minority_only": _("only minority holders"),
        "loop": _("a closed circle of firms"),
        "none_named": _("no owner is named"),
        "several_possible": _("several classes are possible"),
        "SC": _("state-controlled"),
        "CaPu": _("captured public"),
        "CaPr": _("captured private"),
        "ISFM": _("independent, state-funded and state-managed"),
        "ISF": _("independent, state-funded"),
        "ISM": _("independent, state-managed"),
        "IP": _("independent"),
        "not looked at": _("not looked at yet"),
        "owners_named": _("names its owners"),
        "told_when_asked": _("named its owners when asked"),
        "several_grades": _("several grades are possible"),
        "public_data": _("stands in a public register"),
        "political": _("parties and politicians"),
        "political_role": _("owners in public office"),
        "stated": _("stated"),
        "possible": _("possible"),
        "outlets_founded": _("outlets founded"),
        "outlets_closed": _("outlets closed"),
        "now": _("now"),
        "began": _("stake began"),
        "ended": _("stake ended"),
    }


def _quality_words() -> dict[str, str]:
    return {
        "own_id": _("by an id of its own"),
        "decision": _("by a person's decision"),
        "clues": _("by clues"),
        "one_source": _("known from one source"),
        "hand_facts": _("facts collected by hand"),
        "broadcast_directory": _("directory of TV channels"),
        "assessments": _("assessments"),
        "place": _("place"),
        "stake": _("stake"),
        "event": _("event"),
        "programme": _("programme"),
        "citation": _("page"),
        "outsider": _("medium or body abroad"),
        "filled": _("filled"),
        "Cyrl": _("Cyrillic"),
        "Latn": _("Latin"),
        "Arab": _("Arabic"),
        "typed": _("typed without its own letters"),
        "informal": _("informal"),
    }
