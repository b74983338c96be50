"""Where things stand on disk, and how a file is written: whole, or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
NOTEBOOKS = PROJECT / "notebooks"
LOCALE = PROJECT / "locale"
MEASURED = PROJECT / "benchmarks" / "results"
PICTURES = PROJECT / "docs" / "pictures"


@dataclass(frozen=True)
class Places:
    """The folders of one landscape, so that people and tests can work on a copy (`--data`, `--reports`)."""

    data: Path = PROJECT / "data"
    reports: Path = PROJECT / "reports"

    @property
    def raw(self) -> Path:
        """Bytes as received, append only."""
        return self.data / "raw"

    @property
    def decisions(self) -> Path:
        """Human judgements, each with who, when and why."""
        return self.raw / "decisions"

    @property
    def ids(self) -> Path:
        """Ids once given to records that came without one of ours; appended only."""
        return self.raw / "ids.csv"

    @property
    def hand_tables(self) -> Path:
        """Small tables that people edit: populations, wording."""
        return self.raw / "tables"

    @property
    def processed(self) -> Path:
        """Tables made by `clean` and `analyse`."""
        return self.data / "processed"

    @property
    def gathered(self) -> Path:
        """What the sources said, row by row, in our columns."""
        return self.processed / "gathered"

    @property
    def indicators(self) -> Path:
        """Tables made by `analyse`."""
        return self.processed / "indicators"


def write_whole(path: Path, content: bytes) -> None:
    """Put the content in place in one step: a reader, or a power cut, never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
