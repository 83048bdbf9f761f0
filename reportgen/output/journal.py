"""All or nothing: a set of changes to a folder that a kill, a full disk or a locked file cannot leave half done.

1. The new files, and copies of the files they replace, are written into a staging folder and made safe.
2. ``forward.json`` says what is to be moved where. The moment it stands in the folder, the change is decided.
3. The files are moved into place one by one, in the order given.
4. The journal is removed, then the staging folder.

Killed before 2: recovery throws the staging folder away, the old files were never touched. Killed after 2: recovery
finishes the moves. An error after 2 (a locked file, say) undoes the moves already made: the journal is renamed to
``back.json``, which needs no space on a full disk, and the copies are moved back.
A file that is not as the journal expects it was edited by somebody in between: it is never overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from reportgen.output.disk import Disk, digest, digest_of
from reportgen.output.names import names_beside

STAGING = ".reportgen-staging"
_FORWARD = "forward.json"
_BACK = "back.json"
_DRAFT = "journal.tmp"


@dataclass(frozen=True, slots=True)
class Change:
    """One file to be written (``data``) or removed (``data`` None).

    ``target`` is the path from the folder; ``before`` the SHA-256 of what stands there, None where nothing does.
    """

    target: PurePosixPath
    data: bytes | None
    before: str | None


class TargetLocked(OSError):
    """Another program holds the file, so that it cannot be replaced; everything has been put back."""

    def __init__(self, target: PurePosixPath) -> None:
        super().__init__(f"{target} is open in another program")
        self.target = target


class TargetChanged(OSError):
    """The file changed while it was to be replaced; everything has been put back."""


class LeftHalfway(OSError):
    """Neither finishing nor undoing worked; recovery will do one of them at the next start."""


@dataclass(frozen=True, slots=True)
class _Move:
    """One line of the journal; ``staged`` and ``saved`` are names in the staging folder, "" where there is none."""

    target: str
    staged: str
    saved: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Journal:
    """What the staging folder is for: the folders to make and the moves, in order."""

    folders: tuple[str, ...]
    moves: tuple[_Move, ...]

    def to_json(self) -> bytes:
        """Return the journal as it stands in its file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, data: bytes) -> _Journal:
        """Return the journal of a file."""
        content = json.loads(data)
        return cls(tuple(content["folders"]), tuple(_Move(**move) for move in content["moves"]))


def carry_out(changes: Sequence[Change], root: Path, disk: Disk, tries: int) -> None:
    """Make all the changes, or none. ``tries`` is how often a locked file is tried before giving up.

    Raises TargetLocked, TargetChanged or another OSError with the folder as it was, LeftHalfway (very rarely) with
    the rest to be done by :func:`recover`. The caller holds the folder's lock and has recovered it.
    """
    staging = root / STAGING
    try:
        journal = _stage(changes, root, disk)
        disk.replace(staging / _DRAFT, staging / _FORWARD)
        disk.sync_folder(staging)
        disk.sync_folder(root)
    except OSError:
        with suppress(OSError):
            _discard(staging, disk)
        raise
    try:
        _move_forward(journal, root, disk, tries, divert=False)
    except OSError as error:
        try:
            _move_back(journal, root, disk)
        except OSError as second:
            raise LeftHalfway(error.errno, error.strerror or str(error)) from second
        _tidy_up(journal, root, disk)
        raise
    _tidy_up(journal, root, disk)


def recover(root: Path, disk: Disk) -> str:
    """Finish or undo what an interrupted run left in the folder; return what was done in words, "" for nothing.

    The caller holds the folder's lock. Raises OSError where neither works; nothing is lost then.
    """
    staging = root / STAGING
    if not staging.is_dir():
        return ""
    forward, back = _read(staging / _FORWARD), _read(staging / _BACK)
    if forward is not None:
        try:
            _move_forward(forward, root, disk, tries=1, divert=True)
            _finish(forward, root, disk)
            return "the last run was interrupted while it saved; its files have now been put in place"
        except OSError:
            if not (staging / _FORWARD).exists():
                raise
            back = forward
    if back is not None:
        _move_back(back, root, disk)
        _finish(back, root, disk)
        return "the last run was interrupted while it saved; the files from before it have been put back"
    _discard(staging, disk)
    return ""


