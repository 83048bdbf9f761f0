"""Each row of the opportunity matrix, from children a year to pounds a year at steady state."""

from __future__ import annotations

from fractions import Fraction

from reportgen.codes import SETTINGS, Symbol, label_of
from reportgen.facts.attributes import attributes_of
from reportgen.facts.fact import Fact, Status
from reportgen.facts.indicators._matrix import (
    FLOW_COLUMNS,
    SAVING_COLUMNS,
    STOCK_COLUMNS,
    cases_of,
    children,
    pounds,
    record_row,
    suffix,
    years,
)
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.matrix import CASES, STRETCH, exact
from reportgen.facts.matrix_rows import TABLE, MatrixRow, matrix_of
from reportgen.facts.provenance import merged_sources, sources_of
from reportgen.facts.units import CASES as CASE_REVIEWS
from reportgen.facts.units import CHILDREN, PERCENT, POUNDS, POUNDS_PER_PLAN, POUNDS_PER_YEAR, YEARS, Number, Unit


def _decimals(value: Fraction) -> int:
    """Return one decimal where a small number would mislead without it."""
    return 0 if value.denominator == 1 else 1


@indicator("opportunity.flow", title="Children a year")
def opportunity_flow(ledger: Ledger) -> None:
    """Children each year who could be supported in the new way. It is the number of children the opportunity could
    apply to, times the share of them it is expected to reach.

    How to read: The target is what is planned for. The stretch is the most that is thought possible.
    Caveat: The share comes from reviewing a small number of cases. It is a judgement, not a count.
    A member may ask: How sure are you that this many children can be supported differently? The share reached and the
    number of cases reviewed are printed beside the figure.
    """
    for row, opportunity in matrix_of(ledger.inputs).computed:
        unit = "children" if not opportunity.repeats else "children a year"
        eligible = opportunity.eligible_per_year
        record_row(ledger, row, "eligible_per_year", eligible, CHILDREN, f"{unit} it could apply to",
                   f"{children(eligible)} as declared", FLOW_COLUMNS[:1], decimals=_decimals(eligible))  # fmt: skip
        for case in cases_of([row]):
            share = opportunity.stretch if case == STRETCH else opportunity.target
            percent = PERCENT.exact(exact(share * 100))
            column = f"addressable_{case}"
            record_row(ledger, row, f"addressable.{case}", share * 100, PERCENT, f"share reached ({case})",
                       f"{percent} as declared", (column,), decimals=_decimals(share * 100))  # fmt: skip
            flow = opportunity.flow(case)
            record_row(
                ledger,
                row,
                f"flow{suffix(case)}",
                flow,
                CHILDREN,
                f"{unit} ({case})",
                f"{CHILDREN.exact(exact(eligible))} {unit} × {percent} = {CHILDREN.exact(exact(flow))} {unit}",
                (FLOW_COLUMNS[0], column),
                decimals=_decimals(flow),
                inputs=(f"opportunity.{row.id}.eligible_per_year", f"opportunity.{row.id}.addressable.{case}"),
            )


@indicator("opportunity.duration", title="Years each child benefits")
def opportunity_duration(ledger: Ledger) -> None:
    """Years for which each child benefits: the time the child would otherwise have spent in the first setting.

    How to read: The longer this is, the more children benefit at one time, and the later steady state is reached.
    Caveat: It is an average. For one group of children who move once, it is the time until the last of them leaves.
    A member may ask: Why does the saving take so long to build? Each year's children add to those of the years before,
    until the first of them leave.
    """
    for row, opportunity in matrix_of(ledger.inputs).computed:
        duration = opportunity.duration_years
        record_row(ledger, row, "duration", duration, YEARS, "years each child benefits",
                   f"{years(duration)} as declared", ("duration_years",), decimals=_decimals(duration))  # fmt: skip


