"""Declaration: what other returns and published statements say of the pack's own figures."""

from __future__ import annotations

from reportgen.codes import Code
from reportgen.inputs.table import Carry, Column, Kind, TableDeclaration

REPORT_SOURCES = (
    Code("dsg_plan", "DSG management plan as sent"),
    Code("s251_budget", "Section 251 budget as sent"),
    Code("s251_outturn", "Section 251 outturn as sent"),
    Code("dsg_note_draft", "DSG note, draft accounts"),
    Code("dsg_note", "DSG note, published accounts"),
    Code("s151_assurance", "Chief finance officer's assurance"),
    Code("revenue_outturn", "Revenue outturn"),
    Code("accounts", "Published accounts"),
    Code("sen2", "SEN2 return as sent"),
    Code("dfe_publication", "DfE publication"),
    Code("last_paper", "Last paper"),
    Code("other", "Another statement"),
)

REASON_KINDS = (
    Code("basis", "Basis"),
    Code("date", "Date"),
    Code("definition", "Definition"),
    Code("rounding", "Rounding"),
    Code("correction", "Correction"),
)

REPORTED = TableDeclaration(
    "reported",
    "What another return or a published statement says of one of this pack's figures, one row for each. The "
    "reconciliation of the returns compares them: a difference without a reason is unexplained.",
    (
        Column(
            "fact",
            Kind.TEXT,
            "The id of the figure, with the period it is of.",
            required=True,
            aliases=("figure", "fact id"),
            example="dsg.closing.actual@2024-25",
        ),
        Column(
            "source",
            Kind.CODE,
            "Where it is stated.",
            required=True,
            aliases=("statement", "return"),
            codes=REPORT_SOURCES,
        ),
        Column(
            "value",
            Kind.NUMBER,
            "The number stated there, in full: pounds or plans.",
            required=True,
            aliases=("amount", "number", "stated"),
            allows_symbol=True,
        ),
        Column("as_of", Kind.DATE, "The day it is of, where it is not the paper's.", aliases=("as at", "date")),
        Column("reason_kind", Kind.CODE, "What kind of reason a difference has.", codes=REASON_KINDS),
        Column("reason", Kind.TEXT, "Why it differs, in a sentence.", aliases=("note",)),
    ),
    key=("fact", "source"),
    carry=Carry.HISTORY,
)
