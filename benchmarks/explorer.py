"""How large the explorer is, and how fast it answers in a browser, for landscapes of 1,000 and of 5,000 outlets.

    .venv/bin/python -m benchmarks.explorer

The landscapes are the shipped one, copied until there are outlets enough: every copy has ids, names and citations of
its own, so that nothing packs better than it would in truth. Its ties are those of `benchmarks.networks`, five an
outlet, on the layers that are read in items, each with three examples. The page is opened from disk in Debian's
Chromium without a graphics card, with an empty cache, `RUNS` times; the middle value is kept.

Writes `benchmarks/results/explorer.csv`: outlets, ties, figure, value. The figures: made (seconds of the clock to make
the page), size and data (bytes, of the page and of its data), usable table and usable network (milliseconds from
opening the file to the first frame that answers), card (milliseconds from choosing an outlet in the network to the
frame with its card), drag (frames a second while the network is dragged).
"""

from __future__ import annotations

import csv
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.networks import made_up
from mapping import explorer
from mapping.countries import AUDIENCES
from mapping.landscape import EVERY, Landscape
from mapping.paths import PROJECT, Places
from mapping.schema import ITEM_LAYERS, TIES, Table
from mapping.tables import join, read, split, to_csv

RESULTS = Path(__file__).parent / "results" / "explorer.csv"
HEADS = ("outlets", "ties", "figure", "value")
SIZES = (1_000, 5_000)
RUNS = 3
MOVES, STEP = 60, 5  # of the pointer, pixels each
# Columns of ids that stand for no row of a landscape.
_NO_ROWS = ("source",)
_WATCH = """
const watch = () => requestAnimationFrame(() => {
  if (document.documentElement?.dataset.ready === undefined) watch();
  else requestAnimationFrame(() => { globalThis.usable = performance.now(); });
});
watch();
"""
_CHOOSE = """async (fragment) => {
  const begun = performance.now();
  location.hash = fragment;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  while (document.getElementById("card").hidden) await frame();
  await frame();
  return performance.now() - begun;
}"""
_COUNT = """() => {
  globalThis.frames_drawn = 0;
  const each = () => { globalThis.frames_drawn += 1; requestAnimationFrame(each); };
  requestAnimationFrame(each);
}"""


