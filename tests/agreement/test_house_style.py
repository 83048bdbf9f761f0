"""Every document of both packs is in house style: short sentences, years qualified, short forms explained once."""

from __future__ import annotations

import pytest

from reportgen.office.prose import Kind, read_prose
from reportgen.wording.house_style import make_house, review
from reportgen.wording.lint import LONGEST_SENTENCE, find_mistakes, sentences
from tests.agreement.packs import TEMPLATES, BuiltPack


def found_in(pack: BuiltPack, name: str) -> list[str]:
    is_reference = "appendices" in name
    found = review(read_prose(pack.read(name)), make_house(pack.project.settings), is_reference=is_reference)
    return [f"{each.place}: {each.finding.found}: {each.finding.remedy}" for each in found]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_illustrative_pack_is_in_house_style(illustrative: BuiltPack, name: str) -> None:
    assert found_in(illustrative, name) == []


@pytest.mark.real
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_real_pack_is_in_house_style(real_pack: BuiltPack, name: str) -> None:
    assert found_in(real_pack, name) == []


def test_the_plain_minutes_have_none_of_the_records_mistakes(illustrative: BuiltPack) -> None:
    assert find_mistakes(illustrative.read("meeting/minutes.txt").decode("utf-8")) == ()


def longest(pack: BuiltPack) -> list[tuple[int, str]]:
    """The sentences of all documents with their number of words, labels apart, the longest first."""
    every = {
        sentence
        for name in TEMPLATES
        for each in read_prose(pack.read(name))
        if each.kind is not Kind.LABEL
        for sentence in sentences(each.text)
    }
    return sorted(((len(sentence), " ".join(sentence)) for sentence in every), reverse=True)


def test_no_sentence_of_any_document_is_longer_than_twenty_five_words(illustrative: BuiltPack) -> None:
    measured = longest(illustrative)
    assert len(measured) > 300
    assert measured[0][0] <= LONGEST_SENTENCE, measured[0]


@pytest.mark.real
def test_no_sentence_of_the_real_pack_is_longer_than_twenty_five_words(real_pack: BuiltPack) -> None:
    measured = longest(real_pack)
    assert len(measured) > 50
    assert measured[0][0] <= LONGEST_SENTENCE, measured[0]
