"""The meeting, the council and the people, as templates read them; what is not given prints as a marked blank."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from reportgen.codes import NOT_FOR_PUBLICATION
from reportgen.errors import Place, Problem, Severity
from reportgen.inputs.table import Inputs, Row, Value
from reportgen.office.values import Passage, Printed, Text
from reportgen.period import Period
from reportgen.project import CONFIGURATION, Settings
from reportgen.wording.formats import Day
from reportgen.wording.node import Node

_NEEDED = (
    "committee", "meeting_date", "item_number", "item_title", "presenter", "presenter_role", "report_author",
    "responsible_officer", "member_reporting", "wards", "decision", "data_as_of", "previous_meeting_date",
)  # fmt: skip
_LISTS = {
    "recommendation": "recommendations",
    "appendix": "appendices",
    "background_document": "background_documents",
}
_WITHOUT_ARTICLE = ("Cabinet", "Council", "Full Council")
_WARNED = ("committee", "meeting_date", "item_title", "presenter", "presenter_role", "report_author", "decision")


def count_meetings(inputs: Inputs) -> int:
    """Return how many meetings the quarter's meeting table describes; at least one, if only of marked blanks."""
    return max((len(_value_columns(row)) for row in inputs.rows("meeting")), default=1) or 1


def make_meeting(inputs: Inputs, settings: Settings, meeting: int = 0) -> Node:
    """Return the fields of one meeting: words, dates, and lists for the fields that repeat.

    ``recommendations``, ``appendices`` and ``background_documents`` are lists; ``purpose`` has its default. ``marking``
    is what every document of an exempt item says first, blank for other items.
    """
    given = _read_fields(inputs, meeting)
    found: dict[str, object] = {name: _words(name, given) for name in _NEEDED}
    for name, plural in _LISTS.items():
        found[plural] = tuple(Text(_as_text(value), f"input:meeting.{name}") for value in given.get(name, ()))
    found["purpose"] = _purpose(given, found, settings)
    exempt = _find_exemption(given)
    found["is_exempt"] = bool(exempt)
    found["exempt"] = _exempt(exempt, settings) if exempt else _setting(settings, "not_exempt")
    found["marking"] = _marking(exempt) if exempt else ""
    found["the_committee"] = _with_article(found["committee"])
    return Node(found, "meeting")


def _find_exemption(given: Mapping[str, list[Value]]) -> str:
    """Return what is typed of an exemption, blank for “no”. Of several rows one that is not “no” is enough."""
    typed = (_as_text(value).strip() for value in given.get("exempt", ()))
    return next((words for words in typed if words.casefold() not in ("", "no", "false")), "")


def _exempt(typed: str, settings: Settings) -> Passage:
    """Return “Yes, Part II” in the council's own words, with the reason where one is typed after “yes”."""
    reason = _reason(typed)
    more = (": ", Printed(reason, "input:meeting.exempt")) if reason else ()
    said = _setting(settings, "exempt")
    return Passage((Printed(str(said), said.ref), *more))


def _marking(typed: str) -> Passage:
    """Return “Not for publication: ” and the reason, as the law has it on every copy; without one the words alone."""
    reason = _reason(typed)
    if not reason:
        return Passage((f"{NOT_FOR_PUBLICATION}.",))
    stop = "" if reason.endswith((".", "!", "?")) else "."
    return Passage((f"{NOT_FOR_PUBLICATION}: ", Printed(reason, "input:meeting.exempt"), stop))


def _reason(typed: str) -> str:
    return re.sub(r"^(yes|true)\b\W*", "", typed, flags=re.IGNORECASE)


def _setting(settings: Settings, name: str) -> Text:
    return Text(str(getattr(settings.style, name)), f"setting:style.{name}")


def _with_article(committee: object) -> object:
    """Return a committee as it stands in a sentence: “the Schools Forum”, but “Cabinet”."""
    if not isinstance(committee, Text) or str(committee).startswith(("the ", "The ", *_WITHOUT_ARTICLE)):
        return committee
    return Passage(("the ", Printed(str(committee), committee.ref)))


