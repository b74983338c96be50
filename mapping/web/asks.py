"""What a source asks of the network, and on what terms: plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

MEGABYTE = 1_000_000
# Files of the runner's own in a dated folder.
RESERVED = ("receipts.jsonl", "failures.jsonl", "unfinished")
_NAME = re.compile(r"\w[\w@.-]*(/\w[\w@.-]*)*")


@dataclass(frozen=True)
class Ask:
    """One thing to fetch.

    `name` is the file in the dated folder that will hold the answer: relative, lower case, with `/` for folders, always
    the same for the same question (`kg/items.json`). `url` is an http(s) address, or `whois://server/domain` for a
    question on port 43. `media` are the content types that make sense; none means any. `statuses` are the HTTP statuses
    whose bodies are answers to read, such as 404 where a register says "no such domain". `country` is the country
    that the answer is about, for the table of health; empty where it is about several. `body` may be asked with POST.
    """

    name: str
    url: str
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    media: tuple[str, ...] = ()
    statuses: tuple[int, ...] = (200,)
    country: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or self.name in RESERVED:
            raise ValueError(f"'{self.name}' is no name of a file: letters, digits, @ . _ - and / between folders")


@dataclass(frozen=True)
class Secret:
    """A key that a source wants: the environment variable (or the line of `data/secrets.toml`) that holds it.

    The door sends it as the header `header`, written by `form`, to `host` and to no other; it is never saved. Without
    an `optional` one the source is asked all the same. `also` are other hosts of the same service.
    """

    variable: str
    host: str
    header: str = "Authorization"
    form: str = "{}"
    optional: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """How a source may be asked: seconds between two requests to one host, the largest answer in bytes, its key.

    `robots` is False only for a documented programming interface, whose own rules of use stand in the source's file.
    """

    rate: float = 1.0
    largest: int = 50 * MEGABYTE
    secret: Secret | None = None
    robots: bool = True


POLITE = Terms()
