"""The candidates: one row each, with what rules may ask of them and the measures that weigh them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mapping import dates
from mapping.analyse.exposure import CONFIRMED
from mapping.choosing.fields import FIELDS, KINDS, MEASURES, nearest
from mapping.choosing.measures import Evidence, evidence, measures
from mapping.errors import InputUnreadable, LevelTooHigh, UnknownName
from mapping.landscape import Landscape
from mapping.tables import join, read

CAPITALS = {"KZ": "KZ-71", "KG": "KG-GB", "TJ": "TJ-DU", "UZ": "UZ-TK"}
# Groups of sources through which another state speaks; treaty broadcasters of several states among them.
FOREIGN_GROUPS = ("russian_state", "chinese_state", "iranian_state", "turkish_state", "interstate_cis")
# Public broadcasters abroad whose independence a law or charter protects.
WESTERN_PUBLIC = "western_public"
# What a file of candidates may say of each.
FILE_COLUMNS = ("candidate_id", "kind", "outlet_id", "name", "role", "gender", "status", "consent_until")
SAID = ("confirmed", "refused", "must", "never")


def outlet_candidates(land: Landscape, known: Evidence | None = None) -> pd.DataFrame:
    """Every outlet as a candidate, by `candidate_id` (its outlet id); `known` saves reading the evidence twice.

    Columns: outlet_id, name, said and consent_until (empty: only a file of candidates has them), the fields of
    `FIELDS` as text, missing where not known, and the measures of `MEASURES` as numbers 0 to 100, missing likewise.
    `LevelTooHigh` below the level `team`: the frame says what named newsrooms lack.
    """
    if land.level != "team":
        raise LevelTooHigh("Candidates are for the level 'team': open the landscape at that level.")
    outlets = land.outlets.assign(kind="outlet", said=None, consent_until=None, women_led=None, gender=None, role=None)
    # A place that nobody may know decides nothing and stands in no document.
    outlets.loc[outlets["place_level"] == "hidden", ["base_country", "region"]] = None
    outlets["capital"] = _yes_no(outlets["region"] == outlets["country"].map(CAPITALS), outlets["region"].notna())
    outlets["labelled"] = _yes_no(outlets["labelled_in"].notna())
    outlets["owner"] = outlets["outlet_id"].map(_owners(land))
    outlets["sanctioned"] = _sanctioned(land, outlets["owner"])
    outlets["foreign_state"] = _foreign_state(land, outlets)
    outlets["newcomer"] = _newcomer(land, outlets["outlet_id"])
    weighed = measures(known or evidence(land), outlets["outlet_id"].tolist())
    frame = outlets.set_index("outlet_id", drop=False)[["outlet_id", "name", "said", "consent_until", *FIELDS]]
    frame = frame.astype(object).where(frame.notna(), None)
    return frame.join(weighed).rename_axis("candidate_id")


def _yes_no(true: pd.Series, known: pd.Series | None = None) -> pd.Series:
    said = true.map({True: "yes", False: "no"}).astype(object)
    return said if known is None else said.where(known, None)


def _owners(land: Landscape) -> dict[str, str]:
    found = land.measure("controlling_owners")
    return {str(outlet): join(owners) for outlet, owners in found.groupby("outlet_id")["owner_id"]}


def _sanctioned(land: Landscape, owners: pd.Series) -> pd.Series:
    """Whether an owner is on a list of sanctions; not known where no list was read, or no owner is known."""
    tags = land.owner_tags
    listed = set(tags.loc[(tags["decision"] == CONFIRMED) & tags["tag"].str.startswith("sanction"), "owner_id"])
    return _yes_no(_any(owners, listed), owners.notna() & (len(tags) > 0))


def _foreign_state(land: Landscape, outlets: pd.DataFrame) -> pd.Series:
    groups = land.source_groups[land.source_groups["end"].isna()]
    speaking = set(groups.loc[groups["group"].isin(FOREIGN_GROUPS), "member_id"])
    public = set(groups.loc[groups["group"] == WESTERN_PUBLIC, "member_id"])
    named = outlets["outlet_id"].isin(speaking) | _any(outlets["owner"], speaking)
    typed = (outlets["ownership_type"] == "foreign_state") & ~outlets["outlet_id"].isin(public)
    return _yes_no(named | typed, named | (outlets["ownership_type"] != "unknown"))


def _any(cells: pd.Series, wanted: set[str]) -> pd.Series:
    return cells.map(lambda cell: isinstance(cell, str) and bool(wanted & set(cell.split(";")))).astype(bool)


def _newcomer(land: Landscape, outlet_ids: pd.Series) -> pd.Series:
    """Whether it took part in nothing yet; not known while nobody recorded who took part."""
    if land.participations.empty:
        return pd.Series(None, index=outlet_ids.index, dtype=object)
    return _yes_no(~outlet_ids.isin(land.participations["outlet_id"]))


def read_candidates(path: Path, land: Landscape, known: Evidence | None = None) -> pd.DataFrame:
    """The candidates in a file (columns of `FILE_COLUMNS`; candidate_id and kind are needed), as `outlet_candidates`.

    A candidate with an outlet_id takes over the outlet's fields and measures; one of kind outlet without it is the
    outlet of its candidate_id. `InputUnreadable` names the line that is no candidate, `UnknownName` a word or an
    outlet that does not exist.
    """
    if not path.is_file():
        raise InputUnreadable(f"There is no file {path}: give a CSV file of candidates, or leave --candidates out.")
    rows = read(path)
    if unknown := [head for head in rows.columns if head not in FILE_COLUMNS]:
        raise UnknownName(f"{path.name}: there is no column '{unknown[0]}'; {nearest(unknown[0], FILE_COLUMNS)}")
    if lost := [head for head in FILE_COLUMNS[:2] if head not in rows.columns]:
        raise InputUnreadable(f"{path.name} has no column '{lost[0]}', which every candidate needs.")
    rows = rows.reindex(columns=list(FILE_COLUMNS), fill_value="").map(str.strip)
    alone = (rows["kind"] == "outlet") & (rows["outlet_id"] == "")
    rows["outlet_id"] = rows["outlet_id"].where(~alone, rows["candidate_id"])
    outlets = outlet_candidates(land, known)
    led = dict(zip(land.redirects["old_id"], land.redirects["entity_id"], strict=True))
    rows["outlet_id"] = rows["outlet_id"].replace(led)
    _check(path.name, rows, outlets.index)
    return _joined(rows, outlets)


def _check(name: str, rows: pd.DataFrame, outlets: pd.Index) -> None:
    if rows.empty:
        raise InputUnreadable(f"{name} holds no candidate: give at least one line below its head.")
    seen: dict[str, int] = {}
    for line, row in enumerate(rows.to_dict("records"), start=2):
        where, own = f"{name}, line {line}", row["candidate_id"]
        if not own:
            raise InputUnreadable(f"{where}: candidate_id is empty: give each candidate an id.")
        if own in seen:
            raise InputUnreadable(f"{where}: the candidate '{own}' stands in line {seen[own]} already: keep one line.")
        seen[own] = line
        if row["kind"] not in KINDS:
            raise UnknownName(f"{where}: kind cannot be '{row['kind']}'; {nearest(row['kind'], KINDS)}")
        if row["status"] and row["status"] not in SAID:
            raise UnknownName(f"{where}: status cannot be '{row['status']}'; {nearest(row['status'], SAID)}")
        if row["outlet_id"] and row["outlet_id"] not in outlets:
            raise UnknownName(
                f"{where}: there is no outlet '{row['outlet_id']}'; {nearest(row['outlet_id'], outlets)[:80]}"
            )
        if row["kind"] != "outlet" and not row["name"]:
            raise InputUnreadable(f"{where}: name is empty: say who '{own}' is.")
        if row["consent_until"] and not dates.is_date(row["consent_until"]):
            raise InputUnreadable(
                f"{where}: consent_until '{row['consent_until']}' is no date of the form YYYY, YYYY-MM or YYYY-MM-DD."
            )


def _joined(rows: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """The lines with the fields and measures of their outlets; what the file says stands before those."""
    own = rows.rename(columns={"status": "said"}).set_index("candidate_id")
    own = own.where(own != "", None).astype(object)
    taken = outlets.reindex(own["outlet_id"]).set_axis(own.index)
    frame = taken.assign(**{name: own[name] for name in ("outlet_id", "said", "consent_until", "kind", "role")})
    frame = frame.assign(name=own["name"].fillna(taken["name"]), gender=own["gender"])
    # Nothing says that somebody without an outlet works no longer.
    frame["status"] = frame["status"].where(own["outlet_id"].notna(), "active")
    words = frame[["outlet_id", "name", "said", "consent_until", *FIELDS]]
    return words.where(words.notna(), None).join(frame[list(MEASURES)])
