"""Who on the list should meet whom: pairs without a tie who share a need, a topic or a border, and have no conflict."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import combinations
from typing import Any, TypeAlias

import geopandas as gpd
import pandas as pd
import rustworkx as rx

from mapping.analyse.networks.graph import NOT_JOINED
from mapping.choosing.aims import NEEDY
from mapping.choosing.fields import MEASURES
from mapping.draw.labels import label, theme_name
from mapping.landscape import Landscape
from mapping.tables import split
from mapping.translate import _, enumerate_words, language_name, place, series

Row: TypeAlias = dict[Hashable, Any]
Pair: TypeAlias = frozenset[str]
HEADS = ["a_id", "a_name", "b_id", "b_name", "why", "reason", "points", "table"]
# What each thing in common counts for.
POINTS = {"need": 2, "topic": 2, "border": 2, "language": 1}
# Neighbouring shapes do not always touch to the digit: degrees.
_TOUCH = 0.02


def meetings(listed: pd.DataFrame, land: Landscape) -> pd.DataFrame:
    """The pairs of a list who should meet, those with most in common first.

    `listed`: rows of candidates. Columns: a_id, a_name, b_id, b_name, why (codes such as need:legal, topic:news,
    border:KG-O|UZ-AN, language:ru, joined by semicolons), reason (a sentence), points, table (a number for pairs that
    sit together when everybody has one partner and the points of all together are highest; missing for others).
    """
    near, tied, genres = _bordering(land.regions), _tied(land), _genres(land)
    regions = dict(zip(land.regions["code"], land.regions["name"], strict=True))
    rows = []
    people = [{**row, "id": own} for own, row in zip(listed.index, listed.to_dict("records"), strict=True)]
    for one, other in combinations(people, 2):
        ends = frozenset((str(one["outlet_id"]), str(other["outlet_id"])))
        if (
            len(ends) < 2
            or ends in tied
            or _words(one, "owner") & _words(other, "owner")
            or _conflict(one, other, land)
        ):
            continue
        why = list(_common(one, other, near, genres))
        if any(not code.startswith("language:") for code in why):
            points = sum(POINTS[code.partition(":")[0]] for code in why)
            rows.append(
                [one["id"], one["name"], other["id"], other["name"], ";".join(why), _sentence(why, regions), points]
            )
    frame = pd.DataFrame(rows, columns=HEADS[:-1])
    frame = frame.sort_values(["points", "a_id", "b_id"], ascending=[False, True, True], ignore_index=True)
    return frame.assign(table=_tables(frame))[HEADS]


def _words(row: Row, field: str) -> set[str]:
    cell = row[field]
    return set(split(cell)) if isinstance(cell, str) else set()


def _tied(land: Landscape) -> set[Pair]:
    """Pairs between whom any tie stands, but for that of telling the same story."""
    ties = land.ties[land.ties["layer"] != NOT_JOINED]
    return {frozenset(ends) for ends in zip(ties["from_id"], ties["to_id"], strict=True)}


def _bordering(regions: gpd.GeoDataFrame) -> set[Pair]:
    """Pairs of regions of different countries that touch."""
    codes, countries = regions["code"].tolist(), regions["country"].tolist()
    shapes = regions.geometry
    first, second = shapes.sindex.query(shapes, predicate="dwithin", distance=_TOUCH)
    pairs = zip(first, second, strict=True)
    return {frozenset((codes[a], codes[b])) for a, b in pairs if countries[a] != countries[b]}


def _genres(land: Landscape) -> dict[str, set[str]]:
    known = land.outlets.dropna(subset=["genre"])
    return {own: set(split(cell)) for own, cell in zip(known["outlet_id"], known["genre"], strict=True)}


def _common(one: Row, other: Row, near: set[Pair], genres: dict[str, set[str]]) -> Iterator[str]:
    for name in MEASURES:
        if name.startswith("need_") and one[name] >= NEEDY and other[name] >= NEEDY:
            yield f"need:{name.removeprefix('need_')}"
    for genre in sorted(genres.get(one["outlet_id"], set()) & genres.get(other["outlet_id"], set())):
        yield f"topic:{genre}"
    if frozenset((one["region"], other["region"])) in near:
        yield f"border:{'|'.join(sorted((one['region'], other['region'])))}"
    for language in sorted(_words(one, "languages") & _words(other, "languages")):
        yield f"language:{language}"


def _conflict(one: Row, other: Row, land: Landscape) -> bool:
    """Whether data speak against a meeting: a lawsuit between both, a label that makes contact a crime, or one of them
    held by the state that the other left."""
    return _sued(land, one, other) or any(_risky(*each, land) for each in ((one, other), (other, one)))


def _sued(land: Landscape, one: Row, other: Row) -> bool:
    suits = land.events[(land.events["kind"] == "lawsuit") & land.events["partners"].notna()]
    for a, b in ((one, other), (other, one)):
        parties = {str(b["outlet_id"])} | _words(b, "owner")
        named = suits.loc[suits["outlet_id"] == a["outlet_id"], "partners"]
        if any(parties & set(split(cell)) for cell in named):
            return True
    return False


def _risky(one: Row, other: Row, land: Landscape) -> bool:
    """Whether meeting `one` puts `other` at risk, or the other way round."""
    label = land.outlets.loc[land.outlets["outlet_id"] == one["outlet_id"], "labelled_in"].dropna()
    labelled = any(other["base_country"] in split(cell) for cell in label)
    left = one["exile_status"] in ("exile", "hybrid") and other["ownership_type"] == "state"
    return labelled or (left and one["home_country"] == other["country"])


def _sentence(why: list[str], regions: Mapping[str, str]) -> str:
    def named(kind: str, name: Callable[[str], str]) -> str:
        codes = [code.partition(":")[2] for code in why if code.startswith(f"{kind}:")]
        return enumerate_words([name(code) for code in codes])

    told = []
    if themes := named("need", theme_name):
        told.append(_("both need help with {themes}", themes=themes))
    if topics := named("topic", label):
        told.append(_("both work on {topics}", topics=topics))
    if borders := named("border", lambda pair: _border(pair, regions)):
        told.append(_("their regions {regions} share a border", regions=borders))
    if languages := named("language", language_name):
        told.append(_("both publish in {languages}", languages=languages))
    return _("No tie between them is known; {common}.", common=series(told))


def _border(pair: str, regions: Mapping[str, str]) -> str:
    return enumerate_words([place(regions.get(code, code)) for code in pair.split("|")])


def _tables(pairs: pd.DataFrame) -> pd.Series:
    """The number of the table of each pair that sits together: the matching with the highest sum of points."""
    ids = sorted({*pairs["a_id"], *pairs["b_id"]})
    places = {own: place for place, own in enumerate(ids)}
    graph = rx.PyGraph()
    graph.add_nodes_from(ids)
    ends = [(places[a], places[b]) for a, b in zip(pairs["a_id"], pairs["b_id"], strict=True)]
    graph.add_edges_from([(*end, int(points)) for end, points in zip(ends, pairs["points"], strict=True)])
    chosen = {frozenset(pair) for pair in rx.max_weight_matching(graph, weight_fn=int)}
    sits = pd.Series([frozenset(end) in chosen for end in ends], index=pairs.index, dtype=bool)
    return sits.cumsum().where(sits).astype("Int64")
