"""The disclosure profile: what a council may set, what is refused and why, and what stands in finished files."""

from __future__ import annotations

import functools
import re
import tempfile
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from reportgen import web
from reportgen.codes import Symbol
from reportgen.errors import ProblemsError
from reportgen.facts.facts_csv import read_facts
from reportgen.office.reading import text
from reportgen.packs import Order, Prepared
from reportgen.pipeline import prepare
from reportgen.profile import Disclosure
from reportgen.project import open_project
from tests.commands.projects import PERIOD, make_project, reportgen
from tests.documents.packs import ROOT, copy_project

SMALL = "census_date,setting,age_band,primary_need,plans\n" + "".join(
    f"30/09/2025,{setting},all,all,{plans}\n"
    for setting, plans in (("all", 1402), ("mainstream", 1300), ("mss", 99), ("ap", 3))
)


def settings_said(folder: Path, *lines: str) -> str:
    """What is said of a project whose profile has these lines."""
    (folder / "reportgen.toml").write_text("\n".join(("[disclosure]", *lines)), encoding="utf-8")
    with pytest.raises(ProblemsError) as refused:
        open_project(folder)
    return str(refused.value)


def test_the_defaults_are_careful_and_say_what_they_do() -> None:
    profile = Disclosure()
    assert [count for count in range(8) if profile.hides(count)] == [1, 2, 3, 4]
    assert [count for count in range(8) if Disclosure(zeros="hidden").hides(count)] == [0, 1, 2, 3, 4]
    assert profile.text_of(Symbol.CONFIDENTIAL) == "[c]"
    assert Disclosure(symbol="*").text_of(Symbol.NOT_APPLICABLE) == "[z]"


def test_the_guide_lists_every_setting_with_its_default(tmp_path: Path) -> None:
    guide = (ROOT / "data" / "disclosure.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+)` \| `([^`]*)` \|", guide, re.M))
    assert {name: tomllib.loads(f"value = {default}")["value"] for name, default in listed.items()} == asdict(
        Disclosure()
    )
    example = guide.partition("    [disclosure]\n")[2].partition("\n\n")[0]
    (tmp_path / "reportgen.toml").write_text("[disclosure]\n" + example.replace("    ", ""), encoding="utf-8")
    assert open_project(tmp_path).settings.disclosure.profile


def test_what_becomes_of_zeros_is_one_of_two(tmp_path: Path) -> None:
    said = settings_said(tmp_path, 'zeros = "hiden"')
    assert said == (
        "reportgen.toml ▸ disclosure.zeros: found 'hiden'; one of shown, hidden is needed; did you mean 'hidden'?"
    )
    assert "“shown” prints a true zero" in settings_said(tmp_path, 'zeros = "0"')


@pytest.mark.parametrize("threshold", [0, 1])
def test_a_threshold_that_would_hide_no_count_is_refused(tmp_path: Path, threshold: int) -> None:
    said = settings_said(tmp_path, f"threshold = {threshold}")
    assert said.startswith(f"reportgen.toml ▸ disclosure.threshold: found {threshold}: no count would be hidden")
    assert "5 where nothing else was agreed" in said
    (tmp_path / "reportgen.toml").write_text("[disclosure]\nthreshold = 2\n", encoding="utf-8")
    assert open_project(tmp_path).settings.disclosure.threshold == 2


def test_counts_are_rounded_to_nothing_else_than_1_5_or_10(tmp_path: Path) -> None:
    said = settings_said(tmp_path, "rounding = 7")
    assert said.startswith("reportgen.toml ▸ disclosure.rounding: found 7; one of 1, 5, 10 is needed; did you mean 5?")
    assert "a whole number is needed" in settings_said(tmp_path, 'rounding = "5"')
    (tmp_path / "reportgen.toml").write_text("[disclosure]\nrounding = 10\n", encoding="utf-8")
    assert open_project(tmp_path).settings.disclosure.rounds


@pytest.mark.parametrize("symbol", ["[c]", "*", "(*)", "[hidden]", "c", "†", "not shown"])
def test_a_symbol_is_any_short_text_that_tells_no_size(tmp_path: Path, symbol: str) -> None:
    (tmp_path / "reportgen.toml").write_text(f'[disclosure]\nsymbol = "{symbol}"\n', encoding="utf-8")
    assert open_project(tmp_path).settings.disclosure.symbol == symbol


@pytest.mark.parametrize("symbol", ["<5", "1-4", "≤ 4", "[1 to 4]", "fewer than five", "[few]", "Under Ten", "none"])
def test_a_symbol_that_tells_a_size_is_refused_because_hidden_numbers_may_be_large(tmp_path: Path, symbol: str) -> None:
    said = settings_said(tmp_path, f'symbol = "{symbol}"')
    assert f"disclosure.symbol: found '{symbol}'" in said
    assert "may be much larger than the threshold" in said


@pytest.mark.parametrize(
    ("symbol", "meaning"), [("[low]", "rounds to zero"), ("z", "not applicable"), ("[X]", "not a")]
)
def test_a_symbol_that_means_something_else_already_is_refused(tmp_path: Path, symbol: str, meaning: str) -> None:
    assert meaning in settings_said(tmp_path, f'symbol = "{symbol}"')


