"""Tell whether a quantity is a target, a result, a rule or a scope: from its phrase, its sentence, its date, its section, its document.

What stands nearer goes before: the number's own phrase (``descriptions``), then the last cue of its sentence and the date that governs
it, then the section's mood, then the kind of document (a plan sets targets, a notice rules, news and reports tell results).
"""

from __future__ import annotations

import re

from analysis.amounts import Amount
from analysis.quantities.conditions import is_condition, is_standard
from analysis.quantities.cues import find_cue, is_idle, is_of_others
from analysis.quantities.descriptions import LONG, find_description, is_of_home, lasts
from analysis.quantities.edges import DOING, START
from analysis.quantities.frames import Frame
from analysis.quantities.moods import Moods, Status
from analysis.quantities.periods import Governor
from analysis.quantities.recipients import is_towards

REACH = 120  # characters of its sentence in which a cue is looked for
_LIKELY = {"likely": "result", "planned": "target"}
_EARNS = re.compile("收益|产值|收入|增收|创收|分红|盈利|利润|[能挣赚]")
_GRANT = re.compile("给予|奖励$|每[人户张床名个次月年天亩所家只头株群棵例村项盏座处间台套支餐][^，。；\n]{0,6}$")
_DENSITY = re.compile("每[0-9一两]?[十百千万]")
_TURNS = frozenset(("次", "场", "期", "轮", "遍", "人次"))
_DOING_REACH = 24  # characters before a number in a notice in which a verb makes it a target (遴选100个优秀案例)
_PLANNED = re.compile("(?:[0-9.]+[余多]?人)?[^，。；、\\n0-9的]{0,6}(?:计划|拟)[于在到将]")  # 59户141人计划于年底脱贫
_TOOK_PART = re.compile("[^，。；\n]{0,14}(?:参加(?:了|会议|活动|培训|[此本]次)|出席|参会|到会|作了|作交流)")
_PLAN_LENGTH = re.compile(
    "(?<=年)内|(?:左右)?的?(?:时间)|(?:专项|攻坚|提升|清零|建设)?[^，。；\n]{0,8}?(?:行动|计划|规划|工程)"
)
_TOOK = ("时间", "的时间", "多时间")
_RAISED = re.compile("提高[到至]|调整[到为至]|增加?到|增至|提标[到至]|上调[到至]")
_SINGLE = re.compile("单[个项笔次](?!位)")
_PAID = re.compile("[了已共]|累计|发放|拨付|支出|兑现|投入")
_YEAR_BEFORE = frozenset(("上年", "上年度", "上一年", "上一年度"))
_PERSONS = frozenset(("名", "人"))
_BOUND = re.compile("(?:不低于|不少于|不高于|不超过|不多于|不小于|不大于|不短于|不得\\S{2})$")


def read_status(
    frame: Frame,
    moods: Moods,
    amount: Amount,
    governor: Governor | None,
    per: str | None,
    places: tuple[int, int, int],
    nested: bool = False,
) -> Status:
    """Return the status of a quantity with the words it was read from; (0, 0) where its document alone says it.

    Args:
        frame: the frame of its article.
        moods: the moods of its article.
        amount: the quantity.
        governor: the date that governs it, if any.
        per: its distributive phrase, if any.
        places: where its clause and its sentence begin, and where its clause ends.
        nested: whether another number stands right before it (957个50户以上的村寨).
    """
    clause, sentence, stop = places
    text = frame.text
    found = _read_phrase(text, moods.kind, amount, (clause, stop), nested)
    timed = _read_date(text, moods, amount, governor, per)
    if found and not (timed == "target" and governor and _is_due(amount, found, governor, clause)):
        return found
    cue = find_cue(text, max(sentence, amount.start - REACH), amount.start, clause)
    cue = None if cue and is_of_others(text, amount, cue) else cue
    found = _read_standing(frame, moods, amount, governor, per, cue, (clause, sentence), timed)
    if found:
        return found
    cue = None if cue and is_idle(text, moods, amount, cue) else cue
    if timed != "target" and (cue is None or cue[0] == "likely") and is_towards(text, moods, amount, clause):
        return "scope", amount.start - 1, amount.end
    if cue and cue[0] == "scope" and timed == "target" and "达到" in text[cue[2] : amount.start]:
        cue = None  # 到2025年，建筑面积达到50平方米
    if timed and governor and _is_dated(cue, governor, sentence, timed):
        return timed, governor.start, governor.end
    if cue and not _is_overruled(text, moods, amount, cue):
        return _speak(text, moods, amount, cue)
    if timed and governor:
        return timed, governor.start, governor.end
    far = find_cue(text, sentence, amount.start - REACH, clause) if amount.start - sentence > REACH else None
    if far and far[0] == "target" and not _asks(text, far):
        return far  # 市民政局将…；…；…: the whole of a long sentence lies ahead
    return _read_section(text, moods, amount, per)


