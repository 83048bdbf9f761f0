"""What an officer finds in the output folder after a build, and after editing, opening or deleting files there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from reportgen.inputs.table import SourceFile
from reportgen.output import (
    Pack,
    PackFile,
    RunRecord,
    SaveError,
    SaveReport,
    plan,
    recover_folder,
    save_new,
    save_packs,
)
from reportgen.output.disk import digest_of
from reportgen.output.lock import FolderBusy, locked_folder
from tests.output.packs import FOLDER, FULL, NEW, OLD, FaultyDisk, LockedDisk, files_in, folders_in, pack_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An output folder that holds the old pack."""
    folder = tmp_path / "output"
    save_packs([pack_of(OLD)], folder)
    return folder


def in_pack(report_paths: tuple[PurePosixPath, ...]) -> set[str]:
    return {str(path.relative_to(FOLDER)) for path in report_paths}


def text(root: Path, path: str) -> str:
    return (root / FOLDER / path).read_text(encoding="utf-8")


def test_a_pack_is_written_with_its_record(root: Path) -> None:
    assert set(files_in(root)) == {f"{FOLDER}/{path}" for path in [*OLD, "restricted/run.json"]}
    assert text(root, "publish/paper.docx") == "old paper"
    record = json.loads(text(root, "restricted/run.json"))
    assert {entry["path"] for entry in record["outputs"]} == set(OLD)
    assert record["period"] == "2025-26-q2"
    assert record["versions"]["reportgen"] != "not installed"


def test_the_next_build_replaces_adds_and_removes(root: Path) -> None:
    report = save_packs([pack_of(NEW)], root)
    assert in_pack(report.written) == set(NEW)
    assert in_pack(report.removed) == {"meeting/answers.docx"}
    assert report.beside == ()
    assert set(files_in(root)) == {f"{FOLDER}/{path}" for path in [*NEW, "restricted/run.json"]}
    assert text(root, "publish/slides.pptx") == "new slides"


def test_the_same_build_again_touches_nothing(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    disk = FaultyDisk(-1, FULL)
    report = save_packs([pack_of(OLD)], root, disk)
    assert disk.calls == 3  # the folder, its lock and giving that back
    assert report.written == ()
    assert in_pack(report.unchanged) == set(OLD)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()} == before


def test_an_edited_file_is_kept_and_the_new_one_written_beside_it(root: Path) -> None:
    (root / FOLDER / "publish/paper.docx").write_text("the officer's words", encoding="utf-8")
    report = save_packs([pack_of(NEW)], root)
    assert text(root, "publish/paper.docx") == "the officer's words"
    assert text(root, "publish/paper (new).docx") == NEW["publish/paper.docx"]
    (beside,) = report.beside
    assert (beside.kept.name, beside.new, beside.reason) == (
        "paper.docx",
        FOLDER / "publish/paper (new).docx",
        "edited since the last build",
    )


def test_the_file_beside_follows_the_builds_until_it_is_edited_too(root: Path) -> None:
    paper, beside = root / FOLDER / "publish/paper.docx", root / FOLDER / "publish/paper (new).docx"
    paper.write_text("edited", encoding="utf-8")
    save_packs([pack_of(NEW)], root)
    save_packs([pack_of(OLD)], root)
    assert beside.read_text(encoding="utf-8") == "old paper"
    beside.write_text("edited as well", encoding="utf-8")
    save_packs([pack_of(NEW)], root)
    assert paper.read_text(encoding="utf-8") == "edited"
    assert beside.read_text(encoding="utf-8") == "edited as well"
    assert text(root, "publish/paper (new 2).docx") == NEW["publish/paper.docx"]


def test_taking_the_new_file_over_ends_the_keeping(root: Path) -> None:
    paper, beside = root / FOLDER / "publish/paper.docx", root / FOLDER / "publish/paper (new).docx"
    paper.write_text("edited", encoding="utf-8")
    save_packs([pack_of(NEW)], root)
    beside.replace(paper)
    report = save_packs([pack_of(OLD)], root)
    assert report.beside == ()
    assert paper.read_text(encoding="utf-8") == "old paper"


def test_a_file_reportgen_never_wrote_is_never_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / FOLDER / "publish/paper.docx"
    mine.parent.mkdir(parents=True)
    mine.write_text("from before", encoding="utf-8")
    save_packs([pack_of(NEW)], tmp_path)
    assert mine.read_text(encoding="utf-8") == "from before"
    assert text(tmp_path, "publish/paper (new).docx") == NEW["publish/paper.docx"]


