"""Rows that are alike keep their number from block to block, and texts of one width are told apart letter by letter."""

from __future__ import annotations

import numpy as np
import pytest

from reportgen.inputs import fixed_texts
from reportgen.inputs.fixed_texts import KnownTexts, NotInBlocks, digests_of, number_texts
from reportgen.inputs.known_keys import KnownKeys
from reportgen.inputs.slots import Slots


def found(known: KnownKeys[str], *columns: list[int]) -> list[str]:
    """What each row of a block is found to be; a new kind is called by its numbers."""
    arrays = [np.array(column, dtype=np.int64) for column in columns]
    names = known.find(arrays, lambda row: "-".join(str(column[row]) for column in columns))
    known.add(names, np.ones(len(names), dtype=bool), 2)
    return [known.values[name] for name in names]


def test_a_kind_met_before_is_found_again_though_numbers_have_grown() -> None:
    known = KnownKeys[str]()
    assert found(known, [1, 0, 1], [0, 0, 0]) == ["1-0", "0-0", "1-0"]
    assert found(known, [900, 1, 0], [7, 0, 3_000]) == ["900-7", "1-0", "0-3000"]
    assert known.values == ["1-0", "0-0", "900-7", "0-3000"]
    assert known.times.tolist() == [3, 1, 1, 1]
    assert known.firsts.tolist() == [2, 3, 2, 4]


def test_rows_that_are_not_kept_are_not_counted_and_are_no_first_row() -> None:
    known = KnownKeys[str]()
    names = known.find([np.array([5, 5, 5], dtype=np.int64)], str)
    known.add(names, np.array([False, True, True]), 10)
    assert (known.times.tolist(), known.firsts.tolist()) == ([2], [11])


def test_rows_of_too_many_kinds_for_one_number_are_refused() -> None:
    known = KnownKeys[str]()
    wide = [np.array([1 << 31], dtype=np.int64)] * 2
    with pytest.raises(NotInBlocks):
        known.find(wide, str)


def test_texts_are_numbered_as_they_come() -> None:
    codes, texts = number_texts(np.array([b"mss", "é".encode(), b"", b"mss"], dtype="S16"))
    assert (codes.tolist(), texts) == ([0, 1, 2, 0], ["mss", "é", ""])


def test_a_digest_does_not_depend_on_the_width_of_the_column() -> None:
    texts = [b"H000000000001", b"h000000000001", b"", b"a much longer identifier"]
    narrow, wide = (digests_of(np.array(texts, dtype=kind)) for kind in ("S24", "S64"))
    assert (narrow == wide).all()
    assert len(set(narrow.tolist())) == 4


def test_a_text_that_may_have_been_cut_is_refused() -> None:
    with pytest.raises(NotInBlocks):
        number_texts(np.array([b"1234567890"], dtype="S8"))


def test_two_texts_that_share_a_digest_are_never_taken_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixed_texts, "_mix", lambda words, rows: np.zeros(rows, dtype=np.uint64))
    with pytest.raises(NotInBlocks):
        number_texts(np.array([b"mss", b"inmss"], dtype="S8"))
    codes, _texts = number_texts(np.array([b"mss", b"mss"], dtype="S8"))
    assert codes.tolist() == [0, 0]


def test_texts_keep_their_numbers_however_wide_the_next_block_is() -> None:
    known = KnownTexts()
    short, long = b"mss", b"mss and as long as a label"
    assert known.number(np.array([short, b"ap"], dtype="S8")).tolist() == [0, 1]
    assert known.number(np.array([long, short, b"ap"], dtype="S80")).tolist() == [2, 0, 1]
    assert known.number(np.array([b"ap", short], dtype="S8")).tolist() == [1, 0]
    assert known.texts == [text.decode() for text in (short, b"ap", long)]


@pytest.mark.parametrize("narrow_first", [True, False])
def test_a_text_that_shares_a_digest_with_an_earlier_block_is_refused(
    monkeypatch: pytest.MonkeyPatch, narrow_first: bool
) -> None:
    monkeypatch.setattr(fixed_texts, "_mix", lambda words, rows: np.zeros(rows, dtype=np.uint64))
    blocks = [np.array([b"mss"], dtype="S8"), np.array([b"mss\0\0\0\0\0and more"], dtype="S24")]
    known = KnownTexts()
    known.number(blocks[not narrow_first])
    with pytest.raises(NotInBlocks):
        known.number(blocks[narrow_first])


def test_numbers_that_share_a_slot_are_still_found() -> None:
    numbers = np.arange(200_000, dtype=np.uint64) * np.uint64(3)
    places, missed = Slots(numbers).find(numbers[::-1].copy())
    assert (places[::-1] == np.arange(200_000)).all()
    assert not missed.size
    _places, missed = Slots(numbers).find(np.array([3, 4, 6, 7], dtype=np.uint64))
    assert missed.tolist() == [1, 3]
