"""Who is there: outlets by country and medium, owner, language and status."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator
from mapping.countries import COUNTRIES


def exploded(outlets: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row for each value of a column that holds several, split at `;`; outlets without a value are left out."""
    rows = outlets.dropna(subset=[column])
    return rows.assign(**{column: rows[column].str.split(";")}).explode(column)


def _counted(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return rows.groupby(list(columns)).size().rename("n").reset_index()


def standing(outlets: pd.DataFrame) -> pd.Series:
    """The status of each outlet, with those that work from exile told apart from those active at home."""
    return outlets["status"].mask((outlets["status"] == "active") & (outlets["exile_status"] == "exile"), "exile")


@indicator
def outlets_by_country(outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets known per country, and how many of them are known to work today.

    Columns: country, n (outlets), working (active, at home or from exile), unknown (status not known).
    Example: KZ, n 260, working 130, unknown 120 means that nothing tells for 120 outlets whether they still work.
    """
    state = pd.DataFrame(
        {
            "country": outlets["country"],
            "n": 1,
            "working": (outlets["status"] == "active").astype(int),
            "unknown": (outlets["status"] == "unknown").astype(int),
        }
    )
    return state.groupby("country", as_index=False).sum()


@indicator
def outlets_by_medium(outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets per country and medium. An outlet counts once in each of its media, so that media do not add up.

    Columns: country, medium, n (outlets).
    """
    return _counted(exploded(outlets, "media").rename(columns={"media": "medium"}), "country", "medium")


@indicator
def outlets_by_ownership(outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets per country and type of owner, each outlet once; `unknown` where no source says who is behind it.

    Columns: country, ownership_type, n (outlets).
    """
    return _counted(outlets, "country", "ownership_type")


@indicator
def outlets_by_language(outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets per country and language of publication. An outlet counts once in each of its languages.

    Columns: country, language (ISO 639), n (outlets); the most frequent language of a country first.
    """
    counts = _counted(exploded(outlets, "languages").rename(columns={"languages": "language"}), "country", "language")
    return counts.sort_values(["country", "n", "language"], ascending=[True, False, True], ignore_index=True)


@indicator
def outlets_by_status(outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets per country and status, each outlet once; those that work from exile stand apart from `active`.

    Columns: country, status (a status of the outlets table, or exile), n (outlets).
    """
    return _counted(outlets.assign(status=standing(outlets)), "country", "status")


@indicator
def ownership_by_medium(outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets of the four countries per medium and type of owner. An outlet counts once in each of its media.

    Columns: country, medium, ownership_type, n (outlets).
    """
    own = outlets[outlets["country"].isin(COUNTRIES)]
    rows = exploded(own, "media").rename(columns={"media": "medium"})
    return _counted(rows, "country", "medium", "ownership_type")
