"""What the landscape holds of those on a list: the rows behind every sentence about them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mapping.choosing.measures import Evidence, evidence
from mapping.landscape import Landscape

Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Known:
    """The rows behind the sentences: `facts` is `player_facts` by outlet id, `ranks` is `player_ranks`.

    `countries` has the country of each outlet, owner and outsider by its id, where it is known.
    """

    land: Landscape
    evidence: Evidence
    facts: Mapping[str, Row]
    ranks: pd.DataFrame
    countries: Mapping[str, str]


def known(land: Landscape, rests: Evidence | None = None) -> Known:
    """What a landscape at level team holds of its outlets; `rests` saves reading the evidence twice."""
    facts = land.measure("player_facts")
    by_id = dict(zip(facts["outlet_id"], facts.to_dict("records"), strict=True))
    ends = ((land.outlets, "outlet_id"), (land.owners, "owner_id"), (land.outsiders, "outsider_id"))
    countries = {
        str(own): str(code)
        for frame, key in ends
        for own, code in zip(frame[key], frame["country"], strict=True)
        if pd.notna(code)
    }
    return Known(land, rests or evidence(land), by_id, land.measure("player_ranks"), countries)


def rows(frame: pd.DataFrame) -> Sequence[Row]:
    """All rows in their order, by column."""
    return frame.to_dict("records")


def row(frame: pd.DataFrame, own: str) -> Row:
    """The row of this index, by column."""
    return rows(frame.loc[[own]])[0]
