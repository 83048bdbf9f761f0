"""The facts a sentence is usually about, found by their part in the story rather than by their year.

``highlights.deficit.end_unmitigated`` is the last forecast year's balance whichever year that is, so that phrases and
templates need no editing from one quarter to the next.
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.facts.fact import Fact
from reportgen.facts.factset import ChangeKind, PublishedFacts
from reportgen.facts.matrix_rows import read_matrix
from reportgen.inputs.table import Inputs, Row
from reportgen.office.values import Passage, Printed, Text, Words
from reportgen.wording.formats import Day
from reportgen.wording.matrix import find_example, find_lines
from reportgen.wording.node import FactValue, Node
from reportgen.wording.survey_notes import describe_base, limit_answers, tell_who
from reportgen.wording.surveys import find_questions

_Found = dict[str, Fact | Words | Day | Node | None]


def find_highlights(facts: PublishedFacts, inputs: Inputs, year_pattern: str) -> Node:
    """Return branches for caseload, flow, deficit, matrix, worked example, survey and modules; no data, no name."""
    year = str(inputs.period.year)
    branches = {
        "caseload": _caseload(facts),
        "flow": _flow(facts),
        "deficit": _deficit(facts, year),
        "matrix": _matrix(facts, inputs, year),
        "example": _example(facts, inputs),
        "spend": _spend(facts, year),
        "changed": _changed(facts),
        "survey": _survey(facts, inputs),
        "modules": _modules(inputs),
    }
    return Node({name: _branch(name, found, year_pattern) for name, found in branches.items()}, "highlights")


def _branch(name: str, found: _Found, year_pattern: str) -> Node:
    children: dict[str, object] = {}
    for key, value in found.items():
        if isinstance(value, Fact):
            children[key] = FactValue(value, {}, year_pattern)
        elif value is not None and value != "":
            children[key] = value
    return Node(children, f"highlights.{name}")


def _caseload(facts: PublishedFacts) -> _Found:
    """Return the counts the change facts compare with, and the placements with the most plans and the most growth."""
    settings = [fact for fact in facts.under("plans.setting") if fact.value is not None]
    needs = [fact for fact in facts.under("plans.need") if fact.value is not None and fact.unit.name == "plans"]
    grown = [
        (change.value, fact)
        for fact in settings
        if (change := facts.get(f"{fact.id}.change_year")) is not None and change.value is not None
    ]
    fastest = max(grown, key=lambda pair: pair[0], default=None)
    return {
        "year_ago": compared_with(facts, "plans.total.change_year"),
        "previous": compared_with(facts, "plans.total.change"),
        "first": next(iter(facts.over_time("plans.total")), None),
        "need_largest": max(needs, key=lambda fact: Decimal(fact.value or 0), default=None),
        "largest": max(settings, key=lambda fact: Decimal(fact.value or 0), default=None),
        "fastest": fastest[1] if fastest is not None and fastest[0] > 0 else None,
        "fastest_change": facts.get(f"{fastest[1].id}.change_year") if fastest and fastest[0] > 0 else None,
    }


def compared_with(facts: PublishedFacts, change_id: str) -> Fact | None:
    """Return the earlier fact a change is measured from: the one of its inputs that is not the fact of now."""
    change = facts.get(change_id)
    own = change_id.rpartition(".")[0]
    inputs = change.inputs if change is not None else ()
    return next((facts.get(fact_id) for fact_id in inputs if fact_id != own), None)


def _deficit(facts: PublishedFacts, year: str) -> _Found:
    unmitigated = facts.over_time("dsg.closing.unmitigated")
    end = unmitigated[-1].period if unmitigated else ""
    now = [facts.get(f"dsg.closing.{scenario}@{year}") for scenario in ("actual", "forecast", "unmitigated")]
    actuals = facts.over_time("dsg.closing.actual")
    return {
        "now": next((fact for fact in now if fact is not None), actuals[-1] if actuals else None),
        "last_actual": actuals[-1] if actuals else None,
        "in_year_now": next(
            (
                fact
                for scenario in ("actual", "forecast", "unmitigated")
                if (fact := facts.get(f"dsg.in_year.{scenario}@{year}")) is not None
            ),
            None,
        ),
        "start_unmitigated": unmitigated[0] if unmitigated else None,
        "end_unmitigated": facts.get(f"dsg.closing.unmitigated@{end}"),
        "end_mitigated": facts.get(f"dsg.closing.mitigated@{end}"),
        "end_mitigation": facts.get(f"dsg.mitigations@{end}"),
        "is_forecast": Text("forecast", "label:scenario") if _is_forecast(now, actuals) else None,
        "savings_target": _savings_target(facts, year),
        "end_in_year_mitigated": facts.get(f"dsg.in_year.mitigated@{end}"),
        "end_in_year_unmitigated": facts.get(f"dsg.in_year.unmitigated@{end}"),
    }


def _savings_target(facts: PublishedFacts, year: str) -> Fact | None:
    """Return this year's savings target with nothing identified behind it, or the first of another year."""
    targets = sorted((fact for fact in facts if fact.indicator == "dsg.savings_target"), key=lambda fact: fact.period)
    return next((fact for fact in targets if fact.period == year), targets[0] if targets else None)


def _is_forecast(now: list[Fact | None], actuals: tuple[Fact, ...]) -> bool:
    found = next((fact for fact in now if fact is not None), None)
    return found is not None and found not in actuals


