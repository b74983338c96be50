"""KoboToolbox: answers of its interface and its exports; what is never kept; what is refused."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saved import SAMPLES, page, saved
from surveyed import read, said, surveyed, workbook

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Row, Scope, kobo
from mapping.sources.survey_forms import FORMS

DATA = saved("kobo", "data.json")
PRIVATE = ("Aizada", "555", "@cholpon", "Qx7Device", "42.87", "862020bb", "4101", "QX 17")
ADDRESS = "https://kf.kobotoolbox.org/api/v2/assets/aNeeds/data/?format=json&limit=1000&start=0"


def test_answers_of_the_interface() -> None:
    rows, flaws = read("kobo", "aNeeds/0.json", DATA)
    assert said(rows) == [
        ("kloop", "staff", "12"),
        ("kloop", "needs", "digital_security;legal"),
        ("kloop", "two_factor", "no"),
        ("kloop", "worst_threat", "Searches. Write to me: (left out) or (left out)"),
        ("Erkin Radio", "needs", "equipment"),
    ]
    assert [(row.values["outlet_id"], row.values["consent_until"]) for row in rows[-2:]] == [
        ("kloop", "2027-06-30"),
        ("", "2028-09"),
    ]
    assert [(flaw.line, flaw.column, flaw.reason) for flaw in flaws] == [
        (1, "work/mood", "is no question of the form 'needs' and was not read: list it in survey_forms.toml"),
        (2, "two_factor", "is none of the choices of this question"),
        (3, "consent", "has no consent: its answers were left out"),
        (4, "consent", "was not approved: its answers were left out"),
        (5, "consent", "has a consent that ended (2026-10): its answers were left out"),
    ]


def test_nothing_that_tells_who_answered_is_kept() -> None:
    rows, flaws = read("kobo", "aNeeds/0.json", DATA)
    told = repr([rows, flaws])
    assert [private for private in PRIVATE if private in told] == []


def test_one_person_has_one_hash_that_hangs_on_the_key() -> None:
    again = DATA.replace(b"000000000002", b"000000000009").replace(b"QX 17", b"qx 17")
    hashes = [
        {row.values["respondent_hash"] for row in read("kobo", "aNeeds/0.json", content, key)[0]}
        for content, key in ((DATA, b"1" * 32), (again, b"1" * 32), (DATA, b"2" * 32))
    ]
    assert hashes[0] == hashes[1]
    assert not hashes[0] & hashes[2]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("labels.csv", [("kloop", "needs", "digital_security;legal"), ("kloop", "two_factor", "unknown")]),
        (
            "split.csv",
            [
                ("kloop", "needs", "digital_security;business"),
                ("kloop", "two_factor", "yes"),
                ("cholpon", "two_factor", "no"),
            ],
        ),
    ],
)
def test_exports_with_names_or_texts_and_columns_of_choices(file: str, expected: list[tuple[str, str, str]]) -> None:
    rows, _ = read("kobo", file, saved("kobo", file))
    assert said(rows) == expected


def test_a_group_that_repeats_has_a_sheet_of_its_own() -> None:
    content = workbook(
        needs=[
            ["consent", "outlet", "_uuid", "_submission_time", "_index"],
            ["yes", "kloop", "u-1", "2026-09-01 11:21:18", 1],
            ["yes", "cholpon", "u-2", "2026-09-02 11:21:18", 2],
        ],
        threats=[
            ["threats/worst_threat", "_index", "_parent_table_name", "_parent_index"],
            ["Fines", 1, "needs", 2],
            ["Hunger", 2, "needs", 2],
            ["Lost", 3, "needs", 9],
        ],
    )
    rows, flaws = read("kobo", "export.xlsx", content)
    assert said(rows) == [("cholpon", "worst_threat", "Fines"), ("cholpon", "worst_threat#2", "Hunger")]
    assert [(flaw.line, flaw.column) for flaw in flaws] == [(4, "threats")]


def test_paging_follows_the_service_and_never_leads_elsewhere() -> None:
    asks = list(kobo.first(Scope(("KG",), since="2026-01-01", settings={"forms": ["aNeeds"]})))
    assert [(ask.name, urlsplit(ask.url).path) for ask in asks] == [("aNeeds/0.json", "/api/v2/assets/aNeeds/data/")]
    assert parse_qs(urlsplit(asks[0].url).query)["limit"] == ["1000"]
    (ask,) = kobo.more(page("kobo", "aNeeds/0.json", DATA, asks[0].url))
    assert (ask.name, parse_qs(urlsplit(ask.url).query)["start"]) == ("aNeeds/1000.json", ["1000"])
    elsewhere = DATA.replace(b"kf.kobotoolbox.org/api", b"evil.example/api")
    (ask,) = kobo.more(page("kobo", "aNeeds/0.json", elsewhere, asks[0].url))
    assert urlsplit(ask.url).hostname == "kf.kobotoolbox.org"
    last = ask.url
    assert list(kobo.more(page("kobo", "aNeeds/1000.json", DATA, last))) == []


@pytest.mark.parametrize(
    ("name", "content", "error", "said"),
    [
        ("a.json", DATA.replace(b"media_needs", b"other_form"), InputUnreadable, "another form, 'other_form'"),
        ("a.json", b'{"detail": "Invalid token."}', InputUnreadable, "Invalid token"),
        ("a.json", DATA[:-30], InputUnreadable, "no whole JSON"),
        ("a.json", DATA.replace(b'"results"', b'"forms"'), SourceChanged, "results"),
        ("a.json", DATA.replace(b'"_xform_id_string"', b'"form"'), SourceChanged, "_xform_id_string"),
        ("a.csv", b"name;age\nAida;7\n", InputUnreadable, "another form: it has no question 'outlet'"),
        ("a.csv", b"consent;outlet\nyes;kloop\n", InputUnreadable, "no '_uuid' and no '_id'"),
        ("a.csv", b"", InputUnreadable, "is empty"),
        ("a.csv", b"<html>login</html>", InputUnreadable, "is a web page"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 99, InputUnreadable, "old kind"),
        ("a.xlsx", b"PK\x03\x04 broken", InputUnreadable, "damaged workbook"),
        ("a.xlsx", workbook(survey=[["type", "name", "label"]]), InputUnreadable, "a questionnaire"),
    ],
)
def test_what_is_no_answer_to_our_form_is_refused(name: str, content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read("kobo", name, content)


def test_without_a_key_nothing_is_read() -> None:
    with pytest.raises(InputUnreadable, match="MAPPING_KEY"):
        list(kobo.parse(page("kobo", "a.json", DATA)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"[form.needs]", b"[form.needs", "cannot be read"),
        (b'round = "needs-1"', b"", "lacks 'round'"),
        (b'outlet = "outlet"', b'outlet = "brand"', "lacks 'brand'"),
        (b"consent_months", b"consent_years", "'consent_years'"),
    ],
)
def test_a_broken_table_of_forms_is_named(old: bytes, new: bytes, said: str) -> None:
    whole = surveyed("kobo", "a.json", DATA)
    broken = replace(whole, tables={**whole.tables, FORMS: whole.tables[FORMS].replace(old, new)})
    with pytest.raises(InputUnreadable, match=said):
        list(kobo.parse(broken))


@given(
    st.dictionaries(
        st.sampled_from(["about/full_name", "phone", "_geolocation", "deviceid", "username", "g/email", "unheard/of"]),
        st.from_regex(r"secret[a-z]{3,9}", fullmatch=True),
        min_size=1,
    )
)
def test_only_listed_questions_are_kept(private: dict[str, str]) -> None:
    heads = ["consent", "outlet", "staff", "_uuid", "_submission_time", *private]
    cells = ["yes", "kloop", "3", "u-1", "2026-09-01", *private.values()]
    rows, _ = read("kobo", "a.csv", (";".join(heads) + "\n" + ";".join(cells) + "\n").encode())
    assert said(rows) == [("kloop", "staff", "3")]
    assert "secret" not in repr(rows)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the captured answers are not here")
def test_captured_descriptions_of_forms_hold_no_answers() -> None:
    files = sorted((SAMPLES / "kobo").glob("*.json"))
    answered = [file.name for file in files if file.name != "kobo_data_validation_2.json"]
    found = [
        each for name in answered for each in kobo.parse(page("kobo", name, (SAMPLES / "kobo" / name).read_bytes()))
    ]
    assert (len(answered), found) == (13, [])


@pytest.mark.skipif(not SAMPLES.exists(), reason="the captured answers are not here")
def test_captured_answers_count_only_where_a_person_let_them() -> None:
    form = b"""
        [form.pets]
        round = "pets"
        ids = ["apBgxt6Nw4Vcjnn7wYpF33"]
        outlet = "nickname"
        consent = "consent"
        consent_yes = [""]
        consent_months = 999
        left_out = ["full_name"]
        [form.pets.questions]
        nickname = []
        consent = []
        pet_type = []
        rabbit_age = []
    """
    name = "kobo_data_validation_2.json"
    whole = surveyed("kobo", name, (SAMPLES / "kobo" / name).read_bytes())
    found = list(kobo.parse(replace(whole, tables={**whole.tables, FORMS: form})))
    assert [each.values["answer"] for each in found if isinstance(each, Row)] == ["2 3 5"]
    assert [each.reason.partition(":")[0] for each in found if not isinstance(each, Row)] == [
        "is on hold",
        "was not approved",
    ]
