"""One code may not say two things: what is a status, a relation or a grade has words of its own."""

import pytest

from mapping.analyse.transparency import GRADES, SEVERAL_POSSIBLE
from mapping.draw.labels import field_name, heading, label
from mapping.schema import RELATIONS, STATUSES


@pytest.mark.parametrize("column", ["founded", "closed"])
def test_a_column_with_the_name_of_a_code_has_words_of_its_own(column: str) -> None:
    assert field_name(column) == heading(column, None) != label(column)


def test_grades_of_transparency_share_no_word_with_statuses_and_relations() -> None:
    grades = {label(grade) for grade in (*GRADES, SEVERAL_POSSIBLE)}
    assert len(grades) == len(GRADES) + 1
    assert not grades & {*GRADES, *map(label, (*STATUSES, *RELATIONS))}


def test_a_column_that_we_do_not_know_is_called_as_it_is() -> None:
    assert heading("of_the_caller", None) == "of the caller"
    assert heading("closed", {"closed": "shut"}) == "shut"
