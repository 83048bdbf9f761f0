"""The finished documents of one meeting: which there are, where each belongs, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen import starter
from reportgen.codes import NOT_FOR_PUBLICATION
from reportgen.documents.contents import make_contents
from reportgen.documents.deck_map import fit_deck, is_mapping
from reportgen.documents.definitions import define_printed
from reportgen.documents.inspection import Inspection
from reportgen.documents.minutes import write_plain
from reportgen.documents.page import make_page
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.table import Inputs
from reportgen.office.marking import mark
from reportgen.office.places import PlacedText
from reportgen.office.publish import clean
from reportgen.office.reading import text
from reportgen.office.rendering import Rendered, fill_template
from reportgen.office.values import Passage
from reportgen.project import Project
from reportgen.web.filling import Page
from reportgen.web.marking import mark_page
from reportgen.web.reading import read_places
from reportgen.web.reading import text as read_page
from reportgen.web.rules import assert_usable
from reportgen.wording.house_style import make_house
from reportgen.wording.node import make_filters
from reportgen.wording.sections import left_out

Folder = Literal["publish", "meeting"]

PARTS: Mapping[str, tuple[str, ...]] = {
    "deck": ("slides",),
    "minutes": ("minutes", "answers"),
    "page": ("page",),
    "paper": ("paper", "appendices"),
}
"""What each word of ``build --only`` asks for, as keys of [templates]. The appendices define what all of them print."""

_NOTES = "ppt/notesSlides/"


@dataclass(frozen=True, slots=True)
class Document:
    """One finished file: where it belongs, its bytes and every printed value at its place.

    ``left_out`` are the sentences about sections without data, ``warnings`` what the template itself lost (macros).
    """

    folder: Folder
    name: str
    data: bytes
    places: tuple[PlacedText, ...]
    left_out: tuple[str, ...] = field(default=())
    warnings: tuple[str, ...] = field(default=())


def compose(
    facts: PublishedFacts,
    inputs: Inputs,
    project: Project,
    *,
    meeting: int = 0,
    only: Iterable[str] = (),
    counted: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Document, ...]:
    """Return the documents of one meeting, cleaned for publication. ``only`` names parts of :data:`PARTS`.

    Documents of an exempt meeting say first that they are not for publication; they are put into the restricted folder
    by whoever saves them. ``counted`` is told how many templates of how many are filled. Raises ProblemsError with
    every mistake of every template, the phrases file and the officers' texts, and with every fault that would keep
    somebody from reading what was made; such a fault of the council's own template is a warning.
    """
    wanted = {key for part in (tuple(only) or PARTS) for key in PARTS.get(part, ())}
    contents = make_contents(facts, inputs, project.settings, meeting=meeting, phrases=own_phrases(project))
    templates = {key: _read_template(project, key) for key in _needed(wanted)}
    filled = _fill_all(project, templates, contents, facts, counted)
    sentences = left_out(facts, inputs)
    title = _plain(contents, "meeting", "item_title")
    author = _plain(contents, "authority", "name")
    marking = _marking(contents)
    made: list[Document] = []
    inspection = Inspection(make_house(project.settings))
    for key, rendered in ((key, rendered) for key, rendered in filled.items() if key in wanted):
        template = templates[key]
        if isinstance(rendered, Page):
            page = mark_page(rendered.data, marking, NOT_FOR_PUBLICATION) if marking else rendered.data
            warnings = assert_usable(page, PAGE, template.own)
            warnings += inspection.look_at_words(part.text for part in read_page(page))
            made.append(Document("publish", PAGE, page, read_places(page), sentences, warnings))
            continue
        for folder, name, keeps_notes in _FILES[key]:
            cleaned = clean(rendered.data, title=_TITLES[key].format(title), author=author, keep_notes=keeps_notes)
            places = rendered.places if keeps_notes else _without_notes(rendered.places)
            data = cleaned.data
            if marking:
                data, more = mark(data, marking, NOT_FOR_PUBLICATION)
                places += more
            data, advice = inspection.look_at(data, name, template.own, is_reference=key == "appendices")
            unmapped = template.unmapped if folder == "publish" else ()
            unseen = _say_left_out(cleaned.left_out) if folder == "publish" or key != "slides" else ()
            warnings = (*rendered.warnings, *unmapped, *unseen, *advice)
            made.append(Document(folder, name, data, places, sentences, warnings))
            if key == "minutes":
                plain, plain_places = write_plain(data, places)
                made.append(Document("meeting", "minutes.txt", plain, plain_places, sentences))
    inspection.refuse_faults()
    return tuple(made)


PAGE = "index.html"

_FILES: Mapping[str, tuple[tuple[Folder, str, bool], ...]] = {
    "paper": (("publish", "paper.docx", False),),
    "appendices": (("publish", "appendices.docx", False),),
    "slides": (("publish", "slides.pptx", False), ("meeting", "slides-with-notes.pptx", True)),
    "minutes": (("meeting", "minutes.docx", False),),
    "answers": (("meeting", "answers.docx", False),),
}
"""Where each template's documents go, their names, and whether speaker notes stay in."""

