"""The line under a figure: how many things it counts, when its data end, how sure they are."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from mapping import dates
from mapping.draw.labels import label
from mapping.translate import _, capitalised, day, month, number


@dataclass(frozen=True)
class Evidence:
    """What a figure rests on.

    `n` things of the kind `what` ("outlets", in the reader's language); `date` of the data, as precise as it is known;
    the weakest `confidence` among them; `remarks` are whole sentences.
    """

    n: int
    what: str
    date: str | datetime.date
    confidence: str | None = None
    remarks: tuple[str, ...] = ()

    def note(self, *more: str) -> str:
        """The evidence as sentences for the reader, further remarks last."""
        sentences = [
            # A label and a bracket: no noun bends to the number, and no full stop follows a date that ends in one.
            _(
                "{what}: {n} (data of {date}).",
                what=capitalised(self.what),
                n=number(self.n),
                date=_written(self.date),
            ),
        ]
        if self.confidence:
            sentences.append(_("Weakest confidence: {confidence}.", confidence=label(self.confidence)))
        return " ".join([*sentences, *(capitalised(remark) for remark in (*self.remarks, *more))])


def _written(date: str | datetime.date) -> str:
    if isinstance(date, datetime.date):
        return day(date)
    if not dates.is_date(date):
        return date
    first = dates.span(date).first
    return {10: day, 7: month}.get(len(date), lambda _first: date)(first)
