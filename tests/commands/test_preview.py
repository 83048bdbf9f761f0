"""``reportgen preview``: pages of the built files, off the network, within a time, replaced the next time."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import Inches

from reportgen.errors import ReportgenError
from reportgen.output import libreoffice
from reportgen.output.libreoffice import make_pages, off_network
from tests.commands.projects import PERIOD, TWO_MEETINGS, files_in, make_project, reportgen
from tests.office.templates import deck, part, rezip, word
from tests.output.pdfs import make_pdf

posix = pytest.mark.skipif(sys.platform == "win32", reason="stands in for LibreOffice with a script")


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str, *, pdftoppm: str = "") -> None:
    """Programs called soffice and pdftoppm, and no others but those of the system."""
    programs = folder / "programs"
    programs.mkdir()
    begin = f"#!{sys.executable}\nimport sys, time, socket, pathlib\n"
    out = "arguments = sys.argv[1:]\nout = pathlib.Path(arguments[arguments.index('--outdir') + 1])\n"
    sources = "files = [pathlib.Path(name) for name in arguments[arguments.index('--outdir') + 2:]]\n"
    scripts = {"soffice": begin + out + sources + body}
    if pdftoppm:
        scripts["pdftoppm"] = begin + pdftoppm
    for name, text in scripts.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(stat.S_IRWXU)
    found = {name: str(programs / name) for name in scripts}
    found |= {name: path for name in ("unshare",) if (path := shutil.which(name))}
    monkeypatch.setattr("shutil.which", found.get)


TWO_PAGES = (
    "import base64\n"
    f"pdf = base64.b64decode({base64.b64encode(make_pdf(('H1', 1, ''), ('Figure', 2, ''))).decode()!r})\n"
    "for file in files: (out / (file.stem + '.pdf')).write_bytes(pdf)\n"
)
PAINTED = "for n in (1, 2): pathlib.Path(f'{sys.argv[-1]}-{n}.png').write_bytes(b'picture %d' % n)\n"


def build_empty_pack(folder: Path) -> Path:
    """A project whose pack has been built, as far as a preview looks."""
    project = make_project(folder / "project")
    publish = project / "output" / PERIOD / "publish"
    publish.mkdir(parents=True)
    (publish / "paper.docx").write_bytes(word("A paper"))
    (publish / "slides.pptx").write_bytes(deck(("A", "b", "")))
    return project


@posix
def test_a_pdf_and_pictures_of_each_file_go_into_the_restricted_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, TWO_PAGES, pdftoppm=PAINTED)
    project = build_empty_pack(tmp_path)
    result = reportgen("preview", "--project", project)
    assert result.exit_code == 0, result.output
    assert "paper.pdf, and a picture of each of its 2 pages" in result.output
    made = files_in(project / "output" / PERIOD / "restricted/preview")
    assert sorted(made) == [
        *("paper-01.png", "paper-02.png", "paper.pdf", "slides-01.png", "slides-02.png", "slides.pdf"),
    ]
    assert made["paper-02.png"] == b"picture 2"
    assert "Not accessible: paper.pdf ▸ page 2: a picture has no alt text; words for a reader" in result.output


@posix
def test_pages_of_the_last_preview_go_and_an_officers_own_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, TWO_PAGES, pdftoppm=PAINTED)
    project = build_empty_pack(tmp_path)
    preview = project / "output" / PERIOD / "restricted/preview"
    preview.mkdir(parents=True)
    for name in ("paper-03.png", "paper.pdf", "notes.png"):
        (preview / name).write_bytes(b"old")
    assert reportgen("preview", "--project", project).exit_code == 0
    assert not (preview / "paper-03.png").exists()
    assert (preview / "paper.pdf").read_bytes() != b"old"
    assert (preview / "notes.png").read_bytes() == b"old"


@posix
def test_without_poppler_there_is_a_pdf_and_a_word_about_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, TWO_PAGES)
    project = build_empty_pack(tmp_path)
    result = reportgen("preview", "--project", project)
    assert "install poppler" in result.output
    made = files_in(project / "output" / PERIOD / "restricted/preview")
    assert sorted(made) == ["paper.pdf", "slides.pdf"]


@posix
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "paper.docx: LibreOffice made no pages of it"),
        ("for file in files: (out / (file.stem + '.pdf')).write_bytes(b'%PDF /Type /Page')", "made no pages"),
        (TWO_PAGES, "could not be painted"),
    ],
    ids=["nothing", "a broken pdf", "too few pictures"],
)
def test_what_has_no_pages_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    stand_in(tmp_path, monkeypatch, body, pdftoppm=PAINTED.replace("(1, 2)", "(1,)"))
    project = build_empty_pack(tmp_path)
    before = files_in(project)
    result = reportgen("preview", "--project", project)
    assert result.exit_code == 1
    assert said in result.output
    assert files_in(project) == before


@posix
def test_a_program_that_hangs_is_stopped_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alive = tmp_path / "alive"
    child = f"import time, pathlib; time.sleep(2); pathlib.Path({str(alive)!r}).write_text('x')"
    body = f"import subprocess; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    stand_in(tmp_path, monkeypatch, body)
    with pytest.raises(ReportgenError, match=r"not done after 0\.5 seconds"):
        make_pages({"paper.docx": b"x"}, seconds=0.5)
    threading.Event().wait(2.5)
    assert not alive.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux to end what it started")
def test_a_preview_that_is_killed_takes_all_it_started_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alive, begun = tmp_path / "alive", tmp_path / "begun"
    child = f"import time, pathlib; time.sleep(2); pathlib.Path({str(alive)!r}).write_text('x')"
    body = f"import subprocess; subprocess.Popen([sys.executable, '-c', {child!r}])\n"
    stand_in(tmp_path, monkeypatch, f"{body}pathlib.Path({str(begun)!r}).touch(); time.sleep(60)")
    program = "from reportgen.output.libreoffice import make_pages; make_pages({'paper.docx': b'x'})"
    paths = os.pathsep.join((str(tmp_path / "programs"), os.environ["PATH"]))
    with subprocess.Popen([sys.executable, "-c", program], env=os.environ | {"PATH": paths}) as running:
        while not begun.exists():
            assert running.poll() is None
            threading.Event().wait(0.05)
        running.kill()
    threading.Event().wait(2.5)
    if off_network():
        assert not alive.exists()


@posix
def test_what_a_killed_preview_left_is_taken_away_the_next_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, new = tmp_path / "reportgen-preview-old", tmp_path / "reportgen-preview-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "paper.docx").write_bytes(b"x")
    os.utime(old, (0, 0))
    stand_in(tmp_path, monkeypatch, TWO_PAGES)
    make_pages({"paper.docx": b"x"})
    assert not old.exists()
    assert new.exists()


@posix
def test_a_folder_with_spaces_and_letters_of_other_languages_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, TWO_PAGES, pdftoppm=PAINTED)
    project = build_empty_pack(tmp_path / "Päck ünd – spaces")
    assert reportgen("preview", "--project", project).exit_code == 0
    assert len(files_in(project / "output" / PERIOD / "restricted/preview")) == 6


def test_without_libreoffice_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(libreoffice, "_PLACES", ())
    result = reportgen("preview", "--project", build_empty_pack(tmp_path))
    assert result.exit_code == 1
    assert "install it from libreoffice.org" in result.output


def test_before_a_build_there_is_nothing_to_show(tmp_path: Path) -> None:
    result = reportgen("preview", "--project", make_project(tmp_path))
    assert result.exit_code == 1
    assert f"run 'reportgen build {PERIOD}' first" in result.output


@posix
def test_each_meeting_of_a_quarter_has_its_own_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, TWO_PAGES)
    project = make_project(tmp_path / "project", meeting=TWO_MEETINGS)
    assert reportgen("build", "--only", "paper", "--project", project).exit_code == 0
    assert reportgen("preview", "--project", project).exit_code == 0
    made = [path.parent.parent.parent.name for path in sorted((project / "output").rglob("paper.pdf"))]
    assert made == ["Schools Forum", "Scrutiny Panel"]


class Door:
    """A web server's door on this machine that notes whether anybody knocks."""

    def __init__(self, server: socket.socket) -> None:
        self.server = server
        self.port = server.getsockname()[1]

    def was_called(self) -> bool:
        try:
            self.server.accept()[0].close()
        except TimeoutError:
            return False
        return True


