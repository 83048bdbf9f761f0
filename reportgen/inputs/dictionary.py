"""The guide to the inputs (``data/README.md``), written from the declarations so that it cannot drift."""

from __future__ import annotations

from reportgen.codes import AGE_BANDS, NEEDS, RAG, SCENARIOS, SETTINGS, Code, Symbol
from reportgen.inputs.declarations.meeting import MEETING_FIELDS, REPEATED_MEETING_FIELDS
from reportgen.inputs.table import Carry, Column, TableDeclaration
from reportgen.inputs.tables import NARRATIVE_SECTIONS, TABLES

_INTRODUCTION = """# The inputs of one quarter

<!-- Written by reportgen from its declarations (`reportgen/inputs/declarations`); a test keeps it true. -->

Each quarter has a folder here, named by financial year and quarter: `2025-26-q2` is July to September 2025. It holds
`quarter.xlsx` with one sheet for each table below, or one `<table>.csv` for each, or some of both; a table in both is
refused. No table is needed by itself: a part of the pack whose data is absent is left out, and the build says so.

The quarters here are illustrative: the authority, its people and its figures are invented.

## How cells are read

- Headings match without regard to capitals, spaces, hyphens and underscores, and by the other names listed. Their order
  is free. A column nobody knows is passed over with a warning that names the nearest known one.
- Money is `£1,234`, `£1.2m`, `-£1,018` or `(£1,018)`; percentages have their sign, `12.5%`; whole numbers may
  have commas.
- Dates are `03/04/2026` (3 April), `2026-04-03`, `3 April 2026` or real Excel dates. The year has four digits.
- A table keeps its own history: rows of earlier periods stay in it.
- Rows that are totals of other rows, and notes below a table, are passed over with a warning.
- Whatever could be read two ways is refused, with both ways named. All problems are shown at once, each with its cell.

A value that is not there has a symbol, with or without square brackets. A symbol is neither zero nor blank.

| symbol | meaning |
|---|---|
"""

_LEGACY = """
The older `:` `..` `-` `.` `~` `*` `NULL` `N/A` and counts such as `<5` are read with a warning: `<5` becomes `c`,
never 5.

## Codes

The label may be written instead of the code. `all` in a column that allows it is the total over that column.
"""

_CARRY = {
    Carry.HISTORY: "`reportgen new` carries all rows into the next quarter.",
    Carry.OPEN: "`reportgen new` carries the rows still open into the next quarter.",
    Carry.STRUCTURE: "`reportgen new` carries the rows into the next quarter with this quarter's entries blank.",
    Carry.NOTHING: "`reportgen new` starts it empty.",
}
_COMMON = {"setting": SETTINGS, "age_band": AGE_BANDS, "primary_need": NEEDS, "scenario": SCENARIOS, "rag": RAG}


def dictionary() -> str:
    """Return the text of ``data/README.md``: how cells are read, the code lists, and every table with its columns."""
    parts = [_INTRODUCTION + "".join(f"| `{symbol.value}` | {symbol.meaning} |\n" for symbol in Symbol) + _LEGACY]
    parts += [_code_list(name, codes) for name, codes in _COMMON.items()]
    parts.append("## Tables\n\n" + ", ".join(f"[{name}](#{name})" for name in TABLES) + "\n")
    parts += [_table(declaration) for declaration in TABLES.values()]
    return "\n".join(parts)


def _code_list(name: str, codes: tuple[Code, ...]) -> str:
    has_category = any(code.dsg for code in codes)
    heading = f"### Codes of {name}\n\n| code | label |{' DSG plan category |' if has_category else ''}\n"
    heading += "|---|---|" + ("---|" if has_category else "") + "\n"
    rows = (
        f"| `{code.code}` | {code.label} |" + (f" {code.dsg or '–'} |" if has_category else "") + "\n" for code in codes
    )
    return heading + "".join(rows)


def _table(declaration: TableDeclaration) -> str:
    lines = [f"### {declaration.name}\n", declaration.doc + "\n"]
    if declaration.restricted:
        lines.append("**Restricted**: nothing in it leaves the council, and no message repeats it.\n")
    lines.append("| column | kind | needed | what it is |\n|---|---|---|---|")
    lines += [_column(column) for column in declaration.columns]
    lines.append("")
    if declaration.key:
        lines.append(f"One row for each {' and '.join(f'`{name}`' for name in declaration.key)}.")
    if declaration.open_columns:
        lines.append(declaration.open_columns)
    lines.append(_CARRY[declaration.carry] + "\n")
    if declaration.name == "meeting":
        lines.append(_meeting_fields())
    if declaration.name == "narrative":
        known = ", ".join(f"`{section}`" for section in NARRATIVE_SECTIONS)
        lines.append(f"Sections: {known}, and `title:<slide>` for the title of a slide.\n")
    return "\n".join(lines)


def _column(column: Column) -> str:
    words = [column.doc]
    if column.codes:
        words.append(_codes_named(column))
    if column.allows_all:
        words.append("`all` is allowed.")
    if column.allows_symbol:
        words.append("A symbol is allowed.")
    if column.example:
        words.append(f"Example: `{_cell(column.example)}`.")
    if column.aliases:
        words.append(f"Also headed: {', '.join(column.aliases)}.")
    needed = "yes" if column.required else ""
    return f"| `{column.name}` | {column.kind.value} | {needed} | {_cell(' '.join(words))} |"


def _codes_named(column: Column) -> str:
    shared = next((name for name, codes in _COMMON.items() if codes is column.codes), None)
    if shared:
        return f"Codes of {shared}, above."
    return "Codes: " + ", ".join(f"`{code.code}` {code.label}" for code in column.codes) + "."


def _meeting_fields() -> str:
    lines = ["| field | kind | what it is |\n|---|---|---|"]
    for field in MEETING_FIELDS:
        again = " May be repeated." if field.name in REPEATED_MEETING_FIELDS else ""
        lines.append(f"| `{field.name}` | {field.kind.value} | {_cell(field.doc)}{again} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
