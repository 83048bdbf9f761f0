"""The opportunity matrix as declared: rows made into opportunities, and what is missing from them said at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reportgen.codes import SETTINGS, Symbol, label_of
from reportgen.errors import Place, Problem, ProblemsError, Severity, errors_among
from reportgen.facts.identifiers import identifier
from reportgen.facts.matrix import SEPTEMBER, THROUGH_YEAR, Opportunity, exact
from reportgen.facts.units import Number, grouped
from reportgen.inputs.table import Inputs, Row
from reportgen.period import FinancialYear
from reportgen.project import Settings

TABLE = "opportunities"
NO_PLAN = "none"
LONGEST = 25
"""Years. Plans end at 25, so no child can benefit for longer."""

BENEFIT_TYPES = ("cost_avoidance", "cashable", "not_stated")
"""The kinds of benefit, which are never added together without saying so."""

_ATTRIBUTES = {
    "mechanism": "flow or stock",
    "eligible_per_year": "flow or stock",
    "addressable_target": "flow or stock",
    "duration_years": "flow or stock (the duration turns children a year into children at once)",
    "starts": "year reached",
    "price_base": "price base",
    "unit_cost_from": "net of the new setting (the cost before)",
    "unit_cost_to": "net of the new setting (the cost of the new setting)",
    "baseline_date": "baseline",
    "recurring_cost": "net of programme cost",
    "confidence": "confidence",
    "benefit_type": "cost avoidance or cashable",
}
"""Which of a steady-state number's attributes a column declares."""

_NEEDED = ("mechanism", "eligible_per_year", "addressable_target", "duration_years", "starts", "price_base")
_ADVISED = ("baseline_date", "recurring_cost", "confidence", "benefit_type")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One row of the matrix: what it says, and its arithmetic where it is worked out here.

    ``opportunity`` is None for a supplied row, whose ``supplied_children`` and ``supplied_saving`` print as given and
    ``recomputed_children`` and ``recomputed_saving`` are what its other cells come to, None where they do not say.
    """

    id: str
    row: Row
    statement: str
    label: str
    theme: str
    mechanism: str
    from_setting: str
    to_setting: str
    overlap_share: Fraction
    benefit_type: str
    baseline_date: date | None
    confidence: str
    status: str
    supplied_by: str
    opportunity: Opportunity | None
    has_stretch: bool
    supplied_children: Number | Symbol | None
    supplied_saving: Number | Symbol | None
    supplied_year: str
    recomputed_children: Fraction | None
    recomputed_saving: Fraction | None

    @property
    def counted_once(self) -> Fraction:
        """The share of its children that no other row of its overlap group counts."""
        return 1 - self.overlap_share


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every row that is fully declared, in the order given, and everything wrong with the table."""

    rows: tuple[MatrixRow, ...]
    problems: tuple[Problem, ...]

    @property
    def computed(self) -> tuple[tuple[MatrixRow, Opportunity], ...]:
        """The rows worked out here, with their arithmetic."""
        return tuple((row, row.opportunity) for row in self.rows if row.opportunity is not None)


def check_matrix(inputs: Inputs, settings: Settings | None = None) -> tuple[Problem, ...]:
    """Return every problem of the matrix: undeclared attributes, impossible values, what a reader must be warned of."""
    problems = list(read_matrix(inputs).problems)
    if settings is not None and inputs.has(TABLE):
        try:
            inflation_rate(settings)
        except ProblemsError as error:
            problems.extend(error.problems)
    return tuple(problems)


def matrix_of(inputs: Inputs) -> Matrix:
    """Return the matrix. Raises ProblemsError listing every row that is not fully declared."""
    matrix = read_matrix(inputs)
    errors = errors_among(matrix.problems)
    if errors:
        raise ProblemsError(errors)
    return matrix


def read_matrix(inputs: Inputs) -> Matrix:
    """Return the rows that are fully declared and the problems of all."""
    reader = _Reader(inputs)
    rows = [reader.read(row) for row in inputs.rows(TABLE)]
    reader.check_overlaps(inputs.rows(TABLE))
    reader.check_references(inputs)
    return Matrix(tuple(row for row in rows if row is not None), tuple(reader.problems))


def inflation_rate(settings: Settings) -> Fraction:
    """Return the yearly inflation applied to savings, of one. Raises ProblemsError where it is not a percent."""
    text = settings.finance.inflation.strip().lower()
    if text in ("", "none"):
        return Fraction(0)
    try:
        rate = Fraction(text.removesuffix("%").removesuffix("percent").strip()) / 100
    except (ValueError, ZeroDivisionError):
        rate = Fraction(-1)
    if not 0 <= rate < 1:
        found = f"found '{settings.finance.inflation}'"
        needed = 'none, or a percent a year such as "2.5", is needed'
        raise ProblemsError([Problem(Place("reportgen.toml", "finance.inflation"), found, needed, "correct the value")])
    return rate


