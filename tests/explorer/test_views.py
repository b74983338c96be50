"""The map and the network, in a real browser."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from opened import Data, OpenPage, of_outlets

from mapping.explorer import assembly

if TYPE_CHECKING:
    from playwright.sync_api import Page

VENDOR = Path(assembly.__file__).parent / "assets" / "vendor"
NAMES = ["Egemen", "Azattyk", "Kloop", "<img src=x onerror=alert(1)>", "x" * 500, "Alone"]
# giver, taker, layer, first, last
TIES: list[tuple[int, int, str, str | None, str | None]] = [
    (0, 1, "reprint", "2019-05", "2020"),
    (1, 2, "reprint", "2024-01-02", None),
    (2, 3, "relay", None, None),
    (3, 4, "relay", "2021", "2023"),
]
COUNTRIES = ["KZ", "KG", "KG", "TJ", "UZ", "KZ"]
PLACES = [("Almaty", "KZ-75"), ("Osh", "KG-GO"), (None, None), ("Osh", "KG-GO"), (None, None), ("Astana", "KZ-71")]


@pytest.fixture(scope="module")
def tied(tiny_data: Data) -> Data:
    """Six outlets, five of them with ties, three of them in two towns, one in exile."""
    data = of_outlets(tiny_data, NAMES)
    regions = data["map"]["regions"]
    middles = dict(zip(regions["code"], zip(regions["x"], regions["y"], strict=True), strict=True))
    nodes = data["nodes"] | {"country": COUNTRIES, "x": [0, 2, 4, 6, 8, None], "y": [0, 0, 0, 0, 0, None]}
    outlets = data["outlets"] | {
        "city": [city for city, _region in PLACES],
        "region": [region for _city, region in PLACES],
        "point": [list(middles[region]) if region else None for _city, region in PLACES],
        "exile_status": ["home", "home", "exile", "home", "exile", "home"],
        "home_country": ["KZ", "KG", "KG", "TJ", "UZ", "KZ"],
        "base_country": ["KZ", "KG", "PL", "TJ", None, "KZ"],
        "in_strength": [0, 1, 1, 1, 1, None],
    }
    n = len(TIES)
    rest = {"weight": [1] * n, "n_items": [None] * n}
    heads = ("from", "to", "layer", "first", "last")
    ties: Data = {name: [tie[at] for tie in TIES] for at, name in enumerate(heads)}
    ties |= rest | {"citations": [[] for _ in TIES], "example": [None for _ in TIES]}
    countries = {
        "code": ["KG", "KZ", "PL"],
        "x": [2400, 1900, 115],
        "y": [1500, 800, 900],
        "edge": [False, False, True],
    }
    order = data["order"] | {"layer": ["reprint", "relay"]}
    return data | {
        "nodes": nodes, "outlets": outlets, "ties": ties, "order": order, "map": data["map"] | {"countries": countries},
    }  # fmt: skip


def status(page: Page) -> str:
    return page.locator(".net-status").inner_text()


def listed(page: Page) -> list[str]:
    """The names in the list that says in words what the network draws."""
    page.locator(".net-list").evaluate("list => { list.open = true; }")
    return page.locator(".net-open bdi:first-of-type").all_text_contents()


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("", "5 nodes, 4 ties."),
        ("&layers=relay", "3 nodes, 2 ties."),
        ("&country=KG", "2 nodes, 1 tie."),
        ("&q=kloop", "0 nodes, 0 ties."),
        ("&focus=outlet-0", "2 nodes, 1 tie."),
        ("&focus=outlet-0,outlet-2", "4 nodes, 3 ties."),
        ("&focus=outlet-5", "0 nodes, 0 ties."),
        ("&year=2018", "2 nodes, 1 tie. 1 tie bears no date and stands in every year."),
        ("&year=2020", "4 nodes, 2 ties. 1 tie bears no date and stands in every year."),
        ("&year=2022&layers=reprint", "0 nodes, 0 ties."),
        ("&colour=nonsense&size=nonsense", "5 nodes, 4 ties."),
    ],
)
def test_the_network_shows_what_the_address_asks_for(tied: Data, open_page: OpenPage, fragment: str, told: str) -> None:
    page = open_page(tied, f"#view=network{fragment}")
    assert status(page) == told
    assert page.locator(".net-canvas canvas").count() > 0
    assert (page.locator(".net-message .empty").count() == 1) == (" 0 ties" in told)


def test_layers_ego_and_expanding(tied: Data, open_page: OpenPage) -> None:
    page = open_page(tied, "#view=network")
    page.locator(".net-layer[data-layer=relay]").click()
    assert status(page) == "3 nodes, 2 ties."
    page.locator(".net-layer[data-layer=reprint]").click()
    assert "&layers" not in page.url
    page.evaluate("location.hash = '#view=network&outlet=outlet-0'")
    page.get_by_role("button", name="Only the ties of Egemen").click()
    assert status(page) == "2 nodes, 1 tie."
    listed(page)
    page.locator(".net-open", has_text="Azattyk").click()
    page.get_by_role("button", name="Add the ties of Azattyk").click()
    assert status(page) == "3 nodes, 2 ties."
    page.go_back()
    assert status(page) == "2 nodes, 1 tie."
    page.get_by_role("button", name="Whole network").click()
    assert status(page) == "5 nodes, 4 ties."


def test_the_slider_walks_through_the_years(tied: Data, open_page: OpenPage) -> None:
    page = open_page(tied, "#view=network")
    slider = page.locator(".net-year input")
    assert (slider.get_attribute("min"), slider.get_attribute("aria-valuetext")) == ("2019", "all years")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "2024"
    page.keyboard.press("End")
    assert "year" not in page.url


def test_a_press_on_a_node_opens_it(tied: Data, open_page: OpenPage) -> None:
    page = open_page(tied, "#view=network&focus=outlet-3")  # between its two neighbours
    box = page.locator(".net-canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#card:not([hidden])")
    assert "outlet=outlet-3" in page.url


def test_without_webgl_the_list_says_it(tied: Data, open_page: OpenPage) -> None:
    page = open_page(tied)
    page.evaluate("HTMLCanvasElement.prototype.getContext = () => null")
    page.evaluate("location.hash = '#view=network&outlet=outlet-1'")
    assert "WebGL" in page.locator(".net-refused").inner_text()
    assert [line.strip() for line in page.locator(".net-list-body li").all_inner_texts()] == [
        "Egemen reprint, takes",
        "Kloop reprint, gives",
    ]
    assert listed(page) == ["Egemen", "Kloop"]


def test_hostile_names_stay_text(tied: Data, open_page: OpenPage) -> None:
    page = open_page(tied, "#view=network&outlet=outlet-3&focus=outlet-3")
    assert sorted(listed(page)) == ["Kloop", "x" * 500]
    assert page.locator("#view img").count() == 0


def test_no_ties_is_explained(tiny_data: Data, open_page: OpenPage) -> None:
    page = open_page(of_outlets(tiny_data, ["One"]), "#view=network")
    assert page.locator(".empty").inner_text().startswith("No tie")


def region(page: Page, name: str) -> Any:
    return page.locator(f'.map-region[aria-label^="{name}:"]')


def test_the_map_counts_places_and_says_what_it_leaves_out(tied: Data, open_page: OpenPage) -> None:
    page = open_page(tied)
    clusters = page.locator(".map-cluster")
    assert sorted(mark.get_attribute("aria-label") or "" for mark in clusters.all()) == [
        "Alone: 1 outlet", "Egemen: 1 outlet", "Osh: 2 outlets",
    ]  # fmt: skip
    assert page.locator(".map-host").get_attribute("aria-label") == "Poland: 1 outlet in exile"
    assert page.locator(".map-flow").count() == 1
    assert "Of 1 outlet in exile the way is not drawn" in page.locator(".map-note").inner_text()
    page.evaluate("location.hash = '#country=KZ'")
    assert clusters.count() == 2
    assert page.locator(".map-flow").count() == 0


def test_a_region_is_a_filter_by_mouse_and_by_keys(tied: Data, open_page: OpenPage) -> None:
    page = open_page(tied)
    region(page, "Kostanay Region").click()
    assert page.locator("#said").inner_text().startswith("No outlet is known in Kostanay")
    page.evaluate("location.hash = '#'")
    astana = region(page, "Astana")
    astana.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#region=KZ-71")
    assert astana.get_attribute("aria-pressed") == "true"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('svg.map [role=button]')")
    assert page.evaluate("document.activeElement !== document.querySelector('.map-region.chosen')")


def test_a_town_lists_its_outlets(tied: Data, open_page: OpenPage) -> None:
    page = open_page(tied)
    page.locator('.map-cluster[aria-label^="Osh"]').focus()
    page.keyboard.press("Enter")
    assert page.locator(".map-sheet li").count() == 2
    assert page.locator(".map-sheet img").count() == 0
    page.locator(".map-sheet li button", has_text="Azattyk").click()
    assert "outlet=outlet-1" in page.url


def test_the_map_can_be_brought_nearer(tied: Data, open_page: OpenPage) -> None:
    page = open_page(tied)
    ground = page.locator("svg.map > g").first
    before = ground.get_attribute("transform")
    page.get_by_role("button", name="Nearer").click()
    page.wait_for_function(
        "before => document.querySelector('svg.map > g').getAttribute('transform') !== before", arg=before
    )
    page.get_by_role("button", name="Show all").click()
    assert ground.get_attribute("transform") == before


def test_the_libraries_are_those_that_the_readme_names() -> None:
    told = dict(re.findall(r"\| `(\S+\.js)` \|.*`([0-9a-f]{64})` \|", (VENDOR / "README.md").read_text("utf-8")))
    assert told == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDOR.glob("*.js")}
    assert {f"{name.removesuffix('.js')}.LICENSE.txt" for name in told} == {file.name for file in VENDOR.glob("*.txt")}
