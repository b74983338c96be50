"""Markets (country, medium, language): how concentrated they are, who is in several, what the state holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.concentration import (
    HHI_BANDS,
    band,
    concentration_ratio,
    equivalent_owners,
    hhi_bounds,
    ratio_bounds,
    thinnest,
)
from mapping.analyse.control import controlling_owners
from mapping.analyse.holdings import ultimate_owners
from mapping.errors import UnknownName

# Outlets not known to have stopped.
RUNNING = ("active", "unknown")
MARKET = ("country", "medium", "language")
# What stands for the audience; `reach` gives all but the first.
PROXIES = ("equal", "subscribers", "views", "rank", "survey")
# Undetermined, in ISO 639-2: the language that nobody stated.
UNSTATED_LANGUAGE = "und"
UNSTATED_MEDIUM = "unknown"
SIZES = (1, 4, 8)


class Owned(NamedTuple):
    """What of a market is whose: parts of one known owner each, and parts for which several are named."""

    sole: dict[str, float]
    contested: list[tuple[float, tuple[str, ...]]]


def members(outlets: pd.DataFrame, by: Sequence[str], statuses: Sequence[str] = RUNNING) -> pd.DataFrame:
    """The outlets of each market, one row for each that an outlet is in: the columns `by`, and outlet_id."""
    rows = outlets[outlets["status"].isin(statuses)][["outlet_id", "country", "media", "languages"]]
    rows = rows.assign(
        medium=rows["media"].fillna(UNSTATED_MEDIUM).str.split(";"),
        language=rows["languages"].fillna(UNSTATED_LANGUAGE).str.split(";"),
    )
    rows = rows.explode("medium").explode("language")
    return rows[[*by, "outlet_id"]].drop_duplicates().sort_values([*by, "outlet_id"], ignore_index=True)


def audience(outlets: pd.DataFrame, proxy: str, reach: pd.DataFrame | None = None) -> pd.Series[float]:
    """The size of each outlet by a proxy of its audience, missing where unknown; index outlet_id.

    equal: 1; subscribers, views: of all its addresses; rank: 1 / its best rank; survey: percent of the audience. The
    newest value of each address counts. `UnknownName` for another proxy, or without the table `reach`.
    """
    if proxy not in PROXIES:
        raise UnknownName(f"There is no proxy '{proxy}' of the audience: choose from {', '.join(PROXIES)}.")
    ids = outlets["outlet_id"]
    if proxy == "equal":
        return pd.Series(1.0, index=pd.Index(ids))
    if reach is None:
        raise UnknownName(f"The proxy '{proxy}' needs the table reach: give it, or choose 'equal'.")
    measured = reach[(reach["measure"] == proxy) & reach["outlet_id"].isin(ids)]
    newest = measured.sort_values("date").groupby(["outlet_id", "address"])["value"].last()
    values = newest.groupby("outlet_id").agg({"rank": "min", "survey": "max"}.get(proxy, "sum"))
    return (1 / values if proxy == "rank" else values).reindex(ids).astype(float)


def portions(sizes: pd.Series[float], proxy: str) -> pd.Series[float]:
    """Each outlet's part of its market (0 to 1); together less than 1 where audiences are unknown.

    A survey's percentages are taken as they are. By the other proxies an outlet without a figure is taken as no larger
    than the largest that has one.
    """
    known = sizes.dropna()
    if proxy == "survey":
        return known / max(100.0, known.sum())
    return known / (known.sum() + sizes.isna().sum() * known.max()) if len(known) else known


def _by_control(stakes: pd.DataFrame, outlets: pd.DataFrame, as_of: str | None) -> dict[str, dict[str, float]]:
    """The owners named for each outlet, each as a candidate for the whole of it."""
    found = controlling_owners(stakes, outlets, as_of=as_of)
    return {str(outlet): dict.fromkeys(rows["owner_id"], 1.0) for outlet, rows in found.groupby("outlet_id")}


def _by_shares(
    stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame, as_of: str | None
) -> dict[str, dict[str, float]]:
    """The lowest share of each ultimate owner of each outlet, alleged stakes left out."""
    found = ultimate_owners(stakes, outlets, owners, as_of=as_of, threshold=0)
    found = found[found["counting"] == "reported"]
    return {
        str(outlet): dict(zip(rows["owner_id"], rows["share_min"] / 100, strict=True))
        for outlet, rows in found.groupby("outlet_id")
    }


def _owned(parts: pd.Series[float], named: dict[str, dict[str, float]], basis: str) -> Owned:
    sole: dict[str, float] = {}
    contested = []
    for outlet, part in parts.items():
        owners = named.get(str(outlet), {})
        if basis == "control" and len(owners) > 1:
            contested.append((part, tuple(owners)))
            continue
        for owner, share in owners.items():
            sole[owner] = sole.get(owner, 0.0) + part * share
    return Owned(sole, contested)


def _measures(owned: Owned) -> Iterator[float]:
    """For each size of CR and for HHI the lower and upper bound, then the equivalent numbers of owners."""
    least, sole = list(thinnest(*owned).values()), list(owned.sole.values())
    for n in SIZES:
        yield from (concentration_ratio(least, n), ratio_bounds(sole, n).high)
    low, high = hhi_bounds(least).low, hhi_bounds(sole).high
    yield from (low, high, equivalent_owners(high), equivalent_owners(low))


@indicator
def concentration(
    stakes: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    *,
    by: Sequence[str] = MARKET,
    basis: str = "control",
    proxy: str = "equal",
    reach: pd.DataFrame | None = None,
    as_of: str | None = None,
    vintage: str = "1992",
) -> pd.DataFrame:
    """How concentrated each market is in the hands of owners at the top, between the least and the most possible.

    basis: `control` gives an outlet whole to its controlling owner (several named: to one of them, nobody knows which);
    `shares` gives each ultimate owner its lowest share. Upper bounds give all that is unknown to the largest owner.
    proxy: what stands for the audience; `equal` counts every outlet alike, the others need `reach`. An outlet of
    several media or languages stands in each market whole. Alleged stakes are left out. `by` without medium is
    concentration across media.
    Columns: those of `by`, basis, proxy, n (outlets), known (share of n whose owner is known), sole (of n, with one
    owner named), cr1_low, cr1_high, cr4_low, cr4_high, cr8_low, cr8_high (0 to 1), hhi_low, hhi_high (0 to 10,000),
    owners_low, owners_high (equivalent number of owners of one size; missing where nothing is known), band_low,
    band_high (low, medium, high by the cut-offs of `vintage`), vintage.
    Reference: https://www.justice.gov/atr/merger-guidelines/applying-merger-guidelines/guideline-1 (bounds: ours).
    """
    named = _by_control(stakes, outlets, as_of) if basis == "control" else _by_shares(stakes, outlets, owners, as_of)
    sizes = audience(outlets, proxy, reach)
    rows = []
    for market, group in members(outlets, by).groupby(list(by)):
        ids = group["outlet_id"]
        measures = list(_measures(_owned(portions(sizes.loc[ids], proxy), named, basis)))
        known = [len(named.get(outlet, {})) for outlet in ids]
        shares = (sum(n > 0 for n in known) / len(ids), sum(n == 1 for n in known) / len(ids))
        bands = (band(value, HHI_BANDS[vintage]) for value in measures[6:8])
        rows.append((*market, basis, proxy, len(ids), *shares, *measures, *bands, vintage))
    ends = [f"{name}_{end}" for name in ("cr1", "cr4", "cr8", "hhi", "owners", "band") for end in ("low", "high")]
    return pd.DataFrame(rows, columns=[*by, "basis", "proxy", "n", "known", "sole", *ends, "vintage"])


@indicator
def cross_media_owners(stakes: pd.DataFrame, outlets: pd.DataFrame, *, as_of: str | None = None) -> pd.DataFrame:
    """Owners at the top by control, and how many outlets they have in each medium of each country.

    Where several owners are named for an outlet it counts for each, and again under `contested`.
    Columns: country, owner_id, medium, n (outlets), contested (of these, others are named too), media (media of the
    country in which this owner has an outlet).
    """
    found = controlling_owners(stakes, outlets, as_of=as_of).merge(members(outlets, ("country", "medium")))
    found = found.assign(others=(found["candidates"] > 1).astype(int))
    grouped = found.groupby(["country", "owner_id", "medium"])
    frame = grouped.agg(n=("outlet_id", "nunique"), contested=("others", "sum")).reset_index()
    return frame.assign(media=frame.groupby(["country", "owner_id"])["medium"].transform("nunique"))
