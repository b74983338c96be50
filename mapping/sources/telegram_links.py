"""Links as posts and articles give them: one form for each channel and post of Telegram, no fragments."""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag, urlsplit

from mapping.addresses import post_address, post_of
from mapping.tables import cell_problem

_UNFIT = re.compile(r"[\s;<>\"\\^`{|}\x00-\x20\x7f]")


def link(address: str) -> str:
    """A link as it goes into a cell: Telegram's in their one form, others without their fragment.

    Empty for what is no web address (hashtags, e-mail, links into the program) or unfit for a table.
    """
    handle, number = post_of(address)
    if handle:
        return post_address(handle, number)
    address = _UNFIT.sub(lambda found: quote(found[0], safe=""), address.strip())
    try:
        parts = urlsplit(address)
        web = parts.scheme.lower() in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        return ""
    address = urldefrag(address).url
    return address if web and not cell_problem(address) else ""