_TITLES = {
    "paper": "{}",
    "appendices": "Appendices: {}",
    "slides": "Slides: {}",
    "minutes": "Minutes: {}",
    "answers": "Answers: {}",
}


@dataclass(frozen=True, slots=True)
class _Template:
    """A template to fill and its name for messages; ``own`` is the council's file as it is, before a mapping."""

    data: bytes
    name: str
    own: bytes
    unmapped: tuple[str, ...] = ()


def _needed(wanted: set[str]) -> list[str]:
    """Return the keys of the templates to fill, the appendices with all they define."""
    keys = [key for part in PARTS.values() for key in part]
    return [key for key in keys if key in wanted or ("appendices" in wanted and key != "page")]


def _fill_all(
    project: Project,
    templates: Mapping[str, _Template],
    contents: Mapping[str, object],
    facts: PublishedFacts,
    counted: Callable[[int, int], None],
) -> dict[str, Rendered | Page]:
    """Fill the templates asked for, the appendices last: they define what the others print. A page defines its own."""
    filled: dict[str, Rendered | Page] = {}
    problems: list[Problem] = []
    for number, (key, template) in enumerate(templates.items()):
        counted(number, len(templates))
        names = dict(contents)
        if key == "appendices":
            others = [rendered for rendered in filled.values() if isinstance(rendered, Rendered)]
            refs = [place.ref for rendered in others for place in rendered.places]
            texts = [found.text for rendered in others for found in text(rendered.data)]
            names |= define_printed(contents, facts, refs, texts)
        data, name = template.data, template.name
        try:
            if key == "page":
                filled[key] = make_page(data, name, names, facts, project.settings.style.financial_year)
            else:
                filled[key] = fill_template(data, name, names, filters=make_filters())
        except ProblemsError as error:
            problems.extend(error.problems)
    if problems:
        raise ProblemsError(problems)
    return filled


_STARTERS = {"slides": "slides.pptx", "page": "page.html.jinja"}
"""The starter templates that are no Word files."""


def _read_template(project: Project, key: str) -> _Template:
    """Return the council's own template where the settings name one, else the starter.

    A mapping in the place of the deck's template gives the template it names, with the starter's slides in it.
    """
    own = getattr(project.settings.templates, key)
    if not own:
        name = _STARTERS.get(key, f"{key}.docx")
        data = starter.template(name)
        return _Template(data, name, data)
    path = project.folder / own
    if not path.is_file():
        raise ProblemsError([_missing(key, own)])
    if key == "slides" and is_mapping(path):
        fitted = fit_deck(path)
        return _Template(fitted.data, fitted.template.name, fitted.template.read_bytes(), fitted.unmapped)
    data = path.read_bytes()
    return _Template(data, path.name, data)


def own_phrases(project: Project) -> str | None:
    """Return the text of the council's own phrases file, None for the starter's. Raises ProblemsError without it."""
    own = project.settings.templates.phrases
    if not own:
        return None
    path = project.folder / own
    if not path.is_file():
        raise ProblemsError([_missing("phrases", own)])
    return path.read_text(encoding="utf-8-sig")


def _missing(key: str, own: str) -> Problem:
    return Problem(
        Place("reportgen.toml", f"templates.{key}"),
        f"there is no file '{own}'",
        "a template in the project folder is needed",
        "correct the path, or delete the line to use the starter template",
    )


def _marking(contents: Mapping[str, object]) -> Passage | None:
    """Return what each document of an exempt item says first, None for an item that may be published."""
    meeting = contents["meeting"]
    assert isinstance(meeting, Mapping)
    return meeting["marking"] if meeting["is_exempt"] else None


def _plain(contents: Mapping[str, object], node: str, name: str) -> str:
    branch = contents[node]
    assert isinstance(branch, Mapping)
    return str(branch[name])


def _say_left_out(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is said once of what the template holds and a published file does not."""
    return (f"the template holds {', '.join(kinds)}: not in the finished file",) if kinds else ()


def _without_notes(places: tuple[PlacedText, ...]) -> tuple[PlacedText, ...]:
    return tuple(place for place in places if not place.part.startswith(_NOTES))
