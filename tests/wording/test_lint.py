"""Mistakes of the public record are caught wherever they are planted; sound words are left alone."""

from __future__ import annotations

import re

import pytest

from reportgen.office.prose import read_prose
from reportgen.wording.lint import find_long_sentences, find_mistakes, lint
from reportgen.wording.mistakes import RULES
from reportgen.wording.sentences import read_starter_phrases
from tests.documents.packs import illustrative

PLANTED = (
    "The Delivering Better Values programme began.",
    "Delivering Best Value in SEND began.",
    "The DVB grant was awarded.",
    "The Opportunity Mix has six rows.",
    "INMSS are independent mainstream specialist schools.",
    "They are independent non-mainstream special schools.",
    "CIPFRA helped.",
    "The SEND2 census was sent.",
    "It was so in 20024/25.",
    "It was so in 202/25.",
    "There are 40 EHCP plans.",
    "The DSG grant is spent.",
    "The HNB block is short.",
    "The SENCO coordinator wrote.",
    "Children with SEND disabilities.",
    "Children with special education needs.",
    "An educational, health and care plan was made.",
    "The designated schools grant is spent.",
    "The higher needs block is short.",
    "The steady-state saving this year is small.",
    "The FYE is known.",
    "It costs £0.4 million.",
    "It costs £1500000 in all.",
    "It costs £1.5 mil in all.",
    "There is a −£1.2 million deficit.",
    "There is a deficit of −£1.2 million.",
    "About 40 percent said so.",
    "It is the the plan.",
    "A child who suffers from autism.",
    "Support for SEND kids.",
    "A wheelchair-bound pupil.",
    "Going forward, plans will fall.",
    "It was done in order to save.",
    "Officers utilise a tool.",
    "For more, click here.",
    "The balance is -£1.2 million.",
    "It changed by -5% in a year.",
    "THIS IS VERY URGENT for all.",
    "It costs £400k a year.",
    "It costs £1.4m a year.",
    "About 40 per cent. of them said so.",
    "The dedicated school grant is spent.",
    "The Safety Value programme ended.",
    "SEND IAS helped a family.",
    "Some had a statement of SEN before.",
    "EHCP numbers has risen.",
    "It costs circa £400,000.",
    "It costs £400,000 per annum.",
    "Some settings, e.g. units, are full.",
    "Spending YTD is high.",
    "The row is RAG rated.",
    "Plans   rose again.",
    "Plans rose , and fell.",
    "There is a negative variance.",
    "It ran from 2019-20-2021 here.",
)


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_mistake_is_caught(planted: str) -> None:
    assert find_mistakes(planted), planted


def test_every_mistake_of_the_list_was_planted() -> None:
    missed = [rule for _, rule, _ in RULES if not any(re.search(rule, planted) for planted in PLANTED)]
    assert missed == []


def test_at_least_thirty_mistakes_were_planted() -> None:
    assert len(PLANTED) >= 50


@pytest.mark.parametrize(
    "sound",
    [
        "The Delivering Better Value in SEND programme (DBV) has an opportunity matrix.",
        "INMSS are independent and non-maintained special schools.",
        "The SEN2 census of 2024/25 counted 1,342 EHC plans, up 143.",
        "There is a deficit of £1.2 million, and £400,000 was spent: 40% of £1,000,000.",
        "Members said that they had had no reply.",
        "RESOLVED UNANIMOUSLY: That the report be noted.",
        "ACTION: Head of Finance to write. The balance is −£1.2m, a change of −5%.",
        "Children aged 0-25, in 2024-25 or on 2025-04-01, and post-16.",
        "The INMSS, EOTAS and SEND budgets are in £m.",
    ],
)
def test_sound_words_are_left_alone(sound: str) -> None:
    assert find_mistakes(sound) == ()


def test_a_sentence_of_more_than_twenty_five_words_is_found_by_its_beginning() -> None:
    long = "Plans " + "and ways " * 13 + "rose."
    (finding,) = find_long_sentences(f"A short one. {long} Another.")
    assert finding.found.startswith("Plans and ways")
    assert "28 words" in finding.remedy
    assert find_long_sentences("One two. " * 20) == ()


def test_tags_of_a_template_are_passed_over() -> None:
    assert find_mistakes("{{ DVB }} plans {% if FYE %}") == ()


@pytest.mark.parametrize("name", ["paper.docx", "appendices.docx", "slides-with-notes.pptx", "minutes.docx"])
def test_the_pack_itself_has_none_of_these_mistakes(name: str) -> None:
    found = [finding for part in read_prose(illustrative()[name].data) for finding in find_mistakes(part.text)]
    assert found == []


def test_the_phrases_have_none_of_these_mistakes() -> None:
    assert find_mistakes(read_starter_phrases()) == ()


def test_a_finding_is_told_once() -> None:
    assert len(lint(["DVB is DVB.", "DVB."])) == 1
