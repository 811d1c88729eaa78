"""Say things in the reader's language: labels and sentence templates from ``labels.csv``, Chinese marked as Chinese inside English."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import Formatter

from analysis.instruments import read_codebook
from analysis.lexicon import LexiconError, read_concepts, read_rows

CODEBOOKS = ("care_layers", "groups", "instruments", "levels", "means", "undertakings")
LANGUAGES = ("en", "zh")
MISSING = "–"
FAMILIES = dict.fromkeys(
    ("gold", "found"), ("theme", "status", "modifier", "kind")
)  # columns that hold values of several
_CHINESE = re.compile(r"[“《「（]*[\u3400-\u9fff](?:[\u3400-\u9fff“”‘’《》（）、·\d%—-]*[\u3400-\u9fff》”）])*[》”）]*")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text as plain words and as HTML, which is escaped already."""

    plain: str
    html: str


@cache
def read_labels() -> dict[str, dict[str, str]]:
    """Return all that readers are told, by key and language; the names of themes and codes are those
    of ``themes.csv`` and the codebooks.

    Raises:
        LexiconError: if a key stands twice, or lacks a language.
    """
    labels: dict[str, dict[str, str]] = {}
    for row in read_rows("labels.csv"):
        if row["key"] in labels:
            raise LexiconError(f"labels.csv: the key {row['key']!r} stands twice")
        if not (row["en"] and row["zh"]):
            raise LexiconError(f"labels.csv: {row['key']!r} is not said in both languages")
        labels[row["key"]] = {"en": row["en"], "zh": row["zh"]}
    for key, concept in read_concepts().items():
        labels[f"value.theme.{key}"] = {"en": concept.en, "zh": concept.zh}
        labels[f"value.measure.theme {key}"] = {"en": f"theme: {concept.en}", "zh": f"主题：{concept.zh}"}
    for name in CODEBOOKS:
        for code in read_codebook(f"{name}.csv").values():
            labels[f"value.{name}.{code.key}"] = {"en": code.en, "zh": code.zh}
    return labels


def label(key: str, language: str) -> str:
    """Return one label.

    Raises:
        KeyError: naming the key that ``labels.csv`` lacks.
    """
    try:
        return read_labels()[key][language]
    except KeyError:
        raise KeyError(f"labels.csv has no key {key!r}") from None


def name_value(column: str, value: object, language: str) -> str:
    """Return how a value of a column is called: ``value.status.target`` of ``labels.csv``, or the value itself where it has no name."""
    keys = (f"value.{family}.{value}" for family in FAMILIES.get(column, (column,)))
    known = next((read_labels()[key] for key in keys if key in read_labels()), None)
    return known[language] if known else str(value)


def mark_chinese(text: str, language: str) -> str:
    """Return HTML of a text: escaped, and inside English each run of Chinese marked as such, for voices, fonts and spelling.

    >>> mark_chinese("<b> in 沈阳市", "en")
    '&lt;b&gt; in <span lang="zh">沈阳市</span>'
    """
    if language == "zh":
        return html.escape(text)
    parts, at = [], 0
    for match in _CHINESE.finditer(text):
        parts += [html.escape(text[at : match.start()]), f'<span lang="zh">{html.escape(match[0])}</span>']
        at = match.end()
    return "".join([*parts, html.escape(text[at:])])


def write_number(value: object, form: str = "") -> str:
    """Return a number as it is read: thousands apart, two decimals at most; ``–`` for a missing one.

    >>> write_number(44392500), write_number(2.50), write_number(float("nan")), write_number(0.123, ".0%")
    ('44,392,500', '2.5', '–', '12%')
    """
    if value is None or str(value) in ("nan", "<NA>"):
        return MISSING
    number = float(str(value))
    if form:
        return format(int(number) if form.endswith("d") else number, form)
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}".rstrip("0").rstrip(".")


def write_sentence(template: str, values: Mapping[str, object], language: str) -> Words:
    """Return a template with its values in place.

    A field may give forms for one and for more: ``{n:document|documents}`` is "1 document", "2 documents", "no documents";
    ``{n:~is|are}`` is the verb alone; ``{widest:theme}`` is the name of a value of that family, which is the field's own name where
    none is given. Lists are joined as the language does it. Values that are :class:`Words` keep their links.

    >>> write_sentence("{n:document|documents} {n:~is|are} read.", {"n": 0}, "en").plain
    'No documents are read.'
    """
    plain, marked = [], []
    for literal, field, form, _ in Formatter().parse(template):
        plain.append(literal)
        marked.append(mark_chinese(literal, language))
        if field is not None:
            words = _write_value(values[field], form or "", language, field)
            plain.append(words.plain)
            marked.append(words.html)
    return Words(_begin("".join(plain)), _begin("".join(marked)))


def misses_value(template: str, values: Mapping[str, object]) -> bool:
    """Say whether a template asks for a value that is not given, or is None."""
    return any(field is not None and values.get(field) is None for _, field, _, _ in Formatter().parse(template))


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:1].isascii() else text


def _write_value(value: object, form: str, language: str, field: str) -> Words:
    if isinstance(value, Words):
        return value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return join_words([_write_value(part, form, language, field) for part in value], language)
    if isinstance(value, str):
        name = name_value(form or field, value, language)
        name = name if name == value or language == "zh" else name[:1].lower() + name[1:]
        return Words(name, mark_chinese(name, language))
    text = _count(value, form) if "|" in form else write_number(value, form)
    return Words(text, html.escape(text))


def _count(value: object, form: str) -> str:
    one, many = form.removeprefix("~").split("|")
    noun = one if value == 1 else many
    if form.startswith("~"):
        return noun
    return f"no {noun}" if value == 0 else f"{write_number(value)} {noun}"


def join_words(parts: Sequence[Words], language: str) -> Words:
    """Return "a, b and c", or a、b和c; ``–`` for no parts."""
    if not parts:
        return Words(MISSING, MISSING)
    comma, last = (", ", " and ") if language == "en" else ("、", "和")
    plain, marked = [part.plain for part in parts], [part.html for part in parts]
    return Words(
        comma.join(plain[:-1]) + last * (len(parts) > 1) + plain[-1],
        comma.join(marked[:-1]) + last * (len(parts) > 1) + marked[-1],
    )
