"""The rows of a large CSV file a block at a time, the known columns alone, each as bytes of one width.

Plain rows are split all at once. From the first block that is not plain, pandas splits the rest of the file: it knows
quotation marks, rows of any length and every encoding, and takes about half as much time again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reportgen.inputs.fixed_texts import NotInBlocks, number_texts
from reportgen.inputs.headings import Headings
from reportgen.inputs.identifiers import WIDTH
from reportgen.inputs.large_csv import LargeCsv, below_heading, open_rows
from reportgen.inputs.plain_rows import PlainRows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.inputs.fixed_texts import Texts

READ = 1 << 21
"""Bytes of plain rows split at a time."""

BLOCK = 50_000
"""Rows that pandas reads at a time."""

_LABEL = 80
"""Bytes for a code, which officers may write as its label."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows next to one another: the texts of each known column, and which rows hold more than there are headings."""

    texts: dict[int, Texts]
    is_long: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.is_long)


def read_ahead(cells: LargeCsv, headings: Headings) -> Iterator[Block]:
    """Yield blocks while the next one is being read: splitting text needs no turn at the interpreter.

    Raises NotInBlocks where the text does not fall into rows, or a value may have been cut.
    """
    blocks = _blocks(cells, headings)
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = reader.submit(next, blocks, None)
            yield block


def _blocks(cells: LargeCsv, headings: Headings) -> Iterator[Block]:
    widths = {number: _LABEL if column.codes else WIDTH for number, column in headings.columns.items()}
    values = max((*headings.columns, *headings.unknown))
    with open_rows(cells, headings.row) as file:
        if cells.is_utf8:
            for texts in PlainRows(file, cells.separator, values, widths, READ):
                yield Block(texts, np.zeros(len(next(iter(texts.values()))), dtype=bool))
        if file.peek(1):
            yield from _parsed_blocks(file, cells, values, widths)


def _parsed_blocks(file: io.BufferedReader, cells: LargeCsv, values: int, widths: dict[int, int]) -> Iterator[Block]:
    """Yield blocks as pandas splits them: with one more column, which is filled where a row is too long."""
    import pandas as pd

    kinds: dict[str, Any] = {str(number): f"S{width}" for number, width in {**widths, values + 1: WIDTH}.items()}
    with pd.read_csv(
        below_heading(file, cells.separator, values + 1),
        sep=cells.separator,
        encoding=cells.encoding,
        usecols=list(kinds),
        index_col=False,
        dtype=kinds,
        na_filter=False,
        skip_blank_lines=False,
        chunksize=BLOCK,
    ) as blocks:
        try:
            for block in blocks:
                texts = {number: block[str(number)].to_numpy() for number in widths}
                yield Block(texts, _is_filled(block[str(values + 1)].to_numpy()))
        except pd.errors.ParserError as error:
            raise NotInBlocks from error


def _is_filled(texts: Texts) -> NDArray[np.bool_]:
    """Return which texts hold anything."""
    codes, found = number_texts(texts)
    return np.array([bool(text.strip()) for text in found], dtype=bool)[codes]
