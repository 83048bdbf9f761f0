"""The room templates run in: names look up children, functions are the named ones, and work is bounded.

A template reads a tree. ``{{ grant.items }}`` is the child called *items* or a mistake, never a Python method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any, NoReturn, Protocol

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS
from jinja2.utils import Namespace

from reportgen.office.values import Passage, Printable, Printed, Text

TESTS = (
    "defined", "undefined", "none", "string", "number", "sequence", "mapping", "iterable", "true", "false", "boolean",
    "odd", "even", "divisibleby", "in", "eq", "equalto", "ne", "lt", "le", "gt", "ge", "==", "!=", "<", "<=", ">", ">=",
)  # fmt: skip
_PLAIN_FILTERS = (
    "abs", "batch", "count", "d", "default", "dictsort", "first", "float", "groupby", "int", "items", "join", "last",
    "length", "list", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select",
    "selectattr",
    "slice", "sort", "string", "sum", "truncate", "unique", "wordcount",
)  # fmt: skip
_TEXT_FILTERS: dict[str, Callable[[str], str]] = {
    "upper": str.upper, "lower": str.lower, "capitalize": str.capitalize, "title": str.title, "trim": str.strip,
}  # fmt: skip
MOST_RANGE = 10_000

PRINTER = "_"
"""What the names of the printer's own filters begin with; no template may use one."""


class Missing(StrictUndefined):
    """A name that does not exist. It can be asked about (``is defined``, ``default``), never used."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise UnknownNameError(self.asked, self._undefined_obj)

    @property
    def asked(self) -> str:
        """The name that was looked up."""
        return str(self._undefined_name)

    @property
    def parent(self) -> object:
        """What it was looked up in; jinja's own marker for the top of the tree."""
        return self._undefined_obj

    __bool__ = __str__ = __iter__ = __len__ = __call__ = _fail_with_undefined_error
    __eq__ = __ne__ = __hash__ = __contains__ = _fail_with_undefined_error
    __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __sub__ = __rsub__ = _fail_with_undefined_error
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = __pos__ = __getitem__ = _fail_with_undefined_error


class UnknownNameError(Exception):
    """A name was used that the context does not hold; ``parent`` is what it was looked up in."""

    def __init__(self, name: str, parent: object) -> None:
        self.name, self.parent = name, parent
        super().__init__(name)


class BudgetError(Exception):
    """A template asks for more work than any document needs."""


class Guard(Protocol):
    """What a running render offers the room: its filters, its bounds, the names it was given."""

    filters: Mapping[str, Callable[..., object]]

    def may_call(self, function: object) -> bool:
        """Whether the context gave this function a name."""
        ...

    def tick(self) -> None:
        """Count one step of a loop. Raises BudgetError."""
        ...


RUNNING: ContextVar[Guard] = ContextVar("RUNNING")


def plain(value: object) -> object:
    """Return what a filter for words works on: the printed form of a fact, the value itself otherwise."""
    return value.printed() if isinstance(value, Printable) else value


def _on_text(change: Callable[[str], str], name: str) -> Callable[[object], object]:
    def apply(value: object) -> object:
        value = plain(value)
        if isinstance(value, Undefined):
            str(value)
        if isinstance(value, Text):
            return Text(change(str(value)), value.ref)
        if isinstance(value, Printed):
            return Printed(change(value.text), value.ref, f"{value.format}|{name}")
        if isinstance(value, Passage):
            return Passage(tuple(apply(piece) for piece in value.pieces), value.bold)  # type: ignore[misc]
        return change(str(value))

    return apply


def _same(value: object) -> object:
    return value


FILTERS: dict[str, Callable[..., object]] = {
    **{name: JINJA_FILTERS[name] for name in _PLAIN_FILTERS},
    **{name: _on_text(change, name) for name, change in _TEXT_FILTERS.items()},
    "e": _same,
    "escape": _same,
}


class _Named:
    """A filter the context brings, found when it is used: one compiled template serves every context."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, value: object, *args: object, **kwargs: object) -> object:
        if isinstance(value, Undefined):
            str(value)
        found = RUNNING.get().filters.get(self.name)
        if found is None:
            raise UnknownNameError(self.name, RUNNING.get().filters)
        return found(value, *args, **kwargs)


class _FilterNames(dict[str, Callable[..., object]]):
    """Every filter name compiles; the ones that are not the language's own are looked up in the context."""

    def get(self, key: str, default: Any = None) -> Any:
        return self[key]

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> Callable[..., object]:
        self[key] = made = _Named(key)
        return made


class _Writer(CodeGenerator):
    """Writes templates as Python. What the printer's own filters return is markup: it is not escaped once more."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _is_printed(node):
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _is_printed(node):
            super()._output_child_post(node, frame, finalize)


def _is_printed(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name.startswith(PRINTER)


class Room(ImmutableSandboxedEnvironment):
    """The Jinja environment of templates."""

    code_generator_class = _Writer

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up a child; only ``loop`` and ``namespace`` have attributes."""
        if isinstance(obj, LoopContext | Namespace):
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look up a child by name or place."""
        # The two commonest first: a cell of a row, a name in a branch.
        if type(obj) is tuple and type(argument) is int and 0 <= argument < len(obj):
            return obj[argument]
        if type(obj) is dict and type(argument) is str and argument in obj:
            return obj[argument]
        if isinstance(obj, Undefined):
            return self.undefined(obj=obj, name=argument)
        if isinstance(obj, Mapping):
            if isinstance(argument, str | int) and argument in obj:
                return obj[argument]
        elif isinstance(obj, tuple | list | str):
            if isinstance(argument, slice):
                return obj[argument]
            index = int(argument) if isinstance(argument, str) and argument.isdigit() else argument
            if isinstance(index, int) and not isinstance(index, bool) and -len(obj) <= index < len(obj):
                return obj[index]
        return self.undefined(obj=obj, name=argument)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only functions the context named, own macros and the language's own few."""
        if isinstance(obj, Macro) or obj in (make_range, Namespace):
            return True
        return getattr(obj, "__self__", None).__class__ is LoopContext or RUNNING.get().may_call(obj)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate with numbers; words are only ever joined."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return left + right
        for side in (left, right):
            if isinstance(side, str | bytes | list | tuple | dict):
                raise TypeError("words cannot be calculated with")
        return super().call_binop(context, operator, left, right)


def make_range(*bounds: int) -> Iterable[int]:
    """``range`` of at most 10,000 numbers. Raises BudgetError."""
    numbers = range(*bounds)
    if len(numbers) > MOST_RANGE:
        raise BudgetError(f"a range of {len(numbers):,} numbers")
    return numbers


def make_environment() -> Room:
    """Return a room; its delimiters are characters no XML can hold, so that no text of a document is ever code."""
    room = Room(
        block_start_string="\x01", block_end_string="\x02", variable_start_string="\x03", variable_end_string="\x04",
        comment_start_string="\x05", comment_end_string="\x06", undefined=Missing, autoescape=True,
        keep_trailing_newline=True, cache_size=0, optimized=False,
    )  # fmt: skip
    room.filters = _FilterNames(FILTERS)
    room.tests = {name: JINJA_TESTS[name] for name in TESTS}
    room.globals = {"range": make_range, "namespace": Namespace}
    return room


def counted(values: Iterable[object]) -> Iterator[object]:
    """Give the values of a loop, counting each against the render's bounds."""
    tick = RUNNING.get().tick
    for value in values:
        tick()
        yield value
