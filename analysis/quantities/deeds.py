"""Where a noun phrase behind a number ends and goes on to tell what is done: 320名残疾人|就业, 258个自然村|饮水设施改造."""

from __future__ import annotations

import re

_DEED = re.compile(
    "(?:(?<=残疾人)|(?<=人员)|(?<=[农贫脱][户民])|(?<=[困贫]户)|(?<=群众)|(?<=妇女)|(?<=青年)|(?<=[村居]民)|(?<=学生)|(?<=[军士]人))"
    "(?:实现|稳定|成功|就地|就近|灵活|转移|自主|再)*(?:就业(?:创业)?|创业|脱贫|增收|致富|体检|受益|入社|上学|入学|复学|(?:捐赠|捐款)..{0,6}|(?<=户)发展..{1,6})\\Z"
    "|(?:(?<=个村)|(?<=政村))(?:集体经济|集体)(?:经营性)?年?(?:总?收入|收益)"
    "|(?:(?<=群众)|(?<=人口)|(?<=居民)|(?<=村民)|(?<=农户))(?:基本生活|基本医疗|饮水|用水|吃水|住房|出行|就医|看病|上学|用电)[^，。；、]{0,8}\\Z"
    "|(?<=老人)养老送终\\Z"
)
_VILLAGE = re.compile(
    "[^，。；、的]{0,8}?(?:(?:自然|行政|建制|贫困|脱贫)村|建制镇|帮扶[村县])(?![级民委干两党]|[^，。、]{0,10}系统)(?=..)"
)


def cut_deed(text: str, begin: int, end: int) -> int:
    """Return where the people end of whom a phrase goes on to tell what they do (新增320名残疾人就业)."""
    village = _VILLAGE.match(text, begin, end) if text[begin - 1] == "个" else None
    if village:
        return village.end()  # 258个自然村饮水设施改造
    deed = _DEED.search(text, begin, end)
    return deed.start() if deed and (deed.start() - begin > 1 or text[begin] == "村") else end
