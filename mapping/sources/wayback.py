"""Since when and until when the Wayback Machine has kept copies of a site: a trace of outlets that are gone.

The CDX server is asked for the front page of each site, one copy a day at most (`collapse=timestamp:8`), so that a site
of thirty years stays one answer. Copies are archives of pages, not proof that the outlet worked that day; a first copy
is no founding date. A site may be excluded at its owner's wish: that is a finding, not a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import parse_qs, quote, urlsplit

from mapping.addresses import host_of
from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources.day import day
from mapping.sources.json_answers import Fields, refuse_html, text_of, value_of

SOURCE = Source(
    title="Copies of sites in the Wayback Machine",
    publisher="Internet Archive",
    licence="Facts; terms of use of archive.org (research)",
    url="https://web.archive.org/",
    gives={"snapshots": (50, 5000)},
    files=("*/*.json", "*/*.txt"),
    # The CDX server bears about thirty questions a minute, and shuts out for minutes whoever asks more.
    terms=Terms(rate=2.5, robots=False),
)

CDX = "https://web.archive.org/cdx/search/cdx"
FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
LIMIT = 10_000
_EXCLUDED = re.compile(
    r"AdministrativeAccessControlException|RobotAccessControlException|Blocked Site Error", re.IGNORECASE
)
_QUESTION = re.compile(r"https?://[^\s\"]+/cdx\?[^\s\"]+")
_MOMENT = re.compile(r"\d{4,14}\Z")
_REVISIT = "warc/revisit"


@dataclass
class _Copies:
    """The copies of one host: the moments that are whole dates, those that answered, and all that were counted."""

    n: int = 0
    seen: list[tuple[str, str]] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)
    working: list[tuple[str, str]] = field(default_factory=list)


def first(scope: Scope) -> Iterator[Ask]:
    """The front page of each of our sites."""
    for host, country in sorted(scope.hosts.items()):
        since = f"&from={scope.since.replace('-', '')}" if scope.since else ""
        url = f"{CDX}?url={quote(host)}&output=json&collapse=timestamp:8&limit={LIMIT}&showResumeKey=true{since}"
        yield Ask(f"{host}/1.json", url, statuses=(200, 403), country=country)


def more(page: Page) -> Iterator[Ask]:
    """The next part of a long list, by the key that ends this one."""
    key = _read(page)[1]
    if key:
        name = PurePosixPath(page.name)
        base = re.sub(r"&resumeKey=[^&]*", "", page.receipt.url)
        number = int(name.stem) if name.stem.isdecimal() else 1
        yield Ask(f"{name.parent}/{number + 1}.json", f"{base}&resumeKey={quote(key, safe='')}")


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One row a host: its oldest and newest copy, and the newest that answered with status 200."""
    if _EXCLUDED.search(page.content.decode("utf-8", errors="replace")[:20_000]):
        yield _row(page, _asked(page), {"n": "0", "status": "excluded"})
        return
    lines, _ = _read(page)
    hosts: dict[str, _Copies] = {}
    known: set[tuple[str, ...]] = set()
    for number, cells in enumerate(lines, start=1):
        copy = tuple(cells.values())
        flaw = None if copy in known else _count(number, cells, hosts)  # the server lists some copies twice
        known.add(copy)
        if flaw is not None:
            yield flaw
    for host, copies in hosts.items():
        yield _row(page, host, _values(copies))
    if not lines and "resumeKey=" not in page.receipt.url:
        yield _row(page, _asked(page), {"n": "0", "status": "none"})


def _row(page: Page, host: str, values: dict[str, str]) -> Row:
    cited = page.receipt.url or f"{CDX}?url={quote(host)}"
    return Row("snapshots", 1, host, {"address": host, **values}, (cited,))


def _asked(page: Page) -> str:
    """The host that was asked about: an answer without copies does not say it."""
    recorded = _QUESTION.search(page.content[:2000].decode("utf-8", errors="replace"))
    asked = parse_qs(urlsplit(recorded[0] if recorded else page.receipt.url).query).get("url", [""])[0]
    host = host_of(asked) or host_of(PurePosixPath(page.name).parent.name) or host_of(PurePosixPath(page.name).stem)
    if not host:
        raise InputUnreadable(
            f"{page.name} holds no copies, and nothing tells of which site: name its folder after it."
        )
    return host


