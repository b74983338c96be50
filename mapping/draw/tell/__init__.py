"""Tidy tables told as sentences and as report tables: what a manager needs to know, with the numbers in words."""

from mapping.draw.tell.common import page
from mapping.draw.tell.landscape import landscape_summary, outlets_table, silent_languages, unknowns
from mapping.draw.tell.ownership import alleged_table, chain_sentence, chains_table, holders_table, ownership_summary
from mapping.draw.tell.power import concentration_table, deals_table, powers_table
from mapping.draw.tell.quality import (
    accuracy_table,
    conflicts_table,
    doubts_table,
    languages_table,
    methods_table,
    quality_summary,
)

__all__ = [
    "accuracy_table",
    "alleged_table",
    "chain_sentence",
    "chains_table",
    "concentration_table",
    "conflicts_table",
    "deals_table",
    "doubts_table",
    "holders_table",
    "landscape_summary",
    "languages_table",
    "methods_table",
    "outlets_table",
    "ownership_summary",
    "page",
    "powers_table",
    "quality_summary",
    "silent_languages",
    "unknowns",
]
