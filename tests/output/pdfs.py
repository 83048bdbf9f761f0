"""Small PDFs made in memory, tagged as an office program would tag them."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def make_pdf(
    *tags: tuple[str, int, str],
    pages: int = 2,
    language: str = "en-GB",
    title: str = "Update",
    marked: bool = True,
    shows_title: bool = True,
) -> bytes:
    """A PDF whose structure has these elements: name, page and alt text (blank for none)."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    root: Any = pdf.Root
    children = []
    for name, page, words in tags:
        element = Dictionary(S=Name(f"/{name}"), Pg=pdf.pages[page - 1].obj)
        if words:
            element["/Alt"] = String(words)
        children.append(pdf.make_indirect(element))
    document = pdf.make_indirect(Dictionary(S=Name.Document, K=Array(children)))
    if marked:
        root.MarkInfo = Dictionary(Marked=True)
        root.StructTreeRoot = pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=document, RoleMap=Dictionary({"/Section heading": Name.H2}))
        )
    if language:
        root.Lang = String(language)
    if shows_title:
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if title:
        pdf.docinfo["/Title"] = title
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()
