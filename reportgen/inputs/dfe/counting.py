"""The shares of a form added up for one area and year, and what has to be said about them.

A symbol is never a zero: a share with a part that is not available is not available. A row the file leaves out is a
zero only where the rows that are there make up the total.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.codes import Symbol
from reportgen.inputs.dfe.crosswalk import ukrlp_note
from reportgen.inputs.dfe.form import TOTAL_ROW, Group, Part, Share, Ukrlp
from reportgen.inputs.dfe.publication import Publication
from reportgen.inputs.table import Column, Kind
from reportgen.inputs.values import read_value
from reportgen.office.sheets import CellKind, SheetCell

Amount = int | Decimal | Symbol

_COUNT = Column("value", Kind.NUMBER, "A published value.", allows_symbol=True)


@dataclass(frozen=True, slots=True)
class Counted:
    """One row's codes and its amount."""

    values: Mapping[str, str]
    amount: Amount


@dataclass(slots=True)
class Counting:
    """What one publication gives for one area: rows by year, and notes."""

    publication: Publication
    code: str
    ukrlp: Ukrlp
    notes: list[str] = field(default_factory=list)

    def count(self, year: int) -> list[Counted]:
        """Return the rows of one year, group by group."""
        return [row for group in self._groups(year) for row in self._count_group(group, year)]

    def _groups(self, year: int) -> list[Group]:
        return [group for group in self.publication.form.groups if group.since <= year <= group.until]

    def _count_group(self, group: Group, year: int) -> list[Counted]:
        total = self._amount((group.total,), year)
        if total is None:
            return []
        by = next((other for other in self._groups(year) if other.name == group.absent_by), group)
        found = [(share, self._amount(self._live(share, year), year)) for share in group.shares]
        live = [(share, amount) for share, amount in found if self._live(share, year)]
        if all(amount is None for _share, amount in live):
            if not self._is_published(group, year):
                return []
            self.notes.append(f"{year}: no {group.name} are given for this authority; they are left as x, not as none")
            return [Counted(share.values, Symbol.NOT_AVAILABLE) for share, _amount in live]
        is_whole = self._is_whole(by, year, total)
        absent: Amount = 0 if is_whole else Symbol.NOT_AVAILABLE
        rows = [(share, absent if amount is None else amount) for share, amount in live]
        if by is group:
            self._check(group, year, total, rows, is_whole)
        self._explain(group, year, rows)
        if not is_whole and self._is_unrecorded(by, year, total):
            rows = [(share, Symbol.NOT_AVAILABLE) for share, _amount in rows]
        return [Counted(share.values, Symbol.NOT_AVAILABLE if share.unlike else amount) for share, amount in rows]

    def _live(self, share: Share, year: int) -> tuple[Part, ...]:
        return tuple(part for part in share.parts if part.counts_in(year, self.ukrlp))

    def _amount(self, parts: tuple[Part, ...], year: int) -> Amount | None:
        """Return the sum of published cells, a symbol where a part is one, None where the file has none of the rows."""
        total: int | Decimal = 0
        is_there = False
        for part in parts:
            text = self.publication.cell(self.code, year, part.breakdown, part.column)
            if text is None:
                continue
            amount = read_amount(text)
            if isinstance(amount, Symbol):
                return amount
            is_there = True
            total += part.sign * amount
        return total if is_there else None

    def _is_published(self, group: Group, year: int) -> bool:
        """Whether the file gives this group for any other area of that year."""
        breakdowns = {part.breakdown for share in group.shares for part in share.parts}
        if breakdowns == {TOTAL_ROW}:
            return True
        return any(
            breakdown.casefold() in rows
            for (_code, other), rows in self.publication.rows.items()
            if other == year
            for breakdown in breakdowns
        )

    def _is_whole(self, group: Group, year: int, total: Amount) -> bool:
        """Whether the rows that are there make up the total, so that a row that is not means none."""
        if isinstance(total, Symbol) or self._is_unrecorded(group, year, total):
            return False
        amounts = [self._amount(self._live(share, year), year) for share in group.shares]
        return not any(isinstance(amount, Symbol) for amount in amounts) and total == sum(
            amount for amount in amounts if amount is not None and not isinstance(amount, Symbol)
        )

    def _is_unrecorded(self, group: Group, year: int, total: Amount) -> bool:
        share = next((share for share in group.shares if group.unrecorded in share.values.values()), None)
        if share is None or not group.unrecorded or total == 0:
            return False
        return self._amount(self._live(share, year), year) == total

    def _check(self, group: Group, year: int, total: Amount, rows: list[tuple[Share, Amount]], is_whole: bool) -> None:
        """Say what a group leaves open: a gap to its total, or amounts that are not available."""
        if is_whole or len(rows) == 1:
            return
        if self._is_unrecorded(group, year, total):
            words = f"all {total:,} plans stand under 'not recorded', so the {group.name} are left as x, not as none"
            self.notes.append(f"{year}: {words}")
            return
        missing = sum(isinstance(amount, Symbol) for _share, amount in rows)
        numbers = [amount for _share, amount in rows if not isinstance(amount, Symbol)]
        if missing:
            given = f"the total of {total:,} is given" if not isinstance(total, Symbol) else "nor is the total"
            all_of = "none" if not numbers else f"{missing} of {len(rows)}"
            verb = "is" if all_of == "none" else "are not"
            self.notes.append(f"{year}: {all_of} of the {group.name} {verb} available (x in the DfE's file); {given}")
        elif not isinstance(total, Symbol):
            gap = total - sum(numbers)
            self.notes.append(
                f"{year}: the {group.name} add up to {sum(numbers):,}, {abs(gap):,} "
                f"{'fewer' if gap > 0 else 'more'} than the total of {total:,}"
            )

    def _explain(self, group: Group, year: int, rows: list[tuple[Share, Amount]]) -> None:
        for share, amount in rows:
            if share.note and amount != 0 and not isinstance(amount, Symbol):
                self.notes.append(share.note)
            if share.unlike:
                self.notes.append(f"the {group.name} '{share.unlike}' are none of the codes here, which are left as x")
            for part in self._live(share, year):
                choice = self._amount((part,), year) if part.only is not None else None
                if choice is not None and not isinstance(choice, Symbol) and choice > 0 and not group.absent_by:
                    self.notes.append(
                        f"{year}: {choice:,} {'plan' if choice == 1 else 'plans'} {ukrlp_note(self.ukrlp)}"
                    )


def read_amount(text: str) -> Amount:
    """Return a published number or symbol; a blank, or what is neither, is not available."""
    reading = read_value(_COUNT, SheetCell(1, 1, CellKind.TEXT, text.strip()))
    value = reading.value
    return (
        value if isinstance(value, int | Decimal | Symbol) and not isinstance(value, bool) else (Symbol.NOT_AVAILABLE)
    )
