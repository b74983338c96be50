"""Who is tied to whom on which layers: names on a ring by country, a switch for each layer, arrows to who takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from mapping.countries import AUDIENCES
from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading, label, layer_name
from mapping.draw.lettering import hover, plain, shorten
from mapping.draw.palette import COUNTRIES, LAYERS
from mapping.draw.ring import Points, Ring, around, bent
from mapping.draw.ring_page import Dot, Strand, draw_ring, height_cm
from mapping.draw.ring_screen import ring_on_screen
from mapping.draw.sourced import sourced
from mapping.draw.tie_choice import ALLEGED, CHANCE, SURE, Chosen, strongest
from mapping.errors import UnknownName
from mapping.translate import _, number, plural

MOST_ENDS, MOST_TIES = 100, 180
FEWEST_OF_A_COUNTRY = 3  # an arc of its own wants as many; abroad only
MOST_TOLD = 12
CHANCE_COLOUR = "#B4B8BE"
ABROAD_COLOUR = "#6B7280"
ELSEWHERE, NOWHERE = "elsewhere", "unknown"
WIDTHS = (0.8, 1.6, 2.8)


@sourced
def layered_network(
    nodes: pd.DataFrame, ties: pd.DataFrame, *, caption: str, evidence: Evidence, level: float = 0.05
) -> Figure:
    """Names on a ring, those of one country together; a line for each tie, an arrow at the end that takes.

    `nodes`: id, label, kind, country (ISO 3166-1 alpha-2, XX for the region as a whole). `ties`: from_id (gives), to_id
    (takes), layer, weight, p_value, confidence. A tie with p >= `level` is grey, an alleged one dashed; a tie without
    p_value was stated, not counted, and has the colour of its layer. Only who is tied is drawn, at most 100 of them
    with 180 ties: the strongest of each layer, the rest is counted in the note. `UnknownName` where an end is not
    among the nodes.
    """
    need(nodes, "id", "label", "kind", "country")
    need(ties, "from_id", "to_id", "layer", "weight", "p_value", "confidence")
    chosen = strongest(ties, level, MOST_ENDS, MOST_TIES)
    if chosen.ties.empty:
        return nothing(ties, caption, evidence)
    known = nodes.drop_duplicates("id").set_index("id")
    if lost := sorted(set(chosen.ends) - set(known.index)):
        raise UnknownName(f"A tie ends at '{lost[0]}', which is no node: add the node or leave the tie out.")
    drawn = RingOfTies(known.loc[chosen.ends], chosen, level)
    return Figure(
        screen=ring_on_screen(drawn.dots, drawn.heads, drawn.strands, drawn.hovers()),
        draw=lambda page: draw_ring(page, drawn.dots, drawn.heads, drawn.strands, drawn.step),
        table=drawn.sheet(),
        caption=caption,
        alt=drawn.told(),
        note=evidence.note(*drawn.remarks()),
        height_cm=height_cm(drawn.strands),
    )


def group_of(country: object, abroad: Sequence[object]) -> str:
    """The arc on which a country's names stand: `abroad` are the countries of all ends outside the region."""
    if not isinstance(country, str) or country in ("", NOWHERE):
        return NOWHERE
    return country if country in AUDIENCES or abroad.count(country) >= FEWEST_OF_A_COUNTRY else ELSEWHERE


