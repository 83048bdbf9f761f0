"""docxtemplater and PptxGenJS, kept warm in a Node process of their own, where Node and they are installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measuring import Measure

SCRIPT = Path(__file__).with_name("peers.js")
NEEDED = {"docxtemplater": ("docxtemplater", "pizzip"), "pptxgenjs": ("pptxgenjs",)}


def missing(peer: str) -> str:
    """What keeps a peer from being measured, and how to get it; blank where nothing does."""
    node = shutil.which("node")
    if node is None:
        return "node is not installed"
    for package in NEEDED[peer]:
        asked = subprocess.run([node, "-e", f"require('{package}')"], capture_output=True, check=False)
        if asked.returncode:
            return f"node does not find {package}: npm install {' '.join(NEEDED[peer])} elsewhere, and set NODE_PATH"
    return ""


@contextmanager
def running(peer: str, *arguments: str) -> Iterator[Measure]:
    """Give a measure of one pack more, in ms of processor time, from a process that has made some already."""
    command = [shutil.which("node") or "node", str(SCRIPT), peer, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asked, told = process.stdin, process.stdout

        def measure() -> float:
            asked.write("\n")
            asked.flush()
            return float(told.readline())

        for _ in range(30):
            measure()
        yield measure
        asked.close()
