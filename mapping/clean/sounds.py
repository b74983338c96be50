"""Letters of skeletons as neighbours hear them, one sound for what varies in one name."""

from __future__ import annotations

import re

# Jalolobod and Жалал-Абад, Zarafshon and Зеравшан, Ҷумҳурият and Джумхурият.
_TWICE = re.compile(r"([a-z])\1+")  # саодат, Saadat
_HEARD = str.maketrans({"o": "a", "e": "i", "ž": "j", "w": "v"})


def by_ear(skeleton: str) -> str:
    """The skeleton with vowels and consonants that are heard alike made one."""
    return _TWICE.sub(r"\1", skeleton.translate(_HEARD))
