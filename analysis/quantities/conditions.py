"""Numbers that say when a provision applies (床位300张以上、运营满1年的，给予…) or what it then grants (…的，给予每张床位5000元)."""

from __future__ import annotations

import re

from analysis.amounts import Amount

_GRANTS = "给予|予以|按|每|一次性|发放|补[助贴]|奖[励补]|扣|取消|约谈|至少|可|不得|不予|应|安排|增加|享受|免"
_OVER = re.compile(  # 养牛1头（含）以上，每头奖补…
    "(?:[(（]含[^()（）]{0,4}[)）])?(?:及?以[上下])(?:[(（]含[^()（）]{0,4}[)）])?[，,](?:每[^，。；\n]{1,8}(?:给予|奖|补[助贴])|给予|一次性|奖|补[助贴])"
)
_EARNS = re.compile("(?:收入|年龄|财产|金额)[^，。；\n]{0,8}\\Z")
_LIMITS = re.compile("(?:及?以[上下内])(?:的|[)）])")
_HOLDS = re.compile(  # 入住人数大于10人的，安排…; 运营1年以上的（含300张，下同），给予…; 收住失能老人50名以上的按…
    f"(?:[(（]含[^()（）]{{0,6}}[)）])?[^，。；：:\n（()）]{{0,24}}?的(?:(?:[(（][^()（）\n]{{0,30}}[)）])?[，,](?:{_GRANTS}|由|视为|纳入|方可|须|必须|要|实行|经|优先|拟|其)"
    "|按照?|给予|予以|可享受|一律|不得|每[张个处家间])"
)
_ASIDE_OPENS = re.compile("(?:的|以[上下])[(（][^()（）\n0-9]{0,6}\\Z")  # 运营1年以上的（租期
_ASIDE_CLOSES = re.compile(f"[^()（）\n]{{0,12}}[)）]的?[，,](?:{_GRANTS})")
_GRANT = re.compile(_GRANTS)
_FULL = re.compile(  # 登记满2年以上的社会组织, 满两年，未参加过评估的
    "(?:及?以上)?(?:的[^，。；\n]|的?有效期|，?且|，[未无需须可经重申])"
)
_APPLIES = re.compile("对[^，。；\n]{0,16}(?:有|不足|不满|满|少于|多于|低于|高于|超过|达到|大于|小于|具备)\\Z")
_TO_WHAT = re.compile("[^，。；\n]{0,24}?的")
_OF_WHOM = re.compile("(?:的|以[上下内]|[人者员户业])[(（][^()（）]*[)）][，,]\\Z")  # 登记的社会组织（…），给予
_SHOWN = re.compile("公示(?:期|时间)?为?\\Z")  # 公示7天
_TERM = re.compile(
    "(?:应当?|可以|必须)(?:自|在|于)[^，。；\n]*\\Z|自[^，。；\n]{2,16}(?:之日)?[起后]\\Z"
)  # 应自收到决定书后7日内
_ENTITLED = re.compile(  # 对新增收益5万元以上的村，市财政给予2万元奖励
    "(?:及?以[上下内])?的[^，。；\\n]{1,16}[，,](?:[^，。；\\n]{0,8}?(?:给予|予以|奖励|发放|补[助贴])|按|每|可|一次性)"
)
_GIVEN = re.compile("[^，。；\n]{0,8}(?:前提|条件|情形)下")
_AGAIN = re.compile("[户人]均|每[人户]|最[高低多少]")  # 每户奖补人均不超过2000元，户均不超过6000元
_BESIDE = 40  # characters before such a clause in which the grant is named
_STANDARDS = re.compile("补助|补贴|津贴|收费|奖补")
_SET = re.compile("标准(?:为|是)?(?:每人每[年月]|[年月]人均|每[人户][年月]?|每[年月])?\\Z")  # 分散供养标准年人均2200元
_LISTED = re.compile("标准[^，。；\n较比达]{0,12}[：:][^。\n]*[，,；;]\\Z")  # 补贴标准：80岁至89岁老年人，每年100元
_FAR = 120  # characters that such a list may have
_ROSE = re.compile("[^，。；]{0,6}(?:提高|调整|上调|增加)")
_EACH = re.compile(  # 每个项目资助资金5万元; what each person was given is told as a result
    "每(?:个(?!人|村民|学生|家庭|孩子)|张|所|家|处|间)(?!补助|补贴|奖|资助|给予|分别)[^，。；\\n]{2,10}?(?:分别)?(?:给予|补[助贴]|奖[励补]|资助)[^，。；\\n0-9]{0,10}\\Z"
    "|(?:[新改扩]建|对)[^，。；\\n0-9]{2,14}每(?:个|张|所|家|处|间)(?:补[助贴]|奖[励补]|资助)\\Z"
    "|给予每(?:个(?!人|村民|学生|家庭|孩子)|张|所|家|处|间)[^，。；\\n0-9]{1,8}\\Z"  # 新建食堂每间补贴4万元
)
_ORDERED = re.compile("要求|必须|应当|[须要]在")
_ALLOWED = re.compile("(?:统一)?对[^，。；\\n]{2,24}给予[^，。；\\n0-9]{0,8}(?:补贴|补助|津贴)\\Z")
_SMALL = 10_000  # 元 that a person may be given by a standard
_CHARGED = re.compile("收取\\Z")
_DONE = re.compile("[了已]|累计|共")
_GRANTED = re.compile(  # 带动就业2人及以上的人员（注册5年内），给予5000元补贴
    "[，,](?:按[^，。；\n]{0,12})?(?:给予|予以|可申请|可享受|最高可|享受|每[^，。；\n]{1,8}(?:给予|补贴|补助|奖励|奖补)|不得|不予)"
)
_BANNED = re.compile("(?:以?[内后前])?不(?:得|再|予|能)")  # 5年内不得报考
_MAY = re.compile("[^。；;\\n]{0,30}?(?:可(?![支持])|给予|予以|纳入|享受|按|补[助贴]|奖[励补])")
_SANCTION = re.compile(
    "(?:及?以[上下])?的[^，。；：、\\n]{0,10}?(?:取消|扣[减除发]|约谈|不得|不予|一票否决|停发|责令|限期)"
)  # 得分低于80分的乡镇取消评先资格
_RANKED = re.compile("以[上下]的?[^，。；、\\n]{0,10}?(?:占比|比例|比重|达到?[0-9])")
_TIGHT = ("at_least", "at_most", "more_than", "less_than")


