"""Find where numbered formulae stand: in quotation marks, by a known name, or a numeral with the noun of the set that it announces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.formulae.words import NUMERAL, count_of, name_pattern, read_count, read_names, word_pattern, words
from analysis.quantities.edges import STOP
from analysis.quantities.entities import find_after

_ANY = "一二两三四五六七八九十百千万双"
_TIME = (  # the plan 十四五, the hours of 两小时交通圈, the days 七一 and 五四
    '四季|十[一二三四五六]五|(?:[七八六五三]一|[五三二]四|三八|二七)(?=[”"’」])|九一八|九九|七七|一二九|双1|双十一|双12|双节'
    "|[二两三四五六七八九十]+(?:年|月|天|日|小时|分钟|公里|元|亩|倍|点(?![联连])|米|周岁|岁|届|次会|中全会|里|尺|胎|孩|手|环)|[0-9]++(?!\\+|[个大项张条类件](?!月))"
    "|十[八九]大|二十大|十六大|十七大|[二三四五六七八九十]+条(?!底线|禁令|红线)|三明|五常|八一|双[向方赢重边语休职手人侧层月周击]|千万(?!工程|行动)|万一|百年|千年|百日|万人|千人"
)
_CODE = (  # “1310”工作法, “3 1 1”冲刺行动: digits that stand for what a scheme holds, no year and no telephone number
    '(?:(?!19|20)[1-9][0-9]{2,3}|[1-9](?: [1-9]){1,3})(?=[”"][^，。；：、\n“”"0-9]{0,6}?'
    "(?:工程|行动|模式|机制|工作法|思路|体系|战略|计划|格局|救助|布局|框架|规划|服务|治理|要求|部署|架构|路径|举措|攻坚))"
)
_QUOTED = re.compile(
    f'[“"‘「](?P<body>{_CODE}|(?!{_TIME})(?:[新老后前]?[{_ANY}][^“”"‘’「」。；：！？\\n《》（）()]{{1,19}}'
    f'|[^“”"‘’「」，。、《》（）() 0-9{_ANY}]{{2,8}}[{NUMERAL}]{{1,2}}大[^“”"‘’「」，。、\\n]{{2,8}}'
    f'|[0-9][^“”"‘’「」。；：！？\\n《》（）()]{{1,12}}|[^“”"‘’「」，。；：！？\\n《》（）()、{_ANY}0-9][百千万][^“”"‘’「」，。\\n]{{2,14}}))[”"’」]'
)
_SCHEME = re.compile("[百千万][一-鿿]{1,4}(?:工程|行动|计划)")  # “千县工程”
_SLOGAN = re.compile(
    "[^一二三四五六七八九十百千万]?(?:[百千万][一-鿿](?:[扶帮联兴进访走下助带连促入到包驻结送进育]?)(?![百千万]{2}))+[百千万][一-鿿]"
)
_SCALES = re.compile("[十百千万]{2,4}(?:工程|行动|计划)?")
_PAIRS = re.compile("一[^一，、]{1,2}一[^一，、]{1,2}")
_MIXED = re.compile(
    "一[一-鿿]{1,3}[两二三四五六七八九双][一-鿿]{1,4}(?:[两二三四五六七八九一][一-鿿]{1,4})*"  # 一好双强
    "|一[^一，、]{1,4}(?:、一[^一，、]{1,4}){1,4}"  # 一清单、一平台、一张网
    "|一大(?:工程|行动|体系|平台|目标|任务|主线)"
)
_NAMED_SET = re.compile(f"[^{_ANY}]{{2,8}}[{NUMERAL}]{{1,2}}大[^、，]{{2,8}}")  # 民生幸福八大行动
_TITLED = re.compile("(?:问题|工作|组织|机制|模式|活动|服务|班子|成员|干部)$")  # “三农问题” is the name and a noun
_SUM = re.compile("[0-9]{1,2}(?:[+＋](?:[0-9]{1,2}|[NnXx]))+")
_BARE_SUM = re.compile(
    "[0-9](?<![0-9A-Za-z.+＋][0-9])[0-9]?(?:[+＋](?:[0-9]{1,2}|[NnXx]))+(?=模式|机制|体系|工作|政策|制度|服务|格局|架构|养老|治理|网络|行动|布局|文件)"
)
_ONE, _PART, _AREA = "[一二两三四五六七八九]", "核轴带廊心翼圈极屏横纵主副区湾高", "省市区县镇乡村州地"
_LAYOUT = re.compile(
    f"{_ONE}(?=[{_PART}])(?<![0-9一二两三四五六七八九十].)"
    f"[{_PART}][、，]?(?:{_ONE}[{_PART}][、，]?){{1,4}}(?![一-鿿]?[族会])"
)
_REGIONS = re.compile(
    f"{_ONE}(?=[{_AREA}])(?<![第0-9一二两三四五六七八九十百].)[{_AREA}](?:{_ONE}[{_AREA}]){{1,3}}(?![级长委]|域|民)"
)
_IN_ROW = re.compile(f"{_ONE}(?<=[{_PART}{_AREA}、，].)[{_PART}{_AREA}]")  # no second one, no layout and no regions
_COMMA = re.compile("、")
_MORE = 3  # characters that a name in quotation marks may have behind it
_SPLIT = re.compile(f"[，,、](?=[{NUMERAL}双])")
_STARTS = "".join(sorted({name[0] for name in read_names()}))
_SECONDS = "".join(sorted({re.escape(name[1]) for name in read_names()}))
_START = re.compile(f"[{_STARTS}](?=[{_SECONDS}])(?<![第十百千0-9].)")
_NAME = re.compile(name_pattern())
_COUNTED = re.compile(
    f"(?P<number>[{NUMERAL}0-9](?<![第每前近约逾超{_ANY}几数0-9０-９.．/-].)(?:(?<=[0-9])[0-9]?|(?<![0-9])[{NUMERAL}]{{0,2}}))"
    f"(?:(?P<great>[佳强](?<=十[佳强])(?![调化大度国制县市区镇乡省])|大(?![于小约概致多学会队]|人(?![才群员口物]))类?)|(?P<of>个?方面(?<![0-9]方面)(?<![0-9]个方面))|(?P<measure>{word_pattern('measure')})|(?P<place>{word_pattern('place')})"
    f"|(?P<bare>方?共赢|落实|到位|同步|公开|统一|结合|融合|联动|不准|严禁|到户|上墙|清零|达标|覆盖))"
)
_CONGRESS = frozenset((16, 17, 18, 19, 20, 21))
_BOUND = re.compile("(?:至少|不少于|不低于|不超过|最多|至多|超过|新增|新建|共有|达到|增加|减少|同比|累计|多达|满)$")
_ANNOUNCE = re.compile(f'(?:{"|".join(sorted(words("announce"), key=len, reverse=True))})了?[“"]?$')
_NOUN = re.compile(f"(?:{'|'.join(sorted(words('noun'), key=len, reverse=True))})$")
_SET = re.compile(  # 十条措施, 十件民生实事
    f"{word_pattern('set')}(?=[^一-鿿]|$|的|等)|[^，。；、\\n0-9]{{0,4}}?实事(?:项目)?"
)
_CLASS = re.compile(word_pattern("class"))  # 两类儿童生活: the set ends here
_KNOWN_NOUN = re.compile(f"(?:{'|'.join(sorted(words('noun'), key=len, reverse=True))})")
_VERBAL = re.compile(
    "(?:坚持|聚焦|强化|到位|结合|率先|不能|必须|确保|注重|围绕|突出|统筹|狠抓|更加|务必|不动摇|不放松|不变|优先|着力)"
)
_CUT = re.compile("合计|总计|在建|拟|已|将|全部|共[^享同治]|联合|的|等|为|分(?:[开为成别]|$)|[0-9]")
_PASSES = frozenset("，,；;。、")
_OPENING = frozenset("。\n；）)：")
_QUOTES = frozenset('“"')
_GOES_ON = re.compile("[谋促抓助强保推赋聚惠筑显添提护破激绘亮稳解暖融][一-鿿]")
_OPENS, _CLOSES = frozenset("(（"), frozenset(")）")
_LEAD = re.compile(f"[新老]?[{_ANY}0-9]+[个大项张条类件支种方面]?")
_NESTED = re.compile('[“"][^“”"]{2,12}[”"]')


@dataclass(frozen=True, slots=True)
class Span:
    """Where a formula stands, and by what it was found.

    ``key`` is where the words behind its numeral and measure word begin; ``form`` is ``name``, ``quoted``, ``great`` (七大体系),
    ``counted`` (三个阶段: a formula only with its list) or ``place`` (两省).
    """

    start: int
    end: int
    key: int
    count: int | None
    form: str
    spelled: bool = True
    announced: bool = False


def find_spans(text: str) -> list[Span]:
    """Return the places that may hold a formula, in order, none overlapping another; the better proof goes first."""
    found: list[Span] = []
    for finder in (_find_quoted, _find_names, _find_plans, _find_counted):
        found = _merge(found, finder(text))
    return found


def _merge(found: list[Span], more: Iterable[Span]) -> list[Span]:
    """Return both in order, without those of ``more`` that touch one of ``found`` or the one before."""
    merged, index, last = [], 0, 0
    for span in more:
        while index < len(found) and found[index].end <= span.start:
            merged.append(found[index])
            index += 1
        if span.start >= last and (index == len(found) or found[index].start >= span.end):
            merged.append(span)
            last = span.end
    return [*merged, *found[index:]]


def _find_quoted(text: str) -> Iterator[Span]:
    for match in _QUOTED.finditer(text):
        start, body = match.start("body"), match["body"]
        if "—" in body:
            continue  # “两新工委—联合党委—企业党支部” is a chain
        known = _NAME.match(body)
        if known and len(body) - known.end() > _MORE:
            yield _make(start, known[0], "name")  # “三社联动精细化治理和谐社区”
            continue
        titled = _TITLED.sub("", body)
        if titled in read_names():
            yield _make(start, titled, "quoted")
            continue
        if body in read_names() or any(x.fullmatch(body) for x in (_SUM, _SCALES, _SCHEME, _NAMED_SET)):
            yield _make(start, body, "quoted")
            continue
        slogan = _SLOGAN.match(body)
        if slogan:
            yield _make(start, slogan[0], "quoted")
            continue
        if all(_PAIRS.fullmatch(x) for x in body.split("、")):
            for part in _split(body, _COMMA):
                yield _make(start + part[0], part[1], "quoted")  # “一人一档、一村一盒”
            continue
        if body[0] in "一百千万" and not any(x.fullmatch(body) for x in (_PAIRS, _LAYOUT, _MIXED)):
            continue
        for part in _split(body):
            if part[1][0] in NUMERAL + "双新老一" or part[1][0].isdecimal():
                yield _make(start + part[0], part[1], "quoted")


def _split(body: str, marks: re.Pattern[str] = _SPLIT) -> Iterator[tuple[int, str]]:
    """Yield the formulae that stand in one pair of quotation marks (“两关口，三同步”)."""
    begin = 0
    for mark in [*marks.finditer(body), None]:
        end = mark.start() if mark else len(body)
        if end - begin > 1:
            yield begin, body[begin:end]
        begin = mark.end() if mark else end


def _make(start: int, surface: str, form: str) -> Span:
    lead = _LEAD.match(surface)
    return Span(start, start + len(surface), start + (lead.end() if lead else 0), count_of(surface), form)


def _find_names(text: str) -> Iterator[Span]:
    for start in _START.finditer(text):
        match = _NAME.match(text, start.start())
        if match:
            yield _make(match.start(), match[0], "name")


def _find_plans(text: str) -> Iterator[Span]:
    """Yield layouts told without quotation marks: 1+3+N模式, 一核两翼三带, 三省一市."""
    patterns = [_BARE_SUM] if "+" in text or "＋" in text else []
    for pattern in (*patterns, _LAYOUT, _REGIONS) if _IN_ROW.search(text) else patterns:
        for match in pattern.finditer(text):
            yield _make(match.start(), match[0].rstrip("、，"), "quoted")


def _find_counted(text: str) -> Iterator[Span]:
    for match in _COUNTED.finditer(text):
        count = read_count(match["number"])
        if count is None or count < 2 or _BOUND.search(text, max(0, match.start() - 4), match.start()):
            continue
        spelled = not match["number"].isdecimal()
        start, key = match.span()
        if text[start - 1 : start] in _OPENS and text[key : key + 1] in _CLOSES:
            continue  # 社区负责人（3名）
        if text[key : key + 1].isdecimal():
            continue  # 三类438元: the third class
        if match.lastgroup in ("place", "bare"):  # 人员、场所、经费三落实
            if spelled:
                yield Span(start, key, key, count, "place" if match.lastgroup == "place" else "counted")
            continue
        noun = _read_set(text, start, key) or _read_opening(text, start, key) or _read_noun(text, key)
        if match["great"] and noun is None and match["great"].endswith("类") and spelled:
            yield Span(start, key, key, count, "counted")  # 甲项目、乙项目等六大类均可参与
            continue
        if match.lastgroup == "great" and (count in _CONGRESS or noun is None):
            continue
        if noun is None and not spelled and text[key : key + 1] in _PASSES:
            continue  # 基础设施项目3项，总资金938万元
        end = noun[1] if noun else key
        form = "great" if match.lastgroup in ("great", "of") else "counted"
        deed = not spelled and match["measure"] == "件" and text.endswith(("实事", "实事项目"), key, end)  # 10件实事
        yield Span(start, end, key, count, form, spelled, deed or (spelled and _is_announced(text, start, key, end)))


def _read_set(text: str, start: int, key: int) -> tuple[int, int] | None:
    """Return the noun of a set that needs no verb to announce it (十条措施, 十件民生实事; 两类儿童), None where none stands there."""
    classes = text[key - 1] == "类"
    if classes and (text[start] == "二" or text[start].isdecimal()):
        return None  # 二类 is the second class
    found = (_CLASS if classes else _SET).match(text, key)
    return found.span() if found else None


def _read_noun(text: str, key: int) -> tuple[int, int] | None:
    """Return the noun phrase behind a measure word; a quoted name counts (三个“1小时交通圈”), a verb too (四个坚持)."""
    nested = _NESTED.match(text, key) if text[key : key + 1] in _QUOTES else None
    if nested:
        return nested.span()
    verbal = _VERBAL.match(text, key)
    if verbal:
        return verbal.span()
    limit = min(len(text), key + 24)
    found = find_after(text, key, limit)
    if found is None:  # 三点要求, 两个关口: words that name no entity of a quantity
        stop = STOP.search(text, key, limit)
        found = (key, stop.start()) if stop and stop.start() - key > 1 else None
    if found and found[0] == key:
        cut = _CUT.search(text, key + 1, found[1])
        end = cut.start() if cut else found[1]
        return key, end - 2 if end - key > 3 and text.startswith("建设", end - 2) else end
    return None


def _read_opening(text: str, start: int, key: int) -> tuple[int, int] | None:
    """Return the noun of a heading that goes on with a verb (六项举措谋布局)."""
    noun = _KNOWN_NOUN.match(text, key) if _opens(text, start) else None
    return noun.span() if noun and _GOES_ON.match(text, noun.end()) else None


def _opens(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in _OPENING


def _is_announced(text: str, start: int, key: int, end: int) -> bool:
    """Tell whether a verb and a noun make a formula without its list (抓好三个环节, 做到四个坚持)."""
    if _read_set(text, start, key):
        return True
    if not _NOUN.search(text, key, end):
        return False
    if _opens(text, start) or _VERBAL.match(text, key):
        return True
    return _ANNOUNCE.search(text, max(0, start - 6), start) is not None
