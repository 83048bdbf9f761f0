"""Two ways of doing the same, measured in turn in one run. The ratio counts: it holds from machine to machine."""

from __future__ import annotations

import gc
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]
Measure = Callable[[], float]
"""Does some work elsewhere and gives the processor time it took, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians in milliseconds, and the median of the ratios of neighbouring runs."""

    ours: float
    theirs: float
    ratio: float

    def line(self, what: str, target: str, is_met: bool) -> str:
        """One line of the table."""
        verdict = "met" if is_met else "MISSED"
        return f"| {what} | {self.ours:,.1f} | {self.theirs:,.1f} | {self.ratio:.2f} | {target} | {verdict} |"


def compare(ours: Work, theirs: Work, rounds: int = 9) -> Compared:
    """Run both in turn, each once before it counts. ``ratio`` is theirs over ours, by the processor's clock."""
    ours()
    theirs()
    pairs = [(_cpu(ours), _cpu(theirs)) for _ in range(rounds)]
    return _summed(pairs)


def compare_with(ours: Work, theirs: Measure, rounds: int = 15) -> Compared:
    """Run ours in turn with work that another process does and measures."""
    ours()
    pairs = [(_cpu(ours), theirs() / 1000) for _ in range(rounds)]
    return _summed(pairs)


def compare_processes(ours: Sequence[str], theirs: Sequence[str], rounds: int = 9) -> Compared:
    """Run two commands in turn, as whole processes, by the processor time they and their children take.

    Modules of both are compiled in the runs before those that count, as pip compiles them at installation.
    """
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        pairs = [(_process(ours, environment), _process(theirs, environment)) for _ in range(rounds + 1)][1:]
    return _summed(pairs)


def _summed(pairs: Sequence[tuple[float, float]]) -> Compared:
    ratios = [theirs / our for our, theirs in pairs]
    return Compared(
        1000 * median(our for our, _ in pairs), 1000 * median(theirs for _, theirs in pairs), median(ratios)
    )


def _cpu(work: Work) -> float:
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def _process(command: Sequence[str], environment: Mapping[str, str]) -> float:
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    nowhere = subprocess.DEVNULL
    subprocess.run(command, check=True, env=environment, stdout=nowhere, stderr=nowhere)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