@indicator("opportunity.unit_cost", title="Yearly cost of a plan before and after")
def opportunity_unit_cost(ledger: Ledger) -> None:
    """The average yearly cost of one plan in the setting where the child would have been and in the new setting. The
    difference between the two is shown too.

    How to read: The difference is what one child's place saves in one year, after paying for the new setting.
    Caveat: It is an average. Plans differ widely in cost, and a few costly plans can pull an average up.
    A member may ask: Are unit costs per pupil or weighted for need? They are per plan and are not weighted; the mean,
    the median and the number of plans are given with the unit costs.
    """
    for row, opportunity in matrix_of(ledger.inputs).computed:
        prices = f"{opportunity.price_base.label(ledger.settings.style.financial_year)} prices"
        recorded: list[Fact] = []
        for side, cost, setting in (
            ("from", opportunity.unit_cost_from, row.from_setting),
            ("to", opportunity.unit_cost_to, row.to_setting),
        ):
            recorded.append(_unit_cost(ledger, row, side, cost, setting, prices))
        record_row(
            ledger,
            row,
            "net_unit_saving",
            opportunity.net_unit_saving,
            POUNDS_PER_PLAN,
            "saving per child per year",
            f"{pounds(opportunity.unit_cost_from)} − {pounds(opportunity.unit_cost_to)} = "
            f"{pounds(opportunity.net_unit_saving)} a year, {prices}",
            (),
            inputs=tuple(fact.id for fact in recorded),
            sources=merged_sources(recorded),
            basis=prices,
        )


def _unit_cost(ledger: Ledger, row: MatrixRow, side: str, cost: Fraction, setting: str, prices: str) -> Fact:
    column = f"unit_cost_{side}"
    where = label_of(SETTINGS, setting) or "the setting named"
    if row.row.amount(column) is not None:
        words, sources = f"{pounds(cost)} as declared", sources_of(ledger.inputs, TABLE, [row.row], column)
    else:
        base = str(row.row.value("price_base"))
        known = [
            entry
            for entry in ledger.inputs.rows("unit_costs")
            if entry.text("setting") == setting and str(entry.value("price_base")) == base
        ]
        sources = sources_of(ledger.inputs, "unit_costs", known, "mean")
        words = f"{pounds(cost)}: the mean for {where}" if known else f"{pounds(cost)}: no plan, so no plan cost"
    return record_row(ledger, row, column, cost, POUNDS_PER_PLAN, f"yearly cost of a plan in {where}",
                      f"{words}, {prices}", (), sources=sources, basis=prices)  # fmt: skip


@indicator("opportunity.steady_state_children", title="Children at steady state")
def opportunity_steady_state_children(ledger: Ledger) -> None:
    """Children benefiting at one time once the change is fully worked through. It is the children who start each year
    times the years each of them benefits.

    How to read: It counts all the children benefiting together, not the new children of one year.
    Caveat: It is a modelled estimate before children counted in two rows are taken off. It is not the number
    benefiting today.
    A member may ask: What is meant by the numbers under “Steady state”? The yearly effect when as many children leave
    as start, so that the number benefiting stays the same.
    """
    for row in matrix_of(ledger.inputs).rows:
        name = f"opportunity.{row.id}.steady_state_children"
        if row.opportunity is None:
            _supplied(ledger, row, name, row.supplied_children, CHILDREN, "children at steady state")
            continue
        opportunity = row.opportunity
        for case in cases_of([row]):
            stock, flow = opportunity.steady_state_children(case), opportunity.flow(case)
            words = f"{children(flow)} a year × {years(opportunity.duration_years)} = {children(stock)}"
            if not opportunity.repeats:
                words = (
                    f"one group of {children(flow)} moves once; its effect ends after "
                    f"{years(opportunity.duration_years)}, so the steady state is nil"
                )
            _steady_state(ledger, row, "steady_state_children", case, stock, CHILDREN, "children at steady state",
                          words, ("flow", "duration"))  # fmt: skip


