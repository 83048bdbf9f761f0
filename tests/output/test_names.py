"""Names that work on Windows, macOS and Linux alike."""

from __future__ import annotations

from itertools import islice
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.output.names import is_portable, names_beside, portable_name


@pytest.mark.parametrize(
    "name", ["paper.docx", "paper (new).docx", "Schools’ Forum", ".reportgen-lock", "constant.txt"]
)
def test_ordinary_names_are_portable(name: str) -> None:
    assert is_portable(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "CON",
        "con.docx",
        "lpt1.txt",
        "a:b",
        "a/b",
        "a\\b",
        "what?",
        "ends.",
        "ends ",
        " starts",
        "x" * 121,
        "a\tb",
        "..",
    ],
)
def test_names_that_fail_somewhere_are_not(name: str) -> None:
    assert not is_portable(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Schools Forum", "Schools Forum"),
        ("Children’s Services / Education: Scrutiny", "Children’s Services - Education- Scrutiny"),
        ("Aux", "Aux_"),
        ("Panel...", "Panel"),
    ],
)
def test_a_committee_gets_a_folder_name_like_itself(text: str, name: str) -> None:
    assert portable_name(text) == name


@given(st.text(max_size=300))
def test_any_text_becomes_a_portable_name(text: str) -> None:
    assert is_portable(portable_name(text))


def test_names_beside_count_up() -> None:
    names = [path.name for path in islice(names_beside(PurePosixPath("publish/paper.docx")), 3)]
    assert names == ["paper (new).docx", "paper (new 2).docx", "paper (new 3).docx"]
