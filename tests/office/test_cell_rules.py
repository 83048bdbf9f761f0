"""The rules a workbook sets for its cells, in every way workbooks write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen import office
from reportgen.errors import ProblemsError
from reportgen.office import CellAddress, Filled
from reportgen.office.cell_areas import Area, read_area
from reportgen.office.cell_values import CellValue
from tests.office.returns_to_fill import make_return, parts_of, zipped_bytes

LONG = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice xmlns:x12ac="http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac" Requires="x12ac">'
    '<x12ac:list>"yes, in part",no</x12ac:list></mc:Choice>'
    '<mc:Fallback><formula1>"yes, in part,no"</formula1></mc:Fallback></mc:AlternateContent>'
)


def with_rule(rule: str, *, sheet: int = 3, names: str = "") -> bytes:
    """The return with one more rule, by default on a cell of “Lists”."""
    parts = parts_of(make_return())
    name = f"xl/worksheets/sheet{sheet}.xml"
    rules = f'<dataValidations count="1">{rule}</dataValidations><pageMargins'
    parts[name] = parts[name].replace(b"<pageMargins", rules.encode(), 1)
    book = parts["xl/workbook.xml"].replace(b"</definedNames>", f"{names}</definedNames>".encode())
    parts["xl/workbook.xml"] = book
    return zipped_bytes(parts)


def limits(kind: str, operator: str, first: str, second: str = "", attributes: str = "") -> str:
    asked = f' operator="{operator}"' if operator else ""
    return (
        f'<dataValidation type="{kind}"{asked} sqref="E5:E9 G5"{attributes}><formula1>{first}</formula1>'
        f"<formula2>{second}</formula2></dataValidation>"
    )


def choice(source: str, sqref: str = "E5:E9") -> str:
    return f'<dataValidation type="list" sqref="{sqref}"><formula1>{source}</formula1></dataValidation>'


def fill_cell(data: bytes, value: CellValue, cell: str = "E6", sheet: str = "Lists") -> Filled:
    return office.fill(data, {CellAddress(sheet, cell): value})


def is_taken(data: bytes, value: CellValue, cell: str = "E6", sheet: str = "Lists") -> bool:
    try:
        filled = fill_cell(data, value, cell, sheet)
    except ProblemsError as error:
        assert len(error.problems) == 1
        return False
    assert not filled.unchecked
    return True


@pytest.mark.parametrize(
    ("operator", "second", "good", "bad"),
    [
        ("", "20", [10, 20, 15], [9, 21]),
        ("between", "20", [10, Decimal("19.5")], [Decimal("9.99")]),
        ("notBetween", "20", [9, 21], [10, 15]),
        ("equal", "", [10], [11]),
        ("notEqual", "", [11], [10]),
        ("greaterThan", "", [11], [10]),
        ("lessThan", "", [9], [10]),
        ("greaterThanOrEqual", "", [10], [9]),
        ("lessThanOrEqual", "", [10], [11]),
    ],
)
def test_every_comparison_holds_or_refuses(
    operator: str, second: str, good: list[CellValue], bad: list[CellValue]
) -> None:
    data = with_rule(limits("decimal", operator, "10", second))
    assert [is_taken(data, value) for value in (*good, *bad)] == [True] * len(good) + [False] * len(bad)


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        (limits("whole", "greaterThan", "0"), 3, Decimal("3.5")),
        (limits("decimal", "greaterThan", "0"), Decimal("3.5"), "three"),
        (limits("textLength", "lessThanOrEqual", "3"), "abc", "abcd"),
        (limits("decimal", "greaterThan", "Lowest"), 102, 101),
        (limits("decimal", "greaterThan", "$B$2"), 102, 101),
        (limits("decimal", "greaterThan", "Return!C3"), 5, 4),  # one row on from E5, so C4, which holds 4
        (choice("$A$2:$A$4"), "special", "boarding"),
        (choice("A1:A1"), "mainstream", "special"),  # relative: E6 sees A2
        (choice("$A:$A"), "Setting", "boarding"),
        (choice("Costs[Item]"), "Plan", "boarding"),
        (choice("INDIRECT(&quot;Costs[Item]&quot;)"), "Plan", "boarding"),
        (choice("Own"), "special", "mainstream"),
        (choice("'Lists'!$A$2:$A$4"), "SPECIAL", "boarding"),
        (choice('"1,2,TRUE,a ""b"""'), 2, 3),
        (choice('"1,2,TRUE"'), True, False),
        (choice('"1,2"'), 1, "1"),
        (choice("$B$2:$B$3"), 101, "101"),
        (f'<dataValidation type="list" sqref="E5:E9">{LONG}</dataValidation>', "yes, in part", "yes"),
    ],
)
def test_limits_and_lists_are_found_wherever_they_stand(rule: str, good: CellValue, bad: CellValue) -> None:
    own = '<definedName name="Own" localSheetId="2">Lists!$A$3</definedName>'
    own += '<definedName name="Own">Lists!$A$2</definedName>'
    data = fill_cell(with_rule(rule, names=own), "Plan", "D2", "Totals").data
    assert is_taken(data, good)
    assert not is_taken(data, bad)
    assert is_taken(data, bad, "F6"), "the rule is for other cells"


