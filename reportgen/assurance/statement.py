"""The release statement that opens ``restricted/assurance.txt``: one page for the information-governance officer."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.assurance.knowledge import is_count
from reportgen.codes import Symbol
from reportgen.facts.earlier import Publication, fact_key, rows_by_key
from reportgen.facts.fact import Status
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.ledger import INDICATORS
from reportgen.facts.units import CHILDREN, PLANS
from reportgen.profile import HIDDEN, Disclosure
from reportgen.project import Settings

WIDTH = 100
MEASURES = 10
HELD_BACK = 5
"""How many measures and comments are named on the page before the rest are counted together."""


@dataclass(frozen=True, slots=True)
class Release:
    """What the officer is asked about: the quarter, the meeting, and what became of the comments.

    ``marking`` is why an exempt item is not for publication, blank for others. ``held_back`` are the sentences about
    approved comments that are not quoted. ``compared`` are the earlier quarters whose packs were read.
    """

    period: str
    meeting: str = ""
    marking: str = ""
    approved: int = 0
    unapproved: int = 0
    held_back: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()


def compose_statement(
    restricted: RestrictedFacts,
    published: PublishedFacts,
    settings: Settings,
    release: Release,
    *,
    earlier: Sequence[Publication] = (),
) -> str:
    """Return what was hidden and why, what was exempt, how it was checked and who agreed the profile.

    It stays inside, and names no hidden value. ``earlier`` is what quarters before this one published.
    """
    authority = settings.authority.name or "the authority (name not in reportgen.toml)"
    profile = settings.disclosure
    blocks = [
        ["RELEASE STATEMENT for the information-governance officer", *_about(authority, release)],
        ["1. Profile", *_profile(settings)],
        ["2. What was hidden and why", *_hidden(restricted, published, profile, is_exempt=bool(release.marking))],
        ["3. What was exempt from hiding and why", *_exempt(restricted, profile, earlier)],
        ["4. What earlier quarters forced", *_forced(restricted, published, profile, release.compared, earlier)],
        ["5. How it was checked", *_checked(release, profile)],
        ["6. Comments", *_comments(release)],
        ["7. Release", *_signature(release)],
    ]
    return "\n\n".join("\n".join(_wrapped(block)) for block in blocks) + "\n"


def _about(authority: str, release: Release) -> Iterable[str]:
    yield f"{authority}, {release.period}"
    if release.meeting:
        yield f"For {release.meeting}"
    if release.marking:
        yield release.marking
        yield "The item is exempt: every file is in restricted/, and none of them may leave the council."


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
    rounding = f"rounded to the nearest {profile.rounding}" if profile.rounds else "not rounded"
    yield f"{zeros} Counts are {rounding}. Percentages of fewer than ten are hidden."
    yield (
        f"Whoever reads the whole pack, and knows that a hidden count is at least {least}, can place none more closely "
        f"than within a range of {threshold}, such as 3 to {3 + threshold}."
    )
    agreed = profile.profile or "not yet agreed: nobody is named. Write who agreed it and when in reportgen.toml."
    yield f"Profile: {agreed}"


def _hidden(
    restricted: RestrictedFacts, published: PublishedFacts, profile: Disclosure, *, is_exempt: bool
) -> Iterable[str]:
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
    kinds = ((small, "below the threshold"), (further, "to protect these"), (follow, "that would give them away"))
    yield (
        f"{_counted(small.total(), 'count')} below the threshold; {_counted(further.total(), 'further count')} from "
        f"which these could be worked out; {_counted(follow.total(), 'percentage, change or amount')} that would give "
        "them away."
    )
    for name in measures[:MEASURES]:
        title = INDICATORS[name].title if name in INDICATORS else name
        yield f"- {title}: {', '.join(f'{kind[name]} {why}' for kind, why in kinds if kind[name])}"
    if rest := measures[MEASURES:]:
        count = sum(kind[name] for name in rest for kind, _ in kinds)
        yield f"- {_counted(len(rest), 'more measure')}: {_counted(count, 'number')}"
    file = "restricted/facts-published.csv" if is_exempt else "publish/facts.csv"
    yield f"Which they are: those with the symbol c in {file}. Their exact values: restricted/facts.csv."


def _counted(number: int, noun: str) -> str:
    """Return a number with its noun: “1 count”, “2 percentages, changes or amounts”."""
    if number == 1:
        return f"1 {noun}"
    plural = re.sub(r"(\w+)(?=, | or |$)", r"\1s", noun)
    return f"{number:,} {plural}"


def _exempt(restricted: RestrictedFacts, profile: Disclosure, earlier: Sequence[Publication]) -> Iterable[str]:
    """Yield what is printed though it is a small number, and why that is."""
    found = []
    small = [fact for fact in restricted if fact.counts_children and fact.value and fact.value < profile.threshold]
    published = sum(fact.status is Status.PUBLISHED for fact in small)
    if published:
        found.append(
            f"{_counted(published, 'count')} below the threshold, as the Department for Education has published them."
        )
    known = rows_by_key(earlier)
    own = (fact for fact in small if is_count(fact) and fact.status is not Status.PUBLISHED)
    out = sum((row := known.get(fact_key(fact))) is not None and row.value == fact.value for fact in own)
    if out:
        found.append(f"{_counted(out, 'count')} below the threshold, as an earlier quarter has printed them.")
    if any(fact.unit in (CHILDREN, PLANS) and fact.status is Status.MODELLED for fact in restricted):
        found.append("Children in the opportunity matrix: they are modelled estimates, not counts, and say “modelled”.")
    return found or ("Nothing.",)


def _forced(
    restricted: RestrictedFacts,
    published: PublishedFacts,
    profile: Disclosure,
    compared: Sequence[str],
    earlier: Sequence[Publication],
) -> Iterable[str]:
    if not earlier:
        yield (
            "No published pack of an earlier quarter was found in the output folder. Where there was one, put it there "
            "and build again: two packs can give a count away together."
        )
        return
    known = rows_by_key(earlier)
    hidden = (
        restricted[fact.id]
        for fact in published
        if fact.symbol is Symbol.CONFIDENTIAL
        and (row := known.get(fact_key(fact))) is not None
        and row.symbol is Symbol.CONFIDENTIAL
    )
    again = sum(is_count(fact) and not profile.hides(fact.value or 0) for fact in hidden)
    yield f"This pack was compared with what was published for {', '.join(compared) or 'earlier quarters'}."
    yield f"Hidden here because an earlier quarter hid them: {_counted(again, 'count')} not below the threshold."


def _checked(release: Release, profile: Disclosure) -> Iterable[str]:
    if release.marking:
        yield (
            "No file leaves the council, so none was audited. The same numbers are hidden in its documents as in a "
            "pack that is published. To publish any of it, take the exemption out and build again."
        )
        return
    yield (
        "The finished files of publish/ and meeting/ were read back, and from everything printed in them the least and "
        "greatest value of each hidden count were worked out (integer programming): all lie at least "
        f"{profile.threshold} apart."
    )
    yield "They were searched for words and values that are not for publication, in hidden places too: none was found."


def _comments(release: Release) -> Iterable[str]:
    if not release.approved + release.unapproved:
        yield "There are none."
        return
    held = release.held_back
    yield (
        f"{_counted(release.approved, 'comment')} approved, {len(held) or 'none'} of them held back; "
        f"{release.unapproved:,} not approved and never quoted."
    )
    yield from (f"- {line}" for line in held[:HELD_BACK])
    if len(held) > HELD_BACK:
        yield f"- {len(held) - HELD_BACK} more: reportgen check names each of them and says why"


def _signature(release: Release) -> Iterable[str]:
    if release.marking:
        yield "Exemption agreed by: ______________   Role: ____________________   Date: ______________"
    else:
        yield "Released by: ____________________   Role: ____________________   Date: ______________"
