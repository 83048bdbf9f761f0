"""Every published form that is known. A year whose file looks different is one more entry here, or one more heading.

Headings and breakdowns are compared without regard to case; a file may hold more columns than its form names.
"""

from __future__ import annotations

from reportgen.inputs.dfe.crosswalk import caseload_by_need, long_ages, long_placements, wide_caseload
from reportgen.inputs.dfe.form import Figure, Form, Group, Part, Share, Time

_AREA = ("time_period", "time_identifier", "geographic_level", "country_name", "region_code", "new_la_code", "la_name")


def _flow(**measures: str) -> tuple[Group, ...]:
    return tuple(
        Group(measure, Part(column), (Share({"measure": measure}, (Part(column),)),))
        for measure, column in measures.items()
    )


CASELOAD = Form(
    "EHC plans each January by placement and age",
    "caseload",
    (*_AREA, "breakdown", "ehcplans", "mainstream_academy", "ed_elsewhere"),
    Time.ACADEMIC_YEAR,
    "breakdown",
    "All EHC plans",
    wide_caseload(),
    topic="breakdown_topic",
    topics=("All EHC plans", "Child or young persons age"),
    comparators={"ehcplans": "plans.total"},
    notes=(
        "the count is that of January in the second year of time_period; the day is nominal, 15 January",
        "the DfE's total holds other placements and awaiting provision up to January 2022, other placements and "
        "placement not recorded in January 2023, and placement not recorded from January 2024: each is counted in the "
        "years it was a part",
        "maintained special schools and special academies are one setting, so a school that converts does not look "
        "like children moving",
    ),
)
NEEDS = Form(
    "EHC plans each January by primary need",
    "caseload",
    (*_AREA, "breakdown", "ehc_plans", "number_asd", "number_need_unknown"),
    Time.ACADEMIC_YEAR,
    "breakdown",
    "All EHC plans",
    caseload_by_need(),
    topic="breakdown_topic",
    topics=("All EHC plans", "Type of placement"),
    notes=(
        "Down syndrome is counted under other difficulty or disability in the DfE's table by need",
        "'primary need not recorded' is NOTREC here; it is not the DfE's 'SEN support but no specialist assessment'",
    ),
)
LONG_PLACEMENTS = Form(
    "EHC plans each January, a row for each kind of establishment",
    "caseload",
    (*_AREA, "estab", "total_ehc"),
    Time.JANUARY,
    "estab",
    "Total",
    long_placements(),
    notes=(
        "statements of special educational needs, which ended in 2018, are not plans and are not counted",
        "hospital schools count as alternative provision up to this form; later files have them in special schools",
    ),
)
LONG_AGES = Form(
    "EHC plans each January, a row for each age band",
    "caseload",
    (*_AREA, "age", "total_ehc"),
    Time.JANUARY,
    "age",
    "Total",
    long_ages(),
    notes=("statements of special educational needs, which ended in 2018, are not plans and are not counted",),
)
REQUESTS = Form(
    "Requests for assessment in a calendar year",
    "flow",
    (*_AREA, "breakdown", "requests_received_in_year", "requests_decided_not_to_assess"),
    Time.CALENDAR_YEAR,
    "breakdown",
    "All requests for EHC needs assessments",
    _flow(requests_received="requests_received_in_year", requests_refused="requests_decided_not_to_assess"),
    topic="breakdown_topic",
    topics=("All requests for EHC needs assessments",),
    comparators={"requests_received_in_year": "requests_received"},
)
ASSESSMENTS = Form(
    "Assessments in a calendar year",
    "flow",
    (*_AREA, "breakdown", "assess_in_year", "assess_issued"),
    Time.CALENDAR_YEAR,
    "breakdown",
    "All EHC needs assessments",
    _flow(assessments_completed="assess_in_year", decisions_to_issue="assess_issued"),
    topic="breakdown_topic",
    topics=("All EHC needs assessments",),
    notes=("decisions_to_issue counts decisions made in the year, whenever the plan then started",),
)
TIMELINESS = Form(
    "Plans issued and the 20 weeks, in a calendar year",
    "flow",
    (*_AREA, "breakdown", "plans_issued_den", "plans_issued_within_20_weeks"),
    Time.CALENDAR_YEAR,
    "breakdown",
    "All EHC plans issued",
    _flow(
        plans_issued="plans_issued_den",
        plans_issued_20_weeks="plans_issued_within_20_weeks",
        plans_issued_excluding_exceptions="plans_issued_den_ex",
        plans_issued_20_weeks_excluding_exceptions="plans_issued_20_weeks_ex",
    ),
    topic="breakdown_topic",
    topics=("All EHC plans issued",),
    comparators={
        "pc_plans_issued_within_20_weeks": "flow.timeliness_20_weeks",
        "pc_plans_issued_20_weeks_ex": "flow.timeliness_20_weeks_excluding_exceptions",
    },
    notes=("plans_issued is the number the 20 weeks are measured on",),
)
CEASED = Form(
    "Plans ceased in a calendar year",
    "flow",
    (*_AREA, "breakdown", "total_ceased", "max_age", "needs_met"),
    Time.CALENDAR_YEAR,
    "breakdown",
    "All ceased EHC plans",
    _flow(plans_ceased="total_ceased"),
    topic="breakdown_topic",
    topics=("All ceased EHC plans",),
    notes=("plans_ceased holds plans transferred to another authority",),
)
NEW_PLANS = Form(
    "New plans started in a calendar year",
    "figures",
    (*_AREA, "breakdown", "new_ehc_plans", "mainstream_academy"),
    Time.CALENDAR_YEAR,
    "breakdown",
    "New EHC plans",
    topic="breakdown_topic",
    topics=("New EHC plans",),
    figures=(
        Figure(
            "new_plans",
            "New EHC plans started",
            "new_ehc_plans",
            "Plans whose start date is in the calendar year. It is neither the number of plans issued that the 20 "
            "weeks are measured on, nor the number of decisions to issue a plan.",
        ),
    ),
    notes=(
        "new plans started go into figures, apart from plans_issued (the 20 weeks) and decisions_to_issue: three "
        "counts with three definitions",
    ),
)

FORMS = (
    CASELOAD,
    NEEDS,
    REQUESTS,
    ASSESSMENTS,
    TIMELINESS,
    CEASED,
    NEW_PLANS,
    LONG_PLACEMENTS,
    LONG_AGES,
)
"""Newest first: where two files give one count, the earlier entry's is used."""
