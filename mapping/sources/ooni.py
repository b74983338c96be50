"""How often a site could be reached, by country, network and day: counts of OONI's measurements.

One question a site and country, with the days on one axis and the networks on the other; a site with and without `www.`
is asked for together. Counts are kept as they are: `anomaly` excludes `confirmed`, all exclude `failure`, and the four
add up to the number of measurements, which is checked. An anomaly has many causes; only `confirmed` met a known block
page, and nothing here says "blocked". Days without a measurement have no row: nobody looked.

Read as well: lists of single measurements and one measurement with its details (a measurement that is confirmed is
not counted as an anomaly too), and the CSV form. Left on purpose: scores, report ids, categories, the raw measurement.

OONI counts processing time per network address (10 requests a minute at first): one question in six seconds. Credit:
"OONI, ooni.org", with the day of access.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from mapping.countries import COUNTRIES
from mapping.errors import InputUnreadable, SourceChanged
from mapping.safety import host
from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources.csv_answers import answered_lines
from mapping.sources.json_answers import Fields, json_of, text_of
from mapping.tables import split

SOURCE = Source(
    title="Measurements of network interference",
    publisher="OONI (Open Observatory of Network Interference)",
    licence="CC BY-NC-SA 4.0",
    url="https://api.ooni.io/api/v1/aggregation",
    gives={"access": (100, 5_000_000)},
    files=("*.json", "*/*.json", "*/*.csv"),
    terms=Terms(rate=6.0, robots=False),
)

# The longest time that may be asked for by days.
LONGEST = timedelta(days=364)
COUNTS = ("ok", "anomaly", "confirmed", "failure")
AXES = ("measurement_start_day", "probe_asn", "probe_cc", "domain", "input")
LEFT_AXES = ("category_code", "test_name", "blocking_type")
# The test that looks at web sites; others look at apps and at the network itself.
WEB_TEST = "web_connectivity"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Place:
    """What a count is about: site, country of the probe, its network, day."""

    domain: str
    country: str
    asn: str
    day: str


def first(scope: Scope) -> Iterator[Ask]:
    """One question a site and country: its own, or each of those asked for where it speaks to the whole region."""
    span = {}
    if scope.today:
        earliest = date.fromisoformat(scope.today) - LONGEST
        span = {"since": max(scope.since, earliest.isoformat()), "until": scope.today}
    for domain, country in sorted(scope.hosts.items()):
        for probed in scope.countries:
            if country == probed or country not in COUNTRIES:
                yield _ask(domain, probed, span)


def _ask(domain: str, probed: str, span: Mapping[str, str]) -> Ask:
    question = {"domain": f"{domain},www.{domain}", "probe_cc": probed, "test_name": WEB_TEST, **span}
    question |= {"time_grain": "day", "axis_x": "measurement_start_day", "axis_y": "probe_asn"}
    return Ask(
        name=f"{probed.lower()}/{domain}.json",
        url=f"{SOURCE.url}?{urlencode(question, safe=',')}",
        media=("application/json",),
        country=probed,
    )


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One row a site, country, network and day; `InputUnreadable` repeats OONI's own error."""
    flaws: list[Flaw] = []
    counts = _sum(_counted(page, flaws))
    yield from flaws
    citation = page.receipt.url or SOURCE.url
    for line, (place, numbers) in enumerate(counts.items(), start=1):
        values = {"domain": place.domain, "probe_country": place.country, "asn": place.asn, "day": place.day}
        values |= {name: str(numbers[name]) for name in COUNTS}
        yield Row("access", line, f"{place.domain} {place.country} {place.asn} {place.day}", values, (citation,))


def _sum(counted: Iterable[tuple[Place, Counter[str]]]) -> dict[Place, Counter[str]]:
    """The counts of each place: rows that differ only in what we leave are one."""
    found: dict[Place, Counter[str]] = {}
    for place, numbers in counted:
        found.setdefault(place, Counter()).update(numbers)
    return found


def _counted(page: Page, flaws: list[Flaw]) -> Iterator[tuple[Place, Counter[str]]]:
    """The counts of an answer of any form; what is no count of a site is added to the flaws."""
    if text_of(page).lstrip()[:1] not in ("{", "[", "<"):
        yield from _csv(page, flaws)
        return
    answer = Fields(json_of(page), "answer")
    _refuse_error(page, answer)
    if "result" in answer:
        yield from _aggregation(page, answer)
    elif "results" in answer:
        answer.any("metadata")
        records = answer.records("results", required=True)
        yield from _measurements(list(enumerate(records, start=1)), flaws)
        answer.nothing_left()
    elif "measurement_start_time" in answer:
        yield from _measurements([(1, answer)], flaws)
    elif "raw_measurement" in answer:
        raise InputUnreadable(f"{page.name}: OONI knows no such measurement; look at the id that was asked for.")
    else:
        raise SourceChanged(f"{page.name} has neither 'result' nor 'results' any more: look at ooni.py.")


def _refuse_error(page: Page, answer: Fields) -> None:
    for name in ("error", "detail", "msg"):
        if name in answer and "result" not in answer:
            said = str(answer.any(name)).replace("\n", " ")[:160]
            raise InputUnreadable(f"{page.name}: OONI answered with an error ({said}): ask less, or again later.")


