"""Everything the returns of a quarter hold: forms filled, checked and reconciled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.codes import Symbol
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.facts.earlier import Publication
from reportgen.facts.factset import RestrictedFacts
from reportgen.inputs.table import Inputs, Value
from reportgen.project import CONFIGURATION, Project
from reportgen.returns.checks import Check, check_form
from reportgen.returns.filled import FilledTable
from reportgen.returns.filling import fill_form, whole_of
from reportgen.returns.form import Form, Rounding, TextList
from reportgen.returns.form_ids import check_ids
from reportgen.returns.form_keys import nearest
from reportgen.returns.library import Library, built_in_forms
from reportgen.returns.reconciliation import Reconciliation, find_unexplained, reconcile
from reportgen.returns.rounding import round_table

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class FilledList:
    """A list of text a return asks for, its rows in the quarter's order; a blank is “not stated”."""

    declared: TextList
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with its figures, rounded as it prints them; tables and lists the quarter has nothing for are left out."""

    form: Form
    tables: tuple[FilledTable, ...]
    lists: tuple[FilledList, ...]
    checks: tuple[Check, ...]

    @property
    def left_out(self) -> tuple[str, ...]:
        """What the form asks for and the quarter has nothing for."""
        there = {filled.table.sheet for filled in self.tables} | {entry.declared.sheet for entry in self.lists}
        asked = [(table.sheet, table.heading) for table in self.form.tables]
        asked += [(entry.sheet, entry.title) for entry in self.form.lists]
        return tuple(heading for sheet, heading in asked if sheet not in there)


@dataclass(frozen=True, slots=True)
class ReturnFigures:
    """The returns of one quarter: exact figures, to stay inside."""

    forms: tuple[FilledForm, ...]
    reconciliation: Reconciliation

    @property
    def unexplained(self) -> tuple[Problem, ...]:
        """A warning for each difference without a reason."""
        checks = (check for filled in self.forms for check in filled.checks)
        return find_unexplained(checks, self.reconciliation.compared)

    @property
    def closing_line(self) -> str:
        """The last thing a build says: how many differences are unexplained; "" where none is."""
        number = len(self.unexplained)
        if not number:
            return ""
        counted = "1 difference between returns is" if number == 1 else f"{number} differences between returns are"
        return f"Warning: {counted} unexplained; see Checks and Reconciliation in restricted/return.xlsx."


def fill_returns(
    project: Project, facts: RestrictedFacts, inputs: Inputs, earlier: Iterable[Publication] = ()
) -> ReturnFigures:
    """Return every form filled. Raises ProblemsError for mistakes in the council's own form files and settings."""
    forms = Library(project).forms()
    _refuse_unknown(forms, facts)
    filled = tuple(_fill(form, project, facts, inputs) for form in forms)
    used = dict.fromkeys(_facts_used(filled, facts))
    return ReturnFigures(filled, reconcile(facts, inputs, earlier, used))


def fill_checked(form: Form, project: Project, facts: RestrictedFacts, inputs: Inputs) -> FilledForm:
    """Return one form filled, rounded by the project's rule or else its own. Raises ProblemsError for its mistakes."""
    _refuse_unknown((form,), facts)
    return _fill(form, project, facts, inputs)


def _refuse_unknown(forms: Iterable[Form], facts: RestrictedFacts) -> None:
    problems = check_ids(forms, facts, built_in_forms())
    if problems:
        raise ProblemsError(problems)


def _fill(form: Form, project: Project, facts: RestrictedFacts, inputs: Inputs) -> FilledForm:
    exact = fill_form(form, facts)
    rounding = _rounding(project) or form.rounding
    lists = (FilledList(entry, tuple(_text_rows(entry, inputs))) for entry in form.lists)
    return FilledForm(
        form,
        tuple(round_table(filled, rounding) for filled in exact if filled.has_figures),
        tuple(entry for entry in lists if entry.rows),
        check_form(form, exact, facts),
    )


def _rounding(project: Project) -> Rounding | None:
    wanted = project.settings.returns.rounding
    known = [rounding.value for rounding in Rounding]
    if wanted and wanted not in known:
        place = Place(CONFIGURATION, "returns.rounding")
        needed = f"one of {', '.join(known)} is needed"
        raise ProblemsError([Problem(place, f"found '{wanted}'", needed, nearest(wanted, known))])
    return Rounding(wanted) if wanted else None


def _text_rows(declared: TextList, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    for row in inputs.rows(declared.table):
        yield tuple(_text(row.value(column)) for column in declared.columns.values())


def _text(value: Value) -> str:
    if value is None or value == "":
        return NOT_STATED
    if isinstance(value, Symbol):
        return value.meaning
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    return str(value)


def _facts_used(forms: Iterable[FilledForm], facts: RestrictedFacts) -> Iterator[str]:
    """Yield the facts the returns print, and those their tables should add up to."""
    for filled in forms:
        for table in filled.tables:
            for row in table.all_rows:
                for cell in row.cells:
                    yield from (fact_id for _, fact_id in cell.facts)
            for column in table.columns:
                yield from (fact_id for _, fact_id in whole_of(table.table, column, facts).facts)
                everything = filled.form.everything + column.suffix
                if everything in facts:
                    yield everything
