"""Microsoft's Open XML validator, as the npm package in ``package-lock.json`` carries it; it works offline."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "REPORTGEN_OOXML_VALIDATOR"
FOLDERS = (Path(__file__).parent, Path(__file__).parents[1], Path(__file__).parents[2])


def find_validator() -> Path | None:
    """The validator's program: named by the environment, or installed by ``npm ci --prefix tests/office``."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    system = {"win32": "win32", "darwin": "darwin"}.get(sys.platform, "linux")
    machine = "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x64"
    program = "ooxml-validator.exe" if system == "win32" else "ooxml-validator"
    for folder in FOLDERS:
        found = folder / "node_modules" / "@xarsh" / f"ooxml-validator-{system}-{machine}" / program
        if found.is_file():
            return found
    return None


def errors_of(data: bytes, suffix: str) -> list[str]:
    """What the validator says of a file, one line an error; skips the test where it is not installed.

    The program ends with code 0 for invalid files too: ``ok`` and ``errors`` in its answer count.
    """
    program = find_validator()
    if program is None:
        pytest.skip(f"Office validator not installed: npm ci --prefix tests/office, or set {VARIABLE}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{suffix}"
        path.write_bytes(data)
        done = subprocess.run(
            [str(program), str(path)],
            capture_output=True,
            check=False,
            timeout=120,
            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    found = [_line(error) for error in answer.get("errors", [])]
    assert answer["ok"] is (not found), answer
    return found


def _line(error: Any) -> str:
    if not isinstance(error, dict):
        return str(error)
    return " ".join(str(error[key]) for key in sorted(error) if error[key])


def new_errors(output: bytes, template: bytes, suffix: str) -> list[str]:
    """The errors of ``output`` that its template did not have."""
    known = errors_of(template, suffix)
    return [error for error in errors_of(output, suffix) if error not in known]
