"""Every file that stays inside the council says so first: on its first line, in its first cell, by its first key."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import openpyxl
import pytest

from reportgen.pipeline import Order, build
from reportgen.project import open_project
from tests.commands.projects import PERIOD, files_in, make_project

SAID = "not for publication"


def first_line(data: bytes) -> str:
    return data.decode("utf-8-sig").splitlines()[0]


def first_cell(data: bytes) -> str:
    return str(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A1"].value)


def first_key(data: bytes) -> str:
    name, value = next(iter(json.loads(data).items()))
    return f"{name}: {value}"


FIRST: dict[str, Callable[[bytes], str]] = {
    "restricted/facts.csv": first_line,
    "restricted/assurance.txt": first_line,
    "restricted/return.xlsx": first_cell,
    "restricted/run.json": first_key,
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = make_project(tmp_path_factory.mktemp("restricted"))
    project = open_project(folder)
    build(project, Order(project.period(PERIOD)), folder / "output", lambda _: None)
    return files_in(folder / "output" / PERIOD)


def test_no_file_of_the_restricted_folder_is_without_a_test_here(pack: dict[str, bytes]) -> None:
    assert {name for name in pack if name.startswith("restricted/")} == set(FIRST)


@pytest.mark.parametrize("name", FIRST)
def test_each_file_says_first_that_it_is_not_for_publication(pack: dict[str, bytes], name: str) -> None:
    assert SAID in FIRST[name](pack[name]).casefold()


def test_the_facts_that_are_published_do_not_say_it(pack: dict[str, bytes]) -> None:
    assert SAID not in first_line(pack["publish/facts.csv"]).casefold()
