"""Workbooks laid out like the DfE's DSG management plan, made for the tests, in the variants councils hold.

``usual``: a sheet for each placement, its heading in the first row, ages and then needs below, years across.
``older``: older wordings of labels, years written as “January 2024” or as dates, titles indented.
``moved``: all placements on one sheet, two side by side, ages right of needs, notes and headings between.
``protected``: as ``usual``, with every sheet protected and only the cells to fill in unlocked.
Totals are formulas, and a summary adds them up, as in the template. Beside the tables there is what a load and save
through a library loses: a text box, a drop-down from another sheet, conditional formats, a chart, a sparkline.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as cell

YEARS = (2023, 2024, 2025, 2026, 2027)
PLACEMENTS = {
    "MmSoA": "Mainstream schools or academies placements",
    "RPSEN": "Resourced provision or SEN Units placements",
    "MdSSA": "Maintained special schools or special academies placements",
    "NMISS": "Non-maintained special schools or independent (NMSS or independent) placements",
    "HspAP": "Hospital schools or alternative provision (AP) placements",
    "P16FE": "Post 16 and further education (FE) placements",
    "OTHER": "Other placements or direct payments",
}
OLDER_PLACEMENTS = {
    "MmSoA": "Mainstream Schools or Academies",
    "RPSEN": "Resourced Provision or SEN Units",
    "MdSSA": "Maintained Special Schools or Academies",
    "NMISS": "Non-Maintained or Independent Special",
    "HspAP": "Hospital Schools or Alternative Provision",
    "P16FE": "Post 16 and Further Education",
    "OTHER": "Other Placements or Direct Payments",
}
AGES = ("Under 5", "Age 5 to 10", "Age 11 to 15", "Age 16 to 19", "Age 20 to 25")
OLDER_AGES = ("Under 5s", "Age 5-10", "Age 11 – 15", "Age 16-19:", "Aged 20 to 25")
NEEDS = (
    "Autistic Spectrum Disorder",
    "Hearing Impairment",
    "Moderate Learning Difficulty",
    "Multi- Sensory Impairment",
    "Physical Disability",
    "Profound & Multiple Learning Difficulty",
    "Social, Emotional and Mental Health",
    "Speech, Language and Communications needs",
    "Severe Learning Difficulty",
    "Specific Learning Difficulty",
    "Visual Impairment",
    "Other Difficulty/Disability",
    "SEN support but no specialist assessment of type of need",
)
AGE_TITLE, AGE_TOTAL = "Number of EHCPs by age group", "Total number by Age Group"
NEED_TITLE, NEED_TOTAL = "Number of EHCPs by primary need", "Total number of EHCPs by primary need"
MACRO = b"\xd0\xcf\x11\xe0 not a real macro"


@dataclass
class Plan:
    """A workbook in the making: ``promised`` are the cells a filling may change, by sheet."""

    variant: str
    macro: bool = False
    stream: io.BytesIO = field(default_factory=io.BytesIO)
    promised: set[tuple[str, str]] = field(default_factory=set)
    totals: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The January 2025 total of each table, by the sheet it has in return.xlsx."""

    def __post_init__(self) -> None:
        self.book = xlsxwriter.Workbook(self.stream)
        self.book.set_properties({"created": datetime.fromisoformat("2026-01-15"), "title": "DSG management plan"})
        if self.macro:
            self.book.add_vba_project(io.BytesIO(MACRO), True)
        self.bold = self.book.add_format({"bold": True})
        self.entry = self.book.add_format({"num_format": "#,##0", "locked": False, "bg_color": "#FFF2CC"})
        self.day = self.book.add_format({"num_format": "mmm yyyy", "bold": True})

    @property
    def is_older(self) -> bool:
        return self.variant == "older"

    def ages(self, sheet: Any, top: int, left: int, code: str) -> int:
        labels = OLDER_AGES if self.is_older else AGES
        asked = labels[3:] if code == "P16FE" else labels
        return self._table(sheet, top, left, (AGE_TITLE, AGE_TOTAL), asked, f"{code} age")

    def needs(self, sheet: Any, top: int, left: int, code: str, gap: int = 0) -> int:
        return self._table(sheet, top, left, (NEED_TITLE, NEED_TOTAL), NEEDS, f"{code} need", gap)

    def _table(
        self, sheet: Any, top: int, left: int, words: tuple[str, str], labels: tuple[str, ...], name: str, gap: int = 0
    ) -> int:
        """Write a table whose title stands at ``top``, ``gap`` rows above its years; return the row below its total."""
        title, total = words
        sheet.write(top, left, title, self.bold)
        heading = top + 1 + gap
        for number, year in enumerate(YEARS):
            column = left + 1 + number
            if self.is_older and year == 2025:
                sheet.write_datetime(heading, column, datetime.fromisoformat("2025-01-16"), self.day)
            else:
                sheet.write(heading, column, f"January {year}" if self.is_older else year, self.bold)
            for row in range(len(labels)):
                sheet.write_blank(heading + 1 + row, column, None, self.entry)
                if year <= 2025:
                    self.promised.add((sheet.name, cell(heading + 1 + row, column)))
            first, last = cell(heading + 1, column), cell(heading + len(labels), column)
            at = (heading + 1 + len(labels), column)
            sheet.write_formula(*at, f"=SUM({first}:{last})", self.bold, 0)
            if year == 2025:
                self.totals[name] = (sheet.name, cell(*at))
        for row, label in enumerate((*labels, total)):
            sheet.write(heading + 1 + row, left, label)
        return heading + 2 + len(labels)

    def furnish(self) -> None:
        """Add what is easily lost, and a summary that adds up all placements."""
        notes = self.book.add_worksheet("Guidance")
        notes.write("A1", "Guidance on the plan")
        notes.write_column("A3", list(PLACEMENTS.values()))
        notes.insert_textbox("C2", "Read the guidance first")
        notes.write_column("F1", ["yes", "no"])
        summary = self.book.add_worksheet("Summary")
        summary.write("A1", "All placements, January 2025")
        needs = (place for name, place in self.totals.items() if name.endswith("need"))
        added = "+".join(f"'{sheet}'!{at}" for sheet, at in needs)
        summary.write_formula("B1", f"={added}", None, 0)
        summary.data_validation("B3", {"validate": "list", "source": "=Guidance!$F$1:$F$2"})
        summary.conditional_format("B1:B3", {"type": "data_bar", "data_bar_2010": True})
        summary.add_sparkline("C1", {"range": "Summary!B1:B3"})
        chart = self.book.add_chart({"type": "column"})
        chart.add_series({"values": "=Summary!$B$1:$B$1"})
        summary.insert_chart("E2", chart)

    def finished(self) -> bytes:
        self.furnish()
        self.book.close()
        # XlsxWriter asks Excel to calculate on opening; a workbook that comes from Excel does not.
        with zipfile.ZipFile(io.BytesIO(self.stream.getvalue())) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        main = parts["xl/workbook.xml"]
        parts["xl/workbook.xml"] = main.replace(b' fullCalcOnLoad="1"', b"")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return stream.getvalue()


