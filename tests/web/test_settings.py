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
        ('[web]\nread = "long"', "takes numbers only"),
        ("contact = ", "is not TOML"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputUnreadable, match=said):
        load(_write(tmp_path, text))


def test_the_example_that_users_copy_can_be_read(tmp_path: Path) -> None:
    example = (PROJECT / "data" / "settings.example.toml").read_text(encoding="utf-8")
    assert load(_write(tmp_path, example)).contact


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


@pytest.mark.parametrize("name", ["", "/a", "../a", "a/../b", "a//b", ".hidden", "a b", "a\nb", "receipts.jsonl", "a/"])
def test_a_name_that_leads_out_of_its_folder_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="is no name of a file"):
        Ask(name, "http://a.example/")
