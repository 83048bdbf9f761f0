"""``reportgen build``: where the files go, what is said, and that nothing is written when anything is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import pytest

from reportgen import documents
from reportgen.commands import build
from reportgen.documents import PARTS, Document
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.table import Inputs
from reportgen.project import Project
from tests.commands.projects import CASELOAD, MEETING, PERIOD, TWO_MEETINGS, files_in, make_project, reportgen
from tests.office.templates import deck, word

FOLDERS = {
    "paper": "publish", "appendices": "publish", "slides": "publish", "page": "publish", "minutes": "meeting",
    "answers": "meeting",
}  # fmt: skip
NAMES = {part: f"{part}.docx" for part in FOLDERS} | {"slides": "slides.pptx", "page": "index.html"}


@cache
def small_document(name: str, text: str) -> bytes:
    """A real Office file that holds the text; made once, so that the same text is the same bytes."""
    if name == "page":
        return f"<p>{text}</p>".encode()
    return deck((text, text, "")) if name == "slides" else word(text)


def words_of(path: Path) -> str:
    return str(docx.Document(str(path)).paragraphs[0].text)


def compose_quickly(
    facts: PublishedFacts,
    inputs: Inputs,
    project: Project,
    *,
    meeting: int = 0,
    only: frozenset[str] = frozenset(),
    counted: object = None,
) -> tuple[Document, ...]:
    """Documents that hold the total alone, in place of real ones: these tests are about what becomes of them."""
    wanted = [name for part, names in PARTS.items() if not only or part in only for name in names]
    text = f"{facts['plans.total'].text} for meeting {meeting}"
    made = ((FOLDERS[name], NAMES[name], small_document(name, text)) for name in wanted)
    return tuple(
        Document(folder, file, data, (), ("Left out, no data: survey.",), ("macros were dropped",))  # type: ignore[arg-type]
        for folder, file, data in made
    )


@pytest.fixture(autouse=True)
def quick_documents(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(documents, "compose", compose_quickly)
    yield


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one quarter and one meeting."""
    return make_project(tmp_path / "project")


def test_a_pack_goes_into_three_folders(project: Path) -> None:
    result = reportgen("build", "--project", project)
    assert result.exit_code == 0, result.output
    assert set(files_in(project / "output")) == {
        f"{PERIOD}/{name}"
        for name in (
            "publish/paper.docx",
            "publish/appendices.docx",
            "publish/slides.pptx",
            "publish/index.html",
            "publish/facts.csv",
            "meeting/minutes.docx",
            "meeting/answers.docx",
            "restricted/return.xlsx",
            "restricted/facts.csv",
            "restricted/assurance.txt",
            "restricted/run.json",
        )
    }


def test_a_build_says_its_steps_what_it_wrote_and_what_it_left_out(project: Path) -> None:
    result = reportgen("build", "--project", project)
    steps = [line for line in result.stderr.splitlines() if line.endswith("…")]
    assert [line.split()[0] for line in steps] == [
        "Reading",
        "Checking",
        "Computing",
        "Hiding",
        "Composing",
        "Auditing",
        "Saving",
    ]
    assert "paper.docx" in result.stdout
    assert "Left out, no data: survey." in result.stdout
    assert "paper.docx: macros were dropped" in result.stdout


def test_the_record_has_inputs_settings_warnings_and_what_was_left_out(project: Path) -> None:
    reportgen("build", "--project", project)
    record = json.loads((project / "output" / PERIOD / "restricted/run.json").read_text(encoding="utf-8"))
    names = {entry["name"] for entry in record["inputs"]}
    assert {f"data/{PERIOD}/caseload.csv", f"data/{PERIOD}/meeting.csv", "reportgen.toml"} <= names
    assert {"starter/paper.docx", "starter/slides.pptx", "starter/phrases.jinja"} <= names
    assert record["left_out"] == ["Left out, no data: survey."]
    assert "paper.docx: macros were dropped" in record["warnings"]


def test_a_council_s_own_template_is_in_the_record(project: Path) -> None:
    (project / "paper.docx").write_text("ours", encoding="utf-8")
    (project / "reportgen.toml").write_text('[templates]\npaper = "paper.docx"\n', encoding="utf-8")
    assert reportgen("build", "--project", project).exit_code == 0
    record = json.loads((project / "output" / PERIOD / "restricted/run.json").read_text(encoding="utf-8"))
    names = {entry["name"] for entry in record["inputs"]}
    assert "paper.docx" in names
    assert "starter/paper.docx" not in names


def test_a_second_build_changes_nothing_and_an_edit_is_kept(project: Path) -> None:
    reportgen("build", "--project", project)
    before = files_in(project / "output")
    again = reportgen("build", "--project", project)
    assert files_in(project / "output") == before
    assert "The same as before: 10 of the files." in again.stdout
    paper = project / "output" / PERIOD / "publish/paper.docx"
    paper.write_text("edited", encoding="utf-8")
    table = project / "data" / PERIOD / "caseload.csv"
    table.write_text(CASELOAD.replace("1402", "1403"), encoding="utf-8")
    kept = reportgen("build", "--project", project)
    assert paper.read_text(encoding="utf-8") == "edited"
    assert "edited since the last build" in kept.stdout
    assert "the new one is paper (new).docx" in kept.stdout
    assert words_of(paper.with_name("paper (new).docx")) == "1,403 for meeting 0"


