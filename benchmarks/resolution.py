"""How well names are matched, side by side with others in the same run.

    .venv/bin/python -m benchmarks.resolution [--peers PYTHON]

`--peers` is the Python that has the peers installed (this one by default). The pairs are those of
`benchmarks/resolution/pairs.csv` and CLDR's place names; a peer's threshold has the best F1 on the train half. Writes
`benchmarks/results/resolution.csv` (a line for each method, set, country, pair of scripts and kind; "all" for any) and
`resolution_errors.csv` (what `mapping` got wrong on the train half) and `resolution_clusters.csv` (B-cubed) beside it,
and says which targets are met.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from benchmarks.cldr import place_pairs
from benchmarks.clusters import BCubed, evaluate
from mapping.clean.cluster import cluster
from mapping.clean.compare import score_pairs
from mapping.paths import PROJECT

PAIRS = PROJECT / "benchmarks" / "resolution" / "pairs.csv"
RESULTS = PROJECT / "benchmarks" / "results"
OURS, SURE, LOGIC = "mapping", "mapping (sure)", "nomenklatura logic-v2"
COUNTRIES = ("KZ", "KG", "TJ", "UZ")
ALL = "all"
COLUMNS = (
    "method", "set", "country", "scripts", "kind", "n", "precision", "recall", "f1", "threshold", "pairs_per_second",
)  # fmt: skip
CLUSTER_COLUMNS = ("records", "precision", "recall", "f", "biggest_wrong")


class Labelled(NamedTuple):
    """A pair of names and whether they are the same; `set` is train, test, translations-train, -test or cldr."""

    name_a: str
    name_b: str
    kind: str
    country: str
    same: bool
    set: str
    scripts: str


@dataclass(frozen=True)
class Method:
    """A method's answers (one for each pair), its threshold and its warm speed."""

    answers: np.ndarray
    threshold: float
    per_second: float


class Cell(NamedTuple):
    """Some of the pairs: of one set, and of one country, pair of scripts and kind or of all."""

    set: str
    country: str = ALL
    scripts: str = ALL
    kind: str = ALL


@dataclass(frozen=True)
class Line:
    """One line of the results."""

    method: str
    cell: Cell
    n: int
    precision: float
    recall: float
    f1: float


def script(name: str) -> str:
    """The script of most letters: Arab, Cyrl or Latn."""
    found = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in name if letter.isalpha())
    most = found.most_common(1)[0][0] if found else "LATIN"
    return {"ARABIC": "Arab", "CYRILLIC": "Cyrl"}.get(most, "Latn")


def labelled() -> list[Labelled]:
    """The committed pairs, then CLDR's."""
    pairs = []
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = f"translations-{row['half']}" if row["group"] == "translation" else row["half"]
            names = (row["name_a"], row["name_b"])
            scripts = "-".join(sorted(map(script, names)))
            pairs.append(Labelled(*names, row["kind"], row["country"], row["same"] == "yes", name, scripts))
    for place in place_pairs():
        scripts = "-".join(sorted((script(place.name_a), script(place.name_b))))
        pairs.append(Labelled(place.name_a, place.name_b, "place", "", place.same, "cldr", scripts))
    return pairs


def ours(pairs: Sequence[Labelled]) -> dict[str, Method]:
    """This project's scores, read at one half, and its answers where it is sure."""
    columns = [list(column) for column in zip(*((p.name_a, p.name_b, p.kind, p.country) for p in pairs), strict=True)]
    score_pairs(*columns)
    started = time.perf_counter()
    scores = score_pairs(*columns)
    speed = len(pairs) / (time.perf_counter() - started)
    sure = np.array([answer == "true" for answer in scores.same])
    return {OURS: Method(scores.score >= 0.5, 0.5, speed), SURE: Method(sure, 0.5, speed)}


