"""One story in two languages: approximate ties from the first teller to the later ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_store import built, item, made

RU = "Министр Кошербаев открыл в Караганде завод на 350 мест, проект стоил 720 млн, приехал Нурдавлетов."
KK = "Қарағандыда 350 орындық зауыт ашылды, құны 720 млн, министр Көшербаев пен Нұрдәулетов келді."
KY = "Карагандыда 350 орундуу завод ачылды, баасы 720 млн, министр Кошербаев менен Нурдавлетов келди."
OTHER = "Сборная тренера Зарипова сыграла в Намангане, пришли 4100 зрителей, билеты купили на 86 млн."


def _others() -> list[dict[str, str]]:
    """Items about something else, so that a mark of the story is not one that all bear."""
    return [
        item("bozor.example", 50 + n, "2026-03-02T06:00:00Z", language="ru", text=f"{OTHER} {n * 113} {'Абв'[n % 3]}")
        for n in range(12)
    ]


@pytest.mark.parametrize(
    ("first", "later", "languages", "found"),
    [
        ("2026-03-02T06:00:00Z", "2026-03-03T06:00:00Z", ("ru", "kk"), True),
        ("2026-03-31T20:00:00Z", "2026-04-01T05:00:00Z", ("ru", "kk"), True),
        ("2026-03-02T06:00:00Z", "2026-03-04T07:00:00Z", ("ru", "kk"), False),
        ("2026-03-02T06:00:00Z", "2026-03-03T06:00:00Z", ("ru", "ru"), False),
        ("2026-03-02T06:00:00Z", "2026-03-03T06:00:00Z", ("ru", ""), False),
        ("2026-03-02T06:00:00Z", "", ("ru", "kk"), False),
    ],
)
def test_a_story_told_in_another_language(
    tmp_path: Path, first: str, later: str, languages: tuple[str, str], found: bool
) -> None:
    rows = [
        item("aiyl.example", 1, first, language=languages[0], text=RU, retrieved="2026-05-01"),
        item("kabar.example", 1, later, language=languages[1], text=KK, retrieved="2026-05-01"),
    ]
    places, done = built(tmp_path, rows + _others())
    ties = made(places, "ties")
    ties = ties[ties["layer"] == "story"]
    told = ["from_id", "to_id", "first", "last", "weight", "n_items", "examples"]
    pages = "https://kabar.example/1 | https://aiyl.example/1"
    assert ties[told].to_numpy().tolist() == [["aiyl", "kabar", later[:10], later[:10], 1, 1, pages]] * found
    assert done.retold == found
    dependence = made(places, "dependence")
    assert "story" not in set(dependence["mechanism"])
    assert dependence["n"].sum() == 0


def test_each_later_item_is_tied_to_the_first_teller(tmp_path: Path) -> None:
    rows = [
        item("aiyl.example", 1, "2026-03-02T06:00:00Z", language="ru", text=RU),
        item("kabar.example", 1, "2026-03-02T07:00:00Z", language="kk", text=KK),
        item("inform.example", 1, "2026-03-02T08:00:00Z", language="ky", text=KY),
        item("inform.example", 2, "2026-03-02T09:00:00Z", language="ky", text=f"{KY} Толук."),
    ]
    places, done = built(tmp_path, rows + _others())
    ties = made(places, "ties")
    found = ties.loc[ties["layer"] == "story", ["from_id", "to_id", "n_items"]].to_numpy().tolist()
    assert found == [["aiyl", "kabar", 1], ["aiyl", "kazinform", 2]]
    assert done.retold == 3
