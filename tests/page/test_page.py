"""The page in a real browser: on a desk, in the dark, on a phone, by keyboard, printed; and each fault of one seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.office.values import Passage
from reportgen.web.marking import mark_page
from tests.documents.packs import REAL, ROOT, illustrative, make_pack
from tests.page.chromium import faults_of, look_at

pytestmark = pytest.mark.office

SOUND = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Page</title>
<style>body { color: #000000; background: #ffffff; } @media (prefers-color-scheme: dark) { body { color: #ffffff;
background: #000000; } } button { font: inherit; min-height: 1.5rem; min-width: 1.5rem; }</style></head>
<body><main><h1>Plans</h1><h2>Now</h2>
<p>There are <button type="button" popovertarget="about-1">1,402</button> plans.</p></main>
<div popover id="about-1" role="dialog" tabindex="-1" autofocus aria-labelledby="name-1">
<p id="name-1">EHC plans: 1,402</p><dl><dt>What it is</dt><dd>Plans on the day of the count.</dd></dl></div>
</body></html>"""

BROKEN = {
    "too little contrast": ("</p></main>", '</p><p style="color: #aaaaaa; background: #ffffff">Faint.</p></main>'),
    "too little contrast in the dark": ("color: #ffffff;\nbackground: #000000", "color: #333333;\nbackground: #000000"),
    "no language": (' lang="en-GB"', ""),
    "a picture without words": ("</main>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>'),
    "a level of headings left out": ("<h2>Now</h2>", "<h4>Now</h4>"),
    "a message on the console": ("</body>", "<script>console.error('oh')</script></body>"),
    "a script that fails": ("</body>", "<script>throw new Error('oh')</script></body>"),
    "something fetched": ("</main>", '<img alt="x" src="https://192.0.2.1/x.png"></main>'),
    "too wide for a phone": ("<h1>Plans</h1>", '<h1 style="width: 500px">Plans</h1>'),
    "a number that opens nothing": ('popovertarget="about-1"', 'popovertarget="about-2"'),
    "a panel without a definition": ("<dt>What it is</dt>", "<dt>When</dt>"),
    "a panel that does not get the focus": ('tabindex="-1" autofocus ', ""),
    "a panel without a name": ("EHC plans: 1,402", "EHC plans"),
    "a focus that does not come back": (
        "</body>",
        "<script>document.querySelector('button').addEventListener('focus',"
        " (e) => { if (window.was) e.target.blur(); window.was = 1; })</script></body>",
    ),
    "a layout that moves": ("<h1>Plans</h1>", "<style>@keyframes push { to { margin-top: 300px; } } "
                            "h1 { animation: push 1ms 40ms forwards; }</style><h1>Plans</h1>"),
}  # fmt: skip
"""What is put in the place of what: one promise broken each."""


def test_the_illustrative_page_keeps_every_promise(tmp_path: Path) -> None:
    found = look_at({"page": illustrative()["index.html"].data}, tmp_path)["page"]
    assert faults_of(found) == []
    assert found["panels"]["numbers"] > 400
    assert 10 < found["pages"] < 40
    assert set(found["axe"]) == {"light", "dark", "dark, a panel open", "phone", "phone, a panel open"}


@pytest.mark.real
def test_the_windsor_and_maidenhead_page_keeps_every_promise(tmp_path: Path) -> None:
    if not REAL.is_dir():
        pytest.skip("the real data is not here")
    found = look_at({"page": make_pack(REAL, only=("page",))["index.html"].data}, tmp_path)["page"]
    assert faults_of(found) == []
    assert found["panels"]["numbers"] > 100
    assert found["pages"] > 3


def test_each_broken_promise_is_seen(tmp_path: Path) -> None:
    pages = {"sound": SOUND.encode()}
    for name, (old, new) in BROKEN.items():
        assert SOUND.count(old) == 1, name
        pages[name] = SOUND.replace(old, new).encode()
    pages["marked"] = mark_page(
        SOUND.encode(), Passage(("Not for publication: it names a school.",)), "Not for publication"
    )
    assert pages["marked"] != pages["sound"]
    found = look_at(pages, tmp_path)
    assert faults_of(found.pop("sound")) == faults_of(found.pop("marked")) == []
    assert [name for name, each in found.items() if not faults_of(each)] == []


def test_nothing_of_the_tests_is_in_the_product() -> None:
    """The page needs no script, so none of what drives the browser may find its way into it."""
    assert b"<script" not in illustrative()["index.html"].data
    assert not list((ROOT / "reportgen").rglob("*.mjs"))
