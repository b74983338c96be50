"""Pairs of names that are one and pairs that are not, over kinds, countries and scripts; names that are no names."""

from __future__ import annotations

import time
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.clean.compare import DIFFERENT_BELOW, KINDS, SAME_FROM, score_pairs
from mapping.clean.name_clues import Pairs as NamePairs
from mapping.clean.name_clues import clues, strengths
from mapping.clean.name_record import read_record
from mapping.errors import UnknownName
from mapping.names.reading import Kind

Pair = tuple[str, str, Kind, str]

SAME: list[Pair] = [
    # scripts and alphabets
    ("Егемен Қазақстан", "Egemen Qazaqstan", "outlet", "KZ"),
    ("Егемен Қазақстан", "Yegemen Kazakhstan", "outlet", "KZ"),
    ("Егемен Қазақстан", "ەگەمەن قازاقستان", "outlet", "KZ"),
    ("Егемен Қазақстан", "egemen.kz", "outlet", "KZ"),
    ("Жас Алаш", "Jas Alaş", "outlet", "KZ"),
    ("Азаттық рухы", "Azattyq Rúhy", "outlet", "KZ"),
    ("Кыргыз Туусу", "Kyrgyz Tuusu gazetasy", "outlet", "KG"),
    ("Ысык-Көл", "Issyk-Kul", "place", "KG"),
    ("Ҷумҳурият", "Джумхурият", "outlet", "TJ"),
    ("Ҷумҳурият", "جمهوریت", "outlet", "TJ"),
    ("Садои мардум", "صدای مردم", "outlet", "TJ"),
    ("Халқ сўзи", "Xalq soʻzi", "outlet", "UZ"),
    ("Xalq so'zi", "Xalq so`zi", "outlet", "UZ"),
    ("Ёшлар", "Yoshlar telekanali", "outlet", "UZ"),
    ("Erkin Qaraqalpaqstan", "Еркин Қарақалпақстан", "outlet", "UZ"),
    ("Ouzbékistan", "Oʻzbekiston", "place", "UZ"),
    # look-alike letters, cases, glued words
    ("Kaзахстанская прaвда", "Казахстанская правда", "outlet", "KZ"),
    ("ЕГЕМЕН ҚАЗАҚСТАН", "Егемен Қазақстан", "outlet", "KZ"),
    ("Tengrinews", "Tengri News", "outlet", "KZ"),
    ("Tengri News", "Тенгри Ньюс", "outlet", "KZ"),
    ("Эйр Астана", "Air Astana", "company", "KZ"),
    # numbers and generic words
    ("31 канал", "31-арна", "outlet", "KZ"),
    ("Канал 31", "Channel Thirty-one", "outlet", "KZ"),
    ("Пятый канал", "5-канал", "outlet", "KG"),
    ("Биринчи радио", "Первое радио", "outlet", "KG"),
    ("газета «Хатлон»", "Рӯзномаи Хатлон", "outlet", "TJ"),
    ("Агентство Хабар", "Хабар агенттігі", "outlet", "KZ"),
    # translations
    ("Казахстанская правда", "Kazakhstan Truth", "outlet", "KZ"),
    ("Народное слово", "People's Word", "outlet", "UZ"),
    ("Халқ сўзи", "Народное слово", "outlet", "UZ"),
    ("Вечерний Бишкек", "Evening Bishkek", "outlet", "KG"),
    ("Голос народа", "Садои мардум", "outlet", "TJ"),
    ("Fargʻona haqiqati", "Ферганская правда", "outlet", "UZ"),
    ("Toshkent oqshomi", "Вечерний Ташкент", "outlet", "UZ"),
    # abbreviations and sites
    ("КТРК", "Кыргыз телерадиоберүү корпорациясы", "outlet", "KG"),
    ("kloop.kg", "Клооп", "outlet", "KG"),
    ("Podrobno.uz", "Подробно", "outlet", "UZ"),
    # companies and their forms
    ("ТОО «Ак Жайык»", "Ақ Жайық ЖШС", "company", "KZ"),
    ("АО «Казахтелеком»", "Kazakhtelecom JSC", "company", "KZ"),
    ("ОсОО «Вечерний Бишкек»", "Vecherniy Bishkek LLC", "company", "KG"),
    ("ОАО «Кыргызтелеком»", "Кыргызтелеком ААК", "company", "KG"),
    ("ҶДММ «Азия-Плюс»", "Asia-Plus LLC", "company", "TJ"),
    ("АО «Узбектелеком»", "Oʻzbektelekom AJ", "company", "UZ"),
    ("ООО Замон Пресс", "Zamon Press MChJ", "company", "UZ"),
    # persons
    ("Касым-Жомарт Токаев", "Қасым-Жомарт Тоқаев", "person", "KZ"),
    ("Токаев К.-Ж.", "Токаев Касым-Жомарт Кемелевич", "person", "KZ"),
    ("Матаев Сейтказы Бейсенгазыевич", "S. Matayev", "person", "KZ"),
    ("Жанболат Мамай", "Mamai Janbolat", "person", "KZ"),
    ("Курманбек уулу Бакыт", "Bakyt Kurmanbek uulu", "person", "KG"),
    ("Эмомалӣ Раҳмон", "Эмомали Рахмонов", "person", "TJ"),
    ("Гульнара Каримова", "Gulnora Karimova", "person", "UZ"),
    ("Шавкат Мирзиёев", "Mirziyoyev Sh.", "person", "UZ"),
    # places, old and new
    ("Целиноград", "Нұр-Сұлтан", "place", "KZ"),
    ("Чүй облусу", "Чуйская область", "place", "KG"),
    ("Фрунзе", "Bishkek", "place", "KG"),
    ("Ленинабад", "Хуҷанд", "place", "TJ"),
    ("Ҳисор", "Гиссар", "place", "TJ"),
    ("Қўқон", "Коканд", "place", "UZ"),
    ("Fargʻona viloyati", "Ферганская область", "place", "UZ"),
]