def _stage(changes: Sequence[Change], root: Path, disk: Disk) -> _Journal:
    """Write the new files, copies of those they replace and the draft of the journal."""
    staging = root / STAGING
    disk.make_folder(staging)
    moves = []
    for number, change in enumerate(changes):
        staged, saved, after = "", "", None
        if change.data is not None:
            staged, after = f"new-{number}", digest(change.data)
            disk.write(staging / staged, change.data)
        if change.before is not None:
            saved = f"old-{number}"
            present = (root / change.target).read_bytes()
            if digest(present) != change.before:
                raise TargetChanged(f"{change.target} changed meanwhile")
            disk.write(staging / saved, present)
        moves.append(_Move(str(change.target), staged, saved, change.before, after))
    folders = {str(folder) for change in changes if change.data is not None for folder in change.target.parents}
    missing = tuple(sorted(folder for folder in folders if not (root / folder).is_dir()))
    journal = _Journal(missing, tuple(moves))
    disk.write(staging / _DRAFT, journal.to_json())
    return journal


def _read(path: Path) -> _Journal | None:
    try:
        return _Journal.from_json(path.read_bytes())
    except FileNotFoundError:
        return None


def _move_forward(journal: _Journal, root: Path, disk: Disk, tries: int, *, divert: bool) -> None:
    """Put the new files in place; may be repeated. ``divert`` writes beside a file edited meanwhile, for recovery."""
    staging = root / STAGING
    for folder in journal.folders:
        disk.make_folder(root / folder)
    for move in journal.moves:
        target = PurePosixPath(move.target)
        if move.staged and not (staging / move.staged).exists():
            continue  # moved before the interruption
        if digest_of(root / target) != move.before:
            if not divert:
                raise TargetChanged(f"{target} changed meanwhile")
            target = next(path for path in names_beside(target) if not (root / path).exists())
        if move.staged:
            _replace(staging / move.staged, root, target, disk, tries)
        elif str(target) == move.target:
            disk.remove(root / target)


def _replace(source: Path, root: Path, target: PurePosixPath, disk: Disk, tries: int) -> None:
    for attempt in range(tries):
        try:
            disk.replace(source, root / target)
            return
        except PermissionError as error:
            if attempt < tries - 1:
                disk.wait()
            elif (root / target).exists():
                raise TargetLocked(target) from error
            else:
                raise


def _move_back(journal: _Journal, root: Path, disk: Disk) -> None:
    """Put the old files back; may be repeated."""
    staging = root / STAGING
    if (staging / _FORWARD).exists():
        disk.replace(staging / _FORWARD, staging / _BACK)
        disk.sync_folder(staging)
    for move in reversed(journal.moves):
        target = root / move.target
        if (move.staged and (staging / move.staged).exists()) or digest_of(target) != move.after:
            continue  # never moved, put back before, or edited since and so not ours to touch
        if move.saved:
            if (staging / move.saved).exists():
                disk.replace(staging / move.saved, target)
        else:
            disk.remove(target)
    for folder in reversed(journal.folders):
        if (root / folder).is_dir() and not any((root / folder).iterdir()):
            disk.remove_folder(root / folder)


def _tidy_up(journal: _Journal, root: Path, disk: Disk) -> None:
    """Finish; what cannot be tidied away now (a virus scanner holds it, say) is tidied at the next start."""
    with suppress(OSError):
        _finish(journal, root, disk)


def _finish(journal: _Journal, root: Path, disk: Disk) -> None:
    """Make the moves safe on the disk, then forget them: the journal goes before anything it speaks of."""
    for folder in sorted({folder for move in journal.moves for folder in PurePosixPath(move.target).parents}):
        if (root / folder).is_dir():
            disk.sync_folder(root / folder)
    _discard(root / STAGING, disk)


def _discard(staging: Path, disk: Disk) -> None:
    for journal in (staging / _FORWARD, staging / _BACK):
        if journal.exists():
            disk.remove(journal)
    for path in sorted(staging.iterdir()):
        disk.remove(path)
    disk.remove_folder(staging)
