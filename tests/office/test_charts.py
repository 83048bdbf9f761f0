"""Native charts: the cache, the workbook behind it and the look, in Word and PowerPoint alike."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.office.accessibility import find_faults
from reportgen.office.chart_look import readable_on, tint
from reportgen.office.charts import FULL_HEIGHT_EMU, chart_part, figure_height
from reportgen.office.invariants import check_package
from reportgen.office.markup import read_cell_text
from reportgen.office.values import ChartKind, ChartPoint, ChartSeries, ChartSpec, Look, Printed
from tests.office import validator
from tests.office.carriers import deck_with_charts, word_with_charts
from tests.office.chart_examples import (
    BAR,
    BUBBLE,
    CLOSE_LINES,
    COLUMN,
    CROSSING,
    EXAMPLES,
    LINE,
    PIE,
    STACKED_COLUMN,
    WATERFALL,
    points,
)

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def drawn(spec: ChartSpec) -> etree._Element:
    return etree.fromstring(chart_part(spec, text_size_pt=12).xml)


def sheet(spec: ChartSpec) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(chart_part(spec, text_size_pt=12).workbook))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def cached(spec: ChartSpec, tag: str) -> list[dict[int, str]]:
    """The cached points of every element ``tag``, by their place."""
    return [
        {int(point.get("idx", "")): point.findtext(f"{C}v") or "" for point in element.iter(f"{C}pt")}
        for element in drawn(spec).iter(f"{C}{tag}")
    ]


@pytest.mark.parametrize("spec", EXAMPLES, ids=lambda spec: spec.name)
def test_a_chart_in_word_and_powerpoint_breaks_no_rule(spec: ChartSpec) -> None:
    for made in (word_with_charts([spec]), deck_with_charts([spec])):
        assert check_package(made) == ()
        assert not [each for each in find_faults(made) if each.place.startswith("chart")]


@pytest.mark.office
def test_the_validator_finds_nothing_wrong_with_any_kind_of_chart() -> None:
    assert validator.errors_of(word_with_charts(EXAMPLES), ".docx") == []
    assert validator.errors_of(deck_with_charts(EXAMPLES), ".pptx") == []


@pytest.mark.office
def test_the_validator_is_heard_when_it_complains() -> None:
    broken = replace(COLUMN, number_format="#,##0")
    sound = word_with_charts([broken])
    assert validator.new_errors(sound, sound, ".docx") == []
    assert validator.errors_of(b"not a zip", ".docx")


def test_the_same_chart_gives_the_same_bytes() -> None:
    for spec in EXAMPLES:
        assert chart_part(spec, text_size_pt=12) == chart_part(spec, text_size_pt=12)


def test_the_workbook_holds_what_the_chart_shows_and_no_more() -> None:
    assert sheet(COLUMN) == [
        [None, "Plans"],
        ["2020", 899],
        ["2021", 956],
        ["2022", 1012],
        ["2023", 1088],
        ["2024", None],
        ["2025", 1199],
        ["2026", 1342],
    ]


def test_a_suppressed_point_is_an_empty_cell_and_no_cached_point() -> None:
    assert cached(COLUMN, "val") == [{0: "899", 1: "956", 2: "1012", 3: "1088", 5: "1199", 6: "1342"}]
    assert drawn(COLUMN).find(f".//{C}dispBlanksAs").get("val") == "gap"  # type: ignore[union-attr]


def test_pounds_are_drawn_in_millions_to_the_last_digit() -> None:
    odd = replace(
        LINE, series=(ChartSeries("Deficit", (ChartPoint(Decimal("36312345.67"), Printed("£36.3m", "fact:d")),) * 6),)
    )
    assert set(cached(odd, "val")[0].values()) == {"36.31234567"}


def test_a_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        drawn(replace(COLUMN, series=(ChartSeries("Plans", points((Decimal("NaN"),) * 7, "{}")),)))


def test_series_and_categories_must_agree_in_number() -> None:
    with pytest.raises(ValueError, match="7 points for 2"):
        drawn(replace(COLUMN, categories=("a", "b")))
    with pytest.raises(ValueError, match="needs 3 series"):
        drawn(replace(BUBBLE, series=BUBBLE.series[:2]))
    with pytest.raises(ValueError, match="no categories"):
        drawn(replace(COLUMN, categories=(), series=()))


def test_a_bridge_stands_on_helpers_that_say_so() -> None:
    rows = sheet(WATERFALL)
    assert rows[0] == [None, "Base (helper, not shown)", "Deficit", "Increase", "Decrease"]
    assert rows[2] == ["Mainstream support", 26.7, None, None, 6.4]
    assert rows[4] == ["New demand", 22.5, None, 1.1, None]
    assert rows[6] == ["Mitigated 2027-28", None, 20.2, None, None]
    base = next(drawn(WATERFALL).iter(f"{C}ser"))
    assert base.find(f"{C}spPr/{{*}}noFill") is not None


def test_a_bridge_that_crosses_zero_is_one_bar_in_two_parts() -> None:
    rows = sheet(CROSSING)
    assert rows[0][-1] == "Decrease, part across zero"
    assert rows[3] == ["Placements", None, None, None, -2.5, 1.6]
    assert rows[4] == ["Transport", -2.5, None, None, -0.9, None]


def test_after_a_hidden_change_a_bridge_shows_nothing_until_the_next_level() -> None:
    hidden = list(WATERFALL.series[0].points)
    hidden[2] = ChartPoint(None, Printed("c", "fact:hidden"))
    rows = sheet(replace(WATERFALL, series=(replace(WATERFALL.series[0], points=tuple(hidden)),)))
    assert [row[1:] for row in rows[3:6]] == [[None] * 4] * 3
    assert rows[6][2] == 20.2


def test_bubbles_are_named_and_their_helpers_write_the_axis() -> None:
    rows = sheet(BUBBLE)
    assert rows[0][1:] == ["Saving each year at steady state", "Confidence", "Children at steady state"]
    assert rows[1] == ["Mainstream support", 2.4, 2, 84]
    assert [row[0] for row in rows[5:]] == ["Low", "Medium", "High"]
    assert "helpers, not shown" in str(rows[0][0])
    gap = replace(BUBBLE.series[2], points=(ChartPoint(None, Printed("c", "fact:c")), *BUBBLE.series[2].points[1:]))
    assert len(list(drawn(replace(BUBBLE, series=(*BUBBLE.series[:2], gap))).iter(f"{C}ser"))) == 6


def test_bars_start_at_zero_and_read_from_top_to_bottom() -> None:
    chart = drawn(BAR)
    assert chart.find(f".//{C}valAx/{C}scaling/{C}min").get("val") == "0"  # type: ignore[union-attr]
    assert chart.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"  # type: ignore[union-attr]
    assert chart.find(f".//{C}valAx/{C}crosses").get("val") == "max"  # type: ignore[union-attr]
    assert 50 <= int(chart.find(f".//{C}gapWidth").get("val")) <= 60  # type: ignore[union-attr,arg-type]


def names_size(spec: ChartSpec) -> int:
    """The text size of the names of the categories, in points."""
    (axis,) = drawn(spec).iter(f"{C}catAx")
    (properties,) = axis.findall(f"{C}txPr")
    (size,) = {int(each.get("sz", "0")) for each in properties.iter("{*}defRPr")}
    return size // 100


def test_years_under_columns_are_written_smaller_before_they_touch() -> None:
    years = tuple(Printed(f"{year}/{year % 100 + 1}", f"date:{year}", "period") for year in range(2025, 2035))
    ten = replace(STACKED_COLUMN, categories=years, series=(ChartSeries("Saving", points(tuple(range(10)))),))
    few = replace(ten, categories=years[:4], series=(ChartSeries("Saving", points((1, 2, 3, 4))),))
    assert (names_size(ten), names_size(few)) == (10, 12)


def test_a_figure_of_bars_grows_with_its_rows_up_to_a_part_of_the_page() -> None:
    heights = [figure_height(replace(BAR, categories=("A row",) * rows)) for rows in (1, 7, 12, 60)]
    assert heights[0] == FULL_HEIGHT_EMU < heights[1] < heights[2] < 5_500_000
    assert heights[3] == 5_400_000
    assert figure_height(replace(COLUMN, categories=("A column",) * 60)) == FULL_HEIGHT_EMU


def test_gridlines_are_drawn_only_where_values_are_not_labelled() -> None:
    assert drawn(COLUMN).find(f".//{C}majorGridlines") is None
    assert drawn(LINE).find(f".//{C}majorGridlines") is not None
    unlabelled = replace(COLUMN, series=(replace(COLUMN.series[0], labels=False),))
    assert drawn(unlabelled).find(f".//{C}majorGridlines") is not None


def test_lines_are_labelled_at_their_last_point_and_forecasts_dashed() -> None:
    first, second = drawn(LINE).iter(f"{C}ser")
    assert first.find(f".//{C}dLbl/{C}idx").get("val") == "5"  # type: ignore[union-attr]
    assert first.find(f".//{C}dLbl/{C}showSerName").get("val") == "1"  # type: ignore[union-attr]
    assert first.find(f"{C}spPr//{{*}}prstDash") is not None
    assert second.find(f"{C}spPr//{{*}}prstDash") is None


def test_the_ends_of_close_lines_are_moved_apart() -> None:
    moved = [float(mark.get("val", "")) for mark in drawn(CLOSE_LINES).iterfind(f".//{C}dLbl//{C}manualLayout/{C}y")]
    assert moved and min(moved) < 0 < max(moved)


def test_no_text_is_smaller_than_asked_for_and_all_of_it_is_arial() -> None:
    for spec in EXAMPLES:
        sizes = {mark.get("sz") for mark in drawn(spec).iter("{*}defRPr", "{*}rPr")}
        assert sizes == {"1200"}
        assert {mark.get("typeface") for mark in drawn(spec).iter("{*}latin")} == {"Arial"}


def test_a_stretch_takes_the_lighter_colour_of_its_target() -> None:
    _, stretch = drawn(BAR).iter(f"{C}ser")
    assert stretch.find(f"{C}spPr/{{*}}solidFill/{{*}}srgbClr").get("val") == tint("12436D")  # type: ignore[union-attr]


def test_an_unseen_series_is_neither_painted_nor_named_in_the_legend() -> None:
    helper = replace(STACKED_COLUMN.series[0], look=Look.UNSEEN)
    chart = drawn(replace(STACKED_COLUMN, series=(helper, *STACKED_COLUMN.series[1:])))
    assert chart.find(f".//{C}legendEntry/{C}idx").get("val") == "0"  # type: ignore[union-attr]
    assert next(chart.iter(f"{C}ser")).find(f"{C}spPr/{{*}}noFill") is not None


def test_labels_on_colour_can_be_read() -> None:
    assert readable_on("12436D") == "FFFFFF"
    assert readable_on("F46A25") == "1F2933"


def test_slices_are_labelled_as_printed() -> None:
    labels = [mark.text for mark in drawn(PIE).iter("{*}t")]
    assert labels == ["Yes 84 (35%)", "No 112 (47%)", "Not sure 30 (13%)", "Prefer not to say 14 (6%)"]


def test_a_slice_whose_category_holds_its_value_is_labelled_once() -> None:
    said = replace(PIE, series=(replace(PIE.series[0], labels=False),))
    assert [mark.text for mark in drawn(said).iter("{*}t")] == ["Yes", "No", "Not sure", "Prefer not to say"]


def test_a_line_called_as_its_axis_has_the_value_alone_at_its_end() -> None:
    alone = replace(LINE, series=LINE.series[:1], value_axis=LINE.series[0].name)
    label = next(drawn(alone).iter(f"{C}dLbl"))
    shown = {name: label.find(f"{C}{name}").get("val") for name in ("showSerName", "showVal")}  # type: ignore[union-attr]
    assert shown == {"showSerName": "0", "showVal": "1"}


def test_every_printed_number_says_where_it_stands() -> None:
    places = {place.cell: str(place.words) for place in chart_part(COLUMN, text_size_pt=12).places}
    assert places["B8"] == "1,342"
    assert places["B6"] == "c"
    points = [mark.get("idx") for mark in drawn(COLUMN).find(f".//{C}numCache").iter(f"{C}pt")]  # type: ignore[union-attr]
    assert "4" not in points and "6" in points


HOSTILE = st.one_of(
    st.sampled_from(
        ["=1+1", "<5", "R&D", "_x0041_", "two\nlines", "emoji 🎒", "+cmd|' /C calc'!A0", "{=1}", " padded "]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=40),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(HOSTILE, min_size=1, max_size=5),
    HOSTILE,
    st.sampled_from([ChartKind.COLUMN, ChartKind.LINE, ChartKind.PIE]),
)
def test_names_come_out_of_cache_and_workbook_as_they_went_in(names: list[str], series: str, kind: ChartKind) -> None:
    spec = ChartSpec("x", kind, "t", tuple(names), (ChartSeries(series, points(range(len(names)))),), "alt")
    part = chart_part(spec, text_size_pt=12)
    cells = [
        cell for row in openpyxl.load_workbook(io.BytesIO(part.workbook)).worksheets[0].iter_rows() for cell in row
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [read_cell_text(str(cell.value)) for cell in cells if cell.column == 1 and cell.row != 1] == names
    shown = cached(spec, "cat")[0]
    assert [read_cell_text(shown[number]) for number in range(len(names))] == names
    assert check_package(word_with_charts([spec])) == ()
