"""The rules of a choice, in one TOML file for support and invitation alike; `docs/rules.md` describes the format."""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mapping.choosing.fields import MEASURES, nearest
from mapping.choosing.where import Where, read_where
from mapping.errors import InputUnreadable, UnknownName
from mapping.schema import STATUSES

# What the list as a whole is to reach (invitations only).
AIMS = {
    "merit": "the mean score of the list by [weights]",
    "network": "how much of the network of ties is on the list or draws on somebody on it",
    "regions": "how many regions stand on the list",
    "countries": "how many countries",
    "languages": "how many languages",
    "media": "how many ways to reach the public",
    "needs": "how many themes of need, each by somebody whose need is 50 or more",
    "newcomers": "which share of the seats goes to newcomers",
}
KEYS = {
    "selection": ("seats", "reserves", "seed", "least_coverage", "status", "allow"),
    "exclude": ("name", "where"),
    "quota": ("name", "where", "min", "max"),
    "weights": tuple(MEASURES),
    "aims": tuple(AIMS),
    "per_owner": ("most",),
    "must": ("in", "out"),
    "lottery": ("seats",),
    "panel": ("long_list", "members", "desk", "panel"),
}
# What nobody may be chosen with unless the rules allow it by name.
GUARDED = ("sanctioned", "foreign_state")


@dataclass(frozen=True)
class Amount:
    """A number of seats, or a share of them (0 to 1)."""

    number: float
    share: bool = False

    def least(self, seats: int) -> int:
        """The fewest seats that reach it."""
        return math.ceil(self.number * seats - 1e-9) if self.share else int(self.number)

    def most(self, seats: int) -> int:
        """The most seats that stay within it."""
        return math.floor(self.number * seats + 1e-9) if self.share else int(self.number)

    def __str__(self) -> str:
        return f"{self.number * 100:g} %" if self.share else f"{self.number:g}"


@dataclass(frozen=True)
class Exclude:
    """Who may not be chosen."""

    name: str
    where: Where


@dataclass(frozen=True)
class Quota:
    """How many of a group must and may be chosen."""

    name: str
    where: Where
    least: Amount | None
    most: Amount | None


@dataclass(frozen=True)
class Panel:
    """A second stage: how long the long list is, how many people score it, and what desk and panel weigh."""

    long_list: int
    members: int
    desk: float
    panel: float


