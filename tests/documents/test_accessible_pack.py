"""A pack that somebody could not read is not made; what a council's own template brings along is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.errors import ProblemsError
from reportgen.office import Rendered, fill_template
from tests.documents.packs import ROOT, copy_project, make_pack
from tests.office.accessible_files import edit
from tests.office.templates import part

STYLES, DOCUMENT = "word/styles.xml", "word/document.xml"


def own_template(folder: Path, change: Callable[[bytes], bytes]) -> Path:
    """A copy of the illustrative project with a paper template of its own."""
    project = copy_project(folder)
    (project / "council paper.docx").write_bytes(change((ROOT / "templates/paper.docx").read_bytes()))
    settings = (project / "reportgen.toml").read_text(encoding="utf-8")
    named = '\n[templates]\npaper = "council paper.docx"\n'
    (project / "reportgen.toml").write_text(settings + named, encoding="utf-8")
    return project


def pale_headings(data: bytes) -> bytes:
    return edit(data, STYLES, '<w:color w:val="12436D"/>', '<w:color w:val="D0D8E0"/>')


def test_a_fault_of_the_councils_template_is_a_warning_that_names_it(tmp_path: Path) -> None:
    made = make_pack(own_template(tmp_path, pale_headings), only=("paper",))
    said = [warning for warning in made["paper.docx"].warnings if "to 1" in warning]
    assert said
    assert "#D0D8E0 on #FFFFFF" in said[0]
    assert "so does its template" in said[0]
    assert not [warning for warning in made["appendices.docx"].warnings if "to 1" in warning]


def lose_alt_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that forgets what its charts show."""

    def forgetful(*given: object, **named: object) -> Rendered:
        rendered = fill_template(*given, **named)  # type: ignore[arg-type]
        if b"word/document.xml" not in rendered.data or b"<wp:docPr" not in part(rendered.data, DOCUMENT):
            return rendered
        document = part(rendered.data, DOCUMENT).decode()
        start = document.index('descr="', document.index("<wp:docPr"))
        words = document[start : document.index('"', start + 7) + 1]
        return Rendered(edit(rendered.data, DOCUMENT, words, 'descr=""'), rendered.places, rendered.warnings)

    monkeypatch.setattr("reportgen.documents.pack.fill_template", forgetful)


def test_a_fault_of_ours_stops_the_pack_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    lose_alt_texts(monkeypatch)
    with pytest.raises(ProblemsError) as caught:
        make_pack(ROOT)
    assert {problem.place.file for problem in caught.value.problems} >= {"paper.docx", "appendices.docx"}
    assert all("has no alt text" in problem.found for problem in caught.value.problems)
    assert all("View Alt Text" in problem.remedy for problem in caught.value.problems)


@pytest.mark.real
def test_a_pack_with_a_departments_word_template_is_made_and_its_faults_are_said(tmp_path: Path) -> None:
    real = ROOT / "../shared/real/templates/htb-template.docx"
    if not real.is_file():
        pytest.skip("../shared/real is not on this machine")
    project = own_template(tmp_path, lambda data: data)
    shutil.copy(real, project / "council paper.docx")
    warnings = make_pack(project, only=("paper",))["paper.docx"].warnings
    assert any("a heading without words (so does its template)" in warning for warning in warnings)
