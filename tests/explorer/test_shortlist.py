"""The shortlist: quotas as they stand, and files that the command for invitations takes."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from opened import Data, OpenPage

from mapping.__main__ import main
from mapping.choosing.inviting import RULES
from mapping.countries import AUDIENCES
from mapping.explorer.quotas import choice
from mapping.landscape import Landscape
from mapping.paths import Places

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEVELS = ("team", "public")
FEW = """
[selection]
seats = 3   # the first of them
reserves = 1
status = ["active"]
[[exclude]]
name = "radio"
where = { media = "radio" }
[[quota]]
name = "Kyrgyzstan"
where = { country = "KG" }
min = 1
max = 1
[[quota]]
name = "outside the capital"
where = { capital = "no" }
min = "30 %"
[weights]
evidence = 1
[must]
in = ["kok-gazet"]
out = []
[aims]
merit = 1
"""


@pytest.fixture(scope="module")
def ruled(places: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The hand-made landscape under rules that it can keep."""
    folder = tmp_path_factory.mktemp("ruled")
    shutil.copytree(places.data, folder / "data")
    made = Places(folder / "data", folder / "reports")
    (made.hand_tables / RULES).write_text(FEW, encoding="utf-8")
    return made


def _choice(places: Places, level: str) -> Data:
    land = Landscape(places, level, AUDIENCES)
    return choice(land, list(land.outlets["outlet_id"]))


@pytest.fixture(scope="module")
def data(ruled: Places, tiny_data: Data) -> Data:
    """The payload under these rules, whose owners may have one outlet each."""
    rows = {own: row for row, own in enumerate(tiny_data["nodes"]["id"])}
    owners = [{"name": "Aida", "members": [rows["bozor-tv"], rows["kok-gazet"]]}]
    return tiny_data | {"rules": _choice(ruled, "public") | {"per_owner": 1, "owners": owners}}


@pytest.mark.parametrize("level", LEVELS)
def test_who_belongs_to_a_quota(ruled: Places, level: str) -> None:
    made = _choice(ruled, level)
    ids = list(Landscape(ruled, level, AUDIENCES).outlets["outlet_id"])
    kg, outside = made["quotas"]
    assert [ids[row] for row in kg["members"]] == ["bozor-tv", "chyndyk"]
    assert [ids[row] for row in outside["members"]] == ["bozor-tv"]
    assert "kok-gazet" in [ids[row] for row in outside["unknown"]]
    assert (kg["min"], kg["max"], outside["min"], outside["max"]) == ("1", "1", "30 %", None)
    assert [ids[row] for row in made["barred"]["outlet"]] == ["dala-radio"]
    assert made["reasons"] == ["radio (media is radio)"]


@pytest.mark.parametrize("level", LEVELS)
def test_a_quota_that_the_level_cannot_count_says_so(ruled: Places, tmp_path: Path, level: str) -> None:
    shutil.copytree(ruled.data, tmp_path / "data")
    places = Places(tmp_path / "data", tmp_path / "reports")
    asked = '\n[[quota]]\nname = "heard"\nwhere = { evidence = { min = 50 } }\nmin = 1\n'
    (places.hand_tables / RULES).write_text(FEW + asked, encoding="utf-8")
    quota = _choice(places, level)["quotas"][-1]
    assert (quota["name"], quota["counted"], quota["members"]) == ("heard", False, [])


def test_rules_that_bar_everybody_are_told(ruled: Places, tmp_path: Path) -> None:
    shutil.copytree(ruled.data, tmp_path / "data")
    places = Places(tmp_path / "data", tmp_path / "reports")
    (places.hand_tables / RULES).write_text(FEW.replace('"active"', '"suspended"'), encoding="utf-8")
    made = _choice(places, "public")
    assert len(made["barred"]["outlet"]) == 5
    assert all("exclude all 5 candidates" in why for why in made["reasons"])


