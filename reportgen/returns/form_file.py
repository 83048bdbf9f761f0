"""Form files read: TOML into a :class:`Form`, a year as a diff of the last.

What a form file may say is described for analysts in ``data/returns.md``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.returns.form import (
    Across,
    Form,
    FormCheck,
    FormRow,
    FormTable,
    NamedColumn,
    Rounding,
    Rule,
    Term,
    TextList,
    Zero,
)
from reportgen.returns.form_keys import Finder, check_complete, check_keys, section_name

_FACT = re.compile(r"^-?[a-z][a-z0-9_-]*(\.(\{\w+\}|\*|[a-z0-9_-]+))*$")
_LEFT = re.compile(r"\{(?!column\}|each\})(\w+)\}")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31

Base = Callable[[str], Mapping[str, Any]]
"""Returns the content of the form a file is based on. Raises KeyError where there is none of that name."""


def read_content(text: str, file: str, base: Base) -> Mapping[str, Any]:
    """Return what a form file says, with what it is based on put beneath it. Raises ProblemsError."""
    try:
        content: Mapping[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = f"cannot be read: {error}"
        remedy = "check quotes and brackets near that line"
        raise ProblemsError([Problem(Place(file), found, "a form file is needed", remedy)]) from error
    finder = Finder(file)
    check_keys(content, finder)
    if finder.problems:
        raise ProblemsError(finder.problems)
    if "based_on" in content:
        content = _laid_over(base(content["based_on"]), content)
    check_complete(content, finder)
    if finder.problems:
        raise ProblemsError(finder.problems)
    return content


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the older form with the newer one's differences: tables by their sheet, checks by name, lists by name."""
    merged = {**below, **above}
    for key in ("rows", "columns", "also"):
        merged[key] = {**below.get(key, {}), **above.get(key, {})}
    merged["relabel"] = {**below.get("relabel", {}), **above.get("relabel", {})}
    dropped = above.get("drop", [])
    for key, name in (("tables", "sheet"), ("lists", "sheet"), ("checks", "name")):
        entries = {entry[name]: entry for entry in below.get(key, []) if entry.get(name) not in dropped}
        for entry in above.get(key, []):
            entries[entry[name]] = {**entries.get(entry[name], {}), **entry}
        merged[key] = list(entries.values())
    return merged


def make_form(name: str, content: Mapping[str, Any], file: str) -> Form:
    """Return the form that checked content declares. Raises ProblemsError with every mistake in it."""
    making = _Making(content, Finder(file))
    form = Form(
        name,
        content.get("title", name),
        content.get("source", "the council's own form"),
        making.tables(),
        making.lists(),
        making.checks(),
        making.also(),
        tuple(content.get("headings", ())),
        tuple(content.get("notes", ())),
        content.get("everything", ""),
        Rounding(content.get("rounding", Rounding.INDEPENDENT.value)),
        content.get("labels_checked", False),
    )
    making.check_sheets(form)
    if making.finder.problems:
        raise ProblemsError(making.finder.problems)
    return form


