"""A council's own template walks through the officers' tables: a cell whose figure is hidden is hidden there too."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import ProblemsError
from reportgen.office.reading import text
from reportgen.packs import Order, Prepared
from reportgen.pipeline import prepare
from reportgen.project import open_project
from reportgen.wording import rows
from tests.commands.projects import PERIOD, SETTINGS, make_project
from tests.office.templates import word
from tests.privacy.test_intruder import CENSUS, QUESTIONS, UNIT_COSTS, opportunity, placed

TABLES = {
    "caseload": CENSUS + placed(mainstream=900, mss=50, inmss=60, ap=3),
    "unit_costs": UNIT_COSTS,
    "opportunities": opportunity(33, 4).replace("o1,", "O 2,"),
    "figures": "id,label,value,unit,as_of\nMoved_Home,Children who moved home,3,children,30/09/2025\n",
    "kpis": "id,definition,indicator,actual,baseline,baseline_date,target,target_date\n"
    "K 1,In AP,plans.setting.ap,,2,30/09/2024,20,30/09/2026\n",
    "survey_questions": QUESTIONS + "p,q,Right?,Right,single,Yes|No,Parents,40,3,02/05/2025,11/06/2025,bar\n",
    "survey_counts": "survey,question_id,option,count\np,q,Yes,2\np,q,No,1\n",
}
SENTENCES = (
    "{% for row in rows.figures %}Moved home: {{ row.value }}.{% endfor %}",
    "{% for row in rows.kpis %}From {{ row.baseline }} to {{ row.actual }}.{% endfor %}",
    "{% for row in rows.opportunities %}Agreed: {{ row.cases_agreed }} of {{ row.cases_reviewed }}.{% endfor %}",
    "{% for row in rows.survey_questions %}Answered: {{ row.responded }} of {{ row.invited }}.{% endfor %}",
)


def build(folder: Path) -> Prepared:
    make_project(folder, **TABLES)
    (folder / "own.docx").write_bytes(word(*SENTENCES))
    (folder / "reportgen.toml").write_text(SETTINGS + '[templates]\npaper = "own.docx"\n', encoding="utf-8")
    project = open_project(folder)
    return prepare(project, Order(project.period(PERIOD)), lambda step: None)


def test_a_cell_prints_as_the_figure_it_became(tmp_path: Path) -> None:
    paper = next(file.data for file in build(tmp_path).packs[0].files if file.path.name == "paper.docx")
    said = [found.text.strip() for found in text(paper)]
    assert "Moved home: [c]." in said
    assert "From [c] to [c]." in said
    assert "Agreed: [c] of 33." in said
    assert "Answered: [c] of 40." in said


def test_the_auditor_finds_a_cell_that_is_printed_past_its_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "_fact_id", lambda *given: "")
    with pytest.raises(ProblemsError) as refused:
        build(tmp_path)
    said = str(refused.value)
    for table in ("Other figures", "Key performance indicators", "Case reviews", "Response rate"):
        assert f"publish/paper.docx ▸ {table}" in said
