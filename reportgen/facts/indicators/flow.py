"""Requests, assessments, plans issued and ended: what happened during a quarter or a year."""

from __future__ import annotations

from decimal import Decimal

from reportgen.codes import FLOW_MEASURES, Symbol, label_of
from reportgen.facts.fact import Direction, Fact
from reportgen.facts.ledger import Ledger, indicator, share
from reportgen.facts.names import dated_id, last_day, period_id
from reportgen.facts.provenance import fact_text, merged_sources, period_text, sources_of, value_text
from reportgen.facts.units import APPEALS, ASSESSMENTS, DECISIONS, PERCENT, PLANS, REQUESTS, REVIEWS, Unit
from reportgen.inputs.table import Row
from reportgen.period import FinancialYear, Period


def _rows(ledger: Ledger, measure: str) -> dict[str, Row]:
    """Return the rows of a measure by period, oldest first; quarters after the pack's own are left out."""
    found = {period_id(row): row for row in ledger.inputs.rows("flow") if row.text("measure") == measure}
    return {
        period: found[period]
        for period in sorted(found, key=lambda period: (last_day(period), period))
        if "q" not in period or last_day(period) <= ledger.period.end
    }


def _record_measure(ledger: Ledger, measure: str, unit: Unit, direction: Direction = Direction.NEITHER) -> None:
    own = str(ledger.period)
    rows = _rows(ledger, measure)
    for period, row in rows.items():
        value = row.number_or_symbol("value")
        if value is None:
            continue
        ledger.record(
            dated_id(f"flow.{measure}", period, own),
            value if isinstance(value, Symbol) else int(value),
            unit,
            label_of(FLOW_MEASURES, measure),
            period=period,
            as_of=last_day(period),
            calculation=f"{value_text(value, unit)} counted over {period_text(period)}",
            sources=sources_of(ledger.inputs, "flow", (row,), "value"),
            direction=direction,
            counts_children=True,
        )
    for period in rows:
        if len(period) == len("2025-26"):
            _link_quarters(ledger, f"flow.{measure}", FinancialYear.parse(period))


def _link_quarters(ledger: Ledger, name: str, year: FinancialYear) -> None:
    """Declare that four quarters make up their financial year, where they do: a revised year need not."""
    quarters = tuple(dated_id(name, str(Period(year, quarter)), str(ledger.period)) for quarter in range(1, 5))
    values = [value for quarter in quarters if (value := ledger.value(quarter)) is not None]
    if len(values) == len(quarters) and ledger.value(f"{name}@{year}") == sum(values):
        ledger.add_sum(f"{name}@{year}", quarters, "quarters make up the year")


def _record_share(ledger: Ledger, name: str, part: str, whole: str, label: str, direction: Direction) -> None:
    """Record ``part`` as a percent of ``whole`` for every period that has both."""
    for fact in [fact for fact in ledger.facts.values() if fact.name == whole]:
        suffix = fact.id.removeprefix(whole)
        upper = ledger.facts.get(part + suffix)
        if upper is None:
            continue
        value = _share_of(upper, fact)
        words = value.meaning if isinstance(value, Symbol) else PERCENT.exact(value)
        ledger.record(
            name + suffix,
            value,
            PERCENT,
            label,
            period=fact.period,
            as_of=fact.as_of,
            decimals=1,
            calculation=f"{fact_text(upper)} ÷ {fact_text(fact)} = {words}",
            inputs=(upper.id, fact.id),
            numerator=upper.id,
            denominator=fact.id,
            sources=merged_sources((upper, fact)),
            direction=direction,
        )


def _share_of(part: Fact, whole: Fact) -> Decimal | Symbol:
    if part.value is None or whole.value is None:
        return Symbol.NOT_AVAILABLE
    return share(part.value, whole.value) if whole.value else Symbol.NOT_APPLICABLE


@indicator("flow.requests_received", title="Requests for assessment")
def requests_received(ledger: Ledger) -> None:
    """Requests that the council received for an assessment of a child's education, health and care needs.

    How to read: A request is the first step towards an education, health and care (EHC) plan. Parents, schools and
    young people can make one.
    Caveat: A request in one period is often decided in the next, so requests and decisions of the same period are
    not the same children.
    A member may ask: Are more families asking? Compare with the same period of last year, because requests follow
    the school terms.
    """
    _record_measure(ledger, "requests_received", REQUESTS)


