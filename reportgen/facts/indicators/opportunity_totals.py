"""The whole matrix at steady state: totals with overlaps removed, by kind of benefit, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.facts.fact import Fact
from reportgen.facts.indicators._matrix import BENEFIT_LABELS, added_words, cases_of, record_total, suffix
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.matrix import STRETCH, TARGET
from reportgen.facts.matrix_rows import BENEFIT_TYPES, MatrixRow, matrix_of
from reportgen.facts.provenance import fact_text
from reportgen.facts.units import CHILDREN, POUNDS, POUNDS_PER_YEAR, Unit

_SUPPLIED_WORDS = "of which some rows are as supplied by others and state fewer attributes"


def steady_state_id(ledger: Ledger, row: MatrixRow, measure: str, case: str, ending: str = ".net") -> str | None:
    """Return the id of a row's steady-state number, overlap removed; the target's where it has no stretch.

    None where the row has no such number, or only a symbol.
    """
    for name in dict.fromkeys((f"{measure}{suffix(case)}", measure)):
        fact_id = f"opportunity.{row.id}.{name}{ending}"
        if ledger.value(fact_id) is not None:
            return fact_id
    return None


def steady_state_ids(
    ledger: Ledger, rows: Sequence[MatrixRow], measure: str, case: str, ending: str = ".net"
) -> tuple[str, ...]:
    """Return the ids of those rows that have the number."""
    found = (steady_state_id(ledger, row, measure, case, ending) for row in rows)
    return tuple(fact_id for fact_id in found if fact_id is not None)


def _basis(rows: Sequence[MatrixRow]) -> str:
    words = added_words(rows)
    return f"{words}, {_SUPPLIED_WORDS}" if any(row.opportunity is None for row in rows) else words


def _assumptions(ledger: Ledger, rows: Sequence[MatrixRow], case: str) -> tuple[str, ...]:
    """Return what holds for a total of rows: prices, the year all are reached, case and overlaps."""
    pattern = ledger.settings.style.financial_year
    computed = [row.opportunity for row in rows if row.opportunity is not None]
    prices = sorted({opportunity.price_base for opportunity in computed})
    reached = [year for opportunity in computed if (year := opportunity.steady_state_year) is not None]
    days = {row.baseline_date for row in rows}
    return (
        "Per year or total: a yearly amount, not a total over several years",
        "Flow or stock: all children benefiting at one time (a stock), not the new children of one year (a flow)",
        f"Price base: {', '.join(year.label(pattern) for year in prices) or 'not stated'}" + " prices" * bool(prices),
        "Net of new setting: yes, for every row worked out here" if computed else "Net of new setting: not stated",
        "Net of programme cost: no; programme costs are shown apart",
        f"Year reached: by academic year {max(reached)}" if reached else "Year reached: not stated",
        "Baseline: the same day for every row"
        if len(days) == 1 and None not in days
        else "Baseline: as each row states",
        f"Confidence and overlaps: {case} case; confidence as each row states; overlaps removed once",
    )


def _totals(ledger: Ledger, measure: str, unit: Unit, label: str) -> None:
    rows = matrix_of(ledger.inputs).rows
    for case in cases_of(rows):
        parts = []
        for kind in BENEFIT_TYPES:
            of_kind = [row for row in rows if row.benefit_type == kind]
            ids = steady_state_ids(ledger, of_kind, measure, case)
            if ids:
                words = f"{BENEFIT_LABELS[kind].capitalize()}: {label} ({case})"
                name = f"opportunities.{kind}.{measure}{suffix(case)}"
                parts.append(record_total(ledger, name, ids, unit, words, basis=_basis(of_kind)).id)
        if not parts:
            return
        notes = _assumptions(ledger, rows, case)
        words = f"{label.capitalize()}, all opportunities ({case}), overlaps removed"
        name = f"opportunities.{measure}"
        if case == TARGET:
            total = record_total(ledger, name, parts, unit, words, basis=_basis(rows), assumptions=notes)
            record_total(ledger, f"{name}.{TARGET}", [total.id], unit, words, basis=_basis(rows), assumptions=notes)
        else:
            total = record_total(ledger, f"{name}.{STRETCH}", parts, unit, words, basis=_basis(rows), assumptions=notes)
        _gross(ledger, rows, measure, case, unit, label, total)


def _gross(
    ledger: Ledger, rows: Sequence[MatrixRow], measure: str, case: str, unit: Unit, label: str, total: Fact
) -> None:
    """Record the total before overlaps and what is taken off, so that a reader can follow the step."""
    overlapping = [row for row in rows if row.overlap_share]
    taken = [
        f"opportunity.{row.id}.overlap.{'children' if unit is CHILDREN else 'saving'}{suffix(stated)}"
        for row in overlapping
        for stated in (case if row.has_stretch else TARGET,)
    ]
    taken = [fact_id for fact_id in taken if fact_id in ledger.facts]
    if not taken:
        return
    ids = steady_state_ids(ledger, rows, measure, case, "")
    gross = record_total(
        ledger, f"opportunities.{measure}{suffix(case)}.gross", ids, unit,
        f"{label.capitalize()}, all opportunities ({case}), before overlaps",
    )  # fmt: skip
    part = "children" if unit is CHILDREN else "saving"
    overlap = record_total(
        ledger, f"opportunities.overlap.{part}{suffix(case)}", taken, unit,
        f"{label.capitalize()} counted in two rows ({case})",
    )  # fmt: skip
    ledger.add_sum(gross.id, (total.id, overlap.id), "overlaps taken off once")
    assert overlap.value is not None
    ledger.record(
        f"opportunities.overlap.{part}.taken_off{suffix(case)}",
        -overlap.value,
        unit,
        f"{overlap.label}, as taken off",
        calculation=f"{fact_text(overlap)} taken off the rows added up",
        inputs=(overlap.id,),
        sources=overlap.sources,
        status=overlap.status,
        as_of=overlap.as_of,
    )


@indicator("opportunities.steady_state_children", title="Children at steady state, whole matrix")
def opportunities_steady_state_children(ledger: Ledger) -> None:
    """Children benefiting at one time once all opportunities are fully worked through. Children counted in two rows are
    taken off once.

    How to read: It is the sum of the rows after overlaps. The last row to get there decides the year.
    Caveat: It is a modelled estimate and not the number benefiting today.
    A member may ask: Are these new children each year? No. They are all the children benefiting at the same time.
    """
    _totals(ledger, "steady_state_children", CHILDREN, "children at steady state")


@indicator("opportunities.steady_state_saving", title="Saving a year at steady state, whole matrix")
def opportunities_steady_state_saving(ledger: Ledger) -> None:
    """Pounds saved in each year once all opportunities are fully worked through. Children counted in two rows are taken
    off once.

    How to read: It is an amount for each year, from the year in which the last opportunity gets there. It is not this
    year's saving.
    Caveat: It adds cost avoidance and cashable savings together; each part is given beside it. Programme costs are not
    taken off.
    A member may ask: What does steady state mean, and why is it not what we save this year? It is the yearly saving
    when the change has worked through all age groups; until then each year brings only a part of it.
    """
    _totals(ledger, "steady_state_saving", POUNDS_PER_YEAR, "saving a year at steady state")


@indicator("opportunities.costs", title="What the whole matrix costs")
def opportunities_costs(ledger: Ledger) -> None:
    """What has to be spent to bring all opportunities about: once, and in each year.

    How to read: These costs are shown beside the savings. They are not taken off them.
    Caveat: Costs shared by several opportunities are counted in the row that declares them.
    A member may ask: How do the savings compare with the money received? Read the costs beside the saving of each year.
    """
    rows = matrix_of(ledger.inputs).rows
    each: tuple[tuple[str, Unit, str], ...] = (
        ("one_off_cost", POUNDS, "One-off cost of all opportunities"),
        ("recurring_cost", POUNDS_PER_YEAR, "Yearly cost of all opportunities"),
    )
    for name, unit, label in each:
        ids = [f"opportunity.{row.id}.{name}" for row in rows if f"opportunity.{row.id}.{name}" in ledger.facts]
        if ids:
            record_total(ledger, f"opportunities.{name}", ids, unit, label)
