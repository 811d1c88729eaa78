"""Numbers that count nothing: ranks, sessions, years, clock times, names, set phrases, and the 一 that only means "a"."""

from __future__ import annotations

import re

from analysis.amounts.units import Unit, join_words
from analysis.lexicon import read_rows

NUMERALS = "0123456789０１２３４５６７８９〇零一二两三四五六七八九十百千万亿几数半"
_FIRST_NUMERAL = re.compile(f"[{NUMERALS}]")


def _read_phrases() -> dict[int, re.Pattern[str]]:
    """Return the set phrases and the places with a number in their name, by how far before the numeral they begin."""
    phrases: dict[int, list[str]] = {0: []}
    for phrase in [row["phrase"] for row in read_rows("number_phrases.csv")]:
        first = _FIRST_NUMERAL.search(phrase)
        phrases.setdefault(first.start() if first else 0, []).append(phrase)
    phrases[0] += sorted({row["name"] for row in read_rows("places.csv") if _FIRST_NUMERAL.match(row["name"])})
    return {before: re.compile(join_words(dict.fromkeys(words))) for before, words in sorted(phrases.items())}


_PHRASES = _read_phrases()
_STARTING = _PHRASES.pop(0)
_LEADING = frozenset(
    row["phrase"][first.start() - 1]
    for row in read_rows("number_phrases.csv")
    if (first := _FIRST_NUMERAL.search(row["phrase"])) and first.start()
)  # what stands before the numeral in such phrases: 后 of 最后一公里
_HAMLET = re.compile(
    "[一二三四五六七八九十百千两]+[家里台门道棵间座口顶](?:[村镇乡庄屯铺店营街桥沟坪湾岭山河渡园寨坡滩]|子)"
)
_ORDINAL = frozenset("第每〔［[")
_QUOTES = frozenset("“‘「『")
_CODE = 100_000  # a number as long as this in quotation marks before a noun is a code
_CLOSING = frozenset(")）")
_NOT_FIRST = frozenset("以之目此当日提")
_TERMS = frozenset("满任续了过超期于足办行")
_RANK_UNITS = frozenset(("名", "位", "家", "强"))
_RANKED = re.compile("(?:排名|排序|位次|名次|位列|考核|评比)[^，。；]{0,2}后\\Z")
_TIMES = frozenset(("年", "月", "天", "日", "周", "季度", "星期", "载", "学年", "年度", "小时", "学期"))
_NOT_A_SPAN = re.compile(
    "(?:这|那|过去|以往|未来|今后|此后|往后|最近|近|(?<![以之目此当日提])前|后|头|新时代|非凡|又是|每|(?<!以)上|(?<!以)下|本|首|余下|整个|极为|的|[前后]的)\\Z"
)
_PERIOD_AFTER = re.compile(
    "多?(?:来|以来|前(?!完)|累计|规划纲要|后的?今天|如一日|义务教育|一贯制|制(?![造定度])|级|一[次届评审换考遇检轮训]|生)"
)
_LONG_AFTER = re.compile("后|之后|以后|多?前")
_EVERY = re.compile("[0-9一二两三四五六七八九十半](?:年|个月|周|天|季度)\\Z|每[^，。；！？\\n0-9]{0,14}\\Z")
_SLOGAN = re.compile("[“‘](?:一[^“”，。]一[^“”，。]、)*一[^“”，。]\\Z")
_ONLY = re.compile(
    "(?:只有?|仅有?|仅|唯有|满|任|达|达到|加|超过|不足|不到|为期|期限为?|期限|历时|长达|时限为?|有效期为?|不少于|不低于|不超过|不得超过|至少|最多|至多|各|分别|高出?|翻了?|期为|"
    "增长了?|增加了?|提高了?|提前|延长了?|缩短了?|减少了?|相隔|间隔|处以?|并处|近|约|逾|[都均各应须]有|确保有|[都均]配备|[都均]设有|一村|一镇|一户|一县|一社区|一企|一校|一街|一乡|一组)\\Z"
)
_INDEFINITE = frozenset("第这那某另同任哪每其又上下之有新单统唯是的")
_LIST_OF_ONES = re.compile(
    "(?:[、加和+＋]|以及)(?:[^，。；\\n]{0,8})一[名个支所处]|[^，。；、\\n]{1,12}[加+＋]一[名个支所处位]"
)
_PAGE = re.compile("(?:全文共?|当前显示|显示)\\Z")
_VIEWS = re.compile("(?:阅读|浏览|点击|访问|播放|转发|点赞)(?:量|数|次数|人次)?[:： ]{0,2}\\Z")
_SESSION = re.compile("(?:[、和][一二三四五六七八九]次)*全会|全体会议|党代会|代表大会|中全会|会议精神|党代表")
_DAY_OF_MONTH = frozenset("月至到-—~～")
_DAY_SPAN = re.compile(
    "(?:不少于|不超过|至少|满|期为?|为|期限|提前|达|达到|超过|不足|近|逾|连续|累计|共|历时|延长|缩短|顺延|届满|期满)\\Z"
)
_DAY_AFTER = re.compile("(?:之|以)?内|以上|以下|之日|的?期限|游")
_DAY_COUNTED = re.compile("(?:公示|公告|公布|张贴|送达|满)\\Z")
_DAY_BEFORE = re.compile("(?:届满|期满|到期|举行|召开|举办|开展|选举|会议|投票|大会|的|日|期)\\Z")


