"""`mapping dependence` as a person calls it."""

from __future__ import annotations

import pytest

from mapping import Landscape, items
from mapping.__main__ import main
from mapping.analyse.carried.build import build
from mapping.paths import Places

Read = pytest.CaptureFixture[str]
GROUPS = "group,member_id,start,end,citation,note\nexiles,chyndyk,,,https://page.example/one,\n"


def _article(number: int, **more: str) -> dict[str, str]:
    cells = {"channel": "bozor.example", "kind": "article", "url": f"https://bozor.example/{number}"}
    time = f"2026-0{1 + number // 25}-{1 + number % 25:02}T06:00:00Z"
    return cells | {"outlet_id": "bozor-tv", "time": time, "retrieved": "2026-06-01", "text": f"Кабар {number}"} | more


@pytest.fixture
def bozor(tiny: Places) -> Places:
    """Fifty dated articles, a month of which link to pieces of an exile."""
    tiny.hand_tables.mkdir(parents=True, exist_ok=True)
    (tiny.hand_tables / "source_groups.csv").write_text(GROUPS, encoding="utf-8")
    source = {"channel": "chyndyk.example", "url": "https://chyndyk.example/0", "outlet_id": "chyndyk"}
    rows = [_article(n, links=f"https://chyndyk.example/{n}" if n < 10 else "") for n in range(50)]
    items.write(tiny, [*rows, _article(60, time=""), _article(0) | source | {"time": "2026-01-01T02:00:00Z"}])
    build(tiny, Landscape.open(tiny.data))
    return tiny


def _shown(places: Places, capsys: Read, *words: str) -> list[str]:
    capsys.readouterr()
    assert main(["dependence", *words, "--data", str(places.data)]) == 0
    return capsys.readouterr().out.splitlines()


def test_an_outlet_in_plain_words(bozor: Places, capsys: Read) -> None:
    share = "20.0 % (10 of 50 items; likely 11.2 to 33.0 %); half within 4 hours"
    examples = [
        "    https://bozor.example/9 after https://chyndyk.example/9",
        "    https://bozor.example/8 after https://chyndyk.example/8",
        "    https://bozor.example/7 after https://chyndyk.example/7",
    ]
    assert _shown(bozor, capsys, "Bozor TV") == [
        "Bozor TV (bozor-tv)",
        "50 dated items from 2026-01-01 to 2026-02-25; 1 more without a usable time are left out.",
        "",
        "exiles",
        f"  draws on in any of these ways: {share}",
        *examples,
        f"  links to: {share}",
        *examples,
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--by", "month", "--mechanism", "link"], "  2026-01: 10 of 25 items; too few for a share"),
        (["--by", "month"], "  2026-02: 0 of 25 items; too few for a share"),
        (["--mechanism", "forward"], "exiles: nothing found"),
        (["--by", "month", "--mechanism", "forward"], "Nothing found in any month."),
    ],
)
def test_by_month_and_by_mechanism(bozor: Places, capsys: Read, words: list[str], told: str) -> None:
    assert told in _shown(bozor, capsys, "bozor-tv", *words)


def test_an_outlet_without_items_says_what_would_add_them(bozor: Places, capsys: Read) -> None:
    assert "`mapping gather telegram website`" in _shown(bozor, capsys, "dala-radio")[1]


def test_an_unknown_outlet_is_named(bozor: Places, capsys: Read) -> None:
    assert main(["dependence", "bosor-tv", "--data", str(bozor.data)]) == 2
    assert "Did you mean bozor-tv?" in capsys.readouterr().err


def test_what_was_found_and_left_out_is_counted(bozor: Places) -> None:
    footer = {"links": "https://t.me/join_us;https://www.youtube.com/watch?v=1", "credited": "Нечто Небывалое"}
    items.write(bozor, [_article(100 + n, **footer) for n in range(5)])
    land = Landscape.open(bozor.data)
    done = build(bozor, land)
    assert done.items == 57
    assert done.left_out["unknown"] == 5
    assert done.left_out["repeated"] == 10
    assert done.rows["item_counts"] == len(land.item_counts) == 2
    assert len(land.carried) == 10 + 5
    assert len(Landscape.open(bozor.data, level="public").carried) == 10


def test_before_the_analysis_it_says_what_to_run(tiny: Places, capsys: Read) -> None:
    assert main(["dependence", "bozor-tv", "--data", str(tiny.data)]) == 2
    assert "run `mapping build` first" in capsys.readouterr().err
