"""What each theme brings: the matrix grouped by theme, adding up to the whole."""

from __future__ import annotations

from reportgen.facts.identifiers import identifier
from reportgen.facts.indicators._matrix import added_words, cases_of, matrix_years, record_total, suffix
from reportgen.facts.indicators.opportunity_totals import steady_state_ids
from reportgen.facts.indicators.opportunity_years import saving_id
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.matrix_rows import MatrixRow, matrix_of
from reportgen.facts.units import CHILDREN, POUNDS, POUNDS_PER_YEAR, Unit

NO_THEME = "no-theme"


def themed_rows(ledger: Ledger) -> dict[str, tuple[str, list[MatrixRow]]]:
    """Return the matrix by theme: id → title and rows. Declared themes in their order, others as they first appear."""
    rows = matrix_of(ledger.inputs).rows
    declared = sorted(ledger.inputs.rows("themes"), key=lambda theme: theme.amount("order") or 0)
    found: dict[str, tuple[str, list[MatrixRow]]] = {}
    for theme in declared:
        found[identifier(theme.text("id"))] = (theme.text("title"), [])
    titles = {identifier(title): theme_id for theme_id, (title, _) in found.items()}
    for row in rows:
        named = identifier(row.theme) if row.theme else NO_THEME
        theme_id = named if named in found else titles.get(named, named)
        found.setdefault(theme_id, (row.theme or "No theme given", []))[1].append(row)
    return {theme_id: group for theme_id, group in found.items() if group[1]}


def _by_theme(ledger: Ledger, measure: str, unit: Unit, label: str) -> None:
    for case in cases_of(matrix_of(ledger.inputs).rows):
        parts = []
        for theme, (title, rows) in themed_rows(ledger).items():
            ids = steady_state_ids(ledger, rows, measure, case)
            if ids:
                name = f"theme.{theme}.{measure}{suffix(case)}"
                words = f"{title}: {label} ({case})"
                parts.append(record_total(ledger, name, ids, unit, words, basis=added_words(rows)).id)
        if parts:
            ledger.add_sum(f"opportunities.{measure}{suffix(case)}", tuple(parts), "themes add up to the matrix")


@indicator("theme.steady_state_children", title="Children at steady state, by theme")
def theme_steady_state_children(ledger: Ledger) -> None:
    """Children benefiting at one time once the opportunities of a theme are fully worked through. Children counted in
    two rows are taken off once.

    How to read: The themes add up to the whole matrix.
    Caveat: It is a modelled estimate and not the number benefiting today.
    A member may ask: Which theme reaches most children? Compare the themes, all at steady state.
    """
    _by_theme(ledger, "steady_state_children", CHILDREN, "children at steady state")


@indicator("theme.steady_state_saving", title="Saving a year at steady state, by theme")
def theme_steady_state_saving(ledger: Ledger) -> None:
    """Pounds saved in each year once the opportunities of a theme are fully worked through. Children counted in two
    rows are taken off once.

    How to read: It is an amount for each year, not for this year. The themes add up to the whole matrix.
    Caveat: It may add cost avoidance and cashable savings together; what it adds is said with it.
    A member may ask: Is the focus too secondary? What about early years? Each theme names the opportunities it holds.
    """
    _by_theme(ledger, "steady_state_saving", POUNDS_PER_YEAR, "saving a year at steady state")


@indicator("theme.saving", title="Saving in each financial year, by theme")
def theme_saving(ledger: Ledger) -> None:
    """Pounds saved in one financial year by the opportunities of a theme, children counted in two rows taken off.

    How to read: This is the amount for one year. The themes add up to the whole matrix.
    Caveat: It is a modelled estimate. Rows supplied by others state no years and are not in it.
    A member may ask: Which theme pays first? The one whose amounts are largest in the nearest years.
    """
    matrix = matrix_of(ledger.inputs)
    groups = themed_rows(ledger)
    for year in matrix_years(ledger.inputs, matrix):
        for case in cases_of(row for row, _ in matrix.computed):
            parts = []
            for theme, (title, rows) in groups.items():
                computed = [row for row in rows if row.opportunity is not None]
                if computed:
                    name = f"theme.{theme}.saving{suffix(case)}@{year}"
                    ids = [saving_id(row, case, year) for row in computed]
                    words = f"{title}: saving in the year ({case})"
                    total = record_total(ledger, name, ids, POUNDS, words, period=str(year), own=str(year),
                                         basis=added_words(computed))  # fmt: skip
                    parts.append(total.id)
            ledger.add_sum(f"opportunities.saving{suffix(case)}@{year}", tuple(parts), "themes add up to the matrix")
