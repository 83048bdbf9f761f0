"""From exact facts to facts safe to print (design section 5).

First the small counts, then everything worked out from them, then what the sums would give away, and round again until
nothing more has to be hidden. What is hidden loses every word that could name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.codes import Symbol
from reportgen.facts.earlier import Publication
from reportgen.facts.fact import Fact, Source, Status
from reportgen.facts.factset import PublishedFacts, Reconciliation, RestrictedFacts, Sum
from reportgen.facts.last_build import Rows
from reportgen.facts.ledger import INDICATORS
from reportgen.facts.rounding import round_facts
from reportgen.facts.suppression import Counted, hide_further, uncounted
from reportgen.facts.suppression_implied import find_shares, find_told, implied_sums, is_observed
from reportgen.facts.suppression_links import Linked, known_before
from reportgen.facts.units import Pounds
from reportgen.profile import Disclosure
from reportgen.project import Settings

SMALLEST_BASE = 10
"""A percentage of fewer than this many is hidden (domain D2)."""

_SAVED = ".saving_to_date"
_HIDDEN_CALCULATION = "hidden so that no child can be recognised"
_REDACTED_CALCULATION = "worked out from counts of which the smallest are hidden"
_WHOLE_NUMBER = re.compile(r"(?<![\d.,£])\d{1,3}(?:,\d{3})*(?![\d.,%])")


def publish_facts(
    restricted: RestrictedFacts,
    settings: Settings,
    earlier: Sequence[Publication] = (),
    counted: Counted = uncounted,
) -> PublishedFacts:
    """Return the facts with small counts, and whatever would give them away, replaced by the symbol for hidden.

    ``earlier`` is what quarters before this one have published: what they printed every reader knows, and what they
    hid stays hidden. ``counted`` is told how far it is.
    """
    profile = settings.disclosure
    hidden = _hidden_ids(restricted, profile, earlier, counted)
    sums = (*restricted.sums, *implied_sums(restricted)) if hidden else restricted.sums
    telling = _telling(restricted, sums, hidden)
    facts = {fact.id: _published(fact, hidden, telling, profile) for fact in restricted}
    facts = round_facts(restricted, facts, profile)
    reconciliations = tuple(
        Reconciliation(
            entry.name, facts[entry.expected.id], facts[entry.found.id], facts[entry.difference.id], entry.reason
        )
        for entry in restricted.reconciliations
    )
    return PublishedFacts(facts.values(), restricted.sums, _notes(restricted, hidden), reconciliations)


def publish_again(
    restricted: RestrictedFacts,
    settings: Settings,
    earlier: Sequence[Publication],
    last: Rows,
    counted: Counted = uncounted,
) -> tuple[PublishedFacts, int]:
    """Return the facts to print, and how many are hidden only because the last build hid them.

    ``last`` are the rows of that build that still hold.
    """
    published = publish_facts(restricted, settings, earlier, counted)
    if all(published[row.id].value is None for row in last.hidden.rows):
        return published, 0
    kept = publish_facts(restricted, settings, (*earlier, last.hidden), counted)
    return kept, sum(fact.value is None and published[fact.id].value is not None for fact in kept)


def is_small_count(fact: Fact, profile: Disclosure) -> bool:
    """Whether a fact is an observed count of people that is hidden for its own size, not yet published."""
    return is_observed(fact) and fact.value is not None and profile.hides(fact.value)


def _hidden_ids(
    facts: RestrictedFacts, profile: Disclosure, earlier: Sequence[Publication], counted: Counted
) -> set[str]:
    hidden = {fact.id for fact in facts if is_small_count(fact, profile) or _has_small_base(fact, facts)}
    before = known_before(facts, earlier)[1]
    hidden |= {fact_id for fact_id in before if _can_be_hidden(facts[fact_id], profile)}
    hidden |= _small_shares(facts, profile)
    told = tuple(find_told(facts))
    linked = Linked(facts, profile, earlier)
    tried: set[str] | None = None
    while True:
        hidden |= {each for pair in told if not hidden.isdisjoint(pair) for each in pair}
        hidden |= _worked_out_from(facts, hidden, zeros=profile.least == 0)
        if tried == (tried := hidden & linked.cells.keys()):
            return hidden
        hidden |= hide_further(
            linked.cells, linked.links, hidden | linked.unseen, zeros=profile.least == 0, counted=counted
        )
        tried = hidden & linked.cells.keys()


def _small_shares(facts: RestrictedFacts, profile: Disclosure) -> set[str]:
    """Return the percentages held without counts that stand for a small count, or for a part of a small base."""
    return {
        fact_id
        for shares in find_shares(facts, zeros=profile.least == 0)
        for fact_id, people in shares.people.items()
        if people < profile.threshold or (shares.responded.value or 0) < SMALLEST_BASE
    }


def _can_be_hidden(fact: Fact, profile: Disclosure) -> bool:
    is_zero = fact.value == 0 and profile.least > 0
    return not is_zero and fact.status not in (Status.PUBLISHED, Status.MODELLED)


def _telling(facts: RestrictedFacts, sums: Iterable[Sum], hidden: set[str]) -> set[str]:
    """Return the facts whose calculation could name a hidden one: totals over it, and answers out of a hidden base."""
    found = set(hidden)
    linked = tuple(sums)
    while more := {declared.total for declared in linked if not found.isdisjoint(declared.parts)} - found:
        found |= more
    bases = tuple(fact_id.removesuffix("base") for fact_id in hidden if fact_id.endswith(".base"))
    return found | {fact.id for fact in facts if fact.id.startswith(bases)}


def _has_small_base(fact: Fact, facts: RestrictedFacts) -> bool:
    base = facts.get(fact.denominator)
    return base is not None and is_observed(base) and base.value is not None and base.value < SMALLEST_BASE


def _worked_out_from(facts: RestrictedFacts, hidden: set[str], *, zeros: bool) -> set[str]:
    """Return every fact that a hidden one enters, directly or through others, sums of printed parts left aside.

    No saving so far says nothing of how many benefit already, unless ``zeros`` are hidden and it may be nobody.
    """
    found = set(hidden)
    totals = {declared.total for declared in facts.sums}
    while True:
        more = {
            fact.id
            for fact in facts
            if fact.id not in found
            and fact.status is not Status.MODELLED
            and (zeros or fact.value != 0 or not fact.name.endswith(_SAVED))
            and (_enters(fact, found, is_total=fact.id in totals) or _prices(fact, found))
        }
        if not more:
            return found
        found |= more


def _enters(fact: Fact, hidden: set[str], *, is_total: bool) -> bool:
    """Whether a hidden fact can be worked back from this one. Totals are left to the arithmetic of all links."""
    needed = {fact.numerator, fact.denominator} | (set() if is_total else set(fact.inputs))
    return not hidden.isdisjoint(needed)


def _prices(fact: Fact, hidden: set[str]) -> bool:
    """Whether pounds give a hidden count away: a placement's spending, or its mean or median cost over few plans."""
    if not isinstance(fact.unit, Pounds):
        return False
    topic, _, rest = fact.name.partition(".")
    setting = rest.partition(".")[0]
    if topic == "spend":
        return any(other.partition("@")[0] == f"plans.setting.{setting}" for other in hidden)
    _, at, period = fact.id.partition("@")
    return topic == "unit_cost" and f"unit_cost.{setting}.plans{at}{period}" in hidden


