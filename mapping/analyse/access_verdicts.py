"""What measurements of access and lists of bans say of each outlet's sites: two sorts of evidence, kept apart."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.pressure import day_numbers
from mapping.countries import COUNTRIES
from mapping.safety import host

COUNTS = ["ok", "anomaly", "confirmed", "failure"]
PLACE = ["domain", "probe_country"]
SITE = ["outlet_id", *PLACE]
SITES = ("website", "mirror")
REGION = "XX"  # the country of outlets that speak to the whole region


def _sites(channels: pd.DataFrame) -> pd.DataFrame:
    """The sites of each outlet: outlet_id, domain, and whether it is in use."""
    frame = channels[channels["kind"].isin(SITES)]
    used = frame["end"].isna() & (frame["status"] != "gone")
    frame = frame.assign(domain=frame["address"].map(host).astype(object), used=used)
    return frame.groupby(["outlet_id", "domain"]).agg(used=("used", "any")).reset_index()


def _to_measure(outlets: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """Each site in use of an active outlet beside each country whose public it addresses."""
    working = outlets.loc[outlets["status"] == "active", ["outlet_id", "country"]]
    frame = sites.loc[sites["used"], ["outlet_id", "domain"]].merge(working)
    own = frame["country"].map(lambda country: COUNTRIES if country == REGION else (country,))
    return frame.assign(probe_country=own.astype(object)).explode("probe_country")[SITE]


def _with_outlets(frame: pd.DataFrame, sites: pd.DataFrame, access: pd.DataFrame) -> pd.DataFrame:
    """Rows of a domain for every outlet whose site it is; several share one, and of some nobody is known."""
    ends = ["outlet_id", "domain"]
    pairs = pd.concat([sites[ends], access[ends].dropna().astype(object)]).drop_duplicates()
    return frame.merge(pairs, on="domain", how="left")


def _worked(frame: pd.DataFrame) -> pd.Series:
    return frame["ok"] + frame["anomaly"] + frame["confirmed"]


def measured(access: pd.DataFrame, since: str | None) -> pd.DataFrame:
    """The rows from a day on, each with the day if any measurement worked (tested) or met a block page (hit).

    Rows of all networks together count only for days that have none of a single network: they are the same
    measurements.
    """
    day = access["domain"] + " " + access["probe_country"] + " " + access["day"]
    rows = access[access["asn"].notna() | ~day.isin(day[access["asn"].notna()])]
    rows = rows[rows["day"] >= since] if since else rows
    return rows.assign(tested=rows["day"].where(_worked(rows) > 0), hit=rows["day"].where(rows["confirmed"] > 0))


def _summed(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Counts and days of measurement by these keys, and the share of anomalies."""
    frame = rows.groupby(keys, dropna=False).agg(
        days=("tested", "nunique"), first=("tested", "min"), last=("tested", "max"), last_confirmed=("hit", "max"),
        **{name: (name, "sum") for name in COUNTS},
    )  # fmt: skip
    return frame.assign(anomaly_share=_share(frame)).reset_index()


def _share(frame: pd.DataFrame) -> pd.Series:
    """Anomalies among the measurements that worked; missing where none did."""
    worked = _worked(frame)
    return (frame["anomaly"] / worked.where(worked > 0)).astype(float)


def _joined(names: pd.Series) -> str | None:
    return ";".join(sorted(names.dropna().unique())) or None


def _networks(rows: pd.DataFrame, high: float, fewest_days: int) -> pd.DataFrame:
    """How many networks each site was measured from in a country, how many are disturbed, which met block pages."""
    frame = _summed(rows[rows["asn"].notna()], [*PLACE, "asn"])
    disturbed = (frame["anomaly_share"] >= high) & (frame["days"] >= fewest_days)
    frame = frame.assign(tested=frame["days"] > 0, disturbed=disturbed, hit=frame["asn"].where(frame["confirmed"] > 0))
    grouped = frame.groupby(PLACE, dropna=False)
    return grouped.agg(
        asns_tested=("tested", "sum"), asns_disturbed=("disturbed", "sum"), asns_confirmed=("hit", _joined)
    ).reset_index()  # fmt: skip


