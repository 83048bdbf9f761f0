"""More files with a canary in one place each: a table of places, each with the part it is in and what is put there."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from collections.abc import Callable
from functools import cache, partial

from PIL import Image

from tests.office.carriers import deck_with_charts, word_with_charts
from tests.office.chart_examples import COLUMN, LINE
from tests.office.test_invariants import packed, parts
from tests.privacy.planted import CANARY

Files = dict[str, bytes]
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BODY, _SLIDE, _DECK = "word/document.xml", "ppt/slides/slide1.xml", "ppt/presentation.xml"
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOOK = "word/embeddings/chart1.xlsx"
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _field(instruction: str, result: str = "", begin: str = "") -> str:
    """A field spread over runs, with its result."""
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{begin}</w:fldChar></w:r><w:r><w:instrText>{instruction}</w:instrText>'
        f'</w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _control(properties: str) -> str:
    return (
        f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


def _hidden_style(kind: str, name: str, based: str = "") -> str:
    rule = f'<w:basedOn w:val="{based}"/>' if based else "<w:rPr><w:vanish/></w:rPr>"
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{rule}</w:style>'


def _box(inner: str = "", *, name: str = "b", x: int = 0, text: str = "Shown") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{900 + len(inner)}" name="{name}">{inner}</p:cNvPr><p:cNvSpPr/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="6500000"/><a:ext cx="999" cy="999"/></a:xfrm></p:spPr><p:txBody>'
        f"<a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


_TEXT = f"<w:r><w:t>{CANARY}</w:t></w:r>"
_NOTE = base64.b64encode(CANARY.encode()).decode()

IN_PARAGRAPH = {
    "index entry": _field(f'XE "{CANARY}"'),
    "stored value of a field": f'<w:fldSimple w:instr="SET x &quot;{CANARY}&quot;"/>',
    "field of a property": f'<w:fldSimple w:instr="DOCPROPERTY {CANARY}"><w:r><w:t>x</w:t></w:r></w:fldSimple>',
    "question of a field": _field(f'FILLIN "{CANARY}"', "x"),
    "field within a field": _field(f"</w:instrText></w:r>{_field('PAGE', CANARY)}<w:r><w:instrText>QUOTE", "x"),
    "path of a link in a field": _field(f'HYPERLINK "C:\\Users\\{CANARY}\\a.docx"', "x"),
    "name of the file in a field": _field("FILENAME \\p", f"C:\\Users\\{CANARY}"),
    "name of the author in a field": f'<w:fldSimple w:instr="AUTHOR">{_TEXT}</w:fldSimple>',
    "data of a field": _field("PAGE", "1", f"<w:fldData>{_NOTE}</w:fldData>"),
    "help of a form's field": _field("FORMTEXT", "x", f'<w:ffData><w:helpText w:val="{CANARY}"/></w:ffData>'),
    "who may edit": f'<w:permStart w:id="5" w:ed="DOMAIN\\{CANARY}"/><w:permEnd w:id="5"/>',
    "smart tag": f'<w:smartTag w:element="PersonName"><w:smartTagPr><w:attr w:name="x" w:val="{CANARY}"/>'
                 "</w:smartTagPr><w:r><w:t>x</w:t></w:r></w:smartTag>",
    "element of the author's own": f'<w:customXml w:element="{CANARY}"><w:r><w:t>x</w:t></w:r></w:customXml>',
    "text hidden to its end": f"<w:r><w:rPr><w:vanish/><w:specVanish/></w:rPr><w:t>{CANARY}</w:t></w:r>",
    "title of an old picture": '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s1" alt="A">'
                               '<v:imagedata xmlns:o="urn:schemas-microsoft-com:office:office" '
                               f'o:title="{CANARY}"/></v:shape></w:pict></w:r>',
    "words for older programs": f'<w:r><mc:AlternateContent {_MC}><mc:Choice Requires="wps"><w:t>a</w:t></mc:Choice>'
                                f"<mc:Fallback><w:t>{CANARY}</w:t></mc:Fallback></mc:AlternateContent></w:r>",
    "remark in the markup": f"<!--{CANARY}-->",
    "instruction in the markup": f"<?x {CANARY}?>",
    "attribute of another program": f'<w:r x:who="{CANARY}" xmlns:x="urn:x"><w:t>a</w:t></w:r>',
}  # fmt: skip

IN_BODY = {
    "name and tag of a control": _control(f'<w:alias w:val="{CANARY}"/><w:tag w:val="{CANARY}"/>'),
    "binding of a control": _control(f'<w:dataBinding w:xpath="/{CANARY}" w:storeItemID="x"/>'),
    "placeholder of a control": _control(f'<w:placeholder><w:docPart w:val="{CANARY}"/></w:placeholder>'),
    "choices of a control": _control(f'<w:dropDownList><w:listItem w:displayText="{CANARY}"/></w:dropDownList>'),
    "hidden row": f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>"
                  f"{_TEXT}</w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "table of hidden rows": "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:trPr><w:hidden/></w:trPr>"
                            f"<w:tc><w:p>{_TEXT}</w:p></w:tc></w:tr></w:tbl>",
}  # fmt: skip

IN_SETTINGS = {
    "schema": f'<w:attachedSchema w:val="urn:{CANARY}"/>',
    "captions": f'<w:captions><w:caption w:name="{CANARY}"/></w:captions>',
    "transformation": f'<w:saveThroughXslt w:solutionID="{CANARY}"/>',
    "writing style": f'<w:activeWritingStyle w:appName="{CANARY}"/>',
    "linked template": f'<w:attachedTemplate w:val="C:/{CANARY}.dotm"/>',
    "query of a mail merge": f'<w:mailMerge><w:query w:val="select {CANARY}"/></w:mailMerge>',
}

IN_CHART = {
    "page header of a chart": ("</c:chartSpace>", "<c:printSettings><c:headerFooter><c:oddHeader>&amp;L"
                               f"{CANARY}</c:oddHeader></c:headerFooter></c:printSettings></c:chartSpace>"),
    "path of a chart's workbook": ("<c:f>Data!", f"<c:f>'C:\\[{CANARY}.xlsx]Data'!"),
    "series filtered out of a chart": ("</c:barChart>", '<c:extLst><c:ext uri="x"><c15:filteredBarSeries xmlns:c15='
                                       '"http://schemas.microsoft.com/office/drawing/2012/chart"><c15:ser>'
                                       f"{CANARY}</c15:ser></c15:filteredBarSeries></c:ext></c:extLst></c:barChart>"),
}  # fmt: skip

IN_SLIDE = {
    "name of a slide": (_SLIDE, "<p:cSld>", f'<p:cSld name="{CANARY}">'),
    "shape beside the slide": (_SLIDE, "</p:spTree>", f"{_box(x=99_999_999, text=CANARY)}</p:spTree>"),
    "shape before the slide": (_SLIDE, "</p:spTree>", f"{_box(x=-5_000, text=CANARY)}</p:spTree>"),
    "extension of another program": (_SLIDE, "</p:spTree>", _box(
        f'<a:extLst><a:ext uri="x"><who xmlns="urn:x">{CANARY}</who></a:ext></a:extLst>') + "</p:spTree>"),
    "sound of a change of slides": (_SLIDE, "</p:sld>", "<p:transition><p:sndAc><p:stSnd>"
                                    f'<p:snd r:embed="rId98" name="{CANARY}.wav"/></p:stSnd></p:sndAc></p:transition>'
                                    "</p:sld>"),
    "sound of a link": (_SLIDE, "</p:spTree>", _box(
        f'<a:hlinkClick r:id=""><a:snd r:embed="rId93" name="{CANARY}.wav"/></a:hlinkClick>') + "</p:spTree>"),
    "title of a web page": ("ppt/presProps.xml", "</p:presentationPr>",
                            f'<p:htmlPubPr title="{CANARY}"/></p:presentationPr>'),
    "view of a deck": ("ppt/viewProps.xml", "</p:viewPr>",
                       f'<p:extLst><p:ext uri="x"><a>{CANARY}</a></p:ext></p:extLst></p:viewPr>'),
    "name of a theme": ("ppt/theme/theme1.xml", 'name="Office Theme"', f'name="{CANARY}"'),
    "name of a colour": ("ppt/theme/theme1.xml", "</a:theme>", f'<a:custClrLst><a:custClr name="{CANARY}">'
                         '<a:srgbClr val="123456"/></a:custClr></a:custClrLst></a:theme>'),
}  # fmt: skip

KEPT_FOR_USE = {
    "bookmark": ("word", _BODY, "<w:body>", f'<w:body><w:p><w:bookmarkStart w:id="77" w:name="{CANARY}"/>'
                 '<w:bookmarkEnd w:id="77"/></w:p>'),
    "words over a link": ("word", _BODY, "<w:body>", f'<w:body><w:p><w:hyperlink w:anchor="x" w:tooltip="{CANARY}">'
                          "<w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>"),
    "name of a style": ("word", "word/styles.xml", "</w:styles>", '<w:style w:type="paragraph" w:styleId="q">'
                        f'<w:name w:val="{CANARY}"/></w:style></w:styles>'),
    "name of a shape": ("deck", _SLIDE, "</p:spTree>", f"{_box(name=CANARY)}</p:spTree>"),
    "name of a layout": ("deck", "ppt/slideLayouts/slideLayout9.xml", "<p:cSld name=",
                         f'<p:cSld name="{CANARY}" x='),
    "prompt of a layout": ("deck", "ppt/slideLayouts/slideLayout9.xml", "</p:spTree>",
                           f"{_box(text=CANARY)}</p:spTree>"),
}  # fmt: skip
"""Names an officer sees and works with: they stay, and only the search of finished files stands there."""

UNSEEN_KINDS = ("people", "glossaryDocument", "webSettings", "printerSettings", "vbaProject", "oleObject", "tags",
                "comments", "authors", "commentAuthors", "handoutMaster", "thumbnail", "origin", "customXml",
                "custom-properties", "viewProps", "commentsExtended", "commentsIds",
                "keyMapCustomizations")  # fmt: skip
"""Kinds of parts that are not for publication, whatever stands in them."""


def changed(kind: str, part: str, old: str, new: str) -> bytes:
    """A document (``word``) or a deck with one thing in one part changed."""
    files = _plain(kind)
    assert old.encode() in files[part], (part, old)
    files[part] = files[part].replace(old.encode(), new.encode(), 1)
    return packed(files)


def _plain(kind: str) -> Files:
    return dict(_made(kind))


@cache
def _made(kind: str) -> Files:
    if kind == "word":
        return parts(word_with_charts([COLUMN]))
    # The charts are the template's own, not ones to be filled with a quarter's figures.
    deck = parts(deck_with_charts([COLUMN, LINE]))
    return {name: part.replace(b"chart:", b"drawn ") for name, part in deck.items()}


def _join(files: Files, name: str, content: bytes, kind: str, owner: str, number: str = "rId93") -> Files:
    """Add a part that ``owner`` leads to."""
    files[name] = content
    folder, _, file = owner.rpartition("/")
    wiring = f"{folder}/_rels/{file}.rels"
    link = f'<Relationship Id="{number}" Type="{_R}/{kind}" Target="/{name}"/></Relationships>'
    files[wiring] = files[wiring].replace(b"</Relationships>", link.encode())
    ending = name.rpartition("/")[2]
    kinds = {"header": "wordprocessingml.header+xml", "footnotes": "wordprocessingml.footnotes+xml",
             "slide": "presentationml.slide+xml"}  # fmt: skip
    declared = f"application/vnd.openxmlformats-officedocument.{kinds[kind]}" if kind in kinds else "application/xml"
    declared = f"image/{ending.rpartition('.')[2]}" if kind == "image" else declared
    entry = f'<Override PartName="/{name}" ContentType="{declared}"/></Types>'
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"</Types>", entry.encode())
    return files


def _of_kind(kind: str) -> bytes:
    return packed(_join(_plain("word"), "word/unseen.xml", f"<a>{CANARY}</a>".encode(), kind, _BODY))


def _unused_header() -> bytes:
    header = f"<w:hdr {_W}><w:p>{_TEXT}</w:p></w:hdr>".encode()
    return packed(_join(_plain("word"), "word/header9.xml", header, "header", _BODY))


def _header_of_first_pages() -> bytes:
    files = parts(_unused_header())
    mark = b'<w:sectPr><w:headerReference w:type="first" r:id="rId93"/>'
    at = files[_BODY].rindex(b"<w:sectPr")
    end = files[_BODY].index(b">", at) + 1
    files[_BODY] = files[_BODY][:at] + mark + files[_BODY][end:]
    return packed(files)


def _unused_note() -> bytes:
    notes = f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    notes += f'<w:footnote w:id="7"><w:p>{_TEXT}</w:p></w:footnote></w:footnotes>'
    return packed(_join(_plain("word"), "word/footnotes.xml", notes.encode(), "footnotes", _BODY))


def _hidden_by_style(style: str, run: str) -> bytes:
    files = _plain("word")
    files["word/styles.xml"] = files["word/styles.xml"].replace(b"</w:styles>", f"{style}</w:styles>".encode())
    files[_BODY] = files[_BODY].replace(b"<w:body>", f"<w:body><w:p>{run}</w:p>".encode(), 1)
    return packed(files)


def _unlisted_slide() -> bytes:
    files = _plain("deck")
    slide = files[_SLIDE].replace(b"<p:cSld>", f'<p:cSld name="{CANARY}">'.encode())
    return packed(_join(files, "ppt/slides/slide9.xml", slide, "slide", _DECK))


def _unused_link() -> bytes:
    files = _plain("word")
    link = f'<Relationship Id="rId97" Type="{_R}/hyperlink" Target="https://x/{CANARY}" TargetMode="External"/>'
    wiring = "word/_rels/document.xml.rels"
    files[wiring] = files[wiring].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    return packed(files)


def _unused_type() -> bytes:
    files = _plain("word")
    entry = f'<Default Extension="{CANARY}" ContentType="x/y"/></Types>'
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"</Types>", entry.encode())
    return packed(files)


def _noted_members() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in _plain("word").items():
            member = zipfile.ZipInfo(name)
            member.extra = struct.pack("<HH", 0x7777, len(CANARY)) + CANARY.encode()
            archive.writestr(member, data)
    return out.getvalue()


def _picture(name: str, data: bytes, told: str = 'name="x"', shape: str = 'name="x"') -> bytes:
    files = _join(_plain("word"), f"word/media/{name}", data, "image", _BODY)
    drawn = (
        '<w:body><w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:extent cx="9" cy="9"/><wp:docPr id="77" {shape} descr="A."/><a:graphic xmlns:a='
        '"http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="x"><pic:pic xmlns:pic='
        f'"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" {told}/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="rId93" xmlns:r="{_R}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    files[_BODY] = files[_BODY].replace(b"<w:body>", drawn.encode(), 1)
    return packed(files)


def painted(kind: str, **settings: object) -> bytes:
    """A small picture of a format, with what is to be written into it."""
    buffer = io.BytesIO()
    Image.new("P" if kind == "GIF" else "RGB", (40, 30)).save(buffer, kind, **settings)
    return buffer.getvalue()


def camera() -> Image.Exif:
    """A camera's notes with an artist."""
    notes = Image.Exif()
    notes[0x013B] = CANARY
    return notes