def _published(fact: Fact, hidden: set[str], telling: set[str], profile: Disclosure) -> Fact:
    """Return a fact as printed; the calculation of ``telling`` ones is not."""
    sources = tuple(dict.fromkeys(Source("", source.sheet, (), "") for source in fact.sources))
    if fact.id not in hidden:
        redact = fact.id in telling or _names_small_counts(fact, profile)
        words = fact.calculation.replace(Symbol.CONFIDENTIAL.text, profile.symbol)
        hidden_as = profile.symbol if fact.symbol is Symbol.CONFIDENTIAL else ""
        return replace(
            fact, sources=sources, calculation=_REDACTED_CALCULATION if redact else words, hidden_as=hidden_as
        )
    declared = INDICATORS.get(fact.indicator)
    return replace(
        fact,
        value=None,
        symbol=Symbol.CONFIDENTIAL,
        hidden_as=profile.symbol,
        hidden_from=profile.least,
        status=Status.SUPPRESSED,
        calculation=_HIDDEN_CALCULATION,
        assumptions=(),
        definition=declared.definition if declared else "",
        sources=sources,
    )


def _names_small_counts(fact: Fact, profile: Disclosure) -> bool:
    """Whether the calculation of a count adds up small counts that no fact of their own stands for."""
    if not is_observed(fact) or " + " not in fact.calculation:
        return False
    parts = fact.calculation.partition(" = ")[0]
    return any(profile.hides(int(number.replace(",", ""))) for number in _WHOLE_NUMBER.findall(parts))


def _notes(facts: RestrictedFacts, hidden: set[str]) -> tuple[str, ...]:
    """Return in words what was hidden: one sentence a measure, and one for each kind of sum without its total."""
    measures = dict.fromkeys(facts[fact_id].indicator for fact_id in _in_order(facts, hidden))
    titles = dict.fromkeys(INDICATORS[name].title if name in INDICATORS else name for name in measures)
    notes = [f"{title}: some values are hidden so that no child can be recognised." for title in titles]
    without = dict.fromkeys(
        declared.name for declared in facts.sums if declared.total in hidden and not hidden.isdisjoint(declared.parts)
    )
    notes += [f"No total is printed where it would give a hidden count away ({name})." for name in without]
    return tuple(notes)


def _in_order(facts: RestrictedFacts, ids: Iterable[str]) -> tuple[str, ...]:
    """Return ids in the order their facts were computed."""
    wanted = set(ids)
    return tuple(fact.id for fact in facts if fact.id in wanted)
