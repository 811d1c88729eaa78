"""Tell whether a quantity is a target, a result, a rule or a scope: from the words of its sentence, its date, its section, its document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.amounts import Amount
from analysis.entities import RATES, VERB
from analysis.frames import Frame
from analysis.lexicon import read_rows
from analysis.names import is_attribute
from analysis.periods import Governor, span_years

Status = tuple[str, int, int]  # and the words it was read from; 0, 0 where none stand in the text


def _cue(row: dict[str, str]) -> str:
    before = f"(?<![{row['before']}]{row['cue'][0]})" if row["before"] else ""
    after = f"(?!{row['after']})" if row["after"] else ""
    return f"{before}{re.escape(row['cue'][1:])}{after}"


def _gather(rows: Sequence[dict[str, str]]) -> re.Pattern[str]:
    heads: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda x: -len(x["cue"])):
        heads.setdefault(row["cue"][0], []).append(_cue({"before": "", "after": ""} | row))
    return re.compile("|".join(f"{head}(?:{'|'.join(rest)})" for head, rest in sorted(heads.items())))


_STATUS = {row["cue"]: row["status"] for row in read_rows("status_cues.csv")}
_CUE = _gather(read_rows("status_cues.csv"))
_MOODS = {row["cue"]: row["status"] for row in read_rows("mood_cues.csv")}
_MOOD = _gather(read_rows("mood_cues.csv"))
_STANDARD = re.compile("[^，。；\n]{0,12}?的?标准|[^，。；\n]{0,4}(?:罚款|以下的罚金)")
_BY_STANDARD = re.compile("按照?[^，。；\n]{0,30}$")
_COMPOSED = re.compile("[^，。；\n]{0,16}(?:组成|构成)的?|[^，。；\n]{0,14}之一")
_WAY = re.compile(
    "(?:左右)?(?:的)?(?:路程|车程|步行|交通圈|生活圈|服务圈|养老服务圈|养老圈|经济圈|健身圈|文化圈|医疗圈|救助圈|通勤)"
)
_GRANT = re.compile("给予|每[人户张床名个次月年天亩所家][^，。；\n]{0,6}$")
_TOWARDS = re.compile("(?:对|向|涉及)(?:全[省市县区])?$")
_LIFE = re.compile("寿命|平均年龄")
_USED = re.compile(
    "(?:以[上下])?的?[^，。；、\\n]{0,8}(?:资金|经费|收入|公益金)[^，。；、\\n]{0,4}用于|的(?:比例|标准)(?:提取|安排|配套|补助|给予|配备|列支|扣除)"
)
_RANGE = re.compile(
    "[^，。；、\\n]{0,10}纳入[^，。；、\\n]{2,12}范围|[^，。；、\n]{1,16}之?中[，,]|[^，。；、\\n]{2,12}(?:加快建设|(?:加快|有序|稳步|持续|扎实|顺利)推进)(?:[，。；]|$)"
)
_AREAS = re.compile("[^，。、\\n]{0,14}[县区村镇乡市省](?=[、，。等]|倾斜|给予|予以|进行)")
_MODEL = re.compile("[^，。；\\n]{0,14}[)）]”?的?(?:模式|机制)")
_BODY_UNITS = frozenset(("部门", "部委", "县", "市", "省", "区", "国", "镇", "乡", "村", "州"))
_PEOPLE = re.compile("[^，。；、\\n]{2,24}(?:主要负责人|负责人|代表)(?:等)?(?:参加|出席|、|和|，)")
_BODIES = re.compile("(?:个|家)?(?:部门|单位|部委|厅局|省|市|国家|地区|省份)")
_PLAN_LENGTH = re.compile("(?:左右)?的?(?:时间)|(?:专项|攻坚|提升|清零|建设)?[^，。；\n]{0,8}?(?:行动|计划|规划|工程)")
_LONG = re.compile("(?:连续|已|累计|提前|缩短|延长)(?:了)?$")
_COVERED = re.compile("(?:覆盖|涉及|包括|涵盖|辐射)[^，。；、\n]{0,12}$")
_AHEAD = re.compile("[从在到]?(?:今后|未来)")
_NEAR = frozenset(("下一步", "接下来", "据统计", "数据显示"))  # cues that in news reach no further than their paragraph
_REPORTING = ("01", "02", "03")


_LIKELY = {"likely": "result", "planned": "target"}


class Moods:
    """What the sections of an article speak of: what was done, or what is to be done."""

    def __init__(self, frame: Frame, kind: str | None, published: str | None) -> None:
        """Read the cues that set the mood of an article of that kind, published then."""
        self.kind, self._frame = kind, frame
        self._cues = [(m.start(), m.end(), _MOODS[m[0]]) for m in _MOOD.finditer(frame.text)]
        self._starts = [cue[0] for cue in self._cues]
        self._now = span_years(published[:7] if published else None)
        self._opens_year = bool(published) and (published or "")[5:7] in _REPORTING

    def at(self, start: int) -> Status | None:
        """Return what the last cue before a place says, None where none stands there."""
        paragraph = self._frame.paragraph_start(start) if self.kind in ("news", "other") else 0
        index = bisect_left(self._starts, start) - 1
        while index >= 0:
            begin, end, status = self._cues[index]
            near = begin >= paragraph or self._frame.text[begin:end] not in _NEAR
            if near and not self._frame.parts(begin, start):
                return status, begin, end
            index -= 1
        return None

    def of_date(self, governor: Governor | None) -> str | None:
        """Return ``target`` for a date ahead of publication, ``result`` for one behind it, None for one that says neither."""
        if governor is None or not governor.date or not self._now[1]:
            return None
        first, last = span_years(governor.date)
        if not last:
            return None
        if first > self._now[1] or (governor.role == "from" and last > self._now[1]) or _AHEAD.match(governor.text):
            return "target"
        if last < self._now[0] or governor.role in ("as_of", "since") or governor.kind in ("now", "span"):
            return "result"
        if governor.role == "by":
            return "target"
        if self._opens_year and governor.kind in ("relative", "year") and last - self._now[1] >= 8:
            return "target"  # in January 今年 lies ahead
        return None


def read_status(
    frame: Frame,
    moods: Moods,
    amount: Amount,
    governor: Governor | None,
    per: str | None,
    places: tuple[int, int, int],
    nested: bool = False,
) -> Status:
    """Return the status of a quantity with the words it was read from.

    Args:
        frame: the frame of its article.
        moods: the moods of its article.
        amount: the quantity.
        governor: the date that governs it, if any.
        per: its distributive phrase, if any.
        places: where its clause and its sentence begin, and where its clause ends.
        nested: whether another number stands right before it (957个50户以上的村寨).
    """
    text, start, end = frame.text, amount.start, amount.end
    clause, sentence, stop = places
    if amount.unit in ("岁", "周岁") and not _LIFE.search(text, clause, start):
        return "scope", start, end
    described = _read_scope(text, amount, clause, stop, nested)
    if described:
        return described
    used = _USED.match(text, end, stop)
    if used and amount.kind in ("percent", "money"):
        return "rule", used.start(), used.end()  # 将50%以上的资金用于
    if _MODEL.match(text, end):
        return "rule", start, end
    if moods.kind == "law":
        return "rule", start, end
    cue = _last_cue(text, max(sentence, start - 120), start, clause)
    timed = moods.of_date(governor)
    where = (governor.start, governor.end) if governor else (0, 0)
    standard = (_BY_STANDARD.search(text, clause, start) and _STANDARD.match(text, end)) or _STANDARD.match(text, end)
    if standard and "标准" in standard[0] and _BY_STANDARD.search(text, clause, start):
        return "rule", standard.start(), standard.end()
    if cue and cue[0] == "rule":
        if timed is None:
            return cue
        cue = None
    if (
        amount.kind == "money"
        and timed is None
        and moods.kind in ("plan", "notice")
        and _GRANT.search(text, clause, start)
    ):
        return "rule", start, end
    if (
        per
        and timed is None
        and (
            amount.modifier in ("at_least", "at_most")
            or (per.startswith(("每", "一", "各"))
            and moods.kind not in ("report", "other"))
        )
        and amount.change is None
    ):
        near = cue and cue[0] in ("target", "result")
        if not near:
            return "rule", start, end
    if cue and cue[0] == "scope":
        if cue[1] >= clause and amount.change is None:
            return cue
        cue = None
    if timed and cue and cue[0] in _LIKELY:
        return timed, *where
    if timed and ((governor is not None and governor.start >= sentence) or cue is None):
        if not (cue and cue[1] > where[0] and cue[0] != timed):
            return timed, *where
    if cue and cue[0] == "target" and moods.kind == "notice" and text[cue[1]] == "要" and amount.kind != "count":
        cue = None  # 要在3个工作日内完成
    if cue:
        if cue[0] in _LIKELY:
            cue = (_LIKELY[cue[0]], *cue[1:])
        return cue
    return _default(frame, moods, amount, timed, where)


def _default(frame: Frame, moods: Moods, amount: Amount, timed: str | None, where: tuple[int, int]) -> Status:
    if timed:
        return timed, *where
    mood = moods.at(amount.start)
    if _TOWARDS.search(frame.text, max(0, amount.start - 4), amount.start) and (mood is None or mood[0] == "result"):
        if amount.unit in ("类", "种") or _AREAS.match(frame.text, amount.end):
            return "scope", amount.start - 1, amount.end  # 对160个重点帮扶县倾斜支持
    if (
        amount.kind == "duration"
        and not _PLAN_LENGTH.match(frame.text, amount.end)
        and moods.kind not in ("plan", "notice")
        and not _LONG.search(frame.text, max(0, amount.start - 4), amount.start)
    ):
        return "scope", 0, 0
    if mood:
        return mood
    if amount.kind == "duration":
        return ("target" if _PLAN_LENGTH.match(frame.text, amount.end) else "rule"), 0, 0
    if moods.kind == "notice":
        done = VERB.search(frame.text, max(0, amount.start - 24), amount.start)
        return ("target" if done and done[0] != "的" else "rule"), 0, 0
    return ("target" if moods.kind == "plan" else "result"), 0, 0


def _last_cue(text: str, floor: int, start: int, clause: int) -> Status | None:
    found = None
    for match in _CUE.finditer(text, floor, start):
        status = _STATUS[match[0]]
        if status in ("scope", "rule") and match.start() < clause:
            continue
        if status == "scope" and VERB.search(text, match.end(), start):
            continue  # 聚焦…深贫村征集项目125个
        found = (status, match.start(), match.end())
    return found


def _read_scope(text: str, amount: Amount, clause: int, stop: int, nested: bool) -> Status | None:
    """Return a scope that the number's own place in the phrase shows, None where it shows none."""
    start, end = amount.start, amount.end
    composed = _COMPOSED.match(text, end, stop)
    if composed and (text.rfind("由", clause, start) >= 0 or composed[0].endswith("之一")):
        return "scope", composed.start(), composed.end()
    if text[start - 1 : start] == "等" and _BODIES.match(text, end - len(amount.unit or "")):
        return "scope", start - 1, start
    if nested and amount.modifier == "at_least" and text.startswith("以上", end):
        return "scope", start, end + 2
    if text[start - 1 : start] == "分" and amount.unit in ("期", "批", "步", "阶段"):
        return "scope", start - 1, end
    if amount.unit in _BODY_UNITS and amount.change is None and amount.modifier == "exact":
        return "scope", start, end
    if _PEOPLE.match(text, end, stop) or (amount.change is None and _RANGE.match(text, end, stop + 1)):
        return "scope", start, end
    if (
        amount.kind == "percent"
        and text[end : end + 1] == "的"
        and amount.change is None
        and RATES.search(text, clause, start)
    ):
        return "scope", start, end + 1
    if amount.kind == "duration" and _WAY.match(text, end):
        return "scope", start, end
    if amount.kind in ("money", "other") and amount.change is None and is_attribute(text, amount):
        after = text[end : end + 8].removeprefix("以上")
        if after and after[0] not in "，。；、,;（(：的\n和与及”一二三四五六七八九十":
            return "scope", start, end
    return None