STANDS = [
    ("", {"Seats taken": "3 short", "Kyrgyzstan": "1 short", "outside the capital": "1 short"}),
    ("bozor-tv", {"Seats taken": "2 short", "Kyrgyzstan": "met", "outside the capital": "met"}),
    ("bozor-tv,chyndyk,ortaq", {"Seats taken": "met", "Kyrgyzstan": "1 over", "outside the capital": "met"}),
    ("bozor-tv,kok-gazet", {"Kyrgyzstan": "met", "of one owner: Aida": "1 over"}),
    ("dala-radio", {"Seats taken": "3 short", "Kyrgyzstan": "1 short"}),
    ("ortaq,kok-gazet,chyndyk,bozor-tv", {"Seats taken": "met", "outside the capital": "1 short"}),
    ("ortaq&seats=1", {"Seats taken": "met", "Kyrgyzstan": "1 short"}),
]


@pytest.mark.browser
def test_quotas_stand_in_words(open_page: OpenPage, data: Data) -> None:
    page = open_page(data, "#view=shortlist")
    for listed, told in STANDS:
        page.evaluate("fragment => { location.hash = fragment }", f"#view=shortlist&list={listed}")
        page.wait_for_function("n => document.querySelectorAll('.listed > li').length === n", arg=_length(listed))
        lines = page.locator("table.quotas tbody tr").all()
        stands = {line.locator("th").inner_text(): line.locator("strong").inner_text() for line in lines}
        assert (listed, {name: stands.get(name) for name in told}) == (listed, told)


def _length(listed: str) -> int:
    return len(listed.partition("&")[0].split(",")) if listed else 0


@pytest.mark.browser
def test_list_is_filled_ordered_and_emptied(open_page: OpenPage, data: Data) -> None:
    page = open_page(data, "#view=shortlist")
    assert "Nobody is on the shortlist yet" in page.locator(".names").inner_text()
    for name in ("Ortaq", "бозор"):
        page.get_by_label("Add an outlet by its name").fill(name)
        page.locator(".picked button").first.click()
    assert page.url.endswith("list=ortaq,bozor-tv")
    page.get_by_role("button", name="Move Bozor TV up").click()
    assert page.url.endswith("list=bozor-tv,ortaq")
    assert page.evaluate("document.activeElement.dataset.id") == "bozor-tv"
    page.get_by_role("button", name="Take Ortaq off").click()
    assert page.url.endswith("list=bozor-tv")
    page.go_back()
    assert page.url.endswith("list=bozor-tv,ortaq")
    page.get_by_role("button", name="Empty the list").click()
    assert "list=" not in page.url


@pytest.mark.browser
def test_button_of_the_card_follows_the_list(open_page: OpenPage, data: Data) -> None:
    page = open_page(data, "#view=table&outlet=ortaq")
    for button, fragment in (("Add Ortaq to the shortlist", "list=ortaq"), ("Listed: take Ortaq off", "")):
        page.locator("#card").get_by_role("button", name=button).click()
        assert page.url.endswith(fragment)
        marks = page.locator("[data-listed=ortaq]").all_inner_texts()
        assert len(marks) == 2
        assert len(set(marks)) == 1


@pytest.mark.browser
def test_list_comes_back_with_the_next_visit(open_page: OpenPage, data: Data) -> None:
    page = open_page(data, "#view=table&outlet=ortaq")
    page.locator("#card .list-button").click()
    page.goto(page.url.partition("#")[0] + "#view=shortlist")
    page.reload()
    page.wait_for_selector("table.quotas")
    assert page.locator(".listed a").all_inner_texts() == ["Ortaq"]


def _saved(page: Page, folder: Path, button: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).first.click()
    path = folder / str(download.value.suggested_filename)
    download.value.save_as(path)
    return path


