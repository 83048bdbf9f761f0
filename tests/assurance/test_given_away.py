"""A hidden count that finished files give away by reckoning: pounds, a mean, a percentage, notes, plain minutes.

Each number is put into the finished file, as by hand; facts.csv beside it hides what it should.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen import documents, pipeline
from reportgen.assurance import audit_files, refuse_unsafe
from reportgen.codes import Symbol
from reportgen.documents.minutes import write_plain
from reportgen.errors import ProblemsError
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.facts_csv import write_facts
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs import read_quarter
from reportgen.output.earlier import read_published
from reportgen.packs import Order
from reportgen.project import open_project
from tests.assurance.test_finished_files import changed
from tests.commands.projects import PERIOD, SETTINGS, files_in, make_project
from tests.office.templates import deck, word

Files = dict[str, bytes]
Plant = Callable[[Files], Files]

COUNTS = {
    "30/06/2025": {"all": 1000, "mainstream": 917, "mss": 30, "inmss": 50, "ap": 3},
    "30/09/2025": {"all": 1020, "mainstream": 930, "mss": 34, "inmss": 52, "ap": 4},
}
TABLES = {
    "caseload": "census_date,setting,age_band,primary_need,plans\n" + "".join(
        f"{day},{setting},all,all,{plans}\n" for day, counts in COUNTS.items() for setting, plans in counts.items()
    ),
    "unit_costs": "setting,price_base,mean,median,plans,includes\n"
                  "mainstream,2025-26,8400,7900,930,top-up\ninmss,2025-26,48000,43500,52,top-up+place\n"
                  "rp_unit,2025-26,18000,17600,72,top-up+place\nap,2025-26,21000,20000,4,top-up\n",
    "opportunities": "id,statement,short_label,mechanism,from_setting,to_setting,basis,eligible_per_year,"
                     "addressable_target,duration_years,starts,cost_includes,price_base,baseline_date,benefit_type\n"
                     "o2,Through a unit,Units,divert_new_placement,inmss,rp_unit,computed,40,25%,5,01/09/2025,"
                     "top-up+place,2025-26,16/01/2025,cost_avoidance\n",
    "benefits": "opportunity_id,period,new_children,children_now,saving,validated,note\n"
                "o2,2025-26-q2,3,3,7500,yes,Places filled\n",
    "survey_questions": "survey,question_id,text,short_text,kind,options,audience,invited,responded,opened,closed,chart"
                        "\nparents,ideal,Is it right?,Right,single,Yes|Partly|No,Parents,400,210,02/06/2025,"
                        "11/07/2025,bar\n",
    "survey_counts": "survey,question_id,option,count\nparents,ideal,Yes,150\nparents,ideal,Partly,57\n"
                     "parents,ideal,No,3\n",
}  # fmt: skip
COUNT, RATE, MEAN = "plans.setting.ap", "opportunity.o2.run_rate", "unit_cost.ap"
SHARE = "survey.parents.ideal.no.percent"
SENTENCES = (
    f"In alternative provision: {{{{ {COUNT} }}}} of {{{{ plans.total }}}} plans.",
    f"What the units save: {{{{ {RATE} }}}} a year.",
    f"What a place costs: {{{{ {MEAN} }}}} a year.",
    f"Those who said no: {{{{ {SHARE} }}}} of all.",
)
"""What the council's own templates print: each number is hidden in this quarter."""


def make(folder: Path) -> Path:
    make_project(folder, **TABLES)
    (folder / "own.docx").write_bytes(word(*SENTENCES))
    (folder / "own.pptx").write_bytes(deck(("Now", "Plans", "\n".join(SENTENCES))))
    templates = '[templates]\npaper = "own.docx"\nminutes = "own.docx"\nslides = "own.pptx"\n'
    (folder / "reportgen.toml").write_text(SETTINGS + templates, encoding="utf-8")
    return folder


def publish(folder: Path) -> PublishedFacts:
    project = open_project(folder)
    inputs, _ = read_quarter(project, project.period(PERIOD))
    return publish_facts(compute_facts(inputs, project.settings), project.settings)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, PublishedFacts]:
    """The public files as they lie on the disk after a build, and what was published."""
    folder = make(tmp_path_factory.mktemp("given_away"))
    project = open_project(folder)
    pipeline.build(project, Order(project.period(PERIOD)), folder / "output", lambda _: None)
    return files_in(folder / "output" / PERIOD), publish(folder)


def in_part(name: str, part: str, sentence: str, number: str) -> Plant:
    """Put a number where the one hidden in that sentence of an Office file stands."""
    pattern = re.compile(rf"({re.escape(sentence.partition('{{')[0])}(?:<[^>]*>)*)\[c\]")
    return lambda files: {name: changed(files[name], part, lambda xml: pattern.sub(rf"\g<1>{number}", xml, count=1))}


