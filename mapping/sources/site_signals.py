"""What sites of one hand may share: numbers of analytics and advertising, accounts in ads.txt, relations in trust.txt.

Each is weak evidence: a number may belong to the studio that built the site, and one that a thousand sites carry says
nothing. How rare a value is, is counted over all sites, where it is used. Forms: IAB ads.txt 1.1 and sellers.json,
JournalList trust.txt.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from mapping.addresses import host_of
from mapping.errors import InputUnreadable
from mapping.tables import cell_problem

_IDS = tuple(
    (kind, re.compile(form))
    for kind, form in (
        # UA-account-property: the account is what one hand has.
        ("google_analytics", r"\b(UA-\d{4,10})-\d{1,3}\b"),
        ("google_analytics", r"['\"=/](G-(?=[A-Z]*\d)[A-Z0-9]{8,12})\b"),
        ("google_tag_manager", r"\b(GTM-[A-Z0-9]{5,9})\b"),
        ("google_ads", r"\b(AW-\d{8,12})\b"),
        ("adsense", r"\bca-(pub-\d{16})\b"),
        ("yandex_metrika", r"(?:\bym\(\s*|mc\.yandex\.(?:ru|com)/watch/|\byaCounter)(\d{5,10})"),
        ("facebook_pixel", r"(?:fbq\(\s*['\"]init['\"]\s*,\s*['\"]|facebook\.com/tr\?id=)(\d{10,20})"),
        ("vk_pixel", r"\b(VK-RTRG-\d{4,9}-\w{4,8})\b"),
        (
            "mailru_counter",
            r"(?:_tmr\.push\(\{\s*['\"]?id['\"]?\s*:\s*['\"]|top-fwz1\.mail\.ru/counter\?id=)(\d{5,10})",
        ),
        ("zero_kz", r"_zero_kz_\s*=\s*_zero_kz_\s*\|\|\s*\[\][^<]{0,80}?push\(\[\s*['\"]id['\"]\s*,\s*(\d{2,8})"),
        ("facebook_app", r"property=['\"]fb:app_id['\"]\s+content=['\"](\d{6,20})"),
        ("facebook_page", r"property=['\"]fb:pages['\"]\s+content=['\"](\d{6,20})"),
        ("google_verification", r"name=['\"]google-site-verification['\"]\s+content=['\"]([\w-]{20,80})"),
        ("yandex_verification", r"name=['\"]yandex-verification['\"]\s+content=['\"]([\w-]{8,60})"),
    )
)
_SCRIPTED = re.compile(r"<script\b.*?(?:</script|\Z)|<meta\b[^>]*>|<noscript\b.*?(?:</noscript|\Z)", re.DOTALL | re.I)
_ACCOUNT = re.compile(r"[\w.@:/-]{1,80}\Z")
# Numbers read in one page, lines in one ads.txt.
MOST, LONGEST = 200, 20_000


@dataclass(frozen=True)
class Signal:
    """Something that a site carries: its kind (`SIGNAL_KINDS`) and its value."""

    kind: str
    value: str


@dataclass(frozen=True)
class Trust:
    """What a trust.txt says: signals, and the site's own addresses elsewhere."""

    signals: tuple[Signal, ...]
    social: tuple[str, ...]


def ids_in(text: str) -> list[Signal]:
    """The numbers of analytics, advertising and verification in the code of a page, each once."""
    code = "\n".join(_SCRIPTED.findall(text))
    found = [Signal(kind, match[1]) for kind, form in _IDS for match in form.finditer(code)]
    return list(dict.fromkeys(found))[:MOST]


def ads_txt(text: str) -> Iterator[Signal | int]:
    """The accounts that a site sells through itself, its owner and manager; the numbers of lines that are neither.

    Left out are RESELLER lines, which a network hands to all its sites, and the record of an example.com, by which a
    site says that nobody may sell.
    """
    for number, line in enumerate(text.splitlines()[:LONGEST], start=1):
        said = line.partition("#")[0].strip().strip(",;")
        if not said:
            continue
        name, equals, value = said.partition("=")
        cells = [cell.strip() for cell in said.split(",")]
        if equals and re.fullmatch(r"[A-Za-z]+", name.strip()):
            kind = {"OWNERDOMAIN": "ads_owner", "MANAGERDOMAIN": "ads_manager"}.get(name.strip().upper(), "")
            domain = host_of(value.partition(",")[0])
            if kind and domain:
                yield Signal(kind, domain)
            elif kind:
                yield number
        elif len(cells) < 3 or not host_of(cells[0]) or not _ACCOUNT.match(cells[1]):
            yield number
        elif cells[2].upper().startswith("DIRECT") and not host_of(cells[0]).endswith(".example.com"):
            yield Signal("ads_account", f"{host_of(cells[0])} {cells[1].lower()}")


def sellers_json(name: str, text: str, system: str) -> Iterator[tuple[str, Signal] | int]:
    """The domains that an advertising system names with their accounts there, as `ads_account` of their ads.txt.

    A seller without a domain gives the number it has in the list. A list that is no JSON as a whole is read seller by
    seller; `InputUnreadable` where there is none in it.
    """
    sellers = _sellers(text)
    if not sellers:
        raise InputUnreadable(f"{name} is no sellers.json: it names no seller.")
    for number, seller in enumerate(sellers, start=1):
        account, domain = str(seller.get("seller_id", "")).strip(), host_of(str(seller.get("domain") or ""))
        if domain and _ACCOUNT.match(account):
            yield domain, Signal("ads_account", f"{system} {account.lower()}")
        elif not seller.get("is_confidential"):
            yield number


def _sellers(text: str) -> list[dict[str, object]]:
    try:
        whole = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return list(_single_sellers(text))
    found = whole.get("sellers") if isinstance(whole, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _single_sellers(text: str) -> Iterator[dict[str, object]]:
    for found in re.findall(r"\{[^{}]*\"seller_id\"[^{}]*\}", text):
        try:
            seller = json.loads(found, strict=False)
        except ValueError:
            continue
        yield seller


def trust_txt(text: str) -> Trust:
    """The relations and own addresses that a trust.txt states; what it says of others is a claim, not yet a relation.

    A value may be a name instead of an address; only addresses are kept.
    """
    signals, social = [], []
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition("=") if "=" in line else ("", "", "")
        key, said = name.strip().lower(), value.strip()
        if key == "social":
            social.append(said)
        kind = "trust_control" if key.startswith("control") else "trust_member" if key in ("member", "belongto") else ""
        if kind and (domain := host_of(said)):
            signals.append(Signal(kind, f"{key} {domain}"))
    return Trust(tuple(dict.fromkeys(signals)), tuple(dict.fromkeys(social)))


def hashed(signals: Iterable[Signal], key: bytes) -> list[Signal]:
    """Phones, addresses and register numbers as keyed hashes (HMAC-SHA256); none without a key."""
    return [Signal(each.kind, hmac.new(key, each.value.encode(), sha256).hexdigest()) for each in signals if key]


def fit(signals: Iterable[Signal]) -> list[Signal]:
    """The signals that may stand in a table, each once."""
    return [each for each in dict.fromkeys(signals) if not cell_problem(each.value) and len(each.value) <= 200]
