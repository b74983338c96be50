"""From one saved page to rows: `parse` called with care, for pages are written by others."""

from __future__ import annotations

import csv
import struct
import zipfile
import zlib
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from mapping import sources, vault
from mapping.errors import InputUnreadable, MappingError, SourceChanged
from mapping.paths import Places
from mapping.sources import Flaw, Page, Row
from mapping.tables import Receipt, shortened

# What a page that is not as its adapter thinks makes Python say; a fault of XML is a SyntaxError.
BREAKAGE = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, SyntaxError, EOFError, OSError,
    csv.Error, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def page(places: Places, source: str, folder: Path, receipt: Receipt) -> Page:
    """A saved page with all that its adapter wants; `InputUnreadable` as `opened`, or for answers in clear."""
    content = (folder / receipt.file).read_bytes()
    if sources.about(source).sensitive and not vault.is_sealed(content):
        raise InputUnreadable(f"{receipt.file} lies here in clear: delete it, and take it in with `mapping gather`.")
    return opened(places, source, folder, receipt, content)


def opened(places: Places, source: str, folder: Path, receipt: Receipt, content: bytes) -> Page:
    """Bytes as their adapter wants them: with its tables; of a sensitive source opened, with the key of the hashes.

    `InputUnreadable` when a table is nowhere, or there is no key, or another one.
    """
    found = tables(places, source, folder)
    if sources.about(source).sensitive:
        key = vault.load_key(places.data)
        content = vault.unseal(receipt.file, content, key) if vault.is_sealed(content) else content
        found[vault.RESPONDENTS] = vault.respondents_key(key)
        forgotten = places.raw / vault.FORGOTTEN
        found[vault.FORGOTTEN] = forgotten.read_bytes() if forgotten.exists() else b""
    elif sources.about(source).keyed and vault.has_key(places.data):
        found[vault.IMPRINT] = vault.respondents_key(vault.load_key(places.data))
    return Page(receipt.file, content, receipt, found)


def tables(places: Places, source: str, folder: Path) -> dict[str, bytes]:
    """The editable tables of a source: beside its pages, or else in `data/raw/tables`."""
    found = {}
    for name in sources.about(source).tables:
        path = next((path for path in (folder / name, places.hand_tables / name) if path.is_file()), None)
        if path is None:
            raise InputUnreadable(f"'{source}' wants a table {name}: put it in {places.hand_tables}.")
        found[name] = path.read_bytes()
    return found


def read(source: str, received: Page) -> list[Row | Flaw]:
    """All that an adapter reads in a page; `SourceChanged` or `InputUnreadable` when it cannot be read."""
    try:
        return list(sources.parser(source)(received))
    except MappingError:
        raise
    except BREAKAGE as error:
        raise _changed(source, received, error) from error


def follow(source: str, received: Page) -> list[sources.Ask]:
    """What a page leads to; `SourceChanged` when that cannot be told."""
    more = sources.follower(source)
    try:
        return list(more(received)) if more else []
    except MappingError:
        raise
    except BREAKAGE as error:
        raise _changed(source, received, error) from error


def _changed(source: str, received: Page, error: BaseException) -> SourceChanged:
    wanted = [PurePosixPath(pattern).name for pattern in sources.about(source).files]
    told = PurePosixPath(received.name).name
    if not sources.opener(source) and not any(fnmatch(told, each) for each in wanted):
        return SourceChanged(f"'{source}' has no file named '{shortened(told)}': it reads {', '.join(wanted)}.")
    what = f"no '{error.args[0]}'" if isinstance(error, KeyError) and error.args else f"{error}"
    return SourceChanged(
        f"'{source}' cannot read {received.name} ({shortened(what)}): it is damaged or has a new form."
    )
