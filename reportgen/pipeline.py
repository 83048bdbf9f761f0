"""The way through the house, in five steps: read, check, compute, compose, save.

    read      data/<period>/ → Inputs                              reportgen.inputs
    check     every problem at once; an error ends the run here    reportgen.inputs, wording
    compute   Inputs → RestrictedFacts → PublishedFacts            reportgen.facts
    compose   facts and words → finished documents, in memory,     reportgen.documents, returns,
              and read back: nothing in them gives a child away    assurance; one pack a meeting: packs
    save      all of them onto the disk, or none                   reportgen.output

Nothing is written before the last step. Each step takes the frozen values of the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from itertools import chain
from pathlib import Path, PurePath

from reportgen import documents, office, returns, web
from reportgen.assurance import warn_of_kept, warn_of_last_build
from reportgen.errors import Place, Problem, ProblemsError, errors_among
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_again, publish_facts
from reportgen.facts.earlier import Publication
from reportgen.facts.fact import Status
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.history import add_history
from reportgen.facts.matrix_rows import check_matrix
from reportgen.facts.suppression import Counted, uncounted
from reportgen.facts.what_if import set_assumptions
from reportgen.inputs import read_quarter
from reportgen.inputs.discretion import Discretion
from reportgen.inputs.table import Inputs
from reportgen.output import SaveReport, save_packs
from reportgen.output.earlier import EarlierPack, read_last_build, read_published
from reportgen.packs import Order, Prepared, Quarter, compose
from reportgen.period import Period
from reportgen.profile import Disclosure, unagreed_profile
from reportgen.project import CONFIGURATION, Project
from reportgen.steps import Announce, Step, count_in
from reportgen.wording.meeting import count_meetings, find_blanks
from reportgen.wording.officers_words import review_phrases, review_words


def build(project: Project, order: Order, output: Path, announce: Announce) -> tuple[Prepared, SaveReport]:
    """Build and save the pack. Raises ProblemsError with every problem, and nothing is written then."""
    prepared = prepare(project, order, announce, output)
    announce(Step("save"))
    return prepared, save_packs(prepared.packs, output)


def prepare(project: Project, order: Order, announce: Announce, output: Path | None = None) -> Prepared:
    """Return the finished pack in memory: every step but the last. Raises ProblemsError as :func:`build`.

    Earlier packs are looked for in ``output``, and in the project's own folder where none is there.
    """
    announce(Step("read"))
    inputs, problems = read_quarter(project, order.period)
    earlier = _read_earlier(project, order.period, output)
    inputs = replace(inputs, files=(*inputs.files, *(pack.source for pack in earlier)))
    announce(Step("check"))
    warnings = check(inputs, problems, project)
    announce(Step("compute"))
    restricted = compute_facts(inputs, project.settings)
    announce(Step("hide"))
    published, repeated = publish(project, order.period, restricted, earlier, output, count_in(announce, "hide"))
    if earlier:
        published = add_history(published, earlier[0], earlier[0].period)
    warnings = (*warnings, *repeated, *_profile_warnings(published, project.settings.disclosure))
    announce(Step("compose"))
    figures = returns.fill_returns(project, restricted, inputs, earlier)
    warnings = (*warnings, *restricted.warnings, *figures.reconciliation.problems, *figures.unexplained)
    discretion = Discretion(inputs.screening)
    with discretion.kept():
        made = compose(project, order, Quarter(inputs, restricted, published, figures, earlier, warnings), announce)
    said = tuple(map(discretion.say, made.notes))
    return replace(made, warnings=discretion.tell(made.warnings), notes=said)


def publish(
    project: Project,
    period: Period,
    restricted: RestrictedFacts,
    earlier: Sequence[Publication],
    output: Path | None = None,
    counted: Counted = uncounted,
) -> tuple[PublishedFacts, tuple[Problem, ...]]:
    """Return the facts to print, beside the pack of this quarter that was built before, with warnings about the two."""
    folder = output or project.output
    built = read_last_build(folder, period)
    if built is None:
        return publish_facts(restricted, project.settings, earlier, counted=counted), ()
    published, kept = publish_again(restricted, project.settings, earlier, built.unchanged(restricted), counted=counted)
    place, threshold = Place(f"{folder.name}/{period}"), project.settings.disclosure.threshold
    told = warn_of_last_build(published, built, restricted, threshold, earlier, place)
    return published, (*warn_of_kept(kept, place), *told)


def _profile_warnings(published: PublishedFacts, profile: Disclosure) -> Iterable[Problem]:
    """Warn where numbers are hidden by a rule that nobody is named for."""
    if not profile.profile and any(fact.status is Status.SUPPRESSED for fact in published):
        yield unagreed_profile(CONFIGURATION)


def _read_earlier(project: Project, period: Period, output: Path | None = None) -> tuple[EarlierPack, ...]:
    return read_published(output or project.output, period) or read_published(project.output, period)


def read_and_publish(
    project: Project, period: Period, restricted: RestrictedFacts, before: Iterable[Publication] = ()
) -> PublishedFacts:
    """Return the facts as a pack of the quarter would print them now, for the commands that make none.

    ``before`` is what the reader has been shown already.
    """
    return publish(project, period, restricted, (*before, *_read_earlier(project, period)))[0]


def read_and_compute(project: Project, period: Period, assumptions: Iterable[str] = ()) -> RestrictedFacts:
    """Return the facts of a quarter, exact, for the commands that make no pack. Raises ProblemsError.

    ``assumptions`` are values to compute with instead of those given, each ``name=value``.
    """
    inputs, problems = read_quarter(project, period)
    inputs = set_assumptions(inputs, assumptions)
    check(inputs, problems, project)
    return compute_facts(inputs, project.settings)


def fill_form_of(project: Project, period: Period, name: str) -> returns.FilledForm:
    """Return one return form filled with a quarter's exact figures. Raises ProblemsError, for an unknown name too."""
    form = returns.find_form(project, name)
    inputs, problems = read_quarter(project, period)
    check(inputs, problems, project)
    return returns.fill_checked(form, project, compute_facts(inputs, project.settings), inputs)


