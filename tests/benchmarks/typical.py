"""A pack as the usual libraries make it: pandas, pyplot, docxtpl, python-pptx, openpyxl; pack-A in a fresh process."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from tests.benchmarks import pack_a


def draw_chart() -> BytesIO:
    """A column chart of three series as a picture."""
    frame = pd.DataFrame({name: pack_a.series_values(number) for number, name in enumerate(pack_a.SERIES, 1)})
    figure, axes = plt.subplots(figsize=(6, 3.5))
    frame.plot.bar(ax=axes)
    out = BytesIO()
    figure.savefig(out, format="png", dpi=200)
    plt.close(figure)
    out.seek(0)
    return out


def make_pack(paper: bytes) -> None:
    """Make paper, deck and workbook in memory."""
    template = DocxTemplate(BytesIO(paper))
    pictures = {f"c{number}": InlineImage(template, draw_chart(), width=Mm(150)) for number in range(1, 5)}
    template.render({**pack_a.figures(), **pictures}, autoescape=True)
    template.save(BytesIO())
    pack_a.deck_by_python_pptx()
    with pd.ExcelWriter(BytesIO(), engine="openpyxl") as writer:
        for sheet in range(6):
            pd.DataFrame(pack_a.sheet_values()).to_excel(writer, sheet_name=f"Sheet{sheet}", index=False)


if __name__ == "__main__":
    make_pack((Path(sys.argv[1]) / "docxtpl.docx").read_bytes())