def metafile() -> bytes:
    """A Windows metafile that names its program and picture."""
    told = f"{CANARY}\0picture\0\0".encode("utf-16-le")
    told += bytes(-len(told) % 4)
    size = 100 + len(told)
    head = struct.pack("<II16x16xIIIIHHIII", 1, size, 0x464D4520, 0x10000, size + 20, 2, 1, 0, len(told) // 2, 100, 0)
    return head.ljust(100, b"\0") + told + struct.pack("<IIIII", 14, 20, 0, 0, 20)


def _small_picture_in_jpeg() -> bytes:
    plain = painted("JPEG")
    note = b"JFXX\0\x10" + CANARY.encode()
    return plain[:2] + b"\xff\xe0" + struct.pack(">H", len(note) + 2) + note + plain[2:]


def _jfif_with_small_picture() -> bytes:
    plain = painted("JPEG")
    (length,) = struct.unpack_from(">H", plain, 4)
    head = plain[6:18] + bytes([4, 1]) + CANARY.encode()
    return plain[:2] + b"\xff\xe0" + struct.pack(">H", len(head) + 2) + head + plain[4 + length :]


def _drawing(inner: str = "", attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inner}<rect width="4" height="4"/></svg>'.encode()


def _in_workbook(part: str, old: str, new: str) -> bytes:
    files = _plain("word")
    book = parts(files[_BOOK])
    assert old.encode() in book[part]
    book[part] = book[part].replace(old.encode(), new.encode(), 1)
    files[_BOOK] = packed(book)
    return packed(files)


def _with_sheet() -> bytes:
    files = _plain("word")
    cell = f'<c r="A1" t="inlineStr"><is><t>{CANARY}</t></is></c>'
    sheet = f'<worksheet {_SHEET}><sheetData><row r="1">{cell}</row></sheetData></worksheet>'.encode()
    book = _join(parts(files[_BOOK]), "xl/worksheets/sheet9.xml", sheet, "worksheet", "xl/workbook.xml")
    listed = b'<sheet name="Children" sheetId="9" state="hidden" r:id="rId93"/></sheets>'
    book["xl/workbook.xml"] = book["xl/workbook.xml"].replace(b"</sheets>", listed)
    files[_BOOK] = packed(book)
    return packed(files)


def _with_shared_text() -> bytes:
    files = _plain("word")
    shared = f"<sst {_SHEET}><si><t>{CANARY}</t></si></sst>".encode()
    book = _join(parts(files[_BOOK]), "xl/sharedStrings.xml", shared, "sharedStrings", "xl/workbook.xml")
    files[_BOOK] = packed(book)
    return packed(files)


def _binary_workbook() -> bytes:
    files = _plain("word")
    files["word/embeddings/chart1.xlsb"] = CANARY.encode() + files.pop(_BOOK)
    wiring = "word/charts/_rels/chart1.xml.rels"
    files[wiring] = files[wiring].replace(b"chart1.xlsx", b"chart1.xlsb")
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"chart1.xlsx", b"chart1.xlsb")
    return packed(files)


