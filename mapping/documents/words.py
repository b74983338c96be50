"""The few words that every document carries beside its report's own."""

from __future__ import annotations

from mapping.countries import COUNTRIES
from mapping.documents.blocks import Edition
from mapping.documents.brand import OWN, Brand
from mapping.translate import _, country, day, enumerate_words


def author(brand: Brand = OWN) -> str:
    """Who publishes the document: the organisation of the brand, else this project by its name."""
    return brand.organisation or _("Central Asia Media Landscape")


def scope(edition: Edition) -> str:
    """The countries that a report covers, as a sentence joins them.

    Outlets that speak to the whole region from elsewhere are part of a report, but no country that it covers.
    """
    return enumerate_words([country(code) for code in edition.countries if code in COUNTRIES])


def data_line(edition: Edition) -> str:
    """How old the data are."""
    return _("Data of {date}", date=day(edition.data_date))


def about(edition: Edition) -> str:
    """What the document's properties say of it: countries, age of the data, readers."""
    return " · ".join((scope(edition), data_line(edition), level_line(edition)))


def level_line(edition: Edition) -> str:
    """Who may read the document."""
    lines = {
        "public": _("Public edition"),
        "partner": _("Partner edition: please do not pass on"),
        "team": _("Team edition: must not leave the team"),
    }
    return lines[edition.level]
