"""The language and script of a short text: Kazakh in three scripts, Kyrgyz, Tajik, Uzbek in two, Karakalpak and neighbours.

Letters that only one of the languages has decide first. Words and endings of `data/language_clues.csv` come next: they know
Kazakh in any Latin alphabet, Kazakh typed without its own letters, and Karakalpak. What both leave open is asked of
py3langid, limited to our languages and those likeliest to be mistaken for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mapping.names.clues import count, words_of
from mapping.names.scripts import Script, script

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_MODEL_OURS = ("kk", "ky", "tg", "uz", "ru", "en", "tr", "fa")
_RIVALS = (
    "uk",
    "be",
    "bg",
    "mk",
    "sr",
    "mn",
    "tt",
    "ba",
    "az",
    "tk",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "cs",
    "id",
)
_LONGEST = 1_000  # letters read of a long text: its language is plain by then
_SHORT = 12  # letters below which a guess is not called sure
_CERTAIN = 0.80  # the model's confidence from which its answer is called sure
_Guess = tuple[str, bool]  # language, and whether it is certain


@dataclass(frozen=True)
class Language:
    """What a text is written in.

    `language` is one of kk, ky, tg, uz, kaa, ru, en, tr, fa, or `other` (outside the set) or `und` (no letters);
    `script` is Cyrl, Latn, Arab, other or `""`; `sure` says whether to trust it; `second_language` names another of the
    set that a good part of the text is written in, else `""`.
    """

    language: str
    script: Script
    sure: bool
    second_language: str = ""


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([*_MODEL_OURS, *_RIVALS])
    return model


def _ask(words: list[str]) -> _Guess:
    """The model's answer, the best of ours unless a rival is certain."""
    ranked = _model().rank(" ".join(words))
    language, confidence = ranked[0]
    if language in _MODEL_OURS:
        return language, confidence >= _CERTAIN
    if confidence >= _CERTAIN:
        return "other", True
    return next(name for name, _ in ranked if name in _MODEL_OURS), False


# Letters of one language or of few; the comments name what else has them.
_TG = re.compile("[ӣӯҷ]")
_KK = re.compile("[ұһ]|[әқғңөү].*і|і.*[әқғңөү]")  # і alone is also Ukrainian
_KAA = re.compile("[ўҳ].*[әңөү]|[әңөү].*[ўҳ]")
_FOREIGN_CYRL = re.compile("[їєґҗҙҡҫђћџљњѓќ]")
_TURKIC = re.compile("[ңөү]")
_RU = re.compile("[ъщё]|ый|ые|ого|ции")
_BETWEEN_TURKIC = ("kk", "ky", "other")


def _kazakh_or_kyrgyz(words: list[str], asked: _Guess) -> _Guess:
    """Kazakh or Kyrgyz by words and endings, which stay when the special letters are not typed."""
    kazakh, kyrgyz = count(words, "kk", "ky"), count(words, "ky", "kk")
    if kazakh == kyrgyz:
        return asked[0], False
    return ("kk" if kazakh > kyrgyz else "ky"), abs(kazakh - kyrgyz) > 2


def _by_cyrillic_letters(text: str, words: list[str]) -> _Guess | None:
    """The language that its own letters give away."""
    if _FOREIGN_CYRL.search(text):
        return None
    if _TG.search(text):
        return "tg", True
    if _KK.search(text):
        return "kk", True
    if "ў" in text or ("ҳ" in text and _KAA.search(text)):
        kaa = count(words, "kaa", "uz") > count(words, "uz_cyrl", "kaa")
        return ("kaa", bool(_KAA.search(text))) if kaa or _KAA.search(text) else ("uz", True)
    if _TURKIC.search(text) and not re.search("[қғәҳ]", text):
        return "ky", "ң" in text or len(_TURKIC.findall(text)) > 2
    if "ә" in text:
        return ("kaa", False) if count(words, "kaa", "kk") > count(words, "kk", "kaa") else ("kk", True)
    return None


def _cyrillic(text: str, words: list[str]) -> _Guess:
    found = _by_cyrillic_letters(text, words)
    if found is not None:
        return found
    if count(words, "ru") > 3 and _RU.search(text) and "і" not in text:
        return "ru", True
    asked = _ask(words)
    return _kazakh_or_kyrgyz(words, asked) if asked[0] in ("kk", "ky") else asked


