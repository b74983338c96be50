"""Who might help a newsroom with what it needs: each match with its reason in a sentence, and no score of its own."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.analyse import indicator_for
from mapping.analyse.programme_times import NO, PLANNED, UNKNOWN, YES
from mapping.countries import COUNTRIES
from mapping.translate import _, country, number, plural

# What a newsroom tells of itself comes before what is seen from outside; what runs before what may run.
_BASES = ("answers", "outside")
_STATES = (YES, PLANNED, UNKNOWN)
COLUMNS = [
    "outlet_id", "country", "theme", "basis", "score", "low", "high", "n", "programme_id", "programme", "running",
    "selection", "rank", "reason",
]  # fmt: skip


@indicator_for("team")
def support_matches(
    need_scores: pd.DataFrame, who_supports: pd.DataFrame, participations: pd.DataFrame
) -> pd.DataFrame:
    """Programmes that have a theme that a newsroom needs, in its country, and that are not known to have ended.

    A match is a question to ask of the programme, not a promise: most pages do not say whether a programme still runs.
    Ranked per newsroom by what the need rests on: answers before outside evidence, then whether the programme runs,
    then the score, the number of facts or people, and the newest date known of the programme. The reason says where the
    newsroom took part in it before.
    Columns: outlet_id, country, theme, basis, score, low, high, n (facts or people), programme_id, programme, running
    (yes, planned, unknown), selection (competitive, invited, open, unknown), rank (1 first), reason (a sentence).
    """
    needs = need_scores[need_scores["score"].gt(0) & need_scores["country"].isin(COUNTRIES)]
    offers = who_supports[who_supports["running"] != NO]
    needs = needs.drop(columns=["citation", "evidence", "reason"])
    frame = needs.merge(offers, on=["theme", "country"], suffixes=("", "_offer"))
    met = set(participations[["programme_id", "outlet_id"]].itertuples(index=False, name=None))
    frame = frame.assign(
        by_basis=frame["basis"].map(_BASES.index),
        by_state=frame["running"].map(_STATES.index),
        known=[pair in met for pair in zip(frame["programme_id"], frame["outlet_id"], strict=True)],
    )
    frame = frame.sort_values(
        ["outlet_id", "by_basis", "by_state", "score", "n", "newest", "theme", "programme_id"],
        ascending=[True, True, True, False, False, False, True, True],
        ignore_index=True,
    )
    rank = frame.groupby("outlet_id").cumcount() + 1
    reasons = [reason(row) for row in frame.to_dict("records")]
    return frame.assign(rank=rank, reason=reasons)[COLUMNS]


def reason(match: Mapping[Hashable, Any]) -> str:
    """Why a programme is named for a newsroom, in the reader's language: the need, what it rests on, the programme."""
    theme, where = _theme(match["theme"]), country(match["country"])
    told = {"theme": theme, "score": number(match["score"])}
    if match["basis"] == "answers":
        need = plural(
            "Need for {theme}: {score} of 100, by the answers of {n} person.",
            "Need for {theme}: {score} of 100, by the answers of {n} people.",
            match["n"],
            **told,
        )
    else:
        need = plural(
            "Need for {theme}: {score} of 100, from {n} fact.",
            "Need for {theme}: {score} of 100, from {n} facts.",
            match["n"],
            **told,
        )
    offer = _("{programme} has this theme in {country}.", programme=match["programme"], country=where)
    return " ".join((need, offer, _state(match), *_asked(match)))


def _theme(theme: str) -> str:
    return {
        "digital_security": _("digital security"),
        "physical_safety": _("physical safety"),
        "legal": _("legal help"),
        "fact_checking": _("fact-checking"),
        "investigation": _("investigation"),
        "business": _("business and income"),
        "exile": _("work in exile"),
        "network": _("contacts and networks"),
        "journalism_school": _("training of journalists"),
        "equipment": _("equipment"),
        "audience": _("reaching the audience"),
        "psychological": _("psychological help"),
    }[theme]


def _state(match: Mapping[Hashable, Any]) -> str:
    if match["running"] == YES:
        return _("It runs on the date of the data.")
    if match["running"] == PLANNED:
        return _("It has not begun yet.")
    if isinstance(match["newest"], str):
        return _("No page states its end; the newest date known of it is {date}.", date=match["newest"])
    return _("No page states when it began or ends.")


def _asked(match: Mapping[Hashable, Any]) -> list[str]:
    """What else to know before asking: how participants are chosen, what a funder stopped, whether it was there."""
    chosen = {
        "competitive": _("Participants are chosen by competition."),
        "invited": _("Participants are invited."),
        "open": _("It is open to all."),
    }
    notes = [chosen[match["selection"]]] if match["selection"] in chosen else []
    if isinstance(match["note"], str):
        notes.append(_("A funder of it stopped: {note}.", note=match["note"]))
    if match["known"]:
        notes.append(_("The newsroom took part in it before."))
    return notes
