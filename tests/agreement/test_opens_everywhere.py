"""Every file of the pack opens without repair, converts, and holds the worked example to the pound."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from reportgen.office.accessibility import find_faults
from reportgen.office.invariants import check_package
from tests.agreement.checker import read_places
from tests.agreement.packs import ROOT, TEMPLATES, BuiltPack
from tests.agreement.printing import read_rows
from tests.office.validator import errors_of, new_errors

OFFICE_FILES = (*TEMPLATES, "restricted/return.xlsx")


@pytest.mark.office
@pytest.mark.parametrize("name", OFFICE_FILES)
def test_microsofts_validator_finds_no_error_the_template_did_not_have(illustrative: BuiltPack, name: str) -> None:
    if name in TEMPLATES:
        template = (ROOT / "templates" / TEMPLATES[name]).read_bytes()
        assert new_errors(illustrative.read(name), template, Path(name).suffix) == []
    else:
        assert errors_of(illustrative.read(name), Path(name).suffix) == []


@pytest.mark.real
@pytest.mark.office
@pytest.mark.parametrize("name", OFFICE_FILES)
def test_the_real_pack_passes_microsofts_validator(real_pack: BuiltPack, name: str) -> None:
    assert errors_of(real_pack.read(name), Path(name).suffix) == []


@pytest.mark.parametrize("name", OFFICE_FILES)
def test_no_rule_that_keeps_a_file_from_repair_is_broken(illustrative: BuiltPack, name: str) -> None:
    assert check_package(illustrative.read(name)) == ()


@pytest.mark.parametrize("name", OFFICE_FILES)
def test_nothing_keeps_anybody_from_reading_it(illustrative: BuiltPack, name: str) -> None:
    assert find_faults(illustrative.read(name)) == ()


@pytest.mark.real
@pytest.mark.parametrize("name", OFFICE_FILES)
def test_nothing_keeps_anybody_from_reading_the_real_pack(real_pack: BuiltPack, name: str) -> None:
    assert find_faults(real_pack.read(name)) == ()


@pytest.mark.office
@pytest.mark.parametrize("name", OFFICE_FILES)
def test_libreoffice_makes_pages_of_it(illustrative: BuiltPack, name: str, tmp_path: Path) -> None:
    profile = (tmp_path / "profile").as_uri()
    source = illustrative.folder / name
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(source)], check=True, capture_output=True, timeout=180)
    made = tmp_path / f"{source.stem}.pdf"
    described = subprocess.run(["pdfinfo", str(made)], check=True, capture_output=True, text=True, timeout=60)
    pages = next(line.split()[1] for line in described.stdout.splitlines() if line.startswith("Pages:"))
    assert int(pages) >= 1


def test_the_worked_example_comes_out_to_the_pound(illustrative: BuiltPack) -> None:
    """Ten children a year, five years, £30,000: domain G3."""
    facts = read_rows(illustrative.read("publish/facts.csv"))
    expected = {
        "opportunity.o2.steady_state_children": 50,
        "opportunity.o2.steady_state_saving": 1_500_000,
        "opportunity.o2.saving@2025-26": 175_000,
        "opportunity.o2.saving@2026-27": 475_000,
    }
    assert {name: facts[name].value for name in expected} == expected
    with zipfile.ZipFile(io.BytesIO(illustrative.read("publish/appendices.docx"))) as package:
        printed = {(place.ref, place.text) for place in read_places(package)}
    assert ("fact:opportunity.o2.saving@2025-26", "£175,000") in printed
    assert ("fact:opportunity.o2.saving@2026-27", "£475,000") in printed
    assert ("fact:opportunity.o2.steady_state_saving", "£1,500,000") in printed
