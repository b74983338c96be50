"""The catalogue holds every text that a reader can see, and each language's catalogue is complete."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
assert spec is not None
assert spec.loader is not None
messages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(messages)


def test_template_holds_every_text() -> None:
    with messages.TEMPLATE.open("rb") as file:
        kept = {message.id for message in read_po(file) if message.id}
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


@pytest.mark.parametrize("path", sorted((ROOT / "locale").glob("*/LC_MESSAGES/mapping.po")), ids=str)
def test_each_catalogue_is_complete(path: Path) -> None:
    with path.open("rb") as file:
        missing = [message.id for message in read_po(file) if message.id and not message.string]
    assert not missing
