"""Relations find both their ends, merge when they say the same, and are rejected when an end names nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd
import pytest

from mapping import Landscape
from mapping.__main__ import main
from mapping.clean import relations
from mapping.clean.groups import read_groups
from mapping.clean.identity import Identity
from mapping.errors import InputUnreadable
from mapping.paths import Places
from mapping.schema import TABLES
from mapping.sources.intake import COMMON
from mapping.tables import read, save_raw

WriteTiny = Callable[..., Places]
Rows = list[dict[str, str]]
DAY, PAGE = "2026-01-02", "https://page.example/one"
WIRE = "wire,Wire,,agency,RU,Уайр,wire.example,,"
OUTSIDERS = "outsider_id,name,name_native,kind,country,names,domains,handles,source_urls\n"
RELATIONS = "a_id,b_id,kind,start,end,summary,confidence,source_url\n"
# One line that no table can hold explains to the intake why there are so few rows.
LOST = "lost\n"


def _frame(table: str, rows: Iterable[dict[str, str]]) -> pd.DataFrame:
    heads = list(dict.fromkeys((*COMMON, *TABLES[table].heads)))
    common = {"source": "relations", "file": f"{table}.csv", "row": "2", "citations": PAGE, "retrieved": DAY}
    return pd.DataFrame([common | row for row in rows], columns=heads, dtype=str).fillna("")


def _identity() -> Identity:
    """Two outlets and an owner; `old-name` was merged into the first."""
    identity = Identity()
    for kind, own_id in (("outlet", "bozor"), ("outlet", "dala"), ("owner", "firm")):
        identity.give((kind, "hand_facts", "", own_id), own_id, "its own id")
    identity.redirects = [{"entity_kind": "outlet", "old_id": "old-name", "entity_id": "bozor", "why": "one"}]
    return identity


def _relation(giver: str, taker: str, **more: str) -> dict[str, str]:
    cells = {"a_id": giver, "b_id": taker, "kind": "relay", "summary": "Carries it.", "confidence": "reported"}
    return cells | more


def _tied(outsiders: Rows, related: Rows) -> tuple[dict[str, pd.DataFrame], Rows]:
    gathered = {"outsiders": _frame("outsiders", outsiders), "relations": _frame("relations", related)}
    return relations.tied(gathered, _identity())


@pytest.mark.parametrize(
    ("giver", "taker", "ends"),
    [
        ("wire", "bozor", ("wire", "bozor")),
        ("firm", "wire", ("firm", "wire")),
        ("wire", "old-name", ("wire", "bozor")),
        ("old-name", "dala", ("bozor", "dala")),
    ],
)
def test_ends_are_outlets_owners_or_outsiders_and_merged_ids_lead_on(
    giver: str, taker: str, ends: tuple[str, str]
) -> None:
    gathered, rejected = _tied([{"outsider_id": "wire"}], [_relation(giver, taker)])
    assert [tuple(row) for row in gathered["relations"][["a_id", "b_id"]].to_numpy()] == [ends]
    assert rejected == []


@pytest.mark.parametrize(
    ("giver", "taker", "told"),
    [
        ("nobody", "bozor", [("a_id", "nobody")]),
        ("wire", "nobody", [("b_id", "nobody")]),
        ("nobody", "none", [("a_id", "nobody"), ("b_id", "none")]),
        ("bozor", "bozor", [("b_id", "bozor")]),
        ("old-name", "bozor", [("b_id", "bozor")]),
    ],
)
def test_a_relation_without_two_ends_is_rejected_with_its_reason(
    giver: str, taker: str, told: list[tuple[str, str]]
) -> None:
    gathered, rejected = _tied([{"outsider_id": "wire"}], [_relation(giver, taker), _relation("wire", "dala")])
    assert list(gathered["relations"]["b_id"]) == ["dala"]
    assert [(row["column"], row["value"]) for row in rejected] == told
    assert all(row["reason"] for row in rejected)


def test_an_outsider_that_is_ours_is_rejected_and_its_relations_mean_ours() -> None:
    gathered, rejected = _tied([{"outsider_id": "firm"}], [_relation("firm", "bozor")])
    assert (len(gathered["outsiders"]), len(gathered["relations"])) == (0, 1)
    assert [(row["column"], row["value"]) for row in rejected] == [("outsider_id", "firm")]


def test_the_same_relation_twice_is_one_with_all_pages_and_the_surest_confidence() -> None:
    again = _relation("firm", "bozor", citations="https://page.example/two", confidence="registered", row="3")
    rows, origin = relations.relations(_frame("relations", [_relation("firm", "bozor"), again]))
    assert len(rows) == 1
    assert rows[0]["confidence"] == "registered"
    assert len(rows[0]["citation"].split(";")) == 2
    assert {own_id for _, own_id in origin} == {rows[0]["relation_id"]}


def test_relations_of_different_years_stay_apart() -> None:
    rows, _ = relations.relations(
        _frame("relations", [_relation("firm", "bozor", start=year) for year in ("2001", "2002")])
    )
    assert len({row["relation_id"] for row in rows}) == 2


@pytest.fixture
def places(write_tiny: WriteTiny) -> Places:
    """The hand-made landscape with an outsider, two relations, and one that hangs in the air; cleaned."""
    places = write_tiny()
    related = [
        f"wire,bozor-tv,relay,2001,,Carries its news.,reported,{PAGE}",
        f"bozor-tv,dala-radio,cooperation,,,Works with it.,alleged,{PAGE}",
        f"wire,nobody,relay,,,Carries its news.,reported,{PAGE}",
    ]
    files = {
        "outsiders.csv": f"{OUTSIDERS}{WIRE}{PAGE}\n{LOST}",
        "relations.csv": RELATIONS + "\n".join(related) + f"\n{LOST}",
    }
    for name, text in files.items():
        folder = places.raw / "relations" / DAY
        save_raw(folder, name, text.encode(), url="", retrieved=DAY, licence="CC BY 4.0")
    assert main(["clean", "--data", str(places.data)]) == 1
    return places


def test_every_line_became_something_or_was_rejected(places: Places) -> None:
    land = Landscape.open(places.data)
    assert list(land.outsiders["outsider_id"]) == ["wire"]
    assert set(zip(land.relations["a_id"], land.relations["b_id"], strict=True)) == {
        ("wire", "bozor-tv"), ("bozor-tv", "dala-radio"),
    }  # fmt: skip
    ours = land.records[land.records["source"] == "relations"]
    assert sorted(ours["entity_kind"]) == ["outsider", "relation", "relation"]
    rejected = read(places.processed / "rejected.csv")
    assert "names no outlet, owner or outsider" in set(rejected["reason"])
    assert {"outsiders", "relations"} <= set(land.missing["table"])
    assert land.display_names["wire"] == "Wire"


def test_a_landscape_of_one_country_keeps_the_relations_of_its_outlets(places: Places) -> None:
    counts = {code: len(Landscape.open(places.data, countries=[code]).relations) for code in ("KG", "KZ", "UZ")}
    assert counts == {"KG": 2, "KZ": 1, "UZ": 0}


def test_explain_tells_relations_from_both_sides(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "bozor-tv", "--data", str(places.data)]) == 0
    told = capsys.readouterr().out
    assert "carries Wire (wire), from 2001, reported: Carries its news." in told
    assert "works with Dala Radio (dala-radio), alleged: Works with it." in told


def _groups(places: Places, *lines: str) -> pd.DataFrame:
    places.hand_tables.mkdir(parents=True, exist_ok=True)
    text = "\n".join(["group,member_id,start,end,citation,note", *lines, ""])
    (places.hand_tables / "source_groups.csv").write_text(text, encoding="utf-8")
    return read_groups(places)


def test_groups_hold_outlets_owners_and_outsiders(places: Places) -> None:
    lines = [f"g,{member},,,{PAGE}," for member in ("bozor-tv", "bozor-media", "wire")]
    found = _groups(places, *lines, f"h,wire,2001,2003-04,{PAGE},moved on")
    assert list(found["member_id"]) == ["bozor-tv", "bozor-media", "wire", "wire"]
    assert found["start"].isna().sum() == 3
    assert Landscape.open(places.data).source_groups.equals(found)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"g,nobody,,,{PAGE},", "member_id 'nobody'"),
        (f",wire,,,{PAGE},", "group"),
        (f"g,wire,once,,{PAGE},", "start 'once'"),
        ("g,wire,,,hearsay,", "citation 'hearsay'"),
        ("g,wire,,,,", "citation"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(places: Places, line: str, told: str) -> None:
    with pytest.raises(InputUnreadable, match=f"Line 3 of .*{told}"):
        _groups(places, f"g,bozor-tv,,,{PAGE},", line)


def test_a_member_stands_once_in_a_group_since_a_day(places: Places) -> None:
    with pytest.raises(InputUnreadable, match="'wire' twice in 'g'"):
        _groups(places, f"g,wire,,,{PAGE},", f"g,wire,,,{PAGE},")


def test_a_table_of_other_columns_is_refused(places: Places) -> None:
    places.hand_tables.mkdir(parents=True, exist_ok=True)
    (places.hand_tables / "source_groups.csv").write_text("group,member\n", encoding="utf-8")
    with pytest.raises(InputUnreadable, match="first line"):
        read_groups(places)


def test_the_shipped_groups_name_known_members(shipped: Places) -> None:
    found = Landscape.open(shipped.data).source_groups
    assert len(found) >= 100
    assert {"russian_state", "state_agency", "western_public", "exile_media", "private_wire"} <= set(found["group"])
    assert found["note"].notna().all()
