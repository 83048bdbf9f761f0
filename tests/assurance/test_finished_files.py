"""The illustrative pack read back: safe as built, and each number planted where one is hidden is caught."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from reportgen import documents, pipeline
from reportgen.assurance import audit_files
from reportgen.assurance.printed import intervals
from reportgen.codes import Symbol
from reportgen.errors import ProblemsError
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.facts_csv import write_facts
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs import read_quarter
from reportgen.office.places import PlacedText, read_map
from reportgen.office.reading import read_package
from reportgen.packs import Order
from reportgen.project import Project, open_project

ROOT = Path(__file__).parents[2]
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def project() -> Project:
    return open_project(ROOT)


@pytest.fixture(scope="module")
def facts(project: Project) -> PublishedFacts:
    inputs, _ = read_quarter(project, project.periods[-1])
    return publish_facts(compute_facts(inputs, project.settings), project.settings)


@pytest.fixture(scope="module")
def pack(project: Project, facts: PublishedFacts) -> Files:
    inputs, _ = read_quarter(project, project.periods[-1])
    made = documents.compose(facts, inputs, project)
    files = {f"{document.folder}/{document.name}": document.data for document in made}
    return files | {"publish/facts.csv": write_facts(facts)}


def hidden_places(data: bytes, starts: str) -> list[PlacedText]:
    return [p for p in read_map(read_package(data)) if p.text == "[c]" and p.path.startswith(starts)]


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The file with one part's XML changed, everything else as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                text = content.decode("utf-8")
                assert change(text) != text, "nothing was planted"
                content = change(text).encode("utf-8")
            new.writestr(name, content)
    return out.getvalue()


def plant_in_word(data: bytes, number: str = "47") -> tuple[bytes, PlacedText]:
    """A paper in which one hidden number stands in print."""
    place = hidden_places(data, "_rg_")[0]
    pattern = re.compile(rf'(<w:bookmarkStart[^>]*w:name="{place.path}"[^>]*/>.*?)\[c\]', re.DOTALL)
    return changed(data, place.part, lambda xml: pattern.sub(rf"\g<1>{number}", xml, count=1)), place


def named(files: Files, facts: PublishedFacts) -> set[str]:
    return {found.fact_id for found in audit_files(files, facts, 5)}


def test_the_pack_as_built_is_safe(pack: Files, facts: PublishedFacts) -> None:
    assert any(hidden_places(data, "_rg_") for name, data in pack.items() if name.endswith(".docx"))
    assert audit_files(pack, facts, 5) == ()


def test_nothing_is_asked_of_a_pack_with_no_public_file(facts: PublishedFacts) -> None:
    assert audit_files({"restricted/paper.docx": b""}, facts, 5) == ()


def test_a_number_planted_in_a_finished_document_is_caught(pack: Files, facts: PublishedFacts) -> None:
    planted, place = plant_in_word(pack["publish/appendices.docx"])
    found = audit_files(pack | {"publish/appendices.docx": planted}, facts, 5)
    assert place.ref.removeprefix("fact:") in {each.fact_id for each in found}
    assert all(each.files == ("publish/appendices.docx",) for each in found)


def test_a_number_planted_in_alt_text_is_caught(pack: Files, facts: PublishedFacts) -> None:
    place = hidden_places(pack["publish/slides.pptx"], "descr of")[0]
    planted = changed(pack["publish/slides.pptx"], place.part, lambda xml: xml.replace("[c]", "37%", 1))
    assert named(pack | {"publish/slides.pptx": planted}, facts)


PLACES_ON_THE_PAGE = {
    "a button": r'(data-ref="fact:[^"]*"[^>]*>)\[c\](?=</button>)',
    "a panel": r'(<strong><span data-ref="fact:[^"]*"[^>]*>)\[c\](?=</span></strong>)',
    "the words of a chart": r'(<g data-mentions="[^"]*&quot;fact:[^>]*><text[^>]*>[^<]*)\[c\](?=</text>)',
    "the description of a chart": r'(<desc [^>]*data-mentions="[^"]*fact:[^"]*">[^<]*)\[c\]',
}


@pytest.mark.parametrize("place", PLACES_ON_THE_PAGE)
def test_a_number_planted_on_the_page_is_caught(pack: Files, facts: PublishedFacts, place: str) -> None:
    page = pack["publish/index.html"].decode("utf-8")
    planted = re.sub(PLACES_ON_THE_PAGE[place], r"\g<1>47", page, count=1)
    assert planted != page, "nothing was planted"
    found = audit_files({**pack, "publish/index.html": planted.encode()}, facts, 5)
    assert any("publish/index.html" in each.files for each in found)


def hidden_cells(data: bytes) -> list[PlacedText]:
    """The cells of charts where a hidden value would be drawn."""
    return [place for place in read_map(read_package(data)) if place.path.startswith("cell") and place.text == "[c]"]


def test_a_number_planted_in_the_cache_of_a_chart_is_caught(pack: Files, facts: PublishedFacts) -> None:
    place = hidden_cells(pack["publish/slides.pptx"])[0]
    row = int(re.sub(r"\D", "", place.path)) - 2
    point = f'<c:pt idx="{row}"><c:v>37</c:v></c:pt></c:numCache>'
    planted = changed(pack["publish/slides.pptx"], place.part, lambda xml: xml.replace("</c:numCache>", point, 1))
    assert place.ref.removeprefix("fact:") in named(pack | {"publish/slides.pptx": planted}, facts)


def test_a_number_planted_in_the_workbook_of_a_chart_is_caught(pack: Files, facts: PublishedFacts) -> None:
    deck = pack["publish/slides.pptx"]
    place = hidden_cells(deck)[0]
    cell = place.path.removeprefix("cell ")
    target = next(each.target for each in read_package(deck).relationships[place.part] if each.kind == "package")
    name = f"ppt/embeddings/{PurePosixPath(target).name}"
    inner = read_package(deck).parts[name].data
    sheet = next(part for part in read_package(inner).parts if part.endswith("sheet1.xml"))
    row = re.sub(r"\D", "", cell)
    end = re.compile(rf'(<row r="{row}".*?)</row>', re.DOTALL)
    planted = changed(inner, sheet, lambda xml: end.sub(rf'\g<1><c r="{cell}"><v>37</v></c></row>', xml, count=1))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            new.writestr(each, planted if each == name else old.read(each))
    assert place.ref.removeprefix("fact:") in named(pack | {"publish/slides.pptx": out.getvalue()}, facts)


def test_a_number_planted_in_the_page_is_caught(pack: Files, facts: PublishedFacts) -> None:
    page = pack["publish/index.html"].decode()
    planted = re.sub(r"(<td[^>]*>(?:<[^>]*>)*)\[c\]", r"\g<1>37%", page, count=1)
    assert planted != page
    assert named(pack | {"publish/index.html": planted.encode()}, facts)


def test_a_hidden_number_in_facts_csv_gives_away_the_one_it_protects(pack: Files, facts: PublishedFacts) -> None:
    """Of a hidden answer and the answer hidden to protect it, the second is printed."""
    exact = next(fact for fact in facts if fact.id.endswith("plan_understood.strongly-agree"))
    assert exact.symbol is Symbol.CONFIDENTIAL
    shown = [replace(fact, value=37, symbol=None) if fact.id == exact.id else fact for fact in facts]
    found = named(pack | {"publish/facts.csv": write_facts(shown)}, facts)
    assert exact.id in found
    assert exact.id.replace("strongly-agree", "strongly-disagree") in found


def test_a_pack_without_facts_csv_is_read_with_the_facts_it_was_made_from(pack: Files, facts: PublishedFacts) -> None:
    assert audit_files({name: data for name, data in pack.items() if "facts" not in name}, facts, 5) == ()


def test_a_build_that_would_give_a_count_away_writes_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = documents.compose

    def careless(*given: Any, **named: Any) -> tuple[documents.Document, ...]:
        return tuple(
            replace(document, data=plant_in_word(document.data)[0]) if document.name == "appendices.docx" else document
            for document in compose(*given, **named)
        )

    monkeypatch.setattr(documents, "compose", careless)
    with pytest.raises(ProblemsError) as refused:
        pipeline.build(project, Order(project.periods[-1]), tmp_path / "output", lambda _: None)
    message = str(refused.value)
    assert "New plans, exceptions left out" in message
    assert "publish/appendices.docx" in message
    assert "47" not in message
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize(
    ("words", "form", "least", "most"),
    [
        ("39%", "text", 38.5, 39.5),
        ("£1.4 million", "text", 1_350_000, 1_450_000),
        ("1.4", "millions", 1_350_000, 1_450_000),
        ("12", "thousands", 11_500, 12_500),
        ("1,342", "number", 1341.5, 1342.5),
        ("−£2,000", "text", -2000.5, -1999.5),
        ("down 3", "change", -3.5, -2.5),
    ],
)
def test_print_is_an_interval(words: str, form: str, least: float, most: float) -> None:
    ((low, high),) = intervals(words, form)
    assert (low, high) == pytest.approx((least, most))
