"""Whole processes: ``reportgen --help`` against a bare Click program, packs against the usual libraries.

python -m tests.benchmarks.commands
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import pack_a
from tests.benchmarks.engine import HEADING
from tests.benchmarks.measuring import compare_processes

BARE = """
import click

@click.group()
def main():
    pass

@main.command()
@click.option("--name", default="x")
def greet(name):
    click.echo(name)

main(["--help"])
"""


def main() -> None:
    """Print the table."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        (folder / "paper.docx").write_bytes(pack_a.paper_template())
        (folder / "docxtpl.docx").write_bytes(pack_a.paper_template(pack_a.DOCXTPL_CHART))
        (folder / "slides.pptx").write_bytes(pack_a.deck_template())
        print(HEADING)
        help_text = compare_processes([python, "-m", "reportgen", "--help"], [python, str(folder / "bare.py")], 15)
        told = "`reportgen --help`; bare Click program (ours ÷ other at most 1.4)"
        print(help_text.line(told, "≥ 0.71", help_text.ratio >= 1 / 1.4))
        typical = [python, "-m", "tests.benchmarks.typical", name]
        fresh = compare_processes([python, "-m", "tests.benchmarks.fresh", name], typical, 5)
        print(fresh.line("pack-A from nothing; the usual libraries", "≥ 3", fresh.ratio >= 3))
        build = [python, "-m", "reportgen", "build", "--output", str(folder / "output")]
        told = "{}, illustrative quarter; the usual libraries, pack-A"
        plain = compare_processes([*build, "--only", "paper,deck,minutes,return"], typical, 3)
        print(plain.line(told.format("`reportgen build` without the page"), "≥ 3", plain.ratio >= 3))
        whole = compare_processes(build, typical, 3)
        print(whole.line(told.format("`reportgen build` with the page"), "> 1", whole.ratio > 1))


if __name__ == "__main__":
    main()
