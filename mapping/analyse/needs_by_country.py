"""What newsrooms of a country need, in figures that name none of them."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator_of
from mapping.analyse.small_cells import means_by_country


@indicator_of("team")
def needs_by_country(need_scores: pd.DataFrame) -> pd.DataFrame:
    """The mean need of newsrooms per theme and country, from their answers and, apart from them, from outside.

    Only newsrooms with a score count: the others may need as much or more. Groups of fewer than five newsrooms or
    people are hidden, and totals that would give them away by subtraction.
    Columns: theme, country (code, or all), basis (answers, outside), outlets (with a score), mean, low, high (95 % t
    interval of the mean; 0 to 100, whole points), shown (yes, too few, too alike: all answered the same, none: nobody
    has a score); where it is not yes, the figures are missing.
    """
    return means_by_country(need_scores, ["theme"])
