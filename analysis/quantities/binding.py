"""Bind to every quantity of a text what it counts, per what, when, where, and whether it is a target, a result, a rule or a scope."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from analysis.amounts import Amount, find_amounts
from analysis.amounts.units import AGES
from analysis.dates import DateMention, find_dates
from analysis.places import Found
from analysis.quantities.frames import Frame, Sentence
from analysis.quantities.headlines import end_headlines, is_of_day, makes_known, settle_headlines
from analysis.quantities.moods import Moods
from analysis.quantities.names import Names
from analysis.quantities.periods import Governor, Timeline
from analysis.quantities.rates import find_per
from analysis.quantities.scopes import Whereabouts
from analysis.quantities.status import read_status


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of an article beside its text: dates, main place (a path), kind, sentences, the names of places in it."""

    published: str | None = None
    event_date: str | None = None
    place: str | None = None
    kind: str | None = None
    sentences: Sequence[Sentence] = field(default_factory=tuple)
    names: Sequence[Found] | None = None  # as places.find_names gave them; found anew where None


@dataclass(slots=True)  # not frozen: it would take twice the time to make
class Quantity:
    """A quantity with all that is bound to it; ``text == source[start:end]``.

    ``cues`` says of each bound field which words it was read from: (field, start, end).
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    unit: str | None
    kind: str
    modifier: str
    change: str | None
    entity: str | None
    per: str | None
    date_text: str | None
    date: str | None
    status: str
    place: str | None
    universal: bool
    cues: tuple[tuple[str, int, int], ...] = ()


def find_quantities(text: str, context: Context, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return every quantity of an article with its bound fields, in order; [] where there is none.

    Args:
        text: the reading text of the article.
        context: what is known beside the text.
        taken: spans already read as something else (numbered formulae).
    """
    dates = find_dates(text)
    amounts = find_amounts(text, taken, [(x.start, x.end) for x in dates])
    return bind_amounts(text, context, amounts, dates)


def bind_amounts(
    text: str, context: Context, amounts: Sequence[Amount], dates: Sequence[DateMention]
) -> list[Quantity]:
    """Return the quantities that the amounts of an article become, in order; [] for none."""
    if not amounts:
        return []
    binder = _Binder(text, context, dates)
    quantities = list(binder.bind(amounts))
    end = end_headlines(text, binder.title_end)
    return settle_headlines(quantities, end, _take, binder.heads)


def _take(headline: Quantity, body: Quantity) -> Quantity:
    """Return a headline's quantity with the date and the status of the body's."""
    return replace(headline, status=body.status, date=body.date, date_text=body.date_text)


_RAISED = re.compile("(?:调整|提高|上调|增加|提标)[为到至](?:每[^，。；\\n]{0,6})?\\Z")
_STOCK = re.compile("现有|共有")
_JOINS = frozenset(("、", "和", "与", "及", "以及"))


