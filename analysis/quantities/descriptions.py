"""Numbers whose own phrase shows what they are: the size of what is described (由23家部门组成), a standard (按照人均20平方米的标准)."""

from __future__ import annotations

import re

from analysis.amounts import Amount
from analysis.amounts.measures import rate_end
from analysis.amounts.units import AGES
from analysis.quantities.attributes import is_attribute
from analysis.quantities.conditions import is_ranked
from analysis.quantities.edges import DOING, VERB
from analysis.quantities.entities import RATES
from analysis.quantities.frames import Frame
from analysis.quantities.moods import Status

_HINT = re.compile(
    "同意|通过|表决|基础上|目标|指标|要求|[组构]成|之一|负责人|代表|纳入|中[，,已有仅共尚还面规最唯不]|人中|总[数量户]|[共现]有|推进|建设|用于|标准|比例|模式|机制|形式|方式|架构|覆盖|增发|上浮|核定|核发|确定|配[置建备]|设置|提取|计算|缴纳|支付|补助|贴息|资助|奖励|负担|分担|用于"
)  # one of these, or nothing below is tried
_OURS = re.compile("(?<!在)(?:我|全|本|该)(?:街道|[镇乡县市区省村])\\Z")
_PARTS = re.compile(
    "(?:社区|行政村|村|乡镇|镇|街道|县|乡)?[^，。；、\n]{0,12}(?:[均都]|分别|陆续|先后|同步|共(?![有建计青]))|(?:社区|行政村|村|乡镇|镇|街道|县|乡)以"
)
_HAS = re.compile("(?:具有|拥有|[区，。、“\n]有|从业|不满|不足)\\Z")
_OF = re.compile("(?:以[上下])?[^，。；、\n0-9]{0,10}的[^，。；、\n]")
_OF_SO_MUCH = re.compile(  # 10万元以上的村达到236个、50万元的村3个
    "(?:以[上下]的[^，。；、\n0-9的]{0,6}?|的(?=[0-9])|的(?:行政村|村|社区|乡镇|家庭|[^，。；、\n0-9的]{0,3}户|企业|合作社))(?:要?达到?|已?有|共有?|为)?[0-9]"
)
_BEHIND_BOUND = re.compile("(?:及?以[上下])?(.?)", re.DOTALL)
_WITH_SO_MANY = re.compile(
    "(?:以[上下])?的(?:省份|[省市县区村镇乡]|地区|社区|企业|机构|单位|组织|家庭|农?户)(?:已?有|达到?|共有?|占)"
)
_BOUNDED = frozenset(("at_least", "more_than", "at_most", "less_than"))
_LIFE = re.compile("寿命|平均年龄")
_COMPOSED = re.compile("[^，。；\n]{0,70}(?:组成|构成)的?|[^，。；\n]{0,14}之一")
_BODIES = re.compile("(?:个|家)?(?:部门|单位|部委|厅局|省|市|国家|地区|省份)")
_BODY_UNITS = frozenset(("部门", "部委", "县", "市", "省", "区", "国", "镇", "乡", "村", "州"))
_PHASES = frozenset(("期", "批", "步", "阶段"))
_PEOPLE = re.compile("[^，。；、\n]{2,24}(?:主要负责人|负责人|代表)(?:等)?(?:参加|出席|为成员|、|和|，)")
_RANGE = re.compile(
    "[^，。；、\n]{0,10}纳入(?![^，。；、\n]{0,8}(?:保障|救助|低保|供养|补贴|保险))[^，。；、\n]{2,12}范围"  # 1823家社会组织纳入脱钩改革范围
    "|[^，。；、\n]{1,16}之?(?<!其)中(?:[，,已有仅共尚还不]|(?:面积|规模)?最|唯一)"  # 160个重点帮扶县中，
    "|(?:[0-9.]+万?[余多]?人)?中[^，。；、\n]{1,8}(?:有|占)"  # 395户936人中贫困人口有90户
    "|[^，。；、\n]{1,10}(?:、[0-9]+[个户家名所]?[^，。；、0-9\n]{1,10}){1,4}中[，,]"  # 9个县、117个乡镇、1857个行政村中，
    "|[^，。；、\n]{1,10}总(?:数|量|户数|人数)的"  # 占全市1857个行政村总数的24.6%
    "|[^，。；、\n0-9]{1,12}的?基础上"  # 在现有的3栋鸡舍基础上
    "|[^，。；、\n]{2,12}(?:加快建设|(?:加快|有序|稳步|持续|扎实|顺利)推进)(?:[，。；]|$)"  # 5条高铁加快建设
)
_SUBJECT = re.compile("[^，。；、\\n的]{1,8}(?:共有|现有)")  # 456个贫困村共有贫困人口
_WHOLES = frozenset(
    ("", "全市", "全省", "全县", "全区", "全镇", "该村", "该县", "该市", "该镇", "我市", "我县", "我省", "我区")
)
_WAY = re.compile("(?:左右)?的?(?:路程|车程|步行|通勤|[^，。；、的\n]{0,8}圈(?!”?(?:基本|全面)?(?:建成|形成)))|过渡期")
_LEFT_OUT = re.compile(
    "(?:及?以上)?(?:[未不无]|没有)[^，。；\\n]{1,12}(?:的|[)）])"
)  # 连续两年未参加的18个; 登记未满一年不能参评
_SERVED = re.compile("以上的?(?:老?党员|党龄|工龄|教龄)")
_SIZED = re.compile(
    "以[上下]的?[^，。；、\\n0-9的]{0,6}?(?:村|寨|社区|小区|企业|机构|单位|园区|基地|组织|安置[点区]|建制镇|养.{1,2}场|大户)"
)
_LENGTHS, _FROM = frozenset(("公里", "千米", "里", "米", "华里")), re.compile("距离?[^，。；\\n0-9]{1,12}\\Z")
_SIZE_UNITS = frozenset(("人", "户", "亩", "张", "平方米", "元", "公顷", "羽", "头", "只"))
_GROUND = re.compile("[^，。；\\n]{1,16}为(?:主战场|重点|载体|抓手|核心|依托|单元|基础)")
_POOR = re.compile("以[上下]的[^，。；、\\n]{0,8}[村户镇乡企]")
_BESTOWED = re.compile("(?:给予|最高(?:不超过|可)?)\\Z")
_SUM = re.compile("(?:[、和]最高[0-9.]+万?元)?的?(?:一次性)?(?:补助|补贴|奖励|资助|奖补)")
_EARNED = re.compile("(?:收入|收益|产值)\\Z")
_GRADED = re.compile(
    "(?:及?以[上下])?的?(?:评?[为定]为?|视为)(?:优|良|合格|不合格|[一二三四五1-5]|基本)"
)  # 90分以上为优秀
_LEVEL_AFTER = frozenset("，。；、,;（(：的\n和与及”一二三四五六七八九十")
_BY_STANDARD = re.compile("(?:按照?|依据|依照|参照|执行)[^，。；\n]{0,60}$")
_STANDARD = re.compile("[^，。；\n]{0,12}?的?(?:标准|比例)")
_USED = re.compile(
    "(?:以[上下])?的?[^，。；、\n]{0,8}(?:资金|经费|收入|公益金)[^，。；、\n]{0,4}(?:用于|支持)"
    "|的(?:比例|标准)(?:提取|安排|配套|补助|给予|配备|列支|扣除)"
)
_ADDED = re.compile(
    "(?:[、和至到][0-9./]+%?)*(?:分别|予以|给予)?(?:增发|上浮|核定|核发|计发|发放|确定|配置|配建|配备|设置|提取|计算|缴纳|支付|补助|贴息|资助|奖励|负担|分担)"
)
_SHARED = re.compile("(?:的?比例)?(?:分担|负担|承担|配套|出资)")
_VOTED = re.compile(
    "(?:及?以上)?的?[^，。；\\n]{1,24}?(?:同意|通过|表决|(?:提议|联名|出席|赞成)(?=，?(?:应|方|可)|的))"
)
_WEIGHT = re.compile(
    "(?:权重|分值|占分)(?:为|占)?(?:不低于|不少于|不超过|不高于)?\\Z|有效期(?:限?为|限)?\\Z|(?:合同|服务|聘用|试用)期限?(?:一般)?为?\\Z"
)
_AID_RATE = re.compile("(?:救助|补助|补贴|报销|支付|资助|贴息)比例(?:为|不低于|不少于|不超过|不高于)\\Z")
_FORM = re.compile("[^，。；\n“”]{0,24}”的?(?:模式|机制|形式|方式|架构)")  # “1名站长+2名社工”形式
_COVERED = re.compile(
    "[^，。；、\n]{0,6}(?:街镇|镇街|乡镇|街道|镇|乡|村|社区|县|区|市)[^，。；、\n]{0,12}全覆盖"
)  # 全市15个乡镇社工站全覆盖
_ALL_OF = re.compile("(?:全[省市县区镇州]|实现了?)\\Z")
_MODEL = re.compile("[^，。；\n]{0,14}[)）]”?的?(?:模式|机制)")


