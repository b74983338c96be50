"""Sentences and tables on how good the data are."""

from __future__ import annotations

import pandas as pd
import pytest

from mapping.analyse import compute
from mapping.draw import tell


def _texts(table: object) -> list[list[str]]:
    rows = table.rows  # type: ignore[attr-defined]
    return [[cell if isinstance(cell, str) else cell.text for cell in row] for row in rows]


def test_records_are_counted_by_how_they_were_placed() -> None:
    records = pd.DataFrame(
        [
            ("hand_facts", "outlet", "the id of the hand-collected facts"),
            ("directory", "outlet", "decided (same, 2026-01-01): one site"),
            ("directory", "outlet", "The same: the names read the same."),
            ("directory", "owner", "known from this source only"),
            ("directory", "stake", "hash of what it states"),
        ],
        columns=["source", "entity_kind", "why"],
    )
    tables = type("Tables", (), {"records": records})()
    placed = compute("how_records_were_placed", tables)
    assert sorted(placed["how"]) == ["clues", "decision", "one_source", "own_id"]
    assert placed["n"].tolist() == [1, 1, 1, 1]
    told = tell.quality_summary(placed, doubts=2, conflicts=1, merged_ids=0, set_aside=3)
    words = str(told._repr_mimebundle_())
    for part in (
        "4 records",
        "1 record was placed by a person",
        "2 pairs may still be one",
        "On 1 field the",
        "3 cells",
    ):
        assert part in words


def test_the_likeliest_doubt_comes_first() -> None:
    doubts = pd.DataFrame(
        {"a_id": ["a", "c"], "b_id": ["b", "d"], "score": [0.4, 0.95], "what": ["Hm.", "Both."], "why": ["", ""]}
    )
    rows = _texts(tell.doubts_table(doubts, {"a": "Ай", "c": "Си"}, caption="Doubts"))
    assert rows == [["Си", "d", "0.95", "Both."], ["Ай", "b", "0.40", "Hm."]]


def test_what_may_endanger_people_comes_first() -> None:
    conflicts = pd.DataFrame(
        [(4, "a", "founded", "1991", "1992", "more precise"), (1, "b", "base_country", "CZ", "KG;KZ", "read first")],
        columns=["rank", "entity_id", "field", "shown", "others", "why"],
    )
    first, second = _texts(tell.conflicts_table(conflicts, {}, caption="Conflicts"))
    assert (first[0], first[3]) == ("b", "Kyrgyzstan, Kazakhstan")
    assert second[2] == "1991"


ACCURACY = pd.DataFrame(
    [
        ("mapping", "test", "all", "all", "all", 10, 0.9, 0.8, 0.85),
        ("mapping (sure)", "test", "all", "all", "all", 10, 1.0, 0.7, 0.82),
        ("logic-v2", "test", "all", "all", "all", 10, 0.5, 0.5, 0.5),
        ("mapping", "test", "KG", "all", "all", 4, 1.0, 1.0, 1.0),
        ("mapping", "test", "all", "Cyrl-Latn", "all", 6, 1.0, 0.5, 0.67),
        ("mapping", "test", "all", "all", "person", 3, 0.5, 1.0, 0.67),
        ("mapping", "test", "KG", "Cyrl-Latn", "person", 2, 0.5, 1.0, 0.67),
        ("mapping", "train", "KZ", "all", "all", 9, 1.0, 1.0, 1.0),
    ],
    columns=["method", "set", "country", "scripts", "kind", "n", "precision", "recall", "f1"],
)


def test_methods_stand_side_by_side_the_best_first() -> None:
    rows = _texts(tell.methods_table(ACCURACY, caption="Methods"))
    assert rows == [["this toolkit", "10", "90%", "80%", "0.85"], ["logic-v2", "10", "50%", "50%", "0.50"]]


def test_accuracy_is_shown_for_each_single_group() -> None:
    rows = _texts(tell.accuracy_table(ACCURACY, caption="Accuracy"))
    assert [row[0] for row in rows] == ["Kyrgyzstan", "Cyrillic and Latin", "Person"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Cyrl", "Cyrillic"),
        ("Latn kk_2017", "Latin, alphabet of 2017"),
        ("Latn kk_informal", "Latin, informal"),
        ("Cyrl typed", "Cyrillic, typed without its own letters"),
    ],
)
def test_languages_are_shown_by_length(written: str, shown: str) -> None:
    accuracy = pd.DataFrame(
        [("kk", written, "25", 9.0, 0.9), ("kk", written, "40-120", 7.0, 1.0), ("macro", None, "25", None, 0.9)],
        columns=["language", "writing", "characters", "n", "ours"],
    )
    first, macro = _texts(tell.languages_table(accuracy, caption="Languages"))
    assert first == ["Kazakh", shown, "9", "90%", "7", "100%"]
    assert macro == ["all languages alike", "", "", "90%", "", ""]
