"""The charts of the page: what is drawn, how long it is, what is written, and what a hidden value leaves."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reportgen.office.values import ChartKind, ChartPoint, ChartSeries, ChartSpec, Look, Printed
from reportgen.web.drawing import draw_chart
from tests.web.pages import bars

SVG = "{http://www.w3.org/2000/svg}"
MAIN, OTHER = "12436D", "28A197"
HIDDEN = ChartPoint(None, Printed("[c]", "fact:hidden"))


def point(value: int | str, *, total: bool = False, colour: str = "") -> ChartPoint:
    return ChartPoint(Decimal(value), Printed(f"{value}", f"fact:{value}"), colour, total)


def spec(kind: ChartKind, *series: ChartSeries, **more: object) -> ChartSpec:
    names = tuple(f"Category {number}" for number in range(len(series[0].points)))
    return ChartSpec("made", kind, "Title", names, series, "Alt text.", **more)  # type: ignore[arg-type]


def svgs(made: ChartSpec) -> tuple[ElementTree.Element, ElementTree.Element]:
    """The drawing for wide screens and the one for narrow ones."""
    wide, narrow = re.findall(r"<svg.*?</svg>", draw_chart(made, "chart"), re.DOTALL)
    return _read(wide), _read(narrow)


def _read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("data-scale>", 'data-scale="">'))


def shapes(svg: ElementTree.Element, colour: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each shape filled with a colour."""
    found = []
    for path in svg.iter(f"{SVG}path"):
        if f"fill: #{colour.lower()}" in path.get("style", "").lower():
            numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", path.get("d", ""))]
            across, down = numbers[::2], numbers[1::2]
            found.append((min(across), min(down), max(across), max(down)))
    return found


