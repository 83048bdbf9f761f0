"""What each kind of survey question is drawn as, and what stands with it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.charts.catalogue import draw_charts
from reportgen.documents.tables.catalogue import tables_for
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.inputs import read_quarter
from reportgen.office.chart_numbers import exact
from reportgen.office.chart_refresh import keeps_looks
from reportgen.office.charts import chart_part
from reportgen.office.values import ChartKind, ChartSeries, ChartSpec, Look, TableSpec
from reportgen.period import Period
from reportgen.project import open_project

HEADING = "survey,question_id,text,short_text,kind,options,audience,invited,responded,opened,closed,chart\n"
SCALE = "Strongly agree|Agree|Neither agree nor disagree|Disagree|Strongly disagree|Don't know"


def question(kind: str, options: str = "Yes|Partly|No", chart: str = "", audience: str = "Parents") -> str:
    return HEADING + f"s,q,What would help?,Help,{kind},{options},{audience},400,160,02/06/2025,11/07/2025,{chart}\n"


def counts(*rows: tuple[str, int, str]) -> str:
    return "survey,question_id,option,count,group\n" + "".join(f"s,q,{o},{n},{g}\n" for o, n, g in rows)


def draw(folder: Path, **tables: str) -> tuple[dict[str, ChartSpec], dict[str, TableSpec], list[str]]:
    """Charts, tables and the warnings of a quarter with one survey."""
    quarter = folder / "data" / "2025-26-q2"
    quarter.mkdir(parents=True)
    for name, text in tables.items():
        (quarter / f"{name}.csv").write_text(text, encoding="utf-8")
    project = open_project(folder)
    inputs, problems = read_quarter(project, Period.parse("2025-26-q2"))
    assert not [problem for problem in problems if problem.is_error], problems
    facts = publish_facts(compute_facts(inputs, project.settings), project.settings)
    charts = draw_charts(facts, inputs, project.settings)
    return dict(charts), dict(tables_for(facts, inputs, project.settings)), [str(problem) for problem in problems]


ANSWERS = counts(("Yes", 80, ""), ("Partly", 50, ""), ("No", 30, ""))
GROUPED = ANSWERS + "".join(
    f"s,q,{option},{number},{group}\n"
    for group, numbers in (("Parents", (60, 30, 10)), ("Schools", (20, 20, 20)))
    for option, number in zip(("Yes", "Partly", "No"), numbers, strict=True)
)


SIDES = {"": (40, 30, 20, 30, 40), "Parents": (30, 20, 0, 20, 10), "Schools": (10, 10, 20, 10, 30)}


def test_groups_are_compared_on_the_same_question_in_one_chart_and_table(tmp_path: Path) -> None:
    charts, tables, _ = draw(tmp_path, survey_questions=question("single"), survey_counts=GROUPED)
    chart, table = charts["survey.s.q.groups"], tables["survey.s.q.groups"]
    assert [str(series.name) for series in chart.series] == ["Parents (100)", "Schools (60)"] and chart.legend
    assert [str(category) for category in chart.categories] == ["Yes", "Partly", "No"]
    assert [str(point.printed) for point in chart.series[1].points] == ["33%", "33%", "33%"]
    assert "Groups: Parents 100" in str(chart.note) and "Schools 60" in str(chart.note)
    assert [str(column.heading) for column in table.columns] == ["Answer", "Parents", "Schools"]
    assert [str(cell) for cell in table.rows[0].cells] == ["Yes", "60%", "33%"]


def test_two_questions_never_share_a_chart(tmp_path: Path) -> None:
    second = question("single").splitlines()[1].replace("s,q,", "s,q2,")
    more = ANSWERS + "".join(line.replace("s,q,", "s,q2,") + "\n" for line in ANSWERS.splitlines()[1:])
    charts, _, _ = draw(tmp_path, survey_questions=question("single") + second + "\n", survey_counts=more)
    assert {"survey.s.q", "survey.s.q2"} <= set(charts)
    assert all(len(chart.series) == 1 for name, chart in charts.items() if name.startswith("survey."))


def test_question_base_response_rate_audience_and_dates_stand_with_the_chart(tmp_path: Path) -> None:
    charts, tables, _ = draw(tmp_path, survey_questions=question("single"), survey_counts=ANSWERS)
    for note in (str(charts["survey.s.q"].note), str(tables["survey.s.q"].note)):
        for words in ("What would help?", "Base: 160", "Parents", "response rate 40", "2 June 2025", "11 July 2025"):
            assert words in note


@pytest.mark.parametrize(
    ("kind", "options", "answers"),
    [
        ("multiple", "Yes|Partly|No", ANSWERS),
        ("scale", "Yes|Partly|No", ANSWERS),
        ("single", "A|B|C|D|E|F", counts(*((letter, 20, "") for letter in "ABCDEF"))),
        ("single", "Yes|No", "survey,question_id,option,percent\ns,q,Yes,60%\ns,q,No,40%\n"),
    ],
)
def test_a_pie_where_none_may_be_is_drawn_as_bars_with_a_warning(
    tmp_path: Path, kind: str, options: str, answers: str
) -> None:
    charts, _, said = draw(tmp_path, survey_questions=question(kind, options, "pie"), survey_counts=answers)
    assert charts["survey.s.q"].kind is ChartKind.BAR
    assert any("pie" in problem and "bars are drawn instead" in problem for problem in said)


def test_a_pie_of_one_answer_each_is_a_pie_without_a_warning(tmp_path: Path) -> None:
    charts, _, said = draw(tmp_path, survey_questions=question("single", chart="pie"), survey_counts=ANSWERS)
    assert charts["survey.s.q"].kind is ChartKind.PIE and not said


def shown(chart: ChartSpec) -> list[ChartSeries]:
    return [series for series in chart.series if series.look is not Look.UNSEEN]


def middle(chart: ChartSpec, row: int) -> Decimal:
    """Where the middle of a bar's scale lies along the axis: after the helper, the first answers and half the third."""
    helper, first, second, neutral = (Decimal(series.points[row].value or 0) for series in chart.series[:4])
    return helper + first + second + neutral / 2


