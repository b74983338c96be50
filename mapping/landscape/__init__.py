"""The landscape in memory: `from mapping import Landscape; land = Landscape.open(); land.outlets`."""

from mapping.landscape.asked import Landscape
from mapping.landscape.loading import EVERY

__all__ = ["EVERY", "Landscape"]
