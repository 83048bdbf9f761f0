"""Chromium as a reader's browser: pages opened in it, and what was found there (``check_page.mjs``)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "REPORTGEN_CHROMIUM"
FOLDER = Path(__file__).parent
LONGEST_SECONDS = 600


def find_browser() -> str:
    """The browser's program, named by the environment or found on the path; skips the test where there is none."""
    found = os.environ.get(VARIABLE) or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip(f"Chromium is not installed: install the package chromium, or set {VARIABLE}")
    if shutil.which("node") is None or not (FOLDER / "node_modules" / "axe-core").is_dir():
        pytest.skip("axe-core is not installed: npm install --prefix tests/page --ignore-scripts")
    return found


def look_at(pages: Mapping[str, bytes], folder: Path) -> dict[str, Any]:
    """What Chromium finds on each page, by the page's name."""
    browser = find_browser()
    files = {name: folder / f"{number}.html" for number, name in enumerate(pages)}
    for name, path in files.items():
        path.write_bytes(pages[name])
    done = subprocess.run(
        ["node", str(FOLDER / "check_page.mjs"), browser, *map(str, files.values())],
        capture_output=True,
        check=False,
        timeout=LONGEST_SECONDS,
    )
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    return {name: answer[str(path)] for name, path in files.items()}


def faults_of(found: Mapping[str, Any]) -> list[str]:
    """Everything that must not be: each promise of the page that is broken, in words."""
    return list(_faults(found))


def _faults(found: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"asks for {address}" for address in found["requests"])
    yield from (f"console: {words}" for words in found["console"])
    for screen, violations in found["axe"].items():
        yield from (f"axe, {screen}: {violation}" for violation in violations)
    yield from (f"{screen}: {points} points too wide" for screen, points in found["wide"].items() if points > 0)
    yield from found["panels"]["faults"]
    if found["shifts"] > 0:
        yield f"its layout moved by {found['shifts']}"
    if not found["pages"]:
        yield "it cannot be printed"