def is_condition(text: str, kind: str | None, amount: Amount, clause: int, stop: int) -> bool:
    """Tell whether a number is part of a condition (登记满2年以上的社会组织; 连续2年基本合格的； in a notice) or of what it then grants.

    Args:
        text: the reading text.
        kind: what kind of article it is.
        amount: the quantity.
        clause: where its clause begins.
        stop: where its clause ends.
    """
    start, end = amount.start, amount.end
    if amount.kind == "duration" and text[start - 1] == "满" and _FULL.match(text, end):
        return True
    if kind == "notice" and amount.modifier == "at_least" and text[start - 2 : start] in ("）有", ")有"):
        return True  # （二）有3名以上专职工作人员；
    if kind == "notice" and (_BANNED.match(text, end) or _is_granted(text, amount)):
        return True
    if kind in ("notice", "law") and text[stop - 1] == "的" and text[stop : stop + 1] in ("；", ";", "。"):
        return True
    if (text.find("的", end, end + 26) >= 0 and _HOLDS.match(text, end)) or _is_aside(text, clause, start, end):
        return True
    if text[clause - 2 : clause] in ("的，", "的,", "），", "),") and _GRANT.match(text, clause):
        return text[clause - 2] == "的" or (
            amount.kind == "money" and _OF_WHOM.search(text, max(0, clause - _BESIDE), clause) is not None
        )
    if amount.kind == "duration" and amount.modifier == "at_most" and _TERM.search(text, clause, start):
        return True
    if amount.kind == "duration" and _SHOWN.search(text, clause, start):
        return True
    if amount.unit == "工作日" and (text.startswith("内", end) or "延长" in text[clause:start]):
        return True
    if amount.unit in ("天", "日") and text.startswith("内", end) and _ORDERED.search(text, clause, start):
        return True  # 要求各县在10天内下拨
    if amount.modifier in _TIGHT and kind != "news" and _OVER.match(text, end):
        return True
    if kind in ("notice", "plan", "law") and _LIMITS.match(text, end) and _EARNS.search(text, clause, start):
        return not is_ranked(text, amount) and (kind != "plan" or _MAY.match(text, end) is not None)
    if amount.modifier in _TIGHT and kind in ("notice", "plan", "law") and _SANCTION.match(text, end):
        return True
    if text[clause : clause + 1] == "对" and kind != "news" and _ENTITLED.match(text, end):
        return True
    if text[clause : clause + 1] == "对" and _APPLIES.match(text, clause, start):
        return _TO_WHAT.match(text, end) is not None
    return amount.modifier in _TIGHT and _GIVEN.match(text, end) is not None


def is_ranked(text: str, amount: Amount) -> bool:
    """Tell whether a number only says which of several are counted (年经营性收入10万元以上的行政村占比达到80%)."""
    return amount.kind in ("money", "other") and _RANKED.match(text, amount.end) is not None


def _is_granted(text: str, amount: Amount) -> bool:
    """Tell whether the same sentence goes on to what is granted where a bound holds."""
    if amount.modifier not in _TIGHT or amount.kind == "money":
        return False
    stop = text.find("。", amount.end, amount.end + 120)
    return _GRANTED.search(text, amount.end, stop if stop >= 0 else amount.end + 120) is not None


def _is_aside(text: str, clause: int, start: int, end: int) -> bool:
    """Tell whether a number stands in the brackets of a condition (运营1年以上的（租期5年以上），按…)."""
    return (
        text.rfind("（", max(clause, start - 8), start) >= 0
        and _ASIDE_OPENS.search(text, max(0, start - 12), start) is not None
        and _ASIDE_CLOSES.match(text, end) is not None
    )


def is_standard(text: str, amount: Amount, clause: int) -> bool:
    """Tell whether a bounded sum is a standard of aid or of a charge (分别补助不少于2元), and none that was paid."""
    if amount.kind != "money":
        return False
    if _CHARGED.search(text, clause, amount.start):
        return True
    if _ALLOWED.search(text, clause, amount.start) and (amount.low or 0) < _SMALL:
        return _DONE.search(text, clause, amount.start) is None
    if "每" in text[clause : amount.start] and _EACH.search(text, clause, amount.start):
        return _DONE.search(text, clause, amount.start) is None
    if "每" in text[clause : amount.start] and _LISTED.search(text, max(0, clause - _FAR), clause):
        return not _ROSE.match(text, amount.end)
    if _SET.search(text, clause, amount.start) and not _ROSE.match(text, amount.end):
        return _DONE.search(text, clause, amount.start) is None and "提高" not in text[clause : amount.start]
    floor = (
        max(clause - _BESIDE, text.rfind("。", max(0, clause - _BESIDE), clause) + 1)
        if _AGAIN.match(text, clause)
        else clause
    )
    return (
        amount.modifier in ("at_least", "at_most")
        and _STANDARDS.search(text, floor, amount.start) is not None
        and _DONE.search(text, clause, amount.start) is None
    )
