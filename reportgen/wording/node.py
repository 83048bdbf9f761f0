"""The read-only tree templates read: every fact by its dotted id, and plain nodes beside them.

A node may be a fact and a parent at once (``plans.total`` and ``plans.total.change``). Names look up children only:
there is no way from a template to a Python attribute or method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from reportgen.facts.fact import Fact
from reportgen.facts.units import Number
from reportgen.office.values import Printed, Text
from reportgen.wording.formats import FORMATS, Day, HiddenValueError, print_fact, write_month


class Node(Mapping[str, object]):
    """A read-only branch of the tree."""

    __slots__ = ("_children", "name")

    def __init__(self, children: Mapping[str, object], name: str = "") -> None:
        self._children = children
        self.name = name

    def __getitem__(self, key: str) -> object:
        return self._children[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._children)

    def __len__(self) -> int:
        return len(self._children)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<{self.name or 'names'}: {', '.join(self._children)}>"


class FactValue(Node):
    """A published fact in a template: prints itself, and its children are the facts whose ids continue its own.

    ``label``, ``definition``, ``calculation``, ``as_of`` and ``period`` can be looked up like children. A fact is
    always true in a condition, so that ``{% if … %}`` says nothing of a hidden value; comparing or calculating with
    a hidden one raises HiddenValueError.
    """

    __slots__ = ("fact",)

    def __init__(self, fact: Fact, children: Mapping[str, object] | None = None, year_pattern: str = "2025-26") -> None:
        super().__init__({**_descriptions(fact, year_pattern), **(children or {})}, fact.id)
        self.fact = fact

    def printed(self) -> Printed:
        """Return the fact in its own unit."""
        return print_fact(self.fact)

    def __str__(self) -> str:
        return self.fact.text

    def __repr__(self) -> str:
        return f"<{self.fact.id}>"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, FactValue):
            return self._known() == other._known()
        return self._known() == other

    def __hash__(self) -> int:
        return hash(self.fact.id)

    def __lt__(self, other: object) -> bool:
        return self._known() < _number(other)

    def __le__(self, other: object) -> bool:
        return self._known() <= _number(other)

    def __gt__(self, other: object) -> bool:
        return self._known() > _number(other)

    def __ge__(self, other: object) -> bool:
        return self._known() >= _number(other)

    def __add__(self, other: object) -> Decimal:
        return self._known() + _number(other)

    def __sub__(self, other: object) -> Decimal:
        return self._known() - _number(other)

    def __mul__(self, other: object) -> Decimal:
        return self._known() * _number(other)

    def __truediv__(self, other: object) -> Decimal:
        return self._known() / _number(other)

    def __neg__(self) -> Decimal:
        return -self._known()

    def __abs__(self) -> Decimal:
        return abs(self._known())

    def __radd__(self, other: object) -> Decimal:
        return _number(other) + self._known()

    def __rsub__(self, other: object) -> Decimal:
        return _number(other) - self._known()

    def __rmul__(self, other: object) -> Decimal:
        return _number(other) * self._known()

    def __int__(self) -> int:
        return int(self._known())

    def _known(self) -> Decimal:
        if self.fact.value is None:
            raise HiddenValueError(
                f"{self.fact.id} is {self.fact.text} and cannot be compared or calculated with; print it as it is, "
                "or leave the sentence out where it is hidden"
            )
        return Decimal(self.fact.value)


def _number(value: object) -> Decimal:
    if isinstance(value, FactValue):
        return value._known()
    if isinstance(value, Number):
        return Decimal(value)
    raise TypeError(f"a fact cannot be compared or calculated with {type(value).__name__}")


def _descriptions(fact: Fact, year_pattern: str) -> dict[str, object]:
    found: dict[str, object] = {
        "label": Text(fact.label, f"label:{fact.id}"),
        "definition": Text(fact.definition, f"definition:{fact.indicator}"),
        "calculation": Text(fact.calculation, f"calculation:{fact.id}"),
        "period": Text(write_period(fact.period, year_pattern), f"date:{fact.id}"),
    }
    if fact.as_of is not None:
        found["as_of"] = Day(fact.as_of, fact.id)
    return found


def write_period(period: str, year_pattern: str) -> str:
    """Return a fact's period as a council writes it: ``2026/27``, ``Quarter 2 of 2025/26``, ``2024``."""
    year, _, quarter = period.partition("-q")
    text = year.replace("-", "/") if "/" in year_pattern else year
    return f"Quarter {quarter} of {text}" if quarter else text


def build_tree(facts: Mapping[str, Fact], year_pattern: str) -> dict[str, object]:
    """Return the tops of the tree of facts by dotted id. Facts with ``@period`` are reached by ``fact("…")`` alone."""
    children: dict[str, dict[str, object]] = {"": {}}
    for fact_id in facts:
        parts = () if "@" in fact_id else fact_id.split(".")
        for depth in range(1, len(parts) + 1):
            children.setdefault(".".join(parts[:depth]), {})
    for path in sorted(children, key=lambda path: -path.count(".") - bool(path)):
        if path:
            parent, _, name = path.rpartition(".")
            found = facts.get(path)
            below = children[path]
            children[parent][name] = FactValue(found, below, year_pattern) if found else Node(below, path)
    return children[""]


def make_filters() -> dict[str, Callable[[object], Printed]]:
    """Return the filters of the template language: one a format, each taking a fact or a date."""
    return {name: _filter(name) for name in FORMATS}


def _filter(form: str) -> Callable[[object], Printed]:
    def apply(value: object) -> Printed:
        if form in ("date", "month"):
            return _print_day(value, form)
        if isinstance(value, FactValue):
            return print_fact(value.fact, form)
        raise TypeError(f"the format '{form}' takes a fact, not {type(value).__name__}")

    apply.__name__ = form
    return apply


def _print_day(value: object, form: str) -> Printed:
    if isinstance(value, FactValue):
        value = value.get("as_of")
    if not isinstance(value, Day):
        raise TypeError(f"the format '{form}' takes a date or a fact with a date, not {type(value).__name__}")
    return value.printed() if form == "date" else Printed(write_month(value.value), f"date:{value.what}", form)
