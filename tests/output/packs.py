"""Packs to save, a disk that fails where a test says, and a look at what stands in a folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from reportgen.inputs.table import SourceFile
from reportgen.output import Pack, PackFile, RunRecord, digest
from reportgen.output.disk import Disk

FOLDER = PurePosixPath("2025-26-q2")
OLD = {"publish/paper.docx": "old paper", "publish/slides.pptx": "old slides", "meeting/answers.docx": "old answers"}
NEW = {
    "publish/paper.docx": "new paper " * 50,
    "publish/slides.pptx": "new slides",
    "meeting/minutes.docx": "new minutes",
    "restricted/return.xlsx": "new return",
}


def pack_of(files: dict[str, str], *, complete: bool = True, folder: PurePosixPath = FOLDER) -> Pack:
    """A pack of these files, made from an input that differs where the files differ."""
    run = RunRecord("2025-26-q2", inputs=(SourceFile("quarter.xlsx", digest(repr(files).encode())),))
    made = tuple(PackFile(PurePosixPath(path), text.encode()) for path, text in files.items())
    return Pack(folder, made, run, complete=complete)


def files_in(root: Path) -> dict[str, bytes]:
    """Every file below the folder, anything left over from saving among them, save the lock a killed run leaves."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".reportgen-lock"
    }


def folders_in(root: Path) -> set[str]:
    """Every folder below the folder."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir()}


class Fault:
    """What happens at the chosen call: half of a file is written at most, then this."""

    def __init__(self, name: str, strike: Callable[[], None], *, lasting: bool = False) -> None:
        self.name, self.strike, self.lasting = name, strike, lasting

    def __repr__(self) -> str:
        return self.name


def _raise(number: int) -> Callable[[], None]:
    def strike() -> None:
        raise OSError(number, os.strerror(number))

    return strike


KILL = Fault("kill", lambda: os._exit(9))
FULL = Fault("full disk", _raise(errno.ENOSPC))
REFUSED = Fault("refused once", _raise(errno.EACCES))
REFUSED_FROM_NOW = Fault("refused from now on", _raise(errno.EACCES), lasting=True)


class FaultyDisk(Disk):
    """A disk whose call number ``at`` fails; calls are counted from 0."""

    def __init__(self, at: int, fault: Fault) -> None:
        self.at, self.fault, self.calls = at, fault, 0

    def _strikes(self) -> bool:
        number, self.calls = self.calls, self.calls + 1
        return number == self.at or (self.fault.lasting and number > self.at)

    def _before(self) -> None:
        if self._strikes():
            self.fault.strike()

    def write(self, path: Path, data: bytes) -> None:
        if self._strikes():
            path.write_bytes(data[: len(data) // 2])
            self.fault.strike()
        path.write_bytes(data)

    def replace(self, source: Path, target: Path) -> None:
        self._before()
        super().replace(source, target)

    def remove(self, path: Path) -> None:
        self._before()
        super().remove(path)

    def make_folder(self, path: Path) -> None:
        self._before()
        super().make_folder(path)

    def remove_folder(self, path: Path) -> None:
        self._before()
        super().remove_folder(path)

    def sync_folder(self, path: Path) -> None:
        self._before()

    def open_lock(self, path: Path) -> BinaryIO:
        self._before()
        return super().open_lock(path)

    def close_lock(self, path: Path, file: BinaryIO) -> None:
        self._before()
        super().close_lock(path, file)

    def wait(self) -> None:
        """No time passes."""


class LockedDisk(FaultyDisk):
    """A disk on which other programs hold some files, as Word does on Windows."""

    def __init__(self, *names: str) -> None:
        super().__init__(-1, KILL)
        self.names, self.waits = names, 0

    def replace(self, source: Path, target: Path) -> None:
        if target.name in self.names:
            raise PermissionError(errno.EACCES, "in use", str(target))
        super().replace(source, target)

    def wait(self) -> None:
        self.waits += 1