def _read_date(text: str, moods: Moods, amount: Amount, governor: Governor | None, per: str | None) -> str | None:
    """Return on which side of publication the date lies that governs a number, None where that says nothing of it."""
    timed = moods.of_date(governor)
    if timed is None or governor is None or moods.kind not in ("notice", "law"):
        return timed
    if governor.text in _YEAR_BEFORE or _is_set(text, amount, governor, per):
        return None  # 上年度年检不合格; 从7月1日起每人每月提高到610元
    return timed


def _is_overruled(text: str, moods: Moods, amount: Amount, cue: Status) -> bool:
    """Tell whether the kind of document says more than a cue."""
    if _orders(text, moods, amount, cue):
        return True
    return cue[0] == "likely" and moods.kind == "plan" and amount.modifier == "at_least"  # 三年累计投入不少于3000万元


def _speak(text: str, moods: Moods, amount: Amount, cue: Status) -> Status:
    """Return what a cue says; under 工作回顾 预计全年增长8% is a result."""
    mood = moods.at(amount.start) if text.startswith("预计", cue[1]) else None
    return ("result" if mood and mood[0] == "result" else _LIKELY.get(cue[0], cue[0])), cue[1], cue[2]


def _read_phrase(text: str, kind: str | None, amount: Amount, clause: tuple[int, int], nested: bool) -> Status | None:
    """Return what the number's own phrase and clause say that it is, None where they say nothing."""
    here = amount.start, amount.end
    aged = amount.unit in ("岁", "周岁", "周年")
    if not aged and is_condition(text, kind, amount, *clause):
        return "rule", *here
    found = find_description(text, amount, *clause, nested)
    if kind == "law" and (found is None or not aged):
        return "rule", *here  # 由主任、副主任和委员共五至九人组成
    if found:
        return found
    if kind != "law" and _PLANNED.match(text, amount.end):
        return "target", *here
    return ("result", *here) if _TOOK_PART.match(text, amount.end, clause[1]) else None


