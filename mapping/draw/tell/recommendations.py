"""What the evidence suggests: options, each with what it rests on, what a mistake costs and what would refute it.

An option stands only where its evidence does, and none is a decision.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mapping.draw.labels import label, theme_name
from mapping.draw.tell.common import listed
from mapping.draw.tell.needs import HIGH_NEED, NO_SURVEY, SHOWN, TOO_FEW, UNSURE, WITHOUT, score
from mapping.translate import _, capitalised, country, dated, language_name, number, percent, plural

Row = Mapping[Hashable, Any]
UNSEEN = "supply not looked at"
# From which share of outlets without a named holder a look into the register is worth an option.
MOSTLY_DARK = 0.25
# How many outlets or newsrooms a check asks: enough to find, with 95 % chance, what holds for one in seven.
SAMPLE = 20


@dataclass(frozen=True)
class Option:
    """One thing to consider: what to do, the evidence, the cost of being wrong, and what would show it wrong."""

    what: str
    evidence: tuple[str, ...]
    cost: str
    refuted: str


@dataclass(frozen=True)
class Grounds:
    """The indicators on which options rest, of one or more countries.

    gaps, ending_soon, where_to_read_kinds, outlets_without_holder, languages_served, layers_at_hand, item_quality.
    """

    gaps: pd.DataFrame
    ending: pd.DataFrame
    kept: pd.DataFrame
    without: pd.DataFrame
    served: pd.DataFrame
    layers: pd.DataFrame
    quality: pd.DataFrame


def recommended(grounds: Grounds) -> list[Option]:
    """The options that the evidence suggests: first what to support, then what to ask, then what to find out."""
    return [
        *_without_supply(grounds.gaps),
        *_other_channels(grounds.kept),
        *_ask_first(grounds.gaps),
        *_taken_over(grounds.ending),
        *_look_up_holders(grounds.without),
        *_silent_languages(grounds.served),
        *_survey(grounds.gaps),
        *_gather_texts(grounds.layers, grounds.quality),
    ]


def _themes(gaps: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The rows of each theme, in the order of the highest need."""
    ordered = gaps.sort_values("need", ascending=False, kind="stable", na_position="last")
    for theme, rows in ordered.groupby("theme", sort=False):
        yield theme_name(str(theme)), rows


def _without_supply(gaps: pd.DataFrame) -> Iterator[Option]:
    """Support where a need is on record and no programme is known."""
    for theme, rows in _themes(gaps[gaps["reading"] == WITHOUT]):
        low = rows["need_low"].min()
        yield Option(
            _("Support for {theme}.", theme=theme),
            tuple(_need_told(row) for row in rows.to_dict("records")),
            _(
                "If a programme runs of which no page tells, two donors pay for the same. If need is only told more "
                "loudly here, quieter newsrooms go without."
            ),
            _("A programme on this theme that states an end still to come; or answers of five or more newsrooms that "
              "state no such need.")
            if pd.isna(low)
            else _("A programme on this theme that states an end still to come; or answers of five or more newsrooms "
                   "with a mean below {low}.", low=number(low)),
        )  # fmt: skip


def _need_told(row: Row) -> str:
    ended = number(row["ended"])
    if row["need_shown"] == SHOWN:
        return plural(
            "{country}: mean need {need} of 100 in {n} newsroom with evidence; programmes that ended: {ended}, that "
            "run: none known.",
            "{country}: mean need {need} of 100 in {n} newsrooms with evidence; programmes that ended: {ended}, that "
            "run: none known.",
            int(row["need_outlets"]),
            country=country(row["country"]),
            need=_bounded(row),
            ended=ended,
        )
    return _(
        "{country}: a need is on record in fewer than five newsrooms; programmes that ended: {ended}, that run: none "
        "known.",
        country=country(row["country"]),
        ended=ended,
    )


def _bounded(row: Row) -> str:
    return score({"mean": row["need"], "low": row["need_low"], "high": row["need_high"]})


def _ask_first(gaps: pd.DataFrame) -> Iterator[Option]:
    """Where need is high and nobody knows whether help still runs, asking comes before paying."""
    high = gaps[(gaps["need"] >= HIGH_NEED) & gaps["reading"].isin((UNSURE, UNSEEN))]
    if high.empty:
        return
    high = high.sort_values("need", ascending=False, kind="stable")
    themes = [theme_name(theme) for theme in high["theme"].drop_duplicates()]
    yield Option(
        _("Ask who helps today before paying for: {themes}.", themes=listed(themes)),
        tuple(_unsure_told(row) for row in high.to_dict("records")),
        _("Asking costs weeks. Not asking pays twice for what runs, or trusts a programme that has stopped."),
        _(
            "The organisers say that a programme runs for another year and has places left: then join it. If all have "
            "stopped, this becomes support without supply."
        ),
    )


def _unsure_told(row: Row) -> str:
    told = plural(
        "{country}, {theme}: mean need {need} of 100 in {n} newsroom.",
        "{country}, {theme}: mean need {need} of 100 in {n} newsrooms.",
        int(row["need_outlets"]),
        country=country(row["country"]),
        theme=theme_name(row["theme"]),
        need=_bounded(row),
    )
    if row["reading"] == UNSEEN:
        return " ".join([told, _("Programmes on this theme were not looked for.")])
    asked = plural("{n} programme states no end.", "{n} programmes state no end.", int(row["unknown"]))
    return " ".join([told, asked])


