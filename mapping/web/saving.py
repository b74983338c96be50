"""Bytes from the network on their way to disk: bounded, whole or not at all, with a receipt that names no key."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from mapping import vault
from mapping.tables import Receipt, keep
from mapping.web.answers import Failed, Outcome
from mapping.web.errand import Errand

KEPT_HEADERS = (
    "content-type", "content-language", "date", "etag", "last-modified", "link", "server", "memento-datetime",
    "x-archive-orig-date", "x-archive-wayback-runtime-error", "mediawiki-api-error",
)  # fmt: skip
HIDDEN = "(key)"
INCOMING = ".part"


HTTP_OK = 200


class Saving:
    """Puts bodies in their places; one writer of receipts at a time."""

    def __init__(self) -> None:
        self._journal = threading.Lock()

    def body(self, errand: Errand, status: int, headers: Mapping[str, str], pieces: Iterable[bytes]) -> Receipt:
        """Save a body that comes in pieces; `Failed` when it is empty or grows beyond the source's bound."""
        if errand.vault_key:
            pieces = _sealed(errand, pieces)
        part = _part(errand.folder)
        size, digest = 0, hashlib.sha256()
        try:
            with part.open("wb") as file:
                for piece in pieces:
                    size += len(piece)
                    if size > errand.terms.largest:
                        raise Failed(Outcome.BROKEN, f"it is larger than {errand.terms.largest:,} bytes")
                    digest.update(piece)
                    file.write(piece)
            if not size and status in (0, HTTP_OK):  # an expected 404 may well be empty
                raise Failed(Outcome.EMPTY, "the answer is empty")
            kept = {name: headers[name][:1000] for name in KEPT_HEADERS if name in headers}
            return self._keep(errand, part, digest.hexdigest(), size, status, kept)
        finally:
            part.unlink(missing_ok=True)

    def same(self, errand: Errand, before: tuple[Path, Receipt]) -> Receipt:
        """Nothing changed since the older answer: its bytes stand in the new folder too, with a receipt of today."""
        folder, older = before
        part = _part(errand.folder)
        shutil.copyfile(folder / older.file, part)
        return self._keep(errand, part, older.sha256, older.bytes, older.status, older.headers)

    def _keep(
        self, errand: Errand, part: Path, sha256: str, size: int, status: int, headers: Mapping[str, str]
    ) -> Receipt:
        ask, now = errand.ask, datetime.now(UTC)

        def safe(text: str) -> str:
            return text.replace(errand.secret, HIDDEN) if errand.secret else text

        receipt = Receipt(
            file=ask.name,
            url=safe(ask.url),
            retrieved=now.date().isoformat(),
            sha256=sha256,
            bytes=size,
            licence=errand.licence,
            final_url="" if errand.url == ask.url else safe(errand.url),
            time=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            status=status,
            headers={name: safe(value) for name, value in headers.items()},
            sent=safe(ask.body.decode("utf-8", errors="replace")),
            country=ask.country,
        )
        with self._journal:
            keep(errand.folder, receipt, part)
        return receipt


def _sealed(errand: Errand, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The whole body encrypted, so that it never lies in clear on the disk; nothing when it is empty."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > errand.terms.largest:
            raise Failed(Outcome.BROKEN, f"it is larger than {errand.terms.largest:,} bytes")
    if body:
        yield vault.seal(bytes(body), errand.vault_key)


def _part(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f".{threading.get_ident()}{INCOMING}"
