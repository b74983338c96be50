"""Who stands at the ends of ties: outlets, owners, programmes, outsiders, and addresses of which no more is known."""

from __future__ import annotations

import pandas as pd

UNKNOWN = "unknown"
REGION = "XX"
COLUMNS = ("name", "country", "kind", "languages")


def _known(frame: pd.DataFrame, key: str, kind: str) -> pd.DataFrame:
    found = frame.rename(columns={key: "id"}).assign(kind=kind)
    return found.reindex(columns=["id", *COLUMNS])


def ends(
    ties: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame, programmes: pd.DataFrame, outsiders: pd.DataFrame
) -> pd.DataFrame:
    """One row for each end of a tie, by id: name, country, kind (outlet, owner, programme, outsider or
    address), languages.

    Country and languages are `unknown` where no table says; the name of an address is the address. A programme has no
    country: it is seated in one and works in others. An outlet that speaks to the whole region stands in the country
    it works from, where that is known: a channel carried from abroad comes from there.
    """
    abroad = (outlets["country"] == REGION) & outlets["base_country"].notna()
    seat = outlets["country"].mask(abroad, outlets["base_country"])
    known = pd.concat(
        [
            _known(outlets.assign(country=seat), "outlet_id", "outlet"),
            _known(owners, "owner_id", "owner"),
            _known(programmes, "programme_id", "programme"),
            _known(outsiders, "outsider_id", "outsider"),
        ]
    ).drop_duplicates("id")
    ids = pd.concat([ties["from_id"], ties["to_id"]]).drop_duplicates().sort_values()
    wanted = pd.DataFrame({"id": ids})
    found = wanted.merge(known, on="id", how="left").set_index("id")
    found["name"] = found["name"].where(found["name"].notna(), found.index.to_series())
    return found.fillna({"country": UNKNOWN, "languages": UNKNOWN, "kind": "address"})


def named(frame: pd.DataFrame, known: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """These columns of a frame with a column `id`; name, country and kind are looked up in `ends`."""
    looked_up = {name: frame["id"].map(known[name]) for name in ("name", "country", "kind")}
    return frame.assign(**looked_up)[columns]
