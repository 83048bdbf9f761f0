"""The tables a quarter has data for: importing this module declares every table there is."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.charts.registry import make_content
from reportgen.documents.tables import assurance, children, finance, matrix, programme, survey
from reportgen.documents.tables.table import TABLES, with_key, with_rounding
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.table import Inputs
from reportgen.office.values import TableSpec
from reportgen.project import Settings

assert assurance and children and finance and matrix and programme and survey, "imported for their tables"


def tables_for(
    facts: PublishedFacts, inputs: Inputs, settings: Settings, phrases: str | None = None
) -> Mapping[str, TableSpec]:
    """Return the tables whose data exists, by name, their symbols explained beneath.

    A survey question's is ``survey.<survey>.<question>``.

    ``phrases`` is the text of the council's own phrases file. Raises ProblemsError for mistakes in it.
    """
    content = make_content(facts, inputs, settings, phrases)
    meanings = settings.disclosure.meanings
    drawn = (spec for draw in TABLES.values() for spec in draw(content))
    return {spec.name: with_rounding(with_key(spec, meanings), facts) for spec in drawn}
