"""Whatever is typed, however Word splits it: what comes out is what plain Jinja makes of the joined text."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pptx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from lxml import etree

from tests.office.templates import A, fill, lines, part

WORDS = st.text(st.sampled_from("ab Z1é£–“’<>&\"'/%#_;|=$\\()[]"), max_size=6)
TYPED = ["<5", "R&D", "</w:t>", "{{ x }}", "{% if %}", "]]>", "&amp;", "a\nb\tc", "", " ", "\ue0f0rg:0\ue0f1", "_x41_"]
HOSTILE = st.one_of(
    st.sampled_from(TYPED),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\u2028\u2029"), max_size=8),
)  # fmt: skip


def tagged(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Text with conditions and loops about what ``children`` makes."""
    branches = st.tuples(st.sampled_from(["yes", "no", "yes and not no", "items|length > 1"]), children, children)
    return st.one_of(
        branches.map(lambda b: f"{{% if {b[0]} %}}{b[1]}{{% else %}}{b[2]}{{% endif %}}"),
        children.map(lambda inner: f"{{% for item in items %}}{inner}{{{{ item }}}}{{% endfor %}}"),
        st.lists(children, min_size=1, max_size=3).map("".join),
    )


VALUES = st.sampled_from(
    ["{{ a }}", "{{b}}", "{{ tree.leaf }}", "{{ a ~ b }}", "{{ items|length }}", "{{ 'x' if no else b }}", "{# x #}"]
)
TEXTS = st.recursive(st.one_of(WORDS, VALUES, st.tuples(WORDS, VALUES, WORDS).map("".join)), tagged, max_leaves=6)
CONTEXTS = st.fixed_dictionaries({
    "a": HOSTILE, "b": HOSTILE, "tree": st.fixed_dictionaries({"leaf": HOSTILE}), "yes": st.just(True),
    "no": st.just(False), "items": st.lists(HOSTILE, max_size=3),
})  # fmt: skip
CUTS = st.lists(st.integers(0, 200), max_size=8)
USUAL = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def plain(text: str, context: dict[str, Any]) -> str:
    return Environment(undefined=StrictUndefined, keep_trailing_newline=True).from_string(text).render(context)


def split(text: str, cuts: list[int]) -> list[str]:
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [text[start:end] for start, end in pairwise(places)]


def in_word(text: str, cuts: list[int]) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("|")
    for number, piece in enumerate(split(text, cuts)):
        paragraph.add_run(piece).bold = bool(number % 2)
    paragraph.add_run("|")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def on_a_slide(text: str, cuts: list[int]) -> bytes:
    presentation = pptx.Presentation()
    title = presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title
    paragraph = title.text_frame.paragraphs[0]
    for number, piece in enumerate(["|", *split(text, cuts), "|"]):
        run = paragraph.add_run()
        run.text = piece
        run.font.bold = bool(number % 2)
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def slide_line(data: bytes) -> str:
    words = ""
    for element in etree.fromstring(part(data, "ppt/slides/slide1.xml")).iter(f"{A}t", f"{A}br"):
        words += "\n" if element.tag == f"{A}br" else element.text or ""
    return words


@USUAL
@given(TEXTS, CUTS, CONTEXTS)
def test_a_word_paragraph_says_what_plain_jinja_says(text: str, cuts: list[int], context: dict[str, Any]) -> None:
    filled = fill(in_word(text, cuts), **context).data
    assert lines(filled) == [f"|{plain(text, context)}|"]


@USUAL
@given(TEXTS, CUTS, CONTEXTS)
def test_a_slide_says_what_plain_jinja_says(text: str, cuts: list[int], context: dict[str, Any]) -> None:
    filled = fill(on_a_slide(text, cuts), "slides.pptx", **context).data
    assert slide_line(filled) == f"|{plain(text, context)}|"