def test_a_list_in_a_cell_of_text_takes_its_numbers_as_text() -> None:
    parts = parts_of(with_rule(choice('"007,008"', "B6"), sheet=2))
    name = "xl/worksheets/sheet2.xml"
    parts[name] = parts[name].replace(b"<sheetData>", b'<cols><col min="2" max="2" style="6"/></cols><sheetData>')
    data = zipped_bytes(parts)
    assert is_taken(data, "007", "B6", "Totals")
    assert not is_taken(data, "009", "B6", "Totals")


def test_limits_of_days_are_said_as_days() -> None:
    rule = '<dataValidation type="date" operator="greaterThan" sqref="B5"><formula1>46000</formula1></dataValidation>'
    parts = parts_of(make_return())
    name = "xl/worksheets/sheet1.xml"
    at = parts[name].index(b">", parts[name].index(b"<dataValidations")) + 1
    parts[name] = parts[name][:at] + rule.encode() + parts[name][at:]
    data = zipped_bytes(parts)
    assert is_taken(data, date(2026, 1, 15), "B5", "Return")
    with pytest.raises(ProblemsError, match="a date above 09/12/2025 is needed"):
        fill_cell(data, date(2025, 12, 9), "B5", "Return")


def test_a_limit_in_a_cell_with_a_date_is_that_day() -> None:
    rule = (
        '<dataValidation type="date" operator="lessThan" sqref="B5"><formula1>Return!$F$14</formula1></dataValidation>'
    )
    parts = parts_of(make_return())
    name = "xl/worksheets/sheet1.xml"
    at = parts[name].index(b">", parts[name].index(b"<dataValidations")) + 1
    parts[name] = parts[name][:at] + rule.encode() + parts[name][at:]
    row = b'<row r="14"><c r="F14" s="5"><v>46037</v></c></row></sheetData>'
    parts[name] = parts[name].replace(b"</sheetData>", row)
    data = zipped_bytes(parts)
    assert is_taken(data, date(2026, 1, 14), "B5", "Return")
    assert not is_taken(data, date(2026, 1, 15), "B5", "Return")


@pytest.mark.parametrize("style", ["warning", "information"])
def test_a_rule_that_only_advises_lets_the_value_in(style: str) -> None:
    assert is_taken(with_rule(limits("decimal", "greaterThan", "10", attributes=f' errorStyle="{style}"')), 5)


@pytest.mark.parametrize(
    "rule",
    [
        limits("custom", "", "ISNUMBER(E5)"),
        limits("decimal", "greaterThan", "TODAY()"),
        limits("decimal", "greaterThan", "$A$2"),
        limits("decimal", "greaterThan", "$Z$99"),
        choice("OFFSET($A$1,0,0,2,1)"),
        choice("Nowhere!$A$1:$A$2"),
        choice("NoSuchName"),
        choice("Costs[NoSuchColumn]"),
        choice("Loop"),
        choice("#REF!"),
        choice("Totals!$B$1:$B$3"),
    ],
)
def test_what_only_excel_can_work_out_is_filled_and_said(rule: str) -> None:
    data = with_rule(rule, names='<definedName name="Loop">Loop</definedName>')
    stale = fill_cell(data, 1, "Z1").data  # the totals have no saved result any more
    filled = fill_cell(stale, 50)
    assert filled.changed
    (warning,) = filled.unchecked
    assert "can be worked out by Excel alone" in warning.found
    assert not warning.is_error


def test_a_long_list_is_said_in_part() -> None:
    data = with_rule(choice(f'"{",".join(str(number) for number in range(30))}"'))
    with pytest.raises(ProblemsError, match=r"choose one of: 0, 1, 2, .*, 11 … \(30 in all\)"):
        fill_cell(data, "a text so long that it is cut before it is said, since nobody reads so far")


@pytest.mark.parametrize(
    ("ref", "area"),
    [
        ("$A$1:B3", Area(1, 1, 3, 2)),
        ("B3:A1", Area(1, 1, 3, 2)),
        ("C4", Area(4, 3, 4, 3)),
        ("A:B", Area(1, 1, 1_048_576, 2)),
        ("2:$3", Area(2, 1, 3, 16_384)),
        ("A", None),
        ("7", None),
        ("A1:B", None),
        ("Settings", None),
        ("", None),
    ],
)
def test_areas_are_read_as_excel_writes_them(ref: str, area: Area | None) -> None:
    found = read_area(ref)
    assert (found and found[0]) == area
