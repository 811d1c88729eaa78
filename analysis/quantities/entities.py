"""Find the noun phrase that names what a quantity counts or measures, beside the number or carried over from the one before.

Chinese text has no word boundaries, and a segmenter would cost more than all the rest. A noun phrase is found by its edges: the verbs
and particles that do not stand inside compounds (``data/phrase_edges.csv``), punctuation, other numbers. It follows a count (8个社区社会组织,
60%以上街道) or comes before it (帮扶群众5.3万人, 党组织覆盖率达89%).
"""

from __future__ import annotations

import re

from analysis.quantities.deeds import cut_deed
from analysis.quantities.edges import END, START, STOP, VERB, WEAK_COMPOUND

Span = tuple[int, int]

_LINKS = 24  # characters that 数量如今已超过 and the like may take
REACH = 48  # characters that a noun phrase and what parts it from its number may take
_BOUND = re.compile(  # 60周岁（含60周岁）以上的老人; 20平方米的标准配建养老用房
    "(?:[及期]?以[上下内]|左右|多|余|不等|[ 　]|[(（]含[^()（）]{0,6}[)）])*"
    "(?:的?标准(?:规划|统一|足额|无偿|同步)?(?:配套)?(?:建设|配建|配备|配置|设置|提供|建|给予|发放)|的?标准(?![化床间房厂教舱件箱车站])(?=[^，。；、的执]{2})|给予|予以|的)?(?:一次性的?)?"
)
_QUOTED = re.compile('(?:各[类级种])?[“"‘]([^“”"’，。\\n]{1,14})[”"’]')
_BRACKET = re.compile("[(（](?!不?含|除|其中|包括|以下|简称|见|如|即|全称|[0-9])([^()（），。0-9]{1,12})[)）]")
_ASIDE = re.compile(  # 运行经费（不含人员工资）不少于2万元, 补助资金（整村推进资金）20万元
    "[(（](?:不?含|包括|除)[^()（）]{2,40}[)）]\\Z|(?<=[^(（]{4})[(（][^()（）0-9]{4,}[)）]\\Z"
)
_CLAUSAL = re.compile("[可有具能较最很、已被未无不]|以上|左右|结合|(?:困难|兼优|优[秀异])\\Z")
_PAIRED = re.compile('[()（）“”’"]')
_COUNTED = re.compile("..[^人起次天指件户岁倍系分基总]数\\Z")  # 医疗床位数; but 死亡人数
_EPITHET = re.compile('[“"][^“”"]{1,8}[”"](?=[^“”"（(]{4})')
_OTHER_NAME = re.compile("([^（(]{4,})[（(][^（()）]{4,}[)）]\\Z")
_NUMBERED = re.compile("[一二三四五六七八九十两]+(?:个|大|项|类|种|方面|条|家|道|张)")
_TOGETHER = re.compile("结对|签约|签订|合作|共建|对接|联合|携手|达成|建立|开展")
_BUILT = re.compile("建设|建立|建成|推行|实施|完成|达到|实现")
_EMPTY = frozenset(
    (
        "标准",
        "范围",
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
_RELATIVE = re.compile(
    "(?:[可能有较最很符未]|患有|身患|持有|从事|具有|具备|带动|不低于|即将|今年|考[入取上]|来自|就读|居住)[^，。；：\\n]{1,22}的|集[^，。；：\\n]{1,22}(?:于一体|一体化)的"
)
_ATTRIBUTE = re.compile(  # what describes a noun and is none, so that a list of such goes on to it: 全国性、东部及省内社会组织
    "(?:留守|流动|困境|病残|失能|高龄|独居|空巢|孤寡|失独|低保|特困|公办|民办|公益|新建|改建|扩建|新增|老旧|优质|重点"
    "|[国省市县区境][内外际级]|[东西中南北]部|城市|农村|城镇|乡村|城乡|男|女|品学兼优|成绩优[异秀]|家庭(?:经济)?困难|[^，。；、\\n]{1,3}[性级])\\Z"
)
_SUMMED = re.compile("累计(?:保障|救助|投入|发放|支出|使用|补助|服务|办理|受理)\\Z")  # 城市低保累计保障4万户
_FROM = re.compile(  # what follows is no part: 生活费提高到每人每月2100元, 接种率以乡镇为单位保持在90%
    "(?:(?<![自理缘事])由|(?<![服听])从(?![业事化]))|(?:统一|分别)?(?:提高|提升|上调|调整)[到至为]|以[^，。；]{1,10}为单位"
)
_BODY = re.compile(  # 市慈善总会救助支出; 某某公司、某某集团定向捐赠; 大河村流转土地; 县医保局医疗救助
    "(?:(?<=[省市县区州]..)|(?<=[省市县区州]...)|(?<=[省市县区州]....))局(?=[^，。、的长领党干机]{4,}\\Z)|"
    "(?:总会|基金会)(?:本级)?(?=救助|捐赠|捐款|善款|支出|收入|资金)"
    "|(?:(?<!社)会|公司|集团|企业|机构)(?=(?:定向|日常)?(?:捐赠|捐款|资助))"
    "|(?:(?<=[^农乡]村)|(?<=公司)|(?<=合作社)|(?<=委会)|(?<=支部))"
    "(?:建设|流转|种植|改造|发展|培育|引进|整治|治理|利用|扶持|资助|注入|提取)"
    f"{WEAK_COMPOUND}(?=..)"
)
_GIVEN = frozenset(("捐赠", "捐款"))  # nouns as well: 实物捐赠折价30万元
_SEAT = re.compile(  # whose population, area or project it is, and where a village lies: 幸福街道辖区面积, 饶峰镇胜利村
    "[^，。、的]{1,10}(?:街道|社区|[镇乡村县区市])(?=(?:总人口|常住人口|户籍人口|辖区面积|总面积|总户数)\\Z)"
    "|[^，。、的]{1,9}(?:(?<!农)村|[镇乡县]|社区)(?=(?:人均|户均)[^，。、]{2,8}\\Z)"
    "|[^，。、的]{2,3}(?:街道|[镇乡])(?=[^，。、的]{2,3}(?:村|社区)\\Z)"
    "|[^，。、的和各（）()]{2,3}(?:(?<![城镇村县区市个])街道|(?<![乡城小集名强])(?<!示范|重点|中心|特色)镇|(?<![下入返城山侨家])(?<!示范)乡(?![村镇土亲贤情]))"
    "(?:[^，。、的镇乡]{2,4}(?:(?<!行政)村|社区))?(?=[^，。、的村社]{4,}\\Z)"  # 海潮镇敬老院建设项目
)
_AMONG = frozenset(("户中", "部中", "员中", "象中", "众中", "人中", "者中", "业中", "织中"))
_UNITS = frozenset("镇乡县市区村户")
_PERSONS = frozenset("员人者师生民众士户女童儿年长子事表")
_SELVES = frozenset("人户元岁年月天次")  # units that need no noun: behind them a verb says what they did
_NAMED = _PERSONS | frozenset("目金织业会站院所园室校构县市区镇乡村社队点")
_HEADS = frozenset("村县镇乡区省市庭位门构织业校人员者民户目规团队师生童众象家案件站院所园")
RATES = re.compile("(?:率|比例|比重|占比|份额|强度|浓度|含量|程度|指数|满意度|增速|涨幅|增幅|降幅|量|水平|度)$")
_DESCRIBED = re.compile(  # 30个签约项目: the verb behind a measure word describes the noun that ends the phrase
    "[^，。；：、的\\n]{0,4}?(?:项目|企业|案件|案例|作品|机构|小区|岗位|单位|人员|事项|床位|站点)(?=[，,。；;：、）)（(和及等\\n]|\\Z)"
)
_ACTION = re.compile("(?:升级改造|建设|改造升级|工作|任务|帮扶)$")
_PARTY = ("党的基层组织", "党的组织", "党的建设")  # names with 的 in them
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
    begin += 2 * text.startswith("免费", begin)
    begin += 3 * text.startswith("一次性", begin)  # 5000元的一次性建设补贴
    limit = min(ceiling, begin + REACH, len(text))
    if begin >= limit or _NUMBERED.match(text, begin):
        return None
    quoted = _QUOTED.match(text, begin, limit)
    if quoted:
        stop = STOP.search(text, quoted.end(), limit)
        if (stop.start() if stop else limit) - quoted.end() < 2:
            return quoted.span(1)  # 21项“高效办成一件事”落地推进
        begin = quoted.end()  # 6个“软弱涣散”社会组织党支部
    clausal = _RELATIVE.match(text, begin, limit)
    return _read_after(text, clausal.end() if clausal else begin, limit)  # 10个可复制、可推广的项目


def _read_after(text: str, begin: int, limit: int) -> Span | None:
    position = at = begin
    while True:
        stop = STOP.search(text, position, limit)
        at = stop.start() if stop else limit
        mark = text[at : at + 1] if stop else ""
        if mark in "(（" and mark:
            bracket = _BRACKET.match(text, at, limit + 16)
            if bracket and at > begin and (at == begin + 1 or not _is_aside(text, bracket, limit)):
                position = at = bracket.end()
                if "、" in bracket[1] and _BUILT.match(text, at):
                    break  # 300个县（市、区）建设保护站
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
            mark in "和与及或" and mark and at > begin and _is_pair(text, begin, at, limit)
        ):
            position = at + 1 + text.startswith("或者", at)
            continue
        break
    if stop and at == begin and len(stop[0]) > 1 and text[begin - 1] not in _SELVES:
        described = _DESCRIBED.match(text, stop.end())
        at = described.end() if described else at
    if mark in ("：", ":") and text[begin - 1] in " 　":
        return None  # 投资：500万元 实施单位：
    if at <= begin or (at - begin < 2 and text[at - 1] not in _HEADS | {"钱", "款", "路", "桥", "组"}):
        return None
    at = cut_deed(text, begin, at)
    tail = _ACTION.search(text, begin, at) if text[at - 1] in "造设级作务扶" else None
    at = tail.start() if tail and tail.start() - begin > 3 else at
    if text[at - 1] in '”"' and "“" not in text[begin:at] and '"' not in text[begin : at - 1]:
        at -= 1
    return None if text[begin:at] in _EMPTY else (begin, at)


def _is_aside(text: str, bracket: re.Match[str], limit: int) -> bool:
    """Tell whether a bracket ends its phrase and says no other name of it (9个房间（两人间）; but 镇（街道）, 县（市、区）)."""
    if len(bracket[1]) < 3 or "、" in bracket[1] or bracket[1].endswith("委会"):
        return False
    return bracket[1][0] == "或" or STOP.match(text, bracket.end(), limit + 16) is not None


def _goes_behind(text: str, begin: int, at: int, limit: int) -> bool:
    """Tell whether a clause before 的 only describes (10个可复制的项目), so that the noun stands behind it."""
    if at == begin:
        return True
    if at + 1 >= limit or text[at - 1] in _HEADS:
        return False
    return _CLAUSAL.search(text, begin, at) is not None


def _is_pair(text: str, begin: int, at: int, limit: int) -> bool:
    """Tell whether two nouns of one kind are joined (脱贫户和监测户, 国家和地区); 与 may lead to what the first does with the second."""
    if text.startswith("国家和地区", begin):
        return True
    stop = STOP.search(text, at + 1 + text.startswith("或者", at), limit)
    end = stop.start() if stop else limit
    if end - at <= 2 or end - at > 12 or end == limit:
        return False
    if text[at] == "与" and _TOGETHER.match(text, end):
        return False  # 800家机构与脱贫地区结对
    one, other = text[at - 1], text[end - 1]
    alike = one in _NAMED and other in _NAMED and (one in _PERSONS) == (other in _PERSONS)
    return one == other or (alike and end - begin <= 16)


def find_before(text: str, floor: int, start: int) -> Span | None:
    """Return the noun phrase that comes before a number, None where there is none from ``floor`` on.

    >>> text = "合力团累计投入资金4439.25万元"
    >>> text[slice(*find_before(text, 0, 9))]
    '资金'
    """
    floor = max(floor, start - REACH)
    links = END.match(text[max(floor, start - _LINKS) : start][::-1])
    end = start - links.end() if links else start
    aside = _ASIDE.search(text, floor, end) if text[end - 1 : end] in ")）" else None
    end = aside.start() if aside else end
    begin = opened = chain = floor
    for verb in VERB.finditer(text, floor, end):
        if verb.start() > begin:
            opened, chain = begin, verb.start()
        if verb.end() < end:
            begin = verb.end()
        elif (
            verb[0] != "的" and verb[0] not in _GIVEN and chain - opened > 1
        ):  # 企业新增5331家, 城市低保累计发放300人次
            begin, end = opened, chain
    if end < start - (links.end() if links else 0):  # a verb was cut off: 贫困户中已经脱贫26户
        links = END.match(text[begin:end][::-1])
        end -= links.end() if links else 0
        end -= text[end - 2 : end] in _AMONG
        end -= 2 * (end - begin > 4 and text.startswith("建设", end - 2))  # 农村幸福院建设已完成8个
    shed = START.match(text, begin, end)
    if shed:
        begin = shed.end()
    if text.startswith(_PARTY, max(0, begin - 2)):
        begin -= 2
    origin = _FROM.search(text, begin + 2, end)
    if origin:  # 救助比例由医保报销后的65%提高到70%
        links = END.match(text[begin : origin.start()][::-1])
        end = origin.start() - (links.end() if links else 0)
    found = _trim(text, _skip_body(text, begin, end), end)
    summed = None if found else _SUMMED.search(text, floor + 2, start)
    return find_before(text, floor, summed.start()) if summed else found


def _skip_body(text: str, begin: int, end: int) -> int:
    """Return where a phrase begins behind the body that acts, or the place whose people or land it is."""
    if end - begin < 5:
        return begin
    seat = _SEAT.match(text, begin, end)
    begin = seat.end() if seat else begin
    for body in _BODY.finditer(text, begin, end):
        shed = START.match(text, body.end(), end)
        begin = shed.end() if shed else body.end()
    return begin


def _trim(text: str, begin: int, end: int) -> Span | None:
    """Return the phrase without an unmatched bracket; None where less than a word is left."""
    if end - begin < 2:
        return (
            (begin, end) if text[begin:end] in _UNITS and text[begin - 1 : begin] in "中、，（(" else None
        )  # 其中镇33个
    if text[end - 1] == "》":
        return _trim(text, begin, end - 1)  # 《甲区报名登记表》一式五份
    if text[begin] == "、":
        return _trim(text, begin + 1, end)  # 卫生院28家（含中心卫生院4家）、民营医院4家
    phrase = text[begin:end]
    if not _PAIRED.search(phrase):
        return (begin, end - 1) if _COUNTED.search(phrase) else (begin, end)
    if phrase[0] in "”’":
        return _trim(text, begin + 1, end)  # “一刻钟”便民生活圈86个
    epithet = _EPITHET.match(phrase)
    if epithet:
        return _trim(text, begin + epithet.end(), end)  # “空壳型”社会组织
    other = _OTHER_NAME.match(phrase)
    if other:
        return begin, begin + other.end(1)  # 社会福利医院（精神病院）
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
