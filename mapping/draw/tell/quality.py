"""What the figures rest on: what was merged, what is doubtful, where sources disagree, how well we match names."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from mapping.countries import COUNTRIES
from mapping.draw.labels import field_name, label
from mapping.draw.reasons import reason
from mapping.draw.sourced import sourced
from mapping.draw.table import Column, Table
from mapping.draw.text import Text
from mapping.translate import _, capitalised, enumerate_words, language_name, number, percent, place, plural

# The methods measured beside ours, by the name that their own pages use; ours is `mapping`.
OURS = "mapping"
PLACES = ("city", "region")


def quality_summary(placed: pd.DataFrame, doubts: int, conflicts: int, merged_ids: int, set_aside: int) -> Text:
    """Half a page on how the records became outlets and owners."""
    n = int(placed["n"].sum())
    return Text(
        [
            " ".join(
                [
                    plural("{n} record describes an outlet or owner.", "{n} records describe an outlet or owner.", n),
                    *_ways(placed.groupby("how")["n"].sum()),
                ]
            ),
            plural(
                "{n} id was found to mean the same as another and now leads to it.",
                "{n} ids were found to mean the same as another and now lead to it.",
                merged_ids,
            ),
            plural(
                "{n} pair may still be one and the same: a person has to look.",
                "{n} pairs may still be one and the same: a person has to look.",
                doubts,
            ),
            plural(
                "On {n} field the sources contradict each other.",
                "On {n} fields the sources contradict each other.",
                conflicts,
            ),
            plural(
                "{n} cell of a source was found wrong and set aside.",
                "{n} cells of a source were found wrong and set aside.",
                set_aside,
            ),
        ]
    )


def _ways(by_how: pd.Series) -> list[str]:
    """How records came to their outlet or owner, a sentence each."""
    own, decided, clues, alone = (int(by_how.get(how, 0)) for how in ("own_id", "decision", "clues", "one_source"))
    return [
        plural("{n} record carries an id of our own.", "{n} records carry an id of our own.", own),
        plural(
            "{n} record was placed by a person's dated decision.",
            "{n} records were placed by a person's dated decision.",
            decided,
        ),
        plural(
            "{n} record was placed by clues such as name, site, country and medium.",
            "{n} records were placed by clues such as name, site, country and medium.",
            clues,
        ),
        plural(
            "{n} record describes what only one source knows.",
            "{n} records describe what only one source knows.",
            alone,
        ),
    ]


@sourced
def doubts_table(doubts: pd.DataFrame, names: Mapping[str, str], *, caption: str) -> Table:
    """The pairs that a person should look at, the likeliest first."""
    columns = (
        Column(_("One name"), width=1.6),
        Column(_("Other name"), width=1.6),
        Column(_("Likeness"), "right", 0.8),
        Column(_("What makes it doubtful"), width=2),
    )
    rows = [
        (
            names.get(row["a_id"], row["a_id"]),
            names.get(row["b_id"], row["b_id"]),
            number(row["score"], 2),
            reason(row["what"]),
        )
        for row in doubts.sort_values("score", ascending=False).to_dict("records")
    ]
    note = _("Scores run from 0 to 1. Both stay apart until someone answers in the review workbook.")
    return Table(columns, rows, caption, note)


@sourced
def conflicts_table(conflicts: pd.DataFrame, names: Mapping[str, str], *, caption: str) -> Table:
    """The fields on which sources disagree, the most consequential first."""
    columns = (
        Column(_("Outlet or owner"), width=1.8),
        Column(_("Field"), width=1.2),
        Column(_("Shown"), width=1.3),
        Column(_("Also stated"), width=1.5),
        Column(_("Why this one is shown"), width=2.2),
    )
    rows = [
        (
            names.get(row["entity_id"], row["entity_id"]),
            capitalised(field_name(row["field"])),
            _stated(row["field"], row["shown"]),
            ", ".join(_stated(row["field"], other) for other in row["others"].split(";")),
            reason(row["why"]),
        )
        for row in conflicts.sort_values(["rank", "entity_id", "field"]).to_dict("records")
    ]
    return Table(columns, rows, caption, _("What may endanger people or change an answer comes first."))


def _stated(field: str, value: str) -> str:
    """A value of a field as a reader says it."""
    return place(value) if field in PLACES else label(value)


@sourced
def methods_table(accuracy: pd.DataFrame, *, caption: str) -> Table:
    """Our matching of names beside others' on the same labelled pairs."""
    columns = (
        Column(_("Method"), width=2),
        Column(_("Pairs"), "right", 0.8),
        Column(_("Precision"), "right", 0.9),
        Column(_("Recall"), "right", 0.9),
        Column("F1", "right", 0.7),
    )
    whole = (accuracy[["country", "scripts", "kind"]] == "all").all(axis=1)
    every = accuracy[(accuracy["set"] == "test") & whole & ~accuracy["method"].str.startswith(f"{OURS} (")]
    rows = [
        (
            _("this toolkit") if row["method"] == OURS else row["method"],
            number(row["n"]),
            *(percent(row[name]) for name in ("precision", "recall")),
            number(row["f1"], 2),
        )
        for row in every.sort_values("f1", ascending=False).to_dict("records")
    ]
    note = _(
        "Pairs of names labelled by hand, half of them hard cases of two different things; none of them was used to "
        "set the weights. Precision: of the pairs called the same, how many are. Recall: of those that are the same, "
        "how many were found."
    )
    return Table(columns, rows, caption, note)


