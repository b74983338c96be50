"""Numbers in names: `31 канал`, `Канал 31`, `31-арна` and `Channel Thirty-one` all hold 31.

Number words of Russian, Kazakh, Kyrgyz, Tajik, Uzbek, Karakalpak, English, French and Turkish stand in
`data/numbers.csv`, after the numbering rules (RBNF) of CLDR and school grammars. A short word that also
means something else (`он`, `yuz`) counts only beside another number.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mapping.names.lists import rows, spaced
from mapping.names.skeleton import skeleton

# What stands behind digits in an ordinal: 5-й, 31-ші, 7-чи, 1-nchi, 1st, 3-юм.
_ORDINAL_END = re.compile(
    r"(?<=\d)[\s-]*(?:й|я|е|ая|ый|ой|ое|го|му|ші|шы|інші|ыншы|нші|чи|чы|чу|чү|инчи|ынчы|унчу|үнчү|нчи|ум|юм|inchi|nchi|"
    r"shi|shy|st|nd|rd|th|er|e|ème)\b",
    re.IGNORECASE,
)
_Word = tuple[int, bool]  # value, and whether it counts on its own
_AND = "va"


@cache
def _words() -> dict[str, _Word]:
    table: dict[str, _Word] = {}
    for row in rows("numbers"):
        for column, alone in (("ordinals", True), ("cardinals", True), ("never_alone", False)):
            for word in spaced(row[column]):
                table.setdefault(skeleton(word), (int(row["value"]), alone))
    return table


def _read(word: str) -> _Word | None:
    return (int(word), True) if word.isdecimal() and len(word) < 10 else _words().get(word)


def _joins(tens: int, unit: int) -> bool:
    """Whether two number words make one number: thirty + one, hundred + five."""
    return (tens in (10, 20, 30, 40, 50) and 0 < unit < 10) or (tens == 100 and 0 < unit < 100)


def _number_at(words: list[str], at: int) -> tuple[int, int] | None:
    """The number that begins at this word and how many words it takes."""
    first = _read(words[at])
    if first is None:
        return None
    rest = at + 2 if words[at + 1 : at + 2] == [_AND] else at + 1
    second = _read(words[rest]) if rest < len(words) else None
    spelled = not words[at].isdecimal() and second is not None and not words[rest].isdecimal()
    if spelled and second is not None and _joins(first[0], second[0]):
        return first[0] + second[0], rest + 1 - at
    return (first[0], 1) if first[1] else None


@lru_cache(maxsize=1 << 16)
def with_digits(text: str, country: str | None = None) -> str:
    """The skeleton with every number, spelled or ordinal, as digits: `Бірінші арна` -> `1 arna`."""
    words = skeleton(_ORDINAL_END.sub(" ", text), country).split()
    found: list[str] = []
    at = 0
    while at < len(words):
        number = _number_at(words, at)
        found.append(str(number[0]) if number else words[at])
        at += number[1] if number else 1
    return " ".join(found)


def numbers(text: str, country: str | None = None) -> tuple[int, ...]:
    """The numbers of a name in their order."""
    return tuple(int(word) for word in with_digits(text, country).split() if word.isdecimal() and len(word) < 10)
