"""One build at a time in one folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportgen.errors import ReportgenError
from reportgen.output.disk import Disk

LOCK = ".reportgen-lock"


class FolderBusy(ReportgenError):
    """Another reportgen is writing into the folder at this moment."""


@contextmanager
def locked_folder(folder: Path, disk: Disk) -> Iterator[None]:
    """Hold the folder for this process. Raises FolderBusy where another process holds it.

    A lock left by a process that was killed holds nobody up: the system frees it with the process.
    """
    try:
        file = disk.open_lock(folder / LOCK)
    except (BlockingIOError, PermissionError) as error:
        raise FolderBusy(
            f"{folder.name}: another reportgen is writing into this folder, or it may not be written to; "
            "nothing was changed; wait until the other one has finished and run it again"
        ) from error
    try:
        yield
    finally:
        with file, suppress(OSError):  # a lock file that stays behind, unlocked, holds nobody up
            disk.close_lock(folder / LOCK, file)
