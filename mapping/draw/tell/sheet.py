"""One outlet on one page, in sentences: what is known, who holds it, its ties, its access, and what to ask next."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from mapping.draw.labels import label, theme_name
from mapping.draw.tell.brief_head import Headline
from mapping.draw.tell.common import codes, listed
from mapping.draw.tell.ownership import chain_sentence
from mapping.draw.tell.player_cards import card
from mapping.draw.tell.sheet_tables import FIELDS, by_field
from mapping.draw.text import Text
from mapping.translate import _, country, dated, number, plural

Row = Mapping[Hashable, Any]
Names = Mapping[str, str]
# Money and control are told with the owners; what else travels along ties is told with the ties.
HELD = ("ownership", "funding")
# Who edits, pays for or once founded an outlet does not hold it.
NO_HOLDING = ("edits", "funds", "founded")


def sheet_title(facts: Row) -> Headline:
    """The title of an outlet's sheet: its name, and the name in its own script where that is another."""
    native = facts["name_native"]
    if isinstance(native, str) and native != facts["name"]:
        return Headline(_("{name} ({native}): outlet sheet", name=facts["name"], native=native))
    return Headline(_("{name}: outlet sheet", name=facts["name"]))


def sheet_in_short(
    facts: Row, claims: pd.DataFrame, stakes: pd.DataFrame, pressure: pd.DataFrame, names: Names
) -> Text:
    """The outlet in a few sentences: its row of outlets, its claims, the stakes in it, its pressure_timeline."""
    return Text([" ".join([*_warned(facts), *_known(facts, claims), *_holders(stakes, names), *_pressed(pressure)])])


def _warned(facts: Row) -> Iterator[str]:
    if isinstance(facts["labelled_in"], str):
        yield _(
            "Warning: its materials are labelled extremist ({countries}); opening, keeping or sharing them may be "
            "punished there.",
            countries=codes(facts["labelled_in"], country),
        )


def _known(facts: Row, claims: pd.DataFrame) -> Iterator[str]:
    pages = {page for cell in claims["citation"].dropna() for page in str(cell).split(";")}
    filled = sum(1 for field in FIELDS if isinstance(facts[field], str) and facts[field] != "unknown")
    yield plural(
        "Of {all} facts asked here {filled} are known, from {n} page.",
        "Of {all} facts asked here {filled} are known, from {n} pages.",
        len(pages),
        all=number(len(FIELDS)),
        filled=number(filled),
    )


def _holders(stakes: pd.DataFrame, names: Names) -> Iterator[str]:
    """Who holds it today, and how surely anybody says so."""
    today = _held_today(stakes)
    alleged = today["confidence"] == "alleged"
    stated, said = (
        [names.get(own, own) for own in rows["holder_id"].drop_duplicates()]
        for rows in (today[~alleged], today[alleged])
    )
    if stated:
        yield _("Behind it stand, as pages state: {names}.", names=listed(stated))
    if said:
        yield _("Only alleged to stand behind it: {names}.", names=listed(said))
    if not stated and not said:
        yield _("No page names anybody who holds it today; that is no proof of independence.")


def _held_today(stakes: pd.DataFrame) -> pd.DataFrame:
    return stakes[stakes["end"].isna() & ~stakes["relation"].isin(NO_HOLDING)]


def _pressed(pressure: pd.DataFrame) -> Iterator[str]:
    if pressure.empty:
        yield _("No event of pressure on it is on record; that may mean silence, not peace.")
        return
    last = pressure.sort_values("date").iloc[-1]
    yield plural(
        "{n} event of pressure on it is on record: {kind} ({date}).",
        "{n} events of pressure on it are on record, the last: {kind} ({date}).",
        len(pressure),
        kind=label(last["kind"]),
        date=dated(last["date"]),
    )


