"""The words of officers that reach a public file, and what a reader could learn from them about one child."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.errors import Problem, Severity
from reportgen.inputs.screening import Screen
from reportgen.inputs.table import Inputs, Kind, Row, Table
from reportgen.inputs.uk_identifiers import find_identifiers
from reportgen.project import Settings

_READ = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.LIST, Kind.IDENTIFIER})
_NAME_COLUMNS = frozenset({"owner", "owners", "speaker", "supplied_by"})
_NAME_FIELDS = frozenset(
    {"presenter", "presenter_role", "report_author", "responsible_officer", "member_reporting", "wards", "committee"}
)
_NAME_TABLES = {"people": ("name", "role"), "consultees": ("name", "post")}
_OWN_CHECK = frozenset({"survey_comments.published_text", "survey_responses.answer"})
"""Comments and answers are judged one by one: what cannot be printed is held back, and nothing else stops."""

_LOWER_CASE_WORD = re.compile(r"(?<![^\W_])[^\W\d_A-Z][^\W_]*")


def public_cells(inputs: Inputs) -> Iterator[tuple[str, Row, str, str]]:
    """Yield table, row, column and text of every cell of words that a document, a chart or a list of facts may show."""
    for name, table in inputs.tables.items():
        if table.declaration.restricted:
            continue
        for row in table.rows:
            for column in _columns(table, row):
                text = row.cells[column].value
                if isinstance(text, tuple):
                    text = " | ".join(text)
                if isinstance(text, str) and text:
                    yield name, row, column, text


def gather_vocabulary(inputs: Inputs, settings: Settings) -> frozenset[str]:
    """Return words that name nobody: those written small in officers' words, and those of the council's own name."""
    own = (settings.authority, settings.programme)
    texts = [getattr(part, name) for part in own for name in part.__slots__]
    texts += [*settings.glossary, *settings.glossary.values()]
    words = {word.casefold() for text in texts for word in re.findall(r"[^\W_]+", text)}
    for table, _, column, text in public_cells(inputs):
        if f"{table}.{column}" not in _OWN_CHECK:
            words.update(_LOWER_CASE_WORD.findall(text))
    return frozenset(words)


def gather_public_names(inputs: Inputs) -> frozenset[str]:
    """Return the people whom the documents name anyway: those of the meeting, and owners of actions and risks."""
    return frozenset(
        part.strip()
        for table, row, column, text in public_cells(inputs)
        if _holds_names(table, row, column)
        for part in re.split(r"[|,;&]| and ", text)
    )


def check_words(inputs: Inputs, screen: Screen) -> list[Problem]:
    """Return a problem for each cell of officers' words that may identify a child: an error where there is no doubt."""
    problems: list[Problem] = []
    for table, row, column, text in public_cells(inputs):
        if f"{table}.{column}" in _OWN_CHECK:
            continue
        if _holds_names(table, row, column):
            problems += _check_name(row, column, text, screen)
            continue
        findings = screen.scan(text)
        if _kind(inputs.tables[table], column) is Kind.IDENTIFIER:
            findings = tuple(finding for finding in findings if finding.is_certain)
        if findings:
            is_certain = any(finding.is_certain for finding in findings)
            problems.append(
                Problem(
                    row.place(column),
                    f"found {', '.join(finding.kind for finding in findings)} in words that will be published",
                    "words that identify no child are needed (what was found is not shown here)",
                    "take it out" if is_certain else "take it out, or leave it where it identifies nobody",
                    Severity.ERROR if is_certain else Severity.WARNING,
                )
            )
    return problems


def _check_name(row: Row, column: str, text: str, screen: Screen) -> Iterator[Problem]:
    """Give an error where a cell that names an officer or a body names somebody of the screening table in full."""
    if screen.names_whole(text) or any(each.is_certain for each in find_identifiers(text)):
        yield Problem(
            row.place(column),
            "found words of the screening table, or a child's number, where an officer or a body is named",
            "a name that is not on the screening table is needed (what was found is not shown here)",
            "take it out, or take the entry out of screening if it is the name of an officer",
        )


def _columns(table: Table, row: Row) -> Iterator[str]:
    for name in row.cells:
        kind = _kind(table, name)
        if kind is None or kind in _READ:
            yield name


def _kind(table: Table, name: str) -> Kind | None:
    """Return the kind of a declared column, none for a further meeting's; restricted columns are no words to print."""
    for column in table.declaration.columns:
        if column.name == name:
            return Kind.YES_NO if column.restricted else column.kind
    return None


def _holds_names(table: str, row: Row, column: str) -> bool:
    """Whether a cell is there to name an officer, a member or a body."""
    if table == "meeting":
        return column == "field" or row.value("field") in _NAME_FIELDS
    return column in _NAME_COLUMNS or column in _NAME_TABLES.get(table, ())
