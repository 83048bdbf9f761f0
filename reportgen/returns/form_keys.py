"""The keys of a form file: what each may hold, checked before anything is made of them."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from reportgen.errors import Place, Problem
from reportgen.returns.form import Across, Rounding, Rule, Zero


class Holds(Enum):
    """What a key may hold; the value is how a problem says it."""

    TEXT = "text in quotes"
    NUMBER = "a whole number"
    FIRST = "a fact id, or a list of which the first that there is counts"
    YES_NO = "true or false"
    TEXTS = "a list of texts in [ ]"
    TEXTS_BY_LABEL = "lines of the form label = text"
    LISTS_BY_LABEL = "lines of the form label = [texts]"
    ROWS = "lines of the form label = fact id"
    SECTION = "a section in [ ]"
    SECTIONS = "sections in [[ ]]"


FORM_KEYS: Mapping[str, Holds] = {
    "title": Holds.TEXT,
    "source": Holds.TEXT,
    "based_on": Holds.TEXT,
    "labels_checked": Holds.YES_NO,
    "rounding": Holds.TEXT,
    "across": Holds.TEXT,
    "zero": Holds.TEXT,
    "unit": Holds.TEXT,
    "scale": Holds.NUMBER,
    "decimals": Holds.NUMBER,
    "notes": Holds.TEXTS,
    "headings": Holds.TEXTS,
    "everything": Holds.TEXT,
    "drop": Holds.TEXTS,
    "relabel": Holds.TEXTS_BY_LABEL,
    "also": Holds.LISTS_BY_LABEL,
    "rows": Holds.SECTION,
    "columns": Holds.SECTION,
    "tables": Holds.SECTIONS,
    "lists": Holds.SECTIONS,
    "checks": Holds.SECTIONS,
}
TABLE_KEYS: Mapping[str, Holds] = {
    "sheet": Holds.TEXT,
    "section": Holds.TEXT,
    "title": Holds.TEXT,
    "rows": Holds.TEXT,
    "columns": Holds.TEXT,
    "across": Holds.TEXT,
    "each": Holds.TEXT,
    "with": Holds.TEXTS_BY_LABEL,
    "total": Holds.TEXT,
    "whole": Holds.FIRST,
    "beside": Holds.TEXTS,
    "beside_reason": Holds.TEXT,
    "zero": Holds.TEXT,
    "unit": Holds.TEXT,
    "scale": Holds.NUMBER,
    "decimals": Holds.NUMBER,
    "notes": Holds.TEXTS,
}
LIST_KEYS: Mapping[str, Holds] = {
    "sheet": Holds.TEXT,
    "title": Holds.TEXT,
    "table": Holds.TEXT,
    "columns": Holds.TEXTS_BY_LABEL,
}
CHECK_KEYS: Mapping[str, Holds] = {
    "name": Holds.TEXT,
    "one": Holds.TEXTS,
    "other": Holds.TEXTS,
    "rule": Holds.TEXT,
    "across": Holds.TEXT,
    "reason": Holds.TEXT,
}
_SECTIONS = {"tables": TABLE_KEYS, "lists": LIST_KEYS, "checks": CHECK_KEYS}
_NEEDED = {
    "tables": ("sheet", "rows"),
    "lists": ("sheet", "title", "table", "columns"),
    "checks": ("name", "one", "other"),
}
_CHOICES = {"rounding": Rounding, "across": Across, "zero": Zero, "rule": Rule}


@dataclass(slots=True)
class Finder:
    """Collects the problems of one form file."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, key: str, found: str, needed: str, remedy: str) -> None:
        """Note a problem at a key of the file."""
        self.problems.append(Problem(Place(self.file, key), found, needed, remedy))

    def unknown(self, key: str, what: str, name: str, known: Collection[str]) -> None:
        """Note a name that is not among those known, with the nearest of them."""
        self.add(key, f"there is no {what} '{name}'", f"a known {what} is needed", nearest(name, known))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``did you mean 'x'?``, or the list of names where none is near."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean '{near[0]}'?" if near else f"known: {', '.join(names) or 'none'}"


