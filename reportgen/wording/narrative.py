"""The officers' own words, filled with facts: narrative sections, and answers to questions members may ask."""

from __future__ import annotations

from reportgen.errors import Problem, ProblemsError, ReportgenError
from reportgen.inputs.table import Inputs, Row
from reportgen.office.values import Markdown, MarkdownParagraph, Passage, Printed
from reportgen.wording.node import Node
from reportgen.wording.render import Renderer, explain_error

_TITLE = "title:"


def make_narrative(inputs: Inputs, renderer: Renderer) -> Node:
    """Return ``narrative.<section>`` as filled markdown; ``narrative.titles.<slide>`` are the officer's slide titles.

    Several rows for one section follow one another. Raises ProblemsError naming each cell whose text cannot be filled.
    """
    paragraphs: dict[str, tuple[MarkdownParagraph, ...]] = {}
    titles: dict[str, object] = {}
    problems: list[Problem] = []
    for row in inputs.rows("narrative"):
        section = row.text("section")
        filled = _fill(row, "text", "input:narrative.text", renderer, problems)
        if section.startswith(_TITLE):
            titles[section.removeprefix(_TITLE)] = _join(filled)
        else:
            paragraphs[section] = paragraphs.get(section, ()) + filled.paragraphs
    if problems:
        raise ProblemsError(problems)
    found: dict[str, object] = {name: Markdown(texts) for name, texts in paragraphs.items()}
    return Node({**found, "titles": Node(titles, "narrative.titles")}, "narrative")


def make_questions(inputs: Inputs, renderer: Renderer) -> tuple[Node, ...]:
    """Return the officers' prepared questions, each with its answer as one passage and its source.

    Raises ProblemsError naming each cell whose text cannot be filled.
    """
    problems: list[Problem] = []
    found = [
        Node(
            {
                name: _join(_fill(row, name, f"input:questions.{name}", renderer, problems))
                for name in ("question", "answer", "source")
            },
            "a question",
        )
        for row in inputs.rows("questions")
    ]
    if problems:
        raise ProblemsError(problems)
    return tuple(found)


def _join(filled: Markdown) -> Passage:
    """Return the paragraphs as one passage, a space between them."""
    pieces: list[str | Printed] = []
    bold: set[int] = set()
    for paragraph in filled.paragraphs:
        if pieces:
            pieces.append(" ")
        bold |= {len(pieces) + position for position in paragraph.passage.bold}
        pieces.extend(paragraph.passage.pieces)
    return Passage(tuple(pieces), frozenset(bold))


def _fill(row: Row, column: str, ref: str, renderer: Renderer, problems: list[Problem]) -> Markdown:
    from jinja2 import TemplateError

    text = row.text(column)
    try:
        return renderer.read_markdown(renderer.render(text), ref)
    except (TemplateError, ReportgenError, TypeError) as error:
        problems.append(
            Problem(
                row.place(column),
                explain_error(error),
                "the name of a fact of this quarter is needed between {{ and }}",
                "see the names with 'reportgen facts', or leave the sentence out",
            )
        )
        return Markdown(())
