"""Pages of finished files through LibreOffice: in a folder and with a profile of its own, off the network, timed.

The profile turns off macros, live content and links to other files; on Linux the program also runs in a network
namespace without a network, where the system allows that. Nothing of the officer's own LibreOffice is touched.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from reportgen.errors import ReportgenError
from reportgen.office.accessible_drawings import alt_texts
from reportgen.office.opened import open_file
from reportgen.output.disk import DISK
from reportgen.output.tagged_pdf import count_pages, describe_figures

MOST_SECONDS = 180
_DOTS_PER_INCH = 110
_PREFIX = "reportgen-preview-"
_ABANDONED_SECONDS = 24 * 60 * 60
_DEATH_SIGNAL = 1
"""``PR_SET_PDEATHSIG`` of ``prctl``."""
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-GB"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale", "en-GB"),
    ("/org.openoffice.Office.Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    ("/org.openoffice.Office.Common/Filter/PDF/Export", "PDFUACompliance", "true"),
    ("/org.openoffice.Office.Common/Filter/PDF/Export", "DisplayPDFDocumentTitle", "true"),
)


def find_office() -> str:
    """Return the LibreOffice program. Raises ReportgenError with what to do where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((place for place in _PLACES if Path(place).is_file()), None)
    if not found:
        raise ReportgenError(
            "preview: LibreOffice was not found; it makes the pages; install it from libreoffice.org, or open the "
            "files in Word and PowerPoint instead"
        )
    return found


def make_pages(files: Mapping[str, bytes], seconds: float = MOST_SECONDS) -> dict[str, bytes]:
    """Return a tagged PDF for each file and, where poppler's ``pdftoppm`` is installed, a PNG for each of its pages.

    ``paper.docx`` gives ``paper.pdf``, ``paper-01.png`` and so on. Raises ReportgenError where LibreOffice is missing,
    needs more than ``seconds`` or makes no pages.
    """
    office = find_office()
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _write_settings(folder / "profile")
        DISK.make_folder(folder / "made")
        sources = []
        for file, data in files.items():
            sources.append(folder / file)
            DISK.write(sources[-1], data)
        command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(folder / "made"), *map(str, sources)]
        _run([*off_network(), *command], folder, seconds)
        made: dict[str, bytes] = {}
        for source in sources:
            made |= _pages_of(folder / "made" / f"{source.stem}.pdf", source, seconds)
    return made


def _sweep() -> None:
    """Take away the folders of previews that were killed, long after they would have been done."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
                shutil.rmtree(left)


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    DISK.make_folder(profile / "user")
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}'
    DISK.write(profile / "user" / "registrymodifications.xcu", f"{text}</oor:items>".encode())


@cache
def off_network() -> tuple[str, ...]:
    """Return what to put before a command so that it has no network; nothing where the system does not allow it.

    What it starts lives in a process space of its own, which ends with it: nothing stays behind.
    """
    program = shutil.which("unshare") if sys.platform.startswith("linux") else None
    if program is None:
        return ()
    prefix = (program, "--map-root-user", "--net", "--pid", "--fork", "--kill-child")
    try:
        tried = subprocess.run([*prefix, "true"], capture_output=True, check=False, timeout=10)  # noqa: S603  a fixed command
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return prefix if tried.returncode == 0 else ()


def _run(command: Sequence[str], folder: Path, seconds: float) -> None:
    """Run a program and all it starts within a time limit. Raises ReportgenError."""
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.casefold()}
    running = subprocess.Popen(  # noqa: S603  LibreOffice or poppler, with files of our own naming
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent if sys.platform.startswith("linux") else None,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise ReportgenError(
            f"preview: LibreOffice was not done after {seconds:g} seconds and was stopped; nothing was written; "
            "open the files in Word and PowerPoint instead"
        ) from error
    finally:
        if running.poll() is None:
            _stop(running)


def _end_with_parent() -> None:
    """Ask Linux to end this program when the one that started it ends, however that comes about."""
    import ctypes

    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def _stop(running: subprocess.Popen[bytes]) -> None:
    """End a program with all it has started."""
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(running.pid)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603  a fixed command of Windows
    else:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _pages_of(pdf: Path, source: Path, seconds: float) -> dict[str, bytes]:
    data = pdf.read_bytes() if pdf.is_file() else b""
    count = count_pages(data)
    if not count:
        raise ReportgenError(
            f"{source.name}: LibreOffice made no pages of it; nothing was written; open the file in Word or PowerPoint:"
            " where that asks to repair it, build it again"
        )
    made = {pdf.name: describe_figures(data, _alt_texts(source))}
    painter = shutil.which("pdftoppm")
    if painter:
        _run([painter, "-r", str(_DOTS_PER_INCH), "-png", str(pdf), pdf.stem], pdf.parent, seconds)
        pages = sorted(pdf.parent.glob(f"{pdf.stem}-*.png"), key=_page_number)
        if len(pages) != count:
            raise ReportgenError(
                f"{source.name}: some of its pages could not be painted; nothing was written; try again"
            )
        made |= {f"{pdf.stem}-{number:02}.png": page.read_bytes() for number, page in enumerate(pages, 1)}
    return made


def _alt_texts(source: Path) -> tuple[tuple[str, ...], ...]:
    """The alt texts of a file; none of one so damaged that LibreOffice alone could make something of it."""
    try:
        return alt_texts(open_file(source.read_bytes()))
    except ValueError:
        return ()


def _page_number(page: Path) -> int:
    return int(page.stem.rpartition("-")[2])
