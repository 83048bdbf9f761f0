"""``reportgen fill`` as an analyst uses it: the copy beside the original, every cell listed, each slip told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.projects import PERIOD, files_in, make_project, reportgen
from tests.returns.dfe_workbooks import make_plan

JANUARY = """census_date,setting,age_band,primary_need,plans
30/09/2025,all,all,all,1402
16/01/2025,mainstream,0-4,ASD,12
16/01/2025,mainstream,5-10,HI,30
16/01/2025,post16,16-19,ASD,8
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", caseload=JANUARY)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "DSG plan.xlsm"
    path.write_bytes(make_plan(macro=True)[0])
    return path


def test_the_filled_copy_goes_beside_the_workbook_which_is_not_touched(project: Path, workbook: Path) -> None:
    before = workbook.read_bytes()
    done = reportgen("fill", workbook, "--form", "dsg-plan", "--project", project)
    assert done.exit_code == 0
    assert workbook.read_bytes() == before
    copy = workbook.with_name("DSG plan (filled).xlsm")
    assert f"Written: {copy}, 123 cells filled" in done.output
    assert "8.MmSoA!D6: blank → 12  Under 5, 2025 (plans.dsg.mmsoa.age.0-4@2024-25-q4)" in done.output
    assert "9.RPSEN!D6: blank → 0  Under 5, 2025 (none of them: zero)" in done.output
    assert "totals are calculated when it is opened" in done.output
    assert "Not for publication: the copy holds exact figures" in done.output


def test_filling_again_changes_nothing_and_filling_the_copy_has_nothing_to_do(project: Path, workbook: Path) -> None:
    reportgen("fill", workbook, "--form", "dsg-plan", "--project", project)
    files = files_in(workbook.parent)
    assert "The same as before" in reportgen("fill", workbook, "--form", "dsg-plan", "--project", project).output
    copy = workbook.with_name("DSG plan (filled).xlsm")
    assert "holds all 123 figures already" in reportgen("fill", copy, "--form", "dsg-plan", "--project", project).output
    assert files_in(workbook.parent) == files


@pytest.mark.parametrize("folder", ["publish", "Scrutiny Panel/meeting"])
def test_a_copy_does_not_go_among_what_may_leave_the_council(project: Path, workbook: Path, folder: str) -> None:
    target = project / "output" / PERIOD / folder / "plan.xlsm"
    target.parent.mkdir(parents=True)
    done = reportgen("fill", workbook, "--form", "dsg-plan", "--project", project, "--output", target)
    assert done.exit_code == 1
    assert "it holds exact figures" in done.stderr
    assert not target.exists()
    inside = project / "output" / PERIOD / "restricted" / "plan.xlsm"
    inside.parent.mkdir()
    assert reportgen("fill", workbook, "--form", "dsg-plan", "--project", project, "--output", inside).exit_code == 0
    assert inside.exists()


def test_a_copy_that_was_edited_is_kept_and_the_new_one_goes_beside_it(project: Path, workbook: Path) -> None:
    copy = workbook.with_name("DSG plan (filled).xlsm")
    copy.write_bytes(b"the analyst's own")
    done = reportgen("fill", workbook, "--form", "dsg-plan", "--project", project)
    assert done.exit_code == 0
    assert copy.read_bytes() == b"the analyst's own"
    assert f"Kept as it is, there already: {copy}" in done.output
    assert (workbook.parent / "DSG plan (filled) (new).xlsm").is_file()


def test_the_copy_goes_where_output_says(project: Path, workbook: Path, tmp_path: Path) -> None:
    target = tmp_path / "sent" / "plan.xlsm"
    done = reportgen("fill", workbook, "--form", "dsg-plan", "--project", project, "--output", target)
    assert done.exit_code == 0
    assert target.is_file()


@pytest.mark.parametrize(
    ("name", "content", "arguments", "said"),
    [
        ("plan.xlsm", None, (), ("the workbook is not there", "workbooks there: DSG plan.xlsm")),
        ("DSG plan.xlsm", None, ("--form", "dsg_plan"), ("there is no form 'dsg_plan'", "did you mean 'dsg-plan'?")),
        ("DSG plan.xlsm", None, ("--form", "s251"), ("no figures for the form s251",)),
        ("DSG plan.xlsm", None, ("--output", "DSG plan.xlsm"), ("written over the workbook itself",)),
        ("DSG plan.xlsm", None, ("--output", "plan.xlsx"), ("another kind of file", "ends in .xlsm")),
        ("old.xls", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, (), ("Excel 97-2003 (.xls)", "save it as Excel")),
        ("locked.xlsx", bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), (),
         ("password-protected", "remove the password")),
        ("notes.xlsx", b"Dear all", (), ("is not an Office file, or is damaged",)),
    ],
)  # fmt: skip
def test_each_slip_is_told_and_nothing_is_written(
    project: Path, workbook: Path, name: str, content: bytes | None, arguments: tuple[str, ...], said: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(workbook.parent)
    if content is not None:
        Path(name).write_bytes(content)
    files = files_in(workbook.parent)
    form = () if "--form" in arguments else ("--form", "dsg-plan")
    done = reportgen("fill", name, *form, *arguments, "--project", project)
    assert done.exit_code == 1
    assert all(words in done.output for words in said), done.output
    assert "Traceback" not in done.output
    assert files_in(workbook.parent) == files


def test_a_workbook_open_elsewhere_is_read_as_it_was_saved_and_said_so(project: Path, workbook: Path) -> None:
    workbook.with_name(f"~${workbook.name}").write_bytes(b"")
    done = reportgen("fill", workbook, "--form", "dsg-plan", "--project", project)
    assert done.exit_code == 0
    assert "is open in another program; what is not saved there is not read" in done.output


def test_check_tells_the_mistakes_of_a_councils_own_form(project: Path) -> None:
    (project / "returns").mkdir()
    (project / "returns" / "own.toml").write_text('title = "Own"\nunits = "plans"\n', encoding="utf-8")
    done = reportgen("check", "--project", project)
    assert done.exit_code == 1
    assert "returns/own.toml ▸ units" in done.output
    assert "did you mean 'unit'?" in done.output


def test_mistakes_in_data_and_in_a_form_are_told_at_once(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", caseload="census_date,setting,age_band,primary_need,plans\n,,,,many\n")
    (project / "returns").mkdir()
    (project / "returns" / "own.toml").write_text('title = "Own"\nunits = "plans"\n', encoding="utf-8")
    done = reportgen("check", "--project", project)
    assert "caseload.csv" in done.output
    assert "did you mean 'unit'?" in done.output


def test_the_last_line_of_a_build_counts_the_differences_nothing_explains(tmp_path: Path) -> None:
    reported = "fact,source,value\nplans.total,sen2,1399\n"
    project = make_project(tmp_path / "project", reported=reported)
    done = reportgen("build", "--project", project)
    assert done.exit_code == 0
    last = done.output.splitlines()[-1]
    assert last.startswith("Warning: 1 difference between returns is unexplained;")
    text = (project / "output/2025-26-q2/restricted/assurance.txt").read_text(encoding="utf-8")
    assert "EHC plans, 2025-26-q2: This pack 1,402; SEN2 return as sent 1,399; difference 3; unexplained" in text


def test_an_unknown_rounding_rule_is_told(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    settings = project / "reportgen.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '[returns]\nrounding = "strikt"\n', encoding="utf-8")
    done = reportgen("build", "--project", project)
    assert done.exit_code == 1
    assert "returns.rounding" in done.output
    assert "did you mean 'strict'?" in done.output
