"""The reader's words for the codes of pressure, access, exile, needs and support."""

from __future__ import annotations

from mapping.translate import _


def need_words() -> dict[str, str]:
    """The words by code."""
    return _pressure_words() | _exile_words() | _theme_words() | _score_words() | _support_words()


def _pressure_words() -> dict[str, str]:
    return {
        "economic_pressure": _("fines"),
        "any_pressure": _("pressure of any kind"),
        "confirmed": _("blocking confirmed"),
        "likely": _("blocking likely, not proven"),
        "unclear": _("unclear"),
        "no_data": _("not measured"),
        "measured": _("measured"),
        "listed": _("on an official list"),
    }


def _exile_words() -> dict[str, str]:
    return {
        "arrival": _("arrival"),
        "rebuild": _("rebuilding"),
        "sustain": _("settled"),
        "hidden": _("kept hidden"),
        "not_measured": _("not measured"),
        "papers_people": _("papers for people"),
        "papers_company": _("papers for a company"),
        "bank_account": _("bank account"),
        "setting_up_time": _("time it takes"),
        "offices_language": _("language of the offices"),
        "who_helps": _("who helps"),
    }


def _theme_words() -> dict[str, str]:
    return {
        "exile_support": _("work from exile"),
        "audience": _("reaching the audience"),
        "psychological": _("mental health"),
        "theme": _("theme"),
    }


def _score_words() -> dict[str, str]:
    return {
        "score_0": _("0 to 19"),
        "score_1": _("20 to 39"),
        "score_2": _("40 to 59"),
        "score_3": _("60 to 79"),
        "score_4": _("80 to 100"),
        "too few": _("hidden: too few"),
        "too alike": _("hidden: all alike"),
        "none": _("no evidence"),
        "need": _("need"),
        "basis": _("basis"),
        "answers": _("answers of newsrooms"),
        "outside": _("outside evidence"),
        "need without supply": _("need, and no programme"),
        "need, supply not known to run": _("need; unsure if any programme runs"),
        "need and supply": _("need, and a programme runs"),
        "supply, no need on record": _("programme, no need on record"),
        "supply not looked at": _("need; programmes not looked at"),
        "neither": _("neither on record"),
        "no survey": _("no survey yet"),
        "every_country": _("all together"),
        "heading": _("heading"),
    }


def _support_words() -> dict[str, str]:
    return {
        "planned": _("planned"),
        "supply_running": _("runs"),
        "supply_planned": _("is planned"),
        "supply_unknown": _("no end is stated"),
        "supply_ended": _("ended"),
        "open_to_all": _("open to all"),
        "foreign_grants": _("grants from abroad"),
        "publisher_only": _("names only its publisher"),
        "unavailable": _("names nobody"),
        "competitive": _("by competition"),
        "invited": _("by invitation"),
        "trainee": _("trained"),
        "grantee": _("received a grant"),
        "mentored": _("advised"),
        "partner": _("partner"),
        "ends soon": _("ends within a year"),
        "funder stopped": _("its funder stopped; its own end is not stated"),
    }


def theme_code(theme: str) -> str:
    """The code whose word stands for a theme of support: as a status `exile` is a place, as a theme a kind of help."""
    return "exile_support" if theme == "exile" else theme