def sheet_chains(chains: pd.DataFrame, outlet: str, names: Names, *, most: int = 2) -> Text:
    """The longest chains of more than one step from an outlet to the top, from its rows of ownership_chains."""
    told = []
    for _number, steps in chains[chains["outlet_id"] == outlet].groupby("chain"):
        if len(steps) > 1:
            held = [
                (row["relation"], names.get(row["holder_id"], row["holder_id"])) for row in steps.to_dict("records")
            ]
            sure = _("Weakest step: {confidence}.", confidence=label(steps["weakest"].iloc[-1]))
            told.append((-len(held), f"{chain_sentence(names.get(outlet, outlet), held)} {sure}"))
    return Text([sentence for _length, sentence in sorted(told)[:most]])


def sheet_ties(outlet: str, ties: pd.DataFrame, facts: pd.DataFrame, ranks: pd.DataFrame, names: Names) -> Text:
    """Its ties in sentences, from its ties, player_facts and player_ranks of the whole region.

    Who holds and pays it, its programmes and what pressed it stand in other parts of the sheet.
    """
    joint = ranks[(ranks["layer"] == "joint") & (ranks["outlet_id"] == outlet)]
    known = facts[facts["outlet_id"] == outlet].to_dict("records")
    told = [sentence for row in known for sentence in card(_content_alone(row), joint, names)]
    told += _with_whom(outlet, ties[~ties["layer"].isin(HELD)], names)
    return Text([" ".join(told or [_("No tie is known. It may be a key player all the same.")])])


def _content_alone(fact: Row) -> Row:
    """A row of player_facts without money and control, and without the countries that count these, too."""
    own = dict(fact)
    for layers, countries in (("takers_by_layer", "taker_countries"), ("givers_by_layer", "giver_countries")):
        parts = [part for part in fact[layers].split(";") if part]
        kept = [part for part in parts if part.rsplit(" ", 1)[0] not in HELD]
        own |= {layers: ";".join(kept), countries: fact[countries] if len(kept) == len(parts) else ""}
    return own | {"programmes": "", "n_pressure": 0}


def _with_whom(outlet: str, ties: pd.DataFrame, names: Names) -> Iterator[str]:
    """The names at the other end: those it works with, then those it takes from and gives to alone."""
    given, taken = (ties.loc[ties[end] == outlet, other] for end, other in (("to_id", "from_id"), ("from_id", "to_id")))
    both = set(given) & set(taken)
    words = {
        _("It works with: {names}."): both,
        _("It takes from: {names}."): set(given) - both,
        _("It gives to: {names}."): set(taken) - both,
    }
    for sentence, ids in words.items():
        if ids:
            yield sentence.format(names=listed(sorted(names.get(own, own) for own in ids)))


def sheet_access(verdicts: pd.DataFrame, kept: pd.DataFrame, channels: pd.DataFrame) -> Text:
    """Whether readers reach it: measured, reported, and by which other channels; kinds only, never an address.

    From its rows of access_verdicts, where_to_read_kinds and channels.
    """
    measured = verdicts[verdicts["days"] > 0]
    told = [
        _(
            "{site}: {verdict} (measured in {country} on {days} days).",
            site=row["domain"],
            verdict=label(row["verdict"]),
            country=country(row["probe_country"]),
            days=number(row["days"]),
        )
        for row in measured.to_dict("records")
    ]
    if measured.empty:
        told.append(_("Whether its site opens was not measured."))
    reported = kept["reported"].dropna()
    if len(reported):
        told.append(_("Pages report a blocking ({date}) and no end of it.", date=reported.iloc[0]))
    kinds = channels["kind"].value_counts().sort_index()
    ways = [_("{name} ({n})", name=label(kind), n=number(n)) for kind, n in kinds.items()]
    told.append(
        _("Channels known: {channels}.", channels=listed(ways)) if ways else _("No channel of it is known to us.")
    )
    return Text([" ".join(told)])


