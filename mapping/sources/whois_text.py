"""Reading the answers of WHOIS servers: free text of many forms, in which organisations stand beside private persons.

Only what tells an organisation, a day, a registrar, a name server or a status is read. Names in contact sections,
e-mails, phones and streets are left out on purpose: they may be a private person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mapping.names.legal import split_legal
from mapping.sources.day import day

# What the registries write before the colon, in small letters.
FIELDS = {
    "domain": "domain, domain name, domainname, nom de domaine, домен",
    "registered": "created, creation date, created on, created date, registered, registered on, registration date, "
    "registration time, domain created, record created, domain registered, registered date, дата регистрации, "
    "relevant dates registered on, create date",
    "updated": "updated date, last modified, last updated, last updated on, last-update, last update, changed, "
    "modified, record last updated on, domain last updated, updated, last updated date",
    "expires": "expiration date, registry expiry date, registrar registration expiration date, paid-till, expires, "
    "expires on, expire date, expiry date, expiry, record expires on, valid until, valid-date, renewal date, expire, "
    "domain expires, free-until, paid till",
    "registrar": "registrar, registar, current registar, current registrar, sponsoring registrar, registrar name, "
    "регистратор",
    "holder": "org, organization, organization name, organisation, registrant organization, registrant organisation, "
    "registrant organization name, holder organization, организация",
    "servers": "name server, name servers, nserver, nameserver, nameservers, primary server, secondary server, dns, "
    "host name, domain servers, domain servers in listed order, name servers in the listed order, "
    "nameserver in listed order, domain nameservers, серверы имен",
    "status": "status, domain status, state, registration status, eppstatus, статус",
}
_FIELD = {name: column for column, names in FIELDS.items() for name in names.split(", ")}
# Heads of the sections that describe persons; what stands in them is not read.
_CONTACT = re.compile(
    r"(?:admin|tech|billing|zone|abuse|contact|owner-c|holder-c|person|nic-hdl|zone-c)",
    re.IGNORECASE,
)
_HOLDER_SECTION = re.compile(r"organization using domain name\Z", re.IGNORECASE)
# Sections in which only a name with a legal form is surely no person's.
_HOLDER = re.compile(r"(?:registrant|holder|owner)\b", re.IGNORECASE)
_LINE = re.compile(r"\s*(?P<key>[^:]{1,60}?)[\s.]*:(?:\s+|\Z|(?=\S))(?P<value>.*)\Z")
_KYRGYZ = re.compile(r"Domain\s+(?P<domain>\S+\.\S+?)\s*(?:\((?P<status>[^)]*)\))?\s*\Z", re.IGNORECASE)
_SERVER = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?\Z")
_EPP = re.compile(r"\s*(?P<status>[a-z]+(?:[A-Z][a-z]+)+|ok)\b(?:\s*-\s.*)?[,.]?\s*\Z")
_FREE = re.compile(
    r"no match|not found|no entries found|nothing found|no data found|data not found|no object found|not registered|"
    r"is available for|available for registration|is free|no such domain|не найден|не зарегистрирован|"
    r"status: (?:free|available)",
    re.IGNORECASE,
)
_REMARKS = ("%", "#", ">>>")
_QUOTED = re.compile(r"[\"']([\w-]+(?:\.[\w-]+)+)[\"']")
_REFUSED = re.compile(
    r"limit exceeded|exceeded .{0,40}(?:limit|quota)|too many|quota|access denied|blacklisted|try again later|"
    r"blocked|timeout on|server is busy|query rate|превышен",
    re.IGNORECASE,
)
# An answer of a web server, which is none of a registry.
_HTTP = re.compile(r"\s*(?:HTTP/\S+\s+)?[345]\d\d\b.*")
_WITHHELD = re.compile(
    r"redacted|privacy|private person|not disclosed|withheld|protected|proxy|n/a\Z|none\Z|-+\Z|physical person|"
    r"individual\b|физическое лицо|hidden|data protected|not applicable",
    re.IGNORECASE,
)


@dataclass
class Registration:
    """What a registry says of one name. `odd` holds (line, key, value) of dates that cannot be told."""

    domain: str = ""
    free: bool = False
    refused: str = ""
    registered: str = ""
    updated: str = ""
    expires: str = ""
    registrar: str = ""
    holder: str = ""
    servers: list[str] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    odd: list[tuple[int, str, str]] = field(default_factory=list)


def organisation(name: str, contact: str = "") -> str:
    """The name where it is an organisation's; `""` where it is withheld or may be a private person's.

    An organisation that only repeats the contact's name and has no legal form may be a person.
    """
    name = name.strip().strip("\"'")
    legal = split_legal(name)
    if not name or "@" in name or _WITHHELD.search(name) or legal.family == "person":
        return ""
    return "" if name == contact.strip() and not legal.form else name


def read_whois(text: str) -> Registration:
    """What a WHOIS answer says; all fields empty where it says nothing that can be told."""
    found, contact = Registration(), ""
    for line, section, key, value in _lines(text):
        if key == "registrant name" or (key == "name" and _HOLDER_SECTION.match(section)):
            contact = value
        elif column := _FIELD.get(key):
            _take(found, column, line, key, value, section, contact)
    if not (found.registered or found.registrar or found.servers):
        _take_refusal(found, text)
    return found


def _take_refusal(found: Registration, text: str) -> None:
    """Whether an answer without facts says that the name is free, or refuses to say anything."""
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(_REMARKS))
    refused = _HTTP.match(body) or _REFUSED.search(text)
    found.free = bool(_FREE.search(body)) and not _HTTP.match(body)
    if found.free:
        quoted = _QUOTED.search(body)
        found.domain = found.domain or (quoted[1] if quoted else "")
    elif refused:
        found.refused = refused[0]


def _take(found: Registration, column: str, line: int, key: str, value: str, section: str, contact: str) -> None:
    """Take one fact; of several for one column the first, of servers and states all."""
    if column in ("registered", "updated", "expires"):
        _take_day(found, column, line, key, value)
    elif column == "servers":
        found.servers += _servers(value)
    elif column == "status":
        found.status += [part for part in map(_status, value.split(",")) if part]
    elif column == "registrar":
        found.registrar = found.registrar or value
    elif _CONTACT.match(section):
        return
    elif column == "domain":
        found.domain = found.domain or value.split()[0]
    else:
        found.holder = found.holder or organisation(value, value if _HOLDER.match(section) else contact)


def _lines(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Each fact with its line, its section, and its key in small letters; a list's lines come with the list's key."""
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        bare, in_servers = line.strip(), _FIELD.get(section.lower().rstrip(":")) == "servers"
        if not bare:
            section = section if in_servers else ""
        elif bare.startswith(_REMARKS):
            continue
        elif found := _KYRGYZ.match(bare):
            yield number, "", "domain", found["domain"]
            yield number, "", "status", found["status"] or ""
        elif found := _LINE.match(line):
            key, value = " ".join(found["key"].lower().split()), found["value"].strip()
            if value:
                yield number, section, key, value
            elif _FIELD.get(key, "servers") == "servers":
                section = found["key"].strip()
        elif in_servers and _SERVER.match(bare.split()[0]):
            yield number, section, "name server", bare
        elif found := _EPP.match(line):
            yield number, section, "status", found["status"]
        elif not line[0].isspace():
            section = bare


def _take_day(found: Registration, column: str, line: int, key: str, value: str) -> None:
    told = day(value)
    if not told:
        found.odd.append((line, key, value))
    elif not getattr(found, column):
        setattr(found, column, told)


def _servers(value: str) -> list[str]:
    name = value.split()[0].rstrip(".,").lower()
    return [name] if "." in name and _SERVER.match(name) and name != "not.defined" else []


def _status(text: str) -> str:
    """A status without its explanation and address: `ok - Normal state.` -> `ok`."""
    return re.split(r"\s+-\s|\s*\(?https?://", text.strip())[0].strip()
