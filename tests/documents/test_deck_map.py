"""The deck in a council's own PowerPoint template: proposed, corrected by hand, and filled by the mapping alone."""

from __future__ import annotations

import io
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pptx
import pytest
from click.testing import CliRunner

from reportgen.cli import main
from reportgen.documents.deck_map import fit_deck
from reportgen.documents.deck_proposal import propose_mapping
from reportgen.errors import ProblemsError
from reportgen.office.invariants import check_package
from tests.documents.deck_look import find_faults
from tests.documents.mapped import mapped_project, plain_template
from tests.documents.packs import ROOT, copy_project, illustrative, make_pack, notes, open_deck, titles
from tests.office.validator import errors_of

DHSC = ROOT / "../shared/real/templates/DHSC-PPT-template.pptx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return make_pack(mapped_project(tmp_path_factory.mktemp("mapped"), plain_template()), only=("deck",))


def test_the_proposal_names_layouts_and_placeholders_the_template_has() -> None:
    template = plain_template()
    proposal = tomllib.loads(propose_mapping(template, "ours.pptx", "ours.pptx").text)
    layouts = {layout.name: layout for layout in pptx.Presentation(io.BytesIO(template)).slide_layouts}
    for name, table in proposal["slides"].items():
        assert table["layout"] in layouts, name
        layout: Any = layouts[table["layout"]]
        holders = {shape.name for shape in layout.placeholders}
        assert {value for key, value in table.items() if key != "layout" and value} <= holders, name
    assert proposal["slides"]["title"]["layout"] == "Title Slide"
    assert proposal["slides"]["backup"]["layout"] == "Section Header"


def test_the_deck_in_anothers_template_has_the_slides_of_ours_with_their_notes(made: Any) -> None:
    ours = illustrative()
    assert titles(made["slides.pptx"]) == titles(ours["slides.pptx"])
    assert notes(made["slides-with-notes.pptx"]) == notes(ours["slides-with-notes.pptx"])
    assert not any(notes(made["slides.pptx"]))


def test_the_template_keeps_its_masters_and_loses_its_own_slides(made: Any) -> None:
    deck = open_deck(made["slides-with-notes.pptx"])
    assert (deck.slide_width, deck.slide_height) == (9_144_000, 6_858_000)
    assert {slide.slide_layout.name for slide in deck.slides} <= {
        layout.name for layout in pptx.Presentation(io.BytesIO(plain_template())).slide_layouts
    }
    assert b"Communications" not in made["slides-with-notes.pptx"].data


def test_the_same_figures_stand_at_their_places(made: Any) -> None:
    def printed(pack: Any) -> set[tuple[str, str]]:
        return {(place.ref, place.text) for place in pack["slides-with-notes.pptx"].places}

    assert printed(made) == printed(illustrative())


def test_charts_and_tables_stay_native_and_inside_the_slide(made: Any) -> None:
    deck = open_deck(made["slides.pptx"])
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    ours = [shape for slide in open_deck(illustrative()["slides.pptx"]).slides for shape in slide.shapes]
    assert sum(shape.has_chart for shape in shapes) == sum(shape.has_chart for shape in ours)
    assert sum(shape.has_table for shape in shapes) == sum(shape.has_table for shape in ours)
    assert not [fault for fault in find_faults(made["slides.pptx"].data) if "outside" in fault]


@pytest.mark.office
def test_microsofts_validator_and_our_own_rules_find_nothing(made: Any) -> None:
    data = made["slides-with-notes.pptx"].data
    assert check_package(data) == ()
    assert errors_of(data, ".pptx") == []


def test_what_has_no_place_is_said_and_left_off(tmp_path: Path) -> None:
    project = mapped_project(tmp_path, plain_template(), **{'"Message"_=_"Content_Placeholder_2"': '"Message" = ""'})
    made = make_pack(project, only=("deck",))
    said = " ".join(made["slides.pptx"].warnings)
    assert "slide 'deficit' goes without Message: the mapping gives no placeholder" in said
    assert not [shape for slide in open_deck(made["slides.pptx"]).slides for shape in slide.shapes
                if shape.name == "Message"]  # fmt: skip


