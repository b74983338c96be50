"""Needs told: how great they seem, where nobody is known to help, what to consider, and what only asking can tell."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.draw.labels import theme_name
from mapping.draw.need_words import theme_code
from mapping.draw.tell.common import listed
from mapping.draw.text import Text
from mapping.translate import _, country, enumerate_words, number, plural

ALL, SHOWN, TOO_FEW = "all", "yes", "too few"
OUTSIDE = "outside"
NO_SURVEY = "no survey"
WITHOUT, UNSURE = "need without supply", "need, supply not known to run"
STEP = 20  # points of a score for each step of the colour scale
# A need from which on an option asks first whether a programme of unknown end still runs.
HIGH_NEED = 40


def score(row: Mapping[Hashable, Any], value: str = "mean") -> str:
    """A score with its bounds."""
    return _("{score} ({low} to {high})", score=number(row[value]), low=number(row["low"]), high=number(row["high"]))


def needs_summary(gaps: pd.DataFrame, needs: pd.DataFrame) -> Text:
    """Half a page from gaps and needs_by_country: the greatest needs, and where nobody is known to help."""
    together = needs[(needs["country"] == ALL) & (needs["basis"] == OUTSIDE) & (needs["shown"] == SHOWN)]
    top = together.sort_values("mean", ascending=False, kind="stable").head(3)
    told = [
        _(
            "{theme} {score} for {n} newsrooms",
            theme=theme_name(row["theme"]),
            score=score(row),
            n=number(row["outlets"]),
        )
        for row in top.to_dict("records")
    ]
    dark = _unseen(gaps)
    sentences = []
    if told:
        sentences.append(
            _(
                "Where outside evidence such as raids, blocking or lost support is on record, the mean need from 0 to "
                "100 is highest for {told}.",
                told=enumerate_words(told),
            )
        )
    without = _places(gaps[gaps["reading"] == WITHOUT])
    if without:
        sentences.append(_("A need is on record and no programme is known in: {places}.", places=without))
    runs = int(gaps["running"].sum())
    if not runs:
        sentences.append(
            _(
                "Of no programme a page states an end that is still to come: whether any runs today is not known, and "
                "has to be asked."
            )
        )
    if dark:
        sentences.append(_("Nothing seen from outside tells of needs in: {themes}.", themes=listed(dark)))
    return Text([*sentences, *_survey_told(gaps)])


def _unseen(gaps: pd.DataFrame) -> list[str]:
    """The themes of which outside evidence says nothing in any country."""
    seen = gaps.loc[gaps["need_shown"] != "none", "theme"]
    return [theme_name(theme) for theme in gaps["theme"].drop_duplicates() if theme not in set(seen)]


def _places(gaps: pd.DataFrame) -> str:
    """Themes with their countries: physical safety (Kazakhstan and Tajikistan)."""
    told = [
        f"{theme_name(str(theme))} ({enumerate_words([country(code) for code in rows['country']])})"
        for theme, rows in gaps.groupby("theme", sort=False)
    ]
    return listed(told)


def _survey_told(gaps: pd.DataFrame) -> list[str]:
    if (gaps["survey_shown"] == NO_SURVEY).all():
        return [_("No newsroom has been asked yet: all needs here are read from outside.")]
    return [_("Newsrooms were asked as well; their answers stand beside the outside evidence, never added to it.")]


def need_tiles(means: pd.DataFrame, basis: str, countries: Collection[str], row: str = "theme") -> pd.DataFrame:
    """The means of one basis as tiles: `row`, country, score (a step of the colours, or why there is none), text."""
    wanted = means[(means["basis"] == basis) & means["country"].isin([*countries, ALL])]
    order = [*countries, ALL]
    wanted = wanted.sort_values("country", key=lambda codes: codes.map(order.index), kind="stable")
    return pd.DataFrame(
        {
            row: wanted[row].map(theme_code) if row == "theme" else wanted[row],
            "country": wanted["country"].replace(ALL, "every_country"),
            "score": [_step(cells) for cells in wanted.to_dict("records")],
            "text": [_inside(cells) for cells in wanted.to_dict("records")],
        }
    )


def _step(row: Mapping[Hashable, Any]) -> str:
    if row["shown"] != SHOWN:
        return str(row["shown"])
    return f"score_{min(int(row['mean'] // STEP), 4)}"


def _inside(row: Mapping[Hashable, Any]) -> str:
    if row["shown"] != SHOWN:
        return "–" if row["shown"] == "none" else _("hidden")
    bounds = _("{low} to {high}", low=number(row["low"]), high=number(row["high"]))
    return "\n".join([number(row["mean"]), bounds, _("n = {n}", n=number(row["outlets"]))])


def gap_tiles(gaps: pd.DataFrame) -> pd.DataFrame:
    """Need beside supply as tiles: theme, country, reading, text; themes that lack supply in most countries first."""
    lacking = (gaps["reading"] == WITHOUT).groupby(gaps["theme"]).sum()
    order = pd.DataFrame({"lacking": lacking, "need": gaps.groupby("theme")["need"].mean()})
    order = order.sort_values(["lacking", "need"], ascending=False, kind="stable")
    places = {str(theme): place for place, theme in enumerate(order.index)}
    ordered = gaps.sort_values("theme", key=lambda themes: themes.map(places), kind="stable")
    return pd.DataFrame(
        {
            "theme": ordered["theme"].map(theme_code),
            "country": ordered["country"],
            "reading": ordered["reading"],
            "text": ["\n".join([*_need_lines(row), *_supply_lines(row)]) for row in ordered.to_dict("records")],
        }
    )


def _need_lines(row: Mapping[Hashable, Any]) -> list[str]:
    shown = {
        SHOWN: _("need {score}", score="" if pd.isna(row["need"]) else number(row["need"])),
        TOO_FEW: _("need hidden"),
        "none": _("need –"),
    }
    survey = [] if pd.isna(row["survey"]) else [_("survey {score}", score=number(row["survey"]))]
    return [shown[row["need_shown"]], *survey]


def _supply_lines(row: Mapping[Hashable, Any]) -> list[str]:
    if pd.isna(row["running"]):
        return [_("? run")]
    lines = [_("{n} run", n=number(row["running"]))]
    lines += [_("{n} unclear", n=number(row["unknown"]))] if row["unknown"] else []
    return lines + ([_("{n} planned", n=number(row["planned"]))] if row["planned"] else [])


def options(gaps: pd.DataFrame, ending: pd.DataFrame) -> Text:
    """What the evidence suggests to consider, each with its evidence; nothing where it suggests nothing."""
    without = [_option(row) for row in gaps[gaps["reading"] == WITHOUT].to_dict("records")]
    unsure = gaps[(gaps["reading"] == UNSURE) & (gaps["need"] >= HIGH_NEED)]
    ask = [
        plural(
            "Before funding {theme} in {country} (mean need {need}), ask whether the {n} programme without a stated "
            "end still runs.",
            "Before funding {theme} in {country} (mean need {need}), ask which of the {n} programmes without a stated "
            "end still run.",
            int(row["unknown"]),
            theme=theme_name(row["theme"]),
            country=country(row["country"]),
            need=number(row["need"]),
        )
        for row in unsure.sort_values("need", ascending=False, kind="stable").to_dict("records")
    ]
    stopped = ending.loc[ending["when"] == "funder stopped", "programme"]
    orphans = (
        [_("Ask who takes over from funders that stopped: {programmes}.", programmes=listed(stopped))]
        if len(stopped)
        else []
    )
    return Text([*without, *ask, *orphans], listed=True)


def _option(row: Mapping[Hashable, Any]) -> str:
    if row["need_shown"] == SHOWN:
        evidence = plural(
            "mean need {need} in {n} newsroom with evidence",
            "mean need {need} in {n} newsrooms with evidence",
            int(row["need_outlets"]),
            need=score({"mean": row["need"], "low": row["need_low"], "high": row["need_high"]}),
        )
    else:
        evidence = _("a need is on record in fewer than five newsrooms")
    ended = plural("{n} programme ended", "{n} programmes ended", int(row["ended"]))
    return _(
        "Consider support for {theme} in {country}: {evidence}; no programme is known to run, {ended}.",
        theme=theme_name(row["theme"]),
        country=country(row["country"]),
        evidence=evidence,
        ended=ended,
    )


def survey_adds(gaps: pd.DataFrame) -> Text:
    """What asking newsrooms would add to what is seen from outside."""
    dark = _unseen(gaps)
    hidden = int((gaps["need_shown"] == TOO_FEW).sum())
    sentences = [
        _(
            "“mapping needs form --out FORM.xlsx” writes a questionnaire for Kobo or ODK in seven languages; consent, "
            "purpose and how long answers are kept are asked first. “mapping needs import FILE” reads it back, and "
            "this report then shows the answers beside the outside evidence."
        ),
        _(
            "Only newsrooms can tell how strong their security, skills, income and health are: outside evidence counts "
            "what already happened."
        ),
    ]
    if dark:
        sentences.append(_("A survey would be the first evidence on: {themes}.", themes=listed(dark)))
    if hidden:
        sentences.append(
            plural(
                "{n} cell of theme and country is hidden today because fewer than five newsrooms stand behind it.",
                "{n} cells of theme and country are hidden today because fewer than five newsrooms stand behind them.",
                hidden,
            )
        )
    return Text(sentences, listed=True)


def needs_unknowns(gaps: pd.DataFrame) -> Text:
    """What a reader must know of the limits of the figures on needs."""
    unclear = int(gaps["unknown"].sum())
    return Text(
        [
            _(
                "A need is seen from outside only after something happened and was reported. A newsroom without a "
                "score may need as much, or more."
            ),
            _("Points are a judgement, open in the rules below; they order needs, they do not measure them."),
            _("Intervals treat the newsrooms with evidence as a sample of newsrooms like them, not of all newsrooms."),
            plural(
                "Of {n} offer of a programme (theme by country) no page states an end; it may have stopped long ago.",
                "Of {n} offers of programmes (theme by country) no page states an end; they may have stopped long ago.",
                unclear,
            ),
            _("Groups of fewer than five newsrooms or people are hidden, and totals that would give them away."),
        ],
        listed=True,
    )
