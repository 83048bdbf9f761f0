"""The dated crosswalk from the DfE's placements, ages and needs to the codes of the input tables.

Sources: the DfE's mapping of its SEN2 caseload to the placement categories of the DSG management plan
(``crosswalk_ees_to_dsg``), the data guidance of each release, and the totals of each release, which the shares add up
to for every authority and year. Years are those of the January count.
"""

from __future__ import annotations

from reportgen.codes import ALL
from reportgen.inputs.dfe.form import Group, Part, Share, Ukrlp

_UNITS = ("la_maintained", "academy", "free_school")
_KINDS = ("_resourced_provision", "_senunit")
_WIDE: dict[str, tuple[str, ...]] = {
    "mainstream": tuple(f"mainstream_{school}" for school in _UNITS),
    "rp_unit": tuple(f"mainstream_{school}{kind}" for school in _UNITS for kind in _KINDS),
    "mss": ("special_la_maintained", "special_academy_free"),
    "inmss": ("special_independent", "special_non_maintained"),
    "independent_mainstream": ("mainstream_independent",),
    "ap": ("ap_pru_academy", "ap_pru_free_school", "ap_pru_la_maintained"),
    "post16": ("general_fe_tertiary_colleges",),
    "specialist_post16": ("specialist_post_16_institutions",),
    "early_years": ("nm_early_years",),
    "elsewhere": ("ed_elsewhere",),
    "neet": ("neet",),
    "unknown": ("placement_unknown",),
}
"""Placements of the form with a column for each, by our setting."""

UKRLP_SINCE = 2023
_DATED: dict[str, tuple[Part, ...]] = {
    "post16": (Part("ukrlp_provider", since=UKRLP_SINCE, only=Ukrlp.POST16),),
    "elsewhere": (
        Part("neet", sign=-1),
        Part("other_placement_settings", until=2023),
        Part("await_prov_2022", until=2022),
        Part("perm_ex_2022", until=2022),
        Part("ukrlp_provider", since=UKRLP_SINCE, only=Ukrlp.OTHER),
    ),
}
"""Parts that were in the total in some years only, or that are inside another part."""

_LABELS: dict[str, tuple[str, ...]] = {
    "mainstream": ("Mainstream - LA maintained", "Mainstream - academy", "Mainstream - free school"),
    "rp_unit": tuple(
        f"Mainstream - {school} ({kind})"
        for school in ("LA maintained", "academy", "free school")
        for kind in ("resourced provision", "SEN unit")
    ),
    "mss": ("Special - LA maintained", "Special - Academy/free schools"),
    "inmss": ("Special - independent", "Special - non-maintained"),
    "independent_mainstream": ("Mainstream - independent",),
    "ap": ("AP/PRU - academy", "AP/PRU - free school", "AP/PRU - LA maintained"),
    "post16": ("FE - general FE and tertiary colleges",),
    "specialist_post16": ("FE - specialist post-16 institutions",),
    "early_years": ("Non-maintained early years",),
    "elsewhere": ("Educated elsewhere - total",),
    "neet": ("Educated elsewhere - NEET",),
    "unknown": ("Placement not recorded",),
}
"""The same placements as breakdowns of the file by need."""

_LONG: dict[str, tuple[str, ...]] = {
    "mainstream": ("Mainstream - LA maintained", "Mainstream - Academy", "Mainstream - Free school"),
    "rp_unit": tuple(
        f"Mainstream - {school} - {kind}"
        for school in ("LA maintained", "Academy", "Free school")
        for kind in ("Resourced provision", "SEN unit")
    ),
    "mss": ("Special - LA maintained", "Special - Academy/free"),
    "inmss": ("Special - Independent", "Special - Non-maintained"),
    "independent_mainstream": ("Mainstream - Independent",),
    "ap": ("AP/PRU - LA maintained", "AP/PRU - Academy", "AP/PRU - Free school", "Hospital School"),
    "post16": ("General FE and tertiary colleges/HE", "Other FE", "Sixth form college"),
    "specialist_post16": ("Specialist post-16 institutions",),
    "early_years": ("Non-maintained early years",),
    "elsewhere": ("Elsewhere", "Other"),
    "neet": ("NEET",),
}
"""Placements of the form with a row for each. Hospital schools were counted apart; later years have them in special."""

_NEEDS = {
    "ASD": "number_asd",
    "HI": "number_hi",
    "MLD": "number_mld",
    "MSI": "number_msi",
    "PD": "number_pd",
    "PMLD": "number_pmld",
    "SEMH": "number_semh",
    "SLCN": "number_slcn",
    "SLD": "number_sld",
    "SPLD": "number_spld",
    "VI": "number_vi",
    "OTH": "number_oth",
    "NOTREC": "number_need_unknown",
}

