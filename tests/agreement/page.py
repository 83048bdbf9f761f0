"""The promise “one number” on the page: each number is the fact its element names, and opens that fact's panel.

An element says where its text came from (``data-ref``); where no element can stand, in a title, an attribute or the
words of a chart, the element around them lists what they hold (``data-mentions``). Whatever digits are left must come
from the template, or be the round steps of a chart's axis. It imports nothing of reportgen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import lxml.html

from tests.agreement.checker import TAG, Knowledge, Place, check_text, check_value, numbers_in, strangers

_READ_OUT = ("alt", "aria-label", "title", "content", "placeholder", "value")
_GROUPS = ("g", "title", "desc")


def page_template_numbers(template: str) -> frozenset[str]:
    """Every number in the words of a page's template: tags, style sheet and markup left out."""
    plain = TAG.sub(" ", template)
    plain = re.sub(r"<style.*?</style>|<[^>]*>", " ", plain, flags=re.DOTALL)
    return frozenset(numbers_in(plain))


def check_page(data: bytes, name: str, known: Knowledge) -> list[str]:
    """Every disagreement on a page, as sentences; none where the promise holds."""
    root: Any = lxml.html.document_fromstring(data.decode("utf-8"))
    panels = {each.get("id"): each for each in root.xpath("//*[@popover]")}
    findings: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("data-ref"):
            place = _place(element.get("data-ref"), element.get("data-format", "text"), element.text_content())
            findings += check_value(place, known)
            findings += _check_panel(element, place, panels)
        elif element.get("data-mentions"):
            findings += _check_mentions(element, known)
        elif element.get("data-scale") is None:
            findings += _check_attributes(element, known)
    findings += [finding for words in _other_words(root) for finding in strangers(words, known)]
    for chart in root.iter("svg"):
        findings += _check_scales(chart)
    return [f"{name}: {finding}" for finding in findings]


def _place(ref: str, form: str, text: str) -> Place:
    return Place(0, "page", "", ref, form, text)


def _check_panel(element: Any, place: Place, panels: dict[str, Any]) -> list[str]:
    """Whether a number of a fact is a button, and its panel that of the same fact, with its table or a reason."""
    if element.tag != "button":
        return []
    panel = panels.get(element.get("popovertarget"))
    if panel is None:
        return [f"'{place.text}' opens nothing"]
    named = [each.get("data-ref") for each in panel.xpath(".//strong//*[@data-ref]")]
    if named != [place.ref]:
        return [f"'{place.text}' is {place.ref} and opens the panel of {named}"]
    titles = {title.text_content() for title in panel.iter("dt")}
    wanted = {"What it is", "Which period it is for"}
    return [f"the panel of {place.ref} lacks {sorted(wanted - titles)}"] if wanted - titles else []


def _check_mentions(element: Any, known: Knowledge) -> list[str]:
    places = [_place(*each) for each in json.loads(element.get("data-mentions"))]
    findings = [finding for place in places for finding in check_value(place, known)]
    if element.tag in _GROUPS:
        words = " ".join(str(text) for text in element.itertext())
    else:
        words = "\n".join(element.get(name, "") for name in _READ_OUT)
    loose = " ".join(words.split())
    placed = [Place(0, "page", "", place.ref, place.format, " ".join(place.text.split())) for place in places]
    return findings + check_text(loose, placed, known, f"<{element.tag}>")


def _check_attributes(element: Any, known: Knowledge) -> list[str]:
    if element.tag == "meta":
        return []
    return [finding for name in _READ_OUT for finding in strangers(element.get(name, ""), known)]


def _other_words(root: Any) -> Iterator[str]:
    """The words that no element accounts for, block by block."""
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("style", "script"):
            continue
        chain = [element, *element.iterancestors()]
        if not any(_accounts(each) for each in chain):
            yield element.text or ""
        if not any(_accounts(each) for each in chain[1:]):
            yield element.tail or ""


def _accounts(element: Any) -> bool:
    if element.get("data-ref") is not None or element.get("data-scale") is not None:
        return True
    return element.tag in _GROUPS and element.get("data-mentions") is not None


def _check_scales(chart: Any) -> list[str]:
    """The steps of an axis are words, or numbers as far apart as they stand."""
    steps: dict[str, list[tuple[float, Decimal]]] = {"x": [], "y": []}
    for group in chart.xpath(".//*[@data-scale]"):
        text = group.find(".//text")
        number = text.text_content().replace(",", "").replace("−", "-")
        if re.fullmatch(r"-?\d+(\.\d+)?", number):
            axis = "y" if "text-anchor: end" in text.get("style", "") else "x"
            steps[axis].append((float(text.get(axis)), Decimal(number)))
    findings = []
    for found in steps.values():
        found.sort()
        shares = {
            round(float(later[1] - earlier[1]) / (later[0] - earlier[0]), 3) if later[0] != earlier[0] else 0.0
            for earlier, later in pairwise(found)
        }
        if shares and max(shares) - min(shares) > 0.02 * max(map(abs, shares)):
            findings.append(f"the steps of an axis are uneven: {[str(number) for _, number in found]}")
    return findings
