"""News stories and coverage volume that GDELT saw of our sites (DOC 2.0).

GDELT reads the region poorly, Tajik and Kyrgyz above all: its counts are never a measure of what an outlet publishes.
Its guess of an outlet's country is often wrong and is left out on purpose, as are pictures and mobile addresses. The
time of a story is when GDELT first saw it, not when it was published.

There are no further pages: the newest 250 stories of a site are taken and, where a first day was given, the time is
then cut at the oldest of them and asked for again. Refusals and complaints about the question come
as plain text with status 200; the JSON may hold escapes that JSON does not know, which are repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import PurePosixPath
from urllib.parse import parse_qs, urlencode, urlsplit

from mapping.addresses import host_of
from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources.day import day
from mapping.sources.json_answers import Fields, refuse_html, text_of, value_of
from mapping.sources.language_names import language_code

SOURCE = Source(
    title="News stories seen by GDELT",
    publisher="The GDELT Project",
    licence="Free for any use with a citation of gdeltproject.org",
    url="https://www.gdeltproject.org/",
    gives={"items": (20, 200_000), "reach": (20, 500_000)},
    files=("*/*.json",),
    # One question in five seconds; who asks faster is refused.
    terms=Terms(rate=6.0, robots=False),
)

API = "https://api.gdeltproject.org/api/v2/doc/doc"
MOST = 250  # stories in one answer
# What a time line counts, by its title, to our measure; lines of tone, language and country are not asked for.
SERIES = {"Article Count": "stories", "Volume Intensity": "coverage"}
_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T?(\d\d):?(\d\d):?(\d\d)Z?\Z")
_CONTROL = re.compile(r"[\x00-\x1f]")


def first(scope: Scope) -> Iterator[Ask]:
    """The newest stories of each site, and how many GDELT saw each day of the last three months."""
    for host, country in sorted(scope.hosts.items()):
        for mode, name in (("artlist", "stories"), ("timelinevolraw", "counts")):
            question = {"query": f"domainis:{host}", "mode": mode, "format": "json"}
            question |= {"maxrecords": str(MOST), "sort": "datedesc"} if mode == "artlist" else {}
            if scope.since:
                question["startdatetime"] = f"{scope.since.replace('-', '')}000000"
                question["enddatetime"] = f"{scope.today.replace('-', '')}000000"
            else:
                question["timespan"] = "3months"
            yield Ask(f"{host}/{name}.json", f"{API}?{urlencode(question)}", country=country)


def more(page: Page) -> Iterator[Ask]:
    """The stories before the oldest of a full answer, where the question has a first day."""
    articles = Fields(_json(page), "gdelt").items("articles")
    oldest = min((Fields(article, "gdelt.articles").text("seendate") for article in articles), default="")
    until = re.sub(r"\D", "", oldest)
    asked = re.search(r"enddatetime=(\d+)", page.receipt.url)
    if len(articles) >= MOST and asked and len(until) == len(asked[1]) and until < asked[1]:
        name = PurePosixPath(page.name)
        url = page.receipt.url.replace(asked[0], f"enddatetime={until}")
        yield Ask(f"{name.parent}/stories-{until}.json", url, country=page.receipt.country)


def parse(page: Page) -> Iterator[Row | Flaw]:
    """Stories as items, time lines as reach; `{}` says that GDELT saw nothing, and gives no row."""
    answer = Fields(_json(page), "gdelt")
    if "articles" in answer:
        for line, article in enumerate(answer.records("articles"), start=1):
            yield _story(line, article)
    elif "timeline" in answer:
        yield from _time_line(page, answer)
    answer.nothing_left()


def _json(page: Page) -> object:
    """The answer as JSON, its unknown escapes repaired; `InputUnreadable` with what was said when it is a complaint."""
    text = text_of(page)
    refuse_html(page, text)
    if text.lstrip()[:1] != "{":
        said = " ".join(text.split())[:120]
        raise InputUnreadable(f"{page.name}: GDELT refused ('{said}'): ask again more slowly, or mend the question.")
    return value_of(page, _CONTROL.sub(" ", re.sub(r"\\(u[0-9a-fA-F]{4}|.)", _escape, text, flags=re.DOTALL)))


def _escape(found: re.Match[str]) -> str:
    known = len(found[1]) == 5 or found[1] in '"\\/bfnrt'
    return found[0] if known else found[1]


def _story(line: int, article: Fields) -> Row | Flaw:
    address, title = article.text("url", required=True), article.text("title")
    seen = _MOMENT.match(article.text("seendate", required=True))
    channel, language = host_of(article.text("domain")) or host_of(address), article.text("language")
    article.nothing_left("url_mobile", "socialimage", "sourcecountry")
    if seen is None:
        raise SourceChanged("'gdelt.articles.seendate' is no moment that we know: look at the adapter gdelt.")
    if not channel:
        return Flaw(line, "url", address, "is no web address")
    values = {
        "channel": channel,
        "time": "{}-{}-{}T{}:{}:{}Z".format(*seen.groups()),
        "title": title,
        "language": language_code(language),
        "url": address,
    }
    return Row("items", line, address, values, (address,), renamed={"channel": "domain", "time": "seendate"})


def _time_line(page: Page, answer: Fields) -> Iterator[Row | Flaw]:
    answer.record("query_details")
    address = _asked(page)
    for series in answer.records("timeline"):
        title = series.text("series", required=True)
        measure = SERIES.get(title)
        if measure is None:
            raise SourceChanged(
                f"'gdelt.timeline.series' is '{title[:40]}', which is not asked for: look at its adapter."
            )
        for line, point in enumerate(series.records("data", required=True), start=1):
            date, value = point.text("date", required=True), _number(point.any("value"))
            point.nothing_left("norm", "toparts")
            values = {"address": address, "measure": measure, "date": day(date), "value": value, "source": "gdelt"}
            cited = (page.receipt.url or SOURCE.url,)
            yield (
                Row("reach", line, f"{address} {measure} {date}", values, cited)
                if day(date)
                else Flaw(line, "date", date, "is no date that can be told")
            )
        series.nothing_left()


def _number(value: object) -> str:
    """A count or percentage in digits; small percentages without an exponent."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        raise SourceChanged(f"'gdelt.timeline.data.value' is '{str(value)[:40]}', not a number: look at its adapter.")
    return f"{Decimal(str(value)):f}"


def _asked(page: Page) -> str:
    """The site asked about: from the question, or from the folder of the page."""
    query = parse_qs(urlsplit(page.receipt.url).query).get("query", [""])[0]
    named = re.search(r"domain(?:is)?:([\w.-]+)", query)
    host = host_of(named[1]) if named else host_of(PurePosixPath(page.name).parent.name)
    if not host:
        raise InputUnreadable(f"{page.name} does not say which site it counts: name its folder after the site.")
    return host
