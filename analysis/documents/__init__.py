"""Files in, texts out: whatever the encoding or format, with every refusal explained."""

from analysis.documents.folder import (
    Document,
    DocumentError,
    Refusal,
    hash_file,
    list_files,
    match_manifest,
    name_documents,
    printable,
    read_corpus,
    read_document,
)
from analysis.documents.manifest import CorpusError, read_manifest

__all__ = [
    "CorpusError",
    "Document",
    "DocumentError",
    "Refusal",
    "hash_file",
    "list_files",
    "match_manifest",
    "name_documents",
    "printable",
    "read_corpus",
    "read_document",
    "read_manifest",
]