def make_plan(variant: str = "usual", *, macro: bool = False) -> tuple[bytes, Plan]:
    """The workbook of a variant and what was promised of it."""
    plan = Plan(variant, macro)
    if variant == "moved":
        _one_sheet(plan)
    else:
        _sheet_each(plan)
    return plan.finished(), plan


def _sheet_each(plan: Plan) -> None:
    titles = OLDER_PLACEMENTS if plan.is_older else PLACEMENTS
    for number, (code, title) in enumerate(titles.items(), 8):
        sheet = plan.book.add_worksheet(f"{number}.{code}")
        left = 1 if plan.is_older else 0
        sheet.write(0, 0, title, plan.bold)
        sheet.write(1, 0, "Enter numbers in the shaded cells.")
        below = plan.ages(sheet, 3, left, code)
        plan.needs(sheet, below + 2, left, code, gap=1)
        if plan.variant == "protected":
            sheet.protect("secret")


def _one_sheet(plan: Plan) -> None:
    sheet = plan.book.add_worksheet("All placements")
    sheet.write(0, 0, "Children and young people summary", plan.bold)
    for number, (code, title) in enumerate(PLACEMENTS.items()):
        top, left = 3 + 24 * (number // 2), 20 * (number % 2)
        sheet.write(top, left, title, plan.bold)
        plan.needs(sheet, top + 2, left, code)
        plan.ages(sheet, top + 4, left + 8, code)
