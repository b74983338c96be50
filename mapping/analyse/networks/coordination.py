"""Who shares the same things within moments of each other, again and again, and more often than their habits explain.

Pairs of shares within a time window as in CooRTweet (Righetti and Balluff 2025, doi 10.5117/CCR2025.1.7.RIGH), the
window estimated for each medium as in CooRnet (Giglietto and others 2020, doi 10.1080/1369118X.2020.1739732). Neither
tells what chance gives: here the times of each account's shares are shuffled within each day, which keeps how much,
when and what each shares, and counted again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from mapping.analyse.networks.graph import SEED, Floats, Ints

DAY = 86_400
# Pairs held at once; one object shared by all within a moment makes as many as half the square of its shares.
PIECE = 4_000_000
COLUMNS = (
    "medium", "window", "account_a", "account_b", "weight", "mean_delay", "n_a", "n_b", "symmetry", "strong", "p_value",
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """How coordination is looked for; what is not said is as CooRTweet and CooRnet have it."""

    window: float | None = None  # seconds; none: estimated for each medium
    least: int = 2  # shares of an account, and of these within the window of another's
    percentile: float = 0.5  # ties are strong above this part of all weights
    quickest: float = 0.1  # part of objects, those shared again soonest, from which the window is estimated
    part: float = 0.5  # of an object's shares, which the window is to hold
    shuffles: int = 99
    seed: int = SEED


class Coordination(NamedTuple):
    """Ties between accounts, with the columns of `COLUMNS`, and the number of shares left out on the way."""

    ties: pd.DataFrame
    incomplete: int  # without a time, an object or an account
    rare: int  # of accounts with fewer shares than asked for


class _Shares(NamedTuple):
    """Shares as numbers, one place a share; times in seconds."""

    thing: Ints
    account: Ints
    time: Floats

    @property
    def accounts(self) -> int:
        """How many accounts there are."""
        return int(self.account.max()) + 1

    def at(self, times: Floats) -> _Shares:
        """The same shares at other times, sorted by object and time."""
        order = np.lexsort((times, self.thing))
        return _Shares(self.thing[order], self.account[order], times[order])


def estimated_window(shares: pd.DataFrame, quickest: float = 0.1, part: float = 0.5) -> float:
    """The seconds within which shares of one object follow each other where they follow soonest: 1 at least.

    Of the objects shared more than once, those with the soonest second share (up to the quantile `quickest`); for each
    the time until more than `part` of its shares are made; of these times the median.
    """
    rows = shares.sort_values(["object_id", "timestamp_share"], kind="stable")
    by_object = rows.groupby("object_id")["timestamp_share"]
    place, size = by_object.cumcount() + 1, by_object.transform("size")
    delay = (rows["timestamp_share"] - by_object.transform("min")).set_axis(rows["object_id"])
    repeated = (size > 1).to_numpy()
    second = delay[repeated & (place == 2).to_numpy()]
    if second.empty:
        return 1.0
    soon = second[second <= second.quantile(quickest)].index
    reached = delay[repeated & (place > part * size).to_numpy()].groupby(level=0).min()
    return max(1.0, float(reached[soon].median()))


def _close(shares: _Shares, window: float, *, both_ways: bool = False) -> Iterator[tuple[Ints, Ints]]:
    """Places of two shares within the window by different accounts, the earlier first, in pieces.

    `both_ways` gives each pair from either end, all pairs of a share in one piece.
    """
    since = shares.time - shares.time.min()
    line = shares.thing * (since.max() + window + 1) + since
    start = np.arange(len(line))
    first = np.searchsorted(line, line - window, side="left") if both_ways else start + 1
    number = np.searchsorted(line, line + window, side="right") - first
    pieces = np.cumsum(number) // PIECE
    for piece in np.split(start, np.flatnonzero(np.diff(pieces)) + 1):
        repeats = number[piece]
        one = np.repeat(piece, repeats)
        other = (
            np.repeat(first[piece], repeats) + np.arange(len(one)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        )
        apart = shares.account[one] != shares.account[other]
        yield one[apart], other[apart]


def _weights(shares: _Shares, window: float) -> tuple[Ints, Ints]:
    """Each pair of accounts as one number, sorted, and how many pairs of their shares lie within the window."""
    n, parts = shares.accounts, []
    for places in _close(shares, window):
        one, other = (shares.account[at] for at in places)
        parts.append(np.unique(np.minimum(one, other) * n + np.maximum(one, other), return_counts=True))
    keys, at = np.unique(np.concatenate([each for each, _ in parts]), return_inverse=True)
    counts: Ints = np.bincount(at, np.concatenate([each for _, each in parts]), len(keys)).astype(np.int64)
    return keys, counts


def _by_chance(shares: _Shares, window: float, keys: Ints, weights: Ints, settings: Settings) -> Floats:
    """For each pair of accounts, in what part of the shuffles it has its weight or more; its own counts as one."""
    rng = np.random.default_rng(settings.seed)
    group = shares.account * (int(shares.time.max() // DAY) + 1) + (shares.time // DAY).astype(np.int64)
    places = np.argsort(group, kind="stable")
    as_strong = np.ones(len(keys))
    for _ in range(settings.shuffles):
        times = np.empty(len(group))
        times[places] = shares.time[np.lexsort((rng.random(len(group)), group))]
        drawn, counts = _weights(shares.at(times), window)
        at = np.searchsorted(drawn, keys)
        found = np.append(drawn, -1)[at] == keys
        as_strong += np.where(found, np.append(counts, 0)[at], 0) >= weights
    return as_strong / (settings.shuffles + 1)


def _described(shares: _Shares, window: float, least: int) -> pd.DataFrame:
    """One row for each pair of accounts with shares within the window: edge, a, b, weight, mean_delay, n_a, n_b.

    Accounts with fewer than `least` shares within the window of another's are left out.
    """
    n, parts = shares.accounts, []
    near = np.zeros(n, dtype=np.int64)
    for one, other in _close(shares, window, both_ways=True):
        # Each share with each account that has the same within the window.
        meetings, at, weight = np.unique(one * n + shares.account[other], return_inverse=True, return_counts=True)
        delay = np.bincount(at, np.abs(shares.time[other] - shares.time[one]), len(meetings))
        edge = shares.account[meetings // n] * n + meetings % n
        part = pd.DataFrame({"edge": edge, "weight": weight, "delay": delay, "n": 1})
        parts.append(part.groupby("edge").sum())
        near += np.bincount(shares.account[np.unique(meetings // n)], minlength=n)
    found = pd.concat(parts).groupby(level=0).sum().reset_index()
    found = found.assign(a=found["edge"] // n, b=found["edge"] % n, mean_delay=found["delay"] / found["weight"])
    # Each pair stands here twice, from either end.
    frame = found[found["a"] < found["b"]].merge(
        found[["a", "b", "n"]].rename(columns={"a": "b", "b": "a"}), on=["a", "b"], suffixes=("_a", "_b")
    )
    enough = near >= least
    return frame[enough[frame["a"]] & enough[frame["b"]]].reset_index(drop=True)


def _of_medium(rows: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    window = settings.window or estimated_window(rows, settings.quickest, settings.part)
    accounts, names = pd.factorize(rows["account_id"], sort=True)
    times = rows["timestamp_share"].to_numpy(float)
    things = pd.factorize(rows["object_id"])[0]
    shares = _Shares(things.astype(np.int64), accounts.astype(np.int64), times).at(times)
    frame = _described(shares, window, settings.least)
    keys, weights = frame["edge"].to_numpy(), frame["weight"].to_numpy()
    sides = frame[["n_a", "n_b"]]
    return frame.assign(
        window=window,
        account_a=names.to_numpy()[frame["a"]],
        account_b=names.to_numpy()[frame["b"]],
        symmetry=sides.min(axis=1) / sides.max(axis=1),
        strong=frame["weight"] > frame["weight"].quantile(settings.percentile),
        p_value=_by_chance(shares, window, keys, weights, settings),
    )


def coordinated(shares: pd.DataFrame, settings: Settings | None = None) -> Coordination:
    """Pairs of accounts that shared the same objects within a time window, the strongest first.

    Takes object_id, account_id, content_id, timestamp_share (seconds since 1970, UTC) and medium; accounts of different
    media are not compared. Columns of the ties: medium, window (seconds), account_a, account_b, weight (pairs of
    shares), mean_delay (seconds), n_a and n_b (shares of each side in them), symmetry (the smaller of these by the
    larger: near 0 where one account alone is busy), strong (weight above the percentile), p_value (part of the shuffles
    with such a weight or more: at least 1 / (shuffles + 1)). Takes 1 + shuffles times the time of one count.
    """
    settings = settings or Settings()
    columns = ["object_id", "account_id", "content_id", "timestamp_share", "medium"]
    whole = shares[columns].dropna().drop_duplicates()
    incomplete = len(shares) - len(shares[columns].dropna())
    kept = whole[whole.groupby(["medium", "account_id"])["content_id"].transform("size") >= settings.least]
    found = [_of_medium(rows, settings).assign(medium=medium) for medium, rows in kept.groupby("medium")]
    ties = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(COLUMNS))
    ties = ties[list(COLUMNS)].sort_values(["weight", "account_a", "account_b"], ascending=[False, True, True])
    return Coordination(ties.reset_index(drop=True), incomplete, len(whole) - len(kept))
