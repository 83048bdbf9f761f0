"""One quarter built twice, with a correction in between: somebody may have kept the first pack."""

from __future__ import annotations

import json
from pathlib import Path

from reportgen.facts.facts_csv import read_facts
from reportgen.facts.units import Number
from tests.commands.projects import PERIOD, files_in, make_project, reportgen
from tests.privacy.test_intruder import CENSUS, placed

FIRST = {"mainstream": 900, "mss": 40, "rp_unit": 31, "ap": 3, "inmss": 30}


def correct(project: Path, **plans: int) -> None:
    path = project / "data" / PERIOD / "caseload.csv"
    path.write_text(CENSUS + placed(**(FIRST | plans)), encoding="utf-8")


def build(project: Path) -> str:
    result = reportgen("build", "--project", project)
    assert result.exit_code == 0, result.output
    return result.output


def printed(project: Path) -> dict[str, Number | None]:
    path = project / "output" / PERIOD / "publish" / "facts.csv"
    return {row.id: row.value for row in read_facts(path.read_bytes())}


def make(folder: Path) -> Path:
    return make_project(folder, caseload=CENSUS + placed(**FIRST))


def test_a_pack_built_again_from_the_same_files_is_the_same(tmp_path: Path) -> None:
    project = make(tmp_path)
    build(project)
    first = files_in(project / "output")
    said = build(project)
    assert files_in(project / "output") == first
    assert "built before" not in said


def test_what_the_first_pack_hid_the_second_does_not_print(tmp_path: Path) -> None:
    """The placement that is cheapest to hide is another one after the correction; the first would give three away."""
    project = make(tmp_path)
    build(project)
    first = printed(project)
    assert first["plans.setting.ap"] is None and first["plans.setting.inmss"] is None
    correct(project, mss=18)
    alone = make_project(tmp_path / "alone", caseload=(project / "data" / PERIOD / "caseload.csv").read_text())
    build(alone)
    assert printed(alone)["plans.setting.inmss"] == 30, "by itself the second pack would print it"
    build(project)
    assert printed(project)["plans.setting.inmss"] is None


def test_a_corrected_count_is_no_longer_held_to_what_was_hidden(tmp_path: Path) -> None:
    project = make(tmp_path)
    build(project)
    correct(project, ap=33)
    said = build(project)
    assert printed(project)["plans.setting.ap"] == 33
    assert printed(project)["plans.setting.inmss"] is None
    assert "numbers stay hidden because the pack built before hid them" in said
    (project / "output" / PERIOD).rename(tmp_path / "moved away")
    assert "numbers stay hidden" not in build(project)
    assert printed(project)["plans.setting.inmss"] == 30


def test_two_packs_that_give_a_count_away_together_are_warned_of(tmp_path: Path) -> None:
    """Everything was printed first; then one placement is corrected to three, and the first pack prints its partner."""
    project = make(tmp_path)
    correct(project, ap=10)
    build(project)
    correct(project, ap=3, mainstream=907)
    said = build(project)
    assert "EHC plans by placement: read beside the pack built before, this one gives a hidden number away" in said
    assert "read beside the pack built before" not in build(project), "the pack before is this one now"


def test_lists_of_facts_changed_by_hand_are_not_taken_for_the_pack(tmp_path: Path) -> None:
    project = make(tmp_path)
    build(project)
    (project / "output" / PERIOD / "publish" / "facts.csv").write_text("opened in a spreadsheet", encoding="utf-8")
    correct(project, mss=18)
    assert "built before" not in build(project)


def test_the_published_view_hides_what_packs_have_hidden(tmp_path: Path) -> None:
    project = make(tmp_path)
    build(project)
    correct(project, mss=18)
    listed = reportgen("facts", "plans.setting.*", "--format", "json", "--project", project)
    shown = {fact["id"]: fact["value"] for fact in json.loads(listed.output)}
    assert shown["plans.setting.inmss"] is None and shown["plans.setting.mss"] == 18
