"""The catalogue holds every text that a reader can see, and each language's catalogue is complete and fits."""

from __future__ import annotations

import importlib.util
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/mapping.po"))
spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
assert spec is not None
assert spec.loader is not None
messages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(messages)


def test_why_each_rule_of_needs_counts_is_among_the_texts() -> None:
    told = messages.in_rules(messages.NEED_RULES)
    assert told
    assert {text for text, _where in told} <= {message.id for message in messages.template()}


def _texts(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _translations(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _names(text: str) -> set[str]:
    return {name for _words, name, _form, _turn in string.Formatter().parse(text) if name is not None}


def _marks(text: str) -> tuple[int, int]:
    """What a translation must keep of a text: the depth of a heading, and how often code is quoted."""
    return len(text) - len(text.lstrip("#")), text.count("`")


def faults(message: Message, forms: int) -> Iterator[str]:
    """What keeps a translation from being shown."""
    translated = _translations(message)
    if "fuzzy" in message.flags:
        yield "is marked fuzzy"
    if not all(translated):
        yield "has no translation"
        return
    if len(translated) != (forms if len(_texts(message)) > 1 else 1):
        yield f"has {len(translated)} forms"
    wanted = _texts(message)[-1]  # the plural names everything, the English singular may leave out the number
    for text in translated:
        try:
            lost = _names(text) ^ _names(wanted) if "{" in wanted + text else set()
        except ValueError as problem:
            yield f"cannot be filled: {problem}"
            continue
        if lost:
            yield f"differs in {', '.join(sorted(lost))}"
        if _marks(text) != _marks(wanted):
            yield "differs in its heading or its code"


def _read(path: Path) -> Catalog:
    # The template is of no language, whatever the folder of the checkout is called.
    with path.open("rb") as file:
        return read_po(file, locale=None if path == messages.TEMPLATE else path.parent.parent.name)


def test_template_holds_every_text() -> None:
    kept = {message.id for message in _read(messages.TEMPLATE) if message.id} if messages.TEMPLATE.exists() else set()
    wanted = {message.id for message in messages.template() if message.id}
    assert wanted == kept, "run `make messages`"


@pytest.mark.parametrize(
    "text",
    ["Outlets by country and medium", "# The media landscape of Central Asia", "{n} region", "none known"],
)
def test_prose_figures_and_labels_are_collected(text: str) -> None:
    ids = [message.id for message in messages.template()]
    flat = [part for each in ids for part in (each if isinstance(each, tuple) else (each,))]
    assert any(text in part for part in flat)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_each_catalogue_has_every_text(path: Path) -> None:
    wanted = {message.id for message in messages.template() if message.id}
    assert wanted - {message.id for message in _read(path)} == set(), "run `make messages`, then translate"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_each_translation_fits_its_text(path: Path) -> None:
    catalogue = _read(path)
    found = {message.id: list(faults(message, catalogue.num_plurals)) for message in catalogue if message.id}
    assert {text: told for text, told in found.items() if told} == {}


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (Message("One", "Un"), []),
        (Message("One", ""), ["has no translation"]),
        (Message("One", "Un", flags=["fuzzy"]), ["is marked fuzzy"]),
        (Message("{n} of {total}", "{n} von {total}"), []),
        (Message("{n} of {total}", "{n} von {all}"), ["differs in all, total"]),
        (Message("{n} of", "{n de"), ["cannot be filled: expected '}' before end of string"]),
        (Message("Read `this`", "Lisez ceci"), ["differs in its heading or its code"]),
        (Message("## Part", "Partie"), ["differs in its heading or its code"]),
        (Message(("one thing", "{n} things"), ("{n} chose", "{n} choses")), []),
        (Message(("one thing", "{n} things"), ("une chose", "{n} choses")), ["differs in n"]),
        (Message(("{n} thing", "{n} things"), ("{n} chose",)), ["has 1 forms"]),
        (Message(("{n} thing", "{n} things"), ("{n} chose", "")), ["has no translation"]),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_translation_is_said(message: Message, told: list[str]) -> None:
    assert list(faults(message, 2)) == told
