"""What stands before a gathering: what is wanted of each source, what is there already, where it goes on."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from mapping import items, sources, vault
from mapping.addresses import handle_of
from mapping.countries import COUNTRIES
from mapping.errors import InputUnreadable
from mapping.paths import Places, write_whole
from mapping.safety import host
from mapping.sources import Ask, Scope, reading
from mapping.sources.health import Tally
from mapping.tables import PART, UNFINISHED, Receipt, dated_folders, noted, read, receipts, rows_of
from mapping.web import settings as web_settings
from mapping.web.answers import Outcome
from mapping.web.saving import INCOMING
from mapping.web.settings import Settings

FAILURES = "failures.jsonl"
# An unfinished folder is gone on with for so many days; then its pages are too old to be one picture with new ones.
GOES_ON = timedelta(days=2)


@dataclass(frozen=True)
class Wish:
    """What a person wants: only these countries (none: all), nothing older, so many pages a source (0: all)."""

    countries: tuple[str, ...] = ()
    since: str = ""
    limit: int = 0

    @property
    def whole(self) -> bool:
        """Whether everything is wanted, so that what is not found any more is gone."""
        return not (self.countries or self.since or self.limit)


@dataclass
class Plan:
    """One source in one run: its folder, what was received or failed in it before, and what came of it.

    `older` are answers in older folders, `met` the names asked for in this run; `cut` tells that something of what was
    wanted is not there yet.
    """

    name: str
    folder: Path
    scope: Scope
    secret: str = ""
    vault_key: bytes = b""
    kept: dict[str, Receipt] = field(default_factory=dict)
    failed: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    older: dict[str, tuple[Path, Receipt]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    asked: int = 0
    cut: bool = False
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def give_up(self, outcome: Outcome, reason: str) -> None:
        """Leave the whole source alone in this run."""
        self.cut = True
        self.tallies[""].complaints[outcome] = reason

    def first(self) -> list[Ask]:
        """What to ask first; none of a source that was given up."""
        opener = sources.opener(self.name)
        return list(opener(self.scope)) if opener and not self.cut else []


def plan(places: Places, name: str, wish: Wish, settings: Settings) -> Plan:
    """All that is known of a source before it is asked.

    `InputUnreadable` for one that is collected by hand; one that lacks its key is given up with a sentence.
    """
    if not sources.opener(name):
        raise InputUnreadable(f"'{name}' is collected by hand: give the folder of its files with --from FOLDER.")
    about, folder = sources.about(name), _folder(places, name)
    made = Plan(name, folder, _scope(places, name, wish, settings), kept=_present(folder))
    try:
        made.vault_key = vault.load_key(places.data) if about.sensitive else b""
        reading.tables(places, name, folder)
        made.secret = web_settings.key(about.terms.secret, places.data) if about.terms.secret else ""
    except InputUnreadable as error:
        made.give_up(Outcome.REFUSED, str(error))
    for older in dated_folders(places, name):
        if older < folder:
            made.older |= {file: (older, receipt) for file, receipt in _present(older).items()}
    for file, each in {each["file"]: each for each in noted(folder / FAILURES)}.items():
        if not each["passing"]:
            made.failed[file] = each
        elif file in made.kept and made.kept[file].sha256 == each["sha256"]:
            del made.kept[file]  # it came damaged
    return made


def begin(folder: Path) -> None:
    """Mark a folder as unfinished and clear away what a killed run had not received in full."""
    write_whole(folder / UNFINISHED, b"")
    for part in folder.glob(f".*{INCOMING}"):
        part.unlink()


def end(planned: Plan, wish: Wish) -> None:
    """Take the mark off a folder that holds all that the source has; say so on one that holds all that was wanted."""
    mark = planned.folder / UNFINISHED
    if mark.exists() and not planned.cut:
        if wish.whole:
            mark.unlink()
        else:
            write_whole(mark, PART)


def today() -> str:
    """The day of the run, everywhere the same: UTC."""
    return datetime.now(UTC).date().isoformat()


def _folder(places: Places, name: str) -> Path:
    """The folder to work in: one of these days that was not brought to its end, or today's."""
    newest = max(dated_folders(places, name), default=None)
    mark = newest / UNFINISHED if newest else None
    if newest and mark and mark.exists() and mark.read_bytes() != PART:
        age = date.fromisoformat(today()) - date.fromisoformat(newest.name)
        if age <= GOES_ON:
            return newest
    return places.raw / name / today()


def _present(folder: Path) -> dict[str, Receipt]:
    """The receipts whose bytes are there in full."""
    return {
        file: receipt
        for file, receipt in receipts(folder).items()
        if (folder / file).is_file() and (folder / file).stat().st_size == receipt.bytes
    }


def _scope(places: Places, name: str, wish: Wish, settings: Settings) -> Scope:
    tables = {table: _rows(places.processed / f"{table}.csv") for table in ("outlets", "channels", "owners")}
    country = {row["outlet_id"]: row["country"] for row in tables["outlets"]}
    posts = [row for row in tables["channels"] if row["kind"] == "telegram"]
    handles = {handle_of(row["address"]): country.get(row["outlet_id"], "") for row in posts}
    sites = [row for row in tables["channels"] if row["kind"] in ("website", "mirror")]
    hosts = {host(row["address"]): country.get(row["outlet_id"], "") for row in sites}

    def wanted(addresses: Mapping[str, str]) -> dict[str, str]:
        chosen = sorted(addresses.items())
        return {name: of for name, of in chosen if name and (not wish.countries or of in wish.countries)}

    return Scope(
        countries=wish.countries or COUNTRIES,
        since=wish.since,
        limit=wish.limit,
        today=today(),
        hosts=wanted(hosts),
        handles=wanted(handles),
        seen=items.seen(places),
        owners={row["owner_id"]: row["name"] for row in tables["owners"]},
        settings=settings.sources.get(name, {}),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    return list(rows_of(read(path))) if path.exists() else []
