"""The same pack by reportgen's engine in a fresh process: paper, deck and workbook, with no needless import."""

from __future__ import annotations

import sys
from pathlib import Path


def make_pack(paper: bytes, slides: bytes) -> None:
    """Fill the templates and write the workbook, in memory."""
    from reportgen.office import fill_template
    from reportgen.office.workbook import Heading, SheetPage, TableBlock, write_workbook
    from tests.benchmarks.content import contents, sheet_values

    fill_template(paper, "paper.docx", contents())
    fill_template(slides, "slides.pptx", contents())
    columns = list(zip(*sheet_values().values(), strict=True))
    block = TableBlock(tuple(Heading(name) for name in sheet_values()), tuple(columns))
    write_workbook([SheetPage(f"Sheet{number}", (block,)) for number in range(6)], title="Pack")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    make_pack((folder / "paper.docx").read_bytes(), (folder / "slides.pptx").read_bytes())