_AGES = {
    "0-4": ("under 3", "age 3", "age 4"),
    "5-10": tuple(f"age {age}" for age in range(5, 11)),
    "11-15": tuple(f"age {age}" for age in range(11, 16)),
    "16-19": tuple(f"age {age}" for age in range(16, 20)),
    "20-25": tuple(f"age {age}" for age in range(20, 26)),
}
_LONG_AGES = {"0 to 5": "0-4", "6 to 10": "5-10", "11 to 15": "11-15", "16 to 19": "16-19", "20 to 25": "20-25"}
"""The bands of the older form beside ours; the first two are other bands, so ours are not available."""
_OTHER_BANDS = ("0 to 5", "6 to 10")

_NEET = (
    "plans of young people not in education, employment or training stand inside 'educated elsewhere' in the DfE's "
    "table and are counted apart here"
)
_UKRLP = {
    Ukrlp.OTHER: "at providers of the UK register (UKRLP): counted as educated elsewhere, in Other, as in the DfE's "
    "own mapping; its tables have them in further education; --ukrlp post16 counts them there",
    Ukrlp.POST16: "at providers of the UK register (UKRLP): counted as further education, as in the DfE's tables; "
    "its mapping to the DSG management plan has them in Other",
}


def ukrlp_note(choice: Ukrlp) -> str:
    """Return the sentence on where UKRLP providers are counted."""
    return _UKRLP[choice]


def _row(**values: str) -> dict[str, str]:
    return {"setting": ALL, "age_band": ALL, "primary_need": ALL, **values}


def _total(column: str) -> Group:
    part = Part(column)
    return Group("plans", part, (Share(_row(), (part,)),))


def wide_caseload(column: str = "ehcplans") -> tuple[Group, ...]:
    """Return the groups of the caseload with a column for each placement and a row for each year of age."""
    placements = tuple(
        Share(
            _row(setting=setting),
            tuple(Part(name, since=2023 if setting == "unknown" else 2000) for name in columns)
            + _DATED.get(setting, ()),
            note=_NEET if setting == "neet" else "",
        )
        for setting, columns in _WIDE.items()
    )
    ages = tuple(
        Share(_row(age_band=band), tuple(Part(column, breakdown=age) for age in labels))
        for band, labels in _AGES.items()
    )
    return (
        _total(column),
        Group("placements", Part(column), placements, unrecorded="unknown"),
        Group("ages", Part(column), ages, since=2024),
    )


def caseload_by_need(column: str = "ehc_plans") -> tuple[Group, ...]:
    """Return the groups of the caseload by need: all plans, and each placement, by its need."""
    needs = tuple(Share(_row(primary_need=need), (Part(name),)) for need, name in _NEEDS.items())
    placements = tuple(Share(_row(setting=setting), _labelled(setting, column)) for setting in _LABELS)
    crossed = tuple(
        Share(_row(setting=setting, primary_need=need), _labelled(setting, name))
        for setting in _LABELS
        for need, name in _NEEDS.items()
    )
    return (
        _total(column),
        Group("needs", Part(column), needs),
        Group("placements by need", Part(column), placements, unrecorded="unknown"),
        Group("placements and needs", Part(column), crossed, absent_by="placements by need", unrecorded="unknown"),
    )


def _labelled(setting: str, column: str) -> tuple[Part, ...]:
    parts = tuple(Part(column, breakdown=label) for label in _LABELS[setting])
    if setting == "elsewhere":
        return (
            *parts,
            Part(column, breakdown=_LABELS["neet"][0], sign=-1),
            Part(column, breakdown="FE - UKRLP provider", only=Ukrlp.OTHER),
        )
    if setting == "post16":
        return (*parts, Part(column, breakdown="FE - UKRLP provider", only=Ukrlp.POST16))
    return parts


def long_placements(column: str = "total_ehc") -> tuple[Group, ...]:
    """Return the groups of the older form with a row for each kind of establishment."""
    shares = tuple(
        Share(_row(setting=setting), tuple(Part(column, breakdown=label) for label in labels))
        for setting, labels in _LONG.items()
    )
    return (_total(column), Group("placements", Part(column), shares, since=2015))


def long_ages(column: str = "total_ehc") -> tuple[Group, ...]:
    """Return the groups of the older form with a row for each age band; two of its bands are none of ours."""
    shares = tuple(
        Share(_row(age_band=band), (Part(column, breakdown=label),), unlike=label if label in _OTHER_BANDS else "")
        for label, band in _LONG_AGES.items()
    )
    return (_total(column), Group("ages", Part(column), shares, since=2015))
