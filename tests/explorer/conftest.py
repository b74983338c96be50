"""A landscape in the explorer's form, as large and as hostile as a test wants it, and a browser to open its page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from opened import Data, OpenPage

from mapping.__main__ import main
from mapping.countries import AUDIENCES
from mapping.explorer import assembly
from mapping.explorer.columns import packed
from mapping.explorer.payload import payload
from mapping.landscape import Landscape
from mapping.paths import PROJECT, Places
from mapping.tables import save_raw

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium")
DAY = "2026-01-02"


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory, tiny_facts: dict[str, str]) -> Places:
    """The hand-made landscape, cleaned and analysed."""
    folder = tmp_path_factory.mktemp("explored")
    made = Places(folder / "data", folder / "reports")
    for name, text in tiny_facts.items():
        save_raw(made.raw / "hand_facts" / DAY, name, text.encode(), url="", retrieved=DAY, licence="CC BY 4.0")
    for name in ("tables", "geo"):
        shutil.copytree(PROJECT / "data" / "raw" / name, made.raw / name)
    groups = made.hand_tables / "source_groups.csv"  # its members are no outlets here
    groups.write_text(groups.read_text("utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    assert main(["clean", "--data", str(made.data)]) == 1
    assert main(["analyse", "--data", str(made.data)]) == 0
    return made


@pytest.fixture(scope="session")
def tiny_data(places: Places) -> Data:
    """The public payload of the hand-made landscape."""
    return payload(Landscape(places, "public", AUDIENCES))


# Closed after each file: while it is open, tests of other files cannot start one of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium without flags; tests that ask for it are skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Opens the page of a payload by its file; at the end of the test it must have asked for nothing and complained
    of nothing."""
    requests: list[str] = []
    complaints: list[str] = []
    with ExitStack() as tabs:

        def open_(data: Data, fragment: str = "", width: int = 1300, **context: Any) -> Page:
            file = tmp_path / "explorer.html"
            file.write_bytes(assembly.page(packed(data)))
            tab = tabs.enter_context(
                browser.new_context(viewport={"width": width, "height": 850}, **context)
            ).new_page()
            tab.on("request", lambda request: requests.append(request.url))
            # Drawing in software, Chromium itself warns of a slow graphics card: only errors are the page's.
            tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            tab.on("pageerror", lambda problem: complaints.append(str(problem)))
            tab.goto(f"{file.as_uri()}{fragment}")
            tab.wait_for_selector("html[data-ready]", state="attached")
            return tab

        yield open_
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []
