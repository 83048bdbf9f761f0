"""What officers type, and what it is read as: the value, or a refusal that says what is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from reportgen.codes import AGE_BANDS, NEEDS, RAG, SETTINGS, Symbol
from reportgen.errors import Severity
from reportgen.inputs.table import Column, Kind, Value
from reportgen.inputs.values import read_value
from reportgen.office.sheets import CellKind, SheetCell


@dataclass(frozen=True)
class Refused:
    """The cell is a problem whose found text, need or remedy holds these words."""

    words: str = ""


@dataclass(frozen=True)
class Warned:
    """The cell is read, with a warning."""

    value: Value


PLANS = Column("plans", Kind.INTEGER, "", allows_symbol=True)
WHOLE = Column("eligible", Kind.INTEGER, "")
NUMBER = Column("value", Kind.NUMBER, "", allows_symbol=True)
MONEY = Column("amount", Kind.MONEY, "")
PERCENT = Column("share", Kind.PERCENT, "", allows_symbol=True)
DATE = Column("census_date", Kind.DATE, "")
YES_NO = Column("approved", Kind.YES_NO, "")
SETTING = Column("setting", Kind.CODE, "", codes=SETTINGS, allows_all=True)
AGE = Column("age_band", Kind.CODE, "", codes=AGE_BANDS, allows_all=True)
NEED = Column("primary_need", Kind.CODE, "", codes=NEEDS)
RAG_RATING = Column("rag", Kind.CODE, "", codes=RAG)
PERIOD = Column("period", Kind.PERIOD, "")
YEAR = Column("financial_year", Kind.FINANCIAL_YEAR, "")
SCHOOL_YEAR = Column("steady_state_year", Kind.ACADEMIC_YEAR, "")
ID = Column("id", Kind.IDENTIFIER, "")
TEXT = Column("note", Kind.TEXT, "")
OWNERS = Column("owners", Kind.LIST, "", separator=";")

TYPED: list[tuple[Column, str, Value | Refused | Warned]] = [
    # whole numbers
    (PLANS, "1342", 1342),
    (PLANS, "1,342", 1342),
    (PLANS, " 1,342 ", 1342),
    (PLANS, "1\u00a0342", 1342),
    (PLANS, "1\u202f342", 1342),
    (PLANS, "0", 0),
    (PLANS, "12.0", 12),
    (PLANS, "007", 7),
    (PLANS, "+5", 5),
    (PLANS, "-5", -5),
    (PLANS, "−5", -5),
    (PLANS, "(56)", -56),
    (PLANS, "5-", -5),
    (PLANS, "1,234,567", 1234567),
    (PLANS, "", None),
    (PLANS, "   ", None),
    (PLANS, "\u00a0", None),
    (PLANS, "\u200b", None),
    (PLANS, "12.5", Refused("not whole")),
    (PLANS, "1,34", Refused("in threes")),
    (PLANS, "13,42", Refused("in threes")),
    (PLANS, "1.342", Refused("could be 1342 or a fraction")),
    (PLANS, "1 342", Refused("one number")),
    (PLANS, "12 plans", Refused("number alone")),
    (PLANS, "about 50", Refused("number alone")),
    (PLANS, "c. 50", Refused()),
    (PLANS, "10-14", Refused("not a range")),
    (PLANS, ">5", Refused()),
    (PLANS, "5?", Refused()),
    (PLANS, "1O", Refused()),
    (PLANS, "twelve", Refused()),
    (PLANS, "12%", Refused("not a share")),
    (PLANS, "£12", Refused("does not hold money")),
    (PLANS, "1.2E+05", Refused("digits were lost")),
    (PLANS, "1e3", Refused("digits were lost")),
    (PLANS, "-(5)", Refused()),
    (PLANS, "(-5)", Refused("once")),
    (PLANS, "--5", Refused()),
    (PLANS, "٥", Refused()),
    (PLANS, "５", Refused()),
    (PLANS, "nan", Refused()),
    (PLANS, "inf", Refused()),
    (PLANS, "1_000", Refused()),
    (PLANS, "0x10", Refused()),
    (PLANS, "9999999999999999", Refused("number of digits")),
    (PLANS, "TBC", Refused("leave the cell blank")),
    (PLANS, "#DIV/0!", Refused("Excel error")),
    (PLANS, "#REF!", Refused("Excel error")),
    (PLANS, "#N/A", Refused("Excel error")),
    (PLANS, "#VALUE!", Refused("Excel error")),
    (PLANS, "########", Refused("Excel error")),
    # symbols
    (PLANS, "x", Symbol.NOT_AVAILABLE),
    (PLANS, "z", Symbol.NOT_APPLICABLE),
    (PLANS, "c", Symbol.CONFIDENTIAL),
    (PLANS, "C", Symbol.CONFIDENTIAL),
    (PLANS, "low", Symbol.LOW),
    (PLANS, "u", Symbol.UNRELIABLE),
    (PLANS, "[c]", Symbol.CONFIDENTIAL),
    (PLANS, "[low]", Symbol.LOW),
    (PLANS, "[ x ]", Symbol.NOT_AVAILABLE),
    (PLANS, "<5", Warned(Symbol.CONFIDENTIAL)),
    (PLANS, "< 5", Warned(Symbol.CONFIDENTIAL)),
    (PLANS, "<10", Warned(Symbol.CONFIDENTIAL)),
    (PLANS, "[<5]", Warned(Symbol.CONFIDENTIAL)),
    (PLANS, "fewer than 5", Warned(Symbol.CONFIDENTIAL)),
    (PLANS, "Less than 5", Warned(Symbol.CONFIDENTIAL)),
    (PLANS, "1-4", Warned(Symbol.CONFIDENTIAL)),
    (PLANS, "1 to 4", Warned(Symbol.CONFIDENTIAL)),
    (PLANS, "*", Warned(Symbol.CONFIDENTIAL)),
    (PLANS, ":", Warned(Symbol.NOT_AVAILABLE)),
    (PLANS, "..", Warned(Symbol.NOT_AVAILABLE)),
    (PLANS, "-", Warned(Symbol.NOT_AVAILABLE)),
    (PLANS, "–", Warned(Symbol.NOT_AVAILABLE)),
    (PLANS, "NULL", Warned(Symbol.NOT_AVAILABLE)),
    (PLANS, "N/A", Warned(Symbol.NOT_APPLICABLE)),
    (PLANS, "NA", Warned(Symbol.NOT_APPLICABLE)),
    (PLANS, ".", Warned(Symbol.NOT_APPLICABLE)),
    (PLANS, "~", Warned(Symbol.LOW)),
    (WHOLE, "x", Refused("stands for a missing value")),
    (WHOLE, "N/A", Refused("leave the cell blank")),
    (WHOLE, "<5", Refused("stands for a missing value")),
    # money
    (MONEY, "£1,234", 1234),
    (MONEY, "£ 1,234", 1234),
    (MONEY, "1234", 1234),
    (MONEY, "£1,234.56", Decimal("1234.56")),
    (MONEY, "£1,234.50", Decimal("1234.5")),
    (MONEY, "(£1,018)", -1018),
    (MONEY, "£(1,018)", -1018),
    (MONEY, "(1,018)", -1018),
    (MONEY, "-£1,018", -1018),
    (MONEY, "£-1,018", -1018),
    (MONEY, "−£1,018", -1018),
    (MONEY, "1,018-", -1018),
    (MONEY, "£1.2m", 1200000),
    (MONEY, "£1.25 million", 1250000),
    (MONEY, "£450k", 450000),
    (MONEY, "(£1.2m)", -1200000),
    (MONEY, "£0.1", Decimal("0.1")),
    (MONEY, "0.30", Decimal("0.3")),
    (MONEY, "GBP 1,234", 1234),
    (MONEY, "£1.234", Refused("could be")),
    (MONEY, "1.234,56", Refused()),
    (MONEY, "€1,234", Refused()),
    (MONEY, "$1,234", Refused()),
    (MONEY, "£", Refused()),
    (MONEY, "£1,2345", Refused()),
    (MONEY, "£12%", Refused()),
    (MONEY, "£1,000-£2,000", Refused()),
    # percentages
    (PERCENT, "12.5%", Decimal("12.5")),
    (PERCENT, "65%", 65),
    (PERCENT, "65 %", 65),
    (PERCENT, "65", 65),
    (PERCENT, "65 per cent", 65),
    (PERCENT, "100%", 100),
    (PERCENT, "0%", 0),
    (PERCENT, "0", 0),
    (PERCENT, "0.5%", Decimal("0.5")),
    (PERCENT, "-3.5%", Decimal("-3.5")),
    (PERCENT, "0.65", Refused("0.65% or 65%")),
    (PERCENT, ".5", Refused("50%")),
    (PERCENT, "12,5%", Refused()),
    (PERCENT, "65%%", Refused()),
    (PERCENT, "two thirds", Refused()),
    (PERCENT, "c", Symbol.CONFIDENTIAL),
    # other numbers
    (NUMBER, "61.2", Decimal("61.2")),
    (NUMBER, "12.345", Decimal("12.345")),
    (NUMBER, "61.2%", Decimal("61.2")),
    (NUMBER, "£8,400", 8400),
    (NUMBER, "0.1", Decimal("0.1")),
    # dates
    (DATE, "03/04/2026", date(2026, 4, 3)),
    (DATE, "3/4/2026", date(2026, 4, 3)),
    (DATE, "03-04-2026", date(2026, 4, 3)),
    (DATE, "03.04.2026", date(2026, 4, 3)),
    (DATE, "2026-04-03", date(2026, 4, 3)),
    (DATE, "2026/04/03", date(2026, 4, 3)),
    (DATE, "2026-04-03T00:00:00", date(2026, 4, 3)),
    (DATE, "03/04/2026 00:00", date(2026, 4, 3)),
    (DATE, "3 April 2026", date(2026, 4, 3)),
    (DATE, "3rd April 2026", date(2026, 4, 3)),
    (DATE, "03-Apr-2026", date(2026, 4, 3)),
    (DATE, "Friday 3 April 2026", date(2026, 4, 3)),
    (DATE, "29/02/2024", date(2024, 2, 29)),
    (DATE, "29/02/2025", Refused("no day")),
    (DATE, "31/04/2026", Refused("no day")),
    (DATE, "04/13/2026", Refused("day before the month")),
    (DATE, "13/25/2026", Refused("no day")),
    (DATE, "03/04/26", Refused("four digits")),
    (DATE, "3-Apr-26", Refused("four digits")),
    (DATE, "April 2026", Refused("day as well")),
    (DATE, "04/2026", Refused("day as well")),
    (DATE, "2026", Refused("day as well")),
    (DATE, "45000", Refused()),
    (DATE, "03/04/0226", Refused("year")),
    (DATE, "03/04/20226", Refused()),
    (DATE, "TBC", Refused("leave the cell blank")),
    (DATE, "next week", Refused()),
    (DATE, "3 Avril 2026", Refused()),
    (DATE, "0/4/2026", Refused()),
    (DATE, "", None),
    # yes and no
    (YES_NO, "yes", True),
    (YES_NO, "Y", True),
    (YES_NO, "TRUE", True),
    (YES_NO, "no", False),
    (YES_NO, "No.", False),
    (YES_NO, "maybe", Refused("yes or no")),
    (YES_NO, "x", Refused()),
    # codes
    (SETTING, "mainstream", "mainstream"),
    (SETTING, "Mainstream", "mainstream"),
    (SETTING, "Mainstream school or academy", "mainstream"),
    (SETTING, "INMSS", "inmss"),
    (SETTING, "RP Unit", "rp_unit"),
    (SETTING, "rp-unit", "rp_unit"),
    (SETTING, "Resourced provision / SEN unit", Refused("did you mean")),
    (SETTING, "all", "all"),
    (SETTING, "Total", "all"),
    (SETTING, "None", "none"),
    (SETTING, "mainsteam", Refused("did you mean 'mainstream'")),
    (SETTING, "N/A", Refused("not a known setting")),
    (NEED, "asd", "ASD"),
    (NEED, "Social, emotional and mental health", "SEMH"),
    (NEED, "social emotional & mental health", "SEMH"),
    (NEED, "all", Refused()),
    (AGE, "5-10", "5-10"),
    (AGE, "5–10", "5-10"),
    (AGE, "5 to 10", "5-10"),
    (AGE, "Age 5 to 10", "5-10"),
    (AGE, "510", Refused()),
    (AGE, "05-Oct", Refused("Excel took the code for a date")),
    (AGE, "Nov-15", Refused("Excel took the code for a date")),
    (RAG_RATING, "Amber", "amber"),
    (RAG_RATING, "A", Refused()),
    # periods and years
    (PERIOD, "2025-26-q2", "2025-26-q2"),
    (PERIOD, "2025/26 Q2", "2025-26-q2"),
    (PERIOD, "Q2 2025-26", "2025-26-q2"),
    (PERIOD, "Quarter 2 of 2025/26", "2025-26-q2"),
    (PERIOD, "2025-26", "2025-26"),
    (PERIOD, "2025/26", "2025-26"),
    (PERIOD, "2025-2026", "2025-26"),
    (PERIOD, "2024", "2024"),
    (PERIOD, "202425", Refused("financial or an academic year")),
    (PERIOD, "2025-27", Refused()),
    (PERIOD, "Q5 2025-26", Refused()),
    (PERIOD, "Q2", Refused()),
    (YEAR, "2025-26", "2025-26"),
    (YEAR, "2025/26", "2025-26"),
    (YEAR, "2025", Refused("both years")),
    (YEAR, "25/26", Refused()),
    (YEAR, "2026-25", Refused()),
    (SCHOOL_YEAR, "2028/29", "2028/29"),
    (SCHOOL_YEAR, "2028-29", "2028/29"),
    # identifiers
    (ID, "A123456789012", "A123456789012"),
    (ID, "001234", "001234"),
    (ID, '="001234"', "001234"),
    (ID, "12345678901234567", "12345678901234567"),
    (ID, "1.2.10", "1.2.10"),
    (ID, "1.23457E+16", Refused("digits were lost")),
    (ID, "NA", "NA"),
    (ID, "  o1  ", "o1"),
    # words
    (TEXT, "None", "None"),
    (TEXT, "NA", "NA"),
    (TEXT, "=1+1", "=1+1"),
    (TEXT, "R&D <5", "R&D <5"),
    (TEXT, "a\r\nb", "a\nb"),
    (TEXT, "safe\u202etxet", "safetxet"),
    (TEXT, "zero\u200bwidth", "zerowidth"),
    (TEXT, "bell\x07", "bell"),
    (TEXT, "e\u0301", "é"),
    (TEXT, "lone \ud800 surrogate", "lone  surrogate"),
    (TEXT, "#REF!", Refused("Excel error")),
    (OWNERS, "Head of A; Head of B", ("Head of A", "Head of B")),
    (OWNERS, "Head of A;", ("Head of A",)),
    (OWNERS, ";", None),
]

STORED: list[tuple[Column, SheetCell, Value | Refused]] = []


def stored(column: Column, kind: CellKind, text: str, number_format: str, expected: Value | Refused) -> None:
    STORED.append((column, SheetCell(7, 6, kind, text, number_format), expected))


stored(PLANS, CellKind.NUMBER, "1342", "General", 1342)
stored(PLANS, CellKind.NUMBER, "1342.5", "General", Refused("not whole"))
stored(PLANS, CellKind.NUMBER, "0.5", "0%", Refused("50"))
stored(PLANS, CellKind.DATE, "2026-10-05T00:00:00", "d-mmm", Refused("found the date"))
stored(PLANS, CellKind.BOOLEAN, "TRUE", "", Refused("TRUE"))
stored(PLANS, CellKind.ERROR, "#DIV/0!", "", Refused("Excel error"))
stored(PLANS, CellKind.FORMULA, "=SUM(E2:E6)", "", Refused("without a saved result"))
stored(PLANS, CellKind.TEXT, "1342", "@", 1342)
stored(PERCENT, CellKind.NUMBER, "0.125", "0.0%", Decimal("12.5"))
stored(PERCENT, CellKind.NUMBER, "0.65", "0%", 65)
stored(PERCENT, CellKind.NUMBER, "0.07", "0%", 7)
stored(PERCENT, CellKind.NUMBER, "0.65", "General", Refused("65%"))
stored(PERCENT, CellKind.NUMBER, "65", "General", 65)
stored(PERCENT, CellKind.NUMBER, "65", '0"%"', 65)
stored(NUMBER, CellKind.NUMBER, "0.612", "0.0%", Decimal("61.2"))
stored(MONEY, CellKind.NUMBER, "-1018", "£#,##0;(£#,##0)", -1018)
stored(MONEY, CellKind.NUMBER, "1.234", "General", Decimal("1.234"))
stored(MONEY, CellKind.NUMBER, "0.5", "0%", Refused("not a share"))
stored(DATE, CellKind.DATE, "2026-04-03T00:00:00", "dd/mm/yyyy", date(2026, 4, 3))
stored(DATE, CellKind.DATE, "2026-04-03T23:59:00", "dd/mm/yyyy hh:mm", date(2026, 4, 3))
stored(DATE, CellKind.NUMBER, "46115", "General", Refused("format the cell as a date"))
stored(DATE, CellKind.DATE, "0.5", "hh:mm", Refused())
stored(AGE, CellKind.DATE, "2026-10-05T00:00:00", "d-mmm", Refused("Excel took for a date"))
stored(PERIOD, CellKind.NUMBER, "2024", "General", "2024")
stored(PERIOD, CellKind.DATE, "2011-12-01T00:00:00", "mmm-yy", Refused("Excel took for a date"))
stored(YEAR, CellKind.NUMBER, "2025", "General", Refused("both years"))
stored(ID, CellKind.NUMBER, "1234", "General", "1234")
stored(ID, CellKind.NUMBER, "1234", "000000", "001234")
stored(ID, CellKind.NUMBER, "1234567890123456", "General", Refused("lost digits"))
stored(ID, CellKind.NUMBER, "1.2", "General", Refused("lost digits"))
stored(ID, CellKind.NUMBER, "-5", "General", Refused("lost digits"))
stored(ID, CellKind.DATE, "2003-02-01T00:00:00", "dd/mm/yyyy", Refused("Excel may have changed"))
stored(ID, CellKind.TEXT, "001234", "@", "001234")
stored(TEXT, CellKind.NUMBER, "5.1", "General", "5.1")
stored(TEXT, CellKind.NUMBER, "0.8", "0%", "80%")
stored(TEXT, CellKind.DATE, "2026-09-30T00:00:00", "dd/mm/yyyy", "30/09/2026")
stored(TEXT, CellKind.DATE, "2026-08-06T00:00:00", "d-mmm", Refused("took for one"))
stored(TEXT, CellKind.BOOLEAN, "TRUE", "", Refused("TRUE"))
stored(YES_NO, CellKind.BOOLEAN, "TRUE", "", True)
stored(YES_NO, CellKind.NUMBER, "0", "", False)
stored(YES_NO, CellKind.NUMBER, "2", "", Refused("yes or no"))


def assert_read(column: Column, cell: SheetCell, expected: Value | Refused | Warned) -> None:
    reading = read_value(column, cell)
    if isinstance(expected, Refused):
        assert reading.value is None
        assert reading.fault is not None
        assert reading.fault.severity is Severity.ERROR
        said = (reading.fault.found, reading.fault.needed, reading.fault.remedy)
        assert all(said)
        assert expected.words in " ".join(said)
    elif isinstance(expected, Warned):
        assert reading.value is expected.value
        assert reading.fault is not None
        assert reading.fault.severity is Severity.WARNING
    else:
        assert reading.fault is None
        assert reading.value == expected
        assert type(reading.value) is type(expected)


@pytest.mark.parametrize(("column", "text", "expected"), TYPED, ids=lambda value: ascii(str(value))[:40])
def test_what_is_typed_is_read_or_refused(column: Column, text: str, expected: Value | Refused | Warned) -> None:
    assert_read(column, SheetCell(7, 6, CellKind.TEXT, text), expected)


@pytest.mark.parametrize(("column", "cell", "expected"), STORED, ids=lambda value: ascii(str(value))[:40])
def test_what_excel_stores_is_read_or_refused(column: Column, cell: SheetCell, expected: Value | Refused) -> None:
    assert_read(column, cell, expected)


def test_there_are_traps_enough() -> None:
    assert len({(column.name, text) for column, text, _expected in TYPED}) + len(STORED) >= 150
