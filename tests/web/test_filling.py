"""A council's own page: what may be written where, and what is said of a mistake."""

from __future__ import annotations

import base64
import io
import re

import pytest
from PIL import Image

from reportgen.errors import ProblemsError
from reportgen.web import check_template, explain_template, fill_page, is_page_template
from tests.privacy.bytes_held import holds
from tests.privacy.planted_parts import painted
from tests.web.pages import body_of, fill, mistakes


def test_a_number_is_a_button_that_opens_its_panel() -> None:
    page = fill("<body><p>{{ total }} plans</p></body>")
    assert (
        '<p><button type="button" class="number" popovertarget="about-1" data-ref="fact:plans.total">1,402</button>'
        " plans</p>"
    ) in page
    assert '<div popover id="about-1"' in page
    assert page.index("about-1") < page.index("</section></body>")
    assert "<dt>What it is</dt><dd>Plans on the day.</dd>" in page


def test_the_same_number_opens_the_same_panel_wherever_it_stands() -> None:
    page = fill("<p>{{ total }} and {{ sentence }}</p>")
    assert page.count('popovertarget="about-1"') == 3  # two numbers and the panel's own way out
    assert page.count("<div popover") == 1


def test_words_of_officers_are_always_escaped() -> None:
    assert body_of("<p>{{ council }}</p>") == (
        '<p><span data-ref="setting:authority.name">R&amp;D &lt;Northmere&gt; "council"</span></p>'
    )
    assert body_of("<p>{{ plain }}</p>", plain="<script>alert(1)</script>\x00") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


def test_in_an_attribute_and_in_the_title_a_value_is_words_and_its_element_says_where_from() -> None:
    found = body_of('<title>{{ council }}</title><p aria-label="Plans: {{ total }}">x</p>')
    assert "<title data-mentions=" in found
    assert "R&amp;D &lt;Northmere&gt;" in found
    assert 'aria-label="Plans: 1,402" data-mentions="' in found
    assert "fact:plans.total" in found
    assert "<button" not in found
    assert body_of('<p title="{{ council }}">x</p>').count('R&amp;D &lt;Northmere&gt; &quot;council&quot;"') == 1


def test_where_something_is_pressed_already_a_number_is_no_button() -> None:
    for tag in ("summary", "a", "label", "button"):
        assert "popovertarget" not in body_of(f"<{tag}>{{{{ total }}}}</{tag}>")
    assert "popovertarget" in body_of("<summary>x</summary><p>{{ total }}</p>")


def test_brackets_and_stops_stay_with_their_number() -> None:
    assert "(<button" in body_of("<p>({{ total }}).</p>")
    assert body_of("<p>({{ total }}).</p>").startswith('<p><span class="together">(<button')
    assert body_of("<p>({{ total }}).</p>").endswith("</button>).</span></p>")
    assert "together" not in body_of("<p>{{ total }} plans</p>")


def test_bold_pieces_paragraphs_and_bullets() -> None:
    assert "<strong><button" in body_of("<p>{{ sentence }}</p>")
    assert body_of("{{ words }}") == "<p>First.</p><ul><li>Point</li></ul>"


def test_a_table_has_headings_a_caption_and_a_box_that_scrolls_by_keyboard() -> None:
    found = body_of('{{ table("plans") }}')
    assert 'role="region" tabindex="0" aria-labelledby="table-0"' in found
    assert '<caption id="table-0">Plans</caption>' in found
    assert '<th scope="col">Placement</th><th scope="col" class="figure">Plans</th>' in found
    assert '<th scope="row">Mainstream</th><td class="figure"><button' in found


def test_charts_asked_for_side_by_side_stand_one_after_the_other() -> None:
    from reportgen.office.values import ChartRow
    from tests.web.pages import bars

    found = body_of("{{ row }}", row=ChartRow((bars(), bars())))
    assert found.count("<svg") == 4
    assert len(set(re.findall(r' id="([^"]*)"', found))) == 8


def test_a_template_may_set_names_choose_and_repeat() -> None:
    template = (
        "{% set kept = total %}{% macro line(x) %}<p>{{ x }}</p>{% endmacro %}"
        "{% for row in rows %}{% if row.name == 'one' %}{{ line(kept) }}{% elif row.name == 'two' %}two"
        "{% else %}three{% endif %}{% endfor %}"
    )
    found = body_of(template)
    assert found.startswith("<p><button")
    assert found.endswith("</button></p>two")


def test_the_contents_are_the_headings_with_a_name() -> None:
    found = body_of('{{ contents }}<h2 id="one">First {{ total }}</h2><h3 id="x">Deeper</h3><h2>Nameless</h2>')
    assert found.startswith('<ul><li><a href="#one">First 1,402</a></li></ul><h2 id="one">')


def test_remarks_of_the_template_are_not_published() -> None:
    assert body_of("<p>a</p><!-- {{ total }} secret --><p>b</p>{# more #}") == "<p>a</p><p>b</p>"


