"""The language of each row of a file: streamed, so that millions of rows need no memory."""

from __future__ import annotations

from pathlib import Path

from mapping.lists import Outcome, fitted, open_list, writing
from mapping.names import identify

ADDED = ("language", "script", "sure", "second_language")


def add_languages(path: Path, out: Path, column: str, encoding: str = "utf-8") -> Outcome:
    """Write the CSV file with the columns of `ADDED` behind its own: what the text in `column` is written in.

    `language` is kk, ky, tg, uz, kaa, ru, en, tr, fa, `other` or `und`; `sure` is true or false. A row with too few or
    too many cells is kept, read as far as it goes, and counted. Raises `InputUnreadable`.
    """
    listing, found = open_list(path, encoding), Outcome()
    at = listing.at(column)
    listing.without(ADDED)
    with writing(out, listing) as write:
        write([*listing.columns, *ADDED])
        for line, row in listing.rows():
            cells, problem = fitted(row, len(listing.columns))
            read = identify(cells[at])
            found.rows += 1
            found.answers[read.language] += 1
            if problem:
                found.complain(f"read as far as it goes: {problem}", line)
            sure = "true" if read.sure else "false"
            write([*cells, read.language, read.script, sure, read.second_language])
    return found
