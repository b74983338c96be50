"""A tidy table in, a figure, a table or sentences out, in the reader's language."""

from mapping.draw import tell
from mapping.draw.bars import bars
from mapping.draw.evidence import Evidence
from mapping.draw.intervals import ranges
from mapping.draw.labels import field_name, label
from mapping.draw.layered_network import layered_network
from mapping.draw.matrix import matrix
from mapping.draw.network import ownership_network
from mapping.draw.panels import small_multiples
from mapping.draw.picture import picture
from mapping.draw.region_map import region_map
from mapping.draw.sankey import sankey
from mapping.draw.section import section
from mapping.draw.survival_curves import survival_curves
from mapping.draw.table import Cell, Column, Table
from mapping.draw.text import Text
from mapping.draw.tiles import tiles
from mapping.draw.timeline import timeline
from mapping.draw.tree import ownership_tree

__all__ = [
    "Cell",
    "Column",
    "Evidence",
    "Table",
    "Text",
    "bars",
    "field_name",
    "label",
    "layered_network",
    "matrix",
    "ownership_network",
    "ownership_tree",
    "picture",
    "ranges",
    "region_map",
    "sankey",
    "section",
    "small_multiples",
    "survival_curves",
    "tell",
    "tiles",
    "timeline",
]