def _count(number: int, cells: dict[str, str], hosts: dict[str, _Copies]) -> Flaw | None:
    """Count one copy; the complaint where its address or its moment cannot be used."""
    moment, address = cells["timestamp"], cells["original"]
    if not _MOMENT.match(moment):
        raise SourceChanged(f"'timestamp' is '{moment[:40]}' in copy {number}: look at the adapter wayback.")
    host = host_of(address)
    if not host:
        return Flaw(number, "original", address, "is no web address")
    copies = hosts.setdefault(host, _Copies())
    copies.n += 1
    told = day(moment)
    if len(told) < len("YYYY-MM-DD"):
        copies.vague.append(told)
        return Flaw(number, "timestamp", moment, "is a moment that does not exist; the copy is counted, its day is not")
    copies.seen.append((moment, address))
    if cells["statuscode"] == "200" and cells["mimetype"] != _REVISIT:
        copies.working.append((moment, address))
    return None


def _values(copies: _Copies) -> dict[str, str]:
    days = sorted(day(moment) for moment, _ in copies.seen) or sorted(copies.vague)
    moment, address = max(copies.working, default=("", ""))
    return {
        "first_seen": days[0],
        "last_seen": days[-1],
        "last_working": day(moment),
        "n": str(copies.n),
        "archived": f"https://web.archive.org/web/{moment}/{address}" if moment else "",
        "status": "found",
    }


def _read(page: Page) -> tuple[list[dict[str, str]], str]:
    """The copies that a page lists, and the key of the next part."""
    if not page.content.strip() and "/cdx" in urlsplit(page.receipt.url).path:
        return [], ""  # the text form of "nothing found"
    text = text_of(page)
    refuse_html(page, text)
    if text.lstrip()[:1] not in ("[", "{"):
        return _lines(page, text.splitlines())
    value = value_of(page, text)
    if isinstance(value, dict):
        return _availability(Fields(value, "wayback")), ""
    if not isinstance(value, list):
        raise SourceChanged(
            f"{page.name} is neither a list of copies nor an answer on one: look at the adapter wayback."
        )
    if value and isinstance(value[0], dict):
        return _recorded(page, value)
    return _table(page, value)


def _recorded(page: Page, pairs: list[object]) -> tuple[list[dict[str, str]], str]:
    """Answers kept together with their questions, as recorders of web traffic write them."""
    found: list[dict[str, str]] = []
    for pair in pairs:
        answer = Fields(pair, "recorded")
        body = answer.text("body").strip()
        found += (_table(page, value_of(page, body)) if body.startswith("[") else _lines(page, body.splitlines()))[0]
    return found, ""


def _table(page: Page, value: object) -> tuple[list[dict[str, str]], str]:
    """The JSON form: a list of lists, the first of them the names; an empty one and the key end it."""
    rows = value if isinstance(value, list) else [value]
    cells = [[str(cell) for cell in row] for row in rows if isinstance(row, list)]
    if len(cells) != len(rows):
        raise SourceChanged(f"{page.name}: a copy is no list: look at the adapter wayback.")
    key = ""
    if len(cells) > 1 and not cells[-2] and len(cells[-1]) == 1:
        key, cells = cells[-1][0], cells[:-2]
    if cells and not cells[0]:
        cells = []
    heads = tuple(cells.pop(0)) if cells and "timestamp" in cells[0] else FIELDS
    return [_copy(page, heads, row) for row in cells], key


def _lines(page: Page, lines: list[str]) -> tuple[list[dict[str, str]], str]:
    """The text form: cells between blanks; an empty line and the key end it."""
    key = ""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    if len(lines) > 1 and not lines[-2].strip() and " " not in lines[-1].strip():
        key, lines = lines[-1].strip(), lines[:-2]
    rows = [line.split() for line in lines if line.strip()]
    heads = tuple(rows.pop(0)) if rows and "timestamp" in rows[0] else FIELDS
    return [_copy(page, heads, row) for row in rows], key


def _copy(page: Page, heads: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    for needed in ("timestamp", "original"):
        if needed not in heads:
            raise SourceChanged(f"{page.name} has no column '{needed}': look at the adapter wayback.")
    if len(cells) != len(heads):
        raise InputUnreadable(
            f"{page.name}: a copy has {len(cells)} cells of {len(heads)}: it is cut off; gather it again."
        )
    return {"mimetype": "", "statuscode": "", **dict(zip(heads, cells, strict=True))}


def _availability(answer: Fields) -> list[dict[str, str]]:
    """The answer of the availability service: one copy or none."""
    answer.any("url"), answer.any("timestamp")
    if "archived_snapshots" not in answer:
        raise SourceChanged("'wayback.archived_snapshots' is missing: look at the adapter wayback.")
    closest = answer.record("archived_snapshots").record("closest")
    moment, address, status = closest.text("timestamp"), closest.text("url"), closest.text("status")
    closest.nothing_left("available")
    answer.nothing_left("tag")
    original = re.sub(r"^https?://web\.archive\.org/web/\w+/", "", address)
    return [{"timestamp": moment, "original": original, "statuscode": status, "mimetype": ""}] if moment else []