def check_keys(content: Mapping[str, Any], finder: Finder) -> None:
    """Note every key of a form file that is unknown or of the wrong kind, and every section without its name."""
    _check(content, FORM_KEYS, "", finder)
    for name, keys in _SECTIONS.items():
        for number, entry in enumerate(_sections(content.get(name)), 1):
            where = section_name(name, number, entry)
            _check(entry, keys, where, finder)
            _check_needed(entry, keys, _NEEDED[name][:1], where, finder)


def check_complete(content: Mapping[str, Any], finder: Finder) -> None:
    """Note every key that a section lacks, once what the form is based on has been put beneath it."""
    for name, keys in _SECTIONS.items():
        for number, entry in enumerate(_sections(content.get(name)), 1):
            _check_needed(entry, keys, _NEEDED[name], section_name(name, number, entry), finder)


def _check_needed(
    entry: Mapping[str, Any], keys: Mapping[str, Holds], needed: tuple[str, ...], where: str, finder: Finder
) -> None:
    for name in needed:
        if name not in entry:
            finder.add(f"{where}.{name}", "is missing", f"{keys[name].value} is needed", f"add the line {name} = …")


def section_name(kind: str, number: int, entry: Mapping[str, Any]) -> str:
    """Return how an officer finds one of several sections: by its sheet or name, else by its number."""
    named = entry.get("sheet") or entry.get("name")
    return f"{kind} '{named}'" if isinstance(named, str) else f"{kind} {number}"


def _sections(value: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _check(content: Mapping[str, Any], keys: Mapping[str, Holds], where: str, finder: Finder) -> None:
    for key, value in content.items():
        path = f"{where}.{key}" if where else key
        if key not in keys:
            finder.add(path, "unknown key", "a known key is needed", nearest(key, keys))
        elif not _fits(value, keys[key]):
            finder.add(path, f"found {_shown(value)}", f"{keys[key].value} is needed", "correct the value")
        elif key in _CHOICES:
            known = [choice.value for choice in _CHOICES[key]]
            if value not in known:
                finder.add(path, f"found '{value}'", f"one of {', '.join(known)} is needed", nearest(value, known))
        elif key in ("rows", "columns") and keys[key] is Holds.SECTION:
            _check_named(key, value, finder)


def _check_named(kind: str, value: Mapping[str, Any], finder: Finder) -> None:
    """Note row and column lists whose lines are not label = fact id."""
    for name, lines in value.items():
        if not isinstance(lines, dict) or not lines:
            finder.add(f"{kind}.{name}", f"found {_shown(lines)}", f"{Holds.ROWS.value} is needed", "correct the value")
            continue
        for label, entry in lines.items():
            fits = isinstance(entry, str) or (kind == "rows" and _is_terms(entry))
            if not fits:
                finder.add(
                    f"{kind}.{name}.{label}", f"found {_shown(entry)}", "a fact id is needed, or a list of them",
                    "write one id, [ids] for their sum, or [[ids]] for the first of them that there is",
                )  # fmt: skip


def _is_terms(entry: Any) -> bool:
    return isinstance(entry, list) and bool(entry) and all(
        isinstance(term, str) or (isinstance(term, list) and term and all(isinstance(each, str) for each in term))
        for term in entry
    )  # fmt: skip


def _fits(value: Any, holds: Holds) -> bool:
    match holds:
        case Holds.TEXT:
            return isinstance(value, str)
        case Holds.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case Holds.FIRST:
            return isinstance(value, str) or (_are_texts(value) and bool(value))
        case Holds.YES_NO:
            return isinstance(value, bool)
        case Holds.TEXTS:
            return _are_texts(value)
        case Holds.TEXTS_BY_LABEL:
            return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
        case Holds.LISTS_BY_LABEL:
            return isinstance(value, dict) and all(_are_texts(texts) for texts in value.values())
        case Holds.SECTION | Holds.ROWS:
            return isinstance(value, dict)
        case Holds.SECTIONS:
            return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, str | int | float | bool) else f"a {type(value).__name__}"
