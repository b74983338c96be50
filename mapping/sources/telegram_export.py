"""A public channel or group as a person exported it with Telegram Desktop (`result.json`).

Of a group only what channels posted in it is kept; messages of people are counted and left out, and so are signatures
and the names of people whose words were forwarded. An export of private talks, or of a whole account, is refused.
The program adds fields with every release: those that are not needed are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from mapping.addresses import handle_of, post_address
from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Flaw, Page, Row
from mapping.sources.json_answers import Fields, json_of
from mapping.sources.site_credits import credits_of
from mapping.sources.telegram_links import link
from mapping.tables import join

_CHANNELS = ("public_channel", "private_channel")
_GROUPS = ("public_supergroup", "private_supergroup", "private_group")
_PERSON, _CHANNEL = "user", "channel"
_MEDIA = {
    "video_file": "video", "animation": "video", "video_message": "video", "voice_message": "voice",
    "audio_file": "voice", "sticker": "sticker",
}  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """What a text of an export says: its own words, the words that it quotes, its links."""

    text: str
    quoted: str
    links: str


def parse(page: Page) -> Iterator[Row | Flaw]:
    """The posts as items; one complaint counts the messages of people that were left out."""
    chat = Fields(json_of(page), "export")
    kind, own_id = chat.text("type"), chat.text("id")
    if kind not in (*_CHANNELS, *_GROUPS) or "messages" not in chat:
        raise InputUnreadable(
            f"{page.name} is no export of one channel or group: export that single channel, as JSON, with Telegram "
            "Desktop."
        )
    handle = handle_of(PurePosixPath(page.name).parent.name) or f"c/{own_id}"
    if handle.startswith("c/"):
        yield Flaw(1, "username", "", "is not in an export: name the folder of the file after the channel's handle")
    people: list[int] = []
    for line, message in enumerate(chat.items("messages"), start=1):
        try:
            found = _message(page, line, handle, kind, Fields(message, "export.messages"))
        except SourceChanged as error:
            found = Flaw(line, "message", "", str(error))
        if found is None:
            people.append(line)
        else:
            yield found
    if people:
        yield Flaw(people[0], "from_id", "", f"{len(people):,} messages of private people were left out on purpose")


def _message(page: Page, line: int, handle: str, kind: str, message: Fields) -> Row | Flaw | None:
    """One message as an item; None for one of a person."""
    author = message.text("from_id") or message.text("actor_id")
    if author.startswith(_PERSON) or (kind in _GROUPS and not author.startswith(_CHANNEL)):
        return None
    number = str(message.whole("id"))
    seconds = message.text("date_unixtime")
    if not seconds:
        reason = "has no 'date_unixtime', only a time without its zone: export again with a newer Telegram Desktop"
        return Flaw(line, "date", message.text("date"), reason)
    time = _moment(seconds)
    if not time or time[:10] > page.receipt.retrieved:
        return Flaw(line, "date_unixtime", seconds, "lies after the day of its reception, or is no moment")
    address = post_address(handle, number)
    cells = {"channel": handle, "time": time, "url": address, "retrieved": page.receipt.time or page.receipt.retrieved}
    return Row("items", line, f"{handle}/{number}", cells | _values(handle, message), (address,))


def _values(handle: str, message: Fields) -> dict[str, str]:
    told, answered = _told(message.any("text")), message.text("reply_to_message_id")
    poll = message.record("poll")
    asked = [_told(poll.any("question")).text, *(_told(each.any("text")).text for each in poll.records("answers"))]
    service = message.text("type") == "service"
    here = "reply_to_peer_id" not in message
    return {
        "kind": "service" if service else "post",
        "text": message.text("action").replace("_", " ") if service else "\n".join(filter(None, (told.text, *asked))),
        "credited": "" if service else ";".join(credits_of(told.text, [handle])),
        "quoted": told.quoted,
        "reply_to": post_address(handle, answered) if answered and here else "",
        "links": told.links,
        "media": _media(message, bool(asked[0])),
        "edited": "yes" if "edited_unixtime" in message or "edited" in message else "no",
        **_forward(message),
    }


def _forward(message: Fields) -> dict[str, str]:
    """Whom the post was forwarded from: a name, without the handle by which the channel could be found."""
    if message.text("forwarded_from_id").startswith(_PERSON):
        return {"forward": "person"}
    name = message.text("forwarded_from")
    return {"forward": "unlinked", "forwarded_name": name} if name else {}


def _told(value: object) -> _Told:
    """A text as the program writes it: plain, or a list of plain pieces and pieces with a type."""
    pieces = value if isinstance(value, list) else [value]
    own: list[str] = []
    quoted: list[str] = []
    links: list[str] = []
    for piece in pieces:
        if not isinstance(piece, dict):
            own.append("" if piece is None else str(piece))
            continue
        fields = Fields(piece, "export.messages.text")
        kind, text = fields.text("type"), str(fields.any("text") or "")
        (quoted if kind == "blockquote" else own).append(text)
        links.append(_linked(kind, text, fields.text("href")))
    return _Told("".join(own).strip(), "\n\n".join(text.strip() for text in quoted), join(links))


def _linked(kind: str, text: str, href: str) -> str:
    """Where a piece of text leads."""
    if kind == "mention":
        return post_address(handle_of(text), "") if handle_of(text) else ""
    if kind == "link":
        return link(text if "://" in text else f"https://{text}")
    return link(href)


def _media(message: Fields, poll: bool) -> str:
    shown = _MEDIA.get(message.text("media_type"), "document" if "file" in message else "")
    found = {shown, "photo" if "photo" in message else "", "poll" if poll else ""}
    return join(found | ({"location"} if "location_information" in message else set()))


def _moment(seconds: str) -> str:
    try:
        return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
    except (ValueError, OverflowError, OSError):
        return ""