def enlarged(places: Places, n: int, folder: Path) -> Places:
    """A landscape of `n` outlets in `folder`: copies of the one in `places`, tied anew."""
    made = Places(folder / "data", folder / "reports")
    shutil.copytree(places.hand_tables, made.hand_tables)
    shutil.copytree(places.raw / "geo", made.raw / "geo")
    shutil.copytree(places.raw / "hand_facts", made.raw / "hand_facts")  # the date of the data
    made.processed.mkdir(parents=True)
    outlets = read(places.processed / "outlets.csv")["outlet_id"]
    copies = -(-n // len(outlets))
    every = [_copied(own, copy) for copy in range(copies) for own in outlets]
    left_out = set(every[n:])
    for name, table in EVERY.items():
        frame = read(places.processed / f"{name}.csv")
        whole = pd.concat([_copy(frame, table, copy) for copy in range(copies)], ignore_index=True)
        heads = [column for column in table.heads if _is_id(table, column)]
        whole = whole[~whole[heads].isin(left_out).any(axis=1)]
        (made.processed / f"{name}.csv").write_bytes(to_csv(ties(every[:n]) if name == "ties" else whole))
    return made


def _is_id(table: Table, column: str) -> bool:
    return table.by_name[column].kind == "id" and column not in _NO_ROWS


def _copied(own: str, copy: int) -> str:
    return f"{own}-{copy + 1}" if own and copy else own


def _copy(frame: pd.DataFrame, table: Table, copy: int) -> pd.DataFrame:
    """A copy of the rows with ids and names of their own."""
    made = frame.copy()
    for column, known in table.by_name.items():
        if _is_id(table, column):
            made[column] = [join(_copied(own, copy) for own in split(cell)) for cell in frame[column]]
        elif copy and known.kind in ("name", "url"):
            made[column] = frame[column].map(lambda cell: f"{cell} {copy + 1}" if cell else "")
    return made


def ties(outlets: list[str]) -> pd.DataFrame:
    """Five ties an outlet, on the layers that are read in items."""
    net, rng = made_up(len(outlets)), np.random.default_rng(7)
    m = 5 * len(outlets)
    # Where fewer pairs were made up, some are tied on a second layer.
    again, at = np.divmod(np.arange(m), len(net.giver))
    layers = (rng.integers(0, len(ITEM_LAYERS), len(net.giver))[at] + again) % len(ITEM_LAYERS)
    frame = pd.DataFrame(
        {
            "from_id": [outlets[node] for node in net.giver[at]],
            "to_id": [outlets[node] for node in net.taker[at]],
            "layer": [ITEM_LAYERS[layer] for layer in layers],
            "first": [f"2025-{month:02}-11" for month in rng.integers(1, 13, m)],
            "last": [f"2026-{month:02}-{day:02}" for month, day in rng.integers(1, 11, (m, 2))],
            "weight": [f"{weight:g}" for weight in net.weight[at]],
            "n_items": [f"{weight:g}" for weight in net.weight[at]],
            "p_value": [f"{chance:.3g}" for chance in rng.random(m)],
            "examples": [join(_example(number) for number in three) for three in rng.integers(0, 10**9, (m, 3))],
        }
    )
    return frame.reindex(columns=TIES.heads, fill_value="")


def _example(number: int) -> str:
    one, other = f"{number:09}", f"{number * 7 % 10**9:09}"
    return f"https://taker{one[:3]}.example/2026/10/{one}-a-title | https://giver{other[:3]}.example/news/{other}.html"


def measured(browser: Browser, path: Path, outlets: list[str]) -> Iterator[tuple[str, float]]:
    """What one opening of the page shows: figure and value."""
    for view in ("table", "network"):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.add_init_script(_WATCH)
        page.goto(f"{path.as_uri()}#view={view}")
        page.wait_for_function("globalThis.usable !== undefined")
        yield f"usable {view}", page.evaluate("globalThis.usable")
        if view == "network":
            yield "drag", dragged(page)
            yield "card", statistics.median(_chosen(page, outlets))
        context.close()


def _chosen(page: Page, outlets: list[str]) -> Iterator[float]:
    for own in outlets[:5]:
        page.evaluate("location.hash = '#view=network'")
        page.wait_for_function("document.getElementById('card').hidden")
        yield float(page.evaluate(_CHOOSE, f"#view=network&outlet={own}"))


def dragged(page: Page) -> float:
    """Frames a second while the pointer drags the network from left to right."""
    page.mouse.move(400, 400)
    page.mouse.down()
    page.evaluate(_COUNT)
    started = time.perf_counter()
    for move in range(MOVES):
        page.mouse.move(400 + STEP * (move + 1), 400 + move)
    seconds = time.perf_counter() - started
    frames: int = page.evaluate("globalThis.frames_drawn")
    page.mouse.up()
    return frames / seconds


def rows(places: Places, browser: Browser, n: int, folder: Path) -> Iterator[tuple[int, int, str, float]]:
    """All figures of a landscape of `n` outlets."""
    land = Landscape(enlarged(places, n, folder), "public", AUDIENCES)
    m = len(land.ties)
    started = time.perf_counter()
    path = explorer.write(land, "en")
    yield n, m, "made", round(time.perf_counter() - started, 1)
    whole = path.read_text("utf-8")
    data = whole.split('id="data">', 1)[1].split("</script>", 1)[0]
    yield n, m, "size", len(whole.encode())
    yield n, m, "data", len(data.encode())
    runs = [dict(measured(browser, path, list(land.outlets["outlet_id"]))) for _ in range(RUNS)]
    for figure in runs[0]:
        yield n, m, figure, round(statistics.median(run[figure] for run in runs), 1)


def main() -> None:
    """Measure, print and keep the figures."""
    found = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for n in SIZES:
            for row in rows(Places(PROJECT / "data"), browser, n, Path(folder) / str(n)):
                print(*row)
                found.append(row)
        browser.close()
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADS)
        writer.writerows(found)


if __name__ == "__main__":
    main()
