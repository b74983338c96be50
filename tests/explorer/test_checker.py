"""What axe-core, a checker of pages for readers with screen readers, weak eyes or no mouse, finds in each view."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened import Data, OpenPage

pytestmark = pytest.mark.browser

# In the dark only colours differ; they are the same on a phone.
SCHEMES: dict[Literal["light", "dark"], dict[str, list[str]]] = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"runOnly": ["color-contrast"], "resultTypes": ["violations"]},
}
VIEWS = ("map", "network", "table", "compare", "shortlist")


@pytest.mark.parametrize(("width", "carded"), [(1300, True), (390, False)])
def test_a_checker_finds_nothing_serious(tiny_data: Data, open_page: OpenPage, width: int, carded: bool) -> None:
    page = open_page(tiny_data, "#view=table", width, reduced_motion="reduce")
    axe, (one, other) = Axe(), tiny_data["nodes"]["id"][:2]
    found = []
    for view in VIEWS:
        chosen = f"&outlet={one}" if carded else "&q=zz" if view == "table" else ""
        page.evaluate("to => { location.hash = to }", f"#view={view}&compare={one},{other}&list={one},{other}{chosen}")
        page.locator(f"#view[data-view={view}]").wait_for()
        for scheme, options in list(SCHEMES.items())[: 2 if carded else 1]:
            page.emulate_media(color_scheme=scheme)
            report = axe.run(page, options=options).response["violations"]
            bad = [each for each in report if each["impact"] in ("serious", "critical")]
            found += [(view, scheme, each["id"], node["html"]) for each in bad for node in each["nodes"]]
    assert found == []
