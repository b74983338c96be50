"""Sources in the documents: the line under a figure or table, and the annex to which it leads."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.documents.blocks import Figure, Report
from mapping.documents.nodes import Node, inlines, link, raw, span
from mapping.documents.sources import Annex, Source, spoken
from mapping.translate import _, dated, plural

# How much of a saved copy's SHA-256 is printed; the workbook beside the report has all of it.
HASH_SHOWN = 16


def lines(report: Report) -> Iterator[list[Node]]:
    """The words on sources under each figure and table of a report, in order; none where nothing is cited."""
    figures = tables = 0
    for block, numbers, hidden in zip(report.exhibits, report.annex.numbers, report.annex.hidden, strict=True):
        figures += isinstance(block, Figure)
        tables += not isinstance(block, Figure)
        name = f"figure-{figures}" if isinstance(block, Figure) else f"table-{tables}"
        words = _numbers(numbers)
        if hidden:
            more = plural(
                "{n} page behind it is not for readers of this edition.",
                "{n} pages behind it are not for readers of this edition.",
                hidden,
            )
            words += [{"t": "Space"}, *inlines(more)] if words else inlines(more)
        yield [span(words, name="cited", of=name)] if words else []


def _numbers(numbers: tuple[int, ...]) -> list[Node]:
    if not numbers:
        return []
    before, _mark, after = _("Sources: {numbers}.", numbers="\0").partition("\0")
    links = []
    for words in spoken(numbers):
        links += [*inlines(", "), link(inlines(words), f"#{anchor(int(words.partition('–')[0]))}")]
    return [*inlines(before), *links[1:], *inlines(after)]


def anchor(number: int) -> str:
    """Where a source stands in the annex."""
    return f"source-{number}"


def counted(annex: Annex) -> str:
    """What a document without the annex says of it."""
    return plural(
        "The figures and tables rest on {n} page; the HTML and XLSX editions of this report list it.",
        "The figures and tables rest on {n} pages; the HTML and XLSX editions of this report list them.",
        len(annex.sources),
    )


def told(annex: Annex) -> list[Node]:
    """The annex below its heading: how to read it, then a paragraph for each source."""
    about = _(
        "The numbers under figures and tables lead here. Where nothing else is said, a page was read on {date} and no "
        "copy of it was saved. All addresses stand in the workbook beside this report.",
        date=dated(annex.accessed),
    )
    entries = [_entry(source, number, annex) for number, source in enumerate(annex.sources, 1)]
    listed = {"t": "Div", "c": [["", ["sources"], [["custom-style", "Source"]]], entries]}
    return [{"t": "Para", "c": inlines(about)}, raw("typst", "#sources["), listed, raw("typst", "]")]


def _entry(source: Source, number: int, annex: Annex) -> Node:
    """Publisher, title (the link) and date; the address only of a page without a title, to keep the annex short."""
    label = span(inlines(str(number)), anchor(number), "number", custom_style="Section Number")
    page = inlines(source.title or (source.url if source.live else source.site))
    told = [
        inlines(source.publisher),
        [link(page, source.url)] if source.live else page,
        inlines(_dates(source, annex)),
    ]
    parts = [part for words in told if words for part in (*inlines(" · "), *words)]
    return {"t": "Para", "c": [label, {"t": "Str", "c": "\u2002"}, *parts[1:]]}


def _dates(source: Source, annex: Annex) -> str:
    """When the page was published, read and saved, so far as it is not what the annex says of all."""
    words = [dated(source.published)] if source.published else []
    if source.accessed != annex.accessed:
        words.append(_("read on {date}", date=dated(source.accessed)))
    if source.saved:
        words.append(_("saved on {date}, SHA-256 {hash}", date=dated(source.saved_on), hash=source.sha256[:HASH_SHOWN]))
    if not source.live:
        words.append(_("labelled extremist; no link, for the reader's safety"))
    return " · ".join(words)
