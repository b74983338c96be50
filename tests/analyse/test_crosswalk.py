"""The same needs under other frameworks' headings, and no theme given away by subtraction."""

from __future__ import annotations

import pandas as pd
import pytest

from mapping.analyse.crosswalk import crosswalk, crosswalk_by_country
from mapping.analyse.needs_by_country import needs_by_country
from mapping.paths import Places
from mapping.schema import NEED_THEMES
from mapping.tables import read

FRAMEWORKS = pd.DataFrame(
    [("MVI", "Politics", "legal"), ("MVI", "Politics", "exile"), ("MVI", "Economics", "business")],
    columns=["framework", "heading", "theme"],
)


def needs(theme: str, values: list[float], country: str = "KG", basis: str = "outside") -> list[tuple[object, ...]]:
    """One newsroom a value, named by its place in the list."""
    return [(f"{country}-{at}", country, theme, basis, value, 2) for at, value in enumerate(values)]


def frame(*rows: list[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(
        [row for several in rows for row in several],
        columns=["outlet_id", "country", "theme", "basis", "score", "n"],
    )


def test_a_heading_is_the_mean_of_its_themes_that_have_a_score() -> None:
    scores = frame(needs("legal", [40, 10]), needs("exile", [80, None]), needs("audience", [90]))
    found = crosswalk(scores, FRAMEWORKS).set_index(["heading", "outlet_id"])
    assert tuple(found.loc[("Politics", "KG-0"), ["score", "low", "high", "themes"]]) == (60, 40, 80, "legal;exile")
    assert tuple(found.loc[("Politics", "KG-1"), ["score", "low", "high", "themes"]]) == (10, 10, 10, "legal")
    assert set(found.index.get_level_values("heading")) == {"Politics"}


def test_answers_and_outside_evidence_stay_apart() -> None:
    scores = frame(needs("legal", [40]), needs("exile", [80], basis="answers"))
    found = crosswalk(scores, FRAMEWORKS).set_index("basis")["score"]
    assert found.to_dict() == {"outside": 40, "answers": 80}


@pytest.mark.parametrize(
    ("exile", "shown"),
    [
        ([], "yes"),
        ([1, 2, 3, 4, 5], "yes"),
        ([1, 2, 3], "too few"),  # three newsrooms could be had from the heading less the legal needs
    ],
)
def test_a_heading_over_a_hidden_theme_is_hidden(exile: list[float], shown: str) -> None:
    scores = frame(needs("legal", [10, 20, 30, 40, 50]), needs("exile", exile))
    by_country = crosswalk_by_country(crosswalk(scores, FRAMEWORKS), needs_by_country(scores), FRAMEWORKS)
    found = by_country.set_index("country")["shown"]
    assert found.to_dict() == {"KG": shown, "all": shown}


def test_the_shipped_table_places_every_theme_and_says_where_it_was_read() -> None:
    shipped = read(Places().hand_tables / "crosswalk.csv")
    assert list(shipped.columns) == ["framework", "heading", "theme", "note", "reference"]
    assert set(shipped["theme"]) == set(NEED_THEMES)
    assert shipped.groupby("framework")["heading"].nunique().to_dict() == {"DW MVI": 5, "UNESCO MDI": 5, "VIBE": 4}
    assert shipped["reference"].str.startswith("http").all()
    assert (shipped["note"] != "").all()
    assert not shipped.duplicated(["framework", "heading", "theme"]).any()
