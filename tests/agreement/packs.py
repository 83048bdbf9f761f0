"""Packs built for checking, and what they were built from."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from reportgen.codes import AGE_BANDS, AGE_REFERENCE, FLOW_MEASURES, NEEDS, RAG, SCENARIOS, SETTINGS, Symbol
from reportgen.facts.ledger import INDICATORS
from reportgen.packs import Order
from reportgen.period import Period
from reportgen.pipeline import build, read_and_compute
from reportgen.project import Project, open_project
from reportgen.wording.glossary import BUILT_IN
from tests.agreement.checker import Knowledge, numbers_in, template_numbers
from tests.agreement.page import page_template_numbers
from tests.agreement.printing import read_rows

ROOT = Path(__file__).parents[2]
TEMPLATES = {
    "publish/paper.docx": "paper.docx",
    "publish/appendices.docx": "appendices.docx",
    "publish/slides.pptx": "slides.pptx",
    "meeting/slides-with-notes.pptx": "slides.pptx",
    "meeting/minutes.docx": "minutes.docx",
    "meeting/answers.docx": "answers.docx",
}
UNSET = "threshold = 5"
"""What holds where a council has set nothing: the default of the data dictionary."""

_EXPLAINING = ("definition", "calculation", "assumptions")
PAGE, PAGE_TEMPLATE = "publish/index.html", "page.html.jinja"


@dataclass(frozen=True)
class BuiltPack:
    """A finished pack on disk and the project it came from."""

    folder: Path
    project: Project
    period: Period

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def known(self, name: str) -> Knowledge:
        """What the file of that name may say."""
        facts = self.read("publish/facts.csv")
        text = facts.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        settings = self.project.folder / "reportgen.toml"
        words = officers_words(self.project.data / str(self.period))
        return Knowledge(
            facts=read_rows(facts),
            inputs=words,
            settings=settings.read_text(encoding="utf-8") if settings.exists() else UNSET,
            labels="\n".join([*fixed_labels(), *self.fact_labels(), *words.values()]),
            definitions="\n".join([*explanations(), *(row[name] for row in rows for name in _EXPLAINING)]),
            calculations={row["id"]: row["calculation"] for row in rows},
            template=self._template_numbers(name)
            | phrase_numbers((ROOT / "templates" / "phrases.jinja").read_text(encoding="utf-8")),
        )

    def _template_numbers(self, name: str) -> frozenset[str]:
        if name == PAGE:
            return page_template_numbers((ROOT / "templates" / PAGE_TEMPLATE).read_text(encoding="utf-8"))
        return template_numbers((ROOT / "templates" / TEMPLATES[name]).read_bytes())

    def fact_labels(self) -> list[str]:
        """What the facts are called: names, in which a digit is part of a word (“within 20 weeks”)."""
        return [fact.label for fact in read_and_compute(self.project, self.period)]


def explanations() -> list[str]:
    """The published definition of each indicator and what goes with it."""
    return [
        text
        for each in INDICATORS.values()
        for text in (each.title, each.definition, each.how_to_read, each.caveat, each.question)
    ]


def officers_words(folder: Path) -> dict[str, str]:
    """Every cell of every table, by ``table.column``, read as plain CSV."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.csv")):
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")):
            for column, value in row.items():
                found[f"{path.stem}.{column}"].append(value or "")
            if path.stem == "meeting":
                found[f"meeting.{row['field']}"].append(row["value"])
    return {name: "\n".join(values) for name, values in found.items()}


def fixed_labels() -> list[str]:
    codes = (*SETTINGS, *AGE_BANDS, *NEEDS, *SCENARIOS, *RAG, *FLOW_MEASURES)
    names = [name for code in codes for name in (code.label, code.short_label)]
    terms = [f"{term} {meaning}" for term, meaning in BUILT_IN.items()]
    return [AGE_REFERENCE, *names, *terms, *(each.meaning for each in Symbol)]


def phrase_numbers(phrases: str) -> frozenset[str]:
    """Numbers typed into the phrases an officer may edit, tags and comments left out."""
    plain = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", phrases, flags=re.DOTALL)
    return frozenset(numbers_in(plain))


def build_illustrative(output: Path) -> BuiltPack:
    return _build(open_project(ROOT), output)


def build_real(folder: Path, output: Path) -> BuiltPack:
    return _build(open_project(folder), output)


def _build(project: Project, output: Path) -> BuiltPack:
    period = project.periods[-1]
    build(project, Order(period), output, lambda step: None)
    return BuiltPack(output / str(period), project, period)
