"""The packs of a quarter, one for each meeting: every file in memory, read back before any is saved.

An exempt item's files all go to the restricted folder. Everything else is audited and searched as it would be
published; what must not be ends the build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import PurePath, PurePosixPath

from reportgen import documents, returns, starter
from reportgen.assurance import Release, audit_files, compose_statement, find_exact, refuse_exact, refuse_unsafe
from reportgen.errors import Problem, ReportgenError
from reportgen.facts.facts_csv import write_facts
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.reconciliation import finance_assurance
from reportgen.inputs.reviews import count_unapproved, list_codes, list_held
from reportgen.inputs.table import Inputs, SourceFile
from reportgen.output import Pack, PackFile, RunRecord, digest, portable_name
from reportgen.output.earlier import EarlierPack
from reportgen.output.leaks import make_search, refuse_leaks
from reportgen.output.manifest import RESTRICTED
from reportgen.period import Period
from reportgen.project import CONFIGURATION, Project
from reportgen.steps import Announce, Step, count_in
from reportgen.wording.meeting import count_meetings, make_meeting


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a quarter, some parts of the pack (none named: all), one meeting (blank: every one)."""

    period: Period
    only: frozenset[str] = frozenset()
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter read, checked and computed: all that its documents are composed from."""

    inputs: Inputs
    restricted: RestrictedFacts
    published: PublishedFacts
    figures: returns.ReturnFigures
    earlier: tuple[EarlierPack, ...] = ()
    warnings: tuple[Problem, ...] = ()


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


def compose(project: Project, order: Order, quarter: Quarter, announce: Announce) -> Prepared:
    """Return one pack for each meeting asked for, its documents finished, checked and not saved.

    Raises ProblemsError where one of them would publish what must not be.
    """
    packs = []
    left_out: dict[str, None] = {}
    notes: dict[str, None] = {}
    for meeting in _meetings(project, order, quarter.inputs):
        made = documents.compose(
            quarter.published,
            quarter.inputs,
            project,
            meeting=meeting.number,
            only=order.only,
            counted=count_in(announce, "compose"),
        )
        left_out |= dict.fromkeys(sentence for document in made for sentence in document.left_out)
        notes |= dict.fromkeys(f"{document.name}: {warning}" for document in made for warning in document.warnings)
        files = [PackFile(PurePosixPath(document.folder, document.name), document.data) for document in made]
        files += _figures(project, order, quarter, meeting)
        if meeting.exempt:
            files = [_restricted(file) for file in files]
        files.sort(key=lambda file: file.path)
        said = (*map(str, quarter.warnings), *notes)
        run = RunRecord(str(order.period), _files_read(project, quarter.inputs), said, tuple(left_out))
        packs.append(Pack(meeting.folder, tuple(files), run, not order.only, meeting.exempt))
    announce(Step("audit"))
    _refuse_unfit(packs, project, quarter)
    return Prepared(
        tuple(packs),
        quarter.warnings,
        tuple(left_out),
        tuple(notes),
        list_codes(quarter.inputs),
        quarter.figures.closing_line,
    )


def _refuse_unfit(packs: Sequence[Pack], project: Project, quarter: Quarter) -> None:
    """Raise ProblemsError where a file that may leave the council holds or gives away what must not."""
    search = make_search(quarter.inputs, quarter.published)
    threshold = project.settings.disclosure.threshold
    for pack in packs:
        # A meeting's folder is named after its committee, so it is searched like the names of the files.
        refuse_leaks(search, pack.folder, pack.files, quarter.warnings)
        finished = {str(file.path): file.data for file in pack.files}
        refuse_unsafe(audit_files(finished, quarter.published, threshold, quarter.earlier, quarter.restricted))
        refuse_exact(find_exact(finished, quarter.published, quarter.restricted))


def _figures(project: Project, order: Order, quarter: Quarter, meeting: _Meeting) -> list[PackFile]:
    """Return the files that hold figures alone: the return, the facts in both views, and what stands behind them."""
    files = []
    if not order.only or "return" in order.only:
        form = returns.compose_return(quarter.figures, project.settings)
        files.append(PackFile(PurePosixPath("restricted/return.xlsx"), form))
    if not order.only:
        published = write_facts(quarter.published, RESTRICTED if meeting.exempt else "")
        files.append(PackFile(PurePosixPath("publish/facts.csv"), published))
        files.append(PackFile(PurePosixPath("restricted/facts.csv"), write_facts(quarter.restricted, RESTRICTED)))
        files.append(_assurance(project, order, quarter, meeting))
    return files


def _assurance(project: Project, order: Order, quarter: Quarter, meeting: _Meeting) -> PackFile:
    """Return the release statement for the information-governance officer, and the reconciliations after it."""
    inputs, restricted, earlier = quarter.inputs, quarter.restricted, quarter.earlier
    release = Release(
        str(order.period),
        meeting.title,
        meeting.marking,
        approved=len(inputs.reviews),
        unapproved=count_unapproved(inputs),
        held_back=list_held(inputs),
        compared=tuple(str(pack.period) for pack in earlier),
    )
    statement = compose_statement(restricted, quarter.published, project.settings, release, earlier=earlier)
    across = returns.reconciliation_text(quarter.figures.reconciliation)
    text = "\n\n".join((RESTRICTED, statement, finance_assurance(restricted), across))
    return PackFile(PurePosixPath("restricted/assurance.txt"), text.encode("utf-8"))


def _restricted(file: PackFile) -> PackFile:
    """Return the file as it lies in an exempt pack, where nothing leaves the restricted folder."""
    if file.path.parts[0] == "restricted":
        return file
    name = "facts-published.csv" if file.path.name == "facts.csv" else file.path.name
    return PackFile(PurePosixPath("restricted", name), file.data)


def _meetings(project: Project, order: Order, inputs: Inputs) -> list[_Meeting]:
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