@dataclass(frozen=True)
class Rules:
    """Everything that a choice follows. `sha256` is that of the file, `origin` its name."""

    origin: str
    sha256: str
    seats: int
    reserves: int
    seed: int
    least_coverage: float
    status: tuple[str, ...]
    allow: tuple[str, ...]
    excludes: tuple[Exclude, ...] = ()
    quotas: tuple[Quota, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    aims: Mapping[str, float] = field(default_factory=dict)
    per_owner: int | None = None
    must_in: tuple[str, ...] = ()
    must_out: tuple[str, ...] = ()
    lottery_seats: int = 0
    panel: Panel | None = None


def read_rules(path: Path, seats: int | None = None) -> Rules:
    """The rules in a file; `seats`, where given, stands before the file's own.

    `UnknownName` for a section, key, field, measure or word that does not exist, with the nearest one that does;
    `InputUnreadable` for a file that is no TOML, a number that cannot be, or rules that contradict each other.
    """
    try:
        content = path.read_bytes()
        told = tomllib.loads(content.decode("utf-8"))
    except FileNotFoundError as problem:
        raise InputUnreadable(f"There is no file {path}: give a file of rules, or leave --rules out.") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise InputUnreadable(f"{path} cannot be read as TOML: {problem}.") from problem
    reader = _Reader(path.name)
    reader.check_keys(told)
    rules = _rules(told, reader, hashlib.sha256(content).hexdigest(), seats)
    if wrong := next(_contradictions(rules), ""):
        raise InputUnreadable(wrong)
    return rules


def _rules(told: Mapping[str, Any], reader: _Reader, sha256: str, seats: int | None) -> Rules:
    selection = told.get("selection", {})
    wanted = reader.whole(selection, "seats", least=1) if seats is None else seats
    if wanted is None:
        raise InputUnreadable(f"{reader.name} says nowhere how many seats there are: set [selection] seats.")
    coverage = reader.amount(selection, "least_coverage")
    return Rules(
        origin=reader.name,
        sha256=sha256,
        seats=wanted,
        reserves=reader.whole(selection, "reserves") or 0,
        seed=reader.whole(selection, "seed") or 0,
        least_coverage=coverage.number if coverage else 0.0,
        status=reader.words(selection, "status", STATUSES) or ("active",),
        allow=reader.words(selection, "allow", GUARDED),
        excludes=tuple(
            Exclude(reader.text(rule, "name"), read_where(rule.get("where"), reader.about(rule)))
            for rule in told.get("exclude", ())
        ),
        quotas=tuple(reader.quota(rule) for rule in told.get("quota", ())),
        weights=reader.weights(told.get("weights", {})),
        aims=reader.weights(told.get("aims", {})),
        per_owner=reader.whole(told.get("per_owner", {}), "most", least=1),
        must_in=reader.words(told.get("must", {}), "in"),
        must_out=reader.words(told.get("must", {}), "out"),
        lottery_seats=reader.whole(told.get("lottery", {}), "seats") or 0,
        panel=reader.panel(told["panel"]) if "panel" in told else None,
    )


def _contradictions(rules: Rules) -> Iterator[str]:
    """Where rules contradict each other whoever the candidates are."""
    if both := sorted(set(rules.must_in) & set(rules.must_out)):
        yield f"{rules.origin}: '{both[0]}' must be both in and out: take it from one of both lists."
    if len(rules.must_in) > rules.seats:
        yield f"{rules.origin}: {len(rules.must_in)} candidates must be in, but there are {rules.seats} seats."
    if rules.lottery_seats > rules.seats:
        yield f"{rules.origin}: {rules.lottery_seats} of {rules.seats} seats cannot be drawn by lot: lower [lottery]."
    if rules.panel and rules.panel.long_list < rules.seats:
        yield f"{rules.origin}: a long list of {rules.panel.long_list} is shorter than the {rules.seats} seats."
    for quota in rules.quotas:
        about = f"{rules.origin}, quota '{quota.name}'"
        least = quota.least.least(rules.seats) if quota.least else 0
        most = quota.most.most(rules.seats) if quota.most else rules.seats
        if least > most:
            yield f"{about}: of {rules.seats} seats, at least {least} and at most {most} cannot both hold."
        if least > rules.seats:
            yield f"{about}: at least {least} of {rules.seats} seats cannot be."


@dataclass(frozen=True)
class _Reader:
    """Reads the cells of one file of rules; every refusal names the file and the rule."""

    name: str

    def about(self, rule: Mapping[str, Any]) -> str:
        return f"{self.name}, rule '{rule.get('name', '')}'"

    def check_keys(self, told: Mapping[str, Any]) -> None:
        """Whether every section and key is one that exists, and each section has the right shape."""
        for section, held in told.items():
            if section not in KEYS:
                raise UnknownName(f"{self.name}: there is no section '{section}'; {nearest(section, KEYS)}")
            many = section in ("exclude", "quota")
            tables = held if many else [held]
            if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
                raise InputUnreadable(
                    f"{self.name}: write {section} as {'[[' if many else '['}{section}{']]' if many else ']'}."
                )
            for key in (key for table in tables for key in table if key not in KEYS[section]):
                what = {"weights": "measure", "aims": "aim"}.get(section, "key")
                raise UnknownName(f"{self.name}: [{section}] has no {what} '{key}'; {nearest(key, KEYS[section])}")

    def whole(self, table: Mapping[str, Any], key: str, least: int = 0) -> int | None:
        value = table.get(key)
        if value is not None and (type(value) is not int or value < least):
            raise InputUnreadable(f"{self.name}: {key} = {value!r} must be a whole number of {least} or more.")
        return value

    def text(self, table: Mapping[str, Any], key: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise InputUnreadable(f"{self.name}: each rule needs a {key}, which stands beside whatever it decides.")
        return value.strip()

    def words(self, table: Mapping[str, Any], key: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise InputUnreadable(f'{self.name}: {key} must be a list of words, such as ["one", "two"].')
        for word in value:
            if known and word not in known:
                raise UnknownName(f"{self.name}: {key} cannot be '{word}'; {nearest(word, known)}")
        return tuple(dict.fromkeys(value))

    def amount(self, table: Mapping[str, Any], key: str) -> Amount | None:
        """A whole number of seats, or a share written as "30 %"."""
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, str) and (share := _share(value)) is not None and share <= 1:
            return Amount(share, share=True)
        if type(value) is int and value >= 0:
            return Amount(value)
        raise InputUnreadable(
            f'{self.name}: {key} = {value!r} must be a whole number, or a share up to 100 % such as "30 %".'
        )

    def quota(self, rule: Mapping[str, Any]) -> Quota:
        least, most = self.amount(rule, "min"), self.amount(rule, "max")
        name, where = self.text(rule, "name"), read_where(rule.get("where"), self.about(rule))
        if least is None and most is None:
            raise InputUnreadable(f"{self.about(rule)}: a quota needs min, max or both.")
        if least and most and least.share == most.share and least.number > most.number:
            raise InputUnreadable(f"{self.about(rule)}: min {least} is more than max {most}.")
        return Quota(name, where, least, most)

    def weights(self, table: Mapping[str, Any]) -> dict[str, float]:
        """The weight of each measure; shares must sum to 100 %, plain numbers count relative to each other."""
        weights = {measure: _weight(value) for measure, value in table.items()}
        for measure, weight in weights.items():
            if weight is None:
                raise InputUnreadable(
                    f"{self.name}: the weight of {measure}, {table[measure]!r}, must be a number of 0 or more, "
                    'or a share such as "30 %".'
                )
        known = {measure: weight for measure, weight in weights.items() if weight is not None}
        shares = [isinstance(value, str) for value in table.values()]
        if any(shares) and not all(shares):
            raise InputUnreadable(f"{self.name}: write all weights as shares, or all as plain numbers.")
        if any(shares) and not math.isclose(sum(known.values()), 1, abs_tol=1e-6):
            raise InputUnreadable(f"{self.name}: the weights sum to {sum(known.values()):.4g} of 1: make it 100 %.")
        if table and not any(known.values()):
            raise InputUnreadable(f"{self.name}: all weights are 0: give at least one measure a weight.")
        return known

    def panel(self, table: Mapping[str, Any]) -> Panel:
        long_list = self.whole(table, "long_list", least=1)
        if long_list is None:
            raise InputUnreadable(f"{self.name}: [panel] needs long_list, the number of candidates that it scores.")
        desk, panel = (_weight(table.get(key, 1)) for key in ("desk", "panel"))
        if desk is None or not panel:
            raise InputUnreadable(f"{self.name}: [panel] desk must be a number of 0 or more, and panel above 0.")
        return Panel(long_list, self.whole(table, "members", least=1) or 3, desk, panel)


def _share(text: str) -> float | None:
    """A share written as `30 %`, as a number between 0 and 1."""
    number = text.strip().removesuffix("%").strip()
    return float(number) / 100 if text.strip().endswith("%") and number.replace(".", "", 1).isdecimal() else None


def _weight(value: object) -> float | None:
    """A weight, or None where it is none."""
    if isinstance(value, str):
        return _share(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        return None
    return float(value)
