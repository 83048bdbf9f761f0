"""A number of its own at every place of the illustrative pack where one is hidden: each is read, each file refused."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest

from reportgen.assurance import audit_files
from reportgen.assurance.printed import read_numbers
from reportgen.codes import Symbol
from reportgen.facts.factset import PublishedFacts
from tests.assurance.test_finished_files import Files, facts, pack, project

__all__ = ["facts", "pack", "project"]

HIDDEN = re.compile(r"\[c\](?! means hidden)")
LEGEND = re.compile(r"printed as (?:<[^>]*>)*\[c\]")
Numbers = Iterator[int]


def planted_in_text(text: str, numbers: Numbers) -> str:
    """Text with another number at each hidden place; the words that explain the sign stay."""
    legends = {match.end() for match in LEGEND.finditer(text)}
    return HIDDEN.sub(lambda match: match[0] if match.end() in legends else str(next(numbers)), text)


def planted_in_package(data: bytes, numbers: Numbers) -> bytes:
    """An Office file, its chart workbooks too, with another number at each hidden place that is not the map's."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = planted_in_package(content, numbers)
            elif name.endswith(".xml") and not name.startswith("customXml"):
                content = planted_in_text(content.decode("utf-8"), numbers).encode("utf-8")
            new.writestr(name, content)
    return out.getvalue()


def planted(name: str, data: bytes, numbers: Numbers) -> bytes:
    if name.endswith(".html"):
        return planted_in_text(data.decode("utf-8"), numbers).encode("utf-8")
    return planted_in_package(data, numbers)


def test_every_number_at_a_hidden_place_is_read(pack: Files, facts: PublishedFacts) -> None:
    hidden = {fact.id for fact in facts if fact.symbol is Symbol.CONFIDENTIAL}
    counted = itertools.count(1001)
    changed = {name: planted(name, data, counted) for name, data in pack.items() if not name.endswith((".csv", ".txt"))}
    last = next(counted) - 1
    assert last - 1000 >= 40
    found = {round((low + high) / 2) for _, _, (low, high) in read_numbers(changed, hidden, {})}
    assert set(range(1001, last + 1)) <= found


def in_the_map(data: bytes) -> bytes:
    """An Office file whose map says that a number was printed where one is hidden."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("customXml/item"):
                content = re.sub(rb'(ref="fact:[^>]*text=")\[c\]', rb"\g<1>37", content)
            new.writestr(name, content)
    return out.getvalue()


MAPS: dict[str, Callable[[bytes], bytes]] = {
    "publish/slides.pptx": in_the_map,
    "publish/index.html": lambda page: re.sub(
        rb"(&quot;fact:[^&]*&quot;,&quot;text&quot;,&quot;)\[c\]", rb"\g<1>37", page
    ),
}


@pytest.mark.parametrize("name", MAPS)
def test_a_number_that_only_the_map_of_a_file_names_is_found(name: str, pack: Files, facts: PublishedFacts) -> None:
    changed = MAPS[name](pack[name])
    assert changed != pack[name] and len(changed) > 1000
    assert any(name in found.files for found in audit_files({**pack, name: changed}, facts, 5))