@pytest.fixture
def door() -> Iterator[Door]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield Door(server)


@posix
@pytest.mark.parametrize("is_blocked", [True, False], ids=["blocked", "open, to show that the test can fail"])
def test_the_program_has_no_network_where_the_system_allows_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, door: Door, is_blocked: bool
) -> None:
    if not off_network():
        pytest.skip("this system gives no namespace without a network")
    calling = f"try: socket.create_connection(('127.0.0.1', {door.port}), 1)\nexcept OSError: pass\n"
    stand_in(tmp_path, monkeypatch, calling + TWO_PAGES)
    if not is_blocked:
        monkeypatch.setattr(libreoffice, "off_network", lambda: ())
    make_pages({"paper.docx": b"x"})
    assert door.was_called() is not is_blocked


DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def linked_picture(port: int) -> bytes:
    """A paper whose picture lies on a web server."""
    document = docx.Document()
    document.add_picture(BytesIO(DOT), width=Inches(1))
    out = BytesIO()
    document.save(out)
    data = out.getvalue()
    rels = part(data, "word/_rels/document.xml.rels").decode()
    rels = rels.replace('Target="media/image1.png"', f'Target="http://127.0.0.1:{port}/x.png" TargetMode="External"')
    body = part(data, "word/document.xml").decode().replace("r:embed=", "r:link=")
    return rezip(data, {"word/_rels/document.xml.rels": rels.encode(), "word/document.xml": body.encode()})


@pytest.mark.office
@pytest.mark.parametrize("is_guarded", [True, False], ids=["guarded", "unguarded, to show that the test can fail"])
def test_the_profile_alone_keeps_libreoffice_from_fetching_pictures(
    monkeypatch: pytest.MonkeyPatch, door: Door, is_guarded: bool
) -> None:
    monkeypatch.setattr(libreoffice, "off_network", lambda: ())
    if not is_guarded:
        monkeypatch.setattr(libreoffice, "_SETTINGS", ())
    assert make_pages({"paper.docx": linked_picture(door.port)})["paper.pdf"].startswith(b"%PDF")
    assert door.was_called() is not is_guarded


@pytest.mark.office
def test_libreoffice_makes_the_pages_of_paper_and_deck(tmp_path: Path) -> None:
    project = build_empty_pack(tmp_path)
    result = reportgen("preview", "--project", project)
    assert result.exit_code == 0, result.output
    made = files_in(project / "output" / PERIOD / "restricted/preview")
    assert sorted(made) == ["paper-01.png", "paper.pdf", "slides-01.png", "slides.pdf"]
    assert made["slides-01.png"].startswith(b"\x89PNG")
    assert not list(project.rglob(".~lock*"))
