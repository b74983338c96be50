"""Answers through the whole chain: taken in, parsed, kept encrypted; typed facts joined to ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mapping import vault
from mapping.__main__ import main
from mapping.paths import PROJECT, Places
from mapping.tables import read
from mapping.typing_in.template import template
from mapping.web.asks import Ask, Terms
from mapping.web.errand import Errand
from mapping.web.fetch import Door
from mapping.web.settings import Settings
from server import Internet, Reply

# A consent that outlasts this test.
DATA = (PROJECT / "tests/pages/kobo/data.json").read_bytes().replace(b"2027-06-30", b"2097-06-30")
PAGE = "https://page.example/two"
Read = pytest.CaptureFixture[str]


def test_answers_are_encrypted_from_the_first_byte(
    tiny: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Read
) -> None:
    monkeypatch.delenv(vault.VARIABLE, raising=False)
    shutil.copytree(PROJECT / "data/raw/tables", tiny.raw / "tables")
    folder = tmp_path / "collected"
    folder.mkdir()
    (folder / "data.json").write_bytes(DATA)
    words = ["gather", "kobo", "--from", str(folder), "--date", "2026-11-21", "--data", str(tiny.data)]
    assert main(words) == 2
    assert "vault.new_key()" in capsys.readouterr().err
    key = vault.new_key()
    monkeypatch.setenv(vault.VARIABLE, key)
    assert main(words) == 0
    assert main(["clean", "--data", str(tiny.data)]) == 1
    sealed = tiny.gathered / "answers.sealed"
    assert b"digital_security;legal" in vault.read_sealed(sealed, key.encode())
    secret = (b"Searches", b"digital_security", b"Aizada", b"555 010")
    files = [path for path in tiny.data.rglob("*") if path.is_file() and "tables" not in path.parts]
    assert [path for path in files if any(word in path.read_bytes() for word in secret)] == []
    monkeypatch.setenv(vault.VARIABLE, vault.new_key())
    capsys.readouterr()
    assert main(["clean", "--data", str(tiny.data)]) == 1
    assert "is not the key" in capsys.readouterr().err


def test_typed_facts_join_ours(tiny: Places, tmp_path: Path) -> None:
    page = {"source_url": PAGE, "typed_by": "AK"}
    owner = {"owner_id": "tong", "name": "Tong", "kind": "company", "source_urls": PAGE, "typed_by": "AK"}
    stake = {"owner_id": "tong", "owned_id": "kok-gazet", "relation": "owns", "confidence": "reported"}
    rows = {
        "owners": [owner],
        "ownership": [stake | page],
        "events": [{"date": "2025", "outlet_id": "bozor-tv", "kind": "fine", "summary": "Fined."} | page],
    }
    path = tmp_path / "facts.xlsx"
    path.write_bytes(template(rows))
    assert main(["add", str(path), "--data", str(tiny.data)]) == 0
    assert main(["clean", "--data", str(tiny.data)]) == 1
    stakes = read(tiny.processed / "stakes.csv")
    assert set(zip(stakes["holder_id"], stakes["held_id"], strict=True)) >= {("tong", "kok-gazet")}
    events = read(tiny.processed / "events.csv")
    assert "bozor-tv" in set(events[events["kind"] == "fine"]["outlet_id"])
    rejected = read(tiny.processed / "rejected.csv")
    assert "typed" not in set(rejected["source"])


def test_a_page_can_be_parsed_before_it_is_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Read
) -> None:
    (tmp_path / "data.json").write_bytes(DATA)
    monkeypatch.delenv(vault.VARIABLE, raising=False)
    assert main(["parse", "kobo", str(tmp_path / "data.json")]) == 2
    monkeypatch.setenv(vault.VARIABLE, vault.new_key())
    assert main(["parse", "kobo", str(tmp_path / "data.json")]) == 1
    assert "digital_security;legal" in capsys.readouterr().out


def test_answers_from_the_network_are_saved_encrypted(tmp_path: Path) -> None:
    key = vault.new_key().encode()
    with Internet() as internet:
        internet.pages["forms.example/data"] = Reply(DATA)
        door = Door(Settings("t@outlets.example", opened={"*.example": internet.address}), tmp_path / "robots")
        url, terms = "http://forms.example/data", Terms(rate=0.0, robots=False)
        errand = Errand("kobo", Ask("a/0.json", url), url, terms, tmp_path / "raw", "", vault_key=key)
        answer = door.fetch(errand)
    saved = (tmp_path / "raw" / "a" / "0.json").read_bytes()
    assert answer.receipt is not None
    assert (answer.receipt.bytes, vault.unseal("0.json", saved, key)) == (len(saved), DATA)