def test_a_scale_keeps_its_order_and_lies_on_both_sides_of_its_middle(tmp_path: Path) -> None:
    answers = counts(*((label, 10 + place, "") for place, label in enumerate(SCALE.split("|"))))
    charts, _, _ = draw(tmp_path, survey_questions=question("scale", SCALE), survey_counts=answers)
    chart = charts["survey.s.q"]
    assert chart.kind is ChartKind.STACKED_BAR and chart.legend
    assert chart.series[0].look is Look.UNSEEN and not chart.series[0].labels
    assert [str(series.name) for series in shown(chart)] == SCALE.split("|")[:5]
    first, second, neutral, third, fourth = (series.colour for series in shown(chart))
    assert len({first, second, neutral, third, fourth}) == 5
    assert "Not drawn: Don't know 20%." in str(chart.note)
    assert "Question: What would help?" in str(chart.note) and "Base: 75" in str(chart.note)


def test_groups_on_a_scale_are_lined_up_at_the_middle_one_bar_each(tmp_path: Path) -> None:
    options = SCALE.split("|")[:5]
    rows = [(option, number, group) for group, numbers in SIDES.items()
            for option, number in zip(options, numbers, strict=True)]  # fmt: skip
    charts, _, _ = draw(tmp_path, survey_questions=question("scale", "|".join(options)), survey_counts=counts(*rows))
    chart = charts["survey.s.q.groups"]
    assert [str(category) for category in chart.categories] == [
        "All who answered (160)", "Parents (80)", "Schools (80)"
    ]  # fmt: skip
    assert [str(series.points[2].printed) for series in shown(chart)] == ["13%", "13%", "25%", "13%", "38%"]
    assert len({middle(chart, row) for row in range(3)}) == 1
    longest = sum(Decimal(series.points[0].value or 0) for series in chart.series)
    assert middle(chart, 0) == longest / 2
    assert f'<c:max val="{exact(longest)}"/>'.encode() in chart_part(chart, text_size_pt=11).xml


def test_a_bar_with_a_hidden_answer_is_not_drawn_between_the_others(tmp_path: Path) -> None:
    options = SCALE.split("|")[:5]
    rows = [(option, number, group) for group, numbers in (SIDES | {"Staff": (30, 3, 20, 20, 40)}).items()
            for option, number in zip(options, numbers, strict=True) if group]  # fmt: skip
    charts, _, _ = draw(tmp_path, survey_questions=question("scale", "|".join(options)), survey_counts=counts(*rows))
    chart = charts["survey.s.q.groups"]
    assert [str(category) for category in chart.categories] == ["Parents (80)", "Schools (80)"]
    assert "Staff: not drawn, as an answer is hidden." in str(chart.note)


def test_a_scale_with_a_hidden_answer_is_drawn_as_plain_bars_with_a_gap(tmp_path: Path) -> None:
    answers = counts(*((label, 3 if not place else 20, "") for place, label in enumerate(SCALE.split("|"))))
    charts, _, _ = draw(tmp_path, survey_questions=question("scale", SCALE), survey_counts=answers)
    assert charts["survey.s.q"].kind is ChartKind.BAR
    assert [point.value is None for point in charts["survey.s.q"].series[0].points].count(True) == 2


