"""The markup about a picture: a drawing in a line of Word's text, a picture on a slide, and how large each is."""

from __future__ import annotations

from reportgen.office import names
from reportgen.office.markup import escape_attribute
from reportgen.office.pictures import PictureFile
from reportgen.office.stops import Sign
from reportgen.office.values import Picture

IMAGE_RELATIONSHIP = f"{names.R}/image"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_EMU_PER_CM = 360_000


def picture_size(
    picture: Picture, file: PictureFile, most_width: int, most_height: int, *, fills: bool = False
) -> tuple[int, int]:
    """Return width and height in EMU: as asked, else the picture's own (``fills``: the box's), in its proportions.

    Never larger than ``most_width`` × ``most_height``; a bound of zero does not hold.
    """
    width, height = round(picture.width_cm * _EMU_PER_CM), round(picture.height_cm * _EMU_PER_CM)
    if not width and not height:
        width = (most_width or file.width) if fills else file.width
    width = width or round(height * file.width / file.height)
    height = height or round(width * file.height / file.width)
    share = min(most_width / width if most_width else 1, most_height / height if most_height else 1, 1)
    return max(1, round(width * share)), max(1, round(height * share))


def word_picture(relationship: str, identity: int, name: str, width: int, height: int) -> str:
    """Return the ``w:drawing`` of a picture in line with the text; only the prefix ``w`` must be known around it."""
    called = escape_attribute(name)
    return (
        f'<w:drawing><wp:inline xmlns:wp="{names.WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{identity}" name="{called}" descr="{Sign.ALT}"/><wp:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks xmlns:a="{names.A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{names.A}"><a:graphicData uri="{_PICTURE}"><pic:pic xmlns:pic="{_PICTURE}">'
        f'<pic:nvPicPr><pic:cNvPr id="{identity}" name="{called}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip xmlns:r="{names.R}" r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def slide_picture(relationship: str, identity: int, name: str) -> str:
    """Return the ``p:pic`` of a picture, its place and size still signs; ``p`` and ``a`` must be known around it."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{identity}" name="{escape_attribute(name)}" descr="{Sign.ALT}"/>'
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip xmlns:r="{names.R}" r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</p:blipFill><p:spPr><a:xfrm><a:off x="{Sign.X}" y="{Sign.Y}"/><a:ext cx="{Sign.WIDTH}" cy="{Sign.HEIGHT}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
