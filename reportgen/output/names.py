"""File names that work on every system, and the names of files written beside an officer's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

LONGEST_NAME = 120
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def is_portable(name: str) -> bool:
    """Whether one file or folder name works on Windows, macOS and Linux alike."""
    return (
        0 < len(name) <= LONGEST_NAME
        and not _FORBIDDEN.search(name)
        and name == name.strip()
        and not name.endswith(".")
        and name.partition(".")[0].rstrip().casefold() not in _RESERVED
    )


def portable_name(text: str) -> str:
    """Return the text as a file or folder name, as like itself as may be: ``Cabinet/Panel`` is ``Cabinet-Panel``."""
    name = " ".join(_FORBIDDEN.sub("-", text).split())[: LONGEST_NAME - 20].rstrip(". ")
    return name if is_portable(name) else f"{name}_".lstrip()


def names_beside(path: PurePosixPath) -> Iterator[PurePosixPath]:
    """Yield names for a new version beside an officer's: ``paper (new).docx``, ``paper (new 2).docx`` and so on."""
    yield path.with_name(f"{path.stem} (new){path.suffix}")
    number = 2
    while True:
        yield path.with_name(f"{path.stem} (new {number}){path.suffix}")
        number += 1


def is_open(path: Path) -> bool:
    """Whether Word, PowerPoint, Excel or LibreOffice left its sign beside the file that somebody has it open."""
    names = (f"~${path.name}", f"~${path.name[1:]}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    return any((path.parent / name).exists() for name in names)