DIFFERENT: list[Pair] = [
    ("Радио Хабар", "Khabar TV", "outlet", "KZ"),
    ("31 канал", "32 канал", "outlet", "KZ"),
    ("Хабар", "Хабар 24", "outlet", "KZ"),
    ("Егемен Қазақстан", "Казахстанская правда", "outlet", "KZ"),
    ("Солтүстік Қазақстан", "Шығыс Қазақстан", "outlet", "KZ"),
    ("Вечерний Алматы", "Вечерняя Астана", "outlet", "KZ"),
    ("Первый канал", "Второй канал", "outlet", "KZ"),
    ("Актюбинский вестник", "Атырауский вестник", "outlet", "KZ"),
    ("Zakon.kz", "Zakon.uz", "outlet", ""),
    ("Sputnik Қазақстан", "Спутник Кыргызстан", "outlet", ""),
    ("Слово Кыргызстана", "Голос Кыргызстана", "outlet", "KG"),
    ("Чуйские известия", "Нарынские известия", "outlet", "KG"),
    ("Нур Радио", "Нур ТВ", "outlet", "KG"),
    ("Ош ТВ", "Талас ТВ", "outlet", "KG"),
    ("ТВ Хатлон", "газета Хатлон", "outlet", "TJ"),
    ("Садои мардум", "Садои Душанбе", "outlet", "TJ"),
    ("СМ-1", "СМ-2", "outlet", "TJ"),
    ("Ҳақиқати Суғд", "Ҳақиқати Хатлон", "outlet", "TJ"),
    ("Ферганская правда", "Buxoro haqiqati", "outlet", "UZ"),
    ("Xalq soʻzi", "Xalq ovozi", "outlet", "UZ"),
    ("Yoshlar radiosi", "Yoshlar telekanali", "outlet", "UZ"),
    ("Toshkent oqshomi", "Toshkent haqiqati", "outlet", "UZ"),
    ("ТОО «Арна-2»", "ТОО «Арна-3»", "company", "KZ"),
    ("ОАО «Кыргызтелеком»", "ОАО «Кыргызнефтегаз»", "company", "KG"),
    ("ОсОО «Бишкек Пресс»", "ОсОО «Ош Пресс»", "company", "KG"),
    ("АО «Узбектелеком»", "АО «Узбекнефтегаз»", "company", "UZ"),
    ("Нурсултан Назарбаев", "Дарига Назарбаева", "person", "KZ"),
    ("Д. Назарбаев", "Д. Назарбаева", "person", "KZ"),
    ("Иванов Иван Иванович", "Иванов Иван Петрович", "person", "KZ"),
    ("Садыр Жапаров", "Акылбек Жапаров", "person", "KG"),
    ("Шариф Раҳмонов", "Шариф Раҳимов", "person", "TJ"),
    ("Karimov A.", "Karimov B.", "person", "UZ"),
    ("Ош шаары", "Ош облусу", "place", "KG"),
    ("Toshkent shahri", "Ташкентская область", "place", "UZ"),
    ("Солтүстік Қазақстан облысы", "Шығыс Қазақстан облысы", "place", "KZ"),
    ("Ақтау", "Ақтөбе", "place", "KZ"),
    ("Вилояти Суғд", "Вилояти Хатлон", "place", "TJ"),
]

# Names that differ, but so little that a person should look.
DOUBTFUL: list[Pair] = [
    ("ТОО «Ак Жайык»", "ТОО «Ак Жол»", "company", "KZ"),
    ("ҶДММ «Азия-Плюс»", "ҶДММ «Азия-Транс»", "company", "TJ"),
]

NO_NAMES = ["", " ", "😀", "\0", "«»", "---", "\u202e\u200f", "​"]
ODD = ["a" * 10_000, "слово " * 2_000, "\0Хабар\0", "مردم\u202e abc", "Хa" * 4_000, "1" * 5_000, "('" * 3_000]