@indicator("flow.requests_refused", title="Requests refused")
def requests_refused(ledger: Ledger) -> None:
    """Requests for an assessment of education, health and care needs that the council decided not to assess.

    How to read: The council refuses where it judges that the child's needs can be met with the support schools
    already give.
    Caveat: Families can appeal, and some decisions are changed on appeal. Those changes are not shown here.
    A member may ask: How many refusals were overturned? That is held in the appeals record and is not part of this
    count.
    """
    _record_measure(ledger, "requests_refused", REQUESTS)


@indicator("flow.assessments_completed", title="Assessments completed")
def assessments_completed(ledger: Ledger) -> None:
    """Assessments of education, health and care needs that ended with a decision during the period.

    How to read: Every completed assessment ends in a decision to issue a plan or a decision not to.
    Caveat: The count was not collected nationally before 2022, so earlier years are not available.
    A member may ask: Do all assessments lead to a plan? No: compare with the decisions to issue a plan.
    """
    _record_measure(ledger, "assessments_completed", ASSESSMENTS)


@indicator("flow.decisions_to_issue", title="Decisions to issue a plan")
def decisions_to_issue(ledger: Ledger) -> None:
    """Decisions, after an assessment, that an education, health and care (EHC) plan should be issued.

    How to read: A decision comes before the plan. The plan itself may be issued some weeks later.
    Caveat: This is not the number of new plans. The two are counted at different moments and differ in every year.
    A member may ask: Why does this differ from the plans issued? A plan decided on in one period may be issued in
    the next.
    """
    _record_measure(ledger, "decisions_to_issue", DECISIONS)


