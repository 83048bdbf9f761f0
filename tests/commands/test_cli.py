"""The command line as a whole: help, next steps, slips of the keyboard, and what a fault looks like."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from reportgen.cli import COMMANDS, main
from tests.commands.projects import CASELOAD, PERIOD, make_project, reportgen

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "matplotlib", "pptx", "docx", "lxml", "openpyxl", "xlsxwriter", "scipy", "jinja2", "rich")


@pytest.mark.parametrize("arguments", [["--help"], [], ["--version"], ["build", "--help"]], ids=" ".join)
def test_an_answer_at_once_imports_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    code = (
        "import sys; from reportgen.cli import main; main(sys.argv[1:], standalone_mode=False);"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_names_every_command_and_every_command_has_an_example() -> None:
    overview = reportgen("--help").output
    for name in COMMANDS:
        assert f"  {name} " in overview
        told = reportgen(name, "--help")
        assert told.exit_code == 0
        assert "Example:" in told.output
        assert f"reportgen {name}" in told.output.partition("Example:")[2]
    assert "..." not in overview.partition("Commands:")[2]


def every_command() -> list[tuple[str, ...]]:
    """Every command, and every command within one."""
    context = click.Context(main)
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = main.get_command(context, name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.commands]
    return found


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_tells_what_it_does_with_an_example_that_names_it(words: tuple[str, ...]) -> None:
    told = reportgen(*words, "--help")
    assert told.exit_code == 0
    summary, _, example = told.output.partition("Example:")
    assert len(" ".join(summary.split("\n\n")[1:2]).split()) >= 4
    assert f"reportgen {' '.join(words)}" in example.partition("Options:")[0]


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_option_is_explained(words: tuple[str, ...]) -> None:
    command: click.Command = main
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help or isinstance(option.type, click.Choice), option.name


def test_the_overview_says_of_each_command_what_its_own_help_says() -> None:
    context = click.Context(main)
    for name, line in COMMANDS.items():
        command = main.get_command(context, name)
        assert command is not None
        assert command.get_short_help_str(200) == line


def test_the_overview_imports_no_command(tmp_path: Path) -> None:
    code = "import sys; from reportgen.cli import main; main(['--help'], standalone_mode=False);"
    code += "print([name for name in sys.modules if name.startswith('reportgen.commands')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_readme_names_every_command_and_none_that_does_not_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"`reportgen {name}" in readme
    for name in re.findall(r"`reportgen ([a-z]+)", readme):
        assert name in COMMANDS


@pytest.mark.parametrize(
    "guide", ["README.md", "templates/README.md", "data/README.md", "data/returns.md", "data/disclosure.md"]
)
def test_the_guides_use_commands_and_options_that_exist(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    for line in re.findall(r"(?:`|^    )reportgen ((?:[a-z]+ ?)[^`\n]*)", text, re.M):
        words = line.split()
        assert words[0] in COMMANDS, line
        inner = words[1:2] if (words[0], *words[1:2]) in every_command() else []
        told = reportgen(words[0], *inner, "--help").output
        for option in re.findall(r"--[a-z][a-z-]*", line):
            assert option in told, line


def test_python_m_reportgen_is_the_same_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reportgen"], cwd=tmp_path, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert "reportgen init" in done.stdout


def test_a_terminal_without_the_letters_still_shows_the_message(tmp_path: Path) -> None:
    make_project(tmp_path, caseload=CASELOAD.replace("1402", "many"))
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "check"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 1
    assert b"caseload.csv" in done.stderr
    assert b"Traceback" not in done.stderr


def test_without_a_project_the_next_step_is_to_make_one(tmp_path: Path) -> None:
    result = reportgen("--project", tmp_path)
    assert result.exit_code == 0
    assert "reportgen init" in result.output


def test_without_a_quarter_the_next_step_is_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert "reportgen new" in reportgen("--project", tmp_path).output


def test_with_an_empty_quarter_the_next_step_is_to_fill_it_in(tmp_path: Path) -> None:
    reportgen("init", tmp_path / "project")
    assert "fill in data/2025-26-q3/quarter.xlsx" in reportgen("--project", tmp_path / "project").output


def test_with_problems_the_next_step_is_to_check(tmp_path: Path) -> None:
    make_project(tmp_path, caseload=CASELOAD.replace("1402", "many"))
    answer = reportgen("--project", tmp_path).output
    assert "one error" in answer
    assert "reportgen check" in answer


def test_with_unreadable_settings_the_next_step_is_to_check(tmp_path: Path) -> None:
    make_project(tmp_path)
    (tmp_path / "reportgen.toml").write_text('[authority]\nnmae = "x"\nshort = "y"\n', encoding="utf-8")
    assert "2 errors" in reportgen("--project", tmp_path).output


def test_with_everything_in_order_the_next_step_is_to_build(tmp_path: Path) -> None:
    assert "reportgen build" in reportgen("--project", make_project(tmp_path)).output


@pytest.mark.parametrize(("slip", "hint"), [("biuld", "did you mean 'build'?"), ("zzz", "commands: init, new")])
def test_a_slip_of_the_keyboard_gets_the_nearest_command(slip: str, hint: str) -> None:
    result = reportgen(slip)
    assert result.exit_code == 2
    assert hint in result.output


@pytest.mark.parametrize("name", ["check", "build", "facts", "new"])
def test_a_folder_without_a_project_is_said(tmp_path: Path, name: str) -> None:
    result = reportgen(name, *([PERIOD] if name == "new" else []), "--project", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "there is no project here" in result.output


def test_the_project_may_stand_before_or_behind_the_command(tmp_path: Path) -> None:
    make_project(tmp_path)
    before = reportgen("--project", tmp_path, "facts", "plans.total")
    behind = reportgen("facts", "plans.total", "--project", tmp_path)
    assert before.output == behind.output
    assert "1,402" in before.output


CHILD = "Robin Example, born 3 April 2014"


def fail_on_a_child(*_: object) -> None:
    raise KeyError(CHILD)


def test_a_fault_of_our_own_is_owned_up_to_without_any_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.inputs.read_quarter", fail_on_a_child)
    make_project(tmp_path)
    plain = reportgen("--project", tmp_path)
    detailed = reportgen("--debug", "--project", tmp_path)
    assert plain.exit_code == detailed.exit_code == 1
    assert "this is a fault in reportgen, not in your files (KeyError" in plain.output
    assert "Traceback" not in plain.output
    assert "commands/next_step.py" in detailed.output.replace("\\", "/")
    assert "Robin" not in plain.output + detailed.output


def test_a_file_that_cannot_be_opened_is_not_a_fault_of_our_own(tmp_path: Path) -> None:
    make_project(tmp_path)
    (tmp_path / "reportgen.toml").unlink()
    (tmp_path / "data").rename(tmp_path / "data-away")
    (tmp_path / "reportgen.toml").symlink_to(tmp_path / "reportgen.toml")
    result = reportgen("check", "--project", tmp_path)
    assert result.exit_code == 1
    assert "fault in reportgen" not in result.output


def test_what_a_killed_run_left_is_put_right_by_the_next_command(tmp_path: Path) -> None:
    make_project(tmp_path)
    staging = tmp_path / "output" / ".reportgen-staging"
    staging.mkdir(parents=True)
    (staging / "new-0").write_text("a paper", encoding="utf-8")
    (staging / "forward.json").write_text(
        '{"folders": [], "moves": [{"target": "paper.docx", "staged": "new-0", "saved": "", "before": null, '
        '"after": "x"}]}',
        encoding="utf-8",
    )
    result = reportgen("facts", "plans.total", "--project", tmp_path)
    assert "the last run was interrupted while it saved; its files have now been put in place" in result.output
    assert (tmp_path / "output/paper.docx").read_text(encoding="utf-8") == "a paper"
    assert not staging.exists()


def test_the_build_machine_runs_the_lines_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for pattern in re.findall(r"readme_line '(.*)'", script):
        assert [line for line in readme if re.match(f"    {pattern}", line)], pattern
    assert len(re.findall(r"readme_line '", script)) == 2
