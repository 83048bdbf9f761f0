"""Surveys in the finished files: alike from every form of answers, in declared order, quotes whole, nothing mixed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pptx
import pytest

from reportgen.charts import survey as drawing
from reportgen.facts.facts_csv import read_facts
from reportgen.office.reading import text
from reportgen.office.values import ChartSpec
from reportgen.packs import Prepared
from reportgen.wording.quotes import ORDER
from tests.agreement.checker import read_places
from tests.documents.surveys import (
    AGREE,
    LONG_COMMENT,
    QUESTIONS,
    comments,
    counts,
    data_of,
    long_responses,
    make,
    questions,
    wide_responses,
)

DECK = frozenset({"deck"})


def charts_of(data: bytes) -> dict[str, Any]:
    """The chart of each slide that has one, by the slide's title."""
    deck = pptx.Presentation(io.BytesIO(data))
    return {
        slide.shapes.title.text_frame.text: shape.chart
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart
    }


def names_of(chart: Any) -> list[str]:
    return [str(category) for category in chart.plots[0].categories]


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Prepared]:
    """One quarter whose answers came as totals, as a row an answer, and as a row a person."""
    folder = tmp_path_factory.mktemp("forms")
    answers: dict[str, dict[str, Any]] = {
        "counts": {"survey_counts": counts(groups=False)},
        "long": {"survey_responses": long_responses()},
        "wide": {"survey_responses": wide_responses()},
    }
    asked, said = questions(outcome="pie"), comments()
    return {
        name: make(folder / name, survey_questions=asked, survey_comments=said, **tables)
        for name, tables in answers.items()
    }


def test_single_multiple_and_scale_are_counted_alike_from_responses_long_or_wide_and_from_totals(
    forms: dict[str, Prepared],
) -> None:
    exact = {
        name: [(row.id, row.value, row.text) for row in read_facts(data_of("restricted/facts.csv", prepared))]
        for name, prepared in forms.items()
    }
    assert len(exact["counts"]) >= 50
    assert sorted(exact["long"]) == sorted(exact["wide"]) == sorted(exact["counts"])
    slides = {name: [f.text for f in text(data_of("publish/slides.pptx", p))] for name, p in forms.items()}
    assert slides["long"] == slides["wide"] == slides["counts"]


def test_answers_keep_their_declared_order_and_only_several_answers_and_themes_are_ranked(
    forms: dict[str, Prepared],
) -> None:
    found = charts_of(data_of("publish/slides.pptx", forms["wide"]))
    assert names_of(found["Outcome: 45% answered “Yes”"]) == ["Yes 90 (45%)", "Partly 60 (30%)", "No 50 (25%)"]
    assert names_of(found["Question 2: 75% answered “More time”"]) == ["More time", "Clear goals", "Trained staff"]
    scale = found["Understood: 25% answered “Agree”"]
    assert [s.name for s in scale.series if "helper" not in s.name] == list(AGREE[:5])
    assert names_of(found["Wishes: 26 of 30 comments are about “Listening”"]) == ["Listening", "Transport", "Training"]
    assert names_of(found["Setting: “Not yet” in 18 of 40 cases"]) == ["Yes", "Not yet", "No"]


@pytest.mark.parametrize("name", ["outcome", "help", "understood", "wishes", "setting"])
def test_a_pie_asked_for_everywhere_is_drawn_only_where_one_answer_each_makes_a_whole(
    tmp_path: Path, name: str
) -> None:
    prepared = make(tmp_path, DECK, survey_questions=questions(**{name: "pie"}), survey_counts=counts())
    pies = [c for c in charts_of(data_of("publish/slides.pptx", prepared)).values() if "PIE" in str(c.chart_type)]
    refused = [str(problem) for problem in prepared.warnings if "a pie wanted" in str(problem)]
    assert bool(pies) == (name in ("outcome", "setting")) and bool(refused) != bool(pies)


