"""A caseload counted by every setting, age and need at once: most cells are small, and the pack is built whole."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

from reportgen.inputs.tables import TABLES
from tests.assurance.linked_tables import Shape, moved_cube, random_cube
from tests.commands.projects import PERIOD, files_in, make_project, reportgen


def cross_table(seed: int = 7) -> str:
    """About 3,000 plans at two censuses, by all 13 × 5 × 14 codes the table declares, needs not recorded left aside."""
    codes = {column.name: [code.code for code in column.codes] for column in TABLES["caseload"].columns}
    settings, ages, needs = codes["setting"], codes["age_band"], codes["primary_need"][:14]
    shape = Shape(len(settings), len(ages), len(needs), 3000)
    assert shape.sizes == (13, 5, 14)
    chance = random.Random(seed)
    then = random_cube(chance, shape)
    lines = ["census_date,setting,age_band,primary_need,plans"]
    for day, cube in (("30/06/2025", then), ("30/09/2025", moved_cube(chance, then))):
        for key in product(*map(range, shape.sizes)):
            lines.append(f"{day},{settings[key[0]]},{ages[key[1]]},{needs[key[2]]},{cube[key]}")
    return "\n".join(lines) + "\n"


def test_it_is_built_whole_and_says_when_it_hides_and_when_it_audits(tmp_path: Path) -> None:
    table = cross_table()
    assert sum(0 < int(line.rpartition(",")[2]) < 5 for line in table.splitlines()[1:]) > 300
    project = make_project(tmp_path, caseload=table)
    result = reportgen("build", "--project", project)
    assert result.exit_code == 0, result.output
    assert "Hiding small counts …" in result.stderr
    assert "Auditing the finished files …" in result.stderr
    files = files_in(project / "output" / PERIOD)
    assert {"publish/paper.docx", "publish/slides.pptx", "publish/index.html", "meeting/minutes.docx"} <= set(files)
    published = files["publish/facts.csv"].decode("utf-8-sig")
    assert published.count(",,c,") > 100
