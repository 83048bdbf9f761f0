"""Form files: the council's own, a year as a diff of the last, every mistake said with key and nearest name."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from reportgen.errors import Problem, ProblemsError
from reportgen.facts.factset import RestrictedFacts
from reportgen.period import Period
from reportgen.pipeline import read_and_compute
from reportgen.project import Project, ReturnSettings, Settings, open_project
from reportgen.returns import find_form
from reportgen.returns.figures import fill_returns
from reportgen.returns.form import Form, Rounding
from reportgen.returns.form_ids import check_ids
from reportgen.returns.library import BUILT_IN, Library, built_in_forms
from tests.returns.january import NO_INPUTS, a_project, built_in, january

OWN = """
title = "Our dashboard"
source = "the council's own form"
across = "january censuses"

[rows.plans]
"Autism" = "plans.dsg.mmsoa.need.asd"
"All others" = ["plans.dsg.mmsoa", "-plans.dsg.mmsoa.need.asd"]

[[tables]]
sheet = "Ours"
section = "Ours"
title = "Plans"
rows = "plans"
total = "All"
whole = "plans.dsg.mmsoa"
"""


def problems(folder: Path, text: str, name: str = "own") -> list[str]:
    """What is said of a form file, as ``key: found; needed; remedy``."""
    with pytest.raises(ProblemsError) as raised:
        fill_returns(a_project(folder, **{name: text}), january(need_asd=6), NO_INPUTS)
    assert {problem.place.file for problem in raised.value.problems} == {f"returns/{name}.toml"}
    return [f"{each.place.part}: {each.found}; {each.needed}; {each.remedy}" for each in raised.value.problems]


def test_a_councils_own_form_is_filled_beside_those_that_come_with_reportgen(tmp_path: Path) -> None:
    figures = fill_returns(a_project(tmp_path, own=OWN), january(need_asd=6), NO_INPUTS)
    assert [filled.form.name for filled in figures.forms] == [*BUILT_IN, "own"]
    (table,) = figures.forms[-1].tables
    assert [(row.label, row.cells[0].value) for row in table.all_rows] == [
        ("Autism", 6),
        ("All others", 4),
        ("All", 10),
    ]
    assert table.rows[1].cells[0].facts_text == "plans.dsg.mmsoa@2024-25-q4 − plans.dsg.mmsoa.need.asd@2024-25-q4"


def test_every_form_that_comes_with_reportgen_asks_for_facts_there_can_be() -> None:
    project = open_project(Path(__file__).parents[2])
    facts = read_and_compute(project, Period.parse("2025-26-q2"))
    forms = built_in_forms()
    assert [form.name for form in forms] == list(BUILT_IN)
    assert check_ids(forms, facts) == ()
    assert all(not form.labels_checked for form in forms)


def test_every_quantity_that_is_reconciled_is_of_facts_there_can_be(tmp_path: Path) -> None:
    facts = read_and_compute(open_project(Path(__file__).parents[2]), Period.parse("2025-26-q2"))
    declared = tomllib.loads((files("reportgen.returns") / "reconciliation.toml").read_text("utf-8"))["pairs"]
    ids = {fact_id for pair in declared for fact_id in (*pair["one"], *pair["other"]) if "{year}" not in fact_id}
    assert len(ids) > 10

    def asking_for(*asked: str) -> tuple[Problem, ...]:
        rows = "\n".join(f'"{fact_id}" = "{fact_id}"' for fact_id in sorted(asked))
        text = OWN.replace("[rows.plans]", f"[rows.plans]\n{rows}")
        library = Library(a_project(tmp_path, own=text))
        return check_ids([form for form in library.forms() if form.name == "own"], facts, trusted=built_in_forms())

    assert asking_for(*ids) == ()
    (slip,) = asking_for(*ids, "dsg.closng.actual")
    assert "there is no fact 'dsg.closng.actual'" in str(slip)


def test_no_form_that_comes_with_reportgen_is_refused_for_want_of_data(tmp_path: Path) -> None:
    figures = fill_returns(a_project(tmp_path), RestrictedFacts([]), NO_INPUTS)
    assert all(not filled.tables and filled.left_out for filled in figures.forms)


def a_year_later(folder: Path) -> Form:
    text = """
