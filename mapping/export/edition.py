"""What leaves: the tables of one safety level, checked, with warnings, and split by what their licences permit."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import geopandas as gpd
import pandas as pd

from mapping.errors import LevelTooHigh
from mapping.observations import OBSERVED
from mapping.safety import host, is_live, may_show
from mapping.schema import TABLES as DESCRIBED
from mapping.schema import WHO_SUPPORTS, Column, Table
from mapping.tables import split

NON_COMMERCIAL = "-NC"
# From the freest to the strictest: what a whole made of several may be called by.
LICENCES = {
    "Unlicense (public domain)": "https://unlicense.org/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC BY-NC-SA 4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
}
WARNING = Column("warning", "why opening the outlet's pages is a risk to some readers", missing="not_applicable")
MODEL = DESCRIBED | OBSERVED
_OUTLETS = replace(MODEL["outlets"], columns=(*MODEL["outlets"].columns, WARNING))
_OTHERS = (
    "names", "channels", "owners", "stakes", "events", "assessments", "programmes", "participations", "outsiders",
    "relations", "citations", "claims", "conflicts",
)  # fmt: skip
# What leaves; the tables on how the others were made (records, doubts, missing, rejected ...) stay here.
TABLES: Mapping[str, Table] = {
    "outlets": _OUTLETS,
    **{name: MODEL[name] for name in _OTHERS},
    "who_supports": WHO_SUPPORTS,
}
_ADDRESS = re.compile(r"\bhttp(s?://[^\s;]+)")
# What may not be told of an outlet's place, by how finely it may be shown.
_TOO_FINE = {"region": ("city",), "country": ("city", "region"), "hidden": ("city", "region", "base_country")}


@dataclass(frozen=True)
class Edition:
    """One whole to be written in some format.

    `frames` hold the tables of `TABLES` as `Landscape` gives them at `level`; `date` is the date of the data; `regions`
    gives the shapes of the regions (code, country, name, approximate, geometry); `sources` says what each source is.
    """

    level: str
    date: datetime.date
    frames: Mapping[str, pd.DataFrame]
    regions: Callable[[], gpd.GeoDataFrame]
    sources: Mapping[str, str]
    non_commercial: bool = False
    apart: int = 0  # rows that stand in the other part

    @cached_property
    def licences(self) -> list[str]:
        """The licences of its rows, the freest first; one that we do not know stands last, as the strictest."""
        stated = {
            part for name in ("outlets", "owners") for cell in self.frames[name]["licence"] for part in split(cell)
        }
        order = list(LICENCES)
        return sorted(stated, key=lambda name: (order.index(name) if name in order else len(order), name))

    @property
    def filled(self) -> dict[str, pd.DataFrame]:
        """The tables that have rows."""
        return {name: frame for name, frame in self.frames.items() if len(frame)}


def parts(edition: Edition) -> list[Edition]:
    """The edition as it may leave: the open part, then, if there is any, the part under a non-commercial licence.

    `LevelTooHigh` when a column, a row or a place is above the level: then nothing may be written.
    """
    for name, frame in edition.frames.items():
        _refuse_above(TABLES[name], frame, edition.level)
    _refuse_fine_places(edition.frames["outlets"])
    return _split(replace(edition, frames=_with_warnings(edition.frames)))


def _refuse_above(table: Table, frame: pd.DataFrame, level: str) -> None:
    for name in frame.columns:
        if name not in table.by_name:
            raise LevelTooHigh(f"Column '{name}' of '{table.name}' is in no schema, so nobody knows who may see it.")
        if not may_show(table.by_name[name].level, level):
            raise LevelTooHigh(f"Column '{name}' of '{table.name}' is above the level '{level}'.")
    if "level" in frame.columns and not all(may_show(row_level, level) for row_level in frame["level"].unique()):
        raise LevelTooHigh(f"Rows of '{table.name}' are above the level '{level}'.")


def _refuse_fine_places(outlets: pd.DataFrame) -> None:
    for place_level, columns in _TOO_FINE.items():
        for column in columns:
            shown = outlets[(outlets["place_level"] == place_level) & outlets[column].notna()]
            if len(shown):
                lost = shown["outlet_id"].iloc[0]
                raise LevelTooHigh(f"The {column} of '{lost}' may not be shown: run `mapping clean` again.")


def _with_warnings(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    outlets, channels = frames["outlets"], frames["channels"]
    warnings = pd.Series([_warning(cell) for cell in outlets["labelled_in"]], index=outlets.index, dtype="str")
    told = outlets.assign(warning=warnings)
    labelled = outlets.loc[outlets["labelled_in"].notna(), "outlet_id"]
    own = channels[channels["outlet_id"].isin(labelled)]
    hosts = frozenset(host(address) for address in own.loc[own["kind"].isin(["website", "mirror"]), "address"])
    addresses = frozenset(own["address"])

    def dead(found: re.Match[str]) -> str:
        live = is_live(found[0], hosts) and found[0] not in addresses
        return found[0] if live else f"hxxp{found[1]}"

    return {name: _unlinked(frame, dead) for name, frame in (dict(frames) | {"outlets": told}).items()}


def _warning(labelled_in: object) -> str | None:
    if not isinstance(labelled_in, str):
        return None
    where = ", ".join(split(labelled_in))
    return f"Declared extremist in {where}: opening, sharing or keeping its materials there may be prosecuted."


def _unlinked(frame: pd.DataFrame, dead: Callable[[re.Match[str]], str]) -> pd.DataFrame:
    """The frame with addresses of labelled outlets as text that no program makes a link of (hxxps://)."""
    changed = {}
    for name in frame.columns:
        if not pd.api.types.is_numeric_dtype(frame[name]) and frame[name].str.contains("http", na=False).any():
            changed[name] = frame[name].str.replace(_ADDRESS, dead, regex=True)
    return frame.assign(**changed)


def _split(edition: Edition) -> list[Edition]:
    frames = edition.frames
    bound = _bound_ids(frames)
    bound |= _cited_only_by(frames, bound)
    masks = {name: _names_any(TABLES[name], frame, bound) for name, frame in frames.items()}
    open_frames = {name: frame[~masks[name]].reset_index(drop=True) for name, frame in frames.items()}
    if not any(mask.any() for mask in masks.values()):
        return [replace(edition, frames=open_frames)]
    bound_frames = {name: frame[masks[name]] for name, frame in frames.items()}
    # A stake or relation is told with both its ends, though one of them may stand in the open part as well.
    ends = {*bound_frames["stakes"]["holder_id"], *bound_frames["stakes"]["held_id"]}
    ends |= {*bound_frames["relations"]["a_id"], *bound_frames["relations"]["b_id"]}
    for name, key in (("outlets", "outlet_id"), ("owners", "owner_id"), ("outsiders", "outsider_id")):
        bound_frames[name] = frames[name][masks[name] | frames[name][key].isin(ends)]
    closed = {name: frame.reset_index(drop=True) for name, frame in bound_frames.items()}
    apart = sum(int(mask.sum()) for mask in masks.values())
    return [replace(edition, frames=open_frames, apart=apart), replace(edition, frames=closed, non_commercial=True)]


def _bound_ids(frames: Mapping[str, pd.DataFrame]) -> set[str]:
    """The outlets and owners that a non-commercial licence binds."""
    found: set[str] = set()
    for name, key in (("outlets", "outlet_id"), ("owners", "owner_id")):
        frame = frames[name]
        found |= set(frame.loc[frame["licence"].str.contains(NON_COMMERCIAL, regex=False, na=False), key])
    return found


def _cited_only_by(frames: Mapping[str, pd.DataFrame], bound: set[str]) -> set[str]:
    """The pages that rows about these outlets and owners cite, and no other row does."""
    cited: dict[bool, set[str]] = {True: set(), False: set()}
    for name, frame in frames.items():
        if "citation" in frame and name != "claims":
            for is_bound, cell in zip(_names_any(TABLES[name], frame, bound), frame["citation"], strict=True):
                cited[bool(is_bound)] |= set(split(cell)) if isinstance(cell, str) else set()
    return cited[True] - cited[False]


def _names_any(table: Table, frame: pd.DataFrame, ids: set[str]) -> pd.Series:
    """Which rows are about one of these ids."""
    about = pd.Series(data=False, index=frame.index)
    for name in _id_columns(table):
        if name in frame:
            about |= frame[name].isin(ids)
    return about


def _id_columns(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.kind == "id" and not column.many and (column.refers or column.name in table.key):
            yield column.name
