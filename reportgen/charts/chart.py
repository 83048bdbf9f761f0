"""What every chart is made from, and how a chart is declared: one function, one decorator."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reportgen.codes import Symbol
from reportgen.facts.fact import Fact, Status
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.units import PEOPLE, rounded
from reportgen.inputs.table import Inputs
from reportgen.office.values import ChartPoint, Passage, Printed, Text, Words
from reportgen.project import Settings
from reportgen.wording.formats import print_fact, write_date, write_month
from reportgen.wording.node import write_period

MAIN = "12436D"
OTHER = "28A197"
UNMITIGATED = "F46A25"
MITIGATED = "12436D"
PALETTE = ("12436D", "28A197", "801650", "F46A25")
MOST_COLOURS = 4
THOUSAND = 1_000
MILLION = 1_000_000
MILLIONS_FORMAT = "#,##0.0;−#,##0.0"
WHOLE_FORMAT = "#,##0;−#,##0"
PERCENT_FORMAT = '0"%"'


@dataclass(frozen=True, slots=True)
class Content:
    """What charts and tables are drawn from. ``phrase`` gives a sentence by name, empty where its data is absent."""

    facts: PublishedFacts
    inputs: Inputs
    settings: Settings
    phrase: Callable[[str], Passage]

    @property
    def year_pattern(self) -> str:
        """How the council writes financial years."""
        return self.settings.style.financial_year

    def found(self, *fact_ids: str) -> tuple[Fact, ...]:
        """Return the facts of those ids that exist, in order."""
        return tuple(fact for fact_id in fact_ids if (fact := self.facts.get(fact_id)) is not None)

    def years(self, name: str) -> dict[str, Fact]:
        """Return the ``name@year`` facts by year, oldest first."""
        return {fact.period: fact for fact in self.facts.over_time(name)}

    def year(self, fact: Fact) -> Printed:
        """Return a fact's period as the council writes it."""
        return Printed(write_period(fact.period, self.year_pattern), f"date:{fact.id}", "period")


def point(fact: Fact | None, form: str = "text", colour: str = "", *, total: bool = False) -> ChartPoint:
    """Return a fact as a point, rounded as it prints; a gap with its symbol where there is none."""
    if fact is None:
        return ChartPoint(None, Printed(Symbol.NOT_APPLICABLE.text, "label:symbol"), colour, total)
    value = None if fact.value is None else rounded(fact.value, fact.places)
    return ChartPoint(value, print_fact(fact, form), colour, total)


def name_of_bar(label: Words, fact: Fact | None) -> Words:
    """Return a bar's name; one without a value ends in its symbol, as nothing is drawn that could carry it."""
    return label if fact is None or fact.value is not None else join(label, " ", print_fact(fact))


def is_known(facts: Iterable[Fact | None]) -> bool:
    """Whether at least one of the facts has a value to draw."""
    return any(fact is not None and fact.value is not None for fact in facts)


def label_of_fact(fact: Fact) -> Text:
    """Return a fact's label with its reference."""
    return Text(fact.label, f"label:{fact.id}")


def month_of(fact: Fact) -> Printed:
    """Return the month a fact stands at, or its period."""
    if fact.as_of is None:
        return Printed(fact.period, f"date:{fact.id}", "period")
    return Printed(write_month(fact.as_of), f"date:{fact.id}", "month")


def short_month_of(fact: Fact) -> Printed:
    """Return the month a fact stands at as an axis has room for it, “Jan 2025”, or its period."""
    month = month_of(fact)
    name, _, year = month.text.partition(" ")
    return Printed(f"{name[:3]} {year}", month.ref) if fact.as_of is not None else month


def join(*parts: Words) -> Passage:
    """Return words, printed values and passages one after another as one passage."""
    pieces: list[str | Printed] = []
    bold: set[int] = set()
    for part in parts:
        if isinstance(part, Passage):
            bold |= {len(pieces) + position for position in part.bold}
            pieces.extend(part.pieces)
        elif isinstance(part, Text):
            pieces.append(Printed(str(part), part.ref))
        elif part:
            pieces.append(part)
    return Passage(tuple(pieces), frozenset(bold))


def listed(parts: Iterable[Words]) -> Passage:
    """Return “a, b and c”."""
    words = tuple(parts)
    spaced: list[Words] = []
    for number, part in enumerate(words):
        if number:
            spaced.append(" and " if number == len(words) - 1 else ", ")
        spaced.append(part)
    return join(*spaced)


def note_of(facts: Iterable[Fact | None], *before: Words, source: str = "") -> Passage:
    """Return the line under a chart: what was said before, the date the values stand at, symbols and source."""
    known = [fact for fact in facts if fact is not None]
    sentences: list[Words] = list(before)
    modelled = any(fact.status is Status.MODELLED for fact in known)
    forecasts = [fact for fact in known if fact.status is Status.FORECAST]
    dated = [fact for fact in (forecasts if modelled else known) if fact.as_of is not None]
    latest = max(dated, key=_as_of, default=None)
    if latest is not None:
        stamp = "Forecast made on " if forecasts else "As at "
        sentences.append(join(stamp, Printed(write_date(_as_of(latest)), f"date:{latest.id}", "date"), "."))
    if modelled:
        sentences.append("Modelled estimates, not counts.")
    sentences += explain_symbols(known)
    sentences += explain_rounding(known)
    if source:
        sentences.append(f"Source: {source}.")
    return in_line(sentences)


def in_line(sentences: Iterable[Words]) -> Passage:
    """Return sentences one after another, a space between them, without the empty ones."""
    found = [sentence for sentence in sentences if sentence]
    return join(*(part for number, sentence in enumerate(found) for part in (" " if number else "", sentence)))


def explain_symbols(facts: Iterable[Fact]) -> Iterator[str]:
    """Return “[c] means hidden so that …” once for each symbol among the facts."""
    symbols = {fact.symbol: fact.text for fact in facts if fact.symbol is not None}
    for symbol in sorted(symbols, key=lambda symbol: symbol.value):
        yield f"{symbols[symbol]} means {symbol.meaning}."


def explain_rounding(facts: Iterable[Fact]) -> Iterator[str]:
    """Return that counts are rounded, and to what, where one of the facts is."""
    base = next((fact.rounded_to for fact in facts if fact.rounded_to and fact.unit in PEOPLE), 0)
    if base:
        yield f"Counts are rounded to the nearest {base}, so parts may not add up to their total."


def explain_texts(texts: Collection[str], meanings: Mapping[str, str]) -> Iterator[str]:
    """Return “[c] means hidden so that …” once for each symbol of ``meanings`` among what is printed."""
    yield from (f"{symbol} means {meaning}." for symbol, meaning in meanings.items() if symbol in texts)


def _as_of(fact: Fact) -> date:
    assert fact.as_of is not None
    return fact.as_of


def change_words(first: Fact, last: Fact, form: str = "text") -> Passage:
    """Return “rose from 1,199 to 1,342”, or the two values without a direction where one is hidden."""
    values = (print_fact(first, form), " to ", print_fact(last, form))
    if first.value is None or last.value is None:
        return join("went from ", *values)
    if first.value == last.value:
        return join("stayed near " if last.rounded_to else "stayed at ", print_fact(last, form))
    return join("rose from " if last.value > first.value else "fell from ", *values)
