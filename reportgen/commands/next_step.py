"""What to do next in a project, in one sentence."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import ProblemsError, ReportgenError, errors_among


def next_step(folder: Path) -> str:
    """Return the next step: make a project, make a quarter, put problems right, or build.

    Reads no more than it must: the quarter's tables only where there is a quarter.
    """
    from reportgen.project import CONFIGURATION, open_project

    if not (folder / CONFIGURATION).is_file() and not (folder / "data").is_dir():
        return "There is no project here. Next: 'reportgen init FOLDER' makes one ('reportgen --help' for the rest)."
    try:
        project = open_project(folder)
        if not project.periods:
            return "There is no quarter yet. Next: 'reportgen new 2025-26-q2', with the quarter's own name, makes one."
        period = project.period(None)
        from reportgen.inputs import read_quarter

        inputs, problems = read_quarter(project, period)
        if not problems and not any(inputs.rows(name) for name in inputs.tables if name != "meeting"):
            return f"Quarter {period} is empty. Next: fill in data/{period}/quarter.xlsx, then 'reportgen check'."
    except ProblemsError as error:
        problems = error.problems
    except ReportgenError as error:
        return error.message
    errors = len(errors_among(problems))
    if errors:
        count = "one error" if errors == 1 else f"{errors} errors"
        return f"There is {count} to put right. Next: 'reportgen check' lists every one with its place and remedy."
    return f"Quarter {period} can be built. Next: 'reportgen build' writes the pack into {project.output.name}."
