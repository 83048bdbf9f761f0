"""Promise 9: a kill, full disk or locked file at any write or rename leaves the old pack or the new, never a mix."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.errors import ReportgenError
from reportgen.output import recover_folder, save_packs
from reportgen.output.disk import DISK, Disk
from tests.output.packs import (
    FOLDER,
    FULL,
    KILL,
    NEW,
    OLD,
    REFUSED,
    REFUSED_FROM_NOW,
    Fault,
    FaultyDisk,
    files_in,
    folders_in,
    pack_of,
)

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed at a chosen call by forking")

Save = Callable[[Path, Disk], object]


def save_new_pack(root: Path, disk: Disk) -> None:
    """The guarded save."""
    save_packs([pack_of(NEW)], root, disk)


def save_naively(root: Path, disk: Disk) -> None:
    """What a program without the guard does: one file after the other, over the old ones."""
    for path, text in NEW.items():
        target = root / FOLDER / path
        disk.make_folder(target.parent)
        disk.write(target, text.encode())
    disk.remove(root / FOLDER / "meeting/answers.docx")


def in_child(action: Callable[[], object]) -> int:
    """Run in a child process that may be killed; return its exit code."""
    child = os.fork()
    if child == 0:
        try:
            action()
        except ReportgenError:
            os._exit(1)
        except BaseException:
            os._exit(99)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Folders:
    """A folder with the old pack, made fresh for every fault, and the two states it may end in."""

    def __init__(self, base: Path) -> None:
        self.base, self.root = base, base / "output"
        save_packs([pack_of(OLD)], base / "old", DISK)
        shutil.copytree(base / "old", base / "new")
        save_packs([pack_of(NEW)], base / "new", DISK)
        self.old, self.new = files_in(base / "old"), files_in(base / "new")

    def fresh(self) -> Path:
        """The folder with the old pack."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.base / "old", self.root)
        return self.root

    def state(self) -> str:
        """'old', 'new' or 'mix'."""
        found = files_in(self.root)
        return "old" if found == self.old else "new" if found == self.new else "mix"

    def calls(self, save: Save) -> int:
        """How many calls the disk gets when nothing fails."""
        disk = FaultyDisk(-1, KILL)
        save(self.fresh(), disk)
        return disk.calls


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def states_after(folders: Folders, save: Save, fault: Fault, *, recovering: bool) -> list[str]:
    """The state after the fault at each call in turn, with or without the recovery of the next start."""
    states = []
    for at in range(folders.calls(save)):
        root = folders.fresh()
        in_child(lambda root=root, at=at: save(root, FaultyDisk(at, fault)))  # type: ignore[misc]
        if recovering:
            recover_folder(root)
        states.append(folders.state())
    return states


@needs_fork
@pytest.mark.parametrize("fault", [KILL, FULL, REFUSED, REFUSED_FROM_NOW], ids=repr)
def test_a_fault_at_any_call_leaves_the_old_pack_or_the_new(folders: Folders, fault: Fault) -> None:
    states = states_after(folders, save_new_pack, fault, recovering=True)
    assert len(states) > 30
    assert set(states) <= {"old", "new"}
    assert "old" in states
    if fault is not REFUSED_FROM_NOW:
        assert "new" in states


@needs_fork
@pytest.mark.parametrize("fault", [FULL, REFUSED], ids=repr)
def test_an_error_is_put_right_at_once_not_only_at_the_next_start(folders: Folders, fault: Fault) -> None:
    for at in range(folders.calls(save_new_pack)):
        root = folders.fresh()
        in_child(lambda root=root, at=at: save_new_pack(root, FaultyDisk(at, fault)))  # type: ignore[misc]
        visible = {name: data for name, data in files_in(root).items() if not name.startswith(".reportgen")}
        assert visible in (folders.old, folders.new), f"call {at}"


@needs_fork
@pytest.mark.parametrize("fault", [KILL, FULL, REFUSED], ids=repr)
def test_a_second_run_after_the_fault_finishes(folders: Folders, fault: Fault) -> None:
    for at in range(folders.calls(save_new_pack)):
        root = folders.fresh()
        in_child(lambda root=root, at=at: save_new_pack(root, FaultyDisk(at, fault)))  # type: ignore[misc]
        save_packs([pack_of(NEW)], root, DISK)
        assert folders.state() == "new", f"call {at}"


@needs_fork
def test_a_kill_during_recovery_is_recovered_from(folders: Folders) -> None:
    first_calls = folders.calls(save_new_pack)
    for at in range(0, first_calls, 2):
        for second in range(40):
            root = folders.fresh()
            in_child(lambda root=root, at=at: save_new_pack(root, FaultyDisk(at, KILL)))  # type: ignore[misc]
            code = in_child(lambda root=root, second=second: recover_folder(root, FaultyDisk(second, KILL)))  # type: ignore[misc]
            recover_folder(root)
            assert folders.state() in {"old", "new"}, f"calls {at} and {second}"
            if code == 0:
                break
        else:
            pytest.fail("recovery never came to its end")


@needs_fork
@pytest.mark.parametrize("second_fault", [KILL, FULL], ids=repr)
def test_a_fault_while_putting_back_is_recovered_from(folders: Folders, second_fault: Fault) -> None:
    """The first fault makes the save undo its moves; the second strikes while it does."""

    class TwiceFaulty(FaultyDisk):
        def __init__(self, first: int, second: int) -> None:
            super().__init__(first, FULL)
            self.second = second

        def _before(self) -> None:
            if self.calls == self.second:
                second_fault.strike()
            super()._before()

    calls = folders.calls(save_new_pack)
    for first in range(calls // 2, calls):
        for second in range(first + 1, first + 12):
            root = folders.fresh()
            in_child(lambda root=root, a=first, b=second: save_new_pack(root, TwiceFaulty(a, b)))  # type: ignore[misc]
            recover_folder(root)
            assert folders.state() in {"old", "new"}, f"calls {first} and {second}"


@needs_fork
@pytest.mark.parametrize("fault", [KILL, FULL, REFUSED], ids=repr)
def test_the_check_catches_saving_without_the_guard(folders: Folders, fault: Fault) -> None:
    assert "mix" in states_after(folders, save_naively, fault, recovering=True)


def test_a_failed_first_save_leaves_no_empty_folders(tmp_path: Path) -> None:
    calls = FaultyDisk(-1, KILL)
    save_packs([pack_of(NEW)], tmp_path / "measured", calls)
    for at in range(1, calls.calls):
        root = tmp_path / f"output-{at}"
        try:
            save_packs([pack_of(NEW)], root, FaultyDisk(at, FULL))
        except ReportgenError:
            recover_folder(root)
            assert files_in(root) == {}
            assert folders_in(root) == set()


LOOP = """
import sys
from pathlib import Path
from reportgen.output import save_packs
from tests.output.packs import NEW, OLD, pack_of
root = Path(sys.argv[1])
print("ready", flush=True)
while True:
    save_packs([pack_of(NEW)], root)
    save_packs([pack_of(OLD)], root)
"""


@pytest.mark.slow
def test_killed_while_saving_over_and_over(folders: Folders) -> None:
    """Real processes and a real SIGKILL, at thirty moments spread over the work."""
    root = folders.fresh()
    for number in range(30):
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, str(root)], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.003 + 0.0037 * number)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        recover_folder(root)
        assert folders.state() in {"old", "new"}, f"kill {number}"
