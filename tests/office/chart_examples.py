"""One chart of every kind, with the words and gaps real packs have, for the tests that draw them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.office.values import ChartKind, ChartPoint, ChartSeries, ChartSpec, Look, Printed

Number = Decimal | int | None


def points(
    values: Sequence[Number], form: str = "{:,}", colours: dict[int, str] | None = None
) -> tuple[ChartPoint, ...]:
    """Points printed by ``form``; None prints as the suppression symbol."""
    return tuple(
        ChartPoint(
            value,
            Printed("c" if value is None else form.format(value).replace("-", "−"), f"fact:example.{number}"),
            (colours or {}).get(number, ""),
        )
        for number, value in enumerate(values)
    )


def millions(*values: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) * 1_000_000 for value in values)


def money(values: Sequence[Decimal | None], totals: Sequence[int] = ()) -> tuple[ChartPoint, ...]:
    """Points in pounds, printed in millions; ``totals`` are a waterfall's levels."""
    made = []
    for number, value in enumerate(values):
        text = "c" if value is None else f"£{abs(value) / 1_000_000:.1f}m"
        sign = "−" if value is not None and value < 0 else ""
        made.append(ChartPoint(value, Printed(sign + text, f"fact:money.{number}"), total=number in totals))
    return tuple(made)


POUNDS = '"£"0.0"m"'

LINE = ChartSpec(
    "deficit",
    ChartKind.LINE,
    "Deficit with and without the programme",
    ("2022-23", "2023-24", "2024-25", "2025-26", "2026-27", "2027-28"),
    (
        ChartSeries(
            "Unmitigated", money(millions("4.2", "7.9", "12.4", "17.8", "24.6", "33.1")), "F46A25", Look.DASHED
        ),
        ChartSeries("Mitigated", money(millions("4.2", "7.9", "12.4", "16.1", "18.7", "20.2")), "12436D"),
    ),
    "Line chart: the deficit grows to £33.1 million without the programme and £20.2 million with it.",
    value_axis="£m",
    number_format=POUNDS,
    scale=1_000_000,
)

CLOSE_LINES = ChartSpec(
    "close",
    ChartKind.LINE,
    "Three lines that end close together",
    ("Q1", "Q2", "Q3", "Q4", "Q5"),
    (
        ChartSeries("Mainstream", points((310, 330, None, 341, 352))),
        ChartSeries("Special school", points((350, 351, 349, 352, 350))),
        ChartSeries("Independent", points((120, 180, 230, 300, 345))),
    ),
    "Line chart of three settings.",
    value_axis="Children",
)

COLUMN = ChartSpec(
    "caseload",
    ChartKind.COLUMN,
    "Plans in January",
    ("2020", "2021", "2022", "2023", "2024", "2025", "2026"),
    (ChartSeries("Plans", points((899, 956, 1012, 1088, None, 1199, 1342), colours={6: "12436D"}), "BFBFBF"),),
    "Column chart: plans rose from 899 in 2020 to 1,342 in 2026.",
    value_axis="Plans maintained",
)

TWO_COLUMNS = ChartSpec(
    "timeliness",
    ChartKind.COLUMN,
    "Requests and plans",
    ("Autumn 2024", "Spring 2025", "Summer 2025", "Autumn 2025"),
    (ChartSeries("Requests", points((96, 120, 88, 131))), ChartSeries("New plans", points((61, 74, 66, 80)))),
    "Column chart of requests and new plans by term.",
    legend=True,
)

BAR = ChartSpec(
    "matrix",
    ChartKind.BAR,
    "Saving each year at steady state",
    (
        "Mainstream places with support instead of special school",
        "Earlier help before a plan is asked for",
        "Fewer independent placements",
        "Post-16 pathways",
    ),
    (
        ChartSeries("Target", money(millions("2.4", "1.9", "1.2", "0.3")), "12436D"),
        ChartSeries("Stretch", money(millions("3.1", "2.2", "1.9", "0.5")), look=Look.LIGHT),
    ),
    "Bar chart of four opportunities.",
    value_axis="£m a year at steady state",
    number_format=POUNDS,
    scale=1_000_000,
    legend=True,
)

