"""Name what each quantity of an article counts: the noun phrase beside it, a member of a shared list, or what the one before it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.amounts import Amount
from analysis.dates import DateMention
from analysis.lexicon import read_rows
from analysis.places import Mention
from analysis.quantities.attributes import is_attribute
from analysis.quantities.entities import ACTION_AFTER, RATES, Span, find_after, find_before
from analysis.quantities.lists import split_members

_NOUNS = frozenset(row["noun"] for row in read_rows("noun_units.csv"))
_BARE = frozenset(("比例", "比重", "占比", "份额", "人数", "数量", "规模", "总额", "水平", "标准"))
_OBLIQUE = re.compile("[，,、]?(?:其中|同期)?[，,]?[对向与同比较]")
_COMPARED = re.compile("[，,、]?(?:[比较](?![例重])|高[于出]|低于|快于|优于)")
_SHARED = re.compile("分别|各为|依次")
_NEXT = re.compile("(?:及?以[上下内]|左右|多|余)?(?:[、，和与及]|以及)?(?:约|近|超|超过|达|达到)?")
_TIMES_OF = re.compile("不低于|不高于|不超过|不少于|相当于|达到|高于|低于|超过|是|为")
_RATES = frozenset(("增幅", "降幅", "涨幅", "增速", "增长率", "增长", "下降", "减幅"))
_GENERIC = frozenset(
    (
        "城镇",
        "农村",
        "城市",
        "城乡",
        "国内",
        "省级",
        "市级",
        "县级",
        "国家级",
        "一",
        "二",
        "三",
        "男",
        "女",
        "城",
        "乡",
        "村",
        "公办",
        "民办",
    )
)
_BREAK = re.compile("[，,。；;：:！？\\n（(]")
_EVENT_BEFORE = re.compile(
    "(培训|轮训|检查|走访|巡查|巡访|督查|体检|演练|慰问|探访|会议|宣讲|活动|服务|评估|抽查|回访|考核|救治|调解|执法|募捐)[^，。]{0,4}$"
)
_WITHIN = re.compile(
    "[以之]?内[，,]?[^，。；\\n]{0,4}?(?:完成|作出|办理|进行|提出|组织|开展|予以|给予|实现|建成|达到)?(?=[^，。；\\n]{2})"
)
_AT_LEAST = re.compile("不少于|不低于|不超过|至少|超过|约")
_OPENED = re.compile("[(（][^()（）]*\\Z")
_SPENT = re.compile(
    "(投资|出资|投入|捐款|捐资|罚款|奖励|补助|补贴|营收|产值|金额|筹资|融资|贷款|支出|募捐)(?:了|共|约|达|近|超|超过|累计)?$"
)
_WHOLE = re.compile("(?:总投资|投资额|总额)\\Z")
_EVENTS = frozenset(("次", "场", "场次", "期", "人次", "轮"))


def _tail_end(amount: Amount) -> int:
    """Return where a quantity ends together with the comparator after it (三年内)."""
    end = amount.end
    for name, _, after in amount.cues:
        if name == "modifier" and after > end:
            end = after
    return end


class Names:
    """The names of an article's quantities; ``find`` is asked for each in order."""

    def __init__(self, text: str, dates: Sequence[DateMention], places: Sequence[Mention]) -> None:
        """Keep the text and where its dates and places stand: they are no part of a name's beginning."""
        self._text, self._dates = text, dates
        self._places = {x.start: x.end for x in places}
        self._starts = [x.start for x in dates]
        self._last: Span | None = None
        self._members: list[Span] = []

    def find(self, amounts: Sequence[Amount], index: int, clause: int, sentence: int, per: Span | None) -> Span | None:
        """Return the name of a quantity, None where the text gives none.

        Args:
            amounts: the quantities of the article.
            index: which of them.
            clause: where its clause begins.
            sentence: where its sentence begins.
            per: its distributive phrase, which is no part of the name.
        """
        found = self._find(amounts, index, clause, sentence, per)
        if found and self._text[slice(*found)] in _RATES and self._last and self._last[0] >= sentence:
            found = self._last  # 低保标准提高到6480元，增幅8.5%: what grew
        self._last = found
        return found

    def _find(self, amounts: Sequence[Amount], index: int, clause: int, sentence: int, per: Span | None) -> Span | None:
        text, amount = self._text, amounts[index]
        before = amounts[index - 1] if index else None
        if self._members and before and _NEXT.fullmatch(text, before.end, amount.start):
            return self._members.pop(0)
        self._members = []
        floor = max(clause, _tail_end(before) if before else 0)
        after = self._after(amounts, index)
        if after and amount.kind == "count" and not amount.change and text.find("分别", floor, amount.start) < 0:
            return self._own_noun(amount) or after
        opening = _OPENED.search(text, floor, amount.start)
        floor = opening.start() + 1 if opening else floor  # 8306家社会组织(含5007家协会)
        start = per[0] if per and per[0] > floor and not text[per[1] : amount.start].strip("约近达") else amount.start
        floor, start = self._without_dates(floor, start)
        left = self._left(amount, floor, start, per)
        if left and _SHARED.search(text, left[1], amount.start):
            return self._share(left)
        return (
            self._own_noun(amount)
            or self._choose(amount, left, after)
            or self._fall_back(before, amount, floor, start, clause, sentence)
        )

    def _own_noun(self, amount: Amount) -> Span | None:
        """Return the noun that is the unit (26县), None for a measure word."""
        unit = amount.unit
        if unit not in _NOUNS or unit in ("人", "户") or not amount.text.endswith(unit):
            return None
        return amount.end - len(unit), amount.end

    def _fall_back(
        self, before: Amount | None, amount: Amount, floor: int, start: int, clause: int, sentence: int
    ) -> Span | None:
        """Return what a number without a noun beside it counts: what was spent, what happened, what the one before it counts."""
        text = self._text
        if amount.kind == "money":
            spent = _SPENT.search(text, max(floor, amount.start - 8), amount.start)
            if spent:
                return spent.span(1)  # 投资2600万元
        if amount.unit in _EVENTS and start - floor > 1:
            event = _EVENT_BEFORE.search(text, max(floor, start - 8), start)
            if event:
                return event.span(1)  # 培训1次
        if before and before.start >= sentence and self._last:
            return self._last
        return self._from_earlier(sentence, clause)

    def _left(self, amount: Amount, floor: int, start: int, per: Span | None) -> Span | None:
        text = self._text
        if start - floor < 2 or (_OBLIQUE if amount.change else _COMPARED).match(text, floor, start):
            return None  # 其中对中亚五国增长48.1%; 比全省高出5.3个百分点
        left = find_before(text, floor, start)
        if left is None:
            return None
        begin, end = left
        if per and begin <= per[0] < end:
            if end - per[1] < 2:  # 机构补助每人每月提高到300元; 平均每个城市社区拥有18家
                return (begin, per[0]) if per[0] - begin > 2 else None
            begin = per[1]
        long = end - begin > 14 or (end - begin > 8 and text.find("和", begin, end) < 0)
        event = _EVENT_BEFORE.search(text, begin, end) if amount.unit in _EVENTS and long else None
        if event:
            return event.span(1)  # 对社区党组织书记、社区居民委员会主任培训1次
        if begin in self._places:
            rest = find_before(text, self._places[begin], start)  # 西安国际航线恢复至52条
            if rest is None:
                return None
            begin, end = rest
        if text[begin:end] in _BARE and text[begin - 1 : begin] == "的":  # 农村占城市的比例
            whole = find_before(text, floor, begin - 1)
            begin = whole[0] if whole else begin
        if amount.unit == "倍" and text[amount.start - 1] == "的":
            of = _TIMES_OF.search(text, floor + 2, end)
            whole = find_before(text, floor, of.start()) if of else None
            begin, end = whole or (begin, end)  # 基本生活标准不低于低保标准的1.3倍
        if amount.kind == "count" and text.startswith("总量", end - 2) and end - begin > 3:
            end -= 2  # 5G基站总量12.2万个; but 经济总量8万亿元
        return begin, end

    def _without_dates(self, floor: int, start: int) -> Span:
        """Return the stretch before a number without the date in it (从2020年的10.5万元, 2017年底仍有…)."""
        index = bisect_left(self._starts, start) - 1
        while index >= 0 and self._dates[index].end > floor:
            date = self._dates[index]
            if self._text[date.start - 1 : date.start] in ("比", "较"):
                start = date.start - 1 if date.start > floor + 1 else start  # 人均收入比上年提高4200元
            elif date.end <= start and not self._text[date.end : start].strip("的"):
                start = date.start
            elif floor <= date.start and date.end < start - 1:
                floor = date.end
                break
            index -= 1
        return floor, start

    def _after(self, amounts: Sequence[Amount], index: int) -> Span | None:
        text, amount = self._text, amounts[index]
        ceiling = amounts[index + 1].start if index + 1 < len(amounts) else len(text)
        if index + 1 < len(amounts) and _AT_LEAST.fullmatch(text, amount.end, ceiling):
            return find_after(text, amounts[index + 1].end, len(text))  # 1支不少于30人的照护队伍
        if ceiling - amount.end <= 2 and index + 1 < len(amounts) and amounts[index + 1].modifier != "exact":
            inner = find_after(text, amounts[index + 1].end, len(text))  # 957个50户以上村寨
            if inner and text[amount.end : ceiling] in ("", "以上", "以下"):
                return inner
        if amount.kind == "duration" and text.startswith(("时间", "的时间", "左右时间"), amount.end):
            return self._purpose(amount.end + 2)
        within = _WITHIN.match(text, amount.end) if amount.kind == "duration" else None
        if within and "内" in within[0]:
            return find_after(text, within.end(), ceiling)  # 3个工作日内完成审核
        return find_after(text, amount.end, ceiling)

    def _purpose(self, begin: int) -> Span | None:
        """Return what a stretch of time is for: 利用3年时间,在全市深入开展专项行动."""
        stop = self._text.find("。", begin, begin + 60)
        action = ACTION_AFTER.search(self._text, begin, stop if stop > 0 else begin + 60)
        return find_after(self._text, action.end(), len(self._text)) if action else None

    def _choose(self, amount: Amount, left: Span | None, after: Span | None) -> Span | None:
        """Return the one of two phrases that a quantity counts: what follows a count, what comes before a change or a rate."""
        text = self._text
        if amount.unit in ("岁", "周岁") or text[amount.start - 1 : amount.start] == "有":
            return after or left  # 有3万元以上活动资金
        if amount.change and (amount.kind != "count" or left):
            return left if amount.kind != "count" or after is None else after
        if left and after and amount.kind in ("percent", "money", "other"):
            rated = RATES.search(text, *left) is not None or _WHOLE.search(text, *left) is not None
            return left if rated or (amount.kind != "percent" and is_attribute(text, amount)) else after
        return after or left

    def _share(self, span: Span) -> Span:
        """Keep the members of a list for the numbers that follow, return the first."""
        members = split_members(self._text, span)
        if any(self._text[slice(*x)] in _GENERIC for x in members[:-1]):
            last = span if self._text[members[-1][0]] in "城乡" else members[-1]  # 城、乡居民收入分别为
            self._members = [*[span] * (len(members) - 2), last]
            return span
        self._members = members[1:]
        return members[0]

    def _from_earlier(self, sentence: int, clause: int) -> Span | None:
        """Return the subject of the clause before, where the number's own clause names nothing (…稳步提高,达到92%)."""
        if clause - sentence < 3:
            return None
        end = clause - 1
        begin = max(sentence, end - 40)
        for mark in _BREAK.finditer(self._text, begin, end):
            begin = mark.end()
        return find_before(self._text, begin, end)
