"""The guide for a newsroom in exile: what it says, of whom, and that it never leaves the team."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from mapping import Landscape
from mapping.__main__ import main
from mapping.documents import html
from mapping.documents.blocks import Prose, Report, Table
from mapping.errors import LevelTooHigh, UnknownName
from mapping.guide.compose import CHAPTERS, guide, situation
from mapping.guide.findings import DONE, NOT_APPLICABLE, OPEN, RULES, finding
from mapping.guide.known import Known, Pages
from mapping.paths import PROJECT, Places
from mapping.tables import save_raw

Read = pytest.CaptureFixture[str]
TABLES = PROJECT / "data" / "raw" / "tables"
NOT_ASKED = {"question": "", "done_when": ""}
DAY = "2026-01-02"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def places(tiny_facts: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The hand-made facts, cleaned once, with the small tables that are shipped."""
    folder = tmp_path_factory.mktemp("guide")
    places = Places(folder / "data", folder / "reports")
    for name, text in tiny_facts.items():
        save_raw(places.raw / "hand_facts" / DAY, name, text.encode(), url="", retrieved=DAY, licence="CC BY 4.0")
    assert main(["clean", "--data", str(places.data)]) == 1
    shutil.copytree(TABLES, places.hand_tables)
    return places


@pytest.fixture(scope="module")
def land(places: Places) -> Landscape:
    """The same, opened for the team."""
    return Landscape.open(places.data)


def _text(report: Report) -> str:
    parts = []
    for block in report.blocks:
        if isinstance(block, Prose):
            parts.append(block.text)
        elif isinstance(block, Table):
            parts += [block.caption, *(cell.text for row in block.rows for cell in row), block.note]
    return "\n".join(parts)


def _known(land: Landscape, answers: dict[str, list[str]] | None = None, **outlet: str) -> Known:
    row = Known.of(land, "chyndyk").outlet
    return Known(land, {**row, **outlet}, answers or {}, Pages(land))


def test_each_item_has_a_line_of_evidence_and_each_rule_an_item() -> None:
    keys = [item.key for make in CHAPTERS for item in make().items]
    evidence = _rows(TABLES / "exile_guide.csv")
    assert [row["item"] for row in evidence] == list(dict.fromkeys(row["item"] for row in evidence))
    assert {row["item"] for row in evidence} == set(keys)
    assert len(keys) == len(set(keys))
    assert set(RULES) <= set(keys)


def test_evidence_says_what_its_page_says_and_who_says_it() -> None:
    for row in _rows(TABLES / "exile_guide.csv"):
        filled = [bool(row[name]) for name in ("says", "citation", "publisher", "accessed")]
        assert len(set(filled)) == 1, row
        assert not row["citation"] or row["citation"].startswith("https://"), row


def test_questions_and_answers_are_those_of_the_questionnaire() -> None:
    lists = {row["name"]: row["type"].split()[-1] for row in _rows(TABLES / "questionnaire" / "survey.csv")}
    choices = {(row["list_name"], row["name"]) for row in _rows(TABLES / "questionnaire" / "choices.csv")}
    asked = [row for row in _rows(TABLES / "exile_guide.csv") if row["question"]]
    assert asked
    for row in asked:
        assert {(lists[row["question"]], word) for word in row["done_when"].split(";")} <= choices, row


def test_a_newsroom_in_exile(land: Landscape) -> None:
    report = guide(land, "chyndyk")
    text = _text(report)
    assert report.title == "Guide for a newsroom in exile: Chyndyk"
    assert report.edition.level == "team"
    assert "It works from: Poland." in text
    assert "Phase of exile: not looked at yet." in text
    assert "Whoever reads or shares it in Kyrgyzstan runs a risk." in text
    assert "On record: “extremist” label (2024-02-09). [1]" in text
    assert "What setting up takes: Poland" in text
    assert "not looked at" in text
    assert "Help" in text
    assert "One" in text


def test_a_newsroom_at_home_reads_it_as_preparation(land: Landscape) -> None:
    text = _text(guide(land, "bozor-tv"))
    assert "No page says that Bozor TV works in exile: read it as preparation." in text
    assert "Phase of exile" not in text
    assert "Its own host is not on record here" in text
    assert {"What setting up takes: Poland", "What setting up takes: Czechia"} <= set(text.splitlines())


def test_the_hosts_shown_can_be_chosen(land: Landscape) -> None:
    text = _text(guide(land, "chyndyk", ["CZ", "LT"]))
    shown = [line for line in text.splitlines() if line.startswith("What setting up takes")]
    assert shown == ["What setting up takes: Czechia", "What setting up takes: Lithuania"]


