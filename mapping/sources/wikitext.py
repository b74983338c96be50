"""Reading wikitext: the templates of a page, and the plain texts in one of their values.

Only what cards (infoboxes) need: nested templates, links, lists, dates, line breaks, references and comments. Text of
a page is hostile: every step here is linear in its length, or bounded in its depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<ref\b[^<>]*/>|<ref\b[^<>]*>.*?(?:</ref\s*>|\Z)|<gallery\b.*?(?:</gallery>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|\|")
_INNERMOST = re.compile(r"\{\{([^{}]*)\}\}")
_DEEPEST = 40
_LINK = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_OUTWARD = re.compile(r"\[(?:https?:)?//[^\s\[\]]+(?: ([^\[\]]*))?\]")
_ADDRESS = re.compile(r"https?://[^\s|\[\]{}<>\"']+", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+[a-zа-яёқә]{2,}(?:/[^\s|\[\]{}<>]*)?", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|</?(?:li|p|div|ul)\b[^<>]*>|\n\s*[*#]+|^\s*[*#]+", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_QUOTES = re.compile(r"'{2,}")
_NAMESPACE = re.compile(r"(?:file|image|category|файл|изображение|категория)\s*:", re.IGNORECASE)

# What is left of a template inside a value, by its name.
_LISTS = frozenset(
    {"unbulleted list", "ubl", "ublist", "plainlist", "plain list", "flatlist", "flat list", "hlist", "bulleted list"}
    | {"список", "маркированный список", "plain", "collapsible list", "ubli"}
)
_DATES = ("start date", "end date", "start-date", "release date", "film date", "launch date", "birth date", "dob")
_DATES_DAY_FIRST = frozenset({"дата", "date", "дата начала", "дата рождения", "старая дата", "oldstyledate"})
_WITH_LANGUAGE = frozenset({"lang", "transl", "transliteration", "lang-native", "native name"})
_NOTES = frozenset(
    {"efn", "refn", "r", "rp", "sfn", "cn", "citation needed", "fact", "нет аи", "источник", "flagicon", "flag icon"}
    | {"флаг", "small flag", "cite web", "cite news", "verify", "clarify", "when", "who", "dead link", "прим", "ref"}
)


@dataclass
class Template:
    """A template: its name (small letters, single spaces) and its parameters, the unnamed ones by number."""

    name: str
    parameters: dict[str, str] = field(default_factory=dict)

    def unnamed(self) -> list[str]:
        """The values without a name, in order; stray empty ones are left out."""
        return [value for name, value in self.parameters.items() if name.isdecimal() and value]


def visible(text: str) -> str:
    """The text without comments and references."""
    return _HIDDEN.sub("", text)


def templates(text: str) -> Iterator[Template]:
    """The outermost templates of a text without comments, in order; one that is never closed is none."""
    open_at: list[tuple[str, int, list[int]]] = []
    for token in _TOKEN.finditer(text):
        if token[0] in ("{{", "[["):
            open_at.append((token[0], token.end(), []))
        elif token[0] == "|":
            if open_at:
                open_at[-1][2].append(token.start())
        else:
            opening = {"}}": "{{", "]]": "[["}[token[0]]
            while token[0] == "}}" and open_at and open_at[-1][0] == "[[":
                open_at.pop()  # a link that was never closed ends with its template
            if open_at and open_at[-1][0] == opening:
                _, start, pipes = open_at.pop()
                if opening == "{{" and not open_at:
                    yield _template(text, start, token.start(), pipes)


def _template(text: str, start: int, end: int, pipes: list[int]) -> Template:
    edges = [start - 1, *pipes, end]
    parts = [text[one + 1 : other] for one, other in pairwise(edges)]
    return _made(parts)


def _made(parts: list[str]) -> Template:
    found = Template(" ".join(parts[0].replace("_", " ").split()).casefold())
    number = 0
    for part in parts[1:]:
        name, equals, value = part.partition("=")
        if equals and not {"{", "[", "<"} & set(name):
            found.parameters[name.strip()] = value.strip()
        else:
            number += 1
            found.parameters[str(number)] = part.strip()
    return found


def texts(value: str) -> list[str]:
    """The plain texts in a value: one a list item or line, links and templates unwrapped, no markup left."""
    text = _LINK.sub(_link_text, value)
    for _ in range(_DEEPEST):
        text, n = _INNERMOST.subn(lambda found: _inside(found[1]), text)
        if not n:
            break
    text = _OUTWARD.sub(lambda found: found[1] or "", text.replace("{{", " ").replace("}}", " "))
    text = plain(_QUOTES.sub("", _TAG.sub("", _BREAK.sub("\n", text))))
    lines = (" ".join(line.split()).strip(" ,;•|·") for line in text.split("\n"))
    return [line for line in lines if line]


def plain(text: str) -> str:
    """The text with its entities written out and without the accents that Russian articles put on their first words."""
    return unescape(text).replace("\N{COMBINING ACUTE ACCENT}", "")


def _link_text(found: re.Match[str]) -> str:
    target, shown = found[1].strip(), (found[2] or "").strip()
    return "" if _NAMESPACE.match(target) else (shown or target.partition("#")[0] or target).replace("|", " ")


def _inside(text: str) -> str:
    """What a template without templates inside stands for, as plain text."""
    template = _made(text.split("|"))
    name, values = template.name, template.unnamed()
    if name in _LISTS:
        return "\n" + "\n".join(values) + "\n"
    if name.startswith(_DATES):
        return "-".join(part.zfill(2) for part in values[:3] if part.isdecimal()) or " ".join(values)
    if name in _DATES_DAY_FIRST and values and all(part.isdecimal() for part in values[:3]):
        return "-".join(part.zfill(2) for part in reversed(values[:3]))
    if name == "!":
        return "|"
    if name in _NOTES or not values:
        return ""
    return values[1] if name in _WITH_LANGUAGE and len(values) > 1 else values[0]


def addresses(value: str) -> list[str]:
    """The web addresses in a value: written out, or bare host names where a template or the whole value is one."""
    found = [address.rstrip(".,;)") for address in _ADDRESS.findall(value)]
    if not found:
        found = [text for text in texts(value) if _BARE.fullmatch(text)]
    return list(dict.fromkeys(found))
