"""Short forms spelt out where a document first uses them, in the template's own words alone.

What was printed from a table or the settings stays as it was typed: it has its place in the map of printed values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from reportgen.office.names import w
from reportgen.office.opened import OpenedFile
from reportgen.office.package import Part, read_members, write_members
from reportgen.office.prose import is_running_text
from reportgen.office.word_story import Paragraph, read_document
from reportgen.office.xml import serialise_part

_PLACE = "rg."
_ARTICLE = re.compile(r"\b([Aa])n? $")


def spell_out(data: bytes, file: OpenedFile, short_forms: Mapping[str, str]) -> bytes:
    """Return a Word file with each short form spelt out at its first use: ``dedicated schools grant (DSG)``.

    ``file`` is ``data`` opened; its words change with it. A deck, and a short form that an officer typed, stay as they
    are.
    """
    if file.program != "word":
        return data
    story = read_document(file)
    paragraphs = [each for each in story.paragraphs if is_running_text(each, story, file)]
    done = [_spell_out(paragraphs, short, long) for short, long in short_forms.items()]
    if True not in done:
        return data
    file.views.clear()
    file.parts[file.main] = serialise_part(file.roots[file.main])
    members = read_members(data)
    members[file.main] = Part.of(file.main, file.parts[file.main])
    return write_members(members)


def _spell_out(paragraphs: list[Paragraph], short: str, long: str) -> bool:
    """Spell one out in the first paragraph that uses it; whether that could be done."""
    used = re.compile(rf"(?<![\w(]){re.escape(short)}(s?)(?![\w)]| [A-Z][a-z])")
    for paragraph in paragraphs:
        if not used.search(paragraph.text):
            continue
        for run in paragraph.runs:
            for text in run.iterfind(w("t")):
                found = used.search(text.text or "")
                if found is not None and text.text is not None:
                    if _is_place(run):
                        return False
                    text.text = _with_article(text.text[: found.start()], long) + (
                        f"{long}{found[1]} ({short}{found[1]})" + text.text[found.end() :]
                    )
                    return True
        return False  # It stands across two runs: nothing is touched.
    return False


def _with_article(before: str, long: str) -> str:
    """Return the words before a short form with the article that fits the long one."""
    return _ARTICLE.sub(lambda article: f"{article[1]}{'n' if long[0].lower() in 'aeiou' else ''} ", before)


def _is_place(run: etree._Element) -> bool:
    tags = (holder.find(f"{w('sdtPr')}/{w('tag')}") for holder in run.iterancestors(w("sdt")))
    return any(tag is not None and tag.get(w("val"), "").startswith(_PLACE) for tag in tags)
