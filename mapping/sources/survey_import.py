"""Taking in exports of surveys that a person hands over: read whole first, then sealed, all of them or none.

Unlike bytes from elsewhere, an export is not kept as it came: forms without consent, or with one that has ended, are
left out of it before it is sealed, and its name, which may tell of people, is not kept either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from mapping import sources, vault
from mapping.errors import InputUnreadable
from mapping.paths import Places
from mapping.sources import Flaw, Page, Row, erasure, limesurvey, reading
from mapping.sources.lock import alone
from mapping.sources.survey_files import sheets_of
from mapping.sources.survey_forms import folded
from mapping.tables import Receipt, save_raw

# Columns by which an export of KoboToolbox is known.
_KOBO = ("_uuid", "_id", "meta/instanceID", "meta/rootUuid")
Answer = tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """What became of one export: how many of its forms are new or were known, why others were refused, and what of
    the answers could not be read. `file` is where it lies sealed, below `data/raw`; empty when all of it was known.
    """

    path: Path
    source: str
    form: str
    new: int
    known: int
    refused: Counter[str]
    flaws: Sequence[Flaw]
    file: str


@dataclass(frozen=True)
class _Opened:
    """An export before it is kept."""

    path: Path
    source: str
    page: Page
    content: bytes
    taken: Taken


@dataclass
class _Kept:
    """The forms, and the answers, that lie here already."""

    forms: set[str]
    answers: set[Answer]


def take_in(places: Places, paths: Iterable[Path], day: str) -> list[Taken]:
    """Seal exports into `data/raw/<source>/<day>/`.

    `InputUnreadable` or `SourceChanged`, with nothing taken in at all, when there is no key or another one, or a file
    is no export of our form or holds no form that may be kept.
    """
    key = vault.load_key(places.data)
    with alone(places.raw):
        kept = _kept(places)
        opened = [_open(places, path, day, kept) for path in paths]
        return [_keep(places, each, key) for each in opened]


def _kept(places: Places) -> _Kept:
    kept = _Kept(set(), set())
    for file in erasure.sealed(places):
        if not file.problem:
            kept.forms |= {form.own_hash for form in file.forms if not form.refused}
            kept.answers |= {_answer(row) for row in _rows(reading.read(file.source, file.page))}
    return kept


def _open(places: Places, path: Path, day: str, kept: _Kept) -> _Opened:
    """Read an export; its forms count as known for those read after it."""
    if not path.is_file():
        raise InputUnreadable(f"{path} is no file that is there: nothing was taken in; give an export of the answers.")
    content = path.read_bytes()
    source, page = _page(places, path, content, day)
    found, forms = reading.read(source, page), erasure.forms_of(source, page)
    refused = Counter(form.refused for form, _ in forms if form.refused)
    usable = {form.own_hash for form, _ in forms if not form.refused}
    if not usable:
        why = "; ".join(f"{n} {reason}" for reason, n in refused.items()) or "it has no answers"
        raise InputUnreadable(f"{path.name} holds no form that may be kept ({why}): nothing was taken in.")
    answers = {_answer(row) for row in _rows(found)}
    fresh = not answers <= kept.answers
    new = usable - kept.forms
    kept.forms |= usable
    kept.answers |= answers
    lines = {form.line for form, _ in forms if not form.agrees or form.ended(day) or form.forgotten}
    flaws = [each for each in found if isinstance(each, Flaw) and not any(why in each.reason for why in refused)]
    taken = Taken(path, source, forms[0][1], len(new), len(usable - new), refused, flaws, "" if not fresh else "sealed")
    return _Opened(path, source, page, erasure.without(page, lines) if lines else content, taken)


def _page(places: Places, path: Path, content: bytes, day: str) -> tuple[str, Page]:
    """The export as its adapter wants it: that of KoboToolbox, unless it has the columns of LimeSurvey alone."""
    if not content.strip():
        raise InputUnreadable(f"{path.name} is empty: export the answers again.")
    if vault.is_sealed(content):
        raise InputUnreadable(f"{path.name} is sealed already: give the export as the service made it.")
    receipt = Receipt(path.name, "", day, "", len(content), "")
    kobo = reading.opened(places, "kobo", path.parent, receipt, content)
    if content.lstrip(b"\xef\xbb\xbf \n\r\t")[:1] in (b"{", b"["):
        return "kobo", kobo
    heads = sheets_of(kobo)[0].heads
    if {folded(head) for head in heads} & set(limesurvey.OWN_ID) and not set(heads) & set(_KOBO):
        return "limesurvey", reading.opened(places, "limesurvey", path.parent, receipt, content)
    return "kobo", kobo


def _rows(found: Iterable[Row | Flaw]) -> list[Row]:
    return [each for each in found if isinstance(each, Row)]


def _answer(row: Row) -> Answer:
    return tuple(row.values[name] for name in ("round", "outlet", "respondent_hash", "question", "answer", "date"))


def _keep(places: Places, opened: _Opened, key: bytes) -> Taken:
    if not opened.taken.file:
        return opened.taken
    about, folder = sources.about(opened.source), places.raw / opened.source / opened.page.receipt.retrieved
    file = _free(folder, opened.content)
    save_raw(
        folder,
        file,
        vault.seal(opened.content, key),
        url=about.url,
        retrieved=opened.page.receipt.retrieved,
        licence=about.licence,
    )
    return replace(opened.taken, file=f"{opened.source}/{folder.name}/{file}")


def _free(folder: Path, content: bytes) -> str:
    """A name that no file of the folder has, with the ending of its kind."""
    kind = (
        "xlsx" if content.startswith(b"PK") else "json" if content.lstrip(b"\xef\xbb\xbf \n\r\t")[:1] == b"{" else "csv"
    )
    return next(name for n in count(1) if not (folder / (name := f"import-{n}.{kind}")).exists())
