"""Options: each stands only where its evidence does, with its numbers, its cost and the finding that overturns it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from mapping.draw import mime, tell

GAP = ["country", "theme", "need", "need_low", "need_high", "need_outlets", "need_shown", "survey_shown", "running"]
GAPS = pd.DataFrame(
    [
        ("KZ", "physical_safety", 39.0, 28.0, 49.0, 11, "yes", "no survey", 0, 0, 2, "need without supply"),
        ("TJ", "physical_safety", None, None, None, None, "too few", "no survey", 0, 0, 2, "need without supply"),
        ("KG", "legal", 48.0, 27.0, 68.0, 11, "yes", "no survey", 0, 5, 3, "need, supply not known to run"),
        ("KG", "business", 27.0, 21.0, 32.0, 13, "yes", "no survey", 0, 8, 7, "need, supply not known to run"),
        ("KG", "audience", 43.0, 21.0, 65.0, 7, "yes", "no survey", None, None, None, "supply not looked at"),
        ("UZ", "investigation", None, None, None, None, "none", "no survey", 0, 0, 2, "neither"),
    ],
    columns=[*GAP, "unknown", "ended", "reading"],
)
ENDING = pd.DataFrame(
    [("Media-K", "funder stopped", "2025-03-10"), ("Summer school", "ended", None)],
    columns=["programme", "when", "stopped"],
)
KEPT = pd.DataFrame(
    [("kloop", "KG", "telegram", 2), ("24kg", "KG", None, 0)], columns=["outlet_id", "country", "kind", "n"]
)
WITHOUT = pd.DataFrame([("KG", 132, 88, 0.667), ("XX", 13, 1, 0.077)], columns=["country", "n", "without", "share"])
SERVED = pd.DataFrame(
    [("KG", "dng", 72240.0, 0), ("KG", "tt", None, 0), ("KG", "ug", 58168.0, 1)],
    columns=["country", "language", "people", "n"],
)
LAYERS = pd.DataFrame([("link", "items", 0), ("relay", "stated", 36)], columns=["layer", "kind", "ties"])
GROUNDS = tell.Grounds(GAPS, ENDING, KEPT, WITHOUT, SERVED, LAYERS, pd.DataFrame({"items": [0, 0]}))
NOTHING = tell.Grounds(
    GAPS.head(0),
    ENDING.head(0),
    KEPT.head(0),
    WITHOUT.head(0),
    SERVED.head(0),
    LAYERS,
    pd.DataFrame({"items": [9]}),
)
EVIDENCE = {
    "Support for physical safety.": (
        "Kazakhstan: mean need 39 (28 to 49) of 100 in 11 newsrooms with evidence; programmes that ended: 2, that run: "
        "none known.",
        "Tajikistan: a need is on record in fewer than five newsrooms; programmes that ended: 2, that run: none known.",
    ),
    "Help blocked outlets to open and secure other channels.": (
        "Kyrgyzstan: 2 working outlets are said to be blocked; of 1 no other channel is known.",
    ),
    "Ask who helps today before paying for: legal help and reaching the audience.": (
        "Kyrgyzstan, legal help: mean need 48 (27 to 68) of 100 in 11 newsrooms. 5 programmes state no end.",
        "Kyrgyzstan, reaching the audience: mean need 43 (21 to 65) of 100 in 7 newsrooms. Programmes on this theme "
        "were not looked for.",
    ),
    "Ask who takes over where a funder stopped.": (
        "Without a stated end of their own: Media-K.",
        "Their funder stopped: 10 March 2025.",
    ),
    "Look up the holder in the register before a grant or an invitation.": (
        "Kyrgyzstan: no page names a holder of 88 of 132 outlets (67%).",
    ),
    "Ask the communities in whose language no outlet is known.": (
        "Largest communities, number of people in brackets.",
        "Kyrgyzstan: Dungan (72,240).",
    ),
    "Ask newsrooms before the themes of a programme are fixed.": (
        "No newsroom has been asked.",
        "Of 6 pairs of a country and a theme outside evidence says nothing of 1, and 1 rest on fewer than five "
        "newsrooms.",
    ),
    "Gather texts before calling an outlet dependent or leading.": (
        "36 ties rest on what pages state; no text has been gathered, so who copies whom is not known.",
    ),
}


def test_every_option_rests_on_its_numbers() -> None:
    assert {each.what: each.evidence for each in tell.recommended(GROUNDS)} == EVIDENCE


def test_every_option_says_what_a_mistake_costs_and_what_would_show_it_wrong() -> None:
    for each in tell.recommended(GROUNDS):
        assert each.cost.endswith(".")
        assert each.refuted.endswith(".")


@pytest.mark.parametrize(
    ("part", "rows", "gone"),
    [
        ("gaps", GAPS[GAPS["reading"] != "need without supply"], "Support for"),
        ("gaps", GAPS.assign(need=20.0), "Ask who helps"),
        ("gaps", GAPS.assign(survey_shown="yes"), "Ask newsrooms"),
        ("kept", KEPT[KEPT["n"] > 0], "Help blocked"),
        ("ending", ENDING[ENDING["when"] == "ended"], "Ask who takes over"),
        ("without", WITHOUT[WITHOUT["country"] == "XX"], "Look up"),
        ("served", SERVED[SERVED["n"] > 0], "Ask the communities"),
        ("quality", pd.DataFrame({"items": [1]}), "Gather texts"),
    ],
)
def test_an_option_goes_with_its_evidence(part: str, rows: pd.DataFrame, gone: str) -> None:
    before = {each.what for each in tell.recommended(GROUNDS)}
    after = {each.what for each in tell.recommended(replace(GROUNDS, **{part: rows}))}
    assert [what for what in before - after if what.startswith(gone)]
    assert len(after) == len(before) - 1


def test_where_nothing_is_found_nothing_is_recommended() -> None:
    assert tell.recommended(NOTHING) == []


@pytest.mark.parametrize(
    ("gaps", "finding"),
    [
        (GAPS.head(1), "with a mean below 28."),
        (GAPS.iloc[[1]], "that state no such need."),
    ],
)
def test_the_finding_that_overturns_support_names_the_bound(gaps: pd.DataFrame, finding: str) -> None:
    first, *_others = tell.recommended(replace(NOTHING, gaps=gaps))
    assert first.refuted.endswith(finding)


def test_a_table_says_how_many_options_it_leaves_out() -> None:
    options = tell.recommended(GROUNDS)
    assert "holds 6 more." in tell.options_table(options, most=2, caption="Options").note
    whole = tell.options_table(options, caption="Options")
    assert "more" not in whole.note
    assert len(whole.rows) == len(options)


def test_options_as_a_chapter_are_headings_with_points_and_no_markup_of_strangers() -> None:
    option = tell.Option("Do *this*.", ("<b>Because</b>",), "Money.", "A page.")
    marked = tell.Options([option])._repr_mimebundle_()[mime.MARKDOWN]
    assert marked.startswith("### Do \\*this\\*\n\n- \\<b\\>Because")
    assert "- What a mistake costs\\: Money\\." in marked
