"""``restricted/run.json``: what a pack was made from and what was written, so that an officer's edits are known.

It holds no clock, no user and no folder: the same inputs give the same bytes.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath

from reportgen.inputs.table import SourceFile
from reportgen.output.disk import digest
from reportgen.output.names import is_portable

RESTRICTED = "Restricted: not for publication. For use inside the council alone."
"""What every file of the restricted folder says first."""

MANIFEST = PurePosixPath("restricted/run.json")
_LIBRARIES = (
    "reportgen", "click", "jinja2", "lxml", "matplotlib", "openpyxl", "pandas", "python-docx", "python-pptx", "rich",
    "scipy", "XlsxWriter",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run: the quarter, the files it read (templates and configuration among them) and what it had to say."""

    period: str
    inputs: tuple[SourceFile, ...] = ()
    warnings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def made_from(self) -> str:
        """One SHA-256 for all the files read: equal for two builds of the same inputs."""
        return digest("\n".join(f"{file.sha256} {file.name}" for file in sorted_files(self.inputs)).encode())


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a pack as written: the document it is (``path`` may be its name beside an edited one) and when made.

    ``made_from`` tells builds apart where only some documents were made again.
    """

    path: str
    document: str
    sha256: str
    made_from: str


def sorted_files(files: tuple[SourceFile, ...]) -> list[SourceFile]:
    """Return the files in the order of their names."""
    return sorted(files, key=lambda file: (file.name, file.sha256))


def write_manifest(run: RunRecord, outputs: tuple[Output, ...]) -> bytes:
    """Return the bytes of ``run.json``."""
    content = {
        "restricted": RESTRICTED,
        "period": run.period,
        "versions": {"python": platform.python_version()} | {name: _version(name) for name in _LIBRARIES},
        "inputs": [{"name": file.name, "sha256": file.sha256} for file in sorted_files(run.inputs)],
        "outputs": [
            {"path": o.path, "document": o.document, "sha256": o.sha256, "made_from": o.made_from}
            for o in sorted(outputs, key=lambda output: output.path)
        ],
        "warnings": list(run.warnings),
        "left_out": list(run.left_out),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def read_outputs(folder: Path) -> Mapping[PurePosixPath, Output] | None:
    """Return what the last build wrote into a pack's folder, by path: empty before the first, None if unreadable."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        outputs = [Output(**entry) for entry in content["outputs"]]
        if not all(is_portable(part) for output in outputs for part in PurePosixPath(output.path).parts):
            return None  # a path that leads out of the pack is none of ours
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return {PurePosixPath(output.path): output for output in outputs}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