_HOME = re.compile(
    "位于|地处|坐落|[下管]辖|[，。、]辖|距离?(?:县城|市区|镇)|总人口(?!的?[0-9.]+%)|(?:国土|耕地|林地|辖区|(?<!建筑)总)面积|(?:村民小组|自然村)(?!的)|[0-9]个组|散居在"
)
_NEAR = 300  # characters of its paragraph in which what describes a place is looked for
_HOME_UNITS = frozenset(("户", "人", "名", "口", "个", "亩", "公顷", "平方公里", "平方千米", "%", "米", "公里"))
LONG = re.compile("(?:连续|已|累计|提前|缩短|延长)(?:了)?$")
_TIMES = frozenset(("年", "月", "个月", "天", "日", "周", "载", "小时"))
_MOVED = re.compile("(?:搬迁|改造|安置|新增|脱贫|(?:减少|增加|下降|上升|提高|降低)[到至])\\Z")
_ASKED = re.compile("(?:要求|规定|确定|下达)的?$")
_AIM = re.compile("的?(?:目标|指标|要求|标准|任务)")


def is_of_home(frame: Frame, amount: Amount, clause: int, sentence: int) -> bool:
    """Tell whether a number goes on describing a place that its paragraph has begun to describe (…。脱贫人口74户295人)."""
    if amount.change or amount.unit not in _HOME_UNITS or amount.universal:
        return False
    text, start = frame.text, amount.start
    if (
        _MOVED.search(text, start - 4, start)
        or any(x[0] not in "占的" for x in VERB.finditer(text, clause, start))
        or not _HOME.search(text, max(frame.paragraph_start(sentence), start - _NEAR), amount.end + 4)
    ):
        return False
    return all(x[0] == "占" for x in DOING.finditer(text, clause, start))


