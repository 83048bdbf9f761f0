"""The way through the house, in five steps: read, check, compute, compose, save.

    read      data/<period>/ → Inputs                              reportgen.inputs
    check     every problem at once; an error ends the run here    reportgen.inputs, wording
    compute   Inputs → RestrictedFacts → PublishedFacts            reportgen.facts
    compose   facts and words → finished documents, in memory,     reportgen.documents, returns,
              and read back: nothing in them gives a child away    assurance
    save      all of them onto the disk, or none                   reportgen.output

Nothing is written before the last step. Each step takes the frozen values of the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from pathlib import Path, PurePath, PurePosixPath

from reportgen import documents, office, returns, starter, web
from reportgen.assurance import (
    Release,
    audit_files,
    compose_statement,
    find_exact,
    refuse_exact,
    refuse_unsafe,
    warn_of_kept,
    warn_of_last_build,
)
from reportgen.errors import Place, Problem, ProblemsError, ReportgenError, errors_among
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_again, publish_facts
from reportgen.facts.earlier import Publication
from reportgen.facts.fact import Status
from reportgen.facts.facts_csv import write_facts
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.history import add_history
from reportgen.facts.matrix_rows import check_matrix
from reportgen.facts.reconciliation import finance_assurance
from reportgen.facts.suppression import Counted, uncounted
from reportgen.facts.what_if import set_assumptions
from reportgen.inputs import read_quarter
from reportgen.inputs.discretion import Discretion
from reportgen.inputs.reviews import count_unapproved, list_codes, list_held
from reportgen.inputs.table import Inputs, SourceFile
from reportgen.output import Pack, PackFile, RunRecord, SaveReport, digest, portable_name, save_packs
from reportgen.output.earlier import EarlierPack, read_last_build, read_published
from reportgen.output.leaks import make_search, refuse_leaks
from reportgen.output.manifest import RESTRICTED
from reportgen.period import Period
from reportgen.profile import Disclosure, unagreed_profile
from reportgen.project import CONFIGURATION, Project
from reportgen.wording.meeting import count_meetings, find_blanks, make_meeting
from reportgen.wording.officers_words import review_phrases, review_words


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it begins, or how far a long one is: “120 of 340”."""

    name: str
    detail: str = ""


