"""How English councils minute a discussion, a resolution and an action, each as settings alone (domain C3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.inputs.minuted_actions import find_actions
from tests.documents.packs import copy_project, make_pack, open_word, words_of

DISCUSSION = (
    "order,kind,speaker,text\n"
    "1,question,Ellis Marsh,asked what “steady state” meant.\n"
    "2,answer,Morgan Vale,replied that it was in the appendix.\n"
    "3,resolution,Nem.Con,the contents of the report be noted\n"
    "4,resolution,,a further report come in January\n"
    "5,action,Head of Finance,write to members about steady state\n"
    "6,action,,report how many unit places are filled in September\n"
)
ASKED = "Councillor Ellis Marsh, Cabinet Member for Children, asked what “steady state” meant."
REPLIED = "Morgan Vale replied that it was in the appendix."
STYLES: dict[str, tuple[dict[str, object], list[str]]] = {
    "RBWM": (
        {"resolution": "RESOLVED UNANIMOUSLY: That {text}", "action": "ACTION: {owners} to {action}."},
        [ASKED, REPLIED,
         "RESOLVED UNANIMOUSLY: That the contents of the report be noted.",
         "RESOLVED UNANIMOUSLY: That a further report come in January.",
         "ACTION: Head of Finance to write to members about steady state.",
         "ACTION: Head of SEND Commissioning to report how many unit places are filled in September."],
    ),
    "RBWM, a bullet of the 2018 forum": (
        {"resolution": "AGREED UNANIMOUSLY: That {text}", "action": "Action – to {action}"},
        [ASKED, REPLIED,
         "AGREED UNANIMOUSLY: That the contents of the report be noted.",
         "AGREED UNANIMOUSLY: That a further report come in January.",
         "Action – to write to members about steady state.",
         "Action – to report how many unit places are filled in September."],
    ),
    "Bracknell Forest": (
        {"resolution": "RESOLVED that {text}", "action": "(Action: {owners})", "action_side": "right"},
        [ASKED, REPLIED,
         "RESOLVED that the contents of the report be noted.", "RESOLVED that a further report come in January.",
         "write to members about steady state", "right: (Action: Head of Finance)",
         "report how many unit places are filled in September", "right: (Action: Head of SEND Commissioning)"],
    ),
    "West Berkshire": (
        {"resolution": "RESOLVED that {text}", "action": "Action: {owners} to {action}."},
        [ASKED, REPLIED,
         "RESOLVED that the contents of the report be noted.", "RESOLVED that a further report come in January.",
         "Action: Head of Finance to write to members about steady state.",
         "Action: Head of SEND Commissioning to report how many unit places are filled in September."],
    ),
    "BCP": (
        {"resolution": "RESOLVED that {text}.\\nVoting: {voting}", "further_resolution": "RESOLVED that {text}."},
        [ASKED, REPLIED,
         "RESOLVED that the contents of the report be noted.", "Voting: Nem.Con",
         "RESOLVED that a further report come in January.",
         "ACTION: Head of Finance to write to members about steady state.",
         "ACTION: Head of SEND Commissioning to report how many unit places are filled in September."],
    ),
    "Gloucestershire": (
        {"numbering": "item", "action": "ACTION: {owners}.", "resolution": "RESOLVED that {text}"},
        [f"7.1 {ASKED}", f"7.2 {REPLIED}",
         "RESOLVED that the contents of the report be noted.", "RESOLVED that a further report come in January.",
         "7.3 write to members about steady state", "ACTION: Head of Finance.",
         "7.4 report how many unit places are filled in September", "ACTION: Head of SEND Commissioning."],
    ),
    "Devon": (
        {"headings": ["DISCUSSION:", "DECISION:", "ACTION:"], "action": "{owners} to {action}.",
         "resolution": "{text}"},
        ["heading: DISCUSSION:", ASKED, REPLIED,
         "heading: DECISION:", "the contents of the report be noted.", "a further report come in January.",
         "heading: ACTION:", "Head of Finance to write to members about steady state.",
         "Head of SEND Commissioning to report how many unit places are filled in September."],
    ),
    "Bradford": (
        {"resolution": "Resolved – ({number}) That {text}", "further_resolution": "({number}) That {text}"},
        [ASKED, REPLIED,
         "Resolved – (1) That the contents of the report be noted.", "(2) That a further report come in January.",
         "ACTION: Head of Finance to write to members about steady state.",
         "ACTION: Head of SEND Commissioning to report how many unit places are filled in September."],
    ),
    "Brent": (
        {"resolution": "It was RESOLVED that {text}", "action": "Action {id}: {owners} to {action}."},
        [ASKED, REPLIED,
         "It was RESOLVED that the contents of the report be noted.",
         "It was RESOLVED that a further report come in January.",
         "Action A4: Head of Finance to write to members about steady state.",
         "Action A3: Head of SEND Commissioning to report how many unit places are filled in September."],
    ),
    "Leicestershire": (
        {"resolution": "RESOLVED\\n({roman}) {text}", "further_resolution": "({roman}) {text}"},
        [ASKED, REPLIED,
         "RESOLVED", "(i) the contents of the report be noted.", "(ii) a further report come in January.",
         "ACTION: Head of Finance to write to members about steady state.",
         "ACTION: Head of SEND Commissioning to report how many unit places are filled in September."],
    ),
    "Central Bedfordshire": (
        {"action": "Action: {owners}"},
        [ASKED, REPLIED,
         "RESOLVED UNANIMOUSLY: That the contents of the report be noted.",
         "RESOLVED UNANIMOUSLY: That a further report come in January.",
         "write to members about steady state", "Action: Head of Finance",
         "report how many unit places are filled in September", "Action: Head of SEND Commissioning"],
    ),
}  # fmt: skip


def final_minutes(folder: Path, style: dict[str, object]) -> tuple[list[str], list[str]]:
    """The discussion as minuted, with how a line looks where it looks different; and the lines of the plain text."""
    project = copy_project(folder)
    (project / "data" / "2025-26-q2" / "discussion.csv").write_text(DISCUSSION, encoding="utf-8")
    settings = (project / "reportgen.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in settings if line.partition(" =")[0] not in style]
    at = kept.index("[style]") + 1
    written = [f"{key} = {_toml(value)}" for key, value in style.items()]
    (project / "reportgen.toml").write_text("\n".join([*kept[:at], *written, *kept[at:]]), encoding="utf-8")
    pack = make_pack(project, only=("minutes",))
    marks = {"Action right": "right: ", "heading 2": "heading: ", "Heading 2": "heading: "}
    found = [
        marks.get(paragraph.style.name, "") + words_of(paragraph._p)
        for paragraph in open_word(pack["minutes.docx"]).paragraphs
    ]
    start = next(number for number, line in enumerate(found) if ASKED in line)
    start -= found[start - 1].startswith("heading: ")
    plain = pack["minutes.txt"].data.decode("utf-8").split("\r\n")
    return found[start : found.index("heading: Update on actions")], plain


def _toml(value: object) -> str:
    return str(value).replace("'", '"') if isinstance(value, list) else f'"{value}"'


@pytest.mark.parametrize("council", STYLES)
def test_a_council_s_own_way_of_minuting_is_settings_alone(council: str, tmp_path: Path) -> None:
    style, wanted = STYLES[council]
    found, plain = final_minutes(tmp_path, style)
    assert found == wanted
    said = [line.removeprefix("right: ").removeprefix("heading: ") for line in wanted]
    assert [line for line in plain if line in said] == said


def test_a_vote_nobody_typed_prints_as_a_marked_blank(tmp_path: Path) -> None:
    found, _ = final_minutes(tmp_path, {"resolution": "RESOLVED that {text}.\\nVoting: {voting}"})
    assert found.count("Voting: Nem.Con") == 1 and found.count("Voting: [voting]") == 1


@pytest.mark.parametrize("council", STYLES)
def test_the_actions_of_every_style_are_read_out_again(council: str, tmp_path: Path) -> None:
    _, plain = final_minutes(tmp_path, STYLES[council][0])
    found = [("; ".join(action.owners), action.action) for action in find_actions(plain)]
    is_unnamed = council.startswith("RBWM,")
    assert found == [
        ("" if is_unnamed else owner, words)
        for owner, words in (
            ("Head of Finance", "write to members about steady state"),
            ("Head of SEND Commissioning", "report how many unit places are filled in September"),
        )
    ]
