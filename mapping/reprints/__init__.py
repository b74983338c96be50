"""Who reprints whom in anybody's texts: a file of items in, tables of pairs, stories, ties and dependence out.

Works alone: no landscape is needed. Items are read and compared piece by piece by an engine; in memory stands what is
found, not the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc

from mapping.analyse import reuse
from mapping.analyse.reuse.clusters import make_clusters
from mapping.engine import Engine
from mapping.errors import InputUnreadable
from mapping.files import publish
from mapping.lists import printable
from mapping.reprints import counted
from mapping.reprints.checked import LEFT_OUT, Checked, check_items
from mapping.reprints.groups import Groups, read_groups
from mapping.reprints.outputs import LEVEL, is_ours, write_csv, write_readme
from mapping.reprints.page import Item, Pair, passages_page
from mapping.reprints.reading import Row, read_items

OUTPUTS = (
    "pairs.csv", "clusters.csv", "ties.csv", "dependence.csv", "dependence_by_topic.csv", "passages.html",
    "left_out.csv", "README.md",
)  # fmt: skip
TWICE = "its id stands above already"
Say = Callable[[str], None]

_TWICE = """
    select id, line from (select id, line, row_number() over (partition by id order by line) as nth from rows) numbered
    where nth > 1 order by line
"""
_ONCE = "select r.* from rows r join (select min(line) as line from rows group by id) firsts on firsts.line = r.line"
_DIRECTED = """
    select p.first_id, p.later_id, p.first_outlet, p.later_outlet, p.containment, p.jaccard, p.lag_seconds,
        l.since > f.time as sure
    from reuse_pairs p join items f on f.id = p.first_id join items l on l.id = p.later_id
"""
_SURE_OF_GROUPS = """
    select p.*
    from reuse_team_pairs p join items f on f.id = p.first_id join items l on l.id = p.later_id
    where l.since > f.time
"""
_PAIRS = """
    select first_id, later_id, first_outlet, later_outlet, round(containment, 6) as containment,
        round(jaccard, 6) as jaccard, case when sure then lag_seconds end as lag_seconds
    from directed order by later_id, first_id
"""
_STORIES = "select cluster_id, id, outlet, shown, place, size, n_outlets from stories order by cluster_id, shown, id"
_DOUBTFUL = "select first_id, later_id, containment from directed order by containment, jaccard, later_id, first_id"
# As much of the texts as was compared.
_SHOWN = """
    select i.id, i.outlet, i.shown, i.title, i.url, substr(i.text, 1, {longest}) as text
    from items i join chosen c on c.id = i.id
"""
_SUREST = """
    select first_id, later_id, containment from directed
    order by containment desc, jaccard desc, later_id desc, first_id desc
