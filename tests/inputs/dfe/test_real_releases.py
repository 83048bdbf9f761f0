"""All 153 authorities of the 2025 release, the known answers, and the authorities with gaps in what they returned."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reportgen.codes import SETTINGS
from reportgen.facts.compute import compute_facts
from reportgen.inputs import read_quarter
from reportgen.inputs.dfe.form import Ukrlp
from reportgen.inputs.dfe.importing import Imported, import_authority, read_releases, table_csv
from reportgen.inputs.dfe.publication import LOCAL
from reportgen.period import Period
from reportgen.project import Settings, open_project
from tests.inputs.dfe.publications import REAL, WHY, real_releases, rows_of

pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.is_dir(), reason=WHY)]
QUARTER = Period.parse("2024-25-q4")
DSG = {code.code: code.dsg for code in SETTINGS if code.dsg}
NO_PLACEMENTS = {"E10000003", "E06000012"}


def authority(code: str, *, ukrlp: Ukrlp = Ukrlp.OTHER, neighbours: tuple[str, ...] = ()) -> Imported:
    return import_authority(real_releases("dfe-ehcp-2025"), code, ukrlp=ukrlp, neighbours=neighbours)


def authorities() -> list[str]:
    """The authorities of January 2025."""
    caseload = real_releases("dfe-ehcp-2025").publications[0]
    return sorted(code for (code, year) in caseload.rows if year == 2025 and caseload.areas[code].level == LOCAL)


def total(found: Imported, year: int) -> str:
    (value,) = rows_of(
        found.tables["caseload"], census_date=f"15/01/{year}", setting="all", age_band="all", primary_need="all"
    )
    return value


def by_setting(found: Imported, year: int) -> dict[str, str]:
    return {
        row["setting"]: row["plans"]
        for row in found.tables["caseload"]
        if row["census_date"] == f"15/01/{year}" and row["setting"] != "all" and row["primary_need"] == "all"
    }


def test_the_seven_categories_make_up_every_authoritys_total_or_the_gap_is_named() -> None:
    england = 0
    for code in authorities():
        found = authority(code)
        plans = total(found, 2025)
        england += int(plans)
        settings = by_setting(found, 2025)
        assert set(settings) == set(DSG), code
        if code in NO_PLACEMENTS:
            assert set(settings.values()) == {"x"}
            assert any("none of the placements is available" in note for note in found.notes)
        else:
            assert sum(int(value) for value in settings.values()) == int(plans), code
            assert not any("fewer than the total" in note or "more than the total" in note for note in found.notes)
    assert len(authorities()) == 153
    assert england == 638_745


@pytest.mark.slow
def test_every_authority_reads_and_computes(tmp_path: Path) -> None:
    folder = tmp_path / "data" / str(QUARTER)
    folder.mkdir(parents=True)
    for code in authorities():
        for name, rows in authority(code).tables.items():
            (folder / f"{name}.csv").write_bytes(table_csv(name, rows))
        inputs, problems = read_quarter(open_project(tmp_path), QUARTER)
        assert not [str(problem) for problem in problems if problem.is_error], code
        facts = compute_facts(inputs, Settings())
        assert str(facts["plans.total"].value) == total(authority(code), 2025)


def test_england_the_region_and_neighbours_are_comparators() -> None:
    rows = authority("E06000040", neighbours=("E06000037",)).tables["comparators"]
    plans = {row["area"]: row["value"] for row in rows if row["measure"] == "plans.total"}
    assert plans == {"England": "638745", "South East": "110014", "West Berkshire": "1685"}
    assert {row["area_type"] for row in rows} == {"england", "region", "neighbour"}


def test_windsor_and_maidenhead_equals_the_known_tables() -> None:
    """The known tables put UKRLP providers into further education and call 'not recorded' UKN."""
    found = authority("E06000040", ukrlp=Ukrlp.POST16)
    for table in ("caseload", "flow"):
        keys = ("census_date", "setting", "age_band", "primary_need") if table == "caseload" else ("period", "measure")
        value = "plans" if table == "caseload" else "value"
        ours = {tuple(row[key] for key in keys): row[value] for row in found.tables[table]}
        with (REAL / f"rbwm/data/2024-25-q4/{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            known = list(csv.DictReader(file))
        for row in known:
            key = tuple("NOTREC" if row[name] == "UKN" else row[name] for name in keys)
            assert ours[key] == row[value], key
        assert len(known) > 40


def test_windsor_and_maidenhead_by_category() -> None:
    found = authority("E06000040")
    sums: dict[str, int] = {}
    for code, plans in by_setting(found, 2025).items():
        sums[DSG[code]] = sums.get(DSG[code], 0) + int(plans)
    assert sums == {
        "MmSoA": 607, "RPSEN": 68, "MdSSA": 271, "NMISS": 124, "HspAP": 20, "P16FE": 162, "OTHER": 90,
    }  # fmt: skip
    assert [total(found, year) for year in range(2019, 2026)] == [
        "933", "970", "1000", "1044", "1102", "1199", "1342",
    ]  # fmt: skip


def test_three_counts_of_new_plans_keep_their_own_names() -> None:
    found = authority("E06000040")
    assert rows_of(found.tables["flow"], period="2024", measure="plans_issued") == ["127"]
    assert rows_of(found.tables["flow"], period="2024", measure="decisions_to_issue") == ["155"]
    (figure,) = (row for row in found.tables["figures"] if row["id"] == "new_plans_2024")
    assert figure["value"] == "142"
    assert "neither" in figure["definition"]


@pytest.mark.parametrize(("code", "year"), [("E09000012", 2024), ("E06000031", 2024), ("E10000003", 2025)])
def test_authorities_that_returned_totals_only_have_no_invented_zero(code: str, year: int) -> None:
    found = authority(code)
    assert set(by_setting(found, year).values()) == {"x"}
    assert total(found, year).isdigit()
    crossed = [
        row for row in found.tables["caseload"]
        if row["census_date"].endswith(str(year)) and "all" not in (row["setting"], row["primary_need"])
    ]  # fmt: skip
    assert not crossed


def test_north_east_lincolnshires_partial_placements_are_not_taken_from_another_table() -> None:
    found = authority("E06000012")
    assert set(by_setting(found, 2025).values()) == {"x"}
    assert any("needs by placement are left out" in note for note in found.notes)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("E06000059", "began in 2019"),
        ("E06000058", "Bournemouth, Poole"),
        ("E06000060", "written in two ways|writes this authority's code in two ways"),
        ("E06000062", "Northamptonshire, which was divided"),
        ("E06000063", "Cumbria, which was divided"),
        ("E06000028", "is no more"),
    ],
)
def test_reorganised_authorities_say_so(code: str, words: str) -> None:
    assert any(word in note for word in words.split("|") for note in authority(code).notes)


def test_buckinghamshire_has_every_year_under_either_code() -> None:
    for code in ("E06000060", "E10000002"):
        assert [total(authority(code), year) for year in (2019, 2021, 2025)] != []
        assert len({row["census_date"] for row in authority(code).tables["caseload"]}) == 7


def test_bristol_with_its_comma() -> None:
    assert authority("Bristol, City of").area.code == "E06000023"


def test_the_older_form_agrees_with_the_newer_and_goes_further_back() -> None:
    releases = real_releases("dfe-ehcp-2019", "dfe-ehcp-2025")
    found = import_authority(releases, "E06000040")
    assert total(found, 2019) == "933"
    assert total(found, 2016) == "99"
    assert rows_of(found.tables["caseload"], census_date="15/01/2019", age_band="0-4") == ["x"]
    assert any("'0 to 5' are none of the codes here" in note for note in found.notes)
    alone = import_authority(real_releases("dfe-ehcp-2019"), "E06000040")
    assert by_setting(alone, 2019)["elsewhere"] == by_setting(found, 2019)["elsewhere"]


def test_allocations_are_income_on_one_basis() -> None:
    files = [*sorted((REAL / "dsg").glob("*.ods")), REAL / "dfe-ehcp-2025/requests.csv"]
    releases = read_releases((file.name, file.read_bytes()) for file in files)
    net = import_authority(releases, "E06000040").tables["dsg"]
    gross = import_authority(releases, "868", recoupment="gross").tables["dsg"]
    amounts = [row["amount"] for row in (*net, *gross) if row["block"] == "high_needs"]
    assert amounts == ["24393297", "26917466", "27433464", "28352800"]
    assert {row["recoupment"] for row in net} == {"net"}
    assert {row["as_of"] for row in net} == {"20/07/2023", "20/07/2024"}
