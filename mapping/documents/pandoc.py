"""Pandoc at the service of all formats: text read safely, blocks numbered and arranged once, documents written.

Text of a report may quote strangers. It is read as plain CommonMark: no raw HTML, no raw TeX or Typst, no pictures,
and links only to the web; all else is printed as the characters it is made of.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import repeat, zip_longest
from math import ceil
from typing import Any, TypeAlias

import pypandoc

from mapping.documents import annex
from mapping.documents.blocks import Cell, Edition, Figure, Kept, Picture, Prose, Report, Table
from mapping.documents.nodes import NO_ATTRIBUTES, Node, captioned, inlines, link, plain, raw, span, styled, table_label
from mapping.translate import _

_READER = "commonmark+smart"
_LINKS = ("http://", "https://", "mailto:")
_ALIGN = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter"}

_LISTS = ("BulletList", "OrderedList")

# Tables of more columns than this scroll sideways on a phone.
NARROW = 3

# Letters on a line of a table as wide as the page; points that a line and the space about a row take; and the highest
# table that no page break cuts, a third of a page: a higher one would leave as much of the page before it empty.
LINE_LETTERS, LINE_POINTS, ROW_POINTS, WHOLE_POINTS = 90, 11, 9, 230
# A column is as wide as its longest word, up to so many letters, where the others keep so much of their share: names of
# countries and days are not cut.
WORD_LETTERS, LEAST_KEPT = 12, 0.8

# A higher picture is made smaller: its heading, the words that lead to it and its caption stand on the same page.
TALLEST_CM = 18.0


# The nodes of a figure or picture, which differ most between formats, from it, its number and the nodes of its note.
Draw: TypeAlias = Callable[[Figure | Picture, int, list[Node]], list[Node]]


@dataclass(frozen=True)
class Entry:
    """A line of the contents: the section's anchor, its depth (1 is a section, 2 a part of one) and its heading."""

    anchor: str
    depth: int
    number: str
    text: str


@dataclass
class Arranged:
    """A report as one list of pandoc's nodes, everything numbered, and its contents."""

    nodes: list[Node] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    sections: list[int] = field(default_factory=lambda: [0, 0, 0])
    figures: int = 0
    pictures: int = 0
    tables: int = 0


def arrange(report: Report, draw: Draw, listed: bool = True) -> Arranged:
    """All blocks of a report in order, then its sources; where these are not `listed`, only how many they are."""
    arranged, cited = Arranged(), annex.lines(report) if listed else repeat([])
    for block, following in zip_longest(report.blocks, report.blocks[1:]):
        match block:
            case Prose():
                nodes = [_sectioned(node, arranged) for node in read(block.text)]
                arranged.nodes += _leading(nodes) if isinstance(following, Figure | Picture | Table) else nodes
            case Kept():
                arranged.nodes += _together([_sectioned(node, arranged) for node in read(block.text)])
            case Figure():
                arranged.figures += 1
                arranged.nodes += draw(block, arranged.figures, noted(block.note, next(cited)))
            case Picture():
                arranged.pictures += 1
                arranged.nodes += draw(block, arranged.pictures, [])
            case Table():
                arranged.tables += 1
                arranged.nodes += _table(block, arranged.tables, noted(block.note, next(cited)))
    arranged.nodes = _with_lists(arranged.nodes)
    if report.annex.sources and not listed:
        arranged.nodes.append(styled("Note", inlines(annex.counted(report.annex))))
    elif report.annex.sources:
        arranged.nodes += [_sectioned(node, arranged) for node in read("## " + _("Sources"))]
        arranged.nodes += annex.told(report.annex)
    return arranged


def noted(note: str, cited: list[Node]) -> list[Node]:
    """What stands under a figure or table: the note, and on a line of its own the sources."""
    words = [*inlines(note), *([{"t": "LineBreak"}] if note and cited else []), *cited]
    return [styled("Note", words)] if words else []


def read(markdown: str) -> list[Node]:
    """Pandoc's nodes of a CommonMark text, everything in it that could act taken out."""
    parsed = json.loads(_pandoc(["--from", _READER, "--to", "json"], markdown.encode()))
    return [_tame(node) for node in parsed["blocks"]]