"""


@dataclass(frozen=True)
class Asked:
    """What to do: which file, where to, which groups (a CSV file), at which settings, and how many pairs to show."""

    items: Path
    out: Path
    groups: Path | None = None
    settings: reuse.Settings = field(default_factory=reuse.Settings)
    passages: int = 20


@dataclass(frozen=True)
class Found:
    """What was found, in sentences, and how many rows were left out for which reason."""

    sentences: Sequence[str]
    left_out: Mapping[str, int]


def find_reprints(asked: Asked, opened: Callable[[Path], Engine], say: Say) -> Found:
    """Compare the items of a file and write the tables of `OUTPUTS` to the folder `asked.out`.

    `opened` opens an engine that may keep its own files in the folder it is given; `say` is told how far the work is.
    `InputUnreadable` when a file is no table of the form asked for; nothing is written then.
    """
    rows = _begun(asked.items)
    groups = read_groups(asked.groups) if asked.groups else None
    _make_folder(asked)
    # Beside the results, as the system's disk may be small, and a cluster must see the files.
    with TemporaryDirectory(prefix="unfinished-", dir=asked.out) as folder, opened(Path(folder)) as engine:
        kept = Path(folder) / "items.parquet"
        checked = check_items(rows, kept, datetime.now(UTC), say)
        _give(engine, kept, checked)
        say(f"Comparing {_counted(checked.usable, 'item')}.")
        found = reuse.pairs(engine, "items", asked.settings)
        say(f"Found {_counted(len(found), 'pair')}; writing the tables.")
        for name in OUTPUTS:  # of an earlier run
            (asked.out / name).unlink(missing_ok=True)
        compared = reuse.left_out(engine, asked.settings)
        sentences = [
            *_told(asked, checked, compared), *_doubles(engine, found), *_write(asked, engine, groups),
        ]  # fmt: skip
    left_out = pa.concat_tables(checked.left_out or [LEFT_OUT.empty_table()])
    write_csv(asked.out / "left_out.csv", left_out.sort_by("line"))
    write_readme(asked.out / "README.md", sentences, asdict(asked.settings))
    return Found(sentences, checked.reasons())


def _begun(path: Path) -> Iterator[Row]:
    """The rows of a file whose head has been found good."""
    rows = read_items(path)
    first = next(rows, None)
    if first is None:
        raise InputUnreadable(f"{path.name} has no rows below its head: nothing was done.")
    return chain([first], rows)


def _make_folder(asked: Asked) -> None:
    """Make the folder of the results; `InputUnreadable` when an input would be lost."""
    if asked.out.exists() and not asked.out.is_dir():
        raise InputUnreadable(f"{asked.out} is a file: give --out the name of a folder.")
    asked.out.mkdir(parents=True, exist_ok=True)
    outputs = [asked.out / name for name in OUTPUTS]
    if lost := [path for path in outputs if path.exists() and any(path.samefile(one) for one in _inputs(asked))]:
        raise InputUnreadable(f"{lost[0]} is a file that is read: give --out another folder.")
    guide = asked.out / "README.md"
    if guide.exists() and not is_ours(guide):
        raise InputUnreadable(f"{guide} is not of `mapping reprints` and would be lost: give --out another folder.")


def _inputs(asked: Asked) -> list[Path]:
    return [asked.items, asked.groups] if asked.groups else [asked.items]


def _give(engine: Engine, kept: Path, checked: Checked) -> None:
    """Make the table `items`: of items with one id, the one that stands first in the file."""
    engine.give("rows", [kept])
    twice = engine.take(_TWICE)
    if not len(twice):
        engine.drop("rows")
        engine.give("items", [kept])
        return
    engine.make("items", _ONCE)
    checked.leave_out(twice.append_column("reason", pa.array([TWICE] * len(twice), pa.string())).cast(LEFT_OUT))
    checked.usable -= len(twice)


def _told(asked: Asked, checked: Checked, compared: reuse.LeftOut) -> Iterator[str]:
    """What was read, and what about the times and lengths is to be known."""
    left_out = sum(checked.reasons().values())
    rows = _counted(checked.rows, "row")
    yield f"{printable(asked.items.name)}: {rows}, {checked.usable:,} used, {left_out:,} left out."
    if compared.short:
        yield f"{compared.short:,} of those used are too short to be compared: they count as drawing on nobody."
    if compared.shortened:
        yield f"{compared.shortened:,} are compared by their first {asked.settings.longest:,} characters."
    if checked.unzoned:
        yield f"Times without a zone, read as UTC: {checked.unzoned:,}."
    if checked.days_only:
        yield f"Items with a date but no hour (the order of those of one day is not known): {checked.days_only:,}."


def _doubles(engine: Engine, found: pa.Table) -> Iterator[str]:
    """Outlets that may be one outlet under two ids."""
    sizes = engine.take("select outlet, count(*) as n from items group by outlet")
    items = dict(zip(sizes["outlet"].to_pylist(), sizes["n"].to_pylist(), strict=True))
    for one, other, n, share in reuse.doubles(found, items).itertuples(index=False):
        names = f"{printable(one)} and {printable(other)}"
        yield f"{names} may be one outlet under two ids: {n:,} equal items within the hour ({share:.0%})."


def _write(asked: Asked, engine: Engine, groups: Groups | None) -> Iterator[str]:
    """Write what the pairs come to; gives a sentence on each table."""
    engine.make("directed", _DIRECTED)
    engine.make("sure", "select * from directed where sure")
    pairs = engine.take(_PAIRS)
    write_csv(asked.out / "pairs.csv", pairs)
    unclear = pairs["lag_seconds"].null_count
    yield f"{_counted(len(pairs), 'pair')}, of which {unclear:,} whose order is not known."
    make_clusters(engine, "directed", "items", "stories")
    stories = engine.take(_STORIES).rename_columns({"shown": "time", "place": "first"})
    write_csv(asked.out / "clusters.csv", stories)
    yield f"Stories that were printed more than once: {pc.count_distinct(stories['cluster_id']).as_py():,}."
    ties = counted.ties(engine)
    write_csv(asked.out / "ties.csv", ties)
    yield f"{_counted(len(ties), 'tie')} between outlets."
    if groups is not None:
        yield _write_dependence(asked, engine, groups)
    if asked.passages:
        publish(asked.out / "passages.html", passages_page(_shown(engine, asked)), LEVEL)


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'s' * (n != 1)}"


def _write_dependence(asked: Asked, engine: Engine, groups: Groups) -> str:
    reuse.pairs_of_groups(engine, groups.members.rename_columns(["outlet", "team"]), asked.settings)
    engine.make("sure_of_groups", _SURE_OF_GROUPS)
    members = set(zip(*(column.to_pylist() for column in groups.members.columns), strict=True))
    table = counted.dependence(engine, groups.names, members)
    write_csv(asked.out / "dependence.csv", table)
    if len(by_topic := counted.dependence_by_topic(engine, groups.names, members)):
        write_csv(asked.out / "dependence_by_topic.csv", by_topic)
    outlets = set(engine.take("select distinct outlet from items")["outlet"].to_pylist())
    missing = len({member for member, _ in members} - outlets)
    return f"{_counted(len(groups.names), 'group')}; members without any item here: {missing:,}."


def _shown(engine: Engine, asked: Asked) -> Iterator[Pair]:
    """The most doubtful pairs, then the surest with the surest last, `asked.passages` in all, each once."""
    n = asked.passages
    doubtful = engine.take(f"{_DOUBTFUL} limit {(n + 1) // 2}").to_pylist()
    surest = engine.take(f"{_SUREST} limit {n // 2}").to_pylist()
    chosen = {(row["first_id"], row["later_id"]): row["containment"] for row in [*doubtful, *reversed(surest)]}
    engine.give("chosen", pa.table({"id": pa.array(sorted({one for ends in chosen for one in ends}), pa.string())}))
    rows = engine.take(_SHOWN.format(longest=asked.settings.longest))
    items = {row["id"]: Item(**row) for row in rows.to_pylist()}
    for (first, later), containment in chosen.items():
        yield Pair(items[first], items[later], containment)
