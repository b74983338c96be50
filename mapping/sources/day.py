"""Dates as sources write them, in the forms YYYY, YYYY-MM and YYYY-MM-DD; none is made finer than it was stated."""

from __future__ import annotations

import re

from mapping.dates import is_date

_MONTHS = {
    1: "january jan января қаңтар yanvar январ",
    2: "february feb февраля ақпан fevral феврал",
    3: "march mar марта наурыз mart март",
    4: "april apr апреля сәуір aprel апрел",
    5: "may мая мамыр май",
    6: "june jun июня маусым iyun июн",
    7: "july jul июля шілде iyul июл",
    8: "august aug августа тамыз avgust август",
    9: "september sep sept сентября қыркүйек sentabr сентябр",
    10: "october oct октября қазан oktabr октябр",
    11: "november nov ноября қараша noyabr ноябр",
    12: "december dec декабря желтоқсан dekabr декабр",
}
_MONTH = {word: month for month, words in _MONTHS.items() for word in words.split()}
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NUMERIC = re.compile(rf"{_YEAR}(?:[-./ ](?P<m>\d\d?)(?:[-./ ](?P<d>\d\d?))?)?(?:\D.*)?\Z", re.DOTALL)
_COMPACT = re.compile(rf"{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:\D.*|\d{{6}}Z?|T\d{{6}}Z?)?\Z")
_TWO_NUMBERS = re.compile(rf"(?P<a>\d\d?)(?P<sep>[./-])(?P<b>\d\d?)(?P=sep){_YEAR}(?:\D.*)?\Z", re.DOTALL)
_WORD = r"(?P<w>[^\W\d_]{3,})\.?,?"
_DAY_FIRST = re.compile(rf"[«\"]?(?P<d>\d\d?)[»\"]?[-./ ]*{_WORD}[-./ ]+{_YEAR}(?:\D.*)?\Z", re.DOTALL)
_MONTH_FIRST = re.compile(rf"(?:[A-Za-z]{{3,}},? )?{_WORD} +(?P<d>\d\d?),?(?: +[\d:.]+)?(?: +[A-Z+\d:]+)? +{_YEAR}\Z")
_MONTH_ONLY = re.compile(rf"(?:{_WORD}[ -]+|(?P<m>\d\d?)[./-]){_YEAR}(?:\D.*)?\Z", re.DOTALL)
_YEAR_FIRST = re.compile(
    rf"{_YEAR}(?:[- ]?(?:жылғы|жылдын|йил|yil))?[- ](?:(?P<d>\d\d?)[- ])?{_WORD}(?:-(?P<e>\d\d?))?"
)


def day(text: str) -> str:
    """The date that a text states, `""` for none that can be told.

    Days of the form 05/06/2011 are read as a year alone, for nobody knows which is the month; 25/06/2011 is clear. With
    points (05.06.2011) the day stands first, as everywhere in the region. A month or day that does not exist (month 00)
    leaves the part before it.
    """
    text = re.sub(r"^(?:[A-Za-z]{3}, )(?=\d)", "", text.strip())
    if (found := _YEAR_FIRST.match(text)) and (month := _month(found["w"])):
        return _finest(found["y"], month, found["d"] or found["e"])
    for form in (_NUMERIC, _COMPACT):
        if found := form.match(text):
            return _finest(found["y"], found["m"], found["d"])
    if found := _TWO_NUMBERS.match(text):
        return _two_numbers(found["y"], int(found["a"]), int(found["b"]), found["sep"])
    for form in (_DAY_FIRST, _MONTH_FIRST, _MONTH_ONLY):
        parts = found.groupdict() if (found := form.match(text)) else {}
        if parts and (month := parts.get("m") or _month(parts["w"])):
            return _finest(parts["y"], month, parts.get("d"))
    return ""


def _month(word: str) -> str:
    """The month that a word names, with or without an ending behind it."""
    word = word.lower()
    found = _MONTH.get(word) or next((_MONTH[key] for key in _MONTH if len(key) > 4 and word.startswith(key)), "")
    return str(found)


def _two_numbers(year: str, first: int, second: int, separator: str) -> str:
    if separator == "." or first > 12 or first == second:
        return _finest(year, str(second), str(first))
    return _finest(year, str(first), str(second)) if second > 12 else year


def _finest(year: str, month: str | None, day_of_month: str | None) -> str:
    """The date with as many of its parts as exist."""
    parts = [year, *(part.zfill(2) for part in (month, day_of_month) if part)]
    while not is_date("-".join(parts)):
        parts.pop()
    return "-".join(parts)
