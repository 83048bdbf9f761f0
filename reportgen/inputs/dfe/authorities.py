"""Authorities that were reorganised, and those the DfE has published under more than one code.

Sources: the Local Government Changes orders; the codes that occur in the DfE's releases.
"""

from __future__ import annotations

from dataclasses import dataclass

SAME_AREA = {"E06000060": "E10000002"}
"""Two codes of one authority with one boundary: Buckinghamshire, which the DfE writes both ways."""


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """From which year on an authority exists, and which it came from."""

    year: int
    before: str


REORGANISED = {
    "E06000058": Reorganisation(2019, "Bournemouth, Poole and the Christchurch part of Dorset"),
    "E06000059": Reorganisation(2019, "Dorset with Christchurch, which went to another authority"),
    "E06000061": Reorganisation(2021, "Northamptonshire, which was divided"),
    "E06000062": Reorganisation(2021, "Northamptonshire, which was divided"),
    "E06000063": Reorganisation(2023, "Cumbria, which was divided"),
    "E06000064": Reorganisation(2023, "Cumbria, which was divided"),
}
"""Authorities whose area was another before, so that counts of the earlier ones are not theirs."""

ENDED = {
    "E06000028": "Bournemouth, Christchurch and Poole (E06000058)",
    "E06000029": "Bournemouth, Christchurch and Poole (E06000058)",
    "E10000009": "Dorset (E06000059) and Bournemouth, Christchurch and Poole (E06000058)",
    "E10000021": "North (E06000061) and West Northamptonshire (E06000062)",
    "E10000006": "Cumberland (E06000063) and Westmorland and Furness (E06000064)",
}
"""Authorities that are no more, and who followed."""


def settled(code: str) -> str:
    """Return the code an authority is kept under: one where the DfE uses two."""
    return SAME_AREA.get(code, code)