based_on = "dsg-plan"
title = "DSG management plan, next year"
rounding = "strict"
drop = ["OTHER age"]
[relabel]
"Under 5" = "Age 0 to 4 years"
[[tables]]
sheet = "MmSoA age"
title = "EHC plans by age"
[[checks]]
name = "The seven placements are all plans"
reason = "counted on different days"
"""
    return find_form(a_project(folder, dsg_plan_next=text), "dsg-plan-next")


def test_a_year_is_a_diff_of_the_last(tmp_path: Path) -> None:
    form, before = a_year_later(tmp_path), built_in("dsg-plan")
    assert [table.sheet for table in form.tables] == [t.sheet for t in before.tables if t.sheet != "OTHER age"]
    assert form.tables[0].title == "EHC plans by age"
    assert form.tables[0].rows[0].label == "Age 0 to 4 years"
    assert form.tables[0].rows[0].terms == before.tables[0].rows[0].terms
    assert form.tables[1] == before.tables[1]
    assert "Under 5" in form.also["Age 0 to 4 years"]
    assert form.rounding is Rounding.STRICT
    assert form.checks[0].reason == "counted on different days"


def test_a_councils_file_may_take_the_place_of_a_form_and_build_on_it(tmp_path: Path) -> None:
    project = a_project(tmp_path, dsg_plan='based_on = "dsg-plan"\n[also]\n"Under 5" = ["Nursery"]')
    form = find_form(project, "dsg-plan")
    assert form.also["Under 5"] == ("Nursery",)
    assert len(form.tables) == 14
    assert [each.name for each in Library(project).forms()] == list(BUILT_IN)


@pytest.mark.parametrize(
    ("before", "after", "key", "said"),
    [
        ('"Autism" = "plans.dsg.mmsoa.need.asd"', '"Autism" = "plans.dsg.mmsoa.need.asdd"', "Ours: Autism",
         "did you mean 'plans.dsg.mmsoa.need.asd'?"),
        ('rows = "plans"', 'rows = "plan"', "tables 'Ours'.rows", "did you mean 'plans'?"),
        ('sheet = "Ours"', 'sheeet = "Ours"', "tables 1.sheet", "add the line sheet"),
        ('sheet = "Ours"', 'sheet = "Ours"\nwhle = "x"', "tables 'Ours'.whle", "did you mean 'whole'?"),
        ('across = "january censuses"', 'across = "january census"', "across", "did you mean 'january censuses'?"),
        ('total = "All"', "total = 5", "tables 'Ours'.total", "text in quotes is needed"),
        ('sheet = "Ours"', 'sheet = "Ours: all"', "sheet 'Ours: all'", "no name for a sheet"),
        ('"Autism" = "plans.dsg.mmsoa.need.asd"', '"Autism" = 6', "rows.plans.Autism", "a fact id is needed"),
        ('"plans.dsg.mmsoa.need.asd"\n', '"plans.dsg.{code}.need.asd"\n', "rows.plans.Autism",
         "nothing is given for {code}"),
        ('"plans.dsg.mmsoa.need.asd"\n', '"plans.total@2024-25-q4"\n', "rows.plans.Autism", "without its @period"),
        ("[rows.plans]", "[[lists]]\nsheet='L'\ntitle='L'\ntable='milestone'\ncolumns={A='title'}\n[rows.plans]",
         "L: table", "did you mean 'milestones'?"),
        ("[rows.plans]", "[[lists]]\nsheet='L'\ntitle='L'\ntable='risks'\ncolumns={A='threats'}\n[rows.plans]",
         "L: A",         "did you mean 'threat'?"),
        ("[rows.plans]", "[[lists]]\nsheet='L'\ntitle='L'\ntable='screening'\ncolumns={A='title'}\n[rows.plans]",
         "L: table", "leave the list out"),
        ("title =", "based_on = 'dsg-pln'\ntitle =", "based_on", "did you mean 'dsg-plan'?"),
        ("title =", "based_on = 'own'\ntitle =", "based_on", "leads back to itself"),
        ("[rows.plans]", "[rows.plans", "", "cannot be read"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_key_and_what_to_do(
    tmp_path: Path, before: str, after: str, key: str, said: str
) -> None:
    assert before in OWN
    found = problems(tmp_path, OWN.replace(before, after, 1))
    assert any(line.startswith(f"{key}: ") and said in line for line in found), found


def test_all_mistakes_of_a_file_are_said_at_once(tmp_path: Path) -> None:
    text = OWN.replace("title = ", "titel = ", 1).replace('total = "All"', "total = 5")
    assert len(problems(tmp_path, text)) == 2


def test_two_tables_may_not_share_a_sheet(tmp_path: Path) -> None:
    twice = OWN + '\n[[tables]]\nsheet = "OURS"\nrows = "plans"\n'
    assert any("is given twice" in line for line in problems(tmp_path, twice))


def test_a_file_in_another_encoding_is_said_to_be_so(tmp_path: Path) -> None:
    project = a_project(tmp_path)
    (tmp_path / "returns" / "own.toml").write_bytes("title = “é”".encode("cp1252"))
    with pytest.raises(ProblemsError, match="not UTF-8"):
        fill_returns(project, january(), NO_INPUTS)


def test_the_projects_setting_rounds_every_form_and_a_form_its_own_way_without_one(tmp_path: Path) -> None:
    text = OWN.replace("[rows.plans]", "scale = 3\n[rows.plans]", 1)
    facts = january(mainstream=12, need_asd=5)  # 5 ÷ 3 and 7 ÷ 3 are 1.67 and 2.33, and 12 ÷ 3 is 4
    facts_of_ten = january(mainstream=10, need_asd=5)  # 1.67 and 1.67 make 3.33

    def rounded(facts: RestrictedFacts, project: Project) -> list[object]:
        (table,) = fill_returns(project, facts, NO_INPUTS).forms[-1].tables
        return [row.cells[0].value for row in table.all_rows]

    project = a_project(tmp_path, own=text)
    strict = replace(project, settings=Settings(returns=ReturnSettings("strict")))
    assert rounded(facts, project) == [2, 2, 4]
    assert rounded(facts_of_ten, project) == [2, 2, 3]
    assert rounded(facts_of_ten, strict) == [2, 1, 3]


def test_a_wrong_name_offers_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="did you mean 'dsg-plan'"):
        find_form(a_project(tmp_path), "dsg_plan")
