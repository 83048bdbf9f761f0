"""Whole builds with a canary in a council's own template, its tables and its file names: none reaches a public byte.

Each template is built twice: as it is, and with the pass that cleans finished files switched off; then the search of
the finished files must stop the build.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from reportgen.documents import pack as documents
from reportgen.errors import ProblemsError
from reportgen.inputs import protection
from reportgen.office.invariants import check_package
from reportgen.office.publish import Cleaned, clean
from reportgen.output import leaks
from reportgen.packs import Order, Prepared
from reportgen.pipeline import prepare
from reportgen.project import open_project
from tests.commands.projects import PERIOD, SETTINGS, make_project
from tests.office.test_invariants import packed, parts
from tests.privacy.bytes_held import holds
from tests.privacy.planted import CANARY, PLANTED
from tests.privacy.planted_parts import IN_BODY, IN_PARAGRAPH, IN_SETTINGS, IN_SLIDE

SCREENING = f"kind,text\nname,{CANARY}\n"


def build(
    folder: Path, *only: str, own: str = "", data: bytes = b"", tables: Mapping[str, str] | None = None
) -> Prepared:
    """The pack of a small project, whose paper or deck is made from a template of its own."""
    make_project(folder, **{"screening": SCREENING, **(tables or {})})
    if own:
        (folder / own).parent.mkdir(exist_ok=True)
        (folder / own).write_bytes(data)
        key = "slides" if own.endswith(".pptx") else "paper"
        (folder / "reportgen.toml").write_text(f'{SETTINGS}[templates]\n{key} = "{own}"\n', encoding="utf-8")
    project = open_project(folder)
    return prepare(project, Order(project.period(PERIOD), frozenset(only)), lambda step: None)


def public(pack: Prepared) -> dict[str, bytes]:
    return {str(file.path): file.data for file in pack.packs[0].files if file.path.parts[0] != "restricted"}


def template(place: str) -> tuple[str, bytes]:
    data = PLANTED[place]()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        is_deck = "ppt/presentation.xml" in archive.namelist()
    if is_deck:  # a chart of the template's own, not one to be filled with this quarter's figures
        slides = {name: part.replace(b"chart:", b"drawn ") for name, part in parts(data).items()}
        return "deck", packed(slides)
    return "paper", data


SPOKEN = "speaker notes"
"""Kept for those in the room, so that the cleaning leaves them and only the search stands between."""


def test_a_name_in_the_notes_for_the_meeting_stops_the_build(tmp_path: Path) -> None:
    kind, data = template(SPOKEN)
    with pytest.raises(ProblemsError, match=r"meeting/slides-with-notes\.pptx: holds a value of screening\.text"):
        build(tmp_path, kind, own="templates/own.pptx", data=data)


TOLD = {
    "comment": "comments",
    "hidden text": "hidden text",
    "custom property": "custom properties",
    "custom XML": "stored data",
    "hidden slide": "hidden slides",
    "hidden shape": "hidden shapes",
}
"""What an officer is told once that the published file does not hold."""


@pytest.mark.parametrize("place", [place for place in PLANTED if place != SPOKEN])
def test_a_canary_in_a_template_reaches_no_public_byte(tmp_path: Path, place: str) -> None:
    kind, data = template(place)
    assert holds(data) or "packed" in place or "split" in place
    own = f"templates/{CANARY} template.{'pptx' if kind == 'deck' else 'docx'}"
    prepared = build(tmp_path, kind, own=own, data=data)
    made, told = public(prepared), " ".join(prepared.notes)
    assert made and CANARY not in told.replace(own.rpartition("/")[2], "")
    assert (told.count("the template holds") == 1 and TOLD[place] in told) if place in TOLD else True
    for name, content in made.items():
        assert not holds(content) and CANARY not in name, name


LEFT_BY_FILLING = frozenset({"comment of the archive"})
"""Places that filling a template does not take over in the first place."""


@pytest.mark.parametrize("place", [place for place in PLANTED if place not in LEFT_BY_FILLING])
def test_with_the_cleaning_switched_off_the_build_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    kind, data = template(place)
    monkeypatch.setattr(documents, "clean", lambda finished, **_: Cleaned(finished))
    with pytest.raises(ProblemsError) as refused:
        build(tmp_path, kind, own=f"templates/own.{'pptx' if kind == 'deck' else 'docx'}", data=data)
    found = [problem.found for problem in refused.value.problems]
    assert any("screening.text" in said for said in found), found
    assert all(CANARY not in str(problem) for problem in refused.value.problems)


PERSON = {
    "plans": "census_date,person_id,birth_date,setting,age,primary_need\n"
             "30/09/2025,H801200001001,14/02/2016,mainstream,9,ASD\n",
    "caseload": "census_date,setting,age_band,primary_need,plans\n30/06/2025,all,all,all,1371\n",
}  # fmt: skip
ANSWERS = "survey,respondent,words\n" + "".join(
    f"staff,respondent-{number:03},My own words about lunch and travel number {number}\n" for number in range(1, 30)
)
QUESTIONS = (
    "survey,question_id,text,kind,options,audience,invited,responded\n"
    "staff,words,What would help most?,text,,Parents,400,29\n"
)
COMMENTS = (
    "survey,question_id,comment,themes,approved\n"
    + "staff,words,We waited nine weeks for any answer at all.,waiting,no\n" * 12
)
LEAKS: dict[str, tuple[str, str, dict[str, str]]] = {
    "a child's identifier": ("plans.person_id", "Case H801200001001 was reviewed.", PERSON),
    "an identifier within a word": ("plans.person_id", "See file xH801200001001x.", PERSON),
    "a date of birth in figures": ("plans.birth_date", "Born 14/02/2016 and placed.", PERSON),
    "a date of birth in words": ("plans.birth_date", "Born on 14 February 2016 and placed.", PERSON),
    "a screened name": ("screening.text", f"{CANARY} was helped.", {}),
    "a screened name in capitals": ("screening.text", f"{CANARY.upper()} was helped.", {}),
    "a screened name with a sign nobody sees": ("screening.text", "Quill\u00adfeather was helped.", {}),
    "an answer in own words": ("survey_responses.answer", "One wrote: my own words about lunch and travel number 7",
                               {"survey_questions": QUESTIONS, "survey_responses": ANSWERS}),
    "a respondent": ("survey_responses.respondent", "Ask respondent-007 again.",
                     {"survey_questions": QUESTIONS, "survey_responses": ANSWERS}),
    "a comment nobody approved": ("survey_comments.comment", "One said: we waited nine weeks for any answer at all.",
                                  {"survey_questions": QUESTIONS, "survey_comments": COMMENTS}),
}  # fmt: skip
"""What an officer's sentence gives away: the private column, the sentence, and the tables it comes from."""


@pytest.mark.parametrize("leak", LEAKS)
def test_with_the_screening_of_words_switched_off_the_build_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    column, sentence, tables = LEAKS[leak]
    monkeypatch.setattr(protection, "check_words", lambda inputs, screen: [])
    narrative = f'section,text\nintroduction,"{sentence}"\n'
    with pytest.raises(ProblemsError) as refused:
        build(tmp_path, "paper", tables=tables | {"narrative": narrative})
    assert any(column in problem.found for problem in refused.value.problems), str(refused.value)
    assert all(CANARY.casefold() not in str(problem).casefold() for problem in refused.value.problems)


WORD_EDITS = (
    [("word/document.xml", "<w:body>", f"<w:body>{xml}") for xml in IN_BODY.values()]
    + [("word/document.xml", "<w:body>", f"<w:body><w:p>{xml}</w:p>") for xml in IN_PARAGRAPH.values()]
    + [("word/settings.xml", "<w:compat>", f"{xml}<w:compat>") for xml in IN_SETTINGS.values() if "Merge" not in xml]
)  # fmt: skip
"""Every place at once; a template with a mail merge is not taken in the first place."""


def planted_at_once(data: bytes, edits: Iterable[tuple[str, str, str]]) -> bytes:
    files = parts(data)
    for part, old, new in edits:
        assert old.encode() in files[part], (part, old)
        files[part] = files[part].replace(old.encode(), new.encode(), 1)
    return packed(files)


