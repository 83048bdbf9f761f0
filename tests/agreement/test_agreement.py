"""One number: every figure in every finished file is the fact it claims to be, at the place it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from reportgen.documents import Document
from tests.agreement.checker import check_file
from tests.agreement.packs import PAGE, TEMPLATES, BuiltPack
from tests.agreement.page import check_page
from tests.agreement.planting import find_spots, plant, plant_in_page
from tests.agreement.printing import digits

DOCUMENTS = tuple(TEMPLATES)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_number_of_the_illustrative_pack_is_its_fact(illustrative: BuiltPack, name: str) -> None:
    assert check_file(illustrative.read(name), name, illustrative.known(name)) == []


@pytest.mark.real
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_number_of_the_windsor_and_maidenhead_pack_is_its_fact(name: str, real_pack: BuiltPack) -> None:
    assert check_file(real_pack.read(name), name, real_pack.known(name)) == []


@pytest.mark.parametrize("name", ["publish/slides.pptx", "meeting/slides-with-notes.pptx"])
def test_every_number_of_a_deck_in_a_councils_own_template_is_its_fact(
    illustrative: BuiltPack, mapped_deck: Mapping[str, Document], name: str
) -> None:
    assert check_file(mapped_deck[name.partition("/")[2]].data, name, illustrative.known(name)) == []


def test_every_number_of_the_illustrative_page_is_its_fact_and_opens_it(illustrative: BuiltPack) -> None:
    assert check_page(illustrative.read(PAGE), PAGE, illustrative.known(PAGE)) == []


@pytest.mark.real
def test_every_number_of_the_windsor_and_maidenhead_page_is_its_fact_and_opens_it(real_pack: BuiltPack) -> None:
    assert check_page(real_pack.read(PAGE), PAGE, real_pack.known(PAGE)) == []


def test_wrong_numbers_on_the_page_are_each_caught_at_their_place(illustrative: BuiltPack) -> None:
    """In sentences, tables, panels, pictures and their descriptions; each is the value of another fact."""
    page, known = illustrative.read(PAGE).decode("utf-8"), illustrative.known(PAGE)
    values = sorted({digits(row.value, row.decimals) for row in known.facts.values() if row.value is not None})
    missed = []
    spots = list(plant_in_page(page, every=90))
    assert len(spots) > 25
    for at, (number, before) in enumerate(spots):
        wrong = next(value for value in values[at * 7 % len(values) :] + values if value != number)
        planted = f"{before}{wrong}{page[len(before) + len(number) :]}"
        if not check_page(planted.encode(), PAGE, known):
            missed.append(f"{before[-80:]}[{number}]: {wrong}")
    assert missed == []


def test_a_number_that_opens_another_s_panel_is_caught(illustrative: BuiltPack) -> None:
    page, known = illustrative.read(PAGE).decode("utf-8"), illustrative.known(PAGE)
    planted = page.replace('popovertarget="about-1" data-ref', 'popovertarget="about-2" data-ref', 1)
    assert planted != page
    assert any("opens the panel of" in finding for finding in check_page(planted.encode(), PAGE, known))


def test_a_number_typed_into_the_page_and_an_uneven_axis_are_caught(illustrative: BuiltPack) -> None:
    page, known = illustrative.read(PAGE).decode("utf-8"), illustrative.known(PAGE)
    typed = page.replace("</main>", "<p>It is 98,765 in all.</p></main>")
    assert any("'98,765'" in finding for finding in check_page(typed.encode(), PAGE, known))
    uneven = re.sub(r"(<g data-scale><text [^>]*>)−40<", r"\g<1>−47<", page, count=1)
    assert uneven != page
    assert any("steps of an axis are uneven" in finding for finding in check_page(uneven.encode(), PAGE, known))


PLANTED = 200


def test_two_hundred_wrong_numbers_are_each_caught_at_their_place(illustrative: BuiltPack) -> None:
    """Each is the value of another fact, so only the place can tell that it is wrong."""
    files = {name: illustrative.read(name) for name in DOCUMENTS}
    known = {name: illustrative.known(name) for name in DOCUMENTS}
    values = sorted(
        {
            digits(row.value, row.decimals)
            for row in known[DOCUMENTS[0]].facts.values()
            if row.value is not None and abs(row.value) >= 1
        }
    )
    spots = [(name, spot) for name in DOCUMENTS for spot in find_spots(files[name])]
    chosen = spots[:: max(1, len(spots) // PLANTED)][:PLANTED]
    assert len(chosen) == PLANTED
    missed = []
    for at, (name, spot) in enumerate(chosen):
        wrong = next(value for value in values[at * 7 % len(values) :] + values if value != spot.number)
        if spot.workbook:
            wrong = wrong.replace(",", "")
        if not check_file(plant(files[name], spot, wrong), name, known[name]):
            missed.append(f"{name} {spot}: {wrong}")
    assert missed == []
