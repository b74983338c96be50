"""What breaks when outlets close: asked of every outlet, of any list of them, and of those that have closed."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator, indicator_for
from mapping.analyse.networks.ends import ends
from mapping.analyse.networks.graph import Network, joined, network
from mapping.analyse.players.chosen import ACTIVE, ids_of, standing_in, with_status
from mapping.analyse.players.closures import COLUMNS, broken_by_each, broken_together, dated, history, standing_at
from mapping.analyse.players.groups import crossings, places_of
from mapping.analyse.pressure import day_numbers
from mapping.errors import UnknownName

BREAK_COLUMNS = ["closing", "name", "country", "n_closing", *COLUMNS]
CLOSURE_COLUMNS = [
    "event_id", "outlet_id", "name", "country", "kind", "date", "ties_then", "its_ties", "undated", "ties_after",
    *COLUMNS,
]  # fmt: skip
# What ends an outlet, or drives it abroad.
CLOSURES = ("closure", "liquidation", "relocation")
WITHIN = 365  # days


@indicator_for("partner")
def what_breaks(
    ties: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    programmes: pd.DataFrame,
    outsiders: pd.DataFrame,
    *,
    closing: tuple[str, ...] = (),
    statuses: tuple[str, ...] = ACTIVE,
) -> pd.DataFrame:
    """What the network of joined ties would lose if an outlet closed, for each with one of the `statuses` and a tie.

    Not for the public: whoever wants to break something could read here where. With ids in `closing`, one row: what it
    would lose if all of them closed together, whatever their status. It tells of ties that are known; others may step
    in. A group is lost where it had ties to ends known to be of other groups, and would have none; regions and
    languages are those of outlets.
    Columns: closing (id, or several), name and country (of one), n_closing, fragmentation_before and
    fragmentation_after (share of pairs of ends between which no way leads, in either direction; after: of those left),
    pairs_cut (pairs of others that were joined and no longer would be), cut_off (others that would no longer be joined
    to the largest piece of their part), countries_lost, regions_lost, languages_lost (codes), country_pairs_lost
    (KG-TJ: the last tie between the two, one of them in the region); the most pairs_cut first.
    """
    net = network(joined(ties))
    known = ends(ties, outlets, owners, programmes, outsiders)
    crossing = crossings(net, places_of(known, outlets))
    if closing:
        if unknown := sorted(set(closing) - set(outlets["outlet_id"])):
            raise UnknownName(f"There is no outlet '{unknown[0]}': give ids of the table outlets.")
        return _together(net, crossing, outlets[outlets["outlet_id"].isin(closing)])
    chosen = with_status(outlets, statuses)
    nodes = standing_in(net, chosen)
    found = broken_by_each(net, crossing, nodes).assign(closing=ids_of(net, nodes), n_closing=1)
    found = found.merge(chosen.rename(columns={"outlet_id": "closing"}), on="closing")
    return found.sort_values(["pairs_cut", "closing"], ascending=[False, True], ignore_index=True)[BREAK_COLUMNS]


def _together(net: Network, crossing: pd.DataFrame, closed: pd.DataFrame) -> pd.DataFrame:
    row = broken_together(net, crossing, standing_in(net, closed))
    one = closed.iloc[0] if len(closed) == 1 else {"name": None, "country": None}
    row |= {"closing": ";".join(sorted(closed["outlet_id"])), "n_closing": len(closed)}
    return pd.DataFrame([row | {"name": one["name"], "country": one["country"]}], columns=BREAK_COLUMNS)


@indicator
def closures_checked(
    ties: pd.DataFrame,
    events: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    programmes: pd.DataFrame,
    outsiders: pd.DataFrame,
    *,
    within: int = WITHIN,
) -> pd.DataFrame:
    """`what_breaks` asked of every past closure, liquidation and relocation, in the network of ties as it stood then.

    A check of how far `what_breaks` can be believed: where an outlet had no known ties before it closed, it is silent
    about what that closure broke. A tie stood then if its dates include the day or one of the `within` days before it;
    ties without dates count as standing, and are counted.
    Columns: event_id, outlet_id, name, country, kind (of event), date, ties_then (in the network), its_ties, undated
    (of these, without any date), ties_after (of its ties, those seen or stated after the day: it went on, or the tie
    was not cut), and the columns of `what_breaks` from fragmentation_before on; in order of time.
    """
    known = ends(ties, outlets, owners, programmes, outsiders)
    places = places_of(known, outlets)
    rows = dated(ties)
    past = events[events["kind"].isin(CLOSURES)].merge(outlets[["outlet_id", "name", "country"]], on="outlet_id")
    days = day_numbers(past["date"])
    found = []
    for event, first, last in zip(past.to_dict("records"), days["first"] - within, days["last"], strict=True):
        net = network(joined(standing_at(rows, first, last)))
        own = standing_in(net, pd.DataFrame({"outlet_id": [event["outlet_id"]]}))
        crossing = crossings(net, places if len(own) else places.head(0))
        counts = {"ties_then": len(net.giver), **history(rows, event["outlet_id"], first, last)}
        found.append(event | counts | broken_together(net, crossing, own))
    frame = pd.DataFrame(found, columns=CLOSURE_COLUMNS)
    return frame.sort_values(["date", "outlet_id", "event_id"], ignore_index=True)
