"""Connections of requests and urllib3 that go to checked addresses only, and end when their time is over."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.response import BaseHTTPResponse

from mapping.web.addresses import connect

_running = threading.local()


class Deadline:
    """Cuts the connections that this thread uses when the time is over, however slowly their bytes drip in."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._handles: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        _running.deadline = self
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        _running.deadline = None
        for handle in self._handles:
            handle.close()

    def watch(self, handle: socket.socket) -> None:
        """Cut this connection too when the time is over, even where its own handle is closed before its last byte."""
        self._handles.append(handle.dup())

    def _cut(self) -> None:
        self.over = True
        for handle in self._handles:
            with suppress(OSError):  # it may have ended meanwhile
                handle.shutdown(socket.SHUT_RDWR)


def watch(handle: socket.socket | None) -> None:
    """Put a connection under the deadline that runs in this thread, if any."""
    deadline: Deadline | None = getattr(_running, "deadline", None)
    if deadline and handle:
        deadline.watch(handle)


def overdue() -> bool:
    """Whether the deadline that runs in this thread is over: then the end of a body is no end."""
    deadline: Deadline | None = getattr(_running, "deadline", None)
    return deadline is not None and deadline.over


class _Checked(HTTPConnection):
    """A connection that resolves and checks its host itself; the host name still stands in SNI and `Host`."""

    opened: Mapping[str, str] = {}
    # A second handle on the same connection: TLS takes the first one away from us during its handshake.
    _handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        seconds = self.timeout if isinstance(self.timeout, int | float) else None
        try:
            sock = connect(self.host, self.port, seconds, self.opened)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"{self.host} does not answer") from error
        except OSError as error:
            raise NewConnectionError(self, f"{self.host} cannot be reached: {error}") from error
        self._handle = sock.dup()
        watch(self._handle)
        return sock

    def getresponse(self) -> Any:
        watch(self._handle)
        return super().getresponse()

    def close(self) -> None:
        if self._handle:
            self._handle.close()
            self._handle = None
        super().close()


class _CheckedTls(_Checked, HTTPSConnection):
    """The same over TLS; certificates are always verified."""


class _Adapter(HTTPAdapter):
    def __init__(self, opened: Mapping[str, str]) -> None:
        self._opened = opened
        super().__init__(pool_connections=256, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        manager: PoolManager = self.poolmanager
        plain = type("Plain", (_Checked,), {"opened": self._opened})
        secured = type("Secured", (_CheckedTls,), {"opened": self._opened})
        manager.pool_classes_by_scheme = {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("SecuredPool", (HTTPSConnectionPool,), {"ConnectionCls": secured}),
        }


def session(user_agent: str, opened: Mapping[str, str], certificate: str = "") -> requests.Session:
    """A session that asks public addresses only, heeds no proxy or password of the environment and keeps no cookie."""
    made = requests.Session()
    made.trust_env = False
    made.verify = certificate or True
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    made.headers.update({"User-Agent": user_agent, "Accept-Encoding": "gzip", "Accept": "*/*"})
    adapter = _Adapter(opened)
    made.mount("http://", adapter)
    made.mount("https://", adapter)
    return made


def chunks(response: requests.Response, size: int = 65_536) -> Any:
    """The decoded body in pieces, each handed on as soon as it is there."""
    raw: BaseHTTPResponse = response.raw
    while piece := raw.read1(size, decode_content=True):
        yield piece
