"""Transliteration after the written standards, with the way back where there is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import UnknownName
from mapping.names import restore, standards, transliterate

PANGRAM = {
    "ru": "Съешь же ещё этих мягких французских булок, да выпей чаю",
    "kk": "Әдемі ғажап қаңбақ өмір ұйқы үміт һәм жаңа сөз шыңдалды",
    "ky": "Жаңы өмүр үчүн көңүл чөккөн ыйык күчтөр",
    "tg": "Ҷавонӣ ӯҳдадор ғалабаи қавӣ шӯҳрат хоҳад",
    "uz": "Ўзбек ғурури қуёш ҳақида жаҳонга сўзлади, эшик очиқ",
    "kaa": "Әжайып ғаз қус ҳаўа жаңа өмир үй ыссы",
}


@pytest.mark.parametrize(
    ("standard", "cyrillic", "latin"),
    [
        ("kk_2017", "Қазақстан жаңалықтары", "Qazaqstan jan’alyqtary"),
        ("kk_2018", "Қазақстан шаңырағы", "Qazaqstan shańyraǵy"),
        ("kk_2019", "Қазақ үні және сөзі", "Qazaq üni jäne sözi"),
        ("kk_2021", "Егемен Қазақстан ұлты", "Egemen Qazaqstan ūlty"),
        ("kk_informal", "Жас өркен", "Jas orken"),
        ("kk_bgn", "Шымкент қаласы", "Shymkent qalasy"),
        ("ky_bgn", "Ысык-Көл, Чүй", "Ysyk-Köl, Chüy"),
        ("tg_bgn", "Хуҷанд, Тоҷикистон", "Khujand, Tojikiston"),
        ("uz_1995", "Халқ сўзи ва Ўзбекистон овози", "Xalq soʻzi va Oʻzbekiston ovozi"),
        ("uz_1995", "Исҳоқ", "Isʼhoq"),
        ("uz_2021", "Ўзбекистон, чашма, шаҳар, Ғафур", "Ōzbekiston, çaşma, şahar, Ğafur"),
        ("kaa_2016", "Еркин Қарақалпақстан", "Erkin Qaraqalpaqstan"),
        ("ru_iso9", "Щука, ёж, объём", "Ŝuka, ëž, obʺëm"),
        ("ru_bgn", "Ельцин, Вечерняя", "Yel’tsin, Vechernyaya"),
        ("ru_passport", "Юлия Щербакова", "Iuliia Shcherbakova"),
        ("ru_french", "Чуйская", "Tchouïskaïa"),
        ("ru_french", "Джалал-Абад", "Djalal-Abad"),
        ("ru_bgn", "ЩУКА Щука", "SHCHUKA Shchuka"),
        ("ru_bgn", "", ""),
        ("ru_bgn", "abc 1 عربي", "abc 1 عربي"),
    ],
)
def test_as_the_standard_writes(standard: str, cyrillic: str, latin: str) -> None:
    assert transliterate(cyrillic, standard) == latin


@pytest.mark.parametrize("standard", [name for name, one in standards().items() if one.back])
def test_the_way_back(standard: str) -> None:
    text = PANGRAM[standards()[standard].language].lower()
    assert restore(transliterate(text, standard), standard) == text


@pytest.mark.parametrize("name", standards())
def test_every_standard_names_its_source_and_writes_its_language_in_latin(name: str) -> None:
    written = transliterate(PANGRAM[standards()[name].language], name)
    assert standards()[name].source
    assert not any("\u0400" <= letter <= "\u04ff" for letter in written)


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя ", max_size=60))
def test_iso_9_gives_every_text_back(text: str) -> None:
    assert restore(transliterate(text, "ru_iso9"), "ru_iso9") == text


def test_an_unknown_standard_says_which_there_are() -> None:
    with pytest.raises(UnknownName, match="ru_iso9"):
        transliterate("а", "ru_nothing")


def test_a_standard_without_a_way_back_says_which_have_one() -> None:
    with pytest.raises(UnknownName, match="uz_1995"):
        restore("a", "kk_2017")