class _Reader:
    """Makes rows and gathers what is wrong with them."""

    def __init__(self, inputs: Inputs) -> None:
        self.problems: list[Problem] = []
        self.unit_costs = {
            (row.text("setting"), str(row.value("price_base")).replace("/", "-")): row
            for row in inputs.rows("unit_costs")
        }

    def say(self, row: Row, column: str, found: str, needed: str, remedy: str, *, stops: bool = True) -> None:
        place = row.place(column if column in row.cells else "id")
        severity = Severity.ERROR if stops else Severity.WARNING
        self.problems.append(Problem(place, f"opportunity {row.text('id')}: {found}", needed, remedy, severity))

    def read(self, row: Row) -> MatrixRow | None:
        before = len(errors_among(self.problems))
        supplied = row.text("basis") == "supplied"
        if supplied:
            self.check_supplied(row)
        else:
            self.check_computed(row)
        self.check_ranges(row)
        if len(errors_among(self.problems)) > before:
            return None
        share = Fraction(row.amount("overlap_share") or 0) / 100
        children, saving = self.recomputed(row) if supplied else (None, None)
        return MatrixRow(
            id=identifier(row.text("id")),
            row=row,
            statement=row.text("statement"),
            label=row.text("short_label") or row.text("statement"),
            theme=row.text("theme"),
            mechanism=row.text("mechanism"),
            from_setting=row.text("from_setting"),
            to_setting=self.to_setting(row),
            overlap_share=share,
            benefit_type=row.text("benefit_type") or "not_stated",
            baseline_date=row.day("baseline_date"),
            confidence=row.text("confidence"),
            status=row.text("status"),
            supplied_by=row.text("supplied_by"),
            opportunity=None if supplied else self.opportunity(row),
            has_stretch=row.amount("addressable_stretch") is not None,
            supplied_children=row.number_or_symbol("steady_state_children"),
            supplied_saving=row.number_or_symbol("steady_state_saving"),
            supplied_year=row.text("steady_state_year"),
            recomputed_children=children,
            recomputed_saving=saving,
        )

    def opportunity(self, row: Row) -> Opportunity:
        """Return the arithmetic of a row that has been checked."""
        mechanism, starts = row.text("mechanism"), row.day("starts")
        cost_from, cost_to = self.unit_cost(row, "from"), self.unit_cost(row, "to")
        assert starts is not None and cost_from is not None and cost_to is not None
        target = Fraction(row.amount("addressable_target") or 0) / 100
        stretch = row.amount("addressable_stretch")
        return Opportunity(
            eligible_per_year=Fraction(row.amount("eligible_per_year") or 0),
            target=target,
            stretch=target if stretch is None else Fraction(stretch) / 100,
            duration_years=Fraction(row.amount("duration_years") or 0),
            starts=starts,
            entry=row.text("entry") or (THROUGH_YEAR if mechanism == "avoid_new_plan" else SEPTEMBER),
            repeats=mechanism != "move_existing" or bool(row.flag("repeats_yearly")),
            unit_cost_from=cost_from,
            unit_cost_to=cost_to,
            price_base=FinancialYear.parse(str(row.value("price_base"))),
        )

    def to_setting(self, row: Row) -> str:
        """Return where the child will be; a plan avoided or ceased leaves no plan."""
        ends = row.text("mechanism") in ("avoid_new_plan", "cease_earlier")
        return row.text("to_setting") or (NO_PLAN if ends else "")

    def unit_cost(self, row: Row, side: str) -> Fraction | None:
        """Return a yearly cost: as given, else the setting's mean at the same price base, else None."""
        given = row.amount(f"unit_cost_{side}")
        if given is not None:
            return Fraction(given)
        setting = row.text("from_setting") if side == "from" else self.to_setting(row)
        known = self.unit_costs.get((setting, str(row.value("price_base")).replace("/", "-")))
        mean = known.amount("mean") if known is not None else None
        if mean is not None:
            return Fraction(mean)
        return Fraction(0) if setting == NO_PLAN else None

    def check_computed(self, row: Row) -> None:
        for column in _NEEDED:
            if row.value(column) is None or isinstance(row.value(column), Symbol):
                attribute = _ATTRIBUTES[column]
                self.say(row, column, f"no {column}", f"its {attribute} is not declared", "fill in the cell")
        for side in ("from", "to"):
            if self.unit_cost(row, side) is None:
                column = f"unit_cost_{side}"
                remedy = "give the cost, or the setting's mean for the same price base in unit_costs"
                self.say(row, column, f"no {column}", f"its {_ATTRIBUTES[column]} is not declared", remedy)
        for column in _ADVISED:
            if row.value(column) is None:
                needed = f"its {_ATTRIBUTES[column]} prints as “not stated”"
                self.say(row, column, f"no {column}", needed, "fill in the cell if it is known", stops=False)
        self.check_start(row)
        self.check_costs_alike(row)

    def check_start(self, row: Row) -> None:
        starts = row.day("starts")
        entry = row.text("entry") or (THROUGH_YEAR if row.text("mechanism") == "avoid_new_plan" else SEPTEMBER)
        if starts is not None and entry == SEPTEMBER and starts.month != 9:
            needed = "each year's children are counted from that month, not from September"
            self.say(row, "starts", "entry is in September but it starts in another month", needed,
                     "correct the start date, or the entry if children join through the year", stops=False)  # fmt: skip

    def check_costs_alike(self, row: Row) -> None:
        """Warn where two means that are subtracted include different things, and the row does not say what it means."""
        base = str(row.value("price_base")).replace("/", "-")
        used: dict[str, tuple[str, ...]] = {}
        for side, setting in (("from", row.text("from_setting")), ("to", self.to_setting(row))):
            known = self.unit_costs.get((setting, base))
            if row.amount(f"unit_cost_{side}") is None and known is not None and known.items("includes"):
                used[label_of(SETTINGS, setting)] = known.items("includes")
        if len({frozenset(parts) for parts in used.values()}) > 1 and not row.items("cost_includes"):
            found = "its unit costs include different things: " + "; ".join(
                f"{name}: {' + '.join(parts)}" for name, parts in used.items()
            )
            self.say(row, "cost_includes", found, "costs that are subtracted must include the same",
                     "say in cost_includes what they include, or give costs on one footing", stops=False)  # fmt: skip

    def check_ranges(self, row: Row) -> None:
        limits = (
            ("eligible_per_year", None),
            ("addressable_target", 100),
            ("addressable_stretch", 100),
            ("overlap_share", 100),
            ("duration_years", LONGEST),
        )
        for column, most in limits:
            value = row.amount(column)
            too_low = value is not None and (value < 0 or (value == 0 and column == "duration_years"))
            if value is not None and (too_low or (most is not None and value > most)):
                needed = f"{'more than 0' if column == 'duration_years' else '0 or more'}" + (
                    f" and at most {most} is needed" if most is not None else " is needed"
                )
                self.say(row, column, f"{column} is {value}", needed, "correct the value")
        target, stretch = row.amount("addressable_target"), row.amount("addressable_stretch")
        if target is not None and stretch is not None and stretch < target:
            found = f"the stretch ({stretch}%) is less than the target ({target}%)"
            self.say(row, "addressable_stretch", found, "a stretch of at least the target is needed", "correct one")

    def check_supplied(self, row: Row) -> None:
        if not row.text("supplied_by"):
            self.say(row, "supplied_by", "a supplied row does not say who supplied it",
                     "“as supplied by …” is printed with it", "name who supplied it", stops=False)  # fmt: skip
        children, saving = self.recomputed(row)
        for column, found, sign in (("steady_state_children", children, ""), ("steady_state_saving", saving, "£")):
            given = row.amount(column)
            if given is not None and found is not None and abs(found - Fraction(given)) >= Fraction(1, 2):
                both = f"{column} is given as {sign}{grouped(given)} and its other cells come to {sign}{_whole(found)}"
                self.say(row, column, both, "the value as supplied is printed", "ask who supplied it", stops=False)

    def recomputed(self, row: Row) -> tuple[Fraction | None, Fraction | None]:
        """Return the children and pounds at steady state that a supplied row's other cells come to."""
        parts = [row.amount(name) for name in ("eligible_per_year", "addressable_target", "duration_years")]
        known = [Fraction(part) for part in parts if part is not None]
        children = known[0] * known[1] / 100 * known[2] if len(known) == 3 else None
        cost_from, cost_to = self.unit_cost(row, "from"), self.unit_cost(row, "to")
        given = row.amount("steady_state_children")
        counted = children if given is None else Fraction(given)
        if counted is None or cost_from is None or cost_to is None:
            return children, None
        return children, counted * (cost_from - cost_to)

    def check_overlaps(self, rows: tuple[Row, ...]) -> None:
        groups: dict[str, list[Row]] = {}
        for row in rows:
            if row.text("overlap_group"):
                groups.setdefault(row.text("overlap_group"), []).append(row)
        for name, members in groups.items():
            if len(members) > 1 and all(row.amount("overlap_share") is None for row in members):
                found = f"overlap group '{name}' has no shares"
                needed = "the percent of a row's children already counted in another row is needed"
                self.say(members[-1], "overlap_share", found, needed, "give overlap_share, 0% where nothing overlaps")

    def check_references(self, inputs: Inputs) -> None:
        """Say which benefits belong to no row, and which mitigations share an id with one."""
        known = {identifier(row.text("id")) for row in inputs.rows(TABLE)}
        for row in inputs.rows("benefits") if known else ():
            if identifier(row.text("opportunity_id")) not in known:
                found, needed = f"no opportunity '{row.text('opportunity_id')}'", "the row is left out"
                self.problems.append(
                    Problem(row.place("opportunity_id"), found, needed, "correct the id", Severity.WARNING)
                )
        for row in inputs.rows("mitigations"):
            if identifier(row.text("id")) in known:
                found, needed = f"'{row.text('id')}' is also an opportunity", "an id of its own is needed"
                self.problems.append(Problem(row.place("id"), found, needed, "give the mitigation another id"))


def _whole(value: Fraction) -> str:
    return grouped(exact(value))
