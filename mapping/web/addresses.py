"""Which addresses may be asked: public web addresses only, checked again at the moment of connecting.

A name is resolved once, every address that it resolves to must be public, and the connection goes to one of those: a
name server that answers differently a moment later changes nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443, "whois": 43}
LONGEST = 4000
_UNFIT = re.compile(r"[\x00-\x20\x7f\\]")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class UnsafeAddress(Exception):
    """An address that must not be asked, with the reason."""


def problem(url: str, opened: Mapping[str, str]) -> str:
    """Why this address may not be asked, judged by its letters alone; empty when it may be tried."""
    if len(url) > LONGEST or _UNFIT.search(url):
        return f"is longer than {LONGEST:,} characters, or holds spaces or control characters"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "is no web address"
    if parts.scheme not in PORTS or not host:
        return "is neither http nor https"
    if parts.username is not None or parts.password is not None:
        return "holds a user name"
    if standing_for(host, opened):
        return ""
    if port not in (None, PORTS[parts.scheme]):
        return f"asks for port {port}"
    ip = _literal(host)
    return f"is no public address ({ip})" if ip and not is_public(ip) else ""


def host_of(url: str) -> str:
    """The host of an address, as requests to one host are paced by it."""
    return (urlsplit(url).hostname or "").lower()


def standing_for(host: str, opened: Mapping[str, str]) -> str:
    """The address and port that a setting lets stand for this host in tests; empty for none."""
    host = host.lower()
    for pattern, address in opened.items():
        if host == pattern or (pattern.startswith("*.") and host.endswith(pattern[1:])):
            return address
    return ""


def is_public(ip: Ip) -> bool:
    """Whether an address belongs to the public internet, seen through the forms in which IPv6 wraps IPv4."""
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped:
            return is_public(wrapped)
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int, opened: Mapping[str, str]) -> list[tuple[str, int]]:
    """The addresses of a host that may be connected to; `UnsafeAddress` when any of them is not public.

    `socket.gaierror` (an OSError) when there is no such host.
    """
    if standing := standing_for(host, opened):
        address, _, own_port = standing.rpartition(":")
        return [(address, int(own_port))]
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise UnsafeAddress(f"{host} is no public address ({address})")
    return [(address, port) for address in dict.fromkeys(found)]


def connect(host: str, port: int, timeout: float | None, opened: Mapping[str, str]) -> socket.socket:
    """A connection to a checked address of the host: the first that answers; OSError when none does."""
    refused: OSError | None = None
    for target in resolve(host, port, opened):
        try:
            return socket.create_connection(target, timeout)
        except OSError as error:
            refused = error
    raise refused or OSError(f"{host} has no address")


def _literal(host: str) -> Ip | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
