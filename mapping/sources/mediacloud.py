"""Stories, and how many a site publishes, as Media Cloud collected them.

Asked are the national collections for their sources (with stories a week and the country that Media Cloud gives them)
and, for each site of ours, how many of its stories were collected each day. Story texts are not public; where an old
export holds them, they are left out on purpose. Dates of publication are as precise as Media Cloud states them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from mapping.addresses import host_of
from mapping.countries import AUDIENCES
from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Ask, Flaw, Page, Row, Scope, Secret, Source, Terms
from mapping.sources.day import day
from mapping.sources.json_answers import Fields, json_of
from mapping.sources.language_names import language_code

SOURCE = Source(
    title="Stories collected by Media Cloud",
    publisher="Media Cloud",
    licence="Metadata for research; cite Media Cloud (mediacloud.org)",
    url="https://www.mediacloud.org/",
    gives={"outlets": (20, 2000), "reach": (20, 500_000)},
    files=("*.json", "*/*.json", "*/*/*.json"),
    # Two searches a minute for a free account.
    terms=Terms(rate=31.0, secret=Secret("MEDIACLOUD_API_KEY", "search.mediacloud.org", form="Token {}"), robots=False),
)

API = "https://search.mediacloud.org/api"
PLATFORM = "onlinenews-mediacloud"
# The national collections, and those of regions and cities.
COLLECTIONS = {
    "KZ": (34412415, 38380255, 38380256, 38380258),
    "KG": (34412420, 38380263, 38380264),
    "TJ": (34412129,),
    "UZ": (34412346, 38381475, 38381476, 38382012, 38381479),
}
PAGE_SIZE = 100
_COUNTRIES = {"KAZ": "KZ", "KGZ": "KG", "TJK": "TJ", "UZB": "UZ", "TKM": "TM"}
_MEDIA = {
    "digital_native": "online", "print_native": "print", "audio_broadcast": "radio", "video_broadcast": "tv",
}  # fmt: skip
_SOURCE_LEFT_OUT = (
    "url_search_string", "label", "homepage", "notes", "platform", "first_story", "last_story", "pub_state",
    "collection_count", "created_at", "modified_at", "last_rescraped", "last_rescraped_msg", "alternative_domains",
    "monitored", "static",
)  # fmt: skip
# An export of the service before 2023 gives a story in these fields as well.
_OLD_STORY_LEFT_OUT = (
    "db_row_last_updated", "full_text_rss", "description", "fully_extracted", "guid", "story_texts_id", "story_text",
    "story_tags", "story_sentences", "media_id", "ap_syndicated", "feeds", "metadata", "word_count",
    "is_fully_extracted", "processed_stories_id", "stories_id", "collect_date",
)  # fmt: skip
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00:00)\Z")


def first(scope: Scope) -> Iterator[Ask]:
    """The sources of each collection of the countries asked for, and each site's stories by day.

    With `stories = true` in its settings, the stories themselves too, page by page.
    """
    for country in scope.countries:
        for collection in COLLECTIONS.get(country, ()):
            listing = {"collection_id": collection, "limit": PAGE_SIZE, "offset": 0}
            name = f"{country.lower()}/{collection}-0.json"
            yield Ask(name, f"{API}/sources/sources/?{urlencode(listing)}", country=country)
    start = scope.since or f"{int(scope.today[:4]) - 1}{scope.today[4:7]}-01"
    searches = {"days": "count-over-time"} | ({"stories": "story-list"} if scope.settings.get("stories") else {})
    for host, country in sorted(scope.hosts.items()):
        question = {"q": f"canonical_domain:{host}", "start": start, "end": scope.today, "platform": PLATFORM}
        for name, search in searches.items():
            yield Ask(f"sites/{host}/{name}.json", f"{API}/search/{search}?{urlencode(question)}", country=country)


def more(page: Page) -> Iterator[Ask]:
    """The next hundred sources of a collection, and the next stories of a list."""
    answer = json_of(page)
    if not isinstance(answer, dict):
        return
    name, address = PurePosixPath(page.name), page.receipt.url
    if answer.get("next") and "offset=" in address:
        offset = int(parse_qs(urlsplit(address).query)["offset"][0]) + PAGE_SIZE
        file = re.sub(r"-\d+\Z", f"-{offset}", name.stem)
        yield Ask(f"{name.parent}/{file}.json", re.sub(r"offset=\d+", f"offset={offset}", address))
    if token := answer.get("pagination_token"):
        base = re.sub(r"&pagination_token=[^&]*", "", address)
        numbered = re.fullmatch(r"(.+)-(\d+)", name.stem)
        file = f"{numbered[1]}-{int(numbered[2]) + 1}.json" if numbered else f"{name.stem}-2.json"
        yield Ask(f"{name.parent}/{file}", f"{base}&pagination_token={quote(str(token), safe='')}")


def parse(page: Page) -> Iterator[Row | Flaw]:
    """Sources as outlets with their sites and stories a week, stories as items, counts as reach."""
    answer = Fields(json_of(page), "mediacloud")
    if "results" in answer or "next" in answer:
        for line, source in enumerate(answer.records("results", required=True), start=1):
            yield from _source(page, line, source)
        answer.nothing_left("count", "next", "previous")
    elif "count_over_time" in answer:
        yield from _days(page, answer)
    elif "stories" in answer:
        for line, story in enumerate(answer.records("stories", required=True), start=1):
            yield _story(line, story)
        answer.nothing_left("pagination_token")
    elif "url" in answer or "story" in answer:
        yield _story(1, answer.record("story") if "story" in answer else answer)
    elif "count" in answer:
        yield _total(page, answer)
    else:
        raise _refusal(page, answer)


def _refusal(page: Page, answer: Fields) -> InputUnreadable | SourceChanged:
    said = answer.text("note") or answer.text("detail") or answer.text("message") or answer.text("error")
    if said:
        return InputUnreadable(f"{page.name}: Media Cloud refused ('{said[:100]}'): check the key, or ask again later.")
    return SourceChanged(
        f"{page.name} has none of 'results', 'stories', 'count_over_time', 'count': look at its adapter."
    )


def _source(page: Page, line: int, source: Fields) -> Iterator[Row | Flaw]:
    own_id, name = source.text("id", required=True), source.text("name")
    host = host_of(source.text("homepage")) or host_of(name)
    label, weekly = source.text("label"), source.count("stories_per_week")
    language, media = language_code(source.text("primary_language")), _MEDIA.get(source.text("media_type"), "online")
    folder = PurePosixPath(page.name).parts[0].upper()
    stated = source.text("pub_country")
    source.nothing_left(*_SOURCE_LEFT_OUT)
    country = _COUNTRIES.get(stated) or ("" if stated else folder)
    if not host:
        yield Flaw(line, "homepage", name, "is no web address")
    elif country not in AUDIENCES:
        yield Flaw(line, "pub_country", stated, "is none of the countries that we map")
    else:
        cited = (f"https://search.mediacloud.org/sources/{own_id}",)
        values = {"name": label or name or host, "country": country, "media": media, "languages": language}
        yield Row("outlets", line, own_id, values | {"status": "unknown", "ownership_type": "unknown"}, cited)
        yield Row("channels", line, own_id, {"kind": "website", "address": f"https://{host}/"}, cited)
        if weekly:
            yield _reach(page, line, host, "stories_per_week", day(page.receipt.retrieved), weekly)


def _reach(page: Page, line: int, host: str, measure: str, date: str, value: str) -> Row:
    values = {"address": host, "measure": measure, "date": date, "value": value, "source": "mediacloud"}
    return Row("reach", line, f"{host} {measure} {date}", values, (page.receipt.url or SOURCE.url,))


def _days(page: Page, answer: Fields) -> Iterator[Row | Flaw]:
    """How many stories of the site there were each day; the share of all stories that were collected is left out."""
    host, over_time = _asked(page), answer.record("count_over_time")
    for line, point in enumerate(over_time.records("counts", required=True), start=1):
        date, value = day(point.text("date", required=True)), point.count("count", required=True)
        point.nothing_left("total_count", "ratio", "timestamp")
        if date:
            yield _reach(page, line, host, "stories", date, value)
        else:
            yield Flaw(line, "date", "", "is no date that can be told")
    over_time.nothing_left("total", "normalized_total", "normalized")
    answer.nothing_left()


def _total(page: Page, answer: Fields) -> Row:
    count = answer.record("count")
    value = count.count("relevant", required=True)
    count.nothing_left("total")
    answer.nothing_left()
    return _reach(page, 1, _asked(page), "stories", day(page.receipt.retrieved), value)


def _asked(page: Page) -> str:
    """The site asked about: from the question, or from the folder of the page."""
    query = parse_qs(urlsplit(page.receipt.url).query).get("q", [""])[0]
    named = re.search(r"(?:canonical_domain|domain):\"?([\w.-]+)", query)
    host = host_of(named[1]) if named else host_of(PurePosixPath(page.name).parent.name)
    if not host:
        raise InputUnreadable(f"{page.name} does not say which site it counts: name its folder after the site.")
    return host


def _story(line: int, story: Fields) -> Row | Flaw:
    address, title = story.text("url", required=True), story.text("title")
    said = story.text("publish_date") or story.text("collect_date")
    channel, language = host_of(story.text("media_url")) or host_of(address), language_code(story.text("language"))
    for left_out in ("id", "media_name", "indexed_date", "collect_date"):
        story.any(left_out)
    story.nothing_left(*_OLD_STORY_LEFT_OUT)
    if not channel:
        return Flaw(line, "url", address, "is no web address")
    moment = _MOMENT.match(said)
    time = f"{moment[1]}T{moment[2]}Z" if moment else day(said)
    values = {"channel": channel, "time": time, "title": title, "language": language, "url": address}
    return Row("items", line, address, values, (address,), renamed={"channel": "media_url", "time": "publish_date"})
