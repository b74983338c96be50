"""Credit lines of six languages: who is named as a source, who is not, and what is wrong with a table of phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import InputUnreadable
from mapping.names.declined import is_official
from mapping.sources.credit_patterns import phrases_of
from mapping.sources.site_credits import credits_of

HEAD = b"language,use,pattern\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мост закроют на ремонт, сообщает NUR.KZ.", ["NUR.KZ"]),
        ("Мост закроют, рассказали изданию Orda.kz в акимате.", ["Orda.kz"]),
        ("Как передает агентство Синьхуа, мост открыт.", ["Синьхуа"]),
        ("Телеканал «Алау» сообщает, что мост открыт.", ["Алау"]),
        ("Журналисты Kloop и OCCRP выяснили, чей это мост.", ["Kloop", "OCCRP"]),
        ("АСТАНА. КАЗИНФОРМ – Мост открыт.", ["КАЗИНФОРМ"]),
        ("ОШ, 7 мая – Sputnik. Мост открыт.", []),
        ("БАТКЕН, 7 мая – Sputnik. Мост открыт.", ["Sputnik"]),
        ("Мост открыт, передает телеканал «Узбекистан».", ["телеканал Узбекистан"]),
        ("Көпір ашылды, деп хабарлайды BBC-дің тілшісі.", ["BBC"]),
        ("Бұл туралы «Азаттыққа» әкім айтты.", ["Азаттыққа"]),
        ("«Айқын» газетінің жазуынша, көпір ашылды.", ["Айқын"]),
        ("Kópir ashyldy, dep habarlaıdy Kazinform.", ["Kazinform"]),
        ("Köpır aşyldy, dep habarlaidy Kazinform.", ["Kazinform"]),
        ("كوپىر اشىلدى، دەپ حابارلايدى «ايقىن».", ["ايقىن"]),
        ("بۇل تۋرالى قازاقپارات حابارلادى.", ["قازاقپارات"]),
        ("Көпүрө ачылды, деп жазат Kaktus.media.", ["Kaktus.media"]),
        ("«Кабар» агенттигине шилтеме жасап, сайт көпүрө тууралуу жазды.", ["Кабар"]),
        ("Пул кушода шуд, хабар медиҳад Озодӣ.", ["Озодӣ"]),
        ("Чунонки «Фараж» менависад, пул кушода шуд.", ["Фараж"]),
        ("Ko‘prik ochildi, deya xabar bermoqda Spot.uz.", ["Spot.uz"]),
        ("Qalampir.uz yozishicha, ko‘prik ochildi.", ["Qalampir.uz"]),
        ("Кўприк очилди, деб ёзади Daryo.uz.", ["Daryo.uz"]),
        ("The bridge is open, the news agency Kabar reported.", ["Kabar"]),
        ("OSH, Kyrgyzstan (AKIpress) - The bridge is open.", ["AKIpress"]),
        ("Мост открыт, сообщает Кабар. Объезд закрыт, сообщает Кабар.", ["Кабар"]),
    ],
)
def test_who_is_credited(text: str, expected: list[str]) -> None:
    assert credits_of(text, ["own.kz"]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Мост открыт, заявил Токаев.",
        "Мост открыт, сообщил Садыр Жапаров.",
        "Бул тууралуу Садыр Жапаров билдирди.",
        "Bu haqda Shavkat Mirziyoyev ma’lum qildi.",
        "Об этом сообщила жительница Бишкека.",
        "По данным следствия, мост открыли раньше.",
        "Как сообщает Ташкент, мост открыт.",
        "Подробности в нашем канале, сообщает Telegram.",
        "Напомним, об этом писал Kloop.kg.",
        "Фото: сообщает ТАСС",
        "Сүрөт: Кабар",
        "Rasm: Kun.uz",
        "Әкімнің айтуынша, көпір ашық.",
        "Мост открыт, сообщает own.kz.",
        "",
    ],
)
def test_who_is_not(text: str) -> None:
    assert credits_of(text, ["own.kz"]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мост закрыт, сообщает пресс-служба МВД Казахстана.", "пресс-служба МВД Казахстана"),
        ("Мост закрыт, сообщает ДЧС области.", "ДЧС"),
        ("По данным Минтранса, мост закрыт.", "Минтранса"),
        ("Бұл туралы ІІМ баспасөз қызметі хабарлады.", "ІІМ баспасөз қызметі"),
        ("Бул тууралуу ӨКМдин басма сөз кызматы билдирди.", "ӨКМдин басма сөз кызматы"),
        ("Bu haqda FVV matbuot xizmati xabar berdi.", "FVV matbuot xizmati"),
        ("Ба иттилои Вазорати нақлиёт, пул баста аст.", "Вазорати нақлиёт"),
    ],
)
def test_offices_keep_the_words_that_tell_them(text: str, expected: str) -> None:
    found = credits_of(text, [])
    assert [name for name in found if is_official(name)] == found
    assert [expected.split()[0]] == [name.split()[0] for name in found]


def test_stated_credits_come_first() -> None:
    assert credits_of("Мост открыт, сообщает Кабар.", [], ["«ТАСС»", ""]) == ["ТАСС", "Кабар"]


@given(st.text(alphabet="АБаб «»\".,:–-'сообщает деп xabar", max_size=300))
def test_no_text_breaks_the_reading_of_credits(text: str) -> None:
    assert all(2 <= len(name) <= 80 and ";" not in name for name in credits_of(text, []))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff", "is not UTF-8"),
        (b"language,pattern\n", "must be language,use,pattern"),
        (HEAD + b"ru,credit\n", "Line 2"),
        (HEAD + b"ru,credit,a,b\n", "Line 2"),
        (HEAD + b"ru,praise,a\n", "Line 2"),
        (HEAD + b"ru,credit,ab\nru,credit,(a\n", "Line 3 .* no regular expression"),
    ],
)
def test_a_spoilt_table_says_what_to_mend(content: bytes, said: str) -> None:
    with pytest.raises(InputUnreadable, match=said):
        phrases_of(content)


def test_words_of_a_language_fill_its_phrases() -> None:
    table = HEAD + "ru,credit,{SAYS} {X}\nky,SAYS,дейт\nru,SAYS,говорит|молвит\nru,skip,Фото\nru,never,Как\n".encode()
    phrase = phrases_of(table).credit[0]
    found = phrase.whole.search("мост открыт, молвит Кабар")
    assert found is not None
    assert found["x"] == "Кабар"
    assert phrase.whole.search("мост открыт, дейт Кабар") is None
