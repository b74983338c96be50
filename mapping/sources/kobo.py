"""Answers to our questionnaires, from KoboToolbox: its programming interface (v2), or its exports as CSV and XLSX.

Which form is ours and which of its questions are kept is said in `survey_forms.toml`; the forms to be fetched stand in
the settings (`[sources.kobo] forms = ["a..."]`, and `server` where it is not kf.kobotoolbox.org). Page by page of at
most 1,000 forms, by what the service names as the next. Forms that a person marked as not approved or on hold do not
count. https://support.kobotoolbox.org/api.html
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

from mapping.errors import InputUnreadable
from mapping.sources import Ask, Flaw, Page, Row, Scope, Secret, Source, Terms
from mapping.sources.json_answers import Fields, json_of
from mapping.sources.survey_files import Line, Sheet, sheets_of
from mapping.sources.survey_forms import TABLES, Form, form_by_heads, form_by_id
from mapping.sources.surveys import Filled, Received, answers

SERVER = "kf.kobotoolbox.org"
SOURCE = Source(
    title="Answers to our questionnaires (KoboToolbox)",
    publisher="The people who answered",
    licence="Personal data: kept encrypted, for as long as each person agreed, never published",
    url="https://www.kobotoolbox.org/",
    gives={"answers": (1, 500_000)},
    files=("*.json", "*/*.json", "*.csv", "*/*.csv", "*.xlsx", "*/*.xlsx"),
    terms=Terms(secret=Secret("KOBO_TOKEN", SERVER, form="Token {}", also=("eu.kobotoolbox.org",)), robots=False),
    tables=TABLES,
    grows=True,
    sensitive=True,
)

PAGE_SIZE = 1000
# Members of a form that the service or the device adds: none is kept.
_ADDED = re.compile(
    r"_.*|(?:.*/)?(?:meta|formhub)/.*"
    r"|(?:.*/)?(?:start|end|today|deviceid|device_id|subscriberid|simserial|phonenumber|username|email|audit"
    r"|background-audio|start-geopoint)"
)
_UNDECIDED = {"not_approved": "was not approved", "on_hold": "is on hold"}
# Members by which an answer of the interface that describes forms is known from one that holds answers.
_DESCRIBES = frozenset(("asset_type", "content_hash"))


def first(scope: Scope) -> Iterator[Ask]:
    """The first page of answers of each form of the settings."""
    server = str(scope.settings.get("server", SERVER))
    for form in scope.settings.get("forms", ()):
        asked = {"format": "json", "limit": PAGE_SIZE, "start": 0, "sort": '{"_id":1}'}
        if scope.since:
            asked["query"] = json.dumps({"_submission_time": {"$gte": scope.since}})
        url = f"https://{server}/api/v2/assets/{form}/data/?{urlencode(asked)}"
        yield Ask(f"{form}/0.json", url, media=("application/json",))


def more(page: Page) -> Iterator[Ask]:
    """The next page, where the service names one; it is asked where this one was."""
    answer = json_of(page) if page.name.endswith(".json") else None
    following = answer.get("next") if isinstance(answer, dict) else None
    if isinstance(following, str):
        start = parse_qs(urlsplit(following).query).get("start", [""])[0]
        here = urlsplit(page.receipt.url)
        asked = {name: values[0] for name, values in parse_qs(here.query).items()}
        if start.isdigit() and int(start) > int(asked.get("start", 0)):
            url = here._replace(query=urlencode(asked | {"start": start})).geturl()
            yield Ask(f"{page.name.rpartition('/')[0]}/{start}.json", url, media=("application/json",))


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One row an answer. A page that describes forms gives none; `InputUnreadable` for answers to another form."""
    received = forms_in(page)
    for form, filled in received.filled:
        yield from answers(page, form, filled, SOURCE.url)
    yield from received.strays


