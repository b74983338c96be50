"""What others score: rapidfuzz on two transliterations, and nomenklatura's logic-v2.

Runs in the Python that has the peers installed, which need not be the project's own (logic-v2 needs PyICU, which has no
wheel: `benchmarks/resolution/README.md` says how to install it by hand):

    PYTHON -m benchmarks.peers < pairs.json > scores.json

The pairs are a list of [name_a, name_b, kind, country]; the answer maps each peer's name to `scores` (0-1, one for each
pair) and `seconds` (of the second pass over the same pairs), or to None where it is not installed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from followthemoney import EntityProxy

NamePair = tuple[str, str, str, str]
Scorer = Callable[[list[NamePair]], list[float]]


def wratio_unidecode() -> Scorer:
    """rapidfuzz's WRatio on names put into ASCII by unidecode."""
    from rapidfuzz import fuzz
    from unidecode import unidecode

    def score(pairs: list[NamePair]) -> list[float]:
        return [fuzz.WRatio(unidecode(a).casefold(), unidecode(b).casefold()) / 100 for a, b, _, _ in pairs]

    return score


def wratio_anyascii() -> Scorer:
    """rapidfuzz's WRatio on names put into ASCII by anyascii, whose tables are close to ICU's."""
    from anyascii import anyascii
    from rapidfuzz import fuzz

    def score(pairs: list[NamePair]) -> list[float]:
        return [fuzz.WRatio(anyascii(a).casefold(), anyascii(b).casefold()) / 100 for a, b, _, _ in pairs]

    return score


def jaro_winkler_anyascii() -> Scorer:
    """Jaro-Winkler likeness of names put into ASCII by anyascii."""
    from anyascii import anyascii
    from rapidfuzz.distance import JaroWinkler

    def score(pairs: list[NamePair]) -> list[float]:
        return [JaroWinkler.similarity(anyascii(a).casefold(), anyascii(b).casefold()) for a, b, _, _ in pairs]

    return score


SCHEMATA = {"outlet": "Organization", "company": "Company", "person": "Person", "place": "LegalEntity"}


def logic_v2() -> Scorer:
    """nomenklatura's logic-v2 with its own settings; places as LegalEntity, since it compares no other names."""
    from followthemoney import model
    from nomenklatura.matching.logic_v2.model import LogicV2

    config = LogicV2.default_config()

    @cache  # warm means warm: the second pass finds its entities made
    def entity(entity_id: str, name: str, kind: str, country: str) -> EntityProxy:
        # It caches by id, so each record needs its own.
        made = model.make_entity(SCHEMATA[kind])
        made.id = entity_id
        made.add("name", name)
        if country:
            made.add("country", country.casefold())
        return made

    def score(pairs: list[NamePair]) -> list[float]:
        return [
            LogicV2.compare(entity(f"a{at}", a, kind, country), entity(f"b{at}", b, kind, country), config).score
            for at, (a, b, kind, country) in enumerate(pairs)
        ]

    return score


PEERS: dict[str, Callable[[], Scorer]] = {
    "unidecode + WRatio": wratio_unidecode,
    "anyascii + WRatio": wratio_anyascii,
    "anyascii + Jaro-Winkler": jaro_winkler_anyascii,
    "nomenklatura logic-v2": logic_v2,
}


def run(make: Callable[[], Scorer], pairs: list[NamePair]) -> dict[str, Any] | None:
    """A peer's scores and the seconds of its second, warm pass; None where it is not installed."""
    try:
        scorer = make()
    except ImportError:
        return None
    scorer(pairs)
    started = time.perf_counter()
    scores = scorer(pairs)
    return {"scores": scores, "seconds": time.perf_counter() - started}


def main() -> None:
    """Score the pairs of the standard input with every peer."""
    pairs = [tuple(pair) for pair in json.load(sys.stdin)]
    json.dump({name: run(make, pairs) for name, make in PEERS.items()}, sys.stdout)


if __name__ == "__main__":
    main()
