"""The page of a pack: what stands on it, what is left out, and what must never be on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from reportgen.documents import Document
from reportgen.errors import ProblemsError
from reportgen.web import find_faults, text
from tests.documents.packs import REAL, ROOT, copy_project, illustrative, make_pack

HEADINGS = [
    "Key figures", "Summary", "What the committee is asked to do", "Where the programme stands",
    "Baseline and forecast", "Plans and placements", "What parents and case reviews said", "Opportunity matrix",
    "Themes and improvement programme", "Grant", "Benefits so far", "Milestones and progress measures", "Risks",
    "Update on actions", "What happens next", "Questions members may ask", "What changed since the last report",
    "Definitions", "Glossary", "Where the figures come from",
]  # fmt: skip


@cache
def page() -> Document:
    return illustrative()["index.html"]


def headings(document: Document) -> list[str]:
    return [found.text.strip() for found in text(document.data) if found.style == "h2"]


def words_of(document: Document) -> str:
    return "\n".join(" ".join(found.text.split()) for found in text(document.data))


def panel(document: Document, fact_id: str) -> str:
    """The words of the panel that a fact's number opens."""
    html = document.data.decode()
    found = re.search(rf'popovertarget="(about-\d+)" data-ref="fact:{re.escape(fact_id)}"', html)
    assert found, fact_id
    inside = html.partition(f'<div popover id="{found[1]}"')[2].partition("</div>")[0]
    return re.sub(r"<[^>]*>", " ", inside)


def test_the_page_tells_the_whole_story_in_order() -> None:
    assert headings(page()) == HEADINGS
    assert page().folder == "publish"
    links = re.findall(r'<li><a href="#[^"]*">([^<]*)</a></li>', page().data.decode())
    assert links == HEADINGS


def test_the_page_is_one_small_file_that_breaks_no_rule() -> None:
    assert len(page().data) < 1_500_000
    assert find_faults(page().data) == ()
    assert page().warnings == ()


def test_a_number_opens_its_definition_calculation_table_and_date_and_never_a_file_or_cell() -> None:
    words = panel(page(), "plans.total")
    assert "EHC plans" in words
    assert "What it is" in words
    assert "1,402 counted on 30 September 2025" in words
    assert "Education, health and care plans" in words
    assert "30 September 2025" in words
    assert "The council's own figure." in words
    html = page().data.decode()
    for stranger in ("caseload.csv", ".xlsx", "sha256", "SHA-256", str(ROOT), "!A", "rows 2", "cells"):
        panels = html.partition('<section class="panels"')[2]
        assert stranger not in panels, stranger


def test_a_hidden_number_says_why_and_gives_nothing_away() -> None:
    words = panel(page(), "flow.plans_issued_excluding_exceptions")
    assert "[c]" in words
    assert "Why no number is shown" in words
    assert "[c] means hidden so that no child can be recognised." in words


def test_a_modelled_number_says_so() -> None:
    assert "A modelled estimate, not a count." in panel(page(), "opportunities.steady_state_saving")
    assert "A forecast." in panel(page(), "dsg.closing.unmitigated@2029-30")


def test_each_chart_has_its_words_its_base_and_its_figures() -> None:
    html = page().data.decode()
    figures = re.findall(r"<figure>.*?</figure>", html, re.DOTALL)
    assert len(figures) == 17
    for figure in figures:
        assert figure.count("<svg") == 2
        assert "What this does not show:" in figure
        assert '<p class="note">' in figure
        assert "<table>" in figure
    shown = [figure for figure in figures if "What this shows:" in figure]
    assert len(shown) >= 15


def test_only_approved_words_of_people_are_quoted() -> None:
    words = words_of(page())
    assert "“Staff who have read the plan before the first day of term.”" in words
    assert words.count("“") >= 3


def test_sections_without_data_leave_no_heading_and_the_build_says_so(tmp_path: Path) -> None:
    without = ("grant", "risks", "survey_questions", "survey_counts", "survey_responses", "survey_comments", "actions")
    pack = make_pack(copy_project(tmp_path, *without), only=("page",))
    gone = {"Grant", "Risks", "What parents and case reviews said", "Update on actions"}
    assert gone <= set(headings(page()))
    assert not gone & set(headings(pack["index.html"]))
    (sentence,) = pack["index.html"].left_out
    assert all(words in sentence for words in ("grant", "risks", "survey", "update on actions"))


@pytest.mark.real
def test_a_real_quarter_without_configuration_has_its_page() -> None:
    if not REAL.is_dir():
        pytest.skip("the real data is not here")
    made = make_pack(REAL, only=("page",))["index.html"]
    assert headings(made) == [
        "Key figures", "Summary", "Plans and placements", "Questions members may ask", "Definitions", "Glossary",
        "Where the figures come from",
    ]  # fmt: skip
    assert "1,342" in words_of(made)
    assert "[committee]" in words_of(made)
    assert find_faults(made.data) == ()


def test_only_the_page_can_be_asked_for() -> None:
    assert set(make_pack(ROOT, only=("page",))) == {"index.html"}


def test_the_councils_own_page_is_used_and_its_mistakes_are_told_with_the_others(tmp_path: Path) -> None:
    folder = copy_project(tmp_path)
    settings = (folder / "reportgen.toml").read_text(encoding="utf-8")
    (folder / "reportgen.toml").write_text(f'{settings}\n[templates]\npage = "ours.html"\n', encoding="utf-8")
    own = '<!DOCTYPE html><html lang="en-GB"><title>{{ meeting.item_title }}</title><h1>{{ authority.name }}</h1>'
    (folder / "ours.html").write_text(f"{own}<h2>Plans</h2><p>{{{{ plans.total|words }}}}</p>", encoding="utf-8")
    made = make_pack(folder, only=("page",))["index.html"]
    assert "1,402 plans" in words_of(made)
    assert "1,402 counted on 30 September 2025" in panel(made, "plans.total")
    (folder / "ours.html").write_text(f"{own}<p>{{{{ plans.totl }}}}</p>", encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"ours\.html ▸ line 1.*there is no 'totl'.*did you mean “total”"):
        make_pack(folder, only=("page",))
    (folder / "ours.html").write_text(f'{own}<img alt="" src="http://example.org/x.png">', encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"index\.html: <img src> would fetch"):
        make_pack(folder, only=("page",))


BUILD = """
import hashlib, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.documents.packs import ROOT, make_pack
print(hashlib.sha256(make_pack(ROOT, only=("page",))["index.html"].data).hexdigest())
"""


@pytest.mark.slow
def test_the_same_inputs_give_the_same_page_in_any_time_zone_and_language() -> None:
    found = set()
    for seed, zone, language in (("1", "UTC", "C.UTF-8"), ("2", "Asia/Kolkata", "de_DE.UTF-8")):
        own = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "LANG": language}
        done = subprocess.run(
            [sys.executable, "-c", BUILD, str(ROOT)], capture_output=True, text=True, check=True, env=own, cwd=ROOT
        )
        found.add(done.stdout.strip())
    assert len(found) == 1