def in_paper(sentence: str, number: str) -> Plant:
    return in_part("publish/paper.docx", "word/document.xml", sentence, number)


def in_minutes(sentence: str, number: str) -> Plant:
    return in_part("meeting/minutes.docx", "word/document.xml", sentence, number)


def in_notes(sentence: str, number: str) -> Plant:
    return in_part("meeting/slides-with-notes.pptx", "ppt/notesSlides/notesSlide1.xml", sentence, number)


def in_plain(sentence: str, number: str) -> Plant:
    start, name = sentence.partition("{{")[0], "meeting/minutes.txt"

    def plant(files: Files) -> Files:
        words = files[name].decode("utf-8")
        assert f"{start}[c]" in words, "nothing was planted"
        return {name: words.replace(f"{start}[c]", f"{start}{number}").encode("utf-8")}

    return plant


OF_COUNT, OF_RATE, OF_MEAN, OF_SHARE = SENTENCES
PAPER, MINUTES, NOTES = "publish/paper.docx", "meeting/minutes.docx", "meeting/slides-with-notes.pptx"
PLAIN = "meeting/minutes.txt"
CHILDREN, PLACES, NO = "opportunity.o2.children_now", "unit_cost.ap.plans", "survey.parents.ideal.no"
PLANTS: dict[str, tuple[Plant, str, str]] = {
    "pounds in the paper": (in_paper(OF_RATE, "£90,000"), PAPER, CHILDREN),
    "pounds in the notes": (in_notes(OF_RATE, "£90,000"), NOTES, CHILDREN),
    "pounds in the plain minutes": (in_plain(OF_RATE, "£90,000"), PLAIN, CHILDREN),
    "a mean in the paper": (in_paper(OF_MEAN, "£21,000"), PAPER, PLACES),
    "a mean in the notes": (in_notes(OF_MEAN, "£21,000"), NOTES, PLACES),
    "a percentage in the minutes": (in_minutes(OF_SHARE, "1%"), MINUTES, NO),
    "a percentage in the plain minutes": (in_plain(OF_SHARE, "1%"), PLAIN, NO),
    "a count in the notes": (in_notes(OF_COUNT, "4"), NOTES, COUNT),
    "a count in the plain minutes": (in_plain(OF_COUNT, "4"), PLAIN, COUNT),
}
"""What is put where: the file it stands in and the count of children it gives away."""


def test_the_quarter_as_built_is_safe_though_each_number_is_hidden(built: tuple[Files, PublishedFacts]) -> None:
    files, facts = built
    assert all(facts[name].symbol is Symbol.CONFIDENTIAL for name in (COUNT, RATE, MEAN, SHARE))
    assert audit_files(files, facts, 5) == ()


@pytest.mark.parametrize("plant", PLANTS)
def test_a_number_from_which_a_count_can_be_reckoned_is_found(built: tuple[Files, PublishedFacts], plant: str) -> None:
    files, facts = built
    change, name, count = PLANTS[plant]
    found = {each.fact_id: each.files for each in audit_files(files | change(files), facts, 5)}
    assert name in found[count]


@pytest.mark.parametrize(
    ("printed", "value", "count"),
    [
        (RATE, Decimal(90_000), "opportunity.o2.children_now"),
        (MEAN, Decimal(21_000), "unit_cost.ap.plans"),
        (SHARE, Decimal(300) / 210, "survey.parents.ideal.no"),
    ],
)
def test_the_same_numbers_in_facts_csv_are_found(
    built: tuple[Files, PublishedFacts], printed: str, value: Decimal, count: str
) -> None:
    _, facts = built
    shown = [replace(fact, value=value, symbol=None) if fact.id == printed else fact for fact in facts]
    found = audit_files({"publish/facts.csv": write_facts(shown)}, facts, 5)
    assert count in {each.fact_id for each in found}


def test_plain_minutes_that_give_a_count_away_stop_the_whole_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = documents.compose

    def careless(*given: Any, **named: Any) -> tuple[documents.Document, ...]:
        made = compose(*given, **named)
        planted = in_plain(OF_RATE, "£90,000")({f"{each.folder}/{each.name}": each.data for each in made})
        return tuple(replace(each, data=planted.get(f"{each.folder}/{each.name}", each.data)) for each in made)

    monkeypatch.setattr(documents, "compose", careless)
    project = open_project(make(tmp_path / "project"))
    with pytest.raises(ProblemsError) as refused:
        pipeline.build(project, Order(project.period(PERIOD)), tmp_path / "output", lambda _: None)
    assert "meeting/minutes.txt" in str(refused.value)
    assert "90,000" not in str(refused.value)
    assert not (tmp_path / "output").exists()


def in_lines(change: Callable[[list[str]], list[str]]) -> Plant:
    """The plain minutes with their lines changed; the Word minutes beside them stay as they are."""
    return lambda files: {PLAIN: "\r\n".join(change(files[PLAIN].decode("utf-8").split("\r\n"))).encode("utf-8")}


