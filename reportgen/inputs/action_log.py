"""The action log after a meeting: the actions of the published minutes, with ids that run on from the quarter's own."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

from reportgen.errors import Place, Problem, ProblemsError, errors_among
from reportgen.inputs.csv_cells import decode, stream_csv
from reportgen.inputs.minuted_actions import MinutedAction
from reportgen.inputs.reading import read_table
from reportgen.inputs.rows import Grid
from reportgen.inputs.table import Inputs, Row, SourceFile, Table
from reportgen.inputs.tables import TABLES
from reportgen.office.sheets import Sheet
from reportgen.period import Period

ACTION_LOG = Path("restricted", "actions.csv")
"""Where the log lies in the folder of a quarter's output."""

_NUMBER = re.compile(r"(.*?)(\d+)")
_COLUMNS = tuple(column.name for column in TABLES["actions"].columns)
_ASIDE = ("script", "style", "head", "title")
_INLINE = ("a", "abbr", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u", "img", "wbr")


def read_minutes(path: Path) -> tuple[str, ...]:
    """Return the paragraphs of minutes: a Word document, plain text, or HTML as copied from a page.

    Raises ProblemsError for what is none of them.
    """
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        return _word_paragraphs(data, path.name)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise ProblemsError([_unreadable(path.name)])
    text = decode(data, path.name)
    if path.suffix.casefold() in (".htm", ".html") or re.search(r"<(?:p|div|li|html|body|br)\b", text, re.I):
        return _html_paragraphs(text)
    return tuple(text.splitlines())


def _word_paragraphs(data: bytes, name: str) -> tuple[str, ...]:
    from reportgen.office.intake import Refusal, read_package
    from reportgen.office.reading import text

    try:
        read_package(data)
        found = text(data)
    except (Refusal, ValueError) as error:
        raise ProblemsError([_unreadable(name)]) from error
    body = [each for each in found if each.part == "word/document.xml" and each.path.startswith("paragraph ")]
    if not body:
        raise ProblemsError([_unreadable(name)])
    return tuple(line for each in body for line in each.text.split("\n"))


def _unreadable(name: str) -> Problem:
    found, needed = "these minutes cannot be read", "a Word document (.docx), plain text or HTML is needed"
    return Problem(Place(name), found, needed, "copy the minutes into a text file and save it as UTF-8")


class _Paragraphs(HTMLParser):
    """Gathers the text of HTML, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self._aside = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line at a block; a list item gets a mark."""
        self._aside += tag in _ASIDE
        if tag not in _INLINE:
            self.lines.append("• " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        """End a line at a block."""
        self._aside -= tag in _ASIDE
        if tag not in _INLINE:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Add words to the line."""
        if self._aside <= 0:
            self.lines[-1] += data.replace("\n", " ")


def _html_paragraphs(text: str) -> tuple[str, ...]:
    parser = _Paragraphs()
    parser.feed(text)
    parser.close()
    return tuple(line for line in parser.lines if line.strip(" •"))


@dataclass(frozen=True, slots=True)
class LoggedAction:
    """An action as it stands in the log, as text by column."""

    cells: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its id."""
        return self.cells[0]

    @property
    def words(self) -> str:
        """What is to be done, to tell whether two are the same."""
        return _alike(self.cells[_COLUMNS.index("action")])


def read_log(path: Path) -> tuple[LoggedAction, ...]:
    """Return the log that is there already, as typed; none where there is no file. Raises ProblemsError."""
    table = _read(path)
    return () if table is None else tuple(_as_typed(row) for row in table)


def log_actions(
    minuted: Sequence[MinutedAction], inputs: Inputs, known: Sequence[LoggedAction]
) -> tuple[tuple[LoggedAction, ...], tuple[LoggedAction, ...]]:
    """Return the log and what is new in it: known rows first, then the minuted actions under the next free ids.

    An action is new unless the log or the quarter's own table has it. The meeting gives date and item.
    """
    own = tuple(_as_typed(row) for row in inputs.rows("actions"))
    said = {action.words for action in (*own, *known)}
    meeting = {row.text("field"): row.cells["value"].raw for row in inputs.rows("meeting") if "value" in row.cells}
    raised, item = meeting.get("meeting_date", ""), meeting.get("item_title", "")
    prefix, number = last_id([action.id for action in (*own, *known)])
    new: list[LoggedAction] = []
    for action in minuted:
        if _alike(action.action) not in said:
            number += 1
            owners = "; ".join(action.owners)
            cells = {"id": f"{prefix}{number}", "raised_at": raised, "item": item, "owners": owners}
            cells |= {"action": action.action, "status": "open"}
            new.append(LoggedAction(tuple(cells.get(name, "") for name in _COLUMNS)))
    return (*known, *new), tuple(new)


def last_id(ids: Iterable[str]) -> tuple[str, int]:
    """Return the letters and the number of the highest id; ``A`` and 0 where there is none."""
    parts = [match for match in map(_NUMBER.fullmatch, ids) if match]
    last = max(parts, key=lambda match: int(match[2]), default=None)
    return (last[1], int(last[2])) if last else ("A", 0)


def write_log(log: Sequence[LoggedAction]) -> bytes:
    """Return the log as the CSV of the actions table, UTF-8 as Excel opens it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows(action.cells for action in log)
    return text.getvalue().encode("utf-8-sig")


def add_minuted(inputs: Inputs, output: Path, period: Period) -> Inputs:
    """Return the inputs with the actions logged from the quarter's minutes, those it has already left as they are.

    Raises ProblemsError where the log has errors.
    """
    found = [_read(path) for path in sorted((output / str(period)).glob(f"**/{ACTION_LOG.as_posix()}"))]
    logged = [row for table in found if table is not None for row in table]
    own = inputs.rows("actions")
    known = {row.text("id").casefold() for row in own}
    added = tuple(row for row in logged if row.text("id").casefold() not in known)
    if not added:
        return inputs
    source = inputs.tables["actions"].source if "actions" in inputs.tables else SourceFile(ACTION_LOG.as_posix(), "")
    table = Table(TABLES["actions"], (*own, *added), source)
    return replace(inputs, tables={**inputs.tables, "actions": table})


def _read(path: Path) -> Table | None:
    if not path.is_file():
        return None
    data = path.read_bytes()
    sheet = Sheet("", tuple(stream_csv(data, path.name)))
    source = SourceFile(path.name, hashlib.sha256(data).hexdigest())
    table, problems = read_table(TABLES["actions"], Grid(sheet, path.name, ""), source)
    if errors_among(problems):
        raise ProblemsError(problems)
    return table


def _as_typed(row: Row) -> LoggedAction:
    return LoggedAction(tuple(row.cells[name].raw if name in row.cells else "" for name in _COLUMNS))


def _alike(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