def test_a_host_of_which_nothing_is_on_record(land: Landscape) -> None:
    with pytest.raises(UnknownName, match=r"'BR'.*choose from AT, CZ"):
        guide(land, "chyndyk", ["BR"])


@pytest.mark.parametrize("level", ["public", "partner"])
def test_only_the_team_may_have_it_made(places: Places, level: str) -> None:
    with pytest.raises(LevelTooHigh, match="level 'team'"):
        guide(Landscape.open(places.data, level), "chyndyk")


@pytest.mark.parametrize(
    ("key", "outlet", "state", "why"),
    [
        ("papers_people", {}, OPEN, ""),
        ("domain", {}, DONE, "Not under .kg: chyndyk.example."),
        (
            "domain",
            {"home_country": "EXAMPLE"},
            OPEN,
            "Under .example, whose registry stands under the law at home: chyndyk.example.",
        ),
        ("readers_label", {}, OPEN, "labelled extremist in Kyrgyzstan. [1]"),
        ("readers_label", {"labelled_in": ""}, NOT_APPLICABLE, "No label on its materials is known."),
        ("pay_home", {"labelled_in": "KG;UZ"}, OPEN, "Whoever takes money from it may be charged"),
        ("donations_home", {"labelled_in": "KG;UZ"}, OPEN, "extremist in Kyrgyzstan and Uzbekistan. Whoever gives"),
        ("pay_home", {"labelled_in": ""}, OPEN, ""),
        ("other_channels", {}, OPEN, "We know of none besides its site"),
        ("web_archive", {}, OPEN, "Nobody has looked yet"),
        ("case_file", {}, OPEN, "On record: “extremist” label (2024-02-09). [1]"),
        ("attacks", {}, OPEN, ""),
        ("mirrors", {}, OPEN, ""),
    ],
)
def test_what_follows_from_the_record(land: Landscape, key: str, outlet: dict[str, str], state: str, why: str) -> None:
    found = finding(_known(land, **outlet), key, NOT_ASKED)
    assert found.state == state
    assert why in found.why
    assert bool(why) == bool(found.why)


@pytest.mark.parametrize(
    ("key", "given", "state", "why"),
    [
        ("papers_people", ["yes"], DONE, "The newsroom answered: yes."),
        ("papers_people", ["no"], OPEN, "The newsroom answered: no."),
        ("papers_people", ["yes", "no"], OPEN, "The newsroom answered: yes and no."),
        ("papers_people", ["unknown"], OPEN, "The newsroom answered: not known."),
        # The record stands beside the answer; what does not arise needs none.
        ("domain", ["no"], OPEN, "The newsroom answered: no. Not under .kg: chyndyk.example."),
        ("readers_label", ["no"], NOT_APPLICABLE, "No label on its materials is known."),
    ],
)
def test_an_answer_decides(land: Landscape, key: str, given: list[str], state: str, why: str) -> None:
    known = _known(land, {"asked": given}, labelled_in="")
    found = finding(known, key, {"question": "asked", "done_when": "yes"})
    assert (found.state, found.why) == (state, why)


def test_a_hidden_base_is_not_told(land: Landscape) -> None:
    assert _known(land, place_level="hidden").base == ""
    assert _known(land).base == "PL"


@pytest.mark.parametrize(
    ("ending", "start"), [("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF"), ("docx", b"PK")], ids=str
)
def test_the_command_writes_each_format(
    places: Places, tmp_path: Path, capsys: Read, ending: str, start: bytes
) -> None:
    out = tmp_path / f"chyndyk.{ending}"
    assert main(["guide", "Chyndyk", "--out", str(out), "--data", str(places.data)]) == 0
    assert out.read_bytes().lower().startswith(start.lower())
    assert "must not leave the team" in capsys.readouterr().out


def test_no_link_leads_to_a_labelled_outlet(land: Landscape) -> None:
    page = html.page(guide(land, "chyndyk")).decode()
    assert "chyndyk.example" in page
    assert 'href="https://chyndyk.example' not in page


@pytest.mark.parametrize("folder", ["public", "partner"])
def test_it_is_refused_in_the_folder_of_another_edition(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Read, folder: str
) -> None:
    within = tmp_path / "reports" / folder / "en"
    within.mkdir(parents=True)
    monkeypatch.chdir(within)
    for out in (within / "chyndyk.html", Path("chyndyk.html")):
        assert main(["guide", "chyndyk", "--out", str(out), "--data", str(places.data)]) == 2
        assert f"may not stand in the '{folder}' edition" in capsys.readouterr().err
    assert list(within.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("chyndaak", "--out", "x.pdf"), "There is no outlet or owner 'chyndaak'. Did you mean chyndyk?"),
        (("chyndyk", "--out", "x.odt"), "has no format that a guide can have: choose from html, pdf, docx, xlsx."),
        (("chyndyk", "--out", "guide"), "'guide' has no format"),
        (("chyndyk", "--out", "x.pdf", "--language", "la"), "There is no catalogue for the language 'la'"),
        (("chyndyk", "--out", "x.pdf", "--host", "BR"), "Nothing is on record of 'BR' as a host"),
    ],
)
def test_bad_words(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Read, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert main(["guide", *words, "--data", str(places.data)]) == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.glob("x.*"))


