"""Person-level plans are counted and let go: the counts are right, and nobody can be found in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.inputs.person_level import age_at_census
from reportgen.inputs.table import Inputs
from reportgen.office.workbook import Heading, SheetPage, TableBlock, write_workbook
from reportgen.project import open_project
from tests.inputs.quarters import PERIOD, Rows, csv_text, make_project, read, read_clean

CENSUS = "16/01/2025"


def person(name: str, **values: object) -> dict[str, object]:
    base = {"census_date": CENSUS, "person_id": name, "setting": "mainstream", "birth_date": "01/05/2015"}
    return base | {"primary_need": "ASD"} | values


def counted(inputs: Inputs) -> dict[tuple[object, ...], object]:
    names = ("census_date", "setting", "age_band", "primary_need")
    return {tuple(row.value(name) for name in names): row.value("plans") for row in inputs.rows("caseload")}


def problems_of(tmp_path: Path, rows: Rows) -> list[tuple[str, bool, str]]:
    _inputs, problems = read(make_project(tmp_path, complete=False, plans=rows))
    assert all(problem.found and problem.needed and problem.remedy for problem in problems)
    return [(str(problem.place), problem.is_error, problem.found) for problem in problems]


def test_plans_are_counted_by_setting_age_and_need(tmp_path: Path) -> None:
    rows = [
        person("a1"),
        person("a2"),
        person("a3", setting="Maintained special school or special academy", primary_need="MLD"),
        person("a4", birth_date="2004-09-01"),
    ]
    day = date(2025, 1, 16)
    assert counted(read_clean(make_project(tmp_path, complete=False, plans=rows))) == {
        (day, "mainstream", "5-10", "ASD"): 2,
        (day, "mss", "5-10", "MLD"): 1,
        (day, "mainstream", "16-19", "ASD"): 1,
    }


def test_nobody_can_be_found_in_the_inputs(tmp_path: Path) -> None:
    rows = [person("CANARY1"), person("CANARY2", birth_date="17/03/2011", setting="mss")]
    inputs = read_clean(make_project(tmp_path, complete=False, plans=rows))
    assert "plans" not in inputs.tables
    assert {str(row.place("plans")) for row in inputs.rows("caseload")} == {"plans.csv ▸ rows 2-3"}
    for canary in ("CANARY", "2011", "17/03"):
        assert canary not in repr(inputs)


@pytest.mark.parametrize(
    ("born", "census", "age"),
    [
        (date(2015, 8, 31), date(2025, 1, 16), 9),
        (date(2015, 9, 1), date(2025, 1, 16), 8),
        (date(2015, 8, 31), date(2025, 9, 1), 10),
        (date(2015, 8, 31), date(2025, 8, 31), 9),
        (date(2024, 12, 1), date(2025, 1, 16), 0),
        (date(2012, 2, 29), date(2025, 1, 16), 12),
    ],
)
def test_age_is_taken_at_31_august_before_the_academic_year(born: date, census: date, age: int) -> None:
    assert age_at_census(born, census) == age


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"birth_date": "01/01/1998"}, "is aged 26 or over"),
        ({"birth_date": "01/05/2025"}, "has a birth date after the census"),
        ({"birth_date": ""}, "has neither age nor birth_date"),
        ({"person_id": ""}, "has no person_id"),
        ({"primary_need": ""}, "has no primary_need"),
        ({"primary_need": "Dragon"}, "holds a primary_need that cannot be read"),
        ({"setting": ""}, "does not say what kind of setting it is"),
        ({"birth_date": "31/02/2015"}, "holds a birth_date that cannot be read"),
    ],
)
def test_what_cannot_be_counted_is_an_error_without_the_value(
    tmp_path: Path, values: dict[str, object], found: str
) -> None:
    ((place, is_error, text),) = problems_of(tmp_path, [person("CANARY", **values), person("b")])
    assert place.startswith("plans.csv ▸ ")
    assert place.endswith("2")
    assert is_error
    assert text == f"found: 1 row {found}"


def test_the_same_fault_in_many_rows_is_one_problem(tmp_path: Path) -> None:
    ((_place, _error, text),) = problems_of(tmp_path, [person(f"a{n}", birth_date="") for n in range(1200)])
    assert text == "found: 1,200 rows, this one the first, have neither age nor birth_date"


def test_a_person_twice_is_an_error_and_counted_once(tmp_path: Path) -> None:
    inputs, problems = read(make_project(tmp_path, complete=False, plans=[person("a"), person("A")]))
    assert [str(problem.place) for problem in problems] == ["plans.csv ▸ B3"]
    assert list(counted(inputs).values()) == [1]


@pytest.mark.parametrize(("ceased", "plans"), [("15/01/2025", []), ("16/01/2025", []), ("17/01/2025", [1]), ("", [1])])
def test_a_plan_that_ceased_by_the_census_is_not_counted(tmp_path: Path, ceased: str, plans: list[int]) -> None:
    inputs, problems = read(make_project(tmp_path, complete=False, plans=[person("a", ceased_date=ceased)]))
    assert list(counted(inputs).values()) == plans
    assert len(problems) == 1 - len(plans)


def test_an_age_that_differs_from_the_birth_date_is_a_warning(tmp_path: Path) -> None:
    ((_place, is_error, text),) = problems_of(tmp_path, [person("a", age=12), person("b", age=9)])
    assert (is_error, "1 row has an age that is not the one" in text) == (False, True)


def test_an_age_alone_is_enough(tmp_path: Path) -> None:
    rows = [{key: value for key, value in person("a", age=4).items() if key != "birth_date"}]
    inputs = read_clean(make_project(tmp_path, complete=False, plans=rows))
    assert [row.value("age_band") for row in inputs.rows("caseload")] == ["0-4"]


@pytest.mark.parametrize(
    ("columns", "setting"),
    [
        ({"urn": "123456", "sen_unit": "1"}, "rp_unit"),
        ({"urn": "123456", "resourced_provision": "yes"}, "rp_unit"),
        ({"sen_setting": "NEET"}, "neet"),
        ({"sen_setting": "ehe"}, "elsewhere"),
        ({"setting": "post16", "sen_unit": "0"}, "post16"),
    ],
)
def test_the_setting_is_read_from_what_sen2_gives(tmp_path: Path, columns: dict[str, object], setting: str) -> None:
    row = {key: value for key, value in person("a").items() if key != "setting"} | columns
    inputs = read_clean(make_project(tmp_path, complete=False, plans=[row]))
    assert [row.value("setting") for row in inputs.rows("caseload")] == [setting]


def test_a_urn_alone_does_not_say_the_kind_of_school(tmp_path: Path) -> None:
    row = {key: value for key, value in person("a").items() if key != "setting"} | {"urn": "123456"}
    ((_place, is_error, text),) = problems_of(tmp_path, [row])
    assert is_error
    assert "no column for the setting" in text


def test_other_censuses_given_as_counts_are_kept(tmp_path: Path) -> None:
    make_project(tmp_path, caseload=[{"census_date": "18/01/2024", "plans": 7}])
    inputs = read_clean(make_project(tmp_path, complete=False, plans=[person("a")]))
    assert sorted(row.amount("plans") or 0 for row in inputs.rows("caseload")) == [1, 7]


def test_a_census_given_both_ways_is_an_error(tmp_path: Path) -> None:
    make_project(tmp_path, caseload=[{"census_date": CENSUS, "plans": 7}])
    _inputs, problems = read(make_project(tmp_path, complete=False, plans=[person("a")]))
    assert [(str(problem.place), problem.is_error) for problem in problems] == [("caseload.csv ▸ A2", True)]


def test_a_comma_that_shifts_a_row_is_an_error(tmp_path: Path) -> None:
    project = make_project(tmp_path, complete=False, plans=[person("a")])
    path = tmp_path / "data" / str(PERIOD) / "plans.csv"
    path.write_text(csv_text([person("a")]) + "16/01/2025,b,mainstream,01/05/2015,ASD,extra\r\n", encoding="utf-8")
    assert [problem.found for problem in read(project)[1]] == ["found: 1 row has more values than there are headings"]


def test_a_csv_that_breaks_off_is_one_problem(tmp_path: Path) -> None:
    project = make_project(tmp_path, complete=False, plans=[person("a")])
    path = tmp_path / "data" / str(PERIOD) / "plans.csv"
    path.write_text(csv_text([person("a")]) + '16/01/2025,"b', encoding="utf-8")
    (problem,) = read(project)[1]
    assert "does not close" in problem.found


def test_a_sheet_of_plans_is_counted_as_a_csv_is(tmp_path: Path) -> None:
    rows = [person("a"), person("b", setting="mss")]
    block = TableBlock(tuple(Heading(name) for name in rows[0]), tuple(tuple(map(str, row.values())) for row in rows))
    quarter = tmp_path / "data" / str(PERIOD)
    quarter.mkdir(parents=True)
    (quarter / "quarter.xlsx").write_bytes(write_workbook([SheetPage("plans", (block,))], title="Test"))
    inputs = read_clean(open_project(tmp_path))
    assert sorted(row.text("setting") for row in inputs.rows("caseload")) == ["mainstream", "mss"]
