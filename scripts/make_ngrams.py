"""Counts the pieces that tell close languages apart and writes `mapping/names/data/ngrams_*.csv`.

    python scripts/make_ngrams.py /usr/share/locale

The folder holds gettext catalogues (`kk/LC_MESSAGES/*.mo` ...): those of GTK, VLC, LibreOffice and GNOME, as a Debian
machine installs them, were used. Nothing of the catalogues but these counts is kept.
"""

from __future__ import annotations

import csv
import gettext
import math
import re
import sys
from collections import Counter
from pathlib import Path

from mapping.names.ngrams import BARE_CYRL, bare_latin
from mapping.names.translit import transliterate

DATA = Path(__file__).resolve().parent.parent / "mapping" / "names" / "data"
PIECES = 3000  # kept a script: more gain nothing on held-out text
SHRINK = 0.3  # pull of the average, in sizes of the smallest language, so that a small corpus claims nothing rare
_MARKUP = re.compile(r"[_&%]\w?|\{[^}]*\}|<[^>]*>|[~$]|https?://\S+|\S+@\S+")
_PATH = re.compile(r"(?:^|/)(\w\w)/(?:LC_MESSAGES/)?[^/]+\.mo$")


def messages(folder: Path, language: str) -> list[str]:
    """Every translated message of a language under the folder; for `en` the originals of the Turkish catalogues."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*.mo")):
        match = _PATH.search(path.as_posix())
        if match and match.group(1) == ("tr" if language == "en" else language):
            with path.open("rb") as file:
                catalogue = vars(gettext.GNUTranslations(file))["_catalog"]
            for original, translated in catalogue.items():
                text = original if language == "en" else translated
                if isinstance(text, str) and original and original != translated:
                    found.add(_MARKUP.sub(" ", text).lower())
    return sorted(found)


def count(texts: list[str], letters: str) -> Counter[str]:
    """Three-letter pieces of the words in those letters, a space at both ends of each."""
    pieces: Counter[str] = Counter()
    for text in texts:
        for word in re.findall(letters, text):
            padded = f" {word} "
            pieces.update(padded[at : at + 3] for at in range(len(padded) - 2))
    return pieces


def weights(counts: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    """The most telling pieces with their weights: ten times the log likelihood over the average of the languages."""
    totals = {language: sum(found.values()) for language, found in counts.items()}
    shrink = min(totals.values()) * SHRINK
    table: dict[str, dict[str, float]] = {}
    for piece in set().union(*counts.values()):
        shares = {language: found[piece] / totals[language] for language, found in counts.items()}
        average = sum(shares.values()) / len(shares)
        table[piece] = {
            language: math.log((found[piece] + shrink * average) / (totals[language] + shrink))
            for language, found in counts.items()
        }

    def tells(piece: str) -> float:
        likelihoods = [math.exp(value) for value in table[piece].values()]
        mean = sum(likelihoods) / len(likelihoods)
        return sum(one * abs(math.log(one / mean)) for one in likelihoods)

    best = sorted(table, key=lambda piece: (-tells(piece), piece))[:PIECES]
    means = {piece: sum(table[piece].values()) / len(counts) for piece in best}
    return {
        piece: {language: round(10 * (value - means[piece])) for language, value in table[piece].items()}
        for piece in sorted(best)
    }


def write(script: str, table: dict[str, dict[str, int]]) -> None:
    """One row a piece; a space is written `_`."""
    languages = list(next(iter(table.values())))
    with (DATA / f"ngrams_{script}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["piece", *languages])
        writer.writerows([piece.replace(" ", "_"), *row.values()] for piece, row in table.items())


def main(folder: Path) -> None:
    """Counts both scripts and writes their tables."""
    kazakh = [text for text in messages(folder, "kk") if re.search("[а-я]", text)]
    cyrillic = {"kk": kazakh, "ky": messages(folder, "ky")}
    bare = {name: [text.translate(BARE_CYRL) for text in texts] for name, texts in cyrillic.items()}
    write("cyrl", weights({name: count(texts, "[а-яё]+") for name, texts in bare.items()}))
    own = [re.sub("[a-z]+", "", text) for text in kazakh]
    latin = {"kk": [transliterate(text, standard) for standard in ("kk_2018", "kk_2021") for text in own]}
    latin |= {name: messages(folder, name) for name in ("uz", "tr", "en")}
    write("latn", weights({name: count([bare_latin(t) for t in texts], "[a-z]+") for name, texts in latin.items()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
