"""How names are written: scripts, spellings, legal forms, numbers, places and languages of Central Asia.

Pure functions over the tables in `data/`; nothing here reads anything else or changes anything.
"""

from mapping.names.legal import LegalName, split_legal
from mapping.names.numbers import numbers, with_digits
from mapping.names.scripts import Script, Twins, fold_twins, script
from mapping.names.skeleton import bones, fold, skeleton
from mapping.names.words import GenericWord, core, generic_word, media_words, weighed_words

__all__ = [
    "GenericWord",
    "LegalName",
    "Script",
    "Twins",
    "bones",
    "core",
    "fold",
    "fold_twins",
    "generic_word",
    "media_words",
    "numbers",
    "script",
    "skeleton",
    "split_legal",
    "weighed_words",
    "with_digits",
]
