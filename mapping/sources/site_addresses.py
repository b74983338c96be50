"""Addresses as pages write them: made whole, cleaned, told apart. None breaks the reading, however it is written."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from mapping.addresses import host_of, registered_name

_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|yclid|ysclid|_ga|_openstat|from|ref)\Z", re.IGNORECASE)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|mp[34]|css|js|xml|ico)\Z", re.IGNORECASE)


def absolute(base: str, link: str) -> str:
    """A link as it stands in the page `base`, as a whole address; empty when it is none."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def clean_address(url: str) -> str:
    """An address without fragment and without what only tells where the reader came from; empty when it is none."""
    try:
        parts = urlsplit(url)
        query = "&".join(each for each in parts.query.split("&") if not _TRACKING.match(each.partition("=")[0]))
        return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
    except ValueError:
        return ""


def is_own(address: str, url: str) -> bool:
    """Whether an address is a page, not a file, of the site that `url` belongs to."""
    host = host_of(address) if address.startswith(("http://", "https://")) else ""
    return bool(host) and registered_name(host) == registered_name(host_of(url)) and not is_file(address)


def is_file(address: str) -> bool:
    """Whether an address is one of a picture, a document or a script."""
    return bool(_FILE.search(urlsplit(address).path))
