"""docxtpl as the oracle: what its users have in their templates comes out with the same words here.

Escaping is on in both; where this engine differs on purpose, a test of its own says why.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate

from tests.office.templates import fill, lines, word

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