def mixed_charts(data: bytes) -> list[str]:
    """Charts that show figures of more than one question."""
    asked: dict[str, set[str]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for place in read_places(package):
            is_figure = place.ref.startswith("fact:survey.") and not place.ref.endswith(".response_rate")
            if "/charts/" in place.part and is_figure:
                asked.setdefault(place.part, set()).add(".".join(place.ref.split(".")[1:3]))
    assert asked
    return [f"{part}: {sorted(found)}" for part, found in asked.items() if len(found) > 1]


def test_two_questions_never_share_a_chart_and_one_that_mixes_them_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forms: dict[str, Prepared]
) -> None:
    for prepared in forms.values():
        assert mixed_charts(data_of("publish/slides.pptx", prepared)) == []
    drawn: list[ChartSpec] = []
    draw = drawing._draw_bars

    def draw_both(question: Any) -> ChartSpec:
        drawn.append(draw(question))
        return replace(drawn[-1], series=(*drawn[0].series, *drawn[-1].series), legend=True)

    monkeypatch.setattr(drawing, "_draw_bars", draw_both)
    planted = make(tmp_path, DECK, survey_questions=questions(), survey_counts=counts(groups=False))
    assert mixed_charts(data_of("publish/slides.pptx", planted))


def test_quotes_are_whole_under_their_theme_in_the_order_that_is_printed_with_them() -> None:
    for name in ("publish/paper.docx", "publish/appendices.docx", "publish/slides.pptx"):
        said = " ".join(found.text for found in text(data_of(name)))
        assert ORDER in said and QUESTIONS["wishes"] in said
    paragraphs = [found.text for found in text(data_of("publish/appendices.docx"))]
    quoted = [words for words in paragraphs if words.endswith("”") and ": “" in words]
    assert quoted == [
        "Training, listening: “Staff who read the plan first.”",
        "Transport: “Buses came late on day a.”",
        f"Training: “{LONG_COMMENT}”",
        "Transport: “Buses came late on day b.”",
        "Transport: “Buses came late on day c.”",
    ]
    body = [found.text for found in text(data_of("publish/paper.docx"))]
    assert [words for words in body if words in quoted] == quoted[:3]
    assert any("The appendices have all of them." in words for words in body)


def test_a_quote_too_long_for_a_slide_is_left_to_the_report_and_never_cut() -> None:
    slides = [found.text for found in text(data_of("publish/slides.pptx")) if found.part.startswith("ppt/slides/")]
    quoted = [words for words in slides if words.startswith("“") and words.endswith("”")]
    assert quoted == [
        "“Staff who read the plan first.”",
        "“Buses came late on day a.”",
        "“Buses came late on day b.”",
    ]
    assert "…" not in "".join(quoted) and LONG_COMMENT[:40] not in " ".join(slides)


def test_a_question_wanted_without_a_chart_stands_as_a_table_in_the_appendices_and_on_no_slide(tmp_path: Path) -> None:
    asked = questions(outcome="none", understood="none")
    prepared = make(tmp_path, survey_questions=asked, survey_counts=counts(), survey_comments=comments())
    slides = " ".join(found.text for found in text(data_of("publish/slides.pptx", prepared)))
    assert QUESTIONS["outcome"] not in slides and QUESTIONS["help"] in slides
    appendices = [found.text for found in text(data_of("publish/appendices.docx", prepared))]
    for title in ("Outcome", "Outcome, by group", "Understood", "Understood, by group"):
        assert [words for words in appendices if words.startswith("Table") and words.endswith(f": {title}")], title
    assert QUESTIONS["outcome"] in " ".join(appendices)


def test_what_a_chart_shows_and_does_not_show_stands_on_every_slide_and_in_every_section_of_a_survey() -> None:
    deck = pptx.Presentation(io.BytesIO(data_of("publish/slides.pptx")))
    asked = [s for s in deck.slides if any(shape.has_chart for shape in s.shapes)]
    for slide in asked:
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "does not show" in words or "not what others think" in words, words
    assert len(asked) == 8
    for name in ("publish/paper.docx", "publish/appendices.docx"):
        found = [each for each in text(data_of(name)) if each.part == "word/document.xml"]
        charts = [each for each in found if each.path.startswith('descr of "Chart survey.')]
        notes = [each.text for each in found if each.style == "Note" and each.text.startswith("Question: ")]
        shown = [each.text for each in found if each.style == "ShownBy" and "does not show" in each.text]
        assert len(shown) == len(notes) >= len(charts) >= 2