def phrase_end(text: str, start: int) -> int:
    """Return where the set phrase or name ends that the numeral at ``start`` belongs to (千家万户, 最后一公里, 三门县); 0 for none.

    >>> phrase_end("走进千家万户", 2), phrase_end("千家企业", 0)
    (6, 0)
    """
    found = _STARTING.match(text, start) or _HAMLET.match(text, start)
    if found is None and start and text[start - 1] in _LEADING:
        for before, pattern in _PHRASES.items():
            found = found or (pattern.match(text, start - before) if before <= start else None)
    return found.end() if found else 0


def is_context_refused(text: str, start: int, end: int, unit: Unit, spelled: str, value: float) -> bool:
    """Return whether what stands around a number with ``unit`` says that it counts nothing.

    ``spelled`` is the Chinese numeral, or "" for digits.
    """
    before = text[start - 1] if start else "\n"
    if before in _ORDINAL or (before in _QUOTES and len(spelled) == 1 and unit.kind == "count"):  # “两项补贴” is a name
        return True
    if before == "们" and spelled and unit.name in ("人", "个"):  # 我们三人
        return True
    if unit.noun and before in _QUOTES and value >= _CODE and not spelled:
        return True  # 科目“2081001儿童福利”
    if before == "含" and text[end : end + 1] in _CLOSING:  # 3名以上（含3名）
        return True
    if value == 1 and ((not spelled and _ONE.match(text, end)) or _BY_PIECE.search(text, max(0, start - 4), start)):
        return True  # 1人1档; 每带动一户补助
    within = before == "前" and unit.name in ("年", "月") and text.startswith("内", end)  # 申请前1年内
    if before in "隔个前" and not within and _is_place_in_row(text, start, unit):
        return True
    if before == "后" and unit.name in _RANK_UNITS and _RANKED.search(text, max(0, start - 6), start):
        return True  # 排名后三位
    if unit.name in _TIMES:
        return _is_time_refused(text, start, end, unit, spelled, value)
    return unit.name in _RULES and _RULES[unit.name](text, start, end, spelled, value)


def _is_place_in_row(text: str, start: int, unit: Unit) -> bool:
    """Refuse 每隔5年, 第十五个五年规划 and 前10名; 提前2年, 目前3家 are none."""
    before, earlier = text[start - 1], text[start - 2 : start - 1]
    if before == "隔":
        return earlier == "每"
    if before == "个":
        return unit.name == "年"
    return earlier not in _NOT_FIRST and (unit.name in _RANK_UNITS or unit.name in _TIMES)