@pytest.mark.browser
@pytest.mark.parametrize(
    ("listed", "fixed"),
    [
        ("ortaq,bozor-tv,dala-radio", {"ortaq", "bozor-tv"}),
        ("ortaq,kok-gazet,bozor-tv,chyndyk&seats=2", {"ortaq", "kok-gazet"}),
    ],
)
def test_command_takes_what_the_page_gives(
    open_page: OpenPage,
    data: Data,
    ruled: Places,
    tmp_path: Path,
    listed: str,
    fixed: set[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    rules = data["rules"]
    if "seats" in listed:
        changed = FEW.replace("min = 1\nmax = 1", "max = 1").replace('min = "30 %"', 'max = "50 %"')
        rules = rules | {"text": changed}
    page = open_page(data | {"rules": rules}, f"#view=shortlist&list={listed}")
    files = [_saved(page, tmp_path, f"Download the {what}") for what in ("rules", "candidates")]
    out = tmp_path / "invitation.xlsx"
    asked = ["--rules", str(files[0]), "--candidates", str(files[1]), "--out", str(out)]
    assert main(["invite", "--data", str(ruled.data), *asked]) == 0
    seats = [line for line in capsys.readouterr().out.splitlines() if line.lstrip()[:1].isdigit()]
    names = dict(zip(data["nodes"]["id"], data["nodes"]["name"], strict=True))
    must = {own for own in fixed if any(names[own] in line and "must" in line for line in seats)}
    assert must == fixed


@pytest.mark.browser
@pytest.mark.parametrize("button", ["Download as CSV", "Download the rules", "Download the candidates"])
def test_files_of_the_page_come_in_again(open_page: OpenPage, data: Data, tmp_path: Path, button: str) -> None:
    page = open_page(data, "#view=shortlist&list=ortaq,bozor-tv")
    path = _saved(page, tmp_path, button)
    page.get_by_role("button", name="Empty the list").click()
    page.locator("input[type=file]").set_input_files(path)
    page.wait_for_selector(".listed")
    assert page.url.endswith("list=ortaq,bozor-tv")


FILES = [
    (
        "outlet_id,build\northaq,old1\nortaq,old1\n",
        ["1 name is not in this landscape: orthaq", "build (old1;"],
        "ortaq",
    ),
    ('# build: old2\n[must]\nin = ["ortaq", "gone"]\n', ["gone", "another build (old2;"], "ortaq"),
    ('candidate_id,kind\n"ortaq",outlet\n"a ""b"", c",person\n', ['a "b", c', "may come from another build"], "ortaq"),
    ("name,price\nx,1\n", ["holds no names to take"], ""),
    ("", ["holds no names to take"], ""),
    ("\x00\x01<img src=x onerror=alert(1)>", ["holds no names to take"], ""),
]


@pytest.mark.browser
def test_strange_files_are_explained(open_page: OpenPage, data: Data, tmp_path: Path) -> None:
    page = open_page(data, "#view=shortlist")
    for text, told, listed in FILES:
        path = tmp_path / "list.csv"
        path.write_bytes(text.encode())
        page.locator("input[type=file]").set_input_files(path)
        notice = page.locator("#notices .notice")
        notice.wait_for()
        assert [words for words in told if words not in notice.inner_text()] == []
        assert page.locator(".listed > li").count() == len(listed.split())
        notice.get_by_role("button", name="Close").click()
        page.evaluate("location.hash = '#view=shortlist'")
        page.wait_for_selector(".names .empty")


@pytest.mark.browser
def test_names_that_a_spreadsheet_would_run_are_safe(open_page: OpenPage, data: Data, tmp_path: Path) -> None:
    hostile = copy.deepcopy(data)
    row = hostile["nodes"]["id"].index("ortaq")
    hostile["nodes"]["name"][row] = '=HYPERLINK("x"),\n[must]'
    page = open_page(hostile, "#view=shortlist&list=ortaq,dala-radio")
    assert "\"'=HYPERLINK(" in _saved(page, tmp_path, "Download as CSV").read_text("utf-8-sig")
    lines = _saved(page, tmp_path, "Download the candidates").read_text("utf-8-sig").splitlines()
    assert lines[1] == "ortaq,outlet,ortaq,,,,must,"
    rules = _saved(page, tmp_path, "Download the rules").read_text("utf-8")
    assert rules.count("[must]") == 1
    assert f"in = {json.dumps(['ortaq'])}" in rules
