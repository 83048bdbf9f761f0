"""What the templates of one meeting are filled with: the words and pictures, and what only whole documents know of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from reportgen.charts.catalogue import draw_charts
from reportgen.documents.minutes import make_minutes
from reportgen.documents.questions import likely_questions
from reportgen.documents.slide_tables import describe_parts, split_tables
from reportgen.documents.survey_items import list_questions
from reportgen.documents.tables.catalogue import tables_for
from reportgen.errors import ReportgenError
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.reviews import tell_public
from reportgen.inputs.table import Inputs
from reportgen.office.values import ChartSpec, Passage, Printed, TableSpec, Text
from reportgen.profile import HIDDEN, Disclosure
from reportgen.project import Settings
from reportgen.wording.context import build_context
from reportgen.wording.node import Node

_SLIDE_TERMS = {
    "caseload": ("EHC plan",),
    "finance": ("High needs block", "Unmitigated forecast", "Mitigated forecast"),
    "matrix": ("Steady state", "Cost avoidance"),
}

_CARDS = ("plans", "timeliness", "deficit", "matrix", "requests", "issued", "largest")
_MOST_CARDS = 4


def make_contents(
    facts: PublishedFacts, inputs: Inputs, settings: Settings, *, meeting: int = 0, phrases: str | None = None
) -> dict[str, object]:
    """Return the names of the templates. Raises ProblemsError for mistakes in phrases and in the officers' texts.

    Beside what wording gives: ``charts`` and ``tables`` (titles and notes by name), ``title(slide, …, words)``,
    ``implications``, ``attribute_tables``, the lists of :mod:`reportgen.documents.survey_items`, ``cards``,
    ``slide_tables``, ``likely_questions``,
    ``minutes`` and ``disclosure_notes``.
    """
    charts = draw_charts(facts, inputs, settings, phrases)
    tables = tables_for(facts, inputs, settings, phrases)
    parts = split_tables(tables)
    tables = {**tables, **parts}
    names = dict(build_context(facts, inputs, settings, meeting=meeting, phrases=phrases, charts=charts, tables=tables))
    names["charts"] = Node({name: _describe_chart(spec) for name, spec in charts.items()}, "charts")
    names["tables"] = Node({name: _describe_table(spec) for name, spec in tables.items()}, "tables")
    meanings = settings.disclosure.meanings
    names["title"] = _title_getter(names, meanings)
    names["implications"] = _implications(inputs)
    names["attribute_tables"] = tuple(
        _describe_table(spec) for name, spec in tables.items() if name.startswith("attributes.")
    )
    names |= list_questions(names, charts, tables, meanings)
    names["cards"] = _cards(names, meanings)
    names["slide_tables"] = describe_parts(parts)
    names["likely_questions"] = likely_questions(names, facts)
    names["glossary_short"] = _glossary_short(names)
    at = names["meeting"]
    assert isinstance(at, Node)
    names["minutes"] = make_minutes(inputs, settings, at)
    names["disclosure_notes"] = (*facts.notes, *_profile_notes(settings), *tell_public(inputs))
    return names


def _profile_notes(settings: Settings) -> tuple[Passage, ...]:
    """Return the disclosure profile in words: what is hidden, what becomes of zeros, rounding, and who agreed it."""
    profile = settings.disclosure
    threshold = Printed(str(profile.threshold), "setting:disclosure.threshold")
    symbol = Printed(profile.symbol, "setting:disclosure.symbol")
    zeros = "Zeros are hidden as well" if profile.zeros == HIDDEN else "True zeros are shown"
    rule = Passage(
        ("Counts of people below ", threshold, " are hidden and printed as ", symbol, ", unless the Department for "
         f"Education has published them. {zeros}, and counts are {'rounded' if profile.rounds else 'not rounded'}.")
    )  # fmt: skip
    agreed = Printed(profile.profile or "not yet agreed.", "setting:disclosure.profile")
    return rule, *_rounding_notes(profile), Passage(("Disclosure profile: ", agreed))


def _rounding_notes(profile: Disclosure) -> Iterator[Passage]:
    """Give how counts are rounded, where they are, and what that does to sums, changes and percentages."""
    if profile.rounds:
        base = Printed(str(profile.rounding), "setting:disclosure.rounding")
        yield Passage(
            ("Counts of people are rounded to the nearest ", base, ", totals too. Parts may not add up to their total. "
             "Counts the Department for Education has published, modelled numbers and money are as they are.")
        )  # fmt: skip
        yield Passage(
            ("A change in a count is the difference between the two rounded counts. Percentages are worked out from "
             "exact counts.",)
        )  # fmt: skip


def _describe_chart(spec: ChartSpec) -> Node:
    return Node({"name": spec.name, "title": spec.title, "note": spec.note, "shows": spec.shows}, f"charts.{spec.name}")


def _describe_table(spec: TableSpec) -> Node:
    return Node({"name": spec.name, "title": spec.title, "note": spec.note}, f"tables.{spec.name}")


def _title_getter(names: Mapping[str, object], symbols: Collection[str]) -> Callable[..., object]:
    narrative, has_phrase, phrase = names["narrative"], names["has_phrase"], names["phrase"]
    assert isinstance(narrative, Mapping)
    assert callable(has_phrase)
    assert callable(phrase)
    own = narrative["titles"]
    assert isinstance(own, Mapping)

    def title(slide: str, *others: str) -> object:
        """Return the officer's own title, else the first message of the phrases that has data, else the last words."""
        if slide in own:
            return own[slide]
        messages = (phrase(f"title.{name}") for name in (slide, *others[:-1]) if has_phrase(f"title.{name}"))
        return next((message for message in messages if not _is_hidden(message, symbols)), others[-1])

    return title


def _is_hidden(message: object, symbols: Collection[str]) -> bool:
    """Whether a message would be “[c] saved so far”: a title says something or gives way."""
    pieces = message.pieces if isinstance(message, Passage) else ()
    return any(str(piece) in symbols for piece in pieces)


def _implications(inputs: Inputs) -> Node:
    found: dict[str, tuple[Text, ...]] = {}
    for row in inputs.rows("implications"):
        found[row.text("kind")] = (*found.get(row.text("kind"), ()), Text(row.text("text"), "input:implications.text"))
    return Node(found, "implications")


def _cards(names: Mapping[str, object], symbols: Collection[str]) -> tuple[Node, ...]:
    """Return the key figures there are data for, the most telling first, at most as many as the slide has cards."""
    found = []
    for name in _CARDS:
        number, label, change = (_spoken(names, f"card.{name}{part}") for part in (".number", "", ".change"))
        if number and label and not _is_hidden(number, symbols):
            found.append(Node({"number": number, "label": label} | ({"change": change} if change else {}), "a card"))
    return tuple(found[:_MOST_CARDS])


def _spoken(names: Mapping[str, object], name: str) -> object:
    """Return a phrase, nothing where its data is absent or the council's own phrases have none of that name."""
    phrase = names["phrase"]
    assert callable(phrase)
    try:
        return phrase(name)
    except ReportgenError:
        return ""


def _glossary_short(names: Mapping[str, object]) -> tuple[Node, ...]:
    """Return the few terms the slides cannot do without, of those this quarter's sections use; one alone needs none."""
    glossary, sections = names["glossary"], names["sections"]
    assert isinstance(glossary, tuple)
    assert isinstance(sections, Mapping)
    wanted = [term for section, terms in _SLIDE_TERMS.items() if sections[section] for term in terms]
    found = tuple(entry for entry in glossary if str(entry["term"]) in wanted)
    return found if len(found) > 1 else ()
