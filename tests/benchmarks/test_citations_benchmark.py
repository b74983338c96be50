"""The labelled sentences of credits are sound, and the half on which the phrases were tuned is read."""

from __future__ import annotations

from collections import Counter

from benchmarks.citations import OFFICE, SENTENCES, UNKNOWN, count, is_held_out, read
from mapping.names.credited import Resolver
from mapping.names.lists import spaced

ROWS = read(SENTENCES)


def test_every_credited_name_stands_in_its_sentence_and_has_a_label() -> None:
    for row in ROWS:
        names = spaced(row["credited"])
        assert len(names) == len(spaced(row["ids"])), row["text"]
        letters = row["text"].translate(str.maketrans("ʻʼ‘’", "''''", '«»“”"'))
        assert all(name in letters for name in names), row["text"]


def test_there_are_sentences_enough_in_every_writing_and_half() -> None:
    halves = Counter((row["language"], row["writing"], is_held_out(row)) for row in ROWS)
    assert len(ROWS) >= 400
    assert len(halves) == 18
    assert min(halves.values()) >= 12


def test_the_half_that_phrases_were_tuned_on_is_read() -> None:
    nobody = Resolver({})
    counted = sum((count(row, nobody) for row in ROWS if not is_held_out(row)), Counter())
    assert counted["names_right"] >= 0.95 * counted["names_found"]
    assert counted["names_right"] >= 0.95 * counted["names"]
    assert counted["offices_told"] >= 0.9 * counted["offices"]


def test_an_office_that_passes_for_a_medium_is_wrong() -> None:
    sentence = {
        "language": "ru", "country": "KZ", "text": "Об этом сообщает Лига.", "credited": "Лига", "ids": OFFICE,
    }  # fmt: skip
    told, taken = count(sentence, Resolver({})), count(sentence, Resolver({"liga": ["Лига"]}))
    assert (told["offices_told"], told["names_found"]) == (1, 0)
    assert (taken["offices_told"], taken["names_found"], taken["names_right"], taken["ids_found"]) == (0, 1, 0, 1)


def test_a_medium_that_nobody_listed_counts_as_a_name_alone() -> None:
    sentence = {
        "language": "ru", "country": "KZ", "text": "Об этом сообщает Лига.", "credited": "Лига", "ids": UNKNOWN,
    }  # fmt: skip
    counted = count(sentence, Resolver({}))
    assert (counted["names_right"], counted["ids"], counted["ids_found"]) == (1, 0, 0)
