"""Nothing that only the team may see leaves: canaries planted in every such place are in no public byte."""

from __future__ import annotations

import base64
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest
from pypdf import PdfReader

from mapping import codebook, explorer, report, vault
from mapping.__main__ import main
from mapping.analyse import indicators, level_of
from mapping.answers import FILE
from mapping.countries import AUDIENCES
from mapping.errors import LevelTooHigh
from mapping.export import FORMATS
from mapping.landscape import EVERY, Landscape
from mapping.observations import ANSWERS
from mapping.paths import PROJECT, Places
from mapping.report import Wish
from mapping.safety import may_show
from mapping.schema import Column, Table
from mapping.tables import read, save_raw, to_csv
from mapping.translate import languages

pytestmark = pytest.mark.slow

DAY = "2026-01-02"
# Words of no table, in letters that no format escapes; what follows them says where they were planted.
CANARY = "kanarek"
SECRET = f"{CANARY}team"  # what no partner may see either
ENCODED = re.compile(rb"base64,((?:[A-Za-z0-9+/]{4}){20,}(?:[A-Za-z0-9+/]{2,3}={1,2})?)")
REPORTS = ("pressure_and_exile", "needs")
FOR_PARTNERS = ("ownership", "needs")
# A person of whom an allegation alone is known, and the pseudonym.
PRIVATE, FULL_NAME, PSEUDONYM = f"{SECRET}-person", f"Zaynab {SECRET.title()}", "person-kg-1"
# What is planted stands in rows of these, so that all of it belongs to things that there are.
KNOWN = {"outlet_id": "bozor-tv", "programme_id": "help", "owner_id": "aida", "entity_id": "bozor-tv"}
KNOWN |= {"source": "hand_facts"}
# Four newsrooms answer: fewer than may be shown.
ASKED = ("bozor-tv", "chyndyk", "dala-radio", "ortaq")
CHECKLIST = ("two_factor", "backups", "device_plan", "lawyer", "stress")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, tiny_facts: dict[str, str]) -> Iterator[Places]:
    """A small landscape with canaries in every column and row above the public, and with sealed answers."""
    folder = tmp_path_factory.mktemp("planted")
    places = Places(folder / "data", folder / "reports")
    for name, text in tiny_facts.items():
        save_raw(places.raw / "hand_facts" / DAY, name, text.encode(), url="", retrieved=DAY, licence="CC BY 4.0")
    for name in ("tables", "geo"):
        shutil.copytree(PROJECT / "data" / "raw" / name, places.raw / name)
    groups = places.hand_tables / "source_groups.csv"  # its members are no outlets here
    groups.write_text(groups.read_text("utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(vault.VARIABLE, vault.new_key())
        assert main(["clean", "--data", str(places.data)]) == 1
        assert main(["analyse", "--data", str(places.data)]) == 0
        for table in EVERY.values():
            _plant(places.processed / f"{table.name}.csv", table)
        for name, row in _private_person().items():
            _add(places.processed / f"{name}.csv", [row])
        vault.write_sealed(places.processed / FILE, to_csv(_answers()), vault.load_key(places.data))
        yield places


def _plant(path: Path, table: Table) -> None:
    """Add a row whose cells above the public are canaries and, where rows have levels, one that is a canary whole."""
    hidden = [column.name for column in table.columns if column.level != "public"]
    rows = [_row(path, table, hidden, "public")] if hidden else []
    if "level" in table.heads:
        rows += [_row(path, table, table.heads, level) for level in ("partner", "team")]
    _add(path, rows)


def _add(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    if rows:
        path.write_bytes(to_csv(pd.concat([read(path), pd.DataFrame(rows)], ignore_index=True).fillna("")))


def _private_person() -> dict[str, dict[str, str]]:
    """A row of each table that may name a person."""
    entity = {"entity_kind": "owner", "entity_id": PRIVATE}
    claim = {"field": "name", "value": FULL_NAME, "confidence": "alleged", "chosen": "yes", "level": "public"}
    stake = {
        "stake_id": "s-1",
        "holder_id": PRIVATE,
        "held_id": "bozor-tv",
        "relation": "owns",
        "confidence": "alleged",
    }
    tie = {"from_id": PRIVATE, "to_id": "bozor-tv", "layer": "ownership", "weight": "1", "confidence": "alleged"}
    event = {"event_id": "e-1", "outlet_id": "bozor-tv", "date": "2025-03-01", "kind": "arrest"}
    family = SECRET.title()
    forms = f"{FULL_NAME}, {family}’s aide, {family.upper()} Z., Z. {family}ning, {family}ом, of @zaynab_{SECRET}"
    title = f"{FULL_NAME}’s page on {family}a"
    page = {"citation_id": "c-1", "url": f"https://page.example/{PRIVATE}.html", "title": title, "accessed": DAY}
    known = {"owner_id": PRIVATE, "name": FULL_NAME, "name_native": FULL_NAME, "kind": "person", "country": "KG"}
    return {
        "owners": known | {"licence": "CC BY 4.0", "n_citations": "1"},
        "names": entity | {"text": FULL_NAME, "script": "Latn", "kind": "own", "seen": "yes"},
        "claims": entity | claim | {"source": "hand_facts", "file": f"{PRIVATE}.csv", "row": "1", "citation": "c-1"},
        "stakes": stake | {"share_min": "0", "share_max": "100", "citation": "c-1"},
        "ties": tie | {"citation": "c-1"},
        "events": event | {"summary": f"Police ask {forms}.", "partners": PRIVATE, "citation": "c-1"},
        "citations": page,
    }


def _row(path: Path, table: Table, hidden: Sequence[str], level: str) -> dict[str, str]:
    citations = read(path.parent / "citations.csv")["citation_id"]
    cells = {column.name: _cell(column, str(citations[0])) for column in table.columns}
    texts = {column.name for column in table.columns if column.kind in ("text", "name", "quoted")}
    for name in texts.intersection(hidden):
        whose = table.by_name[name].level if level == "public" else level
        cells[name] = f"{CANARY}{whose}{table.name}{name}".replace("_", "")
    key = table.by_name[table.key[0]]
    own = str(len(level)) if key.kind == "number" else f"{table.name}-{level}"
    own_id = {} if key.name in KNOWN or key.words else {key.name: own}
    return cells | own_id | ({"level": level} if "level" in table.heads else {})


def _cell(column: Column, citation: str) -> str:
    if column.name in KNOWN:
        return KNOWN[column.name]
    if column.words:
        return column.words[0]
    return {"date": "2026-01-01", "number": "1", "yes_no": "yes"}.get(
        column.kind, citation if column.name == "citation" else ""
    )


def _answers() -> pd.DataFrame:
    """What people of four newsrooms answered; the round alone is no secret, for the report names it."""
    told = {"round": "spring", "respondent_hash": f"{SECRET}person", "consent_until": "2097-01-01", "date": DAY}
    rows = [
        told | {"outlet_id": outlet, "question": question, "answer": "no", "outlet": f"{SECRET}asked"}
        for outlet in ASKED
        for question in CHECKLIST
    ]
    free = told | {"outlet_id": "bozor-tv", "question": f"{SECRET}question", "answer": f"{SECRET}answer"}
    return pd.DataFrame([*rows, free], columns=ANSWERS.heads).fillna("")


@pytest.fixture(scope="module")
def public(planted: Places) -> Path:
    """The public edition: both reports in all formats and languages, the pages, and every export."""
    return edition(planted, Wish("public", tuple(languages())), REPORTS)


@pytest.fixture(scope="module")
def partner(planted: Places) -> Path:
    """The partners' edition, in English."""
    return edition(planted, Wish("partner"), FOR_PARTNERS)


def edition(places: Places, wish: Wish, names: Sequence[str]) -> Path:
    """The folder of an edition with some of its reports, its pages, and every export."""
    report.make(places, wish, names, progress=str)
    for language in wish.languages:
        land = Landscape(places, wish.level, AUDIENCES)
        explorer.write(land, language)
        codebook.write(land, language)
    for form in FORMATS:
        words = ["export", form, "--level", wish.level, "--out", str(places.reports), "--data", str(places.data)]
        assert main(words) == 0
    return places.reports / wish.level


def told(path: Path) -> str:
    """Everything that a file says in any of its layers, and its name: small letters."""
    layers = [path.name.encode(), path.read_bytes()]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            layers += [part for name in packed.namelist() for part in (name.encode(), packed.read(name))]
    if path.suffix == ".pdf":
        pages = PdfReader(path)
        layers += [page.extract_text().encode() for page in pages.pages]
        layers += [found.get_data() for found in pages.resolved_objects.values() if hasattr(found, "get_data")]
        layers.append(str(pages.metadata).encode())
    inner = [base64.b64decode(found) for layer in layers for found in ENCODED.findall(layer)]
    return b"\n".join([*layers, *inner]).decode("utf-8", "replace").lower()


def test_canaries_are_in_no_byte_of_the_public_edition(public: Path) -> None:
    assert of_every_kind(public)
    assert [path.name for path in files(public) if CANARY in told(path)] == []


def test_what_is_the_teams_is_in_no_byte_of_the_partners_edition(partner: Path) -> None:
    assert of_every_kind(partner)
    assert [path.name for path in files(partner) if SECRET in told(path)] == []
    assert any(f"{CANARY}partner" in told(path) for path in files(partner))


def files(folder: Path) -> list[Path]:
    """Every file of an edition."""
    return [path for path in folder.rglob("*") if path.is_file()]


def of_every_kind(folder: Path) -> bool:
    """Whether an edition has files of every kind that leaves, and both pages."""
    assert {"explorer.html", "codebook.html"} <= {path.name for path in files(folder)}
    endings = {".html", ".pdf", ".docx", ".xlsx", ".csv", ".json", ".jsonl", ".gexf", ".graphml", ".geojson"}
    return {path.suffix for path in files(folder)} >= endings


@pytest.mark.parametrize("name", ["ownership.html", "ownership.pdf", "ownership.docx", "ownership.xlsx"])
def test_a_private_person_is_told_by_a_pseudonym(partner: Path, name: str) -> None:
    assert "private person (kyrgyzstan) 1" in told(partner / "en" / name)


def test_exports_and_the_explorer_know_a_private_person_by_the_pseudonym(public: Path) -> None:
    for ending in ("csv", "xlsx", "graphml"):
        assert any(PSEUDONYM in told(path) for path in public.rglob(f"*.{ending}")), ending


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "xlsx"])
def test_the_search_reads_every_format_and_its_properties(public: Path, ending: str) -> None:
    words = told(public / "en" / f"needs.{ending}")
    assert "what we do not know" in words or ending == "xlsx"
    assert {"html": "<title>", "pdf": "'/title': "}.get(ending, "<dc:title") in words


@pytest.mark.parametrize("ending", ["csv", "jsonl", "json", "xlsx", "gexf", "graphml"])
def test_the_search_reads_every_export(public: Path, ending: str) -> None:
    assert any("bozor tv" in told(path) for path in public.rglob(f"*.{ending}"))


def test_no_newsroom_that_answered_is_named_in_the_report_on_needs(public: Path) -> None:
    words = told(public / "en" / "needs.html")
    assert [name for name in ("bozor", "chyndyk", "dala radio", "ortaq") if name in words] == []


def test_the_team_sees_what_was_planted(planted: Places) -> None:
    team = Landscape.open(planted.data, "team")
    assert f"{SECRET}participationsdone" in set(team.measure("follow_up")["done"])
    assert f"{SECRET}answer" in set(team.answers["answer"])
    answered = team.measure("need_scores").query("basis == 'answers' and score == 100")
    assert set(answered["outlet_id"]) == set(ASKED)


@pytest.mark.parametrize("name", [name for name in indicators() if level_of(name) != "public"])
@pytest.mark.parametrize("level", ["public", "partner"])
def test_rows_above_a_level_are_not_computed_for_it(planted: Places, name: str, level: str) -> None:
    land = Landscape.open(planted.data, level)
    if may_show(level_of(name), level):
        assert isinstance(land.measure(name), pd.DataFrame)
    else:
        with pytest.raises(LevelTooHigh, match=name):
            land.measure(name)


@pytest.mark.parametrize(
    ("words", "file"), [(["guide", "chyndyk"], "guide.html"), (["support", "--seats", "1"], "selection.xlsx")]
)
def test_what_is_for_the_team_is_not_written_into_the_public_folder(
    planted: Places, words: list[str], file: str
) -> None:
    out = planted.reports / "public" / "en" / file
    assert main([*words, "--out", str(out), "--data", str(planted.data)]) == 2
    assert not out.exists()
