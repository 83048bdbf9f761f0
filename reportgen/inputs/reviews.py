"""What became of each approved comment, for the officers: its code, and why it is held back. Never its words."""

from __future__ import annotations

from reportgen.inputs.table import Inputs

WHAT_CODES_ARE_FOR = "A code copied into approval_code holds its comment back as soon as a letter of it changes."


def list_codes(inputs: Inputs) -> tuple[str, ...]:
    """Return a line for each approved comment with the code of its text, to be copied into ``approval_code``."""
    return tuple(f"{review.place}: approval code {review.code}" for review in inputs.reviews)


def list_held(inputs: Inputs) -> tuple[str, ...]:
    """Return a line for each approved comment that is held back, with its cell and why, for ``assurance.txt``."""
    return tuple(f"{review.place}: held back, found {review.held}" for review in inputs.reviews if review.held)


def count_unapproved(inputs: Inputs) -> int:
    """Return how many comments nobody has approved: they are counted by theme and never quoted."""
    return sum(1 for row in inputs.rows("survey_comments") if not row.flag("approved"))


def tell_public(inputs: Inputs) -> tuple[str, ...]:
    """Return what the data notes say of comments held back: that there are some and why, without a number."""
    if not list_held(inputs):
        return ()
    return ("Some comments are not quoted, because their words could tell whom they are about.",)
