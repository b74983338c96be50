"""The four countries, and what else a row of ours may give as its country."""

from __future__ import annotations

COUNTRIES = ("KZ", "KG", "TJ", "UZ")

# Region-wide outlets carry XX. Exiled Turkmen outlets that cover the region carry TM.
AUDIENCES = (*COUNTRIES, "TM", "XX")  # the order in which reports show them

STATE_LANGUAGES = {"KZ": "kk", "KG": "ky", "TJ": "tg", "UZ": "uz"}

DOMAINS = {"KZ": "kz", "KG": "kg", "TJ": "tj", "UZ": "uz"}