def find_description(text: str, amount: Amount, clause: int, stop: int, nested: bool) -> Status | None:
    """Return ``scope`` or ``rule`` where the number's own phrase shows one, with the words that do; None where it shows neither.

    Args:
        text: the reading text.
        amount: the quantity.
        clause: where its clause begins.
        stop: where its clause ends.
        nested: whether another number stands right before it (957个50户以上的村寨).
    """
    start, end = amount.start, amount.end
    hinted = text[end : end + 1] == "中" or _HINT.search(text, end, stop + 1) is not None
    if amount.unit == "周年":
        return "scope", start, end
    if amount.unit in AGES and not _LIFE.search(text, clause, start):
        return "scope", start, end
    composed = _COMPOSED.match(text, end, stop) if hinted else None
    if composed and (text.rfind("由", clause, start) >= 0 or composed[0].endswith("之一")):
        return "scope", composed.start(), composed.end()
    if text[start - 1 : start] == "等" and _BODIES.match(text, end - len(amount.unit or "")):
        return "scope", start - 1, start
    if amount.unit in ("分", "%") and _GRADED.match(text, end):
        return "rule", start, end
    if amount.change is None and _describes(text, amount, clause, nested):
        return "scope", start, end
    if amount.kind in ("percent", "money") and _BESTOWED.search(text, clause, start) and _SUM.match(text, end):
        return "rule", start, end  # 给予30%、最高100万元补助
    if _WEIGHT.search(text, clause, start) or _AID_RATE.search(text, clause, start):
        return "rule", start, end  # 考核权重不低于20%
    if not hinted:
        return None
    if (
        amount.change is None
        and amount.kind == "count"
        and (
            (_COVERED.match(text, end, stop) and _ALL_OF.search(text, clause, start))
            or (_SUBJECT.match(text, end, stop) and text[clause:start] in _WHOLES)
            or _PEOPLE.match(text, end, stop)
            or _RANGE.match(text, end, stop + 1)
        )
    ):
        return "scope", start, end
    return _find_standard(text, amount, clause, stop)


