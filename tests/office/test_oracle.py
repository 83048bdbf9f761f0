"""docxtpl as the oracle: what its users have in their templates comes out with the same words here.

Escaping is on in both; where this engine differs on purpose, a test of its own says why.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate

from tests.office.templates import fill, lines, problems, word

CONTEXT: dict[str, Any] = {
    "name": "Oak & Ash <5",
    "yes": True,
    "no": False,
    "rows": [{"n": "one", "sub": ["a", "b"]}, {"n": "two", "sub": []}, {"n": "three", "sub": ["c"]}],
    "tree": {"branch": {"leaf": "green"}},
    "number": 7,
}


def oracle(template: bytes) -> list[str]:
    document = DocxTemplate(BytesIO(template))
    document.render(dict(CONTEXT), autoescape=True)
    out = BytesIO()
    document.save(out)
    return lines(out.getvalue())


PARAGRAPHS = {
    "a value": ["Hello {{ name }}!"],
    "dotted names": ["{{ tree.branch.leaf }} and {{ tree['branch'].leaf }}"],
    "own filters": ["{{ name|upper }} {{ rows|length }} {{ nothing|default('none') }} {{ ['a','b']|join('+') }}"],
    "a condition in a line": ["a{% if yes %}b{% else %}c{% endif %}d{% if no %}e{% elif number == 7 %}f{% endif %}"],
    "a loop in a line": [
        "{% for r in rows %}{{ loop.index }}{{ r.n }}{% if not loop.last %}, {% endif %}{% endfor %}."
    ],
    "whole paragraphs": ["{%p if yes %}", "shown", "{%p endif %}", "{%p if no %}", "hidden", "{%p endif %}", "end"],
    "repeated paragraphs": ["{%p for r in rows %}", "{{ r.n }}", "{%p endfor %}"],
    "nested loops": [
        "{%p for r in rows %}", "{{ r.n }}:", "{%p for s in r.sub %}", "- {{ s }}", "{%p endfor %}", "{%p endfor %}",
    ],
    "loops over nothing": ["{%p for r in [] %}", "x", "{%p else %}", "none", "{%p endfor %}"],
    "a tag over paragraphs": ["a {% if yes -%}", "b", "{%- else -%}", "c", "{%- endif %} d"],
    "remarks": ["a{# remark #}b", "{#p whole #}", "c"],
    "escapes": ["{_{ x }_} {_% y %_}"],
    "set": ["{% set a = number + 1 %}{{ a }}"],
    "arithmetic": ["{{ number * 2 }} {{ number // 2 }} {{ -number }} {{ number % 4 }} {{ 'a' ~ number }}"],
    "tests": ["{{ 'y' if number is odd else 'n' }} {{ 'd' if gone is defined else 'u' }} {{ 'in' if 7 in [7] }}"],
    "a macro": ["{% macro m(a, b='z') %}{{ a }}{{ b }}{% endmacro %}{{ m('x') }}{{ m('x', '<') }}"],
    "run tags": ["a {%r if yes %}b{%r endif %} c"],
    "lists": ["{{ rows[0].n }} {{ rows[-1].sub[0] }}"],
    "a loop that selects": ["{% for r in rows if r.sub %}{{ r.n }} {% endfor %}"],
    "a loop that counts": ["{% for i in range(3) %}{{ i }}{{ loop.cycle('a', 'b') }}{% endfor %}"],
    "loops in conditions in loops": [
        "{%p for r in rows %}", "{%p if r.sub %}",
        "{% for s in r.sub %}{% if not loop.first %}, {% endif %}{{ s }}{% endfor %}",
        "{%p else %}", "{{ r.n }} has none", "{%p endif %}", "{%p endfor %}",
    ],
    "set in a loop": ["{% for r in rows %}{% set k = r.n|length %}{{ k }}{{ '!' if k > 3 else '' }} {% endfor %}"],
    "a macro in a loop": ["{% macro m(x) %}<{{ x }}>{% endmacro %}{% for r in rows %}{{ m(r.n) }}{% endfor %}"],
    "whitespace control": ["a {%- if yes %} b {% endif -%} c"],
    "remarks between": ["{%p if yes %}", "{#p nothing #}", "in{# between #}side", "{%p endif %}"],
    "signs beside tags": ["5 < {{ number }} > 3 & 100% {sure} {{ name }}"],
    "an empty value": ["[{{ '' }}]", "{{ '' }}", "end"],
    "sorting": ["{% for r in rows|sort(attribute='n') %}{{ r.n }} {% endfor %}"],
}  # fmt: skip


@pytest.mark.parametrize("case", PARAGRAPHS)
def test_paragraphs_agree(case: str) -> None:
    template = word(*PARAGRAPHS[case])
    assert lines(fill(template, **CONTEXT).data) == oracle(template)


TABLES: dict[str, list[list[str]]] = {
    "rows": [["head", ""], ["{%tr for r in rows %}", ""], ["{{ r.n }}", "x"], ["{%tr endfor %}", ""], ["foot", ""]],
    "rows by condition": [["{%tr if no %}"], ["gone"], ["{%tr else %}"], ["kept"], ["{%tr endif %}"]],
    "nested rows": [
        ["{%tr for r in rows %}"], ["{{ r.n }}"], ["{%tr for s in r.sub %}"], ["{{ s }}"], ["{%tr endfor %}"],
        ["{%tr endfor %}"],
    ],
    "columns": [["{%tc for r in rows %}", "{{ r.n }}", "{%tc endfor %}"]],
    "paragraphs in a cell": [["{%p for r in rows %}\n{{ r.n }}\n{%p endfor %}", "x"]],
    "a span": [["{% colspan 2 %}wide"], ["narrow"]],
    "a colour": [["{% cellbg 'FF0000' %}red", "plain"]],
    "merged down": [["{%tr for r in rows %}", ""], ["{% vm %}same", "{{ r.n }}"], ["{%tr endfor %}", ""]],
    "columns of a head and rows": [
        ["{%tc for r in rows %}", "{{ r.n }}", "{%tc endfor %}"],
        ["{%tc for r in rows %}", "{{ loop.index }}", "{%tc endfor %}"],
    ],
    "paragraphs and rows": [
        ["{%tr for r in rows %}"], ["{%p if r.sub %}\n{{ r.n }}\n{%p else %}\nnone\n{%p endif %}"], ["{%tr endfor %}"],
    ],
    "a colour in rows": [
        ["{%tr for r in rows %}"], ["{% cellbg 'FF0000' if loop.first else '00FF00' %}{{ r.n }}"], ["{%tr endfor %}"],
    ],
    "a span by value": [["{% colspan number %}wide"], ["narrow"]],
    "merged across": [["{%tc for r in rows %}", "{% hm %}same", "{%tc endfor %}"]],
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_tables_agree(case: str) -> None:
    def build(document: Any) -> None:
        cells = TABLES[case]
        table = document.add_table(len(cells), len(cells[0]))
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                first, *others = text.split("\n")
                cell.text = first
                for other in others:
                    cell.add_paragraph(other)

    template = word(build=build)
    ours = fill(template, **CONTEXT).data
    assert lines(ours) == oracle(template)
    assert docx.Document(BytesIO(ours)).tables


def test_text_beside_a_row_tag_is_kept_where_docxtpl_drops_it() -> None:
    def build(document: Any) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{%tr for r in rows %}{{ r.n }}{%tr endfor %}"

    assert lines(fill(word(build=build), **CONTEXT).data) == ["one", "two", "three"]


def test_words_before_a_paragraph_drawn_up_are_kept_where_docxtpl_drops_them() -> None:
    template = word("a {%- if yes %} b {% endif -%} c", "{{- number -}} x")
    assert lines(fill(template, **CONTEXT).data) == ["a b c7x"]
    assert oracle(template) == ["a b 7x"]


def test_headers_footers_and_properties_agree() -> None:
    def build(document: Any) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "{% if yes %}{{ name }}{% endif %}"
        section.footer.paragraphs[0].text = "{% for r in rows %}{{ r.n }} {% endfor %}"

    template = word("{{ name }}", build=build)
    theirs = DocxTemplate(BytesIO(template))
    theirs.render(dict(CONTEXT), autoescape=True)
    out = BytesIO()
    theirs.save(out)
    ours = fill(template, **CONTEXT).data
    for part_name in ("word/header1.xml", "word/footer1.xml"):
        assert lines(ours, part_name) == lines(out.getvalue(), part_name)


def test_a_list_is_printed_in_words_where_docxtpl_prints_code() -> None:
    assert lines(fill(word("{{ rows[0].sub }}!"), **CONTEXT).data) == ["a, b!"]
    assert oracle(word("{{ rows[0].sub }}!")) == ["['a', 'b']!"]


def test_an_unknown_name_is_a_problem_where_docxtpl_prints_nothing() -> None:
    assert oracle(word("[{{ nothing }}]")) == ["[]"]
    assert problems(word("[{{ nothing }}]"), **CONTEXT)
