"""The shipped notebooks, run on the shipped facts: every document is there, says the same, and endangers nobody."""

from __future__ import annotations

import html
import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from mapping.__main__ import main
from mapping.countries import COUNTRIES
from mapping.files import CONTENT_POLICY
from mapping.landscape import Landscape
from mapping.paths import PROJECT, Places
from mapping.report import Wish, make, notebooks, per
from mapping.safety import is_live
from mapping.translate import languages

pytestmark = pytest.mark.slow
# Those that a build makes: notebooks for one outlet, or for a command of their own, make none unasked.
EVERY = {name for name, path in notebooks().items() if not per(path)}
GUIDES = {name for name in EVERY if name.startswith("guide_")}
BRIEFS = {
    f"{name}_{code.lower()}" for name, path in notebooks().items() if per(path) == "country" for code in COUNTRIES
}
REPORTS = (*sorted(EVERY), *sorted(BRIEFS))
# Reports that rest on what pages state draw fewer figures until texts are gathered and a survey is made.
FEWEST_CAPTIONS = dict.fromkeys(REPORTS, 4) | {"influence": 3, "needs": 3} | dict.fromkeys(BRIEFS | GUIDES, 0)
# What the tests read in the other languages: the reports asked for, and those that are made of them.
ASKED = ("needs", "country_brief", "guide_manager")
SPOKEN = ("needs", *sorted(BRIEFS), "guide_manager")
FOREIGN = [code for code in languages() if code != "en"]
SHEETS = ("kloop", "khabar-tv", "asia-plus", "gazeta-uz", "1-severnyy")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole build on a copy of what is shipped, in English, and `SPOKEN` in the other languages too.

    All in all languages would take half as long again as all other tests together.
    """
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(PROJECT / "data" / "raw", folder / "data" / "raw")
    places = ["--data", str(folder / "data"), "--reports", str(folder / "reports")]
    assert main(["build", *places]) == 0
    assert main(["report", "--languages", ",".join(FOREIGN), "--only", ",".join(ASKED), *places]) == 0
    return folder


def _html(built: Path, name: str, language: str = "en") -> BeautifulSoup:
    return BeautifulSoup((built / "reports/public" / language / f"{name}.html").read_text("utf-8"), "html.parser")


def _words(text: str) -> str:
    return re.sub(r"\W+", "", text)


@pytest.mark.parametrize("name", [*REPORTS, "codebook"])
def test_pages_can_ask_the_network_for_nothing(built: Path, name: str) -> None:
    page = _html(built, name)
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert policy["content"] == CONTENT_POLICY
    assert not page.find_all("iframe")
    assert all(link["href"].startswith("data:") for link in page.find_all("link"))
    assert all(not script.get("src") for script in page.find_all("script"))


@pytest.mark.parametrize("name", REPORTS)
def test_captions_and_summary_are_the_same_in_every_format(built: Path, name: str) -> None:
    page = _html(built, name)
    for line in page.select(".cited"):
        line.decompose()  # the page alone has an annex to which all these lead
    folder = built / "reports/public/en"
    pdf = _words("".join(sheet.extract_text() for sheet in PdfReader(folder / f"{name}.pdf").pages))
    word = zipfile.ZipFile(io.BytesIO((folder / f"{name}.docx").read_bytes())).read("word/document.xml").decode()
    docx = _words(html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", word))))
    captions = [_words(caption.get_text()) for caption in page.find_all("figcaption")]
    first = [] if name in GUIDES else page.find("h2").find_all_next("p", limit=4)
    summary = [_words(paragraph.get_text()) for paragraph in first]
    assert len(captions) >= FEWEST_CAPTIONS[name]
    for text in (*captions, *summary):
        assert text in docx
        assert text in pdf


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("name", SPOKEN)
def test_each_language_tells_the_same_in_its_own_words(built: Path, name: str, language: str) -> None:
    english, other = _html(built, name), _html(built, name, language)
    assert other.html is not None
    assert other.html["lang"] == language
    for tag in ("figure", "table", "h2", "h3"):
        assert len(other.find_all(tag)) == len(english.find_all(tag)), tag
    heads = [[head.get_text() for head in page.find_all(["h1", "h2"])] for page in (english, other)]
    assert all(one != two or one.endswith("Sources") for one, two in zip(*heads, strict=True))  # French, too
    for ending in ("pdf", "docx", "xlsx"):
        assert (built / "reports/public" / language / f"{name}.{ending}").stat().st_size > 5_000


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", sorted(BRIEFS))
def test_a_country_brief_has_two_pages(built: Path, name: str, language: str) -> None:
    assert len(PdfReader(built / "reports/public" / language / f"{name}.pdf").pages) <= 2


def test_an_outlet_sheet_has_one_page(built: Path, tmp_path: Path) -> None:
    wish = Wish(languages=tuple(languages()), outlets=SHEETS, formats=("pdf",))
    sheets = make(Places(data=built / "data", reports=tmp_path), wish, ["outlet_sheet"])
    assert len(sheets) == len(SHEETS) * len(wish.languages)
    assert {path: len(PdfReader(path).pages) for path in sheets} == dict.fromkeys(sheets, 1)


def test_a_second_build_makes_nothing_again(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in (built / "reports").rglob("*") if path.is_file()}
    places = ["--data", str(built / "data"), "--reports", str(built / "reports")]
    capsys.readouterr()
    assert main(["build", *places]) == 0
    told = capsys.readouterr().out
    assert "Tables: unchanged." in told
    assert "Computed 0 indicators" in told
    assert "Nothing to make" in told
    assert {path: path.stat().st_mtime_ns for path in (built / "reports").rglob("*") if path.is_file()} == before


def test_labelled_sites_are_printed_without_a_link(built: Path) -> None:
    land = Landscape.open(built / "data", level="public")
    assert "kloop.kg" in land.warned_hosts
    for name in REPORTS:
        links = [link["href"] for link in _html(built, name).find_all("a", href=True)]
        outside = [link for link in links if link.startswith("http")]
        assert outside or name in ("data_quality", "key_players", *GUIDES)  # these cite no page of their own
        assert all(is_live(link, land.warned_hosts) for link in outside)
    assert "no link" in _html(built, "landscape").get_text()


def test_exiled_outlets_stand_at_their_country(built: Path) -> None:
    land = Landscape.open(built / "data", level="public")
    exiled = land.outlets[land.outlets["exile_status"] == "exile"]
    assert len(exiled) >= 20
    assert exiled["city"].isna().all()
    assert exiled["region"].isna().all()
    secret = land.claims[
        land.claims["entity_id"].isin(exiled["outlet_id"]) & land.claims["field"].isin(["city", "region"])
    ]
    assert secret.empty


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "data" / "raw", tmp_path / "data" / "raw")
    for command in ("clean", "analyse"):
        assert main([command, "--data", str(tmp_path / "data")]) == 0
    tables = sorted((built / "data/processed").glob("*.csv"))
    assert len(tables) >= 13
    for table in tables:
        assert table.read_bytes() == (tmp_path / "data/processed" / table.name).read_bytes(), table.name


def test_one_country_alone_makes_a_report(built: Path, tmp_path: Path) -> None:
    arguments = ["--countries", "TJ", "--only", "ownership", "--data", str(built / "data"), "--reports", str(tmp_path)]
    assert main(["report", *arguments]) == 0
    text = BeautifulSoup((tmp_path / "public/en/ownership.html").read_text("utf-8"), "html.parser").get_text()
    n = len(Landscape.open(built / "data", countries=["TJ"]).outlets)
    assert n > 80
    assert f"{n} outlets" in text
    assert "Kazakhstan" not in text.split("In short", 1)[1].split("Kinds of owner", 1)[0]
