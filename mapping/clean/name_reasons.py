"""Why a pair scored as it did: its strongest clues for and against, in one sentence with the words they rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mapping.clean.name_clues import Pairs, clues, strengths
from mapping.clean.name_record import LONGEST, NameRecord
from mapping.clean.name_words import lay
from mapping.names import skeleton
from mapping.names.reading import Kind
from mapping.names.skeleton import APOSTROPHES

NOTHING = "Unsure: there is nothing to compare."
_MOST = 3  # clues told on either side
_LEAST = 0.3  # weight times strength below which a clue is not worth a word
_LONGEST = 60  # characters quoted of a name
_WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
_OPENING = {"true": "The same", "false": "Different", "unsure": "Unsure"}


def quoted(text: str) -> str:
    """A name as it may stand in a sentence: one line, not too long."""
    plain = " ".join(text.replace("\0", " ").split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _part(name: str, record: NameRecord) -> str:
    """What a clue rests on in one of the names."""
    if name in ("different_numbers", "one_number"):
        return ", ".join(sorted(record.numbers))
    if name in ("different_media", "one_medium", "one_medium_of_place"):
        return " and ".join(sorted(record.media or record.sorts))
    if name == "different_directions":
        return " and ".join(sorted(record.directions))
    if name == "different_sorts":
        return " and ".join(sorted(record.sorts))
    if name == "region_or_city" and not record.place:
        return " and ".join(sorted(record.ranks))
    if name in ("different_places", "same_place", "region_or_city", "one_known"):
        places = [record.place] if record.place else sorted(record.places, key=lambda place: place.name)
        return ", ".join(f"{place.name} ({place.kind}, {place.country})" for place in places)
    if name in ("same_form", "different_form"):
        return record.form
    if record.person is not None and name.endswith("father"):
        return record.person.father or "none"
    return quoted(record.text)


def _spelled(record: NameRecord, words: Sequence[str]) -> str:
    """The words as the name spells them; as they are compared where it spells them otherwise (joined, in digits)."""
    spellings = {skeleton(word, record.country): word for word in _WORD.findall(record.text[:LONGEST])}
    return ", ".join(spellings.get(word, word) for word in words)


def told(name: str, sentence: str, a: NameRecord, b: NameRecord) -> str:
    """The sentence of a clue filled with the words of this pair."""
    left, right = _part(name, a), _part(name, b)
    if name in ("own_words_each", "extra_words"):
        laid = lay(a, b)
        left, right = _spelled(a, laid.left), _spelled(b, laid.right)
    elif name in ("shared_words", "same_core", "all_words_answered"):
        laid = lay(a, b)
        left = _spelled(a, [word for word in a.own if word not in laid.left]) or "none"
        right = _spelled(b, [word for word in b.own if word not in laid.right]) or "none"
    return sentence.format(left=left, right=right, one="; ".join(filter(None, (left, right))))


def because(kind: Kind, a: NameRecord, b: NameRecord, same: str, also: Sequence[str] = ()) -> str:
    """One sentence on a pair: the answer, what speaks for it and what against; `also` speaks for it besides."""
    pairs = Pairs([a], [b])
    weighed = _weighed(kind, pairs) if pairs.comparable[0] else []
    table = clues(kind)
    told_for, against = (
        "; ".join([told(name, table[name].sentence, a, b) for weight, name in weighed if weight * sign > 0][:_MOST])
        for sign in (1, -1)
    )
    told_for = "; ".join(filter(None, (*also, told_for)))
    if not told_for and not against:
        return NOTHING if not pairs.comparable[0] else f"{_OPENING[same]}: nothing speaks for it."
    first, second = (against, told_for) if same == "false" else (told_for, against)
    return f"{_OPENING[same]}: " + "; but ".join(filter(None, (first, second))) + "."


def _weighed(kind: Kind, pairs: Pairs) -> list[tuple[float, str]]:
    """The clues of one pair that are worth a word with what they weigh here, the strongest first."""
    table, strength = clues(kind), strengths(kind, pairs)
    weighed = [(table[name].weight * column[0], name) for name, column in strength.items()]
    known = {name for weight, name in weighed if weight >= _LEAST}
    told_already = {"shared_words"} if known & {"same_skeleton", "same_core"} else set()
    telling = [item for item in weighed if abs(item[0]) >= _LEAST and item[1] not in told_already]
    return sorted(telling, key=lambda item: -abs(item[0]))
