"""The rules of ``conftest.py``, each shown to hold: no network, no skipped gap on the build machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_no_test_reaches_another_machine(host: str) -> None:
    with pytest.raises(RuntimeError, match="no network"):
        socket.create_connection((host, 80), timeout=0.1)


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


SKIPPING = """
import pytest

@pytest.mark.{mark}
def test_that_needs_something():
    pytest.skip("not here")
"""


@pytest.mark.parametrize(
    ("mark", "variables", "code"),
    [("real", {"CI": "true"}, 1), ("office", {"REPORTGEN_CI": "1"}, 1), ("slow", {"CI": "true"}, 0), ("real", {}, 0)],
)
def test_a_skipped_gap_fails_on_the_build_machine_alone(
    tmp_path: Path, mark: str, variables: dict[str, str], code: int
) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_it.py").write_text(SKIPPING.format(mark=mark), encoding="utf-8")
    markers = "[pytest]\nmarkers =\n    real: x\n    office: x\n    slow: x\n"
    (tmp_path / "pytest.ini").write_text(markers, encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if name not in {"CI", "REPORTGEN_CI"}}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env=inherited | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout
