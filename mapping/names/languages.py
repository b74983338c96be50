"""The language and script of a short text: the languages of the four countries in all their scripts, and neighbours.

Letters that only one of the languages has decide first. Words (`clues`) and three-letter pieces (`ngrams`) come next:
they know Kazakh in any Latin alphabet, Kazakh and Kyrgyz typed without their own letters, and Karakalpak. What they
leave open is asked of py3langid, limited to our languages and those likeliest to be mistaken for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mapping.names.clues import count, words_of
from mapping.names.ngrams import weigh
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
_WORD = 30  # what a known word weighs, in the units of the pieces
_BARE = (
    30  # what it weighs for Kyrgyz that no letter of Kazakh stands in the text: a fifth of Kazakh letters are its own
)
_ASKED = 10  # what the model's word for Kyrgyz adds: it takes Kazakh without its letters for Kyrgyz
_SOUND = 20  # what х (Kyrgyz has к) or a long vowel (Kazakh has none) weighs
_ROUND = 50  # what ң, ө, ү without any letter that is Kazakh only weigh for Kyrgyz
_CLEAR = 40  # lead in those units from which a guess is called sure
_TURKIC = 2  # words of Kazakh and of Kyrgyz, those of both twice, from which the model need not be asked
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


# Letters of one language or of few.
_TG = re.compile("[ӣӯҷ]")
_KK = re.compile("[ұһ]|[әқғңөү].*і|і.*[әқғңөү]")  # і alone is also Ukrainian
_KAA = re.compile("[ўҳ].*[әңөүы]|[әңөүы].*[ўҳ]")  # Uzbek has no ы
_FOREIGN_CYRL = re.compile("[їєґҗҙҡҫђћџљњѓќ]")
# Endings with и where Kazakh has і; its own и stands in loans and adjectives (мәдени, саяси).
_KAA_END = re.compile(r"\w(?:[дтгкл]и|ши|иң|иңди|ип|ин|инде|инен|инше|лик|ўи)\b")
_LONG_VOWEL = re.compile("аа|оо|ээ|уу")
_ROUNDED = re.compile("[ңөү]")
_MONGOL_END = re.compile(r"ийн|гүй|[уү][уү]д|(?:[сх][аоэө]н|[аэоө]ж|[лн][аэоө]{1,2}|даг|дэг)\b")
_RU = re.compile("[ъщё]|ый|ые|ого|ции")
_RU_END = re.compile(r"\w(?:ого|ый|ые|ых|ться|тся|[аеиуя]ть|ости|ени[еяй])\b")


def _kazakh_or_kyrgyz(words: list[str], for_kyrgyz: int) -> _Guess:
    """Kazakh or Kyrgyz by words, pieces and sounds, which stay when the special letters are not typed.

    A word of their own begins with е in Kazakh and with э in Kyrgyz.
    """
    text = " ".join(words)
    sounds = text.count("х") - len(_LONG_VOWEL.findall(text))
    weights = weigh(words, "cyrl")
    known = count(words, "kk", "ky") - count(words, "ky", "kk")
    begins = sum(word[0] == "е" for word in words) - sum(word[0] == "э" for word in words)
    lead = weights["kk"] - weights["ky"] + _WORD * (known + begins) + _SOUND * sounds - for_kyrgyz
    return ("kk" if lead > 0 else "ky"), abs(lead) > _CLEAR


def _uzbek_or_karakalpak(text: str, words: list[str]) -> _Guess:
    if _KAA.search(text):
        return "kaa", True
    return ("kaa", False) if count(words, "kaa", "uz_cyrl") > count(words, "uz_cyrl", "kaa") + 1 else ("uz", True)


def _by_cyrillic_letters(text: str, words: list[str]) -> _Guess | None:
    """The language that its own letters give away."""
    if _FOREIGN_CYRL.search(text):
        return None
    if _TG.search(text):
        return "tg", True
    if _KK.search(text):
        return "kk", True
    if "ў" in text or ("ҳ" in text and _KAA.search(text)):
        return _uzbek_or_karakalpak(text, words)
    if _ROUNDED.search(text) and not re.search("[қғәҳ]", text):
        mongol = "ң" not in text and _MONGOL_END.search(text) and _ask(words) == ("other", True)
        return ("other", True) if mongol else _kazakh_or_kyrgyz(words, _ROUND)
    if re.search("[қғәң]", text) and re.search("[ыәңөү]", text) and "і" not in text:
        known = count(words, "kaa", "kk") - count(words, "kk", "kaa")
        if known + len(_KAA_END.findall(text)) > 0 and known >= 0:
            return "kaa", False
    return ("kk", True) if "ә" in text else None


# Endings that the other of the two does not have.
_UZ_END = re.compile(
    r"\w{3}(?:(?<!дол)лар(?:ни|га|да|нинг|и)?|нинг|ишни|ишга|моқда|лиги|лик|ганини|лди|шди|нди|сига)\b"
)
_TG_END = re.compile(r"\w{2}(?:ҳои|ҳо|ҳоро|гонро|онро|анд|ст|ии|ро|даанд|шавад)\b")


def _tajik_over_uzbek(text: str, words: list[str]) -> int:
    """How many words and endings speak for Tajik more than for Uzbek in Cyrillic."""
    known = count(words, "tg", "uz_cyrl") - count(words, "uz_cyrl", "tg")
    return known + len(_TG_END.findall(text)) - len(_UZ_END.findall(text))


def _cyrillic(text: str, words: list[str]) -> _Guess:
    found = _by_cyrillic_letters(text, words)
    if found is not None:
        return found
    if count(words, "ru", "bg") + len(_RU_END.findall(text)) > (1 if _RU.search(text) else 2) and "і" not in text:
        return "ru", True
    lead = _tajik_over_uzbek(text, words)
    if abs(lead) > (1 if re.search("[қғҳ]", text) else 2) and "ы" not in text:
        return ("tg" if lead > 0 else "uz"), True
    if count(words, "kk", "ru") + count(words, "ky", "ru") > _TURKIC:
        return _kazakh_or_kyrgyz(words, _BARE + _ASKED)
    language, sure = _ask(words)
    # Uzbek and Tajik have no ы, Russian no long у and э.
    if (language in ("uz", "tg") and "ы" in text) or (language == "ru" and not sure and re.search("уу|ээ", text)):
        language, sure = "ky", False
    if language in ("kk", "ky"):
        if re.search("[қғә]", text):
            return "kk", sure
        return _kazakh_or_kyrgyz(words, _BARE + (1 + sure) * _ASKED if language == "ky" else _BARE)
    if language in ("tg", "uz") and lead:
        return ("tg" if lead > 0 else "uz"), sure
    return language, sure


_UZ_SIGN = re.compile("[og]ʼ|ō")
_TR = re.compile("[ışğçöü]")
_NOT_TR = re.compile("[qwxəäñńŋūáóúǵ]")
_HARD = "[b-df-hj-np-tv-z]"
_KAA_LATN = re.compile(f"[áǵńóúwx].*{_HARD}ı{_HARD}|{_HARD}ı{_HARD}.*[áǵńóúwx]")
_FOREIGN_LATN = re.compile("[əňžßœæøåłřţăãõ]|ý.*[äöüşç]|[äöüşç].*ý")  # ý beside umlauts: Turkmen
_KK_LATN = re.compile("[ǵńñŋūý]")
# y is a vowel in Kazakh Latin, so it stands between consonants; in Karakalpak, Uzbek and Turkish it never does.
_Y_VOWEL = re.compile("(?<=[bdfghjklmnpqrstvzşğñǵń])y(?![aeiouáóúıäöüy])")


# Karakalpak of 2009 marks i, which Uzbek never does, and has w and x, which Kazakh of 2017 has not.
_KAA_2009 = re.compile(f"[wx].*iʼ{_HARD}|iʼ{_HARD}.*[wx]")


def _by_latin_letters(text: str, words: list[str]) -> _Guess | None:
    if _KAA_2009.search(text):
        return "kaa", True
    if _KAA_LATN.search(text) and "ý" not in text and not _Y_VOWEL.search(text):
        return "kaa", True
    if _UZ_SIGN.search(text) and count(words, "uz", "kk") and not _KK_LATN.search(text):
        return "uz", True
    if text.isascii() and count(words, "en", "uz") > 1:
        return "en", True
    if _TR.search(text) and not _NOT_TR.search(text) and count(words, "tr") > 1:
        return "tr", True
    return None


def _latin(text: str, words: list[str]) -> _Guess:
    """Latin text: Kazakh and Karakalpak by their alphabets and pieces, the rest by the model."""
    found = _by_latin_letters(text, words)
    if found is not None:
        return found
    if _FOREIGN_LATN.search(text):
        return _ask(words)
    weights = weigh(words, "latn")
    for language in weights:
        weights[language] += _WORD * count(words, language)
    if _NOT_TR.search(text):
        weights["tr"] = -1_000
    kazakh = weights.pop("kk")
    rival, runner_up = sorted(weights, key=weights.__getitem__, reverse=True)[:2]
    if kazakh > weights[rival] and (kazakh > 0 or _KK_LATN.search(text)):
        return "kk", kazakh - weights[rival] > _CLEAR
    clear = weights[rival] - max(kazakh, weights[runner_up]) > _CLEAR
    if clear and (
        _TR.search(text) if rival == "tr" else count(words, rival, "kk") or (rival == "uz" and _UZ_SIGN.search(text))
    ):
        return rival, True
    language, sure = _ask(words)
    return (rival, False) if language == "tr" and _NOT_TR.search(text) else (language, sure)


_FOREIGN_ARAB = re.compile("[ېۈٹڈڑےںڵێڕټډړښة]|ئ.*[ەۇۆ]|[ەۇۆ].*ئ")  # ئ beside ە: Uyghur
_KK_ARAB = re.compile(r"[ەۇۋۆڭٴ]|ى\w")  # Persian and Arabic write ى only at the end
_FA = re.compile("[پچژگیک]")


def _arabic(text: str) -> _Guess:
    if _FOREIGN_ARAB.search(text):
        return "other", True
    return ("kk", True) if _KK_ARAB.search(text) else ("fa", bool(_FA.search(text)))


def _guess(text: str, words: list[str], written: Script) -> _Guess:
    """The language by script; a neighbour's words (Turkmen, Tatar, Mongolian, Azerbaijani) outweigh a likeness."""
    language, certain = _by_script(text, words, written)
    foreign = count(words, "other", language)
    return ("other", False) if foreign > 1 and foreign > count(words, language) else (language, certain)


def _by_script(text: str, words: list[str], written: Script) -> _Guess:
    if written == "Cyrl":
        return _cyrillic(text, words)
    if written == "Latn":
        return _latin(text, words)
    return _arabic(text) if written == "Arab" else ("other" if written else "und", False)


_OWN_LETTERS = re.compile("[әғқңөұүіўҳӣӯҷ]")


def _second(words: list[str], first: str) -> str:
    """Another language in part of the words: Russian among Turkic or Tajik, the reverse, English among Cyrillic."""
    if first in ("kk", "ky", "tg", "uz", "kaa") and count(words, "ru", first) > 1:
        return "ru"
    if first == "ru":
        own = [word for word in words if _OWN_LETTERS.search(word)]
        found = _by_cyrillic_letters(" ".join(own), own) if len(own) > 1 else None
        return found[0] if found else ""
    return "en" if first != "en" and count(words, "en", first) > 2 else ""


def identify(text: str) -> Language:
    """The language of a title, a headline or a post: the best guess always stands, `sure` says whether to trust it."""
    words = words_of(text[:_LONGEST])
    plain = " ".join(words)
    written = script(plain)
    language, certain = _guess(plain, words, written)
    long_enough = len(plain) - len(words) >= _SHORT
    return Language(language, written, certain and long_enough, _second(words, language) if len(words) > 3 else "")
