"""What a headline leaves out and the article's body says: when a number of the headline holds, and whether it is a target or a result."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from analysis.amounts import Amount

_LONGEST = 200  # characters that the lines ahead of an article's first sentence may have
_MADE_KNOWN = re.compile(  # in the first sentence or the title
    "(?:使用|分配|收支|发放|拨付|安排|筹集|执行|完成|落实|整改|评审|评估|认定|检查|年检|考核|募捐|捐赠|救助)(?:[和及、与][^，。\n]{1,8})?(?:情况|结果|明细|计划)的?(?:公示|公告|通报|公布)"
)
_MADE_SO = re.compile("现将[^。；\n]{2,60}(?:情况|结果)(?:予以)?(?:公示|公告|通报|公布)如下")
_OPENING = 600  # characters of a notice in which it says what it makes known
_BELOW, _MANY = 1500, 64  # characters and quantities below a heading
_TELLING = 3  # more characters than that a heading's number has that tells which is meant
_ROUNDED = 0.02  # of its value that a headline's number may lie off that of the body
_TOOK_PART = re.compile("[^，。；\n]{0,24}(?:参加(?:了|会议|活动|培训|[此本]次)|出席|参会|到会)")
_ON_THE_DAY = re.compile(
    "[^，。；\n]{0,8}(?:仪式|发布会|现场会|活动)上|(?:活动)?现场[，有共]|活动(?:现场|当[天日])|会(?:议)?上[，,]|当[天日](?:[上下]午|晚上?)?[，,]|(?:据(?:了解|悉|介绍|统计)[，,])?在?[此本这]次[^。；\\n]{0,80}?(?:共|累计)"
)


class _Bound(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def status(self) -> str: ...
    @property
    def cues(self) -> tuple[tuple[str, int, int], ...]: ...


_Q = TypeVar("_Q", bound=_Bound)


def makes_known(text: str) -> bool:
    """Return whether a notice opens by saying that it makes known what was done (公益金使用情况公示), and so tells results.

    >>> makes_known("某县2024年度福彩公益金使用情况公示"), makes_known("关于申报福彩公益金项目的通知")
    (True, False)
    """
    first = text.find("。", 0, _OPENING)
    return _MADE_KNOWN.search(text, 0, first if first > 0 else _OPENING) is not None or bool(
        _MADE_SO.search(text, 0, _OPENING)
    )


def end_headlines(text: str, title_end: int) -> int:
    """Return where the title and the lines under it end that stand ahead of the article's first sentence.

    >>> end_headlines("某市募集善款5亿元\\n惠及群众3万人次\\n昨日，某市开会。", 9)
    19
    """
    stop = text.find("。", 0, title_end + _LONGEST)
    begin = text.rfind("\n", 0, stop) + 1 if stop > 0 else 0
    return begin if title_end <= begin <= _LONGEST else title_end


def settle_headlines(
    quantities: Sequence[_Q], end: int, take: Callable[[_Q, _Q], _Q], heads: Callable[[int], bool]
) -> list[_Q]:
    """Give the quantities of the headlines the date and status that the body gives the same words or the same number.

    Args:
        quantities: those of an article, in order.
        end: where its headlines end.
        take: makes of a headline's quantity and the body's one what the headline's becomes.
        heads: whether a place stands in a heading; what a heading rounds is told below it.
    """
    body = [x for x in quantities if x.start >= end]
    texts = {x.text: x for x in reversed(body)}
    numbers = {(x.low, x.high, x.kind): x for x in reversed(body) if x.date}
    settled = []
    for index, x in enumerate(quantities):
        known = None
        if not x.date and x.start < end:
            known = texts.get(x.text) or numbers.get((x.low, x.high, x.kind)) or _find_rounded(x, body)
        elif not x.date and len(x.text) > _TELLING and heads(x.start):
            known = _find_below(quantities, index)
        agrees = known and (known.status == x.status or all(name != "status" for name, _, _ in x.cues))
        settled.append(take(x, known) if known and agrees else x)
    return settled


def _find_below(quantities: Sequence[_Q], index: int) -> _Q | None:
    """Return the dated quantity below a heading that is told in the same words, None where there is none."""
    heading = quantities[index]
    for x in quantities[index + 1 : index + _MANY]:
        if x.start > heading.start + _BELOW:
            return None
        if x.text == heading.text and x.date:
            return x
    return None


def _find_rounded(headline: _Q, body: Sequence[_Q]) -> _Q | None:
    """Return the body's number that a headline rounds (超1691万 of 1691.47万人), None where there is none."""
    low = headline.low or headline.high or 0.0
    alike = (x for x in body if x.date and x.kind == headline.kind and headline.unit in (None, x.unit))
    return next((x for x in alike if x.low and abs(x.low - low) <= _ROUNDED * low), None)


def is_of_day(text: str, sentence: int, amount: Amount, stop: int) -> bool:
    """Tell whether a number is of an event that is told: who took part (40余人参加了会议), what was done there (启动仪式上，…)."""
    return _TOOK_PART.match(text, amount.end, stop) is not None or _ON_THE_DAY.match(text, sentence) is not None
