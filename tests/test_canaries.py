"""Nothing that only the team may see leaves: canaries planted in every such place are in no public byte."""

from __future__ import annotations

import base64
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from pypdf import PdfReader

from mapping import report, vault
from mapping.__main__ import main
from mapping.analyse import indicators, level_of
from mapping.answers import FILE
from mapping.errors import LevelTooHigh
from mapping.export import FORMATS
from mapping.landscape import EVERY, Landscape
from mapping.observations import ANSWERS
from mapping.paths import PROJECT, Places
from mapping.safety import may_show
from mapping.schema import Column, Table
from mapping.tables import read, save_raw, to_csv

pytestmark = pytest.mark.slow

DAY = "2026-01-02"
CANARY = "kanarek"  # a word of no table, in letters that no format escapes; its number says where it was planted
ENCODED = re.compile(rb"base64,((?:[A-Za-z0-9+/]{4}){20,}(?:[A-Za-z0-9+/]{2,3}={1,2})?)")
REPORTS = ("pressure_and_exile", "needs")
# What is planted stands in rows of these, so that all of it belongs to things that there are.
KNOWN = {"outlet_id": "bozor-tv", "programme_id": "help", "owner_id": "aida", "entity_id": "bozor-tv"}
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
        vault.write_sealed(places.processed / FILE, to_csv(_answers()), vault.load_key(places.data))
        yield places


def _plant(path: Path, table: Table) -> None:
    """Add a row whose cells above the public are canaries and, where rows have levels, one that is a canary whole."""
    hidden = [column.name for column in table.columns if column.level != "public"]
    rows = [_row(path, table, hidden, "public")] if hidden else []
    if "level" in table.heads:
        rows.append(_row(path, table, table.heads, "team"))
    if rows:
        path.write_bytes(to_csv(pd.concat([read(path), pd.DataFrame(rows)], ignore_index=True)))


def _row(path: Path, table: Table, hidden: list[str], level: str) -> dict[str, str]:
    citations = read(path.parent / "citations.csv")["citation_id"]
    cells = {column.name: _cell(column, str(citations[0])) for column in table.columns}
    texts = {column.name for column in table.columns if column.kind in ("text", "name", "quoted")}
    cells |= {name: f"{CANARY}{table.name}{name}".replace("_", "") for name in hidden if name in texts}
    own_id = {} if table.key[0] in KNOWN else {table.key[0]: f"{table.name}-{level}"}
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
    told = {"round": "spring", "respondent_hash": f"{CANARY}person", "consent_until": "2097-01-01", "date": DAY}
    rows = [
        told | {"outlet_id": outlet, "question": question, "answer": "no", "outlet": f"{CANARY}asked"}
        for outlet in ASKED
        for question in CHECKLIST
    ]
    free = told | {"outlet_id": "bozor-tv", "question": f"{CANARY}question", "answer": f"{CANARY}answer"}
    return pd.DataFrame([*rows, free], columns=ANSWERS.heads).fillna("")


@pytest.fixture(scope="module")
def public(planted: Places) -> Path:
    """The public edition: both reports in all formats, and every export."""
    report.make(planted, "public", only=REPORTS, progress=str)
    for form in FORMATS:
        words = ["export", form, "--level", "public", "--out", str(planted.reports), "--data", str(planted.data)]
        assert main(words) == 0
    return planted.reports / "public"


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
    files = [path for path in public.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".html", ".pdf", ".docx", ".xlsx", ".csv", ".json", ".jsonl", ".gexf"}
    assert [path.name for path in files if CANARY in told(path)] == []


@pytest.mark.parametrize("ending", ["html", "pdf", "docx"])
def test_the_search_reads_every_format(public: Path, ending: str) -> None:
    assert "what we do not know" in told(public / "en" / f"needs.{ending}")


@pytest.mark.parametrize("ending", ["csv", "jsonl", "json", "xlsx", "gexf", "graphml"])
def test_the_search_reads_every_export(public: Path, ending: str) -> None:
    assert any("bozor tv" in told(path) for path in public.rglob(f"*.{ending}"))


def test_no_newsroom_that_answered_is_named_in_the_report_on_needs(public: Path) -> None:
    words = told(public / "en" / "needs.html")
    assert [name for name in ("bozor", "chyndyk", "dala radio", "ortaq") if name in words] == []


def test_the_team_sees_what_was_planted(planted: Places) -> None:
    team = Landscape.open(planted.data, "team")
    assert f"{CANARY}participationsdone" in set(team.measure("follow_up")["done"])
    assert f"{CANARY}answer" in set(team.answers["answer"])
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
