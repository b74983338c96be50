"""Take the pictures of the guides: the explorer as readers see it, in every language.

    .venv/bin/python scripts/guide_pictures.py

Needs the tables (`mapping build`) and a Chromium. Run it when the explorer's face has changed; each picture goes to
`docs/pictures/<name>_<language>.png`, in few colours so that it stays small.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageOps
from playwright.sync_api import Page, sync_playwright

from mapping import explorer
from mapping.landscape import Landscape
from mapping.paths import PICTURES
from mapping.translate import languages

WINDOW = {"width": 1400, "height": 700}
COLOURS, FRAME = 128, "#d8dee4"
# What each picture shows, as the explorer's address writes it, and what must stand there before it is taken.
SHOWN = {
    "explorer_card": ("view=map&outlet=24kg", "svg.map"),
    "explorer_network": ("view=network", ".net-list"),
    "explorer_shortlist": ("view=shortlist&list=24kg,asia-plus,gazeta-uz,khovar,kun-uz,orda,tengrinews", "#view table"),
}


def small(picture: bytes) -> bytes:
    """The picture in a frame, as a PNG of few colours."""
    made = io.BytesIO()
    framed = ImageOps.expand(Image.open(io.BytesIO(picture)).convert("RGB"), border=2, fill=FRAME)
    framed.quantize(COLOURS).save(made, "png", optimize=True)
    return made.getvalue()


def taken(page: Page, address: str, fragment: str, waited_for: str) -> bytes:
    """The window once what it shows has come to rest."""
    page.goto("about:blank")
    page.goto(f"{address}#{fragment}")
    page.locator(waited_for).first.wait_for(state="attached")
    page.wait_for_timeout(1500)
    return page.screenshot()


def main() -> None:
    """Write the public explorer of each language to a folder of its own, open it and take every picture."""
    land = Landscape.open(level="public")
    with TemporaryDirectory() as folder, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"))
        for language in languages():
            explored = Path(folder) / f"{language}.html"
            explored.write_bytes(explorer.page(land, language))
            page = browser.new_page(viewport=WINDOW, color_scheme="light")
            for name, (fragment, waited_for) in SHOWN.items():
                picture = small(taken(page, explored.as_uri(), fragment, waited_for))
                path = PICTURES / f"{name}_{language}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(picture)
                print(f"{path.name}: {len(picture):,} bytes")


if __name__ == "__main__":
    main()
