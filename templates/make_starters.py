"""Make the starter templates: run by hand after a change here; officers edit the results like any Office file.

python templates/make_starters.py
"""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))

from starters.answers import make_answers  # noqa: E402
from starters.appendices import make_appendices  # noqa: E402
from starters.deck import make_deck  # noqa: E402
from starters.minutes import make_minutes  # noqa: E402
from starters.paper import make_paper  # noqa: E402
from starters.skeletons import make_board_highlight_report, make_schools_forum_report  # noqa: E402

STARTERS = {
    "paper.docx": make_paper,
    "appendices.docx": make_appendices,
    "slides.pptx": make_deck,
    "minutes.docx": make_minutes,
    "answers.docx": make_answers,
    "schools-forum-report.docx": make_schools_forum_report,
    "board-highlight-report.docx": make_board_highlight_report,
}
"""Each starter template and what makes it."""


def main() -> None:
    """Write every starter template beside this script."""
    for name, make in STARTERS.items():
        (FOLDER / name).write_bytes(make())


if __name__ == "__main__":
    main()
