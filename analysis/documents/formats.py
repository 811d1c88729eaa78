"""Read web pages, Word files and PDF files as the plain text that the rest of the package works on.

The three libraries are the optional extra ``formats`` and are imported when the first such file is met.
"""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

from analysis.documents.decoding import DecodingError, decode


class FormatError(ValueError):
    """A file of a known format that cannot be read; the message says why."""


def _missing(name: str) -> FormatError:
    return FormatError(f"reading it needs {name}: install the extra with  pip install 'analysis[formats]'")


def read_html(data: bytes) -> tuple[str, str]:
    """Return the main text of a web page, its title and date first where the page's head states them, and its encoding.

    Raises:
        FormatError: if there is no text in the page, or the extra ``formats`` is missing.
    """
    try:
        from trafilatura import extract
    except ImportError as error:
        raise _missing("trafilatura") from error
    page, encoding = _decode_page(data)
    main = extract(
        page, include_comments=False, include_links=False, include_images=False, favor_recall=True, deduplicate=False
    )
    if not main or not main.strip():
        raise FormatError("no text in this web page")
    head = _read_head(page)
    lines = [head.get("title", ""), _imprint(head)]
    kept = [x for x in lines if x and x not in main]
    return "\n".join([*kept, main]) + "\n", encoding


def _decode_page(data: bytes) -> tuple[str, str]:
    """Decode a page as its head declares, if that is true."""
    declared = re.search(rb"charset=[\"']?([\w-]{3,20})", data[:4096])
    if declared:
        name = declared[1].decode("ascii").lower()
        name = "gb18030" if name in {"gb2312", "gbk"} else name
        try:
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(data)
    except DecodingError as error:
        raise FormatError(str(error)) from error


_META = re.compile(r"<meta\b[^>]{0,500}>", re.IGNORECASE)
_PAIR = re.compile(r"""(name|property|content)\s*=\s*["']([^"']{0,300})["']""", re.IGNORECASE)
_FIELDS = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "published",
    "contentsource": "source",
    "article:published_time": "published",
}


def _read_head(page: str) -> dict[str, str]:
    """Return title, published and source as the page's head states them: government sites must (ArticleTitle, PubDate, ContentSource)."""
    found: dict[str, str] = {}
    for meta in _META.findall(page[:200_000]):
        pairs = {key.lower(): unescape(value).strip() for key, value in _PAIR.findall(meta)}
        name = _FIELDS.get((pairs.get("name") or pairs.get("property") or "").lower())
        if name and pairs.get("content"):
            found.setdefault(name, pairs["content"])
    return found


def _imprint(head: dict[str, str]) -> str:
    parts = [("发布时间:", head.get("published", "")[:16].replace("T", " ")), ("来源:", head.get("source", ""))]
    return " ".join(label + value for label, value in parts if value)


def read_docx(data: bytes) -> tuple[str, str]:
    """Return the paragraphs and table cells of a Word file in their order, a line each; headings keep their level as Markdown.

    Raises:
        FormatError: if it is no Word file, holds no text, or the extra ``formats`` is missing.
    """
    try:
        import docx
        from docx.table import Table
    except ImportError as error:
        raise _missing("python-docx") from error
    try:
        document = docx.Document(io.BytesIO(data))
        lines: list[str] = []
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                lines.extend("\t".join(dict.fromkeys(cell.text for cell in row.cells)) for row in item.rows)
            else:
                lines.append(_heading(item) + item.text)
    except Exception as error:  # python-docx raises KeyError, BadZipFile, XMLSyntaxError and its own
        raise FormatError("a broken Word file, or one with a password") from error
    if not any(x.strip() for x in lines):
        raise FormatError("no text in this Word file")
    return "\n".join(lines) + "\n", "docx"


def _heading(paragraph: Any) -> str:
    """Return Markdown's mark for a paragraph in one of Word's heading styles, else nothing."""
    style = paragraph.style.name if paragraph.style is not None else ""
    match = re.fullmatch(r"(?:Heading|标题) ?([1-6])", style or "")
    return "#" * int(match[1]) + " " if match and paragraph.text.strip() else ""


def read_pdf(data: bytes) -> tuple[str, str]:
    """Return the text layer of a PDF, pages parted by form feeds.

    Raises:
        FormatError: if it is broken, has a password or no text layer, or the extra ``formats`` is missing.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise _missing("pypdfium2") from error
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        raise FormatError("a PDF with a password" if locked else "a broken PDF") from error
    try:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()
    text = "\f".join(pages).replace("\ufffe", "")
    if not text.strip():
        raise FormatError("a PDF without a text layer: scanned pages must go through OCR first")
    return text, "pdf"
