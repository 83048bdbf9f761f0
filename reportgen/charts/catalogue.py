"""The charts a quarter has data for: importing this module declares every chart there is."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.charts import caseload, finance, flow, matrix, programme, survey
from reportgen.charts.registry import CHARTS, make_content
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.table import Inputs
from reportgen.office.values import ChartSpec
from reportgen.project import Settings

assert caseload and finance and flow and matrix and programme and survey, "imported for the charts they declare"


def draw_charts(
    facts: PublishedFacts, inputs: Inputs, settings: Settings, phrases: str | None = None
) -> Mapping[str, ChartSpec]:
    """Return the charts whose data exists, by name; a survey question's is ``survey.<survey>.<question>``.

    ``phrases`` is the text of the council's own phrases file. Raises ProblemsError for mistakes in it.
    """
    content = make_content(facts, inputs, settings, phrases)
    return {spec.name: spec for draw in CHARTS.values() for spec in draw(content)}
