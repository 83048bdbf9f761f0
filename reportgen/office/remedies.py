"""What is said of a name that does not exist, and of a value that cannot be printed where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Undefined
from jinja2.utils import missing

from reportgen.office.language import Mistake, nearest
from reportgen.office.sandbox import Missing, UnknownNameError
from reportgen.office.stops import Stop
from reportgen.office.values import ChartRow, ChartSpec, Markdown, Picture, SubDocument, TableSpec

_SEE = "see the list of names with “reportgen template explain”"
BLOCK_NAMES: dict[type, str] = {
    ChartSpec: "chart", TableSpec: "table", Markdown: "text of several paragraphs", Picture: "picture",
    SubDocument: "document", ChartRow: "row of charts",
}  # fmt: skip


def explain_missing(
    value: Undefined | UnknownNameError, code: str, context: Mapping[str, object], filters: Mapping[str, object]
) -> Mistake:
    """Return what to say of a name in a tag that does not exist, with the nearest one that does."""
    if isinstance(value, UnknownNameError):
        name, parent = value.name, value.parent
    else:
        name, parent = str(value._undefined_name), value._undefined_obj
    while isinstance(parent, Missing):
        name, parent = str(parent._undefined_name), parent._undefined_obj
    hyphen = hyphen_hint(code)
    if parent is filters:
        return Mistake(f"there is no filter '{name}'", nearest(name, filters) or "see templates/README.md")
    if parent is missing or parent is None:
        return Mistake(f"there is nothing called '{name}'", hyphen or nearest(name, context) or _SEE)
    known = [str(key) for key in parent] if isinstance(parent, Mapping) else []
    return Mistake(f"'{code}': there is no '{name}'", hyphen or nearest(name, known) or _list(known))


def hyphen_hint(code: str) -> str:
    """Return the hint for a name with a hyphen, which Jinja reads as a subtraction."""
    words = code.split("|")[0].strip()
    if "-" in words and " " not in words and '"' not in words and "'" not in words:
        return f'a name with a hyphen is written {{{{ fact("{words}") }}}}'
    return ""


def _list(known: list[str]) -> str:
    return f"there are: {', '.join(sorted(known)[:12])}" if known else _SEE


def explain_block(value: object, stop: Stop) -> Mistake:
    """Return what to say of a chart, table, picture or longer text that stands where it cannot."""
    if isinstance(value, ChartRow):
        found = f"'{stop.tag.code}' is several charts and does not stand alone in a paragraph of Word"
        return Mistake(found, "give it a paragraph of its own; on a slide each chart has a box of its own")
    return Mistake(
        f"'{stop.tag.code}' is a {BLOCK_NAMES[type(value)]} and stands in the middle of text",
        "give it a paragraph (in PowerPoint a box) of its own",
    )


def explain_unprintable(value: object, code: str) -> Mistake:
    """Return what to say of a tag whose value has no printed form."""
    if isinstance(value, tuple | list):
        return Mistake(f"'{code}' is a list of rows", "repeat it: {% for x in … %}{{ x.name }}{% endfor %}")
    if value is None:
        return Mistake(f"'{code}' has no value", "leave it out where it is missing: {%p if … %}")
    if isinstance(value, Mapping):
        return Mistake(
            f"'{code}' is not one value", f"name one of its parts: {', '.join(sorted(map(str, value))[:12])}"
        )
    if isinstance(value, bool):
        return Mistake(f"'{code}' is yes or no and cannot be printed", "use it in {% if … %}")
    return Mistake(f"'{code}' cannot be printed", 'a function needs its brackets, as in fact("plans.total")')
