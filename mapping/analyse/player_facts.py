"""What can be said of each outlet as a possible guest, in numbers."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.networks.ends import ends
from mapping.analyse.networks.graph import Network, joined, network
from mapping.analyse.players.chosen import ACTIVE, ids_of, standing_in, with_status
from mapping.analyse.players.closures import broken_by_each
from mapping.analyse.players.facts import only_ties, partners
from mapping.analyse.players.groups import crossings, places_of
from mapping.analyse.pressure import under_pressure
from mapping.schema import LAYERS
from mapping.tables import join

FACT_COLUMNS = [
    "outlet_id", "name", "country", "n_takers", "taker_countries", "n_givers", "giver_countries", "layers",
    "takers_by_layer", "givers_by_layer", "sole_country_pairs", "only_tie_of", "n_only_tie", "cuts_off", "pairs_cut",
    "n_programmes", "programmes", "n_pressure",
]  # fmt: skip
COUNTS = ("n_takers", "n_givers", "n_only_tie", "cuts_off", "pairs_cut", "n_programmes", "n_pressure")


@indicator
def player_facts(
    ties: pd.DataFrame,
    participations: pd.DataFrame,
    events: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    programmes: pd.DataFrame,
    outsiders: pd.DataFrame,
    *,
    statuses: tuple[str, ...] = ACTIVE,
) -> pd.DataFrame:
    """The numbers behind a sentence such as "cited by 14 in three countries; the only tie between two of them".

    One row for each outlet with one of the `statuses`, of which no tie is known, too. The layer `story` is left out.
    Columns: outlet_id, name, country, n_takers and taker_countries (who take from it, and the codes of their countries,
    where known), n_givers and giver_countries (from whom it takes), layers (on which it has ties), takers_by_layer and
    givers_by_layer (`citation 14;link 3`), sole_country_pairs (KG-TJ: every tie between the two countries, one of them
    in the region, is one of its), only_tie_of (outlets that have ties with it alone), n_only_tie (all ends that have),
    cuts_off and pairs_cut (ends and pairs of ends that would be cut off without it, as in `what_breaks`), n_programmes
    and programmes (in which it took part), n_pressure (recorded events of pressure on it).
    """
    chosen = with_status(outlets, statuses)
    known = ends(ties, outlets, owners, programmes, outsiders)
    net = network(joined(ties))
    takers, givers = partners(ties, known, gives=True), partners(ties, known, gives=False)
    both = pd.concat([takers["by_layer"], givers["by_layer"]])
    took = participations.groupby("outlet_id")["programme_id"]
    columns = {
        "n_takers": takers["n"],
        "taker_countries": takers["countries"],
        "takers_by_layer": takers["by_layer"],
        "n_givers": givers["n"],
        "giver_countries": givers["countries"],
        "givers_by_layer": givers["by_layer"],
        "layers": both.groupby(level=0).agg(_layers),
        **_holds(net, chosen, crossings(net, places_of(known, outlets))),
        "n_programmes": took.nunique(),
        "programmes": took.agg(join),
        "n_pressure": under_pressure(events).groupby("outlet_id").size(),
    }
    found = pd.DataFrame({name: cells.reindex(chosen["outlet_id"]) for name, cells in columns.items()})
    found = found.astype(object).fillna(dict.fromkeys(found.columns, "") | dict.fromkeys(COUNTS, 0))
    found = found.astype(dict.fromkeys(COUNTS, int))
    return chosen.merge(found, left_on="outlet_id", right_index=True)[FACT_COLUMNS].reset_index(drop=True)


def _layers(told: pd.Series) -> str:
    named = {part.split()[0] for cell in told for part in cell.split(";")}
    return ";".join(layer for layer in LAYERS if layer in named)


def _holds(net: Network, chosen: pd.DataFrame, crossing: pd.DataFrame) -> dict[str, pd.Series]:
    """What each outlet alone holds together, by its id."""
    nodes = standing_in(net, chosen)
    lost = broken_by_each(net, crossing, nodes).set_axis(ids_of(net, nodes))
    only = only_ties(net)
    outlets = only[only["id"].isin(chosen["outlet_id"])]
    return {
        "sole_country_pairs": lost["country_pairs_lost"],
        "cuts_off": lost["cut_off"],
        "pairs_cut": lost["pairs_cut"],
        "only_tie_of": outlets.groupby("of")["id"].agg(join),
        "n_only_tie": only.groupby("of").size(),
    }
