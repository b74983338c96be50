"""The survey of needs: needs form, needs import, needs forget, needs expire."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.commands import DONE, DONE_WITH_LOSSES, Add, Arguments
from mapping.errors import InputUnreadable
from mapping.lists import printable
from mapping.paths import Places

if TYPE_CHECKING:
    from mapping.sources.erasure import Erased
    from mapping.sources.survey_import import Taken

KOBO = "kobo"  # in the place of a file: fetch from the service


def register(add: Add) -> None:
    """Add `needs`."""
    needs = add("needs", _needs, "the survey of needs: its form, its answers, and their deletion")
    needs.add_argument(
        "action",
        choices=tuple(_ACTIONS),
        help="form: write the questionnaire; import FILE...|kobo: take in answers, sealed; forget CODE: delete all of "
        "one person; expire: delete what people no longer allow us to keep",
    )
    needs.add_argument("what", nargs="*", help="files to import, or 'kobo'; the code of the person to forget")
    needs.add_argument("--out", type=Path, metavar="FORM.xlsx", help="with form: the file to write")
    needs.add_argument("--date", default="", metavar="DAY", help="with import: the day of the export (today)")
    needs.add_argument("--outlet", default="", metavar="NAME", help="with forget: the outlet, as it was answered")


def _needs(chosen: Arguments, places: Places) -> int:
    return _ACTIONS[chosen.action](chosen, places)


def _form(chosen: Arguments, places: Places) -> int:
    from mapping.questionnaire import write_form

    if chosen.out is None or chosen.out.suffix != ".xlsx" or chosen.what:
        raise InputUnreadable("Give the file to write, and nothing else: mapping needs form --out FORM.xlsx.")
    n = write_form(places, chosen.out)
    print(f"Wrote {n} questions to {chosen.out}; docs/needs_survey.md says how to send them out.")
    return DONE


def _import(chosen: Arguments, places: Places) -> int:
    from mapping.commands.gather import day_of
    from mapping.sources.survey_import import take_in

    if not chosen.what:
        raise InputUnreadable(
            "Give the exports to take in, or 'kobo' to fetch them: mapping needs import FILE...|kobo."
        )
    if chosen.what == [KOBO]:
        return _fetch(places)
    day = day_of(chosen.date or datetime.date.today().isoformat())
    taken = take_in(places, [Path(name) for name in chosen.what], day)
    clean = [_tell(each) for each in taken]
    print("Run `mapping build` next. Delete the exports when you have looked at the result: they lie there in clear.")
    return DONE if all(clean) else DONE_WITH_LOSSES


def _fetch(places: Places) -> int:
    from mapping.sources.gathering import gather
    from mapping.sources.plans import Wish
    from mapping.web import settings

    if not settings.load(places.data).sources.get(KOBO, {}).get("forms"):
        raise InputUnreadable(
            'data/settings.toml names no form to fetch: write [sources.kobo] and below it forms = ["a..."], the id '
            "of your form in KoboToolbox."
        )
    health = gather(places, [KOBO], Wish())
    advice = [line["what_to_do"] for line in health.values() if line["source"] == KOBO and line["what_to_do"]]
    for sentence in dict.fromkeys(advice):
        print(sentence, file=sys.stderr)
    if not advice:
        print("Fetched the answers from KoboToolbox, sealed. Run `mapping build` next.")
    return DONE_WITH_LOSSES if advice else DONE


def _tell(taken: Taken) -> bool:
    """Say what became of one export; whether all of it was read."""
    where = f"sealed as {taken.file}" if taken.file else "nothing new in it, so it was not kept again"
    print(
        f"{taken.path.name} (form '{taken.form}', {taken.source}): {taken.new} new forms, {taken.known} known; {where}."
    )
    for reason, n in taken.refused.items():
        print(f"  {n} refused: {reason}", file=sys.stderr)
    for flaw in taken.flaws:
        print(f"  line {flaw.line}{', ' * bool(flaw.column)}{printable(flaw.column)}: {flaw.reason}", file=sys.stderr)
    return not taken.refused and not taken.flaws


def _forget(chosen: Arguments, places: Places) -> int:
    from mapping.sources.erasure import forget

    if len(chosen.what) != 1:
        raise InputUnreadable("Give the one code, or hash, of the person: mapping needs forget CODE.")
    status = _tell_erased(forget(places, chosen.what[0], chosen.outlet))
    print("Delete the form at the survey service too; here it stays deleted, even if it is received again.")
    print("Run `mapping build` and make the reports of level team anew: those on disk may still count the answers.")
    return status


def _expire(chosen: Arguments, places: Places) -> int:
    from mapping.sources.erasure import expire

    if chosen.what:
        raise InputUnreadable("Nothing is to be named here: mapping needs expire.")
    return _tell_erased(expire(places, datetime.date.today().isoformat()))


def _tell_erased(erased: Erased) -> int:
    print(f"Deleted {erased.forms} forms from what was received, and {erased.answers} answers from the tables.")
    return _unsearched(erased.unsearched)


def _unsearched(problems: Iterable[str]) -> int:
    status = DONE
    for problem in problems:
        print(f"Not searched: {problem}", file=sys.stderr)
        status = DONE_WITH_LOSSES
    return status


_ACTIONS = {"form": _form, "import": _import, "forget": _forget, "expire": _expire}
