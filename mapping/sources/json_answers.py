"""Reading JSON answers: each field is taken out, and what is left over in the end is named.

A damaged answer ends in one sentence: `InputUnreadable` when the bytes are no JSON, `SourceChanged` when they are, but
a field is missing, new, or of another kind than the adapter knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Page

# Half of a character that JSON writes as two: alone it is no text.
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def text_of(page: Page) -> str:
    """The page as UTF-8 text, without its byte order mark; `InputUnreadable` when it is empty, binary or other text."""
    if not page.content.strip():
        raise InputUnreadable(f"{page.name} is empty: the answer was cut off; gather it again.")
    try:
        return page.content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputUnreadable(
            f"{page.name} is not UTF-8 text (byte {fault.start:,}): it is damaged or no answer of this source; "
            "gather it again."
        ) from fault


def refuse_html(page: Page, text: str) -> None:
    """`InputUnreadable` when a web page came where data was due, as error pages with status 200 do."""
    if text.lstrip()[:1] == "<":
        raise InputUnreadable(f"{page.name} is a web page, not data: the service answered with an error page.")


def json_of(page: Page) -> object:
    """The JSON value that a page holds."""
    text = text_of(page)
    refuse_html(page, text)
    return value_of(page, text)


def value_of(page: Page, text: str) -> object:
    """The JSON value of a text of this page; half characters in it become question marks."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as fault:
        where = f" (character {fault.pos:,} of {len(text):,})" if isinstance(fault, json.JSONDecodeError) else ""
        raise InputUnreadable(f"{page.name} is no whole JSON{where}: it is cut off or damaged; gather it again.") from (
            fault
        )
    if _SURROGATE.search(text):
        return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", errors="replace"))
    return value


class Fields:
    """The fields of one JSON record, taken out one by one.

    `where` names the record in messages (`domain.events`). A field that is absent or null gives an empty value.
    """

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise SourceChanged(f"'{where}' is {kind_of(value)}, not a record: look at its adapter.")
        self._left: dict[str, object] = dict(value)
        self._where = where

    def __contains__(self, name: str) -> bool:
        return name in self._left

    def any(self, name: str) -> object:
        """The field as it stands; None when it is absent."""
        return self._left.pop(name, None)

    def text(self, name: str, *, required: bool = False) -> str:
        """The field as text, numbers too; `SourceChanged` when it is a list or a record, or required and absent."""
        value = self.any(name)
        if isinstance(value, (dict, list)):
            raise SourceChanged(f"'{self._where}.{name}' is {kind_of(value)}, not text: look at its adapter.")
        if required and value in (None, ""):
            raise SourceChanged(f"'{self._where}.{name}' is missing: look at its adapter.")
        return "" if value is None else str(value).strip()

    def count(self, name: str, *, required: bool = False) -> str:
        """The field as the digits of a number of 0 or more."""
        value = self.text(name, required=required)
        if value and not re.fullmatch(r"\d+(\.\d+)?", value, re.ASCII):
            raise SourceChanged(f"'{self._where}.{name}' is '{value[:40]}', not a number: look at its adapter.")
        return value

    def whole(self, name: str) -> int:
        """The field as a whole number of 0 or more; `SourceChanged` when it is absent or anything else."""
        value = self.text(name, required=True)
        if not re.fullmatch(r"\d{1,18}", value, re.ASCII):
            raise SourceChanged(f"'{self._where}.{name}' is '{value[:40]}', no whole number: look at its adapter.")
        return int(value)

    def items(self, name: str, *, required: bool = False) -> list[object]:
        """The field's items."""
        value = self.any(name)
        if required and value is None:
            raise SourceChanged(f"'{self._where}.{name}' is missing: look at its adapter.")
        if value is not None and not isinstance(value, list):
            raise SourceChanged(f"'{self._where}.{name}' is {kind_of(value)}, not a list: look at its adapter.")
        return value or []

    def texts(self, name: str) -> list[str]:
        """The field's items, each a text."""
        found = self.items(name)
        for strange in (item for item in found if isinstance(item, (dict, list))):
            raise SourceChanged(f"'{self._where}.{name}' holds {kind_of(strange)}, not text: look at its adapter.")
        return [str(item).strip() for item in found if item is not None]

    def record(self, name: str, *, required: bool = False) -> Fields:
        """The field as a record; an absent one, or the empty list that some services write for it, as an empty one."""
        value = self.any(name)
        if required and value is None:
            raise SourceChanged(f"'{self._where}.{name}' is missing: look at its adapter.")
        return Fields({} if value in (None, []) else value, f"{self._where}.{name}")

    def records(self, name: str, *, required: bool = False) -> Iterator[Fields]:
        """The field's items, each a record."""
        return (Fields(item, f"{self._where}.{name}") for item in self.items(name, required=required))

    def named(self) -> dict[str, object]:
        """All fields that were not taken yet, by name: where the names themselves are data."""
        found, self._left = self._left, {}
        return found

    def nothing_left(self, *left_out: str) -> None:
        """`SourceChanged` when a field was neither taken nor is one that is left out on purpose."""
        if unknown := sorted(set(self._left) - set(left_out)):
            raise SourceChanged(
                f"'{self._where}' has a field that its adapter does not know, '{unknown[0]}': take it, or leave it out "
                "there by name."
            )

    def extensions_only(self, *left_out: str) -> None:
        """As `nothing_left`; fields of named extensions (`fred_nsset`), whose names hold `_`, are left out too."""
        self.nothing_left(*left_out, *(name for name in self._left if "_" in name))


def kind_of(value: object) -> str:
    """What a JSON value is, in a word."""
    kinds = {dict: "a record", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
