"""Who supports whom: whether programmes run, overlap and end, beside what newsrooms need."""

from __future__ import annotations

import pandas as pd
import pytest
from small_needs import TODAY, programme, stops, table

from mapping.analyse.follow_up import follow_up, follow_up_by_programme
from mapping.analyse.gaps import gaps
from mapping.analyse.matches import support_matches
from mapping.analyse.programme_times import running
from mapping.analyse.supply import ending_soon, overlaps, supply_by_theme, who_supports
from mapping.export import Options
from mapping.export.flat import csv_table
from mapping.schema import NEED_THEMES, THEMES, WHO_SUPPORTS
from mapping.tables import checked

PAGES = table("citations", {"citation_id": "c-2", "published": "2023-04"})
STOP = ("Giver", "KG;KZ", "2025-03-10", "All of it", "https://a.example")


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        ("2020", "2025", "no"),
        ("2020", "2026-11-20", "no"),
        ("2020", "2026-11-21", "yes"),
        ("2020", "2027", "yes"),
        ("2020", "2026", "unknown"),  # it may have ended before November
        (None, "2027", "unknown"),  # nobody says that it began
        ("2026", "2028", "unknown"),
        ("2020", None, "unknown"),
        (None, None, "unknown"),
        ("2027", None, "planned"),
        ("2027", "2028", "planned"),
    ],
)
def test_a_programme_runs_only_where_its_dates_say_so(start: str | None, end: str | None, state: str) -> None:
    assert running(start, end, TODAY) == state


def supported(*rows: dict[str, object], stopped: tuple[tuple[str, ...], ...] = ()) -> pd.DataFrame:
    return who_supports(table("programmes", *rows), PAGES, stops(*stopped), TODAY)


def test_who_does_what_where_is_one_row_each_and_the_region_is_its_four_countries() -> None:
    found = supported(programme("one", countries="XX;KZ;TM", themes="legal;exile"), programme("two", themes=None))
    assert len(found) == 5 * 2 + 1
    assert set(found.loc[found["programme_id"] == "one", "country"]) == {"KZ", "KG", "TJ", "UZ", "TM"}
    assert set(found.loc[found["programme_id"] == "two", "theme"]) == {"not_stated"}
    assert len(checked(WHO_SUPPORTS, found.fillna("").to_dict("records"))) == len(found)


@pytest.mark.parametrize(
    ("ours", "newest"),
    [({}, "2023-04"), ({"start": "2010"}, "2023-04"), ({"start": "2023"}, "2023"), ({"citation": "c-9"}, None)],
)
def test_the_newest_date_of_a_programme_is_its_own_or_its_pages(ours: dict[str, str], newest: str | None) -> None:
    assert supported(programme("one", **ours))["newest"].iloc[0] == newest


def test_the_table_of_who_does_what_where_has_tags_for_aid_workers() -> None:
    _, tags, line = csv_table(WHO_SUPPORTS, supported(programme("one")), Options(hxl=True)).decode().splitlines()
    told = dict(zip(WHO_SUPPORTS.heads, tags.split(","), strict=True))
    assert told["organisation"] == "#org+impl+name+list"
    assert told["theme"] == "#sector+theme"
    assert told["country"] == "#country+code"
    assert (told["start"], told["end"], told["running"]) == ("#date+start", "#date+end", "#status+running")
    assert line.startswith("one,One,Helpers,,legal,KG,")


def test_supply_counts_each_state_in_every_country_and_theme() -> None:
    found = supply_by_theme(
        supported(
            programme("runs", start="2020", end="2030"),
            programme("over", end="2020"),
            programme("open", organisation="Others"),
            programme("later", start="2030"),
        )
    ).set_index(["country", "theme"])
    assert len(found) == 4 * len(THEMES)
    legal = found.loc[("KG", "legal")]
    assert tuple(legal[["running", "unknown", "planned", "ended", "organisations"]]) == (1, 1, 1, 1, 2)
    assert legal["newest"] == "2030"
    assert found.drop(index=("KG", "legal")).sum(numeric_only=True).sum() == 0
    assert found["newest"].notna().sum() == 1


