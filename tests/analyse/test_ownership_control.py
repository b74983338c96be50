"""Who controls what, apart from shares."""

from __future__ import annotations

import pytest
from small_ownership import outlets, stake, stakes

from mapping.analyse.control import controllers, controlling_owners
from mapping.analyse.ownership import owner_or_reason

TV = outlets("tv")
Rows = list[dict[str, object]]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([stake("firm", "tv", 60), stake("ann", "firm", 60)], {"firm": ("stated", "no"), "ann": ("stated", "yes")}),
        ([stake("ann", "tv", 50), stake("bob", "tv", 50)], {}),
        ([stake("ann", "tv")], {"ann": ("possible", "yes")}),
        ([stake("ann", "tv", 60), stake("bob", "tv")], {"ann": ("stated", "yes")}),
        (
            [stake("a", "tv", 30), stake("b", "tv", 30), stake("ann", "a", 60), stake("ann", "b", 60)],
            {"ann": ("stated", "yes")},
        ),
        ([stake("ann", "tv", relation="nominee")], {"ann": ("stated", "yes")}),
        ([stake("ann", "tv", relation="edits")], {"ann": ("stated", "no")}),
        ([stake("ann", "tv", relation="founded"), stake("bob", "tv", relation="funds")], {}),
        (
            [stake("a", "tv", 60), stake("b", "a", 60), stake("a", "b", 60)],
            {"a": ("stated", "yes"), "b": ("stated", "yes")},
        ),
        ([stake("tv", "tv", 60)], {}),
    ],
    ids=[
        "majorities",
        "halves",
        "not stated",
        "no room left",
        "together",
        "nominee",
        "editor",
        "no holding",
        "loop",
        "own shares",
    ],
)
def test_controllers(rows: Rows, wanted: dict[str, tuple[str, str]]) -> None:
    found = controllers(stakes(*rows), TV)
    told = zip(found["certainty"], found["top"], strict=True)
    assert dict(zip(found["owner_id"], told, strict=True)) == wanted


def test_a_chain_tells_its_way_its_pages_and_its_weakest_step() -> None:
    rows = stakes(
        stake("firm", "tv", relation="parent", confidence="registered"),
        stake("ann", "firm", 60),
        stake("ministry", "ann", relation="state_appointment", confidence="alleged"),
    )
    found = controllers(rows, TV).set_index("owner_id")
    columns = ["weakest", "steps", "through", "routes", "top", "citation"]
    assert found.loc["ann", columns].tolist() == ["reported", 2, "firm", "parent;majority", "yes", "c0;c1"]
    assert found.loc["ministry", columns].tolist() == [
        *("alleged", 3, "firm;ann", "parent;majority;state_appointment", "yes", "c0;c1;c2")
    ]
    assert controlling_owners(rows, TV)["owner_id"].tolist() == ["ann"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([stake("ann", "tv"), stake("bob", "tv")], ["ann", "bob"]),
        ([stake("ann", "tv"), stake("bob", "tv", relation="controls")], ["bob"]),
        ([stake("ann", "tv"), stake("ann", "tv", relation="edits")], ["ann"]),
        ([stake("ann", "tv", confidence="registered"), stake("bob", "tv", confidence="alleged")], ["ann"]),
        ([stake("bob", "tv", confidence="alleged")], []),
    ],
    ids=["rivals", "stated before possible", "owner and editor", "alleged apart", "only alleged"],
)
def test_controlling_owners(rows: Rows, wanted: list[str]) -> None:
    found = controlling_owners(stakes(*rows), TV)
    assert found["owner_id"].tolist() == wanted
    assert found["candidates"].tolist() == [len(wanted)] * len(wanted)


@pytest.mark.parametrize(
    ("rows", "owner", "reason"),
    [
        ([stake("ann", "tv")], "ann", None),
        ([stake("ann", "tv", 30)], None, "minority_only"),
        ([stake("tv", "tv", 100)], None, "loop"),
        ([stake("ann", "tv", confidence="alleged")], None, "alleged_only"),
        ([stake("ann", "tv", end="2011"), stake("bob", "tv", relation="founded")], None, "former_only"),
        ([stake("ann", "tv", relation="founded"), stake("bob", "tv", relation="edits")], None, "founder_only"),
        ([stake("ann", "tv", relation="edits")], None, "editor_only"),
        ([stake("ann", "tv", relation="funds")], None, "funder_only"),
        ([stake("ann", "radio")], None, "nothing_stated"),
    ],
)
def test_every_outlet_has_an_owner_or_a_reason(rows: Rows, owner: str | None, reason: str | None) -> None:
    found = owner_or_reason(stakes(*rows), TV).iloc[0]
    assert [value if isinstance(value, str) else None for value in found[["owners", "reason"]]] == [owner, reason]