def test_another_project_folder_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    other = make_project(tmp_path / "somewhere else")
    reportgen("build", "--project", project)
    reportgen("build", "--project", other)
    assert files_in(project / "output") == files_in(other / "output")


def test_the_output_may_go_elsewhere(project: Path, tmp_path: Path) -> None:
    assert reportgen("build", "--project", project, "--output", tmp_path / "share").exit_code == 0
    assert (tmp_path / "share" / PERIOD / "publish/paper.docx").exists()
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    ("only", "made"),
    [
        ("paper", {"publish/paper.docx", "publish/appendices.docx"}),
        ("deck, Minutes", {"publish/slides.pptx", "meeting/minutes.docx", "meeting/answers.docx"}),
        ("return", {"restricted/return.xlsx"}),
    ],
)
def test_some_parts_may_be_built_alone(project: Path, only: str, made: set[str]) -> None:
    assert reportgen("build", "--project", project, "--only", only).exit_code == 0
    assert set(files_in(project / "output" / PERIOD)) == made | {"restricted/run.json"}


def test_the_parts_are_those_of_the_documents_and_the_return() -> None:
    assert set(build.PARTS) == {*PARTS, "return"}


def test_a_part_that_does_not_exist_is_wrong_usage(project: Path) -> None:
    result = reportgen("build", "--project", project, "--only", "paper,slides")
    assert result.exit_code == 2
    assert "found slides; the parts of a pack are paper, deck, minutes, return" in result.output
    assert not (project / "output").exists()


def test_each_meeting_has_its_own_folder_and_an_exempt_one_leaves_nothing_outside(tmp_path: Path) -> None:
    project = make_project(tmp_path, meeting=TWO_MEETINGS)
    assert reportgen("build", "--project", project).exit_code == 0
    files = files_in(project / "output" / PERIOD)
    assert files["Scrutiny Panel/publish/paper.docx"] == small_document("paper", "1,402 for meeting 0")
    assert files["Schools Forum/restricted/paper.docx"] == small_document("paper", "1,402 for meeting 1")
    forum = {name for name in files if name.startswith("Schools Forum/")}
    assert all(name.startswith("Schools Forum/restricted/") for name in forum)
    assert {"Schools Forum/restricted/facts.csv", "Schools Forum/restricted/facts-published.csv"} <= forum


@pytest.mark.parametrize("only", ["", "paper"])
def test_an_item_that_becomes_exempt_leaves_nothing_outside_but_what_was_edited(tmp_path: Path, only: str) -> None:
    project = make_project(tmp_path)
    reportgen("build", "--project", project)
    pack = project / "output" / PERIOD
    (pack / "publish/paper.docx").write_bytes(b"the officer's own")
    table = project / "data" / PERIOD / "meeting.csv"
    table.write_text(f"{MEETING}exempt,yes: names a school\n", encoding="utf-8")
    done = reportgen("build", "--project", project, *(("--only", only) if only else ()))
    assert done.exit_code == 0, done.output
    assert {name for name in files_in(pack) if not name.startswith("restricted/")} == {"publish/paper.docx"}
    for _ in range(2):  # and again as long as it lies there
        assert (
            "the item is exempt, and these files still lie where files may leave the council: "
            f"{PERIOD}/publish/paper.docx; move them into restricted" in done.stdout
        )
        done = reportgen("build", "--project", project)
    (pack / "publish/paper.docx").unlink()
    assert "the item is exempt" not in reportgen("build", "--project", project).stdout


def test_an_exempt_item_names_the_older_pack_of_its_quarter(tmp_path: Path) -> None:
    """One meeting became two: the pack of the one lies where none of theirs does."""
    project = make_project(tmp_path)
    reportgen("build", "--project", project)
    table = project / "data" / PERIOD / "meeting.csv"
    table.write_text(TWO_MEETINGS, encoding="utf-8")
    said = [line for line in reportgen("build", "--project", project).stdout.splitlines() if "is exempt" in line]
    assert len(said) == 1
    assert f"{PERIOD}/publish/paper.docx" in said[0] and "Scrutiny Panel" not in said[0]


def test_one_meeting_may_be_built_alone(tmp_path: Path) -> None:
    project = make_project(tmp_path, meeting=TWO_MEETINGS)
    assert reportgen("build", "--project", project, "--meeting", "forum").exit_code == 0
    assert {path.name for path in (project / "output" / PERIOD).iterdir()} == {"Schools Forum"}