class _Binder:
    """Binds the amounts of one article, first to last: what one says may carry over to the next."""

    def __init__(self, text: str, context: Context, dates: Sequence[DateMention]) -> None:
        self._text, self._dates = text, dates
        self._date_starts = [x.start for x in dates]
        self._frame = Frame(text, context.sentences)
        self.title_end = self._frame.title_end
        told = context.kind in ("notice", "other") and makes_known(text)
        kind = "report" if told else context.kind
        self._timeline = Timeline(self._frame, dates, context.published, kind)
        self._moods = Moods(self._frame, kind, context.published, told)
        self._places = Whereabouts(text, context.place, context.names)
        self._scope_end = 0  # where the last name ends, if its quantity is a scope
        self._told: set[int] = set()  # where the sentences begin that follow one on an event
        self._names = Names(text, dates, self._places.mentions)

    def heads(self, place: int) -> bool:
        """Tell whether a place stands in a heading."""
        return self._frame.is_heading(place)

    def bind(self, amounts: Sequence[Amount]) -> Iterator[Quantity]:
        for index, amount in enumerate(amounts):
            yield self._bind(amounts, index, amount)

    def _bind(self, amounts: Sequence[Amount], index: int, a: Amount) -> Quantity:
        frame, text = self._frame, self._text
        sentence, paragraph = frame.locate(a.start)
        clause, stop = frame.clause_start(a.start), frame.clause_end(a.end)
        per = find_per(text, self._label_start(clause), a.start, a.end)
        if per and a.kind == "percent" and index and per[1] <= amounts[index - 1].start:
            per = None  # 每万人拥有社工18人、持证比例达到50%: a rate of its own
        if per and index and per[1] <= amounts[index - 1].start and "标准" in text[amounts[index - 1].end : a.start]:
            per = None  # 按每人每年9000元标准发放供养金57万元
        if a.unit in AGES:
            per = None  # 每月30小时、80周岁以上老年人每月3小时
        entity = self._names.find(amounts, index, clause, sentence, per)
        governor = self._timeline.find(a.start, frame.whole_start(sentence, paragraph), paragraph)
        status = read_status(
            frame,
            self._moods,
            a,
            governor,
            text[per[0] : per[1]] if per else None,
            (clause, sentence, stop),
            bool(index) and amounts[index - 1].end == a.start,
        )
        if status[0] == "result" and self._scope_end and text[self._scope_end : a.start] in _JOINS:
            status = ("scope", *status[1:])  # 对160个重点帮扶县、3.5万个安置区倾斜支持
        self._scope_end = entity[1] if entity and status[0] == "scope" else 0
        governor = self._check_date(governor, status[0], clause, sentence, a)
        if governor is None and status[0] == "target":
            governor = self._timeline.find_after(a.end, stop)
        if governor is None and status[0] == "result":
            governor = self._find_day(a, sentence, paragraph, stop)
        place = self._places.find(
            clause,
            frame.part_start(a.start, sentence),
            paragraph,
            a.start,
        )
        cues = [*a.cues]
        for name, span in (("entity", entity), ("per", per), ("status", status[1:]), ("place", place[1:])):
            if span and span[1] > span[0]:
                cues.append((name, *span))
        if governor:
            cues.append(("date", governor.start, governor.end))
        return Quantity(
            a.start, a.end, a.text, a.low, a.high, a.unit, a.kind, a.modifier, a.change,
            text[slice(*entity)] if entity else None, text[slice(*per)] if per else None,
            governor.text if governor else None, _full(governor),
            status[0], place[0], a.universal, tuple(cues),
        )  # fmt: skip

    def _label_start(self, clause: int) -> int:
        """Return where the label begins that a clause stands behind (每千名老年人配备社会工作者：1人以上), else where the clause does."""
        return self._frame.clause_start(clause - 1) if self._text[clause - 1 : clause] in ("：", ":") else clause

    def _find_day(self, amount: Amount, sentence: int, paragraph: int, stop: int) -> Governor | None:
        """Return the day of the event that a result is of (此次慰问共发放…。其中，…), None where it is of none."""
        told = sentence in self._told and self._text.startswith("其中", sentence)
        if not told and not is_of_day(self._text, sentence, amount, stop):
            return None
        self._told.add(self._text.find("。", amount.end) + 1)
        return self._timeline.find_day(amount.start, paragraph)

    def _check_date(
        self, governor: Governor | None, status: str, clause: int, sentence: int, amount: Amount
    ) -> Governor | None:
        """Return the date that binds a quantity of that status: a scope's own, a result's past, a target's future one."""
        if governor is None or governor.kind == "vague":
            return None
        if self._moods.kind == "law" and governor.kind not in ("year", "month", "day"):
            return None  # 上一年总收入的70%: of whatever year
        full = amount.kind == "duration" and self._text[amount.start - 1] in "满续"
        if full and status == "scope":
            return None  # 2020年名单（不含连续两年未参加的）
        if status == "rule" and (full or governor.text.startswith(("上", "当年", "次年", "同年"))):
            return None  # 截止10月1日前登记满2年: whenever it was
        if status == "rule" and governor.role == "from" and _RAISED.search(self._text, clause, amount.start):
            return governor  # 从7月1日起…：由每人每月410元调整为450元
        if status in ("scope", "rule"):
            return governor if governor.start >= clause and amount.unit not in ("岁", "周岁", "周年") else None
        if governor.role == "since" and governor.start < sentence and _STOCK.search(self._text, sentence, amount.start):
            return None  # 2018年以来新建20个。全县现有120个
        if amount.kind == "duration" and status == "target" and governor.start < sentence:
            return None  # 三年行动 lasts three years; no date of another sentence bounds it
        timed = self._moods.of_date(governor)
        return None if timed and timed != status else governor


def _full(governor: Governor | None) -> str | None:
    """Return a date with its year; 12月末 of a text that tells no year is none."""
    return governor.date if governor and governor.date and governor.date[0] != "-" else None
