"""Words that a text must hold for a regular expression to match: they are found many times faster than it."""

from __future__ import annotations

import re

_QUANTIFIERS = "?*+{"
_OPENING = re.compile(r"\(\?(?::|<?[=!]|P<\w+>)")


def words_of(pattern: str) -> frozenset[str]:
    """Strings of which every match of a pattern holds at least one; none where no such strings can be told.

    Reads what our tables are written in: letters, alternatives, classes, `\\b`, quantifiers, and groups, which may be
    named, or look behind or ahead.
    """
    found, end = _alternatives(pattern, 0)
    return found if end == len(pattern) else frozenset()


def _alternatives(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """What one of several parts needs, and where they end: each part must need something."""
    parts = []
    while True:
        part, at = _row(pattern, at)
        parts.append(part)
        if at >= len(pattern) or pattern[at] == ")":
            return frozenset().union(*parts) if all(parts) else frozenset(), at
        at += 1


def _row(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """What a row of pieces needs: of what each needs, the rarest; letters that stand together are one word."""
    needed: list[frozenset[str]] = []
    word = ""
    while at < len(pattern) and pattern[at] not in "|)":
        letter, piece, at = _piece(pattern, at)
        may_lack = at < len(pattern) and pattern[at] in _QUANTIFIERS
        if letter is not None and not may_lack:
            word += letter
            continue
        needed.append(frozenset({word} if word else ()))
        word = ""
        if not may_lack:
            needed.append(piece)
        else:
            at = pattern.index("}", at) + 1 if pattern[at] == "{" else at + 1
            at += at < len(pattern) and pattern[at] == "?"
    needed.append(frozenset({word} if word else ()))
    return max(needed, key=_worth), at


def _worth(words: frozenset[str]) -> tuple[int, float]:
    """Words are the rarer the longer they are: the shortest counts first."""
    lengths = [len(word) for word in words] or [0]
    return min(lengths), sum(lengths) / len(lengths)


def _piece(pattern: str, at: int) -> tuple[str | None, frozenset[str], int]:
    """A letter (`""` for a mere place, as `^`), or what a group needs; and where the piece ends."""
    sign = pattern[at]
    if sign == "(":
        opening = _OPENING.match(pattern, at)
        begin = opening.end() if opening else at + 1
        found, end = _alternatives(pattern, begin)
        return None, frozenset() if pattern[begin - 1] in "=!" else found, end + 1
    if sign == "[":
        return None, frozenset(), pattern.index("]", at + 2) + 1
    if sign == "\\":
        escaped = pattern[at + 1]
        return ("" if escaped == "b" else None if escaped.isalnum() else escaped), frozenset(), at + 2
    return ("" if sign in "^$" else None if sign == "." else sign), frozenset(), at + 1
