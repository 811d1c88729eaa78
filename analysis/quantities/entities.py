"""Find the noun phrase that names what a quantity counts or measures, beside the number or carried over from the one before.

Chinese text has no word boundaries, and a segmenter would cost more than all the rest. A noun phrase is found by its edges: the verbs
and particles that do not stand inside compounds (``data/phrase_edges.csv``), punctuation, other numbers. It follows a count (8个社区社会组织,
60%以上街道) or comes before it (帮扶群众5.3万人, 党组织覆盖率达89%).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.lexicon import read_rows

Span = tuple[int, int]

_LINKS = 24  # characters that 数量如今已超过 and the like may take
REACH = 48  # characters that a noun phrase and what parts it from its number may take
_EDGES = read_rows("phrase_edges.csv")


def _words(role: str) -> list[dict[str, str]]:
    return sorted((row for row in _EDGES if row["role"] == role), key=lambda row: -len(row["word"]))


def _join(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _guarded(row: dict[str, str]) -> str:
    """Return the pattern of an edge word that is not part of another word."""
    before = f"(?<![{row['before']}]{re.escape(row['word'])})" if row["before"] else ""
    after = f"(?!{_join(row['after'].split('|'))})" if row["after"] else ""
    return f"{re.escape(row['word'])}{before}{after}"


def _alternate(words: Iterable[str], guarded: Iterable[str] = (), guard: str = "") -> str:
    """Return the alternation of patterns, gathered by their first character; ``guard`` stands behind each of the guarded ones.

    Every branch begins with one literal, so that a search runs to these at full speed and most branches are never tried. The guard
    stands once a branch: behind every word it takes a second to compile.
    """
    heads: dict[str, list[str]] = {}
    for group, end in (words, ""), (guarded, guard):
        rests: dict[str, list[str]] = {}
        for word in group:
            rests.setdefault(word[0], []).append(word[1:])
        for head, rest in rests.items():
            heads.setdefault(head, []).append(f"(?:{'|'.join(rest)}){end}")
    return "|".join(f"{re.escape(head)}(?:{'|'.join(rest)})" for head, rest in sorted(heads.items()))


_COMPOUND = f"(?!{'|'.join(map(_guarded, _words('compound')))})"
_WEAK_COMPOUND = f"{_COMPOUND}(?!{'|'.join(map(_guarded, _words('weak_compound')))})"
_VERBS = [_guarded(row) for row in _words("verb")]
DOING = re.compile(f"(?:{_alternate(_VERBS)}){_COMPOUND}")
VERB = re.compile(f"(?:{_alternate([*_VERBS, '的'])})(?:(?<=的)|{_COMPOUND})")
_MARKER = (  # list markers, lengths of time and marks before a phrase: （三）争取, 第五条 民政部门, 五年累计
    "[(（][0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.、．]|[一二三四五六七八九]是|第[一二三四五六七八九十百]+条[ 　]*"
    '|[0-9一二三四五六七八九十两]{1,3}年(?:累计|来|间)|[、，,:：”"\\s—)）的-]'
)
_START = re.compile(
    f"(?:{_alternate(map(_guarded, _words('start')))}|(?:{_alternate(_VERBS)}){_COMPOUND}"
    f"|(?:{_alternate(map(_guarded, _words('weak')))}){_WEAK_COMPOUND}|{_MARKER})+"
)
_END = re.compile(  # reversed: it is matched on the reversed text before the number
    f'(?:{_join(row["word"][::-1] for row in _words("end"))}|[“"\\s—-])+'
)
_MARKS = '，,。；;：:！？!?、\n()（）《<+＋“"…'
STOP = re.compile(_alternate([*_MARKS, " (?=and)", *map(_guarded, _words("stop"))], _VERBS, _COMPOUND))
_BOUND = re.compile(
    "(?:及?以[上下内]|左右|多|余|[ 　])*(?:的?标准(?:规划|统一|足额)?(?:配套)?(?:建设|配建|配备|配置|设置|建|给予|发放)|的)?"
)
_QUOTED = re.compile('(?:各[类级种])?[“"‘]([^“”"’，。\\n]{1,14})[”"’]')
_BRACKET = re.compile("[(（](?!含|其中|包括|以下|简称|见|如|即|全称|[0-9])([^()（），。0-9]{1,12})[)）]")
_CLAUSAL = re.compile("[可有具能较最很、已被未无不]|以上|左右")
_PAIRED = re.compile('[()（）“”’"]')
_COUNTED = re.compile("..[^人起次天指件户岁倍系分基]数\\Z")  # 医疗床位数; but 死亡人数
_NUMBERED = re.compile("[一二三四五六七八九十两]+(?:个|大|项|类|种|方面|条|家|道|张)")
_EMPTY = frozenset(
    (
        "标准",
        "要求",
        "比例",
        "原则",
        "规定",
        "目标",
        "规模",
        "水平",
        "目的",
        "方式",
        "时间",
        "作用",
        "情况",
        "决定",
        "幅度",
        "速度",
        "大关",
        "关口",
        "台阶",
    )
)
_WORK = re.compile(
    "(?:家庭|[村户]|社区|学校|企业|人员|老年人|儿童|乡镇|小区)(?=[^，。和与]{2,12}(?:改造|治理|建设|整治|培训|服务|管控）|工程|提升)$)"
)
_RELATIVE = re.compile(
    "(?:[可能有较最很符未]|具有|具备|带动|不低于)[^，。；：\\n]{1,22}的|集[^，。；：\\n]{1,22}(?:于一体|一体化)的"
)
_ATTRIBUTE = re.compile(  # what describes a noun and is none, so that a list of such goes on to it: 全国性、东部及省内社会组织
    "(?:留守|流动|困境|病残|失能|高龄|独居|空巢|孤寡|失独|低保|特困|公办|民办|公益|新建|改建|扩建|新增|老旧|优质|重点"
    "|[国省市县区境][内外际级]|[东西中南北]部|城市|农村|城镇|乡村|城乡|男|女|[^，。；、\\n]{1,3}[性级])\\Z"
)
_FROM = re.compile("(?:(?<![自理缘事])由|(?<![服听])从(?![业事化]))")
_BODY = re.compile(
    "[^，。、的]{0,8}(?:总会|基金会)(?:本级)?(?=救助|捐赠|捐款|善款|支出|收入|资金)"
)  # 市慈善总会救助支出
_UNITS = frozenset("镇乡县市区村户")
_HEADS = frozenset("村县镇乡区省市庭位门构织业校人员者民户目规团队师生童众象家案件站院所园")
RATES = re.compile("(?:率|比例|比重|占比|份额|强度|浓度|含量|程度|指数|满意度|增速|涨幅|增幅|降幅|量|水平|度)$")
_ACTION = re.compile("(?:升级改造|建设|改造升级|工作|任务)$")
ACTION_AFTER = re.compile("(?:开展|实施|推进|完成|实现|建成|打造|组织)(?:以下)?")


def find_after(text: str, end: int, ceiling: int) -> Span | None:
    """Return the noun phrase that follows a number, None where a verb or a mark follows it.

    Args:
        text: the reading text.
        end: where the number and its unit end.
        ceiling: where the next number begins, or the text ends.

    >>> text = "30余个社区治理项目进入现场评审答辩"
    >>> text[slice(*find_after(text, 4, len(text)))]
    '社区治理项目'
    """
    begin = _BOUND.match(text, end).end()  # type: ignore[union-attr]  # it may match nothing, but it always matches
    begin += text.startswith(("”", "’"), begin)  # “一刻钟”便民生活圈
    limit = min(ceiling, begin + REACH, len(text))
    if begin >= limit or _NUMBERED.match(text, begin):
        return None
    quoted = _QUOTED.match(text, begin, limit)
    if quoted:
        stop = STOP.search(text, quoted.end(), limit)
        if (stop.start() if stop else limit) - quoted.end() < 2:
            return quoted.span(1)  # 21项“高效办成一件事”落地推进
        begin = quoted.end()  # 6个“软弱涣散”社会组织党支部
    return _read_after(text, begin, limit)


def _read_after(text: str, begin: int, limit: int) -> Span | None:
    clausal = _RELATIVE.match(text, begin, limit)
    position = begin = at = clausal.end() if clausal else begin  # 10个可复制、可推广的项目
    while True:
        stop = STOP.search(text, position, limit)
        at = stop.start() if stop else limit
        mark = text[at : at + 1] if stop else ""
        if mark in "(（" and mark:
            bracket = _BRACKET.match(text, at, limit + 16)
            if bracket and at > begin:
                position = bracket.end()
                continue
        elif mark in '“"' and mark and at > begin:
            quoted = _QUOTED.match(text, at, limit)
            if quoted:
                position = quoted.end()
                continue
        elif mark == "的" and _goes_behind(text, begin, at, limit):
            begin = position = at + 1
            continue
        elif (mark in "、和与及或" and mark and at > begin and _ATTRIBUTE.search(text, max(position, begin), at)) or (
            mark in "和与" and mark and at > begin and _is_pair(text, begin, at, limit)
        ):
            position = at + 1
            continue
        break
    if at <= begin or (at - begin < 2 and text[at - 1] not in _HEADS | {"钱", "款", "路", "桥"}):
        return None
    tail = _ACTION.search(text, begin, at)
    at = tail.start() if tail and tail.start() - begin > 3 else at
    if text[at - 1] in '”"' and "“" not in text[begin:at] and '"' not in text[begin : at - 1]:
        at -= 1
    return None if text[begin:at] in _EMPTY else (begin, at)


def _goes_behind(text: str, begin: int, at: int, limit: int) -> bool:
    """Tell whether a clause before 的 only describes (10个可复制的项目), so that the noun stands behind it."""
    if at == begin:
        return True
    if at + 1 >= limit or text[at - 1] in _HEADS:
        return False
    return _CLAUSAL.search(text, begin, at) is not None


def _is_pair(text: str, begin: int, at: int, limit: int) -> bool:
    """Tell whether two nouns of one kind are joined (脱贫户和监测户, 国家和地区)."""
    if text.startswith("国家和地区", begin):
        return True
    stop = STOP.search(text, at + 1, limit)
    end = stop.start() if stop else limit
    return end - at > 2 and text[end - 1] == text[at - 1] and end - at <= 12


def find_before(text: str, floor: int, start: int) -> Span | None:
    """Return the noun phrase that comes before a number, None where there is none from ``floor`` on.

    >>> text = "合力团累计投入资金4439.25万元"
    >>> text[slice(*find_before(text, 0, 9))]
    '资金'
    """
    floor = max(floor, start - REACH)
    links = _END.match(text[max(floor, start - _LINKS) : start][::-1])
    end = start - links.end() if links else start
    begin = floor
    for verb in VERB.finditer(text, floor, end):
        if verb.end() < end:
            begin = verb.end()
        elif verb[0] != "的" and verb.start() - begin > 1:  # 企业新增5331家
            end = verb.start()
    origin = _FROM.search(text, begin + 2, end)
    end = origin.start() if origin else end  # 救助比例由医保报销后的65%提高到70%
    shed = _START.match(text, begin, end)
    if shed:
        begin = shed.end()
    body = _BODY.match(text, begin, end)
    return _trim(text, body.end() if body else begin, end)


def _trim(text: str, begin: int, end: int) -> Span | None:
    """Return the phrase without an unmatched bracket; None where less than a word is left."""
    if end - begin < 2:
        return (
            (begin, end) if text[begin:end] in _UNITS and text[begin - 1 : begin] in "中、，（(" else None
        )  # 其中镇33个
    phrase = text[begin:end]
    if not _PAIRED.search(phrase):
        return (begin, end - 1) if _COUNTED.search(phrase) else (begin, end)
    if phrase[0] in "”’":
        return _trim(text, begin + 1, end)  # “一刻钟”便民生活圈86个
    if phrase[0] in '“"' and phrase[-1] in '”"':
        return (begin + 1, end - 1) if end - begin > 3 else None
    for opening, closing in ("(", ")"), ("（", "）"), ("“", "”"):
        cut = phrase.rfind(opening)
        if cut >= 0 and closing not in phrase[cut:]:
            return _trim(text, begin + cut + 1, end)
        cut = phrase.find(closing)
        if cut >= 0 and opening not in phrase[:cut]:
            return _trim(text, begin + cut + 1, end)
    return (begin, end - 1) if _COUNTED.search(phrase) else (begin, end)