def test_captions_count_and_mentions_know_the_number_before() -> None:
    from reportgen.office.values import Caption, Reference

    names = {"caption": lambda k, n: Caption(k, n), "ref": lambda k, n: Reference(k, n)}
    found = body_of(
        '<p>See {{ ref("table", "b") }}: {{ caption("table", "a") }}, {{ caption("table", "b") }}</p>', **names
    )
    assert found == (
        '<p>See <span data-ref="reference:table">2</span>: <span data-ref="reference:table">1</span>, '
        '<span data-ref="reference:table">2</span></p>'
    )


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<h2>Plans</h2>\n<p>{{ totl }}</p>", "line 2, heading \"Plans\": there is nothing called 'totl'"),
        ("<p>{{ total.__class__ }}</p>", "begins with an underscore"),
        ("<p>{{ total|safe }}</p>", "the filter 'safe' is not available"),
        ("<p>{{ council.upper() }}</p>", "only the named functions"),
        ("{% include 'x' %}", "there is no tag 'include'"),
        ("{% for x in rows %}<p>{{ x.name }}</p>", "the tags do not fit together"),
        ("<p>{{ rows }}</p>", "is a list of rows"),
        ("<p>{{ table }}</p>", "cannot be printed"),
        ("<script>var x = '{{ total }}';</script>", "a value stands in a script or a style sheet"),
        ('<a href="{{ council }}">x</a>', "a value stands in an address or a style"),
        ('<p onclick="{{ council }}">x</p>', "a value stands in an address or a style"),
        ("<p class={{ council }}>x</p>", "outside quotation marks"),
        ('<p title="{{ table(1) }}">x</p>', "stands in an attribute"),
        ("<summary>{{ table(1) }}</summary>", "stands in <summary>"),
        ("{% for x in total %}{% endfor %}", "cannot be worked out (a loop needs a list)"),
        ("<p>{{ council + 1 }}</p>", "words cannot be calculated with"),
        ("<p>{{ total|nicely }}</p>", "there is no filter 'nicely'"),
        ("{% set kept = council + 1 %}<p>{{ kept }}</p>", "words cannot be calculated with"),
        ("<p>{{ chart }}</p>", "a function needs its brackets"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_do(template: str, said: str) -> None:
    (found,) = mistakes(template)
    assert said in found
    assert found.startswith("ours.html.jinja ▸ line ")


def test_every_mistake_is_told_at_once() -> None:
    template = (
        "<p>{{ one }}</p>\n<p>{{ two.three }}</p>\n{% if total > 5 %}x{% endif %}\n{% for x in council %}{% endfor %}"
    )
    places = [words.partition(":")[0] for words in mistakes(template)]
    assert places == [f"ours.html.jinja ▸ line {number}" for number in (1, 2, 3, 4)]
    syntax = mistakes("<p>{{ a. }}</p>\n<p>{{ b|attr('x') }}</p>\n{% raw %}")
    assert len(syntax) >= 1


def test_a_link_within_the_page_may_be_made_from_a_name() -> None:
    assert '<a href="#plans-x">' in body_of('<a href="#plans-{{ key }}">x</a>', key="x")


def test_a_template_that_asks_for_too_much_is_refused() -> None:
    (found,) = mistakes("{% for a in range(9000) %}{% for b in range(9000) %}{% endfor %}{% endfor %}")
    assert "more than 500,000 repetitions" in found


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(ProblemsError, match="not text in UTF-8"):
        fill_page(b"\xff\xfe\x00<", "ours.html", {}, filters={})
    assert "not text in UTF-8" in str(check_template(b"\xff\xfe\x00<", "ours.html")[0])


def test_a_template_is_checked_without_figures_and_explained_by_heading() -> None:
    template = b"""<p>{{ meeting.item_title }}</p>
<h2>Plans</h2><p>{{ plans.total|words }} {{ fact("x-y") }} {{ loop }}</p>"""
    assert check_template(template, "ours.html") == ()
    assert len(check_template(b"<p>{{ a| }}</p><p>{% wrong %}</p>", "ours.html")) == 2
    first, second = explain_template(template, "ours.html")
    assert (first[0], [asked.name for asked in first[1]]) == ("", ["meeting.item_title"])
    assert second[0] == 'heading "Plans"'
    assert [asked.name for asked in second[1]] == ["words", "plans.total", 'fact("x-y")']


def test_a_page_s_template_is_known_by_its_name() -> None:
    assert [is_page_template(name) for name in ("a.html", "b.HTML.jinja", "phrases.jinja", "c.docx")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_what_a_reader_does_not_see_is_left_out() -> None:
    noted = painted("JPEG", comment=b"Quillfeather")
    page = fill(
        '<meta name="author" content="Quillfeather"><meta name="viewport" content="width=device-width">'
        "<style>p { /* Quillfeather */ color: red }</style><!-- Quillfeather -->"
        '<svg inkscape:export-filename="C:/Quillfeather"><metadata>Quillfeather</metadata><rect/></svg>'
        f'<p>Seen.</p><img alt="A." src="data:image/jpeg;base64,{base64.b64encode(noted).decode()}">'
    )
    assert not holds(page.encode())
    assert 'name="viewport"' in page and "color: red" in page and "<rect/>" in page and "Seen." in page
    picture = re.search('base64,([^"]*)', page)
    assert picture is not None
    drawn = Image.open(io.BytesIO(base64.b64decode(picture[1])))
    assert drawn.tobytes() == Image.open(io.BytesIO(noted)).tobytes()
    assert 'src="data:image/png;base64,no picture"' in fill('<img src="data:image/png;base64,no picture">')