@pytest.mark.parametrize(
    "symbol", ["", " ", " *", "a text that is too long", "=c", "-", "@c", "+", "{{c}}", "R&D", "%"]
)
def test_a_symbol_that_a_program_or_reader_could_take_for_something_else_is_refused(
    tmp_path: Path, symbol: str
) -> None:
    assert "disclosure.symbol" in settings_said(tmp_path, f'symbol = "{symbol}"')


def test_every_mistake_of_the_settings_is_told_at_once(tmp_path: Path) -> None:
    said = settings_said(tmp_path, 'zeros = "no"', 'symbol = "<5"', "treshold = 5", "profile = 3")
    assert len(said.splitlines()) == 4
    assert "did you mean 'threshold'?" in said


@functools.cache
def starred() -> Prepared:
    """The illustrative pack of a council that hides zeros, prints an asterisk and has not agreed it yet."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder))
        words = (ROOT / "reportgen.toml").read_text(encoding="utf-8").partition("[disclosure]")[0]
        words += '[disclosure]\nzeros = "hidden"\nsymbol = "*"\n'
        (project / "reportgen.toml").write_text(words, encoding="utf-8")
        opened = open_project(project)
        return prepare(opened, Order(opened.period(PERIOD)), lambda step: None)


def public_words() -> dict[str, str]:
    """Every text of each public file but the list of facts, alt texts, charts and their workbooks among them."""
    found = {}
    for file in starred().packs[0].files:
        name = str(file.path)
        if not name.startswith("restricted/") and not name.endswith(".csv"):
            read = web.text if name.endswith(".html") else text
            plain = name.endswith(".txt")
            found[name] = file.data.decode() if plain else "\n".join(part.text for part in read(file.data))
    return found


def file_of(name: str) -> bytes:
    return next(file.data for file in starred().packs[0].files if str(file.path) == name)


def test_the_councils_own_symbol_stands_wherever_a_number_is_hidden() -> None:
    words = public_words()
    assert not [name for name, found in words.items() if "[c]" in found]
    appendices = words["publish/appendices.docx"]
    assert "Strongly agree *, Agree 42%" in appendices, "the alt text of a chart"
    assert "response rate 16.2%. Asked from 2 June 2025 to 11 July 2025. * means hidden" in appendices
    assert "Small numbers are hidden and printed as *" in appendices
    for name in ("publish/slides.pptx", "meeting/slides-with-notes.pptx", "publish/index.html"):
        assert "* means hidden so that no child can be recognised." in words[name], name


def test_the_list_of_facts_keeps_the_code_for_later_quarters() -> None:
    rows = read_facts(file_of("publish/facts.csv"))
    hidden = [row for row in rows if row.symbol is Symbol.CONFIDENTIAL]
    assert hidden
    assert {(row.text, row.hidden_from) for row in hidden} == {("*", 0)}


def test_no_count_of_nobody_is_printed_where_zeros_are_hidden_but_published_and_modelled_ones_are() -> None:
    exact = {row.id: row for row in read_facts(file_of("restricted/facts.csv"))}
    printed = {row.id: row for row in read_facts(file_of("publish/facts.csv"))}
    nobody = {"opportunity.o6.new_children@2025-26-q1", "survey.parents-2025.plan_understood.strongly-agree"}
    assert exact["opportunity.o6.new_children@2025-26-q1"].value == 0
    assert {printed[name].text for name in nobody} == {"*"}
    assert printed["opportunity.o6.saving_to_date@2025-26-q1"].text == "*", "£0 would tell that it was nobody"
    zeros = [row for row in printed.values() if row.value == 0]
    assert any(row.id.startswith("plans.") and row.status.value == "published" for row in zeros)


def test_the_data_notes_and_the_release_statement_say_the_whole_profile() -> None:
    notes = public_words()["publish/appendices.docx"]
    assert "Counts of people below 5 are hidden and printed as *, unless" in notes
    assert "Zeros are hidden as well" in notes
    assert "Disclosure profile: not yet agreed" in notes
    statement = file_of("restricted/assurance.txt").decode()
    assert "Counts of people from 0 to 4 are hidden and printed as *." in statement
    assert "Profile: not yet agreed: nobody is named" in statement


def test_a_rule_that_nobody_is_named_for_is_a_warning_where_it_hides_something(tmp_path: Path) -> None:
    make_project(tmp_path, caseload=SMALL)
    result = reportgen("check", PERIOD, "--project", tmp_path)
    assert result.exit_code == 0, result.output
    assert "disclosure.profile" in result.stderr
    assert "hidden by a rule that nobody is named for" in " ".join(result.stderr.split())


def test_nothing_is_warned_of_where_nothing_is_hidden_or_somebody_is_named(tmp_path: Path) -> None:
    assert "disclosure.profile" not in reportgen("check", PERIOD, "--project", make_project(tmp_path / "a")).stderr
    named = make_project(tmp_path / "b", caseload=SMALL)
    (named / "reportgen.toml").write_text('[disclosure]\nprofile = "Agreed in May 2025"\n', encoding="utf-8")
    assert "disclosure.profile" not in reportgen("check", PERIOD, "--project", named).stderr
