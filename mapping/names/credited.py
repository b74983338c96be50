"""Who is meant by a name that an article credits: `агентства «Интерфакс»`, `ТАССа`, `Kloop.kg сайты`, `@tengrinews`.

A name is looked up as it is written, then without case endings (`data/case_endings.csv`), then without the words that
say what sort of medium it is (`data/words.csv`, `data/source_words.csv`), then by the stems of Russian declension, at
last by its meaning in another language. Each step is looser than the one before; the first that finds anybody decides,
and where it finds several that nothing tells apart, nobody is meant. Hosts and handles are looked up exactly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mapping.countries import STATE_LANGUAGES
from mapping.names.declined import is_medium_word, is_official, offices_in, russian_stems, undeclined
from mapping.names.skeleton import skeleton
from mapping.names.titles import title_key
from mapping.names.words import core, generic_word, media_words

_HANDLE = re.compile(r"(?:@|(?:https?://)?(?:t\.me|telegram\.me)/(?:s/)?)([A-Za-z]\w{3,31})\b")
_HOST = re.compile(r"(?:https?://)?((?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,})", re.ASCII)
_QUOTED = re.compile(r"[«“„\"]\s*([^«»“”„\"]{2,60}?)\s*[»“”\"]")
_QUOTES = re.compile('[«»“”„"]')
_PLAIN_LETTERS = re.compile(r"[\sa-zа-яё\d.,'’-]*", re.IGNORECASE)
_EDGES = " .,:;-–—"
_POSSESSIVE = re.compile(r"['’]s\b")
_SHORTEST_CORE = 3


@dataclass(frozen=True)
class Credit:
    """Who is credited: an id, or `""` where nobody known is meant; `why` says in a few words how it was told."""

    id: str
    why: str


@dataclass(frozen=True)
class _Alias:
    """One name of one thing."""

    id: str
    text: str


_Index = dict[str, list[_Alias]]


class Resolver:
    """Resolves credited names to ids.

    `names`, `domains` (hosts without `www.`) and `handles` (without `@`) are those of each id; `countries` the ISO
    3166-1 alpha-2 code of its seat, by which namesakes are told apart. Of namesakes in one country those in `preferred`
    are meant, as an outlet is rather than its owner, then those with a site. What was resolved is kept: 100,000 credits
    take seconds.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        domains: Mapping[str, Iterable[str]] | None = None,
        handles: Mapping[str, Iterable[str]] | None = None,
        countries: Mapping[str, str] | None = None,
        preferred: Collection[str] = (),
    ) -> None:
        self._hosts, self._handles = _by_address(domains or {}), _by_address(handles or {})
        self._on_the_web = frozenset[str]().union(*self._hosts.values())
        self._countries, self._preferred = dict(countries or {}), frozenset(preferred)
        self._written: _Index = defaultdict(list)
        self._cores: _Index = defaultdict(list)
        self._stems: _Index = defaultdict(list)
        self._media: dict[str, frozenset[str]] = defaultdict(frozenset)
        self._titles: dict[tuple[str, ...], list[_Alias]] = defaultdict(list)
        self._known: dict[tuple[str, str, str], Credit] = {}
        for each, texts in names.items():
            for text in texts:
                self._learn(each, text)

    def resolve(self, text: str, country: str = "", language: str = "") -> str:
        """The id of whom the name means, `""` where it is unknown, ambiguous, generic or an official's.

        `country` (ISO 3166-1 alpha-2) and `language` (ISO 639-1) are those of the article that credits it.
        """
        return self.read(text, country, language).id

    def why(self, text: str, country: str = "", language: str = "") -> str:
        """How `resolve` came to its answer."""
        return self.read(text, country, language).why

    def read(self, text: str, country: str = "", language: str = "") -> Credit:
        """The answer of `resolve` with its reason."""
        key = (text, country, language)
        if key not in self._known:
            self._known[key] = self._find(text.strip(), country, language)
        return self._known[key]

    def _learn(self, each: str, text: str) -> None:
        alias = _Alias(each, text.casefold())
        self._media[each] |= media_words(text)
        if host := _HOST.fullmatch(text):
            self._hosts[_bare_host(host[1])].add(each)
        text = _POSSESSIVE.sub("", text)
        if not (key := skeleton(text)):
            return
        for written in {key, skeleton(text, self._countries.get(each))}:
            self._written[written].append(alias)
        self._stems[russian_stems(text)].append(alias)
        own = core(text)
        if own != key and len(own) >= _SHORTEST_CORE and not own.isdecimal() and not is_place(own):
            self._cores[own].append(alias)
        meaning = title_key(text)
        if meaning and len(meaning) > 1 and not any(part.startswith("~") for part in meaning):
            self._titles[meaning].append(alias)

    def _find(self, text: str, country: str, language: str) -> Credit:
        if handle := _HANDLE.search(text):
            return self._at(self._handles, handle[1].lower(), f"the channel @{handle[1].lower()}")
        if (_HOST.fullmatch(text) or not is_official(text)) and (found := self._by_host(text)):
            return found
        if not skeleton(text):
            return Credit("", "no letters")
        for why, aliases in self._steps(_POSSESSIVE.sub("", text), country, language):
            if aliases:
                return self._choose(aliases, text, country, language, why)
        return Credit("", "an official or office" if is_official(text) else "not known")

    def _by_host(self, text: str) -> Credit | None:
        """Whose the first known host in the text is, its last label also without a case ending; None without one."""
        for match in _HOST.finditer(text):
            for host in _hosts_of(_bare_host(match[1])):
                if host in self._hosts:
                    return self._at(self._hosts, host, f"the site {host}")
        return None

    def _at(self, index: Mapping[str, set[str]], address: str, why: str) -> Credit:
        ids = index.get(address, set())
        best = (ids & self._preferred) or ids
        if len(best) != 1:
            return Credit("", f"{why} is {'of several' if best else 'unknown'}")
        return Credit(next(iter(best)), why)

    def _steps(self, text: str, country: str, language: str) -> Iterator[tuple[str, list[_Alias]]]:
        """Ways of looking a name up, the strictest first; an office is only known by its whole name."""
        whole = _QUOTES.sub("", text).strip(_EDGES)
        if _too_general(whole, quoted=bool(_QUOTED.search(text))):
            return
        yield "as written", self._named((whole, *undeclined(whole, language)), country)
        if is_official(text):
            for office in offices_in(whole):
                yield "the office", self._named((office, *undeclined(office, language)), country)
            return
        bare = _without_medium(text)
        forms = (bare, *undeclined(bare, language))
        told = media_words(whole)
        if bare != whole:
            found = self._named(forms, country)
            yield "without its medium", [each for each in found if not is_place(bare) or told & self._media[each.id]]
        yield "declined", _among(self._stems, (russian_stems(each) for each in (whole, bare) if not is_place(each)))
        yield (
            "by its own words",
            [
                alias
                for form in forms
                for alias in self._cores.get(core(form), ())
                if told or bare != whole or title_key(core(form)) is None
            ],
        )
        meaning = title_key(whole)
        yield "by its meaning", self._titles.get(meaning, []) if meaning else []

    def _named(self, texts: Iterable[str], country: str) -> list[_Alias]:
        """The aliases written as the first of the texts that there is; Arabic letters are read as in the country."""
        return _among(
            self._written, (key for text in texts for key in (skeleton(text), skeleton(text, country or None)))
        )

    def _choose(self, aliases: list[_Alias], text: str, country: str, language: str, why: str) -> Credit:
        """The one id that fits best; nobody where two fit alike."""
        scores: dict[str, tuple[int, ...]] = {}
        for alias in aliases:
            scores[alias.id] = max(self._fit(alias, text.casefold(), country, language), scores.get(alias.id, ()))
        best = max(scores.values())
        ids = sorted(each for each, score in scores.items() if score == best)
        return Credit(ids[0], why) if len(ids) == 1 else Credit("", f"several of that name: {', '.join(ids)}")

    def _fit(self, alias: _Alias, text: str, country: str, language: str) -> tuple[int, ...]:
        """What speaks for an alias, the most telling first: special letters, country, medium, language, spelling."""
        seat = self._countries.get(alias.id, "")
        written = alias.text in text
        return (
            written and not _PLAIN_LETTERS.fullmatch(alias.text),
            bool(country) and seat == country,
            bool(self._media[alias.id] & media_words(text)),
            bool(language) and STATE_LANGUAGES.get(seat) == language,
            written,
            alias.id in self._preferred,
            alias.id in self._on_the_web,
        )


