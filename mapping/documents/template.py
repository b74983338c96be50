"""The Word template of a report: ours in the brand's colours and with its logo, or the organisation's own.

`scripts/make_reference_docx.py` makes ours.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import asdict
from importlib.resources import files as resources
from xml.sax.saxutils import quoteattr

from mapping.documents import words
from mapping.documents.brand import Brand, Colours
from mapping.documents.office import insert, packed, unpacked
from mapping.errors import InputUnreadable

_STYLES = "word/styles.xml"
_EMU_PER_CM = 360_000
LOGO_CM, LOGO_WIDEST_CM = 1.4, 9.0


def reference(brand: Brand, short: bool = False) -> bytes:
    """The DOCX whose styles, headers and footers a report takes; one with smaller letters for a `short` report.

    An organisation's own lends ours the styles that it lacks. `InputUnreadable` when it is no Word document.
    """
    name = "short.docx" if short else "reference.docx"
    ours = unpacked((resources("mapping.documents") / "assets" / name).read_bytes())
    ours[_STYLES] = _coloured(ours[_STYLES].decode(), brand.colours).encode()
    if not brand.reference:
        return packed(_with_logo(ours, brand) if brand.logo else ours)
    try:
        theirs = unpacked(brand.reference)
        theirs[_STYLES] = _joined(theirs[_STYLES].decode(), ours[_STYLES].decode()).encode()
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, UnicodeDecodeError) as problem:
        raise InputUnreadable(
            "The Word template of the brand is no Word document: save it as .docx again."
        ) from problem
    return packed(theirs)


def _coloured(styles: str, colours: Colours) -> str:
    """The styles in a brand's colours: our template is made of the project's own."""
    given = {old[1:].upper(): new[1:].upper() for old, new in zip(_hues(Colours()), _hues(colours), strict=True)}
    return re.sub("|".join(given), lambda hue: given[hue[0]], styles)


def _hues(colours: Colours) -> list[str]:
    return [str(colour) for colour in asdict(colours).values()]


def _joined(theirs: str, ours: str) -> str:
    """Their styles, and of ours those whose id they lack."""
    known = set(re.findall(r'w:styleId="([^"]+)"', theirs))
    lent = [style for style in re.findall(r"<w:style .*?</w:style>", ours, re.DOTALL) if _id(style) not in known]
    # A second default style of a kind would take the place of theirs.
    kept = [re.sub(r' w:default="\w+"', "", style) for style in lent]
    return theirs.replace("</w:styles>", "".join(kept) + "</w:styles>")


def _id(style: str) -> str:
    return style.partition('w:styleId="')[2].partition('"')[0]


def _with_logo(parts: dict[str, bytes], brand: Brand) -> dict[str, bytes]:
    """Our template with the logo in the head of its first page."""
    width_cm = min(LOGO_CM * brand.logo_ratio, LOGO_WIDEST_CM)
    across, down = int(width_cm * _EMU_PER_CM), int(width_cm / brand.logo_ratio * _EMU_PER_CM)
    insert(
        parts, "word/header2.xml", _DRAWN.format(across=across, down=down, alt=quoteattr(words.author(brand))), "</w:p>"
    )
    relations = f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}/relationships">'
    relations += f'<Relationship Id="rId1" Type="{_OFFICE}/image" Target="media/logo.png"/></Relationships>'
    kind = '<Default Extension="png" ContentType="image/png"/>'
    if 'Extension="png"' not in parts["[Content_Types].xml"].decode():
        insert(parts, "[Content_Types].xml", kind, "<Override")
    return parts | {"word/_rels/header2.xml.rels": relations.encode(), "word/media/logo.png": brand.logo}


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
_DRAWN = (
    f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWINGML}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="9001" name="logo" descr={alt}/>'
    f'<a:graphic xmlns:a="{_DRAWINGML}/main"><a:graphicData uri="{_DRAWINGML}/picture">'
    f'<pic:pic xmlns:pic="{_DRAWINGML}/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="9001" name="logo"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
