"""The door: a Word or PowerPoint file is opened here or refused, with the reason and what to do about it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office import names
from reportgen.office.package import CONTENT_TYPES, Package, Part, Relationship, read_members, relationships_name
from reportgen.office.stories import find_refusals
from reportgen.office.xml import MarkupError, parse, read_relationships, read_types, serialise, write_wiring

MOST_PARTS = 20_000
MOST_BYTES = 256 * 1024 * 1024
MOST_XML = 64 * 1024 * 1024
MOST_RATIO = 250
_RATIO_FROM = 4 * 1024 * 1024
_WEB = {"http", "https", "mailto", "tel"}

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_MAIN_TYPES = {
    _WORD: _WORD,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": _WORD,
    "application/vnd.ms-word.document.macroEnabled.main+xml": _WORD,
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": _WORD,
    _SLIDES: _SLIDES,
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml": _SLIDES,
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": _SLIDES,
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": _SLIDES,
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": _SLIDES,
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml": _SLIDES,
}
_MACRO_KINDS = {"vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars"}
_REFUSED_KINDS = {
    "oleObject": ("an embedded object (OLE)", "replace it by a picture or a native chart"),
    "control": ("an ActiveX control", "delete it"),
    "activeXControlBinary": ("an ActiveX control", "delete it"),
    "aFChunk": ("another document imported as a chunk (altChunk)", "open it in Word and save it again"),
    "subDocument": ("a linked subdocument", "paste its text into the template"),
    "frame": ("a web frame", "remove it"),
}


class Refusal(Exception):
    """Why a file is not taken, and the remedy."""

    def __init__(self, found: str, remedy: str, where: str = "") -> None:
        self.found, self.remedy, self.where = found, remedy, where
        super().__init__(found)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that passed the door: its package, ``word`` or ``slides``, and what was dropped on the way."""

    package: Package
    program: str
    warnings: tuple[str, ...]


def open_package(data: bytes, name: str) -> Opened:
    """Return the package in ``data``, the file called ``name``. Raises ProblemsError with every refusal."""
    try:
        return _open(data, name)
    except Refusal as refusal:
        raise ProblemsError([_problem(name, refusal)]) from refusal


def _problem(name: str, refusal: Refusal) -> Problem:
    needed = "a Word or PowerPoint file that holds all it shows" if refusal.where else "a Word or PowerPoint file"
    return Problem(Place(name, refusal.where), refusal.found, f"needed is {needed}", refusal.remedy)


def _open(data: bytes, name: str) -> Opened:
    package = read_package(data)
    main = package.main
    kind = package.types.of(main) if main in package.parts else ""
    if kind not in _MAIN_TYPES:
        raise Refusal(
            "this is not a Word document or PowerPoint presentation",
            "save it as .docx, .dotx, .pptx or .potx and try again",
        )
    before = package.copy()
    warnings = _drop_macros(package)
    package.types.overrides[main] = _MAIN_TYPES[kind]
    write_wiring(before, package)
    refusals = [*_refuse_links(package), *_refuse_content(package)]
    if refusals:
        raise ProblemsError([_problem(name, refusal) for refusal in refusals])
    return Opened(package, "word" if _MAIN_TYPES[kind] == _WORD else "slides", warnings)