def test_a_slide_without_a_layout_is_left_out_and_said(tmp_path: Path) -> None:
    path = mapped_project(tmp_path, plain_template()) / "templates" / "ours.toml"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition('[slides.quotes]\nlayout = "')
    path.write_text(head + '[slides.quotes]\nlayout = "' + rest[rest.index('"') :], encoding="utf-8")
    fitted = fit_deck(path)
    assert "the mapping leaves out the slide 'quotes'" in fitted.unmapped


@pytest.mark.parametrize(
    ("old", "new", "found", "remedy"),
    [
        ("[slides.deficit]", "[slides.defict]", "there is no slide 'defict'", "did you mean 'deficit'?"),
        ('layout = "Section Header"', 'layout = "Section Heder"', "there is no layout 'Section Heder'",
         "did you mean 'Section Header'?"),
        ('"Chart" = "Content Placeholder 2"', '"Chart" = "Content Placholder 2"',
         "there is no placeholder of the layout 'Title and Content' 'Content Placholder 2'",
         "did you mean 'Content Placeholder 2'?"),
        ('"Chart" = "Content', '"Chrat" = "Content', "there is no place of the slide 'Chrat'", "did you mean 'Chart'?"),
        ('"Title" = "Title 1"', '"Title" = ""', "the slide has no title", 'write Title = "Title 1"'),
        ('template = "ours.pptx"', 'template = "our.pptx"', "there is no file 'our.pptx'", "correct the path"),
        ('template = "ours.pptx"', "template = ours.pptx", "cannot be read", "double quotes"),
    ],
)  # fmt: skip
def test_a_wrong_name_is_told_with_the_nearest_right_one(
    tmp_path: Path, old: str, new: str, found: str, remedy: str
) -> None:
    path = mapped_project(tmp_path, plain_template()) / "templates" / "ours.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsError) as raised:
        fit_deck(path)
    (told,) = (f"{problem.found} {problem.remedy}" for problem in raised.value.problems)
    assert found in told and remedy in told
    assert all("ours.toml" in str(problem) for problem in raised.value.problems)


def test_map_writes_beside_the_templates_and_never_over_a_mapping(tmp_path: Path) -> None:
    copy_project(tmp_path)
    template = tmp_path / "elsewhere" / "ours.pptx"
    template.parent.mkdir()
    template.write_bytes(plain_template())
    arguments = ["--project", str(tmp_path), "template", "map", str(template)]
    first = CliRunner().invoke(main, arguments)
    path = tmp_path / "templates" / "ours.toml"
    assert first.exit_code == 0 and "deficit" in first.output and f"Written: {path}" in first.output
    assert tomllib.loads(path.read_text(encoding="utf-8"))["template"] == "../elsewhere/ours.pptx"
    assert len(fit_deck(path).data) > 10_000
    path.write_text("# corrected by hand\n", encoding="utf-8")
    second = CliRunner().invoke(main, arguments)
    assert second.exit_code == 0 and "was left as it is" in second.output
    assert path.read_text(encoding="utf-8") == "# corrected by hand\n"


def test_map_refuses_what_is_no_presentation(tmp_path: Path) -> None:
    copy_project(tmp_path)
    (tmp_path / "notes.pptx").write_text("no presentation", encoding="utf-8")
    done = CliRunner().invoke(main, ["--project", str(tmp_path), "template", "map", str(tmp_path / "notes.pptx")])
    assert done.exit_code == 1 and "notes.pptx" in done.output
    assert not (tmp_path / "templates").exists()


@pytest.mark.real
def test_a_government_departments_template_is_filled_in_place(tmp_path: Path) -> None:
    if not DHSC.is_file():
        pytest.skip("the department's template is not here")
    copy_project(tmp_path)
    before = DHSC.read_bytes()
    done = CliRunner().invoke(main, ["--project", str(tmp_path), "template", "map", str(DHSC.resolve())])
    assert done.exit_code == 0, done.output
    with (tmp_path / "reportgen.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[templates]\nslides = "templates/DHSC-PPT-template.toml"\n')
    made = make_pack(tmp_path, only=("deck",))
    assert DHSC.read_bytes() == before
    assert not list(tmp_path.rglob("*.pptx"))
    assert titles(made["slides.pptx"]) == titles(illustrative()["slides.pptx"])
    assert check_package(made["slides.pptx"].data) == ()
    assert not [fault for fault in find_faults(made["slides.pptx"].data) if "outside" in fault or "overlaps" in fault]
    shutil.rmtree(tmp_path / "templates")
