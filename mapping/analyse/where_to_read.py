"""Where the public still reaches outlets that are kept from it: how many channels for all, which ones for partners."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd

from mapping.analyse import indicator, indicator_for
from mapping.analyse.access_verdicts import access_verdicts, bans_listed
from mapping.analyse.pressure import day_numbers

GONE = ("closed", "liquidated")
KEPT = ("confirmed", "likely")
RECENT_DAYS = 365
KEYS = ["outlet_id", "country", "because", "reported", "labelled"]


def _reported(events: pd.DataFrame) -> pd.Series:
    """The date of the last reported blocking of each outlet, where no unblocking can have followed it."""
    turns = events[events["kind"].isin(("blocking", "unblocking"))]
    days = day_numbers(turns["date"])
    # Of two dates that overlap the blocking began first.
    turns = turns.assign(day=days["first"].where(turns["kind"] == "blocking", days["last"]))
    turns = turns.sort_values(["day", "kind"])
    last = turns.drop_duplicates("outlet_id", keep="last")
    return last[last["kind"] == "blocking"].set_index("outlet_id")["date"]


def _because(events: pd.DataFrame, verdicts: pd.DataFrame, listed: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """The outlets still there that are kept from the public at home, with each sort of evidence for it."""
    measured = verdicts.loc[verdicts["verdict"].isin(KEPT) & (verdicts["abroad"] == "no"), "outlet_id"]
    ordered = listed.loc[(listed["in_force"] == "yes") & (listed["abroad"] == "no"), "outlet_id"]
    reported = _reported(events)
    sorts = {"measured": set(measured), "reported": set(reported.index), "listed": set(ordered.dropna())}
    rows = [(outlet, why) for why, ids in sorts.items() for outlet in ids]
    found = pd.DataFrame(rows, columns=["outlet_id", "because"])
    joined = found.groupby("outlet_id")["because"].agg(";".join).reset_index()
    there = outlets.loc[~outlets["status"].isin(GONE), ["outlet_id", "country", "labelled_in"]]
    frame = there.assign(labelled=np.where(there["labelled_in"].notna(), "yes", "no")).merge(joined, on="outlet_id")
    return frame.assign(reported=frame["outlet_id"].map(reported))[KEYS]


def _open_channels(
    events: pd.DataFrame,
    access: pd.DataFrame,
    bans: pd.DataFrame,
    outlets: pd.DataFrame,
    channels: pd.DataFrame,
    date: datetime.date,
) -> pd.DataFrame:
    """The outlets kept from the public beside each of their channels but the website; one row without any for none."""
    since = (date - datetime.timedelta(days=RECENT_DAYS)).isoformat()
    verdicts = access_verdicts(access, outlets, channels, since=since)
    kept = _because(events, verdicts, bans_listed(bans, outlets, date), outlets)
    open_still = channels["end"].isna() & ~channels["status"].isin(("gone", "blocked"))
    ways = channels.loc[(channels["kind"] != "website") & open_still, ["outlet_id", "kind", "address", "status"]]
    return kept.merge(ways, on="outlet_id", how="left")


@indicator
def where_to_read_kinds(
    events: pd.DataFrame,
    access: pd.DataFrame,
    bans: pd.DataFrame,
    outlets: pd.DataFrame,
    channels: pd.DataFrame,
    date: datetime.date,
) -> pd.DataFrame:
    """How many channels other than its website each outlet still has that is kept from the public at home.

    Kept from the public: measured (confirmed or likely in networks of its country, in the year before the date of the
    data), reported (a blocking, wherever, that no reported unblocking followed), listed (an order to block it is in
    force). A channel counts unless it is known to have ended, to be gone or to be blocked; most were never tried.
    Addresses are in `where_to_read`, for partners only: passing them on can be an offence where the reader is.
    Columns: outlet_id, country, because (measured, reported, listed), reported (date of that blocking: an old one may
    have ended unreported), labelled (yes where its materials are labelled extremist somewhere), kind (of channel;
    missing where no other channel is known), n (channels).
    """
    frame = _open_channels(events, access, bans, outlets, channels, date)
    return frame.groupby([*KEYS, "kind"], dropna=False)["address"].count().rename("n").reset_index()


@indicator_for("partner")
def where_to_read(
    events: pd.DataFrame,
    access: pd.DataFrame,
    bans: pd.DataFrame,
    outlets: pd.DataFrame,
    channels: pd.DataFrame,
    date: datetime.date,
) -> pd.DataFrame:
    """The channels counted in `where_to_read_kinds`, with their addresses.

    Those of outlets labelled extremist are text without a scheme, never to be made a link.
    Columns: outlet_id, country, because, reported, labelled, kind, address, status (of the channel, where somebody
    looked), live (whether the address may be a link).
    """
    frame = _open_channels(events, access, bans, outlets, channels, date).dropna(subset=["address"])
    labelled = frame["labelled"] == "yes"
    text = frame["address"].str.replace(r"^\w+://", "", regex=True)
    frame = frame.assign(address=text.where(labelled, frame["address"]), live=np.where(labelled, "no", "yes"))
    return frame[[*KEYS, "kind", "address", "status", "live"]].sort_values(
        ["outlet_id", "kind", "address"], ignore_index=True
    )
