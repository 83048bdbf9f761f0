"""A PostgreSQL of the tests' own: a new cluster in a temporary folder, on a socket only this machine can reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "reportgen"
_DEBIAN = Path("/usr/lib/postgresql")
_FAST = "-c fsync=off -c full_page_writes=off -c max_connections=8 -c shared_buffers=16MB"


def find_programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, the newest where Debian keeps several; None where there is none."""
    versions = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = versions[-1] if versions else shutil.which("initdb")
    return None if found is None else Path(found).parent


@contextmanager
def running_cluster() -> Iterator[str]:
    """A running cluster, as a SQLAlchemy address; it is stopped and deleted afterwards.

    PostgreSQL refuses to run as root, so there it runs as the user its Debian package makes.
    """
    programs = find_programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="rg-postgres-"))
    unprivileged: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        unprivileged = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data, control = folder / "data", [*unprivileged, str(programs / "pg_ctl"), "-D", str(folder / "data")]

    def run(*command: str) -> None:
        with (folder / "said").open("wb") as said:
            done = subprocess.run(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, check=False)
        assert done.returncode == 0, (folder / "said").read_text(encoding="utf-8", errors="replace")

    try:
        run(*unprivileged, str(programs / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "-N", "-E", "UTF8",
            "--no-locale")  # fmt: skip
        run(*control, "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses='' {_FAST}", "start")
        try:
            yield f"postgresql+psycopg://{USER}@/postgres?host={folder}"
        finally:
            run(*control, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
