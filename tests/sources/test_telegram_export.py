"""Channels and groups as exported with Telegram Desktop: what channels said, and nothing of private people."""

from __future__ import annotations

import json

import pytest
from saved import filled, read, saved

from mapping.errors import InputUnreadable, SourceChanged

CHANNEL = saved("telegram", "cholponnews/result.json")
GROUP = saved("telegram", "cholpongroup/result.json")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("1", {"kind": "service", "text": "create channel"}),
        ("2", {"text": "Жаңы мектеп ачылды"}),
        (
            "3",
            {
                "text": "Кененирээк: бул жерде @Erkin_Asia tmtr.me/s/erkin_asia/8",
                "quoted": "Мы всё починим",
                "links": "https://cholpon.kg/news/2/;https://t.me/erkin_asia;https://t.me/erkin_asia/8",
                "edited": "yes",
            },
        ),
        (
            "4",
            {
                "forward": "unlinked",
                "forwarded_name": "Эркин Азия",
                "reply_to": "https://t.me/cholponnews/2",
                "media": "photo",
            },
        ),
        ("5", {"text": "Сүрөт", "forward": "person"}),
        ("6", {"text": "Кайсы мектеп?\nБиринчи", "media": "poll"}),
    ],
)
def test_posts_of_a_channel(number: str, told: dict[str, str]) -> None:
    rows, _ = read("telegram", "cholponnews/result.json", CHANNEL)
    by_number = {row.record_id: filled(row) for row in rows}
    common = {"channel": "cholponnews", "time": "2026-11-19T06:30:00Z", "kind": "post", "edited": "no"}
    address = {"url": f"https://t.me/cholponnews/{number}", "retrieved": "2026-11-21"}
    assert by_number[f"cholponnews/{number}"] == common | address | told


def test_whom_a_post_credits() -> None:
    content = CHANNEL.replace("Жаңы мектеп ачылды".encode(), "Жаңы мектеп ачылды, деп билдирди «Азаттык».".encode())
    rows, _ = read("telegram", "cholponnews/result.json", content)
    assert {row.record_id: row.values["credited"] for row in rows if row.values["credited"]} == {
        "cholponnews/2": "Азаттык"
    }


def test_messages_that_cannot_be_used_are_named() -> None:
    rows, flaws = read("telegram", "cholponnews/result.json", CHANNEL)
    assert len(rows) == 6
    assert [(flaw.line, flaw.column) for flaw in flaws] == [(7, "date"), (8, "date_unixtime"), (9, "message")]


def test_of_a_group_only_what_channels_posted_is_kept() -> None:
    rows, flaws = read("telegram", "cholpongroup/result.json", GROUP)
    assert [row.values["text"] for row in rows] == ["Каналдын посту"]
    assert [(flaw.line, flaw.reason) for flaw in flaws] == [
        (2, "2 messages of private people were left out on purpose")
    ]
    assert "Асан" not in str(rows + flaws)


def test_without_a_handle_the_posts_are_kept_under_the_number() -> None:
    rows, flaws = read("telegram", "ChatExport_2026-11-21/result.json", CHANNEL)
    assert rows[0].values["url"] == "https://t.me/c/1591537674/1"
    assert flaws[0].column == "username"


@pytest.mark.parametrize(
    "content",
    [
        CHANNEL.replace(b"public_channel", b"personal_chat"),
        CHANNEL.replace(b"public_channel", b"saved_messages"),
        json.dumps({"personal_information": {}, "chats": {"list": [json.loads(CHANNEL)]}}).encode(),
        CHANNEL[:-40],
        b"[]",
        b"",
    ],
    ids=["private talk", "own notes", "whole account", "cut off", "a list", "empty"],
)
def test_other_exports_are_refused(content: bytes) -> None:
    with pytest.raises((InputUnreadable, SourceChanged), match=r"single channel|gather it again|not a record"):
        read("telegram", "cholponnews/result.json", content)