@dataclass(slots=True)
class _Making:
    """One form being made of its file's content."""

    content: Mapping[str, Any]
    finder: Finder

    def tables(self) -> tuple[FormTable, ...]:
        """Return the tables in the file's order."""
        entries = enumerate(self.content.get("tables", ()), 1)
        return tuple(self._table(entry, section_name("tables", number, entry)) for number, entry in entries)

    def _table(self, entry: Mapping[str, Any], where: str) -> FormTable:
        def own(key: str, default: Any) -> Any:
            return entry.get(key, self.content.get(key, default))

        words = entry.get("with", {})
        across = own("across", "")
        named = self._named("columns", entry["columns"], where) if "columns" in entry else {}
        rows = self._named("rows", entry.get("rows", ""), where)
        return FormTable(
            entry["sheet"],
            self._label(entry.get("section", "")),
            self._label(entry.get("title", "")),
            tuple(
                FormRow(self._label(label), self._terms(terms, words, f"rows.{entry['rows']}.{label}"))
                for label, terms in rows.items()
            ),
            Across(across) if across else None,
            tuple(NamedColumn(self._label(label), insert) for label, insert in named.items()),
            self._fact(entry.get("each", ""), words, f"{where}.each"),
            self._label(entry.get("total", "")),
            self._facts(entry.get("whole", ()), words, f"{where}.whole"),
            self._facts(entry.get("beside", ()), words, f"{where}.beside"),
            entry.get("beside_reason", ""),
            Zero(own("zero", Zero.NEVER.value)),
            own("unit", "plans"),
            own("scale", 1),
            own("decimals", 0),
            tuple(entry.get("notes", ())),
        )

    def _named(self, kind: str, name: str, where: str) -> Mapping[str, Any]:
        """Return the row or column list of that name."""
        known = self.content.get(kind, {})
        if name not in known:
            self.finder.unknown(f"{where}.{kind}", f"list of {kind}", name, known)
        found: Mapping[str, Any] = known.get(name, {})
        return found

    def _label(self, label: str) -> str:
        relabelled: str = self.content.get("relabel", {}).get(label, label)
        return relabelled

    def _terms(self, given: Any, words: Mapping[str, str], where: str) -> tuple[Term, ...]:
        terms = []
        for alternatives in given if isinstance(given, list) else [given]:
            texts = alternatives if isinstance(alternatives, list) else [alternatives]
            sign = -1 if texts[0].startswith("-") else 1
            facts = tuple(self._fact(text, words, where).removeprefix("-") for text in texts)
            terms.append(Term(facts, sign))
        return tuple(terms)

    def _facts(self, given: Any, words: Mapping[str, str], where: str) -> tuple[str, ...]:
        return tuple(self._fact(text, words, where) for text in ([given] if isinstance(given, str) else given))

    def _fact(self, text: str, words: Mapping[str, str], where: str) -> str:
        """Return a fact id with the table's own words in it."""
        for name, word in words.items():
            text = text.replace(f"{{{name}}}", word)
        left = _LEFT.search(text)
        if left is not None:
            self.finder.add(where, f"nothing is given for {left[0]}", "every { } needs a word",
                            f"add {left[1]} to the table's with, or correct the name")  # fmt: skip
        elif text and not _FACT.match(text):
            self.finder.add(
                where, f"'{text}' is no fact id", "an id such as plans.total is needed, without its @period",
                "the command facts lists the ids; the period follows from the column",
            )  # fmt: skip
        return text

    def lists(self) -> tuple[TextList, ...]:
        """Return the lists of text in the file's order."""
        return tuple(
            TextList(entry["sheet"], entry["title"], entry["table"], entry["columns"])
            for entry in self.content.get("lists", ())
        )

    def checks(self) -> tuple[FormCheck, ...]:
        """Return the form's own checks in the file's order."""
        checks = []
        for number, entry in enumerate(self.content.get("checks", ()), 1):
            where = section_name("checks", number, entry)
            across = entry.get("across", "")
            checks.append(
                FormCheck(
                    entry["name"],
                    self._terms(entry["one"], {}, f"{where}.one"),
                    self._terms(entry["other"], {}, f"{where}.other"),
                    Rule(entry.get("rule", Rule.EQUAL.value)),
                    Across(across) if across else None,
                    entry.get("reason", ""),
                )
            )
        return tuple(checks)

    def also(self) -> Mapping[str, tuple[str, ...]]:
        """Return the other wordings of each label, under the label as the form has it now."""
        found = {self._label(label): tuple(wordings) for label, wordings in self.content.get("also", {}).items()}
        for before, now in self.content.get("relabel", {}).items():
            found[now] = (*found.get(now, ()), before)
        return found

    def check_sheets(self, form: Form) -> None:
        """Note sheet names that are given twice or that Excel does not take."""
        seen: set[str] = set()
        for sheet in (*(table.sheet for table in form.tables), *(entry.sheet for entry in form.lists)):
            key = f"sheet '{sheet}'"
            if sheet.casefold() in seen:
                self.finder.add(key, "is given twice", "each sheet needs a name of its own", "rename one of them")
            seen.add(sheet.casefold())
            if not 0 < len(sheet) <= LONGEST_SHEET_NAME or _NOT_IN_SHEET_NAMES.search(sheet):
                needed = f"1 to {LONGEST_SHEET_NAME} characters without [ ] : * ? / \\ are needed"
                self.finder.add(key, "is no name for a sheet in Excel", needed, "choose a shorter, plainer name")