def _flow(facts: PublishedFacts) -> _Found:
    """Return timeliness in this quarter, or in the latest whole year, with its change and what it is compared with."""
    name = "flow.timeliness_20_weeks"
    years = [fact for fact in facts.over_time(name) if "-q" not in fact.period and fact.value is not None]
    now = facts.get(name) or (years[-1] if years else None)
    if now is None:
        return {}
    _, at, period = now.id.partition("@")
    change = facts.get(f"{name}.change{at}{period}")
    others = [fact_id for fact_id in change.inputs if fact_id != now.id] if change is not None else []
    before = facts.get(others[0]) if others else None
    return {
        "timeliness": now,
        "change": change if before is not None else None,
        "before": before,
        "requests": facts.get(f"flow.requests_received{at}{period}"),
        "issued": facts.get(f"flow.plans_issued{at}{period}"),
        "requests_change": facts.get(f"flow.requests_received.change{at}{period}"),
    }


def _matrix(facts: PublishedFacts, inputs: Inputs, year: str) -> _Found:
    lines = sorted(find_lines(facts, inputs), key=lambda line: line.ranking)
    savings = facts.over_time("opportunities.saving")
    computed = [opportunity for _, opportunity in read_matrix(inputs).computed]
    reached = max((y for each in computed if (y := each.steady_state_year) is not None), default=None)
    baselines = {line.row.day("baseline_date") for line in lines if not line.is_supplied}
    baseline = baselines.pop() if len(baselines) == 1 else None
    first = next((saving for saving in savings if saving.value), None)
    return {
        "saving": facts.get("opportunities.steady_state_saving"),
        "stretch": facts.get("opportunities.steady_state_saving.stretch"),
        "children": facts.get("opportunities.steady_state_children"),
        "this_year": facts.get(f"opportunities.saving@{year}"),
        "taken_off": facts.get(f"dsg.mitigations@{year}"),
        "first_saving": first,
        "last_saving": savings[-1] if savings else None,
        "year": None if reached is None else Text(str(reached), "date:opportunities.steady_state_year"),
        "baseline": None if baseline is None else Day(baseline, "opportunities.baseline_date"),
        "top": lines[0].label if lines else None,
        "top_saving": lines[0].fact("steady_state_saving") if lines else None,
    }


def _example(facts: PublishedFacts, inputs: Inputs) -> _Found:
    """Return the facts of the row steady state is explained with, from children a year to pounds a year."""
    line = find_example(facts, inputs)
    if line is None:
        return {}
    savings = [saving for saving in line.years("saving").values() if saving.value]
    return {
        "label": line.label,
        "flow": line.fact("flow"),
        "duration": line.fact("duration"),
        "children": line.fact("steady_state_children"),
        "net_unit_saving": line.fact("net_unit_saving"),
        "saving": line.fact("steady_state_saving"),
        "first": savings[0] if savings else None,
        "second": savings[1] if len(savings) > 1 else None,
    }


def _spend(facts: PublishedFacts, year: str) -> _Found:
    """Return this year's overspend and the placement with the largest, and whether two Section 251 bases are given."""
    over = [
        fact for fact in facts
        if fact.indicator == "spend.variance" and fact.period == year and fact.value is not None and fact.value < 0
    ]  # fmt: skip
    total = next((fact for fact in over if fact.name == "spend.total.variance"), None)
    largest = min((fact for fact in over if fact is not total), key=lambda fact: fact.value or 0, default=None)
    bases = {fact.name.split(".")[2] for fact in facts if fact.indicator == "s251.roll_up"}
    place = None if largest is None else Text(largest.label.split(", ")[1], f"label:{largest.id}")
    return {
        "total": total,
        "largest": largest if total is not None else None,
        "place": place,
        "both_bases": Text("budget and outturn", "label:basis") if len(bases) > 1 else None,
    }


def _changed(facts: PublishedFacts) -> _Found:
    """Return whether anything changed since the pack last published, and whether a past value was restated."""
    kinds = {change.kind for change in facts.changes}
    return {
        "any": Text("changed", "label:change") if kinds else None,
        "restated": Text("restated", "label:change") if ChangeKind.RESTATED in kinds else None,
    }


def _survey(facts: PublishedFacts, inputs: Inputs) -> _Found:
    """Return the first question of a survey (of case reviews where there is none) and its commonest answer."""
    questions = sorted(find_questions(facts, inputs), key=lambda question: question.is_case_review)
    if not questions:
        return {}
    question = questions[0]
    known = [option for option in question.options if option.shown.value is not None]
    top = max(known, key=lambda option: Decimal(option.shown.value or 0), default=None)
    closed = question.row.day("closed")
    return {
        "question": question.text("text"),
        "title": question.text("short_text") or None,
        "answer": None if top is None else top.label,
        "share": None if top is None else top.shown,
        "base": question.base,
        "finding": question.text("finding"),
        "does_not_show": limit_answers(question),
        "asked": _quoted(question.text("text")),
        "who": tell_who(question),
        "is_review": Text("case review", "label:audience") if question.is_case_review else None,
        "closed": None if closed is None else Day(closed, "survey_questions.closed"),
        "note": describe_base(question),
    }


def _quoted(words: Text) -> Passage:
    """Return a question in quotation marks that ends a sentence."""
    return Passage(("“", Printed(words.rstrip(" ."), words.ref), "”."))


def _modules(inputs: Inputs) -> _Found:
    """Return the first module that is not finished, and the last one."""
    rows = sorted(inputs.rows("modules"), key=lambda row: row.amount("number") or 0)
    current = next((row for row in rows if row.day("finished") is None), None)
    return {
        "current": None if current is None else _module(current),
        "last": _module(rows[-1]) if rows else None,
    }


def _module(row: Row) -> Node:
    return Node(
        {
            "number": Text(str(row.amount("number")), "input:modules.number"),
            "title": Text(row.text("title"), "input:modules.title"),
        },
        "a module",
    )
