"""Fills every file it is given with an empty context, bounded: 1 GB, ten seconds each, no network, nothing written.

Run as a program: paths on standard input, one JSON object on standard output with seconds and outcome by path.
"""

from __future__ import annotations

import json
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

MOST_MEMORY = 1024**3
MOST_SECONDS = 10
WRITES = ("os.remove", "os.rename", "os.mkdir", "shutil.rmtree", "subprocess.Popen", "os.system", "socket.connect")


def refuse(*given: Any) -> NoReturn:
    raise AssertionError("it reached for the network")


def watch(event: str, given: Any) -> None:
    """Fail on anything that leaves a trace outside this process."""
    if event == "open" and isinstance(given[1], str) and set(given[1]) & set("wax+"):
        raise AssertionError(f"it writes {given[0]}")
    if event in WRITES:
        raise AssertionError(f"it does {event}")


def main() -> None:
    import resource

    from reportgen.errors import ProblemsError
    from reportgen.office import fill_template
    from tests.office.templates import word

    fill_template(word("{{ a }}"), "warm.docx", {"a": "x"})  # so that everything needed is imported
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    socket.socket = refuse  # type: ignore[misc, assignment]
    signal.signal(signal.SIGALRM, lambda *given: refuse("time"))
    sys.addaudithook(watch)
    outcomes: dict[str, tuple[float, str]] = {}
    for line in sys.stdin.read().splitlines():
        began = time.monotonic()
        signal.alarm(3 * MOST_SECONDS)
        try:
            fill_template(Path(line).read_bytes(), Path(line).name, {})
            said = "filled"
        except ProblemsError:
            said = "refused"
        except BaseException as error:
            said = repr(error)
        outcomes[line] = (time.monotonic() - began, said)
    signal.alarm(0)
    print(json.dumps(outcomes))


if __name__ == "__main__":
    main()