@pytest.mark.parametrize(
    ("a", "b", "sure"),
    [
        (("2018", "2020"), ("2019", "2021"), "yes"),
        (("2018", "2020"), ("2020", "2021"), "possible"),
        (("2018", "2020"), ("2021", "2022"), None),
        (("2018", None), ("2021", "2022"), "possible"),
        ((None, "2020"), ("2021", None), None),
        ((None, None), ("2021", "2022"), None),
    ],
)
def test_programmes_overlap_as_far_as_their_dates_tell(
    a: tuple[str | None, str | None], b: tuple[str | None, str | None], sure: str | None
) -> None:
    rows = [programme(name, start=start, end=end) for name, (start, end) in (("a", a), ("b", b))]
    found = overlaps(table("programmes", *rows))
    assert list(found["sure"]) == ([sure] if sure else [])


def test_an_overlap_needs_a_shared_theme_and_country() -> None:
    years = {"start": "2018", "end": "2020"}
    first = programme("a", countries="XX", themes="legal;exile", **years)
    others = (
        programme("b", themes="business;legal", **years),
        programme("c", themes="equipment", **years),
        programme("d", countries="TM", **years),
    )
    found = overlaps(table("programmes", first, *others))
    assert [tuple(row) for row in found[["country", "programme_a", "programme_b", "themes"]].to_numpy()] == [
        ("KG", "a", "b", "legal")
    ]
    assert tuple(found.iloc[0][["since", "until", "same_organisation"]]) == ("2018-01-01", "2020-12-31", "yes")


@pytest.mark.parametrize(
    ("ours", "when"),
    [
        ({"end": "2027-11-21"}, "ends soon"),
        ({"end": "2027-11-22"}, None),
        ({"end": "2026"}, "ends soon"),
        ({"end": "2026-11-20"}, "ended"),
        ({"end": "2024-11-21"}, "ended"),
        ({"end": "2024-11-20"}, None),
        ({}, None),
        ({"funder": "Giver"}, "funder stopped"),
        ({"funder": "Other;Giver", "start": "2019"}, "funder stopped"),
        ({"funder": "Giver", "countries": "UZ"}, None),
        ({"funder": "Giver", "start": "2026"}, None),
        ({"funder": "Giver", "end": "2019"}, None),
        ({"funder": "Giver", "end": "2030"}, "funder stopped"),
    ],
)
def test_what_ends_and_what_ended_is_told(ours: dict[str, str], when: str | None) -> None:
    found = ending_soon(table("programmes", programme("one", **ours)), stops(STOP), TODAY)
    assert list(found["when"]) == ([when] if when else [])


def needed(*rows: tuple[str, str, str, float | None, str]) -> pd.DataFrame:
    """Needs by country: theme, country, basis, mean, shown."""
    frame = pd.DataFrame(list(rows), columns=["theme", "country", "basis", "mean", "shown"])
    return frame.assign(
        outlets=frame["mean"].map(lambda mean: 6 if mean else None), low=frame["mean"], high=frame["mean"]
    )


@pytest.mark.parametrize(
    ("shown", "mean", "offered", "reading"),
    [
        ("yes", 40.0, {"end": "2020"}, "need without supply"),
        ("too few", None, {"end": "2020"}, "need without supply"),
        ("yes", 40.0, {}, "need, supply not known to run"),
        ("yes", 40.0, {"start": "2020", "end": "2030"}, "need and supply"),
        ("none", None, {}, "supply, no need on record"),
        ("none", None, {"end": "2020"}, "neither"),
    ],
)
def test_need_stands_beside_supply(shown: str, mean: float | None, offered: dict[str, str], reading: str) -> None:
    supply = supply_by_theme(supported(programme("one", **offered)))
    found = gaps(needed(("legal", "KG", "outside", mean, shown)), supply).set_index(["country", "theme"])
    assert found.loc[("KG", "legal"), ["reading", "survey_shown"]].to_list() == [reading, "no survey"]
    assert len(found) == 4 * len(NEED_THEMES)
    assert found.loc[("KG", "audience"), "reading"] == "supply not looked at"
    assert pd.isna(found.loc[("KG", "audience"), "running"])


