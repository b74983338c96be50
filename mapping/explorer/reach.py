"""How an outlet reaches its public, what stands in the way, and who helps: channels, access, supports, needs."""

from __future__ import annotations

import pandas as pd

from mapping.addresses import handle_of, post_address
from mapping.analyse import level_of
from mapping.explorer.columns import Columns, Pages, cells, many, rows_at, taken
from mapping.landscape import Landscape
from mapping.safety import is_live

_SITES = ("website", "mirror", "youtube", "instagram", "facebook", "tiktok", "ok")
_WEB = ("http://", "https://")
# What a list of bans says, beside the verdicts of measurements.
BANNED, LIFTED = "banned", "ban_lifted"


def channels(land: Landscape, rows: dict[str, int], pages: Pages) -> Columns:
    """The table `channels` of the page; a channel of an outlet labelled extremist has no link."""
    frame = _ours(land, land.channels)
    labelled = set(land.outlets.loc[land.outlets["labelled_in"].notna(), "outlet_id"])
    told = frame[["outlet_id", "kind", "address"]].itertuples(index=False, name=None)
    return {
        "outlet": rows_at(frame["outlet_id"], rows),
        **taken(frame, ("kind", "address", "start", "end", "status")),
        "link": [None if own in labelled else _link(land, kind, address) for own, kind, address in told],
        "citations": pages.cited(frame["citation"]),
    }


def _link(land: Landscape, kind: str, address: str) -> str | None:
    """The address that a click may open; None where there is none, or where opening it is dangerous."""
    if kind == "telegram":
        handle = handle_of(address)
        return post_address(handle, "") if handle else None
    live = kind in _SITES and address.startswith(_WEB) and is_live(address, land.warned_hosts)
    return address if live else None


def access(land: Landscape, rows: dict[str, int]) -> Columns:
    """The table `access` of the page: what measurements and lists of bans say, where either says anything."""
    found = land.measure("access_verdicts").query("verdict != 'no_data'")
    measured = found.assign(
        country=found["probe_country"], day=found["last_confirmed"].fillna(found["last"]), what=found["domain"]
    )
    listed = land.measure("bans_listed")
    verdict = listed["in_force"].map({"yes": BANNED, "no": LIFTED})
    banned = listed.assign(verdict=verdict, day=listed["since"], what=listed["authority"])
    columns = ["outlet_id", "country", "verdict", "day", "what"]
    frame = _ours(land, pd.concat([measured[columns], banned[columns]]))
    return {"outlet": rows_at(frame["outlet_id"], rows), **taken(frame, columns[1:])}


def supports(land: Landscape, rows: dict[str, int], pages: Pages) -> Columns:
    """The table `supports` of the page: in which programmes an outlet took part, once for each programme and role."""
    took = _ours(land, land.participations).drop_duplicates(["outlet_id", "programme_id", "role"])
    programmes = land.programmes.set_index("programme_id")
    frame = took.join(programmes[["name", "organisation", "funder", "themes"]], on="programme_id")
    return {
        "outlet": rows_at(frame["outlet_id"], rows),
        "programme": cells(frame["name"].fillna(frame["programme_id"])),
        **{name: [many(cell) for cell in frame[name]] for name in ("organisation", "funder", "themes")},
        **taken(frame, ("role", "start", "end")),
        "citations": pages.cited(frame["citation"]),
    }


def needs(land: Landscape, rows: dict[str, int], pages: Pages) -> Columns:
    """The table `needs` of the page: what each newsroom may need, 0 to 100; without rows where the level forbids it."""
    columns = ["outlet_id", "theme", "basis", "score", "citation"]
    frame = pd.DataFrame(columns=columns)
    if land.shows(level_of("need_scores")):
        frame = _ours(land, land.measure("need_scores").query("score > 0"))[columns]
    return {
        "outlet": rows_at(frame["outlet_id"], rows),
        **taken(frame, ("theme", "basis", "score")),
        "citations": pages.cited(frame["citation"]),
    }


def _ours(land: Landscape, frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["outlet_id"].isin(land.outlets["outlet_id"])]