def make_authority(settings: Settings) -> Node:
    """Return the council's names; ``short_name`` falls back on ``name``, which falls back on a marked blank."""
    authority = settings.authority
    name = authority.name or "[authority]"
    texts = {
        "name": name,
        "short_name": authority.short_name or name,
        "code": authority.code,
        "deliverer": authority.deliverer,
        "deliverer_short": authority.deliverer_short or authority.deliverer,
    }
    return Node({key: Text(text, f"setting:authority.{key}") for key, text in texts.items()}, "authority")


def make_programme(settings: Settings) -> Node:
    """Return the programme's name and short name."""
    programme = settings.programme
    return Node(
        {
            "name": Text(programme.name, "setting:programme.name"),
            "short_name": Text(programme.short_name or programme.name, "setting:programme.short_name"),
        },
        "programme",
    )


def make_period(period: Period, year_pattern: str) -> Node:
    """Return the quarter's name, its year and its first and last days."""
    return Node(
        {
            "name": Text(period.label(year_pattern), "date:period"),
            "year": Text(period.year.label(year_pattern), "date:period.year"),
            "previous": Text(period.previous.label(year_pattern), "date:period.previous"),
            "start": Day(period.start, "period.start"),
            "end": Day(period.end, "period.end"),
        },
        "period",
    )


def find_blanks(inputs: Inputs, settings: Settings, meeting: int = 0) -> tuple[Problem, ...]:
    """Return a warning for every meeting field and name that prints as a marked blank, and for an unnamed exemption."""
    given = _read_fields(inputs, meeting)
    table = inputs.tables.get("meeting")
    place = Place(table.source.name if table else "quarter.xlsx", "meeting")
    found = [
        Problem(
            place,
            f"'{name}' is not given",
            f"it prints as [{name.replace('_', ' ')}]",
            f"add a row '{name}' to the meeting table",
            Severity.WARNING,
        )
        for name in _WARNED
        if not given.get(name)
    ]
    exempt = _find_exemption(given)
    if exempt and not _reason(exempt):
        found.append(
            Problem(
                place,
                "'exempt' is yes and gives no reason",
                "every copy must say which exemption it is (Local Government Act 1972, section 100B(5))",
                "write 'yes: ' and the paragraph of Schedule 12A with its description",
                Severity.WARNING,
            )
        )
    others = (_find_exemption(_read_fields(inputs, number)) for number in range(count_meetings(inputs)))
    if exempt and not all(others):
        found.append(
            Problem(
                place,
                "one meeting of the quarter is exempt and another is not",
                "both packs are made from the same tables, and only what the meeting table says differs",
                "keep what is exempt out of the other tables, or build it in a project of its own",
                Severity.WARNING,
            )
        )
    if not settings.authority.name:
        found.append(
            Problem(
                Place(CONFIGURATION, "authority.name"),
                "the council's name is not given",
                "it prints as [authority]",
                'write name = "…" under [authority]',
                Severity.WARNING,
            )
        )
    return tuple(found)


def _value_columns(row: Row) -> tuple[str, ...]:
    return tuple(name for name in row.cells if name != "field")


def _read_fields(inputs: Inputs, meeting: int) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for row in inputs.rows("meeting"):
        columns = _value_columns(row)
        value = row.value(columns[meeting]) if meeting < len(columns) else None
        if value is not None and value != "":
            found.setdefault(row.text("field"), []).append(value)
    return found


def _words(name: str, given: Mapping[str, list[Value]]) -> object:
    values = given.get(name, [])
    if not values:
        return Text(f"[{name.replace('_', ' ')}]", f"input:meeting.{name}")
    first = values[0]
    return Day(first, f"meeting.{name}") if isinstance(first, date) else Text(_as_text(first), f"input:meeting.{name}")


def _purpose(given: Mapping[str, list[Value]], found: Mapping[str, object], settings: Settings) -> object:
    if given.get("purpose"):
        return Text(_as_text(given["purpose"][0]), "input:meeting.purpose")
    presenter = found["presenter"]
    programme = make_programme(settings)["name"]
    assert isinstance(presenter, Text)
    assert isinstance(programme, Text)
    return Passage(("To receive an update on ", programme, " from ", presenter, "."))


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
