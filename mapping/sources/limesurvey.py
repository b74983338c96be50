"""Answers to our questionnaires, from LimeSurvey: its exports as CSV.

Heads may be codes, texts, or both (`G1Q1. Text`), and a second line may hold the texts. Which form is ours and which
of its questions are kept is said in `survey_forms.toml`. Forms that were not handed in do not count.
https://www.limesurvey.org/manual/Exporting_results
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapping.errors import InputUnreadable
from mapping.sources import Flaw, Page, Row, Source
from mapping.sources.survey_files import Line, sheets_of
from mapping.sources.survey_forms import TABLES, folded, form_by_heads
from mapping.sources.surveys import Filled, Received, answers

SOURCE = Source(
    title="Answers to our questionnaires (LimeSurvey)",
    publisher="The people who answered",
    licence="Personal data: kept encrypted, for as long as each person agreed, never published",
    url="https://www.limesurvey.org/",
    gives={"answers": (1, 500_000)},
    files=("*.csv", "*/*.csv", "*.xlsx", "*/*.xlsx"),
    tables=TABLES,
    grows=True,
    sensitive=True,
)

# The columns that the service puts before the questions: by code, and as text in the languages of our forms.
OWN_ID = ("id", "response id", "answer id", "id de la réponse", "id ответа", "номер ответа")
_HANDED_IN = ("submitdate", "date submitted", "date de soumission", "дата отправки", "дата отправления")
_ADDED = (
    "lastpage", "last page", "dernière page", "последняя страница", "startlanguage", "start language",
    "langue de départ", "начальный язык", "начальная страница", "seed", "graine", "startdate", "date started",
    "date de lancement", "дата начала", "datestamp", "date last action", "date de la dernière action",
    "дата последнего действия", "ipaddr", "ip address", "adresse ip", "ip-адрес", "refurl", "referrer url",
    "url de référence", "token", "access code", "firstname", "lastname", "email", "interviewtime", "total time",
)  # fmt: skip


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One row an answer; `InputUnreadable` for an export of another form or of another service."""
    received = forms_in(page)
    for form, filled in received.filled:
        yield from answers(page, form, filled, SOURCE.url)
    yield from received.strays


def forms_in(page: Page) -> Received:
    """The forms of an export as they were filled in; `InputUnreadable` for one of another form or service."""
    sheet = sheets_of(page)[0]
    own_id = _named(sheet.heads, OWN_ID)
    if not own_id:
        raise InputUnreadable(f"{page.name} has no column 'id' or 'Response ID': export the responses of LimeSurvey.")
    form = form_by_heads(page, sheet.heads)
    handed_in = _named(sheet.heads, _HANDED_IN)
    added = {head for head in sheet.heads if folded(head) in {folded(name) for name in _ADDED}} | {own_id, handed_in}
    filled = [_filled(line, own_id, handed_in, added) for line in sheet.lines if line[1][own_id].isdigit()]
    return Received([(form, filled)], list(_unnumbered(sheet.lines, own_id)))


def _named(heads: Sequence[str], names: Sequence[str]) -> str:
    return next((head for head in heads if folded(head) in {folded(name) for name in names}), "")


def _filled(line: Line, own_id: str, handed_in: str, added: set[str]) -> Filled:
    number, cells = line
    kept = {head: cell for head, cell in cells.items() if head not in added}
    handed = cells.get(handed_in, "")
    # Each survey counts its forms from 1: the moment tells those of two surveys apart.
    return Filled(number, f"{cells[own_id]} {handed}", handed, kept, "" if handed else "was not handed in")


def _unnumbered(lines: Sequence[Line], own_id: str) -> Iterator[Flaw]:
    """Lines without a number of their own are no forms, but for a second line of heads."""
    for number, cells in lines:
        if not cells[own_id].isdigit() and not (number == 2 and folded(cells[own_id]) in map(folded, OWN_ID)):
            yield Flaw(number, own_id, cells[own_id][:80], "is no number of a form: the line was not read")