def _answer(pair: Pair) -> tuple[float, str, str]:
    a, b, kind, country = pair
    scores = score_pairs([a], [b], [kind], [country])
    return float(scores.score[0]), scores.same[0], scores.why(0)


@pytest.mark.parametrize("pair", SAME, ids=" = ".join)
def test_spellings_of_one_name_are_the_same(pair: Pair) -> None:
    score, same, why = _answer(pair)
    assert (same, score >= SAME_FROM, why.startswith("The same: ")) == ("true", True, True), why


@pytest.mark.parametrize("pair", DIFFERENT, ids=" / ".join)
def test_names_of_two_things_are_not_the_same(pair: Pair) -> None:
    score, same, why = _answer(pair)
    assert (same, score < DIFFERENT_BELOW, why.startswith("Different: ")) == ("false", True, True), why


@pytest.mark.parametrize("pair", DOUBTFUL, ids=" ? ".join)
def test_names_that_nearly_agree_are_never_called_the_same(pair: Pair) -> None:
    assert _answer(pair)[1] in ("unsure", "false")


REASONS = [
    (("Радио Хабар", "Khabar TV", "outlet", "KZ"), "the names tell different media (radio / tv)"),
    (("31 канал", "32 канал", "outlet", "KZ"), "the numbers differ (31 / 32)"),
    (("Халқ сўзи", "Народное слово", "outlet", "UZ"), "one translates the other (Халқ сўзи / Народное слово)"),
    (("Ош шаары", "Ош облусу", "place", "KG"), "Osh (city, KG) / Osh (region, KG)"),
    (("Фрунзе", "Bishkek", "place", "KG"), "both are known names of one place"),
    (("Karimov A.", "Karimov B.", "person", "UZ"), "the given names differ"),
    (("Zakon.kz", "Zakon.uz", "outlet", ""), "the web addresses differ (Zakon.kz / Zakon.uz)"),
    (("ТОО «Ак Жол»", "АО «Ак Жол»", "company", "KZ"), "the legal forms differ (ТОО / АО)"),
]


@pytest.mark.parametrize(("pair", "told"), REASONS)
def test_the_reason_names_the_clue_and_its_words(pair: Pair, told: str) -> None:
    assert told in _answer(pair)[2]


@pytest.mark.parametrize("nothing", NO_NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_name_is_unsure(nothing: str, kind: Kind) -> None:
    for pair in ((nothing, "", kind, ""), (nothing, "Хабар", kind, "KZ"), (nothing, nothing, kind, "UZ")):
        assert _answer(pair) == (0.5, "unsure", "Unsure: there is nothing to compare.")


@pytest.mark.parametrize("kind", KINDS)
def test_odd_names_are_read_in_no_time(kind: Kind) -> None:
    started = time.perf_counter()
    scores = score_pairs(ODD, ODD[::-1], [kind] * len(ODD), [""] * len(ODD))
    assert all(scores.why(at).endswith(".") for at in range(len(ODD)))
    assert time.perf_counter() - started < 2


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(KINDS), st.sampled_from(["", "KZ", "TJ"]))
@settings(max_examples=200, deadline=None)
def test_any_text_gets_a_score_and_order_does_not_matter(a: str, b: str, kind: Kind, country: str) -> None:
    scores = score_pairs([a, b], [b, a], [kind] * 2, [country] * 2)
    assert ((scores.score >= 0) & (scores.score <= 1)).all()
    assert abs(scores.score[0] - scores.score[1]) < 0.05
    assert scores.why(0)


def test_pairs_of_all_kinds_in_one_call_score_as_they_do_alone() -> None:
    pairs = SAME + DIFFERENT
    together = score_pairs(*(list(column) for column in zip(*pairs, strict=True)))
    alone = [_answer(pair)[0] for pair in pairs]
    assert np.allclose(together.score, alone)


def test_bad_calls_say_what_is_wrong() -> None:
    with pytest.raises(UnknownName, match="no kind of name 'town'"):
        score_pairs(["a"], ["b"], [cast(Kind, "town")], [""])
    with pytest.raises(ValueError, match="one length"):
        score_pairs(["a"], [], ["outlet"], [""])
    assert score_pairs([], [], [], []).same == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_clue_stands_in_the_table_with_the_sign_of_what_it_means(kind: Kind) -> None:
    record = read_record("Хабар", kind, "KZ")
    table = clues(kind)
    assert set(strengths(kind, NamePairs([record], [record]))) == set(table) - {"bias", "same_site"}
    assert all(clue.weight * clue.prior > 0 for clue in table.values())


def test_warm_pairs_are_scored_fast() -> None:
    pairs = (SAME + DIFFERENT) * 200
    columns = [list(column) for column in zip(*pairs, strict=True)]
    score_pairs(*columns)
    started = time.perf_counter()
    score_pairs(*columns)
    assert len(pairs) / (time.perf_counter() - started) > 40_000  # a quarter of what one idle core does