@indicator("flow.plans_issued", title="New plans issued")
def plans_issued(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans issued for the first time during the period.

    How to read: Each is a child or young person who did not have a plan from this council before. It is also the
    base of the share issued within 20 weeks.
    Caveat: Plans that move in from another council are not new and are counted apart.
    A member may ask: Is this why the total rises? In part: the total also depends on plans that end and on families
    who move.
    """
    _record_measure(ledger, "plans_issued", PLANS)


@indicator("flow.plans_issued_20_weeks", title="New plans within 20 weeks")
def plans_issued_20_weeks(ledger: Ledger) -> None:
    """New education, health and care (EHC) plans issued within 20 weeks of the request, exceptions included.

    How to read: Twenty weeks is the limit in law. Read it beside all new plans.
    Caveat: Cases that the law allows to take longer are counted here as late when they took longer.
    A member may ask: What happened to the others? They were issued later than 20 weeks.
    """
    _record_measure(ledger, "plans_issued_20_weeks", PLANS, Direction.HIGHER_IS_BETTER)


@indicator("flow.plans_issued_excluding_exceptions", title="New plans, exceptions left out")
def plans_issued_excluding_exceptions(ledger: Ledger) -> None:
    """New education, health and care (EHC) plans, without the cases that the law allows to take longer than 20 weeks.

    How to read: It is the base of the second share issued in time.
    Caveat: What counts as an exception is set by law, but how it is recorded differs between councils.
    A member may ask: What is an exception? For example, a child who was away from the area for a long time during
    the assessment.
    """
    _record_measure(ledger, "plans_issued_excluding_exceptions", PLANS)


@indicator("flow.plans_issued_20_weeks_excluding_exceptions", title="New plans within 20 weeks, exceptions left out")
def plans_issued_20_weeks_excluding_exceptions(ledger: Ledger) -> None:
    """New education, health and care (EHC) plans issued within 20 weeks, without the cases that the law allows to take
    longer.

    How to read: Read it beside new plans with exceptions left out, never beside all new plans.
    Caveat: It must not be mixed with the count that includes exceptions.
    A member may ask: Which of the two should we watch? The one with exceptions included, because it is the
    experience of all families.
    """
    _record_measure(ledger, "plans_issued_20_weeks_excluding_exceptions", PLANS, Direction.HIGHER_IS_BETTER)


@indicator("flow.plans_ceased", title="Plans ended")
def plans_ceased(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans that the council ended during the period.

    How to read: Plans end when the young person finishes education, moves away, no longer needs the plan or reaches
    the age limit.
    Caveat: Most plans end in the summer, so one quarter says little about a year.
    A member may ask: Can more plans end earlier? Only where a review finds that the young person no longer needs
    the plan.
    """
    _record_measure(ledger, "plans_ceased", PLANS)


@indicator("flow.transfers_in", title="Plans moved in")
def transfers_in(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans taken over from other councils because the family moved into the area.

    How to read: The council must keep up the plan from the day of the move.
    Caveat: The number depends on where families move and cannot be planned.
    A member may ask: Does the money move with the child? Not at once: national funding follows later.
    """
    _record_measure(ledger, "transfers_in", PLANS)


@indicator("flow.transfers_out", title="Plans moved out")
def transfers_out(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans handed to other councils because the family moved away.

    How to read: These plans leave the count, but the child still has a plan.
    Caveat: They are counted apart from plans that ended.
    A member may ask: Are families leaving to find places elsewhere? The count does not say why a family moved.
    """
    _record_measure(ledger, "transfers_out", PLANS)


@indicator("flow.appeals_registered", title="Appeals")
def appeals_registered(ledger: Ledger) -> None:
    """Appeals about special educational needs that families registered with the national tribunal during the period.

    How to read: Families can appeal against a refusal to assess, a refusal to issue a plan, or what a plan says.
    Caveat: An appeal registered in one period may be decided a year later.
    A member may ask: How many does the council lose? This count holds appeals made, not their results.
    """
    _record_measure(ledger, "appeals_registered", APPEALS, Direction.LOWER_IS_BETTER)


@indicator("flow.annual_reviews_due", title="Annual reviews due")
def annual_reviews_due(ledger: Ledger) -> None:
    """Yearly reviews of education, health and care (EHC) plans that fell due during the period.

    How to read: The law asks for every plan to be reviewed at least once a year.
    Caveat: Reviews bunch in some months, so quarters differ.
    A member may ask: Is this the same as the number of plans? Over a year nearly so, because each plan is due once.
    """
    _record_measure(ledger, "annual_reviews_due", REVIEWS)


@indicator("flow.annual_reviews_completed", title="Annual reviews completed")
def annual_reviews_completed(ledger: Ledger) -> None:
    """Yearly reviews of education, health and care (EHC) plans that were completed during the period.

    How to read: Read it beside the reviews that were due.
    Caveat: A review completed in this period may have been due in the last.
    A member may ask: How many are overdue? The difference to those due is a first guide, but not an exact count.
    """
    _record_measure(ledger, "annual_reviews_completed", REVIEWS, Direction.HIGHER_IS_BETTER)


@indicator("flow.timeliness_20_weeks", title="Plans issued within 20 weeks")
def timeliness_20_weeks(ledger: Ledger) -> None:
    """The share of new education, health and care (EHC) plans issued within the 20 weeks the law allows.

    How to read: Higher is better. All new plans are counted, also those the law allows to take longer.
    Caveat: A share of few plans moves a great deal from one quarter to the next.
    A member may ask: How do we compare? Published national and regional figures use the same definition, by calendar
    year.
    """
    _record_share(
        ledger,
        "flow.timeliness_20_weeks",
        "flow.plans_issued_20_weeks",
        "flow.plans_issued",
        "Plans issued within 20 weeks",
        Direction.HIGHER_IS_BETTER,
    )


@indicator("flow.timeliness_20_weeks_excluding_exceptions", title="Plans issued within 20 weeks, exceptions left out")
def timeliness_20_weeks_excluding_exceptions(ledger: Ledger) -> None:
    """The share of new education, health and care (EHC) plans issued within 20 weeks, lawful exceptions left out.

    How to read: Higher is better. Cases that the law allows to take longer are left out above and below the line.
    Caveat: It is not to be compared with a share that includes exceptions.
    A member may ask: Why print both? Because published figures use both, and mixing them misleads.
    """
    _record_share(
        ledger,
        "flow.timeliness_20_weeks_excluding_exceptions",
        "flow.plans_issued_20_weeks_excluding_exceptions",
        "flow.plans_issued_excluding_exceptions",
        "Plans issued within 20 weeks, exceptions left out",
        Direction.HIGHER_IS_BETTER,
    )


@indicator("flow.refusal_rate", title="Requests refused, as a share")
def refusal_rate(ledger: Ledger) -> None:
    """Requests for assessment that were refused, as a share of the requests received in the same period.

    How to read: It shows how often the council decides that an assessment is not needed.
    Caveat: A request received in one period may be decided in the next, so the share is approximate for a quarter.
    A member may ask: Is a high share good or bad? Neither by itself. It depends on how well schools can help without
    a plan, and on how many refusals are changed on appeal.
    """
    _record_share(
        ledger,
        "flow.refusal_rate",
        "flow.requests_refused",
        "flow.requests_received",
        "Requests refused, as a share of those received",
        Direction.NEITHER,
    )
