"""From a filled-in form to answers: who may be kept, for how long, and under which hash.

Only questions that `survey_forms.toml` lists are kept, only of people who agreed and still do. Where the text of an
answer holds an e-mail address, a telephone number or a position, that part is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mapping.answers import ended
from mapping.errors import InputUnreadable
from mapping.sources import Flaw, Page, Row
from mapping.sources.day import day
from mapping.sources.survey_forms import FORMS, Form, Place
from mapping.vault import FORGOTTEN, HOW_TO_MAKE, RESPONDENTS, keyed_hash

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


@dataclass(frozen=True)
class Received:
    """The forms of one page, those of each form of ours together, and lines that belong to none."""

    filled: Sequence[tuple[Form, Sequence[Filled]]]
    strays: Sequence[Flaw] = ()


def answers(page: Page, form: Form, filled: Iterable[Filled], cited: str) -> Iterator[Row | Flaw]:
    """The rows of `answers` of all forms of a page; forms and columns that are not kept are named.

    `cited` is the page to cite where the receipt has none. `InputUnreadable` without a key to hide people behind.
    """
    everyone = list(filled)
    reading = _reading(page, form, everyone, cited)
    heads = dict.fromkeys(head for each in everyone for head, cell in each.cells.items() if cell)
    yield from _unknown_columns(form, heads.keys() - reading.columns.keys())
    met: dict[str, int] = {}
    for each in everyone:
        first = met.setdefault(each.own_id, each.line)
        if first != each.line:
            yield Flaw(each.line, "", "", f"is the same form as line {first}")
        else:
            yield from _of_one(reading, each)


@dataclass(frozen=True)
class Standing:
    """How one form stands: its line, the hashes of the form and of the person, the outlet as answered, the consent.

    A form is `forgotten` when its owner wished it to be deleted. `refused` says why it is not kept, for whatever
    reason; empty where it is.
    """

    line: int
    own_hash: str
    respondent_hash: str
    outlet: str
    until: str
    agrees: bool
    forgotten: bool = False
    refused: str = ""

    def ended(self, today: str) -> bool:
        """Whether its consent was given and is over."""
        return self.agrees and ended(self.until, today)


def standings(page: Page, form: Form, filled: Iterable[Filled]) -> list[Standing]:
    """How each form of a page stands, in their order; `InputUnreadable` without a key to hide people behind."""
    everyone = list(filled)
    reading = _reading(page, form, everyone, "")
    return [_standing(reading, each, _said(reading, each)[0]) for each in everyone]


@dataclass(frozen=True)
class _Reading:
    """What all forms of one page share: each column with the question that it holds, and the page to cite."""

    page: Page
    form: Form
    columns: Mapping[str, Place]
    cited: str
    forgotten: frozenset[str]


def _reading(page: Page, form: Form, filled: Iterable[Filled], cited: str) -> _Reading:
    if RESPONDENTS not in page.tables:
        raise InputUnreadable(
            f"{page.name} holds answers of people, and there is no key to hide who they are: {HOW_TO_MAKE}."
        )
    heads = dict.fromkeys(head for each in filled for head, cell in each.cells.items() if cell)
    columns = {head: column for head in heads if (column := _column(form, head))}
    forgotten = frozenset(page.tables.get(FORGOTTEN, b"").decode("ascii").split())
    return _Reading(page, form, columns, page.receipt.url.partition("?")[0] or cited, forgotten)


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
    said, wrong = _said(reading, filled)
    standing = _standing(reading, filled, said)
    if standing.refused:
        yield Flaw(filled.line, form.consent, "", f"{standing.refused}: its answers were left out")
        return
    for question in wrong:
        yield Flaw(filled.line, question, REMOVED, "is none of the choices of this question")
    common = {
        "round": form.round_of(day(filled.handed_in)),
        "outlet_id": standing.outlet if _OWN_ID.fullmatch(standing.outlet) else "",
        "outlet": standing.outlet,
        "respondent_hash": standing.respondent_hash,
        "date": day(filled.handed_in),
        "consent_until": standing.until,
    }
    for question, answer in said.items():
        if question not in (form.outlet, form.consent, form.consent_until, form.respondent):
            record = f"{common['respondent_hash'][:12]} {question}"
            values = common | {"question": question, "answer": _PERSONAL.sub(REMOVED, answer)}
            yield Row("answers", filled.line, record, values, (reading.cited,))


def _said(reading: _Reading, filled: Filled) -> tuple[dict[str, str], list[str]]:
    """The answers of a form in the words of our choices, and the questions that were answered with none of them."""
    form = reading.form
    said: dict[str, str] = {}
    wrong = []
    for question, answer in _by_question(reading, filled.cells).items():
        coded = form.codes(_bare(question), answer) if _bare(question) in form.choices else [answer]
        if coded is None:
            wrong.append(question)
        else:
            said[question] = ";".join(dict.fromkeys(coded))
    return said, wrong


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
    """The last day of the consent: as answered, else so many months after the form was handed in; empty for neither."""
    if answered := said.get(form.consent_until, ""):
        return day(answered)
    if len(handed_in) < len("2026-01"):
        return ""
    months = int(handed_in[:4]) * 12 + int(handed_in[5:7]) - 1 + form.consent_months
    return f"{months // 12}-{months % 12 + 1:02}"


def _standing(reading: _Reading, filled: Filled, said: Mapping[str, str]) -> Standing:
    form = reading.form
    until, agrees = _consent_until(form, said, filled.handed_in), form.agrees(said.get(form.consent, ""))
    person = said.get(form.respondent, "").casefold() or filled.own_id
    own, known_as = (keyed_hash(text, reading.page.tables[RESPONDENTS]) for text in (filled.own_id, person))
    standing = Standing(filled.line, own, known_as, said.get(form.outlet, ""), until, agrees, own in reading.forgotten)
    return replace(standing, refused=filled.refused or _refused(reading, standing, said))


def _refused(reading: _Reading, standing: Standing, said: Mapping[str, str]) -> str:
    """Why a form may not be kept; empty when it may."""
    if standing.forgotten:
        return "was deleted at its owner's wish"
    if not standing.agrees:
        return "has no consent"
    if not standing.until and said.get(reading.form.consent_until):
        return "says until when it may be kept in words that are no date"
    if not standing.until:
        return "does not say when it was handed in, so nobody knows when its consent ends"
    over = standing.ended(reading.page.receipt.retrieved)
    return f"has a consent that ended ({standing.until})" if over else ""
