"""The third step: every declared indicator, then the changes, then the arithmetic that must hold."""

from __future__ import annotations

import reportgen.facts.indicators  # noqa: F401 (importing it declares every indicator)
from reportgen.facts.changes import add_changes
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.identities import check_identities
from reportgen.facts.ledger import INDICATORS, Ledger
from reportgen.inputs.table import Inputs
from reportgen.project import Settings


def compute_facts(inputs: Inputs, settings: Settings) -> RestrictedFacts:
    """Return every fact of one quarter, exact. Raises ProblemsError naming every identity that does not hold."""
    ledger = Ledger(inputs, settings)
    for declared in INDICATORS.values():
        ledger.run(declared)
    add_changes(ledger)
    check_identities(ledger)
    return RestrictedFacts(ledger.facts.values(), ledger.sums, ledger.reconciliations, ledger.warnings)