def forms_in(page: Page) -> Received:
    """The forms of a page as they were filled in; `InputUnreadable` for answers to another form."""
    if page.content.lstrip(b"\xef\xbb\xbf \n\r\t")[:1] in (b"{", b"["):
        return Received(list(_interface(page)))
    sheets = sheets_of(page)
    form = form_by_heads(page, [head for sheet in sheets for head in sheet.heads])
    strays: list[Flaw] = []
    return Received([(form, list(_export(page, sheets, strays)))], strays)


def _interface(page: Page) -> Iterator[tuple[Form, list[Filled]]]:
    answer = json_of(page)
    told = Fields(answer, "kobo")
    if isinstance(answer, dict) and (_DESCRIBES & answer.keys()):
        return
    if detail := told.text("detail"):
        raise InputUnreadable(
            f"{page.name}: KoboToolbox refused ('{detail[:100]}'): check the key and the form's name."
        )
    results = list(told.records("results", required=True))
    told.nothing_left("count", "next", "previous")
    by_form: dict[str, list[Filled]] = {}
    for line, result in enumerate(results, start=1):
        named = result.named()
        if not (_DESCRIBES & named.keys()):
            own_form = Fields(named, "kobo.results").text("_xform_id_string", required=True)
            by_form.setdefault(own_form, []).append(_filled(page, line, _flat(named)))
    for own_form, filled in by_form.items():
        yield form_by_id(page, own_form), filled


def _flat(record: Mapping[str, object]) -> dict[str, str]:
    """A form as text by head; of groups that repeat, each column again with its number."""
    found: dict[str, str] = {}
    met: Counter[str] = Counter()

    def take(members: Mapping[str, object]) -> None:
        for head, value in members.items():
            if isinstance(value, list) and not head.startswith("_"):
                for each in value:
                    take(each if isinstance(each, dict) else {head: each})
            elif head == "_validation_status":
                found[head] = str(value.get("uid", "")) if isinstance(value, dict) else ""
            elif isinstance(value, (str, int, float)):
                met[head] += 1
                found[_numbered(head, met[head])] = str(value).strip()

    take(record)
    return found


def _numbered(head: str, number: int) -> str:
    return head if number == 1 else f"{head}#{number}"


def _filled(page: Page, line: int, cells: Mapping[str, str]) -> Filled:
    """A form without what the service and the device added to it."""
    own_id = next((cells[name] for name in ("meta/rootUuid", "_uuid", "meta/instanceID", "_id") if cells.get(name)), "")
    if not own_id:
        raise InputUnreadable(f"{page.name} has no '_uuid' and no '_id' in line {line}: export it with all columns.")
    status = cells.get("_validation_status", "").casefold().replace(" ", "_").removeprefix("validation_status_")
    kept = {head: cell for head, cell in cells.items() if not _ADDED.fullmatch(head)}
    handed_in = cells.get("_submission_time") or cells.get("end", "")
    return Filled(line, own_id.removeprefix("uuid:"), handed_in, kept, _UNDECIDED.get(status, ""))


def _export(page: Page, sheets: list[Sheet], strays: list[Flaw]) -> Iterator[Filled]:
    """The forms of the first sheet, each with the lines of the other sheets that belong to it."""
    main, *others = sheets
    found = {cells.get("_index", f"line {line}"): (line, dict(cells)) for line, cells in main.lines}
    roots = {(main.name, index): index for index in found}
    met: dict[str, Counter[str]] = {index: Counter(cells) for index, (_, cells) in found.items()}
    for sheet in others:
        for line, cells in sheet.lines:
            above = cells.get("_parent_table_name", main.name), cells.get("_parent_index", "")
            root = roots.get(above)
            if root is None:
                strays.append(Flaw(line, sheet.name, "", "belongs to no form of the first sheet and was not read"))
                continue
            roots[sheet.name, cells.get("_index", "")] = root
            _add(found[root], met[root], (line, cells))
    for line, cells in found.values():
        yield _filled(page, line, cells)


def _add(form: Line, met: Counter[str], repeated: Line) -> None:
    """Put the cells of a line of a repeated group to those of its form, numbered."""
    for head, cell in repeated[1].items():
        if cell and not head.startswith("_"):
            met[head] += 1
            form[1][_numbered(head, met[head])] = cell
