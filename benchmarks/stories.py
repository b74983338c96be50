"""How well the story layer finds one story in several languages, on imitated stories; and how long it takes.

    .venv/bin/python -m benchmarks.stories

Stories of six kinds are told in two to five languages by phrases of our own with people, towns and numbers drawn from
short lists, so that many other stories share a kind, a town or a person; what follows first is told within two days.
Such texts are poorer than real ones and their names plainer: the figures say that the method works, not how well on
real news. Writes `benchmarks/results/stories.csv`: items, stories, days, pairs, found, precision, recall, seconds.
"""

from __future__ import annotations

import csv
import random
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pandas as pd

from mapping.analyse.story import stories

RESULTS = Path(__file__).parent / "results" / "stories.csv"
SIZES = ((400, 90), (1_200, 90), (36_000, 90), (18_000, 2))  # stories, days
_CYRILLIC = (
    "Каримов Юсупов Исмаилов Рахимов Хамидов Султанов Ибраимов Осмонов Турсунов Абдиев Маматов Эргешов Назаров "
    "Холматов Досов Ермеков Байжанов Сейтов Умаров Шарипов Зарипов Гафуров Мирзоев Алимбеков Чотонов "
)
_LATIN = (
    "Karimov Yusupov Ismoilov Rahimov Hamidov Sultonov Ibraimov O‘smonov Tursunov Abdiyev Mamatov Ergashev Nazarov "
    "Xolmatov Dosov Yermekov Bayjanov Seytov Umarov Sharipov Zaripov G‘afurov Mirzoyev Olimbekov Cho‘tonov "
)
PEOPLE = {
    "ru": f"{_CYRILLIC}Токаев Жапаров Мирзиёев Рахмон Кошербаев Саидов Нурдавлетова Бекешев Турдиев".split(),
    "kk": f"{_CYRILLIC}Тоқаев Жапаров Мирзиёев Рахмон Көшербаев Саидов Нұрдәулетова Бекешев Тұрдиев".split(),
    "ky": f"{_CYRILLIC}Токаев Жапаров Мирзиёев Рахмон Көшербаев Саидов Нурдөөлөтова Бекешев Турдиев".split(),
    "uz": f"{_LATIN}Toqayev Japarov Mirziyoyev Rahmon Ko‘sherbayev Saidov Nurdavlatova Bekeshev Turdiyev".split(),
    "tg": f"{_CYRILLIC}Тоқаев Ҷабборов Мирзиёев Раҳмон Кошербоев Саидов Нурдавлатова Бекешев Турдиев".split(),
}
TOWNS = {
    "ru": ("Бишкеке", "Ташкенте", "Душанбе", "Караганде", "Самарканде", "Хороге", "Таразе", "Нарыне", "Андижане",
           "Актау"),
    "kk": ("Бішкекте", "Ташкентте", "Душанбеде", "Қарағандыда", "Самарқандта", "Хорогта", "Таразда", "Нарында",
           "Әндіжанда", "Ақтауда"),
    "ky": ("Бишкекте", "Ташкентте", "Душанбеде", "Карагандыда", "Самаркандда", "Хорогдо", "Таразда", "Нарында",
           "Анжиянда", "Актауда"),
    "uz": ("Bishkekda", "Toshkentda", "Dushanbeda", "Qarag‘andada", "Samarqandda", "Xorog‘da", "Tarazda", "Norinda",
           "Andijonda", "Oqtovda"),
    "tg": ("Бишкек", "Тошканд", "Душанбе", "Қарағанда", "Самарқанд", "Хоруғ", "Тараз", "Норин", "Андиҷон", "Ақтав"),
}  # fmt: skip
KINDS = {
    "ru": (
        "Вчера в {town} открыли завод на {a} рабочих мест. Проект стоил {b} млн долларов, рассказал министр {who}.",
        "Пожар на рынке в {town} тушили {a} спасателей. Сгорело {b} павильонов, сообщил мэр {who}.",
        "Суд в {town} приговорил бывшего чиновника по фамилии {who} к штрафу в {b} тысяч. Дело длилось {a} дней.",
        "Президент {who} подписал закон о льготах. В {town} их получат {a} семей, на это дадут {b} млн.",
        "Ученые нашли в {town} монеты возрастом {a} лет. Всего их {b}, сообщил археолог {who}.",
        "Сборная под руководством тренера {who} сыграла в {town}. Пришли {a} зрителей, билеты купили на {b} млн.",
    ),
    "kk": (
        "Кеше {town} {a} адам жұмыс істейтін зауыт ашылды. Жоба құны {b} млн доллар, деді министр {who}.",
        "Базардағы өртті {town} {a} құтқарушы сөндірді. Қала басшысы {who} {b} дүңгіршек жанғанын айтты.",
        "Бұрынғы шенеунік {who} ісі бойынша сот {town} {b} мың айыппұл салды. Іс {a} күнге созылды.",
        "Президент {who} жеңілдік туралы заңға қол қойды. Оны {town} {a} отбасы алады, {b} млн бөлінеді.",
        "Ғалымдар {town} {a} жылдық тиындар тапты. Археолог {who} олардың саны {b} екенін айтты.",
        "Бапкер {who} бастаған құрама {town} ойнады. Оған {a} көрермен келді, билет {b} млн болды.",
    ),
    "ky": (
        "Кечээ {town} {a} орундуу завод ачылды. Долбоор {b} млн долларга түштү, деди министр {who}.",
        "Базардагы өрттү {town} {a} куткаруучу өчүрдү. Мэр {who} {b} дүкөн күйгөнүн айтты.",
        "Мурдагы чиновник {who} боюнча сот {town} {b} миң айып пул салды. Иш {a} күнгө созулду.",
        "Президент {who} жеңилдик жөнүндө мыйзамга кол койду. Аны {town} {a} үй-бүлө алат, {b} млн бөлүнөт.",
        "Окумуштуулар {town} {a} жылдык тыйындарды табышты. Археолог {who} алардын саны {b} экенин айтты.",
        "Машыктыруучу {who} баштаган курама {town} ойноду. Ага {a} көрүүчү келди, билет {b} млн болду.",
    ),
    "uz": (
        "Kecha {town} {a} o‘rinli zavod ochildi. Loyiha {b} mln dollarga tushdi, dedi vazir {who}.",
        "Bozordagi yong‘inni {town} {a} qutqaruvchi o‘chirdi. Shahar hokimi {who} {b} do‘kon yonganini aytdi.",
        "Sobiq amaldor {who} ishi bo‘yicha sud {town} {b} ming jarima soldi. Ish {a} kun davom etdi.",
        "Prezident {who} imtiyozlar haqidagi qonunni imzoladi. Uni {town} {a} oila oladi, {b} mln ajratiladi.",
        "Olimlar {town} {a} yillik tangalarni topdi. Arxeolog {who} ularning soni {b} ekanini aytdi.",
        "Murabbiy {who} boshchiligidagi terma jamoa {town} o‘ynadi. Unga {a} tomoshabin keldi, chipta {b} mln.",
    ),
    "tg": (
        "Дирӯз дар {town} корхона бо {a} ҷои корӣ кушода шуд. Арзиши лоиҳа {b} млн доллар аст, гуфт вазир {who}.",
        "Сӯхтори бозорро дар {town} {a} наҷотдиҳанда хомӯш карданд. Раиси шаҳр {who} гуфт, ки {b} дӯкон сӯхт.",
        "Суди шаҳр дар {town} мансабдори собиқ {who} ро {b} ҳазор ҷарима кард. Парванда {a} рӯз давом кард.",
        "Президент {who} қонуни имтиёзҳоро имзо кард. Дар {town} {a} оила онро мегирад, {b} млн ҷудо мешавад.",
        "Олимон дар {town} тангаҳои {a} сола ёфтанд. Бостоншинос {who} гуфт, ки шумораашон {b} аст.",
        "Дастаи мураббӣ {who} дар {town} бозӣ кард. Ба он {a} тамошобин омад, чипта {b} млн шуд.",
    ),
}
START = pd.Timestamp("2026-09-01", tz="UTC")


