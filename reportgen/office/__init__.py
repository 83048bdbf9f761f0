"""The Office engine: the only code that knows docx, pptx and xlsx.

``render`` and ``fill_template`` fill Word and PowerPoint templates. Names are looked up when first used: importing
``reportgen.office.values`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.office.checking import Asked, check, explain
    from reportgen.office.places import PlacedText
    from reportgen.office.properties import Properties
    from reportgen.office.reading import FoundText, text
    from reportgen.office.rendering import Rendered, fill_template, render

_HOMES = {
    "Asked": "checking",
    "FoundText": "reading",
    "PlacedText": "places",
    "Properties": "properties",
    "Rendered": "rendering",
    "check": "checking",
    "explain": "checking",
    "fill_template": "rendering",
    "render": "rendering",
    "text": "reading",
}

__all__ = [
    "Asked",
    "FoundText",
    "PlacedText",
    "Properties",
    "Rendered",
    "check",
    "explain",
    "fill_template",
    "render",
    "text",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
