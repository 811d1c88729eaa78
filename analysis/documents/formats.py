"""Read web pages, Word files and PDF files as the plain text that the rest of the package works on.

The three libraries are the optional extra ``formats`` and are imported when the first such file is met.
"""

from __future__ import annotations

import io
import re
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
        from bs4 import BeautifulSoup
        from trafilatura import extract
    except ImportError as error:
        raise _missing("trafilatura") from error
    page, encoding = _decode_page(data)
    if "<body" not in page.lower():  # a fragment
        page = f"<html><body>{page}</body></html>"
    main = extract(
        page, include_comments=False, include_links=False, include_images=False, favor_recall=True, deduplicate=False
    )
    if not main or not main.strip():
        raise FormatError("no text in this web page")
    soup = BeautifulSoup(page, "lxml")
    lines = [_split_cells(x) for x in main.splitlines() if x.strip(" |-")]
    lines = _mend_lines(lines, soup) or _sort_lines(lines, _squeeze(soup.get_text()))
    head = _read_head(soup)
    title = _squeeze(head.get("title", ""))
    if title and title in map(_squeeze, lines):  # wherever the library put it
        lines = [x for x in lines if _squeeze(x) != title]
    kept = [x for x in (head.get("title", ""), _imprint(head)) if x and x not in lines]
    return "\n".join([*kept, *lines]) + "\n", encoding


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _split_cells(line: str) -> str:
    """Return a row of a table with a tab between its cells, any other line as it is."""
    if line.startswith("|") and line.rstrip().endswith("|"):
        return "\t".join(x.strip() for x in line.strip().strip("|").split("|"))
    return line


def _mend_lines(lines: list[str], soup: Any) -> list[str]:
    """Return the paragraphs of a small page whole, where the library broke them at every <span>; [] where there is nothing to mend."""
    words = _squeeze("".join(lines))
    whole = [" ".join(x.get_text().split()) for x in soup.find_all(["p", "h1", "h2", "li"])] if len(words) < 300 else []
    whole = [x for x in whole if x]
    return whole if _squeeze("".join(whole)) == words else []


def _sort_lines(lines: list[str], page: str) -> list[str]:
    """Return the lines in the order of the page: the library puts tables and some titles behind the text."""
    found: list[int] = []
    at = 0
    for line in lines:
        key = _squeeze(line)
        here = page.find(key, at) if len(key) > 3 else -1
        if here < 0 and len(key) > 3:
            here = page.find(key)
        at = here + len(key) if here >= 0 else at
        found.append(here if here >= 0 else (found[-1] if found else 0))  # an unknown line stays with the one before it
    return [line for _, line in sorted(zip(found, lines, strict=True), key=lambda x: x[0])]


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


_TITLE = re.compile(r"^(?:\w+[-_])?(?:title|tit|headline|bt)$", re.IGNORECASE)
_FIELDS = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "published",
    "contentsource": "source",
    "article:published_time": "published",
}


def _read_head(soup: Any) -> dict[str, str]:
    """Return title, published and source as the page states them: government sites must (ArticleTitle, PubDate, ContentSource).

    Without such a mark the title is the only heading of the first rank, or the first part of the page that its maker calls a title.
    """
    found: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        name = _FIELDS.get(str(meta.get("name") or meta.get("property") or "").lower())
        content = " ".join(str(meta.get("content") or "").split())
        if name and content and len(content) <= 300:
            found.setdefault(name, content)
    ranks = soup.find_all("h1")
    for part in ranks if len(ranks) == 1 else soup.find_all(["div", "td", "p", "h2"], class_=_TITLE, limit=1):
        words = " ".join(part.get_text().split())
        if 4 < len(words) <= 100:
            found.setdefault("title", words)
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
            lines.extend(_read_table(item) if isinstance(item, Table) else [_heading(item) + item.text])
    except Exception as error:  # python-docx raises KeyError, BadZipFile, XMLSyntaxError and its own
        raise FormatError("a broken Word file, or one with a password") from error
    if not any(x.strip() for x in lines):
        raise FormatError("no text in this Word file")
    return "\n".join(lines) + "\n", "docx"


def _read_table(table: Any) -> list[str]:
    """Return a line for each row, its cells parted by tabs, a merged cell once; tables inside a cell follow their row."""
    lines: list[str] = []
    for row in table.rows:
        cells = list({id(cell._tc): cell for cell in row.cells}.values())
        lines.append("\t".join(" ".join(cell.text.split("\n")) for cell in cells))
        lines.extend(line for cell in cells for inner in cell.tables for line in _read_table(inner))
    return lines


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
