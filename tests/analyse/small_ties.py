"""Small hand-made tables of ties and of those at their ends."""

from __future__ import annotations

import pandas as pd

COLUMNS = ("from_id", "to_id", "layer", "weight", "n_items", "p_value")


def ties(*rows: tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, float]) -> pd.DataFrame:
    """Ties from giver and taker, layer (link) and items (1; none counted on layers that pages state)."""
    full = []
    for giver, taker, *more in rows:
        layer = more[0] if more else "link"
        items = more[1] if len(more) > 1 else 1
        counted = layer in ("reprint", "forward", "link", "citation")
        full.append((giver, taker, layer, float(items), float(items) if counted else None, None))
    frame = pd.DataFrame(full, columns=list(COLUMNS))
    text = dict.fromkeys(("from_id", "to_id", "layer"), object)
    return frame.astype(text | dict.fromkeys(("weight", "n_items", "p_value"), float))


def outlets(**places: str) -> pd.DataFrame:
    """Outlets by id, each with its country, languages and, if it is said, its seat: `a="KG ky;ru"`, `b="XX ru RU"`."""
    rows = [(own_id, own_id.upper(), *(*place.split(), "")[:3]) for own_id, place in places.items()]
    frame = pd.DataFrame(rows, columns=["outlet_id", "name", "country", "languages", "base_country"])
    return frame.replace({"base_country": {"": None}})


def nobody() -> dict[str, pd.DataFrame]:
    """No owners, programmes and outsiders."""
    return {
        "owners": pd.DataFrame(columns=["owner_id", "name", "country"]),
        "programmes": pd.DataFrame(columns=["programme_id", "name"]),
        "outsiders": pd.DataFrame(columns=["outsider_id", "name", "country"]),
    }
