"""When a record of another source is an outlet that we know, and when it is left alone."""

from __future__ import annotations

import pandas as pd
import pytest

from mapping.clean.match import Known, Matcher, Traits, name_key, reference

HEADS = ["source", "file", "record_id", "name", "country", "media"]
Outlet = tuple[str, str, str, str]


def _match(known: list[Outlet], record: Outlet, sites: dict[str, str]) -> tuple[str, str] | None:
    """What a directory's record is; outlets as (id, name, country, media), sites by id."""
    rows = [("hand_facts", "kg/outlets.csv", *outlet) for outlet in known]
    rows.append(("broadcast_directory", "channels.csv", *record))
    outlets = pd.DataFrame(rows, columns=HEADS)
    channels = outlets[outlets["record_id"].isin(sites)].assign(kind="website")
    channels["address"] = channels["record_id"].map(sites)
    names = pd.DataFrame(columns=["source", "file", "record_id", "text"])
    traits = Traits("outlet", {"outlets": outlets, "channels": channels, "names": names})
    *told, asked = outlets.to_dict("records")
    matcher = Matcher("outlet", traits, [Known(row["record_id"], reference("outlet", row)) for row in told])
    return matcher.match(asked)


BOZOR = ("bozor", "Bozor TV", "KG", "tv;online")


@pytest.mark.parametrize(
    ("known", "record", "sites", "found"),
    [
        ([BOZOR], ("B.kg", "Bozor", "KG", "tv"), {}, "bozor"),
        ([BOZOR], ("B.kg", "Бозор ТВ", "KG", "tv"), {}, "bozor"),
        ([BOZOR], ("B.uz", "Bozor", "UZ", "tv"), {}, None),
        ([BOZOR], ("B.kg", "Bozor", "KG", "radio"), {}, None),
        ([("mir", "Mir", "XX", "tv")], ("Mir.kz", "Mir", "KZ", "tv"), {}, "mir"),
        ([BOZOR, ("bozor-2", "Bozor", "KG", "tv")], ("B.kg", "Bozor HD", "KG", "tv"), {}, None),
        ([BOZOR], ("X.kg", "Other", "KG", "tv"), {"bozor": "https://b.example", "X.kg": "www.b.example/x"}, "bozor"),
        ([BOZOR], ("X.kg", "Other", "KG", "tv"), {"bozor": "https://b.example", "X.kg": "https://c.example"}, None),
        ([("tv", "TV", "KG", "tv")], ("TV.kg", "TV", "KG", "tv"), {}, None),
    ],
    ids=["name", "letters", "country", "medium", "region-wide", "two fit", "site", "other site", "no name left"],
)
def test_match(known: list[Outlet], record: Outlet, sites: dict[str, str], found: str | None) -> None:
    match = _match(known, record, sites)
    assert (match[0] if match else None) == found
    assert match is None or match[1]


def test_words_that_many_channels_share_are_no_name() -> None:
    assert name_key("TV", "KG") == ""
    assert name_key("Bozor TV HD", "KG") == name_key("Bozor", "KG") != ""
