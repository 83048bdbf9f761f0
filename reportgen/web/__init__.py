"""The page: the only code that knows HTML and SVG.

``fill_page`` fills a template of HTML, ``check_template`` and ``explain_template`` look into one without filling it,
``text`` and ``read_places`` read a finished page back, ``find_faults`` says which rules one breaks.
"""

from reportgen.web.checking import check_template, explain_template, is_page_template
from reportgen.web.filling import Page, fill_page
from reportgen.web.reading import read_places, text
from reportgen.web.rules import find_faults

__all__ = [
    "Page",
    "check_template",
    "explain_template",
    "fill_page",
    "find_faults",
    "is_page_template",
    "read_places",
    "text",
]
