"""The tree a template reads: published facts, the officers' words, and what is drawn from them. Nothing else."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

from reportgen.errors import ReportgenError
from reportgen.facts.fact import Fact
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.table import Inputs
from reportgen.office.values import Caption, ChartRow, ChartSpec, Reference, TableSpec, Text
from reportgen.profile import Disclosure
from reportgen.project import Settings
from reportgen.wording.glossary import make_glossary
from reportgen.wording.highlights import find_highlights
from reportgen.wording.meeting import make_authority, make_meeting, make_period, make_programme
from reportgen.wording.narrative import make_narrative, make_questions
from reportgen.wording.node import FactValue, Node, build_tree, make_filters
from reportgen.wording.quotes import group_quotes, make_quotes
from reportgen.wording.render import Renderer
from reportgen.wording.rows import make_rows
from reportgen.wording.sections import find_sections
from reportgen.wording.sentences import Phrases
from reportgen.wording.survey_results import make_surveys
from reportgen.wording.surveys import find_asked, find_questions


def build_context(
    facts: PublishedFacts,
    inputs: Inputs,
    settings: Settings,
    *,
    meeting: int = 0,
    phrases: str | None = None,
    charts: Mapping[str, ChartSpec] | None = None,
    tables: Mapping[str, TableSpec] | None = None,
) -> Mapping[str, object]:
    """Return everything a template may name.

    ``meeting`` picks one of the meetings of the quarter, ``phrases`` is the text of a council's own phrases file (the
    starter's where None). Raises ProblemsError for mistakes in the phrases file and in the officers' texts.
    """
    names = make_names(facts, inputs, settings, meeting=meeting)
    spoken = Phrases(phrases, names)
    names |= {"phrase": spoken.get, "has_phrase": spoken.has, "phrase_names": spoken.names, "filters": make_filters()}
    names |= _pictures(charts or {}, tables or {})
    return Node(names, "names")


def make_names(facts: PublishedFacts, inputs: Inputs, settings: Settings, *, meeting: int = 0) -> dict[str, object]:
    """Return the names phrases may use: all of the context but the phrases themselves, charts and tables."""
    pattern = settings.style.financial_year
    by_id = {fact.id: fact for fact in facts}
    quotes = make_quotes(inputs)
    names: dict[str, object] = build_tree(by_id, pattern)
    # The programme is both the words of the settings and the facts of its elements.
    programme = names.get("programme")
    own = make_programme(settings)
    names["programme"] = Node({**own, **(programme if isinstance(programme, Node) else {})}, "programme")
    names |= {
        "fact": _fact_getter(by_id, pattern),
        "has": lambda fact_id: fact_id in by_id,
        "authority": make_authority(settings),
        "meeting": make_meeting(inputs, settings, meeting),
        "period": make_period(inputs.period, pattern),
        "disclosure": _make_disclosure(settings.disclosure),
        "style": Node({"member": Text(settings.style.member, "setting:style.member")}, "style"),
        "rows": make_rows(inputs, by_id, pattern),
        "quotes": quotes,
        "quote_groups": group_quotes(quotes, find_asked(facts, inputs)),
        "surveys": make_surveys(find_questions(facts, inputs), pattern),
        "sections": Node(find_sections(facts, inputs), "sections"),
        "highlights": find_highlights(facts, inputs, pattern),
    }
    renderer = Renderer(names)
    names["narrative"] = make_narrative(inputs, renderer)
    names["questions"] = make_questions(inputs, renderer)
    names["glossary"] = make_glossary(settings)
    return names


def _make_disclosure(profile: Disclosure) -> Node:
    """Return what is printed for a hidden number, and whether counts are rounded (by how much, where they are)."""
    symbol = Text(profile.symbol, "setting:disclosure.symbol")
    base = {"rounding": Text(str(profile.rounding), "setting:disclosure.rounding")} if profile.rounds else {}
    return Node({"symbol": symbol, "is_rounded": profile.rounds, **base}, "disclosure")


def _fact_getter(facts: Mapping[str, Fact], pattern: str) -> Callable[[str], FactValue]:
    def fact(fact_id: str) -> FactValue:
        found = facts.get(fact_id)
        if found is None:
            raise ReportgenError(f"there is no fact '{fact_id}' this quarter{nearest(fact_id, facts)}")
        return FactValue(found, None, pattern)

    return fact


def nearest(name: str, known: Mapping[str, object]) -> str:
    """Return “; did you mean '…'?” for the nearest known name, or nothing where none is near."""
    found = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean '{found[0]}'?" if found else ""


def _pictures(charts: Mapping[str, ChartSpec], tables: Mapping[str, TableSpec]) -> dict[str, object]:
    def chart(name: str, *beside: str) -> ChartSpec | ChartRow:
        """Return a chart, or those there are of several side by side."""
        found = tuple(charts[each] for each in (name, *beside) if each in charts)
        if not found:
            raise ReportgenError(f"there is no chart '{name}' this quarter{nearest(name, charts)}")
        return ChartRow(found) if len(found) > 1 else found[0]

    def table(name: str) -> TableSpec:
        if name not in tables:
            raise ReportgenError(f"there is no table '{name}' this quarter{nearest(name, tables)}")
        return tables[name]

    return {
        "chart": chart,
        "has_chart": lambda name: name in charts,
        "table": table,
        "has_table": lambda name: name in tables,
        "caption": lambda kind, name: Caption(kind, name),
        "ref": lambda kind, name: Reference(kind, name),
    }