def test_an_edited_file_that_is_no_longer_made_stays(root: Path) -> None:
    (root / FOLDER / "meeting/answers.docx").write_text("edited", encoding="utf-8")
    report = save_packs([pack_of(NEW)], root)
    assert text(root, "meeting/answers.docx") == "edited"
    assert [(beside.kept.name, beside.new) for beside in report.beside] == [("answers.docx", None)]


@pytest.mark.parametrize("record", ["not json", "{}", '{"outputs": [{"path": "../../secret"}]}'])
def test_without_a_readable_record_every_file_counts_as_edited(root: Path, record: str) -> None:
    (root / FOLDER / "restricted/run.json").write_text(record, encoding="utf-8")
    report = save_packs([pack_of(NEW)], root)
    assert text(root, "publish/paper.docx") == "old paper"
    assert "run.json cannot be read" in report.notes[0]
    save_packs([pack_of(OLD)], root)
    assert "publish/paper.docx" in {entry["path"] for entry in json.loads(text(root, "restricted/run.json"))["outputs"]}


def test_a_record_that_points_out_of_the_pack_removes_nothing(root: Path) -> None:
    outside = root / "mine.docx"
    outside.write_text("mine", encoding="utf-8")
    record = json.loads(text(root, "restricted/run.json"))
    record["outputs"].append(record["outputs"][0] | {"path": "../mine.docx"})
    (root / FOLDER / "restricted/run.json").write_text(json.dumps(record), encoding="utf-8")
    save_packs([pack_of(NEW)], root)
    assert outside.exists()


def test_building_one_document_leaves_the_others_and_says_they_are_older(root: Path) -> None:
    only = pack_of({"publish/paper.docx": "new paper"}, complete=False)
    report = save_packs([only], root)
    assert in_pack(report.written) == {"publish/paper.docx"}
    assert text(root, "publish/slides.pptx") == "old slides"
    assert [note for note in report.notes if "slides.pptx is from an earlier build" in note]
    full = save_packs([pack_of(NEW)], root)
    assert in_pack(full.removed) == {"meeting/answers.docx"}
    assert full.beside == ()


def test_a_locked_file_is_tried_for_two_seconds_and_then_written_beside(root: Path) -> None:
    disk = LockedDisk("paper.docx", "slides.pptx")
    report = save_packs([pack_of(NEW)], root, disk)
    assert disk.waits == 9
    assert {(beside.kept.name, beside.reason) for beside in report.beside} == {
        ("paper.docx", "open in another program"),
        ("slides.pptx", "open in another program"),
    }
    assert text(root, "publish/paper.docx") == "old paper"
    assert text(root, "publish/paper (new).docx") == NEW["publish/paper.docx"]
    assert text(root, "meeting/minutes.docx") == "new minutes"
    after = save_packs([pack_of(NEW)], root)
    assert after.beside == ()
    assert text(root, "publish/paper.docx") == NEW["publish/paper.docx"]
    assert not (root / FOLDER / "publish/paper (new).docx").exists()


@pytest.mark.parametrize("sign", ["~$per.docx", "~$paper.docx", ".~lock.paper.docx#"])
def test_a_file_with_the_sign_of_an_open_program_is_not_replaced(root: Path, sign: str) -> None:
    (root / FOLDER / "publish" / sign).touch()
    disk = LockedDisk()
    report = save_packs([pack_of(NEW)], root, disk)
    assert disk.waits == 10
    assert text(root, "publish/paper.docx") == "old paper"
    assert [(beside.kept.name, beside.reason) for beside in report.beside] == [
        ("paper.docx", "open in another program")
    ]


def test_an_open_file_that_is_no_longer_made_goes_with_a_later_build(root: Path) -> None:
    sign = root / FOLDER / "meeting/.~lock.answers.docx#"
    sign.touch()
    save_packs([pack_of(NEW)], root, LockedDisk())
    assert text(root, "meeting/answers.docx") == "old answers"
    sign.unlink()
    save_packs([pack_of(NEW)], root)
    assert not (root / FOLDER / "meeting/answers.docx").exists()


def test_a_record_that_stays_locked_stops_the_build_with_everything_as_it_was(root: Path) -> None:
    before = files_in(root)
    with pytest.raises(SaveError, match="nothing was changed"):
        save_packs([pack_of(NEW)], root, LockedDisk("run.json"))
    assert files_in(root) == before


