"""The release statement that opens ``restricted/assurance.txt``: one page for the information-governance officer."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence

from reportgen.assurance.audit import time_keys
from reportgen.assurance.reader import is_count, time_key
from reportgen.codes import Symbol
from reportgen.facts.earlier import Publication
from reportgen.facts.fact import Fact, Status
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.ledger import INDICATORS
from reportgen.profile import HIDDEN, Disclosure
from reportgen.project import Settings

WIDTH = 100
MEASURES = 14
"""How many measures are named on the page before the rest are counted together."""


def compose_statement(
    restricted: RestrictedFacts,
    published: PublishedFacts,
    settings: Settings,
    period: str,
    *,
    held_back: Sequence[str] = (),
    earlier: Sequence[Publication] = (),
) -> str:
    """Return what was hidden and why, what was exempt, how it was checked and who agreed the profile.

    ``held_back`` are the sentences about comments that were not quoted. It stays inside.
    """
    authority = settings.authority.name or "the authority (name not in reportgen.toml)"
    blocks = [
        [f"RELEASE STATEMENT for the information-governance officer: {authority}, {period}"],
        ["1. Profile", *_profile(settings)],
        ["2. What was hidden and why", *_hidden(restricted, published, settings.disclosure)],
        ["3. What was exempt", *_exempt(restricted, settings.disclosure.threshold, earlier)],
        ["4. How it was checked", *_checked(settings.disclosure.threshold, earlier)],
        ["5. Comments held back", *(held_back or ("None.",))],
        ["6. Release", "Released by: ____________________   Role: ____________________   Date: ______________"],
    ]
    return "\n\n".join("\n".join(_wrapped(block)) for block in blocks) + "\n"


def _wrapped(block: Sequence[str]) -> Iterable[str]:
    heading, *lines = block
    yield heading
    for line in lines:
        yield from textwrap.wrap(line, WIDTH, initial_indent="   ", subsequent_indent="     ")


def _profile(settings: Settings) -> Iterable[str]:
    profile = settings.disclosure
    least, threshold = profile.least, profile.threshold
    yield f"Counts of people from {least} to {threshold - 1} are hidden and printed as {profile.symbol}."
    zeros = "Zeros are hidden with them." if profile.zeros == HIDDEN else "True zeros are shown."
    yield f"{zeros} Counts are not rounded. Percentages of fewer than ten are hidden."
    yield (
        f"A hidden number must be able to have values at least {threshold} apart for anyone who reads the whole pack "
        f"and knows that it is at least {least}."
    )
    agreed = profile.profile or "not yet agreed: nobody is named. Write who agreed it and when in reportgen.toml."
    yield f"Profile: {agreed}"


def _hidden(restricted: RestrictedFacts, published: PublishedFacts, profile: Disclosure) -> Iterable[str]:
    small: Counter[str] = Counter()
    further: Counter[str] = Counter()
    follow: Counter[str] = Counter()
    for fact in published:
        if fact.symbol is not Symbol.CONFIDENTIAL:
            continue
        exact = restricted[fact.id]
        kind = follow if not is_count(exact) else small if profile.hides(exact.value or 0) else further
        kind[fact.indicator] += 1
    measures = list(dict.fromkeys((*small, *further, *follow)))
    if not measures:
        yield "Nothing: no count of people that the profile hides is in this pack."
        return
    yield (
        f"{sum(small.values())} counts below the threshold; {sum(further.values())} further counts from which these "
        f"could be worked out; {sum(follow.values())} percentages, changes and amounts that would give them away."
    )
    for name in measures[:MEASURES]:
        title = INDICATORS[name].title if name in INDICATORS else name
        yield f"- {title}: {small[name]} small, {further[name]} further, {follow[name]} that follow"
    if rest := measures[MEASURES:]:
        count = sum(kind[name] for name in rest for kind in (small, further, follow))
        yield f"- {len(rest)} more measures: {count} numbers"
    yield "Every hidden number stands with its exact value in restricted/facts.csv."


def _exempt(restricted: RestrictedFacts, threshold: int, earlier: Sequence[Publication]) -> Iterable[str]:
    def small(facts: Iterable[Fact]) -> int:
        return sum(fact.value is not None and 0 < fact.value < threshold for fact in facts)

    published = small(fact for fact in restricted if fact.counts_children and fact.status is Status.PUBLISHED)
    yield f"Counts the Department for Education has published already: {published} below the threshold are printed."
    yield "Numbers of the opportunity matrix: modelled estimates, not counts of children. They say “modelled”."
    known = time_keys(earlier)
    own = (fact for fact in restricted if is_count(fact) and fact.status is not Status.PUBLISHED)
    out = small(fact for fact in own if known.get(time_key(fact)) == fact.value)
    if out:
        yield f"Printed by an earlier quarter, and so public: {out} counts below the threshold."


def _checked(threshold: int, earlier: Sequence[Publication]) -> Iterable[str]:
    yield (
        "The finished files of publish and meeting were read back. The least and greatest value of every hidden count "
        f"were worked out by integer programming from everything printed; all lie at least {threshold} apart."
    )
    yield f"Earlier quarters read with it, as they were published: {len(earlier)}."
