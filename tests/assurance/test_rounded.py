"""Rounded counts as a reader takes them, and the finished files of a council that rounds to the nearest 5."""

from __future__ import annotations

import functools
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen import web
from reportgen.assurance import audit_facts, find_exact, refuse_exact
from reportgen.assurance.bounds import Relation, Unknown, find_narrow
from reportgen.assurance.interval import count_between
from reportgen.errors import ProblemsError
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.fact import Fact, Status
from reportgen.facts.facts_csv import read_facts, write_facts
from reportgen.facts.factset import PublishedFacts, RestrictedFacts, Sum
from reportgen.facts.rounding import round_count
from reportgen.facts.units import PEOPLE
from reportgen.inputs import read_quarter
from reportgen.office.places import PlacedText, read_map
from reportgen.office.reading import read_package, text
from reportgen.office.streams import read_streams
from reportgen.packs import Order
from reportgen.pipeline import prepare
from reportgen.profile import HIDDEN, Disclosure
from reportgen.project import Settings, open_project
from tests.assurance.reference import THRESHOLD, small_counts
from tests.assurance.test_audit import Earlier, number, unsafe
from tests.assurance.test_finished_files import changed
from tests.assurance.test_linked_tables import hidden, small_tables
from tests.commands.projects import PERIOD, make_project
from tests.documents.packs import ROOT, copy_project
from tests.privacy.test_survey_quarter import COMMENTS, COUNTS, QUESTIONS, SCREENING

Files = dict[str, bytes]


def rounded(fact_id: str, value: int, base: int = 5) -> Fact:
    return replace(number(fact_id, value), rounded_to=base)


@pytest.mark.parametrize("base", [5, 10])
def test_a_reader_takes_a_rounded_count_for_just_those_that_print_as_it(base: int) -> None:
    for shown in range(0, 60, base):
        least, most = count_between(shown, base, 1)
        assert [n for n in range(80) if round_count(n, base) == shown] == list(range(int(least), int(most) + 1))


def test_rounding_leaves_room_that_exact_counts_would_not() -> None:
    sums = (Sum("t", ("a", "b"), "table"),)
    assert unsafe(number("t", 24), number("a", None), number("b", 20), sums=sums) == {"a"}
    assert unsafe(rounded("t", 25), number("a", None), rounded("b", 20), sums=sums) == set()
    assert unsafe(rounded("t", 25), number("a", None), number("b", 20), sums=sums) == {"a"}, "3 to 7 is too narrow"


def test_a_rounded_count_is_the_same_one_in_every_sum() -> None:
    """50 stands for 45 to 54 by itself, so a for 1 to 9; but 25 + 24 make it 49, and a 4."""
    facts = (rounded("t", 50, 10), number("a", None), number("p", 45), number("q", 25), number("r", 24))
    one, other = Sum("t", ("a", "p"), "one"), Sum("t", ("q", "r"), "other")
    assert unsafe(*facts, sums=(one,)) == set()
    assert unsafe(*facts, sums=(one, other)) == {"a"}


def test_an_exact_total_beside_rounded_parts_is_narrower_than_a_rounded_one() -> None:
    """Beside parts of 5 and 5 an exact total of 15 says that the hidden one is 1 to 5, a rounded one 1 to 7."""
    parts = (number("a", None), rounded("b", 5), rounded("c", 5))
    sums = (Sum("t", ("a", "b", "c"), "table"),)
    assert unsafe(number("t", 15), *parts, sums=sums) == {"a"}
    assert unsafe(rounded("t", 15), *parts, sums=sums) == set()


