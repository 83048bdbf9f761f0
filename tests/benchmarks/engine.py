"""Warm rendering against docxtpl and python-pptx, and how cost grows with slides, rows and packs.

python -m tests.benchmarks.engine
"""

from __future__ import annotations

import gc
import resource
import struct
import tempfile
import time
import zlib
from io import BytesIO
from pathlib import Path

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from reportgen.office import fill_template
from tests.benchmarks import pack_a
from tests.benchmarks.measuring import Compared, compare, compare_with
from tests.benchmarks.peers import missing, running

HEADING = "| what | ours ms | other ms | other ÷ ours | target | |\n|---|---|---|---|---|---|"


def our_paper() -> bytes:
    """The paper with native charts, from a template compiled before."""
    return fill_template(pack_a.paper_template(), "paper.docx", pack_a.contents()).data


def docxtpl_paper() -> bytes:
    """The paper through docxtpl, with pictures drawn before in place of charts."""
    template = DocxTemplate(BytesIO(pack_a.paper_template(pack_a.DOCXTPL_CHART)))
    pictures = {f"c{number}": InlineImage(template, BytesIO(PICTURE), width=Mm(150)) for number in range(1, 5)}
    template.render({**pack_a.figures(), **pictures}, autoescape=True)
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def our_deck() -> bytes:
    """The deck, from a template compiled before."""
    return fill_template(pack_a.deck_template(), "slides.pptx", pack_a.contents()).data


def slides(count: int) -> bytes:
    """A deck of one slide with a chart, repeated."""
    context = {**pack_a.contents(), "slides": tuple(map(str, range(count)))}
    return fill_template(pack_a.repeated_template(), "slides.pptx", context).data


def table(count: int) -> bytes:
    """A paper of one table."""
    return fill_template(pack_a.table_template(), "paper.docx", {"rows": pack_a.rows(count)}).data


def _picture() -> bytes:
    """A PNG of 1200 × 700 points, as a chart at 200 dpi is."""
    lines = b"".join(b"\0" + bytes((x * y) % 251 for x in range(1200)) for y in range(700))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", 1200, 700, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


PICTURE = _picture()


def hundred_packs() -> tuple[float, int, int]:
    """Seconds for 100 warm packs, and the memory in KiB after the tenth and at the end."""
    for _ in range(10):
        our_paper(), our_deck()
    gc.collect()
    tenth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    for _ in range(100):
        our_paper(), our_deck()
    return time.process_time() - began, tenth, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def whole_pack() -> Compared:
    """Paper, deck and workbook by us, and by docxtpl, pyplot, python-pptx, pandas and openpyxl."""
    from tests.benchmarks import fresh, typical

    paper, slides = pack_a.paper_template(), pack_a.deck_template()
    for_docxtpl = pack_a.paper_template(pack_a.DOCXTPL_CHART)
    return compare(lambda: fresh.make_pack(paper, slides), lambda: typical.make_pack(for_docxtpl), 5)


def against_peers() -> None:
    """Print the lines of the peers that need Node, or why they are left out."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "paper.docx"
        template.write_bytes(pack_a.docxtemplater_template())
        paper = ("paper, warm; docxtemplater without charts", our_paper, ("docxtemplater", str(template)))
        deck = ("deck, warm; PptxGenJS", our_deck, ("pptxgenjs",))
        for what, ours, command in (paper, deck):
            if reason := missing(command[0]):
                print(f"| {what} | | | | > 1 | not measured: {reason} |")
                continue
            with running(*command) as theirs:
                compared = compare_with(ours, theirs)
            print(compared.line(what, "> 1", compared.ratio > 1))


def main() -> None:
    """Print the table."""
    seconds, tenth, last = hundred_packs()
    print(HEADING)
    paper, deck = compare(our_paper, docxtpl_paper), compare(our_deck, pack_a.deck_by_python_pptx)
    print(paper.line("paper, warm; docxtpl with pictures drawn before", "≥ 10", paper.ratio >= 10))
    print(deck.line("deck, warm; python-pptx", "≥ 8", deck.ratio >= 8))
    against_peers()
    pack = whole_pack()
    print(pack.line("paper, deck and workbook, warm; the usual libraries with pyplot", "≥ 12", pack.ratio >= 12))
    many = compare(lambda: [slides(15) for _ in range(10)], lambda: slides(1500), 5)
    print(many.line("ten times 15 slides; 1,500 slides", "≤ 11", many.ratio <= 11))
    long = compare(lambda: [table(200) for _ in range(5)], lambda: table(2000), 5)
    print(long.line("five times 200 rows; 2,000 rows", "≤ 2.2", long.ratio <= 2.2))
    print(f"\n100 warm packs of paper and deck: {seconds:.2f} s; memory grew by {last - tenth:,} KiB after the tenth.")


if __name__ == "__main__":
    main()
