"""A published survey of 273 people goes in by declaration alone: every rating battery and every free-text column."""

from __future__ import annotations

import csv
import functools
import io
import re
import tempfile
from collections import Counter
from pathlib import Path

import pptx
import pytest

from reportgen.facts.facts_csv import read_facts
from reportgen.office.reading import text
from reportgen.packs import Order, Prepared
from reportgen.pipeline import prepare
from reportgen.project import open_project
from tests.commands.projects import PERIOD, make_project
from tests.documents.deck_look import find_faults

REAL = Path(__file__).parents[2] / "../shared/real/survey/2016_uk_public_data.csv"
pytestmark = pytest.mark.real

OFTEN = ("Never", "Sometimes", "Often", "Very Often", "Always")
AGREE = ("Strongly disagree", "Disagree", "Neither agree or disagree", "Agree", "Strongly Agree")
BATTERIES = ("perfCheck", "turnOver", "affRec", "percEmp", "affSat", "progRSE")
OWN_WORDS = ("edu3.", "currentEmp5.", "currentWork16a.", "skill2", "tool1.", "tool16")


@functools.cache
def survey() -> tuple[dict[str, str], list[list[str]]]:
    """Question by heading, and the answers."""
    if not REAL.is_file():
        pytest.skip("../shared/real is not on this machine")
    heading, *rows = list(csv.reader(REAL.read_text(encoding="utf-8-sig").splitlines()))
    return dict.fromkeys(heading, ""), rows


def ids() -> dict[str, int]:
    """Question id and column of each battery and free-text question."""
    heading = list(survey()[0])
    return {
        name.partition(".")[0].lower(): number
        for number, name in enumerate(heading)
        if name.startswith((*BATTERIES, *OWN_WORDS))
    }


def options_of(answers: set[str]) -> tuple[str, ...]:
    return OFTEN if answers & {"Sometimes", "Often"} else AGREE


def test_every_rating_battery_and_free_text_column_of_the_file_is_declared() -> None:
    """Read apart from the names above: ratings share a scale with other columns, own words are hardly ever repeated."""
    heading, rows = list(survey()[0]), survey()[1]
    columns = [[row[number].strip() for row in rows if row[number].strip()] for number in range(len(heading))]
    words = [[answer for answer in column if not re.fullmatch(r"%?[\d.]+%?", answer)] for column in columns]
    scales = Counter(answer for column in columns for answer in set(column))
    ratings = {
        number
        for number, column in enumerate(columns)
        if len(set(column)) >= 3 and all(scales[answer] >= 8 for answer in set(column))
    }
    own = {number for number, said in enumerate(words) if len(set(said)) >= 8 and len(set(said)) > len(said) / 2}
    declared = {heading[number].partition(".")[0]: number for number in ids().values()}
    assert ratings | own == set(declared.values())
    assert (len(ratings), len(own)) == (29, 9)


def tables() -> dict[str, str]:
    heading, rows = list(survey()[0]), survey()[1]
    questions, responses = io.StringIO(), io.StringIO()
    asked = csv.writer(questions)
    asked.writerow(["survey", "question_id", "text", "short_text", "kind", "options", "audience", "responded"])
    for question, number in ids().items():
        words = heading[number].partition(".")[2].strip()
        is_own = heading[number].startswith(OWN_WORDS)
        options = "" if is_own else "|".join(options_of({row[number].strip() for row in rows}))
        kind = "text" if is_own else "scale"
        asked.writerow(["uk2016", question, words, "", kind, options, "People who write software", len(rows)])
    answered = csv.writer(responses)
    answered.writerow(["survey", "respondent", *ids()])
    answered.writerows(["uk2016", row[0], *(row[number].strip() for number in ids().values())] for row in rows)
    return {"survey_questions": questions.getvalue(), "survey_responses": responses.getvalue()}


@functools.cache
def pack() -> Prepared:
    with tempfile.TemporaryDirectory() as folder:
        project = open_project(make_project(Path(folder), **tables()))
        return prepare(project, Order(project.period(PERIOD)), lambda step: None)


def data_of(path: str) -> bytes:
    return next(file.data for file in pack().packs[0].files if str(file.path) == path)


def test_every_battery_is_counted_as_the_file_holds_it() -> None:
    facts = {row.id: row for row in read_facts(data_of("restricted/facts.csv"))}
    rows = survey()[1]
    for question, number in ids().items():
        counted = Counter(row[number].strip().casefold() for row in rows if row[number].strip())
        if list(survey()[0])[number].startswith(OWN_WORDS):
            continue
        assert facts[f"survey.uk2016.{question}.base"].value == sum(counted.values())
        for option in options_of({row[number].strip() for row in rows}):
            name = option.casefold().replace(" ", "-")
            assert facts[f"survey.uk2016.{question}.{name}"].value == counted[option.casefold()], (question, option)


def test_each_rating_question_has_a_slide_of_its_own() -> None:
    deck = pptx.Presentation(io.BytesIO(data_of("publish/slides.pptx")))
    charts = [(slide, shape) for slide in deck.slides for shape in slide.shapes if getattr(shape, "has_chart", False)]
    batteries = [name for name in list(survey()[0]) if name.startswith(BATTERIES)]
    words = [found.text for found in text(data_of("publish/slides.pptx"))]
    for name in batteries:
        assert any(name.partition(".")[2].strip() in said for said in words), name
    assert len(charts) >= len(batteries) == 29


def test_answers_in_own_words_reach_no_public_file() -> None:
    public = [file for file in pack().packs[0].files if file.path.parts[0] != "restricted"]
    said = " ".join(
        found.text for file in public if file.path.suffix in {".docx", ".pptx"} for found in text(file.data)
    )
    for question, number in ids().items():
        if list(survey()[0])[number].startswith(OWN_WORDS):
            long = {row[number].strip() for row in survey()[1] if len(row[number].split()) > 4}
            assert not [answer for answer in long if answer in said], question


def test_what_each_chart_does_not_show_stands_on_its_slide_though_nobody_wrote_it() -> None:
    deck = pptx.Presentation(io.BytesIO(data_of("publish/slides.pptx")))
    asked = [slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes)]
    backup = asked[-29:]
    for slide in backup:
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "Each percentage is of those who answered." in words
        assert "It does not show what people who did not answer think." in words
        assert "respondents (People who write software), response rate not stated. Dates not stated." in words
    assert len({slide.shapes.title.text_frame.text for slide in deck.slides}) == len(deck.slides)
    assert find_faults(data_of("publish/slides.pptx")) == []


def test_the_officer_is_told_once_what_is_not_stated() -> None:
    said = [str(problem) for problem in pack().warnings if problem.place.file == "survey_questions.csv"]
    assert len(said) == 1 and "opened, closed, invited" in said[0]
