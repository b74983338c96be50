"""The same needs under the headings of other frameworks: VIBE, DW Akademie's and UNESCO's indicators."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator_for, indicator_of
from mapping.analyse.small_cells import ALIKE, TOO_FEW, means_by_country


@indicator_for("team")
def crosswalk(need_scores: pd.DataFrame, frameworks: pd.DataFrame) -> pd.DataFrame:
    """Each newsroom's needs under the headings of VIBE, the Media Viability Indicators and the Media Development
    Indicators, as crosswalk.csv sorts our themes.

    These frameworks score countries by panels and interviews: a figure here is a need of newsrooms (0 none, 100 the
    greatest) under their heading, not their score. A theme may stand under several headings; a heading is the mean of
    its themes that have a score.
    Columns: framework, heading, outlet_id, country, basis (answers, outside), score, low, high (the lowest and the
    highest theme), n (facts or people behind the best founded theme), themes (with a score, joined by ;).
    Reference: headings as cited in crosswalk.csv; which theme falls under which is ours.
    """
    scored = need_scores[need_scores["score"].notna()].merge(frameworks[["framework", "heading", "theme"]], on="theme")
    grouped = scored.groupby(["framework", "heading", "outlet_id", "country", "basis"], as_index=False)
    return grouped.agg(
        score=("score", "mean"),
        low=("score", "min"),
        high=("score", "max"),
        n=("n", "max"),
        themes=("theme", ";".join),
    )


@indicator_of("team")
def crosswalk_by_country(
    crosswalk: pd.DataFrame, needs_by_country: pd.DataFrame, frameworks: pd.DataFrame
) -> pd.DataFrame:
    """The mean need under each heading of VIBE, DW MVI and UNESCO MDI per country; small groups are hidden.

    A heading over a theme that is hidden in needs_by_country is hidden, too: the other themes could be subtracted.
    Columns: framework, heading, country (code, or all), basis (answers, outside), outlets (with a score), mean, low,
    high (95 % t interval of the mean; 0 to 100, whole points), shown (yes, too few, too alike, none); where it is not
    yes, the figures are missing.
    """
    hidden = needs_by_country[needs_by_country["shown"].isin([TOO_FEW, ALIKE])]
    under = hidden[["theme", "basis", "country"]].merge(frameworks[["framework", "heading", "theme"]], on="theme")
    return means_by_country(crosswalk, ["framework", "heading"], also_hidden=under)
