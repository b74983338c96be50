"""Names in files: score the pairs of one list, or join two lists by name and site.

For people who hold lists of their own. Every row of the input is kept, in its order; rows that cannot be read as what
they should be are kept with the reason and counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from mapping.clean.compare import KINDS, Same, answer, score_pairs
from mapping.clean.name_clues import clues
from mapping.clean.name_reasons import because
from mapping.clean.name_record import LONGEST, read_record
from mapping.clean.pairing import MOST_NEAR, near_pairs
from mapping.countries import COUNTRIES
from mapping.lists import Cells, Listing, Outcome, Write, fitted, open_list, writing
from mapping.names.reading import Kind
from mapping.safety import host
from mapping.tables import shortened

ADDED = ("score", "same", "why")
RIGHT = "right_"
_CUT = f"more than {MOST_NEAR} rows of the other list are near: only the {MOST_NEAR} nearest were compared"
_AT_ONCE = 20_000  # rows held in memory at a time
_SHARED_BY = 3  # rows of one list that share a host: more of them make it a host of many, such as facebook.com


@dataclass(frozen=True)
class _Entry:
    """One row as it is compared, and the line in which it begins; `problem` says why it is not."""

    line: int
    cells: Cells
    names: tuple[str, ...]
    kind: Kind
    country: str
    problem: str
    hosts: frozenset[str] = frozenset()


def _entries(listing: Listing, names: Sequence[str]) -> Iterator[_Entry]:
    """The rows of a listing with the names, kind and country that they give."""
    places = [listing.at(name) for name in names]
    kind_at, country_at, site_at = (listing.find(column) for column in ("kind", "country", "website"))
    for line, row in listing.rows():
        cells, problem = fitted(row, len(listing.columns))
        kind = cells[kind_at].strip().lower() if kind_at is not None else ""
        country = cells[country_at].strip().upper() if country_at is not None else ""
        known = next((one for one in KINDS if one == (kind or "outlet")), None)
        if known is None:
            problem = problem or f"the kind '{shortened(kind)}' is not one of: {', '.join(KINDS)}"
        if country not in ("", *COUNTRIES):
            problem = problem or f"the country '{shortened(country)}' is not one of: {', '.join(COUNTRIES)}, or empty"
        hosts = _hosts(cells[site_at]) if site_at is not None else frozenset()
        yield _Entry(line, cells, tuple(cells[place] for place in places), known or "outlet", country, problem, hosts)


def _hosts(cell: str) -> frozenset[str]:
    """The hosts of the web addresses in a cell; an address that cannot be read counts as none."""
    found = set()
    for address in cell.replace(",", ";").replace(" ", ";").split(";"):
        try:
            found.add(host(address.strip().lower()))
        except ValueError:  # a broken IPv6 address
            continue
    return frozenset(found - {""})


def match_pairs(path: Path, out: Path, encoding: str = "utf-8") -> Outcome:
    """Score the pairs (name_a, name_b) of a CSV file; writes it with the columns of `ADDED` behind its own.

    Optional columns kind (outlet, company, person, place) and country (KZ, KG, TJ, UZ). Raises `InputUnreadable`.
    """
    listing, outcome = open_list(path, encoding), Outcome()
    listing.without(ADDED)
    entries = _entries(listing, ("name_a", "name_b"))
    with writing(out, listing) as write:
        write([*listing.columns, *ADDED])
        while some := list(islice(entries, _AT_ONCE)):
            _write_scored(some, write, outcome)
    return outcome


def _write_scored(entries: Sequence[_Entry], write: Write, outcome: Outcome) -> None:
    scored = score_pairs(
        [entry.names[0] for entry in entries],
        [entry.names[1] for entry in entries],
        [entry.kind for entry in entries],
        [entry.country if not entry.problem else "" for entry in entries],
    )
    for at, entry in enumerate(entries):
        outcome.rows += 1
        if entry.problem:
            outcome.complain(f"not compared: {entry.problem}", entry.line)
            write([*entry.cells, "", "unsure", f"Not compared: {entry.problem}."])
        else:
            outcome.answers[scored.same[at]] += 1
            why = scored.why(at) + _beginnings(zip(("name_a", "name_b"), entry.names, strict=True))
            write([*entry.cells, f"{scored.score[at]:.3f}", scored.same[at], why])


def _beginnings(names: Iterable[tuple[str, str]]) -> str:
    """A sentence on the names, each with its column, that are too long to be compared whole; empty without any."""
    long = " and ".join(column for column, name in names if len(name) > LONGEST)
    return f" Only the first {LONGEST} characters of {long} were compared." if long else ""


@dataclass(frozen=True)
class _Found:
    """One row of the right list that may be the left one's."""

    right: int
    score: float
    same: Same
    why: str


@dataclass(frozen=True)
class _Join:
    """The right rows that may be each left row's, the likeliest first, and the left rows that had too many."""

    matches: Mapping[int, Sequence[_Found]]
    cut: frozenset[int]


