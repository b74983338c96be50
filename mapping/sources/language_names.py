"""English names of languages, as services write them, to the codes that we use."""

from __future__ import annotations

from functools import cache

from babel import Locale

# Other names in use, and the three-letter codes of the languages of the region.
_ALSO = {
    "farsi": "fa", "kirghiz": "ky", "kirgiz": "ky", "uighur": "ug", "karakalpak": "kaa", "kara-kalpak": "kaa",
    "kaz": "kk", "kir": "ky", "tgk": "tg", "uzb": "uz", "rus": "ru", "eng": "en", "tuk": "tk", "uig": "ug",
}  # fmt: skip


@cache
def _by_name() -> dict[str, str]:
    named = {name.lower(): code for code, name in Locale("en").languages.items() if "_" not in code}
    return named | _ALSO


def language_code(name: str) -> str:
    """The ISO 639 code of a language's English name or code; `""` for one that is not known or not stated."""
    name = name.strip().lower()
    if name in _ALSO or len(name) > 3:
        return _by_name().get(name, "")
    return name if name.isalpha() else ""
