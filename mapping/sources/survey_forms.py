"""Our survey forms, as the editable table `survey_forms.toml` describes them: what is asked, and what may be kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache

from mapping.dates import is_date
from mapping.errors import InputUnreadable
from mapping.sources import Page
from mapping.sources.questions import CHOICES, SURVEY, Asked, asked

FORMS = "survey_forms.toml"
# The editable tables that an adapter of answers wants.
TABLES = (FORMS, SURVEY, CHOICES)
_NOTHING_ASKED = Asked({}, {})
# `Question [part]`, as LimeSurvey heads the columns of a question with several.
_PART = re.compile(r"(?P<whole>.+?)\s*\[(?P<part>[^\[\]]+)\]\s*\Z", re.DOTALL)
# `Q1. Question`, as LimeSurvey heads columns by code and text.
_CODE_AND_TEXT = re.compile(r"(?P<code>\w+)\.\s+(?P<text>.+)\Z", re.DOTALL)

Texts = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Place:
    """What a column holds: a question, or with `part` one choice or one line of it."""

    question: str
    part: str = ""


@dataclass(frozen=True)
class Form:
    """One form: the table tells what each field is."""

    name: str
    round: str
    outlet: str
    consent: str
    ids: Sequence[str] = ()
    consent_yes: Sequence[str] = ("yes",)
    consent_until: str = ""
    consent_months: int = 12
    respondent: str = ""
    left_out: Sequence[str] = ()
    questionnaire: bool = False
    rounds: Mapping[str, str] = field(default_factory=dict)
    questions: Texts = field(default_factory=dict)
    choices: Mapping[str, Texts] = field(default_factory=dict)

    def place(self, head: str) -> Place | None:
        """What a column of this head holds; None for one that is no question of the form.

        Heads are names or texts, with or without the groups around them (`group/question`, `Group/Question`), and
        with the choice behind (`question/choice`, `Question [choice]`) where each choice has a column of its own.
        """
        parts = head.split("/")
        for start in range(len(parts)):
            whole, last = "/".join(parts[start:-1]), parts[-1]
            if whole and (question := self._question(whole)):
                return Place(question, self.code(question, last) or last)
            if question := self._question("/".join(parts[start:])):
                return Place(question)
        if found := _PART.match(head):
            place = self.place(found["whole"])
            return place and Place(place.question, self.code(place.question, found["part"]) or found["part"].strip())
        return None

    def leaves_out(self, head: str) -> bool:
        """Whether a column is one that is not kept on purpose."""
        names = {folded(name) for name in self.left_out}
        bare = _PART.sub(r"\g<whole>", head)
        return any(folded("/".join(bare.split("/")[start:])) in names for start in range(bare.count("/") + 1))

    def _question(self, head: str) -> str:
        found = _CODE_AND_TEXT.match(head)
        heads = [folded(head), *((folded(found["code"]), folded(found["text"])) if found else ())]
        return next((self._asked[each] for each in heads if each in self._asked), "")

    def code(self, question: str, text: str) -> str:
        """The code of a choice by its code or text; empty for none of them."""
        return self._coded.get(question, {}).get(folded(text), "")

    @cached_property
    def _asked(self) -> Mapping[str, str]:
        return _by_text(self.questions)

    @cached_property
    def _coded(self) -> Mapping[str, Mapping[str, str]]:
        return {question: _by_text(texts) for question, texts in self.choices.items()}

    def codes(self, question: str, answer: str) -> list[str] | None:
        """The codes in an answer: one, or several parted by spaces, as Kobo joins codes and texts; None for others."""
        if code := self.code(question, answer):
            return [code]
        words, found = answer.replace(";", " ").split(), []
        while words:
            longest = next((n for n in range(len(words), 0, -1) if self.code(question, " ".join(words[:n]))), 0)
            if not longest:
                return None
            found.append(self.code(question, " ".join(words[:longest])))
            words = words[longest:]
        return found

    def round_of(self, handed_in: str) -> str:
        """The round that a form handed in on that day belongs to."""
        begun = [(first, name) for name, first in self.rounds.items() if first <= handed_in[: len(first)]]
        return max(begun)[1] if begun else self.round

    def agrees(self, answer: str) -> bool:
        """Whether an answer to the question on consent gives it."""
        return folded(answer) in {folded(word) for word in self.consent_yes}


@lru_cache(maxsize=10_000)
def folded(text: str) -> str:
    """A head or a text without what differs between two exports: case, spaces, points, bold signs."""
    return re.sub(r"[\s:*.?]+", " ", text.casefold().replace("ё", "е")).strip()


def _by_text(texts: Texts) -> Mapping[str, str]:
    """The names by themselves and by their texts, folded; of two that read alike the first."""
    found: dict[str, str] = {}
    for name, said in texts.items():
        for each in (name, *said):
            found.setdefault(folded(each), name)
    return found


def forms(page: Page) -> list[Form]:
    """All forms of the table; `InputUnreadable` names what is wrong in it."""
    if FORMS not in page.tables:
        raise InputUnreadable(f"The table {FORMS} is missing: put it back in data/raw/tables.")
    try:
        told = tomllib.loads(page.tables[FORMS].decode("utf-8-sig")).get("form", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise InputUnreadable(f"{FORMS} cannot be read ({fault}): mend it.") from fault
    if not isinstance(told, dict) or not told:
        raise InputUnreadable(f"{FORMS} has no section [form.NAME]: describe your form there.")
    return [_form(name, section, page.tables) for name, section in told.items()]


def _form(name: str, section: object, tables: Mapping[str, bytes]) -> Form:
    told = dict(section) if isinstance(section, dict) else {}
    if unknown := sorted(set(told) - {each.name for each in fields(Form)}):
        raise InputUnreadable(f"{FORMS}: [form.{name}] has a line '{unknown[0]}' that no form has: mend it.")
    if missing := [key for key in ("round", "outlet", "consent", "questions") if not told.get(key)]:
        raise InputUnreadable(f"{FORMS}: [form.{name}] lacks '{missing[0]}': add it.")
    form = _with_texts(Form(**(told | {"name": name})), tables)
    named = [form.outlet, form.consent, *form.choices, *filter(None, [form.consent_until])]
    if wrong := [first for first in form.rounds.values() if not (isinstance(first, str) and is_date(first))]:
        raise InputUnreadable(f"{FORMS}: [form.{name}.rounds] has '{wrong[0]}', which is no day: write \"2027-03-01\".")
    if lost := [question for question in named if question not in form.questions]:
        raise InputUnreadable(f"{FORMS}: [form.{name}.questions] lacks '{lost[0]}', which the form names: add it.")
    return form


def _with_texts(form: Form, tables: Mapping[str, bytes]) -> Form:
    """The form with what the questionnaire asks, where it is that one; texts of older versions come after."""
    new = asked(tables) if form.questionnaire else _NOTHING_ASKED
    # Consent is known by its own words: an answer that nobody foresaw gives none.
    choices = {question: texts for question, texts in new.choices.items() if question != form.consent}
    questions = {name: [*new.questions.get(name, ()), *form.questions.get(name, ())] for name in new.questions}
    return replace(form, questions={**form.questions, **questions}, choices={**choices, **form.choices})


def form_by_id(page: Page, own_id: str) -> Form:
    """The form that a service calls so; `InputUnreadable` when it is none of ours."""
    for form in forms(page):
        if own_id in form.ids:
            return form
    known = ", ".join(own for form in forms(page) for own in form.ids)
    raise InputUnreadable(
        f"{page.name} holds answers to another form, '{own_id[:60]}'; {FORMS} knows {known}: take the right export, or "
        "describe this form there."
    )


def form_by_heads(page: Page, heads: Iterable[str]) -> Form:
    """The form whose questions the columns are; `InputUnreadable` when they are of another one.

    An export does not name its form. It is ours when it has our questions on the outlet and on consent.
    """
    columns = list(heads)
    fits: dict[str, tuple[int, Form]] = {}
    lacking: dict[str, str] = {}
    for form in forms(page):
        here = {place.question for head in columns if (place := form.place(head))}
        missing = [question for question in (form.outlet, form.consent) if question not in here]
        if missing:
            lacking[form.name] = missing[0]
        else:
            fits[form.name] = (len(here), form)
    if not fits:
        first = next(iter(lacking))
        raise InputUnreadable(
            f"{page.name} is an export of another form: it has no question '{lacking[first]}' of '{first}'; take the "
            f"right export, or describe this form in {FORMS}."
        )
    return max(fits.values(), key=lambda fit: fit[0])[1]
