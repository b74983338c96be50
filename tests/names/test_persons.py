"""Names of persons in any order, script and custom."""

from __future__ import annotations

import pytest

from mapping.names import read_person, same_person_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Сейтқазы Матаев", "Матаев Сейтказы Бейсенгазыевич"),
        ("Сейтқазы Матаев", "S. Matayev"),
        ("Матаев С.Б.", "Seitkazy Matayev"),
        ("Гүлнар Асқарова", "Gulnar Askarova"),
        ("Нурбек Токтакунов", "Токтакунов Нурбек Акбарович"),
        ("Бакыт уулу Азамат", "Azamat Bakyt uulu"),
        ("Айгүл Асан кызы", "Aigul Asan kyzy"),
        ("Асан ұлы Ерлан", "Ерлан Асанұлы"),
        ("Зафар Абдуллозода", "Zafar Abdullozoda"),
        ("Раҳмонов Эмомалӣ", "Эмомалӣ Раҳмон"),
        ("Karimov Anvar Salim oʻgʻli", "Анвар Каримов"),
        ("Каримова Лола Салим қизи", "Lola Karimova"),
        ("Dilnoza Rahimova", "Дильноза Рахимова"),
        ("Гульнора Каримова", "Gulnara Karimova"),
        ("Азиза Каримова (Юсупова)", "Юсупова Азиза"),
        ("Анна Петрова-Сидорова", "Анна Сидорова"),
        ("Мария Ким, урождённая Ли", "Ли Мария"),
        ("KARIMOV, Anvar", "Анвар Каримов"),
    ],
)
def test_one_person_in_two_spellings(one: str, other: str) -> None:
    assert same_person_name(one, other)
    assert same_person_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Сейтқазы Матаев", "Асет Матаев"),
        ("Анвар Каримов", "Лола Каримова"),
        ("Иван Петров", "Иван Сидоров"),
        ("Каримов Анвар Салимович", "Каримов Анвар Рустамович"),
        ("А. Каримов", "Л. Каримов"),
        ("", ""),
        ("Каримов", "Анвар"),
    ],
)
def test_two_persons(one: str, other: str) -> None:
    assert not same_person_name(one, other)


@pytest.mark.parametrize(
    ("text", "family", "given", "patronymic"),
    [
        ("Назарбаев Нурсултан Абишевич", "nazarba", "norsoltan", "abiš"),
        ("Нурсұлтан Әбішұлы Назарбаев", "nazarba", "norsoltan", "abiš"),
        ("Сейтқали Айгүл Маратқызы", "seitkali", "aigol", "marat"),
        ("Айгүл Маратқызы Сейтқали", "seitkali", "aigol", "marat"),
        ("Аминова Зарина", "amin", "zarina", ""),
        ("", "", "", ""),
        ("!!", "", "", ""),
    ],
)
def test_parts_of_a_name(text: str, family: str, given: str, patronymic: str) -> None:
    found = read_person(text)
    assert (found.family, found.given, found.patronymic) == (family, given, patronymic)