def words(svg: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


def boxes(svg: ElementTree.Element) -> list[tuple[str, float, float, float, float]]:
    """Each line of text with about the box it takes."""
    from reportgen.office.chart_look import text_width

    found = []
    for text in svg.iter(f"{SVG}text"):
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        wide = text_width(text.text or "", 14) * 0.9
        style = text.get("style", "")
        left = x - wide if "text-anchor: end" in style else x - wide / 2 if "text-anchor: middle" in style else x
        found.append((text.text or "", left, y - 10, left + wide, y))
    return found


def assert_readable(svg: ElementTree.Element) -> None:
    """No words outside the sheet, none over others."""
    _, _, width, height = (float(number) for number in svg.get("viewBox", "").split())
    found = boxes(svg)
    for said, left, top, right, bottom in found:
        assert left >= -2 and right <= width + 2 and top >= -2 and bottom <= height + 2, said
    for at, (one, left, top, right, bottom) in enumerate(found):
        for other, left2, top2, right2, bottom2 in found[at + 1 :]:
            assert right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top, (one, other)


def test_bars_are_as_long_as_their_values_and_say_them() -> None:
    for svg in svgs(bars()):
        (first, second) = shapes(svg, MAIN)
        assert (first[2] - first[0]) / (second[2] - second[0]) == pytest.approx(641 / 268, rel=0.01)
        assert first[0] == second[0]
        assert first[1] < second[1], "the first category stands at the top"
        assert words(svg) == ["Mainstream", "Special", "641", "268"]
        assert_readable(svg)


def test_columns_below_zero_hang_and_keep_the_colours_of_their_series() -> None:
    unmitigated = ChartSeries("Unmitigated", (point("-7.4"), point("-19.1")), "F46A25")
    mitigated = ChartSeries("Mitigated", (point("-7.1"), point("-15.4")), MAIN)
    for svg in svgs(spec(ChartKind.COLUMN, unmitigated, mitigated, legend=True, value_axis="£ million")):
        *columns, key = shapes(svg, "F46A25")
        assert key[2] - key[0] == pytest.approx(12, abs=0.3)
        tall = [bottom - top for _, top, _, bottom in columns]
        assert tall[1] / tall[0] == pytest.approx(19.1 / 7.4, rel=0.02)
        assert {"Unmitigated", "Mitigated", "£ million"} <= set(words(svg))
        assert_readable(svg)


def test_values_too_wide_for_their_columns_give_way_to_an_axis() -> None:
    series = [ChartSeries(f"S{n}", tuple(point(n * 100000 + k) for k in range(1, 9))) for n in range(1, 4)]
    made = replace(spec(ChartKind.COLUMN, *series), categories=tuple(f"20{n}" for n in range(10, 18)))
    wide, _ = svgs(made)
    assert "100001" not in words(wide)
    steps = [group.findtext(f"{SVG}text") for group in wide.iter(f"{SVG}g") if group.get("data-scale") is not None]
    assert steps[0] == "0"
    assert len(steps) > 3


def test_stacks_stand_on_one_another() -> None:
    made = spec(
        ChartKind.STACKED_COLUMN,
        ChartSeries("One", (point(10), point(30)), MAIN, labels=False),
        ChartSeries("Two", (point(20), point(10)), OTHER, labels=False),
        legend=True,
    )
    wide, narrow = svgs(made)
    one, two = shapes(wide, MAIN)[:-1], shapes(wide, OTHER)[:-1]  # the last is the legend's
    for low, high in zip(one, two, strict=True):
        assert high[3] == pytest.approx(low[1], abs=0.3)
    assert (one[1][3] - one[1][1]) / (two[0][3] - two[0][1]) == pytest.approx(1.5, rel=0.02)
    assert_readable(wide)
    assert_readable(narrow)


def test_lying_stacks_follow_one_another() -> None:
    made = spec(ChartKind.STACKED_BAR, ChartSeries("One", (point(10),), MAIN), ChartSeries("Two", (point(20),), OTHER))
    wide, _ = svgs(made)
    (one,), (two,) = shapes(wide, MAIN), shapes(wide, OTHER)
    assert two[0] == pytest.approx(one[2], abs=0.3)
    assert (two[2] - two[0]) / (one[2] - one[0]) == pytest.approx(2, rel=0.02)


def test_a_waterfall_leads_from_level_to_level_upright_and_lying() -> None:
    steps = (point(-19, total=True, colour=MAIN), point(2), point(1), point(-16, total=True, colour=MAIN))
    made = spec(ChartKind.WATERFALL, ChartSeries("Gap", steps))
    short = replace(made, categories=("Before", "A", "B", "After"))
    wide, _ = svgs(short)
    (first, last), (up, down) = shapes(wide, MAIN), shapes(wide, "F46A25")
    assert up[3] == pytest.approx(first[3], abs=0.3)
    assert down[3] == pytest.approx(up[1], abs=0.3)
    assert last[3] == pytest.approx(down[1], abs=0.3)
    assert "+2" in words(wide)
    assert_readable(wide)
    long = replace(made, categories=("Unmitigated-and-very-long", "A", "B", "After"))
    _, narrow = svgs(long)
    (before, after), (longer, _) = shapes(narrow, MAIN), shapes(narrow, "F46A25")
    assert (before[2] - before[0]) / (after[2] - after[0]) == pytest.approx(19 / 16, rel=0.02)
    assert longer[0] == pytest.approx(before[0], abs=0.3)
    assert_readable(narrow)


def test_after_a_hidden_change_nothing_is_drawn_until_the_next_level() -> None:
    steps = (point(20, total=True), HIDDEN, point(-3), point(15, total=True))
    made = replace(spec(ChartKind.WATERFALL, ChartSeries("Gap", steps, MAIN)), categories=("A", "B", "C", "D"))
    for svg in svgs(made):
        assert not shapes(svg, OTHER)
        assert len(shapes(svg, MAIN)) == 2
        assert "[c]" in words(svg)


def test_a_hidden_value_is_its_symbol_and_no_shape() -> None:
    for kind in (ChartKind.BAR, ChartKind.COLUMN):
        for svg in svgs(spec(kind, ChartSeries("Plans", (point(9), HIDDEN), MAIN))):
            assert len(shapes(svg, MAIN)) == 1
            assert "[c]" in words(svg)
    wide, _ = svgs(spec(ChartKind.PIE, ChartSeries("People", (point(9), HIDDEN))))
    assert not [said for said in words(wide) if "[c]" in said]


def test_a_bar_whose_name_says_that_it_is_hidden_says_it_once() -> None:
    made = replace(spec(ChartKind.BAR, ChartSeries("Plans", (point(9), HIDDEN), MAIN)), categories=("One", "Two [c]"))
    for svg in svgs(made):
        assert [said for said in words(svg) if "[c]" in said] == ["Two [c]"]


def test_lines_are_named_at_their_ends_apart_and_a_forecast_is_dashed() -> None:
    gap = ChartPoint(None, Printed("[z]", "label:symbol"))
    made = spec(
        ChartKind.LINE,
        ChartSeries("Actual", (point(1), point(2), gap, gap), "1F2933", labels=False),
        ChartSeries("Unmitigated", (gap, point(2), point(3), point(5)), "F46A25", Look.DASHED),
        ChartSeries("Mitigated", (gap, point(2), point(3), point("4.9")), MAIN, Look.DASHED),
    )
    for svg in svgs(made):
        said = words(svg)
        assert said[-4:] == ["Unmitigated", "5", "Mitigated", "4.9"]
        assert "Actual" not in said
        dashed = [path for path in svg.iter(f"{SVG}path") if "stroke-dasharray" in path.get("style", "")]
        assert len(dashed) == 2
        assert_readable(svg)


def test_a_pie_runs_clockwise_from_twelve_with_its_words_beside_it() -> None:
    made = spec(ChartKind.PIE, ChartSeries("People", (point(75, colour=MAIN), point(25, colour=OTHER))))
    for svg in svgs(made):
        (small,) = shapes(svg, OTHER)
        middle = float(svg.get("viewBox", "").split()[2]) / 2
        assert small[2] == pytest.approx(middle, abs=0.3), "the last quarter lies left of twelve"
        assert small[1] < shapes(svg, MAIN)[0][3]
        assert words(svg) == ["Category 0 75", "Category 1 25"]
        assert_readable(svg)
    labelled = replace(made, series=(replace(made.series[0], labels=False),))
    assert words(svgs(labelled)[0]) == ["Category 0", "Category 1"]


def test_bubbles_have_their_names_beside_them_and_the_steps_in_words() -> None:
    made = spec(
        ChartKind.BUBBLE,
        ChartSeries("Saving", (point(1500), point(900), HIDDEN)),
        ChartSeries("Confidence", (point(3), point(1), point(2))),
        ChartSeries("Children", (point(100), point(25), point(9))),
        steps=("Low", "Medium", "High"),
        value_axis="Saving each year",
        category_axis="Confidence",
    )
    for svg in svgs(made):
        large, small = shapes(svg, MAIN)
        assert (large[2] - large[0]) / (small[2] - small[0]) == pytest.approx(2, rel=0.05), "areas, not widths, compare"
        said = " ".join(words(svg))
        assert all(name in said for name in ("Category 0", "Category 1", "Low", "Medium", "High", "Saving each year"))
        assert "Category 2" not in said


def test_a_chart_says_what_it_is_and_where_its_numbers_come_from() -> None:
    drawn = draw_chart(bars(), "chart-1")
    assert 'role="img" aria-labelledby="chart-1-wide-title chart-1-wide-desc"' in drawn
    assert '<title id="chart-1-wide-title">Plans</title><desc id="chart-1-wide-desc">Bars.</desc>' in drawn
    assert '<g data-mentions="[[&quot;fact:a&quot;,&quot;text&quot;,&quot;641&quot;]]"><text' in drawn


def test_words_of_officers_are_no_formulas_and_no_markup() -> None:
    made = replace(bars(), categories=("$x^2$ <b>", "R&D"))
    wide, _ = svgs(made)
    assert words(wide)[:2] == ["$x^2$ <b>", "R&D"]


def test_a_user_s_own_settings_for_matplotlib_change_nothing() -> None:
    import matplotlib

    from reportgen.web.drawing import _drawing

    before = draw_chart(bars(), "x")
    _drawing.cache_clear()
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "black", "lines.linewidth": 9}):
        assert draw_chart(bars(), "x") == before
        assert matplotlib.rcParams["font.size"] == 30
