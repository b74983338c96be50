"""Need beside supply: where newsrooms need help that nobody is known to give."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.need_scores import ANSWERS, OUTSIDE
from mapping.analyse.small_cells import NONE
from mapping.countries import COUNTRIES
from mapping.schema import NEED_THEMES

NO_SURVEY = "no survey"
READINGS = {
    "not_looked_at": "supply not looked at",
    "alone": "need without supply",
    "doubtful": "need, supply not known to run",
    "met": "need and supply",
    "idle": "supply, no need on record",
    "neither": "neither",
}


@indicator
def gaps(needs_by_country: pd.DataFrame, supply_by_theme: pd.DataFrame) -> pd.DataFrame:
    """Per country and theme: how much newsrooms need, and how many programmes there are.

    Need comes from outside evidence and, apart from it, from a survey. A theme that no programme of ours can carry
    (audience, psychological) has no supply figure, which does not mean that nobody helps.
    Columns: country, theme, need, need_low, need_high (mean outside score with its interval), need_outlets (with a
    score), need_shown (yes, too few, none), survey (mean of answers), survey_outlets, survey_shown (yes, too few, too
    alike, none, no survey), running, unknown, planned, ended (programmes), newest (the latest date known of one that
    has not ended), reading (need without supply: some newsroom has a score, no programme runs or may run; need, supply
    not known to run; need and supply; supply, no need on record; neither; supply not looked at).
    """
    cells = pd.MultiIndex.from_product([COUNTRIES, NEED_THEMES], names=["country", "theme"])
    indexed = needs_by_country.set_index(["country", "theme"])
    outside = indexed[indexed["basis"] == OUTSIDE].reindex(cells)
    survey = indexed[indexed["basis"] == ANSWERS].reindex(cells)
    supply = supply_by_theme.set_index(["country", "theme"]).reindex(cells)
    frame = pd.DataFrame(
        {
            "need": outside["mean"],
            "need_low": outside["low"],
            "need_high": outside["high"],
            "need_outlets": outside["outlets"],
            "need_shown": outside["shown"].fillna(NONE),
            "survey": survey["mean"],
            "survey_outlets": survey["outlets"],
            "survey_shown": survey["shown"].fillna(NO_SURVEY),
        }
    ).join(supply[["running", "unknown", "planned", "ended", "newest"]])
    needed = (frame["need_shown"] != NONE) | ~frame["survey_shown"].isin([NONE, NO_SURVEY])
    runs, may_run = frame["running"] > 0, frame["unknown"] > 0
    readings = [
        (supply["running"].isna(), "not_looked_at"),
        (needed & runs, "met"),
        (needed & may_run, "doubtful"),
        (needed, "alone"),
        (runs | may_run, "idle"),
    ]
    words = [READINGS[name] for _, name in readings]
    reading = np.select([met for met, _ in readings], words, READINGS["neither"])
    return frame.assign(reading=reading).reset_index()
