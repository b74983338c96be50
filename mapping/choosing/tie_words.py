"""What somebody gives, takes and holds together in the network of ties, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mapping.choosing.known import Known, Row
from mapping.choosing.quoted import Said, named
from mapping.countries import COUNTRIES
from mapping.draw.player_words import gave, took
from mapping.schema import LAYERS
from mapping.tables import split
from mapping.translate import _, capitalised, country, enumerate_words, plural

# Countries named one by one.
_NAMED = 4
# From how many others on their number speaks for somebody.
_SEVERAL = 2
# Ties of owners and money say nothing of news.
HELD = ("ownership", "funding")


def between(about: Known, candidate: Row) -> Iterator[Said]:
    """What would come apart without it."""
    fact = about.facts.get(candidate["outlet_id"])
    if fact is None:
        return
    pairs = [" – ".join(map(country, pair)) for pair in _pairs(about, fact)]
    if pairs:
        yield Said(
            plural(
                "{n} pair of countries is tied by it alone, as far as we know: {pairs}.",
                "{n} pairs of countries are tied by it alone, as far as we know: {pairs}.",
                len(pairs),
                pairs=named(pairs),
            ),
            _pages(about, candidate),
        )
    elif fact["only_tie_of"]:
        names = [about.land.display_names[each] for each in split(fact["only_tie_of"])]
        yield Said(_("For {names} it is the only known tie.", names=named(names)))
    elif fact["cuts_off"] >= _SEVERAL:
        yield Said(
            plural(
                "Without it {n} other would be cut off from the rest of the known network.",
                "Without it {n} others would be cut off from the rest of the known network.",
                fact["cuts_off"],
            )
        )


def _pairs(about: Known, fact: Row) -> list[list[str]]:
    """The pairs of countries that it alone ties by more than money or owners, those within the region first."""
    pairs = [pair.split("-") for pair in split(fact["sole_country_pairs"])]
    ties, own = about.land.ties, fact["outlet_id"]
    ties = ties[~ties["layer"].isin(HELD)]
    others = {
        *ties.loc[ties["from_id"] == own, "to_id"],
        *ties.loc[ties["to_id"] == own, "from_id"],
    }
    met = {about.countries.get(other) for other in others}
    told = [pair for pair in pairs if set(pair) - {fact["country"]} <= met]
    return sorted(told, key=lambda pair: not set(pair) <= set(COUNTRIES))


def gives(about: Known, candidate: Row) -> Iterator[Said]:
    """How many take from it, by what, and where."""
    fact = about.facts.get(candidate["outlet_id"])
    if fact is None or fact["n_takers"] < _SEVERAL:
        return
    yield Said(
        _(
            "{layers}{countries}.",
            layers=capitalised(enumerate_words(_by_layer(split(fact["takers_by_layer"]), gave))),
            countries=_in(fact["taker_countries"]),
        ),
        _pages(about, candidate, gives=True),
    )


def takes(about: Known, candidate: Row) -> Iterator[Said]:
    """From whom it takes, as one who brings news from elsewhere; ties of money and owners say nothing of that."""
    fact = about.facts.get(candidate["outlet_id"])
    if fact is None:
        return
    # Who works together gives and takes: it is told once.
    told_already = "cooperation" if fact["n_takers"] >= _SEVERAL else ""
    cells = [part for part in split(fact["givers_by_layer"]) if part.split()[0] != told_already]
    if told := _by_layer([cell for cell in cells if cell.split()[0] not in HELD], took):
        # The countries are those of all from whom it takes: owners abroad would stand among them.
        owned = any(part.split()[0] in HELD for part in cells)
        yield Said(
            _(
                "It {layers}{countries}.",
                layers=enumerate_words(told), countries="" if owned else _in(fact["giver_countries"]),
            ),
            _pages(about, candidate, gives=False),
        )  # fmt: skip


def _pages(about: Known, candidate: Row, gives: bool | None = None) -> tuple[object, ...]:
    """The pages that state its ties: those to its takers, to its givers, or all."""
    ties, own = about.land.ties, candidate["outlet_id"]
    giving, taking = ties["from_id"] == own, ties["to_id"] == own
    met = giving | taking if gives is None else giving if gives else taking
    return tuple(ties.loc[met & ~ties["layer"].isin(HELD), "citation"])


def _by_layer(cells: Iterable[str], words_of: Callable[[str, int], str]) -> list[str]:
    """`citation 14`, `link 3` as a reader says it, layer by layer."""
    counts = [cell.rsplit(" ", 1) for cell in cells]
    order = sorted(counts, key=lambda pair: LAYERS.index(pair[0]))
    return [words_of(layer, int(n)) for layer, n in order]


def _in(cell: str) -> str:
    codes = split(cell)
    if not codes:
        return ""
    if len(codes) > _NAMED:
        return plural(" ({n} country)", " ({n} countries)", len(codes))
    return _(" ({countries})", countries=enumerate_words([country(code) for code in codes]))
