"""Find who is told to do, or has done, what: departments, party bodies, social organisations, villages, parties to a pairing.

A body counts where it stands as the subject of its clause, or right behind a word such as 引导 or 由 that gives it something to do.
民政部门要健全…, 引导社会组织开展… tell; 省民政厅印发… reports. 社会组织登记, 社会组织的活力 name no one who acts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from analysis.amounts.units import join_words
from analysis.lexicon import read_rows

_GROUPS = {row["actor"]: row["group"] for row in read_rows("actors.csv")}
_HEADS = tuple(sorted(_GROUPS))
_AUTOMATON = AhoCorasick(_HEADS, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
_CUES = read_rows("actor_cues.csv")


def _cues(place: str, role: str) -> str:
    return join_words(row["cue"] for row in _CUES if row["place"] == place and row["role"] == role)


_ADVERB = (
    "也|都|均|还|会|已|共|积极|主动|充分|进一步|共同|切实|始终|持续|依法|分别|定期|及时|全面|扎实|不断|先后|组团|联合"
)
_AFTER = re.compile(
    f"(?:[(（][^()（）]{{1,24}}[)）])?(?:{_ADVERB}){{0,3}}(?:(?P<told>{_cues('after', 'told')})|(?P<did>{_cues('after', 'did')}))"
)
_BEFORE = re.compile(f"(?:{_cues('before', 'told')})")
_NOUN_BEHIND = re.compile(
    "[的等、，,。；;：:）)》”和及与]|党|登记|管理|培育|孵化|建设|发展|高质量|能力|活力|工作|资金|负责人|从业|年检|评估|法人|体系|规范|监管"
    "|名称|力量|作用|成员|代表|会员|书记|主任|队伍|伍|服务平台|整顿|责任|改革|决策|居民|养老|公益"
)
_BORN = re.compile(  # 党组织设立情况, 自社会组织成立以来: it is founded and does not act
    "(?:成立|设立|组建)(?:[、，,。；;：:以之后时前的率与和及]|情况|程序|工作|条件|方式|规范|标准|备案|审批|\\Z)"
)
_CLAUSE = re.compile("[，,。；;：:“”！？!?\\n]")
_LEAD = 24  # characters of a clause in which what stands before the body's name is read
_NAME = 12  # characters of place and kind that belong to the name
_OPENING = re.compile(
    "(?:第[一二三四五六七八九十百零]+条|[#\\s一二三四五六七八九十\\d（(）)、.—]|同时|联合(?!会)|会同|此外|其中|近日|目前|近年来|接下来|下一步|例如|比如|如今|如|今年|去年|仅|并|还|以及|年底前"
    "|(?:到|从|自)?\\d{4}年(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:上午|下午|起|底|以来)?)+"
)
_COUNTED = re.compile(".*?\\d+余?(?:多)?[个家名支所]")
_FUNCTION = re.compile(
    "[要对把将为在从向的了和与及按被让使就是有于以、]|通过|围绕|根据|加强|推进|发挥|推广|培育|建立|健全|完善|增强|搭建|提高|规范|开展|成立|提升|促进"
    "|激发|扩大|强化|深化|组建|设立|培训|带动|凝聚|帮助|服务|参与|评选|会同|抓|达|含|纳入|选派|利用|探索|报请"
)
_QUANTIFIED = re.compile("(?:或|广大|一个|一批|更多|各类)+")


class _Sentence(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def begin(self) -> int: ...


class Actor(NamedTuple):
    """A body that acts: ``text[start:end] == actor``; ``role`` is ``told`` or ``did``; ``number`` is its sentence's."""

    number: int
    actor: str
    role: str
    start: int
    end: int


def find_actors(text: str, sentences: Sequence[_Sentence] = ()) -> list[Actor]:
    """Return the bodies that act in a reading text, in its order; none where no known body is the subject or told to act.

    Args:
        text: the reading text of one article.
        sentences: its sentences, in order; without them every number is 0.

    >>> [(x.actor, x.role) for x in find_actors("省民政厅印发方案,引导社会组织开展帮扶,加强社会组织登记管理。")]
    [('省民政厅', 'did'), ('社会组织', 'told')]
    """
    begins = [sentence.begin for sentence in sentences]
    found: list[Actor] = []
    for _, start, end in _AUTOMATON.find_matches_as_indexes(text):
        after = _AFTER.match(text, end, end + 40)
        if after is None and not _BEFORE.search(text, max(0, start - _LEAD), start):
            continue  # neither does it act nor is it told to
        lead = _clause_lead(text, start)
        if lead is None:
            continue
        told = _told_by(lead)
        name = lead[told:] if told is not None else _subject(lead)
        role = _role(text, end, after, told is not None) if name is not None else None
        if name is None or role is None:
            continue
        at = bisect_right(begins, start) - 1
        begin = start - len(_shorten(name))
        if found and found[-1].end > begin:  # 各地 in 各地民政部门
            found.pop()
        found.append(Actor(sentences[at].number if at >= 0 else 0, text[begin:end], role, begin, end))
    return found


def read_group(actor: str) -> str:
    """Return the group of a body by the end of its name: government, party, social, community, pairing, business; empty if unknown.

    >>> read_group("陕西省民政厅"), read_group("省级合力团"), read_group("某人")
    ('government', 'pairing', '')
    """
    ends = (actor[at:] for at in range(len(actor)))
    return next((_GROUPS[end] for end in ends if end in _GROUPS), "")


def _clause_lead(text: str, start: int) -> str | None:
    """What stands in the clause before the body, without the words that open it; None inside a title or name."""
    window = text[max(0, start - _LEAD) : start]
    if window.rfind("《") > window.rfind("》") or window.endswith("“"):
        return None
    clause = _CLAUSE.split(window)[-1]
    opening = _OPENING.match(clause)
    return clause[opening.end() :] if opening else clause


def _told_by(lead: str) -> int | None:
    """Return where the name begins behind the last word that gives something to do; None where there is none or too far off."""
    last = None
    for match in _BEFORE.finditer(lead):
        last = match.end()
    if last is None or len(lead) - last > _NAME or _FUNCTION.search(lead, last):
        return None
    return last


def _subject(lead: str) -> str | None:
    return lead if len(lead) <= _NAME and not _FUNCTION.search(lead) else None


def _shorten(name: str) -> str:
    """The name's own words: 全省8306家社会组织 and 广大社会组织 are 社会组织; 各级民政部门 stay."""
    for pattern in (_COUNTED, _QUANTIFIED):
        match = pattern.match(name)
        name = name[match.end() :] if match else name
    return name


def _role(text: str, end: int, after: re.Match[str] | None, told: bool) -> str | None:
    if _BORN.match(text, end):
        return None
    if after and text.startswith("的", after.end()):  # 厅社会组织党委负责的…: it acts in a clause of its own
        return None
    if after and after["told"]:
        return "told"
    if told:
        return None if _NOUN_BEHIND.match(text, end) or end >= len(text) else "told"
    return "did" if after else None
