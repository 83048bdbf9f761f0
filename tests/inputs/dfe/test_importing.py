"""What becomes of the DfE's figures: codes, years, symbols, gaps, and a note on each decision."""

from __future__ import annotations

import pytest

from reportgen.errors import ProblemsError
from reportgen.inputs.dfe.crosswalk import wide_caseload
from reportgen.inputs.dfe.form import Form, Time, Ukrlp
from reportgen.inputs.dfe.forms import FORMS
from reportgen.inputs.dfe.importing import Imported, import_authority, read_releases, table_csv
from tests.inputs.dfe.publications import AREA, caseload_row, published, rows_of


def imported(*rows: dict[str, str], ukrlp: Ukrlp = Ukrlp.OTHER) -> Imported:
    """Northmere's tables from one caseload file."""
    return import_authority(read_releases([("caseload.csv", published(rows))]), "E06000999", ukrlp=ukrlp)


def setting(tables: Imported, code: str, census: str = "15/01/2025") -> list[str]:
    return rows_of(tables.tables["caseload"], census_date=census, setting=code, primary_need="all", age_band="all")


def test_neet_stands_inside_educated_elsewhere_and_is_counted_once() -> None:
    found = imported(caseload_row("100", mainstream_academy="60", ed_elsewhere="40", neet="15"))
    assert (setting(found, "elsewhere"), setting(found, "neet")) == (["25"], ["15"])
    assert any("educated elsewhere" in note for note in found.notes)


@pytest.mark.parametrize(("choice", "post16", "elsewhere"), [(Ukrlp.OTHER, "10", "5"), (Ukrlp.POST16, "15", "0")])
def test_ukrlp_providers_go_where_the_officer_chooses(choice: Ukrlp, post16: str, elsewhere: str) -> None:
    row = caseload_row("15", general_fe_tertiary_colleges="10", ukrlp_provider="5")
    found = imported(row, ukrlp=choice)
    assert (setting(found, "post16"), setting(found, "elsewhere")) == ([post16], [elsewhere])
    assert any("5 plans at providers of the UK register" in note for note in found.notes)


@pytest.mark.parametrize(
    ("year", "census", "elsewhere"),
    [("202122", "15/01/2022", "6"), ("202223", "15/01/2023", "3"), ("202324", "15/01/2024", "2")],
)
def test_each_year_adds_the_parts_its_own_total_had(year: str, census: str, elsewhere: str) -> None:
    cells = {"ed_elsewhere": "2", "other_placement_settings": "1", "await_prov_2022": "2", "perm_ex_2022": "1"}
    found = imported(caseload_row(elsewhere, year=year, **cells))
    assert setting(found, "elsewhere", census) == [elsewhere]


def test_a_total_without_placements_leaves_x_and_no_zero() -> None:
    found = imported(caseload_row("3525", other="x"))
    assert set(setting(found, "mainstream") + setting(found, "neet")) == {"x"}
    assert rows_of(found.tables["caseload"], setting="all", age_band="all") == ["3525"]
    assert any("none of the placements is available" in note for note in found.notes)


def test_a_gap_between_parts_and_total_is_named() -> None:
    notes = imported(caseload_row("100", mainstream_academy="97")).notes
    assert any("add up to 97, 3 fewer than the total of 100" in note for note in notes)


def test_ages_that_are_not_listed_are_none_only_where_the_rest_is_the_whole() -> None:
    total = caseload_row("7", mainstream_academy="7")
    whole = imported(total, caseload_row("4", breakdown="age 7"), caseload_row("3", breakdown="under 3"))
    assert rows_of(whole.tables["caseload"], age_band="11-15") == ["0"]
    short = imported(total, caseload_row("4", breakdown="age 7"))
    assert rows_of(short.tables["caseload"], age_band="11-15") == ["x"]


def test_a_name_with_a_comma_and_three_ways_to_name_an_authority() -> None:
    releases = read_releases([("caseload.csv", published([caseload_row("1", mainstream_academy="1")]))])
    named = {import_authority(releases, way).area.code for way in ("E06000999", "999", "northmere, borough of")}
    assert named == {"E06000999"}
    with pytest.raises(ProblemsError, match="did you mean 'Northmere, Borough of'"):
        import_authority(releases, "Northmere, Boro of")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_that_change_by_year(encoding: str) -> None:
    data = published([caseload_row("1", mainstream_academy="1", la_name="Northmère")], encoding=encoding)
    assert import_authority(read_releases([("caseload.csv", data)]), "999").area.name == "Northmère"


def test_another_years_form_is_one_more_declaration() -> None:
    row = caseload_row("9", mainstream_academy="9")
    renamed = {"number_of_plans" if name == "ehcplans" else name: value for name, value in row.items()}
    data = [("caseload.csv", published([renamed]))]
    with pytest.raises(ProblemsError, match="also has the columns ehcplans"):
        read_releases(data)
    next_year = Form(
        "Another year's caseload", "caseload", ("time_period", "la_name", "number_of_plans"), Time.ACADEMIC_YEAR,
        "breakdown", "All EHC plans", wide_caseload("number_of_plans"),
    )  # fmt: skip
    found = import_authority(read_releases(data, (*FORMS, next_year)), "999")
    assert setting(found, "mainstream") == ["9"]


def test_a_year_written_another_way_is_refused() -> None:
    with pytest.raises(ProblemsError, match="202425, the count of January 2025"):
        read_releases([("caseload.csv", published([caseload_row("1", year="2025")]))])


def test_faults_of_every_file_are_said_at_once() -> None:
    twice = caseload_row("1", mainstream_academy="1")
    with pytest.raises(ProblemsError) as raised:
        read_releases([("caseload.csv", published([twice, twice])), ("other.csv", b"a,b\r\n1,2\r\n"), ("x.ods", b"x")])
    assert {problem.place.file for problem in raised.value.problems} == {"caseload.csv", "other.csv", "x.ods"}


def test_an_unknown_layout_is_refused_with_what_was_expected() -> None:
    with pytest.raises(ProblemsError, match="one of these is needed: EHC plans each January by placement and age"):
        read_releases([("other.csv", b"a,b\r\n1,2\r\n")])


def test_tables_open_in_excel_as_utf_8() -> None:
    data = table_csv("flow", [{"period": "2024", "measure": "requests_received", "value": "x"}])
    assert data == b"\xef\xbb\xbfperiod,measure,value\r\n2024,requests_received,x\r\n"


def test_the_area_of_the_example_is_not_a_real_one() -> None:
    assert AREA["new_la_code"] == "E06000999"
