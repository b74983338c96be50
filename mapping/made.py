"""What was made of what: receipts, so that only what depends on a change is made again.

A receipt tells by what a thing was made (code, parameters), which files were read for it and which files came of it,
each with the hash of its bytes. One byte that differs in any of them, and the thing is made anew.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

from mapping.paths import LOCALE, MEASURED, PICTURES, PROJECT, Places, write_whole

FOLDER = ".made"
_watchers: list[set[str]] = []


@dataclass(frozen=True)
class Receipt:
    """The receipt of one thing made: where it stands, and what the thing is `asked` to be made by and for."""

    path: Path
    places: Places
    asked: Mapping[str, str]

    def holds(self) -> bool:
        """Whether the thing is there as it was made, and would be made the same again."""
        try:
            told = json.loads(self.path.read_bytes())
            files = {**told["read"], **told["made"]}
            return told["asked"] == dict(self.asked) and all(
                hash_of(self._file(name)) == known for name, known in files.items()
            )
        except (OSError, ValueError, KeyError, TypeError):
            return False  # none yet, or half of one

    def write(self, read: Iterable[str | Path], made: Iterable[Path], since: float) -> None:
        """Note the files that were read and made; none of the former may have changed `since` the making began."""
        inputs = {path for path in map(Path, read) if self._name(path) and path.is_file()}
        if any(path.stat().st_mtime >= since for path in inputs):
            self.path.unlink(missing_ok=True)
            return
        told = {
            "asked": dict(self.asked),
            "read": {self._name(path): hash_of(path) for path in sorted(inputs)},
            "made": {self._name(path): hash_of(path) for path in made},
        }
        write_whole(self.path, json.dumps(told, ensure_ascii=False, indent=1).encode())

    def _roots(self) -> dict[str, Path]:
        return {
            "data": self.places.data.resolve(),
            "reports": self.places.reports.resolve(),
            "measured": MEASURED,
            "pictures": PICTURES,
            "locale": LOCALE,
        }

    def _name(self, path: Path) -> str:
        """A file by a name that holds wherever the folders stand; empty for files of no such folder."""
        for root, folder in self._roots().items():
            if path.resolve().is_relative_to(folder):
                return f"{root}/{path.resolve().relative_to(folder).as_posix()}"
        return ""

    def _file(self, name: str) -> Path:
        root, _slash, inside = name.partition("/")
        return self._roots()[root] / inside


def hash_of(path: Path) -> str:
    """The sha256 of a file's bytes; empty when there is no such file."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def hash_of_all(paths: Iterable[Path], below: Path) -> str:
    """One sha256 of the names and the bytes of several files."""
    lines = sorted(f"{path.relative_to(below).as_posix()} {hash_of(path)}" for path in paths if path.is_file())
    return sha256("\n".join(lines).encode()).hexdigest()


def hash_of_names(paths: Iterable[Path], below: Path) -> str:
    """One sha256 of the names of files and folders."""
    return sha256("\n".join(sorted(path.relative_to(below).as_posix() for path in paths)).encode()).hexdigest()


@cache
def code(package: Path = PROJECT / "mapping") -> str:
    """What makes things, as one hash: the files of the package, and the versions of Python and every library."""
    files = (path for path in package.rglob("*") if "__pycache__" not in path.parts)
    versions = sorted(f"{each.name} {each.version}" for each in distributions())
    return sha256("\n".join([hash_of_all(files, package), sys.version, *versions]).encode()).hexdigest()


def names_at_hand(places: Places) -> str:
    """Which tables there are, as one hash: what was looked for in vain may be there the next time."""
    folders = (places.processed, places.raw, places.hand_tables, places.decisions)
    return hash_of_names((path for folder in folders for path in folder.glob("*")), places.data)


def opened_unheard(places: Places) -> list[Path]:
    """Files that libraries open by themselves, so that `watching` never hears of them: shapes and Parquet."""
    return [*(places.raw / "geo").glob("*"), *places.processed.glob("*.parquet")]


def of_the_tables(places: Places) -> Receipt:
    """The receipt of what `clean` makes, as things stand now: the code, and all that was received and decided.

    The review workbook is read by `clean` too, and written by it.
    """
    texts = places.processed / "items"
    asked = {
        "code": code(),
        # A hidden file is a lock, or half of a file that is being written.
        "raw": hash_of_all((path for path in places.raw.rglob("*") if path.name[0] != "."), places.raw),
        "texts": hash_of_names(texts.rglob("*"), texts),
        "review": hash_of(places.reports / "team" / "to_review.xlsx"),
    }
    return Receipt(places.processed / FOLDER / "tables.json", places, asked)


def may_keep(places: Places) -> bool:
    """Whether things made here may be kept: not where people's answers lie, for consent ends by the calendar."""
    return not any(True for folder in (places.processed, places.gathered) for _sealed in folder.glob("*.sealed"))


def renew(receipts: Mapping[str, Receipt], make: Callable[[str], Path], kept: bool) -> list[Path]:
    """Make, by their names, those things whose receipt does not hold (all unless `kept`); gives the files made."""
    since = time.time()
    due = {name: receipt for name, receipt in receipts.items() if not (kept and receipt.holds())}
    with watching() as read:
        paths = {name: make(name) for name in due}
    for name, receipt in due.items():
        receipt.write({*read, *map(str, opened_unheard(receipt.places))}, [paths[name]], since)
    return list(paths.values())


@contextmanager
def watching() -> Iterator[set[str]]:
    """The files that this process opens for reading in the block; libraries that open files on their own hide them."""
    seen = watch()
    try:
        yield seen
    finally:
        _watchers.remove(seen)


def watch() -> set[str]:
    """The files that this process opens for reading from now on, in a set that grows; `watched` gives it again."""
    _listen()
    seen: set[str] = set()
    _watchers.append(seen)
    return seen


def watched() -> set[str]:
    """What the first `watch` of this process has seen."""
    return set(_watchers[0])


@cache
def _listen() -> None:
    # An audit hook cannot be taken away again, so there is one at most.
    sys.addaudithook(_note)


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _watchers:
        path, _mode, flags = arguments
        reading = isinstance(flags, int) and not flags & (os.O_WRONLY | os.O_RDWR)
        if reading and isinstance(path, str | os.PathLike):
            for seen in _watchers:
                seen.add(os.path.abspath(path))  # noqa: PTH100 - the folder may be another one later