_UZ_APOSTROPHE = re.compile("[og]ʼ|ō")
_TR = re.compile("[ışğçöü]")
_NOT_TR = re.compile("[qwxəäñńŋūáóúǵ]")
_KAA_2016 = re.compile("[áǵńóú].*ı|ı.*[áǵńóú]")
_KK_LATIN = re.compile("ǵ|ń|ñ|ŋ|ū|[áóúäöüğ].*[qý]|[qý].*[áóúäöüğ]|[nysui]ʼ[a-z]")
# y is a vowel in Kazakh Latin, so it stands between consonants; in Uzbek and Turkish it never does.
_Y_VOWEL = re.compile("(?<=[bdfghjklmnpqrstvzşğñǵń])y(?=[bdfgjklmnpqrstvzşğñǵń])")
_Q_PLAIN = re.compile("q(?!u[aei])")


def _kazakh_latin(text: str, words: list[str], rival: str) -> int:
    """Evidence for Kazakh in a Latin alphabet rather than the rival language."""
    letters = 2 * len(_KK_LATIN.findall(text)) + (len(_Y_VOWEL.findall(text)) if _Q_PLAIN.search(text) else 0)
    return count(words, "kk", rival) + letters


def _by_latin_letters(text: str, words: list[str]) -> _Guess | None:
    if _KAA_2016.search(text) and "y" not in "".join(_Y_VOWEL.findall(text)) and "ý" not in text:
        return "kaa", True
    if _UZ_APOSTROPHE.search(text) and count(words, "uz", "kk") >= _kazakh_latin(text, words, "uz"):
        return "uz", True
    if text.isascii() and not _Q_PLAIN.search(text) and count(words, "en") > 3:
        return "en", True
    if _TR.search(text) and not _NOT_TR.search(text) and count(words, "tr") > 1:
        return "tr", True
    return None


def _latin(text: str, words: list[str]) -> _Guess:
    """Latin text: Kazakh and Karakalpak by their alphabets and words, the rest by the model."""
    found = _by_latin_letters(text, words)
    if found is not None:
        return found
    asked = _ask(words) if not _KK_LATIN.search(text) else ("tr", False)
    rival = asked[0] if asked[0] in ("uz", "tr", "en") else "tr"
    kazakh = _kazakh_latin(text, words, rival)
    if kazakh > max(1, count(words, rival, "kk")):
        return "kk", kazakh > 3
    return asked


_FOREIGN_ARAB = re.compile("[ېۈٹڈڑےںڵێڕټډړښةأإ]")
_KK_ARAB = re.compile("[ەۇۋۆڭ]")
_FA = re.compile("[پچژگیک]")


def _arabic(text: str) -> _Guess:
    if _FOREIGN_ARAB.search(text):
        return "other", True
    return ("kk", True) if _KK_ARAB.search(text) else ("fa", bool(_FA.search(text)))


def _guess(text: str, words: list[str], written: Script) -> _Guess:
    if written == "Cyrl":
        return _cyrillic(text, words)
    if written == "Latn":
        return _latin(text, words)
    return _arabic(text) if written == "Arab" else ("other" if written else "und", False)


_OWN_LETTERS = re.compile("[әғқңөұүіўҳӣӯҷ]")


def _second(words: list[str], first: str) -> str:
    """Another language of the set in part of the words: Russian among Turkic or Tajik, the reverse, English in Cyrillic."""
    if first in ("kk", "ky", "tg", "uz", "kaa") and count(words, "ru", first) > 5:
        return "ru"
    if first == "ru":
        own = [word for word in words if _OWN_LETTERS.search(word)]
        found = _by_cyrillic_letters(" ".join(own), own) if len(own) > 1 else None
        return found[0] if found else ""
    return "en" if first != "en" and count(words, "en", first) > 5 else ""


def identify(text: str) -> Language:
    """The language of a title, a headline or a post: the best guess always stands, `sure` says whether to trust it."""
    words = words_of(text[:_LONGEST])
    plain = " ".join(words)
    written = script(plain)
    language, certain = _guess(plain, words, written)
    long_enough = len(plain) - len(words) >= _SHORT
    return Language(language, written, certain and long_enough, _second(words, language) if len(words) > 3 else "")
