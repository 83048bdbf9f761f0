"""Filling a template: the compiled parts are rendered over a context and put back into their package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from lxml import etree

from reportgen.errors import Place, Problem, ProblemsError, ReportgenError
from reportgen.office.bounds import FAILURES, MOST_MISTAKES, failing_lines
from reportgen.office.compile import Compiled, compile_source, compile_template, make_problem
from reportgen.office.finish import finish_part, hash_paragraphs
from reportgen.office.insertion import Inserter
from reportgen.office.invariants import assert_sound
from reportgen.office.language import Mistake
from reportgen.office.leaving import cut_links, drop_references, drop_unreachable, drop_unused
from reportgen.office.package import write_members
from reportgen.office.places import PlacedText, write_map
from reportgen.office.probing import probe_sources
from reportgen.office.properties import Properties, write_properties
from reportgen.office.sandbox import RUNNING, BudgetError, UnknownNameError
from reportgen.office.session import Session
from reportgen.office.slides import Slide, clone_parts, owned_parts, write_slide_list
from reportgen.office.source import Source
from reportgen.office.tags import Kind
from reportgen.office.xml import MarkupError, parse, write_wiring


@dataclass(frozen=True, slots=True)
class Rendered:
    """A filled document: its bytes, where every value with a reference was printed, and what was left out."""

    data: bytes
    places: tuple[PlacedText, ...]
    warnings: tuple[str, ...]


def fill_template(
    template: bytes,
    name: str,
    context: Mapping[str, object],
    *,
    properties: Properties | None = None,
    filters: Mapping[str, Callable[..., object]] | None = None,
) -> Rendered:
    """Return ``template`` filled from ``context``; ``name`` is the file's name for messages.

    Names look up children of the context; functions at its top can be called. ``filters`` are the formats of the
    language, by name; a mapping called ``filters`` in the context serves too. Raises ProblemsError with every problem.
    """
    compiled = compile_template(template, name)
    found = filters if filters is not None else context.get("filters", {})
    assert isinstance(found, Mapping)
    return _Filling(compiled, name, context, found).run(properties)


def render(
    template: Path, context: Mapping[str, object], output: Path, *, properties: Properties | None = None
) -> Rendered:
    """Fill the template file and write ``output``. Raises ProblemsError with every problem, and then writes nothing."""
    data = Path(template).read_bytes()
    rendered = fill_template(data, Path(template).name, context, properties=properties)
    assert_sound(rendered.data, Path(output).name, data)
    Path(output).write_bytes(rendered.data)
    return rendered


class _Filling:
    """One template being filled."""

    def __init__(
        self,
        compiled: Compiled,
        name: str,
        context: Mapping[str, object],
        filters: Mapping[str, Callable[..., object]],
    ) -> None:
        self.compiled, self.name = compiled, name
        self.package = compiled.package.copy()
        self.session = Session(compiled.stops, compiled.ends, context, filters)
        self.inserter = Inserter(self.package, self.session, compiled.look)
        self.session.printer = self.inserter
        self.texts: list[tuple[str, str, bool]] = []
        """Each part's text, and whether it is known to be sound."""
        self.printed: dict[str, list[str]] = {}
        self._sources = dict(compiled.sources)
        self._cut: dict[str, set[str]] = {}

    def run(self, properties: Properties | None) -> Rendered:
        """Fill and write the package."""
        token = RUNNING.set(self.session)
        try:
            if self.compiled.mistakes:
                for source in probe_sources(self.compiled):
                    self._evaluate(source, {})
            else:
                self._render_parts()
            self._refuse_mistakes()
            places = self._finish()
            self._refuse_mistakes()
        except BudgetError as error:
            raise self._budget_problem(error) from error
        finally:
            RUNNING.reset(token)
        self._write(places, properties)
        return Rendered(write_members(self.package.parts), places, self.compiled.warnings)

    def _render_parts(self) -> None:
        owned: set[str] = set()
        deck = self.compiled.deck
        if deck is not None:
            for slide in deck.slides:
                owned |= set(owned_parts(self.compiled.package, slide.part))
            self.session.slide_printer = self._print_slide
            for number, slide in enumerate(deck.slides):
                if slide.part in deck.drivers:
                    self._evaluate(deck.drivers[slide.part], {})
                else:
                    self._print_slide({}, number)
        main = self.package.main
        for name in sorted(self.compiled.sources, key=lambda name: name != main):
            if name not in owned:
                self._render_part(name, name, {})
        if deck is not None:
            write_slide_list(self.compiled.package, self.package, deck, self.printed)
            self._cut = cut_links(self.package, deck, self.printed)

    def _print_slide(self, values: Mapping[str, object], number: int) -> None:
        assert self.compiled.deck is not None
        slide: Slide = self.compiled.deck.slides[number]
        made = self.printed.setdefault(slide.part, [])
        clones = {part: part for part in owned_parts(self.compiled.package, slide.part)}
        if made:
            clones = {old: self.package.free_name_like(old) for old in clones}
            clone_parts(self.compiled.package, self.package, clones)
        made.append(clones.get(slide.part, slide.part))
        for old, new in clones.items():
            if old in self.compiled.sources:
                self._render_part(old, new, values)

    def _render_part(self, source: str, name: str, values: Mapping[str, object]) -> None:
        self.inserter.part = name
        self.session.has_markup = False
        text = self._evaluate(self._sources[source], values, source)
        self.texts.append((name, text, self._sources[source].is_whole and not self.session.has_markup))

    def _evaluate(self, source: Source, values: Mapping[str, object], name: str = "") -> str:
        """Render a source; where a stop fails, its mistake is noted, it is put out of action and the rest goes on."""
        for _ in range(MOST_MISTAKES):
            try:
                context = source.template.new_context({**self.session.context, **values})
                return "".join(source.template.root_render_func(context))
            except (BudgetError, RecursionError):
                raise
            except FAILURES as error:
                number = _failing_stop(source, error.__traceback__)
                if number is None:
                    raise
                self.session.note(number, self._explain(error, number))
                source = self._without(source, number)
                if name:
                    self._sources[name] = source
        return ""

    def _explain(self, error: Exception, number: int) -> Mistake:
        stop = self.session.stops[number]
        if isinstance(error, UnknownNameError):
            return self.session.explain_missing(error, stop)
        if isinstance(error, ReportgenError):
            return Mistake(f"'{stop.tag.code}': {error.message}", "change the tag, or leave the sentence out")
        if isinstance(error, KeyError):
            return Mistake(f"'{stop.tag.code}': there is nothing called '{error.args[0]}'", "check the name")
        message = str(error.args[0]) if error.args else type(error).__name__
        if isinstance(error, TypeError) and "not supported between" in message:
            message = "words are compared with a number"
        return Mistake(
            f"'{stop.tag.code}' cannot be worked out ({message})", "check the names and what is done with them"
        )

    def _without(self, source: Source, number: int) -> Source:
        stop = self.session.stops[number]
        lines = source.text.split("\n")
        for line, owner in source.lines.items():
            if owner == number:
                lines[line - 1] = _neutral(
                    lines[line - 1], stop.tag.word if stop.tag.kind is Kind.STEER else "", number
                )
        text = "\n".join(lines)
        return Source(text, source.lines, compile_source(text), source.is_whole)

    def _finish(self) -> tuple[PlacedText, ...]:
        places: list[PlacedText] = []
        for name, text, is_whole in self.texts:
            first = len(places)
            data = finish_part(text, name, self.session, places).encode("utf-8")
            is_hashed = self.compiled.program == "slides" and any(place.part == name for place in places[first:])
            if is_hashed or not is_whole:
                root = self._read_back(name, data)
                if is_hashed:
                    hash_paragraphs(root, name, places, first)
            self.package.put(name, data)
            drop_unused(self.package, name, data)
        self.inserter.refills.write()
        for name, ids in self._cut.items():
            drop_references(self.package, name, ids)
        if self.package.relationships != self.compiled.package.relationships:
            drop_unreachable(self.compiled.package, self.package)
        return tuple(places)

    def _read_back(self, name: str, data: bytes) -> etree._Element:
        try:
            return parse(data)
        except MarkupError as error:
            raise self._unsound(name, error) from error

    def _unsound(self, name: str, error: MarkupError) -> ProblemsError:
        found = f"its tags begin and end in places that do not belong together ({error})"
        remedy = "put the begin and the end of each block in the same paragraph, cell or box"
        return ProblemsError([Problem(Place(self.name, name), found, "tags that enclose whole pieces of text", remedy)])

    def _refuse_mistakes(self) -> None:
        problems = [
            *self.compiled.problems(self.name),
            *(
                make_problem(self.name, self.session.stops[number].site, mistake)
                for (number, _), mistake in sorted(self.session.mistakes.items(), key=lambda item: item[0][0])
            ),
        ]
        if problems:
            raise ProblemsError(dict.fromkeys(problems))

    def _budget_problem(self, error: BudgetError) -> ProblemsError:
        found = f"the template asks for {error}"
        return ProblemsError([Problem(Place(self.name), found, "a document of ordinary size", "shorten its loops")])

    def _write(self, places: tuple[PlacedText, ...], properties: Properties | None) -> None:
        write_map(self.package, places)
        if properties is not None:
            write_properties(self.package, properties)
        write_wiring(self.compiled.package, self.package)


def _neutral(line: str, word: str, number: int) -> str:
    """The line of a stop that was put out of action."""
    if not word:
        if "|_hold(" in line:
            return f"if ('')|_hold({number})"
        return f"('')|_sole({number})" if "|_sole(" in line else f"('')|_print({number})"
    if word == "for":
        return "for nothing in ()"
    if word == "set":
        return line.partition("=")[0] + "= ''"
    return f"{word} false" if word in ("if", "elif") else line


def _failing_stop(source: Source, traceback: TracebackType | None) -> int | None:
    """The stop whose code raised: the innermost line of the template that belongs to one."""
    found: int | None = None
    for line in failing_lines(source.template, traceback):
        found = source.lines.get(line, found)
    return found