def _describes(text: str, amount: Amount, clause: int, nested: bool) -> bool:
    start, end, kind = amount.start, amount.end, amount.kind
    if kind == "duration":
        lasting = text[start - 1 : start] in ("满", "续")
        served = amount.modifier == "at_least" and _SERVED.match(text, end)
        return bool((lasting and _LEFT_OUT.match(text, end)) or served or _WAY.match(text, end))
    if amount.unit in _LENGTHS and _FROM.search(text, clause, start):
        return True  # 距县城5公里的茶庵村
    if kind == "percent":  # 含油量66%的油菜品种
        return text[end : end + 1] == "的" and RATES.search(text, clause, start) is not None
    if is_ranked(text, amount):
        return True
    if text[start - 1 : start] == "以" and _GROUND.match(text, end):
        return True  # 以44个重点村为主战场
    if nested and amount.modifier == "at_least" and text.startswith("以上", end):
        return True
    if amount.modifier in _BOUNDED and _WITH_SO_MANY.match(text, end):
        return True  # 登记超过50万对的省份有5个
    if amount.unit in _SIZE_UNITS and amount.modifier in ("at_least", "at_most") and _SIZED.match(text, end):
        return True  # 鼓励500人以下小村联建
    if amount.modifier in ("at_least", "at_most", "less_than") and _HAS.search(text, clause - 1, start):
        return _OF.match(text, end) is not None  # 从业30人以上的社会组织, 面积不足350平方米的社区用房
    if kind == "money" and _POOR.match(text, end) and _EARNED.search(text, clause, start):
        return True  # 消除年收入5万元以下的薄弱村
    if kind in ("money", "other"):
        if _OF_SO_MUCH.match(text, rate_end(text, end)):
            return True
        after = _BEHIND_BOUND.match(text, end)[1]  # type: ignore[index]  # it always matches
        return after not in _LEVEL_AFTER and after != "" and is_attribute(text, amount)
    if _OURS.search(text, clause, start) and _PARTS.match(text, end):
        return True  # 我街道6个社区均设立服务大厅
    if amount.unit in _BODY_UNITS and amount.modifier == "exact":
        return True
    return text[start - 1 : start] == "分" and amount.unit in _PHASES


def _find_standard(text: str, amount: Amount, clause: int, stop: int) -> Status | None:
    start, end = amount.start, amount.end
    used = _USED.match(text, end, stop) if amount.kind == "percent" else None
    if used:
        return "rule", used.start(), used.end()  # 将50%以上的资金用于
    if amount.kind == "percent" and _ASKED.search(text, clause, start) and _AIM.match(text, end):
        return "scope", start, end  # 超过了省里要求的60%的目标
    if (
        amount.kind == "percent"
        and _VOTED.match(text, end)
        and ("经" in text[clause:start] or text.startswith("以上", end))
    ):
        return "rule", start, end  # 经村民会议三分之二以上成员同意后实施
    if amount.unit is None and _SHARED.match(text, end) and text.rfind("按", clause, start) >= 0:
        return "rule", start, end  # 由市、区财政按6：4分担
    added = _ADDED.match(text, end, stop + 12) if amount.kind == "percent" or amount.unit == "倍" else None
    if added and _BY_STANDARD.search(text, clause, start):
        return "rule", added.start(), added.end()  # 按照低保标准的30%、20%增发
    standard = _STANDARD.match(text, end)
    if standard and _BY_STANDARD.search(text, clause, start):
        return "rule", standard.start(), standard.end()
    if _MODEL.match(text, end) or (
        _FORM.match(text, end) and text.rfind("“", clause, start) > text.rfind("”", clause, start)
    ):
        return "rule", start, end
    return None


def lasts(text: str, amount: Amount) -> bool:
    """Tell whether a span of time only says how long what was done took (4年苦干实干), and is no feat itself (连续4年)."""
    return (
        amount.kind == "duration"
        and amount.unit in _TIMES
        and amount.change is None
        and amount.modifier == "exact"
        and not LONG.search(text, max(0, amount.start - 4), amount.start)
    )
