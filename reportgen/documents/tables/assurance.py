"""Tables that let a reader check the figures: what was reconciled, and what changed since the pack last published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.charts.chart import Content, join
from reportgen.documents.tables.table import cell, make_table, number_column, row_of, table, words_column
from reportgen.facts.fact import Fact
from reportgen.facts.factset import Changed, ChangeKind
from reportgen.facts.reconciliation import Check, list_checks
from reportgen.facts.units import Pounds
from reportgen.office.values import TableSpec, Text, Words
from reportgen.wording.formats import print_fact, write_fact
from reportgen.wording.node import write_period

_FIRST = ("dsg.closing.", "dsg.opening.", "dsg.in_year.", "dsg.mitigations@", "opportunities.", "spend.total.",
          "s251.total_high_needs.")  # fmt: skip
_TOTALS = ("grant.awarded", "grant.received", "grant.spent", "programme.budget")
"""The totals a finance officer follows; every other check is in the assurance file."""

_ALL_CHECKED = (
    "Sides marked equal must be so, or the pack is not built. Sides from two sources may differ; the outcome gives the "
    "reason, where one is known. The council's assurance file lists every check."
)


@table("reconciliation")
def draw_reconciliation(content: Content) -> Iterator[TableSpec]:
    """Each identity of the money and each reconciliation: both sides, the difference and the outcome."""
    rows = []
    for check in list_checks(content.facts):
        if _is_followed(check, content):
            sides = _amount(check.one), _other(check), _difference(check, content)
            rows.append(row_of(_compared(check, content), *sides, check.outcome))
    if rows:
        columns = (words_column("What is compared", 6), number_column("One side", 2), number_column("Other side", 2),
                   number_column("Difference", 2), words_column("Outcome", 2))  # fmt: skip
        yield make_table("reconciliation", "Figures set against each other", columns, rows, _ALL_CHECKED)


def _is_followed(check: Check, content: Content) -> bool:
    """Whether a check belongs in print: totals of pounds at target of this year and the forecast's last; and counts
    that only ought to agree. A total that is named after itself is a plain sum, which the tables show.
    """
    plain = check.name.casefold() == check.one.label.casefold()
    if any(check.one.id == entry.found.id for entry in content.facts.reconciliations):
        return not plain
    own = "-q" not in check.one.period or check.one.period == str(content.inputs.period)
    years = {str(content.inputs.period.year), *list(content.years("dsg.closing.unmitigated"))[-1:]}
    known = "@" not in check.one.id or check.one.period in years
    told = check.one.id.startswith(_FIRST) or check.one.id in _TOTALS
    told = told and ".stretch" not in check.one.id and ".gross" not in check.one.id
    lines = not check.one.id.startswith("s251.") or check.name.startswith("lines make up")
    return check.is_money and own and known and told and lines and not plain


def _compared(check: Check, content: Content) -> Words:
    """Return what is compared, with its year where the label does not say it."""
    one = check.one
    label = Text(one.label.removesuffix(f", {one.period}"), f"label:{one.id}")
    if "@" not in one.id:
        return join(label, f": {check.name}")
    year = Text(write_period(one.period, content.year_pattern), f"date:{one.id}")
    return join(label, ", ", year, f": {check.name}")


def _amount(fact: Fact) -> Words:
    return print_fact(fact, "pounds" if isinstance(fact.unit, Pounds) else "text")


def _other(check: Check) -> Words:
    """Return the other side: its own fact, or the sum of the parts, which is the amount of the fact it equals."""
    if len(check.parts) == 1:
        return _amount(check.parts[0])
    return _amount(check.one) if check.difference == 0 else "not shown"


def _difference(check: Check, content: Content) -> Words:
    """Return the difference: none, or the fact of a reconciliation whose two sides need not agree."""
    if check.difference == 0:
        return "none"
    found = (entry.difference for entry in content.facts.reconciliations if entry.found.id == check.one.id)
    return next((_amount(fact) for fact in found), "not known")


@table("what_changed")
def draw_what_changed(content: Content) -> Iterator[TableSpec]:
    """What differs from the pack last published: both values, and what kind of change it is."""
    rows = [_changed_row(change, content) for change in content.facts.changes]
    if rows:
        columns = (words_column("Figure", 5), words_column("For", 2), number_column("Last published", 2),
                   number_column("Now", 2), words_column("What changed", 3))  # fmt: skip
        yield make_table("what_changed", "What changed since the last report", columns, [row_of(*row) for row in rows],
                         "Restated: a past value that differs from the one last published.",
                         *_signs(content.facts.changes))  # fmt: skip


def _changed_row(change: Changed, content: Content) -> tuple[Words, ...]:
    fact = change.fact
    label = Text(fact.label.removesuffix(f", {fact.period}"), f"label:{fact.id}")
    time = Text(write_period(fact.period, content.year_pattern), f"date:{fact.id}")
    if change.kind is ChangeKind.DEFINITION:
        return label, time, "as defined then", "as defined now", change.kind.value
    return label, time, *_both(change), change.kind.value


def _both(change: Changed) -> tuple[Words, Words]:
    """Return the value last published and the value now; exact to the pound where they would read the same."""
    form = _form(change)
    before: Words = "not in the matrix" if change.before is None else cell(change.before, form)
    now: Words = "not in the matrix" if change.now is None else cell(change.now, form)
    return before, now


def _form(change: Changed) -> str:
    both = [fact for fact in (change.before, change.now) if fact is not None]
    texts = {write_fact(fact, "words" if fact.signs else "text") for fact in both}
    if len(texts) < len(both) and isinstance(change.fact.unit, Pounds):
        return "pounds"
    return "words" if change.fact.signs else "text"


def _signs(changes: Iterable[Changed]) -> Iterator[str]:
    """Yield what a minus sign means, where an amount that is given to the pound has one."""
    signs = (change.fact.signs for change in changes if _form(change) == "pounds")
    yield from (f"A minus sign means {words}." for words in dict.fromkeys(sign.negative for sign in signs if sign))
