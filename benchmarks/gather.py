"""How fast and how frugally pages are gathered, how fast they are read, and what a hundred kills do.

    .venv/bin/python -m benchmarks.gather [HOSTS PAGES KILLS]        (default: 200 50 100)

A local server stands for all hosts. Writes `benchmarks/results/gather.csv`: measure, case, value, unit. With the polite
limit on, the rate is bounded by one page a second and host; with it off, by the processor, which the server shares.
"""

from __future__ import annotations

import csv
import importlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mapping import sources
from mapping.errors import MappingError
from mapping.paths import PROJECT, Places
from mapping.sources import Page, reading
from mapping.tables import RECEIPTS, Receipt, latest

RESULTS = Path(__file__).parent / "results" / "gather.csv"
TESTS = PROJECT / "tests"
SECONDS_PER_PAGE_READ = 0.2
Line = tuple[str, str, float, str]

SERVE = """
import sys
import time
sys.path.insert(0, "tests")
from country import Country
from server import Internet
hosts, pages = int(sys.argv[1]), int(sys.argv[2])
with Internet() as internet:
    made = {}
    for host in (f"h{n}.example" for n in range(hosts)):
        internet.pages |= {f"{host}/{page}": Country.page(host, page, pages) for page in range(1, pages + 1)}
    print(internet.address, flush=True)
    time.sleep(3600)
"""
GATHER = """
import sys
from mapping import sources
from mapping.__main__ import main
sources.__path__.append("tests/imitated")
sys.exit(main(["gather", "village", "--data", sys.argv[1]]))
"""


def gathering(hosts: int, pages: int, *, polite: bool) -> Iterator[Line]:
    """Pages a second, peak memory and processor time of one gathering, with the server in a process of its own."""
    case = f"{hosts} hosts x {pages} pages, polite limit {'on' if polite else 'off'}"
    words = [sys.executable, "-c", SERVE, str(hosts), str(pages)]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as server,
    ):
        address = server.stdout.readline().strip() if server.stdout else ""
        _settings(Path(folder), address, hosts, polite=polite)
        started = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-c", GATHER, folder], stdout=subprocess.DEVNULL, cwd=PROJECT)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        server.terminate()
    if process.returncode:
        raise SystemExit(f"the gathering ended with {process.returncode}")
    yield "gather", case, round(hosts * pages / seconds, 1), "pages a second"
    yield "gather", case, round(seconds, 1), "seconds"
    yield "gather", case, round(used.ru_utime + used.ru_stime, 1), "seconds of processor"
    yield "gather", case, round(used.ru_maxrss / 1000), "MB at most"


def _settings(data: Path, address: str, hosts: int, *, polite: bool) -> None:
    lines = ['contact = "tests@outlets.example"', "[tests]", f"hurried = {str(not polite).lower()}"]
    lines += [f'opened = {{"*.example" = "{address}"}}', "[sources.village.hosts]"]
    lines += [f'"h{n}.example" = "KG"' for n in range(hosts)]
    (data / "settings.toml").write_text("\n".join(lines), encoding="utf-8")


def parsing() -> Iterator[Line]:
    """How fast each adapter reads its own test pages; pages that are damaged on purpose are left out."""
    for name in sources.names():
        pages = list(_pages(name))
        size, rows, seconds = 0, 0, 0.0
        for page in pages:
            started = time.perf_counter()
            while (spent := time.perf_counter() - started) < SECONDS_PER_PAGE_READ:
                rows += len(reading.read(name, page))
                size += len(page.content)
            seconds += spent
        if seconds:
            yield "parse", name, round(rows / seconds), "rows a second"
            yield "parse", name, round(size / seconds / 1e6, 2), "MB a second"


def _pages(name: str) -> Iterator[Page]:
    places, about = Places(), sources.about(name)
    folder = TESTS / "pages" / name
    folder = folder if folder.is_dir() else latest(places, name) or folder
    tables = reading.tables(places, name, folder)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in (*tables, RECEIPTS):
            content, file = path.read_bytes(), path.relative_to(folder).as_posix()
            page = Page(file, content, Receipt(file, about.url, "2026-01-02", "", len(content), about.licence), tables)
            try:
                reading.read(name, page)
            except MappingError:
                continue
            yield page


def kills(times: int) -> Iterator[Line]:
    """Kill a gathering at random moments, finish it, and count rows lost, rows doubled and pages fetched again."""
    country, server = importlib.import_module("country"), importlib.import_module("server")
    sources.__path__.append(str(TESTS / "imitated"))
    hosts, pages = 40, 2 * times
    with tempfile.TemporaryDirectory() as folder, server.Internet() as internet:
        village = country.Country(internet, Path(folder))
        village.found({f"h{n}.example": "KG" for n in range(hosts)}, pages=pages, workers=4)
        with country.Runner(village.places) as runner:
            again = country.killed(village, runner, times)
            met = len(village.received())
            runner.start()
            if status := runner.end():
                raise SystemExit(f"the last gathering ended with {status}")
        rows = village.rows()
    case = f"{times} kills, {met:,} of {hosts * pages:,} pages received before the last"
    yield "kill", case, hosts * pages - len(rows), "rows lost"
    yield "kill", case, sum(rows.values()) - len(rows), "rows doubled"
    yield "kill", case, len(again), "received pages asked for again"


def main(hosts: int = 200, pages: int = 50, times: int = 100) -> None:
    """Measure all, print and keep it."""
    sys.path.insert(0, str(TESTS))
    lines: list[Line] = []
    for part in (parsing(), gathering(hosts, pages, polite=False), gathering(hosts, pages, polite=True), kills(times)):
        for line in part:
            lines.append(line)
            print(*line, sep="  ")
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "case", "value", "unit"))
        writer.writerows(lines)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
