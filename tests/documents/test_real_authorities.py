"""Packs built from the DfE's own files, for the authorities with gaps, boundary changes or a comma in their name."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from reportgen.codes import SETTINGS
from reportgen.inputs.dfe.importing import Imported, import_authority, table_csv
from reportgen.packs import Order, Prepared
from reportgen.period import Period
from reportgen.pipeline import prepare
from reportgen.project import open_project
from tests.inputs.dfe.publications import REAL, WHY, real_releases

pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.is_dir(), reason=WHY)]
QUARTER = Period.parse("2024-25-q4")
MISSING = "[x]"
NO_PLACEMENTS = "none of the placements is available (x in the DfE's file); the total of"
AUTHORITIES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "Hackney": ("3,681", "3,525", (f"2024: {NO_PLACEMENTS} 3,525 is given",)),
    "Peterborough": ("2,908", "2,625", ("2024: none of the placements is available",)),
    "Cambridgeshire": ("8,007", "7,318", (f"2025: {NO_PLACEMENTS} 8,007 is given",)),
    "North East Lincolnshire": ("1,983", "1,674", ("2025: none of the placements is available",)),
    "Dorset": ("4,333", "3,916", ("began in 2019", "Christchurch")),
    "Buckinghamshire": ("7,217", "6,697", ("writes this authority's code in two ways",)),
    "Bournemouth, Christchurch and Poole": ("4,432", "3,769", ("began in 2019", "Bournemouth, Poole")),
    "Bristol, City of": ("4,931", "4,382", ()),
}
"""The plans of January 2025 and 2024, read off the DfE's file by hand, and what the notes say."""


def build(folder: Path, found: Imported, *only: str) -> Prepared:
    """The pack of an authority's tables, as imported and nothing more."""
    quarter = folder / "data" / str(QUARTER)
    quarter.mkdir(parents=True)
    for name, rows in found.tables.items():
        (quarter / f"{name}.csv").write_bytes(table_csv(name, rows))
    settings = f'[authority]\nname = "{found.area.name}"\ncode = "{found.area.code}"\n'
    (folder / "reportgen.toml").write_text(settings, encoding="utf-8")
    return prepare(open_project(folder), Order(QUARTER, frozenset(only)), lambda _step: None)


def placements(prepared: Prepared) -> dict[str, list[str]]:
    """The table of placements in the finished appendices: January 2025, January 2024 and the change."""
    data = next(file.data for file in prepared.packs[0].files if file.path.name == "appendices.docx")
    for table in Document(io.BytesIO(data)).element.body.iter(qn("w:tbl")):
        rows = [
            ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
            for row in table.iter(qn("w:tr"))
        ]
        if rows[0][0] == "Placement":
            return {row[0]: row[1:] for row in rows[1:]}
    raise AssertionError("the pack has no table of placements")


def published(found: Imported, year: int) -> dict[str, str]:
    """What the DfE's file gives for each placement in a January, as a paper prints it; x where it gives nothing."""
    rows = {
        row["setting"]: row["plans"]
        for row in found.tables["caseload"]
        if row["census_date"] == f"15/01/{year}" and row["primary_need"] == "all" and row["age_band"] == "all"
    }
    labels = {code.code: code.short or code.label for code in SETTINGS}
    return {labels.get(setting, "All plans"): plans for setting, plans in rows.items()}


def number(text: str) -> str:
    return {MISSING: "x", "none": "0"}.get(text, text.replace(",", ""))


@pytest.mark.parametrize("name", AUTHORITIES)
def test_the_pack_prints_what_the_dfe_published_and_invents_no_zero(tmp_path: Path, name: str) -> None:
    found = import_authority(real_releases("dfe-ehcp-2025"), name)
    now, before, notes = AUTHORITIES[name]
    assert all(any(words in note for note in found.notes) for words in notes), found.notes
    prepared = build(tmp_path, found, "paper")
    printed = placements(prepared)
    for column, year in enumerate((2025, 2024)):
        given = published(found, year)
        for label, cells in printed.items():
            assert number(cells[column]) == given.get(label, "0"), (label, year)
    total = printed["All plans"]
    assert total[:2] == [now, before]
    for label, cells in printed.items():
        if MISSING in cells[:2]:
            assert cells[2] == MISSING, label
    gaps = {year for column, year in enumerate((2025, 2024)) if printed["Mainstream"][column] == MISSING}
    warned = "\n".join(str(problem) for problem in prepared.warnings)
    assert gaps == {year for year in (2025, 2024) if f"placements make up all plans ({year - 1}-" in warned}


def test_three_counts_of_new_plans_stand_apart_and_are_explained(tmp_path: Path) -> None:
    found = import_authority(real_releases("dfe-ehcp-2025"), "Windsor and Maidenhead")
    prepared = build(tmp_path, found)
    (assurance,) = (file.data for file in prepared.packs[0].files if file.path.name == "assurance.txt")
    lines = [line for line in assurance.decode("utf-8").splitlines() if "New plans of a calendar year, 2024" in line]
    compared = [("127", "155"), ("127", "142"), ("155", "142")]
    for one, other in compared:
        (line,) = (line for line in lines if f" {one};" in line and f" {other};" in line)
        assert "explained, definition:" in line
    (facts,) = (
        file.data.decode("utf-8-sig") for file in prepared.packs[0].files if str(file.path) == "publish/facts.csv"
    )
    assert "flow.plans_issued@2024,2024,127," in facts
    assert "flow.decisions_to_issue@2024,2024,155," in facts
    assert "figure.new_plans_2024,2024-25-q4,142," in facts
