"""A result knows the pages it rests on."""

from __future__ import annotations

import copy
from types import SimpleNamespace

import pandas as pd
import pytest

from mapping import draw
from mapping.analyse import compute
from mapping.analyse.cited import Pages

OUTLETS = pd.DataFrame(
    {
        "outlet_id": ["a", "b"],
        "name": ["A", "B"],
        "country": ["KG", "KZ"],
        "status": ["active", "unknown"],
        "exile_status": [None, None],
        "region": [None, None],
        "media": ["tv", "radio"],
    }
)
CLAIMS = pd.DataFrame(
    [
        ("outlet", "a", "status", "c-1"),
        ("outlet", "a", "media", "c-2;c-3"),
        ("outlet", "b", "media", "c-4"),
        ("outlet", "gone", "media", "c-5"),
        ("owner", "a", "media", "c-6"),
    ],
    columns=["entity_kind", "entity_id", "field", "citation"],
)
EVENTS = pd.DataFrame(
    {"outlet_id": ["a", "b"], "date": ["2020", "2021"], "kind": ["raid", "award"], "citation": ["c-7", "c-8"]}
)
TABLES = SimpleNamespace(
    outlets=OUTLETS, claims=CLAIMS, events=EVENTS, records=pd.DataFrame({"source": ["s"], "how": ["given"]})
)


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("outlets_by_medium", ("c-2", "c-3", "c-4")),  # the claims on the field it reads, of the outlets there are
        ("outlets_by_status", ("c-1",)),
        ("events_by_kind", ("c-7", "c-8")),  # the rows' own pages, not what merely sorts them
    ],
)
def test_an_indicator_knows_its_pages(name: str, pages: tuple[str, ...]) -> None:
    assert compute(name, TABLES).attrs["citations"] == pages


def test_pages_are_not_copied_at_every_step() -> None:
    pages = Pages(["c-1"])
    assert copy.deepcopy(pages) is pages


def test_a_figure_carries_the_pages_of_the_frame_it_draws() -> None:
    frame = compute("outlets_by_medium", TABLES).query("country == 'KG'")
    evidence = draw.Evidence(2, "outlets", "2026-11-21")
    made = draw.bars(frame, "country", "n", caption="c", evidence=evidence)
    assert made.sources == ("c-2", "c-3", "c-4")
    own = frame.assign(citation=["c-9;c-2"])
    assert draw.bars(own, "country", "n", caption="c", evidence=evidence).sources == ("c-9", "c-2")
    addressed = frame.assign(citation=["https://stat.example"])
    drawn = draw.bars(addressed, "country", "n", caption="c", evidence=evidence)
    assert drawn.sources == ("https://stat.example", "c-2", "c-3", "c-4")