def sheet_support(participations: pd.DataFrame, programmes: pd.DataFrame) -> Text:
    """The programmes in which it took part, as far as the level allows."""
    named = dict(zip(programmes["programme_id"], programmes["name"], strict=True))
    told = [
        _(
            "{programme} ({role})",
            programme=named.get(row["programme_id"], row["programme_id"]),
            role=label(row["role"]),
        )
        for row in participations.to_dict("records")
    ]
    if not told:
        return Text([_("No page tells of a programme in which it took part; that does not mean that nobody helped.")])
    return Text([_("It took part in: {programmes}.", programmes=listed(told))])


def sheet_needs(scores: pd.DataFrame | None) -> Text:
    """Its needs as seen from outside, the greatest first, from its rows of need_scores; without them, who may see them.

    What a named newsroom lacks never leaves the team.
    """
    if scores is None:
        return Text([_("What a named newsroom lacks is shown to the team alone.")])
    ranked = scores.dropna(subset=["score"]).sort_values("score", ascending=False, kind="stable")
    told = [
        _("{theme} {score}", theme=theme_name(row["theme"]), score=number(row["score"]))
        for row in ranked.to_dict("records")
    ]
    if not told:
        return Text([_("Nothing seen from outside tells of its needs; only the newsroom can.")])
    return Text([_("Needs from 0 to 100, by outside evidence: {needs}.", needs=listed(told))])


def sheet_questions(
    facts: Row, claims: pd.DataFrame, stakes: pd.DataFrame, doubts: pd.DataFrame, names: Names, *, most: int = 6
) -> Text:
    """What to ask next, and whom; the questions that would change most first."""
    questions = [
        *_who_holds(stakes, names),
        *_contradictions(claims),
        *_same(facts["outlet_id"], doubts, names),
        *_gaps(facts),
    ]
    return Text(questions[:most], listed=True)


def _who_holds(stakes: pd.DataFrame, names: Names) -> Iterator[str]:
    today = _held_today(stakes)
    stated = today[today["confidence"] != "alleged"]
    if today.empty:
        yield _("Who holds it? The register of legal persons, its imprint or its licence may tell.")
    elif stated.empty:
        said = listed([names.get(own, own) for own in today["holder_id"].drop_duplicates()])
        yield _("Do they hold it, as alleged: {names}? The register or two independent witnesses may tell.", names=said)
    elif not (stated["share_max"] - stated["share_min"] < 100).any():
        yield _("How much does each holder hold? No page states a share; an extract of the register may.")
    if len(stated) and (stated["confidence"] != "registered").all():
        yield _("Does a register confirm its holders? So far they are reported only.")


def _contradictions(claims: pd.DataFrame) -> Iterator[str]:
    for field, other in by_field(claims, "no").items():
        values = listed([label(value) for value in other["value"].drop_duplicates()])
        yield _("Which is right? On “{field}” some pages state otherwise: {values}.", field=label(field), values=values)


def _same(outlet: str, doubts: pd.DataFrame, names: Names) -> Iterator[str]:
    pairs = doubts[(doubts["entity_kind"] == "outlet") & (doubts[["a_id", "b_id"]] == outlet).any(axis=1)]
    for row in pairs.to_dict("records"):
        other = row["b_id"] if row["a_id"] == outlet else row["a_id"]
        yield _("Is it the same outlet as {name}? A person should decide.", name=names.get(other, other))


def _gaps(facts: Row) -> Iterator[str]:
    if facts["status"] == "unknown":
        yield _("Does it still work? Its newest issue, broadcast or post tells.")
    if facts["exile_status"] in ("exile", "hybrid") and not isinstance(facts["exile_phase"], str):
        yield _("How far has it settled abroad: papers, bank account, company? Ask the newsroom, safely.")
    if not isinstance(facts["founded"], str):
        yield _("Since when does it exist? Its imprint or its first post tells.")
    if not isinstance(facts["languages"], str):
        yield _("In which languages does it publish? Its own pages tell.")
    yield _("Who reads, hears or watches it? No figure of reach is at hand; a survey or its own counts would tell.")
