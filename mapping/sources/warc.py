"""What was received, in the archives' own format (WARC 1.1): pages stay provable after they are gone."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mapping.paths import Places
from mapping.tables import Receipt, dated_folders, receipts


def export(places: Places, names: Sequence[str], path: Path) -> tuple[int, list[str]]:
    """Write all answers of these sources, of all days, to one compressed file.

    Gives how many were written, and the files that are not the ones received, which are left out. Bodies stand as they
    were saved: decompressed. What was sent with POST becomes a `request` record, an answer on port 43 a `resource`.
    """
    written, differing = 0, []
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "central-asia-media-landscape"}))
        for name in names:
            for folder in dated_folders(places, name):
                for receipt in receipts(folder).values():
                    content = _content(folder / receipt.file)
                    if not receipt.time:
                        continue
                    if sha256(content).hexdigest() != receipt.sha256:
                        differing.append(f"{name}/{folder.name}/{receipt.file}")
                        continue
                    _write(writer, receipt, content)
                    written += 1
    return written, differing


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _write(writer: WARCWriter, receipt: Receipt, content: bytes) -> None:
    address, dated = receipt.final_url or receipt.url, {"WARC-Date": receipt.time}
    body = BytesIO(content)
    if not receipt.status:
        kind = "text/plain"
        writer.write_record(
            writer.create_warc_record(address, "resource", body, warc_content_type=kind, warc_headers_dict=dated)
        )
        return
    sent = [*receipt.headers.items(), ("content-length", str(len(content)))]
    head = StatusAndHeaders(f"{receipt.status} {HTTPStatus(receipt.status).phrase}", sent, protocol="HTTP/1.1")
    answer = writer.create_warc_record(address, "response", body, http_headers=head, warc_headers_dict=dated)
    if receipt.sent:
        asked = receipt.sent.encode()
        parts = urlsplit(receipt.url)
        lines = [("host", parts.netloc), ("content-length", str(len(asked)))]
        head = StatusAndHeaders(f"POST {parts.path or '/'} HTTP/1.1", lines, is_http_request=True)
        question = writer.create_warc_record(
            receipt.url, "request", BytesIO(asked), http_headers=head, warc_headers_dict=dated
        )
        writer.write_request_response_pair(question, answer)
    else:
        writer.write_record(answer)
