"""Write a page a document: its articles as reading text, every sentence an anchor, every mark with the card of what was read there."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from analysis.display import page_name
from analysis.report.marks import write_sentence
from analysis.report.render import Chapter
from analysis.report.site import Site
from analysis.report.texts import STATUSES, Block, Row, Text, mark_sentences, place_joins, split_blocks
from analysis.report.words import name_value, read_themes, read_words

Uses = Mapping[str, Sequence[Mapping[str, str]]]
#: Field of a card -> the column of its value, and the name of its words among the cues.
FIELDS = ("unit", "kind", "modifier", "change", "entity", "per", "date", "status", "place")
_CALLED = {"kind": "quantity_kind"}  # an article has a kind too, of another sort
_BYLINE = re.compile(r"^(?:作者|撰文|撰稿|文字?|(?:本报|本刊|本网)?记者)(?:[:：]\s*|\s+)(?=\S)")  # “By” says as much
GOALS = ("force", "commitment", "responsible", "due")


def collect_uses(chapters: Sequence[Chapter]) -> dict[str, list[dict[str, str]]]:
    """Return, for every anchor of a reader page, the places in chapters that lead to it; the first of each chapter."""
    uses: dict[str, list[dict[str, str]]] = {}
    for chapter in chapters:
        for anchor, here in chapter.uses:
            known = uses.setdefault(anchor, [])
            if all(use["slug"] != chapter.slug for use in known):
                known.append({"slug": chapter.slug, "anchor": here, "title": chapter.title})
    return uses


def write_reader(site: Site, text: Text, language: str, uses: Uses) -> None:
    """Write the reader page of one document in one language."""
    words = read_words(language)
    themes = read_themes(language)
    counts = Counter(row["theme"] for row in text.rows["themes"])
    site.write(
        language,
        f"sources/{page_name(text.doc)}",
        "reader",
        title_document(text),
        text={
            "path": text.document["path"],
            "articles": _write_articles(text, language, uses),
            "aside": [
                {"name": words[f"layout.{x['type']}"], "text": x["text"]}
                for x in text.rows["layout"]
                if x["type"] in ("furniture", "meta")
            ],
            "cards": [*_quantity_cards(text, language, uses), *_formula_cards(text, language, uses)],
        },
        switches=_list_switches(text, language),
        themes=[{"key": key, "name": themes.get(key, key), "count": count} for key, count in counts.most_common()],
    )


def title_document(text: Text) -> str:
    """Return what a document is called: its first article's title, else its first article's name, else its name."""
    articles = text.rows["articles"]
    titled = next((x for x in articles if x["title"]), articles[0] if articles else None)
    return text.call(titled) if titled else text.doc


def cite_article(article: Row, document: Row) -> str:
    """Return the citation of an article: title, source, date, file."""
    source = article["source"] or document["issuer"] or ""
    date = article["published"] or article["event_date"] or document["published"] or ""
    title = f"《{article['title']}》" if article["title"] else ""
    return "，".join(x for x in (title, source, date, document["path"]) if x)


def _write_articles(text: Text, language: str, uses: Uses) -> list[dict[str, Any]]:
    words = read_words(language)
    marks = mark_sentences(text, {x: words[f"mark.{x}"] for x in (*STATUSES, "other", "formula")})
    terms: dict[str, list[tuple[str, str]]] = {}
    for row in text.rows["themes"]:
        terms.setdefault(row["sentence"], []).extend((row["theme"], term) for term in row["terms"].split("、"))
    layout = text.rows["layout"]

    def write(row: Row) -> Markup:
        inner = write_sentence(
            row["text"], marks.get(row["sentence"], ()), terms.get(row["sentence"], ()), place_joins(row, layout)
        )
        return _wrap_sentence(row, inner, terms.get(row["sentence"], ()), uses, words)

    written = []
    for article in text.rows["articles"]:
        sentences = [x for x in text.rows["sentences"] if x["article"] == article["article"]]
        own = [x for x in layout if article["start"] <= x["start"] < article["end"]]
        titled = bool(sentences) and sentences[0]["kind"] == "heading" and sentences[0]["text"] == article["title"]
        heading = write(sentences[0]) if titled else text.call(article)
        blocks = split_blocks(sentences[1:] if titled else sentences, own)
        written.append(
            {
                "anchor": f"{text.doc}-a{article['article']}",
                "title": text.call(article),
                "heading": heading,
                "section": article["section"],
                "facts": _list_facts(article, language),
                "citation": cite_article(article, text.document),
                "blocks": [_write_block(block, write) for block in blocks],
            }
        )
    return written


def _write_block(block: Block, write: Any) -> dict[str, Any]:
    inner = Markup("").join(write(row) for row in block.sentences) if block.sentences else block.text
    return {"kind": block.kind, "html": inner}


def _wrap_sentence(
    row: Row, inner: Markup, terms: Sequence[tuple[str, str]], uses: Uses, words: Mapping[str, str]
) -> Markup:
    """A sentence as an anchor, with its number and what its card needs."""
    number = row["sentence"].rpartition("-s")[2]
    themes = " ".join(sorted({theme for theme, _ in terms}))
    used = " ".join(f"{use['slug']}#{use['anchor']}" for use in uses.get(row["sentence"], ()))
    more = Markup("").join(
        Markup(' {}="{}"').format(name, value)
        for name, value in (("data-themes", themes), ("data-uses", used))
        if value
    )
    return Markup(
        '<span class="s" id="{id}"{more}><a class="no" href="#{id}" aria-label="{label}" data-n="{number}"></a>{inner}</span>'
    ).format(
        id=row["sentence"], more=more, label=words["js.sentence"].format(number=number), number=number, inner=inner
    )


def _list_facts(article: Row, language: str) -> list[dict[str, str]]:
    words = read_words(language)
    shown = [(name, article[name]) for name in ("byline", "source", "published", "event_date", "place")]
    facts = [
        {"name": words[name], "value": _BYLINE.sub("", value) if name == "byline" else value}
        for name, value in shown
        if value
    ]
    if article["kind"]:
        facts.append({"name": words["kind"], "value": name_value("kind", article["kind"], language)})
    return facts


def _list_switches(text: Text, language: str) -> list[dict[str, Any]]:
    words = read_words(language)
    counts = Counter(row["status"] if row["status"] in STATUSES else "other" for row in text.rows["quantities"])
    counts["formula"] = len(text.rows["formulae"])
    switches = [
        {"key": key, "name": words[f"mark.{key}"], "style": f"mark-{key}", "count": counts[key], "on": True}
        for key in (*STATUSES, "other", "formula")
        if counts[key]
    ]
    layout = Counter(row["type"] for row in text.rows["layout"])
    if layout["join"]:
        switches.append({"key": "join", "name": words["mark.join"], "style": "", "count": layout["join"], "on": False})
    numbers = len(text.rows["sentences"])
    return [*switches, {"key": "numbers", "name": words["mark.numbers"], "style": "", "count": numbers, "on": True}]


def _quantity_cards(text: Text, language: str, uses: Uses) -> list[dict[str, Any]]:
    goals = {row["quantity"]: row for row in text.rows["targets"]}
    cards = []
    for row in text.rows["quantities"]:
        fields = _list_fields(row, json.loads(row["cues"] or "{}"), goals.get(row["quantity"]), language)
        style = row["status"] if row["status"] in STATUSES else "other"
        cards.append(_make_card(text, row, row["quantity"], style, fields, language, uses))
    return cards


def _list_fields(row: Row, cues: Mapping[str, str], goal: Row | None, language: str) -> list[dict[str, Any]]:
    words = read_words(language)
    fields = [
        {"name": words["value"], "value": write_value(row["low"], row["high"]), "words": row["text"], "zh": False}
    ]
    shown = [(name, row[name]) for name in FIELDS] + [(name, goal[name]) for name in GOALS if goal is not None]
    for name, value in shown:
        if value:
            words_read = cues.get(name) or (goal["cue"] if goal and name in ("force", "commitment") else "")
            called = name_value(name, value, language)
            fields.append(
                {"name": words[_CALLED.get(name, name)], "value": called, "words": words_read, "zh": called == value}
            )
    if row["universal"]:
        fields.append({"name": words["universal"], "value": words["yes"], "words": "", "zh": False})
    return fields


def write_value(low: float | None, high: float | None) -> str:
    """Return a value or a range as it is read.

    >>> write_value(60.0, 60.0), write_value(20.0, None), write_value(3, 5.5), write_value(None, None)
    ('60', '≥ 20', '3–5.5', '–')
    """
    if low is None and high is None:
        return "–"
    if low is None or high is None:
        return f"≥ {low:,.10g}" if low is not None else f"≤ {high:,.10g}"
    return f"{low:,.10g}" if low == high else f"{low:,.10g}–{high:,.10g}"


def _formula_cards(text: Text, language: str, uses: Uses) -> list[dict[str, Any]]:
    words = read_words(language)
    cards = []
    for row in text.rows["formulae"]:
        members = json.loads(row["members"] or "[]")
        fields = [
            {"name": words["members_said"], "value": str(row["count"]), "words": row["text"], "zh": False},
            {"name": words["members_listed"], "value": str(row["listed"]), "words": "、".join(members), "zh": False},
            {"name": words["times"], "value": str(row["times"]), "words": "", "zh": False},
        ]
        if row["agrees"] is not None:
            fields.append(
                {"name": words["agrees"], "value": words["yes" if row["agrees"] else "no"], "words": "", "zh": False}
            )
        cards.append(_make_card(text, row, f"{text.doc}-f{row['start']}", "formula", fields, language, uses))
    return cards


def _make_card(
    text: Text, row: Row, anchor: str, style: str, fields: list[dict[str, Any]], language: str, uses: Uses
) -> dict[str, Any]:
    sentence = next(x["text"] for x in text.rows["sentences"] if x["sentence"] == row["sentence"])
    stop = row["offset"] + len(row["text"])
    found = [*uses.get(anchor, ()), *uses.get(row["sentence"], ())]
    return {
        "anchor": anchor,
        "style": style,
        "kind": read_words(language)[f"mark.{style}"],
        "text": sentence[row["offset"] : stop],
        "before": sentence[: row["offset"]],
        "after": sentence[stop:],
        "fields": fields,
        "uses": list({use["slug"]: use for use in reversed(found)}.values())[::-1],
    }