def check(inputs: Inputs, problems: Iterable[Problem], project: Project) -> tuple[Problem, ...]:
    """Return the warnings about the quarter. Raises ProblemsError where one is an error.

    The error then lists everything found, mistakes in the council's own templates and forms too: officers hear it all
    at once.
    """
    blanks = (find_blanks(inputs, project.settings, number) for number in range(count_meetings(inputs)))
    matrix = check_matrix(inputs, project.settings)
    words = (*review_words(inputs), *_phrase_warnings(project))
    discretion = Discretion(inputs.screening)
    found = discretion.tell(dict.fromkeys((*problems, *matrix, *words, *chain.from_iterable(blanks))))
    if errors_among(found):
        templates = (*_template_problems(project), *returns.find_mistakes(project))
        raise ProblemsError((*found, *discretion.tell(templates)))
    return found


def _phrase_warnings(project: Project) -> Iterable[Problem]:
    """Mistakes of style in the council's own phrases; a file that is not there is told when it is needed."""
    own = project.settings.templates.phrases
    if own and (project.folder / own).is_file():
        yield from review_phrases((project.folder / own).read_text(encoding="utf-8-sig"), PurePath(own).name)


def _template_problems(project: Project) -> Iterable[Problem]:
    templates = project.settings.templates
    for own in filter(None, (getattr(templates, template.name) for template in fields(templates))):
        path = project.folder / own
        if path.is_file() and web.is_page_template(path.name):
            yield from web.check_template(path.read_bytes(), path.name)
        elif path.is_file() and documents.is_mapping(path):
            yield from _mapping_problems(path)
        elif path.is_file() and path.suffix != ".jinja":
            yield from office.check(path)


def _mapping_problems(path: Path) -> Iterable[Problem]:
    try:
        fitted = documents.fit_deck(path)
    except ProblemsError as error:
        return error.problems
    return office.check(fitted.data, name=fitted.template.name)
