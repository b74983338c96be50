"""Official registers as offices hand them out: heads of two lines, old code pages, counts of columns, totals."""

from __future__ import annotations

import io
import tomllib
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from saved import cells, page, read, saved

from mapping.errors import InputUnreadable, SourceChanged
from mapping.paths import Places
from mapping.sources import register_table
from mapping.sources.table_file import folded

SHEET = "xl/worksheets/sheet1.xml"
REGISTER = saved("register_table", "kz/register.csv")
HEADS = ("Номер свидетельства", "Дата регистрации", "Наименование СМИ", "Вид СМИ", "Учредитель", "Примечание")
LINES = (
    ("123", "05.06.2011", "Вечерний Чолпон", "газета", "ОсОО «Чолпон»", "x"),
    ("124", 2012, "Супер", "журнал", "Фонд; Тестов Т.", None),
)


def _workbook(*lines: tuple[object, ...]) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    book.save(content)
    return content.getvalue()


def _changed(path: str, content: bytes | None, filler: bytes = b"") -> bytes:
    """A workbook in which one file is another; without content, its lines end with the filler."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook(HEADS, *LINES))) as whole, zipfile.ZipFile(changed, "w", 8) as archive:
        for name in whole.namelist():
            was = whole.read(name)
            new = was.replace(b"</sheetData>", filler + b"</sheetData>") if content is None else content
            archive.writestr(name, new if name == path else was)
    return changed.getvalue()


def test_a_register_gives_outlets_owners_stakes_channels_and_events() -> None:
    rows, flaws = read("register_table", "kz/register.csv", REGISTER)
    assert cells(rows, "name", "media", "languages", "status") == [
        ("Шамшырақ", "online;print", "kk;ru", "active"),
        ("Жаңа толқын", "radio", "kk", "closed"),
    ]
    assert [(row.record_id, row.values["kind"]) for row in rows if row.table == "owners"] == [
        ("kz-media.owner.050140000123", "company"),
        ("kz-media.owner.Test-Testov", "unknown"),
    ]
    stakes = [("owns", "0", "100", "registered"), ("owns", "0", "100", "registered")]
    assert cells(rows, "relation", "share_min", "share_max", "confidence") == stakes
    assert [row.values["address"] for row in rows if row.table == "channels"] == ["https://shamshyraq.kz/"]
    assert [row.values["date"] for row in rows if row.table == "events"] == ["2024-10-17", "2019-05"]
    assert [(flaw.line, flaw.column, flaw.value) for flaw in flaws] == [
        (8, "media", "голограмма"),
        (9, "name", "Всего: 3"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16"])
def test_code_pages(encoding: str) -> None:
    text = REGISTER.decode().translate(str.maketrans("ақңы«»", 'акны""')).replace('"', "")
    rows, _ = read("register_table", "kz/register.csv", text.encode(encoding))
    assert [row.values["name"] for row in rows if row.table == "outlets"] == ["Шамшырак", "Жана толкын"]


@pytest.mark.parametrize("above", [(), (("Государственный реестр",), ())], ids=["bare", "titled"])
def test_a_workbook(above: tuple[tuple[object, ...], ...]) -> None:
    rows, flaws = read("register_table", "kg/register.xlsx", _workbook(*above, HEADS, *LINES))
    assert flaws == []
    assert cells(rows, "name", "country", "media") == [
        ("Вечерний Чолпон", "KG", "print"),
        ("Супер", "KG", "print"),
    ]
    assert [row.values["name"] for row in rows if row.table == "owners"] == ["ОсОО «Чолпон»", "Фонд", "Тестов Т."]
    assert [row.values["date"] for row in rows if row.table == "events"] == ["2011-06-05", "2012"]


def test_without_a_folder_the_map_that_fits_best_is_taken() -> None:
    heads = ("Ro'yxatga olish raqami", "OAV nomi", "OAV turi", "Muassis", "Tili")
    line = ("0001", "Yangi so'z", "gazeta", "“Yangi so'z” MChJ", "o'zbek")
    rows, _ = read("register_table", "download.xlsx", _workbook(heads, line))
    assert cells(rows, "name", "country", "media", "languages") == [("Yangi so'z", "UZ", "print", "uz")]


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", InputUnreadable, "is empty"),
        (b"<html>404</html>", InputUnreadable, "is a web page"),
        (b"\xd0\xcf\x11\xe0old", InputUnreadable, ".xls"),
        (_workbook(HEADS, *LINES)[:900], InputUnreadable, "damaged workbook"),
        (_changed(SHEET, b""), InputUnreadable, "damaged workbook"),
        (_changed(SHEET, b"<worksheet><sheetData><row>"), InputUnreadable, "damaged workbook"),
        (_changed("xl/workbook.xml", b""), InputUnreadable, "damaged workbook"),
        (_changed("[Content_Types].xml", b"<a/>"), InputUnreadable, "damaged workbook"),
        (
            _changed(SHEET, None, b'<row r="999999999"><c><v>1</v></c></row>'),
            InputUnreadable,
            "more than 200,000 lines",
        ),
        (_changed(SHEET, None, b"<row/>" * 200_000), InputUnreadable, "more than 200,000 lines"),
        (_changed(SHEET, None, b" " * 100_000_000), InputUnreadable, "larger than any register"),
        (_workbook(tuple(range(201))), InputUnreadable, "more than 200 columns"),
        (b"a;" * 1_000_000 + b"a\n", InputUnreadable, "more than 200 columns"),
        (b"a;b\n" * 200_001, InputUnreadable, "more than 200,000 lines"),
        (REGISTER + '"не закрыто'.encode(), InputUnreadable, "no whole table"),
        (b"a,b\n1,2\n", SourceChanged, "has no column"),
        (REGISTER.replace("Собственник".encode(), "Хозяин".encode()), SourceChanged, "Хозяин"),
        (_workbook(*((*line[:2], *line[3:]) for line in (HEADS, *LINES))), SourceChanged, "'name'"),
    ],
)
def test_damage_is_one_sentence(content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read("register_table", "kz/register.csv", content)


@pytest.mark.parametrize(
    ("map_text", "said"),
    [
        ("[table.x\n", "cannot be read"),
        (f"x = {'[' * 50_000}", "cannot be read"),
        ("", "no section"),
        ("[table.x]\ncountry = 'KZ'\n", "needs a country"),
        ("[table.x]\ncountry = 'KZ'\nurl = 'https://a.kz/'\n[table.x.columns]\nnome = ['A']\n", "'nome'"),
        ("[table.x]\ncountry = 'KZ'\nurl = 'https://a.kz/'\n[table.x.columns]\nname = 'A'\n", "list of heads"),
    ],
)
def test_a_broken_map_is_named(map_text: str, said: str) -> None:
    whole = page("register_table", "kz/register.csv", REGISTER)
    received = replace(whole, tables={register_table.MAP: map_text.encode()})
    with pytest.raises(InputUnreadable, match=said):
        list(register_table.parse(received))


@pytest.mark.parametrize("file", ["register_columns.toml", "ban_columns.toml"])
def test_no_head_of_the_shipped_maps_means_two_things(file: str) -> None:
    sections = tomllib.loads((Places().hand_tables / file).read_text(encoding="utf-8"))["table"]
    for name, section in sections.items():
        heads = [folded(head) for group in (*section["columns"].values(), section["left_out"]) for head in group]
        assert sorted(heads) == sorted(set(heads)), name
