"""Letters of skeletons as neighbours hear them, one sound for what varies in one name."""

from __future__ import annotations

# Jalolobod and Жалал-Абад, Zarafshon and Зеравшан, Ҷумҳурият and Джумхурият.
_HEARD = str.maketrans({"o": "a", "e": "i", "ž": "j", "w": "v"})


def by_ear(skeleton: str) -> str:
    """The skeleton with vowels and consonants that are heard alike made one."""
    return skeleton.translate(_HEARD)