def _read_standing(
    frame: Frame,
    moods: Moods,
    amount: Amount,
    governor: Governor | None,
    per: str | None,
    cue: Status | None,
    begins: tuple[int, int],
    timed: str | None,
) -> Status | None:
    """Return ``scope`` or ``rule`` for what holds whatever the date: the size of a place, a standard, how often, how long."""
    text, (clause, sentence) = frame.text, begins
    here = amount.start, amount.end
    told = moods.kind not in ("plan", "notice", "law")
    plain = told and (cue is None or cue[0] == "scope")
    near = governor is not None and governor.start >= sentence
    counted = governor is not None and governor.kind == "month" and governor.text[-1] in "底末"  # 2022年末全县…
    dated = counted or (near and governor is not None and governor.kind not in ("year", "plan"))
    if plain and not dated and is_of_home(frame, amount, clause, sentence):
        return "scope", *here
    if told and amount.modifier == "exact" and "平均" in text[clause : amount.start]:
        return None  # 全省平均低保标准为585元: so much it was
    if (timed != "target" or not near) and is_standard(text, amount, clause):
        return "rule", *here
    if not near and _recurs(moods, amount, per) and (cue is None or _asks(text, cue)):
        return "rule", *here  # 要每季度开展一次
    if timed == "result" and plain and lasts(text, amount):
        return "scope", *here
    far = cue and cue[0] == "rule" and governor and (not near or governor.text.startswith("上"))
    if far and timed == "target" and moods.kind == "plan" and _is_raised(text, amount, clause):
        return None  # 低保标准提高到每人每月790元 in the plan of a year
    granted = not near and amount.kind == "money" and moods.kind == "plan" and _GRANT.search(text, clause, amount.start)
    if timed is None or far or (granted and cue is None):  # 不得低于上一年总收入的70%: of whatever year
        return _find_rule(text, moods, amount, per, cue, clause)  # 按每人每月300元给予补贴 in the plan of a year
    return None


def _is_due(amount: Amount, found: Status, governor: Governor, clause: int) -> bool:
    """Tell whether a share that must always go somewhere is first to be reached by a day (到2022年要将不低于55%的资金用于)."""
    return found[0] == "rule" and amount.kind == "percent" and governor.role == "by" and governor.start >= clause


def _is_set(text: str, amount: Amount, governor: Governor, per: str | None) -> bool:
    """Tell whether a sum per someone holds from a day on, or in a year in which none is told to be paid, which makes it a standard."""
    from_day = governor.role == "from" and governor.kind in ("day", "month")
    if amount.kind == "percent" and amount.change is None:
        return from_day  # 从7月1日起按最低工资标准的1/3确定
    if amount.kind != "money" or per is None:
        return False
    if governor.role == "from":
        return from_day
    return governor.kind == "year" and not _PAID.search(text, governor.end, amount.start)


def _is_raised(text: str, amount: Amount, clause: int) -> bool:
    """Tell whether a standard was raised or set anew (由每人每月650元提高到700元)."""
    return _RAISED.search(text, max(clause, amount.start - 24), amount.end + 8) is not None


def _find_rule(
    text: str, moods: Moods, amount: Amount, per: str | None, cue: Status | None, clause: int
) -> Status | None:
    """Return what makes an undated number a standing provision (不得, 给予500元, 每月不少于2次), None where nothing does."""
    if cue and cue[0] == "rule":
        raised = moods.kind not in ("notice", "law") and _is_raised(text, amount, clause)
        return None if raised else cue
    here = ("rule", amount.start, amount.end)
    if amount.kind == "money" and moods.kind in ("plan", "notice") and _GRANT.search(text, clause, amount.start):
        return here
    if moods.kind == "notice" and (cue is None or _asks(text, cue)) and _BOUND.search(text, clause, amount.start):
        return here  # 要把护理型床位占比保持在不低于60%
    if amount.kind == "money" and moods.kind == "news" and _EARNS.search(text, clause, amount.start):
        return None  # 一座大棚每年可带来收益40多万元
    if amount.kind == "money" and amount.modifier == "at_most" and _SINGLE.search(text, clause, amount.start):
        return here  # 单个项目经费不超过10万元
    if per is None or amount.change is not None or (cue and cue[0] in ("target", "result")):
        return None
    yearly = moods.kind == "plan" and per == "每年" and amount.kind in ("count", "other") and amount.unit not in _TURNS
    begun = text.rfind(per, clause, amount.start) + len(per)
    if yearly and (begun == amount.start or START.match(text, begun)):
        return None  # 每年培养社会工作者50名, 每年新改建公路不少于200公里
    if moods.kind in ("plan", "news") and _DENSITY.match(per) and text.find("按", clause, amount.start) < 0:
        return None  # 每千名老年人拥有床位35张
    if moods.kind == "news" and amount.modifier == "exact" and _is_raised(text, amount, clause):
        return None  # told: 由每人685元/月提高到740元/月
    recurs = per.startswith(("每", "一", "各")) and moods.kind not in ("report", "other")
    return here if recurs or amount.modifier in ("at_least", "at_most") else None


