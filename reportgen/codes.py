"""The code lists of the quarterly inputs, each in its published order.

Source: data dictionary, DfE SEN2 guide (needs, settings), DfE DSG management plan (placement
categories), DfE open data standards (symbols).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Code:
    """One code with the label officers may write instead of it."""

    code: str
    label: str
    short: str = ""
    dsg: str = ""

    @property
    def short_label(self) -> str:
        """The label for charts and narrow columns."""
        return self.short or self.label


class Symbol(Enum):
    """Why a value is not a number (DfE open data standards). A symbol is never zero and never blank."""

    NOT_APPLICABLE = "z"
    NOT_AVAILABLE = "x"
    CONFIDENTIAL = "c"
    LOW = "low"
    UNRELIABLE = "u"

    @property
    def text(self) -> str:
        """As printed for people: ``[c]``."""
        return f"[{self.value}]"

    @property
    def meaning(self) -> str:
        """The words that explain the symbol under a table."""
        return _SYMBOL_MEANINGS[self]


_SYMBOL_MEANINGS = {
    Symbol.NOT_APPLICABLE: "not applicable",
    Symbol.NOT_AVAILABLE: "not available",
    Symbol.CONFIDENTIAL: "hidden so that no child can be recognised",
    Symbol.LOW: "rounds to zero but is not zero",
    Symbol.UNRELIABLE: "too unreliable to use",
}

OUTGOING = ("publish", "meeting")
"""The folders of a pack whose files may leave the council."""

NOT_FOR_PUBLICATION = "Not for publication"
"""How everything that stays inside is marked (Local Government Act 1972, section 100B(5), for exempt reports)."""

ALL = "all"
"""In a filter column: the total over that filter."""

SETTINGS = (
    Code("none", "No EHC plan (SEN Support)", "SEN Support, no plan"),
    Code("mainstream", "Mainstream school or academy", "Mainstream", "MmSoA"),
    Code("rp_unit", "Resourced provision or SEN unit", "Resourced provision or unit", "RPSEN"),
    Code("mss", "Maintained special school or special academy", "Maintained special", "MdSSA"),
    Code("inmss", "Independent or non-maintained special school", "Independent or non-maintained special", "NMISS"),
    Code("independent_mainstream", "Independent mainstream school", "Independent mainstream", "NMISS"),
    Code("ap", "Hospital school or alternative provision", "Hospital or alternative provision", "HspAP"),
    Code("post16", "Further education or sixth form college", "Further education", "P16FE"),
    Code("specialist_post16", "Specialist post-16 institution", "Specialist post-16", "P16FE"),
    Code("early_years", "Non-maintained early years", "Early years", "OTHER"),
    Code(
        "elsewhere",
        "Educated elsewhere (elective home education, EOTAS, other arrangements)",
        "Educated elsewhere",
        "OTHER",
    ),
    Code("neet", "Not in education, employment or training", "Not in education or work", "OTHER"),
    Code("unknown", "Placement not recorded", "Not recorded", "OTHER"),
)

AGE_BANDS = (
    Code("0-4", "Under 5"),
    Code("5-10", "Age 5 to 10"),
    Code("11-15", "Age 11 to 15"),
    Code("16-19", "Age 16 to 19"),
    Code("20-25", "Age 20 to 25"),
)

AGE_REFERENCE = "Age on 31 August"
"""How a column of age bands is headed: the day ages are counted at (DfE SEN2 guide)."""

NEEDS = (
    Code("ASD", "Autistic spectrum disorder"),
    Code("HI", "Hearing impairment"),
    Code("MLD", "Moderate learning difficulty"),
    Code("MSI", "Multi-sensory impairment"),
    Code("PD", "Physical disability"),
    Code("PMLD", "Profound and multiple learning difficulty"),
    Code("SEMH", "Social, emotional and mental health"),
    Code("SLCN", "Speech, language and communication needs"),
    Code("SLD", "Severe learning difficulty"),
    Code("SPLD", "Specific learning difficulty"),
    Code("VI", "Visual impairment"),
    Code("DS", "Down syndrome"),
    Code("OTH", "Other difficulty or disability"),
    Code("UKN", "SEN support but no specialist assessment of type of need", "No specialist assessment"),
    Code("NOTREC", "Primary need not recorded", "Not recorded"),
)

SCENARIOS = (
    Code("actual", "Actual"),
    Code("forecast", "Forecast"),
    Code("unmitigated", "Unmitigated forecast", "Unmitigated"),
    Code("mitigated", "Mitigated forecast", "Mitigated"),
)

RAG = (
    Code("red", "Red", "▲"),
    Code("amber", "Amber", "◆"),
    Code("green", "Green", "●"),
    Code("complete", "Complete", "✔"),
)

FLOW_MEASURES = (
    Code("requests_received", "Requests for assessment received"),
    Code("requests_refused", "Requests for assessment refused"),
    Code("assessments_completed", "Assessments completed"),
    Code("decisions_to_issue", "Decisions to issue a plan"),
    Code("plans_issued", "New plans issued"),
    Code("plans_issued_20_weeks", "New plans issued within 20 weeks"),
    Code("plans_issued_excluding_exceptions", "New plans issued, exceptions left out"),
    Code(
        "plans_issued_20_weeks_excluding_exceptions",
        "New plans issued within 20 weeks, exceptions left out",
    ),
    Code("plans_ceased", "Plans ceased"),
    Code("transfers_in", "Plans transferred in from other areas"),
    Code("transfers_out", "Plans transferred out to other areas"),
    Code("appeals_registered", "Appeals registered"),
    Code("annual_reviews_due", "Annual reviews due"),
    Code("annual_reviews_completed", "Annual reviews completed"),
)


def label_of(codes: tuple[Code, ...], code: str) -> str:
    """Return the label of a code, or the code itself where the list does not know it."""
    return next((known.label for known in codes if known.code == code), code)