def test_relations_that_cannot_hold_together_are_unsafe_and_never_safe() -> None:
    relations = [Relation((("a", 1),), 3, 3, "one"), Relation((("a", 1),), 9, 9, "other")]
    assert find_narrow({"a": Unknown(1, width=5)}, relations) == ("a",)
    unknowns = {"a": Unknown(1, width=5), "b": Unknown(1, width=5)}
    both = (("a", 1.0), ("b", 1.0))
    assert set(find_narrow(unknowns, [Relation(both, 30, 30, "one"), Relation(both, 40, 40, "other")])) == {"a", "b"}
    lesser = Relation(both, 40, 40, "other", certain=False)
    assert find_narrow(unknowns, [Relation(both, 30, 30, "one"), lesser]) == ()


def test_rounded_counts_whose_rounding_is_not_said_do_not_add_up_and_count_as_unsafe() -> None:
    parts = (number("t", 25), number("a", None), number("b", None), number("c", 30))
    assert unsafe(*parts, sums=(Sum("t", ("a", "b", "c"), "table"),)) == {"a", "b"}


def test_what_an_earlier_quarter_printed_rounded_is_known_about_and_what_it_printed_exactly_is_known() -> None:
    facts = (number("t", 23), number("a", None), number("b", None))
    sums = (Sum("t", ("a", "b"), "table"),)
    assert unsafe(*facts, sums=sums) == set()
    assert unsafe(*facts, sums=sums, earlier=(Earlier(rounded("b", 20)),)) == {"a"}
    now = (rounded("t", 25), number("a", None), rounded("b", 20))
    assert unsafe(*now, sums=sums) == set()
    assert unsafe(*now, sums=sums, earlier=(Earlier(number("b", 20), number("t", 23)),)) == {"a"}


@pytest.mark.parametrize("exact", [22, 24, 31])
def test_exact_values_only_show_what_is_safe_and_never_make_anything_so(exact: int) -> None:
    """A total of 25 beside a published 20 is unsafe whatever it is exactly, also where the exact one prints as 30."""
    facts = (rounded("t", 25), number("a", None), number("b", 20))
    sums = (Sum("t", ("a", "b"), "table"),)
    inside = RestrictedFacts((number("t", exact), number("a", exact - 20), number("b", 20)), sums)
    assert {found.fact_id for found in audit_facts(PublishedFacts(facts, sums), THRESHOLD, (), inside)} == {"a"}


def test_what_is_safe_from_somebody_who_knows_the_exact_counts_is_safe() -> None:
    for seed in range(6):
        facts = small_tables(seed)
        published = publish_facts(facts, Settings(disclosure=PROFILES[1]))
        assert audit_facts(published, THRESHOLD, (), facts) == audit_facts(published, THRESHOLD) == ()
        careless = [
            replace(fact, value=round_count(facts[fact.id].value or 0, 10), symbol=None, rounded_to=10)
            if fact.value is None and fact.counts_children and (facts[fact.id].value or 0) >= THRESHOLD else fact
            for fact in published
        ]  # fmt: skip
        leaking = PublishedFacts(careless, published.sums)
        assert audit_facts(leaking, THRESHOLD, (), facts) == audit_facts(leaking, THRESHOLD)


PROFILES = (Disclosure(rounding=5), Disclosure(rounding=10), Disclosure(rounding=10, zeros=HIDDEN))


@pytest.mark.parametrize("seed", range(30))
def test_no_hidden_count_of_rounded_tables_can_be_worked_out(seed: int) -> None:
    facts, profile = small_tables(seed), PROFILES[seed % 3]
    published = publish_facts(facts, Settings(disclosure=profile))
    assert audit_facts(published, THRESHOLD) == ()
    assert small_counts(facts, least=profile.least) <= hidden(published)
    shown = [fact for fact in published if fact.counts_children and fact.value is not None]
    assert all(fact.value is not None and fact.value % profile.rounding == 0 for fact in shown)


def test_reading_rounded_counts_as_exact_is_seen_to_be_wrong() -> None:
    """Nothing adds up for a reader who thinks so."""
    found = 0
    for seed in range(8):
        published = publish_facts(small_tables(seed), Settings(disclosure=PROFILES[0]))
        believed = [replace(fact, rounded_to=0) for fact in published]
        found += bool(audit_facts(PublishedFacts(believed, published.sums), THRESHOLD))
    assert found >= 6


