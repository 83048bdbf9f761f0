"""What a template asks for, in words for people who know Word and not Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.office import Asked

_FUNCTIONS = {
    "fact": "a figure",
    "phrase": "a sentence of phrases.jinja",
    "title": "the title of a slide",
    "chart": "a chart",
    "table": "a table",
    "caption": "the number of a caption",
    "ref": "the number of a caption elsewhere",
    "has": "whether there is such a figure",
    "has_phrase": "whether there is such a sentence",
    "has_chart": "whether there is such a chart",
    "has_table": "whether there is such a table",
}
_BRANCHES = {
    "meeting": "from the meeting table",
    "authority": "from the settings",
    "programme": "from the settings",
    "period": "the quarter",
    "sections": "whether there is anything to say there",
    "rows": "the rows of an input table",
    "narrative": "the officers' own words",
    "implications": "the officers' own words",
    "charts": "words about a chart",
    "tables": "words about a table",
    "minutes": "what was said at the meeting",
    "quotes": "approved comments",
    "quote_groups": "approved comments",
    "quote_slides": "approved comments",
    "surveys": "the questions of a survey",
    "survey_items": "the questions of a survey",
    "survey_backup": "the questions of a survey",
    "survey_charts": "the questions of a survey",
    "survey_pair": "the questions of a survey",
    "survey_single": "the questions of a survey",
}
_WIDEST = 46


def describe_asked(file: str, groups: Sequence[tuple[str, Sequence[Asked]]]) -> Iterator[str]:
    """Yield the lines: how much is asked for, then each heading or slide with what it asks for and how often."""
    names = {(asked.kind, asked.name) for _, group in groups for asked in group}
    if not names:
        yield f"{file} asks for nothing: it has no tags. See templates/README.md for how to write them."
        return
    yield f"{file} asks for {len(names)} thing{'' if len(names) == 1 else 's'}."
    for title, group in groups:
        yield ""
        yield title[:1].upper() + title[1:] if title else "Before the first heading"
        width = min(max(len(asked.name) for asked in group), _WIDEST)
        for asked in group:
            often = f", in {len(asked.places)} places" if len(asked.places) > 1 else ""
            yield f"  {asked.name:<{width}}  {_describe(asked)}{often}"


def _describe(asked: Asked) -> str:
    if asked.kind == "filter":
        return "a way of writing a figure"
    if asked.kind == "function":
        return _FUNCTIONS.get(asked.name.partition("(")[0], "a function")
    return _BRANCHES.get(asked.name.partition(".")[0], "a figure" if "." in asked.name else "a value or list")
