"""Pandoc at the service of all formats: text read safely, blocks numbered and arranged once, documents written.

Text of a report may quote strangers. It is read as plain CommonMark: no raw HTML, no raw TeX or Typst, no pictures,
and links only to the web; all else is printed as the characters it is made of.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pypandoc

from mapping.documents.blocks import Cell, Edition, Figure, Kept, Prose, Report, Table
from mapping.translate import _

Node: TypeAlias = dict[str, Any]

_READER = "commonmark+smart"
_LINKS = ("http://", "https://", "mailto:")
_ALIGN = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter"}
_NO_ATTRIBUTES = ["", [], []]

# Tables of more columns than this scroll sideways on a phone.
NARROW = 3


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
    tables: int = 0


def arrange(report: Report, draw: Callable[[Figure, int], list[Node]]) -> Arranged:
    """All blocks of a report in order; `draw` gives the nodes of a figure, which differ most between formats."""
    arranged = Arranged()
    for block in report.blocks:
        match block:
            case Prose():
                arranged.nodes += [_sectioned(node, arranged) for node in read(block.text)]
            case Kept():
                arranged.nodes += _together([_sectioned(node, arranged) for node in read(block.text)])
            case Figure():
                arranged.figures += 1
                arranged.nodes += draw(block, arranged.figures)
            case Table():
                arranged.tables += 1
                arranged.nodes += _table(block, arranged.tables)
    return arranged


def read(markdown: str) -> list[Node]:
    """Pandoc's nodes of a CommonMark text, everything in it that could act taken out."""
    parsed = json.loads(_pandoc(["--from", _READER, "--to", "json"], markdown.encode()))
    return [_tame(node) for node in parsed["blocks"]]


def _together(nodes: list[Node]) -> list[Node]:
    """Nodes that no page break parts: a block in Typst; in Word all but the last are kept with what follows."""
    kept = {"t": "Div", "c": [["", [], [["custom-style", "Kept"]]], nodes[:-1]]}
    return [raw("typst", "#block(breakable: false, above: 2.2em)["), kept, *nodes[-1:], raw("typst", "]")]


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


def figure_label(number: int) -> str:
    """The name by which a reader refers to a figure."""
    return _("Figure {number}", number=number)


def table_label(number: int) -> str:
    """The name by which a reader refers to a table."""
    return _("Table {number}", number=number)


def raw(to: str, text: str) -> Node:
    """A block that only one format's writer prints, as it stands."""
    return {"t": "RawBlock", "c": [to, text]}


def inlines(text: str) -> list[Node]:
    """A text as it is, its lines kept apart."""
    nodes: list[Node] = []
    for line in text.splitlines():
        nodes += [{"t": "LineBreak"}] if nodes else []
        nodes.append({"t": "Str", "c": line})
    return nodes


def captioned(label: str, caption: str) -> list[Node]:
    """A caption led by its label in bold."""
    return [{"t": "Strong", "c": inlines(f"{label}.")}, {"t": "Space"}, *inlines(caption)]


def styled(style: str, content: list[Node]) -> Node:
    """A paragraph in a style that each format's template knows: a class in HTML, a function in Typst, a Word style."""
    paragraph = {"t": "Para", "c": content}
    attributes = ["", [style.lower()], [["custom-style", style]]]
    return {"t": "Div", "c": [attributes, [raw("typst", f"#{style.lower()}["), paragraph, raw("typst", "]")]]}


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
    label = {"t": "Span", "c": [["", ["number"], [["custom-style", "Section Number"]]], inlines(number)]}
    return {"t": "Header", "c": [depth, [anchor, [], []], [label, {"t": "Str", "c": "\u2002"}, *words]]}


def plain(node: Any) -> str:
    """The letters of a node and of all nodes in it."""
    if isinstance(node, list):
        return "".join(plain(part) for part in node)
    match node:
        case {"t": "Str", "c": str(text)} | {"t": "Code", "c": [_, str(text)]}:
            return text
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            return " "
        case {"t": "Quoted", "c": [{"t": kind}, content]}:
            return f"‘{plain(content)}’" if kind == "SingleQuote" else f"“{plain(content)}”"
        case {"c": list(content)}:
            return plain(content)
    return ""


def _tame(node: Any) -> Any:
    if isinstance(node, list):
        return [_tame(part) for part in node]
    match node:
        case {"t": "RawInline", "c": [_, str(text)]}:
            return {"t": "Str", "c": text}
        case {"t": "RawBlock", "c": [_, str(text)]}:
            return {"t": "Para", "c": inlines(text)}
        case {"t": "CodeBlock", "c": [_, str(text)]}:
            return {"t": "CodeBlock", "c": [_NO_ATTRIBUTES, text]}
        case {"t": "Image", "c": [_, words, _]}:
            return {"t": "Span", "c": [_NO_ATTRIBUTES, _tame(words)]}
        case {"t": "Link", "c": [_, words, [str(url), _]]}:
            return _link(url, _tame(words))
        case {"t": kind, "c": content}:
            return {"t": kind, "c": _tame(content)}
    return node


def _link(url: str, words: list[Node]) -> Node:
    if url.lower().startswith(_LINKS):
        return {"t": "Link", "c": [_NO_ATTRIBUTES, words, [url, ""]]}
    return {"t": "Span", "c": [_NO_ATTRIBUTES, words]}


def _table(table: Table, number: int) -> list[Node]:
    caption = [None, [{"t": "Plain", "c": captioned(table_label(number), table.caption)}]]
    total = sum(column.width for column in table.columns)
    widths = [
        [{"t": _ALIGN[column.align]}, {"t": "ColWidth", "c": round(column.width / total, 4)}]
        for column in table.columns
    ]
    head = [_NO_ATTRIBUTES, [_row([inlines(column.label) for column in table.columns])]]
    body = [_NO_ATTRIBUTES, 0, [], [_row([_cell_words(cell) for cell in row]) for row in table.rows]]
    node = {"t": "Table", "c": [[f"table-{number}", [], []], caption, widths, head, [body], [_NO_ATTRIBUTES, []]]}
    box = [["tabindex", "0"], ["role", "region"], ["aria-label", table_label(number)]]
    classes = ["scroll", "wide"] if len(table.columns) > NARROW else ["scroll"]
    nodes: list[Node] = [{"t": "Div", "c": [["", classes, box], [node]]}]
    return [*nodes, styled("Note", inlines(table.note))] if table.note else nodes


def _row(cells: list[list[Node]]) -> list[Any]:
    default = {"t": "AlignDefault"}
    return [_NO_ATTRIBUTES, [[_NO_ATTRIBUTES, default, 1, 1, [{"t": "Plain", "c": words}]] for words in cells]]


def _cell_words(cell: Cell) -> list[Node]:
    words = inlines(cell.text)
    if cell.url:
        words = [_link(cell.url, words)]
    return [*words, *_warning(cell.warning)] if cell.warning else words


def _warning(text: str) -> list[Node]:
    def only_typst(code: str) -> Node:
        return {"t": "RawInline", "c": ["typst", code]}

    attributes = ["", ["warning"], [["custom-style", "Warning"]]]
    content = [only_typst("#warning["), {"t": "Str", "c": f"⚠ {text}"}, only_typst("]")]
    return [{"t": "Str", "c": " "}, {"t": "Span", "c": [attributes, content]}]
