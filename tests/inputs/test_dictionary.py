"""The guide beside the data says what the declarations say."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.inputs import dictionary
from reportgen.inputs.headings import heading_key
from reportgen.inputs.table import Kind
from reportgen.inputs.tables import NARRATIVE_SECTIONS, TABLES

ROOT = Path(__file__).parents[2]


def test_the_guide_is_the_one_the_declarations_give() -> None:
    assert (ROOT / "data" / "README.md").read_text(encoding="utf-8") == dictionary(), (
        "write it again: python -c 'from reportgen.inputs import dictionary; print(dictionary(), end=\"\")' "
        "> data/README.md"
    )


def test_every_table_column_and_section_is_in_the_guide() -> None:
    text = dictionary()
    for name, declaration in TABLES.items():
        assert f"### {name}\n" in text
        for column in declaration.columns:
            assert f"| `{column.name}` | {column.kind.value} |" in text
    assert all(f"`{section}`" in text for section in NARRATIVE_SECTIONS)


@pytest.mark.parametrize("name", list(TABLES))
def test_a_declaration_is_whole(name: str) -> None:
    declaration = TABLES[name]
    names = [column.name for column in declaration.columns]
    assert len(set(names)) == len(names)
    assert set(declaration.key) <= set(names)
    assert declaration.doc.endswith((".", "!"))
    for column in declaration.columns:
        assert column.doc
        assert (column.kind is Kind.CODE) == bool(column.codes)
        assert (column.kind is Kind.LIST) == bool(column.separator)


@pytest.mark.parametrize("name", list(TABLES))
def test_no_heading_means_two_columns(name: str) -> None:
    """An alias may not be another column's alias; a column's own name goes before any alias."""
    seen: dict[str, str] = {}
    for column in TABLES[name].columns:
        for alias in {heading_key(alias) for alias in column.aliases}:
            assert seen.setdefault(alias, column.name) == column.name, f"{alias} is an alias of two columns"
