"""The queue for people: doubtful pairs in a workbook, answers read back as decisions.

A person opens `reports/team/to_review.xlsx`, fills `answer` (same, different, unsure), `reason` and `who`, and runs
`mapping clean`: each answer becomes a dated row of `data/raw/decisions/pairs.csv`, and the workbook is made anew from
what is still open. A wrong answer is named, and the workbook stays as it is until it is mended.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mapping.errors import InputUnreadable
from mapping.files import publish, safe_cell
from mapping.paths import Places, write_whole
from mapping.schema import DECISIONS
from mapping.tables import problems, read, rows_of, shortened, to_csv

SHEET, SOURCE = "to review", "to_review.xlsx"
ANSWERS = ("same", "different", "unsure")
ASKED = ("answer", "reason", "who")
SHOWN = ("score", "what", "why", "entity_kind")
SIDE = ("id", "names", "country", "medium", "city", "addresses", "years", "sources")
HEADS = [*ASKED, *SHOWN, *(f"{side}_{part}" for side in "ab" for part in SIDE)]
WIDTHS = {"reason": 30, "what": 28, "why": 60, "names": 34, "addresses": 26, "sources": 18}
HOW_TO = (
    "Each line is a pair that may be one and the same. Read what stands on both sides and why the clues hesitate.",
    "Fill the three yellow cells: answer (same, different or unsure), a reason in a sentence, and who you are.",
    "Same keeps the id on the A side; the other id leads to it from then on. Nothing else is lost.",
    "Save the file here and run `mapping clean`: your answers are kept in data/raw/decisions/pairs.csv.",
    "To undo an answer, add a later row on the same pair to that file.",
    "Lines without an answer stay in the queue. Do not change the grey columns.",
)

LARGEST, MOST_LINES, MOST_COLUMNS = 20_000_000, 20_000, 100  # bytes, lines and columns of a workbook that is read

Cells = dict[str, str]


@dataclass(frozen=True)
class Answers:
    """What was read back: new rows of decisions, and answers that cannot be used, as rows of `rejected`."""

    rows: Sequence[Cells]
    rejected: Sequence[Cells]


def take_answers(places: Places, today: str) -> Answers:
    """Move the answers of the workbook into `pairs.csv`; `InputUnreadable` when it cannot be opened.

    An answer that stands there already is not added twice, so reading the same workbook again changes nothing.
    """
    path = places.reports / "team" / SOURCE
    if not path.exists():
        return Answers((), ())
    given = [(line, cells) for line, cells in _lines(path) if any(cells[name] for name in ASKED)]
    said: dict[frozenset[str], set[str]] = defaultdict(set)
    for _, cells in given:
        said[frozenset((cells["a_id"], cells["b_id"]))].add(cells["answer"].casefold())
    order, known = _asked(places)
    rows, rejected = [], []
    for line, cells in given:
        pair = frozenset((cells["a_id"], cells["b_id"]))
        cells["a_id"], cells["b_id"] = order.get(pair, (cells["a_id"], cells["b_id"]))
        row = _decision(cells, today)
        flaws = [(flaw.column, flaw.value, flaw.reason) for flaw in problems(DECISIONS["pairs"].columns, row)]
        if len(said[pair]) > 1:
            flaws.append(("answer", cells["answer"], "another line answers otherwise on the same pair"))
        flaws += [("a_id", own, "is no id of ours: leave the grey columns as they are") for own in pair - known]
        rejected += [_rejection(line, *flaw) for flaw in flaws]
        rows += [] if flaws else [row]
    if rows:
        _append(places, rows)
    return Answers(rows, rejected)


def _asked(places: Places) -> tuple[dict[frozenset[str], tuple[str, str]], set[str]]:
    """The pairs of the last queue, in the order shown, and all ids there are."""
    doubts = read(places.processed / "doubts.csv")
    order = {frozenset(pair): pair for pair in zip(doubts["a_id"], doubts["b_id"], strict=True)}
    known = {own for kind in ("outlet", "owner") for own in read(places.processed / f"{kind}s.csv")[f"{kind}_id"]}
    return order, known


def _lines(path: Path) -> Iterator[tuple[int, Cells]]:
    """Each line of the queue with its number in the sheet; formulas stay as they are written."""
    if path.stat().st_size > LARGEST:
        raise InputUnreadable(f"reports/team/{SOURCE} is larger than a queue can be: restore it, or delete it.")
    try:
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
        if SHEET not in book.sheetnames:
            raise InputUnreadable(f"reports/team/{SOURCE} has no sheet '{SHEET}': restore it, or delete the file.")
        lines = list(book[SHEET].iter_rows(values_only=True, max_row=MOST_LINES, max_col=MOST_COLUMNS))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as problem:
        raise InputUnreadable(f"reports/team/{SOURCE} is no workbook any more: restore it, or delete it.") from problem
    heads = [str(head or "") for head in (lines[0] if lines else ())]
    if lost := [head for head in (*ASKED, "entity_kind", "a_id", "b_id") if head not in heads]:
        raise InputUnreadable(f"reports/team/{SOURCE} has lost its column '{lost[0]}': restore it, or delete the file.")
    for number, values in enumerate(lines[1:], start=2):
        told = dict(zip(heads, values, strict=False))
        yield number, {head: str(told.get(head) or "").strip() for head in heads}


def _decision(cells: Mapping[str, str], today: str) -> Cells:
    answer = cells["answer"].casefold()
    kept = {name: cells[name] for name in ("entity_kind", "a_id", "b_id", "who", "reason")}
    return kept | {"decision": answer, "date": today}


def _rejection(line: int, column: str, value: str, reason: str) -> Cells:
    named = "answer" if column == "decision" else column
    return {
        "source": "decisions",
        "file": SOURCE,
        "row": str(line),
        "column": named,
        "value": shortened(value),
        "reason": reason,
    }


def _append(places: Places, rows: Iterable[Cells]) -> None:
    path, table = places.decisions / "pairs.csv", DECISIONS["pairs"]
    old = read(path) if path.exists() else pd.DataFrame(columns=table.heads, dtype=str)
    new = pd.DataFrame(rows, columns=table.heads, dtype=str)
    write_whole(path, to_csv(pd.concat([old, new]).drop_duplicates()))


def write_queue(places: Places, tables: Mapping[str, pd.DataFrame]) -> None:
    """Make the workbook from the doubts that are still open; without any, it is removed."""
    path = places.reports / "team" / SOURCE
    if tables["doubts"].empty:
        path.unlink(missing_ok=True)
        return
    sides = _sides(tables)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.append(HEADS)
    for row in sorted(rows_of(tables["doubts"]), key=lambda row: -float(row["score"])):
        told = [row["score"], row["what"], row["why"], row["entity_kind"]]
        both = [sides[row["entity_kind"], row[side]][part] for side in ("a_id", "b_id") for part in SIDE]
        sheet.append(["", "", "", *(safe_cell(cell) for cell in (*told, *both))])
    _dress(sheet)
    notes = book.create_sheet("how to")
    for line in HOW_TO:
        notes.append([line])
    notes.column_dimensions["A"].width = 110
    content = io.BytesIO()
    book.save(content)
    publish(path, content.getvalue(), "team")


def _sides(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], Cells]:
    """What a person needs to see of each outlet and owner, by kind and id."""
    gathered: dict[tuple[str, str], dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows_of(tables["names"]):
        gathered[row["entity_kind"], row["entity_id"]]["names"].setdefault(row["text"])
    for row in rows_of(tables["channels"]):
        gathered["outlet", row["outlet_id"]]["addresses"].setdefault(row["address"])
    for row in rows_of(tables["records"]):
        gathered[row["entity_kind"], row["entity_id"]]["sources"].setdefault(row["source"])
    found = {}
    for kind in ("outlet", "owner"):
        for row in rows_of(tables[f"{kind}s"]):
            own = row[f"{kind}_id"]
            listed = {name: " | ".join(values) for name, values in gathered[kind, own].items()}
            years = f"{row.get('founded', '')}-{row.get('closed', '')}".strip("-")
            plain = {
                "id": own,
                "country": row["country"],
                "medium": row.get("media", row.get("kind", "")),
                "years": years,
            }
            found[kind, own] = dict.fromkeys(SIDE, "") | plain | {"city": row.get("city", "")} | listed
    return found


def _dress(sheet: Worksheet) -> None:
    """Frozen head, filter, drop-down answers, yellow where a person writes, and lines that wrap."""
    yellow, grey = PatternFill("solid", fgColor="FFF7CC"), PatternFill("solid", fgColor="EEEEEE")
    for number, head in enumerate(HEADS, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDTHS.get(head.removeprefix("a_").removeprefix("b_"), 13)
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.fill = yellow if head in ASKED else PatternFill() if cell.row > 1 else grey
        sheet[f"{letter}1"].font = Font(bold=True)
    choice = DataValidation("list", formula1=f'"{",".join(ANSWERS)}"', allow_blank=True)
    choice.error, choice.errorTitle = "Write same, different or unsure.", "Answer"
    sheet.add_data_validation(choice)
    choice.add(f"A2:A{sheet.max_row}")
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