def _leading(nodes: list[Node]) -> list[Node]:
    """Nodes whose last paragraph stays with the figure or table to which it leads."""
    return [*nodes[:-1], *_lead(nodes[-1])] if nodes and nodes[-1]["t"] == "Para" else nodes


def _with_lists(nodes: list[Node]) -> list[Node]:
    """Nodes of which a paragraph stays with the list to which it leads."""
    found: list[Node] = []
    for node, following in zip_longest(nodes, nodes[1:]):
        leads = following and following["t"] in _LISTS and node["t"] == "Para"
        found += _lead(node) if leads else [node]
    return found


def _lead(paragraph: Node) -> list[Node]:
    lead = {"t": "Div", "c": [["", ["lead"], [["custom-style", "Lead"]]], [paragraph]]}
    # In Typst only an outermost block can stay with the next.
    return [raw("typst", "#lead["), lead, raw("typst", "]")]


def _together(nodes: list[Node]) -> list[Node]:
    """Nodes that no page break parts: a block in Typst; in Word all but the last are kept with what follows."""
    kept = {"t": "Div", "c": [["", [], [["custom-style", "Kept"]]], nodes[:-1]]}
    return _unbroken([kept, *nodes[-1:]], ", above: 2.2em")


def _unbroken(nodes: list[Node], spaced: str = "") -> list[Node]:
    return [raw("typst", f"#block(breakable: false{spaced})["), *nodes, raw("typst", "]")]


