"""Rules for every test: nothing goes to the network, and on the build machine nothing that matters is skipped."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from typing import Any

import pytest

NEVER_SKIPPED_IN_CI = {"real", "office", "database"}
LOOPBACK = ("127.", "::1", "localhost")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse every connection that leaves this machine, from the first import on.

    The build machine tries the same random cases each time, so that one commit has one verdict; elsewhere they differ
    from run to run.
    """
    sys.addaudithook(refuse_network)
    if is_ci():
        from hypothesis import settings

        settings.register_profile("build machine", derandomize=True, deadline=None, print_blob=True)
        settings.load_profile("build machine")


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise where something tries to reach another machine; pipes and this machine itself are allowed."""
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = str(address[0]) if isinstance(address, tuple) else ""
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = str(arguments[0] or "")
    else:
        return
    if host and not host.startswith(LOOPBACK):
        raise RuntimeError(f"reportgen goes to no network, and something tried to reach {host}")


def is_ci() -> bool:
    """Whether this is the build machine, which has everything the tests need."""
    return any(os.environ.get(name, "").lower() in {"1", "true"} for name in ("CI", "REPORTGEN_CI"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On the build machine, make a failure of a skipped test that needs real data, an Office program or a database."""
    report = yield
    marks = {mark.name for mark in item.iter_markers()}
    if report.skipped and not hasattr(report, "wasxfail") and marks & NEVER_SKIPPED_IN_CI and is_ci():
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which hides a gap on the build machine: {report.longrepr}"
    return report
