"""The few nodes of pandoc's that documents are built of."""

from __future__ import annotations

from typing import Any, TypeAlias

from mapping.translate import _

Node: TypeAlias = dict[str, Any]
NO_ATTRIBUTES = ["", [], []]


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


def span(content: list[Node], anchor: str = "", name: str = "", **attributes: str) -> Node:
    """Words with an anchor to jump to, a class, and attributes (`data-` in HTML, `custom-style` in Word)."""
    told = [[key.replace("_", "-"), value] for key, value in attributes.items()]
    return {"t": "Span", "c": [[anchor, [name] if name else [], told], content]}


def link(content: list[Node], target: str) -> Node:
    """Words that lead to an address or to an anchor of the same document."""
    return {"t": "Link", "c": [NO_ATTRIBUTES, content, [target, ""]]}


def captioned(label: str, caption: str) -> list[Node]:
    """A caption led by its label in bold."""
    return [{"t": "Strong", "c": inlines(f"{label}.")}, {"t": "Space"}, *inlines(caption)]


def styled(style: str, content: list[Node]) -> Node:
    """A paragraph in a style that each format's template knows: a class in HTML, a function in Typst, a Word style."""
    paragraph = {"t": "Para", "c": content}
    attributes = ["", [style.lower()], [["custom-style", style]]]
    return {"t": "Div", "c": [attributes, [raw("typst", f"#{style.lower()}["), paragraph, raw("typst", "]")]]}


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
