"""Saving packs and new project files: everything is written, or nothing."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath

from reportgen.errors import ReportgenError
from reportgen.output.disk import DISK, Disk, digest
from reportgen.output.journal import STAGING, Change, LeftHalfway, TargetLocked, carry_out, recover
from reportgen.output.lock import FolderBusy, locked_folder
from reportgen.output.names import is_open, names_beside
from reportgen.output.plan import OPEN, Pack, PackFile, Plan, SaveReport, plan_packs

TRIES = 10
"""A locked file is tried this often, a fifth of a second apart, before the new one is written beside it."""


class SaveError(ReportgenError):
    """The disk would not take the files; the folder is as it was before."""


def save_packs(packs: Sequence[Pack], root: Path, disk: Disk = DISK) -> SaveReport:
    """Write the packs into the output folder and return what was done: all of them completely, or nothing at all.

    A file edited since the last build is kept and the new one written beside it; so is one that another program
    holds for more than two seconds. Files of the last build that are no longer made are removed unless edited.
    Raises FolderBusy where another build is at work, SaveError where the disk refuses.
    """
    try:
        disk.make_folder(root)
        with locked_folder(root, disk):
            note = recover(root, disk)
            plan = _carry_out_packs(tuple(packs), root, disk)
    except OSError as error:
        raise SaveError(explain(error, root)) from error
    if note:
        plan.notes.append(note)
    return plan.report


def save_new(files: Sequence[PackFile], root: Path, disk: Disk = DISK) -> SaveReport:
    """Write files that are not there yet, all or none; those already there are left as they are (``unchanged``).

    Raises FolderBusy and SaveError as :func:`save_packs`.
    """
    try:
        disk.make_folder(root)
        with locked_folder(root, disk):
            recover(root, disk)
            missing = [file for file in files if not (root / file.path).exists()]
            if missing:
                carry_out([Change(file.path, file.data, None) for file in missing], root, disk, TRIES)
    except OSError as error:
        raise SaveError(explain(error, root)) from error
    return SaveReport(
        written=tuple(file.path for file in missing),
        unchanged=tuple(file.path for file in files if file not in missing),
    )


def save_copy(file: PackFile, root: Path, is_ours: Callable[[bytes], bool], disk: Disk = DISK) -> PurePosixPath:
    """Write one file that is made anew each time, and return where it went.

    What stands there is replaced where ``is_ours`` knows its bytes and nobody has it open; otherwise it is kept and the
    new one goes beside it. Raises FolderBusy and SaveError as :func:`save_packs`.
    """
    try:
        disk.make_folder(root)
        with locked_folder(root, disk):
            recover(root, disk)
            for path in chain([file.path], names_beside(file.path)):
                target = root / path
                present = target.read_bytes() if target.exists() else None
                if present is None or present == file.data or (is_ours(present) and not is_open(target)):
                    break
            if present != file.data:
                before = None if present is None else digest(present)
                carry_out([Change(path, file.data, before)], root, disk, TRIES)
    except OSError as error:
        raise SaveError(explain(error, root)) from error
    return path


def recover_folder(root: Path, disk: Disk = DISK) -> str:
    """Finish or undo what a killed run left in a folder; return what was done in words, "" where nothing was.

    While another run is writing there, it is left to that run. Raises SaveError where the disk refuses.
    """
    if not (root / STAGING).is_dir():
        return ""
    try:
        with locked_folder(root, disk):
            return recover(root, disk)
    except FolderBusy:
        return ""
    except OSError as error:
        raise SaveError(explain(error, root)) from error


def explain(error: OSError, root: Path) -> str:
    """Return the failure in one sentence for an officer: what happened, what state things are in, what to do."""
    reasons = {
        errno.ENOSPC: ("the disk is full", "free some space"),
        errno.EDQUOT: ("your share of the disk is full", "free some space"),
        errno.EACCES: ("writing here is not allowed", "close the files that are open, or ask for the right to write"),
        errno.EPERM: ("writing here is not allowed", "close the files that are open, or ask for the right to write"),
        errno.EROFS: ("the disk cannot be written to", "choose another folder with --output"),
    }
    found, remedy = reasons.get(error.errno or 0, (error.strerror or str(error), "put that right"))
    if isinstance(error, LeftHalfway):
        state = "the files could be neither finished nor put back; the next start does one of them"
    else:
        state = "nothing was changed"
    return f"{root.name}: {found}; {state}; {remedy} and run it again"


def _carry_out_packs(packs: tuple[Pack, ...], root: Path, disk: Disk) -> Plan:
    locked: frozenset[PurePosixPath] = frozenset()
    tries = TRIES
    plan = _plan_patiently(packs, root, disk)
    while plan.changes:
        try:
            carry_out(plan.changes, root, disk, tries)
            break
        except TargetLocked as error:
            if error.target in locked:
                raise
            locked |= {error.target}
            tries = 1
            plan = plan_packs(packs, root, locked)
    return plan


def _plan_patiently(packs: tuple[Pack, ...], root: Path, disk: Disk) -> Plan:
    """Return the plan, giving an officer two seconds to close a file that is open."""
    for _ in range(TRIES):
        plan = plan_packs(packs, root, frozenset())
        if not any(beside.reason == OPEN for beside in plan.beside):
            break
        disk.wait()
    return plan
