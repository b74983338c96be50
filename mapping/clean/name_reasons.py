"""Why a pair scored as it did: its strongest clues for and against, in one sentence with the words they rest on."""

from __future__ import annotations

from mapping.clean.name_clues import Pairs, clues, strengths
from mapping.clean.name_record import NameRecord
from mapping.clean.name_words import lay
from mapping.names.reading import Kind

NOTHING = "Unsure: there is nothing to compare."
_MOST = 3  # clues told on either side
_LEAST = 0.3  # weight times strength below which a clue is not worth a word
_LONGEST = 60  # characters quoted of a name
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
        return " and ".join(sorted(record.media))
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


def told(name: str, sentence: str, a: NameRecord, b: NameRecord) -> str:
    """The sentence of a clue filled with the words of this pair."""
    left, right = _part(name, a), _part(name, b)
    if name in ("own_words_each", "extra_words"):
        laid = lay(a, b)
        left, right = ", ".join(laid.left), ", ".join(laid.right)
    elif name in ("shared_words", "same_core", "all_words_answered"):
        laid = lay(a, b)
        left = ", ".join(word for word in a.own if word not in laid.left) or "none"
        right = ", ".join(word for word in b.own if word not in laid.right) or "none"
    return sentence.format(left=left, right=right, one="; ".join(filter(None, (left, right))))


def because(kind: Kind, a: NameRecord, b: NameRecord, same: str) -> str:
    """One sentence on a pair: the answer, what speaks for it and what against."""
    pairs = Pairs([a], [b])
    if not pairs.comparable[0]:
        return NOTHING
    table = clues(kind)
    weighed = [(table[name].weight * strength[0], name) for name, strength in strengths(kind, pairs).items()]
    weighed = sorted((item for item in weighed if abs(item[0]) >= _LEAST), key=lambda item: -abs(item[0]))
    for_it = [told(name, table[name].sentence, a, b) for weight, name in weighed if weight > 0][:_MOST]
    against = [told(name, table[name].sentence, a, b) for weight, name in weighed if weight < 0][:_MOST]
    told_for = "; ".join(for_it) or "nothing speaks for it"
    if not against:
        return f"{_OPENING[same]}: {told_for}."
    first, second = (told_for, "; ".join(against)) if same != "false" else ("; ".join(against), "; ".join(for_it))
    return f"{_OPENING[same]}: {first}" + (f"; but {second}." if second else ".")