def _placed(frame: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """With the outlet's country, and whether the network is another state's (missing where the outlet is not known)."""
    frame = frame.merge(outlets[["outlet_id", "country"]], on="outlet_id", how="left")
    everywhere = (frame["country"] == REGION) & frame["probe_country"].isin(COUNTRIES)
    home = (frame["country"] == frame["probe_country"]) | everywhere
    abroad = home.map({True: "no", False: "yes"}).astype(object)
    return frame.assign(abroad=abroad.where(frame["country"].notna(), None))


@indicator
def access_verdicts(
    access: pd.DataFrame,
    outlets: pd.DataFrame,
    channels: pd.DataFrame,
    *,
    since: str | None = None,
    fewest_confirmed: int = 1,
    high: float = 0.5,
    fewest_days: int = 5,
    fewest_networks: int = 2,
) -> pd.DataFrame:
    """What measurements say of access to each site from each country: confirmed, likely, unclear or no_data.

    confirmed: at least `fewest_confirmed` measurements met a known block page. likely: on `fewest_networks` or more
    networks, of `fewest_days` days or more each, the share of anomalies is `high` or higher; that is not proof of
    blocking. unclear: measured, neither of these; look at the share of anomalies, which may well be 0. no_data: no
    measurement worked. Every site in use of an active outlet has a row for its own country, each of the four for an
    outlet of the whole region. The verdict holds for all the time measured, or from the day `since` on.
    Columns: outlet_id (missing where the site is of no outlet we know; outlets that share a site have a row each),
    domain, country (of the outlet), probe_country (where it was measured), abroad (yes: in networks of another state
    than the outlet's), days (with a measurement that worked), ok, anomaly, confirmed, failure (measurements),
    anomaly_share (of those that worked), asns_tested, asns_disturbed (networks that count for likely), asns_confirmed
    (joined by semicolons), first, last, last_confirmed (days), verdict.
    Method: ours, after the fields that OONI lists for reports on blocked sites (github.com/ooni/backend, 846 and 847).
    """
    rows = measured(access, since)
    frame = _summed(rows, PLACE).merge(_networks(rows, high, fewest_days), on=PLACE, how="left")
    sites = _sites(channels)
    frame = _to_measure(outlets, sites).merge(_with_outlets(frame, sites, access), on=SITE, how="outer")
    whole = [*COUNTS, "days", "asns_tested", "asns_disturbed"]
    frame = frame.assign(**{name: frame[name].fillna(0).astype(int) for name in whole})
    met = [
        frame["days"] == 0,
        frame["confirmed"] >= fewest_confirmed,
        frame["asns_disturbed"] >= fewest_networks,
    ]
    verdict = np.select(met, ["no_data", "confirmed", "likely"], "unclear")
    frame = _placed(frame.assign(verdict=verdict), outlets)
    columns = ["outlet_id", "domain", "country", "probe_country", "abroad", "days", *COUNTS, "anomaly_share"]
    columns += ["asns_tested", "asns_disturbed", "asns_confirmed", "first", "last", "last_confirmed", "verdict"]
    return frame[columns].sort_values(["outlet_id", "domain", "abroad", "probe_country"], ignore_index=True)


@indicator
def access_by_network(
    access: pd.DataFrame, outlets: pd.DataFrame, channels: pd.DataFrame, *, since: str | None = None
) -> pd.DataFrame:
    """What was measured of each site in each network of each country; without a verdict, for one network is too few.

    Columns: outlet_id, domain, country (of the outlet), probe_country, abroad, asn (missing for all networks
    together), days (with a measurement that worked), ok, anomaly, confirmed, failure (measurements), anomaly_share (of
    those that worked), first, last, last_confirmed (days).
    """
    counted = _summed(measured(access, since), [*PLACE, "asn"])
    frame = _placed(_with_outlets(counted, _sites(channels), access), outlets)
    columns = ["outlet_id", "domain", "country", "probe_country", "abroad", "asn", "days", *COUNTS, "anomaly_share"]
    frame = frame[[*columns, "first", "last", "last_confirmed"]]
    return frame.sort_values(["outlet_id", "domain", "probe_country", "asn"], ignore_index=True)


@indicator
def bans_listed(bans: pd.DataFrame, outlets: pd.DataFrame, date: datetime.date) -> pd.DataFrame:
    """Addresses of outlets that an authority lists as closed to the public: an order, whatever networks do about it.

    Columns: outlet_id, address, country (where it is banned), abroad (yes: by another state than the outlet's), list,
    authority, decision, reason, since, until, in_force (no: lifted by the date of the data).
    """
    frame = _placed(bans.rename(columns={"country": "probe_country"}), outlets)
    frame = frame.drop(columns="country").rename(columns={"probe_country": "country"})
    lifted = day_numbers(frame["until"])["last"] <= date.toordinal()
    frame = frame.assign(in_force=np.where(lifted, "no", "yes"))
    columns = ["outlet_id", "address", "country", "abroad", "list", "authority", "decision", "reason", "since"]
    return frame[[*columns, "until", "in_force"]].sort_values(["outlet_id", "address", "since"], ignore_index=True)