def _wide_part() -> bytes:
    files = _plain("word")
    text = files["word/fontTable.xml"].decode().partition("?>")[2]
    files["word/fontTable.xml"] = f'<?xml version="1.0" encoding="UTF-16"?><!--{CANARY}-->{text}'.encode("utf-16")
    return packed(files)


_ROW = '<row r="900"><c r="A900" t="inlineStr"><is><t>{}</t></is></c></row></sheetData>'
_RUN = f'<w:r><w:rPr><w:rStyle w:val="Unseen"/></w:rPr><w:t>{CANARY}</w:t></w:r>'

PLACES: dict[str, Callable[[], bytes]] = {
    **{place: partial(changed, "word", _BODY, "<w:body>", f"<w:body><w:p>{xml}</w:p>")
       for place, xml in IN_PARAGRAPH.items()},
    **{place: partial(changed, "word", _BODY, "<w:body>", f"<w:body>{xml}") for place, xml in IN_BODY.items()},
    **{place: partial(changed, "word", "word/settings.xml", "<w:compat>", f"{xml}<w:compat>")
       for place, xml in IN_SETTINGS.items()},
    **{place: partial(changed, "word", "word/charts/chart1.xml", *edit) for place, edit in IN_CHART.items()},
    **{place: partial(changed, "deck", *edit) for place, edit in IN_SLIDE.items()},
    **{f"part of the kind {kind}": partial(_of_kind, kind) for kind in UNSEEN_KINDS},
    "text hidden by its paragraph's style": lambda: _hidden_by_style(
        _hidden_style("paragraph", "Unseen"), f'<w:pPr><w:pStyle w:val="Unseen"/></w:pPr>{_TEXT}'),
    "text hidden by a style based on another": lambda: _hidden_by_style(
        _hidden_style("character", "Above") + _hidden_style("character", "Unseen", "Above"), _RUN),
    "header nobody uses": _unused_header,
    "header of first pages": _header_of_first_pages,
    "footnote nobody refers to": _unused_note,
    "slide on no list": _unlisted_slide,
    "link nobody uses": _unused_link,
    "kind of part nobody uses": _unused_type,
    "notes on the members of the archive": _noted_members,
    "bytes before the archive": lambda: CANARY.encode() + packed(_plain("word")),
    "name of a picture's shape": lambda: _picture("a.png", painted("PNG"), shape=f'name="{CANARY}.png"'),
    "description of a picture's frame": lambda: _picture("a.png", painted("PNG"), f'name="x" descr="{CANARY}"'),
    "title of a picture's frame": lambda: _picture("a.png", painted("PNG"), f'name="x" title="{CANARY}"'),
    "comment of a GIF": lambda: _picture("a.gif", painted("GIF", comment=CANARY.encode())),
    "description of a TIFF": lambda: _picture("a.tiff", painted("TIFF", description=CANARY)),
    "camera data of a TIFF": lambda: _picture("a.tiff", painted("TIFF", exif=camera())),
    "camera data of a WebP": lambda: _picture("a.webp", painted("WEBP", exif=camera())),
    "name in a metafile": lambda: _picture("a.emf", metafile()),
    "bytes after a JPEG": lambda: _picture("a.jpeg", painted("JPEG") + CANARY.encode()),
    "bytes after a progressive JPEG": lambda: _picture(
        "a.jpeg", painted("JPEG", progressive=True) + CANARY.encode()),
    "small picture beside a JPEG": lambda: _picture("a.jpeg", _small_picture_in_jpeg()),
    "small picture in a JPEG": lambda: _picture("a.jpeg", _jfif_with_small_picture()),
    "bytes after a PNG": lambda: _picture("a.png", painted("PNG") + CANARY.encode()),
    "PNG called GIF": lambda: _picture("a.gif", painted("PNG") + CANARY.encode()),
    "title of a drawing": lambda: _picture("a.svg", _drawing(f"<title>{CANARY}</title>")),
    "metadata of a drawing": lambda: _picture("a.svg", _drawing(f"<metadata>{CANARY}</metadata><!-- {CANARY} -->")),
    "path in a drawing": lambda: _picture("a.svg", _drawing(attributes=f'xmlns:i="http://i" i:file="C:/{CANARY}"')),
    "hidden sheet behind a chart": _with_sheet,
    "cell a chart does not draw": lambda: _in_workbook(
        "xl/worksheets/sheet1.xml", "</sheetData>", _ROW.format(CANARY)),
    "name in the workbook of a chart": lambda: _in_workbook(
        "xl/workbook.xml", "</sheets>", f'</sheets><definedNames><definedName name="{CANARY}">1</definedName>'
        "</definedNames>"),
    "page header behind a chart": lambda: _in_workbook(
        "xl/worksheets/sheet1.xml", "</worksheet>", f"<headerFooter><oddHeader>&amp;L{CANARY}</oddHeader>"
        "</headerFooter></worksheet>"),
    "shared text no cell shows": _with_shared_text,
    "workbook of another kind": _binary_workbook,
    "workbook that is none": lambda: packed(_plain("word") | {_BOOK: b"\0" + CANARY.encode()}),
    "remark in a part in UTF-16": _wide_part,
}  # fmt: skip
"""A canary in one place of a file that is published without it: what it is, and the file."""