ONE_BAR = ChartSpec(
    "placements",
    ChartKind.BAR,
    "Where children with plans are taught",
    (
        "Mainstream school",
        "Special school",
        "Independent or non-maintained special school",
        "Further education",
        "Other",
    ),
    (ChartSeries("Plans", points((544, 402, 131, 229, None))),),
    "Bar chart of placements.",
)

STACKED_COLUMN = ChartSpec(
    "ages",
    ChartKind.STACKED_COLUMN,
    "Plans by age",
    ("2022", "2023", "2024", "2025"),
    (
        ChartSeries("Under 5", points((41, 44, 46, 12))),
        ChartSeries("5 to 10", points((330, 351, 372, 401))),
        ChartSeries("11 to 15", points((410, 428, 466, 502))),
        ChartSeries("16 and over", points((231, 265, 315, None))),
    ),
    "Stacked columns of plans by age.",
    legend=True,
)

STACKED_BAR = ChartSpec(
    "survey",
    ChartKind.STACKED_BAR,
    "What parents said",
    ("My child is heard", "The plan describes my child", "I know who to ask when something goes wrong"),
    (
        ChartSeries("Agree", points((120, 98, 54))),
        ChartSeries("Neither", points((40, 52, 66))),
        ChartSeries("Disagree", points((80, 90, 120))),
    ),
    "Stacked bars of three questions.",
    legend=True,
)

PIE = ChartSpec(
    "pie",
    ChartKind.PIE,
    "Would mainstream have been your choice with the right support?",
    ("Yes", "No", "Not sure", "Prefer not to say"),
    (
        ChartSeries(
            "Answers",
            tuple(
                ChartPoint(value, Printed(text, f"fact:pie.{number}"))
                for number, (value, text) in enumerate(
                    ((84, "84 (35%)"), (112, "112 (47%)"), (30, "30 (13%)"), (14, "14 (6%)"))
                )
            ),
        ),
    ),
    "Pie chart of four answers.",
)

WATERFALL = ChartSpec(
    "bridge",
    ChartKind.WATERFALL,
    "From unmitigated to mitigated",
    ("Unmitigated 2027-28", "Mainstream support", "Earlier help", "New demand", "Placements", "Mitigated 2027-28"),
    (ChartSeries("Deficit", money(millions("33.1", "-6.4", "-4.2", "1.1", "-3.4", "20.2"), (0, 5))),),
    "Waterfall from £33.1 million to £20.2 million.",
    value_axis="£m",
    number_format=POUNDS,
    scale=1_000_000,
)

CROSSING = ChartSpec(
    "crossing",
    ChartKind.WATERFALL,
    "From surplus to deficit",
    ("Opening balance", "Income", "Placements", "Transport", "Closing balance"),
    (ChartSeries("Balance", money(millions("1.0", "0.6", "-4.1", "-0.9", "-3.4"), (0, 4))),),
    "Waterfall from a surplus to a deficit.",
    number_format='"£"0.0"m";"−£"0.0"m"',
    scale=1_000_000,
)

BUBBLE = ChartSpec(
    "bubbles",
    ChartKind.BUBBLE,
    "Saving and confidence",
    ("Mainstream support", "Earlier help", "Placements", "Post-16"),
    (
        ChartSeries("Saving each year at steady state", money(millions("2.4", "1.9", "1.2", "0.3"))),
        ChartSeries("Confidence", points((2, 3, 1, 2))),
        ChartSeries("Children at steady state", points((84, 112, 20, 30))),
    ),
    "Bubble chart of four opportunities.",
    value_axis="Saving each year at steady state",
    category_axis="Confidence",
    number_format=POUNDS,
    scale=1_000_000,
    steps=("Low", "Medium", "High"),
)

EXAMPLES = (
    LINE, CLOSE_LINES, COLUMN, TWO_COLUMNS, BAR, ONE_BAR, STACKED_COLUMN, STACKED_BAR, PIE, WATERFALL, CROSSING, BUBBLE,
)  # fmt: skip
