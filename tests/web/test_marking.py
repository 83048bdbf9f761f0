"""A page that says first, and in its title, that it is not for publication."""

from __future__ import annotations

import pytest

from reportgen.office.values import Passage, Printed
from reportgen.web.marking import mark_page
from reportgen.web.reading import read_places, text
from reportgen.web.rules import find_faults

WORDS = "Not for publication"
SAID = Passage((f"{WORDS}: ", Printed("names <a school> & more", "input:meeting.exempt"), "."))
FIRST = f"{WORDS}: names <a school> & more."
HEAD = '<!DOCTYPE html><html lang="en-GB"><head><!-- <body> <title> --><title>Update</title></head>'


def marked(page: str) -> str:
    made = mark_page(page.encode(), SAID, WORDS)
    assert mark_page(made, SAID, WORDS) == made, "it is not said twice"
    return made.decode()


def words_of(page: str) -> list[str]:
    return [" ".join(found.text.split()) for found in text(page.encode())]


def test_a_page_says_it_first_and_in_its_title() -> None:
    body = '<body class="a"><a href="#main">Skip to the text</a><h1 id="main">Update</h1></body>'
    page = marked(f"{HEAD}{body}</html>")
    assert words_of(page)[1:3] == [f"{WORDS}: Update", "Publication"]
    assert words_of(page)[3] == FIRST
    assert page.index("<aside") > page.index('<body class="a">')
    assert find_faults(page.encode()) == find_faults(f"{HEAD}{body}</html>".encode()) == ()


def test_the_reason_is_found_again_at_its_place() -> None:
    page = marked(f"{HEAD}<body><h1>Update</h1></body></html>")
    assert [(each.ref, each.text) for each in read_places(page.encode())] == [
        ("input:meeting.exempt", "names <a school> & more")
    ]


@pytest.mark.parametrize("before", ["", '<a class="skip" href="#main">Skip to the text</a>'])
def test_a_template_that_says_it_first_is_enough(before: str) -> None:
    page = (
        f"{HEAD.replace('Update', 'NOT FOR PUBLICATION: Update')}"
        f"<body>{before}<p>Part II: not for publication</p></body></html>"
    )
    assert marked(page) == page


def test_words_further_down_do_not_count_as_saying_it_first() -> None:
    page = f"{HEAD}<body><h1>Update</h1><p>This is new.</p><p>Appendix B is not for publication.</p></body></html>"
    assert FIRST in words_of(marked(page))


@pytest.mark.parametrize("page", ["<head><title>Update</title></head><h1>Update</h1>", "<h1>Update</h1>"])
def test_a_page_without_a_body_of_its_own_says_it_too(page: str) -> None:
    assert words_of(marked(page))[-2:] == [FIRST, "Update"]
