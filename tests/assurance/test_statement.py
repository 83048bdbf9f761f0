"""The page the information-governance officer reads before release."""

from __future__ import annotations

from reportgen.assurance import compose_statement
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.fact import Status
from reportgen.facts.factset import RestrictedFacts, Sum
from reportgen.profile import Disclosure
from reportgen.project import Authority, Settings
from tests.assurance.test_audit import Earlier, number

PROFILE = "Agreed by the information governance board, April 2025"
SETTINGS = Settings(authority=Authority(name="Northmere"), disclosure=Disclosure(5, PROFILE))


def statement(*earlier: Earlier, settings: Settings = SETTINGS, held_back: tuple[str, ...] = ()) -> str:
    entries = (
        number("plans.total", 43), number("plans.setting.ap", 3), number("plans.setting.mss", 12),
        number("plans.setting.mainstream", 28), number("plans.need.vi", 2, status=Status.PUBLISHED),
    )  # fmt: skip
    facts = RestrictedFacts(entries, (Sum("plans.total", tuple(entry.id for entry in entries[1:4]), "placements"),))
    published = publish_facts(facts, settings, earlier)
    return compose_statement(facts, published, settings, "2025-26-q2", held_back=held_back, earlier=earlier)


def test_it_says_what_was_hidden_and_why_what_was_exempt_and_who_agreed() -> None:
    text = statement(held_back=("survey_comments!C4: held back, found a postcode",))
    assert text.startswith("RELEASE STATEMENT")
    assert "Northmere" in text
    assert "Counts of people from 1 to 4 are hidden and printed as [c]" in text
    assert PROFILE in text
    assert "1 counts below the threshold; 1 further counts" in text
    assert "already: 1 below the threshold" in text
    assert "a postcode" in text


def test_it_fits_on_a_page() -> None:
    lines = statement().splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 100


def test_it_says_where_nobody_is_named_and_nothing_was_hidden() -> None:
    facts = RestrictedFacts((number("plans.total", 43),))
    text = compose_statement(facts, publish_facts(facts, Settings()), Settings(), "2025-26-q2")
    assert "Profile: not yet agreed: nobody is named" in text
    assert "Nothing: no count of people that the profile hides" in text


def test_it_says_what_an_earlier_quarter_has_printed_already() -> None:
    assert (
        "1 counts below the threshold"
        in statement(Earlier(number("plans.setting.ap", 3))).partition("earlier quarter")[2]
    )


def test_a_long_list_of_measures_is_cut_and_counted() -> None:
    facts = RestrictedFacts([number(f"m{index}", 2, indicator=f"m{index}") for index in range(20)])
    text = compose_statement(facts, publish_facts(facts, Settings()), Settings(), "2025-26-q2")
    assert "6 more measures: 6 numbers" in text
