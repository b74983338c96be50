"""How well the credits of articles are read and resolved, by language and writing, on sentences kept for this alone.

    .venv/bin/mapping build && .venv/bin/python -m benchmarks.citations [tuned]

Reads `benchmarks/citations/sentences.csv` (how they were made: the README there); of its two halves the patterns were
tuned on the one (`tuned`), and the other, held out, is measured. Names are looked up among the outlets, owners and
outsiders of `data/processed`. Writes `benchmarks/results/citations.csv`:
language, writing, sentences, names, name_precision, name_recall, ids, id_precision, id_recall, offices, offices_told.
Names are those of media; an office that is credited must be told as one, and counts as wrong where it passes for a
medium. The last row counts all.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from mapping.analyse.carried.credited import resolver_of
from mapping.landscape import Landscape
from mapping.names import core, skeleton
from mapping.names.credited import Resolver
from mapping.names.declined import is_official, undeclined
from mapping.names.lists import spaced
from mapping.sources.site_credits import credits_of

HERE = Path(__file__).parent
SENTENCES = HERE / "citations" / "sentences.csv"
RESULTS = HERE / "results" / "citations.csv"
HEAD = (
    "language", "writing", "sentences", "names", "name_precision", "name_recall", "ids", "id_precision", "id_recall",
    "offices", "offices_told",
)  # fmt: skip
OFFICE, UNKNOWN = "office", "unknown"  # instead of an id: an office, a medium that nobody listed
Sentence = dict[str, str]


def read(path: Path) -> list[Sentence]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_held_out(sentence: Sentence) -> bool:
    """Whether a sentence is of the half on which no pattern was tuned: its hash decides."""
    return sha256(sentence["text"].encode()).digest()[0] % 2 == 0


def forms(name: str) -> set[str]:
    """What a name may be compared by: with and without its ending, with and without words of its medium."""
    written = (name, *undeclined(name))
    return {skeleton(each) for each in written} | {core(each) for each in written}


def matched(found: Iterable[str], wanted: Iterable[str]) -> tuple[list[str], list[str]]:
    """The names found that nobody wanted, and those wanted that nobody found."""
    missing, extra = list(wanted), []
    for name in found:
        same = next((each for each in missing if forms(each) & forms(name)), None)
        if same is None:
            extra.append(name)
        else:
            missing.remove(same)
    return extra, missing


def count(sentence: Sentence, known: Resolver) -> Counter[str]:
    """What is right and wrong in one sentence."""
    labels = list(zip(spaced(sentence["credited"]), spaced(sentence["ids"]), strict=True))
    offices = [name for name, label in labels if label == OFFICE]
    resolved = {
        name: known.resolve(name, sentence["country"], sentence["language"])
        for name in credits_of(sentence["text"], [])
    }
    told = {name for name, found in resolved.items() if is_official(name) or (not found and is_one(name, offices))}
    media = [name for name in resolved if name not in told]
    extra, missing = matched(media, [name for name, label in labels if label != OFFICE])
    wanted = {label for _, label in labels} - {OFFICE, UNKNOWN}
    ids = {resolved[name] for name in media} - {""}
    return Counter(
        sentences=1,
        names=len(labels) - len(offices),
        names_found=len(media),
        names_right=len(media) - len(extra),
        names_missing=len(missing),
        ids=len(wanted),
        ids_found=len(ids),
        ids_right=len(ids & wanted),
        offices=len(offices),
        offices_told=sum(any(is_one(name, [office]) for name in told) for office in offices),
    )


def is_one(name: str, offices: Iterable[str]) -> bool:
    """Whether a name is that of one of the offices, with its press service or without."""
    words = {form for word in name.split() for form in forms(word)}
    return any(forms(office.split()[0]) & words for office in offices)


def shares(counted: Counter[str]) -> tuple[str, ...]:
    """Counts, precision and recall as the columns of the result have them."""

    def share(part: int, whole: int) -> str:
        return f"{part / whole:.4f}" if whole else ""

    names_right, ids_right = counted["names_right"], counted["ids_right"]
    return (
        str(counted["sentences"]), str(counted["names"]), share(names_right, counted["names_found"]),
        share(names_right, counted["names"]), str(counted["ids"]), share(ids_right, counted["ids_found"]),
        share(ids_right, counted["ids"]), str(counted["offices"]), share(counted["offices_told"], counted["offices"]),
    )  # fmt: skip


def main() -> None:
    """Measure one half, print; keep the figures of the half held out."""
    tuned = sys.argv[1:] == ["tuned"]
    landscape = Landscape.open()
    known = resolver_of(landscape.names, landscape.channels, landscape.outsiders, landscape.outlets)
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in read(SENTENCES):
        if is_held_out(sentence) != tuned:
            counts[sentence["language"], sentence["writing"]] += count(sentence, known)
    rows = [(*key, *shares(counts[key])) for key in sorted(counts)]
    rows.append(("all", "", *shares(sum(counts.values(), Counter()))))
    for row in (HEAD, *rows):
        print("".join(f"{cell:>15}" for cell in row))
    if not tuned:
        with RESULTS.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows((HEAD, *rows))


if __name__ == "__main__":
    main()
