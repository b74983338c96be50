"""Articles on media of the four countries in the English and the Russian Wikipedia: their cards and categories.

One question a category: its articles, 50 at a time, each with the wikitext of its lead. The categories stand below, and
others in `data/settings.toml` take their place. What a card's parameters mean stands in `infobox_parameters.csv`, which
templates are cards of media or owners in `infobox_templates.csv`: tables that people edit. An article's record id is
its Wikidata item where it has one, so that the English and the Russian article are one record, else language and page
number (`en-12345`). A parameter that is empty is not "none": the Russian cards take many values from Wikidata. Past
owners without a year, and parameters that no table knows, are named and left. Lists of titles alone
(`list=categorymembers`, `embeddedin`), `action=parse` and bare wikitext (`action=raw`) are read too.

Both forms of the answer (formatversion 1 and 2), normalised titles and redirects are followed. Errors come with HTTP
status 200, a lagging database among them (`maxlag`): each ends in one sentence. Text is CC BY-SA 4.0: facts only, each
with a link to the revision it was read from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from mapping.errors import InputUnreadable, SourceChanged
from mapping.names import fold as fold_name
from mapping.schema import MEDIA
from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources.infobox import PARAMETERS, TEMPLATES, Article, Tables, rows_of
from mapping.sources.json_answers import Fields, json_of, refuse_html, text_of
from mapping.sources.wikitext import plain, visible

SOURCE = Source(
    title="Wikipedia",
    publisher="Wikimedia Foundation and contributors",
    licence="CC BY-SA 4.0",
    url="https://www.wikipedia.org/",
    gives={"outlets": (50, 5000), "stakes": (20, 5000)},
    files=("*.json", "*/*.json", "*.txt", "*/*.txt"),
    terms=Terms(rate=1.0, robots=False),
    tables=(TEMPLATES, PARAMETERS),
)

# Categories, each with the country and the medium of what stands in it; `[sources.wikipedia.categories]` in the
# settings, in the same form, takes the place of the whole list.
CATEGORIES = {
    "en:Newspapers published in Kazakhstan": "KZ print",
    "en:Newspapers published in Kyrgyzstan": "KG print",
    "en:Newspapers published in Tajikistan": "TJ print",
    "en:Newspapers published in Uzbekistan": "UZ print",
    "en:Television stations in Kazakhstan": "KZ tv",
    "en:Television stations in Kyrgyzstan": "KG tv",
    "en:Television stations in Tajikistan": "TJ tv",
    "en:Television stations in Uzbekistan": "UZ tv",
    "en:Radio stations in Kazakhstan": "KZ radio",
    "en:Radio stations in Kyrgyzstan": "KG radio",
    "en:Kazakhstani news websites": "KZ online",
    "en:Kyrgyzstani news websites": "KG online",
    "en:Tajikistani news websites": "TJ online",
    "en:Uzbekistani news websites": "UZ online",
    "ru:Газеты Казахстана": "KZ print",
    "ru:Газеты Киргизии": "KG print",
    "ru:Газеты Таджикистана": "TJ print",
    "ru:Газеты Узбекистана": "UZ print",
    "ru:Телеканалы Казахстана": "KZ tv",
    "ru:Телеканалы Киргизии": "KG tv",
    "ru:Телеканалы Таджикистана": "TJ tv",
    "ru:Телеканалы Узбекистана": "UZ tv",
    "ru:Радиостанции Казахстана": "KZ radio",
    "ru:Радиостанции Киргизии": "KG radio",
    "ru:Интернет-СМИ Казахстана": "KZ online",
    "ru:Интернет-СМИ Киргизии": "KG online",
    "ru:Интернет-СМИ Узбекистана": "UZ online",
}
CATEGORY = {"en": "Category", "ru": "Категория"}
# 50 articles with their text are the most that one answer gives.
QUESTION = {
    "action": "query", "format": "json", "formatversion": "2", "maxlag": "5", "redirects": "1",
    "generator": "categorymembers", "gcmtype": "page", "gcmnamespace": "0", "gcmlimit": "50",
    "prop": "revisions|pageprops|info", "inprop": "url", "ppprop": "wikibase_item",
    "rvprop": "content|timestamp|ids", "rvslots": "main", "rvsection": "0",
}  # fmt: skip
# Fields of the answer's envelope that say nothing of an article.
ENVELOPE = (
    "batchcomplete", "continue", "warnings", "limits", "servedby", "curtimestamp", "requestid", "responselanginfo",
)  # fmt: skip
_ASKED = re.compile(rf"([a-z]{{2}})/([a-z]{{2}})-({'|'.join(MEDIA)})-[^/]*\Z")
_NAME = re.compile(r"(.+?)(?:\.(\d+))?\.json\Z")
_WIKI = re.compile(r"//(?!www\.)([a-z-]+)\.(?:m\.)?wikipedia\.org/")
_BOLD = re.compile(r"(?<!')'{3,}+([^'\n]+)'{3}")

Titles = Mapping[str, list[str]]


def first(scope: Scope) -> Iterator[Ask]:
    """The first page of each category of the countries asked for."""
    for category, about in scope.settings.get("categories", CATEGORIES).items():
        language, _, title = category.partition(":")
        country, _, medium = about.partition(" ")
        if not title or medium not in MEDIA:
            raise InputUnreadable(
                f"[sources.wikipedia.categories] has '{category}' = '{about}': write \"en:Title\" = \"KZ print\"."
            )
        if country in scope.countries:
            named = re.sub(r"[^a-z0-9]+", "-", title.lower() if title.isascii() else fold_name(title)).strip("-")
            asked = QUESTION | {"gcmtitle": f"{CATEGORY.get(language, 'Category')}:{title}"}
            yield _ask(f"{country.lower()}/{language}-{medium}-{named}.json", language, asked)


def more(page: Page) -> Iterator[Ask]:
    """The next page: the question again, with all that the answer says under `continue`."""
    on = {name: str(value) for name, value in Fields(json_of(page), "answer").record("continue").named().items()}
    named, wiki = _NAME.match(page.name), _WIKI.search(page.receipt.url)
    if on and named and wiki:
        asked = dict(parse_qsl(urlsplit(page.receipt.url).query)) | on
        yield _ask(f"{named[1]}.{int(named[2] or 1) + 1}.json", wiki[1], asked)


def _ask(name: str, language: str, asked: Mapping[str, str]) -> Ask:
    url = f"https://{language}.wikipedia.org/w/api.php?{urlencode(asked)}"
    return Ask(name=name, url=url, media=("application/json",), country=name[:2].upper())


def parse(page: Page) -> Iterator[Row | Flaw]:
    """Per article an outlet or owner with its names, channels and stakes, or the reason why it gives none."""
    reader, text = _Reader(page), text_of(page)
    refuse_html(page, text)
    if re.match(r"\s*\{\{|\s*[^{\[\s]", text):
        yield from reader.bare(text)
        return
    answer = Fields(json_of(page), "answer")
    for error in (*answer.records("errors"), *([answer.record("error")] if "error" in answer else [])):
        code, said = error.text("code"), error.text("info") or error.text("text")
        raise InputUnreadable(f"{page.name}: Wikipedia answered with the error '{code}' ({said[:160]}): gather later.")
    goes_on = "continue" in answer
    if "parse" in answer:
        yield from reader.parsed(answer.record("parse"))
    elif "query" in answer:
        yield from reader.queried(answer.record("query"), goes_on=goes_on)
    elif "batchcomplete" not in answer:
        raise SourceChanged(f"{page.name} has neither 'query' nor 'parse' any more: look at wikipedia.py.")
    answer.nothing_left(*ENVELOPE)


class _Reader:
    """One page's articles, read with the editable tables and with what the page's name and address tell."""

    def __init__(self, page: Page) -> None:
        self.page, self.tables = page, Tables(page)
        wiki, asked = _WIKI.search(page.receipt.url), _ASKED.match(page.name)
        self.language = wiki[1] if wiki else (asked[2] if asked else "")
        self.country, self.media = (asked[1].upper(), asked[3]) if asked else (page.receipt.country, "")

    def queried(self, query: Fields, *, goes_on: bool) -> Iterator[Row | Flaw]:
        """The answer of `action=query`: articles, or the titles of a list."""
        titles = _asked_for(query)
        if "pages" in query:
            found = query.any("pages")
            listed = Fields({"pages": list(found.values()) if isinstance(found, dict) else found}, "query")
            records = list(listed.records("pages"))
            if not found:
                raise SourceChanged(f"{self.page.name}: 'query.pages' is empty, which it never was: gather it again.")
            excused = goes_on and any("revisions" in record for record in records)
            for line, record in enumerate(records, start=1):
                yield from self._page(line, record, titles, excused=excused)
            return
        for name in ("categorymembers", "embeddedin"):
            if name in query:
                for line, record in enumerate(query.records(name, required=True), start=1):
                    yield from self._member(line, record)
                return
        raise SourceChanged(f"{self.page.name}: 'query' has neither 'pages' nor 'categorymembers': see wikipedia.py.")

    def parsed(self, parsed: Fields) -> Iterator[Row | Flaw]:
        """The answer of `action=parse`; it must hold the wikitext, for the rendered page names no parameters."""
        text, title = parsed.any("wikitext"), parsed.text("title", required=True)
        if isinstance(text, dict):
            text = text.get("*")
        if not isinstance(text, str):
            raise SourceChanged(f"{self.page.name}: 'parse.wikitext' is missing; ask with prop=wikitext.")
        others = [record.text("from") for record in parsed.records("redirects")]
        article = self._article(1, title, parsed, {title: others}, parsed.text("revid"))
        yield from rows_of(article, self.tables.read(article.language, text)[1])

    def bare(self, text: str) -> Iterator[Row | Flaw]:
        """Wikitext alone: its title is the address's, or else the first words in bold, or the file's name."""
        if "{{" not in text:
            raise InputUnreadable(f"{self.page.name} is neither JSON nor wikitext with a card: gather it again.")
        language, card = self.tables.read(self.language, text)
        asked = dict(parse_qsl(urlsplit(self.page.receipt.url).query)).get("title", "")
        bold, stem = _BOLD.search(visible(text)), self.page.name.rpartition("/")[2].rpartition(".")[0]
        title = unquote(asked).replace("_", " ") or (plain(bold[1]).strip('«»" ') if bold else stem)
        own_id = re.sub(r"\W+", "-", title)
        where = (self.page.receipt.url or _address(language, title),)
        yield from rows_of(Article(1, f"{language}-{own_id}", title, where, language, self.country, self.media), card)

    def _page(self, line: int, record: Fields, titles: Titles, *, excused: bool) -> Iterator[Row | Flaw]:
        title = record.text("title")
        for name in ("missing", "invalid"):
            if name in record and record.any(name) is not False:
                reason = record.text("invalidreason") or "Wikipedia has no such article (any more)"
                yield Flaw(line, name, title, reason)
                return
        revision = next(record.records("revisions"), None)
        if revision is not None:
            wikitext = _content(revision)
            article = self._article(line, title, record, titles, revision.text("revid"))
            yield from rows_of(article, self.tables.read(article.language, wikitext)[1])
        elif not excused:
            # Where an answer goes on, the texts that did not fit into it come with its next page.
            yield Flaw(line, "revisions", title, "came without its text: ask with prop=revisions")

    def _member(self, line: int, record: Fields) -> Iterator[Row | Flaw]:
        """A title of a list: an outlet where the category tells its country and medium."""
        title = record.text("title", required=True)
        if record.text("ns") not in ("", "0"):
            yield Flaw(line, "ns", title, "is no article")
        elif not self.media:
            yield Flaw(line, "title", title, "stands in a list that tells no country and medium: gather its category")
        else:
            yield from rows_of(self._article(line, title, record, {}, ""), None)

    def _article(self, line: int, title: str, record: Fields, titles: Titles, revision: str) -> Article:
        wiki = _WIKI.search(record.text("fullurl"))
        language = self.language or (wiki[1] if wiki else "") or record.text("pagelanguage")
        known = language or "en"
        where = f"https://{known}.wikipedia.org/w/index.php?oldid={revision}" if revision else _address(known, title)
        item = record.record("pageprops").text("wikibase_item")
        own_id = item or f"{known}-{record.text('pageid', required=True)}"
        others = tuple(titles.get(title, ()))
        return Article(line, own_id, title, (where,), language, self.country, self.media, others)


def _address(language: str, title: str) -> str:
    return f"https://{language}.wikipedia.org/w/index.php?title={quote(title.replace(' ', '_'))}"


def _asked_for(query: Fields) -> Titles:
    """The titles that lead to an article: before they were normalised, and by redirects."""
    titles: dict[str, list[str]] = defaultdict(list)
    for name in ("normalized", "converted", "redirects"):
        for record in query.records(name):
            titles[record.text("to", required=True)].append(record.text("from", required=True))
    return titles


def _content(revision: Fields) -> str:
    """The wikitext of a revision, in the form of today or the one before."""
    slot = revision.record("slots").record("main") if "slots" in revision else revision
    for name in ("content", "*"):
        if name in slot:
            return slot.text(name)
    if "texthidden" in slot or "suppressed" in slot:
        return ""
    raise SourceChanged("'revisions' has no 'slots.main.content' any more: ask with rvslots=main, or see wikipedia.py.")
