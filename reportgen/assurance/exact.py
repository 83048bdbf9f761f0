"""The exact counts that stand in finished files where a council rounds: none should.

One exact total beside parts rounded to 5 tells more of them than their rounding leaves open. Every place of a rounded
count is read from the file itself, as those of hidden numbers are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from reportgen.assurance.audit import Unsafe, cells_of
from reportgen.assurance.plain import read_plain
from reportgen.assurance.printed import read_numbers
from reportgen.codes import OUTGOING
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.facts.facts_csv import FILE, read_facts
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.ledger import INDICATORS
from reportgen.facts.units import Percent, Pounds


def find_exact(
    files: Mapping[str, bytes], facts: PublishedFacts, restricted: RestrictedFacts | None = None
) -> tuple[Unsafe, ...]:
    """Return every count that stands otherwise than rounded in a file of ``publish`` or ``meeting``.

    ``files`` are those of a pack by their path in it, ``facts`` what it prints. ``restricted`` is looked at only to
    know a number that was printed from an officer's own cell, past the fact that rounds it.
    """
    rounded = {
        fact.id: float(fact.value)
        for fact in facts
        if fact.value is not None and fact.rounded_to and not isinstance(fact.unit, Percent | Pounds)
    }
    public = {name: data for name, data in files.items() if PurePosixPath(name).parts[0] in OUTGOING}
    found: dict[str, set[str]] = {}
    if rounded:
        numbers = list(read_numbers(public, rounded, cells_of(rounded, facts, restricted)))
        numbers += [(each.file, each.fact_id, each.interval) for each in read_plain(public, rounded) if each.fact_id]
        for name, fact_id, (least, most) in numbers:
            if not any(least <= value <= most for value in (rounded[fact_id], -rounded[fact_id])):
                found.setdefault(fact_id, set()).add(name)
    for name, data in public.items():
        if rounded and PurePosixPath(name).name == FILE:
            for row in read_facts(data, name):
                if row.id in rounded and row.value is not None and float(row.value) != rounded[row.id]:
                    found.setdefault(row.id, set()).add(name)
    return tuple(
        Unsafe(fact_id, _title(facts, fact_id), tuple(sorted(names))) for fact_id, names in sorted(found.items())
    )


def _title(facts: PublishedFacts, fact_id: str) -> str:
    declared = INDICATORS.get(facts[fact_id].indicator)
    return facts[fact_id].label if declared is None else declared.title


def refuse_exact(found: Iterable[Unsafe]) -> None:
    """Raise ProblemsError where exact counts stand among rounded ones: each measure is named once, never a number."""
    files: dict[str, dict[str, None]] = {}
    for each in found:
        files.setdefault(each.table, {}).update(dict.fromkeys(each.files))
    if files:
        raise ProblemsError(
            Problem(
                Place(", ".join(names), table),
                "an exact count stands here though counts are rounded",
                "every count of people must be rounded, so nothing was written",
                "take out the figure typed in by hand; where there is none, tell whoever looks after reportgen",
            )
            for table, names in files.items()
        )