def match_lists(left: Path, right: Path, out: Path, encoding: str = "utf-8") -> Outcome:
    """Join two CSV files with a column name by name, kind, country and website; the best matches come first.

    Writes each left row with every right row that is not plainly another (its columns with `right_` before them), or
    with none. Rows of different kinds or countries are never joined. Of more rows than `MOST_NEAR` that are near a left
    row, only the nearest are compared; that is counted, and told in `why`. Raises `InputUnreadable`.
    """
    lists = open_list(left, encoding), open_list(right, encoding)
    added = (*(f"{RIGHT}{column}" for column in lists[1].columns), *ADDED)
    lists[0].without(added)
    lefts, rights = (list(_entries(listing, ("name",))) for listing in lists)
    found, outcome = _joined(lefts, rights), Outcome()
    for entry in rights:
        if entry.problem:
            outcome.complain(f"right list, not compared: {entry.problem}", entry.line)
    nothing = [""] * len(lists[1].columns)
    with writing(out, *lists) as write:
        write([*lists[0].columns, *added])
        for at, entry in enumerate(lefts):
            outcome.rows += 1
            if problem := f"not compared: {entry.problem}" if entry.problem else _CUT * (at in found.cut):
                outcome.complain(f"left list, {problem}", entry.line)
            matches = found.matches[at]
            outcome.answers[matches[0].same if matches else "no match"] += 1
            for match in matches:
                write([*entry.cells, *rights[match.right].cells, f"{match.score:.3f}", match.same, match.why])
            if not matches:
                why = problem or "no row of the other list is near"
                write([*entry.cells, *nothing, "", "", f"{why[0].upper()}{why[1:]}."])
    return outcome


def _joined(lefts: Sequence[_Entry], rights: Sequence[_Entry]) -> _Join:
    shared = _shared_hosts(lefts, rights)
    near, cut = _candidates(lefts, rights)
    pairs = sorted(pair for pair in near.union(shared) if _comparable(lefts[pair[0]], rights[pair[1]]))
    scored = score_pairs(
        [lefts[a].names[0] for a, _ in pairs],
        [rights[b].names[0] for _, b in pairs],
        [lefts[a].kind for a, _ in pairs],
        [lefts[a].country or rights[b].country for a, b in pairs],
    )
    found: dict[int, list[_Found]] = {at: [] for at in range(len(lefts))}
    for at, (a, b) in enumerate(pairs):
        kind, site = lefts[a].kind, ", ".join(sorted(shared.get((a, b), ())))
        score = _with_site(scored.score[at], kind) if site else float(scored.score[at])
        same = answer(score) if site else scored.same[at]
        if same != "false":
            also = (clues(kind)["same_site"].sentence.format(site=site),) if site else ()
            why = because(kind, scored.left[at], scored.right[at], same, also)
            why += _beginnings((("name", lefts[a].names[0]), (f"{RIGHT}name", rights[b].names[0])))
            found[a].append(_Found(b, score, same, f"{why} {_CUT.capitalize()}." if a in cut else why))
    for matches in found.values():
        matches.sort(key=lambda match: (-match.score, match.right))
    return _Join(found, cut)


def _with_site(score: float, kind: Kind) -> float:
    """A score with the weight of a shared site added."""
    bounded = min(max(score, 1e-6), 1 - 1e-6)
    return float(1 / (1 + np.exp(-np.log(bounded / (1 - bounded)) - clues(kind)["same_site"].weight)))


def _comparable(one: _Entry, other: _Entry) -> bool:
    """Whether both rows can be read, and no column says that they are different things."""
    countries = {one.country, other.country} - {""}
    return not one.problem and not other.problem and one.kind == other.kind and len(countries) < 2


def _candidates(lefts: Sequence[_Entry], rights: Sequence[_Entry]) -> tuple[frozenset[tuple[int, int]], frozenset[int]]:
    """The pairs worth scoring, kind by kind, and the left rows that have more than are scored."""
    pairs: set[tuple[int, int]] = set()
    cut: set[int] = set()
    for kind in KINDS:
        some = [
            [at for at, entry in enumerate(side) if entry.kind == kind and not entry.problem]
            for side in (lefts, rights)
        ]
        records = [
            [read_record(side[at].names[0], kind, side[at].country) for at in places]
            for side, places in zip((lefts, rights), some, strict=True)
        ]
        near = near_pairs(*records)
        pairs.update((some[0][a], some[1][b]) for a, b in near.pairs)
        cut.update(some[0][a] for a in near.cut)
    return frozenset(pairs), frozenset(cut)


def _shared_hosts(lefts: Sequence[_Entry], rights: Sequence[_Entry]) -> dict[tuple[int, int], set[str]]:
    """The hosts that a left and a right row share; a host of many rows says nothing."""
    by_host: tuple[dict[str, list[int]], ...] = (defaultdict(list), defaultdict(list))
    for side, index in zip((lefts, rights), by_host, strict=True):
        for at, entry in enumerate(side):
            for one in entry.hosts:
                index[one].append(at)
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for one, places in by_host[0].items():
        others = by_host[1].get(one, [])
        if max(len(places), len(others)) <= _SHARED_BY:
            for a in places:
                for b in others:
                    found[a, b].add(one)
    return found
