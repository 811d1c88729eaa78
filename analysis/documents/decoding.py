"""Turn a file's bytes into text, and text into text for reading, one character for one.

UTF-8 is tried first and must be whole. Other encodings are weighed by how common the characters are that come out, because Big5 bytes
decode as GB18030 without an error, and GB18030 bytes as UTF-16, into rare characters, Hangul and private ones. What is no Chinese in any
of them is left to charset-normalizer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from analysis.lexicon import read_rows

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
_SAMPLE = 40_000  # bytes that are enough to tell encodings apart
_LIKELY = 0.3  # what common Chinese reaches and another encoding's bytes do not
_COMMON = frozenset(x for row in read_rows("common_characters.csv") for x in row["simplified"] + row["traditional"])
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_BEYOND = re.compile("[^\t-\r -~]")


def _read_planes(encoding: str, first: range, last: Sequence[int]) -> frozenset[str]:
    """Return the characters of a range of rows of a double-byte encoding."""
    pairs = bytes(x for lead in first for trail in last for x in (lead, trail))
    return frozenset(pairs.decode(encoding, "ignore"))


_LEVEL_ONE = _read_planes("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)) | _read_planes(
    "big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))
)
"""The characters that GB 2312 and Big5 put first, because they are in frequent use."""
_MARKS = frozenset("，。、；：！？“”‘’（）《》〈〉【】〔〕「」『』—…·％　０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩■●◆▲□○×℃Ⅰ")


class DecodingError(ValueError):
    """Bytes that are no text, or text cut off; the message says why."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding, without the byte order mark.

    Raises:
        DecodingError: if the file is empty, is binary, or breaks off or is damaged inside UTF-8.

    >>> decode("民政".encode("gb18030"))
    ('民政', 'gb18030')
    """
    if not data.strip():
        raise DecodingError("the file is empty")
    for start, name in _MAGIC:
        if data.startswith(start):
            raise DecodingError(f"not a text file: it is {name}")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(_decode_whole(data[len(bom) :], encoding)), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text, encoding = _decode_legacy(data, error)
        return _checked(text), encoding
    if _CONTROL.search(text):
        return _decode_wide(data, text)
    if len(data) <= 8 and _weigh_text(text) < 0 and _weigh(data, "gb18030") == 1.0:
        return data.decode("gb18030"), "gb18030"  # 同时 and 目前 in GBK happen to be whole UTF-8
    return _filled(text), "utf-8"


def _decode_whole(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodingError(f"broken {encoding} at byte {error.start}: the file is cut off or damaged") from error


def _decode_legacy(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """Decode what is not UTF-8. Mostly valid UTF-8 is damaged UTF-8, not another encoding."""
    lead = data[: error.start].decode("utf-8")[-2000:]
    if sum(x > "\x7f" for x in lead) > 3 and _weigh_text(lead) > _LIKELY:
        raise DecodingError(f"broken utf-8 at byte {error.start}: the file is cut off or damaged")
    sample = data[:_SAMPLE]
    scores = {x: _weigh(sample, x) for x in _CANDIDATES}
    best = max(scores, key=lambda x: scores[x])
    if scores[best] >= _LIKELY:
        return _decode_whole(data, best), best
    return _ask_library(data)


def _decode_wide(data: bytes, text: str) -> tuple[str, str]:
    """Decode bytes with controls in them: UTF-16 without its mark, or UTF-8 with a few stray ones, or no text at all."""
    sample = data[:_SAMPLE]
    encoding = max(("utf-16-le", "utf-16-be"), key=lambda x: _weigh(sample, x))
    if len(data) % 2 == 0 and _weigh(sample, encoding) >= _LIKELY:
        return _checked(_decode_whole(data, encoding)), encoding
    if "\x00" in text:
        raise DecodingError("not a text file: it holds zero bytes")
    return _checked(text), "utf-8"


def _ask_library(data: bytes) -> tuple[str, str]:
    """Decode what is no common Chinese with charset-normalizer's best guess."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or best.encoding in {"utf_16", "utf_32"}:
        raise DecodingError("not a text file, or in an encoding that cannot be told")
    return _decode_whole(data, best.encoding), best.encoding.replace("_", "-")


def _weigh(sample: bytes, encoding: str) -> float:
    """Return how likely a text the sample decodes to, -1.0 if it does not decode."""
    for cut in range(4 if len(sample) > 200 else 1):  # a sample, or a file that breaks off, may end inside a character
        try:
            return _weigh_text(sample[: len(sample) - cut].decode(encoding))
        except UnicodeDecodeError:
            continue
    return -1.0


def _weigh_text(text: str) -> float:
    """Return how common the characters beyond ASCII are, from -1.0 (Hangul, private, controls) to 1.0 (的 是 在); 0.5 for ASCII alone."""
    times = Counter(_BEYOND.findall(text))
    total = times.total()
    return sum(_weigh_character(x) * n for x, n in times.items()) / total if total else 0.5


def _weigh_character(character: str) -> float:
    if character in _COMMON or character in _MARKS:
        return 1.0
    if character in _LEVEL_ONE:
        return 0.7
    return -0.2 if "\u4e00" <= character <= "\u9fff" else -1.0


def _checked(text: str) -> str:
    if len(_CONTROL.findall(text[:_SAMPLE])) * 50 > min(len(text), _SAMPLE):
        raise DecodingError("not a text file: it is full of control characters")
    return _filled(text)


def _filled(text: str) -> str:
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0\u200b"):
        raise DecodingError("the file is empty")
    return text


def _read_map() -> dict[str, str]:
    """Odd character -> the character that it is read as."""
    plain = {chr(x): " " for x in (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)}
    plain |= {chr(x): " " for x in range(0x20) if chr(x) not in "\t\n\r\f\v"} | {"\x7f": " "}
    plain |= dict.fromkeys("\x0c\x0b\x1c\x1d\x1e\x85\u2028\u2029", "\n")
    plain |= dict.fromkeys(
        "\u200c\u200d\u200e\u200f\u2060\ufeff\xad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "\u200b"
    )
    wide = [
        *range(0xFF10, 0xFF1A),
        *range(0xFF21, 0xFF3B),
        *range(0xFF41, 0xFF5B),
        *map(ord, "％＋－．／＝～＆＃＠＊＜＞＿｜"),
    ]
    plain |= {chr(x): chr(x - 0xFEE0) for x in wide}
    for x in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        form = unicodedata.normalize("NFKC", chr(x))
        if len(form) == 1 and form != chr(x):
            plain[chr(x)] = form
    return plain | {row["odd"]: row["plain"] for row in read_rows("odd_characters.csv")}


_PLAIN = _read_map()
_ODD = re.compile(f"[{re.escape(''.join(_PLAIN))}]")


def to_plain(raw: str) -> str:
    """Return the text for reading, one character for one character.

    Full-width digits and letters become ASCII, radicals the characters that they look like, odd spaces blanks, every kind of line break
    a line feed; characters without width become U+200B. Chinese punctuation stays.

    >>> to_plain("２０２３年　爱心个⼈")
    '2023年 爱心个人'
    """
    if "\r" in raw:
        raw = raw.replace("\r\n", " \n").replace("\r", "\n")
    return _ODD.sub(lambda match: _PLAIN[match[0]], raw)
