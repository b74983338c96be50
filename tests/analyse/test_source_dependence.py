"""What is made of ties and counts: shares with intervals, pathways, quality, by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest
from small_store import Around, built, item, made

from mapping.analyse.item_quality import item_quality, items_by_channel, items_by_month, resolved_forwards
from mapping.analyse.layers import layers_at_hand, unresolved, unresolved_names
from mapping.analyse.pathways import pathways
from mapping.analyse.source_dependence import group_dependence, source_dependence, source_dependence_by_month
from mapping.paths import Places
from mapping.schema import LAYERS

TASS, KABAR = "https://tass.example/1", "https://kabar.example/1"


def articles(n: int, linking: int, month: str = "02") -> list[dict[str, str]]:
    """So many articles of one outlet; the first of them link to different pieces of TASS."""
    return [
        item("aiyl.example", at, f"2026-{month}-{1 + at % 28:02}T06:00:00Z")
        | ({"links": f"https://tass.example/{at}"} if at < linking else {})
        for at in range(n)
    ]


@pytest.mark.parametrize(
    ("n", "linking", "fewest", "share", "low", "high"),
    [
        # Wilson by hand: 15 of 60 is 0.25, with z = 1.959964 from 0.1578 to 0.3723; 0 of 60 up to z²/(60 + z²).
        (60, 15, 30, 0.25, 0.1578, 0.3723),
        (60, 0, 30, 0.0, 0.0, 0.0602),
        (60, 60, 30, 1.0, 0.9398, 1.0),
        (29, 10, 30, None, None, None),
        (29, 10, 29, 0.3448, 0.1994, 0.5265),
    ],
)
def test_a_share_has_its_interval_or_is_not_given(
    tmp_path: Path, n: int, linking: int, fewest: int, share: float | None, low: float, high: float
) -> None:
    places, _ = built(tmp_path, articles(n, linking))
    found = source_dependence(made(places, "dependence"), Around().outlets, fewest=fewest)
    row = found.set_index(["outlet_id", "group", "mechanism"]).loc[("aiyl", "russian_state", "any")]
    assert (row["n_items"], row["n"], row["country"]) == (n, linking, "KG")
    if share is None:
        assert row["enough"] == "no"
        assert row[["share", "low", "high"]].isna().all()
    else:
        assert row["enough"] == "yes"
        assert row[["share", "low", "high"]].tolist() == pytest.approx([share, low, high], abs=1e-4)


def test_countries_and_months_add_up(tmp_path: Path) -> None:
    rows = [*articles(40, 10), *(each | {"url": each["url"] + "b"} for each in articles(35, 7, "03"))]
    rows += [item("bozor.example", at) for at in range(25)]
    places, _ = built(tmp_path, rows)
    dependence, outlets = made(places, "dependence"), Around().outlets
    months = source_dependence_by_month(dependence, outlets)
    months = months[(months["group"] == "russian_state") & (months["mechanism"] == "any")]
    assert months[["outlet_id", "month", "n_items", "n"]].to_numpy().tolist() == [
        ["aiyl", "2026-02", 40, 10],
        ["aiyl", "2026-03", 35, 7],
        ["bozor", "2026-03", 25, 0],
    ]
    both = group_dependence(dependence, outlets).set_index(["group", "mechanism"]).loc[("russian_state", "any")]
    assert both[["country", "outlets", "n_items", "n"]].tolist() == ["KG", 2, 100, 17]
    assert both["share"] == pytest.approx(0.17)
    assert items_by_month(dependence, outlets)["n_items"].tolist() == [40, 35, 25]


def _ways(places: Places, around: Around | None = None) -> list[list[object]]:
    """First publisher, its group, carrier, outlet and items of each way."""
    near = around or Around()
    carried = pd.read_parquet(places.processed / "carried.parquet")
    found = pathways(carried, near.source_groups, near.outlets, near.outsiders)
    columns = ["first_id", "group", "carrier_id", "outlet_id", "n"]
    return found[columns].astype(object).where(found[columns].notna(), None).to_numpy().tolist()


@pytest.mark.parametrize(
    ("rows", "ways"),
    [
        (
            [
                item("kabar.example", 1, "2026-03-02T06:00:00Z", links=TASS),
                item("aiyl.example", 1, "2026-03-02T07:00:00Z", links=KABAR),
                item("aiyl.example", 2, "2026-03-02T08:00:00Z", links=TASS),
            ],
            [
                ["tass", "russian_state", "kabar", "aiyl", 1],
                ["tass", "russian_state", None, "aiyl", 1],
                ["tass", "russian_state", None, "kabar", 1],
            ],
        ),
        # Named together, the first publisher is not counted a second time.
        (
            [
                item("kabar.example", 1, "2026-03-02T06:00:00Z", links=TASS),
                item("aiyl.example", 1, "2026-03-02T07:00:00Z", links=f"{KABAR};{TASS}"),
            ],
            [["tass", "russian_state", "kabar", "aiyl", 1], ["tass", "russian_state", None, "kabar", 1]],
        ),
        # Whose own piece comes back is not its own source.
        (
            [
                item("aiyl.example", 1, "2026-03-02T05:00:00Z"),
                item("kabar.example", 1, "2026-03-02T06:00:00Z", links="https://aiyl.example/1"),
                item("aiyl.example", 2, "2026-03-02T07:00:00Z", links=KABAR),
            ],
            [["kabar", "national_state_agency", None, "aiyl", 1], ["aiyl", None, None, "kabar", 1]],
        ),
        ([item("aiyl.example", 1, credited="Нечто Небывалое")], []),
        ([], []),
    ],
)
def test_the_ways_of_items(tmp_path: Path, rows: list[dict[str, str]], ways: list[list[object]]) -> None:
    assert sorted(_ways(built(tmp_path, rows)[0]), key=repr) == sorted(ways, key=repr)


def test_quality_first(tmp_path: Path) -> None:
    forward = {"forward": "channel"}
    rows = [
        item("aiylnews", 1, forwarded_from="tass_agency", **forward),
        item("aiylnews", 2, forwarded_from="somebody", **forward),
        item("aiylnews", 3, forwarded_from="somebody", **forward),
        item("aiylnews", 4, forward="unlinked"),
        item("aiyl.example", 1, "", credited="Нечто Небывалое"),
        item("nobodys", 1),
    ]
    places, _ = built(tmp_path, rows)
    around, ties, counts = Around(), made(places, "ties"), made(places, "item_counts")
    (quality,) = item_quality(counts, around.outlets).query("country == 'KG'").to_dict("records")
    assert [quality[name] for name in ("outlets", "gathered", "channels", "items", "undated")] == [3, 1, 2, 5, 1]
    assert quality["items_a_day"] == 4
    (empty,) = item_quality(counts, around.outlets).query("country == 'KZ'").to_dict("records")
    assert (empty["items"], math.isnan(empty["items_a_day"])) == (0, True)
    assert items_by_channel(counts, around.outlets)["channel"].tolist() == ["aiyl.example", "aiylnews", "nobodys"]
    (forwards,) = resolved_forwards(counts, ties, around.outlets, around.outsiders).to_dict("records")
    assert [forwards[name] for name in ("forwards", "resolved", "share")] == [4, 3, 0.75]
    assert [forwards[f"from_{kind}"] for kind in ("outlets", "outsiders", "unknown")] == [0, 1, 2]
    nobody = pd.DataFrame(columns=["owner_id"])
    (lost,) = unresolved(ties, around.outlets, nobody, around.outsiders).to_dict("records")
    assert lost == {"from_id": "t.me/somebody", "what": "channel", "takers": 1, "n_items": 2}
    carried = pd.read_parquet(places.processed / "carried.parquet")
    assert unresolved_names(carried)[["name", "n_items"]].to_numpy().tolist() == [["Нечто Небывалое", 1]]


def test_every_layer_is_told_with_or_without_ties(tmp_path: Path) -> None:
    found = layers_at_hand(made(built(tmp_path, articles(3, 2))[0], "ties")).set_index("layer")
    assert list(found.index) == list(LAYERS)
    assert found.loc["link", ["ties", "givers", "takers", "n_items"]].tolist() == [1, 1, 1, 2]
    assert found.loc["relay", ["kind", "ties", "filled_by"]].tolist() == ["stated", 0, "relations"]
    assert found.loc["story", "kind"] == "approximate"


def test_nothing_gathered_gives_empty_tables(tmp_path: Path) -> None:
    places, _ = built(tmp_path, [])
    around = Around()
    dependence, counts = made(places, "dependence"), made(places, "item_counts")
    assert source_dependence(dependence, around.outlets).empty
    assert source_dependence_by_month(dependence, around.outlets).empty
    assert group_dependence(dependence, around.outlets).empty
    assert items_by_month(dependence, around.outlets).empty
    assert items_by_channel(counts, around.outlets).empty
    assert resolved_forwards(counts, made(places, "ties"), around.outlets, around.outsiders).empty
    assert item_quality(counts, around.outlets)["items"].tolist() == [0, 0]
