"""Which questions of surveys and case reviews stand where: each with its chart, or its table where none is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from reportgen.charts.chart import explain_texts, in_line, join
from reportgen.office.values import ChartSpec, Passage, Printed, TableSpec
from reportgen.wording.formats import print_fact
from reportgen.wording.node import Node

MOST_QUOTES, LONGEST_QUOTE = 3, 180
"""How many quotes a slide has panels for, and how many letters a panel holds; a longer one is left to the report."""


def list_questions(
    names: Mapping[str, object],
    charts: Mapping[str, ChartSpec],
    tables: Mapping[str, TableSpec],
    meanings: Mapping[str, str],
) -> dict[str, object]:
    """Return the lists of questions templates walk through, and the quotes that fit on a slide.

    ``survey_items`` are all questions with results, for the appendices and the page; ``survey_charts`` those that are
    drawn. ``survey_pair`` is the first of a survey and the first of case reviews (two of a survey where there are
    none), ``survey_single`` the one question drawn where there is no pair, ``survey_backup`` the other slides.
    """
    surveys = names["surveys"]
    assert isinstance(surveys, tuple)
    items = tuple(
        _describe_item(question, charts, meanings) for question in surveys if question["name"] in {*charts, *tables}
    )
    drawn = tuple(item for item in items if item["name"] in charts)
    single = [item for item in drawn if not item["is_grouped"]]
    parents = [item for item in single if not (item["is_case_review"] or item["is_themes"])]
    reviews = [item for item in single if item["is_case_review"]]
    pair = (*parents[:1], *reviews[:1], *parents[1:])[:2]
    alone = next(iter((*parents, *reviews, *single)), False) if len(pair) < 2 else False
    return {
        "survey_items": items,
        "survey_charts": drawn,
        "survey_pair": Node({"left": pair[0], "right": pair[1]}, "survey_pair") if len(pair) == 2 else False,
        "survey_single": alone,
        "survey_backup": tuple(item for item in drawn if item is not alone),
        "quote_slides": tuple(_quote_slides(names)),
    }


def _describe_item(question: Mapping[str, Any], charts: Mapping[str, ChartSpec], meanings: Mapping[str, str]) -> Node:
    found = {**question, "message": _message(question)}
    spec = charts.get(question["name"])
    if spec is not None:
        found |= {"title": spec.title, "note": spec.note, "shows": spec.shows}
        found["answered"] = in_line((question["answered"], *_gaps(spec, meanings)))
    return Node(found, question["name"])


def _gaps(spec: ChartSpec, meanings: Mapping[str, str]) -> Iterator[str]:
    """Give what each symbol means that stands for a gap in a chart, once each."""
    printed = {point.printed.text for series in spec.series for point in series.points if point.value is None}
    yield from explain_texts(printed, meanings)


def _message(question: Mapping[str, Any]) -> Passage:
    """Return the title of a question's slide: its short text and the answer chosen most, with its share."""
    options = [option for option in question["options"] if option["shown"].fact.value is not None]
    if not options:
        return join(question["label"])
    top = max(options, key=lambda option: Decimal(option["shown"].fact.value))
    start = join(question["label"], ": ")
    number, label = top["shown"].printed(), join("“", top["label"], "”")
    if question["is_themes"] or question["is_case_review"]:
        count = _of_all(number, question)
        return join(start, count, " are about ", label) if question["is_themes"] else join(start, label, " in ", count)
    return join(start, number, " answered ", label)


def _of_all(number: Printed, question: Mapping[str, Any]) -> Passage:
    """Return “14 of 30 cases”, without how many there are where that is hidden."""
    if "base" in question and question["base"].fact.value is not None:
        return join(number, " of ", print_fact(question["base"].fact, "words"))
    return join(number, " comments" if question["is_themes"] else " cases")


def _quote_slides(names: Mapping[str, object]) -> Iterator[Node]:
    """Yield each question people wrote about with the first quotes short enough for a panel: none is ever cut."""
    groups = names["quote_groups"]
    assert isinstance(groups, tuple)
    for group in groups:
        short = tuple(quote for quote in group["quotes"] if len(str(quote["text"])) <= LONGEST_QUOTE)[:MOST_QUOTES]
        if short:
            yield Node({**group, "short": short}, group.name)
