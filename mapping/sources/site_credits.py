"""Whom an article names as its source: the credit lines of six languages (`data/credit_patterns.csv`).

Forms after sources.md (e) of the project's research notes; a name stands as it is written, with its case ending. Left
out: the outlet naming itself, the credit of a picture, background sentences ("Напомним, ...").
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from mapping.names import fold
from mapping.tables import cell_problem

# A quoted name, or words that begin with a capital or a digit, or a domain.
_UPPER = r"[A-ZА-ЯЁҚҒҢӨҮҰҺІӘҲҶӢӮЎ]"
_BARE = rf"{_UPPER}[\w'’-]{{0,40}}(?:\.[a-zа-я]{{2,4}}\b)?"
_DOMAIN = r"[A-Za-z0-9][A-Za-z0-9-]{0,40}(?:\.[a-z0-9-]{1,40}){0,3}\.[a-z]{2,6}\b"
_QUOTED = r"[«“„\"][^«»“”\"\n]{2,60}[»”\"]"
_NAME = rf"(?<![\w.-])(?P<x>{_DOMAIN}|(?:{_BARE}|{_QUOTED})(?: (?:{_BARE}|{_QUOTED}|24)){{0,4}})"
# What sort of source it is, in Russian, before its name.
_WHAT = (
    r"(?:(?:[а-яё-]+ ){0,2}(?:агентств[оау]|информагентств[оау]|газет[аыу]|издани[еяю]|телеканала?|портала?|сайта?|"
    r"радио|ресурса?|(?:Telegram|телеграм)-канала?|пресс-служб[ауы]) )?"
)
_NOT_A_CREDIT = re.compile(
    r"\s*(?:напомним|ранее|фото|источник фото|видео|сурет|сүрөт|фото:|surat|rasm|акс|эске салсак|еске салайық|eslatib)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZА-ЯЁҚҒҢӨҮҰҺІӘҲҶӢӮЎ«])")
_APOSTROPHES = str.maketrans(dict.fromkeys("ʻʼ‘’`´", "'"))
_QUOTES = re.compile('[«»“”„";]')
MOST = 20


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    text = files("mapping.sources").joinpath("data/credit_patterns.csv").read_text(encoding="utf-8")
    lines = csv.DictReader(text.splitlines())
    return tuple(re.compile(row["pattern"].replace("{X}", _NAME).replace("{WHAT}", _WHAT)) for row in lines)


def credits_of(text: str, own_names: Iterable[str], stated: Iterable[str] = ()) -> list[str]:
    """The names credited in a text, each once, in order; `stated` are those of the page's structured data.

    `own_names` are the outlet's host and names, by which it naming itself is known.
    """
    own = {_key(name) for name in own_names} - {""}
    told = (_QUOTES.sub("", name).strip() for name in stated)
    found = dict.fromkeys(name for name in (*told, *_named(text)) if name)
    return [name for name in found if _key(name) not in own and 2 <= len(name) <= 80 and not cell_problem(name)][:MOST]


def _named(text: str) -> Iterator[str]:
    for line in text.translate(_APOSTROPHES).splitlines():
        for sentence in _SENTENCE.split(line):
            if _NOT_A_CREDIT.match(sentence):
                continue
            matches = (match for pattern in _patterns() for match in pattern.finditer(sentence))
            for match in sorted(matches, key=lambda match: match.start("x")):
                yield _QUOTES.sub("", match["x"]).strip(" .,:-'")


def _key(name: str) -> str:
    """A name by its sounds, so that a host is known in a name in another script: `УНН` is unn.com.ua."""
    return fold(name).replace(" ", "")
