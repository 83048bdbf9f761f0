"""The page the information-governance officer reads before release."""

from __future__ import annotations

from dataclasses import replace

from reportgen.assurance import Release, compose_statement
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.fact import Status
from reportgen.facts.factset import PublishedFacts, RestrictedFacts, Sum
from reportgen.facts.units import CHILDREN
from reportgen.profile import Disclosure
from reportgen.project import Authority, Settings
from tests.assurance.test_audit import Earlier, number

PROFILE = "Agreed by the information governance board, April 2025"
SETTINGS = Settings(authority=Authority(name="Northmere"), disclosure=Disclosure(5, PROFILE))


RELEASE = Release("2025-26-q2", "Scrutiny Panel, 9 October 2025: Update")
EXEMPT = replace(RELEASE, marking="Not for publication: paragraph 2 of Schedule 12A.")
LINES, COLUMNS = 60, 100
"""A page of A4 in type of a fixed width."""


def statement(*earlier: Earlier, settings: Settings = SETTINGS, release: Release = RELEASE) -> str:
    entries = (
        number("plans.total", 43), number("plans.setting.ap", 3), number("plans.setting.mss", 12),
        number("plans.setting.mainstream", 28), number("plans.need.vi", 2, status=Status.PUBLISHED),
    )  # fmt: skip
    facts = RestrictedFacts(entries, (Sum("plans.total", tuple(entry.id for entry in entries[1:4]), "placements"),))
    return write(facts, publish_facts(facts, settings, earlier), *earlier, settings=settings, release=release)


def write(
    facts: RestrictedFacts,
    published: PublishedFacts,
    *earlier: Earlier,
    settings: Settings = SETTINGS,
    release: Release = RELEASE,
) -> str:
    """The statement as it is read: its lines joined again."""
    text = compose_statement(facts, published, settings, release, earlier=earlier)
    lines = text.splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= COLUMNS
    return " ".join(text.split())


def section(text: str, heading: str) -> str:
    """What stands under a heading."""
    return text.partition(heading)[2].partition(" 7. " if heading.startswith("6") else f" {int(heading[0]) + 1}. ")[0]


def test_it_says_first_what_and_which_meeting_it_is_about() -> None:
    text = statement()
    assert text.startswith(
        "RELEASE STATEMENT for the information-governance officer Northmere, 2025-26-q2 "
        "For Scrutiny Panel, 9 October 2025: Update 1. Profile"
    )
    assert "Counts of people from 1 to 4 are hidden and printed as [c]" in text
    assert "within a range of 5, such as 3 to 8" in text
    assert PROFILE in text
    assert "Released by:" in text


def test_it_says_what_was_hidden_and_why() -> None:
    hidden = section(statement(), "2. What was hidden and why")
    assert "1 count below the threshold; 1 further count from which these could be worked out" in hidden
    assert "0 percentages, changes or amounts that would give them away" in hidden
    assert "ns: 1 below the threshold, 1 to protect these Which" in hidden


def test_it_says_what_was_exempt_from_hiding_and_why() -> None:
    heading = "3. What was exempt from hiding and why"
    exempt = section(statement(), heading)
    assert exempt.strip() == "1 count below the threshold, as the Department for Education has published them."
    facts = RestrictedFacts((number("plans.total", 43),))
    assert (
        section(write(facts, publish_facts(facts, SETTINGS)), "3. What was exempt from hiding and why") == " Nothing."
    )


def test_children_of_the_matrix_are_named_where_there_are_any() -> None:
    facts = RestrictedFacts(
        (number("opportunity.o2.children", 3, CHILDREN, status=Status.MODELLED, counts_children=False),)
    )
    assert "modelled estimates" in write(facts, publish_facts(facts, SETTINGS))


def test_it_says_what_an_earlier_quarter_has_printed_already() -> None:
    exempt = section(statement(Earlier(number("plans.setting.ap", 3))), "3. What was exempt from hiding and why")
    assert "1 count below the threshold, as an earlier quarter has printed them." in exempt


def test_it_says_what_earlier_quarters_forced_and_which_they_were() -> None:
    before = Earlier(number("plans.setting.ap", None), number("plans.setting.mainstream", None))
    text = statement(before, release=replace(RELEASE, compared=("2025-26-q1",)))
    forced = section(text, "4. What earlier quarters forced")
    assert "compared with what was published for 2025-26-q1." in forced
    assert "because an earlier quarter hid them: 1 count not below the threshold." in forced
    assert "No published pack of an earlier quarter was found" in section(
        statement(), "4. What earlier quarters forced"
    )


def test_an_exempt_item_is_said_to_be_one_and_nothing_is_claimed_to_be_checked_or_released() -> None:
    text = statement(release=EXEMPT)
    assert "Not for publication: paragraph 2 of Schedule 12A. The item is exempt: every file is in restricted/" in text
    assert "the symbol c in restricted/facts-published.csv" in text
    assert "the symbol c in publish/facts.csv" in statement()
    checked = section(text, "5. How it was checked")
    assert "none was audited" in checked and "take the exemption out and build again" in checked
    assert "Released by" not in text and "Exemption agreed by:" in text
    assert "read back" in section(statement(), "5. How it was checked")


def test_it_says_what_became_of_the_comments_and_why() -> None:
    lines = tuple(f"survey_comments.csv ▸ C{row}: held back, found a postcode" for row in range(2, 11))
    release = replace(RELEASE, approved=12, unapproved=1040, held_back=lines)
    comments = section(statement(release=release), "6. Comments")
    assert "12 comments approved, 9 of them held back; 1,040 not approved and never quoted." in comments
    assert "C6: held back, found a postcode" in comments and "C7" not in comments
    assert "4 more: reportgen check names each of them" in comments
    assert section(statement(), "6. Comments").strip() == "There are none."


def test_it_says_where_nobody_is_named_and_nothing_was_hidden() -> None:
    facts = RestrictedFacts((number("plans.total", 43),))
    text = write(facts, publish_facts(facts, Settings()), settings=Settings())
    assert "Profile: not yet agreed: nobody is named" in text
    assert "Nothing: no count of people that the profile hides" in text


def test_the_longest_still_fits_on_a_page_and_counts_what_it_does_not_name() -> None:
    facts = RestrictedFacts([number(f"m{index}", 2, indicator=f"measure {'x' * 40} {index}") for index in range(20)])
    reasons = "a word of the screening table, a name after words such as “my son”, the name of a school, a postcode"
    lines = tuple(f"survey_comments.csv ▸ C{row}: held back, found {reasons}" for row in range(2, 30))
    release = replace(EXEMPT, approved=28, held_back=lines, compared=("2025-26-q1", "2024-25-q4"))
    text = write(facts, publish_facts(facts, Settings()), Earlier(number("m1", None)), release=release)
    assert "10 more measures: 10 numbers" in text


def test_it_names_no_hidden_value() -> None:
    """A measure with one hidden count: its title stands there, and what it counts does not."""
    one, other = (
        write(facts, publish_facts(facts, SETTINGS))
        for facts in (RestrictedFacts((number("plans.total", value),)) for value in (3, 4))
    )
    assert one == other
