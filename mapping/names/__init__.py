"""How names are written: scripts, spellings, legal forms, numbers, persons, places, titles and languages.

Pure functions over the tables in `data/`; nothing here reads anything else or changes anything.
"""

from mapping.names.arabic import read_arabic
from mapping.names.languages import Language, identify
from mapping.names.legal import LegalName, split_legal
from mapping.names.numbers import numbers, with_digits
from mapping.names.persons import PersonName, read_person, same_person_name
from mapping.names.places import Place, find_place, places_in
from mapping.names.reading import Reading, read_name, to_latin
from mapping.names.scripts import Script, Twins, fold_twins, script
from mapping.names.skeleton import bones, fold, skeleton
from mapping.names.titles import title_key, title_languages
from mapping.names.translit import Standard, restore, standards, transliterate
from mapping.names.words import GenericWord, core, generic_word, media_words, weighed_words

__all__ = [
    "GenericWord",
    "Language",
    "LegalName",
    "PersonName",
    "Place",
    "Reading",
    "Script",
    "Standard",
    "Twins",
    "bones",
    "core",
    "find_place",
    "fold",
    "fold_twins",
    "generic_word",
    "identify",
    "media_words",
    "numbers",
    "places_in",
    "read_arabic",
    "read_name",
    "read_person",
    "restore",
    "same_person_name",
    "script",
    "skeleton",
    "split_legal",
    "standards",
    "title_key",
    "title_languages",
    "to_latin",
    "transliterate",
    "weighed_words",
    "with_digits",
]
