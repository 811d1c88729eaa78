"""Words that promise or report all of something without a digit (全覆盖, 所有, 全部, 每个, 全体)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile("[全所每](?:(?<=全)(?:面?覆盖|部|体)|(?<=所)有|(?<=每)个)")
_DIGIT = "0-9０-９一二两三四五六七八九十百千几"
_COVERED = re.compile(
    "(?:依法|按期|按时|如期|均|都|已|已经|将|要|顺利|提前|实现|得到|成功|全部|统一|免费|予以|按要求|按规定){0,4}"
    "(?:纳入|下放|完成|实现|建成|达到|达标|脱贫|清零|消除|取消|落实|覆盖|接入|入驻|免费|开通|参加|参保|整改|办结|出列|摘帽|安装|配备|投入|开工|竣工|通|进入|下沉|建立|设立"
    "|上线|销号|到位|交付|解决|兑现|搬迁|入住|退出|转移|关闭|淘汰|拆除|改造|享有|享受|公开|网上|移交|脱钩|挂牌|成立|启用|运行|投用|取得|通过|签订|关停|建有|设有|录入|化解|登记|实行|推行|用于)"
)
_OWNED = frozenset("体家民归院会人其切社己制国属")
_GROUP = re.compile(
    "(?:老年人|老人|未成年人|儿童|学生|残疾人|困难群众|居民|村民|职工|劳动者|社区|参保人|农民|教师|党员|干部|社区工作者)"
)
_PROMISE = re.compile(
    "覆盖|纳入|实现|享有|享受|建有|设有|建立|设立|配备|达到|达标|完成|全部|接入|开通|普及|惠及|建成|参加|落实|配齐|拥有|均有|都有"
)
_CLAUSE_END = re.compile("[，,。；;！？\\n]")


def find_universals(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of universal words that stand for 100% of something countable, in order.

    >>> list(find_universals("所有街道建有养老服务中心，基本实现全覆盖。集体所有的土地"))
    [(0, 2), (17, 20)]
    """
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        accept = _accept_cover if word.endswith("覆盖") else _ACCEPT[word]
        if accept(text, start, end):
            yield start, end


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after in the same clause."""
    stop = _CLAUSE_END.search(text, end, end + 40)
    low = max(0, start - 30)
    low = max(low, *(text.rfind(mark, low, start) + 1 for mark in "，,。；;\n"))
    return text[low:start], text[end : stop.start() if stop else end + 40]


def _accept_cover(text: str, start: int, end: int) -> bool:
    """全覆盖 counts, except as one epithet among others (全方位、全覆盖、多层次的)."""
    if text[end - 3 : start + 1] != "全" and text[start + 1] == "面":
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (
        (before == "、" and after in "、的")
        or (after == "、" and text[start - 3 : start].startswith(("全", "多", "广")))
        or after == "式"
    )


def _accept_all(text: str, start: int, end: int) -> bool:
    """全部 counts before a verb (全部纳入), not before a number or a thing (全部29个, 全部奖金)."""
    if not _COVERED.match(text, end):
        return False
    before, _ = _clause(text, start, end)
    return "所有" not in before and "全体" not in before


def _accept_every(text: str, start: int, end: int) -> bool:
    """所有 counts where the clause promises or reports something of all; ownership does not (集体所有, 所有制)."""
    if text[start - 1 : start] in _OWNED or text[end : end + 1] in tuple("制权者人，。、；的"):
        return False
    before, after = _clause(text, start, end)
    return bool(_PROMISE.search(after) or re.search("覆盖|惠及|面向|对|将|使|让|向|实现", before))


def _accept_each(text: str, start: int, end: int) -> bool:
    """每个 counts where the clause holds no number of its own (每个县设有中心; but 每个县建1所)."""
    before, after = _clause(text, start, end)
    if re.search(f"[{_DIGIT}]", after) or not re.search(
        "设有|建有|设立|建立|配有|配备|拥有|都有|均有|至少有|建成", after
    ):
        return False
    return not before.endswith(("的", "其他"))


def _accept_whole(text: str, start: int, end: int) -> bool:
    """全体 counts of a group that is promised something (全体老年人享有), not in 全体人民, 全体会议."""
    if not _GROUP.match(text, end) or text.startswith(("居民人均", "党员干部"), end):
        return False
    return re.search("享有|享受|纳入|覆盖|参加|得到|获得", _clause(text, start, end)[1]) is not None


_ACCEPT = {"全部": _accept_all, "所有": _accept_every, "每个": _accept_each, "全体": _accept_whole}
