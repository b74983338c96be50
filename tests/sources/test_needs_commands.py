"""Answers from the file that a person hands over to the table of a landscape, and back out again."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from surveyed import read as read_page
from surveyed import workbook

from mapping import answers, questionnaire, vault
from mapping.__main__ import main
from mapping.clean.answered import QUEUE
from mapping.errors import LevelTooHigh
from mapping.landscape import Landscape
from mapping.observations import ANSWERS
from mapping.paths import PROJECT, Places
from mapping.tables import read, save_raw
from server import Internet, Reply

LATER = "2099-01-01"  # a consent that outlasts these tests
DAY = "2026-09-05"
Read = pytest.CaptureFixture[str]
WriteTiny = Callable[[], Places]


def table(name: str) -> pd.DataFrame:
    """An editable table as it is shipped."""
    return read(PROJECT / "data/raw/tables" / name)


def form(number: int, outlet: str = "bozor-tv", **said: str) -> dict[str, object]:
    """A form as the interface of KoboToolbox gives it, with consent."""
    cells = {"consent": "yes", "consent_until": LATER, "newsroom/outlet": outlet, "newsroom/works_abroad": "no"}
    own = {"_id": number, "_uuid": f"u-{number}", "_xform_id_string": "media_needs"}
    return own | {"_submission_time": f"2026-09-0{number}T11:21:18"} | cells | said


def kobo(*forms: dict[str, object]) -> bytes:
    """A page of the interface."""
    page = {"count": len(forms), "next": None, "previous": None, "results": list(forms)}
    return json.dumps(page, ensure_ascii=False).encode()


class Desk:
    """A small landscape, a key, and the commands on both."""

    def __init__(self, places: Places, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.places, self.folder, self._monkeypatch = places, folder, monkeypatch
        self.key(vault.new_key())

    def key(self, key: str) -> None:
        """Work with this key from now on; with none where it is empty."""
        self._monkeypatch.setenv(vault.VARIABLE, key)

    def run(self, *words: str) -> int:
        """The exit status of a command."""
        return main([*words, "--data", str(self.places.data), "--reports", str(self.places.reports)])

    def take(self, content: bytes, name: str = "export.json", date: str = DAY) -> int:
        """Hand over an export."""
        (self.folder / name).write_bytes(content)
        return self.run("needs", "import", str(self.folder / name), "--date", date)

    def said(self) -> set[tuple[str, str, str]]:
        """Outlet, question and answer of all answers, after cleaning."""
        assert self.run("clean") == 1  # the hand-made landscape always has a complaint
        frame = Landscape.open(self.places.data).answers.fillna("")
        return set(zip(frame["outlet_id"], frame["question"], frame["answer"], strict=True))

    def complaints(self) -> set[str]:
        """What the cleaning complained of in surveys and their decisions."""
        frame = read(self.places.processed / "rejected.csv")
        return set(frame.loc[frame["source"].isin(("kobo", "limesurvey", "decisions")), "reason"])

    def raw(self) -> list[Path]:
        """The raw files of surveys."""
        return sorted(path for source in ("kobo", "limesurvey") for path in self.places.raw.glob(f"{source}/*/import*"))

    def in_clear(self, *words: str) -> list[Path]:
        """The files of the landscape that hold one of the words."""
        files = [path for path in self.places.data.parent.rglob("*") if path.is_file() and "tables" not in path.parts]
        files = [path for path in files if self.folder not in path.parents]
        return [path for path in files if any(word.encode() in path.read_bytes() for word in words)]


@pytest.fixture
def desk(write_tiny: WriteTiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Read) -> Desk:
    tiny = write_tiny()
    shutil.copytree(PROJECT / "data/raw/tables", tiny.raw / "tables")
    groups = tiny.hand_tables / "source_groups.csv"  # they name outlets that the small landscape lacks
    groups.write_text(groups.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    folder = tmp_path / "handed_over"
    folder.mkdir()
    capsys.readouterr()
    return Desk(tiny, folder, monkeypatch)


def test_from_the_export_to_the_landscape(desk: Desk, capsys: Read) -> None:
    one = form(1, respondent_code="elm 1987", **{"digital/two_factor": "no", "priorities/needs": "legal business"})
    two = form(2, "БОЗОР", **{"newsroom/country": "KG", "priorities/worst_threat": "Quxraid"})
    assert desk.take(kobo(one, two), "Aizada answers.json") == 0
    told = capsys.readouterr().out
    assert "(form 'needs', kobo): 2 new forms, 0 known; sealed as kobo/2026-09-05/import-1.json" in told
    assert desk.said() >= {
        ("bozor-tv", "two_factor", "no"),
        ("bozor-tv", "needs", "legal;business"),
        ("bozor-tv", "worst_threat", "Quxraid"),
    }
    assert desk.in_clear("elm 1987", "Quxraid", "Aizada", "legal business", "legal;business") == []
    frame = Landscape.open(desk.places.data).answers
    assert list(frame.columns) == ANSWERS.heads
    assert set(frame["consent_until"]) == {LATER}
    assert set(frame["round"]) == {"needs-1"}
    assert desk.complaints() == set()


def test_the_same_export_again_changes_nothing(desk: Desk, capsys: Read) -> None:
    assert desk.take(kobo(form(1, staff="7"))) == 0
    before, said = desk.raw(), desk.said()
    capsys.readouterr()
    assert desk.take(kobo(form(1, staff="7")), "again.json") == 0
    assert "0 new forms, 1 known; nothing new in it" in capsys.readouterr().out
    assert (desk.raw(), desk.said()) == (before, said)


def test_an_old_form_and_a_new_one_in_one_file(desk: Desk) -> None:
    old = form(1) | {"about/outlet": "bozor-tv", "work/two_factor": "unknown"}
    del old["newsroom/outlet"], old["newsroom/works_abroad"]
    renamed = form(2, "dala-radio", **{"a/b/digital_v3/backups": "partly"})
    assert desk.take(kobo(old, renamed)) == 0
    assert desk.said() >= {("bozor-tv", "two_factor", "unknown"), ("dala-radio", "backups", "partly")}


@pytest.mark.parametrize("files", [1, 2])
def test_a_respondent_twice_in_a_round(desk: Desk, files: int) -> None:
    older = form(1, "bozor-tv", respondent_code="elm 1987", staff="7", **{"digital/backups": "no"})
    newer = form(2, "БОЗОР", respondent_code="Elm 1987", staff="8")
    if files == 1:
        assert desk.take(kobo(newer, older)) == 0
    else:
        assert desk.take(kobo(newer), "b.json") == 0
        assert desk.take(kobo(older), "a.json", "2026-09-06") == 0
    assert desk.said() == {("bozor-tv", "staff", "8"), ("bozor-tv", "works_abroad", "no")}
    (said,) = desk.complaints()
    assert said.startswith("the same person answered again in this round (")


def test_two_rounds_of_one_form_are_told_apart_by_their_days(desk: Desk) -> None:
    table = desk.places.hand_tables / "survey_forms.toml"
    rounds = '[form.needs.rounds]\nneeds-2 = "2026-09-02"\n'
    table.write_text(f"{table.read_text(encoding='utf-8')}\n{rounds}", encoding="utf-8")
    both = [form(n, respondent_code="elm 1987", staff=f"{n}") for n in (1, 2)]
    assert desk.take(kobo(*both)) == 0
    assert desk.said() >= {("bozor-tv", "staff", "1"), ("bozor-tv", "staff", "2")}
    frame = Landscape.open(desk.places.data).answers
    assert (set(frame["round"]), frame["respondent_hash"].nunique()) == ({"needs-1", "needs-2"}, 1)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"consent": "no"}, "1 refused: has no consent"),
        ({"consent": "perhaps"}, "1 refused: has no consent"),
        ({"consent_until": "2026-09-01"}, "1 refused: has a consent that ended (2026-09-01)"),
        (
            {"consent_until": "as long as you like"},
            "1 refused: says until when it may be kept in words that are no date",
        ),
        ({"_validation_status": {"uid": "validation_status_not_approved"}}, "1 refused: was not approved"),
        ({"digital/backups": "sometimes"}, "line 2, backups: is none of the choices of this question"),
        ({"priorities/needs": "legal lunch"}, "line 2, needs: is none of the choices of this question"),
        ({"mood": "good"}, "line 1, mood: is no question of the form 'needs' and was not read"),
    ],
)
def test_what_is_refused_is_said_and_the_rest_is_taken_in(
    desk: Desk, changed: dict[str, object], said: str, capsys: Read
) -> None:
    assert desk.take(kobo(form(1, staff="7"), form(2, "dala-radio", staff="9") | changed)) == 1
    assert said in capsys.readouterr().err
    assert ("bozor-tv", "staff", "7") in desk.said()
    assert (("dala-radio", "staff", "9") in desk.said()) != ("refused" in said)


def test_who_did_not_agree_is_not_kept_even_sealed(desk: Desk) -> None:
    desk.take(kobo(form(1), form(2, consent="no", staff="77"), form(3, consent_until="2026-09-01", staff="88")))
    (path,) = desk.raw()
    content = vault.read_sealed(path, vault.load_key(desk.places.data))
    assert [each["_id"] for each in json.loads(content)["results"]] == [1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", kobo(form(1)).replace(b"media_needs", b"other_form"), "another form, 'other_form'"),
        ("a.json", kobo(form(1))[:-9], "no whole JSON"),
        ("a.json", kobo(form(1, consent="no")), "holds no form that may be kept (1 has no consent)"),
        ("a.json", kobo(), "holds no form that may be kept (it has no answers)"),
        ("a.csv", b"name;age\nAida;7\n", "another form: it has no question 'outlet'"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"<html>login</html>", "is a web page"),
        ("a.csv", b"gAAAAABnothing", "is sealed already"),
        ("a.xlsx", workbook(survey=[["type", "name", "label"]]), "a questionnaire"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 99, "old kind"),
    ],
)
def test_nothing_is_half_imported(desk: Desk, name: str, content: bytes, said: str, capsys: Read) -> None:
    (desk.folder / "good.json").write_bytes(kobo(form(1)))
    (desk.folder / name).write_bytes(content)
    assert desk.run("needs", "import", str(desk.folder / "good.json"), str(desk.folder / name), "--date", DAY) == 2
    assert said in capsys.readouterr().err
    assert desk.raw() == []


def test_a_key_that_is_lost_or_another_one(desk: Desk, capsys: Read) -> None:
    assert desk.take(kobo(form(1, staff="7"))) == 0
    assert ("bozor-tv", "staff", "7") in desk.said()
    for key, said in (
        (vault.new_key(), "is not the key that it was closed with"),
        ("", "there is no key"),
        ("x", "is no key"),
    ):
        desk.key(key)
        before = [path.read_bytes() for path in desk.raw()]
        capsys.readouterr()
        for words in (["import", str(desk.folder / "export.json")], ["forget", "elm 1987"], ["expire"]):
            assert desk.run("needs", *words) == 2
            assert said in capsys.readouterr().err
        assert [path.read_bytes() for path in desk.raw()] == before
        assert Landscape.open(desk.places.data).answers.empty


def test_the_landscape_is_computed_without_the_key_and_says_so_once(desk: Desk, capsys: Read) -> None:
    shutil.copytree(PROJECT / "data/raw/geo", desk.places.raw / "geo")
    assert desk.take(kobo(form(1))) == 0
    assert desk.run("clean") == 1
    desk.key("")
    capsys.readouterr()
    assert desk.run("analyse") == 0
    assert capsys.readouterr().err.count("Computed without the answers of surveys: ") == 1


def test_answers_are_for_the_team_and_a_table_with_heads_before_any_survey(tiny: Places) -> None:
    for level in ("public", "partner"):
        land = Landscape.open(tiny.data, level=level)
        with pytest.raises(LevelTooHigh, match="level 'team'"):
            _ = land.answers
    frame = Landscape.open(tiny.data).answers
    assert (list(frame.columns), len(frame), answers.unreadable(tiny)) == (ANSWERS.heads, 0, "")


def test_a_name_that_nobody_knows_waits_for_a_person(desk: Desk) -> None:
    two = [form(n, "Bazaar TV", **{"newsroom/country": "KG", "newsroom/staff": f"{n}"}) for n in (1, 2)]
    stranger = form(3, "=Village wall", **{"newsroom/staff": "3"})
    assert desk.take(kobo(*two, stranger)) == 0
    assert {outlet for outlet, _, _ in desk.said()} == {""}
    (reason,) = desk.complaints()
    assert reason.startswith("names an outlet by a name that is not ours")
    path = desk.places.reports / "team" / QUEUE
    queue = read(path)
    assert list(queue["answered"]) == ["'=Village wall", "Bazaar TV"]
    assert (queue["forms"][1], queue["nearest"][1].split(" ")[0]) == ("2", "bozor-tv")
    queue.assign(outlet_id=["nobody", "bozor-tv"]).to_csv(path, index=False)
    assert ("bozor-tv", "staff", "1") in desk.said()
    assert "is no outlet of ours, and not 'none'" in desk.complaints()
    assert list(read(path)["outlet_id"]) == ["nobody", "bozor-tv"]
    queue.assign(outlet_id=["none", "bozor-tv"]).to_csv(path, index=False)
    assert desk.said() >= {("bozor-tv", "staff", "2"), ("", "staff", "3")}
    assert (desk.complaints(), path.exists()) == (set(), False)
    assert ("bozor-tv", "staff", "2") in desk.said()
    assert desk.in_clear("Bazaar") == []


@pytest.mark.parametrize(
    ("outlet", "country", "expected"),
    [
        ("Bozor TV", "KG", "bozor-tv"),
        ("BOZOR-TV", "", "bozor-tv"),
        ("https://bozor.example/news", "", "bozor-tv"),
        ("Кок газет", "KZ", "kok-gazet"),
        ("Kök Gazet", "KG", ""),
        ("Kök Gazet", "other", "kok-gazet"),
        ("Gazet", "KZ", ""),
        ("no-such-id", "KZ", ""),
    ],
)
def test_an_outlet_is_known_by_id_site_or_name_within_its_country(
    desk: Desk, outlet: str, country: str, expected: str
) -> None:
    assert desk.take(kobo(form(1, outlet, **({"newsroom/country": country} if country else {})))) == 0
    assert {found for found, _, _ in desk.said()} == {expected}


def exports() -> list[tuple[str, bytes]]:
    """The same three forms as each kind of export has them."""
    heads = ["consent", "consent_until", "respondent_code", "outlet", "staff"]
    rows = [["yes", LATER, f"code {n}00", "bozor-tv", f"{n}1"] for n in (1, 2, 3)]
    limesurvey = [["id", "submitdate", *heads], *([f"{n}", f"2026-09-0{n}", *row] for n, row in enumerate(rows, 1))]
    added = ["_uuid", "_submission_time", "_index"]
    main_sheet = [[*heads, *added], *([*row, f"u-{n}", f"2026-09-0{n}", n] for n, row in enumerate(rows, 1))]
    threats = [["priorities/worst_threat", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"]]
    threats += [[f"Threat {n}", n, "needs", n, f"u-{n}"] for n in (1, 2, 3)]
    said = [dict(zip(heads, row, strict=True)) for row in rows]
    return [
        (
            "a.json",
            kobo(*(form(n) | cells | {"priorities/worst_threat": f"Threat {n}"} for n, cells in enumerate(said, 1))),
        ),
        ("a.csv", "\n".join(";".join(map(str, row)) for row in main_sheet).encode()),
        ("l.csv", "\n".join(",".join(f'"{cell}"' for cell in row) for row in limesurvey).encode("cp1251")),
        ("a.xlsx", workbook(needs=main_sheet, threats=threats)),
    ]


@pytest.mark.parametrize(("name", "content"), exports(), ids=["json", "csv", "limesurvey", "xlsx"])
def test_one_person_is_forgotten_and_nobody_else(desk: Desk, name: str, content: bytes, capsys: Read) -> None:
    assert desk.take(content, name) == 0
    before = desk.said()
    assert {answer for _, question, answer in before if question == "staff"} == {"11", "21", "31"}
    capsys.readouterr()
    assert desk.run("needs", "forget", "CODE 200") == 0
    mine = {each for each in before if each[2] in ("21", "Threat 2")}
    told = capsys.readouterr().out
    assert told.startswith("Deleted 1 forms from what was received, and ")
    left = desk.said()
    assert left == before - mine
    (path,) = desk.raw()
    clear = vault.read_sealed(path, vault.load_key(desk.places.data))
    shown = (
        repr([list(sheet.values) for sheet in load_workbook(path_of(desk, clear))]) if name == "a.xlsx" else repr(clear)
    )
    assert [word for word in ("code 200", "u-2'", "Threat 2") if word in shown] == []
    assert "code 100" in shown
    assert desk.run("needs", "forget", "CODE 200") == 2
    desk.take(content, name, "2026-09-06")
    assert desk.said() == left


def path_of(desk: Desk, content: bytes) -> Path:
    path = desk.folder / "opened.xlsx"
    path.write_bytes(content)
    return path


def test_the_answers_are_gone_from_the_tables_at_once(desk: Desk) -> None:
    assert desk.take(kobo(form(1, respondent_code="elm 1987", staff="7"), form(2, "dala-radio", staff="9"))) == 0
    assert desk.run("clean") == 1
    frame = Landscape.open(desk.places.data).answers
    person = frame.loc[frame["answer"] == "7", "respondent_hash"].iloc[0]
    assert desk.run("needs", "forget", person) == 0
    for folder in (desk.places.gathered, desk.places.processed):
        assert set(answers.unsealed(desk.places, folder)["outlet"]) == {"dala-radio"}
    assert desk.run("needs", "forget", "u-2") == 0
    assert (desk.raw(), desk.said()) == ([], set())
    assert list(desk.places.data.rglob("answers.sealed")) == []


def test_a_code_that_people_of_two_outlets_chose(desk: Desk, capsys: Read) -> None:
    both = [form(n, outlet, respondent_code="elm 1987") for n, outlet in ((1, "bozor-tv"), (2, "dala-radio"))]
    assert desk.take(kobo(*both)) == 0
    assert len({outlet for outlet, _, _ in desk.said()}) == 2
    assert desk.run("needs", "forget", "elm 1987") == 2
    assert "People of 2 outlets chose this code (bozor-tv, dala-radio): add --outlet NAME." in capsys.readouterr().err
    assert desk.run("needs", "forget", "elm 1987", "--outlet", "Dala-Radio") == 0
    assert {outlet for outlet, _, _ in desk.said()} == {"bozor-tv"}


@pytest.mark.parametrize("command", [["needs", "expire"], ["clean"]])
def test_consent_that_ended_since_takes_the_answers_with_it(desk: Desk, command: list[str], capsys: Read) -> None:
    ending = form(1, respondent_code="elm 1987", consent_until="2026-09-30", staff="7")
    assert desk.take(kobo(ending, form(2, "dala-radio", staff="9"))) == 0
    assert desk.run(*command) == (1 if command == ["clean"] else 0)
    assert "Deleted 1 form" in capsys.readouterr().out
    (path,) = desk.raw()
    assert b"elm 1987" not in vault.read_sealed(path, vault.load_key(desk.places.data))
    assert {outlet for outlet, _, _ in desk.said()} == {"dala-radio"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import"], "Give the exports to take in"),
        (["import", "no_such.json"], "is no file that is there"),
        (["import", "kobo"], "names no form to fetch"),
        (["import", "export.json", "--date", "2026-9-5"], "is no day"),
        (["forget"], "Give the one code"),
        (["forget", "never met"], "Nobody is known by this code"),
        (["expire", "now"], "Nothing is to be named here"),
    ],
)
def test_wrong_words_are_named(desk: Desk, words: list[str], said: str, capsys: Read) -> None:
    assert desk.run("needs", *words) == 2
    assert said in capsys.readouterr().err


def test_a_raw_file_that_cannot_be_searched_is_named(desk: Desk, capsys: Read) -> None:
    assert desk.take(kobo(form(1, respondent_code="elm 1987"))) == 0
    other = vault.seal(kobo(form(2)).replace(b"media_needs", b"other_form"), vault.load_key(desk.places.data))
    save_raw(desk.places.raw / "kobo" / DAY, "other.json", other, url="", retrieved=DAY, licence="")
    assert desk.run("needs", "forget", "elm 1987") == 1
    told = capsys.readouterr()
    assert "Deleted 1 forms" in told.out
    assert "Not searched: kobo/2026-09-05: other.json holds answers to another form" in told.err


def test_fetched_from_the_service_and_sealed(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: Read) -> None:
    monkeypatch.setenv("KOBO_TOKEN", "QxToken")
    with Internet() as internet:
        internet.pages["kf.kobotoolbox.org/api/v2/assets/aNeeds/data/"] = Reply(
            kobo(form(1, staff="7")), media="application/json"
        )
        certificate = internet.secure(desk.folder, "kf.kobotoolbox.org")
        (desk.places.data / "settings.toml").write_text(
            f'contact = "t@outlets.example"\n[tests]\nhurried = true\ncertificate = "{certificate}"\n'
            f'opened = {{"kf.kobotoolbox.org" = "{internet.address}"}}\n[sources.kobo]\nforms = ["aNeeds"]\n',
            encoding="utf-8",
        )
        assert desk.run("needs", "import", "kobo") == 0
        assert "sealed. Run `mapping build` next." in capsys.readouterr().out
        assert ("bozor-tv", "staff", "7") in desk.said()
        assert desk.in_clear("u-1", "QxToken") == []
        internet.pages.clear()
        assert desk.run("needs", "forget", "u-1") == 0
        assert desk.said() == set()


@pytest.mark.parametrize("language", questionnaire.languages(table("questionnaire/survey.csv")))
def test_exports_with_labels_of_every_language_are_read_as_codes(language: str) -> None:
    survey, choices = table("questionnaire/survey.csv"), table("questionnaire/choices.csv")
    label = f"label::{language}"
    heads, cells, expected = ["_uuid", "_submission_time"], ["u-1", "2026-09-01"], set()
    for _, line in survey[survey["type"].str.startswith("select_")].iterrows():
        last = choices[choices["list_name"] == line["type"].split()[1]].iloc[0 if line["name"] == "consent" else -1]
        heads.append(f"Group/{line[label]}")
        cells.append(last[label])
        expected.add((line["name"], last["name"]))
    outlet = survey.loc[survey["name"] == "outlet", label].iloc[0]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([[*heads, outlet], [*cells, "kloop"]])
    rows, flaws = read_page("kobo", "a.csv", text.getvalue().encode())
    assert flaws == []
    assert {(row.values["question"], row.values["answer"]) for row in rows} == expected - {("consent", "yes")}


def test_answers_of_other_countries_are_left_out(desk: Desk) -> None:
    assert desk.take(kobo(form(1), form(2, "dala-radio"))) == 0
    assert desk.run("clean") == 1
    frame: pd.DataFrame = Landscape.open(desk.places.data, countries=("KZ",)).answers
    assert set(frame["outlet_id"]) == {"dala-radio"}
