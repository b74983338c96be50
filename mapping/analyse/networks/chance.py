"""Is a tie more than chance? What would be expected if each taker drew on givers by their size alone.

Kept are, on each layer, how many items each node gives and takes; who takes from whom is left to chance, except that
nobody takes from itself. Of a pool of N items, s are the giver's, and the taker draws t: the chance that x or more of
them are the giver's is the upper tail of the hypergeometric distribution,

    p = sum over k >= x of C(s, k) C(N - s, t - k) / C(N, t).

Source: Hatzopoulos and others (2015), doi 10.1080/14697688.2014.969889, after Tumminello and others (2011), doi
10.1371/journal.pone.0017994, where N is the number of all items. As nobody takes from itself, the pool is smaller for
whoever gives much: N is what makes the expected number, s t / N, that of the table with these margins and an empty
diagonal, e = a_i b_j, found by proportional fitting (Deming and Stephan 1940, doi 10.1214/aoms/1177731829). Where no
node both gives and takes, N is the number of all items, and the value is exact.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from mapping.analyse.networks.graph import Floats, Ints, sums

LEVEL = 0.05
ROUNDS = 1_000
CLOSE = 1e-10
# Terms below this part of their sum no longer change it.
NEGLIGIBLE = 1e-17
SMALL = 32
LARGEST_POOL = 1e15


def _log_factorial(n: Floats) -> Floats:
    """Natural logarithms of n!, by Stirling's series; below 32 by multiplication."""
    table = np.log(np.maximum(np.arange(SMALL), 1)).cumsum()
    large = np.maximum(n, SMALL)
    series = large * np.log(large) - large + np.log(2 * np.pi * large) / 2
    series += 1 / (12 * large) - 1 / (360 * large**3) + 1 / (1260 * large**5)
    return np.where(n < SMALL, table[np.minimum(n, SMALL - 1).astype(np.int64)], series)


def _log_choose(n: Floats, k: Floats) -> Floats:
    return _log_factorial(n) - _log_factorial(k) - _log_factorial(n - k)


def _summed(steps: Floats, ratio: Callable[[Floats, Ints], Floats], way: int) -> Floats:
    """1 + r + r r' + ...: the terms from each step on in one way, as parts of the first."""
    total = np.ones(len(steps))
    active, term, at = np.arange(len(steps)), np.ones(len(steps)), steps.copy()
    while len(active):
        term = term * ratio(at, active)
        total[active] += term
        going = term > NEGLIGIBLE * total[active]
        active, term, at = active[going], term[going], at[going] + way
    return total


def upper_tail(x: Floats, pool: Floats, given: Floats, taken: Floats) -> Floats:
    """The chance that `taken` draws from a pool hold `x` or more of the `given`; whole numbers, arrays of one length.

    The shorter of both tails is summed until further terms are negligible.
    """
    rest = pool - given - taken
    p = np.ones(len(x))
    above = x > (given + 1) * (taken + 1) / (pool + 2)
    up = np.flatnonzero(above & (x > np.maximum(0, -rest)))
    down = np.flatnonzero(~above & (x > np.maximum(0, -rest)))

    def log_chance(of: Ints, k: Floats) -> Floats:
        s, t, n = given[of], taken[of], pool[of]
        return _log_choose(s, k) + _log_choose(n - s, t - k) - _log_choose(n, t)

    def upwards(k: Floats, among: Ints) -> Floats:
        of = up[among]
        return (given[of] - k) * (taken[of] - k) / ((k + 1) * (rest[of] + k + 1))

    def downwards(k: Floats, among: Ints) -> Floats:
        of = down[among]
        return k * (rest[of] + k) / ((given[of] - k + 1) * (taken[of] - k + 1))

    p[up] = np.exp(log_chance(up, x[up]) + np.log(_summed(x[up], upwards, 1)))
    p[down] = 1 - np.exp(log_chance(down, x[down] - 1) + np.log(_summed(x[down] - 1, downwards, -1)))
    return np.clip(p, 0, 1)


def fitted(given: Floats, taken: Floats) -> tuple[Floats, Floats]:
    """Weights a and b of each node, whose products a_i b_j (none with itself) have these sums of rows and columns."""

    def share(part: Floats, of: Floats) -> Floats:
        shares = np.zeros(len(part))
        np.divide(part, of.sum() - of, out=shares, where=part > 0)
        return shares

    a = given.copy()
    b = share(taken, a)
    for _ in range(ROUNDS):
        before, a = a, share(given, b)
        # Only products count: a common factor is set so that both sides keep their size.
        a *= given.sum() / a.sum()
        b = share(taken, a)
        if np.abs(a - before).max() <= CLOSE * given.sum():
            break
    return a, b


def _of_layer(rows: pd.DataFrame) -> Floats:
    numbers, ids = pd.factorize(pd.concat([rows["from_id"], rows["to_id"]]))
    giver, taker = numbers[: len(rows)], numbers[len(rows) :]
    x = rows["n_items"].to_numpy(float)
    given, taken = sums(giver, x, len(ids)), sums(taker, x, len(ids))
    a, b = fitted(given, taken)
    s, t = given[giver], taken[taker]
    pool = np.minimum(np.rint(s * t / (a[giver] * b[taker])), LARGEST_POOL)
    return upper_tail(x, np.maximum(pool, np.maximum(s, t)), s, t)


def tie_p_values(ties: pd.DataFrame) -> pd.Series:
    """The chance of so many items or more for each tie, had each taker drawn on givers by their size alone.

    Takes from_id, to_id, layer, n_items; gives a number a row, on the same index: missing where no items are counted
    (ties that pages state) and for ties of a node to itself. Small for ties beyond chance; 1 where nothing else could
    be.
    """
    p_values = pd.Series(np.nan, index=ties.index, name="p_value", dtype=float)
    counted = ties[ties["n_items"].gt(0) & (ties["from_id"] != ties["to_id"])]
    for _, rows in counted.groupby("layer", sort=False):
        p_values.loc[rows.index] = _of_layer(rows)
    return p_values


def possible(rows: pd.DataFrame) -> int:
    """How many ties there could be between those who give and those who take on one layer: so many are tested."""
    givers, takers = set(rows["from_id"]), set(rows["to_id"])
    return len(givers) * len(takers) - len(givers & takers)


def adjusted(p_values: Floats, tests: int) -> Floats:
    """The rate of false findings at which each would count as one: q-values of the smallest of `tests` p-values.

    Tests without a value here have 1. Method: Benjamini and Hochberg (1995), doi 10.1111/j.2517-6161.1995.tb02031.x.
    """
    order = np.argsort(p_values, kind="stable")
    raised = p_values[order] * tests / np.arange(1, len(order) + 1)
    q_values = np.empty(len(order))
    q_values[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1)
    return q_values


def beyond_chance(ties: pd.DataFrame) -> pd.Series:
    """The q-value of each tie among all that are possible on its layer; missing where it has no p-value.

    Ties that could be and are not are tests, too: leaving them out would make every rare tie look chosen.
    """
    q_values = pd.Series(np.nan, index=ties.index, name="q_value", dtype=float)
    for _, rows in ties[ties["p_value"].notna()].groupby("layer", sort=False):
        q_values.loc[rows.index] = adjusted(rows["p_value"].to_numpy(float), possible(rows))
    return q_values