def imitated(number: int, days: int, seed: int = 7) -> tuple[pd.DataFrame, set[tuple[str, str]]]:
    """Items of that many stories begun in so many days, and the pairs (in order of id) that tell one story."""
    dice = random.Random(seed)  # noqa: S311
    rows: list[tuple[object, ...]] = []
    told: dict[int, list[str]] = defaultdict(list)
    for story in range(number):
        kind, who, town = dice.randrange(6), dice.randrange(len(PEOPLE["ru"])), dice.randrange(10)
        a, b = dice.randrange(10, 400), dice.randrange(10, 900)
        began = START + pd.Timedelta(minutes=dice.randrange(days * 24 * 60))
        for language in dice.sample(sorted(KINDS), dice.choice((1, 2, 2, 3, 5))):
            text = KINDS[language][kind].format(town=TOWNS[language][town], who=PEOPLE[language][who], a=a, b=b)
            moment = began + pd.Timedelta(minutes=dice.randrange(36 * 60))
            told[story].append(f"i{len(rows)}")
            rows.append((f"i{len(rows)}", f"{language}-{dice.randrange(40)}", moment, language, "", text))
    pairs = {(min(pair), max(pair)) for ids in told.values() for pair in combinations(ids, 2)}
    return pd.DataFrame(rows, columns=["id", "outlet", "time", "language", "title", "text"]), pairs


def measured(number: int, days: int) -> tuple[object, ...]:
    """One row of the result."""
    items, pairs = imitated(number, days)
    started = time.process_time()
    frame = stories(items)
    seconds = time.process_time() - started
    found = {(min(pair), max(pair)) for pair in zip(frame["first_id"], frame["later_id"], strict=True)}
    right = len(found & pairs)
    precision, recall = right / max(len(found), 1), right / len(pairs)
    return len(items), number, days, len(pairs), len(found), f"{precision:.4f}", f"{recall:.4f}", f"{seconds:.1f}"


def main() -> None:
    """Measure, print and keep."""
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("items", "stories", "days", "pairs", "found", "precision", "recall", "seconds"))
        for number, days in SIZES:
            row = measured(number, days)
            print(*row)
            writer.writerow(row)


if __name__ == "__main__":
    main()
