"""Chains to the top on small hand-made networks of stakes."""

from __future__ import annotations

import pandas as pd
import pytest

from mapping import Landscape
from mapping.analyse import compute
from mapping.analyse.chains import MOST_CHAINS, chain_sentences, ownership_chains
from mapping.analyse.ownership import holders, outlets_without_holder

OUTLETS = pd.DataFrame({"outlet_id": ["tv"], "name": ["TV"], "country": ["KG"]})
Stake = tuple[str, str, str, str, str | None]


def _stakes(*stakes: Stake) -> pd.DataFrame:
    columns = ["holder_id", "held_id", "relation", "confidence", "end"]
    frame = pd.DataFrame(list(stakes), columns=columns).astype({"end": object})
    ids = [f"s-{n}" for n in range(len(frame))]
    return frame.assign(
        start=None, share_min=0.0, share_max=100.0, stake_id=ids, citation=[f"c-{each}" for each in ids]
    )


def _paths(stakes: pd.DataFrame) -> dict[tuple[str, ...], str]:
    chains = ownership_chains(stakes, OUTLETS)
    return {tuple(steps["holder_id"]): steps["weakest"].iloc[-1] for _, steps in chains.groupby("chain")}


OWNS = ("owns", "reported", None)
ALLEGED = ("owns", "alleged", None)


@pytest.mark.parametrize(
    ("stakes", "paths"),
    [
        ([("firm", "tv", *OWNS), ("ann", "firm", *OWNS)], {("firm", "ann"): "reported"}),
        ([("a", "tv", *OWNS), ("b", "tv", *OWNS)], {("a",): "reported", ("b",): "reported"}),
        ([("firm", "tv", *OWNS), ("tv", "firm", *OWNS)], {("firm",): "reported"}),
        ([("a", "tv", *OWNS), ("b", "a", *OWNS), ("a", "b", *OWNS)], {("a", "b"): "reported"}),
        ([("tv", "tv", *OWNS)], {}),
        ([("firm", "tv", *OWNS), ("ann", "firm", *ALLEGED)], {("firm", "ann"): "alleged"}),
        ([("a", "tv", *ALLEGED), ("a", "tv", "owns", "registered", None)], {("a",): "registered"}),
        ([("a", "tv", "founded", "reported", None), ("b", "tv", "funds", "reported", None)], {}),
        ([("a", "tv", "owns", "reported", "2020")], {}),
    ],
    ids=["two steps", "two chains", "loop", "loop above", "itself", "alleged", "surest", "no holding", "ended"],
)
def test_chains(stakes: list[Stake], paths: dict[tuple[str, ...], str]) -> None:
    assert _paths(_stakes(*stakes)) == paths


def test_a_holder_counts_what_it_holds_and_what_is_only_alleged_apart() -> None:
    stakes = _stakes(("firm", "tv", *OWNS), ("ann", "firm", *ALLEGED))
    owners = pd.DataFrame({"owner_id": ["ann", "firm"], "name": ["Ann", "Firm"], "kind": "person", "country": "KG"})
    found = holders(stakes, OUTLETS, owners).set_index("owner_id")
    columns = ["direct", "outlets", "alleged", "at_top"]
    assert found.loc["firm", columns].tolist() == [1, 1, 0, "no"]
    assert found.loc["ann", columns].tolist() == [0, 1, 1, "yes"]


def test_outlets_without_holder_count_per_country() -> None:
    outlets = pd.DataFrame({"outlet_id": ["tv", "web", "fm"], "country": ["KG", "KG", "UZ"]})
    found = outlets_without_holder(_stakes(("a", "tv", *OWNS)), outlets)
    assert found.to_numpy().tolist() == [["KG", 2, 1, 0.5], ["UZ", 1, 1, 1.0]]


def test_the_chain_of_the_small_landscape_ends_where_its_loop_closes(tiny) -> None:
    chains = compute("ownership_chains", Landscape.open(tiny.data))
    told = {
        outlet: {tuple(c["holder_id"]) for _, c in of.groupby("chain")} for outlet, of in chains.groupby("outlet_id")
    }
    assert told == {
        "bozor-tv": {("bozor-media", "aida"), ("bozor-media", "dala-holding")},
        "dala-radio": {("dala-holding", "bozor-media", "aida")},
        "kok-gazet": {("aida",)},
        "boshqa": {("katta",)},
    }


def test_the_shares_of_a_chain_multiply_and_its_sentence_gives_its_pages() -> None:
    stakes = _stakes(("firm", "tv", *OWNS), ("ann", "firm", *ALLEGED)).assign(
        share_min=[50.0, 40.0], share_max=[50.0, 60.0], citation=["c1;c2", "c3"]
    )
    chains = ownership_chains(stakes, OUTLETS)
    assert chains[["through_min", "through_max"]].to_numpy().tolist() == [[50, 50], [20, 30]]
    owners = pd.DataFrame({"owner_id": ["ann", "firm"], "name": ["Ann", "Firm"]})
    assert chain_sentences(stakes, OUTLETS, owners)["sentence"].tolist() == [
        "TV is owned by Firm (50 %, reported) [c1, c2], which is owned by Ann (40 to 60 %, alleged) [c3]."
    ]


def test_a_thicket_of_cross_holdings_ends_and_says_that_it_was_cut() -> None:
    firms = [f"f{n}" for n in range(12)]
    stakes = _stakes(("f0", "tv", *OWNS), *((one, other, *OWNS) for one in firms for other in firms if one != other))
    chains = ownership_chains(stakes, OUTLETS)
    assert chains["chain"].nunique() == MOST_CHAINS
    assert set(chains["complete"]) == {"no"}
