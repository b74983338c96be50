"""What each gathered record tells that another record can be compared with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from mapping.names import skeleton
from mapping.names.reading import Kind
from mapping.safety import host
from mapping.tables import rows_of, split

Ref = tuple[str, str, str, str]
NOWHERE = frozenset({"", "XX"})  # region-wide or unknown: no country speaks against another
# Sources whose record ids are those of another: the live directory and our cut of it; articles and their items.
SAME_RECORDS = {"iptv_org": "broadcast_directory", "wikipedia": "wikidata", "wikidata": "wikidata"}
PLURALS = {"outlet": "outlets", "owner": "owners"}
# By which clue table an owner's names are compared; all other kinds of owner are bodies with a name like a company's.
_OWNER_KINDS: dict[str, Kind] = {"person": "person", "family": "person"}
# Addresses under which many outlets live; they name nobody unless the whole address does.
SHARED_HOSTS = frozenset({
    "t.me", "telegram.me", "youtube.com", "m.youtube.com", "youtu.be", "instagram.com", "facebook.com",
    "m.facebook.com", "tiktok.com", "ok.ru", "vk.com", "twitter.com", "x.com", "wordpress.com", "blogspot.com",
})  # fmt: skip


_SITE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,6}", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Record:
    """One record: its reference, and what it tells.

    `kind` picks the clue table (outlet, company, person, place); `own_id` is the id that the facts or a decision give
    it, `""` when it came without; `cities` are skeletons; `addresses` are hosts and handles, those that stand in place
    of a name included; `ties` name what it is joined to by a stake.
    """

    ref: Ref
    kind: Kind
    names: tuple[str, ...]
    countries: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    ownership: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
    scope: str = ""
    status: str = ""
    founded: str = ""
    closed: str = ""
    replaced_by: str = ""
    own_id: str = ""

    @property
    def list(self) -> tuple[str, ...]:
        """The list that it stands in: two records of one list are two things, as far as its makers know."""
        return self.ref[:3]

    @property
    def country(self) -> str:
        """The one country by which its names are read; `""` when there is none or more than one."""
        return next(iter(self.countries)) if len(self.countries) == 1 else ""


@dataclass
class _Told:
    """What is collected of one record row by row."""

    names: dict[str, None] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    media: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)
    ownership: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    kind: Kind = "outlet"
    scope: str = ""
    status: str = ""
    founded: str = ""
    closed: str = ""
    replaced_by: str = ""


def reference(kind: str, row: Mapping[str, str]) -> Ref:
    """What tells a record from all others: a record id means one thing within a folder of its source."""
    source = SAME_RECORDS.get(row["source"])
    return (
        (kind, source, "", row["record_id"]) if source else (kind, row["source"], folder(row["file"]), row["record_id"])
    )


def folder(file: str) -> str:
    """The folder of a source's file: what stands together means the same thing by one id."""
    return file.rpartition("/")[0]


def address_key(kind: str, address: str) -> str:
    """What two ways of writing one address share; empty for a platform's front page."""
    place = address.split("//")[-1].removeprefix("www.").rstrip("/").casefold()
    if kind == "website" and host(address) not in SHARED_HOSTS:
        return host(address)
    return "" if place in SHARED_HOSTS else f"{'' if kind == 'website' else kind + ' '}{place.removeprefix('@')}"


def sites_in(names: Iterable[str]) -> frozenset[str]:
    """The hosts among the names: outlets of the web are often called by their address."""
    return frozenset(host(name) for name in names if _SITE.fullmatch(name))


def records_of(
    kind: str,
    gathered: Mapping[str, pd.DataFrame],
    own_ids: Mapping[Ref, str],
    ties: Mapping[Ref, frozenset[str]],
) -> list[Record]:
    """The records of outlets or owners in the order received, with all that the gathered tables tell of each."""
    told: dict[Ref, _Told] = defaultdict(_Told)
    for row in rows_of(gathered[PLURALS[kind]]):
        about = told[reference(kind, row)]
        about.names |= dict.fromkeys(filter(None, (row.get(name) for name in ("name", "name_native", "name_ru"))))
        about.countries |= {row["country"]} - NOWHERE
        about.media |= set(split(row.get("media", "")))
        about.languages |= set(split(row.get("languages", "")))
        about.cities |= {skeleton(row.get("city", ""), row["country"])} - {""}
        about.ownership |= {row.get("ownership_type", "")} - {"", "unknown"}
        about.scope = row.get("scope", "")
        about.replaced_by = about.replaced_by or row["replaced_by"]
        if not about.replaced_by:  # else its life was that of a former name
            about.status = row.get("status", "")
            about.founded = about.founded or row.get("founded", "")
            about.closed = about.closed or row.get("closed", "")
        about.kind = "outlet" if kind == "outlet" else _OWNER_KINDS.get(row["kind"], "company")
    _tell_names(kind, gathered, told)
    if kind == "outlet":
        _tell_addresses(gathered, told)
    return [
        Record(
            ref=ref,
            kind=about.kind,
            names=tuple(about.names),
            countries=frozenset(about.countries),
            media=frozenset(about.media),
            languages=frozenset(about.languages),
            cities=frozenset(about.cities),
            addresses=frozenset(about.addresses) | sites_in(about.names),
            ownership=frozenset(about.ownership),
            ties=ties.get(ref, frozenset()),
            scope=about.scope,
            status=about.status,
            founded=about.founded,
            closed=about.closed,
            replaced_by=about.replaced_by,
            own_id=own_ids.get(ref, ""),
        )
        for ref, about in told.items()
    ]


def _tell_names(kind: str, gathered: Mapping[str, pd.DataFrame], told: Mapping[Ref, _Told]) -> None:
    for row in rows_of(gathered["names"]):
        if row["entity_kind"] == kind:
            told[reference(kind, row)].names.setdefault(row["text"])


def _tell_addresses(gathered: Mapping[str, pd.DataFrame], told: Mapping[Ref, _Told]) -> None:
    for row in rows_of(gathered["channels"]):
        about = told.get(reference("outlet", row))
        if about is not None and (key := address_key(row["kind"], row["address"])):
            about.addresses.add(key)
