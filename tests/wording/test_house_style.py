"""House style over a whole document: planted mistakes are told with place and remedy, sound words are left alone."""

from __future__ import annotations

import pytest

from reportgen.office.prose import Kind, Prose, read_prose
from reportgen.project import Settings
from reportgen.wording.glossary import BUILT_IN, short_forms
from reportgen.wording.house_style import House, make_house, review
from tests.office.accessible_files import save, slide_deck, word_document

HOUSE = House(short_forms(Settings()), "2025/26", ("Delivering Better Value in SEND",))


def paragraphs(*texts: str, kind: Kind = Kind.TEXT) -> list[Prose]:
    return [Prose(f"paragraph {number}", kind, text) for number, text in enumerate(texts, 1)]


def told(*texts: str, house: House = HOUSE, is_reference: bool = False) -> list[str]:
    found = review(paragraphs(*texts), house, is_reference=is_reference)
    return [f"{each.place}: {each.finding.found}: {each.finding.remedy}" for each in found]


PLANTED = {
    "two ways to write a year": (
        ["In the financial year 2025/26 it rose.", "In the financial year 2026-27 it fell."],
        "paragraph 2: 2026-27: write years in one way: 2025/26",
    ),
    "a year in full on both sides": (
        ["In the financial year 2025/2026 it rose."],
        "paragraph 1: 2025/2026: write years in one way: 2025/26",
    ),
    "a year that does not say which": (
        ["It rose.", "It will fall by 2027/28."],
        "paragraph 2: 2027/28: say which year at first: the financial year 2027/28",
    ),
    "a financial year after a school year": (
        ["In the school year 2033/34 it is reached.", "This year, 2025/26, it is not."],
        "paragraph 2: 2025/26: say which year at first: the financial year 2025/26",
    ),
    "per cent beside %": (
        ["It is 40% now.", "It was 38% then.", "It may be 45 per cent."],
        "paragraph 3: 45 per cent: one document, one way: write % as elsewhere",
    ),
    "a short form nobody explained": (
        ["The DSG is spent.", "The DSG is short."],
        "paragraph 1: DSG: explain it where it is first used: dedicated schools grant (DSG)",
    ),
    "a short form explained too late": (
        ["Two EHCPs ended.", "Each education, health and care plan (EHCP) is reviewed."],
        "paragraph 1: EHCP: explain it where it is first used: education, health and care plan (EHCP)",
    ),
    "a short form explained twice": (
        ["The dedicated schools grant (DSG) is spent.", "Then the Dedicated Schools Grant (DSG) is short."],
        "paragraph 2: dedicated schools grant (DSG): it is explained already: write DSG",
    ),
    "a long sentence": (
        ["It rose. " + "It went up and " * 7 + "down."],
        "paragraph 1: It went up and It went up and …: a sentence of 29 words; 25 are enough: make two",
    ),
    "a mistake of the record": (["It rose.", "The DVB began."], "paragraph 2: DVB: write “DBV”"),
}


@pytest.mark.parametrize("mistake", PLANTED)
def test_a_planted_mistake_is_told_once_with_its_place_and_remedy(mistake: str) -> None:
    texts, said = PLANTED[mistake]
    assert told(*texts) == [said]


@pytest.mark.parametrize(
    "texts",
    [
        ["In Quarter 2 of 2025/26 it rose.", "By 2029/30 it will fall."],
        ["In the school year 2033/34 it is reached.", "In the financial year 2025/26 it is not."],
        ["At 2025/26 prices it is £400,000."],
        ["The year ended 31 March 2026 (2025/26) was long.", "2026/27 was longer."],
        ["It began on 2025-04-01 and had 40% by then."],
        ["The dedicated schools grant (DSG) is spent.", "The DSG is short, and DSGs differ."],
        ["DSG: dedicated schools grant.", "The DSG is short."],
        ["INMSS (independent and non-maintained special schools) are costly.", "INMSS rise."],
        ["An update on Delivering Better Value in SEND was noted."],
        ["The Head of SEND Commissioning will write."],
        ["The SEN2 census is a yearly count."],
    ],
)
def test_sound_words_are_left_alone(texts: list[str]) -> None:
    assert told(*texts) == []


