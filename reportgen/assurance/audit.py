"""The check that nothing printed gives a hidden count away: of facts, and of the finished files of a pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportgen.assurance.bounds import find_narrow
from reportgen.assurance.calculations import find_named
from reportgen.assurance.inferences import infer
from reportgen.assurance.interval import Interval, Printed, count_between
from reportgen.assurance.knowledge import Knowledge, contradicts, is_whole, time_key
from reportgen.assurance.plain import read_plain
from reportgen.assurance.printed import read_numbers
from reportgen.assurance.reader import know
from reportgen.codes import OUTGOING, Symbol
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.facts.earlier import Publication
from reportgen.facts.fact import Fact
from reportgen.facts.facts_csv import FILE, FactRow, read_facts
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.ledger import INDICATORS


@dataclass(frozen=True, slots=True)
class Unsafe:
    """A hidden number that could be worked out: its fact id, what it belongs to, and the files it could be seen in.

    Without a ``fact_id`` it is a line of the plain minutes, named as ``table``, with a number nobody has checked.
    """

    fact_id: str
    table: str
    files: tuple[str, ...] = ()


def audit_facts(
    facts: PublishedFacts,
    threshold: int,
    earlier: Sequence[Publication] = (),
    restricted: RestrictedFacts | None = None,
) -> tuple[Unsafe, ...]:
    """Return every hidden number that a reader of all published facts could work out too narrowly.

    ``earlier`` is what quarters before published. ``restricted`` is looked at only to know what does not hold: values
    since restated, groups that overlap.
    """
    printed = {fact.id: _printed(fact) for fact in facts}
    words = {fact.id: fact.calculation for fact in facts}
    return _audit(facts, printed, words, {}, earlier, restricted, threshold)


def audit_files(
    files: Mapping[str, bytes],
    facts: PublishedFacts,
    threshold: int,
    earlier: Sequence[Publication] = (),
    restricted: RestrictedFacts | None = None,
) -> tuple[Unsafe, ...]:
    """Return every hidden number that a reader of the finished files could work out too narrowly.

    ``files`` are those of a pack by their path in it; what lies in ``publish`` and ``meeting`` is read. Values are
    those of the ``facts.csv`` there (of ``facts`` where there is none), with every number that stands in a document
    where a fact is hidden. ``facts`` gives the relations between them.
    """
    public = {name: data for name, data in files.items() if PurePosixPath(name).parts[0] in OUTGOING}
    if not public:
        return ()
    printed = {fact.id: _printed(fact) for fact in facts}
    words = {fact.id: fact.calculation for fact in facts}
    hidden = {fact_id for fact_id, row in printed.items() if row.is_hidden}
    for name, data in public.items():
        if PurePosixPath(name).name == FILE:
            for row in read_facts(data, name):
                printed[row.id] = _printed(row)
                words[row.id] = row.calculation
    seen: dict[str, Interval] = {}
    found_in: dict[str, set[str]] = {}
    plain = tuple(read_plain(public, hidden))
    numbers = ((each.file, each.fact_id, each.interval) for each in plain if each.fact_id)
    cells = cells_of(hidden, facts, restricted)
    for name, fact_id, interval in (*read_numbers(public, hidden, cells), *numbers):
        before = seen.get(fact_id, interval)
        seen[fact_id] = (max(before[0], interval[0]), min(before[1], interval[1]))
        found_in.setdefault(fact_id, set()).add(name)
    for fact_id in hidden:
        if printed[fact_id].value is not None:
            found_in.setdefault(fact_id, set()).add(FILE)
    found = _audit(facts, printed, words, seen, earlier, restricted, threshold)
    places = tuple(sorted({name for names in found_in.values() for name in names}))
    shown = tuple(
        Unsafe(fact_id, _table_of(facts, fact_id), tuple(sorted(names)))
        for fact_id, names in sorted(found_in.items())
        if facts[fact_id].counts_children
    )
    named = {each.fact_id for each in shown}
    unknown = dict.fromkeys((each.line, each.file) for each in plain if not each.fact_id)
    strays = tuple(Unsafe("", f"line {line}", (name,)) for line, name in unknown)
    return (*shown, *strays, *(Unsafe(each.fact_id, each.table, places) for each in found if each.fact_id not in named))


def cells_of(
    fact_ids: Iterable[str], facts: PublishedFacts, restricted: RestrictedFacts | None
) -> Mapping[tuple[str, float], str]:
    """Return counts of children by the column of the officers they were read from and the exact number in it."""
    found: dict[tuple[str, float], str] = {}
    for fact_id in fact_ids:
        value = None if restricted is None or fact_id not in restricted else _number(restricted[fact_id].value)
        if value is not None and facts[fact_id].counts_children:
            column = "value" if fact_id.startswith("figure.") else facts[fact_id].name.rpartition(".")[2]
            found |= {(f"{source.sheet}.{column}", value): fact_id for source in facts[fact_id].sources}
    return found


def _audit(
    facts: PublishedFacts,
    printed: Mapping[str, Printed],
    words: Mapping[str, str],
    seen: Mapping[str, Interval],
    earlier: Sequence[Publication],
    restricted: RestrictedFacts | None,
    threshold: int,
) -> tuple[Unsafe, ...]:
    rows = _rows(earlier)
    restated = frozenset(
        fact.id for fact in restricted or () if (row := rows.get(time_key(fact))) is not None and contradicts(fact, row)
    )
    known = _known_exactly(facts, printed, restricted)
    if known is not None and not _find(facts, known, words, seen, rows, restated, restricted, threshold):
        return ()  # nobody who knows less can work out more
    return _find(facts, printed, words, seen, rows, restated, restricted, threshold)


def _known_exactly(
    facts: PublishedFacts, printed: Mapping[str, Printed], restricted: RestrictedFacts | None
) -> Mapping[str, Printed] | None:
    """Return what is printed with the exact value of each rounded count; None where there is none or one is not so."""
    found = dict(printed)
    for fact in facts:
        row = printed.get(fact.id)
        if row is None or row.value is None or not row.step or not is_whole(fact):
            continue
        exact = restricted.get(fact.id) if restricted is not None else None
        value = None if exact is None else _number(exact.value)
        least, most = count_between(row.value, row.step, 1)
        if value is None or not least <= value <= most:
            return None
        found[fact.id] = Printed(value, is_hidden=False)
    return None if found == printed else found


def _find(
    facts: PublishedFacts,
    printed: Mapping[str, Printed],
    words: Mapping[str, str],
    seen: Mapping[str, Interval],
    rows: Mapping[tuple[str, str], FactRow],
    restated: frozenset[str],
    restricted: RestrictedFacts | None,
    threshold: int,
) -> tuple[Unsafe, ...]:
    """Return what a reader of these values can work out too narrowly."""
    knowledge = know(facts, printed, seen, rows, restated, threshold)
    infer(knowledge, facts, rows, restricted)
    find_named(knowledge, facts, words)
    found = find_narrow(knowledge.unknowns, knowledge.relations)
    narrow = dict.fromkeys(knowledge.named.get(name, name) for name in found)
    return (
        *(Unsafe(fact_id, table) for fact_id, table in knowledge.given_away.items()),
        *(Unsafe(name, _table(facts, knowledge, name)) for name in narrow if name not in knowledge.given_away),
    )


def _rows(earlier: Iterable[Publication]) -> dict[tuple[str, str], FactRow]:
    """Return what was published before by measure and time: the most exact of it, the latest first."""
    found: dict[tuple[str, str], FactRow] = {}
    for publication in earlier:
        for row in publication.rows:
            present = found.get(time_key(row))
            if present is None or _exactness(row) > _exactness(present):
                found[time_key(row)] = row
    return found


def _exactness(row: FactRow) -> float:
    """Return how much a row says: an exact value most, a hidden one least."""
    return -1 if row.value is None else 1 / (1 + float(row.rounded_to))


def _printed(row: Fact | FactRow) -> Printed:
    return Printed(_number(row.value), row.symbol is Symbol.CONFIDENTIAL, row.hidden_from, float(row.rounded_to))


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _table(facts: PublishedFacts, knowledge: Knowledge, name: str) -> str:
    if name in facts:
        return _table_of(facts, name)
    return next(relation.name for relation in knowledge.relations if name in dict(relation.factors))


def _table_of(facts: PublishedFacts, fact_id: str) -> str:
    declared = INDICATORS.get(facts[fact_id].indicator)
    return declared.title if declared is not None else facts[fact_id].indicator


def refuse_unsafe(found: Iterable[Unsafe]) -> None:
    """Raise ProblemsError where hidden numbers could be worked out: each table is named once, never a number."""
    files: dict[str, dict[str, None]] = {}
    strays = []
    for each in found:
        if each.fact_id:
            files.setdefault(each.table, {}).update(dict.fromkeys(each.files))
        else:
            strays.append(_unchecked(each))
    if files or strays:
        raise ProblemsError([*(_problem(table, tuple(names)) for table, names in files.items()), *strays])


def _unchecked(stray: Unsafe) -> Problem:
    return Problem(
        Place(stray.files[0], stray.table),
        "it holds a number that the Word minutes do not have there (the number is not shown here)",
        "every number must be checked, and this one could be a hidden one, so nothing was written",
        "this is a fault of reportgen; please tell whoever looks after it",
    )


def _problem(table: str, files: Sequence[str]) -> Problem:
    return Problem(
        Place(", ".join(files) or FILE, table),
        "a hidden number could be worked out from what is printed here and elsewhere in the pack",
        "hidden numbers must stay hidden, so nothing was written",
        "leave out a total or a figure typed in by hand near this table; where neither helps, tell whoever looks after "
        "reportgen",
    )
