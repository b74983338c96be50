"""Which ties are more than chance, and how far the layers tie the same ends."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.networks.chance import LEVEL, beyond_chance
from mapping.analyse.networks.graph import between_two
from mapping.analyse.networks.overlap import overlap
from mapping.schema import LAYERS

TESTED_COLUMNS = ["from_id", "to_id", "layer", "weight", "n_items", "p_value", "q_value", "beyond_chance"]
SUMMARY_COLUMNS = ["layer", "n_ties", "self_ties", "n_tested", "n_beyond", "share", "level"]


@indicator
def ties_beyond_chance(ties: pd.DataFrame, *, level: float = LEVEL) -> pd.DataFrame:
    """Each tie between two ends with the verdict whether it is more than chance: to be drawn grey where it is not.

    Chance means that each taker draws on givers by their size alone. All ties that could be on a layer are tested
    together, so that of those found beyond chance no more than the part `level` should be false.
    Columns: from_id, to_id, layer, weight, n_items, p_value, q_value (the least level at which it counts),
    beyond_chance (yes, no; missing where pages state the tie, and chance is no question).
    """
    rows = between_two(ties)
    q_values = beyond_chance(rows)
    verdict = q_values.le(level).map({True: "yes", False: "no"}).where(q_values.notna())
    return rows.assign(q_value=q_values, beyond_chance=verdict)[TESTED_COLUMNS].reset_index(drop=True)


@indicator
def tie_significance(ties: pd.DataFrame, *, level: float = LEVEL) -> pd.DataFrame:
    """Ties of each layer: how many there are, how many could be tested, how many are more than chance.

    Columns: layer, n_ties, self_ties (of one to itself, left out everywhere else), n_tested (those counted from items),
    n_beyond (of these, beyond chance), share (n_beyond of n_tested), level (part of these that may be false).
    """
    tested = ties_beyond_chance(ties, level=level)
    rows = []
    for layer in LAYERS:
        on_layer, found = ties[ties["layer"] == layer], tested[tested["layer"] == layer]
        n_tested, n_beyond = int(found["p_value"].notna().sum()), int((found["beyond_chance"] == "yes").sum())
        share = n_beyond / n_tested if n_tested else None
        if len(on_layer):
            rows.append((layer, len(found), len(on_layer) - len(found), n_tested, n_beyond, share, level))
    return pd.DataFrame(rows, columns=SUMMARY_COLUMNS)


@indicator
def layer_overlap(ties: pd.DataFrame) -> pd.DataFrame:
    """Whether two layers tie the same ends in the same direction more often than chance would.

    Columns: layer_a, layer_b, ties_a, ties_b (ties between two ends on each), both (on both layers), jaccard (both, of
    those on either), expected (both, if each end kept its numbers of ties on the layer with more ties, and chance chose
    with whom).
    """
    return overlap(ties)
