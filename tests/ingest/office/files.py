"""Word files, made by hand: only what is needed to show how a paragraph is set."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = {"1": "heading 1", "2": "heading 2", "T": "Title", "S": "Subtitle", "C": "caption", "M": "toc 1"}


def paragraph(text: str = "", style: str = "", *, centred: bool = False, bold: bool = False, size: int = 0) -> str:
    """One paragraph; ``size`` in half points."""
    set_ = (f'<w:pStyle w:val="{style}"/>' if style else "") + ('<w:jc w:val="center"/>' if centred else "")
    run = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    shown = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{set_}</w:pPr>{shown}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells, each of them paragraphs."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def document(*inside: str) -> str:
    """The part that holds the text."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{"".join(inside)}</w:body></w:document>'


def styles(names: Mapping[str, str] = STYLES) -> str:
    """The part that names the styles."""
    made = (
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="{name}"/></w:style>' for n, name in names.items()
    )
    return f"<w:styles {W}>{''.join(made)}</w:styles>"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


def word_file(*inside: str, **parts: str | bytes) -> bytes:
    """A Word file of the given paragraphs and tables; ``parts`` replace its own (``document``, ``styles``)."""
    own = {"document": document(*inside), "styles": styles()} | parts
    return packed({"[Content_Types].xml": "<Types/>"} | {f"word/{name}.xml": part for name, part in own.items()})