def theirs(pairs: Sequence[Labelled], python: str) -> dict[str, Method]:
    """The peers' answers, each at the threshold with the best F1 on the train half."""
    asked = json.dumps([[p.name_a, p.name_b, p.kind, p.country] for p in pairs])
    command = (python, "-m", "benchmarks.peers")
    told = subprocess.run(command, input=asked, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    same = np.array([p.same for p in pairs])
    train = np.array([p.set == "train" for p in pairs])
    found = {}
    for name, answer in json.loads(told).items():
        if answer is None:
            print(f"{name}: not installed")
            continue
        scores = np.array(answer["scores"])
        threshold = best_threshold(scores[train], same[train])
        found[name] = Method(scores >= threshold, threshold, len(pairs) / answer["seconds"])
    return found


def best_threshold(scores: np.ndarray, same: np.ndarray) -> float:
    """The score from which on "the same" gives the best F1."""
    steps = np.arange(0.01, 1.001, 0.01)
    return float(max(steps, key=lambda step: measure(scores >= step, same)[2]))


def measure(answers: np.ndarray, same: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 of "the same"; 0 where nothing can be counted."""
    right = float((answers & same).sum())
    precision = right / answers.sum() if answers.any() else 0.0
    recall = right / same.sum() if same.any() else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def lines(pairs: Sequence[Labelled], methods: dict[str, Method]) -> Iterable[Line]:
    """Each method on each set: whole, by country, by scripts, by kind, and by all three together."""
    same = np.array([p.same for p in pairs])
    cells: dict[Cell, list[int]] = {}
    for at, pair in enumerate(pairs):
        country = pair.country or "none"
        for cell in (
            Cell(pair.set),
            Cell(pair.set, country=country),
            Cell(pair.set, scripts=pair.scripts),
            Cell(pair.set, kind=pair.kind),
            Cell(pair.set, country, pair.scripts, pair.kind),
        ):
            cells.setdefault(cell, []).append(at)
    for (name, method), (cell, members) in itertools.product(methods.items(), sorted(cells.items())):
        yield Line(name, cell, len(members), *measure(method.answers[members], same[members]))


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Keep rows in `benchmarks/results/`."""
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def result_rows(results: Sequence[Line], methods: dict[str, Method]) -> Iterable[tuple[object, ...]]:
    """The lines of `resolution.csv`."""
    for line in results:
        method = methods[line.method]
        figures = (round(line.precision, 3), round(line.recall, 3), round(line.f1, 3), round(method.threshold, 2))
        yield (line.method, *line.cell, line.n, *figures, round(method.per_second, -1))


def errors(pairs: Sequence[Labelled], method: Method) -> Iterable[tuple[object, ...]]:
    """What was got wrong on the train halves: the test halves stay unread."""
    for pair, answer in zip(pairs, method.answers, strict=True):
        if answer != pair.same and pair.set.endswith("train"):
            yield pair.set, pair.kind, pair.country, pair.name_a, pair.name_b, "yes" if pair.same else "no"


def show(results: Sequence[Line], methods: dict[str, Method]) -> None:
    """Print every method on every set, and this project on each country, pair of scripts and kind of the test half."""
    print(f"{'method':26}{'set':20}{'n':>6}{'precision':>11}{'recall':>8}{'F1':>7}{'pairs/s':>10}")
    for line in results:
        if line.cell == Cell(line.cell.set):
            speed = methods[line.method].per_second
            print(f"{line.method:26}{line.cell.set:20}{line.n:6}{figures(line)}{speed:10,.0f}")
    print("\nmapping on the test half")
    for line in results:
        parts = [part for part in line.cell[1:] if part != ALL]
        if line.method == OURS and line.cell.set == "test" and len(parts) in (1, 3):
            print(f"{' '.join(parts):46}{line.n:6}{figures(line)}")


def cluster_rows(groups: dict[bool, BCubed]) -> Iterable[tuple[object, ...]]:
    """The lines of `resolution_clusters.csv`."""
    for told, found in groups.items():
        rounded = (round(found.precision, 3), round(found.recall, 3), round(found.f, 3))
        yield ("whole row" if told else "name, country, domain", *rounded, found.biggest_wrong)


def figures(line: Line) -> str:
    """Precision, recall and F1 in columns."""
    return f"{line.precision:11.3f}{line.recall:8.3f}{line.f1:7.3f}"


def targets(results: Sequence[Line], methods: dict[str, Method], groups: BCubed) -> list[tuple[str, bool]]:
    """Each target with whether it is met; those against logic-v2 only where that is installed."""

    def line(method: str, name: str, country: str = ALL) -> Line:
        return next(x for x in results if x.method == method and x.cell == Cell(name, country))

    test, titles = line(OURS, "test"), line(OURS, "translations-test")
    lowest = min(line(OURS, "test", country).f1 for country in COUNTRIES)
    found = [
        (f"pairs: F1 {test.f1:.3f} >= 0.93", test.f1 >= 0.93),
        (f"pairs: precision {test.precision:.3f} >= 0.95", test.precision >= 0.95),
        (f"pairs: F1 of the lowest country {lowest:.3f} >= 0.90", lowest >= 0.90),
        (f"translated titles: recall {titles.recall:.3f} >= 0.60", titles.recall >= 0.6),
        (f"translated titles: precision {titles.precision:.3f} >= 0.95", titles.precision >= 0.95),
        (f"clusters: B-cubed F {groups.f:.3f} >= 0.88", groups.f >= 0.88),
        (f"clusters: B-cubed precision {groups.precision:.3f} >= 0.95", groups.precision >= 0.95),
        (f"clusters: biggest wrong group {groups.biggest_wrong} <= 5 records", groups.biggest_wrong <= 5),
    ]
    if LOGIC in methods:
        lead = line(OURS, "cldr").f1 - line(LOGIC, "cldr").f1
        faster = methods[OURS].per_second / methods[LOGIC].per_second
        found.append((f"CLDR: {lead:+.3f} over logic-v2 >= 0.06", lead >= 0.06))
        found.append((f"speed: {faster:.1f} times logic-v2 >= 12", faster >= 12))
    return found


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", default=sys.executable, help="the Python that has the peers installed")
    pairs = labelled()
    methods = ours(pairs) | theirs(pairs, parser.parse_args().peers)
    results = list(lines(pairs, methods))
    show(results, methods)
    groups = {told: evaluate(lambda records: cluster(records).labels, told) for told in (False, True)}
    write("resolution.csv", COLUMNS, result_rows(results, methods))
    header = ("set", "kind", "country", "name_a", "name_b", "same")
    write("resolution_errors.csv", header, errors(pairs, methods[OURS]))
    write("resolution_clusters.csv", CLUSTER_COLUMNS, cluster_rows(groups))
    print("\nclusters (B-cubed)")
    for told, precision, recall, f, biggest in cluster_rows(groups):
        print(f"{told:22} precision {precision}, recall {recall}, F {f}, biggest wrong group {biggest}")
    print()
    for what, met in targets(results, methods, groups[True]):
        print(f"{'reached' if met else 'MISSED '}  {what}")


if __name__ == "__main__":
    main()
