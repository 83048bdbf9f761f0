"""Reading back what earlier quarters have published: their ``facts.csv``, from the packs in an output folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import ProblemsError
from reportgen.facts.facts_csv import FILE, FactRow, read_facts
from reportgen.facts.last_build import LastBuild
from reportgen.inputs.table import SourceFile
from reportgen.output.disk import digest
from reportgen.period import Period


@dataclass(frozen=True, slots=True)
class EarlierPack:
    """The facts of an earlier quarter as published, and the file they were read from."""

    period: Period
    rows: tuple[FactRow, ...]
    source: SourceFile


def read_published(folder: Path, before: Period) -> tuple[EarlierPack, ...]:
    """Return what was published in the quarters before a period, latest first.

    Of several meetings' packs of a quarter one is read: their facts are the same. Raises ProblemsError for a file that
    is not a list of facts.
    """
    found: dict[Period, Path] = {}
    for path in (*sorted(folder.glob(f"*/publish/{FILE}")), *sorted(folder.glob(f"*/*/publish/{FILE}"))):
        try:
            period = Period.parse(path.relative_to(folder).parts[0])
        except ValueError:
            continue
        if period < before:
            found.setdefault(period, path)
    return tuple(_read(folder, period, found[period]) for period in sorted(found, reverse=True))


def read_last_build(folder: Path, period: Period) -> LastBuild | None:
    """Return what the pack of a quarter in the output folder printed and was made from, None where there is none.

    A pack whose own lists of facts were changed since, by hand or by a spreadsheet program, is not read: the build
    keeps such files and says so.
    """
    for path in (folder / str(period) / "publish" / FILE, *sorted(folder.glob(f"{period}/*/publish/{FILE}"))):
        exact = path.parent.parent / "restricted" / FILE
        if path.is_file() and exact.is_file():
            try:
                return LastBuild(read_facts(path.read_bytes()), read_facts(exact.read_bytes()))
            except ProblemsError:
                return None
    return None


def _read(folder: Path, period: Period, path: Path) -> EarlierPack:
    data = path.read_bytes()
    name = f"output/{path.relative_to(folder).as_posix()}"
    return EarlierPack(period, read_facts(data, name), SourceFile(name, digest(data)))
