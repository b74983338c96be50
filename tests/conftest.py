"""Two landscapes to work on: a hand-made one of five outlets, and a copy of the one that is shipped."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mapping.__main__ import main
from mapping.paths import PROJECT, Places
from mapping.sources.broadcast_directory import COLUMNS as DIRECTORY_COLUMNS
from mapping.sources.hand_facts import COLUMNS
from mapping.tables import save_raw

PAGE = "https://page.example/one"
DAY = "2026-01-02"
# A line that no table can hold: it explains to the intake why these sources give so few rows.
LOST_LINE = "lost\n"

Tables = Mapping[str, str]
WriteTiny = Callable[..., Places]


def _csv(columns: tuple[str, ...], *rows: dict[str, str]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _outlet(own_id: str, name: str, country: str, medium: str, **more: str) -> dict[str, str]:
    cells = {"outlet_id": own_id, "name": name, "country": country, "medium": medium, "status": "active"}
    return cells | {"base_country": country, "ownership_type": "private", "source_urls": PAGE} | more


def _stake(holder: str, held: str, confidence: str = "reported", share: str = "") -> dict[str, str]:
    cells = {"owner_id": holder, "owned_id": held, "relation": "owns", "confidence": confidence}
    return cells | {"share_pct": share, "source_url": PAGE}


def _owner(own_id: str, name: str, kind: str) -> dict[str, str]:
    return {"owner_id": own_id, "name": name, "kind": kind, "country": "KG", "source_urls": PAGE}


def _facts() -> dict[str, str]:
    bozor = {"city": "Osh", "region": "KG-O", "website": "https://bozor.example", "aliases": "Bozor TB;БОЗОР"}
    chyndyk = {"status": "exiled", "city": "Warsaw", "base_country": "PL", "website": "https://chyndyk.example"}
    label = {"date": "2024-02-09", "outlet_id": "chyndyk", "kind": "extremist_label", "summary": "A court bans it."}
    programme = {"programme_id": "help", "name": "Help", "countries": "KG", "themes": "legal", "selection": "open"}
    return {
        "kg/outlets.csv": _csv(
            COLUMNS["outlets"],
            _outlet("bozor-tv", "Bozor TV", "KG", "tv", **bozor),
            _outlet("chyndyk", "Chyndyk", "KG", "online", **chyndyk),
        ),
        "kz/outlets.csv": _csv(
            COLUMNS["outlets"],
            _outlet("dala-radio", "Dala Radio", "KZ", "radio"),
            _outlet("kok-gazet", "Kök Gazet", "KZ", "print"),
            _outlet("ortaq", "Ortaq", "XX", "online", founded="2001"),
        ),
        "regional/outlets.csv": _csv(
            COLUMNS["outlets"], _outlet("ortaq", "Ortaq", "XX", "online", founded="2003-05-01")
        ),
        "kg/owners.csv": _csv(
            COLUMNS["owners"],
            _owner("aida", "Aida Example", "person"),
            _owner("bozor-media", "Bozor Media", "company"),
            _owner("dala-holding", "Dala Holding", "company"),
        ),
        "kg/ownership.csv": _csv(
            COLUMNS["ownership"],
            _stake("aida", "bozor-media", share="60"),
            _stake("bozor-media", "bozor-tv", "registered", "100"),
            _stake("bozor-media", "dala-holding"),
            _stake("dala-holding", "bozor-media"),
            _stake("dala-holding", "dala-radio"),
            _stake("aida", "kok-gazet", "alleged"),
        ),
        "kg/events.csv": _csv(COLUMNS["events"], label | {"source_url": PAGE}),
        "kg/sources.csv": _csv(COLUMNS["sources"], {"url": PAGE, "title": "One", "accessed": DAY}) + LOST_LINE,
        "regional/programmes.csv": _csv(COLUMNS["programmes"], programme | {"source_url": PAGE}),
    }


def _directory() -> dict[str, str]:
    channels = (
        {"record_id": "BozorTV.kg", "name": "Bozor", "country": "KG", "website": "https://www.bozor.example/"},
        {"record_id": "Boshqa.uz", "name": "Boshqa", "country": "UZ", "launched": "2010-01-01", "owners": "Katta"},
    )
    rows = [{"languages": "uzb", "source_url": PAGE} | channel for channel in channels]
    return {"channels.csv": _csv(DIRECTORY_COLUMNS, *rows) + LOST_LINE}


@pytest.fixture(scope="session")
def tiny_facts() -> Tables:
    """The text of each file of the hand-made facts: five outlets, three owners, a loop, an exile, a label."""
    return _facts()


@pytest.fixture
def write_tiny(tmp_path: Path) -> WriteTiny:
    """Writes the hand-made landscape with its receipts, some files replaced: `write_tiny({"kg/events.csv": b"..."})`.

    One line of each source is always rejected (the file is too small otherwise), so `clean` ends with status 1.
    """

    def write(changed: Mapping[str, bytes] | None = None, decisions: Tables | None = None) -> Places:
        places = Places(tmp_path / "data", tmp_path / "reports")
        for source, files in (("hand_facts", _facts()), ("broadcast_directory", _directory())):
            for name, text in files.items():
                content = (changed or {}).get(name, text.encode())
                save_raw(places.raw / source / DAY, name, content, url="", retrieved=DAY, licence="CC BY 4.0")
        for name, text in (decisions or {}).items():
            places.decisions.mkdir(parents=True, exist_ok=True)
            (places.decisions / f"{name}.csv").write_text(text, encoding="utf-8")
        return places

    return write


@pytest.fixture
def tiny(write_tiny: WriteTiny) -> Places:
    """The hand-made landscape, cleaned."""
    places = write_tiny()
    assert main(["clean", "--data", str(places.data)]) == 1
    return places


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A copy of the shipped landscape, cleaned once: read it, change nothing in it."""
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(PROJECT / "data" / "raw", folder / "data" / "raw")
    assert main(["clean", "--data", str(folder / "data")]) == 0
    return Places(folder / "data", folder / "reports")
