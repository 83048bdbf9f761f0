"""The illustrative quarter built by the real command: what it touches on the disk, and a kill in the middle."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.output import recover_folder
from tests.commands.projects import files_in

ROOT = Path(__file__).parents[2]

WATCHED = """
import sys
import reportgen.output.disk as disk
seen, strays = [], []
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "shutil.move"}
def watch(event, arguments):
    writing = event in CHANGES or (
        event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"))
    if writing and "matplotlib" in str(arguments[0]):  # its list of fonts, in the user's own folder
        return
    if writing:
        seen.append(event)
        frame = sys._getframe()
        while frame and frame.f_code.co_filename != disk.__file__:
            frame = frame.f_back
        if frame is None:
            strays.append((event, arguments))
sys.addaudithook(watch)
from reportgen.cli import main
main(["--project", sys.argv[1], "build", "--output", sys.argv[2]], standalone_mode=False)
print(len(seen) > 25, strays)
"""


@pytest.mark.slow
def test_nothing_but_the_guarded_disk_writes_during_a_build(tmp_path: Path) -> None:
    """So the faults tried at every call of that disk are the faults of a whole build."""
    command = [sys.executable, "-B", "-c", WATCHED, str(ROOT), str(tmp_path / "output")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "True []"


def build(output: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "reportgen", "--project", str(ROOT), "build", "--output", str(output)]
    return subprocess.Popen(command, cwd=output.parent, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@pytest.mark.slow
def test_builds_killed_while_they_save_leave_nothing_or_the_whole_pack(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    assert build(whole).communicate() is not None
    expected = files_in(whole)
    assert expected
    for number in range(6):
        output = tmp_path / f"output-{number}"
        process = build(output)
        assert process.stderr is not None
        while b"Saving" not in (line := process.stderr.readline()):
            assert line, "the build ended before it saved"
        time.sleep(0.004 * number)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        recover_folder(output)
        left = {name: data for name, data in files_in(output).items() if name != ".reportgen-lock"}
        assert left in ({}, expected), f"kill {number}"
