"""The DfE's real files, each read once, and published files made for a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from reportgen.inputs.dfe.importing import Releases, TableRow, read_releases

REAL = (Path(__file__).parents[3] / "../shared/real").resolve()
WHY = "the real data stands beside the repository, in ../shared/real"
AREA = {
    "time_identifier": "Academic year",
    "country_code": "E92000001",
    "country_name": "England",
    "region_code": "E12000008",
    "region_name": "South East",
    "new_la_code": "E06000999",
    "old_la_code": "999",
    "la_name": "Northmere, Borough of",
    "geographic_level": "Local authority",
}
PLACEMENTS = [
    "mainstream_la_maintained",
    "mainstream_la_maintained_resourced_provision",
    "mainstream_la_maintained_senunit",
    "mainstream_academy",
    "mainstream_academy_resourced_provision",
    "mainstream_academy_senunit",
    "mainstream_free_school",
    "mainstream_free_school_resourced_provision",
    "mainstream_free_school_senunit",
    "mainstream_independent",
    "special_la_maintained",
    "special_academy_free",
    "special_independent",
    "special_non_maintained",
    "ap_pru_academy",
    "ap_pru_free_school",
    "ap_pru_la_maintained",
    "general_fe_tertiary_colleges",
    "specialist_post_16_institutions",
    "ukrlp_provider",
    "other_placement_settings",
    "neet",
    "ed_elsewhere",
    "nm_early_years",
    "placement_unknown",
    "await_prov_2022",
    "perm_ex_2022",
]


@cache
def real_releases(*folders: str) -> Releases:
    """Every CSV file of the folders under ``real``, read once."""
    files = [file for folder in folders for file in sorted((REAL / folder).glob("*.csv"))]
    return read_releases((file.name, file.read_bytes()) for file in files)


def published(rows: Sequence[Mapping[str, str]], *, encoding: str = "utf-8-sig") -> bytes:
    """A file as the DfE publishes it, with the columns of the first row."""
    lines = [",".join(rows[0])] + [
        ",".join(f'"{value}"' if "," in value else value for value in row.values()) for row in rows
    ]
    return "\r\n".join([*lines, ""]).encode(encoding)


def caseload_row(
    plans: str, *, year: str = "202425", breakdown: str = "All EHC plans", other: str = "0", **cells: str
) -> dict[str, str]:
    """One row of a caseload file; placements not given are ``other``."""
    topic = "All EHC plans" if breakdown == "All EHC plans" else "Child or young persons age"
    area = AREA | {name: value for name, value in cells.items() if name in AREA}
    placements = {name: cells.get(name, other) for name in PLACEMENTS}
    return {
        "time_period": year,
        **area,
        "breakdown_topic": topic,
        "breakdown": breakdown,
        "ehcplans": plans,
    } | placements


def rows_of(rows: Sequence[TableRow], **codes: str) -> list[str]:
    """The values of the rows with these codes."""
    name = "plans" if "plans" in rows[0] else "value"
    return [row[name] for row in rows if all(row[key] == code for key, code in codes.items())]
