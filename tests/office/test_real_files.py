"""The files officers and other projects have: tags put into them are filled, and none of them does harm."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from reportgen import office
from reportgen.errors import ProblemsError
from reportgen.office import fill_template
from reportgen.office.intake import open_package
from reportgen.office.slides import read_deck
from reportgen.office.values import Printed
from tests.office.templates import REAL, A, W, rezip
from tests.office.test_intake import OUTCOMES, real_files
from tests.office.validator import new_errors

VALUE = Printed("<5 & R&D", "fact:harmless")
TAGS = "{% if yes %}{{ harmless }}{% endif %}{% for n in numbers %} {{ n }}{% endfor %}"
SAID = "<5 & R&D 1 2"


@cache
def accepted() -> tuple[Path, ...]:
    """The real files that the table says are filled."""
    with OUTCOMES.open(encoding="utf-8", newline="") as file:
        filled = {row["file"] for row in csv.DictReader(file) if row["outcome"] == "filled"}
    return tuple(path for path in real_files() if path.name in filled) if REAL.exists() else ()


def paragraphs(root: etree._Element, is_word: bool) -> Iterator[etree._Element]:
    if is_word:
        yield from (each for each in root.iter(f"{W}p") if each.getparent() is not None)
    else:
        yield from root.iter(f"{A}p")


def with_tags(data: bytes) -> bytes | None:
    """The file with harmless tags at the end of its first paragraph; None where it has no paragraph at all."""
    opened = open_package(data, "")
    package = opened.package
    is_word = opened.program == "word"
    for name in [package.main] if is_word else [slide.part for slide in read_deck(package).slides]:
        root = etree.fromstring(package.parts[name].data)
        space = W if is_word else A
        for paragraph in paragraphs(root, is_word):
            run = etree.Element(f"{space}r")
            etree.SubElement(run, f"{space}t").text = TAGS
            last = paragraph.find(f"{A}endParaRPr")
            if last is None:
                paragraph.append(run)
            else:
                last.addprevious(run)
            return rezip(data, {name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})
    return None


WITHOUT_PARAGRAPH = (
    "poi__bug59273.potx",
    "pptx-automizer__ChartScatter.pptx",
    "pptx-automizer__SlideWithMedia.pptx",
    "python-pptx__cht-chart-type.pptx",
)
"""Slides of pictures and charts alone: there is nowhere to write a tag."""


def fill_tags(template: bytes, name: str) -> bytes:
    return fill_template(template, name, {"yes": True, "harmless": VALUE, "numbers": (1, 2)}).data


@pytest.mark.real
@pytest.mark.parametrize("path", accepted(), ids=lambda path: path.name)
def test_harmless_tags_in_a_real_file_are_filled(path: Path) -> None:
    template = with_tags(path.read_bytes())
    if template is None:
        assert path.name in WITHOUT_PARAGRAPH, "only a file known to have no paragraph may be passed over"
        return
    said = [found.text for found in office.text(fill_tags(template, path.name))]
    assert any(SAID in words for words in said)


@pytest.mark.real
@pytest.mark.office
@pytest.mark.parametrize("path", accepted(), ids=lambda path: path.name)
def test_harmless_tags_bring_no_new_fault_with_them(path: Path) -> None:
    template = with_tags(path.read_bytes())
    if template is None:
        assert path.name in WITHOUT_PARAGRAPH, "only a file known to have no paragraph may be passed over"
        return
    ending = {"w": ".docx", "p": ".pptx"}[open_package(template, "").program.replace("slides", "p")[0]]
    assert not new_errors(fill_tags(template, path.name), rezip(template, {}), ending)


@pytest.mark.real
def test_no_file_takes_long_or_much_or_leaves_a_trace() -> None:
    files = list(real_files()) if REAL.exists() else []
    if not files:
        pytest.skip("real data not present")
    if sys.platform == "win32":
        pytest.skip("the limits are those of POSIX systems")
    done = subprocess.run(
        [sys.executable, "-m", "tests.office.hostile_child"],
        input="\n".join(map(str, files)), capture_output=True, text=True, check=True, timeout=600,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    outcomes = json.loads(done.stdout)
    assert len(outcomes) == len(files)
    assert {said for _, said in outcomes.values()} == {"filled", "refused"}
    assert max(seconds for seconds, _ in outcomes.values()) < 10


def test_the_bounded_child_notices_what_it_is_there_for() -> None:
    from tests.office.hostile_child import refuse, watch

    with pytest.raises(AssertionError, match="writes"):
        watch("open", ("x", "w", 0))
    with pytest.raises(AssertionError, match="subprocess"):
        watch("subprocess.Popen", ())
    with pytest.raises(AssertionError, match="network"):
        refuse()


def test_a_refused_file_stays_refused_with_tags_in_it() -> None:
    with pytest.raises(ProblemsError):
        fill_template(b"not a file", "x.docx", {})