def test_a_file_saved_by_the_officer_during_the_build_survives(root: Path) -> None:
    class BusyOfficer(LockedDisk):
        def replace(self, source: Path, target: Path) -> None:
            super().replace(source, target)
            if target.name == "forward.json":
                (root / FOLDER / "publish/slides.pptx").write_text("saved just now", encoding="utf-8")

    with pytest.raises(SaveError, match="changed meanwhile; nothing was changed"):
        save_packs([pack_of(NEW)], root, BusyOfficer())
    assert text(root, "publish/slides.pptx") == "saved just now"
    assert text(root, "publish/paper.docx") == "old paper"


def test_a_file_edited_between_a_kill_and_the_recovery_survives(root: Path) -> None:
    class Killed(Exception):
        pass

    class Dying(LockedDisk):
        def replace(self, source: Path, target: Path) -> None:
            if target.name == "slides.pptx":
                raise Killed
            super().replace(source, target)

    with pytest.raises(Killed):
        save_packs([pack_of(NEW)], root, Dying())
    (root / FOLDER / "publish/slides.pptx").write_text("edited after the crash", encoding="utf-8")
    assert "have now been put in place" in recover_folder(root)
    assert text(root, "publish/slides.pptx") == "edited after the crash"
    assert text(root, "publish/slides (new).pptx") == "new slides"
    assert text(root, "publish/paper.docx") == NEW["publish/paper.docx"]


def test_recovery_puts_the_old_pack_back_where_a_file_is_locked(root: Path) -> None:
    class Killed(Exception):
        pass

    class Dying(LockedDisk):
        def replace(self, source: Path, target: Path) -> None:
            if target.name == "slides.pptx":
                raise Killed
            super().replace(source, target)

    before = files_in(root)
    with pytest.raises(Killed):
        save_packs([pack_of(NEW)], root, Dying())
    assert files_in(root) != before
    assert "have been put back" in recover_folder(root, LockedDisk("slides.pptx"))
    assert files_in(root) == before


def test_when_nothing_more_can_be_moved_the_next_start_puts_it_right(root: Path) -> None:
    class Refusing(LockedDisk):
        """From the second file on, nothing can be moved or removed any more."""

        def replace(self, source: Path, target: Path) -> None:
            if target.name in {"slides.pptx", "back.json"}:
                raise OSError(5, "Input/output error")
            super().replace(source, target)

    with pytest.raises(SaveError, match="the next start does one of them"):
        save_packs([pack_of(NEW)], root, Refusing())
    with pytest.raises(SaveError):
        recover_folder(root, Refusing())
    assert "have now been put in place" in recover_folder(root)
    assert text(root, "publish/slides.pptx") == "new slides"


