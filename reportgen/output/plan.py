"""What becomes of each file of a pack, given what stands in its folder: pure decisions, nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from reportgen.codes import OUTGOING
from reportgen.output.disk import digest, digest_of
from reportgen.output.journal import Change
from reportgen.output.manifest import MANIFEST, Output, RunRecord, read_outputs, write_manifest
from reportgen.output.names import is_open, is_portable, names_beside


@dataclass(frozen=True, slots=True)
class PackFile:
    """One finished file; ``path`` is where it goes in the pack, such as ``publish/paper.docx``."""

    path: PurePosixPath
    data: bytes

    def __post_init__(self) -> None:
        if self.path.is_absolute() or not self.path.parts or not all(map(is_portable, self.path.parts)):
            raise ValueError(f"{self.path} is not a file name that works everywhere")


@dataclass(frozen=True, slots=True)
class Pack:
    """The files for one meeting; ``folder`` is where they go in the output folder, such as ``2025-26-q2``.

    A pack that is not ``complete`` (``build --only``) leaves the other documents of the last build where they are; one
    of an ``exempt`` item leaves none of them where files may leave the council.
    """

    folder: PurePosixPath
    files: tuple[PackFile, ...]
    run: RunRecord
    complete: bool = True
    exempt: bool = False

    def __post_init__(self) -> None:
        names = [str(file.path).casefold() for file in self.files]
        if len(set(names)) < len(names) or str(MANIFEST) in names:
            raise ValueError("two files of one name in a pack")


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that was left alone, with the name the new one got (None: it is no longer made) and why."""

    kept: PurePosixPath
    new: PurePosixPath | None
    reason: str


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What saving did, by paths from the output folder; ``notes`` are sentences for the officer."""

    written: tuple[PurePosixPath, ...] = ()
    unchanged: tuple[PurePosixPath, ...] = ()
    removed: tuple[PurePosixPath, ...] = ()
    beside: tuple[Beside, ...] = ()
    notes: tuple[str, ...] = ()


EDITED = "edited since the last build"
OPEN = "open in another program"
UNREADABLE = "unreadable"
"""Stands for the SHA-256 of a file another program will not let us read."""


@dataclass(slots=True)
class Plan:
    """The changes to make, in order, and the report on them, gathered pack by pack."""

    changes: list[Change] = field(default_factory=list)
    written: list[PurePosixPath] = field(default_factory=list)
    unchanged: list[PurePosixPath] = field(default_factory=list)
    removed: list[PurePosixPath] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def report(self) -> SaveReport:
        """The report, for when the changes are made."""
        return SaveReport(
            tuple(self.written), tuple(self.unchanged), tuple(self.removed), tuple(self.beside), tuple(self.notes)
        )


def plan_packs(packs: tuple[Pack, ...], root: Path, locked: frozenset[PurePosixPath]) -> Plan:
    """Return what saving the packs into ``root`` takes. ``locked`` files are known not to be replaceable now."""
    plan = Plan()
    for pack in packs:
        _PackPlan(pack, root, locked, plan).make()
    return plan


class _PackPlan:
    """The decisions for one pack."""

    def __init__(self, pack: Pack, root: Path, locked: frozenset[PurePosixPath], plan: Plan) -> None:
        self.pack, self.root, self.locked, self.plan = pack, root, locked, plan
        last = read_outputs(root / pack.folder)
        if last is None:
            plan.notes.append(f"{pack.folder / MANIFEST} cannot be read, so every file there counts as edited")
        self.last: Mapping[PurePosixPath, Output] = last or {}
        self.ours = {output.sha256 for output in self.last.values()}
        self.outputs: dict[PurePosixPath, Output] = {}
        self.passed_over: set[PurePosixPath] = set()

    def make(self) -> None:
        """Add this pack's changes to the plan, its manifest last."""
        for file in self.pack.files:
            self._place(file)
        for path, output in self.last.items():
            if path not in self.outputs and path not in self.passed_over:
                self._leave_or_remove(path, output)
        if self.pack.exempt:
            self._tell_left_outside()
        data = write_manifest(self.pack.run, tuple(self.outputs.values()))
        before = digest_of(self.root / self.pack.folder / MANIFEST)
        if before != digest(data):
            self.plan.changes.append(Change(self.pack.folder / MANIFEST, data, before))

    def _place(self, file: PackFile) -> None:
        wanted = digest(file.data)
        reason = ""
        for path in self._names(file.path):
            target = self.pack.folder / path
            present = _present(self.root / target)
            if present is None or present == wanted:
                break
            if present in self.ours and target not in self.locked and not is_open(self.root / target):
                break
            reason = reason or (OPEN if present in self.ours or present == UNREADABLE else EDITED)
            self.passed_over.add(path)
            if path in self.last and self.last[path].sha256 == present:
                self.outputs[path] = self.last[path]  # still ours: the next build replaces it
        self.outputs[path] = Output(str(path), str(file.path), wanted, self.pack.run.made_from)
        if reason:
            self.plan.beside.append(Beside(self.pack.folder / file.path, target, reason))
        if present == wanted:
            self.plan.unchanged.append(target)
        else:
            self.plan.written.append(target)
            self.plan.changes.append(Change(target, file.data, present))

    def _names(self, path: PurePosixPath) -> Iterator[PurePosixPath]:
        yield path
        yield from names_beside(path)

    def _leave_or_remove(self, path: PurePosixPath, output: Output) -> None:
        target = self.pack.folder / path
        present = _present(self.root / target)
        made = {str(file.path) for file in self.pack.files}
        must_go = self.pack.exempt and path.parts[0] in OUTGOING
        if not self.pack.complete and output.document not in made and not must_go:
            self.outputs[path] = output
            if output.made_from != self.pack.run.made_from:
                self.plan.notes.append(f"{target} is from an earlier build and may show other figures")
        elif present == output.sha256:
            if target in self.locked or is_open(self.root / target):
                self.outputs[path] = output
                self.plan.beside.append(Beside(target, None, OPEN))
            else:
                self.plan.removed.append(target)
                self.plan.changes.append(Change(target, None, present))
        elif present is not None:
            self.plan.beside.append(Beside(target, None, EDITED))

    def _tell_left_outside(self) -> None:
        """Say which files of an exempt item stay where files may leave the council: edited ones, and older packs."""
        going = {change.target for change in self.plan.changes if change.data is None}
        for folder in dict.fromkeys((self.pack.folder, PurePosixPath(self.pack.folder.parts[0]))):
            found = (path for part in OUTGOING for path in sorted((self.root / folder / part).glob("*")))
            left = (PurePosixPath(path.relative_to(self.root).as_posix()) for path in found)
            if named := ", ".join(str(path) for path in left if path not in going):
                self.plan.notes.append(
                    f"the item is exempt, and these files still lie where files may leave the council: {named}; "
                    "move them into restricted or delete them"
                )


def _present(path: Path) -> str | None:
    """Return the SHA-256 of what stands there, None for nothing."""
    try:
        return digest_of(path)
    except PermissionError:
        return UNREADABLE
