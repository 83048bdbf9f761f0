"""Every change reportgen makes to a disk, one method each.

Nothing else in the package opens a file for writing. Tests hand in a disk that fails at a chosen call, so that a
kill, a full disk and a locked file are tried at every one of them.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WAIT_SECONDS = 0.2


class Disk:
    """The real disk. Every method raises OSError as the operating system does."""

    def write(self, path: Path, data: bytes) -> None:
        """Write a file and return once the bytes are safe on the disk."""
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def replace(self, source: Path, target: Path) -> None:
        """Move ``source`` over ``target`` in one step: a reader sees the old file or the new one."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def make_folder(self, path: Path) -> None:
        """Make a folder and the folders above it, where they are missing."""
        path.mkdir(parents=True, exist_ok=True)

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def sync_folder(self, path: Path) -> None:
        """Return once renames in the folder are safe on the disk. Windows has no such call and needs none."""
        if sys.platform != "win32":
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def open_lock(self, path: Path) -> BinaryIO:
        """Open a file and lock it for this process. The system frees the lock when the process ends, however it ends.

        Raises BlockingIOError (PermissionError on Windows) where another process holds it.
        """
        file = path.open("ab")
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(file.fileno()).st_ino != path.stat().st_ino:
                raise BlockingIOError("the lock was just given back")
        except OSError:
            file.close()
            raise
        return file

    def close_lock(self, path: Path, file: BinaryIO) -> None:
        """Free the lock and leave no file behind, in the order in which no second process can slip in between."""
        if sys.platform == "win32":
            file.close()
            path.unlink()
        else:
            path.unlink()
            file.close()

    def wait(self) -> None:
        """Wait a moment before trying a locked file again."""
        time.sleep(WAIT_SECONDS)


DISK = Disk()


def digest(data: bytes) -> str:
    """Return the SHA-256 of the bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, None where there is none."""
    try:
        return digest(path.read_bytes())
    except FileNotFoundError:
        return None
