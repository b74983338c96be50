"""Which ties a picture can hold: the strongest of each layer in turn, and who is at their ends."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mapping.draw.figure import need
from mapping.draw.palette import LAYERS
from mapping.errors import UnknownName
from mapping.translate import _, plural

CHANCE, ALLEGED, SURE = "chance", "alleged", "sure"


@dataclass(frozen=True)
class Chosen:
    """The ties drawn (with their `sort`: sure, alleged or chance), how many ties and ends were left out, and how many
    ties of one to itself."""

    ties: pd.DataFrame
    left_ties: int
    left_ends: int
    to_itself: int

    @property
    def ends(self) -> list[str]:
        """Who is tied."""
        return sorted({*self.ties["from_id"], *self.ties["to_id"]})

    @property
    def remarks(self) -> list[str]:
        """What the reader must know of the choice."""
        strongest_first = _("Of each layer the strongest ties are drawn.")
        weaker = plural("{n} weaker tie is left out.", "{n} weaker ties are left out.", self.left_ties)
        ends = plural(
            "{n} outlet or other has no tie that is drawn.",
            "{n} outlets and others have no tie that is drawn.",
            self.left_ends,
        )
        own = plural(
            "{n} tie of one to itself is not drawn.", "{n} ties of one to itself are not drawn.", self.to_itself
        )
        told = [
            (self.left_ties, strongest_first),
            (self.left_ties, weaker),
            (self.left_ends, ends),
            (self.to_itself, own),
        ]
        return [sentence for n, sentence in told if n]


def strongest(ties: pd.DataFrame, level: float, most_ends: int, most_ties: int) -> Chosen:
    """At most `most_ties` ties between at most `most_ends` ends: the first of every layer, then the second, and so on.

    Before others come ties beyond chance (p < `level`, or none to test), then the heavier, and those whose ends
    are tied on more layers. `UnknownName` for a layer that the palette does not know.
    """
    need(ties, "from_id", "to_id", "layer", "weight", "p_value", "confidence")
    if unknown := sorted(set(ties["layer"]) - set(LAYERS)):
        raise UnknownName(f"There is no layer '{unknown[0]}' to draw: choose from {', '.join(LAYERS)}.")
    to_itself = ties["from_id"] == ties["to_id"]
    ties = ties[~to_itself]
    ends_on = pd.concat([ties[["layer", end]].set_axis(["layer", "end"], axis=1) for end in ("from_id", "to_id")])
    layers = ends_on.drop_duplicates()["end"].value_counts()
    ranked = ties.assign(
        sort=[_sort(p, sure, level) for p, sure in zip(ties["p_value"], ties["confidence"], strict=True)],
        weight=pd.to_numeric(ties["weight"]).fillna(0.0),
        joint=ties["from_id"].map(layers) + ties["to_id"].map(layers),
        at=ties["layer"].map(list(LAYERS).index),
    )
    ranked = ranked.assign(weak=ranked["sort"].map([SURE, ALLEGED, CHANCE].index))
    ranked = ranked.sort_values(
        ["weak", "weight", "joint", "from_id", "to_id"], ascending=[True, False, False, True, True], kind="stable"
    )
    ranked = ranked.assign(turn=ranked.groupby("layer").cumcount()).sort_values(["turn", "at"], kind="stable")
    ends: set[str] = set()
    kept: list[object] = []
    for row, one, other in zip(ranked.index, ranked["from_id"], ranked["to_id"], strict=True):
        if len(kept) < most_ties and len(ends | {one, other}) <= most_ends:
            ends |= {one, other}
            kept.append(row)
    columns = [*ties.columns, "sort"]
    drawn = ranked.loc[kept, columns].sort_values(["layer", "from_id", "to_id"], kind="stable", ignore_index=True)
    everyone = {*ties["from_id"], *ties["to_id"]}
    return Chosen(drawn, len(ties) - len(kept), len(everyone - ends), int(to_itself.sum()))


def _sort(p_value: float, confidence: object, level: float) -> str:
    if pd.notna(p_value) and p_value >= level:
        return CHANCE
    return ALLEGED if confidence == "alleged" else SURE
