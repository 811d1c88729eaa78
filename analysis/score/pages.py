"""Pages: articles found with their marks, broken sentences mended, captions and furniture lifted out."""

from __future__ import annotations

import json
import re

from analysis.score.measures import Miss, Row, Rows, Scored, measure_f1, measure_share, read_cell, squeeze

FIELDS = ("title", "section", "byline", "source", "published", "event_date", "place", "kind")
_STOP = re.compile("[^。！？；;]*[。！？；;][”’）)]*")


def score_articles(gold: Rows, articles: Rows, sentences: Rows) -> Scored:
    """Return F1 of articles, then of those found the share whose title, section, byline, source, dates, place and kind agree.

    An article is found where the first sentence of its body begins as the annotated body does (8 characters). Last come the subheads: the
    share that are headings among its sentences.
    """
    docs = {row["doc"] for row in gold}
    articles = [row for row in articles if row["doc"] in docs]
    first: dict[tuple[object, object], str] = {}
    headings: dict[tuple[object, object], set[str]] = {}
    for row in sentences:
        key = (row["doc"], row["article"])
        if row["kind"] == "body":
            first.setdefault(key, squeeze(row["text"]))
        else:
            headings.setdefault(key, set()).add(squeeze(row["text"]).rstrip("。"))
    pairs, misses = [], []
    for want in gold:
        opening = squeeze(want["first"])[:8]
        same = (row for row in articles if row["doc"] == want["doc"])
        found = next((row for row in same if first.get((row["doc"], row["article"]), "").startswith(opening)), None)
        if found is None:
            misses.append(Miss(str(want["doc"]), None, None, str(want["title"]), "article missed", "", ""))
        else:
            pairs.append((want, found))
    scored = Scored([measure_f1("articles", len(pairs), len(articles), len(gold))], misses)
    for field in FIELDS:
        scored += _score_field(field, [(want, row, *_cells(want, row, field)) for want, row in pairs])
    return scored + _score_subheads([(want, headings.get((row["doc"], row["article"]), set())) for want, row in pairs])


def _cells(want: Row, row: Row, field: str) -> tuple[str, str]:
    a, b = (squeeze(read_cell(side, field)) for side in (want, row))
    if field == "event_date" and a.startswith(
        "--"
    ):  # 10月25日 on a page without a year: what the year is was left open
        return a, f"-{b[4:]}" if b[4:] else b
    return a, b[:10] if field == "published" else b


def _score_subheads(pairs: list[tuple[Row, set[str]]]) -> Scored:
    wanted = [(want, text, made) for want, made in pairs for text in json.loads(str(want.get("subheads") or "[]"))]
    misses = [
        Miss(str(want["doc"]), None, None, text, "subhead missed", "", "")
        for want, text, made in wanted
        if squeeze(text) not in made
    ]
    return Scored([measure_share("article subheads", len(wanted) - len(misses), len(wanted))], misses)


def _score_field(field: str, compared: list[tuple[Row, Row, str, str]]) -> Scored:
    misses = [
        Miss(
            str(want["doc"]), int(str(row["start"])), int(str(row["end"])), str(want["title"]), f"article {field}", a, b
        )
        for want, row, a, b in compared
        if a != b
    ]
    return Scored([measure_share(f"article {field}", len(compared) - len(misses), len(compared))], misses)


def score_layout(gold: Rows, sentences: Rows) -> Scored:
    """Return the shares of joins, captions and furniture that are right.

    A join is right where some sentence holds both ends side by side, the second up to its full stop;
    a caption or furniture where no sentence holds it.
    """
    bodies: dict[object, list[str]] = {}
    for row in sentences:
        bodies.setdefault(row["doc"], []).append(squeeze(row["text"]))
    scored = Scored()
    for kind in ("join", "caption", "furniture"):
        rows = [row for row in gold if row["type"] == kind]
        wrong = [row for row in rows if not _is_laid_out(row, bodies.get(row["doc"], []))]
        misses = [
            Miss(str(row["doc"]), None, None, str(row["text"] or f"{row['tail']} | {row['head']}"), kind, "", "")
            for row in wrong
        ]
        scored += Scored([measure_share(kind, len(rows) - len(wrong), len(rows))] if rows else [], misses)
    return scored


def _is_laid_out(row: Row, body: list[str]) -> bool:
    if row["type"] == "join":
        head = squeeze(row["head"])
        stop = _STOP.match(head)  # what follows a full stop is another sentence
        return any(squeeze(row["tail"]) + (stop[0] if stop else head) in text for text in body)
    text = squeeze(row["text"])
    # a furniture line of one to three characters (关闭) may well stand inside a sentence of its own right
    return bool(body) and not any(text == other or (len(text) > 3 and text in other) for other in body)