def _is_clock(text: str, start: int, end: int, spelled: str, value: float) -> bool:
    return text[start - 1 : start] in ("时", "点")  # 8时30分


_SITS = re.compile("全|[省市县区州]委|人大|政协")


def _is_session(text: str, start: int, end: int, spelled: str, value: float) -> bool:
    """十九届 is a session; 满一届, 不超过两届 and 举办了3届 count."""
    return (
        not (text[start - 1 : start] in _TERMS or (not spelled and value <= 12)) or _SITS.match(text, end) is not None
    )


def _is_stage(text: str, start: int, end: int, spelled: str, value: float) -> bool:
    """二期工程 is a stage; 分两期, 举办3期 count."""
    return spelled in tuple("一二三四五") and text[start - 1 : start] not in ("分", "办", "成")


def _is_view(text: str, start: int, end: int, spelled: str, value: float) -> bool:
    """阅读1234次 is page furniture; 五次全会 is a session."""
    if text[start - 1 : start] == "届":  # 十四届三十三次常务会议
        return True
    return bool((spelled and _SESSION.match(text, end)) or _VIEWS.search(text, max(0, start - 8), start))


def _is_page(text: str, start: int, end: int, spelled: str, value: float) -> bool:
    """全文共1507字 is page furniture."""
    return _PAGE.search(text, max(0, start - 4), start) is not None


def _is_class(text: str, start: int, end: int, spelled: str, value: float) -> bool:
    """三类438元 names the third class and what it gets."""
    return spelled != "" and spelled != "两" and text[end : end + 1].isdecimal()


def _is_year(text: str, start: int, end: int, spelled: str, value: float) -> bool:
    """2022度 is a year of which a character is lost."""
    return 1900 <= value < 2100


_NAME = re.compile('[“"][一-龥]{1,6}\\Z')


def _is_named(text: str, start: int, end: int, spelled: str, value: float) -> bool:
    """“稳增长20条” is the name of a set of measures."""
    return text[end : end + 1] in ("”", '"') and _NAME.search(text, max(0, start - 8), start) is not None


_RULES = {
    "度": _is_year, "字": _is_page, "条": _is_named,
    "分": _is_clock, "秒": _is_clock, "届": _is_session, "期": _is_stage, "次": _is_view, "人次": _is_view,
    "类": _is_class, "级": _is_class, "档": _is_class,
}  # fmt: skip


def _is_time_refused(text: str, start: int, end: int, unit: Unit, spelled: str, value: float) -> bool:
    """Refuse years, days of the month, and spans that say when (五年来, 近三年, 3年前), not how long."""
    if unit.name == "日":
        return not _is_days(text, start, end, spelled, value)
    if unit.name == "年" and 1000 <= value < 3000 and len(spelled) in (0, 4) and float(value).is_integer():
        return True
    if _PERIOD_AFTER.match(text, end) or (unit.name in ("年", "月") and _LONG_AFTER.match(text, end)):
        return True
    if _NOT_A_SPAN.search(text, max(0, start - 4), start) is None or text[start - 1] + text[end : end + 1] == "前内":
        return False
    return not (text[start - 1] == "的" and not spelled) and not (
        text[start - 1] == "后" and _DAY_AFTER.match(text, end)
    )


def _is_days(text: str, start: int, end: int, spelled: str, value: float) -> bool:
    """Tell 20日内 and 满三十日 (how long) from 20日 (the day of a month)."""
    if text[start - 1 : start] in _DAY_OF_MONTH:
        return False
    if value > 31 or (text.startswith("后", end) and _DAY_COUNTED.search(text, max(0, start - 4), start)):
        return True  # 终止服务六十日前, 公示七日后
    if _DAY_AFTER.match(text, end) or _DAY_SPAN.search(text, max(0, start - 4), start):
        return True
    return text.startswith("前", end) and _DAY_BEFORE.search(text, max(0, start - 4), start) is not None


