"""The modules of the SEN2 person-level return, as COLLECT and case systems export them.

Sources: DfE SEN2 guide and specification 2025 (fields), COLLECT's Blade export (file and key names), and the tabs m1 to
m5 of case systems. Names are compared without regard to case, spaces and underscores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Module:
    """One module. ``fields`` are read, by what they are used as; ``needed`` without which it is no such module.

    ``names`` are the ends of file names and the names of tabs.
    """

    name: str
    names: tuple[str, ...]
    needed: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unread: str = ""


PERSON_KEY = ("persontableid", "personid")
REQUEST_KEY = ("requeststableid", "requestsrecordid", "requestid", "requestsid")
ASSESSMENT_KEY = ("assessmenttableid",)
ACTIVE_KEY = ("activeplanstableid",)

SEN2 = Module("sen2", ("sen2", "m0"), ("referencedate",), {"referencedate": "census_date"})
PERSON = Module(
    "person",
    ("person", "m1"),
    ("personbirthdate",),
    {"personbirthdate": "age at 31 August before the academic year"},
    "surname, forename, postcode, UPN and ULN are not kept: whether a UPN or ULN is there is all that is looked at",
)
REQUESTS = Module(
    "requests",
    ("requests", "m2"),
    ("receiveddate",),
    {
        "receiveddate": "requests_received, by calendar year",
        "requestoutcome": "requests_refused where N",
        "requestoutcomedate": "the year of a refusal",
    },
)
ASSESSMENT = Module(
    "assessment",
    ("assessment", "m3"),
    ("assessmentoutcome",),
    {
        "assessmentoutcome": "assessments_completed where Y or N, decisions_to_issue where Y",
        "assessmentoutcomedate": "the year of a decision",
        "week20": "plans_issued_excluding_exceptions where it is not set",
    },
)
NAMED_PLAN = Module(
    "namedplan",
    ("namedplan", "m4", "m4a"),
    ("startdate",),
    {
        "startdate": "plans_issued, and within 20 weeks where at most 140 days after the request",
        "ceasedate": "plans_ceased; a plan that ceased by the census is not counted",
    },
)
ACTIVE_PLANS = Module("activeplans", ("activeplans", "m5", "m5a"), (), {"(a row)": "a plan maintained at the census"})
PLACEMENT = Module(
    "placementdetail",
    ("placementdetail", "m5", "m5b"),
    ("sensetting",),
    {
        "senunitindicator, resourcedprovisionindicator": "rp_unit",
        "urn, ukprn": "the setting of the schools list",
        "sensetting": "elsewhere, early_years or neet, where there is no school",
        "placementrank": "1, the first placement, is used",
        "entrydate, leavingdate": "open at the census",
    },
)
NEED = Module(
    "senneed",
    ("senneed", "m5", "m5c"),
    ("sentype",),
    {"sentype": "primary_need; none is NOTREC", "sentyperank": "1, the primary need, is used"},
)

MODULES = (SEN2, PERSON, REQUESTS, ASSESSMENT, NAMED_PLAN, ACTIVE_PLANS, PLACEMENT, NEED)
PLANS_NEED = (SEN2, PERSON, REQUESTS, ACTIVE_PLANS, PLACEMENT, NEED)
"""The modules plans are made of."""

REFUSED, AGREED = ("n",), ("y",)
"""Outcome codes. The DfE's guide may add others; the report says which were met."""

TWENTY_WEEKS = 140
"""Days."""
