"""The authority's own copy filled in: exactly the promised cells change, and what is wrong is said before any does."""

from __future__ import annotations

import io
import re
import subprocess
import warnings
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.styles import Protection
from openpyxl.workbook import Workbook

from reportgen.errors import ProblemsError
from reportgen.facts.compute import compute_facts
from reportgen.facts.factset import RestrictedFacts
from reportgen.inputs import read_quarter
from reportgen.output.libreoffice import find_office
from reportgen.period import Period
from reportgen.project import open_project
from reportgen.returns.figures import FilledForm, fill_checked
from reportgen.returns.form import Form
from reportgen.returns.library import find_form
from reportgen.returns.own_copy import CopyFilled, fill_copy
from tests.office.validator import new_errors
from tests.returns.dfe_workbooks import MACRO, Plan, make_plan
from tests.returns.january import NO_INPUTS, a_project, built_in, pounds

ROOT = Path(__file__).parents[2]
VARIANTS = ("usual", "older", "moved", "protected")
NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@cache
def illustrative() -> FilledForm:
    """The DSG plan of the illustrative quarter."""
    project = open_project(ROOT)
    inputs, _ = read_quarter(project, Period.parse("2025-26-q2"))
    return fill_checked(built_in("dsg-plan"), project, compute_facts(inputs, project.settings), inputs)


@cache
def filled(variant: str) -> tuple[bytes, Plan, CopyFilled]:
    before, plan = make_plan(variant, macro=variant == "usual")
    return before, plan, fill_copy(before, "plan.xlsx", illustrative())


def opened(data: bytes, *, results: bool = False) -> Workbook:
    """The workbook in another program's hands, which says that it will lose some of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data), data_only=results)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(part: bytes) -> dict[str, bytes]:
    """Each cell's element as written, without the saved result of a formula."""
    found = {}
    for element in etree.fromstring(part).iter(f"{NAMESPACE}c"):
        if element.find(f"{NAMESPACE}f") is not None:
            for result in element.findall(f"{NAMESPACE}v"):
                element.remove(result)
            element.attrib.pop("t", "")
        found[element.get("r", "")] = etree.tostring(element)
    return found


def around(part: bytes) -> bytes:
    """A sheet without its cells, hints at their extent apart."""
    root = etree.fromstring(part)
    data = root.find(f"{NAMESPACE}sheetData")
    assert data is not None
    data.clear()
    for hint in root.findall(f"{NAMESPACE}dimension"):
        root.remove(hint)
    return etree.tostring(root)


def sheet_names(data: bytes) -> dict[str, str]:
    book = opened(data)
    return {f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(book.sheetnames, 1)}


def differing_cells(before: bytes, after: bytes) -> set[tuple[str, str]]:
    """Every cell that differs between two workbooks; fails where anything else of a sheet does."""
    old, new, names = parts(before), parts(after), sheet_names(before)
    found = set()
    for part, name in names.items():
        assert around(old[part]) == around(new[part]), f"{name} differs beyond its cells"
        was, now = cells(old[part]), cells(new[part])
        found |= {(name, ref) for ref in was.keys() | now.keys() if was.get(ref) != now.get(ref)}
    return found


@pytest.mark.parametrize("variant", VARIANTS)
def test_exactly_the_promised_cells_change(variant: str) -> None:
    before, plan, done = filled(variant)
    assert len(plan.promised) == 369  # (32 + 91) rows × three Januaries
    assert differing_cells(before, done.data) == plan.promised
    assert {(change.sheet, change.cell) for change, _ in done.changed} == plan.promised


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_part_but_the_sheets_and_the_calculation_keeps_its_bytes(variant: str) -> None:
    before, _, done = filled(variant)
    old, new = parts(before), parts(done.data)
    assert list(old) == list(new)
    touched = {name for name in old if old[name] != new[name]}
    assert touched <= {"xl/workbook.xml", *sheet_names(before)}
    asked = re.sub(rb' fullCalcOnLoad="1"', b"", new["xl/workbook.xml"])
    assert etree.tostring(etree.fromstring(asked)) == etree.tostring(etree.fromstring(old["xl/workbook.xml"]))
    if variant == "usual":
        assert new["xl/vbaProject.bin"] == MACRO


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_cell_holds_what_return_xlsx_holds(variant: str) -> None:
    _, _, done = filled(variant)
    book = opened(done.data)
    expected = {
        (table.table.heading, row.label, column.label): cell.value
        for table in illustrative().tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    }
    found = {
        (entry.table, entry.row, entry.column): book[change.sheet][change.cell].value for change, entry in done.changed
    }
    assert found == expected