Announce = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a quarter, some parts of the pack (none named: all), one meeting (blank: every one)."""

    period: Period
    only: frozenset[str] = frozenset()
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything there is to save, in memory, with what is to be said about it."""

    packs: tuple[Pack, ...]
    warnings: tuple[Problem, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    """What composing had to say: macros a template lost, for instance."""
    codes: tuple[str, ...] = ()
    """The approval code of each approved comment, by its cell."""
    closing: str = ""
    """What must be said last: differences between returns that nothing explains."""


@dataclass(frozen=True, slots=True)
class _Meeting:
    """One meeting of the quarter: its place in the meeting table and the folder its pack goes to."""

    number: int
    folder: PurePosixPath
    title: str
    marking: str
    """Why an exempt item is not for publication, blank for others."""

    @property
    def exempt(self) -> bool:
        """Whether everything stays inside."""
        return bool(self.marking)


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
    published, repeated = publish(project, order.period, restricted, earlier, output, _counter(announce, "hide"))
    if earlier:
        published = add_history(published, earlier[0], earlier[0].period)
    warnings = (*warnings, *repeated, *_profile_warnings(published, project.settings.disclosure))
    announce(Step("compose"))
    figures = returns.fill_returns(project, restricted, inputs, earlier)
    warnings = (*warnings, *restricted.warnings, *figures.reconciliation.problems, *figures.unexplained)
    discretion = Discretion(inputs.screening)
    with discretion.kept():
        made = compose(project, order, inputs, restricted, published, figures, warnings, announce, earlier)
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


def _counter(announce: Announce, step: str) -> Callable[[int, int], None]:
    """Return what tells how far a step is."""
    return lambda done, total: announce(Step(step, f"{done:,} of {total:,}"))


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


def compose(
    project: Project,
    order: Order,
    inputs: Inputs,
    restricted: RestrictedFacts,
    published: PublishedFacts,
    figures: returns.ReturnFigures,
    warnings: tuple[Problem, ...],
    announce: Announce,
    earlier: Sequence[EarlierPack] = (),
) -> Prepared:
    """Return one pack for each meeting asked for, its documents finished, checked and not saved.

    Raises ProblemsError where one of them would publish what must not be.
    """
    packs = []
    left_out: dict[str, None] = {}
    notes: dict[str, None] = {}
    for meeting in _meetings(order, inputs, project):
        made = documents.compose(
            published, inputs, project, meeting=meeting.number, only=order.only, counted=_counter(announce, "compose")
        )
        left_out |= dict.fromkeys(sentence for document in made for sentence in document.left_out)
        notes |= dict.fromkeys(f"{document.name}: {warning}" for document in made for warning in document.warnings)
        files = [PackFile(PurePosixPath(document.folder, document.name), document.data) for document in made]
        files += _figures(project, order, restricted, published, figures, RESTRICTED if meeting.exempt else "")
        if not order.only:
            files.append(_assurance(project, order, inputs, restricted, published, figures, earlier, meeting))
        if meeting.exempt:
            files = [_restricted(file) for file in files]
        files.sort(key=lambda file: file.path)
        said = (*map(str, warnings), *notes)
        run = RunRecord(str(order.period), _files_read(project, inputs), said, tuple(left_out))
        packs.append(Pack(meeting.folder, tuple(files), run, not order.only, meeting.exempt))
    announce(Step("audit"))
    search = make_search(inputs, published)
    for pack in packs:
        # A meeting's folder is named after its committee, so it is searched like the names of the files.
        refuse_leaks(search, pack.folder, pack.files, warnings)
        finished = {str(file.path): file.data for file in pack.files}
        refuse_unsafe(audit_files(finished, published, project.settings.disclosure.threshold, earlier, restricted))
        refuse_exact(find_exact(finished, published, restricted))
    closing = figures.closing_line
    return Prepared(tuple(packs), warnings, tuple(left_out), tuple(notes), list_codes(inputs), closing)


def _figures(
    project: Project,
    order: Order,
    restricted: RestrictedFacts,
    published: PublishedFacts,
    figures: returns.ReturnFigures,
    first_line: str,
) -> list[PackFile]:
    """Return the files that hold figures alone: the facts in both views and the return."""
    files = []
    if not order.only or "return" in order.only:
        form = returns.compose_return(figures, project.settings)
        files.append(PackFile(PurePosixPath("restricted/return.xlsx"), form))
    if not order.only:
        files.append(PackFile(PurePosixPath("publish/facts.csv"), write_facts(published, first_line)))
        files.append(PackFile(PurePosixPath("restricted/facts.csv"), write_facts(restricted, RESTRICTED)))
    return files


def _assurance(
    project: Project,
    order: Order,
    inputs: Inputs,
    restricted: RestrictedFacts,
    published: PublishedFacts,
    figures: returns.ReturnFigures,
    earlier: Sequence[EarlierPack],
    meeting: _Meeting,
) -> PackFile:
    """Return the release statement for the information-governance officer, and the reconciliations after it."""
    release = Release(
        str(order.period),
        meeting.title,
        meeting.marking,
        approved=len(inputs.reviews),
        unapproved=count_unapproved(inputs),
        held_back=list_held(inputs),
        compared=tuple(str(pack.period) for pack in earlier),
    )
    statement = compose_statement(restricted, published, project.settings, release, earlier=earlier)
    across = returns.reconciliation_text(figures.reconciliation)
    text = "\n\n".join((RESTRICTED, statement, finance_assurance(restricted), across))
    return PackFile(PurePosixPath("restricted/assurance.txt"), text.encode("utf-8"))


def _restricted(file: PackFile) -> PackFile:
    """Return the file as it lies in an exempt pack, where nothing leaves the restricted folder."""
    if file.path.parts[0] == "restricted":
        return file
    name = "facts-published.csv" if file.path.name == "facts.csv" else file.path.name
    return PackFile(PurePosixPath("restricted", name), file.data)


def _meetings(order: Order, inputs: Inputs, project: Project) -> list[_Meeting]:
    """Return the meetings to build for. Raises ReportgenError where the one asked for is not in the meeting table."""
    count = count_meetings(inputs)
    found: dict[str, _Meeting] = {}
    for number in range(count):
        meeting = make_meeting(inputs, project.settings, number)
        name = portable_name(str(meeting["committee"]))
        if name in found:
            name = f"{name} {number + 1}"
        folder = PurePosixPath(str(order.period), name) if count > 1 else PurePosixPath(str(order.period))
        title = f"{meeting['committee']}, {meeting['meeting_date']}: {meeting['item_title']}"
        found[name] = _Meeting(number, folder, title, str(meeting["marking"]))
    if not order.meeting:
        return list(found.values())
    wanted = [found[name] for name in found if order.meeting.casefold() in name.casefold()]
    if len(wanted) != 1:
        raise ReportgenError(
            f"meeting: found '{order.meeting}'; the name of one meeting of the quarter is needed; "
            f"meetings here: {', '.join(found)}"
        )
    return wanted


def _files_read(project: Project, inputs: Inputs) -> tuple[SourceFile, ...]:
    """Return every file the pack was made from: by its name within the project, starter templates as such."""
    read = list(inputs.files)
    if (project.folder / CONFIGURATION).is_file():
        read.append(SourceFile(CONFIGURATION, digest((project.folder / CONFIGURATION).read_bytes())))
    starters = {path.name.partition(".")[0]: (f"starter/{path}", data) for path, data in starter.templates().items()}
    for template in fields(project.settings.templates):
        own = PurePath(getattr(project.settings.templates, template.name))
        if own.name:
            path = project.folder / own
            read.append(SourceFile(own.as_posix(), digest(path.read_bytes())))
            if documents.is_mapping(path):
                template_file = documents.find_template(path)
                read.append(SourceFile(template_file.name, digest(template_file.read_bytes())))
        else:
            name, data = starters[template.name]
            read.append(SourceFile(name, digest(data)))
    return tuple(read)
