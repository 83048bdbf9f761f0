"""The rules every page keeps, each seen broken on a page made to break it."""

from __future__ import annotations

import pytest

from reportgen.errors import ProblemsError, ReportgenError
from reportgen.web import find_faults
from reportgen.web.rules import LARGEST, assert_usable
from tests.documents.packs import illustrative

SOUND = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>Page</title><style>p { margin: 0 }</style></head><body>'
    '<h1>Page</h1><h2 id="one">One</h2><p><a href="#one">One</a> <a href="https://example.org/">web</a></p>'
    '<table><caption>T</caption><tr><th scope="col">A</th></tr></table></body></html>'
)
BREAKING = {
    "<img src> would fetch": ("<p>", '<p><img alt="x" src="https://example.org/a.png">'),
    "<link href> would fetch": ("</head>", '<link rel="stylesheet" href="style.css"></head>'),
    "the style of <p> would fetch": ("<p>", "<p style=\"background: url('//example.org/a.png')\">"),
    "a style sheet would fetch": ("margin: 0", "margin: 0 } @import 'a.css'; p { top: 0"),
    "there is a <script>": ("</body>", "<script>1</script></body>"),
    "there is a <iframe>": ("</body>", '<iframe title="x" srcdoc="x"></iframe></body>'),
    "has a script in an attribute": ("<p>", '<p onclick="x()">'),
    "<a href> leads to “javascript:": ('href="https://example.org/"', 'href="javascript:x()"'),
    "<a href> leads to “file:": ('href="https://example.org/"', 'href="file:///etc/hosts"'),
    "a tag of the template is left": ("<h1>Page", "<h1>Page {{ x }}"),
    "2 elements have the id “one”": ("<p>", '<p id="one">'),
    "<a> leads to “two”": ('href="#one"', 'href="#two"'),
    "<button> leads to “gone”": ("<p>", '<p><button popovertarget="gone">x</button>'),
    "does not say its language": (' lang="en-GB"', ""),
    "the page has no title": ("<title>Page</title>", "<title> </title>"),
    "a picture has no alt text": ("<p>", '<p><img src="data:image/gif;base64,AA" alt=" ">'),
    "a chart has no name": ("<p>", '<p><svg viewBox="0 0 1 1"><title>x</title></svg>'),
    "there are 2 headings of the first level": ("<p>", "<h1>More</h1><p>"),
    "the heading “Deep” leaves out a level": ("<p>", "<h4>Deep</h4><p>"),
    "a heading is empty": ("<p>", "<h2> </h2><p>"),
    "a table has no caption": ("<caption>T</caption>", ""),
    "does not say what it heads": (' scope="col"', ""),
}


def test_a_sound_page_and_the_illustrative_one_break_no_rule() -> None:
    assert find_faults(SOUND.encode()) == ()
    assert find_faults(illustrative()["index.html"].data) == ()


@pytest.mark.parametrize("said", BREAKING)
def test_a_broken_rule_is_named(said: str) -> None:
    old, new = BREAKING[said]
    assert SOUND.count(old) == 1
    found = find_faults(SOUND.replace(old, new).encode())
    assert [fault for fault in found if said in fault], found
    assert len(found) == 1, found


def test_a_page_too_large_for_a_phone_is_named() -> None:
    assert "the page has" in find_faults(SOUND.encode() + b" " * LARGEST)[0]


def test_a_council_s_page_that_fetches_something_is_refused() -> None:
    page = SOUND.replace("<p>", '<p><img alt="logo" src="https://example.org/logo.png">').encode()
    with pytest.raises(ProblemsError, match=r"would fetch “https://example\.org/logo\.png”; a page"):
        assert_usable(page, "index.html", page)


def test_a_fault_a_council_s_template_brings_along_is_a_warning_and_one_of_ours_stops_the_build() -> None:
    page = SOUND.replace(' lang="en-GB"', "").encode()
    assert assert_usable(page, "index.html", page) == (
        "the template brings a fault along: the page does not say its language",
    )
    with pytest.raises(ReportgenError, match="fault of reportgen"):
        assert_usable(page, "index.html", SOUND.encode())
