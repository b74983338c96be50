"""How well the language of short texts is told, by language, writing and length, beside plain py3langid.

    .venv/bin/python -m benchmarks.language

Reads `benchmarks/language/headlines.csv` (how the texts were made: the README there) and writes
`benchmarks/results/language.csv`: language, writing, characters, n, ours, py3langid (shares told right). The macro rows
average the languages and scripts, each once, Kazakh Latin being one script of five alphabets. Outside the macro stand
Karakalpak, which py3langid does not know, and Kazakh and Kyrgyz typed without their special letters.
"""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from mapping.names import identify, transliterate

HERE = Path(__file__).parent
TEXTS = HERE / "language" / "headlines.csv"
RESULTS = HERE / "results" / "language.csv"
KNOWN = ("kk", "ky", "tg", "uz", "ru", "en", "tr", "fa")  # of our languages, those that py3langid knows
LATIN = {"kk": ("kk_2017", "kk_2018", "kk_2019", "kk_2021", "kk_informal"), "kaa": ("kaa_2016", "kaa_2009")}
TYPED = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")  # on a keyboard without the special letters
LONG, SHORT = "40-120", "25"
SPEED_TEXTS = 20_000
Sample = tuple[str, str, str]  # language, writing, text
Guess = Callable[[str], str]


def samples() -> Iterator[Sample]:
    """Every labelled text in each way its language is written."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            language, text = row["language"], row["text"]
            yield language, row["script"], text
            if row["script"] == "Cyrl":
                yield from ((language, f"Latn {name}", transliterate(text, name)) for name in LATIN.get(language, ()))
            if language in ("kk", "ky"):
                yield from [(language, "Cyrl typed", text.translate(TYPED))] if row["script"] == "Cyrl" else []


def pieces(text: str, longest: int = 25, shortest: int = 18) -> Iterator[str]:
    """The text cut between words into pieces of about 25 characters; a shorter rest is left out."""
    piece = ""
    for word in text.split():
        if piece and len(piece) + 1 + len(word) > longest:
            if shortest <= len(piece) <= longest:
                yield piece
            piece = ""
        piece = f"{piece} {word}".strip()
    if shortest <= len(piece) <= longest:
        yield piece


def banded() -> dict[tuple[str, str, str], list[str]]:
    """(language, writing, band) -> its texts; a text outside 40 to 120 characters counts in the short band only."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for language, writing, text in samples():
        if 40 <= len(text) <= 120:
            found[language, writing, LONG].append(text)
        found[language, writing, SHORT].extend(pieces(text))
    return found


def share(language: str, texts: list[str], guess: Guess) -> float:
    """The share of the texts that are told to be in that language."""
    return sum(guess(text) == language for text in texts) / len(texts)


def macro(rows: list[tuple[str, str, str, int, float, float]], band: str) -> tuple[float, float]:
    """The mean over languages and scripts, ours and py3langid's; alphabets of one script are averaged first."""
    scripts: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for language, writing, characters, _, ours, theirs in rows:
        if characters == band and language != "kaa" and "typed" not in writing:
            scripts[language, writing.split()[0]].append((ours, theirs))
    means = [[sum(column) / len(found) for column in zip(*found, strict=True)] for found in scripts.values()]
    ours_mean, theirs_mean = (sum(column) / len(means) for column in zip(*means, strict=True))
    return ours_mean, theirs_mean


def speed(texts: list[str], guess: Guess) -> int:
    """Texts a second of processor time, after a first call that reads the tables."""
    guess(texts[0])
    many = (texts * (SPEED_TEXTS // len(texts) + 1))[:SPEED_TEXTS]
    started = time.process_time()
    for text in many:
        guess(text)
    return round(len(many) / (time.process_time() - started))


def main() -> None:
    """Measure, print and keep the shares."""
    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(list(KNOWN))

    def ours(text: str) -> str:
        return identify(text).language

    def theirs(text: str) -> str:
        return str(model.classify(text)[0])

    texts = banded()
    rows = [
        (language, writing, band, len(found), share(language, found, ours), share(language, found, theirs))
        for (language, writing, band), found in sorted(texts.items())
    ]
    ends = [("macro", "", band, 0, *macro(rows, band)) for band in (LONG, SHORT)]
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("language", "writing", "characters", "n", "ours", "py3langid"))
        for language, writing, band, n, right, plain in (*rows, *ends):
            writer.writerow((language, writing, band, n or "", f"{right:.4f}", f"{plain:.4f}"))
            print(f"{language:6}{writing:18}{band:>7}{n or '':>5}{right:8.3f}{plain:8.3f}")
    long_texts = [text for key, found in texts.items() if key[2] == LONG for text in found]
    print(f"texts a second: {speed(long_texts, ours):,} (py3langid {speed(long_texts, theirs):,})")


if __name__ == "__main__":
    main()
