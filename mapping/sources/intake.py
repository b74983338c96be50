"""From saved bytes to gathered rows: every page parsed, every cell checked, what cannot be used named and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pandas as pd

from mapping import answers, items, sources, vault
from mapping.errors import InputUnreadable, SourceChanged
from mapping.observations import ANSWERS, OBSERVED
from mapping.paths import Places
from mapping.schema import GATHERED, REJECTED
from mapping.sources import Flaw, Page, Row, reading
from mapping.sources.row_checks import KNOWN, NAMED, row_problems
from mapping.sources.taken import Intake, reject_dangling
from mapping.tables import (
    UNFINISHED,
    Problem,
    Receipt,
    checked,
    dated_folders,
    join,
    receipts,
    save_raw,
    staging,
    to_csv,
)

# What every gathered row carries besides the cells of its own table.
COMMON = ("source", "file", "row", "record_id", "citations", "confidence", "licence", "retrieved", "replaced_by")
# Stands for a file in a complaint that concerns them all.
EVERY_FILE = "all files"
# The line after the head of a CSV file.
FIRST_LINE = 2


def take_in(places: Places) -> Intake:
    """Parse and check everything received, and write it to `data/processed/gathered`, one CSV a table.

    A source that cannot be read, or gives more rows than make sense, or fewer although it was gathered to its end and
    none was rejected, is left out whole and named among the rejected. `InputUnreadable` when nothing was ever received;
    `SourceChanged` when no source of outlets is left.
    """
    intake = Intake()
    for name in sources.names():
        intake.add(_one_source(places, name))
    if intake.changed and not intake.rows["outlets"]:
        raise intake.changed[0]
    if not intake.received:
        raise InputUnreadable(f"Nothing was received yet in {places.raw}: run `mapping gather` first.")
    reject_dangling(intake)
    with staging(places.gathered) as stage:
        for table in (*GATHERED, *OBSERVED):
            rows = intake.rows[table]
            columns = [*COMMON, *(head for head in KNOWN[table].heads if head not in COMMON)]
            frame = pd.DataFrame(rows, columns=columns, dtype=str).fillna("")
            if table == ANSWERS.name and rows:
                # The file of their table beside it has a head only.
                vault.write_sealed(stage / answers.FILE, to_csv(frame), vault.load_key(places.data))
                frame = frame.iloc[:0]
            (stage / f"{table}.csv").write_bytes(to_csv(frame))
        (stage / "rejected.csv").write_bytes(to_csv(checked(REJECTED, _once(intake.rejected))))
    closed = {row["source"] for row in intake.rejected if row["file"] == EVERY_FILE}
    if not intake.rows[ANSWERS.name] and not any(sources.about(name).sensitive for name in closed):
        (places.gathered / answers.FILE).unlink(missing_ok=True)
    return intake


def _one_source(places: Places, name: str) -> Intake:
    """What one source gives; nothing but a complaint when it is not what it was."""
    intake = Intake()
    try:
        for page in pages(places, name, intake):
            _read_page(name, page, intake)
            _keep_texts(places, intake, at_least=items.AT_ONCE)
        _keep_texts(places, intake)
        _expect(name, intake, finished=not any((each / UNFINISHED).exists() for each in folders(places, name)))
    except (SourceChanged, InputUnreadable) as problem:
        intake.reject(name, EVERY_FILE, Flaw(0, "", "", f"none of it is used: {problem}"))
        return Intake(rejected=intake.rejected, received=intake.received, changed=[problem])
    return intake


def _keep_texts(places: Places, intake: Intake, at_least: int = 1) -> None:
    """Move published pieces to the store of texts; mentions of pieces, as indexes list them, stay rows."""
    pieces = [row for row in intake.rows["items"] if row.get("kind")]
    if len(pieces) >= at_least:
        items.write(places, pieces)
        intake.texts += len(pieces)
        intake.rows["items"] = [row for row in intake.rows["items"] if not row.get("kind")]


def _once(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The complaints, each once: several rows of one record may lack the same thing."""
    return list({tuple(row.values()): row for row in rows}.values())


def folders(places: Places, source: str) -> list[Path]:
    """The dated folders that count, the oldest first.

    A finished folder takes the place of all before it; one that was limited or broken off adds to them, and so does
    each of a source that grows.
    """
    dated = dated_folders(places, source)
    if not sources.about(source).grows:
        finished = [place for place, folder in enumerate(dated) if not (folder / UNFINISHED).exists()]
        dated = dated[max(finished, default=0) :]
    return dated


