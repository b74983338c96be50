"""What changed between two states of the landscape: the summary, the tables, the watch list, what to check next."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from mapping.draw.change_words import change_word, field_word, origin_word
from mapping.draw.labels import label, layer_name
from mapping.draw.reasons import reason
from mapping.draw.sourced import sourced
from mapping.draw.table import Column, Table
from mapping.draw.tell.common import codes
from mapping.draw.text import Text
from mapping.schema import CHANGED, COMPUTED, DATA, ORIGINS, UNCLEAR, WORLD
from mapping.translate import _, capitalised, country, dated, day, number, pair, plural, series

# Fields whose values are names as written, not words of ours.
AS_WRITTEN = (
    "name",
    "name_native",
    "name_ru",
    "city",
    "holders",
    "network",
    "political_role",
    "organisation",
    "funder",
)


def changes_summary(
    table: pd.DataFrame,
    sizes: pd.DataFrame,
    since: datetime.date,
    until: datetime.date,
    same_code: bool,
    left_out: Sequence[str] = (),
) -> Text:
    """What changed in a few sentences: of the world, of our knowledge, of figures, and what is not compared."""
    old, new = sizes.loc[sizes["table"] == "outlets", ["old", "new"]].iloc[0].astype(int)
    sentences = [
        " ".join(
            [
                _("The data of {since} and those of {until} are compared.", since=day(since), until=day(until)),
                plural("{n} outlet was known then.", "{n} outlets were known then.", int(old)),
                plural("{n} outlet is known now.", "{n} outlets are known now.", int(new)),
            ]
        ),
        _told(table, WORLD, _("Nothing that happened in the world since then is known to us.")),
        _told(table, DATA, _("Nothing was merged, put right or learned late.")),
        _told(table, UNCLEAR, ""),
        "" if "ranks" in left_out else _ranks_told(table),
    ]
    if left_out:
        what = series([_part_word(part) for part in left_out])
        sentences.append(_("One of the two editions does not hold all that it takes to compare: {what}.", what=what))
    if not same_code:
        sentences.append(
            _(
                "The toolkit itself was changed in between: a difference that no page explains may come from new rules "
                "of reading."
            )
        )
    return Text([sentence for sentence in sentences if sentence])


def _told(table: pd.DataFrame, origin: str, nothing: str) -> str:
    rows = table[table["origin"] == origin]
    if rows.empty:
        return nothing
    n = len(rows)
    each = series([pair(change_word(str(what)), number(len(some))) for what, some in rows.groupby("what", sort=False)])
    if origin == WORLD:
        return plural("{n} change of the world ({each}).", "{n} changes of the world ({each}).", n, each=each)
    if origin == DATA:
        return plural("{n} change of our knowledge ({each}).", "{n} changes of our knowledge ({each}).", n, each=each)
    return plural(
        "{n} change of which no date tells whether it is one or the other ({each}).",
        "{n} changes of which no date tells whether they are one or the other ({each}).",
        n,
        each=each,
    )


def _part_word(part: str) -> str:
    """The reader's word for a part or column of `Changes.left_out`."""
    own = {"programmes": _("programmes"), "events": _("events"), "access": _("measured blocking"), "ranks": _("ranks")}
    return capitalised(own[part]) if part in own else field_word(part)


def _ranks_told(table: pd.DataFrame) -> str:
    n = int((table["origin"] == COMPUTED).sum())
    if not n:
        return _("No rank moved further than missing ties explain.")
    return plural(
        "{n} rank moved further than missing ties explain.", "{n} ranks moved further than missing ties explain.", n
    )


def watched_told(table: pd.DataFrame, watched: Mapping[str, str]) -> Text:
    """For each name on the watch list, what changed, or that nothing did."""
    sentences = []
    for own_id, name in watched.items():
        about = table[[_is_about(row, own_id) for row in table.to_dict("records")]]
        each = [_short(row) for row in about.to_dict("records") if row["what"] not in ("learned", "rank")]
        filled, ranks = (int((about["what"] == what).sum()) for what in ("learned", "rank"))
        each += [plural("{n} empty cell filled", "{n} empty cells filled", filled)] if filled else []
        each += [plural("{n} rank moved", "{n} ranks moved", ranks)] if ranks else []
        sentences.append(pair(name, series(each) if each else _("nothing changed")))
    return Text(sentences, listed=True)


def _is_about(row: Mapping[Hashable, str], own_id: str) -> bool:
    both = {row["old"], row["new"]} if row["what"] in ("merged", "split") else set()
    return own_id in {row["entity_id"], *row["involved"].split(";"), *both}


def _short(row: Mapping[Hashable, str]) -> str:
    """A change in a few words: what, of which field where it is one of several, when."""
    what = _what(row)
    field = f" ({field_word(row['field'])})" if row["what"] in ("corrected", "lost") else ""
    return what + field + (f", {dated(row['date'])}" if row["date"] else "")


def _what(row: Mapping[Hashable, str]) -> str:
    return field_word(row["field"]) if row["what"] == "event" else change_word(row["what"])


