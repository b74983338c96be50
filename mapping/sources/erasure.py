"""Taking answers away again: of somebody who asks for it, or whose consent has ended, from the raw files to the tables.

A raw file is opened in memory, the form is left out, and the rest is sealed again under the same name with a new
receipt; a file that held nothing else is deleted. What cannot be opened stops everything before anything is changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from mapping import answers, sources, vault
from mapping.errors import InputUnreadable, SourceChanged, UnknownName
from mapping.paths import Places, write_whole
from mapping.sources import Page, reading
from mapping.sources.lock import alone
from mapping.sources.survey_files import without_lines
from mapping.sources.survey_forms import folded
from mapping.sources.surveys import Received, Standing, standings
from mapping.tables import RECEIPTS, Receipt, dated_folders, receipts, rows_of, shortened, to_csv

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Sealed:
    """One raw file of answers: its source, its folder, its page opened, and how each of its forms stands.

    Where it cannot be read as answers, `problem` says why, and it has no forms.
    """

    source: str
    folder: Path
    page: Page
    forms: list[Standing]
    problem: str = ""


@dataclass(frozen=True)
class Erased:
    """What was taken away: forms from raw files, rows from tables; and raw files that could not be searched, why."""

    forms: int = 0
    answers: int = 0
    unsearched: tuple[str, ...] = ()


def forget(places: Places, person: str, outlet: str = "") -> Erased:
    """Take away all that one person said, known by the code that they chose, by the id of their form, or by the hash.

    `outlet`, as it was answered, tells apart people who chose the same code. `UnknownName` when nobody is known so, or
    people of several outlets are; `InputUnreadable` without the key.
    """
    key, person = vault.respondents_key(vault.load_key(places.data)), person.strip().removeprefix("uuid:")
    hashes = {person, *(vault.keyed_hash(text, key) for text in (person, person.casefold()))}
    wanted = folded(outlet)
    with alone(places.raw):
        files = list(sealed(places))
        found = [form for file in files for form in file.forms if {form.respondent_hash, form.own_hash} & hashes]
        named = {folded(form.outlet): form.outlet for form in found if form.outlet}
        if outlet:
            found = [form for form in found if folded(form.outlet) == wanted]
        elif len(named) > 1:
            listed = ", ".join(shortened(name) for name in sorted(named.values()))
            raise UnknownName(f"People of {len(named)} outlets chose this code ({listed}): add --outlet NAME.")
        if not found:
            raise UnknownName("Nobody is known by this code or hash here: give the code as it was typed into the form.")
        chosen = set(found)
        people = {(form.respondent_hash, folded(form.outlet)) for form in found}
        erased = _erase(
            places, files, chosen.__contains__, lambda row: (row["respondent_hash"], folded(row["outlet"])) in people
        )
        _note_forgotten(places, (form.own_hash for form in found))
        return erased


def expire(places: Places, today: str) -> Erased:
    """Take away what `today` may not be kept any more; `InputUnreadable` without the key.

    That is the forms and answers whose consent has ended, and forms that were forgotten, but received again since.
    """
    with alone(places.raw):
        return _erase(
            places,
            list(sealed(places)),
            lambda form: form.ended(today) or form.forgotten,
            lambda row: answers.ended(row["consent_until"], today),
        )


def sealed(places: Places) -> Iterator[Sealed]:
    """All raw files of answers, of all sources and days; `InputUnreadable` when one cannot be opened."""
    for source in (name for name in sources.names() if sources.about(name).sensitive):
        for folder in dated_folders(places, source):
            for receipt in receipts(folder).values():
                if (folder / receipt.file).exists():
                    page = reading.page(places, source, folder, receipt)
                    try:
                        forms = [form for form, _ in forms_of(source, page)]
                    except (InputUnreadable, SourceChanged) as problem:
                        yield Sealed(source, folder, page, [], str(problem))
                    else:
                        yield Sealed(source, folder, page, forms)


def forms_of(source: str, page: Page) -> list[tuple[Standing, str]]:
    """How each form of a page stands, with the name of our form; errors as `parse` of its source."""
    try:
        received: Received = sources.module(source).forms_in(page)
    except reading.BREAKAGE as fault:
        raise SourceChanged(f"'{source}' cannot read {page.name}: it is damaged or has a new form.") from fault
    return [(standing, form.name) for form, filled in received.filled for standing in standings(page, form, filled)]


def without(page: Page, lines: Collection[int]) -> bytes:
    """The bytes of a page without the forms of these lines."""
    if page.content.lstrip(b"\xef\xbb\xbf \n\r\t")[:1] != b"{":
        return without_lines(page, lines)
    answer = json.loads(page.content.decode("utf-8-sig"))
    answer["results"] = [each for line, each in enumerate(answer["results"], start=1) if line not in lines]
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", errors="replace")


def _erase(
    places: Places, files: list[Sealed], unwanted: Callable[[Standing], bool], gone: Callable[[Cells], bool]
) -> Erased:
    """Erase forms from raw files, and rows from the tables made of them."""
    tables = {folder: answers.unsealed(places, folder) for folder in (places.gathered, places.processed)}
    lines = [{form.line for form in file.forms if unwanted(form)} for file in files]
    renewed = [(file, some, without(file.page, some)) for file, some in zip(files, lines, strict=True) if some]
    key = vault.load_key(places.data) if files else b""
    for file, some, content in renewed:
        _put_back(file, None if len(some) == len(file.forms) else vault.seal(content, key))
    n = 0
    for folder, frame in tables.items():
        kept = [not gone(row) for row in rows_of(frame)]
        n = max(n, len(kept) - sum(kept))
        if not any(kept):
            (folder / answers.FILE).unlink(missing_ok=True)
        elif not all(kept):
            vault.write_sealed(folder / answers.FILE, to_csv(frame[kept]), vault.load_key(places.data))
    unsearched = tuple(f"{file.source}/{file.folder.name}: {file.problem}" for file in files if file.problem)
    return Erased(sum(len(some) for some in lines), n, unsearched)


def _note_forgotten(places: Places, hashes: Iterable[str]) -> None:
    """Remember the forms, so that they are not read again where the service still gives them out."""
    path = places.raw / vault.FORGOTTEN
    known = path.read_text(encoding="ascii").split() if path.exists() else []
    write_whole(path, "".join(f"{each}\n" for each in sorted({*known, *hashes})).encode("ascii"))


def _put_back(file: Sealed, content: bytes | None) -> None:
    """The file with its new bytes and their receipt; neither when nothing is left of it."""
    told = file.page.receipt
    kept: list[Receipt] = [each for each in receipts(file.folder).values() if each.file != told.file]
    if content is None:
        (file.folder / told.file).unlink()
    else:
        write_whole(file.folder / told.file, content)
        kept.append(replace(told, sha256=sha256(content).hexdigest(), bytes=len(content)))
    lines = [json.dumps(each.cells(), ensure_ascii=False).encode() + b"\n" for each in kept]
    write_whole(file.folder / RECEIPTS, b"".join(lines))