def test_a_file_that_may_not_even_be_read_counts_as_open(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_slides(path: Path) -> str | None:
        if path.name == "slides.pptx":
            raise PermissionError
        return digest_of(path)

    monkeypatch.setattr(plan, "digest_of", refuse_slides)
    report = save_packs([pack_of(NEW)], root, LockedDisk())
    assert [(beside.kept.name, beside.reason) for beside in report.beside] == [
        ("slides.pptx", "open in another program")
    ]
    assert text(root, "publish/slides.pptx") == "old slides"


def test_a_missing_folder_has_nothing_to_recover(tmp_path: Path) -> None:
    assert recover_folder(tmp_path / "output") == ""
    assert not (tmp_path / "output").exists()


def test_the_next_build_says_that_it_recovered(root: Path) -> None:
    class Killed(Exception):
        pass

    class Dying(LockedDisk):
        def remove(self, path: Path) -> None:
            raise Killed

    with pytest.raises(Killed):
        save_packs([pack_of(NEW)], root, Dying())
    report = save_packs([pack_of(OLD)], root)
    assert report.notes == ("the last run was interrupted while it saved; its files have now been put in place",)
    assert text(root, "publish/paper.docx") == "old paper"


def test_an_undecided_run_is_cleared_away_without_a_word(root: Path) -> None:
    (root / ".reportgen-staging").mkdir()
    (root / ".reportgen-staging/new-0").write_text("half", encoding="utf-8")
    assert recover_folder(root) == ""
    assert folders_in(root) == {str(FOLDER), f"{FOLDER}/publish", f"{FOLDER}/meeting", f"{FOLDER}/restricted"}


def test_a_full_disk_is_said_in_one_sentence(root: Path) -> None:
    with pytest.raises(SaveError) as caught:
        save_packs([pack_of(NEW)], root, FaultyDisk(4, FULL))
    assert caught.value.message == ("output: the disk is full; nothing was changed; free some space and run it again")


def test_two_builds_at_once_are_one_build_and_a_clear_message(root: Path) -> None:
    holder = (
        "import sys; from pathlib import Path; from reportgen.output.disk import DISK;"
        "file = DISK.open_lock(Path(sys.argv[1]) / '.reportgen-lock'); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(FolderBusy, match="another reportgen is writing"):
            save_packs([pack_of(NEW)], root)
        (root / ".reportgen-staging").mkdir()
        assert recover_folder(root) == ""
        assert (root / ".reportgen-staging").exists()
        other.kill()
    save_packs([pack_of(NEW)], root)
    assert text(root, "publish/paper.docx") == NEW["publish/paper.docx"]


def test_a_lock_is_free_again_after_use(root: Path) -> None:
    for _ in range(2):
        with locked_folder(root, LockedDisk()):
            assert (root / ".reportgen-lock").exists()
    assert not (root / ".reportgen-lock").exists()


def test_several_meetings_are_saved_together_or_not_at_all(tmp_path: Path) -> None:
    packs = [pack_of(NEW, folder=FOLDER / name) for name in ("Schools Forum", "Scrutiny Panel")]
    save_packs(packs, tmp_path)
    assert (tmp_path / FOLDER / "Schools Forum/publish/paper.docx").exists()
    assert (tmp_path / FOLDER / "Scrutiny Panel/restricted/run.json").exists()


def test_new_files_are_added_and_existing_ones_left(tmp_path: Path) -> None:
    (tmp_path / "reportgen.toml").write_text("mine", encoding="utf-8")
    files = [PackFile(PurePosixPath("reportgen.toml"), b"starter"), PackFile(PurePosixPath("data/quarter.xlsx"), b"x")]
    report = save_new(files, tmp_path)
    assert report == SaveReport(
        written=(PurePosixPath("data/quarter.xlsx"),), unchanged=(PurePosixPath("reportgen.toml"),)
    )
    assert (tmp_path / "reportgen.toml").read_text(encoding="utf-8") == "mine"
    assert save_new(files, tmp_path).written == ()


def test_new_files_are_all_written_or_none(tmp_path: Path) -> None:
    files = [PackFile(PurePosixPath(f"data/{name}.csv"), b"x") for name in ("one", "two")]
    with pytest.raises(SaveError):
        save_new(files, tmp_path / "project", FaultyDisk(9, FULL))
    assert files_in(tmp_path / "project") == {}


@pytest.mark.parametrize("path", ["/etc/paper.docx", "../paper.docx", "publish/con.docx", "publish/a:b.docx", "a./b"])
def test_a_name_that_fails_somewhere_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="works everywhere"):
        PackFile(PurePosixPath(path), b"")


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two files"):
        pack_of({"publish/paper.docx": "a", "publish/Paper.docx": "b"})
    with pytest.raises(ValueError, match="two files"):
        pack_of({"restricted/run.json": "a"})


def test_the_record_knows_no_clock_user_or_folder(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "a very different folder"
    save_packs([pack_of(OLD)], elsewhere)
    assert files_in(elsewhere) == files_in(root)
    assert str(tmp_path) not in text(root, "restricted/run.json")


def test_the_record_does_not_depend_on_the_order_files_were_read(tmp_path: Path) -> None:
    one, two = SourceFile("flow.csv", "1"), SourceFile("caseload.csv", "2")
    for name, files in {"a": (one, two), "b": (two, one)}.items():
        run = RunRecord("2025-26-q2", inputs=files, warnings=("w",), left_out=("survey",))
        save_packs([Pack(FOLDER, (PackFile(PurePosixPath("publish/paper.docx"), b"x"),), run)], tmp_path / name)
    assert files_in(tmp_path / "a") == files_in(tmp_path / "b")


WATCHED = """
import sys
from pathlib import Path
from reportgen.output import save_packs
from tests.output.packs import NEW, OLD, FaultyDisk, KILL, pack_of
import reportgen.output.disk as disk

seen, strays = [], []
def watch(event, arguments):
    writing = event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link"} or (
        event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"))
    if writing:
        seen.append(event)
        frame = sys._getframe()
        while frame and frame.f_code.co_filename != disk.__file__:
            frame = frame.f_back
        if frame is None:
            strays.append((event, arguments))
root = Path(sys.argv[1])
save_packs([pack_of(OLD)], root)
sys.addaudithook(watch)
save_packs([pack_of(NEW)], root)
print(len(seen) > 20, strays)
"""


def test_every_change_goes_through_the_disk_that_the_fault_tests_break(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WATCHED, str(tmp_path)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True []"
