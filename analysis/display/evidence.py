"""Lead from a shown number to the sentence that it stands in: addresses of reader pages, and short quotes with the number marked."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

LENGTH = 40  # characters of a quote
_DIGITS = "0123456789."
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_\-\u4e00-\u9fff]{1,60}")
_OTHER = re.compile(r"[^A-Za-z0-9_\-\u4e00-\u9fff]+")


def page_name(doc: str) -> str:
    """Return the file name of a document's reader page, safe on every disk and in every address.

    A name of letters, digits, Chinese characters, ``-`` and ``_`` is kept; any other keeps what it has of these, and eight hexadecimal
    digits of its SHA-256, so that no two documents share a page.

    >>> page_name("003_85a6"), page_name("../a b")
    ('003_85a6.html', 'a-b-2c2c791a.html')
    """
    if _PLAIN_NAME.fullmatch(doc):
        return f"{doc}.html"
    stem = _OTHER.sub("-", doc).strip("-")[:40] or "document"
    return f"{stem}-{hashlib.sha256(doc.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.html"


def link_sentence(doc: str, anchor: str) -> str:
    """Return the address of a place on a reader page, seen from a notebook: a sentence (``DOC-s12``) or a quantity (``DOC-q3``).

    >>> link_sentence("003_85a6", "003_85a6-q3")
    '../report/sources/003_85a6.html#003_85a6-q3'
    """
    return f"../report/sources/{quote(page_name(doc))}#{quote(anchor, safe='')}"


def quote_sentence(text: str, start: int, end: int, length: int = LENGTH) -> tuple[str, str, str]:
    """Return what stands before, in and after ``text[start:end]``, at most ``length`` characters in all; ``…`` where the sentence goes on.

    >>> quote_sentence("到2022年底,全市60%以上街道建立联合会", 10, 13, 12)
    ('…,全市', '60%', '以上街道…')

    No number is cut in two.

    >>> quote_sentence("到2023年,每个社区有不少于8个组织", 15, 17, 16)
    ('…年,每个社区有不少于', '8个', '组织')
    """
    text = text.replace("\n", " ")
    if len(text) <= length:
        return text[:start], text[start:end], text[end:]
    end = min(end, start + length - 2)
    spare = length - (end - start)
    first = max(0, min(start - spare // 2, len(text) - length))
    last = min(len(text), first + length)
    before, after = text[first:start], text[end:last]
    if first and before:
        before = "…" + before[1:].lstrip(_DIGITS if before[0] in _DIGITS else "")
    if last < len(text) and after:
        after = after[:-1].rstrip(_DIGITS) + "…"
    return before, text[start:end], after
