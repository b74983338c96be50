"""Learn what the clues of `mapping/clean/data/name_clues.csv` weigh, from labelled pairs of names.

    .venv/bin/python scripts/learn_clues.py benchmarks/resolution/pairs.csv

Plain logistic regression, one for each kind, on the rows whose `half` is train (all rows when the file has no such
column). The column `prior` holds what a person expects of a clue; a ridge pulls each weight towards it, so that a clue
too rare to learn from keeps its sense, and a weight never takes the other sign, for the sign is what the clue means.
Pairs of different things count `CAUTION` times, for a wrong merger does more harm than a missed one. Weights are
rounded to a tenth; priors and sentences stay as they are.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from mapping.clean.compare import KINDS, score_pairs
from mapping.clean.name_clues import TABLE, Floats, Pairs, clues, strengths
from mapping.clean.name_record import read_record
from mapping.names.reading import Kind
from mapping.paths import write_whole

LEAST, MOST = 0.1, 10.0
RIDGE = 1.0  # in pairs: how many it takes to move a weight away from its prior
CAUTION = 1.3
STEPS, STEP = 4_000, 0.5
Row = dict[str, str]


def labelled(path: Path) -> list[Row]:
    """The labelled pairs of the train half; the other half is never read here."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("half", "train") == "train"]
    return [row for row in rows if row["same"] in ("yes", "no")]


def learn(kind: Kind, rows: Sequence[Row]) -> dict[str, float]:
    """The weights of one kind's clues, by projected gradient descent from the priors of the table."""
    left = [read_record(row["name_a"], kind, row["country"]) for row in rows]
    right = [read_record(row["name_b"], kind, row["country"]) for row in rows]
    measured = strengths(kind, Pairs(left, right))
    same = np.array([row["same"] == "yes" for row in rows], dtype=float)
    columns = np.column_stack([np.ones(len(rows)), *measured.values()])
    names = ["bias", *measured]
    prior = np.array([clues(kind)[name].prior for name in names])
    weights = _descend(columns, same, prior)
    return dict(zip(names, np.round(weights, 1).tolist(), strict=True))


def _descend(columns: Floats, same: Floats, prior: Floats) -> Floats:
    low = np.where(prior > 0, LEAST, -MOST)
    high = np.where(prior > 0, MOST, -LEAST)
    caution = np.where(same > 0, 1.0, CAUTION)
    weights = prior.copy()
    for _ in range(STEPS):
        error = (1.0 / (1.0 + np.exp(-columns @ weights)) - same) * caution
        slope = columns.T @ error / len(same) + RIDGE * (weights - prior) / len(same)
        weights = np.clip(weights - STEP * slope, low, high)
    return weights


def tell(rows: Iterable[Row]) -> str:
    """Precision, recall and F1 of the answer `true` on these rows, and the share left unsure."""
    rows = list(rows)
    scored = score_pairs(
        [row["name_a"] for row in rows],
        [row["name_b"] for row in rows],
        [_kind(row) for row in rows],
        [row["country"] for row in rows],
    )
    said = np.array([answer == "true" for answer in scored.same], dtype=bool)
    same = np.array([row["same"] == "yes" for row in rows], dtype=bool)
    precision, recall = (said & same).sum() / max(1, said.sum()), (said & same).sum() / max(1, same.sum())
    harmonic = 2 * precision * recall / max(1e-9, precision + recall)
    unsure = scored.same.count("unsure") / max(1, len(rows))
    return (
        f"{len(rows):5} pairs  precision {precision:.3f}  recall {recall:.3f}  F1 {harmonic:.3f}  unsure {unsure:.3f}"
    )


def _kind(row: Row) -> Kind:
    return next(kind for kind in KINDS if kind == row["kind"])


def rewritten(learnt: dict[Kind, dict[str, float]]) -> bytes:
    """The table with the learnt weights in their places."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        weight = learnt.get(_kind(row), {}).get(row["clue"])
        row["weight"] = row["weight"] if weight is None else f"{weight:g}"
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def main() -> None:
    """Learn, write the table, and print how the learnt weights do on the same pairs."""
    parser = argparse.ArgumentParser(description="Learn what the clues between names weigh.")
    parser.add_argument("pairs", type=Path, help="CSV: name_a, name_b, kind, country, same (yes/no), maybe half")
    rows = labelled(parser.parse_args().pairs)
    by_kind = {kind: [row for row in rows if row["kind"] == kind] for kind in KINDS}
    write_whole(TABLE, rewritten({kind: learn(kind, some) for kind, some in by_kind.items() if some}))
    clues.cache_clear()
    print(f"all       {tell(rows)}")
    for kind, some in by_kind.items():
        print(f"{kind:9} {tell(some)}")
    for country in sorted({row["country"] for row in rows}):
        print(f"{country:9} {tell(row for row in rows if row['country'] == country)}")


if __name__ == "__main__":
    main()
