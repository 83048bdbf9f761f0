"""Wherever a figure of a survey stands in the finished files, its question, base, audience and dates stand with it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from lxml import html

from reportgen.office.reading import FoundText, text
from tests.agreement.checker import read_places
from tests.documents.surveys import AUDIENCES, DATES, QUESTIONS, SURVEY_OF, data_of

BASES = {"outcome": "200 respondents", "help": "200 respondents", "understood": "200 respondents",
         "wishes": "30 comments", "setting": "40 cases"}  # fmt: skip
_BLOCK = ("Caption", "Heading", "Question", "NumberedParagraph")
_FACT = re.compile(r"fact:survey\.(\w+)\.(\w+)\.")
_QUOTED = "Asked of: "


@dataclass(frozen=True)
class Block:
    """What is seen at once: a slide, its notes, a figure with its caption and note, a paragraph."""

    place: str
    words: str
    questions: frozenset[str]
    """The questions a figure of which is printed here."""


def missing(block: Block) -> list[str]:
    """What ought to stand with the figures of a block and does not."""
    found = []
    for question in sorted(block.questions):
        survey = SURVEY_OF[question]
        audience = "not a sample" if survey == "reviews" else AUDIENCES[survey]
        wanted = (QUESTIONS[question], BASES[question], audience, *DATES[survey])
        found += [f"{block.place}: {question} without “{words}”" for words in wanted if words not in block.words]
    return found


def questions_of(refs: Iterable[str]) -> frozenset[str]:
    return frozenset(match[2] for ref in refs if (match := _FACT.match(ref)) and match[2] in QUESTIONS)


def in_word(name: str, *, alone: bool = False) -> Iterator[Block]:
    """The blocks of a Word file: from one caption or heading to the next; ``alone``: each paragraph by itself."""
    data = data_of(name)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        refs = {place.number: place.ref for place in read_places(package)}
    block: list[FoundText] = []
    for found in (each for each in text(data) if each.part == "word/document.xml"):
        if alone or found.style.startswith(_BLOCK):
            yield _word_block(name, block, refs)
            block = []
        block.append(found)
    yield _word_block(name, block, refs)


def _word_block(name: str, block: list[FoundText], refs: dict[int, str]) -> Block:
    printed = questions_of(refs[number] for found in block for *_, number in found.printed)
    charts = frozenset(
        match[1] for found in block if (match := re.match(r'descr of "Chart survey\.\w+\.(\w+)', found.path))
    )
    return Block(f"{name}: {block[0].text[:40] if block else ''}", "\n".join(f.text for f in block), printed | charts)


def in_slides(name: str, folder: str) -> Iterator[Block]:
    """The slides of a deck, or their notes."""
    data = data_of(name)
    by_part: dict[str, list[str]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for place in read_places(package):
            by_part.setdefault(place.part, []).append(place.ref)
    words: dict[str, list[str]] = {}
    for found in text(data):
        words.setdefault(found.part, []).append(found.text)
    for part, said in words.items():
        if part.startswith(f"ppt/{folder}/"):
            charts = {m[1] for line in said if (m := re.search(r"\bchart\b.*survey\.\w+\.(\w+)", line))}
            printed = questions_of(by_part.get(part, [])) | frozenset(charts & QUESTIONS.keys())
            yield Block(f"{name}: {part}", "\n".join(said), printed)


def on_page() -> Iterator[Block]:
    """The figures, paragraphs and panels of the page."""
    page: Any = html.fromstring(data_of("publish/index.html").decode())
    for place in page.iter():
        refs = [ref for value in place.attrib.values() for ref in re.findall(r"fact:survey\.[\w.-]+", value)]
        if refs:
            seen = next(a for a in place.iterancestors() if a.tag in ("figure", "p") or "panel" in a.get("class", ""))
            if "panel-name" in seen.get("class", ""):
                seen = seen.getparent()
            outer = next((a for a in seen.iterancestors() if a.tag == "figure"), seen)
            yield Block(f"index.html: {refs[0]}", " ".join(outer.text_content().split()), questions_of(refs))


def is_about_figures(block: Block) -> bool:
    return bool(block.questions) and _QUOTED not in block.words


@pytest.mark.parametrize(
    ("blocks", "at_least"),
    [
        (lambda: in_word("publish/paper.docx"), 2),
        (lambda: in_word("publish/appendices.docx"), 8),
        (lambda: in_word("meeting/answers.docx", alone=True), 1),
        (lambda: in_word("meeting/minutes.docx", alone=True), 2),
        (lambda: in_slides("publish/slides.pptx", "slides"), 8),
        (lambda: in_slides("meeting/slides-with-notes.pptx", "slides"), 8),
        (lambda: in_slides("meeting/slides-with-notes.pptx", "notesSlides"), 8),
    ],
    ids=["paper", "appendices", "answers", "minutes", "slides", "slides with notes", "notes"],
)
def test_question_base_audience_and_dates_stand_with_every_figure(blocks: object, at_least: int) -> None:
    assert callable(blocks)
    found = [block for block in blocks() if is_about_figures(block)]
    assert len(found) >= at_least
    assert [fault for block in found for fault in missing(block)] == []


def test_they_stand_with_every_figure_of_the_page() -> None:
    found = [block for block in on_page() if block.questions]
    assert len(found) > 100 and {q for block in found for q in block.questions} == set(QUESTIONS)
    panels = [block for block in found if "What it is" in block.words]
    assert [fault for block in found if block not in panels for fault in missing(block)] == []
    for block in panels:
        for question in block.questions:
            survey = SURVEY_OF[question]
            said = (QUESTIONS[question], *DATES[survey], "" if survey == "reviews" else AUDIENCES[survey])
            assert all(words in block.words for words in said), block


def test_they_stand_in_every_alt_text_and_in_the_minutes_to_paste() -> None:
    for name in ("publish/paper.docx", "publish/appendices.docx", "publish/slides.pptx"):
        told = [f for f in text(data_of(name)) if f.path.startswith("descr of") and " chart. " in f.text]
        about = [(q, f.text) for f in told for q in QUESTIONS if QUESTIONS[q] in f.text]
        assert about and not [fault for q, words in about for fault in missing(Block(name, words, frozenset({q})))]
    plain = data_of("meeting/minutes.txt").decode()
    said = [line for line in plain.splitlines() if "45%" in line]
    assert len(said) == 2
    assert not [fault for line in said for fault in missing(Block("minutes.txt", line, frozenset({"outcome"})))]


def test_they_stand_with_every_figure_of_the_list_of_facts() -> None:
    rows = list(csv.DictReader(io.StringIO(data_of("publish/facts.csv").decode("utf-8-sig"))))
    about = [row for row in rows if (match := _FACT.match(f"fact:{row['id']}.")) and match[2] in QUESTIONS]
    assert len(about) > 60
    for row in about:
        survey, question = row["id"].split(".")[1:3]
        assert QUESTIONS[question] in row["assumptions"] and DATES[survey][1] in row["assumptions"], row


def test_a_figure_without_its_question_or_base_is_found() -> None:
    whole = next(block for block in in_slides("publish/slides.pptx", "slides") if "help" in block.questions)
    assert missing(whole) == []
    for words in (QUESTIONS["help"], BASES["help"], AUDIENCES["families"], *DATES["families"]):
        assert len(missing(Block(whole.place, whole.words.replace(words, ""), whole.questions))) == 1


def test_question_and_base_stand_in_the_workbook_behind_every_chart() -> None:
    for name in ("publish/paper.docx", "publish/appendices.docx", "publish/slides.pptx"):
        cells: dict[str, list[str]] = {}
        for found in text(data_of(name)):
            if found.part.endswith(".xlsx"):
                cells.setdefault(found.part, []).append(found.text)
        said = [" ".join(words) for words in cells.values() if "Jun 2025" not in words]
        single = [(q, words) for words in said for q in QUESTIONS if QUESTIONS[q] in words]
        assert single and not [f for q, words in single for f in missing(Block(name, words, frozenset({q})))]
        compared = [words for words in said if words not in [other for _, other in single]]
        assert all("(200)" in words or ("Families (120)" in words and "Staff (80)" in words) for words in compared)