def _aggregation(page: Page, answer: Fields) -> Iterator[tuple[Place, Counter[str]]]:
    version = answer.text("v")
    if version not in ("", "0"):
        raise SourceChanged(f"'v' is {version}: OONI's aggregation has a new form, look at ooni.py.")
    result = answer.any("result")
    answer.nothing_left("dimension_count", "db_stats")
    for record in Fields({"result": [result] if isinstance(result, dict) else result}, "answer").records("result"):
        numbers = Counter({name: record.whole(f"{name}_count") for name in COUNTS})
        total = record.whole("measurement_count")
        if total != numbers.total():
            raise SourceChanged(f"'measurement_count' is {total}, but the four counts add up to {numbers.total()}.")
        place = _place(page, {name: record.text(name) for name in AXES})
        record.nothing_left(*LEFT_AXES)
        yield place, numbers


def _csv(page: Page, flaws: list[Flaw]) -> Iterator[tuple[Place, Counter[str]]]:
    heads = tuple(f"{name}_count" for name in (*COUNTS, "measurement"))
    rows = []
    for found in answered_lines(page, heads, (*AXES, *LEFT_AXES)):
        if isinstance(found, Flaw):
            flaws.append(found)
        else:
            rows.append(found[1])
    yield from _aggregation(page, Fields({"result": rows}, "answer"))


def _place(page: Page, cells: dict[str, str]) -> Place:
    """What a row is about: its own axes first, then what was asked for, then the file's name (`kz/site.kz.json`)."""
    asked = parse_qs(urlsplit(page.receipt.url).query)
    country, _, file = page.name.rpartition("/")
    named = file.rpartition(".")[0] if re.fullmatch("[a-z]{2}", country) else ""
    sites = {_domain(text) for text in split(cells["domain"] or cells["input"])}
    sites = sites or {_domain(text) for cell in asked.get("domain", asked.get("input", [])) for text in cell.split(",")}
    countries = [cells["probe_cc"]] if cells["probe_cc"] else asked.get("probe_cc", [country.upper() if named else ""])
    asn = cells["probe_asn"] or next(iter(asked.get("probe_asn", [])), "")
    return Place(
        domain=sites.pop() if len(sites) == 1 else ("" if sites else named),
        country=countries[0] if "," not in countries[0] else "",
        asn=_asn(asn),
        day=_day(cells["measurement_start_day"]),
    )


def _domain(text: str) -> str:
    """The host of an address or host name, small, without `www.`; empty for what is none."""
    try:
        return host(text.strip().lower())
    except ValueError:
        return ""


def _asn(text: str) -> str:
    """A network number as `AS8402`, whether or not the answer writes the letters; empty for none."""
    number = text.upper().removeprefix("AS")
    if number and not number.isdecimal():
        raise SourceChanged(f"'probe_asn' is '{text[:40]}', no network number: look at ooni.py.")
    return f"AS{number}" if number else ""


def _day(text: str) -> str:
    """The day of a time; empty where the answer is about the whole time asked for."""
    if text and not _DAY.match(text):
        raise SourceChanged(f"'{text[:40]}' is no day: look at the axes of the question in ooni.py.")
    return text[:10]


def _measurements(records: Iterable[tuple[int, Fields]], flaws: list[Flaw]) -> Iterator[tuple[Place, Counter[str]]]:
    """Single measurements of sites, each as a count of one."""
    apps: dict[str, list[int]] = {}
    for line, record in records:
        test, site = record.text("test_name", required=True), _domain(record.text("input"))
        verdict = _verdict(record)
        day = _day(record.text("measurement_start_time", required=True))
        place = Place(site, record.text("probe_cc", required=True), _asn(record.text("probe_asn")), day)
        record.nothing_left(*LEFT_OF_MEASUREMENT)
        if test != WEB_TEST or not site:
            apps.setdefault(test, []).append(line)
        elif not verdict:
            flaws.append(Flaw(line, "anomaly", site, "OONI has no verdict on this measurement yet"))
        else:
            yield place, Counter({verdict: 1})
    for test, lines in apps.items():
        reason = f"measures no site: {len(lines)} of these left out, from this line on"
        flaws.append(Flaw(lines[0], "test_name", test, reason))


LEFT_OF_MEASUREMENT = (
    "report_id", "scores", "measurement_url", "measurement_uid", "verification_status", "test_start_time",
    "category_code", "raw_measurement", "measurement_id", "ooni_run_link_id",
)  # fmt: skip


def _verdict(record: Fields) -> str:
    """Which of the four counts a measurement belongs to; empty where OONI does not say."""
    said = {name: record.any(name) for name in ("failure", "confirmed", "anomaly")}
    for name, value in said.items():
        if value not in (True, False, None):
            raise SourceChanged(f"'{name}' is neither true nor false: look at ooni.py.")
    if said["anomaly"] is None and not said["confirmed"] and not said["failure"]:
        return ""
    return next((name for name, value in said.items() if value), "ok")