def test_where_pieces_are_looked_up_each_may_explain_a_short_form() -> None:
    texts = ["An education, health and care (EHC) plan.", "New education, health and care (EHC) plans."]
    assert told(*texts, is_reference=True) == []
    assert len(told(*texts)) == 1
    entry = "EHC plans. Education, health and care (EHC) plans that the council keeps up."
    assert told(entry, is_reference=True) == []
    assert len(told(entry)) == 1


def test_a_note_at_the_foot_of_a_slide_explains_what_stands_above_it() -> None:
    slide = [Prose("slide 2", Kind.TEXT, "EHC plans"), Prose("slide 2", Kind.LABEL, "EHC: education, health and care.")]
    assert review([*slide, Prose("slide 3", Kind.TEXT, "EHC plans again")], HOUSE) == ()
    late = review([Prose("slide 1", Kind.TEXT, "EHC plans"), *slide], HOUSE)
    assert [each.place for each in late] == ["slide 1"]


def test_labels_may_be_long_and_need_no_year_qualified() -> None:
    assert review(paragraphs("2025/26 " + "more plans " * 20, kind=Kind.LABEL), HOUSE) == ()


def test_headings_do_not_explain_and_need_not_be_explained() -> None:
    found = review([Prose("a", Kind.HEADING, "The DSG"), Prose("b", Kind.TEXT, "The DSG is short.")], HOUSE)
    assert [each.place for each in found] == ["b"]


def test_a_council_that_writes_years_with_a_hyphen_is_held_to_it() -> None:
    house = House(year="2025-26")
    assert told("In the financial year 2025-26 it rose.", house=house) == []
    assert told("In the academic year 2025/26 it rose.", house=house) == []
    assert len(told("In the financial year 2025/26 it rose.", house=house)) == 1


def test_short_forms_are_those_whose_meaning_spells_them_out() -> None:
    found = short_forms(Settings())
    assert found["CIPFA"] == "Chartered Institute of Public Finance and Accountancy"
    assert found["INMSS"] == "independent and non-maintained special schools"
    assert found["EHC"] == "education, health and care"
    assert found["DfE"] == "Department for Education"
    assert {"SEN2", "S251", "S151", "Target"} & set(found) == set()
    assert {"DSG", "SEND", "SENCO", "EOTAS", "ICB", "EqIA", "HNB", "DBV"} <= set(found)
    assert set(found) <= {term.partition(" ")[0] for term in BUILT_IN}


def test_the_councils_own_glossary_explains_its_short_forms() -> None:
    settings = Settings(glossary={"PCF": "parent carer forum", "Panel": "the scrutiny panel"})
    house = make_house(settings)
    assert house.short_forms["PCF"] == "parent carer forum"
    assert "Panel" not in house.short_forms
    assert told("The PCF met.", house=house) == [
        "paragraph 1: PCF: explain it where it is first used: parent carer forum (PCF)"
    ]


def test_the_words_of_a_document_come_in_order_with_place_and_kind() -> None:
    found = read_prose(save(word_document()))
    assert (found[0].kind, found[0].text) == (Kind.HEADING, "Purpose")
    assert found[1] == Prose('heading "Purpose"', Kind.TEXT, "The panel is asked to note this update.")
    assert Prose('heading "Caseload" ▸ table 1, row 2', Kind.LABEL, "Mainstream") in found
    assert Prose('heading "Caseload"', Kind.ALT_TEXT, "Two bars: plans rose.") in found


def test_the_words_of_a_deck_come_slide_by_slide_with_their_notes() -> None:
    found = read_prose(save(slide_deck()))
    assert found[0] == Prose("slide 1", Kind.HEADING, "Plans rose by 143")
    assert Prose("slide 1", Kind.LABEL, "Special") in found
    assert Prose("slide 1", Kind.ALT_TEXT, "Plans by setting.") in found
    assert Prose("notes of slide 2", Kind.NOTES, "Say this.") in found