@indicator("opportunity.steady_state_saving", title="Saving a year at steady state")
def opportunity_steady_state_saving(ledger: Ledger) -> None:
    """Pounds saved in each year once the change is fully worked through. It is the children benefiting at one time
    times the saving per child per year.

    How to read: It is an amount for each year, reached in the year named with it. It is not this year's saving and not
    a total over several years.
    Caveat: Most of it is cost avoidance: spending grows by less than it would have done. It is a modelled estimate
    before programme costs, and before children counted in two rows are taken off.
    A member may ask: Is this money we will have in the bank? Only a cashable saving lowers what is spent today; cost
    avoidance means a smaller rise.
    """
    for row in matrix_of(ledger.inputs).rows:
        name = f"opportunity.{row.id}.steady_state_saving"
        if row.opportunity is None:
            _supplied(ledger, row, name, row.supplied_saving, POUNDS_PER_YEAR, "saving a year at steady state")
            continue
        opportunity = row.opportunity
        for case in cases_of([row]):
            saving, stock = opportunity.steady_state_saving(case), opportunity.steady_state_children(case)
            words = f"{children(stock)} × {pounds(opportunity.net_unit_saving)} a year = {pounds(saving)} a year"
            _steady_state(ledger, row, "steady_state_saving", case, saving, POUNDS_PER_YEAR,
                          "saving a year at steady state", words,
                          (f"steady_state_children{suffix(case)}", "net_unit_saving"))  # fmt: skip


def _steady_state(
    ledger: Ledger,
    row: MatrixRow,
    measure: str,
    case: str,
    value: Fraction,
    unit: Unit,
    label: str,
    words: str,
    factors: tuple[str, str],
) -> None:
    """Record a steady-state number with its eight attributes, and what is left of it when overlaps are taken off."""
    attributes = attributes_of(row, ledger.settings.style.financial_year, case).lines
    share = f"addressable_{case}"
    columns = [column if column != "addressable_target" else share for column in SAVING_COLUMNS]
    if unit is CHILDREN:
        columns = [column for column in columns if column in (*STOCK_COLUMNS, share)]
    first = f"flow{suffix(case)}" if factors[0] == "flow" else factors[0]
    gross = record_row(
        ledger,
        row,
        measure + suffix(case),
        value,
        unit,
        f"{label} ({case})",
        words,
        columns,
        inputs=(f"opportunity.{row.id}.{first}", f"opportunity.{row.id}.{factors[1]}"),
        assumptions=attributes,
    )
    _net_of_overlap(ledger, row, gross, value, unit)


def _net_of_overlap(ledger: Ledger, row: MatrixRow, gross: Fact, value: Fraction, unit: Unit) -> None:
    share = PERCENT.exact(exact(row.overlap_share * 100))
    words = "no children are counted in another row"
    if row.overlap_share:
        words = f"{gross.unit.exact(exact(value))} × (100% − {share} counted in another row) = "
        words += gross.unit.exact(exact(value * row.counted_once))
    ledger.record(
        f"{gross.id}.net",
        exact(value * row.counted_once),
        unit,
        f"{gross.label}, overlap removed",
        calculation=words,
        inputs=(gross.id,),
        sources=gross.sources + sources_of(ledger.inputs, TABLE, [row.row], "overlap_share"),
        status=gross.status,
        basis=gross.basis,
        as_of=gross.as_of,
        assumptions=gross.assumptions,
    )


def _supplied(ledger: Ledger, row: MatrixRow, name: str, value: Number | Symbol | None, unit: Unit, label: str) -> None:
    """Record a supplied row's number as given, and what its other cells come to where they say."""
    if value is None:
        return
    source = f"as supplied by {row.supplied_by}" if row.supplied_by else "as supplied"
    column = name.rpartition(".")[2]
    gross = ledger.record(
        name,
        value,
        unit,
        f"{row.label}: {label}",
        calculation=f"{value.text if isinstance(value, Symbol) else unit.exact(value)} {source}",
        sources=sources_of(ledger.inputs, TABLE, [row.row], column),
        status=Status.SUPPLIED,
        basis=source,
        as_of=row.baseline_date,
        assumptions=attributes_of(row, ledger.settings.style.financial_year).lines,
    )
    if not isinstance(value, Symbol):
        _net_of_overlap(ledger, row, gross, Fraction(value), unit)
    found = row.recomputed_children if unit is CHILDREN else row.recomputed_saving
    if found is not None:
        record_row(ledger, row, f"{column}.recomputed", found, unit, f"{label}, as its other cells come to",
                   f"{unit.exact(exact(found))} from the row's other cells", SAVING_COLUMNS)  # fmt: skip


