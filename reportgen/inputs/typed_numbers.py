"""Numbers typed into free text: they belong in a table, where they are checked and kept the same everywhere."""

from __future__ import annotations

import re

from reportgen.errors import Problem, Severity
from reportgen.inputs.table import Inputs

FREE_TEXT = {
    "meeting": ("value",),
    "opportunities": ("statement", "note"),
    "themes": ("summary",),
    "survey_questions": ("how_to_read", "does_not_show", "finding"),
    "modules": ("summary",),
    "programme": ("status", "summary"),
    "milestones": ("note",),
    "narrative": ("text",),
    "questions": ("question", "answer"),
    "implications": ("text",),
}
"""The columns whose words go into the pack as typed by the officer."""

_PROSE_FIELDS = frozenset({"purpose", "recommendation"})
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_APART = re.compile(
    "|".join(
        (
            r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}",  # tags of the template language
            r"https?://\S+|\S+@\S+",
            rf"\b[0-3]?[0-9](?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?: 20[0-9]{{2}})?",
            rf"\b{_MONTH} [0-3]?[0-9](?:st|nd|rd|th)?\b",
            r"\b[0-3]?[0-9]/[01]?[0-9]/[0-9]{4}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b",
            r"\b(?:19|20)[0-9]{2}(?:[-/–](?:20)?[0-9]{2})?\b",  # years
            r"\b[0-2]?[0-9][:.][0-5][0-9]\s?(?:am|pm)?\b|\b[0-9]{1,2}\s?(?:am|pm)\b",
            r"\bpost-16\b|\b0[-–]25\b|\b(?:after|before|beyond|turning) (?:1[0-9]|2[0-5])\b",  # ages, here and below
            r"\b(?:aged?|ages|under|over)[ -][0-9]{1,2}(?:s\b|\b)(?: ?(?:-|–|to|and) ?[0-9]{1,2})?",
            r"\b[0-9]{1,2}[- ](?:year|month)s?[- ]olds?\b",
            r"\b(?:section|sections|s\.|paragraph|para|part|schedule|regulation|article|chapter|clause|table|figure|"
            r"appendix|annex|item|question|row|module|phase|tranche|version|year|stage|key stage|level|tier|quarter|"
            r"page|slide|step|option|recommendation|form|act|component|SEN|SEND) ?[0-9]+(?:\.[0-9]+)*(?:\([a-z0-9]\))?",
            r"\bQ[1-4]\b|\b20[- ]weeks?\b",  # the statutory time limit is a name, not a finding
            r"\b[A-Za-z]+[0-9]+[A-Za-z0-9]*\b",  # identifiers such as A1
            r"(?m:^\s*[0-9]+[.)]\s)",  # numbered lists
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(r"£?[0-9][0-9,]*(?:\.[0-9]+)?(?:\s?%|\s?(?:m|k|million|billion)\b)?")


def find_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers typed in a text, dates, ages, references and template tags apart."""
    return tuple(match[0].strip(" ,.") for match in _NUMBER.finditer(_APART.sub(" ", text)))


def check_free_text(inputs: Inputs) -> list[Problem]:
    """Return a warning for every cell of officers' free text that holds a number of its own."""
    problems: list[Problem] = []
    for table, columns in FREE_TEXT.items():
        for row in inputs.rows(table):
            if table == "meeting" and row.value("field") not in _PROSE_FIELDS:
                continue
            for column in columns:
                value = row.value(column)
                numbers = find_numbers(value) if isinstance(value, str) else ()
                if numbers:
                    problems.append(
                        Problem(
                            row.place(column),
                            f"found the number {', '.join(numbers)} typed into text",
                            "a number from a table is needed, so that it is the same everywhere",
                            "put it in figures (or the table it belongs to) and write its {{ fact }} here",
                            Severity.WARNING,
                        )
                    )
    return problems
