"""A table saved into a project never takes the place of an officer's."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from reportgen.output import PackFile, SaveError
from reportgen.output.beside import save_beside
from reportgen.output.disk import Disk

TABLE = PurePosixPath("data/2024-25-q4/flow.csv")
NEW = PurePosixPath("data/2024-25-q4/flow (new).csv")


def test_a_file_that_is_not_there_is_written(tmp_path: Path) -> None:
    report = save_beside([PackFile(TABLE, b"1")], tmp_path)
    assert (report.written, report.beside) == ((TABLE,), ())
    assert (tmp_path / TABLE).read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_the_same_bytes_are_left_as_they_are(tmp_path: Path) -> None:
    save_beside([PackFile(TABLE, b"1")], tmp_path)
    assert save_beside([PackFile(TABLE, b"1")], tmp_path).unchanged == (TABLE,)


def test_other_bytes_are_kept_and_the_new_ones_stand_beside(tmp_path: Path) -> None:
    save_beside([PackFile(TABLE, b"1")], tmp_path)
    report = save_beside([PackFile(TABLE, b"2")], tmp_path)
    assert [(beside.kept, beside.new) for beside in report.beside] == [(TABLE, NEW)]
    assert ((tmp_path / TABLE).read_bytes(), (tmp_path / NEW).read_bytes()) == (b"1", b"2")
    assert save_beside([PackFile(TABLE, b"3")], tmp_path).written == (NEW.with_name("flow (new 2).csv"),)


def test_a_name_whose_table_stands_in_the_workbook_is_not_used(tmp_path: Path) -> None:
    assert save_beside([PackFile(TABLE, b"1")], tmp_path, taken=[TABLE]).written == (NEW,)
    assert not (tmp_path / TABLE).exists()


def test_a_disk_that_refuses_leaves_nothing(tmp_path: Path) -> None:
    class Full(Disk):
        def write(self, path: Path, data: bytes) -> None:
            raise OSError(28, "No space left on device")

    with pytest.raises(SaveError, match="the disk is full"):
        save_beside([PackFile(TABLE, b"1")], tmp_path, disk=Full())
    assert not list(tmp_path.rglob("*.csv"))