@pytest.mark.parametrize("name", ["cabinet", "s"])
def test_a_meeting_that_is_not_one_is_said_with_those_there_are(tmp_path: Path, name: str) -> None:
    project = make_project(tmp_path, meeting=TWO_MEETINGS)
    result = reportgen("build", "--project", project, "--meeting", name)
    assert result.exit_code == 1
    assert "meetings here: Scrutiny Panel, Schools Forum" in result.output


def test_two_meetings_of_one_committee_get_two_folders(tmp_path: Path) -> None:
    project = make_project(tmp_path, meeting=TWO_MEETINGS.replace("Schools Forum", "Scrutiny Panel"))
    assert reportgen("build", "--project", project).exit_code == 0
    assert {path.name for path in (project / "output" / PERIOD).iterdir()} == {"Scrutiny Panel", "Scrutiny Panel 2"}


def test_missing_meeting_fields_are_warnings_and_the_pack_is_built(tmp_path: Path) -> None:
    project = make_project(tmp_path, meeting=MEETING.replace("presenter,Morgan Vale\n", ""))
    result = reportgen("build", "--project", project)
    assert result.exit_code == 0
    assert "'presenter' is not given; it prints as [presenter]" in result.stderr


def break_column(project: Path, _: pytest.MonkeyPatch) -> None:
    table = project / "data" / PERIOD / "caseload.csv"
    table.write_text(CASELOAD.replace(",plans\n", ",children\n"), encoding="utf-8")


def break_date(project: Path, _: pytest.MonkeyPatch) -> None:
    table = project / "data" / PERIOD / "caseload.csv"
    table.write_text(CASELOAD.replace("30/09/2025", "31/09/2025"), encoding="utf-8")


def break_setting(project: Path, _: pytest.MonkeyPatch) -> None:
    (project / "reportgen.toml").write_text('[authority]\nnmae = "Northmere"\n', encoding="utf-8")


def break_template(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> tuple[Document, ...]:
        problem = Problem(
            Place("paper.docx", 'heading "Purpose"'),
            "found the unknown name 'plans.totl'",
            "a known name is needed",
            "did you mean 'plans.total'?",
        )
        raise ProblemsError([problem])

    monkeypatch.setattr(documents, "compose", refuse)


@pytest.mark.parametrize(
    ("breaking", "place"),
    [
        (break_column, "caseload.csv"),
        (break_date, "A2: "),
        (break_setting, "did you mean 'name'?"),
        (break_template, 'paper.docx ▸ heading "Purpose"'),
    ],
)
@pytest.mark.parametrize("name", ["build", "check"])
def test_a_problem_is_one_message_with_its_place_and_last_times_pack_stays(
    project: Path,
    name: str,
    breaking: Callable[[Path, pytest.MonkeyPatch], None],
    place: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reportgen("build", "--project", project)
    before = files_in(project / "output")
    breaking(project, monkeypatch)
    result = reportgen(name, "--project", project)
    assert result.exit_code == 1
    assert place in result.stderr
    assert "1 error" in result.stderr
    assert "fault in reportgen" not in result.output
    assert files_in(project / "output") == before


def test_check_writes_nothing_and_says_the_quarter_can_be_built(project: Path) -> None:
    before = files_in(project)
    result = reportgen("check", "--project", project)
    assert result.exit_code == 0, result.output
    assert f"Quarter {PERIOD} can be built." in result.stdout
    assert files_in(project) == before


def test_check_puts_errors_first_and_counts(tmp_path: Path) -> None:
    project = make_project(tmp_path, caseload=CASELOAD.replace("1402", "many"), kaseload=CASELOAD)
    result = reportgen("check", "--project", project)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines.index("Errors") < lines.index("Warnings")
    assert lines[-1].startswith("1 error, ")


def test_mistakes_in_data_and_in_a_template_are_heard_of_at_once(project: Path) -> None:
    break_date(project, pytest.MonkeyPatch())
    document = docx.Document()
    document.add_paragraph("{% if plans.total %} without an end")
    document.save(str(project / "paper.docx"))
    (project / "reportgen.toml").write_text('[templates]\npaper = "paper.docx"\n', encoding="utf-8")
    result = reportgen("check", "--project", project)
    assert result.exit_code == 1
    assert "caseload.csv" in result.stderr
    assert "paper.docx" in result.stderr


def test_a_field_missing_for_the_second_meeting_is_a_warning(tmp_path: Path) -> None:
    project = make_project(tmp_path, meeting=TWO_MEETINGS.replace("Morgan Vale,Morgan Vale", "Morgan Vale,"))
    assert "'presenter' is not given" in reportgen("build", "--project", project).stderr


@pytest.mark.real
def test_the_real_quarter_builds_from_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    real = Path(__file__).parents[2] / "../shared/real/rbwm"
    if not real.is_dir():
        pytest.skip("../shared/real is not here")
    result = reportgen("build", "--project", real, "--output", tmp_path)
    assert result.exit_code == 0, result.output
    assert words_of(tmp_path / "2024-25-q4/publish/paper.docx") == "1,342 for meeting 0"