def pages(places: Places, source: str, intake: Intake) -> Iterator[Page]:
    """The files of a source that count, in order, the newest of each name; those that differ from their receipt or
    are gone are named among the rejected.
    """
    about = sources.about(source)
    newest: dict[str, tuple[Path, Receipt]] = {}
    for folder in folders(places, source):
        kept = receipts(folder)
        present = {path.relative_to(folder).as_posix() for pattern in about.files for path in folder.glob(pattern)}
        for file in {*kept, *present} - set(about.tables):
            receipt = kept.get(file) or Receipt(file, "", folder.name, "", 0, about.licence)
            newest[f"{folder.name}/{file}" if about.grows else file] = (folder, receipt)
    for name, (folder, receipt) in sorted(newest.items()):
        try:
            page = replace(reading.page(places, source, folder, receipt), name=name)
        except FileNotFoundError:
            intake.reject(source, name, Flaw(0, "", "", "the file was received, but is gone"))
            continue
        if sha256((folder / receipt.file).read_bytes()).hexdigest() != receipt.sha256:
            reason = "the file is not the one received: its sha256 differs from the receipt, or it has none"
            intake.reject(source, name, Flaw(0, "", "", reason))
        yield page


def _read_page(source: str, page: Page, intake: Intake) -> None:
    described: dict[tuple[str, str], int] = {}
    lines: set[int] = set()
    first = FIRST_LINE if page.name.endswith(".csv") else 1
    try:
        all_found = reading.read(source, page)
    except (SourceChanged, InputUnreadable) as error:
        all_found = [Flaw(0, "", "", str(error))]
    for found in all_found:
        if isinstance(found, Flaw):
            flaws = [found]
        else:
            flaws = [_flaw(found, problem) for problem in row_problems(found)]
            if found.table in NAMED and found.line not in lines:
                flaws += _described_before(found, described)
            if not flaws:
                intake.rows[found.table].append(_gathered(source, page, found))
        lines |= {found.line} if found.line >= first else set()
        for flaw in flaws:
            intake.reject(source, page.name, flaw)
    intake.received[source, page.name] = len(lines)


def _described_before(row: Row, described: dict[tuple[str, str], int]) -> list[Flaw]:
    """The complaint when an earlier line of the same file already describes this thing."""
    first = described.setdefault((row.table, row.record_id), row.line)
    column = KNOWN[row.table].key[0]
    return [] if first == row.line else [Flaw(row.line, column, row.record_id, f"stands already in line {first}")]


def _flaw(row: Row, problem: Problem) -> Flaw:
    return Flaw(row.line, row.renamed.get(problem.column, problem.column), problem.value, problem.reason)


def _gathered(source: str, page: Page, row: Row) -> dict[str, str]:
    return {
        "source": source,
        "file": page.name,
        "row": str(row.line),
        "record_id": row.record_id,
        "citations": join(row.citations),
        "confidence": row.confidence,
        "licence": row.licence or page.receipt.licence,
        "retrieved": page.receipt.retrieved,
        "replaced_by": row.replaced_by,
        **row.values,
    }


def _expect(source: str, intake: Intake, *, finished: bool) -> None:
    """Hold a source to the number of rows that make sense, unless rejected rows already explain the difference."""
    if not any(name == source for name, _ in intake.received):
        return
    explained = not finished or any(row["source"] == source for row in intake.rejected)
    for table, (fewest, most) in sources.about(source).gives.items():
        n = len(intake.rows[table]) + (intake.texts if table == "items" else 0)
        if n > most or (n < fewest and not explained):
            raise SourceChanged(
                f"Source '{source}' gave {n} rows of '{table}'; between {fewest} and {most} make sense: "
                "look at its files, or change `gives` at the head of its adapter."
            )


def gather_folder(places: Places, source: str, folder: Path, date: str) -> list[Receipt]:
    """Take in the files that people collected for a source: bytes as they are, each with its receipt."""
    about = sources.about(source)
    files = sorted({path for pattern in about.files for path in folder.glob(pattern)})
    if not files:
        raise InputUnreadable(f"{folder} holds none of {', '.join(about.files)}: give the folder that does.")
    target = places.raw / source / date
    key = vault.load_key(places.data) if about.sensitive else b""
    return [
        save_raw(
            target,
            path.relative_to(folder).as_posix(),
            vault.seal(path.read_bytes(), key) if key else path.read_bytes(),
            url=about.url,
            retrieved=date,
            licence=about.licence,
        )
        for path in files
    ]
