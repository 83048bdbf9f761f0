"""Whether a measure is on its way from baseline to target, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reportgen.facts.units import Number

MET = "target met"
ON_TRACK = "on track"
BEHIND = "not on track"
MISSED = "target date passed and target not met"
NOT_YET = "target not yet met"


@dataclass(frozen=True, slots=True)
class Progress:
    """The judgement in words, and the value a steady pace would have reached by now; None where dates are missing."""

    words: str
    expected: Fraction | None


def judge(
    actual: Number,
    baseline: Number | None,
    baseline_date: date | None,
    target: Number,
    target_date: date | None,
    today: date,
) -> Progress:
    """Return how a measure stands on the pack's own date ``today``.

    Better is the way from baseline to target; a target equal to its baseline, or without one, is better when higher. On
    track means at least where a steady pace from baseline to target would be.
    """
    rising = baseline is None or target >= baseline
    expected = _steady_pace(baseline, baseline_date, target, target_date, today)
    if actual >= target if rising else actual <= target:
        return Progress(MET, expected)
    if target_date is not None and today > target_date:
        return Progress(MISSED, expected)
    if expected is None:
        return Progress(NOT_YET, None)
    reached = actual >= expected if rising else actual <= expected
    return Progress(ON_TRACK if reached else BEHIND, expected)


def _steady_pace(
    baseline: Number | None, baseline_date: date | None, target: Number, target_date: date | None, today: date
) -> Fraction | None:
    if baseline is None or baseline_date is None or target_date is None or target_date <= baseline_date:
        return None
    gone = Fraction((min(max(today, baseline_date), target_date) - baseline_date).days)
    return Fraction(baseline) + (Fraction(target) - Fraction(baseline)) * gone / (target_date - baseline_date).days