def test_a_survey_alone_makes_a_need() -> None:
    supply = supply_by_theme(supported(programme("one", end="2020")))
    found = gaps(needed(("legal", "KG", "answers", 70.0, "yes")), supply).set_index(["country", "theme"])
    row = found.loc[("KG", "legal")]
    assert (row["survey"], row["need_shown"], row["reading"]) == (70, "none", "need without supply")


def scores(*rows: tuple[str, str, str, float | None, int]) -> pd.DataFrame:
    """Scores of the newsroom aiyl: theme, country, basis, score, n."""
    frame = pd.DataFrame(list(rows), columns=["theme", "country", "basis", "score", "n"])
    told = {"outlet_id": "aiyl", "evidence": "x", "citation": "c-1", "reason": None}
    return frame.assign(low=frame["score"], high=frame["score"], **told)


def test_matches_are_ranked_by_what_they_rest_on_and_say_why() -> None:
    offers = supported(
        programme("runs", start="2020", end="2030"),
        programme("open", funder="Giver", selection="competitive"),
        programme("over", end="2020"),
        programme("far", countries="KZ"),
        programme("cash", themes="business"),
        stopped=(STOP,),
    )
    told = scores(
        ("legal", "KG", "outside", 40, 3), ("business", "KG", "answers", 20, 1), ("exile", "KG", "outside", None, 0)
    )
    took_part = table("participations", {"programme_id": "open", "outlet_id": "aiyl"})
    found = support_matches(told, offers, took_part)
    assert list(found["programme_id"]) == ["cash", "runs", "open"]
    assert list(found["rank"]) == [1, 2, 3]
    business, _, asked = found["reason"]
    assert business.startswith("Need for business and income: 20 of 100, by the answers of 1 person.")
    for part in (
        "40 of 100, from 3 facts",
        "Open has this theme in Kyrgyzstan",
        "2023-04",
        "competition",
        "All of it",
        "before",
    ):
        assert part in asked


def test_no_need_is_no_match() -> None:
    found = support_matches(
        scores(("legal", "KG", "answers", 0, 2)), supported(programme("a")), table("participations")
    )
    assert found.empty


def part(outlet: str, date: str | None, **more: object) -> dict[str, object]:
    """What was done at a newsroom in one programme by a date."""
    return {"programme_id": "one", "outlet_id": outlet, "date": date, "role": "mentored", "citation": "c-3", **more}


def test_follow_up_tells_what_became_done_between_two_dates() -> None:
    rows = (
        part("aiyl", "2026-06", done="two_factor;backups", people_trained=6, people_target=8),
        part("aiyl", "2026-03", done="two_factor"),
        part("dala", None),
    )
    found = follow_up(table("participations", *rows), table("programmes", programme("one")))
    assert list(found["date"])[:2] == ["2026-03", "2026-06"]
    assert list(found["newly_done"])[:2] == ["two_factor", "backups"]
    assert found["newly_done"].isna().sum() == 1
    assert found["trained_share"].max() == 0.75


@pytest.mark.parametrize(("newsrooms", "shown"), [(4, "too few"), (5, "yes")])
def test_follow_up_in_public_is_silent_about_few_newsrooms(newsrooms: int, shown: str) -> None:
    rows = [part(f"n{at}", "2026-03", done="backups", people_trained=2, people_target=4) for at in range(newsrooms)]
    rows[0] |= {"people_target": None}
    told = follow_up(table("participations", *rows), table("programmes", programme("one")))
    row = follow_up_by_programme(told).iloc[0]
    assert row["shown"] == shown
    if shown == "yes":
        assert tuple(row[["outlets", "people_trained", "people_target", "items_done"]]) == (5, 8, 16, 5)
    else:
        assert row[["outlets", "people_trained", "items_done"]].isna().all()
