"""The dedicated schools grant: income, spending and balance by year and scenario.

A surplus is positive and a deficit negative. Closing = opening + income + block transfer + other − expenditure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reportgen.codes import SCENARIOS, label_of
from reportgen.facts.fact import Direction, Fact, Signs, Source, Status
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.provenance import fact_text, merged_sources, sources_of
from reportgen.facts.units import MINUS, POUNDS, Number
from reportgen.inputs.table import Row
from reportgen.period import FinancialYear

HIGH_NEEDS = "high_needs"
BALANCE = Signs("surplus", "deficit")
_FALLBACKS = ("actual", "forecast")
_LINES = {
    "income": "Income",
    "block_transfer": "Transfer from other blocks",
    "other": "Other movements",
    "expenditure": "Spending",
}
_SIGNS: Mapping[str, int] = {"income": 1, "block_transfer": 1, "other": 1, "expenditure": -1}


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """One block of the grant in one scenario and year; the place a line's fact id comes from."""

    block: str
    year: FinancialYear
    scenario: str

    def fact_id(self, line: str) -> str:
        """Return the id of a line, such as ``dsg.closing.unmitigated@2026-27``."""
        block = "" if self.block == HIGH_NEEDS else f"{self.block}."
        return f"dsg.{block}{line}.{self.scenario}@{self.year}"

    def predecessors(self) -> tuple[Account, ...]:
        """Return the accounts whose closing balance may be this one's opening, best first."""
        scenarios = dict.fromkeys((self.scenario, *_FALLBACKS))
        return tuple(Account(self.block, self.year.plus(-1), scenario) for scenario in scenarios)

    @property
    def status(self) -> Status:
        """Actual amounts are the council's own; every other scenario is a forecast."""
        return Status.LOCAL if self.scenario == "actual" else Status.FORECAST

    def label(self, words: str) -> str:
        """Return the words with scenario and year: “Balance at year end, unmitigated forecast, 2026-27”."""
        scenario = label_of(SCENARIOS, self.scenario)
        return f"{words}, {scenario[0].lower()}{scenario[1:]}, {self.year}"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of one line, and how it came about."""

    value: Number
    as_of: date | None = None
    sources: tuple[Source, ...] = ()
    calculation: str = ""
    inputs: tuple[str, ...] = ()
    basis: str = ""
    assumptions: tuple[str, ...] = ()


def given_accounts(ledger: Ledger) -> dict[Account, dict[str, Row]]:
    """Return the rows of each account by line, years and scenarios in order.

    Of several rows for one line the one taken latest, on or before the end of the period, counts.
    """
    order = {scenario.code: index for index, scenario in enumerate(SCENARIOS)}
    found: dict[Account, dict[str, Row]] = {}
    for row in ledger.inputs.rows("dsg"):
        taken = row.day("as_of")
        if taken is not None and taken > ledger.period.end:
            continue
        year = FinancialYear.parse(str(row.value("financial_year")))
        account = Account(row.text("block") or HIGH_NEEDS, year, row.text("scenario"))
        lines = found.setdefault(account, {})
        before = lines.get(row.text("line"))
        if before is None or (before.day("as_of") or date.min) <= (taken or date.min):
            lines[row.text("line")] = row
    return {
        account: found[account]
        for account in sorted(found, key=lambda account: (account.block, account.year, order[account.scenario]))
    }


def _given_amounts(ledger: Ledger, line: str) -> Iterator[tuple[Account, Amount]]:
    for account, lines in given_accounts(ledger).items():
        row = lines.get(line)
        value = None if row is None else row.amount("amount")
        if row is not None and value is not None:
            sources = sources_of(ledger.inputs, "dsg", (row,), "amount")
            yield account, Amount(value, row.day("as_of"), sources, basis=row.text("recoupment"))


def _record_line(ledger: Ledger, account: Account, line: str, amount: Amount, words: str) -> Fact:
    return ledger.record(
        account.fact_id(line),
        amount.value,
        POUNDS,
        account.label(words),
        period=str(account.year),
        as_of=amount.as_of,
        indicator=f"dsg.{line}",
        calculation=amount.calculation or f"{POUNDS.exact(amount.value)} as given",
        inputs=amount.inputs,
        sources=amount.sources,
        basis=amount.basis,
        assumptions=amount.assumptions,
        status=account.status,
    )


def record_year(ledger: Ledger, account: Account, lines: Mapping[str, Amount]) -> None:
    """Record one year of an account from its lines: each line, opening, in-year and closing balance.

    For scenarios that are worked out, such as a mitigated forecast; years go in order, because a year opens with the
    last one's closing balance. ``lines`` holds any of income, block_transfer, other and expenditure, and may hold
    opening_balance.
    """
    for line, words in _LINES.items():
        if line in lines:
            _record_line(ledger, account, line, lines[line], words)
    _record_in_year(ledger, account)
    record_balances(ledger, account, lines.get("opening_balance"))


def record_balances(ledger: Ledger, account: Account, opening: Amount | None = None) -> None:
    """Record the balances of a year whose in-year balance is recorded: opening as given or carried over, and closing.

    A mitigated year beside an unmitigated one waits for this, because the year before it may have to be worked out.
    """
    _record_opening(ledger, account, opening)
    _record_closing(ledger, account)


def given_opening(ledger: Ledger, account: Account) -> Amount | None:
    """Return the opening balance given for an account, None where it carries over from the year before."""
    return dict(_given_amounts(ledger, "opening_balance")).get(account)


def _waits(ledger: Ledger, account: Account) -> bool:
    beside = Account(account.block, account.year, "unmitigated").fact_id("in_year")
    return account.block == HIGH_NEEDS and account.scenario == "mitigated" and beside in ledger.facts


def _record_in_year(ledger: Ledger, account: Account) -> None:
    facts = {line: ledger.facts[account.fact_id(line)] for line in _LINES if account.fact_id(line) in ledger.facts}
    if not {"income", "expenditure"} <= set(facts):
        return
    value: Number = 0
    words = ""
    for line, fact in facts.items():
        assert fact.value is not None
        value += _SIGNS[line] * fact.value
        words += (" − " if _SIGNS[line] < 0 else " + " if words else "") + fact_text(fact)
    parts = tuple(facts.values())
    inputs = tuple(part.id for part in parts)
    _record_balance(ledger, account, "in_year", "Balance of the year alone", value, words, parts, inputs)


def _record_balance(
    ledger: Ledger,
    account: Account,
    line: str,
    label: str,
    value: Number,
    words: str,
    parts: tuple[Fact, ...],
    inputs: tuple[str, ...],
) -> None:
    ledger.record(
        account.fact_id(line),
        value,
        POUNDS,
        account.label(label),
        period=str(account.year),
        as_of=max((part.as_of for part in parts if part.as_of is not None), default=None),
        indicator=f"dsg.{line}",
        calculation=f"{words} = {POUNDS.exact(value)}",
        inputs=inputs,
        sources=merged_sources(parts),
        status=account.status,
        signs=BALANCE,
        direction=Direction.HIGHER_IS_BETTER,
    )


def _record_opening(ledger: Ledger, account: Account, given: Amount | None) -> None:
    label = "Balance brought forward"
    if given is not None:
        ledger.record(
            account.fact_id("opening"),
            given.value,
            POUNDS,
            account.label(label),
            period=str(account.year),
            as_of=given.as_of,
            indicator="dsg.opening",
            calculation=given.calculation or f"{POUNDS.exact(given.value)} as given",
            inputs=given.inputs,
            sources=given.sources,
            status=account.status,
            signs=BALANCE,
            direction=Direction.HIGHER_IS_BETTER,
        )
        return
    for before in account.predecessors():
        parts = _closing_parts(ledger, before)
        if parts:
            words = f"closing balance of {before.year}, {label_of(SCENARIOS, before.scenario).lower()}"
            inputs = (before.fact_id("closing"),)
            _record_balance(ledger, account, "opening", label, _added(parts), words, parts, inputs)
            return


def _closing_parts(ledger: Ledger, account: Account) -> tuple[Fact, ...]:
    """Return the opening and the in-year balance where both are recorded, else nothing."""
    parts = tuple(ledger.facts.get(account.fact_id(line)) for line in ("opening", "in_year"))
    return tuple(part for part in parts if part is not None) if None not in parts else ()


def _added(parts: tuple[Fact, ...]) -> Number:
    return sum((part.value for part in parts if part.value is not None), 0)


def _record_closing(ledger: Ledger, account: Account) -> None:
    parts = _closing_parts(ledger, account)
    if parts:
        words = " + ".join(fact_text(part) for part in parts).replace(f"+ {MINUS}", f"{MINUS} ")
        inputs = tuple(part.id for part in parts)
        _record_balance(ledger, account, "closing", "Balance at year end", _added(parts), words, parts, inputs)
        ledger.add_sum(account.fact_id("closing"), inputs, "closing balance")


def _record_given(ledger: Ledger, line: str, words: str) -> None:
    for account, amount in _given_amounts(ledger, line):
        _record_line(ledger, account, line, amount, words)


@indicator("dsg.income", title="Income of the block")
def dsg_income(ledger: Ledger) -> None:
    """Money the block of the dedicated schools grant receives for a financial year.

    The dedicated schools grant is the government's ring-fenced money for schools and special educational needs. Where
    nothing else is said the block is the high needs block.

    How to read: It is an amount for one whole year, written as a positive number.
    Caveat: Some places are paid for by the government directly. Income before and after that money differ.
    A member may ask: Can the council add money of its own? Only with permission, because the grant is ring-fenced.
    """
    _record_given(ledger, "income", _LINES["income"])


@indicator("dsg.block_transfer", title="Transfer from other blocks")
def dsg_block_transfer(ledger: Ledger) -> None:
    """Money moved into this block from another block of the dedicated schools grant.

    How to read: A positive amount moves in; a negative amount moves out.
    Caveat: A transfer is agreed for one year and has to be agreed again.
    A member may ask: Who agrees it? The schools forum, up to a limit, and the government above that limit.
    """
    _record_given(ledger, "block_transfer", _LINES["block_transfer"])


@indicator("dsg.other", title="Other movements")
def dsg_other(ledger: Ledger) -> None:
    """Any other amount that adds to the balance of the block, or takes from it, in a financial year.

    How to read: A positive amount adds to the balance.
    Caveat: Such amounts are often one-off.
    A member may ask: What is it? The notes of the finance table say so.
    """
    _record_given(ledger, "other", _LINES["other"])


@indicator("dsg.expenditure", title="Spending of the block")
def dsg_expenditure(ledger: Ledger) -> None:
    """Money spent from the block of the dedicated schools grant in a financial year, or forecast to be spent.

    How to read: It is an amount for one whole year, written as a positive number.
    Caveat: A forecast is as good as the day it was made, so read the date beside it.
    A member may ask: What is it spent on? Mostly on places and top-up funding; the table by placement shows it.
    """
    _record_given(ledger, "expenditure", _LINES["expenditure"])


@indicator("dsg.savings_target", title="Savings target with nothing identified behind it")
def dsg_savings_target(ledger: Ledger) -> None:
    """A savings target that no identified saving stands behind yet.

    How to read: It is shown so that members can see it. It is never taken off a forecast.
    Caveat: A target is not a plan. Until savings are found, the forecast without it is the one to use.
    A member may ask: Where will it come from? That has not been decided.
    """
    _record_given(ledger, "savings_target", "Savings target")


@indicator("dsg.in_year", title="Balance of the year alone")
def dsg_in_year(ledger: Ledger) -> None:
    """Income, transfers and other movements of a financial year, less the spending of that year.

    How to read: A deficit means that the year cost more than it brought in. Balances of earlier years are left out.
    Caveat: A year in balance does not remove the deficit built up before.
    A member may ask: When will a year be in balance? Look for the first year that shows a surplus.
    """
    for account in given_accounts(ledger):
        _record_in_year(ledger, account)


@indicator("dsg.opening", title="Balance brought forward")
def dsg_opening(ledger: Ledger) -> None:
    """The balance of the block on the first day of a financial year: the balance at the end of the year before.

    How to read: A deficit is money already spent beyond what was received.
    Caveat: A forecast starts from the last actual balance or, where that is not closed yet, from its forecast.
    A member may ask: Is it the figure in the accounts? It should be, once the accounts of the year are closed.
    """
    given = dict(_given_amounts(ledger, "opening_balance"))
    for account, lines in given_accounts(ledger).items():
        if set(lines) - {"savings_target"} and not _waits(
            ledger, account
        ):  # a target alone is no account: its year may be worked out later
            _record_opening(ledger, account, given.get(account))


@indicator("dsg.closing", title="Balance at the end of the year")
def dsg_closing(ledger: Ledger) -> None:
    """The balance of the block on the last day of a financial year, with all earlier years in it.

    How to read: It is the running total, often called the cumulative position. A deficit is carried into the next year.
    Caveat: It is not the cost of one year. The balance of the year alone is shown beside it.
    A member may ask: Who pays off the deficit? National rules keep it apart from the council's other money for now.
    """
    for account in given_accounts(ledger):
        if not _waits(ledger, account):
            _record_closing(ledger, account)