def _is_dated(cue: Status | None, governor: Governor, sentence: int, timed: str) -> bool:
    """Tell whether a date decides against a cue: it does over a weak one, and in its own sentence unless the cue comes after it."""
    if cue is None or cue[0] in _LIKELY:
        return True
    if cue[0] == "scope":
        return timed == "result" and governor.start >= sentence and governor.end <= cue[1] and governor.kind == "month"
    return governor.start >= sentence and (cue[1] <= governor.start or cue[0] == timed)


def _recurs(moods: Moods, amount: Amount, per: str | None) -> bool:
    """Tell whether a plan or a notice says how often something is done (每季度一次)."""
    return per is not None and per.startswith("每") and amount.unit == "次" and moods.kind in ("plan", "notice")


def _asks(text: str, cue: Status) -> bool:
    """Tell whether a cue is 要 or 应, which set no time."""
    return cue[0] == "target" and text[cue[1]] in "要应"


def _orders(text: str, moods: Moods, amount: Amount, cue: Status) -> bool:
    """Tell whether 要 or 应 in a notice orders what must hold (要在3个工作日内完成) and sets no target."""
    return moods.kind == "notice" and _asks(text, cue) and amount.kind != "count"


def _passes(text: str, moods: Moods, amount: Amount) -> bool:
    """Tell whether a stretch of time only passes (用五年时间深耕), and is not the length of what is planned (三年行动, 利用3年时间)."""
    if amount.kind != "duration":
        return False
    told = moods.kind in ("news", "report", "other") and text[amount.start - 2 : amount.start] != "利用"
    if told and text.startswith(_TOOK, amount.end):
        return True
    planned = _PLAN_LENGTH.match(text, amount.end) or (moods.kind == "plan" and DOING.match(text, amount.end))
    return not planned


def _read_section(text: str, moods: Moods, amount: Amount, per: str | None) -> Status:
    """Return the status that the section and the kind of document give to a number without a cue."""
    mood = moods.at(amount.start)
    passes = _passes(text, moods, amount)
    if (
        passes
        and moods.kind not in ("plan", "notice")
        and not LONG.search(text, max(0, amount.start - 4), amount.start)
    ):
        return "scope", 0, 0
    if amount.kind == "duration" and not passes and mood and mood[0] == "result":
        return "scope", 0, 0  # 近年来，…实施三年行动
    if (
        moods.kind == "plan"
        and (
            passes
            or (amount.kind == "other" and per != "每年")
            or (amount.modifier == "at_most" and amount.kind != "percent")
        )
        and _BOUND.search(text, max(0, amount.start - 8), amount.start)
    ):
        return "rule", 0, 0  # 培训时间不少于5天, 面积不少于100平方米
    if mood and (mood[0] == "result" or moods.kind != "notice"):
        return mood  # 重点任务 over a notice's paragraphs says nothing: they order and promise by turns
    if amount.kind == "duration" and (moods.kind in ("plan", "notice") or not passes):
        return ("rule" if passes else "target"), 0, 0
    if moods.kind == "notice":
        floor = max(0, amount.start - _DOING_REACH)
        done = DOING.search(text, max(floor, text.rfind("。", floor, amount.start)), amount.start)
        if amount.unit in _PERSONS and amount.modifier == "exact" and per is None and moods.seeks():
            return "target", 0, 0  # 三、招聘计划
        fixed = amount.kind == "percent" or amount.unit in ("分", None) or (amount.kind == "money" and per is not None)
        return ("target" if done and not fixed else "rule"), 0, 0
    ahead = moods.kind == "plan" or (moods.kind in ("report", "other") and moods.orders(amount.start))
    return ("target" if ahead else "result"), 0, 0