def write(nodes: list[Node], to: str, options: Sequence[str], edition: Edition, **metadata: str) -> bytes:
    """The nodes as a document of pandoc's format `to`."""
    meta = {key: {"t": "MetaString", "c": value} for key, value in {**metadata, "lang": edition.language}.items()}
    document = {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": nodes}
    arguments = ["--from", "json", "--to", to, "--wrap", "none", *options]
    return _pandoc(arguments, json.dumps(document).encode())


def epoch(edition: Edition) -> int:
    """Noon of the day of the data, in seconds since 1970 (UTC): the time that every document carries."""
    return (edition.data_date.toordinal() - 719163) * 86400 + 43200


def _pandoc(arguments: list[str], given: bytes) -> bytes:
    # --sandbox: whatever the text says, pandoc opens no file and no address; nor does it look at the clock.
    command = [pypandoc.get_pandoc_path(), "--sandbox", *arguments, "--output", "-"]
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout


def _sectioned(node: Node, arranged: Arranged) -> Node:
    """A heading with its number and anchor, noted in the contents; any other node as it is."""
    if node["t"] != "Header":
        return node
    level, _attributes, words = node["c"]
    depth = min(max(level - 1, 1), 3)
    arranged.sections[depth - 1 :] = [arranged.sections[depth - 1] + 1, *[0] * (3 - depth)]
    number = ".".join(str(part) for part in arranged.sections[:depth])
    anchor = f"section-{number.replace('.', '-')}"
    arranged.contents.append(Entry(anchor, depth, number, plain(words)))
    label = span(inlines(number), name="number", custom_style="Section Number")
    return {"t": "Header", "c": [depth, [anchor, [], []], [label, {"t": "Str", "c": "\u2002"}, *words]]}


def _tame(node: Any) -> Any:
    if isinstance(node, list):
        return [_tame(part) for part in node]
    match node:
        case {"t": "RawInline", "c": [_, str(text)]}:
            return {"t": "Str", "c": text}
        case {"t": "RawBlock", "c": [_, str(text)]}:
            return {"t": "Para", "c": inlines(text)}
        case {"t": "CodeBlock", "c": [_, str(text)]}:
            return {"t": "CodeBlock", "c": [NO_ATTRIBUTES, text]}
        case {"t": "Image", "c": [_, words, _]}:
            return {"t": "Span", "c": [NO_ATTRIBUTES, _tame(words)]}
        case {"t": "Link", "c": [_, words, [str(url), _]]}:
            return _link(url, _tame(words))
        case {"t": kind, "c": content}:
            return {"t": kind, "c": _tame(content)}
    return node


def _link(url: str, words: list[Node]) -> Node:
    if url.lower().startswith(_LINKS):
        return link(words, url)
    return {"t": "Span", "c": [NO_ATTRIBUTES, words]}


def _table(table: Table, number: int, note: list[Node]) -> list[Node]:
    caption = [None, [{"t": "Plain", "c": captioned(table_label(number), table.caption)}]]
    widths = [
        [{"t": _ALIGN[column.align]}, {"t": "ColWidth", "c": round(letters / LINE_LETTERS, 4)}]
        for column, letters in zip(table.columns, _letters(table), strict=True)
    ]
    head = [NO_ATTRIBUTES, [_row([inlines(column.label) for column in table.columns])]]
    body = [NO_ATTRIBUTES, 0, [], [_row([_cell_words(cell) for cell in row]) for row in table.rows]]
    node = {"t": "Table", "c": [[f"table-{number}", [], []], caption, widths, head, [body], [NO_ATTRIBUTES, []]]}
    box = [["tabindex", "0"], ["role", "region"], ["aria-label", table_label(number)]]
    classes = ["scroll", "wide"] if len(table.columns) > NARROW else ["scroll"]
    framed: Node = {"t": "Div", "c": [["", classes, box], [node]]}
    return _unbroken([framed, *note]) if whole(table) else [framed, *note]


def whole(table: Table) -> bool:
    """Whether a table is so short that no page break cuts it."""
    letters = [max(room, 1) for room in _letters(table)]
    rows = [[len(cell.text) for cell in row] for row in table.rows]
    lines = [max(ceil(n / room) for n, room in zip(row, letters, strict=True)) for row in rows]
    return sum(ROW_POINTS + LINE_POINTS * max(n, 1) for n in lines) <= WHOLE_POINTS


def _letters(table: Table) -> list[float]:
    """How many letters a line of each column takes: its share, but its longest word where the others can give it."""
    wide = [column.width for column in table.columns]
    least = [_longest_word(table, n) + 1 for n in range(len(wide))]
    shares = letters = [LINE_LETTERS * width / sum(wide) for width in wide]
    if sum(least) >= LINE_LETTERS:
        return shares
    set_wider: set[int] = set()
    while short := {n for n, room in enumerate(letters) if room < least[n]} - set_wider:
        set_wider |= short
        left = LINE_LETTERS - sum(least[n] for n in set_wider)
        others = sum(width for n, width in enumerate(wide) if n not in set_wider)
        letters = [least[n] if n in set_wider else left * width / others for n, width in enumerate(wide)]
    return letters if all(room >= LEAST_KEPT * share for room, share in zip(letters, shares, strict=True)) else shares


def _longest_word(table: Table, column: int) -> int:
    """Letters of the longest word of a column, `WORD_LETTERS` at most; an address may break anywhere."""
    texts = [table.columns[column].label, *(row[column].text for row in table.rows if not row[column].url)]
    return min(max((len(word) for text in texts for word in text.split()), default=0), WORD_LETTERS)


def _row(cells: list[list[Node]]) -> list[Any]:
    default = {"t": "AlignDefault"}
    return [NO_ATTRIBUTES, [[NO_ATTRIBUTES, default, 1, 1, [{"t": "Plain", "c": words}]] for words in cells]]


def _cell_words(cell: Cell) -> list[Node]:
    words = inlines(cell.text)
    if cell.url:
        words = [_link(cell.url, words)]
    if cell.muted:
        words = [_marked("Muted", words)]
    return [*words, {"t": "Str", "c": " "}, _marked("Warning", inlines(f"⚠ {cell.warning}"))] if cell.warning else words


def _marked(style: str, words: list[Node]) -> Node:
    """Words in a style that each format's template knows: a class in HTML, a function in Typst, a Word style."""
    before, after = ({"t": "RawInline", "c": ["typst", code]} for code in (f"#{style.lower()}[", "]"))
    return span([before, *words, after], name=style.lower(), custom_style=style)