@functools.cache
def rounded_pack() -> tuple[Files, RestrictedFacts, PublishedFacts]:
    """The illustrative pack of a council that rounds to the nearest 5, its exact facts and what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        project_folder = copy_project(Path(folder))
        words = (ROOT / "reportgen.toml").read_text(encoding="utf-8").replace("threshold = 5", "rounding = 5")
        (project_folder / "reportgen.toml").write_text(words, encoding="utf-8")
        project = open_project(project_folder)
        period = project.period(PERIOD)
        prepared = prepare(project, Order(period), lambda step: None)
        exact = compute_facts(read_quarter(project, period)[0], project.settings)
        files = {str(file.path): file.data for file in prepared.packs[0].files}
        return files, exact, publish_facts(exact, project.settings)


def moved_counts() -> dict[str, Fact]:
    """The exact counts of people that rounding changes, by id."""
    _, exact, printed = rounded_pack()
    return {
        fact.id: exact[fact.id] for fact in printed
        if fact.value is not None and fact.rounded_to and fact.unit in PEOPLE and fact.value != exact[fact.id].value
    }  # fmt: skip


def words_of(name: str) -> str:
    data = rounded_pack()[0][name]
    if name.endswith((".docx", ".pptx")):
        return "\n".join(found.text for found in text(data))
    return "\n".join(found.text for found in web.text(data)) if name.endswith(".html") else data.decode("utf-8-sig")


def public() -> Iterator[str]:
    yield from (name for name in rounded_pack()[0] if not name.startswith("restricted/"))


def places(name: str) -> list[PlacedText]:
    data = rounded_pack()[0][name]
    found = web.read_places(data) if name.endswith(".html") else read_map(read_package(data))
    return [place for place in found if place.ref.removeprefix("fact:") in moved_counts()]


def test_no_exact_count_stands_at_its_place_in_any_public_file() -> None:
    files, _, printed = rounded_pack()
    assert find_exact(files, printed) == ()
    for name in ("paper.docx", "appendices.docx", "slides.pptx", "index.html"):
        assert len(places(f"publish/{name}")) >= 10, f"{name} must have counts to look at"


def test_no_exact_count_stands_anywhere_else_in_a_public_file() -> None:
    """Counts of a hundred and more, which no other number is by chance; sections of acts of parliament are left out."""
    _, _, printed = rounded_pack()
    sizes = {abs(int(fact.value or 0)) for fact in moved_counts().values()}
    counts = {f"{size:,}" for size in sizes if size >= 100}
    may_stand = set(re.findall(r"\d[\d,]*", " ".join(fact.text for fact in printed)))
    sought = counts - may_stand
    assert {"1,402", "1,371", "1,287", "641"} <= sought
    for name in public():
        words = re.sub(r"(Section |s)(251|151)\b", "", words_of(name))
        assert sought.isdisjoint(re.findall(r"(?<![\d.,£])\d{1,3}(?:,\d{3})*(?![\d.,]*\d)", words)), name


def test_no_exact_count_of_a_thousand_stands_in_any_byte_of_a_public_file() -> None:
    """In attributes, chart caches, embedded workbooks and maps as well, with and without its comma."""
    sizes = {abs(int(fact.value or 0)) for fact in moved_counts().values()}
    sought = re.compile("|".join(rf"(?<![\d.,]){size}(?!\d)|{size:,}" for size in sizes if size >= 1_000))
    for name in public():
        streams = list(read_streams(rounded_pack()[0][name], name))
        assert streams
        assert not [stream.path for stream in streams if sought.search(stream.text)], name


def test_every_total_is_rounded_with_its_parts_or_published_before() -> None:
    files, _, printed = rounded_pack()
    rows = {row.id: row for row in read_facts(files["publish/facts.csv"])}
    looked = 0
    for declared in printed.sums:
        total, parts = rows[declared.total], [rows[part] for part in declared.parts]
        if any(row.rounded_to == 5 for row in parts) and total.value is not None:
            assert total.rounded_to == 5 or total.status is Status.PUBLISHED, declared
            assert int(total.value) % 5 == 0 or total.status is Status.PUBLISHED, declared
            looked += 1
    assert looked >= 20


def found_in(changes: Files) -> dict[str, tuple[str, ...]]:
    files, _, printed = rounded_pack()
    return {each.fact_id: each.files for each in find_exact(files | changes, printed)}


@pytest.mark.parametrize("name", ["paper.docx", "slides.pptx"])
def test_an_exact_total_put_into_a_finished_file_is_found(name: str) -> None:
    path = f"publish/{name}"
    place = next(place for place in places(path) if place.ref == "fact:plans.total" and place.text == "1,400")
    exact = changed(rounded_pack()[0][path], place.part, lambda xml: xml.replace("1,400", "1,402"))
    assert path in found_in({path: exact})["plans.total"]
    with pytest.raises(ProblemsError, match="an exact count stands here though counts are rounded") as refused:
        refuse_exact(find_exact({path: exact}, rounded_pack()[2]))
    assert "1,402" not in str(refused.value)


def test_an_exact_total_put_into_the_page_or_the_list_of_facts_is_found() -> None:
    files, exact, printed = rounded_pack()
    page = files["publish/index.html"].decode().replace("1,400", "1,402").encode()
    assert "publish/index.html" in found_in({"publish/index.html": page})["plans.total"]
    careless = write_facts(exact[fact.id] if fact.id == "plans.total" else fact for fact in printed)
    assert found_in({"publish/facts.csv": careless}) == {"plans.total": ("publish/facts.csv",)}


def test_what_stays_inside_is_exact() -> None:
    files, exact, _ = rounded_pack()
    rows = {row.id: row for row in read_facts(files["restricted/facts.csv"])}
    assert all(rows[name].value == fact.value for name, fact in moved_counts().items())
    assert rows["plans.total"].value == exact["plans.total"].value == 1402


def test_the_pack_says_that_counts_are_rounded_where_they_stand_and_in_the_notes() -> None:
    appendices = words_of("publish/appendices.docx")
    assert "Counts of people are rounded to the nearest 5, totals too." in appendices
    assert "and counts are rounded." in appendices
    assert "Percentages are worked out from exact counts." in appendices
    for name in ("paper.docx", "appendices.docx", "slides.pptx", "index.html"):
        assert "Counts are rounded to the nearest 5, so parts may not add up" in words_of(f"publish/{name}"), name
    assert "Counts are rounded to the nearest 5." in rounded_pack()[0]["restricted/assurance.txt"].decode()


@pytest.mark.parametrize(
    "lines", ["rounding = 5", 'rounding = 10\nzeros = "hidden"', 'threshold = 10\nzeros = "hidden"']
)
def test_a_quarter_with_small_groups_and_themes_is_built_under_other_profiles(tmp_path: Path, lines: str) -> None:
    """Nothing that is true may look like a contradiction, or no pack could be made."""
    tables = {"survey_questions": QUESTIONS, "survey_counts": COUNTS, "survey_comments": COMMENTS}
    make_project(tmp_path, **tables, screening=SCREENING)
    (tmp_path / "reportgen.toml").write_text(f"[disclosure]\n{lines}\n", encoding="utf-8")
    project = open_project(tmp_path)
    prepared = prepare(project, Order(project.period(PERIOD)), lambda step: None)
    facts = next(file.data for file in prepared.packs[0].files if str(file.path) == "publish/facts.csv")
    shown = {row.id: row.text for row in read_facts(facts)}
    assert shown["survey.staff.words.theme.placement"] == shown["survey.staff.ideal.group.schools.yes"] == "[c]"
