"""The short code lists that belong to one or two input tables only."""

from __future__ import annotations

from reportgen.codes import Code

STATUS_OF_COUNT = (
    Code("published", "Published by the DfE at this level"),
    Code("local", "The council's own count"),
)

PEOPLE_KINDS = (
    Code("chair", "Chair"),
    Code("member", "Member"),
    Code("officer", "Officer"),
    Code("guest", "Guest"),
)

DISCUSSION_KINDS = (
    Code("question", "Question"),
    Code("answer", "Answer"),
    Code("comment", "Comment"),
    Code("resolution", "Resolution"),
    Code("action", "Action"),
)

SCREENING_KINDS = (Code("name", "Name of a person"), Code("school", "Name of a school"), Code("other", "Other word"))

AREA_TYPES = (
    Code("england", "England"),
    Code("region", "Region"),
    Code("neighbour", "Statistical neighbour"),
)

DSG_LINES = (
    Code("opening_balance", "Opening balance"),
    Code("income", "Income"),
    Code("block_transfer", "Transfer between blocks"),
    Code("expenditure", "Expenditure"),
    Code("other", "Other movement"),
    Code("savings_target", "Savings target with nothing behind it"),
)

DSG_BLOCKS = (
    Code("high_needs", "High needs block"),
    Code("schools", "Schools block"),
    Code("central", "Central school services block"),
    Code("early_years", "Early years block"),
    Code("total", "All blocks"),
)

RECOUPMENT = (Code("gross", "Before recoupment"), Code("net", "After recoupment"))

SPEND_MEASURES = (Code("budget", "Budget"), Code("forecast", "Forecast"), Code("actual", "Actual"))

S251_PHASES = (
    Code("early_years_establishments", "Early years establishments"),
    Code("primary_schools", "Primary schools"),
    Code("secondary_schools", "Secondary schools"),
    Code("sen_and_special_schools", "SEN and special schools"),
    Code("pupil_referral_units_and_alt_provision", "Pupil referral units and alternative provision"),
    Code("post_16", "Post-16"),
    Code("total", "All phases"),
)

S251_KINDS = (Code("gross", "Gross expenditure"), Code("income", "Income"))

S251_BASES = (Code("budget", "Budget"), Code("outturn", "Outturn"))

MECHANISMS = (
    Code("avoid_new_plan", "Avoid a new plan"),
    Code("divert_new_placement", "Divert a new placement"),
    Code("move_existing", "Move existing placements"),
    Code("cease_earlier", "Cease a plan earlier"),
)

OPPORTUNITY_BASES = (Code("computed", "Worked out here"), Code("supplied", "Supplied by someone else"))

ENTRIES = (Code("september", "Each September"), Code("through_year", "Evenly through the year"))

BENEFIT_TYPES = (Code("cost_avoidance", "Cost avoidance"), Code("cashable", "Cashable saving"))

SAVING_STATUSES = (
    Code("identified", "Identified"),
    Code("planned", "Planned"),
    Code("in_delivery", "In delivery"),
    Code("evidenced", "Evidenced"),
    Code("validated", "Validated by finance"),
)

QUESTION_KINDS = (
    Code("single", "One answer"),
    Code("multiple", "Several answers"),
    Code("scale", "Scale"),
    Code("text", "Own words"),
)

SURVEY_CHARTS = (Code("bar", "Bar chart"), Code("pie", "Pie chart"), Code("none", "No chart"))

GRANT_MEASURES = (
    Code("applied_for", "Applied for"),
    Code("awarded", "Awarded"),
    Code("received", "Received"),
    Code("planned", "Planned"),
    Code("committed", "Committed"),
    Code("spent", "Spent since the award"),
    Code("forecast", "Forecast"),
    Code("carried_forward", "Carried forward"),
)

ACTION_STATUSES = (
    Code("open", "Open"),
    Code("in_progress", "In progress"),
    Code("complete", "Complete"),
    Code("superseded", "Superseded"),
)
