"""SEN2 exports as COLLECT and case systems give them: counted as an analyst would, and nobody can be recognised."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from reportgen.errors import ProblemsError
from reportgen.inputs.sen2.exports import read_day, read_exports
from reportgen.inputs.sen2.importing import Sen2Tables, import_sen2
from reportgen.inputs.sen2.placement import read_schools

CANARIES = ("Zebedee", "Quillfeather", "H801200001001", "ZZ9 9ZZ", "2014-May-03", "03/05/2014", "CASE-77")
Rows = Sequence[Mapping[str, str]]


def write(folder: Path, module: str, rows: Rows, prefix: str = "Blade-Export_20-01-2025_") -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    folder.mkdir(exist_ok=True)
    (folder / f"{prefix}{module}.csv").write_bytes(text.getvalue().encode("utf-8-sig"))


def person(number: int, born: str = "2014-May-03 00:00:00", **extra: str) -> dict[str, str]:
    return {
        "persontableid": f"CASE-77{number}", "surname": "Quillfeather", "forename": "Zebedee",
        "personbirthdate": born, "sex": "M", "postcode": "ZZ9 9ZZ", "upn": "H801200001001", "uniquelearnernumber": "",
        "upnunknown": "",
    } | extra  # fmt: skip


def request(number: int, **extra: str) -> dict[str, str]:
    return {
        "requeststableid": f"R{number}", "persontableid": f"CASE-77{number}",
        "receiveddate": "2024-Feb-01 00:00:00", "requestoutcome": "Y", "requestoutcomedate": "2024-Mar-01 00:00:00",
    } | extra  # fmt: skip


def placement(number: int, **extra: str) -> dict[str, str]:
    return {
        "activeplanstableid": f"A{number}", "urn": "", "ukprn": "", "sensetting": "", "placementrank": "1",
        "entrydate": "2024-Sep-01 00:00:00", "leavingdate": "", "senunitindicator": "false",
        "resourcedprovisionindicator": "false",
    } | extra  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five people with plans: a mapped school, an unmapped one, a unit, elective home education and one over 25."""
    exports = tmp_path / "exports"
    write(exports, "sen2", [{"sen2tableid": "1", "year": "2025", "referencedate": "2025-Jan-16 00:00:00"}])
    births = ("2014-May-03", "2010-Sep-01", "2021-Jan-01", "2006-Aug-31", "1998-Jan-01")
    write(exports, "person", [person(n, f"{born} 00:00:00") for n, born in enumerate(births, start=1)])
    refused = {"requestoutcome": "N"}
    write(exports, "requests", [*(request(n) for n in range(1, 6)), request(9, persontableid="CASE-771", **refused)])
    assessments = [
        {
            "assessmenttableid": f"S{n}", "requeststableid": f"R{n}", "assessmentoutcome": "Y",
            "assessmentoutcomedate": "2024-May-01 00:00:00", "week20": "true" if n == 2 else "false",
        }
        for n in range(1, 6)
    ]  # fmt: skip
    write(exports, "assessment", assessments)
    starts = {1: "2024-Jun-20", 2: "2024-Jun-21", 3: "2023-Jun-20", 4: "2024-Jun-19", 5: "2024-Mar-01"}
    plans = [
        {"namedplantableid": f"N{n}", "assessmenttableid": f"S{n}", "startdate": f"{day} 00:00:00", "ceasedate": ""}
        for n, day in starts.items()
    ]
    write(exports, "namedplan", plans)
    write(exports, "activeplans", [{"activeplanstableid": f"A{n}", "requeststableid": f"R{n}"} for n in range(1, 6)])
    places = [
        placement(1, urn="100001"), placement(1, urn="999999", placementrank="2"),
        placement(1, urn="888888", leavingdate="2024-Dec-31 00:00:00"), placement(2, urn="100002"),
        placement(3, urn="100003", senunitindicator="true"), placement(4, sensetting="EHE"),
        placement(5, sensetting="NEET"),
    ]  # fmt: skip
    write(exports, "placementdetail", places)
    needs = [("1", "SLCN", "2"), ("1", "ASD", "1"), ("2", "DS", "1"), ("3", "SEMH", ""), ("4", "WRONG", "1")]
    write(exports, "senneed", [{"activeplanstableid": f"A{n}", "sentype": t, "sentyperank": r} for n, t, r in needs])
    (tmp_path / "schools.csv").write_text("URN,Setting\n100001,mss\n", encoding="utf-8")
    return exports


def imported(folder: Path, census: date | None = None) -> Sen2Tables:
    return import_sen2(read_exports(folder), read_schools(folder.parent / "schools.csv"), census)


def test_plans_hold_setting_age_and_need_and_nobody(folder: Path) -> None:
    rows = [(row["setting"], row["age"], row["primary_need"]) for row in imported(folder).tables["plans"]]
    assert rows == [
        ("mss", "10", "ASD"),
        ("unknown", "13", "DS"),
        ("rp_unit", "3", "SEMH"),
        ("elsewhere", "18", "NOTREC"),
        ("neet", "26", "NOTREC"),
    ]
    assert {row["census_date"] for row in imported(folder).tables["plans"]} == {"16/01/2025"}


