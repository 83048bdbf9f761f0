"""Looking at a template of a page without filling it for real: what is wrong with it, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from reportgen.errors import Problem, ProblemsError
from reportgen.office.checking import Asked, gather_asked, list_asked
from reportgen.web.filling import fill_page
from reportgen.web.template import make_problem, read_template

_KINDS = (".html", ".htm", ".html.jinja")
_ALWAYS = frozenset({"loop", "range", "namespace", "true", "false", "none"})


def is_page_template(name: str) -> bool:
    """Whether a file is a template of a page, by its name."""
    return PurePath(name).name.casefold().endswith(_KINDS)


def check_template(
    data: bytes,
    name: str,
    context: Mapping[str, object] | None = None,
    filters: Mapping[str, Callable[..., object]] | None = None,
) -> tuple[Problem, ...]:
    """Return everything wrong with a template, each at its place; names and filters only where a context is given."""
    try:
        if context is None:
            read = read_template(data, name)
            return tuple(make_problem(name, tag, mistake) for tag, mistake in read.mistakes)
        fill_page(data, name, context, filters=filters or {})
    except ProblemsError as error:
        return error.problems
    return ()


def explain_template(data: bytes, name: str) -> tuple[tuple[str, tuple[Asked, ...]], ...]:
    """Return what each heading of a template asks for, in its order. Raises ProblemsError where it is no text."""
    read = read_template(data, name)
    own = {target for tag in read.tags for target in tag.checked.targets} | _ALWAYS
    own |= {tag.checked.macro for tag in read.tags if tag.code.startswith("macro ")}
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for tag in read.tags:
        if tag.checked.tree is not None:
            group = groups.setdefault(f'heading "{tag.heading}"' if tag.heading else "", [])
            group += [(kind, asked, tag.place) for kind, asked in _others(list_asked(tag.checked.tree), own)]
    return tuple((title, gather_asked(found)) for title, found in groups.items() if found)


def _others(asked: Iterator[tuple[str, str]], own: set[str]) -> Iterator[tuple[str, str]]:
    for kind, name in asked:
        if kind == "filter" or name.partition(".")[0].partition("(")[0] not in own:
            yield kind, name