def changes_by_kind(table: pd.DataFrame) -> pd.DataFrame:
    """Changes by what they are and where they come from, in the reader's words: what, origin, n."""
    counts = table[table["origin"] != COMPUTED].groupby(["what", "origin"]).size().rename("n").reset_index()
    counts = counts.sort_values(["what", "origin"], key=lambda codes: codes.map([*CHANGED, *ORIGINS].index))
    return counts.assign(what=counts["what"].map(change_word), origin=counts["origin"].map(origin_word))


@sourced
def happened_table(rows: pd.DataFrame, *, caption: str) -> Table:
    """What happened in the world since the older state (rows of origin `world`), each with its day."""
    columns = (
        Column(_("When"), width=1.4),
        Column(_("What happened"), width=1.3),
        Column(_("To whom"), width=1.6),
        Column(_("Country"), width=1.1),
        Column(_("In words"), width=3),
    )
    cells = [
        (
            dated(row["date"]),
            _what(row),
            row["name"],
            country(row["country"]) if row["country"] else "",
            _in_words(row),
        )
        for row in rows.sort_values(["date", "name"]).to_dict("records")
    ]
    return Table(columns, cells, caption, _("Each has a stated date that lies after the older data."))


def _in_words(row: Mapping[Hashable, str]) -> str:
    if row["field"] == "holders":
        told = _("{old} → {new}", old=row["old"] or label(None), new=row["new"] or label(None))
        alleged = f" ({label('alleged')})" if row["confidence"] == "alleged" else ""
        return told + alleged + (f". {row['why']}" if row["why"] else "")
    return row["why"]


@sourced
def known_table(rows: pd.DataFrame, *, most: int, caption: str) -> Table:
    """What changed in our knowledge, or perhaps in it: both values, and why the new one shows.

    Rows of origin `data` or `unclear`; what was learned of fields that were empty before is left to `learned_told`.
    """
    every = rows[rows["what"] != "learned"]
    columns = (
        Column(_("What"), width=1.3),
        Column(_("Of whom"), width=1.7),
        Column(_("Field"), width=1.1),
        Column(_("Before"), width=1.4),
        Column(_("Now"), width=1.4),
        Column(_("Why"), width=2.2),
    )
    cells = [
        (
            change_word(row["what"]),
            row["name"],
            field_word(row["field"]),
            *_both(row),
            reason(row["why"]) or (pair(_("Date"), dated(row["date"])) if row["date"] else ""),
        )
        for row in every.head(most).to_dict("records")
    ]
    note = _(
        "The first {shown} of {n}; all stand in the table changes.csv beside this report.",
        shown=number(len(cells)),
        n=number(len(every)),
    )
    return Table(columns, cells, caption, note if len(every) > most else "")


def _both(row: Mapping[Hashable, str]) -> tuple[str, str]:
    """Both values in the reader's words."""
    if row["what"] in ("merged", "split"):
        return row["old"], row["new"]
    words = [row[side] if row["field"] in AS_WRITTEN else codes(row[side], _word) for side in ("old", "new")]
    return words[0], words[1]


def _word(value: str) -> str:
    return dated(value) if value[:1].isdigit() else label(value) if value else ""


def learned_told(table: pd.DataFrame) -> Text:
    """How many empty cells were filled, by field; no sentence where none was."""
    learned = table[table["what"] == "learned"]
    if learned.empty:
        return Text([])
    counts = learned["field"].value_counts()
    each = [pair(field_word(str(field)), number(n)) for field, n in counts.items()]
    filled = plural(
        "{n} cell that was empty is filled now: {each}.",
        "{n} cells that were empty are filled now: {each}.",
        len(learned),
        each=series(each),
    )
    return Text([filled])


@sourced
def moved_ranks_table(ranks: pd.DataFrame, *, caption: str) -> Table:
    """Ranks that moved further than missing ties explain, the longest move first."""
    columns = (
        Column(_("Outlet"), width=2),
        Column(_("Measure"), width=1.3),
        Column(_("Layer"), width=1.2),
        Column(_("Before"), "right", 1.1),
        Column(_("Now"), "right", 1.1),
    )
    rows = [
        (
            row["name"],
            capitalised(label(row["measure"])),
            layer_name(row["layer"]),
            *(_rank(row[f"{at}_rank"], row[f"{at}_low"], row[f"{at}_high"]) for at in ("old", "new")),
        )
        for row in ranks.to_dict("records")
    ]
    note = _(
        "In brackets, the ranks between which it lies when every tenth tie is left out by chance; the two ranges do "
        "not meet. Both states are computed by the rules of today."
    )
    return Table(columns, rows, caption, note)


def _rank(rank: int, low: int, high: int) -> str:
    return _("{rank} ({low} to {high})", rank=number(rank), low=number(low), high=number(high))


def changes_unknowns(table: pd.DataFrame, since: datetime.date) -> Text:
    """What a comparison cannot show."""
    n = int((table["origin"] == UNCLEAR).sum())
    unclear = plural(
        "For {n} change no date tells whether it is one of the world.",
        "For {n} changes no date tells whether they are of the world.",
        n,
    )
    return Text(
        [
            _("What happened and stands on no page that we read is not here; a quiet outlet may have closed."),
            _(
                "What is dated up to {since} counts as learned late, even if it happened only a day before.",
                since=day(since),
            ),
            *([unclear] if n else []),
            _("Answers of people are in no snapshot, so that needs they told are not compared here."),
        ],
        listed=True,
    )
