"""Tidy tables told as sentences and as report tables: what a manager needs to know, with the numbers in words."""

from mapping.draw.tell.access import (
    access_table,
    access_told,
    verdict_counts,
    where_to_read_addresses,
    where_to_read_table,
)
from mapping.draw.tell.closings import (
    closures_table,
    closures_told,
    cut_off_table,
    sole_bridges_table,
    together_told,
)
from mapping.draw.tell.common import page
from mapping.draw.tell.dependence import (
    dependence_table,
    first_movers_table,
    item_quality_table,
    most_linked_table,
    named,
)
from mapping.draw.tell.exile import audience_table, exile_summary, exile_table, exile_unknowns, hosts_table
from mapping.draw.tell.influence import (
    cross_border,
    influence_summary,
    influence_unknowns,
    layers_table,
    relations_table,
    roles_table,
    source_groups_table,
)
from mapping.draw.tell.landscape import landscape_summary, outlets_table, silent_languages, unknowns
from mapping.draw.tell.need_tables import changes_table, crosswalk_table, rules_table
from mapping.draw.tell.needs import gap_tiles, need_tiles, needs_summary, needs_unknowns, options, survey_adds
from mapping.draw.tell.ownership import alleged_table, chain_sentence, chains_table, holders_table, ownership_summary
from mapping.draw.tell.player_cards import card, cards_table
from mapping.draw.tell.players import first_places_table, gains, players_summary, players_unknowns, sets_table
from mapping.draw.tell.power import concentration_table, deals_table, powers_table
from mapping.draw.tell.pressure import (
    pressure_summary,
    pressure_table,
    pressure_unknowns,
    rates_table,
    survival_table,
)
from mapping.draw.tell.quality import (
    accuracy_table,
    conflicts_table,
    doubts_table,
    languages_table,
    methods_table,
    quality_summary,
)
from mapping.draw.tell.sharing import communities_table, coordination_table, shared_pages_table
from mapping.draw.tell.support import (
    ending_table,
    follow_up_table,
    matches_table,
    overlaps_table,
    participants_table,
    scores_table,
    supply_by_state,
    support_table,
)

__all__ = [
    "access_table",
    "access_told",
    "accuracy_table",
    "alleged_table",
    "audience_table",
    "card",
    "cards_table",
    "chain_sentence",
    "chains_table",
    "changes_table",
    "closures_table",
    "closures_told",
    "communities_table",
    "concentration_table",
    "conflicts_table",
    "coordination_table",
    "cross_border",
    "crosswalk_table",
    "cut_off_table",
    "deals_table",
    "dependence_table",
    "doubts_table",
    "ending_table",
    "exile_summary",
    "exile_table",
    "exile_unknowns",
    "first_movers_table",
    "first_places_table",
    "follow_up_table",
    "gains",
    "gap_tiles",
    "holders_table",
    "hosts_table",
    "influence_summary",
    "influence_unknowns",
    "item_quality_table",
    "landscape_summary",
    "languages_table",
    "layers_table",
    "matches_table",
    "methods_table",
    "most_linked_table",
    "named",
    "need_tiles",
    "needs_summary",
    "needs_unknowns",
    "options",
    "outlets_table",
    "overlaps_table",
    "ownership_summary",
    "page",
    "participants_table",
    "players_summary",
    "players_unknowns",
    "powers_table",
    "pressure_summary",
    "pressure_table",
    "pressure_unknowns",
    "quality_summary",
    "rates_table",
    "relations_table",
    "roles_table",
    "rules_table",
    "scores_table",
    "sets_table",
    "shared_pages_table",
    "silent_languages",
    "sole_bridges_table",
    "source_groups_table",
    "supply_by_state",
    "support_table",
    "survey_adds",
    "survival_table",
    "together_told",
    "unknowns",
    "verdict_counts",
    "where_to_read_addresses",
    "where_to_read_table",
]