def test_a_changed_cell_is_reported_with_its_fact() -> None:
    _, _, done = filled("usual")
    change, entry = done.changed[0]
    assert str(change) == "8.MmSoA!B6: blank → " + str(entry.cell.value)
    assert entry.cell.facts_text == "plans.dsg.mmsoa.age.0-4@2022-23-q4"


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each variant opened, calculated and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("recalculated")
    sources = []
    for variant in VARIANTS:
        sources.append(folder / f"{variant}.{'xlsm' if variant == 'usual' else 'xlsx'}")
        sources[-1].write_bytes(filled(variant)[2].data)
    command = [find_office(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "made"), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {source.stem: folder / "made" / f"{source.stem}.xlsx" for source in sources}


@pytest.mark.office
@pytest.mark.parametrize("variant", VARIANTS)
def test_libreoffice_recalculates_the_copy_to_the_totals_of_return_xlsx(
    variant: str, recalculated: dict[str, Path]
) -> None:
    _, plan, _ = filled(variant)
    book = opened(recalculated[variant].read_bytes(), results=True)
    by_sheet = {table.table.sheet: table.total for table in illustrative().tables}
    printed = {name: total.cells[2].value for name, total in by_sheet.items() if total is not None}
    assert len(plan.totals) == len(printed) == 14
    assert {name: book[sheet][at].value for name, (sheet, at) in plan.totals.items()} == printed
    plans = sum(Decimal(total or 0) for name, total in printed.items() if name.endswith("need"))
    assert book["Summary"]["B1"].value == plans == 1336


@pytest.mark.office
def test_microsofts_validator_finds_nothing_new_in_a_filled_copy() -> None:
    before, _, done = filled("usual")
    assert new_errors(done.data, before, ".xlsm") == []


def problems(workbook: bytes, form: FilledForm | None = None) -> list[str]:
    with pytest.raises(ProblemsError) as raised:
        fill_copy(workbook, "plan.xlsx", form or illustrative())
    return [f"{problem.place}: {problem.found}; {problem.remedy}" for problem in raised.value.problems]


def edited(*edits: tuple[str, str, str | int | None], variant: str = "usual") -> bytes:
    """A variant with some cells typed over in another program."""
    book = opened(make_plan(variant)[0])
    for sheet, cell, value in edits:
        book[sheet][cell] = value
    return saved(book)


def test_a_cell_that_holds_another_figure_is_refused_with_both_side_by_side() -> None:
    (line,) = problems(edited(("8.MmSoA", "D6", 999)))
    assert line.startswith("plan.xlsx ▸ 8.MmSoA!D6: Under 5, 2025: your copy holds 999, the return has ")


def test_a_cell_that_holds_the_figure_already_is_left_and_counted() -> None:
    _, _, done = filled("usual")
    again = fill_copy(done.data, "plan.xlsm", illustrative())
    assert (again.changed, again.already) == ((), 369)
    assert again.data == done.data


def test_a_locked_or_calculated_cell_that_holds_the_figure_needs_nothing() -> None:
    expected = illustrative().tables[0].rows[0].cells
    book = opened(filled("protected")[2].data)
    for cell in book["8.MmSoA"]["6"]:
        cell.protection = Protection(locked=True)
    done = fill_copy(saved(book), "plan.xlsx", illustrative())
    assert (done.changed, done.already) == ((), 369)
    assert [cell.value for cell in expected] == [book["8.MmSoA"][f"{letter}6"].value for letter in "BCD"]


def test_one_column_alone_leaves_what_the_dfe_filled_in_for_other_years() -> None:
    workbook = edited(("8.MmSoA", "B6", 999), ("8.MmSoA", "C6", 998))
    assert len(problems(workbook)) == 2
    done = fill_copy(workbook, "plan.xlsx", illustrative(), ("2025",))
    assert len(done.changed) == 123
    assert {entry.column for _, entry in done.changed} == {"2025"}


def test_a_column_there_is_not_offers_the_nearest() -> None:
    with pytest.raises(ProblemsError, match="did you mean '2025'"):
        fill_copy(make_plan()[0], "plan.xlsx", illustrative(), ("2052",))


def finance_copy(*, unmitigated: str = "Unmitigated", closing: str = "Closing balance") -> bytes:
    """A financial summary as a council might lay it out: other wordings, sections side by side, years in text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "7. Financial summary"
    sheet["A1"] = "High needs block"
    for left, title in ((1, "Outturn and forecast"), (8, unmitigated)):
        sheet.cell(3, left, title)
        for column, year in enumerate(("2024/25", "2025/26", "2026/27"), left + 1):
            sheet.cell(4, column, year)
        for row, label in enumerate(("Income", "Expenditure", closing), 5):
            sheet.cell(row, left, label)
    return saved(book)


def finance() -> FilledForm:
    facts = RestrictedFacts(
        [
            pounds(f"dsg.{line}.{scenario}@{year}", amount)
            for line, amount in (("income", 30), ("expenditure", 34), ("closing", -9))
            for scenario, year in (("actual", "2024-25"), ("forecast", "2025-26"), ("unmitigated", "2026-27"))
        ]
    )
    return fill_checked(built_in("dsg-finance"), open_project(ROOT), facts, NO_INPUTS)


def test_the_financial_summary_is_found_by_other_wordings_side_by_side() -> None:
    done = fill_copy(finance_copy(), "plan.xlsx", finance())
    assert {(change.cell, change.after) for change, _ in done.changed} == {
        ("B5", "30"), ("C5", "30"), ("B6", "34"), ("C6", "34"), ("B7", "-9"), ("C7", "-9"),
        ("K5", "30"), ("K6", "34"), ("K7", "-9"),
    }  # fmt: skip


def test_a_financial_summary_without_one_of_its_labels_is_left_alone() -> None:
    lines = problems(finance_copy(closing="Balance on the reserve"), finance())
    assert len(lines) == 2
    assert all("the row “Balance carried forward”" in line for line in lines)
    without_title = "\n".join(problems(finance_copy(unmitigated="Before any action"), finance()))
    assert "the label “Unmitigated forecast” is missing" in without_title


def test_everything_that_is_wrong_is_said_at_once() -> None:
    lines = problems(
        edited(
            ("8.MmSoA", "A6", "Younger children"),
            ("8.MmSoA", "D7", 999),
            ("9.RPSEN", "B7", "=1+1"),
            ("9.RPSEN", "F5", 2024),
            ("10.MdSSA", "A8", "Age 5 to 10"),
            ("11.NMISS", "A4", "Number of EHCP by age"),
        )
    )
    said = "\n".join(lines)
    assert "the row “Under 5” of “Mainstream schools or academies placements" in said
    assert "your copy holds 999" in said
    assert "9.RPSEN!B7: the cell holds a formula" in said
    assert "the heading 2024 of “Resourced provision" in said
    assert "stands there 2 times (C5, F5)" in said
    assert "the row “Age 5 to 10” of “Maintained special schools" in said
    assert "stands there 2 times (A7, A8)" in said
    assert "11.NMISS" not in said.split("the label “Number of EHCPs by age group” is missing")[0].split("\n")[-1]
    assert (
        "Non-maintained special schools or independent (NMSS or independent) placements: Number of EHCPs by age" in said
    )
    assert len(lines) == 7  # the row whose label was typed over is missing, as is the one that went with it


def test_a_locked_cell_is_refused_with_its_place() -> None:
    book = opened(make_plan("protected")[0])
    book["8.MmSoA"]["D6"].protection = Protection(locked=True)
    (line,) = problems(saved(book))
    assert line.startswith("plan.xlsx ▸ 8.MmSoA!D6: the cell is locked and its sheet is protected")


def test_a_label_that_is_nearly_right_is_offered_with_its_cell() -> None:
    (line,) = problems(edited(("8.MmSoA", "A7", "Ages 5 to 10")))
    assert "is it “Ages 5 to 10” in 8.MmSoA!A7?" in line


def test_a_wording_of_ones_own_is_found_once_a_form_file_says_it(tmp_path: Path) -> None:
    own = 'based_on = "dsg-plan"\n[also]\n"Age 5 to 10" = ["Ages five to ten"]\n'
    form = find_form(a_project(tmp_path, dsg_plan=own), "dsg-plan")
    workbook = edited(("8.MmSoA", "A7", "Ages five to ten"))
    assert problems(workbook)
    done = fill_copy(workbook, "plan.xlsx", with_form(form))
    assert ("8.MmSoA", "B7") in {(change.sheet, change.cell) for change, _ in done.changed}


def with_form(form: Form) -> FilledForm:
    """The illustrative quarter's figures under another form."""
    base = illustrative()
    return FilledForm(form, base.tables, base.lists, base.checks)


def test_a_table_that_stands_there_twice_is_refused() -> None:
    book = opened(make_plan()[0])
    book.copy_worksheet(book["8.MmSoA"])
    lines = problems(saved(book))
    assert len(lines) == 2
    assert all("stands there 2 times (8.MmSoA!A" in line and "8.MmSoA Copy!A" in line for line in lines)


def test_a_hidden_sheet_with_the_same_labels_is_not_taken_for_the_table() -> None:
    book = opened(make_plan()[0])
    book.copy_worksheet(book["8.MmSoA"]).sheet_state = "hidden"
    done = fill_copy(saved(book), "plan.xlsx", illustrative())
    assert len(done.changed) == 369
    assert "8.MmSoA Copy" not in {change.sheet for change, _ in done.changed}


def test_a_renamed_sheet_makes_no_difference() -> None:
    book = opened(make_plan()[0])
    book["8.MmSoA"].title = "Mainstream"
    assert len(fill_copy(saved(book), "plan.xlsx", illustrative()).changed) == 369


def test_another_workbook_is_refused_in_one_sentence() -> None:
    book = Workbook()
    book.create_sheet("quarter")
    (line,) = problems(saved(book))
    assert "none of the 14 tables of the form dsg-plan is there (sheets: Sheet, quarter)" in line


def test_headings_that_are_formulas_without_results_say_what_to_do() -> None:
    years = [("8.MmSoA", f"{letter}5", f"={number}") for letter, number in zip("BCDEF", range(2023, 2028), strict=True)]
    lines = problems(edited(*years))
    assert len(lines) == 3
    assert all("open it in Excel and save it" in line for line in lines)


def test_years_the_copy_does_not_ask_for_are_told() -> None:
    cleared = [("8.MmSoA", "B5", 2022)]
    done = fill_copy(edited(*cleared), "plan.xlsx", illustrative())
    assert done.notes == (
        "Mainstream schools or academies placements: Number of EHCPs by age group: your copy does not ask for 2023.",
    )
    assert len(done.changed) == 369 - 5


def test_a_total_that_the_copy_does_not_calculate_is_filled_in() -> None:
    done = fill_copy(edited(("8.MmSoA", "D11", None)), "plan.xlsx", illustrative())
    (total,) = [entry.cell.value for change, entry in done.changed if (change.sheet, change.cell) == ("8.MmSoA", "D11")]
    assert total == 607


def test_a_form_without_figures_is_refused() -> None:
    form = fill_checked(built_in("s251"), open_project(ROOT), RestrictedFacts([]), NO_INPUTS)
    assert "no figures for the form s251" in problems(make_plan()[0], form)[0]


def s251_copy(*, lines: tuple[str, ...], headings: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "LA table"
    sheet["B2"], sheet["B3"] = "Section 251 budget", "High needs lines, planned expenditure"
    for column, heading in enumerate(headings, 4):
        sheet.cell(5, column, heading)
    for row, line in enumerate(lines, 6):
        sheet.cell(row, 2, line)
    return saved(book)


def section_251() -> FilledForm:
    facts = RestrictedFacts(
        [
            pounds("s251.1-2-1.budget.gross.primary_schools@2025-26", 400),
            pounds("s251.1-2-1.budget.gross@2025-26", 400),
            pounds("s251.1-2-1.budget.net@2025-26", 400),
        ]
    )
    form = fill_checked(built_in("s251"), open_project(ROOT), facts, NO_INPUTS)
    return FilledForm(form.form, form.tables[:1], (), ())


def test_section_251_lines_are_found_by_their_numbers_and_phases_by_their_headings() -> None:
    headings = tuple(column.label for column in section_251().tables[0].columns)
    workbook = s251_copy(lines=("1.2.1", "1.2.2"), headings=headings)
    done = fill_copy(workbook, "s251.xlsx", section_251())
    assert {(change.cell, change.after) for change, _ in done.changed} == {
        ("D6", "0"), ("E6", "400"), ("F6", "0"), ("G6", "0"), ("H6", "0"), ("I6", "0"), ("J6", "400"), ("K6", "0"),
        ("L6", "400"),
    }  # fmt: skip
    assert any("left as it is, not available: 1.0.2" in note for note in done.notes)


def test_a_phase_without_its_heading_is_refused() -> None:
    headings = tuple(column.label for column in section_251().tables[0].columns)
    lines = problems(s251_copy(lines=("1.2.1",), headings=headings[1:]), section_251())
    assert [line.split(": ")[1].split(";")[0] for line in lines] == [
        "the heading Early years establishments of “Section 251 budget"
    ]
