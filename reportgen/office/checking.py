"""Looking at a template without filling it: what is wrong with it, and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes

from reportgen.errors import Place, Problem, ProblemsError, Severity
from reportgen.office.compile import Compiled, compile_template
from reportgen.office.language import nearest
from reportgen.office.probing import own_names
from reportgen.office.rendering import fill_template
from reportgen.office.sandbox import FILTERS
from reportgen.office.sites import Site

_ALWAYS = {"loop", "range", "namespace", "true", "false", "none", "True", "False", "None"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Something a template asks for: ``plans.total``, ``fact("…")`` or a filter, and the places that ask for it."""

    name: str
    kind: str
    """``value``, ``function`` or ``filter``."""
    places: tuple[str, ...]


def check(
    template: bytes | Path,
    context: Mapping[str, object] | None = None,
    *,
    name: str = "template",
    filters: Mapping[str, Callable[..., object]] | None = None,
) -> tuple[Problem, ...]:
    """Return everything wrong with a template: all of it at once, each with its place and remedy.

    Given a context, names and filters are checked against it. An unknown one is a warning where it is not certain that
    it would be printed: in a part left out this time, or in a template whose tags do not fit together.
    """
    data, name = _read(template, name)
    try:
        compiled = compile_template(data, name)
        if context is not None:
            fill_template(data, name, context, filters=filters)
    except ProblemsError as error:
        return error.problems
    if context is None:
        return compiled.problems(name)
    known = filters if filters is not None else context.get("filters", {})
    assert isinstance(known, Mapping)
    return tuple(dict.fromkeys((*compiled.problems(name), *_unknown_names(compiled, context, known, name))))


def explain(template: bytes | Path, *, name: str = "template") -> tuple[Asked, ...]:
    """Return what a template asks for, in the order it first asks. Raises ProblemsError for a file that is refused."""
    return gather_asked((kind, asked, site.words) for kind, asked, site in _asked_at(_compile(template, name)))


def explain_by_place(template: bytes | Path, *, name: str = "template") -> tuple[tuple[str, tuple[Asked, ...]], ...]:
    """Return what each slide, or each heading of a document, asks for; the text comes first, then headers and footers.

    What stands above the first heading has a blank name; a slide's notes belong to it. Raises ProblemsError for a file
    that is refused.
    """
    compiled = _compile(template, name)
    main = compiled.package.main
    groups: dict[tuple[int, str], list[tuple[str, str, str]]] = {}
    for kind, asked, site in sorted(_asked_at(compiled), key=lambda found: found[2].part != main):
        slide = _SLIDE.match(site.around)
        heading = _HEADING.search(site.around)
        title = f"slide {slide[1]}" if slide else heading[0] if heading else site.around.partition(" ▸ ")[0]
        title = "" if title.startswith(("shape ", "table row ")) else title
        groups.setdefault((int(slide[1]) if slide else 0, title), []).append((kind, asked, site.words))
    ordered = sorted(groups, key=lambda group: group[0])
    return tuple((title, gather_asked(groups[number, title])) for number, title in ordered)


_SLIDE = re.compile(r"(?:notes of )?slide (\d+)")
_HEADING = re.compile(r'heading ".*?"(?= ▸ |$)')


def _asked_at(compiled: Compiled) -> Iterator[tuple[str, str, Site]]:
    """Give kind and name of everything a template asks for, and where."""
    own = own_names(compiled) | _ALWAYS
    for stop in compiled.stops:
        if stop.checked.tree is None:
            continue
        for kind, asked in list_asked(stop.checked.tree):
            if kind == "filter" or asked.partition(".")[0].partition("(")[0] not in own:
                yield kind, asked, stop.site


def gather_asked(asked: Iterable[tuple[str, str, str]]) -> tuple[Asked, ...]:
    """Return things asked for, given as kind, name and place: each once, with all its places."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for kind, name, place in asked:
        found.setdefault((kind, name), {})[place] = None
    return tuple(Asked(name, kind, tuple(places)) for (kind, name), places in found.items())


def _compile(template: bytes | Path, name: str) -> Compiled:
    return compile_template(*_read(template, name))


def _read(template: bytes | Path, name: str) -> tuple[bytes, str]:
    if isinstance(template, bytes):
        return template, name
    return Path(template).read_bytes(), Path(template).name


def list_asked(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """Give kind and name of everything a tag asks for: ``value``, ``function`` or ``filter``."""
    inner: set[int] = set()
    for node in tree.find_all((nodes.Call, nodes.Getattr, nodes.Name, nodes.Filter)):
        if isinstance(node, nodes.Filter):
            if node.name not in FILTERS:
                yield "filter", node.name
        elif id(node) in inner:
            if isinstance(node, nodes.Getattr):
                inner.add(id(node.node))
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
            inner.add(id(node.node))
            words = ", ".join(repr(each.value) for each in node.args if isinstance(each, nodes.Const))
            yield "function", f"{node.node.name}({words})".replace("'", '"')
        elif isinstance(node, nodes.Getattr | nodes.Name):
            dotted = _dotted(node)
            if isinstance(node, nodes.Getattr):
                inner.add(id(node.node))
            if dotted and not (isinstance(node, nodes.Name) and node.ctx != "load"):
                yield "value", dotted


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        before = _dotted(node.node)
        return f"{before}.{node.attr}" if before else ""
    return ""


def _unknown_names(
    compiled: Compiled, context: Mapping[str, object], filters: Mapping[str, object], name: str
) -> Iterator[Problem]:
    """Give the names that do not exist, of the parts that were not printed."""
    tested = _tested_names(compiled)
    part = "in a part that is left out" if not compiled.mistakes else "here"
    for kind, asked, site in _asked_at(compiled):
        if kind == "filter":
            missing, known = ("", []) if asked in filters else (asked, list(filters))
            found = f"there is no filter '{asked}'"
        else:
            path = asked.partition("(")[0].split(".")
            missing, known = ("", []) if asked in tested else _first_missing(context, path)
            found = f"'{asked}' is asked for {part}, and there is no '{missing}'"
        if missing:
            remedy = nearest(missing, known) or "check the name before the part is needed"
            yield Problem(Place(name, site.words), found, "a name that exists", remedy, Severity.WARNING)


def _tested_names(compiled: Compiled) -> set[str]:
    """The names a template asks about before it uses them (``is defined``): that they may be missing is known."""
    trees = (stop.checked.tree for stop in compiled.stops if stop.checked.tree is not None)
    tests = (test for tree in trees for test in tree.find_all(nodes.Test) if test.name in ("defined", "undefined"))
    return {_dotted(test.node) for test in tests}


def _first_missing(context: Mapping[str, object], path: list[str]) -> tuple[str, list[str]]:
    node: object = context
    for step in path:
        if not isinstance(node, Mapping):
            return "", []
        if step not in node:
            return step, [str(key) for key in node]
        node = node[step]
    return "", []
