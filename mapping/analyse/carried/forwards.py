"""Forwards: the channel that a post was forwarded from."""

from __future__ import annotations

from mapping.engine import Engine


def find_forwards(engine: Engine) -> None:
    """Make the table `drawn_forward` (see `build.DRAWN`) from `piece`: forwards whose channel can be found."""
    engine.make(
        "drawn_forward",
        "SELECT item_id, 'forward' AS layer, forwarded AS from_id, forwarded_url AS from_url, "
        "forwarded_key AS from_key FROM piece WHERE is_forward AND forwarded <> ''",
    )
