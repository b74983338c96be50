"""The card of an outlet or owner, and two outlets side by side, in a browser."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest
from opened import Data, OpenPage, of_outlets

if TYPE_CHECKING:
    from playwright.sync_api import Page


pytestmark = pytest.mark.browser

HOSTILE = ['<img src=x onerror="alert(1)">', "</script><script>alert(1)</script>", "\u202eVT rozob\u2066", "Б" * 500]


def _part(page: Page, name: str) -> str:
    return str(page.locator(f"#card [data-part={name}]").inner_text())


CARDS = {
    "bozor-tv": {
        "card_facts": ["Bozor TV", "reported", "Osh"],
        "card_owners": ["Bozor Media", "100%", "registered", "Aida Example", "60%", "stands above already"],
        "card_ties": ["No tie is on record on any layer."],
        "card_timeline": ["No event is on record."],
        "card_access": ["No measurement and no list of bans"],
        "card_supports": ["no programme that is on record"],
        "card_missing": ["Not stated", "Not looked at yet"],
    },
    "ortaq": {
        "card_facts": ["sources differ", "1 May 2003", "2001", "also stated"],
        "card_owners": ["No owner is on record."],
    },
    "chyndyk": {"card_timeline": ["9 February 2024", "A court bans it."]},
    "kok-gazet": {"card_owners": ["Aida Example", "share not stated", "alleged", "no holder above it is known"]},
    "aida": {"card_held": ["Bozor Media", "60%", "Kök Gazet", "Bozor TV", "Dala Radio"]},
}


@pytest.mark.parametrize(("node", "parts"), CARDS.items())
def test_parts_tell(open_page: OpenPage, tiny_data: Data, node: str, parts: dict[str, list[str]]) -> None:
    page = open_page(tiny_data, f"#outlet={node}")
    lacking = {part: [words for words in told if words not in _part(page, part)] for part, told in parts.items()}
    assert {part: words for part, words in lacking.items() if words} == {}


def test_site_of_a_labelled_outlet_is_text_with_a_warning(open_page: OpenPage, tiny_data: Data) -> None:
    card = open_page(tiny_data, "#outlet=chyndyk").locator("#card")
    assert "chyndyk.example" in card.inner_text()
    assert "labelled “extremist” or alike in Kyrgyzstan" in card.inner_text()
    assert card.locator("a[href*='chyndyk.example']").count() == 0
    assert open_page(tiny_data, "#outlet=bozor-tv").locator("#card a[href*='bozor.example']").count() > 0


def test_citation_is_one_click_away(open_page: OpenPage, tiny_data: Data) -> None:
    page = open_page(tiny_data, "#outlet=bozor-tv")
    page.locator("#card .cite").first.click()
    assert page.locator("#citation:popover-open").is_visible()


def test_names_lead_from_card_to_card_and_back(open_page: OpenPage, tiny_data: Data) -> None:
    page = open_page(tiny_data, "#view=table&country=KG&outlet=bozor-tv")
    page.locator("#card [data-part=card_owners] a", has_text="Aida Example").first.click()
    assert page.locator("#card h2").inner_text() == "Aida Example"
    assert "country=KG" in page.url
    page.go_back()
    assert page.locator("#card h2").inner_text() == "Bozor TV"


@pytest.mark.parametrize("name", HOSTILE, ids=["image", "script", "direction", "long"])
def test_hostile_names_are_text(open_page: OpenPage, tiny_data: Data, name: str) -> None:
    data = of_outlets(tiny_data, [name, "Other"])
    page = open_page(data, "#view=compare&compare=outlet-0,outlet-1&outlet=outlet-0&list=outlet-0", width=390)
    assert page.locator("#card h2").text_content() == name
    assert page.locator("table.compared thead a").first.text_content() == name
    assert page.locator("img, table.compared script, #card script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_compared_outlets_say_what_differs(open_page: OpenPage, tiny_data: Data) -> None:
    page = open_page(tiny_data, "#view=compare&compare=bozor-tv,dala-radio")
    lines = {
        line.locator("th").inner_text().lower(): line.locator(".verdict").inner_text()
        for line in page.locator("table.compared tbody tr").all()
    }
    assert (lines["country"], lines["status"], lines["city"]) == ("differs", "same", "one not known")
    common = page.locator(".common").inner_text()
    assert "Holders of both 3" in common.replace("\n", " ")
    assert "Aida Example" in common


def test_second_outlet_is_found_by_another_spelling(open_page: OpenPage, tiny_data: Data) -> None:
    page = open_page(tiny_data, "#view=compare&compare=ortaq")
    page.get_by_label("Second outlet").fill("бозор")
    page.locator(".picked button").first.click()
    assert page.url.endswith("compare=ortaq,bozor-tv")
    assert page.locator("table.compared").is_visible()


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("#view=compare", "Choose two outlets here"),
        ("#view=compare&compare=bozor-tv", "The first is Bozor TV"),
        ("#view=compare&compare=nobody", "Choose two outlets here"),
    ],
)
def test_comparison_of_less_than_two_explains(open_page: OpenPage, tiny_data: Data, fragment: str, told: str) -> None:
    assert told in open_page(tiny_data, fragment).locator("#view").inner_text()


def test_ties_are_grouped_by_layer_and_way(open_page: OpenPage, tiny_data: Data) -> None:
    data = copy.deepcopy(tiny_data)
    data["ties"] = {
        "from": [0, 0, 1, 2], "to": [1, 2, 0, 0], "layer": ["link", "cooperation", "citation", "cooperation"],
        "first": ["2024", None, None, None], "last": [None] * 4, "weight": [5, 1, 1, 1],
        "n_items": [5, None, None, None], "citations": [[]] * 4,
        "example": ["https://example.org/an-item", None, None, None],
    }  # fmt: skip
    page = open_page(data, f"#outlet={data['nodes']['id'][0]}")
    heads = page.locator("[data-part=card_ties] h4").all_inner_texts()
    told = ["link others take from it", "credit in the text it takes from others", "cooperation both ways"]
    assert [" ".join(head.split()) for head in heads] == told
    assert "5 items · since 2024" in _part(page, "card_ties")
