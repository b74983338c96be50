"""What a user sets: who is asking, how patiently, and which hosts tests may open. Keys come from elsewhere."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mapping.errors import InputUnreadable
from mapping.web.asks import Secret

SETTINGS, SECRETS = "settings.toml", "secrets.toml"
PROJECT_NAME = "central-asia-media-landscape"
_EXAMPLE = "your-organisation.org"  # stands in the contact of the example that users copy
_CONTACT = re.compile(r"[!-~]+@[!-~]+\.[!-~]+|https?://[!-~]+\.[!-~]+")  # it goes into a header: one line, plain ASCII
# The least and the most that each line of [web] may say.
_BOUNDS = {
    "connect": (0.1, 600), "read": (0.1, 600), "total": (0.1, 86_400), "longest_wait": (0, 86_400),
    "attempts": (1, 20), "backoff": (0, 3_600), "workers": (1, 64),
}  # fmt: skip


@dataclass(frozen=True)
class Patience:
    """How long the door waits, in seconds, and how often it tries: the table `[web]` of the settings.

    `total` bounds one answer from the first byte asked to the last one received; `longest_wait` is the longest pause
    that a server may ask for before its host is left for the next run; `backoff` is the first pause before another
    try, doubled at each; `workers` is how many hosts are asked at once.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 120.0
    longest_wait: float = 300.0
    attempts: int = 3
    backoff: float = 1.0
    workers: int = 16


@dataclass(frozen=True)
class Settings:
    """`data/settings.toml`.

    `contact` is an e-mail or page that a webmaster can turn to. `opened` maps host names of tests (`*.example` for all
    below one) to the address that stands for them (`127.0.0.1:8000`): no other private address is ever asked. With
    `hurried`, opened hosts are asked without a pause; `certificate` is a file of certificates to trust instead of the
    usual ones. `sources` hold the settings of single sources.
    """

    contact: str = ""
    patience: Patience = field(default_factory=Patience)
    opened: Mapping[str, str] = field(default_factory=dict)
    hurried: bool = False
    certificate: str = ""
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def user_agent(self) -> str:
        """Who is asking; `InputUnreadable` when the settings name no contact."""
        if not self.contact or _EXAMPLE in self.contact:
            raise InputUnreadable(
                f"Say who is asking: write `contact` with your own e-mail or page in data/{SETTINGS} "
                "(copy data/settings.example.toml)."
            )
        return f"{PROJECT_NAME}/{version(PROJECT_NAME)} (+{self.contact})"


def load(data: Path) -> Settings:
    """The settings of a data folder, defaults where there are none; `InputUnreadable` names an unknown line."""
    told = _toml(data / SETTINGS)
    _known(told, ["contact", "web", "tests", "sources"], "")
    tests = _table(told, "tests")
    _known(tests, ["opened", "hurried", "certificate"], "[tests] of ")
    chosen = _table(told, "sources")
    return Settings(
        contact=_contact(told.get("contact", "")),
        patience=_patience(_table(told, "web")),
        opened=_table(tests, "opened"),
        hurried=bool(tests.get("hurried", False)),
        certificate=str(tests.get("certificate", "")),
        sources={name: _table(chosen, name, "sources.") for name in chosen},
    )


def _contact(value: object) -> str:
    if value != "" and not (isinstance(value, str) and _CONTACT.fullmatch(value)):
        raise InputUnreadable(
            f"'contact' in data/{SETTINGS} must be one e-mail or web address in quotes, in Latin letters: mend it."
        )
    return str(value)


def _patience(told: Mapping[str, Any]) -> Patience:
    """The numbers of [web]; `InputUnreadable` names one that is none, or makes no sense."""
    _known(told, list(_BOUNDS), "[web] of ")
    for name, value in told.items():
        least, most = _BOUNDS[name]
        whole = isinstance(getattr(Patience, name), int)
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            raise InputUnreadable(
                f"[web] of data/{SETTINGS} takes numbers only{' (whole ones)' * whole}: mend '{name}'."
            )
        if not least <= value <= most:  # which holds for no nan
            raise InputUnreadable(f"[web] of data/{SETTINGS}: '{name}' must be a number from {least:,} to {most:,}.")
    return Patience(**{name: type(getattr(Patience, name))(value) for name, value in told.items()})


def key(secret: Secret, data: Path) -> str:
    """The key of a source, from the environment or `data/secrets.toml`; empty where it has none and needs none.

    `InputUnreadable` when it needs one.
    """
    value = (os.environ.get(secret.variable) or str(_toml(data / SECRETS).get(secret.variable, ""))).strip()
    if not value and not secret.optional:
        raise InputUnreadable(
            f"It wants a key: set the environment variable {secret.variable}, or write it in data/{SECRETS}."
        )
    if not value.isascii() or not value.isprintable():
        raise InputUnreadable(f"The key {secret.variable} holds signs that no key has: copy it again, on one line.")
    return value


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}
    except (ValueError, RecursionError) as error:
        raise InputUnreadable(f"{path} is not TOML ({error}): mend that line.") from error


def _table(told: Mapping[str, Any], name: str, above: str = "") -> Mapping[str, Any]:
    found = told.get(name, {})
    if not isinstance(found, dict):
        raise InputUnreadable(
            f"'{above}{name}' in data/{SETTINGS} must be a table: write [{above}{name}] above its lines."
        )
    return found


def _known(told: Mapping[str, Any], names: list[str], where: str) -> None:
    for name in told:
        if name not in names:
            nearest = get_close_matches(name, names, 1, 0.0)[0]
            raise InputUnreadable(f"{where}data/{SETTINGS} knows no '{name}': did you mean '{nearest}'?")