@indicator("opportunity.overlap", title="Children counted in two rows")
def opportunity_overlap(ledger: Ledger) -> None:
    """The share of an opportunity's children who are already counted in another row of its group, and the children and
    pounds taken off for them.

    How to read: A child can be helped only once. Totals are given after this is taken off; single rows before it.
    Caveat: The share is a judgement by the officers who reviewed the cases.
    A member may ask: Are any savings counted twice? No: what two rows share is taken off once and is shown here.
    """
    for row in matrix_of(ledger.inputs).rows:
        if not row.overlap_share:
            continue
        percent = row.overlap_share * 100
        words = f"{PERCENT.exact(exact(percent))} as declared"
        record_row(ledger, row, "overlap", percent, PERCENT, "share counted in another row",
                   words, ("overlap_share",), decimals=_decimals(percent))  # fmt: skip
        for measure, part, unit in (
            ("steady_state_children", "children", CHILDREN),
            ("steady_state_saving", "saving", POUNDS_PER_YEAR),
        ):
            for case in CASES:
                gross = ledger.facts.get(f"opportunity.{row.id}.{measure}{suffix(case)}")
                if gross is not None and gross.value is not None:
                    _overlap(ledger, row, gross, f"overlap.{part}{suffix(case)}", unit)


def _overlap(ledger: Ledger, row: MatrixRow, gross: Fact, name: str, unit: Unit) -> None:
    net = ledger.facts[f"{gross.id}.net"]
    assert gross.value is not None and net.value is not None
    taken = gross.value - net.value
    overlap = record_row(
        ledger,
        row,
        name,
        Fraction(taken),
        unit,
        f"{gross.label.partition(': ')[2]}, counted in another row",
        f"{unit.exact(gross.value)} − {unit.exact(net.value)} = {unit.exact(taken)}",
        ("overlap_share",),
        inputs=(gross.id, net.id),
    )
    ledger.add_sum(gross.id, (net.id, overlap.id), f"{row.label}: overlap taken off once")


@indicator("opportunity.costs", title="What the programme costs")
def opportunity_costs(ledger: Ledger) -> None:
    """What has to be spent to bring the change about: once, and in each year.

    How to read: These costs are not taken off the savings; they are shown beside them.
    Caveat: One-off costs may be paid from a grant. Yearly costs continue when the grant has ended.
    A member may ask: How long until the investment pays back? Compare the one-off cost with the yearly saving after
    the yearly cost.
    """
    for row in matrix_of(ledger.inputs).rows:
        for column, unit, label in (
            ("one_off_cost", POUNDS, "one-off cost"),
            ("recurring_cost", POUNDS_PER_YEAR, "yearly cost"),
        ):
            amount = row.row.amount(column)
            if amount is not None:
                record_row(ledger, row, column, Fraction(amount), unit, label,
                           f"{POUNDS.exact(amount)} as declared", (column,), basis="as declared",
                           status=Status.SUPPLIED if row.opportunity is None else Status.FORECAST)  # fmt: skip


@indicator("opportunity.cases", title="Case reviews behind the opportunity")
def opportunity_cases(ledger: Ledger) -> None:
    """Children's cases that professionals reviewed together, and those for whom they agreed on the new way of support.

    How to read: Both are counts of cases. They show how much evidence lies behind the share an opportunity reaches.
    Caveat: The cases were chosen to learn from. They are not a sample of all children, so no percentage is drawn.
    A member may ask: How many cases is this based on? The number reviewed is printed beside the number agreed.
    """
    for row in matrix_of(ledger.inputs).rows:
        for column, label in (("cases_reviewed", "cases reviewed"), ("cases_agreed", "cases agreed")):
            value = row.row.number_or_symbol(column)
            if value is not None:
                ledger.record(
                    f"opportunity.{row.id}.{column}",
                    value,
                    CASE_REVIEWS,
                    f"{row.label}: {label}",
                    calculation=f"{value.text if isinstance(value, Symbol) else CASE_REVIEWS.exact(value)} counted",
                    sources=sources_of(ledger.inputs, TABLE, [row.row], column),
                    counts_children=True,
                )