def _by_address(addresses: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each, texts in addresses.items():
        for text in texts:
            found[_bare_host(text.lstrip("@"))].add(each)
    return found


def _bare_host(host: str) -> str:
    return host.lower().removeprefix("www.")


def _hosts_of(host: str) -> Iterator[str]:
    """The host and the hosts above it, then those whose last label loses a case ending: `rus.kun.uzning`."""
    labels = host.split(".")
    last = [labels[-1], *undeclined(labels[-1], shortest=2)]
    for end in last:
        yield from (".".join([*labels[at:-1], end]) for at in range(len(labels) - 1))


def _among(index: _Index, keys: Iterable[str]) -> list[_Alias]:
    """The aliases of the first key that there is."""
    return next((index[key] for key in keys if key in index), [])


def _without_medium(text: str) -> str:
    """The quoted name where all beside it are small words, else the text without words of its medium at both ends."""
    quoted = _QUOTED.findall(text)
    beside = _QUOTED.sub(" ", text).split()
    if len(quoted) == 1 and all(word.islower() or is_medium_word(word) for word in beside):
        return str(quoted[0])
    words = _QUOTES.sub("", text).strip(_EDGES).split()
    first, last = 0, len(words)
    while last - first > 1 and is_medium_word(words[first]):
        first += 1
    while last - first > 1 and is_medium_word(words[last - 1]):
        last -= 1
    return " ".join(words[first:last])


def _too_general(text: str, *, quoted: bool) -> bool:
    """Whether nothing in it tells one from another: a lone generic word, or a place without a word of its medium."""
    words = skeleton(text).split()
    lone = len(words) == 1 and generic_word(words[0]) is not None
    return not quoted and (lone or is_place(text))


@lru_cache(maxsize=1 << 15)
def is_place(text: str) -> bool:
    """Whether it names a place and nothing else."""
    meaning = title_key(text)
    return meaning is not None and len(meaning) == 1 and (" " in meaning[0] or meaning[0].isupper())
