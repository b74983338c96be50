"""What is on record of one outlet, as far as a guide asks for it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from mapping.documents.blocks import Cell
from mapping.landscape import Landscape
from mapping.safety import host, is_live
from mapping.translate import _

SITES = ("website", "mirror")
ABROAD = ("exile", "hybrid")
# A question in a group that was filled in again is called name#2, name#3 ...
AGAIN = "#"


@dataclass
class Pages:
    """The pages quoted so far, numbered in the order in which they were first quoted."""

    land: Landscape
    numbers: dict[str, int] = field(default_factory=dict)

    def marks(self, cells: Iterable[str]) -> str:
        """The numbers of the pages in some cells of citations: `[1][4]`."""
        ids = dict.fromkeys(own_id for cell in cells for own_id in cell.split(";"))
        return "".join(f"[{self.numbers.setdefault(own_id, len(self.numbers) + 1)}]" for own_id in ids)

    def listed(self) -> list[tuple[int, Cell]]:
        """Each number with its page: title, publisher and date."""
        by_id = self.land.citations.set_index("citation_id")
        listed = []
        for own_id, number in self.numbers.items():
            page = by_id.loc[own_id]
            about = ", ".join(str(page[name]) for name in ("title", "publisher", "published") if pd.notna(page[name]))
            listed.append((number, self.linked(about or str(page["url"]), str(page["url"]))))
        return listed

    def linked(self, text: str, url: str) -> Cell:
        """A text that leads to a page; one of a labelled outlet stands there as text, without a link."""
        return Cell(text, url) if is_live(url, self.land.warned_hosts) else Cell(f"{text} ({url})")


@dataclass(frozen=True)
class Known:
    """One outlet with the rows of each table that are about it, and the pages that they quote."""

    land: Landscape
    outlet: Mapping[Hashable, Any]
    answers: Mapping[str, Sequence[str]]
    pages: Pages

    @classmethod
    def of(cls, land: Landscape, own_id: str) -> Known:
        """Everything on record of the outlet of this id."""
        row = land.outlets[land.outlets["outlet_id"] == own_id].iloc[0].dropna().to_dict()
        return cls(land, row, _answers(land, own_id), Pages(land))

    def rows(self, table: str) -> pd.DataFrame:
        """The rows of a table that are about the outlet."""
        frame: pd.DataFrame = getattr(self.land, table)
        own: pd.DataFrame = frame[frame["outlet_id"] == self.outlet["outlet_id"]]
        return own

    @property
    def name(self) -> str:
        """Its common name."""
        return str(self.outlet["name"])

    @property
    def home(self) -> str:
        """The country that it comes from; the one that it speaks to where nothing says so."""
        return str(self.outlet.get("home_country", self.outlet["country"]))

    @property
    def base(self) -> str:
        """The country it works from; empty where no page states it or it must stay hidden."""
        return "" if self.outlet["place_level"] == "hidden" else str(self.outlet.get("base_country", ""))

    @property
    def exiled(self) -> bool:
        """Whether a page says that it works in exile, wholly or in part."""
        return self.outlet.get("exile_status") in ABROAD

    @property
    def labelled(self) -> list[str]:
        """Where its materials are labelled extremist."""
        return [code for code in str(self.outlet.get("labelled_in", "")).split(";") if code]

    def happened(self, kinds: Collection[str]) -> pd.DataFrame:
        """The events of these kinds, the oldest first."""
        events = self.rows("events")
        return events[events["kind"].isin(kinds)].sort_values("date")

    def in_use(self) -> pd.DataFrame:
        """Its channels that nothing calls ended or gone."""
        channels = self.rows("channels")
        return channels[channels["end"].isna() & (channels["status"] != "gone")]

    def hosts(self) -> list[str]:
        """The hosts of its sites and mirrors."""
        channels = self.in_use()
        return sorted({host(address) for address in channels.loc[channels["kind"].isin(SITES), "address"]})

    def phase(self) -> str:
        """How far it has settled, in the reader's words: as a page or else the newsroom says."""
        words = {
            "arrival": _("arrival"),
            "rebuild": _("rebuilding"),
            "sustain": _("settled work, in search of ways to last"),
        }
        told = self.outlet.get("exile_phase", next(iter(self.answers.get("exile_phase", ())), ""))
        return words.get(str(told), _("not looked at yet"))


def _answers(land: Landscape, own_id: str) -> dict[str, list[str]]:
    """What people of the outlet answered to each question in the newest round, each answer once."""
    own = land.answers[land.answers["outlet_id"] == own_id].dropna(subset=["answer"]).sort_values("date")
    newest = own[own["round"] == own["round"].iloc[-1]] if len(own) else own
    given: dict[str, list[str]] = {}
    for question, answer in zip(newest["question"], newest["answer"], strict=True):
        given.setdefault(question.partition(AGAIN)[0], []).append(answer)
    return {question: list(dict.fromkeys(answers)) for question, answers in given.items()}
