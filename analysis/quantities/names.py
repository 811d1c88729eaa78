"""Name what each quantity of an article counts: the noun phrase beside it, a member of a shared list, or what the one before it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.amounts import Amount
from analysis.amounts.measures import rate_end
from analysis.amounts.units import AGES
from analysis.dates import DateMention
from analysis.lexicon import read_rows
from analysis.places import Mention
from analysis.quantities.attributes import is_attribute
from analysis.quantities.bare import find_bare, find_earned, find_event
from analysis.quantities.behind import find_ahead, find_behind
from analysis.quantities.entities import RATES, Span, find_before
from analysis.quantities.fitting import PERSONS, fit_phrase
from analysis.quantities.lists import CHANGED, NEXT, find_changed, share_out

_NOUNS = frozenset(row["noun"] for row in read_rows("noun_units.csv"))
_OBLIQUE = re.compile("[，,、]?(?:其中|同期)?[，,]?[对向与同比较]")
_COMPARED = re.compile("[，,、]?(?:[比较](?![例重])|高[于出]|低于|快于|优于)")
_SHARED = re.compile("分别|各为|依次")
_EACH_OF = re.compile("分别(?:[约为是达到有近超]|超过|占)*\\Z")  # but: 5个市分别打造2家养老机构
_RATES = frozenset(("增幅", "降幅", "涨幅", "增速", "增长率", "增长", "下降", "减幅"))
_BREAK = re.compile("[，,。；;：:！？\\n（(]")
_BODY = re.compile("(?:单位|公司|政府|部门|集团|企业|机构|[总协]会|基金会|[财民]政)\\Z")
_OPENED = re.compile("[(（](?=[^()（）]*\\Z)")
_WHICH = re.compile("的(?:有|仅有|共有|不过|约|近|已有|还有)?")  # 其中，初具规模的405个
_PART = re.compile("(?:(?<!城)[镇乡村县区市州]|街道|社区|本级)(?:[(（][^()（）]{1,8}[)）])?\\Z")
_SHARED_UNITS = frozenset(("户", "人", "名", "元", "人次"))
_NUMBERED = re.compile("[0-9]")
_REST = re.compile("其中|其余|剩余|剩下|其他的?(?=[0-9])")
_NUMBER_OF = re.compile("(?:人数|户数|数量)(?:[在为达不]|达到|少于|多于|大于|超过|低于|高于|不足){0,2}\\Z")
_PERSON_ENDS = frozenset("员人者童生众户")
_DEED = re.compile("(?:治疗|就业|返乡|安置|转介|落户|就学|入学|复学|康复|救治|托养|上岗)\\Z")  # 送医治疗11名
_BOUNDED = re.compile("(?:[约近达]|达到|不低于|不少于|不超过|不高于|至少|超过?)*")
_SORTS = re.compile(
    "公办|民办|公建民营|社会办|民营|[省市县区镇乡]?本级|(?:国家|[省市县区镇乡])级|[一二三四ABCD甲乙丙]类"
)
_AGED = re.compile("老年人(?!口|家庭)|老人|居民|群众|妇女|儿童|未成年人|残疾人|青年|公民|毕业生|村民|职工")
_WHOLE = re.compile("(?:总投资|投资额|总额|收入|面积|人数|年龄|家庭财产)\\Z")
_PURPOSE = re.compile(
    "(?:发展|种植|养殖|打造|修建|购买|培育|救助|慰问|帮扶|资助|改善)(?![型期中人金款物站]|基金|资金|项目|协会|对象|标准|机构|保障|力量)"
)


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
        self._named: list[Span | None] = []  # of every quantity so far

    def find(self, amounts: Sequence[Amount], index: int, clause: int, sentence: int, per: Span | None) -> Span | None:
        """Return the name of a quantity, None where the text gives none.

        Args:
            amounts: the quantities of the article.
            index: which of them.
            clause: where its clause begins.
            sentence: where its sentence begins.
            per: its distributive phrase, which is no part of the name.
        """
        ahead = per if per and per[0] < amounts[index].start else None  # 700元/人·月: what stands behind is no part
        found = self._find(amounts, index, clause, sentence, ahead)
        if found and self._text[slice(*found)] in _RATES and self._last and self._last[0] >= sentence:
            found = self._last  # 低保标准提高到6480元，增幅8.5%: what grew
        self._last = found
        self._named.append(found)
        return found

    def _find(self, amounts: Sequence[Amount], index: int, clause: int, sentence: int, per: Span | None) -> Span | None:
        text, amount = self._text, amounts[index]
        before = amounts[index - 1] if index else None
        shared = self._find_shared(amounts, index, clause, sentence) if before else None
        if shared:
            return shared
        floor = max(clause, rate_end(text, _tail_end(before)) if before else 0)
        after = find_behind(text, amounts, index)
        spaced = after is not None and text[amount.end] in " 　"  # 老年人超2.3亿人 养老床位仅730万张
        if after and not spaced and self._is_counted(amount, floor):
            return self._own_noun(amount) or after
        floor, start = self._bracket(amount, floor, per)
        left = find_earned(text, amount, floor) or self._left(amount, floor, start, per)
        if left and before and floor > clause and text[start - 1] == "、":
            left = None  # 6个村出列、9800人脱贫: what stands before the mark is the other's
        if left and _SHARED.search(text, left[1], amount.start):
            first, *self._members = share_out(text, left)
            return first
        left = self._weigh_left(amount, before, left, after, start, sentence) if left else None
        return (
            self._own_noun(amount)
            or (left if spaced and left else self._choose(amount, left, after))
            or find_ahead(text, amounts, index)
            or self._fall_back(before, amount, floor, start, clause, sentence)
        )

    def _find_shared(self, amounts: Sequence[Amount], index: int, clause: int, sentence: int) -> Span | None:
        """Return what a list of names or the number before gives to this one, None where nothing is shared."""
        text, amount, before = self._text, amounts[index], amounts[index - 1]
        if self._members and NEXT.fullmatch(text, rate_end(text, before.end), amount.start):
            return self._members.pop(0)
        self._members = []
        if before.start >= sentence and CHANGED.fullmatch(text, clause, amount.start):
            same = find_changed(text, amounts, index, self._named)
            if same:
                first, *self._members = same
                return first
        twice = amount.unit == "倍" == before.unit and amount.start - before.end <= 2
        return self._last if twice else None  # 违法所得一倍以上五倍以下

    def _is_counted(self, amount: Amount, floor: int) -> bool:
        """Tell whether a number counts what stands behind it, whatever stands before."""
        if amount.kind != "count" or amount.change or _EACH_OF.search(self._text, floor, amount.start):
            return False
        return amount.modifier == "exact" or _NUMBER_OF.search(self._text, floor, amount.start) is None

    def _bracket(self, amount: Amount, floor: int, per: Span | None) -> Span:
        """Return the stretch before a number in which its name may stand: from its bracket on, or up to a bracket that holds it alone."""
        text, start = self._text, amount.start
        opening = _OPENED.search(text, floor, start)
        alone = opening is not None and not text[opening.end() : start].strip("共计约近为")  # 负责人（3名）
        if opening and per and per[0] == opening.end() and not text[per[1] : start].strip("约近"):
            alone = True  # 最低工资标准（每人每月1300元）
        floor = opening.start() + 1 if opening and not alone else floor  # 8306家社会组织(含5007家协会)
        if per and per[0] > floor and _BOUNDED.fullmatch(text, per[1], start):
            start = per[0]  # 标准由每人每月不低于900元
        return self._without_dates(floor, opening.start() if opening and alone else start)

    def _weigh_left(
        self, amount: Amount, before: Amount | None, left: Span, after: Span | None, start: int, sentence: int
    ) -> Span | None:
        """Return the phrase before a number, or what was named last where it only tells whose, of which sort or to what end."""
        text, last = self._text, self._last
        if amount.kind == "money" and left[1] < start - 1 and _BODY.search(text, *left):
            return None  # 帮扶单位投入30万元
        recent = last is not None and last[0] >= sentence
        if last and recent and amount.unit in _SHARED_UNITS and _PART.search(text, left[0] + 1, left[1]):
            inside = text.rfind("（", sentence, left[0]) > text.rfind("）", sentence, left[0])
            if inside or text.rfind("其中", sentence, left[0]) >= 0:
                left = last  # 贫困户1662户（洪广镇1199户，…）, 其中东山街道11名，西山街道2名
        if not after and _SORTS.fullmatch(text, *left):
            return None  # 养老机构22家（公办7家）
        deed = _DEED.search(text, *left) if amount.unit in PERSONS else None
        if deed and deed.start() - left[0] > 1 and text[deed.start() - 1] in _PERSON_ENDS:
            left = left[0], deed.start()  # 就业困难人员就业7万人
        elif deed and last and recent and text[last[1] - 1] in _PERSON_ENDS:
            left = last  # 流浪人员…送医治疗11名
        if last and before and amount.kind == "count" and not after and _WHICH.fullmatch(text, left[1], amount.start):
            near = before.start >= sentence or text.startswith("其中", sentence)
            left = last if near else left  # 发展党员198万名。其中，生产一线的100万名
        return left

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
        bare = find_bare(text, amount, floor, start)
        carried = self._last if before and before.start >= sentence else None
        part = text.rfind("；", sentence, clause) + 1 or text.rfind(";", sentence, clause) + 1
        if carried and before and part > before.end and clause - part > 2:
            carried = self._from_earlier(part, clause, before) or carried  # 优秀社工，评选3名；优秀机构，评选3个
        if bare and not (carried and text[slice(*bare)] == "脱贫" and text[carried[1] - 1] in "户口众人"):
            return bare  # but: 贫困户90户，脱贫26户
        if carried:
            return carried
        if self._last and (_REST.match(text, clause) or text.startswith("其中", clause - 3)):
            return self._last  # 其余40家, 其中超额完成任务的已有10项; 其中，甲市274户
        return self._from_earlier(sentence, clause, before)

    def _left(self, amount: Amount, floor: int, start: int, per: Span | None) -> Span | None:
        text = self._text
        if start - floor < 2 or (_OBLIQUE if amount.change else _COMPARED).match(text, floor, start):
            return None  # 其中对中亚五国增长48.1%; 比全省高出5.3个百分点
        if text.startswith("组成", amount.end):
            floor = max(floor, text.rfind("由", floor, start))  # 居民委员会由主任、副主任和委员共五至九人组成
        left = find_before(text, floor, start)
        if left is None:
            return None
        begin, end = left
        if per and per[0] < begin < per[1] < end:
            begin = per[1]  # 每带动一户补助3000元
        if per and begin <= per[0] < end:
            if end - per[1] < 2:  # 机构补助每人每月提高到300元; 平均每个城市社区拥有18家
                return find_before(text, floor, per[0]) if per[0] - begin > 2 else None
            begin, end = find_before(text, per[1], start) or (
                per[1] + 2 * text.startswith(("分别", "至少", "平均"), per[1]),
                end,
            )
        held = text[end - 1] in "班会赛营"  # 村党组织书记培训班
        long = not held and (end - begin > 14 or (end - begin > 8 and text.find("和", begin, end) < 0))
        event = find_event(text, amount, begin, end) if long else None
        if event:
            return event  # 对社区党组织书记、社区居民委员会主任培训1次
        if begin in self._places:
            rest = find_before(text, self._places[begin], start)  # 西安国际航线恢复至52条
            if rest is None:
                return None
            begin, end = rest
        return fit_phrase(text, amount, (begin, end), floor, start)

    def _without_dates(self, floor: int, start: int) -> Span:
        """Return the stretch before a number without the date in it (从2020年的10.5万元, 2017年底仍有…)."""
        index = bisect_left(self._starts, start) - 1
        while index >= 0 and self._dates[index].end > floor:
            date = self._dates[index]
            before = date.start - (self._text[date.start - 1 : date.start] in ("“", "‘"))  # 比“十二五”末增长40%
            word = self._text[before - 1 : before]
            if (word in ("比", "较") and self._text[before - 2 : before] != "占比") or (
                word in ("与", "同") and self._text.startswith("相比", date.end)
            ):
                start = before - 1 if before > floor + 1 else start  # 人均收入比上年提高4200元
            elif date.end <= start and not self._text[date.end : start].strip("的为达到"):
                start = date.start
            elif floor <= date.start and date.end < start - 1:
                floor = date.end
                break
            index -= 1
        return floor, start

    def _choose(self, amount: Amount, left: Span | None, after: Span | None) -> Span | None:
        """Return the one of two phrases that a quantity counts: what follows a count, what comes before a change or a rate."""
        text = self._text
        if amount.unit in AGES:
            aged = _AGED.search(text, *after) if after else None
            return (after[0], aged.end()) if after and aged else after or left  # 八十周岁以上老年人高龄津贴
        if text[amount.start - 1 : amount.start] == "有":
            return after or left  # 有3万元以上活动资金
        if amount.change and (amount.kind != "count" or left):
            return left if amount.kind != "count" or after is None else after
        if left and after and amount.kind != "duration" and _PURPOSE.match(text, after[0]):
            return left  # 流转土地800亩发展蚕桑产业
        if left and after and (amount.kind in ("percent", "money", "other") or text[left[1] - 1] == "数"):
            rated = RATES.search(text, *left) is not None or _WHOLE.search(text, *left) is not None
            return left if rated or (amount.kind != "percent" and is_attribute(text, amount)) else after
        return after or left

    def _from_earlier(self, sentence: int, clause: int, before: Amount | None) -> Span | None:
        """Return the subject of the clause before, where the number's own clause names nothing (…稳步提高,达到92%)."""
        if clause - sentence < 3:
            return None
        end = clause - 1
        begin = max(sentence, end - 40)
        for mark in _BREAK.finditer(self._text, begin, end):
            begin = mark.end()
        if before and before.end > begin:
            return None  # 80周岁以上每人每月50元，90周岁以上…
        dated = bisect_left(self._starts, end) - 1
        begin = max(begin, self._dates[dated].end) if dated >= 0 else begin  # 截至9月20日，已完成60家
        found = find_before(self._text, begin, end) if begin < end else None
        return None if found and _NUMBERED.search(self._text, *found) else found
