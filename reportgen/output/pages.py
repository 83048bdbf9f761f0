"""Saving a preview: pages that are made anew each time, those of the last one replaced or removed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from reportgen.output.disk import DISK, Disk, digest_of
from reportgen.output.journal import Change, carry_out, recover
from reportgen.output.lock import locked_folder
from reportgen.output.saving import TRIES, SaveError, explain

_PAGE = re.compile(r"(?:paper|slides)(?:-\d+\.png|\.pdf)")
"""The names a preview has: nothing else in its folder is touched."""


def save_pages(pages: Mapping[PurePosixPath, bytes], root: Path, disk: Disk = DISK) -> None:
    """Write the pages, all or none, and remove those of an earlier preview in the same folders.

    Raises FolderBusy and SaveError as ``save_packs``.
    """
    try:
        disk.make_folder(root)
        with locked_folder(root, disk):
            recover(root, disk)
            changes = [Change(path, data, digest_of(root / path)) for path, data in pages.items()]
            for folder in sorted({path.parent for path in pages}):
                for old in sorted((root / folder).glob("*")):
                    if _PAGE.fullmatch(old.name) and folder / old.name not in pages:
                        changes.append(Change(folder / old.name, None, digest_of(old)))
            carry_out(changes, root, disk, TRIES)
    except OSError as error:
        raise SaveError(explain(error, root)) from error
