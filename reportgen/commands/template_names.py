"""The names a template may use in this project: those of a quarter, with its real figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportgen.documents.contents import make_contents
from reportgen.documents.definitions import define_printed
from reportgen.documents.pack import own_phrases
from reportgen.documents.page import page_names
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.inputs import read_quarter
from reportgen.period import Period
from reportgen.pipeline import check
from reportgen.project import Project
from reportgen.wording.node import make_filters


def names_for(project: Project, period: Period) -> Mapping[str, object]:
    """Return every name of every template of the pack. Raises ProblemsError where the quarter has errors.

    What only the appendices know (``definitions``, ``sources``, ``glossary_used``) is there, and empty.
    """
    inputs, problems = read_quarter(project, period)
    check(inputs, problems, project)
    facts = publish_facts(compute_facts(inputs, project.settings), project.settings)
    names = make_contents(facts, inputs, project.settings, phrases=own_phrases(project))
    return names | page_names(names) | define_printed(names, facts, (), ())


def template_filters() -> Mapping[str, Callable[..., object]]:
    """Return the ways a template may write a figure."""
    return make_filters()