@pytest.mark.parametrize("kind", ["paper", "deck"])
def test_a_template_with_every_hidden_place_filled_gives_none_of_it_to_the_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    name, edits = ("own.docx", WORD_EDITS) if kind == "paper" else ("own.pptx", list(IN_SLIDE.values()))
    data = planted_at_once(template("author" if kind == "paper" else "author of a deck")[1], edits)
    prepared = build(tmp_path / "clean", kind, own=f"templates/{name}", data=data)
    assert public(prepared) and not [name for name, content in public(prepared).items() if holds(content)]
    assert sum("the template holds" in note for note in prepared.notes) == 1
    monkeypatch.setattr(documents, "clean", lambda finished, **_: Cleaned(finished))
    with pytest.raises(ProblemsError, match=r"screening\.text"):
        build(tmp_path / "uncleaned", kind, own=f"templates/{name}", data=data)


@pytest.mark.real
@pytest.mark.parametrize("name", ["htb-template.docx", "DHSC-PPT-template.pptx"])
def test_real_templates_with_hidden_places_filled_are_published_without_them(name: str) -> None:
    path = Path(__file__).parents[2] / "../shared/real/templates" / name
    if not path.is_file():
        pytest.skip("../shared/real is not on this machine")
    data = path.read_bytes()
    edits = [*WORD_EDITS] if name.endswith(".docx") else [*IN_SLIDE.values()]
    there = parts(data)
    fitting = [edit for edit in edits if edit[0] in there and edit[1].encode() in there[edit[0]]]
    assert len(fitting) >= 5
    planted = planted_at_once(data, fitting)
    assert holds(planted)
    cleaned = clean(planted, title="Update").data
    assert not holds(cleaned) and check_package(cleaned) == check_package(clean(data, title="Update").data)


def test_a_date_officers_typed_is_no_date_of_birth_by_chance_and_one_told_as_such_is(tmp_path: Path) -> None:
    narrative = 'section,text\nintroduction,"The scheme began on 14 February 2016."\n'
    assert build(tmp_path / "began", "paper", tables=PERSON | {"narrative": narrative})
    with pytest.raises(ProblemsError, match="date of birth"):
        build(tmp_path / "born", "paper", tables=PERSON | {"narrative": narrative.replace("The scheme began", "Born")})


def test_a_child_s_own_value_in_officers_words_stops_the_build_and_its_cell_is_told(tmp_path: Path) -> None:
    plans = PERSON["plans"].replace("person_id,", "person_id,forename,").replace("001001,", "001001,Zebedee,")
    narrative = "section,text\nintroduction,Staff helped Zebedee at once.\n"
    with pytest.raises(ProblemsError) as refused:
        build(tmp_path, "paper", tables=PERSON | {"plans": plans, "narrative": narrative})
    said = str(refused.value)
    assert "plans.unread columns" in said and "can be deleted from plans" in said
    assert "narrative.csv ▸ B2" in said and "Zebedee" not in said


def test_a_name_in_the_folder_of_a_committee_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = f"field,value,value\ncommittee,People Panel,Friends of {CANARY}\nmeeting_date,20/01/2026,21/01/2026\n"
    monkeypatch.setattr(leaks, "gather_public_names", lambda inputs: frozenset())
    with pytest.raises(ProblemsError, match=rf"{PERIOD}/Friends of \[not shown\].*screening\.text") as refused:
        build(tmp_path, "paper", tables={"meeting": meeting})
    assert CANARY not in str(refused.value)


def test_every_private_column_and_file_name_at_once_reaches_no_public_byte(tmp_path: Path) -> None:
    tables = PERSON | {"survey_questions": QUESTIONS, "survey_responses": ANSWERS, "survey_comments": COMMENTS}
    _, data = template("author")
    made = public(build(tmp_path / CANARY, own=f"templates/{CANARY}.docx", data=data, tables=tables))
    assert {"publish/paper.docx", "publish/slides.pptx", "publish/index.html", "meeting/minutes.txt"} <= set(made)
    secrets: list[Any] = [CANARY, "H801200001001", "14/02/2016", "2016-02-14", "respondent-007", "about lunch and",
                          "waited nine weeks"]  # fmt: skip
    for name, content in made.items():
        assert not [secret for secret in secrets if holds(content, secret)], name
