"""Pages as LibreOffice lays them out: the paper has about six, the answer sheet is one side of A4."""

from __future__ import annotations

import shutil

import pytest

from reportgen.output.libreoffice import make_pages
from tests.documents.packs import illustrative

pytestmark = pytest.mark.office


def test_the_paper_has_about_six_pages_and_the_answers_one() -> None:
    if shutil.which("soffice") is None or shutil.which("pdftoppm") is None:
        pytest.skip("LibreOffice or poppler is not installed")
    made = make_pages({name: illustrative()[name].data for name in ("paper.docx", "answers.docx")})
    pages = [name.partition("-")[0] for name in made if name.endswith(".png")]
    assert 5 <= pages.count("paper") <= 7
    assert pages.count("answers") == 1