DEED = (  # what is paid for by the piece: 每新增一张床位补助3000元
    "(?:新[增建]|带动|吸[纳收]|培训|安置|招[用聘收]|救助|帮扶|介绍|转移|发展|引进|建成|完成|创建|培育|举办|开展|组织|收住|增加|服务|接收)"
)
GRANT = "(?:一次性)?(?:补[助贴]|奖[补励]|资助|扶持|给予|安排|拨付|发放|投入|投资)"
_MADE = re.compile(
    "(?:[新改扩修]建|建成|建设|建起|购置|购买|安装|添置|配备|配置|打造|设立|新增)[^，。；、\\n的]{2,8}\\Z"
)  # 新建电排一座，
_CLOSED = frozenset("，。；、\n")
_ONE_LASTS = frozenset(("小时", "分钟", "月", "工作日", "秒", "刻钟"))
_EARNED_IN = re.compile("(?:也|就|还|都|能|可以?|至少|平均)*(?:收入|挣|赚|拿|领|有[0-9])")  # 一个月能挣2000元
_TERM = re.compile("(?:(?<!长)期|期限|时限)(?:[为是]|不超过|不少于)?\\Z")
_ONE = re.compile("1(?![0-9]|人[，,、；;。)）\\n])")  # 1户1策; but 1户1人 in a list of towns
_BY_PIECE = re.compile(f"每(?:{DEED}|[到去走进过逢])\\Z")


def counts_one(text: str, start: int, end: int, unit: Unit, bounded: bool) -> bool:
    """Return whether a lone 一 counts (至少一名, 每村一个微信群), rather than meaning "a" (一个平台, 一名党员).

    ``bounded``: a comparator was found beside it.
    """
    if bounded:
        return True
    if unit.name == "批":  # 每年培育一批骨干
        return False
    if _SLOGAN.search(text, max(0, start - 16), start):
        return False  # “一人一档、一村一盒”
    if _ONLY.search(text, max(0, start - 6), start):
        return True
    if text.startswith("一", end) or text[start - 1 : start] in _INDEFINITE:
        return False
    if _LIST_OF_ONES.match(text, end) or (
        text[end : end + 1] in _CLOSED and _MADE.search(text, max(0, start - 12), start)
    ):
        return True
    if unit.name == "年" and _TERM.search(text, max(0, start - 8), start):
        return True  # 实施周期为一年
    if unit.kind == "duration":
        return unit.name in _ONE_LASTS and not (unit.name == "月" and _EARNED_IN.match(text, end))
    return (
        unit.name in ("倍", "番", "成", "%", "个百分点") or _EVERY.search(text, max(0, start - 16), start) is not None
    )


_BARE_VALUE = re.compile(
    "(?:从|由|至|到|为|达|达到|是|约|近|超过|不低于|不少于|不高于|不超过|提高|下降|上升|降低|增加|减少|缩小|提升|系数|指数|率|比|值|得分|评分|平均|浓度|强度|满意度|弹性)\\Z"
)
_SCORE = re.compile("(?:得分|总分|评分|分值|满分)(?:[在为是达]|达到|不低于|高于|低于|超过|不足){0,2}\\Z")
_BARE_AFTER = re.compile("[，。、；,;）)\\n]|\\Z|[提降升缩增减下上跃扩]|以上|以下|以内|左右|之间|调整|的")


def is_bare_value(text: str, start: int, end: int, spelled: str) -> bool:
    """Return whether a number without unit or scale is a measured value (城乡差距从2.15缩小至2.03), not a label.

    A number with a point counts beside a word that states a value; a whole number only as a score (得分在950以上).
    """
    if not spelled and _SCORE.search(text, max(0, start - 8), start) is not None and _BARE_AFTER.match(text, end):
        return True
    if spelled or "." not in text[start:end]:
        return False
    return _BARE_VALUE.search(text, max(0, start - 4), start) is not None and _BARE_AFTER.match(text, end) is not None
