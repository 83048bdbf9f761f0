"""Warnings about a quarter built again: what the two packs hide and give away together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.assurance.audit import audit_facts
from reportgen.errors import Place, Problem, Severity
from reportgen.facts.earlier import Publication
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.last_build import LastBuild, is_same


def warn_of_last_build(
    published: PublishedFacts,
    built: LastBuild,
    restricted: RestrictedFacts,
    threshold: int,
    earlier: Sequence[Publication],
    place: Place,
) -> Iterator[Problem]:
    """Yield a warning for each table that gives a hidden number away beside the pack built before.

    It does not stop the build: that pack may never have left the house. Both may be read where it has.
    """
    if is_same(published, built):
        return
    found = audit_facts(published, threshold, (built.unchanged(restricted), *earlier), restricted)
    for table in sorted({each.table for each in found}):
        yield Problem(
            place,
            f"{table}: read beside the pack built before, this one gives a hidden number away",
            "only one of the two may leave the house",
            "where the one before is out, ask whoever is responsible for data protection before this one follows",
            Severity.WARNING,
        )


def warn_of_kept(kept: int, place: Place) -> Iterator[Problem]:
    """Yield a warning where numbers are hidden only because the pack built before hid them."""
    if kept > 0:
        yield Problem(
            place,
            f"{kept} numbers stay hidden because the pack built before hid them",
            "what one pack hides the next does not print, as both may be read",
            "where nobody was given that pack, move it out of the folder and build again",
            Severity.WARNING,
        )