def other_words(lines: list[str]) -> list[str]:
    return [line.replace("In alternative provision: [c]", "Only 4 are in alternative provision,") for line in lines]


def more_words(lines: list[str]) -> list[str]:
    return [f"{line} (that is 4)" if "[c] of 1,020" in line else line for line in lines]


def new_line(lines: list[str]) -> list[str]:
    return [*lines[:1], "", "4 children are in alternative provision.", *lines[1:]]


def last_line(lines: list[str]) -> list[str]:
    return [*lines, "There are 4 of them."]


def bullet_twice(lines: list[str]) -> list[str]:
    """A number that stands in the paragraph once stands on the line twice."""
    return [line.replace("[c] of 1,020", "1,020 of 1,020") + " This was changed." for line in lines]


@pytest.mark.parametrize("change", [other_words, more_words, new_line, last_line, bullet_twice])
def test_a_changed_line_of_the_plain_minutes_alone_is_found(
    built: tuple[Files, PublishedFacts], change: Callable[[list[str]], list[str]]
) -> None:
    files, facts = built
    found = audit_files(files | in_lines(change)(files), facts, 5)
    assert found
    assert all(each.files == (PLAIN,) and each.table.startswith("line ") for each in found)
    with pytest.raises(ProblemsError) as refused:
        refuse_unsafe(found)
    assert f"{PLAIN} ▸ {found[0].table}" in str(refused.value)
    assert not re.search(r"\b4\b|1,020", str(refused.value))


def test_lines_changed_in_their_words_alone_are_no_fault(built: tuple[Files, PublishedFacts]) -> None:
    files, facts = built
    reworded = in_lines(lambda lines: [line.replace("In alternative provision", "Elsewhere") for line in lines])(files)
    assert reworded[PLAIN] != files[PLAIN]
    assert audit_files(files | reworded, facts, 5) == ()
    unix = files[PLAIN].replace(b"\r\n", b"\n")
    assert audit_files(files | {PLAIN: unix}, facts, 5) == ()


def test_plain_minutes_without_the_word_minutes_are_all_unchecked(built: tuple[Files, PublishedFacts]) -> None:
    files, facts = built
    alone = {PLAIN: files[PLAIN]}
    numbered = [line for line in files[PLAIN].decode("utf-8").split("\r\n") if re.search(r"\d", line)]
    assert len(audit_files(alone, facts, 5)) == len(numbered) > 0


def test_a_changed_line_stops_the_whole_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(*given: Any) -> Any:
        """Plain minutes written with a mistake that the Word minutes do not have."""
        data, places = write_plain(*given)
        return in_lines(other_words)({PLAIN: data})[PLAIN], places

    monkeypatch.setattr("reportgen.documents.pack.write_plain", careless)
    project = open_project(make(tmp_path / "project"))
    with pytest.raises(ProblemsError) as refused:
        pipeline.build(project, Order(project.period(PERIOD)), tmp_path / "output", lambda _: None)
    assert f"{PLAIN} ▸ line" in str(refused.value)
    assert not (tmp_path / "output").exists()


def test_what_two_quarters_published_and_give_away_together_stops_the_whole_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """June was published with mss in print and inmss hidden; a build that forgets June hides mss and prints inmss."""
    folder = make(tmp_path / "project")
    project, period = open_project(folder), open_project(folder).period(PERIOD)
    facts = publish(folder)
    in_june = {"plans.setting.mss": 30, "plans.setting.inmss": None, COUNT: None}
    shown = [
        replace(fact, id=fact.name, value=value, symbol=Symbol.CONFIDENTIAL if value is None else None)
        for fact in facts
        if fact.id.partition("@")[0] in in_june and fact.period == "2025-26-q1"
        for value in (in_june[fact.name],)
    ]
    before = tmp_path / "output" / "2025-26-q1" / "publish" / "facts.csv"
    before.parent.mkdir(parents=True)
    before.write_bytes(write_facts(shown))
    now = {"publish/facts.csv": write_facts(facts)}
    assert audit_files(now, facts, 5) == ()
    found = audit_files(now, facts, 5, read_published(tmp_path / "output", period))
    assert f"{COUNT}@2025-26-q1" in {each.fact_id for each in found}

    with monkeypatch.context() as careless:
        careless.setattr(pipeline, "publish_facts", lambda exact, settings, *_, **__: publish_facts(exact, settings))
        with pytest.raises(ProblemsError, match="could be worked out"):
            pipeline.build(project, Order(period), tmp_path / "output", lambda _: None)
    assert not (tmp_path / "output" / PERIOD).exists()
    pipeline.build(project, Order(period), tmp_path / "output", lambda _: None)
    assert (tmp_path / "output" / PERIOD / "publish" / "facts.csv").is_file()
