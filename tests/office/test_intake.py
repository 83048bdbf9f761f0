"""What comes through the door, what is dropped with a word said, and what is refused with reason and remedy."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from reportgen.errors import ProblemsError
from reportgen.office import fill_template
from tests.office.templates import REAL, fill, part, part_names, problems, rezip, word

OUTCOMES = Path(__file__).parent / "real_outcomes.csv"
OFFICE_ENDINGS = {".docx", ".dotx", ".docm", ".dotm", ".pptx", ".potx", ".pptm", ".ppsx", ".ppsm", ".potm"}


def with_body(xml: str) -> bytes:
    """A Word template with some markup at the start of its body."""
    template = word("x")
    body = part(template, "word/document.xml").replace(b"<w:body>", f"<w:body>{xml}".encode())
    return rezip(template, {"word/document.xml": body})


def with_relationship(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    template = word("x")
    name = "word/_rels/document.xml.rels"
    new = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'{kind}" Target="{target}"{mode}/></Relationships>'
    )
    return rezip(template, {name: part(template, name).replace(b"</Relationships>", new.encode())})


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ('<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins></w:p>', "tracked changes"),
        ('<w:p><w:r><w:rPr><w:rPrChange w:id="1" w:author="a"/></w:rPr></w:r></w:p>', "tracked changes"),
        ("<w:p><w:r><w:instrText> DDE</w:instrText><w:instrText>AUTO x</w:instrText></w:r></w:p>", "DDEAUTO"),
        ('<w:p><w:fldSimple w:instr=" INCLUDEPICTURE x"/></w:p>', "INCLUDEPICTURE"),
        ('<w:altChunk xmlns:q="q" q:id="1"/>', "another document imported"),
        ('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>', "spans"),
        ("<w:p><w:r><w:control/></w:r></w:p>", "ActiveX"),
    ],
)
def test_content_that_changes_behind_the_officers_back_is_refused(xml: str, said: str) -> None:
    assert any(said in problem for problem in problems(with_body(xml)))


@pytest.mark.parametrize(
    ("kind", "target", "refused"),
    [
        ("image", "https://example.org/a.png", True),
        ("hyperlink", "file:///c:/cases/list.docx", True),
        ("hyperlink", "\\\\server\\share\\x.docx", True),
        ("hyperlink", "javascript:alert(1)", True),
        ("oleObject", "https://example.org/a.bin", True),
        ("hyperlink", "https://example.org/", False),
        ("hyperlink", "mailto:send@example.org", False),
    ],
)
def test_links_out_of_the_file_are_refused_but_web_and_mail_stay(kind: str, target: str, refused: bool) -> None:
    assert bool(problems(with_relationship(kind, target))) is refused


def test_a_doctype_is_refused_before_anything_is_read() -> None:
    template = word("x")
    hostile = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + part(template, "word/document.xml").partition(b"?>")[2]
    )
    assert "DOCTYPE" in problems(rezip(template, {"word/document.xml": hostile}))[0]


def test_names_that_point_outside_and_names_given_twice_are_refused() -> None:
    assert "points outside" in problems(rezip(word("x"), {"../evil.xml": b"<a/>"}))[0]
    assert "two parts" in problems(rezip(word("x"), {"WORD/document.xml": b"<a/>"}))[0]


def test_a_bomb_is_refused_by_its_directory() -> None:
    assert "unpacks to far more" in problems(rezip(word("x"), {"word/media/a.bin": bytes(8 * 1024 * 1024)}))[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        (b"hello", "cannot be read"),
        (b"", "cannot be read"),
        (word("x")[:4000], "cannot be read"),
    ],
)
def test_what_is_no_office_file_is_said_in_one_sentence(data: bytes, said: str) -> None:
    (problem,) = problems(data)
    assert said in problem


def test_a_damaged_part_is_named() -> None:
    assert "word/document.xml" in problems(rezip(word("x"), {"word/document.xml": b"<w:p>{"}))[0]


def test_an_attached_template_and_macros_are_dropped_with_a_word_said() -> None:
    template = with_relationship("vbaProject", "vbaProject.bin", "")
    template = rezip(template, {"word/vbaProject.bin": b"macro"})
    filled = fill(template)
    assert filled.warnings == ("the template's macros are left out",)
    assert "word/vbaProject.bin" not in part_names(filled.data)
    assert b"vbaProject" not in part(filled.data, "word/_rels/document.xml.rels")


@pytest.mark.parametrize("kind", ["template.main+xml", "document.macroEnabled.main+xml"])
def test_templates_and_macro_files_come_out_as_documents(kind: str) -> None:
    template = word("x")
    types = part(template, "[Content_Types].xml")
    start = (
        b"application/vnd.ms-word."
        if "macro" in kind
        else b"application/vnd.openxmlformats-officedocument.wordprocessingml."
    )
    old = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    template = rezip(template, {"[Content_Types].xml": types.replace(old, start + kind.encode())})
    assert old in part(fill(template).data, "[Content_Types].xml")


def real_files() -> Iterator[Path]:
    for folder in ("corpus", "templates", "nasty"):
        yield from sorted(path for path in (REAL / folder).rglob("*") if path.suffix.lower() in OFFICE_ENDINGS)


def outcome(path: Path) -> tuple[str, str]:
    """How a real file fares with an empty context: ``filled`` with its bytes kept, or ``refused`` and why."""
    data = path.read_bytes()
    try:
        filled = fill_template(data, path.name, {})
    except ProblemsError as error:
        return "refused", "; ".join(dict.fromkeys(problem.found for problem in error.problems))
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(BytesIO(filled.data)) as after:
        kept = {name for name in before.namelist() if not name.endswith("/")}
        changed = sorted(name for name in kept if name not in after.namelist() or before.read(name) != after.read(name))
        assert set(after.namelist()) <= kept
    return "filled", "; ".join([*changed, *filled.warnings])


@pytest.mark.real
def test_every_real_file_is_filled_or_refused_as_the_table_says() -> None:
    if not REAL.exists():
        pytest.skip("real data not present")
    with OUTCOMES.open(encoding="utf-8", newline="") as file:
        expected = {row["file"]: (row["outcome"], row["reason"]) for row in csv.DictReader(file)}
    assert {path.name: outcome(path) for path in real_files()} == expected
