"""Charts as LibreOffice draws them: every name, label and symbol-free gap is on the page, in words that can be read."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.office.carriers import deck_with_charts, word_with_charts
from tests.office.chart_examples import BAR, CROSSING, EXAMPLES, LINE, PIE, WATERFALL

pytestmark = pytest.mark.office


def pdf_text(data: bytes, suffix: str, folder: Path) -> str:
    """The words of the file's pages; skips the test where LibreOffice or poppler is missing."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("LibreOffice or poppler is not installed")
    source = folder / f"charts{suffix}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    done = subprocess.run([reader, "-layout", str(folder / "charts.pdf"), "-"], check=True, capture_output=True)
    return " ".join(done.stdout.decode("utf-8").split())


@pytest.mark.parametrize(("suffix", "make"), [(".docx", word_with_charts), (".pptx", deck_with_charts)])
def test_labels_are_drawn_in_full(suffix: str, make: object, tmp_path: Path) -> None:
    assert callable(make)
    text = pdf_text(make(EXAMPLES), suffix, tmp_path)
    for words in ("Unmitigated", "£33.1m", "Special school 350", "Yes 84 (35%)", "+£1.1m", "−£6.4m", "1,342", "Medium"):
        assert words in text, words
    for spec in (LINE, BAR, PIE, WATERFALL, CROSSING):
        for name in spec.categories:
            assert all(word in text for word in str(name).split()), name
