"""How fast posts and articles are read, and how the cost of the store of texts grows with the number of posts.

    .venv/bin/python -m benchmarks.texts

Writes `benchmarks/results/texts.csv`:

- what: the work; n: how many pages, articles or posts it was done on,
- seconds: processor time of one core, Arrow being held to one thread; per_second: n by that time,
- note: time by the clock, and what else was counted. A peak is the most memory of a process that did this work alone,
  behind it what the process held before the work.

Previews are the small page of the tests with its posts repeated to 20, as Telegram shows them. Articles are the small
page of the tests as it is, and with 150 links of a menu and 15 more paragraphs (many real pages are larger). The
share of trafilatura is the time of the same calls made alone. Posts of the store are made up: 200 channels, 12 months,
the posts of one channel together as they are gathered, or mixed, so that each batch touches many files.
"""

from __future__ import annotations

import csv
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
from lxml import html

from mapping import items
from mapping.paths import PROJECT, Places
from mapping.sources import Page, Row, reading
from mapping.sources.site_article import loaded
from mapping.tables import Receipt

RESULTS = Path(__file__).parent / "results" / "texts.csv"
PAGES = PROJECT / "tests" / "pages"
PREVIEWS, POSTS_A_PAGE, ARTICLES = 300, 20, 300
SIZES = (25_000, 50_000, 100_000)
CHANNELS, DAYS, STRIDE = 200, 365, 37_003  # the stride is a prime that divides no size: every post comes once
DAY = "2026-11-21"
SENTENCES = (
    "Шаардык кеңеш келерки жылдын бюджетин бекитти.", "В городе до вечера отключат горячую воду.",
    "Маҷлиси намояндагон қонуни навро қабул кард.", "Viloyatda yangi maktab ochildi, unda ming bola oʻqiydi.",
    "Үкімет жанармай бағасына қатысты шешім қабылдады.", "Движение по мосту откроют после ремонта.",
    "Айыл тургундары суу жетишпей жатканын айтышты.",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One measurement: processor seconds for n pieces of work."""

    what: str
    n: int
    seconds: float
    note: str

    def cells(self) -> tuple[str, int, str, int, str]:
        """The cells of its row."""
        return self.what, self.n, f"{self.seconds:.2f}", round(self.n / self.seconds), self.note


def timed(work: Callable[[], str]) -> tuple[float, str]:
    """Processor seconds of some work, and a note: its time by the clock and what the work says."""
    clock, processor = time.perf_counter(), time.process_time()
    said = work()
    seconds = time.process_time() - processor
    return seconds, f"clock {time.perf_counter() - clock:.2f} s; {said}"


def page(source: str, name: str, content: bytes, url: str) -> Page:
    """A page as it would have been received."""
    return Page(name, content, Receipt(name, url, DAY, "", len(content), ""), reading.tables(Places(), source, PROJECT))


def preview(first: int) -> Page:
    """A preview of 20 posts, numbered from `first`."""
    tree = html.document_fromstring((PAGES / "telegram" / "preview.html").read_bytes())
    wraps = tree.find_class("tgme_widget_message_wrap")
    section = wraps[0].getparent()
    numbered = []
    for wrap in wraps:
        own = wrap.find_class("tgme_widget_message")[0].get("data-post")
        section.remove(wrap)
        if own:
            numbered.append((own, html.tostring(wrap, encoding="unicode")))
    for number, (own, source) in enumerate(islice(cycle(numbered), POSTS_A_PAGE), start=first):
        section.append(html.fragment_fromstring(re.sub(rf"{own}\b", f"CholponNews/{number}", source)))
    name = "cholponnews/2026-11-01/newest.html"
    return page("telegram", name, html.tostring(tree, encoding="utf-8"), "https://t.me/s/cholponnews")


def article(number: int, *, long: bool) -> Page:
    """The article of the tests with a heading of its own; a long one with a menu and 15 more paragraphs."""
    text = (PAGES / "website" / "article_ky.html").read_text(encoding="utf-8")
    text = text.replace("Жаңы мектеп", f"Жаңы {number}-мектеп")
    if long:
        menu = "".join(f'<li><a href="/menu/{at}/">Бөлүм {at}</a></li>' for at in range(150))
        more = "".join(f"<p>{words(number + at, 5)}</p>\n" for at in range(15))
        text = text.replace("<nav>", f"<nav><ul>{menu}</ul>").replace("</article>", f"{more}</article>")
    return page("website", f"cholpon.kg/article-{number}.html", text.encode(), f"https://cholpon.kg/kabar/{number}/")


def words(number: int, sentences: int) -> str:
    """Some sentences that differ from number to number."""
    chosen = (SENTENCES[(number + at * (1 + number % 5)) % len(SENTENCES)] for at in range(sentences))
    return f"{number}. {' '.join(chosen)}"


def read_all(source: str, pages: list[Page]) -> int:
    """How many items the pages give."""
    found = (each for one in pages for each in reading.read(source, one))
    return sum(isinstance(each, Row) and each.table == "items" for each in found)


def previews() -> Iterator[Line]:
    """Previews and the posts in them, a second."""
    pages = [preview(1 + at * POSTS_A_PAGE) for at in range(PREVIEWS)]
    reading.read("telegram", pages[0])
    seconds, note = timed(lambda: f"{read_all('telegram', pages):,} posts read")
    note = f"{note}; {len(pages[-1].content) / 1000:.0f} kB a page"
    yield Line("Telegram previews parsed", PREVIEWS, seconds, note)
    yield Line("Telegram posts parsed", PREVIEWS * POSTS_A_PAGE, seconds, note)


def articles(*, long: bool) -> Line:
    """Articles a second, and what of the time is trafilatura's."""
    pages = [article(number, long=long) for number in range(1, ARTICLES + 1)]
    reading.read("website", pages[0])
    seconds, note = timed(lambda: f"{read_all('website', pages):,} articles read")
    of_these, _ = timed(lambda: extracted(pages))
    note = f"{note}; {len(pages[-1].content) / 1000:.1f} kB a page; trafilatura {of_these / seconds:.0%} of the time"
    return Line(f"website articles parsed, {'long' if long else 'short'}", ARTICLES, seconds, note)


def extracted(pages: list[Page]) -> str:
    """What trafilatura does of the reading of articles, and nothing else."""
    from trafilatura import bare_extraction
    from trafilatura.xml import xmltotxt

    texts = []
    for one in pages:
        found: Any = bare_extraction(loaded(one.content.decode()), include_links=True, include_comments=False)
        texts.append(xmltotxt(found.body, False))
    return f"{len(texts)} texts"


def posts(n: int, *, mixed: bool = False) -> Iterator[dict[str, str]]:
    """Made-up posts of 200 channels over 12 months; n is a multiple of 200."""
    each = n // CHANNELS
    for at in range(n):
        number = at * STRIDE % n if mixed else at
        channel, place = f"channel_{number // each}", number % each
        day = date(2025, 11, 1) + timedelta(days=place * DAYS // each)
        url = f"https://t.me/{channel}/{place + 1}"
        cells = {
            "channel": channel,
            "time": f"{day}T06:30:00Z",
            "kind": "post",
            "url": url,
            "views": str(number % 9000),
        }
        yield cells | {"text": words(number, 4), "retrieved": DAY}


def make_posts(_folder: Path, n: int) -> str:
    """Nothing but the making of the posts, which is part of each writing."""
    return f"{sum(1 for _ in posts(n)):,} made"


def write(folder: Path, n: int) -> str:
    """Write the posts, those of one channel together."""
    return f"{items.write(Places(folder), posts(n)).new:,} new"


def write_mixed(folder: Path, n: int) -> str:
    """Write the posts in a mixed order."""
    return f"{items.write(Places(folder), posts(n, mixed=True)).new:,} new"


def read(folder: Path, _n: int) -> str:
    """Read all columns of all posts, a table for each channel and month."""
    return f"{sum(len(table) for table in items.read(Places(folder))):,} read"


def alone(work: Callable[[Path, int], str], folder: Path, n: int) -> tuple[float, str]:
    """Time and peak memory of a step of the store; called in a new process."""
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    before = peak()
    seconds, note = timed(lambda: work(folder, n))
    return seconds, f"{note}; peak {peak()} MB, {before} before"


def peak() -> int:
    """The most memory that this process has held, in MB (Linux counts in kB)."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def store() -> Iterator[Line]:
    """Each step of the store, for each number of posts."""
    for n in SIZES:
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            together, mixed = Path(first), Path(second)
            yield step("posts made up (part of each writing)", make_posts, together, n)
            yield step("store: written", write, together, n)
            yield step("store: written again, nothing new", write, together, n)
            yield step("store: read", read, together, n, counted(together))
            yield step("store: written in mixed order", write_mixed, mixed, n)


def step(what: str, work: Callable[[Path, int], str], folder: Path, n: int, more: str = "") -> Line:
    """One step in a process of its own, so that its peak is its own."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        seconds, note = pool.submit(alone, work, folder, n).result()
    return Line(what, n, seconds, "; ".join(filter(None, (note, more))))


def counted(folder: Path) -> str:
    """How many files the store has, and their size."""
    sizes = [path.stat().st_size for path in items.folder(Places(folder)).rglob("*.parquet")]
    return f"{len(sizes):,} files of {sum(sizes) / 1e6:.0f} MB"


def main() -> None:
    """Measure, print and keep all; the store first, while this process is small."""
    lines = []
    for part in (store(), previews(), (articles(long=long) for long in (False, True))):
        for line in part:
            lines.append(line.cells())
            what, n, seconds, per_second, note = lines[-1]
            print(f"{what:38}{n:>9,}{seconds:>9}{per_second:>10,}  {note}", flush=True)
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("what", "n", "seconds", "per_second", "note"))
        writer.writerows(lines)


if __name__ == "__main__":
    main()
