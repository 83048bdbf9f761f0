"""A quarter with a question of each kind, asked of two groups, and case reviews: its tables and its pack."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path, PurePosixPath

from reportgen.packs import Order, Prepared
from reportgen.pipeline import prepare
from reportgen.project import open_project
from tests.commands.projects import PERIOD, make_project

AGREE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree", "Don't know")
QUESTIONS = {
    "outcome": "Are the child's needs leading to the ideal outcome?",
    "help": "Which of these would help most?",
    "understood": "The plan is understood by everyone who works with the child",
    "wishes": "What would you change first?",
    "setting": "Is this child in the ideal setting?",
}
AUDIENCES = {"families": "Families and staff in Northmere", "reviews": "case review"}
DATES = {"families": ("2 June 2025", "11 July 2025"), "reviews": ("10 March 2025", "28 March 2025")}
SURVEY_OF = {question: "reviews" if question == "setting" else "families" for question in QUESTIONS}
_KINDS = {"outcome": "single", "help": "multiple", "understood": "scale", "wishes": "text", "setting": "single"}
_OPTIONS: dict[str, tuple[str, ...]] = {
    "outcome": ("Yes", "Partly", "No"),
    "help": ("Trained staff", "More time", "Clear goals"),
    "understood": AGREE,
    "wishes": (),
    "setting": ("Yes", "Not yet", "No"),
}
COUNTS: dict[str, dict[str, tuple[int, ...]]] = {
    "outcome": {"": (90, 60, 50), "Families": (60, 40, 20), "Staff": (30, 20, 30)},
    "help": {"": (40, 150, 80)},
    "understood": {"": (30, 50, 40, 40, 20, 20), "Families": (20, 30, 20, 30, 12, 8), "Staff": (10, 20, 20, 10, 8, 12)},
    "setting": {"": (12, 18, 10)},
}
THEMES = ("transport", "training", "listening")
LONG_COMMENT = " ".join(["Someone told us what would happen and then it did not happen so we asked again."] * 4)


def questions(**charts: str) -> str:
    """The table of questions; ``charts`` asks for a kind of chart."""
    rows = ["survey,question_id,text,short_text,kind,options,audience,invited,responded,opened,closed,chart"]
    for name, text in QUESTIONS.items():
        survey = SURVEY_OF[name]
        dates = "02/06/2025,11/07/2025" if survey == "families" else "10/03/2025,28/03/2025"
        sizes = "800,200" if survey == "families" else "40,40"
        short = "" if name == "help" else name.capitalize()
        kind, options, chart = _KINDS[name], "|".join(_OPTIONS[name]), charts.get(name, "")
        rows.append(f"{survey},{name},{text},{short},{kind},{options},{AUDIENCES[survey]},{sizes},{dates},{chart}")
    return "\n".join(rows) + "\n"


def counts(*, groups: bool = True) -> str:
    """The answers counted."""
    rows = ["survey,question_id,option,count,group"]
    for name, by_group in COUNTS.items():
        for group, numbers in by_group.items():
            if group and not groups:
                continue
            rows += [
                f"{SURVEY_OF[name]},{name},{option},{number},{group}"
                for option, number in zip(_OPTIONS[name], numbers, strict=True)
            ]
    return "\n".join(rows) + "\n"


def answers() -> dict[tuple[str, str], list[str]]:
    """The same answers one by one: who gave which to which question."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, by_group in COUNTS.items():
        numbers = by_group[""]
        given = [option for option, number in zip(_OPTIONS[name], numbers, strict=True) for _ in range(number)]
        people = 200 if SURVEY_OF[name] == "families" else 40
        for at, option in enumerate(given):
            found.setdefault((name, f"p{at % people:03}"), []).append(option)
    return found


def long_responses() -> str:
    """The answers in the long form: a row an answer."""
    rows = ["survey,respondent,question_id,answer"]
    rows += [f"{SURVEY_OF[name]},{who},{name},{'|'.join(given)}" for (name, who), given in answers().items()]
    return "\n".join(rows) + "\n"


def wide_responses() -> str:
    """The answers in the wide form: a row a person, a column a question."""
    given, names = answers(), [name for name in QUESTIONS if name != "wishes"]
    rows = ["survey,respondent," + ",".join(names)]
    for survey, people in (("families", 200), ("reviews", 40)):
        for at in range(people):
            cells = ("|".join(given.get((n, f"p{at:03}"), [])) if SURVEY_OF[n] == survey else "" for n in names)
            rows.append(f"{survey},p{at:03}," + ",".join(cells))
    return "\n".join(rows) + "\n"


def comments() -> str:
    """Thirty comments, five of them approved and one of these too long for a slide."""
    rows = ["survey,question_id,comment,themes,approved"]
    rows.append(f"families,wishes,{LONG_COMMENT},training,yes")
    rows += [f"families,wishes,Buses came late on day {'abcdefghij'[n]}.,transport,yes" for n in range(3)]
    rows.append("families,wishes,Staff who read the plan first.,training|listening,yes")
    rows += [f"families,wishes,Words number {n},{THEMES[n % 2]}|listening,no" for n in range(25)]
    return "\n".join(rows) + "\n"


def make(folder: Path, only: frozenset[str] = frozenset(), **tables: str) -> Prepared:
    """The pack of a project with these tables, in memory."""
    project = open_project(make_project(folder, **tables))
    return prepare(project, Order(project.period(PERIOD), only=only), lambda step: None)


@functools.cache
def pack() -> Prepared:
    """The pack of the quarter from counts with groups, made once a run."""
    with tempfile.TemporaryDirectory() as folder:
        asked = questions(outcome="pie")
        return make(Path(folder), survey_questions=asked, survey_counts=counts(), survey_comments=comments())


def data_of(name: str, prepared: Prepared | None = None) -> bytes:
    """A file of the pack by its path."""
    return next(f.data for f in (prepared or pack()).packs[0].files if f.path == PurePosixPath(name))
