"""Ids that officers give (``o1``, ``parents-2025``, ``ideal_outcome``) as parts of fact ids."""

from __future__ import annotations

import re

from reportgen.facts.names import slug

__all__ = ["identifier", "slug"]

_PLAIN = re.compile(r"[a-z0-9_-]+")


def identifier(text: str) -> str:
    """Return an officer's id in lower case; anything that is not one (a theme's name) as free text."""
    lowered = text.strip().lower()
    return lowered if _PLAIN.fullmatch(lowered) else slug(text)
