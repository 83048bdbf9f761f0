"""Reading a page back: all its words, and each value at its place."""

from __future__ import annotations

from pathlib import Path

from reportgen.web import read_places, text
from tests.web.pages import fill


def words_of(page: str) -> list[str]:
    return [" ".join(found.text.split()) for found in text(page.encode())]


def test_every_word_a_reader_or_a_listener_meets_is_read() -> None:
    page = (
        "<title>Title</title><style>p { color: red }</style><body><h1>Head <b>bold</b></h1>loose<p>A<br>B</p>"
        '<ul><li>C</li></ul><table><tr><td>D</td><td>E</td></tr></table><img alt="F"><p aria-label="G">H</p>'
        "<!-- I --><details><summary>J</summary>K</details>"
        "<svg><desc>L</desc><g><text>M</text><text>N</text></g></svg></body>after"
    )
    assert words_of(page) == [
        "Title", "Head bold", "loose", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "after",
    ]  # fmt: skip


def test_each_value_is_found_in_its_sentence() -> None:
    page = fill("<p>There are {{ total }} plans, {{ council }}.</p>")
    found = next(each for each in text(page.encode()) if each.text.startswith("There are"))
    places = {place.number: place for place in read_places(page.encode())}
    assert [(found.text[start:end], places[number].ref) for start, end, number in found.printed] == [
        ("1,402", "fact:plans.total"), ('R&D <Northmere> "council"', "setting:authority.name"),
    ]  # fmt: skip
    assert [place.number for place in read_places(page.encode())] == list(range(1, len(places) + 1))


def test_what_stands_there_is_read_and_not_what_was_printed() -> None:
    page = fill("<p>{{ total }}</p>").replace(">1,402</button>", ">7</button>")
    assert read_places(page.encode())[0].text == "7"


def test_values_in_attributes_titles_and_charts_have_places_too() -> None:
    page = fill('<title>{{ council }}</title><p aria-label="{{ total }}">x</p>{{ chart("plans") }}')
    places = read_places(page.encode())
    assert places[0].ref == "setting:authority.name"
    assert places[1].path.startswith("attributes of p")
    drawn = [place for place in places if place.path.startswith("g ")]
    assert [place.text for place in drawn] == ["641", "268", "641", "268"]
    at = {found.path: " ".join(found.text.split()) for found in text(page.encode())}
    assert [at[place.path] for place in drawn] == ["641", "268", "641", "268"]


def test_a_page_on_disk_is_read_as_its_bytes_are(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(fill("<p>{{ total }}</p>").encode())
    assert text(tmp_path / "page.html") == text((tmp_path / "page.html").read_bytes())
    assert read_places(tmp_path / "page.html")
