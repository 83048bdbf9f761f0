"""A waterfall as stacked columns: levels on the axis, rises and falls on an unseen base."""

from __future__ import annotations

from decimal import Decimal

from reportgen.office.chart_numbers import HELPER, ChartColumn, exact, signed_format
from reportgen.office.values import ChartSpec, Look

ROLES = ("base", "level", "rise", "fall", "rise rest", "fall rest")


def waterfall_columns(spec: ChartSpec) -> tuple[ChartColumn, ...]:
    """Return the base, level, rise and fall columns, and the rest of bars that cross zero where there are any.

    Bars stack away from zero, so below zero the base and the step are negative, and a bar across zero is two: the part
    on the side where it ends in its own column, the part on the other side in a ``rest`` column. After a suppressed
    change nothing is drawn until the next level: where those bars would stand gives the change away.
    """
    rows: list[dict[str, Decimal]] = []
    running: Decimal | None = None
    for number, point in enumerate(spec.series[0].points):
        value = None if point.value is None else Decimal(point.value)
        if is_level(spec, number):
            running = value
            rows.append({} if value is None else {"level": value})
        elif value is None or running is None:
            running = None
            rows.append({})
        else:
            rows.append(_bar(running, value))
            running += value
    code = spec.number_format
    names = {
        "base": (f"Base{HELPER}", code, Look.UNSEEN),
        "level": (str(spec.series[0].name), code, Look.SOLID),
        "rise": ("Increase", signed_format(code, "+"), Look.SOLID),
        "fall": ("Decrease", signed_format(code, "−"), Look.SOLID),
        "rise rest": ("Increase, part across zero", signed_format(code, "+"), Look.SOLID),
        "fall rest": ("Decrease, part across zero", signed_format(code, "−"), Look.SOLID),
    }
    used = [role for role in ROLES if not role.endswith("rest") or any(role in row for row in rows)]
    return tuple(
        ChartColumn(
            names[role][0],
            tuple(exact(row[role], spec.scale) if role in row else None for row in rows),
            names[role][1],
            names[role][2],
            role,
        )
        for role in used
    )


def is_level(spec: ChartSpec, number: int) -> bool:
    """Whether a waterfall's bar stands on the axis: the first, and those marked as totals."""
    return number == 0 or spec.series[0].points[number].total


def _bar(start: Decimal, change: Decimal) -> dict[str, Decimal]:
    """Return what a bar from ``start`` by ``change`` puts in each column."""
    end = start + change
    role = "rise" if change > 0 else "fall"
    if min(start, end) < 0 < max(start, end):
        return {role: end, f"{role} rest": start}
    sign = -1 if min(start, end) < 0 else 1
    return {"base": sign * min(abs(start), abs(end)), role: sign * abs(change)}
