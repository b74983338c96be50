"""Answers at rest: closed with the owner's key, opened with no other, and never with a damaged one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping import vault
from mapping.errors import InputUnreadable

KEY, OTHER = vault.new_key().encode(), vault.new_key().encode()


@given(st.binary(max_size=2000))
def test_what_was_closed_opens_with_its_key_only(content: bytes) -> None:
    sealed = vault.seal(content, KEY)
    assert vault.is_sealed(sealed)
    assert vault.unseal("answers", sealed, KEY) == content
    with pytest.raises(InputUnreadable, match="not the key"):
        vault.unseal("answers", sealed, OTHER)
    with pytest.raises(InputUnreadable, match="damaged"):
        vault.unseal("answers", sealed[:-9], KEY)


def test_nothing_lies_in_clear_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "answers.sealed"
    vault.write_sealed(path, b"they threaten us", KEY)
    assert [b"threaten" in file.read_bytes() for file in path.parent.iterdir()] == [False]
    assert vault.read_sealed(path, KEY) == b"they threaten us"


def test_the_key_comes_from_the_environment_or_the_file_of_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(vault.VARIABLE, raising=False)
    (tmp_path / vault.SECRETS).write_text(f'MAPPING_KEY = "{OTHER.decode()}"', encoding="utf-8")
    assert vault.load_key(tmp_path) == OTHER
    monkeypatch.setenv(vault.VARIABLE, KEY.decode())
    assert vault.load_key(tmp_path) == KEY


@pytest.mark.parametrize(
    ("file", "said"),
    [(None, "new_key"), ("", "new_key"), ('MAPPING_KEY = "short"', "is no key"), ("MAPPING_KEY = ", "is not TOML")],
)
def test_without_a_key_one_sentence_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str | None, said: str
) -> None:
    monkeypatch.delenv(vault.VARIABLE, raising=False)
    if file is not None:
        (tmp_path / vault.SECRETS).write_text(file, encoding="utf-8")
    with pytest.raises(InputUnreadable, match=said):
        vault.load_key(tmp_path)


def test_people_are_hashed_by_a_key_of_their_own() -> None:
    hashing = vault.respondents_key(KEY)
    assert hashing not in (KEY, vault.respondents_key(OTHER))
    assert vault.keyed_hash("QX 17", hashing) == vault.keyed_hash("QX 17", vault.respondents_key(KEY))
    assert len({vault.keyed_hash(person, key) for person in ("a", "b") for key in (hashing, OTHER)}) == 4
