"""A fault of accessibility: which rule, where, what was found; and the rules, with what each needs and its remedy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """What a reader needs and how it is put right. ``is_advice`` where an officer's own words may be the cause."""

    key: str
    needed: str
    remedy: str
    is_advice: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """``place`` is in the words of who opens the file; ``of`` names the thing so that it is known in the template."""

    rule: Rule
    place: str
    found: str
    of: str = ""


TITLE = Rule("title", "the title that a screen reader says first", "set the title under File ▸ Info ▸ Title")
LANGUAGE = Rule(
    "language",
    "a language, so that a screen reader speaks the words in the right voice",
    "select all text and set Review ▸ Language ▸ English (United Kingdom), in the styles too",
)
ALT_TEXT = Rule(
    "alt text",
    "words for a reader who cannot see it",
    "right-click it, View Alt Text, and say what it shows, or mark it as decorative",
)
FILE_NAME = Rule(
    "alt text in words",
    "words that say what it shows, not a file name or a label",
    "right-click it, View Alt Text, and say what it shows",
)
NOT_DECORATION = Rule(
    "chart marked decorative", "words for what the chart or table says", "take the mark off and write an alt text"
)
HEADER_ROW = Rule(
    "header row",
    "a first row marked as the heading, so that each cell is read with its column",
    "tick Table Design ▸ Header Row, and in Word Table Layout ▸ Repeat Header Rows",
)
MERGED = Rule("merged cells", "a plain grid of rows and columns", "split the merged cells and repeat the words")
NESTED = Rule("nested table", "one table at a time", "take the inner table out and put it below")
BLANK_ROW = Rule("blank row", "rows that hold something", "delete the row and set space between paragraphs instead")
BLANK_HEADING_CELL = Rule("blank column heading", "a heading for each column", "write what the column holds")
COLOUR_ONLY = Rule("colour alone", "a word beside the colour", "write the status in the cell: Red, Amber, Green")
RED_ONLY = Rule("red alone", "a minus sign or the word deficit", "write the minus sign; leave the colour or not")
HEADINGS = Rule("headings", "headings to move by", "give the headings of sections the styles Heading 1, Heading 2")
HEADING_ORDER = Rule("heading order", "levels that follow one another", "use the next level down, with none left out")
EMPTY_HEADING = Rule("empty heading", "words in every heading", "delete the line, or give it the style Normal")
FAKE_HEADING = Rule(
    "bold line as heading", "a heading style", "give the line a heading style, or take the bold off", is_advice=True
)
TYPED_LIST = Rule(
    "typed list",
    "a list made with the list button",
    "delete the typed marks and use Bullets or Numbering",
    is_advice=True,
)
LINK_TEXT = Rule(
    "link text", "words that say where the link leads", "write the name of the page as the link", is_advice=True
)
CAPITALS = Rule("all capitals", "words in sentence case", "take All Caps off under Font; use bold instead")
JUSTIFIED = Rule("justified text", "text lined up on the left", "set Align Left in the style")
BLANK_LINES = Rule("blank lines", "space set in the style", "delete the empty lines and set Spacing After")
FLOATING = Rule(
    "floating object",
    "an object in line with the text, which has a place in the reading order",
    "click it, Layout Options, In Line with Text",
)
CONTRAST = Rule("contrast", "4.5 to 1, or 3 to 1 for large text", "make the text darker or its background lighter")
ON_PICTURE = Rule(
    "text on a picture",
    "a plain colour behind words, so that they can be read everywhere",
    "give the text box a fill, or move it off the picture",
    is_advice=True,
)
SLIDE_TITLE = Rule(
    "slide title", "a title in the title placeholder", "use Home ▸ Layout for one with a title, and write it there"
)
SAME_TITLE = Rule("same title", "a title of its own for each slide", "say in each title what differs")
READING_ORDER = Rule(
    "reading order",
    "title first, then from top to bottom",
    "put the shapes in order under Home ▸ Arrange ▸ Selection Pane; the lowest is read first",
)
EMPTY_PLACEHOLDER = Rule("empty placeholder", "no empty boxes", "delete the box, or write in it")
