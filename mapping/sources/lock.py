"""One gathering at a time in one folder: a lock that ends with its process, however that ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from mapping.errors import InputUnreadable

LOCK = ".gathering"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Work alone in a folder; `InputUnreadable` names the process that is at work in it already."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            who = file.read().strip() or "another process"
            raise InputUnreadable(f"{who} is gathering into {folder}: wait until it ends, or stop it.") from error
        file.truncate(0)
        file.write(f"Process {os.getpid()} (since {datetime.now():%H:%M})")
        file.flush()
        yield
