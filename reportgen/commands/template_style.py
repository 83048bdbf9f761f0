"""The words that stand in a template itself, read for mistakes of style: what is in it goes into every pack."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import Place, Problem, Severity


def review_template(file: Path) -> tuple[Problem, ...]:
    """Return a warning for each mistake of style in a template's own words, with its heading or slide.

    Short forms are left to the finished document, where it is known what stands before them.
    """
    from reportgen.office.prose import read_prose
    from reportgen.wording.house_style import review

    try:
        prose = read_prose(file.read_bytes())
    except ValueError:
        return ()  # What is no whole Office file is refused with its reason by the check of the tags.
    return tuple(
        Problem(
            Place(file.name, each.place),
            f"“{each.finding.found}” stands in the template",
            "words in house style are needed",
            each.finding.remedy,
            Severity.WARNING,
        )
        for each in review(prose)
    )