def _other_channels(kept: pd.DataFrame) -> Iterator[Option]:
    """Help for outlets whose readers are kept from their site and of which no other channel is known."""
    told, dark = [], 0
    for code, rows in kept.groupby("country", sort=False):
        n, none = rows["outlet_id"].nunique(), rows.loc[rows["n"] == 0, "outlet_id"].nunique()
        dark += none
        told.append(
            _(
                "{country}: {n} working outlets are said to be blocked; of {none} no other channel is known.",
                country=capitalised(label(code)),
                n=number(n),
                none=number(none),
            )
        )
    if not dark:
        return
    yield Option(
        _("Help blocked outlets to open and secure other channels."),
        tuple(told),
        _(
            "Where channels exist that nobody gathered, the money is spent twice. A channel without security advice "
            "may expose those who read and pass on."
        ),
        _("Gathering Telegram and the sites finds channels of most of them; or measurements show that the sites open."),
    )


def _taken_over(ending: pd.DataFrame) -> Iterator[Option]:
    """Who takes over from funders that stopped."""
    stopped = ending[ending["when"] == "funder stopped"]
    if stopped.empty:
        return
    dates = sorted(stopped["stopped"].dropna().unique())
    yield Option(
        _("Ask who takes over where a funder stopped."),
        (
            _("Without a stated end of their own: {programmes}.", programmes=listed(stopped["programme"])),
            _("Their funder stopped: {dates}.", dates=listed([dated(day) for day in dates])),
        ),
        _("Taking over late loses teams that know the work; taking over unasked may fund what others already carry."),
        _("The organisers name another funder, or say that the programme has closed and its people have gone."),
    )


def _look_up_holders(without: pd.DataFrame) -> Iterator[Option]:
    """Registers before grants, where most outlets have no named holder."""
    dark = without[without["share"] >= MOSTLY_DARK]
    if dark.empty:
        return
    told = [
        _(
            "{country}: no page names a holder of {without} of {n} outlets ({share}).",
            country=capitalised(label(row["country"])),
            without=number(row["without"]),
            n=number(row["n"]),
            share=percent(row["share"]),
        )
        for row in dark.to_dict("records")
    ]
    yield Option(
        _("Look up the holder in the register before a grant or an invitation."),
        tuple(told),
        _(
            "A look-up costs little. Skipping it may pay somebody whom the donor must not pay; trusting an old extract "
            "may shut out a newsroom for a former owner."
        ),
        _(
            "Draw {n} of these outlets by lot: if the registers show no holder who would change a decision, leave it.",
            n=number(SAMPLE),
        ),
    )


def _silent_languages(served: pd.DataFrame) -> Iterator[Option]:
    """Communities in whose language no outlet is known."""
    silent = served[(served["n"] == 0) & served["people"].notna()]
    if silent.empty:
        return
    told = []
    for code, rows in silent.sort_values("people", ascending=False).groupby("country", sort=True):
        names = [
            _("{language} ({people})", language=language_name(row["language"]), people=number(row["people"]))
            for row in rows.head(3).to_dict("records")
        ]
        told.append(_("{country}: {languages}.", country=capitalised(label(code)), languages=listed(names)))
    yield Option(
        _("Ask the communities in whose language no outlet is known."),
        (_("Largest communities, number of people in brackets."), *told),
        _("People may be served from across the border or on social networks: a new outlet may find no readers."),
        _("Somebody of the community names an outlet; or a survey finds that people choose news in another language."),
    )


def _survey(gaps: pd.DataFrame) -> Iterator[Option]:
    """Newsrooms are asked before themes are chosen, while nobody has been asked."""
    if gaps.empty or not (gaps["survey_shown"] == NO_SURVEY).all():
        return
    dark, hidden = (int((gaps["need_shown"] == shown).sum()) for shown in ("none", TOO_FEW))
    yield Option(
        _("Ask newsrooms before the themes of a programme are fixed."),
        (
            _("No newsroom has been asked."),
            _(
                "Of {all} pairs of a country and a theme outside evidence says nothing of {dark}, and {hidden} rest on "
                "fewer than five newsrooms.",
                all=number(len(gaps)),
                dark=number(dark),
                hidden=number(hidden),
            ),
        ),
        _("A survey costs months and puts those who answer at risk if it leaks. Without it the loudest needs win."),
        _("The first {n} answers put the themes in the same order as the outside evidence does.", n=number(SAMPLE)),
    )


def _gather_texts(layers: pd.DataFrame, quality: pd.DataFrame) -> Iterator[Option]:
    """Texts are gathered before anybody is called dependent, while there are none."""
    if int(quality["items"].sum()):
        return
    yield Option(
        _("Gather texts before calling an outlet dependent or leading."),
        (
            plural(
                "{n} tie rests on what pages state; no text has been gathered, so who copies whom is not known.",
                "{n} ties rest on what pages state; no text has been gathered, so who copies whom is not known.",
                int(layers.loc[layers["kind"] == "stated", "ties"].sum()),
            ),
        ),
        _("Gathering takes weeks. Judging by stated ties alone praises whoever signs agreements."),
        _("A month of texts leaves the first ten sources at the places that they hold here."),
    )
