"""What a newsroom abroad has to look after: items, gathered in chapters.

The texts (in `settling`, `protecting` and `reaching`) are ours. What an item rests on stands in
`data/raw/tables/exile_guide.csv`, by the item's key.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One thing to look after and the first step towards it; rules and sources know it by its `key`."""

    key: str
    text: str
    step: str


@dataclass(frozen=True)
class Chapter:
    """Items that belong together, under a heading and a sentence or two."""

    title: str
    opening: str
    items: tuple[Item, ...]
