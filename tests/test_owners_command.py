"""`mapping owners` as a person calls it: the tree of an outlet, today and on a day, and what it says of bad words."""

from __future__ import annotations

import pytest

from mapping import Landscape
from mapping.__main__ import main
from mapping.commands.owners import tree
from mapping.paths import Places

Read = pytest.CaptureFixture[str]
HEAD = "owner_id,owned_id,relation,share_pct,start,end,confidence,source_url\n"
PAGE = "https://page.example/one"


def _shown(places: Places, capsys: Read, *words: str) -> list[str]:
    capsys.readouterr()
    assert main(["owners", *words, "--data", str(places.data)]) == 0
    return capsys.readouterr().out.splitlines()


def test_the_tree_has_shares_confidence_pages_and_a_mark_where_the_circle_is_cut(tiny: Places, capsys: Read) -> None:
    lines = _shown(tiny, capsys, "bozor-tv")
    assert lines[:5] == [
        "Bozor TV (bozor-tv), today",
        "└── Bozor Media (bozor-media, company): owns, 100 %, registered [1]",
        "    ├── Aida Example (aida, person): owns, 60 %, reported [1]",
        "    └── Dala Holding (dala-holding, company): owns, share not stated, reported [1]",
        "        └── Bozor Media (bozor-media, company): owns, share not stated, reported [1]"
        " (stands lower in this chain: the circle is cut here)",
    ]
    assert lines[-2] == "Pages:"
    assert PAGE in lines[-1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Bozor TV", "Bozor TV (bozor-tv), today"),
        ("БОЗОР", "Bozor TV (bozor-tv), today"),
        ("kok-gazet", "├── Aida Example (aida, person): owns, share not stated, alleged [1]"),
        ("kok-gazet", "└── not known: no source names a sure holder"),
        ("chyndyk", "└── not known: no source names a sure holder"),
    ],
)
def test_an_outlet_by_any_of_its_names(tiny: Places, capsys: Read, words: str, told: str) -> None:
    assert told in _shown(tiny, capsys, words)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (None, ["└── Dala Holding (dala-holding, company): owns, share not stated, from 2015, reported [1]"]),
        ("2012", ["└── Aida Example (aida, person): owns, 30 %, from 2010, until 2015, reported [1]"]),
        ("2009-05", ["└── not known: no source names a sure holder"]),
    ],
)
def test_the_tree_of_a_day(write_tiny, capsys: Read, as_of: str | None, told: list[str]) -> None:
    rows = [
        f"aida,dala-radio,owns,30,2010,2015,reported,{PAGE}",
        f"dala-holding,dala-radio,owns,,2015,,reported,{PAGE}",
    ]
    places = write_tiny({"kg/ownership.csv": (HEAD + "\n".join(rows) + "\n").encode()})
    main(["clean", "--data", str(places.data)])
    lines = _shown(places, capsys, "dala-radio", *(["--as-of", as_of] if as_of else []))
    assert set(told) <= set(lines) | {line.replace("├", "└") for line in lines}


def test_a_rest_that_nobody_names_and_a_holder_told_once(write_tiny) -> None:
    pairs = [("aida", "dala-radio", "30"), ("bozor-media", "dala-radio", "20"), ("dala-holding", "dala-radio", "10")]
    pairs += [("dala-holding", "bozor-media", "100"), ("aida", "dala-holding", "100")]
    rows = [f"{holder},{held},owns,{share},,,registered,{PAGE}" for holder, held, share in pairs]
    places = write_tiny({"kg/ownership.csv": (HEAD + "\n".join(rows) + "\n").encode()})
    main(["clean", "--data", str(places.data)])
    lines = list(tree(Landscape.open(places.data), "dala-radio"))
    assert "└── not known who holds the rest: 40 %" in lines
    assert sum(line.endswith("(its holders stand above)") for line in lines) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["bozor-tv", "--as-of", "soon"], "'soon' is no date"),
        (["aida"], "'aida' is an owner: give an outlet, or run `mapping explain aida`."),
        (["bozor-tw"], "There is no outlet or owner 'bozor-tw'. Did you mean bozor-tv"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_sentence(
    tiny: Places, capsys: Read, words: list[str], message: str
) -> None:
    capsys.readouterr()
    assert main(["owners", *words, "--data", str(tiny.data)]) == 2
    assert message in capsys.readouterr().err
