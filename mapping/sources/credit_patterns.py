"""The table of phrases that name a source (`credit_patterns.csv`), as regular expressions ready to look for.

One phrase a line: `language`, `use`, `pattern`. `credit` phrases are looked for in each sentence, `line` ones at the
beginning of a line (`МОСКВА, 12 ноября. /ТАСС/`); a sentence that opens with a `skip` names none (a picture's credit,
what was told earlier), and no name begins with a `never`. A use in capitals is a word of its own language's phrases.
In a phrase `{X}` stands for the name, with up to three words of its medium before it; `{N}` likewise, where people are
named as well, so that only a domain, a quoted name, one with such words or in other than common Cyrillic letters will
do; `{A}` for up to four words after it, `{B}` for words that may follow it, `{Y}` for a second name.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from mapping.errors import InputUnreadable
from mapping.sources.pattern_words import words_of

UPPER = r"[A-ZÁÄÇÉĞǴÍİÑŃÓÖÚÜŪÝŞА-ЯЁҚҒҢӨҮҰҺІӘҲҶӢӮЎ]"
ARABIC = r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d5]"
# A quoted name, or words that begin with a capital or a digit, or a domain; Arabic letters have no capitals.
QUOTED = r"[«“„\"][^«»“”\"\n]{2,60}[»”\"]"
_BARE = rf"{UPPER}[\w'’-]{{0,40}}(?:/{UPPER}[\w'’-]{{0,20}})?(?:\.[а-я]{{2,4}}\b)?"
_DOMAIN = r"[A-Za-z0-9][A-Za-z0-9-]{0,40}(?:\.[a-z0-9-]{1,40}){0,3}\.(?:[a-z]{2,6}|[A-Z]{2,4})\b(?:['’-]\w{1,6}\b)?"
_RIGHT_TO_LEFT = rf"{ARABIC}{{2,40}}(?:-{ARABIC}{{1,8}})?(?: \d{{1,3}})?"
_NAME = rf"{_DOMAIN}|(?:{_BARE}|{QUOTED})(?: (?:{_BARE}|{QUOTED}|\d{{1,3}}\b)){{0,4}}|{_RIGHT_TO_LEFT}"
_WORD = r"(?!\d)[\w'’-]+"
_SMALL = rf"(?!\d|{UPPER})[\w'’-]+"
_BEFORE = rf"(?P<before>(?:{_WORD} (?:{_SMALL} ){{0,2}}?)??)(?<![\w.-])(?!{{NEVER}})"
_PARTS = {
    "X": rf"{_BEFORE}(?P<x>{_NAME})",
    "N": rf"{_BEFORE}(?P<named>)(?P<x>{_NAME})",
    "Y": rf"(?P<y>{_NAME})",
    "A": rf"(?P<after>(?: {_SMALL}){{0,4}}?)",
    "B": rf"(?P<beside>(?: {_SMALL}){{0,3}})",
}
_PLACES = {
    "CITY": rf"{UPPER}[\w'’-]{{2,30}}(?: {UPPER}[\w'’-]{{2,30}})?",
    "CAPITALS": rf"{UPPER}{{3,30}}(?:[ -]{UPPER}{{2,30}})?",
}
_PART = re.compile(r"\{[XNYAB]\}")
COLUMNS = ("language", "use", "pattern")
USES = ("credit", "line", "skip", "never")


@dataclass(frozen=True)
class Phrase:
    """A phrase with its name; `telling` is its own words without it, which are sought first.

    Where that matches, one of `words` stands: they are found fastest.
    """

    words: frozenset[str]
    telling: re.Pattern[str]
    whole: re.Pattern[str]


@dataclass(frozen=True)
class Phrases:
    """What is looked for in sentences and at the beginning of lines, and how a sentence opens that names no source.

    A text that holds a credit phrase holds one of `words`: most lines have none.
    """

    credit: tuple[Phrase, ...]
    line: tuple[Phrase, ...]
    skip: re.Pattern[str]
    words: frozenset[str]


@lru_cache(maxsize=4)
def phrases_of(content: bytes) -> Phrases:
    """The phrases of a table; `InputUnreadable` names the line that cannot be read."""
    found: dict[str, list[str]] = {use: [] for use in USES}
    words: dict[tuple[str, str], str] = {}
    for row in _rows(content):
        if row["use"].isupper():
            words[row["language"], row["use"]] = f"(?:{row['pattern']})"
        else:
            own = {use: word for (language, use), word in words.items() if language == row["language"]}
            found[row["use"]].append(_filled(row["pattern"], own | _PLACES))
    parts = {name: part.replace("{NEVER}", rf"(?:{'|'.join(found['never'])})\b") for name, part in _PARTS.items()}
    credit, line = (tuple(_phrase(pattern, parts) for pattern in found[use]) for use in ("credit", "line"))
    skip = re.compile(rf"\W*(?:{'|'.join(found['skip'])})", re.IGNORECASE)
    return Phrases(credit, line, skip, frozenset().union(*(each.words for each in credit)))


def _rows(content: bytes) -> list[dict[str, str]]:
    """The lines of the table, words of phrases first."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as fault:
        raise InputUnreadable("The table of credit patterns is not UTF-8 text: save it as UTF-8.") from fault
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputUnreadable(f"The first line of the table of credit patterns must be {','.join(COLUMNS)}: mend it.")
    rows = []
    for row in reader:
        if None in row or None in row.values() or not (row["use"].isupper() or row["use"] in USES):
            raise InputUnreadable(
                f"Line {reader.line_num} of the table of credit patterns is not as the others: mend it."
            )
        try:
            re.compile(row["pattern"])
        except re.error as fault:
            said = (
                f"Line {reader.line_num} of the table of credit patterns is no regular expression ({fault}): mend it."
            )
            raise InputUnreadable(said) from fault
        rows.append(row)
    return sorted(rows, key=lambda row: not row["use"].isupper())


def _filled(pattern: str, words: dict[str, str]) -> str:
    for name, meaning in words.items():
        pattern = pattern.replace(f"{{{name}}}", meaning)
    return pattern


def _phrase(pattern: str, parts: dict[str, str]) -> Phrase:
    telling = _telling(pattern)
    # A phrase whose words cannot be told is looked for everywhere.
    return Phrase(words_of(telling) or frozenset({""}), re.compile(telling), re.compile(_filled(pattern, parts)))


def _telling(pattern: str) -> str:
    """The longest piece between the names that is an expression of its own, and that not everything holds."""
    pieces = sorted(_PART.split(pattern), key=len, reverse=True)
    return next(piece for piece in pieces if _tells(piece)).removeprefix("^")


def _tells(piece: str) -> bool:
    try:
        return re.search(piece, "") is None
    except re.error:
        return False
