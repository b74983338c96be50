"""The page around the views, in a real browser: address, search, filters, table, and whoever reads it how."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from opened import Data, OpenPage, of_outlets

from mapping.explorer import assembly
from mapping.explorer.words import words
from mapping.files import CONTENT_POLICY, safe_cell
from mapping.translate import languages, plural_forms, speak

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPTS = Path(assembly.__file__).parent / "assets" / "js"
NAMES = ["Egemen Qazaqstan", "Азаттык", "Kloop Media", "Oila", "24.kg", "Spot"]
HOSTILE = [
    "<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "\u202eabc\u2066 right to left",
    "x" * 500, '=HYPERLINK("http://spy.example")', "<!--<script>", "__proto__", "{n} {all} $& ${1}",
]  # fmt: skip


@pytest.fixture(scope="module")
def some(tiny_data: Data) -> Data:
    """Six outlets."""
    return of_outlets(tiny_data, NAMES)


def names_shown(page: Page) -> list[str]:
    return page.locator("tbody th .name bdi:first-child").all_text_contents()


def downloaded(page: Page) -> list[list[str]]:
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download as CSV").click()
    text = Path(taken.value.path()).read_text("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


# --- without a browser


def test_every_word_that_the_scripts_ask_for_is_there() -> None:
    text = "".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js"))
    asked = set(re.findall(r'\b(?:word|count)\("(\w+)"', text))
    assert len(asked) > 30
    assert asked - set(words()) == set()


def test_the_page_is_whole_and_forbids_every_request(some: Data) -> None:
    page = assembly.page(some).decode()
    assert CONTENT_POLICY in page
    assert page.count("Permission is hereby granted") == len(list((SCRIPTS.parent / "vendor").glob("*.js")))
    assert page.count("</script>") == len(re.findall(r"<script[ >]", page))
    assert not re.search(r"<(?:link|script|img|iframe)[^>]+(?:src|href)=\"(?!data:)", page)


def test_hostile_names_cannot_leave_the_data(tiny_data: Data) -> None:
    page = assembly.page(of_outlets(tiny_data, HOSTILE)).decode()
    assert "<img src=x" not in page
    assert "alert(2)</script>" not in page
    assert "<!--<script>" not in page


def test_the_page_wears_the_colours_of_the_brand(some: Data) -> None:
    colours = some["build"]["colours"] | {"accent": "#7a0019", "accent_in_the_dark": "#ff99aa"}
    page = assembly.page(some | {"build": some["build"] | {"colours": colours}}).decode()
    assert "--accent-on-paper: #7a0019; --accent-in-the-dark: #ff99aa;" in page
    assert all(f"{colour};" in page for colour in colours.values())


@pytest.mark.parametrize("language", languages())
def test_counted_texts_have_a_form_for_every_number(language: str) -> None:
    speak(language)
    forms = plural_forms("{n} outlet", "{n} outlets")
    speak("en")
    assert set(forms) == {"en": {"one", "other"}, "fr": {"one", "many", "other"}}.get(
        language, {"one", "few", "many", "other"}
    )
    assert all("{n}" in form for form in forms.values())


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.name)
def test_scripts_are_short_and_never_write_markup(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 300
    assert [line for line in lines if len(line) > 120] == []
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", "\n".join(lines))


# --- in a browser

browser_test = pytest.mark.browser


@browser_test
def test_the_address_says_what_is_shown_and_back_undoes_it(some: Data, open_page: OpenPage) -> None:
    page = open_page(some, "#view=table")
    page.locator('[data-facet="media"] input').first.check()
    fragment = page.evaluate("location.hash")
    assert re.fullmatch(r"#view=table&media=\w+", fragment)
    few = names_shown(page)
    assert 0 < len(few) < len(NAMES)
    page.locator("tbody .name").first.click()
    assert page.locator("#card").is_visible()
    assert page.evaluate("location.hash").startswith("#view=table&outlet=outlet-")
    page.go_back()
    assert not page.locator("#card").is_visible()
    assert names_shown(page) == few
    page.go_back()
    assert len(names_shown(page)) == len(NAMES)
    page.go_forward()
    assert page.evaluate("location.hash") == fragment
    assert page.locator('[data-facet="media"] input').first.is_checked()


@browser_test
@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("#view=table&outlet=nobody&country=QQ", "nobody, QQ"),
        ("#view=nowhere", "nowhere"),
        ("#view=table&__proto__=1&constructor=x", "__proto__, constructor"),
        ("#view=table&q=%E0%A4%A&list=outlet-0,gone", "gone"),
        ("#view=table&nonsense", "nonsense"),
    ],
)
def test_an_address_that_names_nothing_is_explained(some: Data, open_page: OpenPage, fragment: str, said: str) -> None:
    page = open_page(some, fragment)
    assert said in page.locator(".notice").text_content()
    page.locator(".notice .close").click()
    assert page.locator(".notice").count() == 0
    assert "nobody" not in page.evaluate("location.hash")


@browser_test
def test_names_are_found_in_every_script_and_spelling(some: Data, open_page: OpenPage) -> None:
    page = open_page(some, "#view=table")
    for query, name in [
        ("yegemen", NAMES[0]), ("Егемен", NAMES[0]), ("egemen", NAMES[0]), ("EGEMEN Kazak", NAMES[0]),
        ("azattyk", NAMES[1]), ("Азаттык", NAMES[1]), ("24kg", NAMES[4]), ("оила", NAMES[3]),
    ]:  # fmt: skip
        page.fill("#search", query)
        assert names_shown(page) == [name], query
    assert page.locator("#offer li").count() == 1
    page.fill("#search", "nothing like it")
    assert page.locator(".empty").text_content().startswith("No outlet passes")
    page.locator(".empty button").click()
    assert len(names_shown(page)) == len(NAMES)


@browser_test
def test_a_name_offered_opens_by_the_keyboard(some: Data, open_page: OpenPage) -> None:
    page = open_page(some, "#view=table")
    page.keyboard.press("/")
    page.keyboard.type("kloop")
    page.keyboard.press("ArrowDown")
    assert page.locator("#search").get_attribute("aria-activedescendant") == "offer-0"
    page.keyboard.press("Enter")
    assert page.locator("#card").text_content().count("Kloop Media") >= 1
    assert page.evaluate("document.activeElement.id") == "card"
    page.keyboard.press("Escape")
    assert not page.locator("#card").is_visible()
    assert page.evaluate("document.activeElement.id") == "search"


@browser_test
def test_counts_of_a_facet_add_up_to_what_is_shown(some: Data, open_page: OpenPage) -> None:
    page = open_page(some, "#view=table")
    rows = page.locator('[data-facet="country"] li')
    counts = [int(text) for text in rows.locator(".n").all_text_contents()]
    assert sum(counts) == len(NAMES)
    for at, n in enumerate(counts):
        rows.nth(at).locator("input").check()
        assert len(names_shown(page)) == n
        assert page.locator("#summary").text_content() == f"{n} outlet{'s' * (n != 1)} of {len(NAMES)}"
        assert page.locator("#held .held").count() == 1
        rows.nth(at).locator("input").uncheck()


@browser_test
def test_the_table_sorts_and_what_is_not_known_comes_last(some: Data, open_page: OpenPage) -> None:
    page = open_page(some, "#view=table")
    ascending = names_shown(page)
    assert page.locator('th[aria-sort="ascending"]').count() == 1
    page.locator('[data-sort="name"]').click()
    assert names_shown(page) == ascending[::-1]
    for _ in "up", "down":
        page.locator('[data-sort="founded"]').click()
        cells = page.locator("tbody .of-founded").all_text_contents()
        assert [cell == "–" for cell in cells] == sorted(cell == "–" for cell in cells)


@browser_test
def test_what_leaves_the_page_is_harmless_to_spreadsheets(tiny_data: Data, open_page: OpenPage) -> None:
    hostile = [*HOSTILE, "+1", "-1", "@sum", "\tx", 'a "quoted", name', "two\nlines"]
    page = open_page(of_outlets(tiny_data, hostile), "#view=table")
    head, *rows = downloaded(page)
    assert head[:3] == ["id", "Own spelling", "Name"]
    assert {row[2] for row in rows} == {safe_cell(name) for name in hostile}
    assert {len(row) for row in rows} == {len(head)}


@browser_test
@pytest.mark.parametrize("width", [1300, 390])
def test_hostile_names_are_shown_as_text(tiny_data: Data, open_page: OpenPage, width: int) -> None:
    page = open_page(of_outlets(tiny_data, HOSTILE), "#view=table&outlet=outlet-3", width)
    assert sorted(names_shown(page)) == sorted(HOSTILE)
    assert page.locator("main img").count() == 0
    page.fill("#search", "script")
    assert "</script><script>alert(2)</script>" in page.locator("#offer").text_content()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@browser_test
@pytest.mark.parametrize("n", [0, 1])
def test_a_landscape_of_hardly_any_outlet_is_explained(tiny_data: Data, open_page: OpenPage, n: int) -> None:
    page = open_page(of_outlets(tiny_data, NAMES[:n]), "#view=table")
    assert page.locator("#summary").text_content() == ("1 outlet" if n else "0 outlets")
    assert page.locator(".empty").count() == 1 - n


@browser_test
def test_of_five_thousand_outlets_only_those_in_sight_are_drawn(tiny_data: Data, open_page: OpenPage) -> None:
    page = open_page(of_outlets(tiny_data, [f"Outlet number {at}" for at in range(5000)]), "#view=table")
    assert page.locator("tbody tr").count() < 500
    for press in ('[data-sort="country"]', '[data-facet="country"] li label'):
        page.locator(press).first.click()
        assert 0 < page.locator("tbody tr").count() < 500
    page.locator("tbody tr").last.scroll_into_view_if_needed()
    page.locator("tbody tr").nth(100).wait_for(state="attached")
    n = int(page.locator("#summary").text_content().split()[0].replace(",", ""))
    assert len(downloaded(page)) == n + 1


@browser_test
def test_tabs_and_filters_are_worked_by_keys_alone(some: Data, open_page: OpenPage) -> None:
    page = open_page(some, "#view=table")
    chosen = page.locator('[role="tab"][aria-selected="true"]')
    chosen.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"
    assert chosen.text_content() != "Table"
    page.keyboard.press("ArrowLeft")
    assert chosen.text_content() == "Table"
    page.locator('[data-facet="country"] input').first.focus()
    page.keyboard.press("Space")
    assert "country=" in page.evaluate("location.hash")


@browser_test
def test_on_a_phone_filters_lie_over_the_view_and_close(some: Data, open_page: OpenPage) -> None:
    page = open_page(some, "#view=table", 390)
    assert not page.locator("#filters").is_visible()
    page.locator("#filters-open").click()
    page.locator('[data-facet="media"] li').first.click()
    done = page.locator("#filters-done")
    assert re.fullmatch(r"Show \d outlets?", done.text_content())
    done.click()
    page.locator("#filters").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "filters-open"
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
