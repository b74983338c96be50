"""Sentences in the region's languages, and tables of items made of them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from mapping.analyse import reuse
from mapping.analyse.reuse import Settings
from mapping.engine import open_engine

START = datetime(2026, 5, 12, 6, tzinfo=UTC)

NEWS = {
    "ru": "Жители нагорных сёл второй день чинят мост, который снёс паводок, и просят прислать технику: без переправы"
    " дети не могут дойти до школы, а машина скорой помощи делает крюк в сорок километров через соседний район.",
    "kk": "Ауыл тұрғындары су тасқыны шайып кеткен көпірді екінші күн жөндеп жатыр және техника жіберуді сұрайды:"
    " өткелсіз балалар мектепке жете алмайды, ал жедел жәрдем көлігі көрші аудан арқылы қырық шақырым айналып жүреді.",
    "ky": "Айыл тургундары сел жууп кеткен көпүрөнү экинчи күн оңдоп жатышат жана техника жиберүүнү суранышты:"
    " өтмөк жок болсо балдар мектепке бара албайт, ал эми тез жардам унаасы коңшу район аркылуу кырк чакырым айланат.",
    "tg": "Сокинони деҳаҳои кӯҳӣ рӯзи дуюм пулеро, ки сел бурдааст, таъмир мекунанд ва техника мепурсанд: бе гузаргоҳ"
    " кӯдакон ба мактаб рафта наметавонанд ва мошини ёрии таъҷилӣ тавассути ноҳияи ҳамсоя чил километр давр мезанад.",
    "uz": "Qishloqlar aholisi sel olib ketgan koʻprikni ikkinchi kun taʼmirlamoqda va texnika yuborishni soʻramoqda:"
    " oʻtish joyisiz bolalar maktabga borolmaydi, tez yordam esa qoʻshni tuman orqali qirq chaqirim aylanadi.",
    "uz-cyrl": "Қишлоқлар аҳолиси сел олиб кетган кўприкни иккинчи кун таъмирламоқда ва техника юборишни сўрамоқда:"
    " ўтиш жойисиз болалар мактабга бора олмайди, тез ёрдам машинаси эса қўшни туман орқали қирқ чақирим айланади.",
    "en": "People of the upper villages are mending for a second day the bridge that a flood tore away and ask for"
    " machines: without the crossing children cannot reach their school and the ambulance goes round by forty miles.",
}

Row = tuple[str, str, float | None, str]


def words(number: int, seed: int) -> str:
    """So many made-up words, others for each seed."""
    draw = random.Random(seed)  # noqa: S311
    return " ".join("".join(draw.choices("абвгдежзиклмнопрстуөүғқң", k=draw.randint(3, 9))) for _ in range(number))


def items(rows: Iterable[Row]) -> pa.Table:
    """Items of (id, outlet, hours after the start or None, text)."""
    listed = list(rows)
    times = [None if hours is None else START + timedelta(hours=hours) for _, _, hours, _ in listed]
    return pa.table(
        {
            "id": pa.array([row[0] for row in listed], pa.string()),
            "outlet": pa.array([row[1] for row in listed], pa.string()),
            "time": pa.array(times, pa.timestamp("us", "UTC")),
            "text": pa.array([row[3] for row in listed], pa.string()),
        }
    )


def found(rows: Iterable[Row], settings: Settings | None = None) -> pa.Table:
    """The pairs of such items."""
    with open_engine() as engine:
        engine.give("items", items(rows))
        return reuse.pairs(engine, "items", settings)


def couples(table: pa.Table) -> list[tuple[str, str]]:
    """The ids of pairs."""
    return list(zip(table["first_id"].to_pylist(), table["later_id"].to_pylist(), strict=True))
