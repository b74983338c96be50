"""An imitated internet: a real HTTP server on 127.0.0.1 that stands for any host name, well-behaved or not.

`Internet` answers by host and path and remembers who asked for what, and when; the functions below are the ways in
which servers go wrong. `[tests] opened` of the settings leads host names here.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    time: float
    method: str
    host: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """A plain answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media: str = "application/json"


class Handler(BaseHTTPRequestHandler):
    """Answers from the pages of its server."""

    protocol_version = "HTTP/1.1"
    # Small answers must not wait for the other side's acknowledgements.
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        """Remember the request and answer it."""
        host = (self.headers.get("host") or "").partition(":")[0]
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        asked = Asked(time.monotonic(), self.command, host, self.path, dict(self.headers), body)
        internet = self.server.internet
        with internet.lock:
            internet.asked.append(asked)
        try:
            internet.answer(asked)(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_POST = do_GET

    def reply(self, reply: Reply) -> None:
        """Send a whole answer."""
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.media, **reply.headers}.items():
            self.send_header(name, value)
        if "Content-Length" not in reply.headers:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


Answerer = Callable[[Handler], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512
    internet: Internet

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that clients cut off."""


class Internet:
    """A server for all hosts. `pages` hold answers by `host/path`, or by `/path` for every host; else it is a 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | Answerer] = {}
        self.asked: list[Asked] = []
        # The hosts that were named in the TLS handshake.
        self.greeted: list[str] = []
        self.lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.internet = self
        self.address = f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Internet:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def secure(self, folder: Path, *hosts: str) -> str:
        """Speak TLS with a certificate for these hosts that nobody vouches for; gives its file."""
        names = ",".join(f"DNS:{host}" for host in hosts)
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=tests", "-addext", f"subjectAltName={names}", "-keyout", str(key), "-out", str(certificate)],
            check=True, capture_output=True,
        )  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        context.sni_callback = lambda _socket, name, _context: self.greeted.append(name or "")
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        return str(certificate)

    def answer(self, asked: Asked) -> Answerer:
        """What answers a request."""
        path = asked.path.partition("?")[0]
        for name in (asked.host + asked.path, asked.host + path, asked.path, path):
            if name in self.pages:
                return _answerer(self.pages[name])
        return _answerer(Reply(status=404))

    def times(self, host: str) -> list[float]:
        """When a host was asked, robots.txt included."""
        return [each.time for each in self.asked if each.host == host]

    def paths(self, host: str = "") -> list[str]:
        """What was asked for, in order, without robots.txt."""
        return [each.path for each in self.asked if host in ("", each.host) and each.path != "/robots.txt"]


def _answerer(page: Reply | Answerer) -> Answerer:
    return (lambda handler: handler.reply(page)) if isinstance(page, Reply) else page


def one_after_another(*answers: Reply | Answerer) -> Answerer:
    """Each answer once, then the last one for ever."""
    waiting: Iterator[Reply | Answerer] = iter(answers)
    lock = threading.Lock()
    last = answers[-1]

    def answer(handler: Handler) -> None:
        with lock:
            now = next(waiting, last)
        _answerer(now)(handler)

    return answer


def with_etag(body: bytes, tag: str) -> Answerer:
    """An answer that is sent once to each who remembers its tag."""

    def answer(handler: Handler) -> None:
        known = handler.headers.get("if-none-match") == tag
        handler.reply(Reply(b"" if known else body, 304 if known else 200, {"ETag": tag}))

    return answer


def silent(_handler: Handler) -> None:
    """Nothing comes, but the connection stays open."""
    time.sleep(30)


def reset(handler: Handler) -> None:
    """The connection is torn off in the middle of the body."""
    _begin(handler, 1000)
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    for end in (handler.rfile, handler.wfile, handler.connection):
        end.close()


def truncated(handler: Handler) -> None:
    """The connection ends before the promised length."""
    _begin(handler, 1000)
    handler.wfile.write(b'{"rows": [')
    handler.close_connection = True


def dripping(handler: Handler) -> None:
    """A byte at a time, each soon enough to look alive."""
    _begin(handler, 1000)
    _drip(handler, b" ")


def dripping_without_length(handler: Handler) -> None:
    """The same, where only the end of the connection is the end of the body."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
    _drip(handler, b" ")


def dripping_head(handler: Handler) -> None:
    """The same, but before the first head has ended."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(handler, b"a")


def endless(handler: Handler) -> None:
    """Three gigabytes, made as they are sent."""
    _begin(handler, 3 * GIGABYTE)
    for _ in range(3 * GIGABYTE // 1_000_000):
        handler.wfile.write(b" " * 1_000_000)


def endless_chunks(handler: Handler) -> None:
    """A body without a length that never ends."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in range(10_000):
        handler.wfile.write(b"186A0\r\n" + b" " * 100_000 + b"\r\n")


def bomb(layers: int = 1) -> Answerer:
    """A few kilobytes that unpack to a gigabyte; with more layers, packed again and again."""
    packed = gzip.compress(gzip.compress(b" " * 10_000_000, 9) * 1, 9)
    member = gzip.compress(b" " * 50_000_000, 9)
    body = member * 20 if layers == 1 else packed
    coding = ", ".join(["gzip"] * layers)

    def answer(handler: Handler) -> None:
        handler.reply(Reply(body, 200, {"Content-Encoding": coding}))

    return answer


def damaged_gzip(handler: Handler) -> None:
    """Compression that breaks in the middle."""
    whole = gzip.compress(bytes(range(256)) * 100)
    handler.reply(Reply(whole[:50] + b"\x00" * 50 + whole[100:], 200, {"Content-Encoding": "gzip"}))


def to(address: str, status: int = 302) -> Reply:
    """A redirect."""
    return Reply(status=status, headers={"Location": address})


def _drip(handler: Handler, drop: bytes) -> None:
    for _ in range(200):
        handler.wfile.write(drop)
        handler.wfile.flush()
        time.sleep(0.05)


def _begin(handler: Handler, length: int) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(length))
    handler.end_headers()
