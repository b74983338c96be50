"""Legal forms of companies and organisations, taken off a name and kept beside it.

`ТОО «Ак Жайык»`, `Ак Жайық ЖШС` and `Ak Zhaik LLP` are one name with one form. The list
(`data/legal_forms.csv`) follows the civil codes of the four countries (their chapters on legal persons) and the laws on
joint-stock companies, public associations and foundations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from mapping.names.lists import rows, spaced
from mapping.names.scripts import fold_twins
from mapping.names.skeleton import APOSTROPHES, skeleton

_WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
_EDGE = re.compile(r"^[^\w+]+|[^\w+!?)]+$")
_VOWEL = re.compile("[aeiouyаеёиоуыэюяәөұүіӯўӣ]", re.IGNORECASE)
_LONGEST = 6  # words in the longest written-out form
_MOST = 3  # forms that one name may carry: in two languages, or nested


@dataclass(frozen=True)
class LegalName:
    """A name without its legal form.

    `name` is never empty unless the text was; `form` is a code of `legal_forms.csv` (LLP, LLC, JSC, SE ...) or `""`;
    `family` is limited, joint_stock, state, nonprofit, person or `""`; `written` is the form as the text has it.
    """

    name: str
    form: str = ""
    family: str = ""
    written: str = ""


@cache
def _forms() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """Abbreviations by their letters, and written-out forms by their skeletons, each -> (code, family)."""
    short: dict[str, tuple[str, str]] = {}
    long: dict[str, tuple[str, str]] = {}
    for row in rows("legal_forms"):
        for form in spaced(row["forms"]):
            if " " in form or len(form) > 5:
                long[skeleton(form)] = (row["code"], row["family"])
            else:
                short[form] = (row["code"], row["family"])
    return short, long


@cache
def _short_any_case() -> dict[str, tuple[str, str]]:
    """Abbreviations of three letters and more without a vowel, in upper case: unlike тоо (mountain) no words."""
    short = _forms()[0].items()
    return {form.upper(): meaning for form, meaning in short if len(form) > 2 and not _VOWEL.search(form)}


@cache
def _glued() -> re.Pattern[str]:
    """An abbreviation of three letters and more stuck to the name: `ТООАкжайык`, `АқпаратЖШС`."""
    forms = "|".join(sorted((form for form in _forms()[0] if len(form) > 2 and form.isupper()), key=len, reverse=True))
    small = "[a-zа-яёғқңөұүәіҳӯўҷ]"
    return re.compile(rf"^(?P<before>{forms})(?=[^\W\d_]{small})(?!{small})|(?<={small})(?P<after>{forms})$")


def _lookup(words: list[str]) -> tuple[str, str] | None:
    short, long = _forms()
    if len(words) == 1:
        word = fold_twins(words[0]).text
        return short.get(word) or _short_any_case().get(word.upper()) or long.get(skeleton(word))
    return long.get(" ".join(map(skeleton, words)))


def _form_at_edge(spans: list[re.Match[str]]) -> tuple[slice, tuple[str, str]] | None:
    """The words at the beginning or the end that are a legal form, never all of the name."""
    count = len(spans)
    for length in range(min(_LONGEST, count - 1), 0, -1):
        for part in (slice(0, length), slice(count - length, count)):
            meaning = _lookup([span.group() for span in spans[part]])
            if meaning is not None:
                return part, meaning
    return None


def _cut(text: str, spans: list[re.Match[str]], part: slice) -> tuple[str, str]:
    """The text without the words of that part, and those words."""
    first, last = spans[part][0], spans[part][-1]
    rest = text[last.end() :] if part.start == 0 else text[: first.start()]
    return _EDGE.sub("", rest.strip()), text[first.start() : last.end()]


def _apart(match: re.Match[str]) -> str:
    return f"{match['before']} " if match["before"] else f" {match['after']}"


@lru_cache(maxsize=1 << 14)
def split_legal(text: str) -> LegalName:
    """The name apart from its legal form, in any script; two-letter forms count only in capitals."""
    name, form, family, written = _glued().sub(_apart, text.strip()), "", "", ""
    for _ in range(_MOST):
        spans = list(_WORD.finditer(name))
        found = _form_at_edge(spans)
        if found is None:
            break
        part, meaning = found
        name, cut = _cut(name, spans, part)
        # A name may carry a form and its translation: the first one found stands for both.
        form, family = (form, family) if form else meaning
        written = f"{written} {cut}".strip()
    return LegalName(_EDGE.sub("", name) if form else name, form, family, written)
