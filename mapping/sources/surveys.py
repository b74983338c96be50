"""From a filled-in form to answers: who may be kept, for how long, and under which hash.

Only questions that `survey_forms.toml` lists are kept, only of people who agreed and still do. Where the text of an
answer holds an e-mail address, a telephone number or a position, that part is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mapping.errors import InputUnreadable
from mapping.sources import Flaw, Page, Row
from mapping.sources.day import day
from mapping.sources.survey_forms import FORMS, Form, Place
from mapping.vault import HOW_TO_MAKE, RESPONDENTS, keyed_hash

REMOVED = "(left out)"
# E-mail addresses; telephone numbers of nine digits and more; handles; positions as Kobo writes them.
_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w@])@\w{4,}|\+?\d(?:[\s().-]*\d){8,14}(?!\d)"
    r"|-?\d{1,3}\.\d{3,},? +-?\d{1,3}\.\d{3,}(?: +-?\d+(?:\.\d+)?){0,2}"
)
_NUMBER = re.compile(r"#\d+\Z")
_OWN_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YES = frozenset(("1", "true", "yes", "y", "да", "oui"))
_NO = frozenset(("", "0", "false", "no", "n", "нет", "non", "n/a"))


@dataclass(frozen=True)
class Filled:
    """One form as it was filled in. `own_id` tells it from all others, `cells` are its columns by head.

    A column that is met several times, in a group that was filled in several times, has `#2`, `#3` ... behind its
    head. `refused` says why the whole form does not count; empty where it does.
    """

    line: int
    own_id: str
    handed_in: str
    cells: Mapping[str, str]
    refused: str = ""


def answers(page: Page, form: Form, filled: Iterable[Filled], cited: str) -> Iterator[Row | Flaw]:
    """The rows of `answers` of all forms of a page; forms and columns that are not kept are named.

    `cited` is the page to cite where the receipt has none. `InputUnreadable` without a key to hide people behind.
    """
    if RESPONDENTS not in page.tables:
        raise InputUnreadable(
            f"{page.name} holds answers of people, and there is no key to hide who they are: {HOW_TO_MAKE}."
        )
    everyone = list(filled)
    heads = dict.fromkeys(head for each in everyone for head, cell in each.cells.items() if cell)
    columns = {head: column for head in heads if (column := _column(form, head))}
    yield from _unknown_columns(form, heads.keys() - columns.keys())
    reading = _Reading(page, form, columns, page.receipt.url.partition("?")[0] or cited)
    met: dict[str, int] = {}
    for each in everyone:
        first = met.setdefault(each.own_id, each.line)
        if first != each.line:
            yield Flaw(each.line, "", "", f"is the same form as line {first}")
        else:
            yield from _of_one(reading, each)


@dataclass(frozen=True)
class _Reading:
    """What all forms of one page share: each column with the question that it holds, and the choice."""

    page: Page
    form: Form
    columns: Mapping[str, Place]
    cited: str


def _column(form: Form, head: str) -> Place | None:
    """What a column holds: its question numbered as the column is."""
    bare = _bare(head)
    place = form.place(bare)
    return place and Place(place.question + head[len(bare) :], place.part)


def _unknown_columns(form: Form, heads: Iterable[str]) -> Iterator[Flaw]:
    """One complaint for each column that the form does not know: nothing of it is read."""
    for head in sorted({_bare(head) for head in heads}):
        if not form.leaves_out(head):
            reason = f"is no question of the form '{form.name}' and was not read: list it in {FORMS}"
            yield Flaw(1, head[:80], "", reason)


def _bare(head: str) -> str:
    return _NUMBER.sub("", head)


def _of_one(reading: _Reading, filled: Filled) -> Iterator[Row | Flaw]:
    form = reading.form
    said: dict[str, str] = {}
    flaws = []
    for question, answer in _by_question(reading, filled.cells).items():
        coded = form.codes(_bare(question), answer) if _bare(question) in form.choices else [answer]
        if coded is None:
            flaws.append(Flaw(filled.line, question, REMOVED, "is none of the choices of this question"))
        else:
            said[question] = ";".join(dict.fromkeys(coded))
    until = _consent_until(form, said, filled.handed_in)
    if refused := filled.refused or _refused(reading, said, until):
        yield Flaw(filled.line, form.consent, "", f"{refused}: its answers were left out")
        return
    yield from flaws
    common = _common(reading, filled, said) | {"consent_until": until}
    for question, answer in said.items():
        if question not in (form.outlet, form.consent, form.consent_until, form.respondent):
            record = f"{common['respondent_hash'][:12]} {question}"
            values = common | {"question": question, "answer": _PERSONAL.sub(REMOVED, answer)}
            yield Row("answers", filled.line, record, values, (reading.cited,))


def _by_question(reading: _Reading, cells: Mapping[str, str]) -> dict[str, str]:
    """The answers by question; choices that have a column each are joined, unless the joined column is there too."""
    whole: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    for head, cell in cells.items():
        if not cell or head not in reading.columns:
            continue
        question, part = reading.columns[head].question, reading.columns[head].part
        if not part:
            whole.setdefault(question, cell)
        elif "/" not in head and not reading.form.code(_bare(question), part):
            whole.setdefault(f"{question}/{part}", cell)  # one line of a question that is a table
        elif cell.casefold() not in _NO:
            parts.setdefault(question, []).append(part if cell.casefold() in _YES else cell)
    return {question: " ".join(chosen) for question, chosen in parts.items()} | whole


def _consent_until(form: Form, said: Mapping[str, str], handed_in: str) -> str:
    """The last day of the consent: as answered, else so many months after the form was handed in."""
    if answered := day(said.get(form.consent_until, "")):
        return answered
    if len(handed_in) < len("2026-01"):
        return ""
    months = int(handed_in[:4]) * 12 + int(handed_in[5:7]) - 1 + form.consent_months
    return f"{months // 12}-{months % 12 + 1:02}"


def _refused(reading: _Reading, said: Mapping[str, str], until: str) -> str:
    """Why a form may not be kept; empty when it may."""
    if not reading.form.agrees(said.get(reading.form.consent, "")):
        return "has no consent"
    if not until:
        return "does not say when it was handed in, so nobody knows when its consent ends"
    return f"has a consent that ended ({until})" if until < reading.page.receipt.retrieved[: len(until)] else ""


def _common(reading: _Reading, filled: Filled, said: Mapping[str, str]) -> dict[str, str]:
    """What all answers of one form share; the person or the form is a hash."""
    outlet = said.get(reading.form.outlet, "")
    person = said.get(reading.form.respondent, "").casefold() or filled.own_id
    return {
        "round": reading.form.round,
        "outlet_id": outlet if _OWN_ID.fullmatch(outlet) else "",
        "outlet": outlet,
        "respondent_hash": keyed_hash(person, reading.page.tables[RESPONDENTS]),
        "date": day(filled.handed_in),
    }
