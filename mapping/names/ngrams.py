"""Three-letter pieces that tell close languages apart where letters do not.

`data/ngrams_cyrl.csv` weighs Kazakh against Kyrgyz typed without special letters; `data/ngrams_latn.csv` weighs Kazakh
in any Latin alphabet against Uzbek, Turkish and English. Weights are ten times the logarithm of how much likelier a
piece is than on average, counted by `scripts/make_ngrams.py` in the message catalogues of free software.
"""

from __future__ import annotations

import re
from functools import cache

from mapping.names.lists import rows

BARE_CYRL = str.maketrans("әғқңөұүһіў", "агкноуухиу")
_BARE_LATN = str.maketrans(
    {
        **dict.fromkeys("áäàâåə", "a"),
        **dict.fromkeys("ǵğ", "g"),
        **dict.fromkeys("ıí", "i"),
        **dict.fromkeys("ńñŋ", "n"),
        **dict.fromkeys("óöōô", "o"),
        **dict.fromkeys("úüūýwû", "u"),
        "ş": "sh",
        "ç": "ch",
        "ʼ": "",
    }
)
_ALPHABET_2017 = re.compile("[yicn]ʼ")


def bare_latin(text: str) -> str:
    """Kazakh of any Latin alphabet, and what is compared with it, in the 26 plain letters."""
    if _ALPHABET_2017.search(text):
        text = re.sub("sʼ(?=[a-zı])", "sh", text.replace("yʼ", "u").replace("cʼ", "ch"))
    return text.translate(_BARE_LATN)


@cache
def _weights(script: str) -> tuple[tuple[str, ...], dict[str, tuple[int, ...]]]:
    """The languages weighed in a script, and piece -> weights in their order."""
    table = rows(f"ngrams_{script}")
    languages = tuple(column for column in table[0] if column != "piece")
    return languages, {row["piece"].replace("_", " "): tuple(int(row[name]) for name in languages) for row in table}


def weigh(words: list[str], script: str) -> dict[str, int]:
    """How strongly the words speak for each language weighed in that script (`cyrl`, `latn`)."""
    languages, weights = _weights(script)
    text = f" {' '.join(words)} "
    text = text.translate(BARE_CYRL) if script == "cyrl" else bare_latin(text)
    pieces = [text[at : at + 3] for at in range(len(text) - 2)]
    found = list(filter(None, map(weights.get, pieces)))
    totals = map(sum, zip(*found, strict=True)) if found else [0] * len(languages)
    return dict(zip(languages, totals, strict=True))
