"""Every mistake of a template is said at once, at its place, with the nearest right name."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from reportgen.errors import ReportgenError
from reportgen.office import bounds, check, explain, explain_by_place, fill_template
from reportgen.office.values import Passage, Printed, RichText, Styled, Text
from tests.office.templates import REAL, deck, fill, lines, problems, word
from tests.office.test_values import png

PLANS = {"total": "1,342", "new": "142"}


def test_all_mistakes_come_at_once_each_with_heading_and_sentence() -> None:
    template = word("Plans stand at {{ plans.totl }}.", "{{ nothing }}", "{{ fine }}", build=lambda d: None)
    found = problems(template, plans=PLANS, fine="x")
    assert len(found) == 2
    assert found[0].startswith('paper.docx ▸ paragraph "Plans stand at {{ plans.totl }}."')
    assert "there is no 'totl'" in found[0]
    assert "did you mean “total”?" in found[0]


def test_a_place_names_heading_row_slide_and_shape() -> None:
    def build(document: object) -> None:
        document.add_heading("3 Matrix", 1)  # type: ignore[attr-defined]
        document.add_table(2, 1).cell(1, 0).text = "{{ missing }}"  # type: ignore[attr-defined]

    assert problems(word(build=build))[0].startswith('paper.docx ▸ heading "3 Matrix" ▸ table row 2 ▸ paragraph')
    in_deck = problems(deck(("a", "b", ""), ("{{ missing }}", "b", "{{ gone }}")), "slides.pptx")
    assert in_deck[0].startswith('slides.pptx ▸ slide 2 ▸ shape "Title 1"')
    assert in_deck[1].startswith("slides.pptx ▸ notes of slide 2")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{% if plans %}", "add {% endif %} after it"),
        ("{%p for x in rows %}", "add {%p endfor %} after it"),
        ("{% endif %}", "'endif' has no 'if' before it"),
        ("{% if a %}{% for b in c %}{% endif %}", "'for b in c' has no end"),
        ("{{ plans.total", "never ends"),
        ("total }}", "ends a tag that never began"),
        ("{{ }}", "the tag is empty"),
        ("{{ plans.total + }}", "cannot be read"),
        ("{% fro x in rows %}", "there is no tag 'fro'"),
        ("{%tr for x in rows %}", "stands outside a table"),
        ("{%slide if x %}", "stands on no slide"),
        ("{{ plans.total|numbr }}", "there is no filter 'numbr'"),
        ("{{ survey.parents-2023 }}", 'a name with a hyphen is written {{ fact("survey.parents-2023") }}'),
        ("{{ plans }}", "name one of its parts: new, total"),
        ("{{ plans.items }}", "there is no 'items'"),
        ("{{ plans.total.upper() }}", "only the named functions"),
        ("{{ function }}", "a function needs its brackets"),
        ("text {{p plans.total }}", "stands beside other text"),
    ],
)
def test_a_mistake_is_said_in_plain_words(typed: str, said: str) -> None:
    context: dict[str, object] = {"plans": PLANS, "rows": (), "a": True, "c": (), "survey": {}, "function": lambda: "x"}
    assert any(said in problem for problem in problems(word(typed), **context)), problems(word(typed), **context)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{{ plan.total }}", "did you mean “plans”?"),
        ("{{ plans total }}", "'total' stands where the tag should end"),
        ("{% if plans.total = 3 %}x{% endif %}", "write =="),
        ("{% if plans.total > 1000 %}x{% endif %}", "words are compared with a number"),
        ("{% if a %}x{% else if b %}y{% endif %}", "write elif b"),
        ("{{ rows }}", "repeat it: {% for x in"),
        ("{{ areas }} ", "repeat it: {% for x in"),
        ("{% end if %}", "did you mean “endif”?"),
        ("{{ plans.total|upper( }}", "give every bracket its partner"),
        ("{{ plans['total }}", "never ends"),
        ("{{ plans.total / 2 }}", "words cannot be calculated with"),
        ("{{ plans.TOTAL }}", "there is no 'TOTAL'"),
    ],
)
def test_what_officers_mistype_is_said_so_that_they_can_put_it_right(typed: str, said: str) -> None:
    context: dict[str, object] = {"plans": PLANS, "rows": ({"a": "b"},), "areas": [{"a": "b"}], "a": True, "b": False}
    found = problems(word(typed), **context)
    assert any(said in problem for problem in found), found


def test_a_part_with_broken_tags_still_tells_its_other_mistakes() -> None:
    template = word(
        "{{ plans.totl }} and {{ broken", "{{ nothing }} {{ plans.new }}",
        "{%p for x in rows %}", "{{ x.y }}", "{%p endfor %}",
        "{% if plans.nw %}{{ only.sometimes }}{% endif %}", "{% set own = 1 %}{{ own }}",
    )  # fmt: skip
    found = "\n".join(problems(template, plans=PLANS, rows=()))
    assert found.count("paper.docx") == 4
    for said in ("'{{ broken' never ends", "'totl'", "'nothing'", "'nw'"):
        assert said in found


@pytest.mark.parametrize(
    "typed",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ plans.__class__ }}",
        "{{ plans|attr('x') }}",
        "{{ '%s'|format(1) }}",
        "{{ 2 ** 99999 }}",
        "{{ 'a' * 999999999 }}",
        "{{ range(10 ** 9) }}",
        "{{ range(999999999)|list }}",
        "{{ '<b>'|safe }}",
        "{{ lipsum(n=9) }}",
        "{{ self }}",
        "{{ function.__code__ }}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{% set x = plans.update({}) %}",
        "{{ function(**plans) }}",
        "{{ function(*plans) }}",
        "{{ request }}",
        "{{ _print }}",
        "{{ 99|_held }}",
        "{{ '<w:p/>'|_number('bookmarkEnd') }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    ],
)
def test_hostile_templates_are_refused(typed: str) -> None:
    assert problems(word(typed), plans=PLANS, function=lambda: "x")


def test_what_a_function_says_of_a_hidden_value_is_told_at_its_place() -> None:
    class Hidden:
        def __gt__(self, other: object) -> bool:
            raise ReportgenError("plans.ap is [c] and cannot be compared")

    found = problems(word("{% if hidden > 3 %}many{% endif %}"), hidden=Hidden())
    assert "plans.ap is [c] and cannot be compared" in found[0]
    assert 'paragraph "{% if hidden > 3 %}' in found[0]


def test_a_name_in_a_part_left_out_this_time_is_a_warning_of_check_alone() -> None:
    template = word("{% if no %}{{ plans.totl }}{% endif %}")
    assert not problems(template, no=False, plans=PLANS)
    (warning,) = check(template, {"no": False, "plans": PLANS})
    assert not warning.is_error
    assert "'totl'" in warning.found


def test_a_template_that_prints_or_works_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_TEXT", 1_000)
    (said,) = problems(word("{% for x in range(99) %}{{ words }}{% endfor %}"), words="a" * 20)
    assert "more text than a document holds" in said
    monkeypatch.setattr(bounds, "MOST_SECONDS", -1.0)
    (said,) = problems(word("{% for x in range(999) %}{{ x }}{% endfor %}"))
    assert "seconds of work" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{% for x in plans.total %}{{ x }}{% endfor %}", "a loop needs a list"),
        ("{% for x in missing %}{{ x }}{% endfor %}", "'missing'"),
        ("{{ missing|upper }}", "'missing'"),
        ("{{ missing|number }}", "'missing'"),
        ("{{ areas[9] }}", "9"),
        ("{{ areas.first }}", "'first'"),
        ("{{ missing.part.of }}", "'missing'"),
        ("{% colspan 2 %}", "stands outside a table cell"),
        ("{% endfor 3 %}", "says more than 'endfor'"),
        ("{% set x %}", "write {% set name = value %}"),
        ("{% if a %}{% for b in areas %}{% endif %}{% endfor %}", "has no end"),
        ("{% for b in areas %}{% endif %}", "needs 'endfor'"),
        ("{{ plans.total is wrong }}", "there is no test 'wrong'"),
        ("{{ _own }}", "begins with an underscore"),
        ("{{ plans._own }}", "begins with an underscore"),
        ("{{ undone }}", "cannot be printed"),
    ],
)
def test_a_mistake_in_what_is_done_with_names_is_said(typed: str, said: str) -> None:
    context: dict[str, object] = {"plans": PLANS, "areas": ["Elm", "Oak"], "a": True, "undone": object()}
    filters = {"number": str}
    found = problems(word(typed), **context, filters=filters)
    assert any(said in problem for problem in found), found


def test_filters_for_words_work_on_facts_and_sentences_and_keep_what_they_come_from() -> None:
    passage = Passage(("plans: ", Printed("one", "fact:a")), frozenset({1}))
    filled = fill(
        word("{{ passage|upper }} {{ fact|title }} {{ text|upper }} {{ areas[1:]|join('+') }} {{ areas['0'] }}"),
        passage=passage, fact=Printed("two three", "fact:b"), text=Text("four", "fact:c"), areas=["Elm", "Oak", "Ash"],
    )  # fmt: skip
    assert lines(filled.data) == ["PLANS: ONE Two Three FOUR Oak+Ash Elm"]
    assert [(place.ref, place.text) for place in filled.places] == [
        ("fact:a", "ONE"), ("fact:b", "Two Three"), ("fact:c", "FOUR"),
    ]  # fmt: skip


def test_a_link_that_leads_elsewhere_than_to_the_web_is_a_problem() -> None:
    styled = RichText(("see ", Styled("here", link="file:///c:/secret")))
    assert "links begin with https://" in problems(word("{{ styled }}"), styled=styled)[0]


def test_macros_of_runs_cannot_stand_in_an_alt_text() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("{% macro m() %}x{% endmacro %}")
        document.add_picture(BytesIO(png()))
        next(document.element.body.iter("{*}docPr")).set("descr", "{{ m() }}")

    said = problems(word(build=build))
    assert "a macro that makes runs cannot stand here" in said[0]


def test_what_each_heading_and_slide_asks_for_is_told_in_their_order() -> None:
    def build(document: Any) -> None:
        document.add_heading("1 Purpose", 1)
        document.add_paragraph("{{ plans.total }}")
        document.add_heading("2 Money", 1)
        document.add_paragraph("{{ grant.left|pounds }}")
        document.sections[0].header.paragraphs[0].text = "{{ council }}"

    told = explain_by_place(word("{{ first }}", build=build))
    assert [(title, [each.name for each in asked]) for title, asked in told] == [
        ("", ["first"]), ('heading "1 Purpose"', ["plans.total"]), ('heading "2 Money"', ["pounds", "grant.left"]),
        ("header", ["council"]),
    ]  # fmt: skip
    slides = explain_by_place(deck(("{{ a }}", "", "{{ b }}"), ("{{ c }}", "", "")))
    assert [(title, [each.name for each in asked]) for title, asked in slides] == [
        ("slide 1", ["a", "b"]), ("slide 2", ["c"]),
    ]  # fmt: skip


def test_a_template_is_explained_and_checked_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(word("{{ plans.total }} {{ plans.totl|numbr }}"))
    assert [asked.name for asked in explain(path)] == ["plans.total", "numbr", "plans.totl"]
    assert check(path, {"plans": PLANS})[0].place.file == "paper.docx"


def test_check_without_a_context_sees_what_can_be_seen() -> None:
    assert not check(word("{{ anything }}"))
    assert len(check(word("{% if x %}", "{{ }}"))) == 2


def test_explain_lists_what_a_template_asks_for() -> None:
    template = word('{{ plans.total|number }}{{ fact("a.b-c") }}', "{%p for r in rows %}", "{{ r.x }}", "{%p endfor %}")
    assert [(asked.kind, asked.name) for asked in explain(template)] == [
        ("filter", "number"), ("value", "plans.total"), ("function", 'fact("a.b-c")'), ("value", "rows"),
    ]  # fmt: skip


@pytest.mark.real
@pytest.mark.parametrize("name", ["ssti_center.docx", "ssti_format_map.docx", "ssti_obj_method.docx"])
def test_the_hostile_files_are_refused(name: str) -> None:
    path = REAL / "nasty" / name
    if not path.exists():
        pytest.skip("real data not present")
    with pytest.raises(ReportgenError):
        fill_template(path.read_bytes(), name, {"x": {"a": "b"}})
