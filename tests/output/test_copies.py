"""A file made anew each time: ours is replaced, one that somebody changed or has open is kept."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from reportgen.output import PackFile, SaveError, save_copy
from tests.output.packs import FULL, FaultyDisk, files_in

COPY = PurePosixPath("data/quarter (checked).xlsx")
BESIDE = "data/quarter (checked) (new).xlsx"


def is_ours(data: bytes) -> bool:
    return data.startswith(b"ours")


def save(root: Path, data: bytes) -> str:
    return str(save_copy(PackFile(COPY, data), root, is_ours))


def test_our_own_copy_is_replaced(tmp_path: Path) -> None:
    assert save(tmp_path, b"ours 1") == save(tmp_path, b"ours 2") == save(tmp_path, b"ours 2") == str(COPY)
    assert files_in(tmp_path) == {str(COPY): b"ours 2"}


def test_a_copy_somebody_changed_is_kept_and_the_new_one_goes_beside_it(tmp_path: Path) -> None:
    save(tmp_path, b"ours 1")
    (tmp_path / COPY).write_bytes(b"edited")
    assert save(tmp_path, b"ours 2") == BESIDE
    assert save(tmp_path, b"ours 3") == BESIDE
    assert files_in(tmp_path) == {str(COPY): b"edited", BESIDE: b"ours 3"}


def test_a_copy_that_is_open_is_kept(tmp_path: Path) -> None:
    save(tmp_path, b"ours 1")
    sign = tmp_path / "data/~$quarter (checked).xlsx"
    sign.write_bytes(b"")
    assert save(tmp_path, b"ours 2") == BESIDE
    sign.unlink()
    assert save(tmp_path, b"ours 3") == str(COPY)


def test_a_full_disk_changes_nothing_at_whatever_call_it_strikes(tmp_path: Path) -> None:
    struck = 0
    for call in range(1, 40):
        root = tmp_path / str(call)
        save(root, b"ours 1")
        try:
            save_copy(PackFile(COPY, b"ours 2"), root, is_ours, FaultyDisk(call, FULL))
        except SaveError as error:
            struck += 1
            assert "disk is full" in str(error)
            assert files_in(root)[str(COPY)] in (b"ours 1", b"ours 2")
    assert struck > 3


def test_the_folder_is_made(tmp_path: Path) -> None:
    save(tmp_path / "new", b"ours")
    assert (tmp_path / "new" / COPY).exists()
