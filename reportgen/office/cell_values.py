"""A value on its way into a cell: exact digits, the workbook's own days, and whether the cell's format is for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from reportgen.office.markup import FORBIDDEN, HEX_ESCAPE
from reportgen.office.sheets import FIRST_DAY_1904, CellKind, SheetCell, is_date_format, shown_digits

CellValue = int | float | Decimal | str | date | bool
"""What a cell may be filled with; a ``datetime`` is a date with a time of day."""

LONGEST_TEXT = 32_767
MOST_DIGITS = 15
_LARGEST = Decimal("9.99999999999999E+307")
_SMALLEST = Decimal("2.2250738585072014E-308")
_LEAP_DAY_THAT_NEVER_WAS = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Stored:
    """A value as a sheet stores it; ``text`` as :class:`SheetCell` shows it, ``written`` as the XML holds it."""

    kind: CellKind
    text: str
    written: str

    @property
    def mark(self) -> str:
        """The cell's type attribute, "" for a number."""
        return {CellKind.TEXT: "inlineStr", CellKind.BOOLEAN: "b"}.get(self.kind, "")

    def equals(self, cell: SheetCell | None) -> bool:
        """Whether the cell holds this value already."""
        return cell is not None and (cell.kind, cell.text) == (self.kind, self.text)


class Unfit(ValueError):
    """Why a value cannot go into a cell: what was found, what is needed, what to do."""

    def __init__(self, found: str, needed: str, remedy: str) -> None:
        super().__init__(found)
        self.found, self.needed, self.remedy = found, needed, remedy


def store(value: CellValue, epoch: datetime) -> Stored:
    """Return a value as it is stored in a workbook whose days count from ``epoch``.

    Raises Unfit for what a cell cannot hold exactly: too long a text, too many digits, a day before the first one.
    """
    if isinstance(value, bool):
        return Stored(CellKind.BOOLEAN, "TRUE" if value else "FALSE", str(int(value)))
    if isinstance(value, str):
        return _store_text(value)
    if isinstance(value, date):
        return _store_date(value, epoch)
    if isinstance(value, int | float | Decimal):
        return _store_number(value)
    raise Unfit(
        f"a value of the kind {type(value).__name__} is given",
        "a number, a text, a date or yes/no is needed",
        "give it as one of these",
    )


def _store_text(value: str) -> Stored:
    if not value.strip():
        raise Unfit("an empty text is given", "a value is needed", "leave the cell out to keep what it holds")
    if len(value) > LONGEST_TEXT:
        found = f"a text of {len(value):,} characters is given"
        raise Unfit(found, f"at most {LONGEST_TEXT:,} are needed", "shorten it")
    if FORBIDDEN.search(value):
        raise Unfit("a text with control characters is given", "plain text is needed", "type it anew")
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return Stored(CellKind.TEXT, value, HEX_ESCAPE.sub("_x005F_", value))


def _store_number(value: int | float | Decimal) -> Stored:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise Unfit("no number is given (not a number, or infinite)", "a number is needed", "leave the cell out")
    size = abs(number)
    if size and not _SMALLEST <= size <= _LARGEST:
        raise Unfit(f"{number} is given", "a number that Excel can hold is needed", "round it")
    digits = len("".join(map(str, number.as_tuple().digits)).strip("0"))
    if digits > MOST_DIGITS and not isinstance(value, float):
        raise Unfit(
            f"a number of {digits} digits is given",
            f"at most the {MOST_DIGITS} digits that Excel keeps are needed",
            "round it; give an identifier as text",
        )
    plain = -30 < number.adjusted() < MOST_DIGITS  # beyond, readers of whole numbers and of doubles part ways
    written = f"{number:f}" if plain else f"{number.normalize():E}"
    if plain and "." in written:
        written = written.rstrip("0").rstrip(".")
    written = "0" if number == 0 else written
    return Stored(CellKind.NUMBER, shown_digits(written), written)


def _store_date(value: date, epoch: datetime) -> Stored:
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    if moment.tzinfo is not None:
        raise Unfit("a time with a time zone is given", "a date or a local time is needed", "leave the zone out")
    since = moment - epoch
    if epoch != FIRST_DAY_1904 and moment.date() < _LEAP_DAY_THAT_NEVER_WAS:
        since -= timedelta(days=1)  # Excel counts a 29 February 1900
    if since.days < (0 if epoch == FIRST_DAY_1904 else 1):
        found = f"the date {moment:%d/%m/%Y} is given"
        raise Unfit(found, f"a day from {epoch.year if epoch == FIRST_DAY_1904 else 1900} on is needed", "correct it")
    seconds = since.seconds + since.microseconds / 1_000_000
    written = str(since.days) if not seconds else repr(since.days + seconds / 86_400)
    return Stored(CellKind.DATE, moment.isoformat(), written)


def check_format(kind: CellKind, number_format: str) -> None:
    """Raise Unfit where a cell's number format is made for another kind of value."""
    wanted = kind_of_format(number_format)
    if wanted is None and kind is CellKind.DATE:
        raise Unfit(
            "a date is given for a cell that is not formatted as one, where it would show as a number",
            "a number or a text is needed",
            "format the cell as a date in Excel, or give the date as text",
        )
    if wanted is not None and kind is not wanted:
        raise Unfit(
            f"{_NAMES[kind]} is given for a cell formatted as {_NAMES[wanted]} ({number_format})",
            f"{_NAMES[wanted]} is needed",
            "give the value in that kind, or change the cell's format in Excel",
        )


_NAMES = {
    CellKind.TEXT: "a text",
    CellKind.NUMBER: "a number",
    CellKind.DATE: "a date",
    CellKind.BOOLEAN: "yes/no",
}


def kind_of_format(number_format: str) -> CellKind | None:
    """Return the kind of value a number format is made for; None for General, which takes any but dates."""
    if number_format == "@":
        return CellKind.TEXT
    if not number_format or number_format.casefold().startswith("general"):
        return None
    if is_date_format(number_format):
        return CellKind.DATE
    return CellKind.NUMBER if any(place in number_format.partition(";")[0] for place in "0#?") else None
