"""What a page is filled with beside words, tables and charts: panels that explain a number, and the contents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportgen.office.values import Words


@dataclass(frozen=True, slots=True)
class Panel:
    """What opens where a number is pressed: what it is called, the number itself, and entries of heading and words."""

    title: Words
    number: Words
    entries: tuple[tuple[str, Words], ...]


Explain = Callable[[str], Panel | None]
"""Gives the panel of a reference such as ``fact:plans.total``, None for what has none."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of the page's own headings, each a link: worked out once the page is filled."""

    level: int = 2
