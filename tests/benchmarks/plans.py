"""How counting a large ``plans.csv`` compares with pandas reading it in blocks: prints ratios, never fails.

    python -m tests.benchmarks.plans [ROWS]

Makes a file of ROWS rows (2,000,000 where not given) and forty columns in a temporary folder, then runs each reader in
a process of its own, three times in turn, and prints the best time, the least processor time (which a busy machine
disturbs less) and the memory above an empty process, as measured and as it would be for ten million rows.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS, TARGET = 2_000_000, 10_000_000
ROUNDS = 3
NEEDED = ["census_date", "person_id", "setting", "birth_date", "primary_need", "ceased_date"]
SETTINGS = ("mainstream", "rp_unit", "mss", "inmss", "ap", "post16", "elsewhere")
NEEDS = ("ASD", "SEMH", "SLCN", "MLD", "SLD", "PD", "OTH")


def make_file(path: Path, rows: int) -> None:
    """Write the file: five censuses, every person once in each, and columns nobody needs."""
    unneeded = [f"column_{number}" for number in range(40 - len(NEEDED))]
    filler = ",".join(f"text {number}" for number in range(len(unneeded)))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join([*NEEDED, *unneeded]) + "\r\n")
        for row in range(rows):
            born = f"{1 + row % 28:02d}/{1 + row % 12:02d}/{2001 + row % 19}"
            values = (f"16/01/{2021 + row % 5}", f"H{row:012d}", SETTINGS[row % 7], born, NEEDS[row // 7 % 7], "")
            file.write(",".join(values) + f",{filler}\r\n")


def read_plainly(path: Path) -> int:
    """What anyone would write: pandas in blocks, the needed columns as text, counted by group."""
    import pandas as pd

    counts: dict[object, int] = {}
    keys = ["census_date", "setting", "primary_need"]
    for block in pd.read_csv(path, dtype=str, usecols=NEEDED, chunksize=250_000, keep_default_na=False):
        for key, count in block.groupby(keys, sort=False).size().items():
            counts[key] = counts.get(key, 0) + int(count)
    return sum(counts.values())


def read_text_alone(path: Path) -> int:
    """The floor: the same blocks read and let go, nothing counted."""
    import pandas as pd

    blocks = pd.read_csv(path, dtype=str, usecols=NEEDED, chunksize=250_000, keep_default_na=False)
    return sum(len(block) for block in blocks)


def count_by_the_rules(path: Path) -> int:
    """The quarter read as ``reportgen check`` reads it: digest, every rule, duplicates, counts."""
    from reportgen.inputs import read_quarter
    from reportgen.period import Period
    from reportgen.project import open_project

    inputs, _problems = read_quarter(open_project(path.parents[2]), Period.parse(path.parent.name))
    return sum(int(row.amount("plans") or 0) for row in inputs.rows("caseload"))


READERS = {reader.__name__: reader for reader in (read_text_alone, read_plainly, count_by_the_rules)}


def measure(reader: str, path: Path) -> dict[str, float]:
    """Seconds, rows counted and MiB at most, of one reader in a fresh process."""
    words = [sys.executable, "-m", "tests.benchmarks.plans", "--measure", reader, str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, encoding="utf-8")
    found = json.loads(done.stdout)
    return {name: float(value) for name, value in found.items()}


def measured(reader: str, path: Path) -> dict[str, float]:
    """Run one reader here and return its figures; ``ru_maxrss`` is in KiB on Linux."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, worked = time.perf_counter(), time.process_time()
    rows = READERS[reader](path)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "worked": worked, "rows": rows, "mib": (after - before) / 1024}


def main(rows: int) -> None:
    """Make the file, measure every reader in turn and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data" / "2025-26-q2" / "plans.csv"
        path.parent.mkdir(parents=True)
        make_file(path, rows)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
        rounds = [{reader: measure(reader, path) for reader in READERS} for _round in range(ROUNDS)]
    best = {reader: min((each[reader] for each in rounds), key=lambda one: one["seconds"]) for reader in READERS}
    least = {reader: min(each[reader]["worked"] for each in rounds) for reader in READERS}
    floor, work = best["read_plainly"]["seconds"], least["read_plainly"]
    for reader, found in best.items():
        seconds, worked = found["seconds"], least[reader]
        print(
            f"{reader:20} {seconds:6.1f} s {seconds / floor:5.2f} × read_plainly; "
            f"processor {worked:5.1f} s {worked / work:5.2f} ×; {found['mib']:5.0f} MiB above an empty process "
            f"({seconds * TARGET / rows:5.1f} s for 10 million)"
        )
    digests = 8 * (TARGET - rows) / 2**20
    print(f"digests of ten million people take {digests:.0f} MiB more than those of {rows:,}")


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(measured(sys.argv[-2], Path(sys.argv[-1]))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
