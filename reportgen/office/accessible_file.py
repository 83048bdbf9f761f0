"""What a file says of itself: its title, and the language its words are in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.office.fault import LANGUAGE, TITLE, Fault
from reportgen.office.names import a, w
from reportgen.office.opened import OpenedFile

_CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UNUSED = ("word/stylesWithEffects", "word/glossary/")
"""Copies of styles for programs of 2010, and building blocks nobody has put into the text."""
_DEFAULT = f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}"


def find_faults(file: OpenedFile) -> Iterator[Fault]:
    """Give the faults of title and language; a workbook has no language of its own."""
    if not any((root.findtext(_CORE_TITLE) or "").strip() for root in _core(file)):
        yield Fault(TITLE, "File ▸ Info", "the file's properties hold no title")
    if file.program == "word":
        yield from _word_language(file)
    elif file.program == "powerpoint":
        yield from _slide_language(file)


def _core(file: OpenedFile) -> Iterator[etree._Element]:
    for name in file.related("", "core-properties"):
        if name in file.roots:
            yield file.roots[name]


def _word_language(file: OpenedFile) -> Iterator[Fault]:
    styles = [name for name in file.related(file.main, "styles") if name in file.roots]
    found = [file.roots[name].find(_DEFAULT) for name in styles]
    default = next((each.get(w("val"), "") for each in found if each is not None), "")
    if not default:
        yield Fault(LANGUAGE, "styles", "the styles do not say what language the document is in")
    roots = (root for name, root in file.under("word/") if not name.startswith(_UNUSED))
    spoken = {each.get(w("val"), "") for root in roots for each in root.iter(w("lang"))}
    yield from _other_languages(spoken - {""}, default)


def _slide_language(file: OpenedFile) -> Iterator[Fault]:
    main = file.roots.get(file.main)
    defaults = () if main is None else tuple(main.iter(a("defRPr")))
    default = next((each.get("lang", "") for each in defaults if each.get("lang")), "")
    spoken: set[str] = set()
    for name, slide in file.under("ppt/slides/slide", "ppt/notesSlides/notesSlide"):
        for run in slide.iter(a("r"), a("fld")):
            properties = run.find(a("rPr"))
            language = "" if properties is None else properties.get("lang", "")
            spoken.add(language)
            if not language and not default:
                number = re.sub(r"\D", "", name.rpartition("/")[2])
                kind = "notes of slide" if "notes" in name else "slide"
                yield Fault(LANGUAGE, f"{kind} {number}", "some text does not say what language it is in")
                break
    yield from _other_languages(spoken - {""}, default or "en-GB")


def _other_languages(spoken: set[str], default: str) -> Iterator[Fault]:
    """Give languages that are none, and the document's own language as it is spoken elsewhere (``en-US``)."""
    for language in sorted(spoken):
        main = language.partition("-")[0].lower()
        if not _TAG.fullmatch(language):
            yield Fault(LANGUAGE, "text", f"“{language}” is no language", language)
        elif language != default and "-" in language and main == default.partition("-")[0].lower():
            yield Fault(LANGUAGE, "text", f"some text is marked as {language} in a document in {default}", language)
