"""What may be said in a tag: the part of Jinja that reads and shows, and nothing that reaches further.

Each tag is checked on its own, so that every mistake of a template is found at once and at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from reportgen.office.sandbox import FILTERS, PRINTER, TESTS, make_environment

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.NSRef, nodes.Const, nodes.Getattr,
    nodes.Getitem,
    nodes.Call, nodes.Keyword, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.If, nodes.For, nodes.Assign, nodes.Macro, nodes.CondExpr, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair,
    nodes.Concat, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos,
    nodes.Slice,
)  # fmt: skip
OPENERS = {"if": "endif", "for": "endfor", "macro": "endmacro"}
BRANCHES = {"elif": "if", "else": "if"}
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}
CELL_WORDS = ("colspan", "cellbg", "vm", "hm")
_WORDS = (*CELL_WORDS, *OPENERS, *BRANCHES, *CLOSERS, "set")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a tag and what to do; the place is added by whoever knows it."""

    found: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A tag's tree, the names it reads, the filters it uses and what is wrong with it."""

    tree: nodes.Template | None
    names: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    macro: str = ""
    """The own macro or function a printing tag calls outright, or the macro a steering tag defines."""
    targets: tuple[str, ...] = ()
    """The names a loop, ``set`` or macro gives a value to."""
    calls: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = field(default=())


def check_print(code: str) -> Checked:
    """Return the checked expression of a ``{{ … }}`` tag."""
    if not code:
        return Checked(
            None, mistakes=(Mistake("the tag is empty", "write a name between the braces or delete the tag"),)
        )
    return _check(f"\x03{code}\x04", code)


def check_steer(code: str) -> Checked:
    """Return the checked ``{% … %}`` tag, read as if its end tag stood right behind it."""
    word, _, rest = code.partition(" ")
    if word in CLOSERS or word == "else":
        if word == "else" and rest.startswith("if "):
            return Checked(None, mistakes=(Mistake(f"'{code}' is written in one word", f"write elif {rest[3:]}"),))
        if rest.strip() and word != "endmacro":
            return Checked(None, mistakes=(Mistake(f"'{code}' says more than '{word}'", f"write only {word}"),))
        return Checked(None)
    if word == "elif":
        return _check(f"\x01 if {rest} \x02\x01 endif \x02", code)
    if word in CELL_WORDS:
        return check_print(rest.strip()) if word in ("colspan", "cellbg") else Checked(None)
    if word in OPENERS:
        return _check(f"\x01 {code} \x02\x01 {OPENERS[word]} \x02", code)
    if word == "set":
        if "=" not in rest:
            return Checked(None, mistakes=(Mistake("'set' without a value", "write {% set name = value %}"),))
        return _check(f"\x01 {code} \x02", code)
    near = nearest(word, _WORDS)
    return Checked(
        None, mistakes=(Mistake(f"there is no tag '{word}'", near or "see templates/README.md for the tags"),)
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean "…"?`` for the nearest known word, or blank."""
    found = get_close_matches(word, list(known), 1, 0.6)
    return f"did you mean “{found[0]}”?" if found else ""


@cache
def _environment() -> Any:
    return make_environment()


@lru_cache(maxsize=4096)
def _check(source: str, code: str) -> Checked:
    if any(ord(sign) < 32 for sign in code):
        return Checked(None, mistakes=(Mistake("the tag holds a control character", "type the tag afresh"),))
    environment = _environment()
    try:
        tree: nodes.Template = environment.parse(source)
    except TemplateSyntaxError as error:
        return Checked(
            None, mistakes=(Mistake(f"'{code}' cannot be read ({_plain(error.message)})", _syntax_hint(code)),)
        )
    found = list(tree.find_all(nodes.Node))
    named = [node for node in found if isinstance(node, nodes.Name)]
    macro = next((node.name for node in found if isinstance(node, nodes.Macro)), "") or _called(tree)
    return Checked(
        tree,
        tuple(dict.fromkeys(name.name for name in named if name.ctx == "load")),
        tuple(dict.fromkeys(node.name for node in found if isinstance(node, nodes.Filter))),
        macro,
        tuple(name.name for name in named if name.ctx in ("store", "param")),
        tuple(node.node.name for node in found if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)),
        tuple(dict.fromkeys(_find_mistakes(found))),
    )


def _called(tree: nodes.Template) -> str:
    output = tree.body[0]
    if isinstance(output, nodes.Output) and isinstance(output.nodes[0], nodes.Call):
        called = output.nodes[0].node
        return called.name if isinstance(called, nodes.Name) else ""
    return ""


def _plain(message: str | None) -> str:
    words = message or "it is not complete"
    if words.startswith("expected token 'end of") and ", got " in words:
        return f"{words.partition(', got ')[2]} stands where the tag should end"
    for sign, name in (("\x03", "{{"), ("\x04", "}}"), ("\x01", "{%"), ("\x02", "%}")):
        words = words.replace(sign, name).replace(repr(sign)[1:-1], name)
    return words


def _syntax_hint(code: str) -> str:
    if code.count('"') % 2 or code.count("'") % 2:
        return "close the quotation marks"
    if re.search(r"[^=!<>]=[^=]", code) and code.partition(" ")[0] in ("if", "elif"):
        return "to ask whether two things are equal, write =="
    if code.count("(") != code.count(")"):
        return "give every bracket its partner"
    return "check the spelling and the signs between the words"


def _find_mistakes(found: Iterable[nodes.Node]) -> Iterable[Mistake]:
    for node in found:
        if isinstance(node, nodes.Name | nodes.NSRef | nodes.Macro) and node.name.startswith("_"):
            yield Mistake(f"the name '{node.name}' begins with an underscore", "use the names of the guide")
        elif isinstance(node, nodes.Name) and node.name in _JINJA_NAMES:
            yield Mistake(f"the name '{node.name}' is not one of a template's", "use the names of the guide")
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield Mistake(f"the name '{node.attr}' begins with an underscore", "use the names of the guide")
        elif isinstance(node, nodes.Call) and not _may_call(node):
            yield Mistake(
                "only the named functions and the template's own macros can be called", "use a name or a filter"
            )
        elif isinstance(node, nodes.Filter) and (node.name in _REFUSED_FILTERS or node.name.startswith(PRINTER)):
            yield Mistake(f"the filter '{node.name}' is not available", "leave it out; values are shown as they are")
        elif isinstance(node, nodes.Test) and node.name not in TESTS:
            yield Mistake(
                f"there is no test '{node.name}'", nearest(node.name, TESTS) or f"use one of {', '.join(TESTS)}"
            )
        elif not isinstance(node, _ALLOWED):
            yield Mistake(
                f"'{type(node).__name__.lower()}' cannot be used in a template", "say it with if, for and names"
            )


_JINJA_NAMES = {"self", "super", "caller", "varargs", "kwargs"}
_REFUSED_FILTERS = {
    "safe", "attr", "format", "center", "pprint", "xmlattr", "tojson", "urlize", "indent", "filesizeformat",
    "forceescape",
    "random", "wordwrap", "urlencode", "striptags",
} - set(FILTERS)  # fmt: skip


def _may_call(call: nodes.Call) -> bool:
    if call.dyn_args is not None or call.dyn_kwargs is not None:
        return False
    if isinstance(call.node, nodes.Name):
        return True
    return (
        isinstance(call.node, nodes.Getattr)
        and isinstance(call.node.node, nodes.Name)
        and call.node.node.name == "loop"
        and call.node.attr in ("cycle", "changed")
    )
