"""The codebook page: every table, column, indicator and source, read from where the code itself reads them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from pathlib import Path

from mapping import analyse, files, sources
from mapping.countries import COUNTRIES
from mapping.documents import brand, html
from mapping.documents.blocks import Cell, Column, Edition, Prose, Report, Table
from mapping.landscape import EVERY, Landscape
from mapping.safety import may_show
from mapping.schema import CHANGES, DECISIONS, MISSING_REASONS
from mapping.schema import Column as Described
from mapping.schema import Table as DescribedTable
from mapping.translate import SOURCE_LANGUAGE, _

# What an analyst asks of a landscape in a notebook.
ASKED = ("open", "measure", "find", "outlet", "owners_of", "as_of", "undated", "at", "shows", "date")


def write(land: Landscape, language: str) -> Path:
    """Write `codebook.html` for readers of the landscape's level, and give its path."""
    edition = Edition(land.level, language, COUNTRIES, land.date, brand.read(land.places.hand_tables))
    blocks = (
        Prose(_("Every table of the project, its columns and its words; every indicator; every source.")),
        *_in_english(language),
        Prose("## " + _("Tables")),
        *(block for table in EVERY.values() for block in _table(table, land.level)),
        *_table(CHANGES, land.level),
        Prose("## " + _("In a notebook")),
        Prose(_plain(inspect.getdoc(Landscape) or "")),
        *(_asked(name) for name in ASKED),
        Prose("## " + _("Decisions")),
        *(block for table in DECISIONS.values() for block in _table(table, land.level)),
        Prose("## " + _("Why a cell is empty")),
        _words(MISSING_REASONS.items(), _("Reasons in the table “missing”")),
        Prose("## " + _("Indicators")),
        *(block for name, function in analyse.indicators().items() for block in _indicator(name, function)),
        Prose("## " + _("Sources")),
        _sources(),
    )
    path = land.places.reports / land.level / language / "codebook.html"
    files.publish(path, html.page(Report(_("Codebook"), blocks, edition)), land.level)
    return path


def _in_english(language: str) -> Iterable[Prose]:
    """Where the reader's language is another: that the explanations come from the code, which is in English."""
    if language != SOURCE_LANGUAGE:
        yield Prose(_("Names, words and explanations stand here as the code and the tables have them: in English."))


def _table(table: DescribedTable, level: str) -> Iterable[Prose | Table]:
    yield Prose(f"### {table.name}\n\n{table.meaning}")
    rows = [_column(column, table) for column in table.columns if may_show(column.level, level)]
    heads = (
        Column(_("Column"), width=1.2),
        Column(_("Meaning"), width=3),
        Column(_("What may stand in it"), width=3),
        Column(_("Level"), width=0.7),
    )
    yield Table(
        _("Columns of {table}", table=table.name), _("Key: {key}.", key=", ".join(table.key)), heads, tuple(rows)
    )


def _column(column: Described, table: DescribedTable) -> tuple[Cell, ...]:
    what = [", ".join(column.words) or column.unit or _KINDS.get(column.kind, column.kind)]
    what += [_("several, joined by ;")] if column.many else []
    what += [_("must be filled")] if column.required else []
    what += [_("refers to {tables}", tables=", ".join(column.refers))] if set(column.refers) - {table.name} else []
    return Cell(column.name), Cell(column.meaning), Cell("; ".join(what)), Cell(column.level)


_KINDS = {"text": "words", "place": "the English name of a place", "yes_no": "yes, no", "url": "a web address"}


def _words(pairs: Iterable[tuple[str, str]], caption: str) -> Table:
    rows = tuple((Cell(word), Cell(meaning)) for word, meaning in pairs)
    return Table(caption, "", (Column(_("Word")), Column(_("Meaning"), width=4)), rows)


def _indicator(name: str, function: analyse.Indicator) -> Iterable[Prose]:
    parameters = inspect.signature(function).parameters.values()
    reads = ", ".join(each.name for each in parameters if each.default is each.empty)
    text = inspect.getdoc(function) or ""
    yield Prose(f"### {name}\n\n" + _plain(text) + "\n\n" + _plain(_("Reads: {tables}.", tables=reads)))


def _asked(name: str) -> Prose:
    return Prose(_plain(f"### land.{name}\n\n{inspect.getdoc(getattr(Landscape, name))}"))


def _plain(text: str) -> str:
    """A docstring as CommonMark that shows it as written; what stands between backticks is code."""
    code = re.compile("(`[^`]*`)")
    return "".join(part if code.fullmatch(part) else re.sub(r"([*_<])", r"\\\1", part) for part in code.split(text))


def _sources() -> Table:
    rows = []
    for name in sources.names():
        about = sources.about(name)
        expected = ", ".join(f"{table} {low} to {high}" for table, (low, high) in about.gives.items())
        rows.append(
            (
                Cell(name),
                Cell(about.title, about.url or None),
                Cell(about.publisher),
                Cell(about.licence),
                Cell(expected),
            )
        )
    heads = tuple(map(Column, (_("Source"), _("What it is"), _("Publisher"), _("Licence"), _("Rows that make sense"))))
    return Table(_("Sources"), "", heads, tuple(rows))