def test_the_helper_of_a_scale_is_declared_in_the_workbook_and_unseen_in_the_chart(tmp_path: Path) -> None:
    answers = counts(*((label, 10 + place, "") for place, label in enumerate(SCALE.split("|"))))
    charts, _, _ = draw(tmp_path, survey_questions=question("scale", SCALE), survey_counts=answers)
    part = chart_part(charts["survey.s.q"], text_size_pt=11)
    assert b"Left (helper, not shown)" in part.xml and b"Right (helper, not shown)" in part.xml
    assert part.xml.count(b"<c:legendEntry>") == 2
    assert not [place for place in part.places if place.cell.startswith("B")]
    assert not keeps_looks(part.xml, charts["survey.s.q"])


def test_a_scale_without_a_turning_point_has_no_sides(tmp_path: Path) -> None:
    answers = counts(("Never", 20, ""), ("Often", 30, ""), ("Always", 40, ""))
    charts, _, _ = draw(tmp_path, survey_questions=question("scale", "Never|Often|Always"), survey_counts=answers)
    assert {point.colour for point in charts["survey.s.q"].series[0].points} == {""}


def test_several_answers_are_ranked_and_add_to_more_than_a_hundred(tmp_path: Path) -> None:
    answers = counts(("Yes", 20, ""), ("Partly", 90, ""), ("No", 70, ""))
    charts, _, _ = draw(tmp_path, survey_questions=question("multiple"), survey_counts=answers)
    assert [str(category) for category in charts["survey.s.q"].categories] == ["Partly", "No", "Yes"]
    assert "more than a hundred" in str(charts["survey.s.q"].note)


def test_themes_of_comments_are_ranked_and_say_that_they_overlap(tmp_path: Path) -> None:
    comments = "survey,question_id,comment,themes\n" + "".join(
        f"s,q,Words {number},{'training|transport' if number < 6 else 'training'}\n" for number in range(15)
    )
    charts, tables, _ = draw(tmp_path, survey_questions=question("text", ""), survey_comments=comments)
    chart = charts["survey.s.q"]
    assert [str(category) for category in chart.categories] == ["Training", "Transport"]
    assert [point.value for point in chart.series[0].points] == [15, 6]
    assert "several themes" in str(chart.note) and "Base: 15" in str(chart.note)
    assert "percentages add to more than a hundred" in str(chart.note)
    assert [str(column.heading) for column in tables["survey.s.q"].columns] == ["Theme", "Comments", "Percent"]
    assert [[str(cell) for cell in row.cells][1:] for row in tables["survey.s.q"].rows] == [
        ["15", "100%"],
        ["6", "40%"],
    ]


def test_case_reviews_print_their_number_and_that_they_are_no_sample(tmp_path: Path) -> None:
    charts, _, _ = draw(tmp_path, survey_questions=question("single", audience="case review"), survey_counts=ANSWERS)
    note = str(charts["survey.s.q"].note)
    assert "160" in note and "not a sample" in note
    assert charts["survey.s.q"].value_axis == "Cases"


def test_what_is_not_stated_is_said_with_the_chart_instead_of_a_blank(tmp_path: Path) -> None:
    bare = HEADING + "s,q,What would help?,Help,single,Yes|No,,,,,11/07/2025,\n"
    shares = "survey,question_id,option,percent\ns,q,Yes,60%\ns,q,No,40%\n"
    charts, _, _ = draw(tmp_path / "a", survey_questions=bare, survey_counts=shares)
    note = "Base: base not supplied (who was asked is not stated), response rate not stated. Asked to 11 July 2025."
    assert note in str(charts["survey.s.q"].note)
    charts, _, _ = draw(tmp_path / "b", survey_questions=bare.replace("11/07/2025", ""), survey_counts=shares)
    assert "Dates not stated." in str(charts["survey.s.q"].note)


def test_shares_too_narrow_to_be_written_in_a_bar_stand_beneath_it(tmp_path: Path) -> None:
    options = SCALE.split("|")[:5]
    sides = {"": (14, 30, 40, 46, 70), "Parents": (7, 13, 20, 20, 40), "Schools": (7, 17, 20, 26, 30)}
    rows = [(o, n, group) for group, numbers in sides.items() for o, n in zip(options, numbers, strict=True)]
    asked = question("scale", "|".join(options)).replace("400,160", "400,200")
    charts, _, _ = draw(tmp_path, survey_questions=asked, survey_counts=counts(*rows))
    assert "Narrow parts: Strongly agree 7%." in str(charts["survey.s.q"].note)
    compared = str(charts["survey.s.q.groups"].note)
    assert "Parents: narrow parts Strongly agree 7%. Schools: narrow parts Strongly agree 7%." in compared


def test_a_scale_of_seven_has_seven_shades(tmp_path: Path) -> None:
    labels = ("Very poor", "Poor", "Rather poor", "Neither", "Rather good", "Good", "Very good")
    answers = counts(*((label, 10 + place, "") for place, label in enumerate(labels)))
    charts, _, _ = draw(tmp_path, survey_questions=question("scale", "|".join(labels)), survey_counts=answers)
    assert len({series.colour for series in shown(charts["survey.s.q"])}) == 7
