"""The rows of the opportunity matrix with their published facts, as charts, tables and sentences need them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.codes import RAG, label_of
from reportgen.facts.fact import Fact
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.identifiers import identifier
from reportgen.inputs.table import Inputs, Row
from reportgen.office.values import Text
from reportgen.period import FinancialYear


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One opportunity; ``fact("saving@2026-27")`` is its fact of that name, None where there is none."""

    row: Row
    facts: PublishedFacts

    @property
    def prefix(self) -> str:
        """The beginning of its fact ids: ``opportunity.o1``."""
        return f"opportunity.{identifier(self.row.text('id'))}"

    @property
    def label(self) -> Text:
        """Its short label, or its statement."""
        column = "short_label" if self.row.text("short_label") else "statement"
        return Text(self.row.text(column), f"input:opportunities.{column}")

    @property
    def confidence(self) -> Text:
        """The confidence in words: “amber”, or “not stated”."""
        code = self.row.text("confidence")
        return Text(label_of(RAG, code).lower() if code else "not stated", "input:opportunities.confidence")

    @property
    def is_supplied(self) -> bool:
        """Whether its numbers are printed as somebody else gave them."""
        return self.row.text("basis") == "supplied"

    def fact(self, name: str) -> Fact | None:
        """Return the opportunity's published fact of that name."""
        return self.facts.get(f"{self.prefix}.{name}")

    @property
    def ranking(self) -> tuple[bool, Decimal]:
        """Greatest saving first, rows without one last."""
        saving = self.fact("steady_state_saving")
        value = None if saving is None else saving.value
        return (value is None, -Decimal(value or 0))

    def years(self, name: str) -> dict[FinancialYear, Fact]:
        """Return its facts of that name by financial year, earliest first."""
        return {FinancialYear.parse(fact.period): fact for fact in self.facts.over_time(f"{self.prefix}.{name}")}


def find_lines(facts: PublishedFacts, inputs: Inputs) -> tuple[MatrixLine, ...]:
    """Return the opportunities that have a steady-state fact, in the order of the officers' table."""
    lines = (MatrixLine(row, facts) for row in inputs.rows("opportunities"))
    names = ("steady_state_saving", "steady_state_children")
    return tuple(line for line in lines if any(line.fact(name) is not None for name in names))


def find_example(facts: PublishedFacts, inputs: Inputs) -> MatrixLine | None:
    """Return the row steady state is explained with: the greatest saving worked out here, starting in a September."""
    lines = [
        line
        for line in find_lines(facts, inputs)
        if not line.is_supplied and (saving := line.fact("steady_state_saving")) is not None and saving.value
    ]
    return min(lines, key=lambda line: (_starts_in_september(line), *line.ranking), default=None)


def _starts_in_september(line: MatrixLine) -> bool:
    """Return False (first) for the rows that are easiest to follow."""
    starts = line.row.day("starts")
    entry = line.row.text("entry")
    september = entry == "september" or (not entry and line.row.text("mechanism") != "avoid_new_plan")
    return not (september and starts is not None and starts.month == 9)
