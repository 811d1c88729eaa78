"""Read a folder of texts: which files are documents, what the manifest knows of them, and their text.

A file that cannot be read is refused with its name and the reason, and the others are still read.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from analysis.documents.decoding import DecodingError, decode, to_plain
from analysis.documents.formats import FormatError, read_docx, read_html, read_pdf
from analysis.documents.manifest import CorpusError, assign_rows, read_manifest

MAX_BYTES = 50_000_000
"""Files above 50 MB are refused: that is thirty times the longest yearbook, and no policy text."""

_NOTHING: Mapping[str, str] = MappingProxyType({})
_TEXTS = {"", ".txt", ".text", ".md", ".markdown"}
_READERS = {".html": read_html, ".htm": read_html, ".docx": read_docx, ".pdf": read_pdf}
_UNREAD = {".doc", ".wps", ".rtf", ".odt", ".ofd", ".epub", ".xls", ".xlsx", ".ppt", ".pptx", ".caj"}
_ENDINGS = _TEXTS | _READERS.keys() | _UNREAD
_SUPPORT = {"changelog", "desktop", "license", "makefile", "manifest", "md5sums", "readme", "sha256sums", "thumbs"}
_UNSAFE = re.compile(r"""[\s/\\:*?"<>|#%&'`;,=+!@$^~\[\](){}]+""")


class DocumentError(ValueError):
    """One file refused: ``path`` and ``reason`` say which and why."""

    def __init__(self, path: str, reason: str) -> None:
        """Keep both parts for the list of refusals."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text with what is known of it.

    Every offset of the project is a code point of ``raw``; ``text`` is ``raw`` mapped one to one for reading, so
    ``len(text) == len(raw)``. ``doc`` is unique in its folder and safe as an identifier; ``known`` is the manifest's row.
    """

    doc: str
    path: str
    sha256: str
    encoding: str
    raw: str = field(repr=False)
    text: str = field(repr=False)
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read, and why, in one line."""

    path: str
    reason: str


def list_files(folder: Path) -> list[Path]:
    """Return the files of a folder that are documents, in the order of their relative paths; [] where there is none.

    Hidden files, ``manifest.csv``, READMEs and endings that never hold a text (images, data) are passed over. Endings that hold a text
    which this package does not read (.doc, .rtf) are listed, so that they are refused aloud; so is a folder that cannot be opened.
    """
    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: found.append(Path(error.filename))):
        folders[:] = [x for x in folders if not x.startswith(".")]
        found.extend(Path(root, name) for name in names if _is_document(name))
    return sorted(found, key=Path.as_posix)


def _is_document(name: str) -> bool:
    if name.startswith((".", "~$")) or name.lower().partition(".")[0] in _SUPPORT:
        return False
    return Path(name).suffix.lower() in _ENDINGS


def read_document(path: Path, folder: Path, known: Mapping[str, str] = _NOTHING, doc: str | None = None) -> Document:
    """Return one file as a document.

    Args:
        path: the file.
        folder: the corpus folder, to which ``Document.path`` is relative.
        known: the manifest's row for it.
        doc: its identifier; made from the file's name where None.

    Raises:
        DocumentError: if the file cannot be read as text.
    """
    name = printable(path.relative_to(folder).as_posix())
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError(name, "a folder that cannot be opened, so that no text in it was read")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(name, "not a file with bytes in it, but a pipe or device")
        if status.st_size > MAX_BYTES:
            raise DocumentError(name, f"larger than {MAX_BYTES // 1_000_000} MB; cut it into its texts")
        data = path.read_bytes()
        raw, encoding = _read_text(path.suffix.lower(), data)
    except OSError as error:
        raise DocumentError(name, f"cannot be read: {error.strerror or error}") from error
    except (DecodingError, FormatError) as error:
        raise DocumentError(name, " ".join(str(error).split())) from error
    digest = hashlib.sha256(data).hexdigest()
    return Document(doc or _safe(path.stem), name, digest, encoding, raw, to_plain(raw), dict(known))


def _read_text(suffix: str, data: bytes) -> tuple[str, str]:
    if suffix in _UNREAD:
        raise FormatError(f"{suffix} files are not read; save it as .docx, .pdf or .txt")
    if suffix in _READERS:
        return _READERS[suffix](data)
    return decode(data)


def hash_file(path: Path) -> str:
    """Return a hash of a file's bytes; where it has none to read, the number of the error, or nothing: it is refused when it is read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a named pipe: to open it would wait for ever
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return str(error.errno)


def read_corpus(folder: Path) -> Iterator[Document | Refusal]:
    """Return an iterator over the documents of a folder, with a refusal in the place of each file that cannot be read.

    Raises:
        CorpusError: at once, if the folder is missing, holds no text, or its manifest cannot be read.
    """
    folder = Path(folder)
    return _read_files(match_manifest(folder, read_manifest(folder)), folder)


def match_manifest(
    folder: Path, manifest: Mapping[str, Mapping[str, str]]
) -> list[tuple[Path, str, Mapping[str, str]]]:
    """Return each document's file, identifier and row of the manifest, nothing read yet, in the order of :func:`list_files`.

    Raises:
        CorpusError: if the folder is missing or holds no text, or a row of the manifest names no document of it, or several.
    """
    if not folder.is_dir():
        raise CorpusError(f"{printable(str(folder))}: there is no such folder")
    files = list_files(folder)
    if not files:
        raise CorpusError(f"{printable(str(folder))}: no text in this folder (.txt, .md, .html, .docx or .pdf)")
    paths = [path.relative_to(folder).as_posix() for path in files]
    docs = name_documents(paths)
    known = assign_rows(manifest, paths, docs)
    return [(path, doc, known.get(doc, _NOTHING)) for path, doc in zip(files, docs, strict=True)]


def _read_files(files: Sequence[tuple[Path, str, Mapping[str, str]]], folder: Path) -> Iterator[Document | Refusal]:
    for path, doc, known in files:
        try:
            yield read_document(path, folder, known, doc)
        except DocumentError as error:
            yield Refusal(error.path, error.reason)


def name_documents(paths: Sequence[str]) -> list[str]:
    """Return an identifier for each relative path: its name without ending, with its folder and then its ending where names clash.

    >>> name_documents(["a.txt", "2021/b.txt", "2022/b.txt"])
    ['a', '2021-b', '2022-b']
    """
    names = [_safe(Path(x).stem) for x in paths]
    for widen in (
        lambda x: (Path(x).parent / Path(x).stem).as_posix().replace("/", "-"),
        lambda x: x.replace("/", "-").replace(".", "-"),
    ):
        clash = {name for name, times in Counter(names).items() if times > 1}
        names = [_safe(widen(path)) if name in clash else name for name, path in zip(names, paths, strict=True)]
    seen: Counter[str] = Counter()
    unique = []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return unique


def _safe(name: str) -> str:
    """Return a name that is safe as an identifier and in a link: no blanks, controls, bidi marks or reserved characters."""
    kept = name if name.isprintable() else "".join(x if unicodedata.category(x)[0] != "C" else "_" for x in name)
    return _UNSAFE.sub("_", kept).strip("_.") or "document"


def printable(name: str) -> str:
    """Return a file's name on one line, with controls, bidi marks and undecodable bytes written out.

    >>> printable("a\\nb")
    'a\\\\nb'
    """
    if name.isprintable():
        return name
    return "".join(x if unicodedata.category(x)[0] != "C" else x.encode("unicode_escape").decode("ascii") for x in name)