def read_package(data: bytes) -> Package:
    """Return the package as it came, nothing dropped. Raises Refusal for what is no sound package or too large."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refusal(
            "the file is protected by a password, or was saved in the format of Office 97–2003",
            "open it in Office, remove the password and save it as .docx or .pptx",
        )
    try:
        _check_directory(data)
        parts = read_members(data)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        why = str(error) if isinstance(error, ValueError) else "it is not a zip of parts or is cut short"
        raise Refusal(
            f"the file cannot be read: {why}", "open it in Office and save it again under a new name"
        ) from error
    if CONTENT_TYPES not in parts:
        raise Refusal("the file has no list of its contents", "open it in Office and save it again under a new name")
    for part, member in parts.items():
        _check_part(part, member)
    try:
        types = read_types(parts[CONTENT_TYPES].data)
        relationships = {
            _owner(part): read_relationships(member.data) for part, member in parts.items() if part.endswith(".rels")
        }
    except MarkupError as error:
        raise Refusal(
            f"the file is damaged: {error}", "open it in Office and save it again under a new name"
        ) from error
    return Package(parts, types, relationships)


def _owner(name: str) -> str:
    folder, _, file = name.rpartition("/")
    above = folder.removesuffix("_rels")
    return above + file.removesuffix(".rels")


def _check_directory(data: bytes) -> None:
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as archive:
        infos = archive.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_BYTES:
        raise Refusal(
            f"unpacked, the file is larger than {MOST_BYTES // 1024 // 1024} MB or has more than {MOST_PARTS:,} parts",
            "use a template without large media",
        )
    seen: set[str] = set()
    for info in infos:
        folded = info.filename.lower()
        if folded in seen:
            raise Refusal(
                f"two parts of the file are both called {info.filename}", "open it in Office and save it again"
            )
        seen.add(folded)
        if ".." in folded.split("/") or folded.startswith("/") or "\\" in folded or ":" in folded:
            raise Refusal("a part's name points outside the file", "do not use this file; make the template afresh")
        if info.file_size > _RATIO_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise Refusal("a part unpacks to far more than an Office file needs", "do not use this file")
        if folded.endswith((".xml", ".rels", ".vml")) and info.file_size > MOST_XML:
            raise Refusal(f"{info.filename} is larger than {MOST_XML // 1024 // 1024} MB", "split the template")


def _check_part(name: str, part: Part) -> None:
    try:
        data = part.data
    except ValueError as error:
        raise Refusal(f"{name} cannot be read: {error}", "open the file in Office and save it again") from error
    if name.endswith((".xml", ".rels", ".vml")):
        plain = data.replace(b"\0", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:8] else data
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise Refusal(f"{name} holds a DOCTYPE, which no Office program writes", "do not use this file")
        if plain.find(b"purl.oclc.org/ooxml/", 0, 4096) >= 0:
            raise Refusal(
                "the file is saved as “Strict Open XML”",
                "save it as an ordinary Word document or PowerPoint presentation",
            )


def _drop_macros(package: Package) -> tuple[str, ...]:
    warnings: list[str] = []
    macros = [
        (owner, relationship.id, target)
        for owner in list(package.relationships)
        for relationship, target in package.related(owner)
        if relationship.kind in _MACRO_KINDS
    ]
    for owner, identity, target in macros:
        _forget(package, owner, {identity})
        package.remove(target)
        package.parts.pop(relationships_name(target), None)
    if macros:
        warnings.append("the template's macros are left out")
    for owner, relationships in list(package.relationships.items()):
        attached = {each.id for each in relationships if each.kind == "attachedTemplate"}
        if attached:
            _forget(package, owner, attached)
            _drop_attached(package, owner)
            warnings.append("the link to the template's own attached template is left out")
    return tuple(warnings)


def _forget(package: Package, owner: str, ids: set[str]) -> None:
    package.relationships[owner] = tuple(each for each in package.relationships[owner] if each.id not in ids)


def _drop_attached(package: Package, owner: str) -> None:
    root = parse(package.parts[owner].data)
    for element in root.findall(names.w("attachedTemplate")):
        root.remove(element)
    package.put(owner, serialise(root).encode())


def _refuse_links(package: Package) -> list[Refusal]:
    refusals = []
    for owner, relationships in package.relationships.items():
        for each in relationships:
            if each.kind in _REFUSED_KINDS:
                found, remedy = _REFUSED_KINDS[each.kind]
                refusals.append(Refusal(f"the template holds {found}", remedy, owner))
            elif each.kind == "package" and "/charts/" not in owner:
                found, remedy = _REFUSED_KINDS["oleObject"]
                refusals.append(Refusal(f"the template holds {found}", remedy, owner))
            elif each.external and not _is_web(each):
                refusals.append(
                    Refusal(
                        f"the template links to something outside itself ({each.kind}: {each.target[:80]})",
                        "embed what it shows, or make it a web or mail link",
                        owner,
                    )
                )
    return refusals


def _is_web(relationship: Relationship) -> bool:
    if relationship.kind != "hyperlink":
        return False
    target = unquote(relationship.target)
    return target.startswith("#") or urlsplit(target.strip()).scheme.lower() in _WEB or target.startswith(("{{", "{%"))


def _refuse_content(package: Package) -> list[Refusal]:
    refusals: list[Refusal] = []
    for name, part in package.parts.items():
        if not name.endswith(".xml") or name == CONTENT_TYPES:
            continue
        try:
            found = find_refusals(part.data)
        except MarkupError as error:
            raise Refusal(f"{name} is damaged: {error}", "open the file in Office and save it again") from error
        refusals += [Refusal(f"the template holds {what}", remedy, name) for what, remedy in found]
    return refusals
