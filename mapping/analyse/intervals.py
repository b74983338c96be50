"""Intervals around shares and rates that were counted."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

Z95 = 1.959964  # of the normal distribution, 95 % lie within so many standard deviations


def wilson(
    n: npt.ArrayLike, of: npt.ArrayLike, z: float = Z95
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The lowest and the highest share that `n` counted ones `of` so many leave likely: the score interval.

    Both may be numbers or arrays of one shape; the bounds, 0 to 1, come in that shape, as nan where `of` is 0.
    `ValueError` when more are counted than there are, or fewer than none. Holds for small numbers and for shares of 0
    and 1, too. Method: Wilson (1927), doi 10.1080/01621459.1927.10502953.
    """
    counted, total = np.asarray(n, dtype=np.float64), np.asarray(of, dtype=np.float64)
    if np.any(counted < 0) or np.any(counted > total):
        raise ValueError("A share is counted of at least as many.")
    with np.errstate(invalid="ignore", divide="ignore"):
        share, pull = counted / total, z * z / total
        middle = (share + pull / 2) / (1 + pull)
        half = np.sqrt(pull * (share * (1 - share) + pull / 4)) / (1 + pull)
    # At the ends the bound is exact, whatever the rounding says.
    low = np.where(counted == 0, np.where(total > 0, 0.0, np.nan), middle - half)
    high = np.where(counted == total, np.where(total > 0, 1.0, np.nan), middle + half)
    return low, high


def garwood(
    n: npt.ArrayLike, exposure: npt.ArrayLike, level: float = 0.95
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The lowest and the highest rate that `n` events in so much `exposure` leave likely: the exact Poisson interval.

    Exposure is in any unit (outlet-years); the bounds are events a unit, in the shape of the two, as nan where exposure
    is 0. `ValueError` when either is below 0. Events that come in groups (one order that blocks ten sites) are not
    independent, and then it is too narrow. Method: Garwood (1936), doi 10.1093/biomet/28.3-4.437.
    """
    counted, under = np.asarray(n, dtype=np.float64), np.asarray(exposure, dtype=np.float64)
    if np.any(counted < 0) or np.any(under < 0):
        raise ValueError("A rate is counted of no fewer than 0 events, in no less than 0 years.")
    tail = (1 - level) / 2
    # Half a chi-squared quantile of 2n degrees of freedom is a quantile of the gamma distribution of shape n.
    low = np.where(counted == 0, 0.0, stats.gamma.ppf(tail, np.maximum(counted, 1)))
    high = stats.gamma.ppf(1 - tail, counted + 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(under > 0, low / under, np.nan), np.where(under > 0, high / under, np.nan)
