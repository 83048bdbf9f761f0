"""The charts as a reader meets them: what is drawn, what is said of it, and what is not given away."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from reportgen.charts.catalogue import draw_charts
from reportgen.charts.chart import MITIGATED, UNMITIGATED, change_words, explain_rounding, note_of
from reportgen.charts.registry import CHARTS, chart
from reportgen.codes import Symbol
from reportgen.facts.fact import Fact
from reportgen.facts.factset import PublishedFacts, Sum
from reportgen.facts.units import PERCENT, POUNDS, POUNDS_PER_YEAR
from reportgen.inputs.table import Inputs
from reportgen.office.values import ChartKind, ChartSpec, Look, Passage, Printed, Words
from tests.wording.quarter import BALANCE, PERIOD, SLASHED, SUMS, caseload, fact, inputs, survey, table, whole_quarter

QUESTION = "survey.parents-2025.ideal_outcome"


def charts() -> dict[str, ChartSpec]:
    return dict(draw_charts(*whole_quarter(), SLASHED))


def pieces(words: Words) -> Iterator[str | Printed]:
    yield from words.pieces if isinstance(words, Passage) else (words,)


def everything(spec: ChartSpec) -> Iterator[str | Printed]:
    for words in (spec.title, *spec.categories, spec.alt_text, spec.note, spec.shows):
        yield from pieces(words)
    for series in spec.series:
        yield from pieces(series.name)
        yield from (point.printed for point in series.points)


def test_only_charts_with_data_are_drawn() -> None:
    assert set(charts()) == {"caseload", "placements", "deficit", "in_year", "bridge", "matrix", QUESTION}
    assert not draw_charts(PublishedFacts([]), Inputs(PERIOD, {}), SLASHED)


def test_a_chart_is_declared_once() -> None:
    assert "caseload" in CHARTS
    with pytest.raises(ValueError, match="declared twice"):
        chart("caseload")(lambda content: [])


def test_alt_text_is_made_from_the_data() -> None:
    drawn = charts()
    assert str(drawn["caseload"].alt_text) == (
        "Line chart of EHC plans at each count. "
        "Plans rose from 1,199 to 1,342 between September 2024 and September 2025."
    )
    assert "Unmitigated: deficit of £23.4 million in 2025/26, deficit of £33.7 million in 2026/27." in str(
        drawn["deficit"].alt_text
    )
    assert str(drawn[QUESTION].alt_text).startswith("Pie chart. Yes 73% and No 27%. Question: Are your child's needs")
    assert str(drawn[QUESTION].alt_text).endswith(str(drawn[QUESTION].note))


def test_the_note_has_question_base_and_dates() -> None:
    assert str(charts()[QUESTION].note) == (
        "Question: Are your child's needs leading to the ideal outcome? Base: 164 respondents (Parents and carers), "
        "response rate not stated. Asked from 2 June 2025 to 11 July 2025."
    )


def test_unmitigated_and_mitigated_have_the_same_colours_everywhere() -> None:
    drawn = charts()
    for name in ("deficit", "in_year"):
        assert [series.colour for series in drawn[name].series] == [UNMITIGATED, MITIGATED]


def test_the_matrix_is_ranked_with_target_solid_and_stretch_light() -> None:
    spec = charts()["matrix"]
    assert spec.kind is ChartKind.BAR
    assert [series.look for series in spec.series] == [Look.SOLID, Look.LIGHT]
    assert [point.printed.text for series in spec.series for point in series.points] == ["1,500", "1,800"]
    assert str(spec.categories[0]) == "Units, not independent special (confidence green)"
    assert "not this year's saving (£175,000)" in str(spec.note)


def test_the_bridge_leads_from_one_total_to_the_other() -> None:
    points = charts()["bridge"].series[0].points
    values = [point.value or 0 for point in points]
    assert sum(values[:-1]) == values[-1]
    assert [point.total for point in points] == [True, False, True]
    assert [str(name) for name in charts()["bridge"].categories] == ["Unmitigated", "Units", "Mitigated"]


def test_a_pie_is_drawn_only_where_it_may_be() -> None:
    pie = charts()[QUESTION]
    assert pie.kind is ChartKind.PIE
    for category, printed in zip(pie.categories, pie.series[0].points, strict=True):
        assert re.fullmatch(rf"\D+ {printed.printed} \(\d+(\.\d)?%\)", str(category))
    hidden = draw_charts(*whole_quarter(no=Symbol.CONFIDENTIAL), SLASHED)[QUESTION]
    assert hidden.kind is ChartKind.BAR
    facts, questions = survey(kind="multiple")
    several = draw_charts(PublishedFacts(facts), inputs(questions), SLASHED)[QUESTION]
    assert several.kind is ChartKind.BAR
    assert "add to more than a hundred" in str(several.note)


@pytest.mark.parametrize("name", ["placements", QUESTION])
def test_a_hidden_value_is_a_gap_and_no_number_anywhere(name: str) -> None:
    spec = draw_charts(*whole_quarter(no=Symbol.CONFIDENTIAL, ap=Symbol.CONFIDENTIAL), SLASHED)[name]
    gaps = [point for series in spec.series for point in series.points if point.printed.text == "[c]"]
    assert gaps and all(point.value is None for point in gaps)
    assert "[c] means hidden" in str(spec.note)
    named = [str(category).endswith(" [c]") for category in spec.categories]
    assert named == [point.value is None for point in spec.series[0].points], "a bar not drawn says why beside its name"
    for piece in everything(spec):
        if isinstance(piece, Printed) and piece.ref in ("fact:plans.setting.ap", f"fact:{QUESTION}.no"):
            assert piece.text == "[c]"


def test_every_digit_of_a_chart_is_printed_from_something() -> None:
    for spec in charts().values():
        for piece in everything(spec):
            if type(piece) is str:
                assert not re.search(r"\d", piece.replace("SEN2", "").replace("100", "")), f"{spec.name}: {piece}"


def test_points_are_the_values_that_are_printed() -> None:
    point = charts()["deficit"].series[0].points[0]
    assert (point.value, point.printed) == (
        -23_370_000,
        Printed("−23.4", "fact:dsg.closing.unmitigated@2025-26", "millions"),
    )


def test_the_ramp_the_grant_and_the_benefits_are_drawn_when_they_are_there() -> None:
    chances = [
        fact(f"theme.post-16.saving@{year}", value, POUNDS) for year, value in (("2025-26", 10), ("2026-27", 20))
    ]
    money = [fact(f"grant.{measure}.audits", 5_000, POUNDS) for measure in ("planned", "spent")]
    whole, tables = whole_quarter()
    so_far = [
        fact("opportunity.o2.saving_to_date", Symbol.CONFIDENTIAL, POUNDS),
        fact("opportunity.o2.planned_saving_to_date", 25_000, POUNDS),
    ]
    every: list[Fact] = [*whole, *chances, *money]
    rows = inputs(
        *tables.tables.values(),
        table("grant", {"workstream": "Audits", "measure": "spent", "period": "2025-26-q2", "amount": 5_000}),
        table("themes", {"id": "post-16", "title": "After sixteen", "order": 1}),
    )
    drawn = draw_charts(PublishedFacts(every, SUMS), rows, SLASHED)
    assert [str(series.name) for series in drawn["ramp"].series] == ["After sixteen"]
    assert [str(series.name) for series in drawn["grant"].series] == ["Planned", "Spent"]
    assert "benefits" not in draw_charts(PublishedFacts([*every, *so_far], SUMS), rows, SLASHED)
    known = fact("opportunity.o2.saving_to_date", 17_500, POUNDS)
    benefits = draw_charts(PublishedFacts([*every, known, so_far[1]], SUMS), rows, SLASHED)["benefits"]
    assert [series.points[0].printed.text for series in benefits.series] == ["£25,000", "£17,500"]


def test_without_mitigation_one_line_is_drawn() -> None:
    facts = [f for f in whole_quarter()[0] if "mitigated" not in f.id or "unmitigated" in f.id]
    drawn = draw_charts(PublishedFacts([*facts]), Inputs(PERIOD, {}), SLASHED)
    assert len(drawn["deficit"].series) == 1 and "bridge" not in drawn
    assert drawn["deficit"].title == "Balance carried forward"


def test_one_count_is_no_line() -> None:
    facts = [f for f in caseload() if "@" not in f.id]
    assert "caseload" not in draw_charts(PublishedFacts(facts), Inputs(PERIOD, {}), SLASHED)


def actuals() -> list[Fact]:
    """Two closed years before the forecasts."""
    closing = "dsg.closing.actual"
    return [
        fact(f"{closing}@2023-24", -10_600_000, POUNDS, signs=BALANCE),
        fact(f"{closing}@2024-25", -15_940_000, POUNDS, signs=BALANCE),
    ]


def test_closed_years_are_solid_and_the_forecasts_that_follow_them_dashed() -> None:
    facts, tables = whole_quarter()
    spec = draw_charts(PublishedFacts([*facts, *actuals()], SUMS), tables, SLASHED)["deficit"]
    assert [(str(series.name), series.look) for series in spec.series] == [
        ("Actual", Look.SOLID), ("Unmitigated", Look.DASHED), ("Mitigated", Look.DASHED),
    ]  # fmt: skip
    assert [str(name) for name in spec.categories] == ["2023/24", "2024/25", "2025/26", "2026/27"]
    assert [point.value for point in spec.series[1].points] == [None, -15_940_000, -23_370_000, -33_690_000]
    assert "Solid: actual. Dashed: forecast. Forecast made on 30 September 2025." in str(spec.note)
    assert str(spec.value_axis) == "£ million" and "Below zero is a deficit." in str(spec.note)


def test_the_bridge_has_a_bar_for_each_theme_and_for_what_is_outside_the_matrix() -> None:
    facts, tables = whole_quarter()
    parts = [
        fact("theme.place.mitigation@2026-27", 1_150_000, POUNDS, label="Place: taken off the forecast"),
        fact("theme.post-16.mitigation@2026-27", 0, POUNDS, label="Post-16: taken off the forecast"),
        fact("dsg.mitigations.outside@2026-27", 200_000, POUNDS, label="Outside the matrix: taken off the forecast"),
    ]
    themes = Sum("dsg.mitigations@2026-27", tuple(part.id for part in parts), "themes make up the mitigations")
    spec = draw_charts(PublishedFacts([*facts, *parts], (*SUMS, themes)), tables, SLASHED)["bridge"]
    assert [str(name) for name in spec.categories] == ["Unmitigated", "Place", "Outside the matrix", "Mitigated"]


def test_months_on_an_axis_are_short_enough_not_to_break() -> None:
    assert [str(name) for name in charts()["caseload"].categories] == ["Sep 2024", "Sep 2025"]


def test_a_row_without_a_steady_state_is_not_a_bar() -> None:
    facts, tables = whole_quarter()
    nil = fact("opportunity.o2.steady_state_saving", 0, POUNDS_PER_YEAR)
    others = [each for each in facts if each.id != nil.id]
    assert "matrix" not in draw_charts(PublishedFacts([*others, nil], SUMS), tables, SLASHED)


def test_rounded_counts_are_said_to_be_so_and_that_they_stay_near_is_not_that_they_stay() -> None:
    first, last = fact("plans.total@2024", 95, rounded_to=5), fact("plans.total", 95, rounded_to=5)
    assert str(change_words(first, last)) == "stayed near 95"
    assert str(change_words(fact("a", 95), fact("b", 95))) == "stayed at 95"
    said = "Counts are rounded to the nearest 5, so parts may not add up to their total."
    assert list(explain_rounding([fact("a", 90), last])) == [said]
    assert said in str(note_of([last]))
    share = fact("p", 39, PERCENT, rounded_to=1)
    assert list(explain_rounding([fact("a", 90), share])) == []
