"""Saving tables into a project: a file of the officer's is never written over; a new version goes beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path, PurePosixPath

from reportgen.output.disk import DISK, Disk, digest, digest_of
from reportgen.output.journal import Change, carry_out, recover
from reportgen.output.lock import locked_folder
from reportgen.output.names import names_beside
from reportgen.output.plan import Beside, PackFile, SaveReport
from reportgen.output.saving import TRIES, SaveError, explain

PRESENT = "there already"


def save_beside(
    files: Sequence[PackFile], root: Path, taken: Collection[PurePosixPath] = (), disk: Disk = DISK
) -> SaveReport:
    """Write every file under a name nothing else has, all or none: ``caseload.csv``, else ``caseload (new).csv``.

    A file that is there with the same bytes is left as it is (``unchanged``). ``taken`` names count as there, though
    they are not: their content stands elsewhere. Raises FolderBusy and SaveError as :func:`save_packs`.
    """
    changes: list[Change] = []
    unchanged: list[PurePosixPath] = []
    beside: list[Beside] = []
    try:
        disk.make_folder(root)
        with locked_folder(root, disk):
            recover(root, disk)
            for file in files:
                path = _free_name(file, root, taken)
                if (root / path).exists():
                    unchanged.append(path)
                else:
                    changes.append(Change(path, file.data, None))
                if path != file.path:
                    beside.append(Beside(file.path, path, PRESENT))
            if changes:
                carry_out(changes, root, disk, TRIES)
    except OSError as error:
        raise SaveError(explain(error, root)) from error
    return SaveReport(tuple(change.target for change in changes), tuple(unchanged), (), tuple(beside))


def _free_name(file: PackFile, root: Path, taken: Collection[PurePosixPath]) -> PurePosixPath:
    """Return the first name that is free or already holds these bytes."""
    if file.path not in taken and digest_of(root / file.path) in (None, digest(file.data)):
        return file.path
    return next(path for path in names_beside(file.path) if digest_of(root / path) in (None, digest(file.data)))
