"""Names and languages in files of one's own: match, names, language."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.commands import DONE, DONE_WITH_LOSSES, Add, Arguments
from mapping.countries import COUNTRIES
from mapping.errors import UnknownName
from mapping.lists import Outcome, printable
from mapping.paths import Places

if TYPE_CHECKING:
    from mapping.names import Place, Reading

_LONGEST = 200  # characters of a name that are read
_KINDS = ("outlet", "company", "person", "place")
_MOST_MESSAGES = 20
_LONGEST_LINE = 800  # characters of one value, or of the path of a file, that are shown


def register(add: Add) -> None:
    """Add `match`, `names` and `language`."""
    files = argparse.ArgumentParser(add_help=False)
    files.add_argument("--out", type=Path, required=True, metavar="FILE.csv", help="the file to write")
    files.add_argument("--encoding", default="utf-8", help="of the files that are read (default: utf-8)")
    match = add("match", _match, "score pairs of names (one file), or join two lists by name and site", files)
    match.add_argument("left", type=Path, metavar="PAIRS.csv", help="columns name_a, name_b; or name, for a join")
    match.add_argument("right", type=Path, nargs="?", metavar="RIGHT.csv", help="the other list (column name)")
    names = add("names", _names, "show how a name is read")
    names.add_argument("name", help="such as 'Егемен Қазақстан'")
    names.add_argument("--kind", choices=_KINDS, default="outlet", help="what the name is of (default: outlet)")
    names.add_argument("--country", default="", metavar="KZ", help="the country, where it is known")
    language = add("language", _language, "add the language and script of each row of a file", files)
    language.add_argument("file", type=Path, metavar="FILE.csv", help="the file to read")
    language.add_argument("--column", required=True, help="the column with the text")


def _match(chosen: Arguments, _places: Places) -> int:
    from mapping.match import match_lists, match_pairs

    started = time.perf_counter()
    if chosen.right is None:
        outcome = match_pairs(chosen.left, chosen.out, chosen.encoding)
    else:
        outcome = match_lists(chosen.left, chosen.right, chosen.out, chosen.encoding)
    answers = ", ".join(f"{n:,} {answer}" for answer, n in sorted(outcome.answers.items())) or "none"
    took, out = time.perf_counter() - started, printable(str(chosen.out), _LONGEST_LINE)
    print(f"Compared {outcome.rows:,} rows in {took:.1f} s ({answers}): {out}.")
    return _say_problems(outcome)


def _say_problems(outcome: Outcome) -> int:
    """One line for each thing wrong with how many rows, the commonest first."""
    for problem, n in outcome.problems.most_common(_MOST_MESSAGES):
        where = f"line {outcome.first[problem]:,}"
        print(f"1 row ({where}): {problem}." if n == 1 else f"{n:,} rows (first {where}): {problem}.", file=sys.stderr)
    if (more := len(outcome.problems) - _MOST_MESSAGES) > 0:
        print(f"... and {more:,} other kinds of problems.", file=sys.stderr)
    return DONE_WITH_LOSSES if outcome.problems else DONE


def _names(chosen: Arguments, _places: Places) -> int:
    from mapping.names import read_name

    country = chosen.country.strip().upper()
    if country not in ("", *COUNTRIES):
        raise UnknownName(f"There is no country '{chosen.country}' here: choose from {', '.join(COUNTRIES)}.")
    for label, value in _told(read_name(chosen.name[:_LONGEST], chosen.kind, country or None)):
        print(f"{label + ':':<18}{printable(value, _LONGEST_LINE) or '-'}")
    if len(chosen.name) > _LONGEST:
        print(f"Only the first {_LONGEST} of its {len(chosen.name):,} characters were read.", file=sys.stderr)
    return DONE


def _told(read: Reading) -> Iterator[tuple[str, str]]:
    """What is known of a name, line by line."""
    sure = "" if read.language.sure else " (not sure)"
    yield "name", read.text
    yield "script", read.script
    yield "language", f"{read.language.language}{sure}"
    yield "legal form", f"{read.legal.form} ({read.legal.written})" if read.legal.form else ""
    yield "without form", read.legal.name if read.legal.form else ""
    yield "skeleton", read.skeleton
    yield "core", read.core
    yield "media", ", ".join(sorted(read.media))
    yield "numbers", ", ".join(map(str, read.numbers))
    yield "places", ", ".join(_place(place) for place in read.places)
    yield "translation key", ", ".join(read.concepts or ())
    yield "in Latin letters", read.latin
    yield "letters mended", ", ".join(f"{before} -> {after}" for before, after in read.twins.replaced)
    yield "mixed scripts", ", ".join(read.twins.mixed)
    if read.person:
        person = read.person
        yield "family name", ", ".join(filter(None, (person.family, *person.other)))
        yield "given name", person.given
        yield "father's name", person.patronymic
    if read.kind == "place":
        yield "place", _place(read.place) if read.place else ""


def _place(place: Place) -> str:
    return f"{place.name} ({place.kind}, {place.region or place.country})"


def _language(chosen: Arguments, _places: Places) -> int:
    from mapping.text_languages import add_languages

    started = time.perf_counter()
    outcome = add_languages(chosen.file, chosen.out, chosen.column, chosen.encoding)
    took = max(time.perf_counter() - started, 0.001)
    answers = ", ".join(f"{n:,} {language}" for language, n in outcome.answers.most_common()) or "none"
    pace, out = f"{outcome.rows / took:,.0f} a second", printable(str(chosen.out), _LONGEST_LINE)
    print(f"Read {outcome.rows:,} rows in {took:.1f} s ({pace}): {answers}; {out}.")
    return _say_problems(outcome)
