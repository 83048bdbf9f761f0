"""Every file that stays inside the council says so first: on its first line, page or slide, in its first cell."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest

from reportgen.packs import Order
from reportgen.pipeline import build
from reportgen.project import open_project
from tests.agreement.checker import check_file
from tests.agreement.packs import BuiltPack
from tests.agreement.page import check_page
from tests.commands.projects import PERIOD, files_in
from tests.documents.packs import copy_project

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


REASON = "paragraph 2 of Part 1 of Schedule 12A to the Local Government Act 1972 (QZREASON)"
EXEMPT = {
    "committee": "Quiet Panel",
    "item_title": "QZTITLE of a closed item",
    "exempt": f"yes: {REASON}",
    "recommendation": "QZRECOMMENDS that nobody is told",
    "appendix": "QZAPPENDIX",
    "background_document": "QZBACKGROUND",
    "presenter": "Quentin Zedley",
}
"""What only the exempt meeting has; the public one has the illustrative quarter's own."""

Files = dict[str, bytes]


def said_by(element: Any) -> str:
    return "".join(run.text or "" for run in element.iter("{*}t"))


def first_page(data: bytes) -> str:
    """The first paragraph of a Word document, and the first line of the header of each of its pages."""
    document = docx.Document(io.BytesIO(data))
    lines = [said_by(section.header.paragraphs[0]._p) for section in document.sections]
    assert all(line.casefold() == SAID for line in lines), lines
    return said_by(document.paragraphs[0]._p)


def first_slide(data: bytes) -> str:
    """What stands at the top of the first slide; the others say it there as well."""
    slides = pptx.Presentation(io.BytesIO(data)).slides
    tops = [min(slide.shapes, key=lambda shape: shape.top).text_frame.text for slide in slides]
    assert all(SAID in top.casefold() for top in tops), tops
    return str(tops[0])


class FirstWords(HTMLParser):
    """The words of a page in the order they are read."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.body, self._inside = "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag if tag in ("title", "body") else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        elif self._inside == "body":
            self.body += data


def first_words(data: bytes) -> str:
    page = FirstWords()
    page.feed(data.decode())
    assert page.title.casefold().startswith(SAID), page.title[:60]
    return page.body.strip()


EXEMPT_FIRST: dict[str, Callable[[bytes], str]] = FIRST | {
    "restricted/facts-published.csv": first_line,
    "restricted/minutes.txt": first_line,
    "restricted/paper.docx": first_page,
    "restricted/appendices.docx": first_page,
    "restricted/minutes.docx": first_page,
    "restricted/answers.docx": first_page,
    "restricted/slides.pptx": first_slide,
    "restricted/slides-with-notes.pptx": first_slide,
    "restricted/index.html": first_words,
}
GIVE_THE_REASON = tuple(name for name in EXEMPT_FIRST if name not in FIRST and not name.endswith(".csv"))


@pytest.fixture(scope="module")
def two_meetings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The illustrative quarter for an exempt meeting and for a public one, built at once."""
    folder = copy_project(tmp_path_factory.mktemp("exempt"))
    table = folder / "data" / PERIOD / "meeting.csv"
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    names = dict.fromkeys(EXEMPT)
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("field", "value", "value_2"))
        for row in rows:
            own = EXEMPT.get(row["field"], row["value"])
            repeated = row["field"] in EXEMPT and row["field"] not in names
            writer.writerow((row["field"], "" if repeated else own, row["value"]))
            names.pop(row["field"], None)
    project = open_project(folder)
    build(project, Order(project.period(PERIOD)), folder / "output", lambda _: None)
    return folder


@pytest.fixture(scope="module")
def exempt(two_meetings: Path) -> Files:
    return files_in(two_meetings / "output" / PERIOD / "Quiet Panel")


@pytest.fixture(scope="module")
def public(two_meetings: Path) -> Files:
    return files_in(two_meetings / "output" / PERIOD / "Children and Young People Scrutiny Panel")


def test_no_file_of_the_restricted_folder_is_without_a_test_here(public: Files) -> None:
    assert {name for name in public if name.startswith("restricted/")} == set(FIRST)


@pytest.mark.parametrize("name", FIRST)
def test_each_file_says_first_that_it_is_not_for_publication(public: Files, name: str) -> None:
    assert SAID in FIRST[name](public[name]).casefold()


def test_the_facts_that_are_published_do_not_say_it(public: Files) -> None:
    assert SAID not in first_line(public["publish/facts.csv"]).casefold()


def test_no_file_of_an_exempt_pack_is_without_a_test_here(exempt: Files) -> None:
    assert set(exempt) == set(EXEMPT_FIRST)


@pytest.mark.parametrize("name", EXEMPT_FIRST)
def test_each_file_of_an_exempt_pack_says_it_first(exempt: Files, name: str) -> None:
    assert SAID in EXEMPT_FIRST[name](exempt[name]).casefold()


@pytest.mark.parametrize("name", GIVE_THE_REASON)
def test_the_documents_of_an_exempt_pack_give_the_reason_first(exempt: Files, name: str) -> None:
    assert EXEMPT_FIRST[name](exempt[name]).startswith(f"Not for publication: {REASON}.")


def test_every_number_of_an_exempt_pack_is_its_fact_that_of_its_reason_too(two_meetings: Path, exempt: Files) -> None:
    project = open_project(two_meetings)
    folder = two_meetings / "output" / PERIOD / "Children and Young People Scrutiny Panel"
    pack = BuiltPack(folder, project, project.period(PERIOD))
    for name in ("publish/paper.docx", "meeting/slides-with-notes.pptx"):
        data = exempt[f"restricted/{name.partition('/')[2]}"]
        assert check_file(data, name, pack.known(name)) == []
    page = "publish/index.html"
    assert check_page(exempt["restricted/index.html"], page, pack.known(page)) == []


def everything(data: bytes) -> str:
    """All a file holds, members of archives within archives too, in small letters."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode("utf-8", errors="replace").casefold()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(name.casefold() + everything(archive.read(name)) for name in archive.namelist())


def going_out(files: Files) -> Files:
    return {name: data for name, data in files.items() if not name.startswith("restricted/")}


def test_nothing_of_the_exempt_meeting_stands_in_the_public_one_s_files(exempt: Files, public: Files) -> None:
    marks = (
        "qzreason", "qztitle", "qzrecommends", "qzappendix", "qzbackground", "quiet panel", "zedley", "schedule 12a",
    )  # fmt: skip
    assert all(any(mark in everything(data) for data in exempt.values()) for mark in marks)
    assert len(going_out(public)) == 9
    for name, data in going_out(public).items():
        assert not [mark for mark in marks if mark in name.casefold() + everything(data)], name


def test_the_public_pack_of_the_same_quarter_does_not_say_it(public: Files) -> None:
    assert not [name for name, data in going_out(public).items() if SAID in everything(data)]