def test_flow_counts_the_calendar_year_before_the_census(folder: Path) -> None:
    flow = {row["measure"]: (row["period"], row["value"]) for row in imported(folder).tables["flow"]}
    assert flow == {
        "requests_received": ("2024", "6"),
        "requests_refused": ("2024", "1"),
        "assessments_completed": ("2024", "5"),
        "decisions_to_issue": ("2024", "5"),
        "plans_issued": ("2024", "4"),
        "plans_issued_20_weeks": ("2024", "3"),
        "plans_issued_excluding_exceptions": ("2024", "3"),
        "plans_issued_20_weeks_excluding_exceptions": ("2024", "3"),
        "plans_ceased": ("2024", "0"),
    }


def test_no_name_identifier_or_birth_date_is_said_or_written(folder: Path) -> None:
    write(folder, "person", [person(1, "not a date"), person(2, "2031-May-03 00:00:00"), person(5, upn="")])
    found = imported(folder)
    said = repr((found.tables, found.mapping, found.notes, [str(problem) for problem in found.warnings]))
    assert not [canary for canary in CANARIES if canary in said]
    assert "Quillfeather" not in repr(read_exports(folder))


def test_an_analysts_rules_are_warnings_with_their_module(folder: Path) -> None:
    births = ("2014-May-03 00:00:00", "2031-May-03 00:00:00", "gone", "1998-Jan-01 00:00:00")
    people = [person(n, born) for n, born in enumerate(births, start=1)]
    write(folder, "person", [*people, person(5, upn="")])
    plans = [
        {"namedplantableid": "N1", "assessmenttableid": "S1", "startdate": "2024-06-20", "ceasedate": "2024-01-01"}
    ]
    write(folder, "namedplan", plans)
    write(folder, "activeplans", [{"activeplanstableid": f"A{n}", "requeststableid": f"R{n}"} for n in (2, 3, 4, 5, 9)])
    said = " ".join(str(problem) for problem in imported(folder).warnings)
    for words in (
        "birth date after the census", "no birth date that can be read", "aged 26 or over", "neither UPN nor ULN",
        "ceased before they started", "SENtype that is no known code",
    ):  # fmt: skip
        assert words in said


def test_a_plan_that_ceased_is_not_counted_and_a_second_plan_is_said(folder: Path) -> None:
    plans = [
        {"namedplantableid": "N1", "assessmenttableid": "S1", "startdate": "2024-01-20", "ceasedate": "2024-12-01"}
    ]
    write(folder, "namedplan", plans)
    write(folder, "requests", [request(n, persontableid="CASE-772") for n in range(1, 6)])
    found = imported(folder)
    assert len(found.tables["plans"]) == 4
    assert {row["person_id"] for row in found.tables["plans"]} == {"p1"}
    said = " ".join(str(problem) for problem in found.warnings)
    assert "ceased by the census" in said
    assert "3 rows, this one the first, are a second plan" in said


def test_the_mapping_is_told_and_unmapped_schools_once(folder: Path) -> None:
    found = imported(folder)
    assert "Blade-Export_20-01-2025_senneed.csv: sentype → primary_need; none is NOTREC" in found.mapping
    (note,) = (note for note in found.notes if "schools list" in note)
    assert "100002" in note
    assert not {"100001", "888888", "999999"} & set(note.replace(":", " ").replace(";", " ").split())


def test_tabs_of_a_case_system_in_which_m5_holds_plan_placement_and_need(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    write(folder, "m1", [{"Person ID": "1", "Person Birth Date": "03/05/2014", "UPN": "H801200001001"}], "")
    write(folder, "m2", [{"Person ID": "1", "Requests Record ID": "7", "Received Date": "01/02/2024"}], "")
    plan = {"Requests Record ID": "7", "SEN Setting": "EYP", "Placement Rank": "1", "SEN Type Rank": "1"}
    write(folder, "m5", [plan | {"SEN Type": "ASD"}, plan | {"SEN Type": "SLCN", "SEN Type Rank": "2"}], "")
    found = import_sen2(read_exports(folder), read_schools(None), date(2025, 1, 16))
    (row,) = found.tables["plans"]
    assert (row["setting"], row["age"], row["primary_need"]) == ("early_years", "10", "ASD")
    assert any("not exported: sen2" in note for note in found.notes)


def test_without_a_census_date_one_is_asked_for(folder: Path) -> None:
    (folder / "Blade-Export_20-01-2025_sen2.csv").unlink()
    with pytest.raises(ProblemsError, match="--census"):
        imported(folder)
    assert imported(folder, date(2025, 1, 16)).tables["plans"]


def test_a_folder_without_exports_and_one_module_twice_are_refused(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ProblemsError, match="found no SEN2 module"):
        read_exports(empty)
    write(folder, "person", [person(1)], "Blade-Export_21-01-2025_")
    with pytest.raises(ProblemsError, match="the module person again"):
        read_exports(folder)


def test_a_schools_list_with_an_unknown_setting_names_the_row(tmp_path: Path) -> None:
    path = tmp_path / "schools.csv"
    path.write_text("urn,setting\n100001,mss\n100002,castle\n,mss\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as raised:
        read_schools(path)
    assert [problem.place.cell for problem in raised.value.problems] == ["A3", "A4"]


@pytest.mark.parametrize("text", ["2022-Sep-28 00:00:00", "2022-09-28", "28/09/2022", "2022-Sep-28"])
def test_dates_as_exports_write_them(text: str) -> None:
    assert read_day(text) == date(2022, 9, 28)


@pytest.mark.parametrize("text", ["", "soon", "2022-Xxx-28", "2022-Feb-30"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_day(text) is None