@sourced
def accuracy_table(accuracy: pd.DataFrame, *, caption: str) -> Table:
    """Our matching of names by country, by the scripts of the two names, and by kind of thing."""
    columns = (
        Column(_("Pairs of"), width=2),
        Column(_("Pairs"), "right", 0.8),
        Column(_("Precision"), "right", 0.9),
        Column(_("Recall"), "right", 0.9),
        Column("F1", "right", 0.7),
    )
    ours = accuracy[(accuracy["method"] == OURS) & (accuracy["set"] == "test")]
    one_group = (ours[["country", "scripts", "kind"]] == "all").sum(axis=1) == 2
    rows = [
        (
            _group(row),
            number(row["n"]),
            *(percent(row[name]) for name in ("precision", "recall")),
            number(row["f1"], 2),
        )
        for row in ours[one_group].to_dict("records")
        if row["country"] in (*COUNTRIES, "all")
    ]
    return Table(columns, rows, caption, _("On few pairs a figure says little."))


def _group(row: Mapping[Hashable, str]) -> str:
    """The one group that a line of the accuracy table speaks of."""
    if row["country"] != "all":
        return label(row["country"])
    if row["kind"] != "all":
        return capitalised(label(row["kind"]))
    return enumerate_words([label(script) for script in dict.fromkeys(row["scripts"].split("-"))])


@sourced
def languages_table(accuracy: pd.DataFrame, *, caption: str) -> Table:
    """How often the language of a short text is recognised, by language, writing and length."""
    lengths = list(dict.fromkeys(accuracy["characters"]))
    heads = [
        head
        for length in lengths
        for head in (_("Texts of {length} characters", length=length), _("Right of {length}", length=length))
    ]
    columns = (Column(_("Language"), width=1.6), Column(_("Writing"), width=1.8), *(Column(h, "right") for h in heads))
    measured = accuracy.set_index(["language", "writing", "characters"])[["n", "ours"]]
    rows = [
        (
            _("all languages alike") if language == "macro" else capitalised(language_name(language)),
            _writing(writing),
            *(cell for length in lengths for cell in _right(measured, (language, writing, length))),
        )
        for language, writing in accuracy[["language", "writing"]].drop_duplicates().itertuples(index=False)
    ]
    return Table(columns, rows, caption, _("Headlines whose language is known; none was used to write the rules."))


def _right(measured: pd.DataFrame, at: tuple[str, object, str]) -> tuple[str, str]:
    """How many texts there were, and the share that was recognised; empty where none of that length was tried."""
    if at not in measured.index:
        return "", ""
    n, right = measured.loc[[at]].iloc[0]
    return (number(n) if pd.notna(n) else ""), percent(right)


def _writing(written: object) -> str:
    """`Latn kk_2017` as a reader says it: Latin letters, alphabet of 2017."""
    if not isinstance(written, str):
        return ""
    script, _space, alphabet = written.partition(" ")
    year = alphabet.rpartition("_")[2]
    if year.isdecimal():
        return _("{script}, alphabet of {year}", script=label(script), year=year)
    return label(script) + (", " + label(year) if year else "")
