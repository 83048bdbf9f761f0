"""Write the list of figures into README.md: run by hand when a figure was added.

python templates/make_names.py
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent
START, END = "<!-- names: templates/make_names.py -->", "<!-- end of names -->"
PERIOD = "2025-26-q2"
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*")


def list_names() -> str:
    """Return the table: one figure of each measure, as it is written in a template, and what it is."""
    from reportgen.facts.compute import compute_facts
    from reportgen.facts.ledger import INDICATORS
    from reportgen.inputs import read_quarter
    from reportgen.project import open_project

    project = open_project(FOLDER.parent)
    inputs, _ = read_quarter(project, project.period(PERIOD))
    shortest: dict[str, str] = {}
    for fact in compute_facts(inputs, project.settings):
        known = shortest.get(fact.indicator)
        if known is None or _rank(fact.id) < _rank(known):
            shortest[fact.indicator] = fact.id
    rows = [f"| `{_written(shortest[name])}` | {INDICATORS[name].title} |" for name in INDICATORS if name in shortest]
    return "\n".join(["| for instance | measure |", "|---|---|", *rows])


def _rank(name: str) -> tuple[bool, int, str]:
    """Names of this quarter first, then the shortest."""
    return "@" in name, len(name), name


def _written(name: str) -> str:
    return f"{{{{ {name} }}}}" if _PLAIN.fullmatch(name) else f'{{{{ fact("{name}") }}}}'


def with_names(guide: str) -> str:
    """Return the guide with the list as it is now."""
    before, _, rest = guide.partition(START)
    return f"{before}{START}\n\n{list_names()}\n\n{END}{rest.partition(END)[2]}"


def main() -> None:
    """Write the guide."""
    path = FOLDER / "README.md"
    path.write_text(with_names(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
