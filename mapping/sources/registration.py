"""Who registered a domain, when and until when, and which network in which country hosts the site.

RDAP (RFC 9083) where the registry has it, WHOIS on port 43 (RFC 3912) where it has not: .kz, .kg, .tj, .uz and .ru.
The registry of .uz offers RDAP on an odd port without encryption only, and is asked by WHOIS. The network is found by
asking for the site's address (DNS over HTTPS, RFC 8484) and then for who holds that address; a site behind a content
network (Cloudflare, DDoS-Guard) shows that network, not the machine behind it.

Personal data are not kept in rows: of holders only organisations; no person, e-mail, phone or street.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from mapping.addresses import host_of, registered_name, registered_names
from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms, rdap
from mapping.sources.charsets import decoded
from mapping.sources.day import day
from mapping.sources.json_answers import Fields, json_of
from mapping.sources.whois_text import Registration, organisation, read_whois
from mapping.tables import join

SOURCE = Source(
    title="Registration of domains and networks",
    publisher="Registries of the top-level domains and of internet addresses",
    licence="Facts from public registers; bulk reuse of the answers is forbidden by most registries",
    url="https://rdap.org/",
    gives={"registrations": (50, 5000)},
    files=("*.json", "*/*.json", "*.txt", "*/*.txt"),
    # rdap.org asks for no more than ten requests in ten seconds, registries often for fewer.
    terms=Terms(rate=2.0, robots=False),
)

# Registries without RDAP, and where they answer on port 43, as `whois.iana.org` names them; the settings may replace
# them (`[sources.registration.whois]`).
WHOIS_SERVERS = {
    "kz": "whois.nic.kz",
    "kg": "whois.kg",
    "tj": "whois.nic.tj",
    "uz": "whois.cctld.uz",
    "ru": "whois.tcinet.ru",
    "su": "whois.tcinet.ru",
    "tm": "whois.nic.tm",
    "xn--80ao21a": "whois.nic.kz",
    "xn--p1ai": "whois.tcinet.ru",
}
RDAP = "https://rdap.org"
# The page on which a reader can ask a registry himself: what a row of WHOIS cites.
WHOIS_PAGE = "https://www.iana.org/whois?q={domain}"
ADDRESSES = "https://dns.google/resolve?name={host}&type=A"
_ADDRESS_RECORD = "1"
_RECORDED_DAYS = {"creation_date": "registered", "updated_date": "updated", "expiration_date": "expires"}
_RECORDED_LEFT_OUT = (
    "registrar_url", "registrar_id", "reseller", "whois_server", "referral_url", "emails", "dnssec", "address", "city",
    "state", "country", "zipcode", "registrant_postal_code", "domain__id", "domain_id", "tech_name", "phone",
)  # fmt: skip
_PERSONS = ("registrant", "admin", "tech", "billing")


def first(scope: Scope) -> Iterator[Ask]:
    """One question a registered name to its registry, and one a host for its address."""
    servers = WHOIS_SERVERS | dict(scope.settings.get("whois", {}))
    countries = {registered_name(host): country for host, country in scope.hosts.items()}
    for name in registered_names(scope.hosts):
        ending, country = name.rpartition(".")[2], countries[name]
        if ending in servers:
            yield Ask(f"{name}/whois.txt", f"whois://{servers[ending]}/{name}", country=country)
        else:
            media = ("application/rdap+json", "application/json")
            url = f"{RDAP}/domain/{quote(name)}"
            yield Ask(f"{name}/rdap.json", url, media=media, statuses=(200, 404), country=country)
    for host, country in sorted(scope.hosts.items()):
        yield Ask(f"{host}/address.json", ADDRESSES.format(host=quote(host)), country=country)


def more(page: Page) -> Iterator[Ask]:
    """From a site's address to who holds it."""
    if PurePosixPath(page.name).name == "address.json":
        host = PurePosixPath(page.name).parent.name
        for address in _addresses(Fields(json_of(page), "dns"))[:1]:
            yield Ask(f"{host}/network.json", f"{RDAP}/ip/{quote(address)}", statuses=(200, 404))


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One registration a page; an address (`address.json`) leads on and gives none."""
    if page.content.lstrip()[:1] in (b"{", b"["):
        yield from _rdap(page)
    else:
        yield from _whois(page)


def _row(page: Page, domain: str, values: dict[str, str]) -> Row:
    cited = page.receipt.url if page.receipt.url.startswith("http") else WHOIS_PAGE.format(domain=domain)
    return Row("registrations", 1, domain, {"domain": domain, **values}, (cited,), "registered")


def _whois(page: Page) -> Iterator[Row | Flaw]:
    text = decoded(page.name, page.content)
    if re.match(r"\s*<(?:!doctype|html|\?xml|head|body)", text, re.IGNORECASE):
        raise InputUnreadable(f"{page.name} is a web page, not a WHOIS answer: ask the registry's port 43 again.")
    found = read_whois(text)
    asked = _asked(page)
    if found.refused:
        raise InputUnreadable(f"{page.name} is a refusal of the registry ('{found.refused}'): ask again, more slowly.")
    if found.free:
        yield _row(page, _domain(page, found.domain or asked), {"status": "not registered"})
        return
    if not (found.registered or found.registrar or found.servers):
        raise SourceChanged(
            f"{page.name} has no 'registered', 'registrar' or 'servers' that we know: look at whois_text."
        )
    yield _row(page, _domain(page, found.domain or asked), _cells(found))
    for line, key, value in found.odd:
        yield Flaw(line, key, value, "is no date that can be told")


def _asked(page: Page) -> str:
    """The domain that was asked for, where the address or the name of the page tells it."""
    path = urlsplit(page.receipt.url).path.rpartition("/")[2]
    name = PurePosixPath(page.name)
    return host_of(path) or host_of(name.parent.name) or host_of(name.name.removesuffix(".txt").removesuffix(".json"))


def _domain(page: Page, name: str) -> str:
    if domain := host_of(name):
        return domain
    raise SourceChanged(f"{page.name} does not say its 'domain': look at the adapter registration.")


def _cells(found: Registration) -> dict[str, str]:
    return {
        "registered": found.registered,
        "updated": found.updated,
        "expires": found.expires,
        "registrar": found.registrar,
        "holder": found.holder,
        "status": join(found.status),
        "name_servers": join(found.servers),
    }


def _rdap(page: Page) -> Iterator[Row | Flaw]:
    answer = Fields(json_of(page), "rdap")
    kind = answer.text("objectClassName")
    if "errorCode" in answer:
        yield _error(page, answer)
    elif "Status" in answer and "Question" in answer:
        _addresses(answer)
    elif "domain_name" in answer:
        yield _recorded(page, answer)
    elif kind == "domain":
        yield from _domain_row(page, answer)
    elif kind == "ip network":
        yield _network_row(page, answer)
    else:
        raise SourceChanged(
            f"{page.name}: 'objectClassName' is neither 'domain' nor 'ip network': look at its adapter."
        )


def _error(page: Page, answer: Fields) -> Row:
    """404 is an answer: the name is not registered. All else is a refusal."""
    code, title = answer.text("errorCode"), answer.text("title")
    if code != "404":
        raise InputUnreadable(f"{page.name}: the registry refused ({code} {title[:80]}): ask again later.")
    return _row(page, _domain(page, _asked(page)), {"status": "not registered"})


def _domain_row(page: Page, answer: Fields) -> Iterator[Row | Flaw]:
    domain = _domain(page, answer.text("ldhName") or answer.text("unicodeName"))
    events = rdap.days(answer)
    servers = (server.text("ldhName").lower().rstrip(".") for server in answer.records("nameservers"))
    values = {column: told for column, (told, _) in events.items()}
    values |= {"status": join(answer.texts("status")), "name_servers": join(servers), **rdap.parties(answer)}
    rdap.close(answer)
    yield _row(page, domain, values)
    for column, (told, said) in events.items():
        if said and not told:
            yield Flaw(1, column, said, "is no date that can be told")


def _recorded(page: Page, answer: Fields) -> Row:
    """A WHOIS answer that the library python-whois has read already; of several values the first."""
    said = {name: answer.any(name) for name in ("domain_name", "status", "name_servers", *_RECORDED_DAYS, "registrar")}
    several = {name: value if isinstance(value, list) else [value] for name, value in said.items()}
    one = {name: str(values[0] or "") if values else "" for name, values in several.items()}
    status = (re.sub(r"^status\s*:\s*", "", str(value)) for value in several["status"] if value)
    values = {column: day(one[name]) for name, column in _RECORDED_DAYS.items()}
    values |= {"registrar": one["registrar"], "holder": organisation(answer.text("org"), answer.text("name"))}
    values |= {"status": join(part.strip() for said in status for part in said.split(","))}
    values |= {"name_servers": join(str(value).lower() for value in several["name_servers"] if value)}
    rest = {name: value for name, value in answer.named().items() if not name.startswith(_PERSONS)}
    Fields(rest, "whois").nothing_left(*_RECORDED_LEFT_OUT)
    return _row(page, _domain(page, one["domain_name"]), values)


def _network_row(page: Page, answer: Fields) -> Row:
    numbers = answer.texts("arin_originas0_originautnums")
    start, country, name = answer.text("startAddress", required=True), answer.text("country"), answer.text("name")
    values = {
        "network": rdap.parties(answer)["holder"] or name,
        "asn": f"AS{numbers[0]}" if numbers else "",
        "network_country": country.upper(),
    }
    for unread in ("events", "status"):
        answer.any(unread)
    rdap.close(answer)
    return _row(page, host_of(PurePosixPath(page.name).parent.name) or start, values)


def _addresses(answer: Fields) -> list[str]:
    """The addresses in an answer of DNS over HTTPS; none where the name leads nowhere."""
    answer.text("Status", required=True)
    found = [
        (record.text("type", required=True), record.text("data", required=True)) for record in answer.records("Answer")
    ]
    return [address for kind, address in found if kind == _ADDRESS_RECORD]
