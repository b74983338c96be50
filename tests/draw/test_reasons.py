"""Reasons of the cleaning in the reader's words."""

from __future__ import annotations

import re
from contextvars import copy_context

import pandas as pd
import pytest

from mapping.draw.reasons import reason
from mapping.paths import Places
from mapping.translate import speak

TOLD = [
    ("the only value stated", "the only value stated"),
    ("nothing else decides: hand_facts (kg/outlets.csv) is read first",) * 2,
    ("registered outweighs alleged", "stated with more confidence (registered, not alleged)"),
    ("received later (2026-11-21)",) * 2,
    ("speaks of the former name KTR",) * 2,
    ("agrees with '1996-06-03', which is shown", "agrees with “1996-06-03”, which is shown"),
    ("'foreign_nonprofit' is shown", "“foreign non-profit” is shown"),
    ("'BBC's Avaz' is shown: more files state it", "“BBC's Avaz” is shown: more files state it"),
    ("Joined in 2019 by the register's own notice.",) * 2,
]


@pytest.mark.parametrize(("why", "told"), TOLD)
def test_a_reason_is_told(why: str, told: str) -> None:
    assert reason(why) == told


def _in_russian(whys: set[str]) -> dict[str, str]:
    speak("ru")
    return {why: reason(why) for why in whys}


def test_every_reason_of_a_conflict_is_told_in_the_readers_language(shipped: Places) -> None:
    whys = set(pd.read_csv(shipped.processed / "conflicts.csv")["why"])
    told = copy_context().run(_in_russian, whys)
    assert whys
    assert [why for why, text in told.items() if not re.match("[«а-яё]", text, re.IGNORECASE)] == []
