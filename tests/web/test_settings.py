"""What a user may set, and what is said when a line is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapping.errors import InputUnreadable
from mapping.paths import PROJECT
from mapping.web.asks import Ask, Secret
from mapping.web.settings import Settings, key, load


def _write(folder: Path, text: str) -> Path:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_the_defaults_stand_but_nobody_is_asked(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()
    with pytest.raises(InputUnreadable, match="Say who is asking"):
        load(tmp_path).user_agent  # noqa: B018


def test_what_is_written_is_read(tmp_path: Path) -> None:
    text = 'contact = "a@b.example"\n[web]\nworkers = 4\nread = 3\n[tests]\nopened = {"*.example" = "127.0.0.1:1"}\n'
    found = load(_write(tmp_path, text + '[sources.wikidata]\nclasses = ["Q1"]\n'))
    assert found.patience.workers == 4
    assert found.patience.read == 3.0
    assert found.opened == {"*.example": "127.0.0.1:1"}
    assert found.sources == {"wikidata": {"classes": ["Q1"]}}
    assert found.user_agent.endswith("(+a@b.example)")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contac = 1", "did you mean 'contact'"),
        ("[web]\nreed = 1", "did you mean 'read'"),
        ("[tests]\nopen = 1", "did you mean 'opened'"),
        ("web = 3", "must be a table"),
        ('[web]\nread = "long"', "takes numbers only: mend 'read'"),
        ("[web]\nread = true", "takes numbers only"),
        ("[web]\nworkers = 2.5", "takes numbers only .whole ones.: mend 'workers'"),
        ("[web]\nconnect = -1", "'connect' must be a number from 0.1 to 600"),
        ("[web]\nconnect = nan", "'connect' must be a number"),
        ("[web]\ntotal = inf", "'total' must be a number"),
        ("[web]\nbackoff = 1e400", "'backoff' must be a number"),
        ("[web]\nattempts = 0", "'attempts' must be a number from 1 to 20"),
        ("[web]\nworkers = 0", "'workers' must be a number"),
        ("[web]\nworkers = -3", "'workers' must be a number"),
        ("[web]\nworkers = 1000000", "'workers' must be a number from 1 to 64"),
        ("contact = ", "is not TOML"),
        (f"contact = {'[' * 50_000}", "is not TOML"),
        (f"contact = {'9' * 5_000}", "is not TOML"),
        ("contact = 5", "'contact' .* must be one e-mail or web address"),
        ('contact = ["a@b.example"]', "'contact' .* must be one"),
        ('contact = "x"', "'contact' .* must be one"),
        ('contact = "a@b.example\\r\\nX-Evil: 1"', "'contact' .* must be one"),
        ('contact = "почта@b.example"', "'contact' .* must be one"),
        ("zzz = 1", "^data/settings.toml knows no 'zzz': did you mean '[a-z]+'"),
        ("[tests]\nopened = 1", "'opened' in data/settings.toml must be a table"),
        ("[sources]\ntranco = 3", r"'sources.tranco' .* must be a table: write \[sources.tranco\]"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputUnreadable, match=said):
        load(_write(tmp_path, text))


def test_the_example_that_users_copy_can_be_read(tmp_path: Path) -> None:
    example = (PROJECT / "data" / "settings.example.toml").read_text(encoding="utf-8")
    assert load(_write(tmp_path, example)).contact
    with pytest.raises(InputUnreadable, match="with your own e-mail or page"):
        load(_write(tmp_path, example)).user_agent  # noqa: B018


def test_a_mark_at_the_beginning_of_the_file_does_no_harm(tmp_path: Path) -> None:
    assert load(_write(tmp_path, '\ufeffcontact = "https://b.example/map"')).contact == "https://b.example/map"


def test_a_key_comes_from_the_environment_or_a_file_or_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = Secret("TESTS_KEY", "a.example")
    monkeypatch.delenv("TESTS_KEY", raising=False)
    with pytest.raises(InputUnreadable, match="environment variable TESTS_KEY"):
        key(secret, tmp_path)
    (tmp_path / "secrets.toml").write_text('TESTS_KEY = "from-file"', encoding="utf-8")
    assert key(secret, tmp_path) == "from-file"
    monkeypatch.setenv("TESTS_KEY", "from-environment")
    assert key(secret, tmp_path) == "from-environment"


@pytest.mark.parametrize("value", ["two\r\nlines", "ключ"])
def test_a_key_that_no_header_may_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TESTS_KEY", value)
    with pytest.raises(InputUnreadable, match="TESTS_KEY holds signs that no key has"):
        key(Secret("TESTS_KEY", "a.example"), tmp_path)


@pytest.mark.parametrize("name", ["", "/a", "../a", "a/../b", "a//b", ".hidden", "a b", "a\nb", "receipts.jsonl", "a/"])
def test_a_name_that_leads_out_of_its_folder_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="is no name of a file"):
        Ask(name, "http://a.example/")
