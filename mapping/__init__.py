"""Maps the media of Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapping.landscape import Landscape

__all__ = ["Landscape"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # Loaded when asked for, so that `mapping --help` answers before pandas and its kin are read.
    if name == "Landscape":
        from mapping.landscape import Landscape

        return Landscape
    raise AttributeError(f"module 'mapping' has no attribute '{name}'")
