"""Servers on 127.0.0.1 that speak no HTTP."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Self


class _Raw:
    """A server without a protocol."""

    def __init__(self, handler: type[socketserver.StreamRequestHandler]) -> None:
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Registry(_Raw):
    """A WHOIS server: one line in, text out."""

    def __init__(self, answers: Mapping[str, bytes]) -> None:
        class Answers(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                name = self.rfile.readline().decode().strip()
                self.wfile.write(answers.get(name, b"No entries found"))

        super().__init__(Answers)


class Dripper(_Raw):
    """What looks like the beginning of a TLS record, a byte at a time, each soon enough to look alive."""

    def __init__(self) -> None:
        class Drops(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):
                    self.wfile.write(b"\x16\x03\x03\x3f\x00\x02")
                    for _ in range(200):
                        self.wfile.write(b"\x00")
                        time.sleep(0.05)

        super().__init__(Drops)
