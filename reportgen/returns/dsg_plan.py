"""The EHC plan tables of the DfE's dedicated schools grant (DSG) management plan, as declarations.

Labels and order: template version 5 (2022-23). Version 10 has not been seen here, so the workbook says
“check labels against your copy”. Spellings are the template's own. Ages are whole years on 31 August before the
academic year; a column is the January census of its year. The template has no row for Down syndrome (counted with
“other”, as the DfE does in its own statistics) and none for plans whose need is not recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.codes import AGE_BANDS
from reportgen.returns.form import Form, FormRow, FormTable


@dataclass(frozen=True, slots=True)
class _Category:
    code: str
    title: str
    age_bands: tuple[str, ...] = tuple(band.code for band in AGE_BANDS)


_CATEGORIES = (
    _Category("MmSoA", "Mainstream schools or academies placements"),
    _Category("RPSEN", "Resourced provision or SEN Units placements"),
    _Category("MdSSA", "Maintained special schools or special academies placements"),
    _Category("NMISS", "Non-maintained special schools or independent (NMSS or independent) placements"),
    _Category("HspAP", "Hospital schools or alternative provision (AP) placements"),
    _Category("P16FE", "Post 16 and further education (FE) placements", ("16-19", "20-25")),
    _Category("OTHER", "Other placements or direct payments"),
)

_AGE_LABELS = {
    "0-4": "Under 5",
    "5-10": "Age 5 to 10",
    "11-15": "Age 11 to 15",
    "16-19": "Age 16 to 19",
    "20-25": "Age 20 to 25",
}

_NEED_LABELS = {
    "ASD": "Autistic Spectrum Disorder",
    "HI": "Hearing Impairment",
    "MLD": "Moderate Learning Difficulty",
    "MSI": "Multi- Sensory Impairment",
    "PD": "Physical Disability",
    "PMLD": "Profound & Multiple Learning Difficulty",
    "SEMH": "Social, Emotional and Mental Health",
    "SLCN": "Speech, Language and Communications needs",
    "SLD": "Severe Learning Difficulty",
    "SPLD": "Specific Learning Difficulty",
    "VI": "Visual Impairment",
    "OTH": "Other Difficulty/Disability",
    "UKN": "SEN support but no specialist assessment of type of need",
}

_COUNTED_WITH = {"OTH": ("OTH", "DS")}
"""Template rows that hold more than one SEN2 code: Down syndrome has no row of its own."""


def _age_table(category: _Category) -> FormTable:
    prefix = f"plans.dsg.{category.code.lower()}"
    left_out = tuple(band.code for band in AGE_BANDS if band.code not in category.age_bands)
    return FormTable(
        sheet=f"{category.code} age",
        section=category.title,
        title="Number of EHCPs by age group",
        rows=tuple(FormRow(_AGE_LABELS[band], (f"{prefix}.age.{band}",)) for band in category.age_bands),
        total_label="Total number by Age Group",
        whole=prefix,
        beside=tuple(f"{prefix}.age.{band}" for band in left_out),
        beside_reason="this sheet of the template asks for the post-16 age groups alone" if left_out else "",
        notes=("Age is whole years on 31 August before the academic year.",),
    )


def _need_table(category: _Category) -> FormTable:
    prefix = f"plans.dsg.{category.code.lower()}"
    return FormTable(
        sheet=f"{category.code} need",
        section=category.title,
        title="Number of EHCPs by primary need",
        rows=tuple(
            FormRow(label, tuple(f"{prefix}.need.{need.lower()}" for need in _COUNTED_WITH.get(code, (code,))))
            for code, label in _NEED_LABELS.items()
        ),
        total_label="Total number of EHCPs by primary need",
        whole=prefix,
        beside=(f"{prefix}.need.notrec",),
        beside_reason="plans whose primary need is not recorded have no row in the template",
        notes=(
            "Down syndrome has no row in the template and is counted with other difficulty or disability.",
            "Plans whose primary need is not recorded have no row in the template; the checks sheet counts them.",
        ),
    )


FORM = Form(
    name="dsg-plan",
    title="DSG management plan: EHC plans by placement, age and need",
    source="DfE DSG management plan template, version 5 (2022-23)",
    tables=tuple(table(category) for category in _CATEGORIES for table in (_age_table, _need_table)),
)
