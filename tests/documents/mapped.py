"""The illustrative project with another council's PowerPoint template, mapped as proposed."""

from __future__ import annotations

import io
from pathlib import Path

import pptx

from reportgen.documents.deck_proposal import propose_mapping
from tests.documents.packs import copy_project


def plain_template() -> bytes:
    """A template as another council would have it: 4:3, eleven layouts, one slide of its own with a note."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Delete this slide before you start"
    slide.notes_slide.notes_text_frame.text = "Ask Communications."
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def mapped_project(folder: Path, template: bytes, **changes: str) -> Path:
    """The illustrative project with that template mapped as proposed, words of the mapping changed."""
    copy_project(folder)
    (folder / "templates").mkdir()
    (folder / "templates" / "ours.pptx").write_bytes(template)
    text = propose_mapping(template, "ours.pptx", "ours.pptx").text
    for old, new in changes.items():
        assert old.replace("_", " ") in text
        text = text.replace(old.replace("_", " "), new)
    (folder / "templates" / "ours.toml").write_text(text, encoding="utf-8")
    with (folder / "reportgen.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[templates]\nslides = "templates/ours.toml"\n')
    return folder