@dataclass(frozen=True)
class RingOfTies:
    """The names (label, kind, country; by id) and the chosen ties as both faces draw them."""

    nodes: pd.DataFrame
    chosen: Chosen
    level: float

    @cached_property
    def ring(self) -> Ring:
        """Where everything stands: our countries first, then the largest group from abroad."""
        countries = self.nodes["country"].tolist()
        of = {
            node: group_of(country, countries)
            for node, country in zip(map(str, self.nodes.index), countries, strict=True)
        }
        groups: dict[str, list[str]] = {}
        for node in sorted(of):
            groups.setdefault(of[node], []).append(node)
        rest = sorted(set(groups) - {*AUDIENCES, ELSEWHERE, NOWHERE}, key=lambda group: (-len(groups[group]), group))
        order = [group for group in (*AUDIENCES, *rest, ELSEWHERE, NOWHERE) if group in groups]
        ties = self.chosen.ties
        return around({group: groups[group] for group in order}, zip(ties["from_id"], ties["to_id"], strict=True))

    @property
    def step(self) -> float:
        """The angle between two names."""
        return self.ring.step

    @cached_property
    def dots(self) -> list[Dot]:
        """The names with their dots, the most important first."""
        ties = self.chosen.ties
        degree = pd.concat([ties["from_id"], ties["to_id"]]).value_counts()
        wide = (degree / degree.max()) ** 0.5
        order = sorted(map(str, self.nodes.index), key=lambda node: (-degree[node], node))
        return [
            Dot(
                id=node,
                text=plain(self.nodes.at[node, "label"]),
                angle=self.ring.angles[node],
                share=float(wide[node]),
                colour=COUNTRIES.get(str(self.nodes.at[node, "country"]), ABROAD_COLOUR),
            )
            for node in order
        ]

    @property
    def heads(self) -> list[tuple[str, float]]:
        """The headings of the arcs, in words."""
        own = {ELSEWHERE: _("elsewhere"), NOWHERE: _("not known")}
        return [(own.get(group) or label(group), angle) for group, angle in self.ring.heads.items()]

    @cached_property
    def strands(self) -> list[Strand]:
        """The lines of one layer, sort and width together, in the order of the layers."""
        ties = self.chosen.ties
        most = ties.groupby("layer")["weight"].transform("max").replace(0, 1)
        wide = (ties["weight"] / most).map(lambda share: int(np.searchsorted((0.15, 0.5), share)))
        stated = ties.groupby("layer")["weight"].transform("nunique") == 1
        ties = ties.assign(wide=wide.where(~stated, 1))
        found = []
        for layer in LAYERS:
            for sort in (CHANCE, ALLEGED, SURE):
                for width in range(len(WIDTHS)):
                    some = ties[(ties["layer"] == layer) & (ties["sort"] == sort) & (ties["wide"] == width)]
                    lines = [self._line(one, other) for one, other in zip(some["from_id"], some["to_id"], strict=True)]
                    if lines:
                        colour = CHANCE_COLOUR if sort == CHANCE else LAYERS[layer]
                        found.append(Strand(layer, sort == ALLEGED, colour, WIDTHS[width], lines))
        return found

    def _line(self, one: str, other: str) -> Points:
        return bent(self.ring.angles[one], self.ring.angles[other])

    def remarks(self) -> list[str]:
        """What the reader must know to read the figure."""
        ties = self.chosen.ties
        said = [_("An arrow points to who takes: copies, forwards, carries, joins, is owned or is paid.")]
        if (ties["sort"] == ALLEGED).any():
            said.append(_("Dashed ties are only alleged."))
        if (ties["sort"] == CHANCE).any():
            said.append(
                _("Grey ties are no stronger than the size of both ends explains (p of {p} or more).", p=self.level)
            )
        return [*said, *self.chosen.remarks]

    def sheet(self) -> pd.DataFrame:
        """The ties in words, one a row."""
        ties, names = self.chosen.ties, self.nodes["label"].map(plain)
        return pd.DataFrame(
            {
                _("from"): ties["from_id"].map(names),
                heading("layer", None): ties["layer"].map(layer_name),
                _("to"): ties["to_id"].map(names),
                heading("weight", None): ties["weight"],
                heading("p_value", None): pd.to_numeric(ties["p_value"]),
                heading("confidence", None): ["" if pd.isna(sure) else label(sure) for sure in ties["confidence"]],
            }
        )

    def told(self) -> str:
        """The network in words: how many names, how many ties of each layer, who has the most."""
        ties = self.chosen.ties
        counts = ties["layer"].value_counts()
        layers = [f"{layer_name(layer)} {number(int(counts[layer]))}" for layer in LAYERS if layer in counts]
        degree = pd.concat([ties["from_id"], ties["to_id"]]).value_counts()
        most = [
            f"{shorten(dot.text)} {plural('{n} tie', '{n} ties', int(degree[dot.id]))}" for dot in self.dots[:5]
        ]  # the dots come in the order of their ties
        subject = _("Ties between {n} outlets and others by layer", n=number(len(self.nodes)))
        return listed(subject, [*layers, *most])

    def hovers(self) -> list[str]:
        """For each dot its name, kind and country, and its ties in words."""
        said, texts = self._said(), []
        for dot in self.dots:
            lines, rest = said[dot.id][:MOST_TOLD], len(said[dot.id]) - MOST_TOLD
            more = [plural("and {n} more", "and {n} more", rest)] if rest > 0 else []
            about = f"{label(self.nodes.at[dot.id, 'kind'])}, {label(self.nodes.at[dot.id, 'country'])}"
            texts.append(hover(dot.text, about, *lines, *more))
        return texts

    def _said(self) -> dict[str, list[str]]:
        """For each name its ties in words."""
        names = self.nodes["label"].map(plain)
        said: dict[str, list[str]] = {node: [] for node in self.nodes.index}
        for one, other, layer in self.chosen.ties[["from_id", "to_id", "layer"]].itertuples(index=False, name=None):
            words = _("{one} → {other}: {layer}", one=names[one], other=names[other], layer=layer_name(layer))
            for end in {one, other}:
                said[end].append(words)
        return said
