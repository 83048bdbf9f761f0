"""The mapping of our slides into a council's own PowerPoint template: read, checked, and carried out.

The mapping is a TOML file that an officer corrects (``reportgen template map`` proposes it). ``reportgen.toml`` names
it where a template would be named: ``slides = "templates/our-template.toml"``.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen import starter
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office.intake import open_package
from reportgen.office.package import Package
from reportgen.office.slide_fitting import SlidePlan, fit_slides
from reportgen.office.slide_layouts import FURNITURE, TITLES, SlideLayout, read_layouts, read_slides

STARTER = "slides.pptx"
LAYOUT = "layout"
"""The key of a slide's table that names the layout; every other key is one of the slide's places."""


@dataclass(frozen=True, slots=True)
class MappedDeck:
    """A council's template with our slides in it, the template's file, and what found no place."""

    data: bytes
    template: Path
    unmapped: tuple[str, ...]


def is_mapping(path: Path) -> bool:
    """Whether a file named as the deck's template is a mapping."""
    return path.suffix.lower() == ".toml"


def find_template(path: Path) -> Path:
    """Return the template a mapping file is about, from its own folder. Raises ProblemsError where there is none."""
    content = _read(path)
    wanted = content.get("template")
    if not isinstance(wanted, str) or not wanted:
        remedy = 'write template = "our-template.pptx"'
        raise ProblemsError([_problem(path, "template", "no template is named", remedy)])
    found = path.parent / wanted
    if not found.is_file():
        remedy = "correct the path; it is written from the folder of this file"
        raise ProblemsError([_problem(path, "template", f"there is no file '{wanted}'", remedy)])
    return found


def fit_deck(path: Path) -> MappedDeck:
    """Return the template a mapping file names, filled with our slides. Raises ProblemsError with every mistake."""
    file = find_template(path)
    content = _read(path)
    package = open_package(file.read_bytes(), file.name).package
    ours = open_package(starter.template(STARTER), STARTER).package
    plans, problems = _read_plans(path, content, read_slides(ours), read_layouts(package))
    if problems:
        raise ProblemsError(problems)
    return MappedDeck(fit_slides(ours, package, plans), file, tuple(find_unmapped(ours, plans)))


def find_unmapped(ours: Package, plans: Mapping[str, SlidePlan]) -> Iterator[str]:
    """Give a sentence for each slide that is left out, and for each place of a slide that has none in the template."""
    for slide in read_slides(ours):
        plan = plans.get(slide.name)
        if plan is None:
            yield f"the mapping leaves out the slide '{slide.name}'"
            continue
        missing = [place.name for place in slide.holders if not plan.places.get(place.name)]
        if missing:
            yield f"slide '{slide.name}' goes without {', '.join(missing)}: the mapping gives no placeholder"


def _read(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        remedy = "put names in double quotes, one setting a line"
        raise ProblemsError([_problem(path, "", f"cannot be read ({error})", remedy)]) from error


def _read_plans(
    path: Path, content: Mapping[str, object], slides: tuple[SlideLayout, ...], layouts: tuple[SlideLayout, ...]
) -> tuple[dict[str, SlidePlan], list[Problem]]:
    problems = [_unknown(path, key, "setting", key, ("template", "slides")) for key in content if key not in _KEYS]
    by_name = {slide.name: slide for slide in slides}
    known = {layout.name: layout for layout in layouts}
    tables = content.get("slides", {})
    plans: dict[str, SlidePlan] = {}
    for name, table in tables.items() if isinstance(tables, Mapping) else ():
        where = f"slides.{name}"
        if name not in by_name:
            problems.append(_unknown(path, where, "slide", name, by_name))
        elif not isinstance(table, Mapping) or not all(isinstance(value, str) for value in table.values()):
            problems.append(_problem(path, where, "not a list of names", 'write Title = "name of the placeholder"'))
        elif table.get(LAYOUT):
            if table[LAYOUT] not in known:
                problems.append(_unknown(path, f"{where}.{LAYOUT}", "layout", table[LAYOUT], known))
                continue
            plan = SlidePlan(table[LAYOUT], {key: value for key, value in table.items() if key != LAYOUT})
            problems += _check_places(path, where, by_name[name], plan, known[plan.layout])
            plans[name] = plan
    return plans, problems


_KEYS = ("template", "slides")


def _check_places(
    path: Path, where: str, slide: SlideLayout, plan: SlidePlan, layout: SlideLayout
) -> Iterator[Problem]:
    """Give the mistakes of one slide: names there are not, and a title that would be none."""
    places = {place.name: place for place in slide.holders}
    holders = {holder.name: holder for holder in layout.holders}
    used: dict[str, list[str]] = {}
    for key, value in plan.places.items():
        if key not in places:
            yield _unknown(path, f"{where}.{key}", "place of the slide", key, places)
        elif value and value not in holders:
            yield _unknown(path, f"{where}.{key}", f"placeholder of the layout '{layout.name}'", value, holders)
        elif value:
            used.setdefault(value, []).append(key)
    for name, keys in used.items():
        holder = holders[name]
        alone = holder.kind in (*TITLES, *FURNITURE)
        if alone and len(keys) > 1:
            found = f"'{name}' is to hold {' and '.join(keys)}"
            yield _problem(path, f"{where}.{keys[-1]}", found, "give each a placeholder; only content is shared")
        if not alone and holder.box is None:
            yield _problem(path, f"{where}.{keys[0]}", f"'{name}' has no place on the slide", "choose another")
    title = next(place.name for place in slide.holders if place.kind in TITLES)
    chosen = holders.get(plan.places.get(title, ""))
    if not plan.places.get(title) or (chosen is not None and chosen.kind not in TITLES):
        near = next((holder.name for holder in layout.holders if holder.kind in TITLES), "")
        remedy = f'write {title} = "{near}"' if near else "choose a layout with a title"
        yield _problem(path, f"{where}.{title}", "the slide has no title, so nobody can find it by ear", remedy)


def _unknown(path: Path, where: str, what: str, name: str, known: Collection[str]) -> Problem:
    near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.4)
    remedy = f"did you mean '{near[0]}'?" if near else f"names there: {', '.join(known)}"
    return _problem(path, where, f"there is no {what} '{name}'", remedy)


def _problem(path: Path, where: str, found: str, remedy: str) -> Problem:
    return Problem(Place(path.name, where), found, "needed is a mapping of the deck's slides", remedy)
