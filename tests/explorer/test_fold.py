"""Spellings of one name meet in the explorer's search, whatever the script."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files as resources
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.explorer.search import fold, pairs, spellings, tables
from mapping.paths import PROJECT
from mapping.tables import read, split

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HARD = (
    "",
    "'",
    "Vласть",
    "İstanbul",
    "ﬁnance",
    "Ǆ",
    "x²",
    "и\u0306",
    "\u202eأحمد",
    "🗞 Хабар",
    "Ё-ё",
    "O‘zbekiston",
    "+",
)

LETTERS = st.text(st.characters(codec="utf-8"), max_size=60)
OURS = st.text("abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіҳҷӣӯў'ʻ -.", max_size=60)


@pytest.mark.parametrize(
    ("spelled", "folded"),
    [
        ("yegemen;Yegemen;Егемен;ЕГЕМЕН;egemen;Əgemen;ەگەمەن", "egemen"),
        ("Егемен Қазақстан;Egemen Qazaqstan;Yegemen Kazakhstan", "egemen kazakstan"),
        ("Халқ сўзи;Xalq so'zi;Xalq soʻzi;Xalq so‘zi;Khalq sozi", "halk sozi"),
        ("Озодӣ;Озоди;Ozodi;Ozodí;ozodī", "ozodi"),
        ("Ақ Жайық;Ak Zhayik;Aq Jaıyq;AQ JAIYQ", "ak žaik"),
        ("Азия-Плюс;Asia-Plus;ASIA+;asia plus", "azia plos"),
        ("Жаңы Ордо;Jangy Ordo;Zhany Ordo", "žani ordo"),
        ("Дунё;Dunyo", "donio"),
        ("24.kg;24 KG;24-кг", "24 kg"),
        ("Ўзбекистон овози;Oʻzbekiston ovozi;O'zbekiston ovozi;Uzbekiston ovozi", "ozbekistan ovozi"),
    ],
)
def test_spellings_of_one_name_meet(spelled: str, folded: str) -> None:
    assert {fold(each) for each in spelled.split(";")} == {folded}


@pytest.mark.parametrize(("one", "other"), [("Азаттык", "Озодлик"), ("24.kg", "24.kz"), ("Kloop", "Kaktus")])
def test_names_of_different_outlets_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("nothing", ["", "   ", "«…»", "\u200f\u202e", "!?", "'ʻ"])
def test_what_has_no_letter_or_digit_folds_to_nothing(nothing: str) -> None:
    assert fold(nothing) == ""


@given(OURS | LETTERS)
def test_a_folded_text_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(OURS)
def test_capitals_make_no_difference(text: str) -> None:
    assert fold(text.upper()) == fold(text)


@given(LETTERS)
def test_a_folded_text_has_single_spaces_and_no_ends_of_lines(text: str) -> None:
    assert fold(text) == " ".join(fold(text).split())


def test_no_pair_undoes_another() -> None:
    """Replacing again and again must come to an end: what a pair gives, folded, is no pair's beginning again."""
    assert [(old, new) for old, new in pairs() if fold(old) != fold(new)] == []


def test_spellings_are_kept_once_and_russian_yo_is_found_as_it_is_typed() -> None:
    assert spellings(["Вечёрка", "Vechyorka", "Вечерка", ""]) == "večiorka\nvečerka"


def shipped_names() -> Iterator[str]:
    """Every spelling in the shipped facts on outlets."""
    for path in sorted((PROJECT / "data" / "raw" / "hand_facts").glob("*/*/outlets.csv")):
        for outlet in read(path).to_dict("records"):
            yield from (outlet["name"], outlet["name_native"], outlet["name_ru"], *split(outlet["aliases"]))


@pytest.mark.browser
def test_the_page_folds_as_we_do(browser: Browser) -> None:
    """The page's own fold, with the tables that travel with it, on the shipped names and on hard texts."""
    script = (resources("mapping.explorer") / "assets" / "js" / "20_search.js").read_text("utf-8")
    texts = [*HARD, *shipped_names()]
    page = browser.new_page()
    given_to_it = [{"fold": tables(), "nodes": {"search": []}}, texts]
    folded = page.evaluate(f"([data, texts]) => {{ {script}; return texts.map(fold); }}", given_to_it)
    page.close()
    assert [pair for pair in zip(texts, folded, strict=True) if fold(pair[0]) != pair[1]] == []
