"""Facts of one January census, and projects for the tests of returns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reportgen.codes import Symbol
from reportgen.facts.fact import Fact
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.units import PLANS, POUNDS, Number, Unit
from reportgen.inputs.table import Inputs
from reportgen.period import Period
from reportgen.project import Project, Settings
from reportgen.returns.form import Form
from reportgen.returns.library import Library

JANUARY = date(2025, 1, 16)
NO_INPUTS = Inputs(Period.parse("2025-26-q2"), {})


def a_fact(fact_id: str, value: Number | Symbol, day: date | None = JANUARY, unit: Unit = PLANS) -> Fact:
    """A fact of that id; its period is the id's, else the quarter's own."""
    symbol = value if isinstance(value, Symbol) else None
    return Fact(
        id=fact_id,
        indicator=fact_id.partition("@")[0],
        period=fact_id.partition("@")[2] or "2025-26-q2",
        value=None if isinstance(value, Symbol) else value,
        symbol=symbol,
        unit=unit,
        label=fact_id,
        definition="Plans",
        as_of=day,
    )


def pounds(fact_id: str, value: Number | Symbol) -> Fact:
    return a_fact(fact_id, value, None, POUNDS)


def january(**counts: int | Symbol) -> RestrictedFacts:
    """Facts of one January census; keyword ``need_asd`` is plans.dsg.mmsoa.need.asd."""
    mainstream = counts.pop("mainstream", 10)
    facts = [a_fact("plans.total@2024-25-q4", 100), a_fact("plans.dsg.mmsoa@2024-25-q4", mainstream)]
    facts += [a_fact(f"plans.dsg.mmsoa.{name.replace('_', '.')}@2024-25-q4", value) for name, value in counts.items()]
    return RestrictedFacts(facts)


def a_project(folder: Path, **form_files: str) -> Project:
    """A project whose folder ``returns`` holds the form files given: ``dsg_2026="…"`` is dsg-2026.toml."""
    own = folder / "returns"
    own.mkdir(parents=True, exist_ok=True)
    for name, text in form_files.items():
        (own / f"{name.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
    return Project(folder, Settings())


def built_in(name: str) -> Form:
    return Library(Project(Path("nowhere"), Settings())).form(name)
