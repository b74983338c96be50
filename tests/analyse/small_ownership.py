"""Small hand-made tables of stakes, outlets and owners."""

from __future__ import annotations

import pandas as pd

TEXT = ("holder_id", "held_id", "relation", "confidence", "start", "end", "citation", "stake_id", "currency")


def stakes(*rows: dict[str, object]) -> pd.DataFrame:
    """Stakes from their holder, held and whatever is not usual: `owns`, reported, share and dates not stated."""
    usual = {"relation": "owns", "confidence": "reported", "share_min": 0.0, "share_max": 100.0}
    full = [
        usual | {"stake_id": f"s{at}", "citation": f"c{at}"} | dict.fromkeys(("start", "end", "currency")) | row
        for at, row in enumerate(rows)
    ]
    frame = pd.DataFrame(full, columns=[*TEXT, "share_min", "share_max", "amount"])
    return frame.astype(dict.fromkeys(TEXT, object)).astype({"share_min": float, "share_max": float})


def stake(
    holder: str, held: str, share: float | tuple[float, float] | None = None, **more: object
) -> dict[str, object]:
    """One stake; a share is exact, a pair its ends."""
    low, high = (0.0, 100.0) if share is None else share if isinstance(share, tuple) else (share, share)
    return {"holder_id": holder, "held_id": held, "share_min": low, "share_max": high} | more


def outlets(*ids: str, **columns: object) -> pd.DataFrame:
    """Running online outlets of Kyrgyzstan in Kyrgyz, unless a column says otherwise."""
    usual = {"country": "KG", "media": "online", "languages": "ky", "status": "active", "ownership_type": "unknown"}
    frame = pd.DataFrame({"outlet_id": list(ids), "name": [each.upper() for each in ids]})
    return frame.assign(**usual | {"founded": None, "closed": None} | columns)


def owners(**kinds: str) -> pd.DataFrame:
    """Owners of these kinds, of Kyrgyzstan and without a political role."""
    frame = pd.DataFrame(
        {"owner_id": list(kinds), "name": [each.title() for each in kinds], "kind": list(kinds.values())}
    )
    return frame.assign(country="KG", political_role=None)
