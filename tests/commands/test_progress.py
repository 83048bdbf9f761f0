"""What a long build says while it works, that it loads nothing it does not need, and that it can be stopped."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.commands.progress import STEPS, shown_progress
from reportgen.output.disk import Disk
from reportgen.packs import Order
from reportgen.pipeline import prepare
from reportgen.project import open_project
from reportgen.steps import Step
from tests.commands.projects import CASELOAD, PERIOD, files_in, make_project, reportgen
from tests.privacy.test_full_caseload import cross_table

ROOT = Path(__file__).parents[2]


class Terminal(io.StringIO):
    """An error stream that somebody sits before."""

    def isatty(self) -> bool:
        return True


def test_a_log_has_each_step_on_a_line_of_its_own_and_nothing_else(tmp_path: Path) -> None:
    done = reportgen("build", "--project", make_project(tmp_path), "--only", "minutes")
    assert done.exit_code == 0
    lines = done.stderr.splitlines()
    assert lines[: lines.index("Warnings")] == [f"{words} …" for words in STEPS.values()]
    assert "\r" not in done.stderr and "\x1b" not in done.stderr


def test_a_log_says_now_and_then_how_far_a_long_step_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = iter((0.0, 1.0, 9.9, 10.0, 12.0, 12.5))
    monkeypatch.setattr("reportgen.commands.progress.time.monotonic", lambda: next(now))
    with shown_progress() as announce:
        announce(Step("hide"))
        for done in range(4):
            announce(Step("hide", f"{done} of 1,200"))
        announce(Step("audit"))
    assert capsys.readouterr().err.splitlines() == [
        "Hiding small counts …", "Hiding small counts, 2 of 1,200 …", "Auditing the finished files …",
    ]  # fmt: skip


def test_a_terminal_has_one_moving_line_with_the_step_and_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with shown_progress() as announce:
        for detail in ("", "340 of 1,200"):
            announce(Step("hide", detail))
            time.sleep(0.15)
    assert "Hiding small counts …" in screen.getvalue()
    assert "Hiding small counts, 340 of 1,200 …" in screen.getvalue()
    assert screen.getvalue().count("\n") == 1, "only the line itself, which is wiped at the end"


def test_hiding_and_composing_say_how_far_they_are(tmp_path: Path) -> None:
    small = CASELOAD + "".join(
        f"30/09/2025,{setting},{age},all,{plans}\n"
        for setting, counts in {"mainstream": (700, 600, 3), "mss": (80, 15, 4)}.items()
        for age, plans in zip(("0-4", "5-10", "11-15"), counts, strict=True)
    )
    project = open_project(make_project(tmp_path, caseload=small))
    said: list[Step] = []
    prepare(project, Order(project.period(PERIOD)), said.append)
    hidden = [step.detail for step in said if step.name == "hide" and step.detail]
    assert hidden
    assert all(int(done) < int(total) for done, _, total in map(str.split, hidden))
    assert [step.detail for step in said if step.name == "compose"] == ["", *(f"{done} of 6" for done in range(6))]


BUILD = """
import sys
from reportgen.cli import main
main(["build", "--project", sys.argv[1]], standalone_mode=False)
print("scipy" in sys.modules)
"""


@pytest.mark.parametrize(("smallest", "is_solved"), [(50, False), (3, True)])
def test_a_build_loads_and_solves_nothing_where_nothing_is_small(
    tmp_path: Path, smallest: int, is_solved: bool
) -> None:
    """A whole build, in a process of its own; with one small count among the linked ones it does."""
    counts = (smallest, *(60 + 7 * number for number in range(8)))
    cells = [
        f"30/09/2025,{setting},{age},all,{plans}\n"
        for (setting, age), plans in zip(
            ((setting, age) for setting in ("mainstream", "mss", "inmss") for age in ("0-4", "5-10", "11-15")),
            counts,
            strict=True,
        )
    ]
    project = make_project(tmp_path, caseload=CASELOAD.splitlines()[0] + "\n" + "".join(cells))
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(project)], check=True, cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == str(is_solved)
    hidden = (project / "output" / PERIOD / "publish" / "facts.csv").read_text(encoding="utf-8-sig").count(",,c,")
    assert bool(hidden) is is_solved


def interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("step", ["pipeline.publish_facts", "packs.audit_files"])
def test_a_build_that_is_stopped_says_so_and_leaves_last_times_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    project = make_project(tmp_path)
    reportgen("build", "--project", project, "--only", "minutes")
    before = files_in(project)
    monkeypatch.setattr(f"reportgen.{step}", interrupt)
    done = reportgen("build", "--project", project)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == "Error: stopped: nothing was written"
    assert "Traceback" not in done.output
    assert files_in(project) == before


def test_other_commands_are_stopped_with_a_sentence_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.pipeline.read_quarter", interrupt)
    done = reportgen("check", "--project", make_project(tmp_path))
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == "Error: stopped before it was done; nothing is left half written"


def stop_at_the_third(replace: Callable[..., None]) -> Callable[..., None]:
    moves: list[Path] = []

    def stopping(disk: Disk, source: Path, target: Path) -> None:
        moves.append(target)
        if len(moves) == 3:
            raise KeyboardInterrupt
        replace(disk, source, target)

    return stopping


def test_a_build_stopped_while_it_saves_is_finished_before_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path)
    monkeypatch.setattr(Disk, "replace", stop_at_the_third(Disk.replace))
    done = reportgen("build", "--project", project)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].endswith("its files have now been put in place")
    made = files_in(project / "output")
    monkeypatch.undo()
    assert reportgen("build", "--project", project).exit_code == 0
    assert files_in(project / "output") == made


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to every process of a console")
def test_ctrl_c_in_the_middle_of_hiding_ends_a_build_at_once(tmp_path: Path) -> None:
    project = make_project(tmp_path, caseload=cross_table())
    command = [sys.executable, "-m", "reportgen", "build", "--project", str(project)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        while not running.stderr.readline().startswith("Hiding small counts"):
            assert running.poll() is None
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        rest = running.stderr.read()
    # Python itself ends by the signal where it came while a library was being loaded.
    assert running.returncode in (1, -signal.SIGINT)
    assert rest == "Error: stopped: nothing was written\n"
    assert not (project / "output").exists()