COUNTS = dict.fromkeys(("ok", "anomaly", "confirmed", "failure"), "1")
RICH = {
    "snapshots": [
        {"address": "chyndyk.example", "n": "1200", "last_working": "2026-05-01", "status": "found"},
        {"address": "m.chyndyk.example", "n": "34", "last_working": "2025-01-01", "status": "found"},
    ],
    "signals": [
        {"domain": "chyndyk.example", "kind": "yandex_metrika", "value_hash": "x", "citation": "c-1"},
        {"domain": "chyndyk.example", "kind": "google_analytics", "value_hash": "y", "citation": "c-1"},
    ],
    "registrations": [{"domain": "chyndyk.example", "network_country": "KG"}],
    "access": [
        {"domain": "chyndyk.example", "probe_country": "KG", "day": day} | COUNTS
        for day in ("2026-01-01", "2026-01-02")
    ],
    "reach": [{"address": "chyndyk", "measure": "subscribers", "date": "2026-01-01", "value": "12000", "source": "s"}],
    "channels": [
        {"channel_id": "m", "kind": "mirror", "address": "https://mirror.example", "citation": "c-1"},
        {"channel_id": "t", "kind": "telegram", "address": "chyndyk", "citation": "c-1"},
        {"channel_id": "y", "kind": "youtube", "address": "chyndyktv", "citation": "c-1"},
        {"channel_id": "f", "kind": "facebook", "address": "chyndykfb", "status": "gone", "citation": "c-1"},
    ],
    "events": [
        {"event_id": "e1", "date": "2024-05", "kind": "relocation", "summary": "It leaves.", "citation": "c-1"},
        {"event_id": "e2", "date": "2025-01-01", "kind": "attack", "summary": "An attack.", "citation": "c-1"},
        {"event_id": "e3", "date": "2023-01-01", "kind": "raid", "summary": "A raid.", "citation": "c-1"},
        {"event_id": "e4", "date": "2023-02-01", "kind": "liquidation", "summary": "Closed.", "citation": "c-1"},
        {"event_id": "e5", "date": "2023-03-01", "kind": "lawsuit", "summary": "A suit.", "citation": "c-1"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def rich(places: Places, tmp_path_factory: pytest.TempPathFactory) -> Landscape:
    """The same landscape with all that may be on record of the exile."""
    data = tmp_path_factory.mktemp("rich") / "data"
    shutil.copytree(places.data, data)
    for table, rows in RICH.items():
        path = data / "processed" / f"{table}.csv"
        kept = _rows(path)
        heads = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heads, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows([*kept, *({"outlet_id": "chyndyk"} | row for row in rows)])
    return Landscape.open(data)


@pytest.mark.parametrize(
    ("key", "state", "why"),
    [
        ("web_archive", DONE, "1,234 copies are known, the newest of 2026-05-01."),
        ("trackers", OPEN, "Seen on its pages: yandex metrika."),
        ("hosting", OPEN, "Its network stands in: Kyrgyzstan."),
        ("where_read", OPEN, "Measured on 2 days, the last of them 2026-01-02."),
        ("measure", OPEN, "Counted from outside: subscribers 12,000 (1 January 2026); how readers at home are counted"),
        ("mirrors", DONE, "1 mirror is known."),
        ("other_channels", DONE, "Known: Telegram and YouTube."),
        ("lost", OPEN, "Gone: chyndykfb."),
        ("threats_abroad", OPEN, "Since it left: attack (2025-01-01). [1]"),
        ("devices", OPEN, "On record: raid (2023-01-01). [1]"),
        ("entity_abroad", OPEN, "Its legal body at home was ordered closed: liquidation (2023-02-01). [1]"),
        ("case_file", OPEN, "On record: 1 earlier event; liquidation (2023-02-01), lawsuit (2023-03-01), and"),
    ],
)  # fmt: skip
def test_what_follows_from_a_rich_record(rich: Landscape, key: str, state: str, why: str) -> None:
    found = finding(Known.of(rich, "chyndyk"), key, NOT_ASKED)
    assert (found.state, found.why[: len(why)]) == (state, why)


def test_a_move_is_told_with_its_page(rich: Landscape) -> None:
    known = Known.of(rich, "chyndyk")
    assert "It moved: 2024-05. [1]" in situation(known)
