"""A small project on disk, and the command line run on it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from reportgen.cli import main

CASELOAD = """census_date,setting,age_band,primary_need,plans
30/09/2025,all,all,all,1402
30/06/2025,all,all,all,1371
"""
MEETING = """field,value
committee,Scrutiny Panel
meeting_date,09/10/2025
item_title,Update
presenter,Morgan Vale
presenter_role,Head of Inclusion
report_author,Priya Dunmore
"""
TWO_MEETINGS = """field,value,value_2
committee,Scrutiny Panel,Schools Forum
meeting_date,09/10/2025,16/10/2025
item_title,Update,Update
presenter,Morgan Vale,Morgan Vale
presenter_role,Head of Inclusion,Head of Inclusion
report_author,Priya Dunmore,Priya Dunmore
exempt,no,yes: names a school
"""
SETTINGS = '[authority]\nname = "Northmere Council"\n'
PERIOD = "2025-26-q2"


def make_project(folder: Path, **tables: str) -> Path:
    """A project whose one quarter has a caseload and a meeting; ``tables`` replaces or adds tables."""
    quarter = folder / "data" / PERIOD
    quarter.mkdir(parents=True)
    for name, text in ({"caseload": CASELOAD, "meeting": MEETING} | tables).items():
        (quarter / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "reportgen.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def reportgen(*arguments: str | Path) -> Result:
    """Run the command line."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="reportgen")


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
