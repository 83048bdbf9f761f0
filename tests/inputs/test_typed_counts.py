"""Small counts of people typed into an officer's words: told at their cell, like figures that would be hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.inputs.typed_counts import find_small_counts
from reportgen.profile import Disclosure
from tests.inputs.quarters import make_project, read


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Three children moved to Hillcrest.", ("Three children",)),
        ("We lost 3 pupils and 4 families.", ("3 pupils", "4 families")),
        ("Only two of the autistic young people stayed.", ("two of the autistic young people",)),
        ("1 EHC plan was late.", ("1 EHC plan",)),
        ("One child was excluded.", ("One child",)),
        ("Two parents asked.", ("Two parents",)),
        ("All of this helped 12 children.", ()),
        ("Five children moved.", ()),
        ("Of the 1,342 children most stayed.", ()),
        ("One person was appointed, and two people applied.", ()),
        ("No two children are alike, and no child waits.", ()),
        ("The cost for one child is the same for any one child.", ()),
        ("One in four children waits.", ()),
        ("Two children's homes opened.", ()),
        ("Two schools for children with autism opened.", ()),
        ("A 3-child family.", ()),
    ],
)
def test_small_counts_of_people_are_found_in_figures_and_in_words(text: str, counts: tuple[str, ...]) -> None:
    assert find_small_counts(text, Disclosure()) == counts


def test_what_is_small_is_the_councils_own_rule() -> None:
    text = "Seven children and 12 pupils, of whom 0 pupils and no children waited."
    assert find_small_counts(text, Disclosure()) == ()
    assert find_small_counts(text, Disclosure(threshold=10)) == ("Seven children",)
    assert find_small_counts(text, Disclosure(zeros="hidden")) == ("0 pupils",)


def test_it_is_a_warning_at_its_cell_but_not_in_what_people_wrote(tmp_path: Path) -> None:
    narrative = [{"section": "caseload", "text": "Two children left."}]
    comments = [{"survey": "s", "question_id": "q", "comment": "My two children are happy.", "approved": "yes"}]
    asked = [{"survey": "s", "question_id": "q", "question": "What helps?", "kind": "text"}]
    _inputs, problems = read(
        make_project(tmp_path, {"narrative": narrative, "survey_questions": asked, "survey_comments": comments})
    )
    told = [problem for problem in problems if "that will be published" in problem.found]
    assert [(str(problem.place), problem.is_error) for problem in told] == [("narrative.csv ▸ B2", False)]
    assert "“Two children”" in told[0].found
    assert "fewer than 5" in told[0].remedy
