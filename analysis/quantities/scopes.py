"""Find the place that a quantity is about: a name in its clause, the subject of its sentence, else the article's place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.places import Found, Mention, Place, find_places
from analysis.quantities.edges import DOING

_JOINS = frozenset("、和与及或")
_LIST = re.compile("([^，,。；;：:“”、\\n]{0,23})、[^，,。；;：:“”\\n]{1,23}[，,。；;：:\\n]")
_WHOLE = re.compile("全(?:[省市县区州]|国(?!性|人大|政协|重点))|我(?:[省市县区州]|国)|本[省市县区州]|各(?:地(?!区)|省)")
_OPEN = frozenset("，,。；;：:！？\n、 “（(")
_OBLIQUE = frozenset("与和向对从由")
_NATIONAL = frozenset(("全国", "我国", "各地", "各省"))
_TOWN = re.compile("[^，。；、的在和与县市区\\n]{1,5}?(?:街道|镇|乡)")
_SAID = re.compile("(?:表示|介绍|指出|透露|获悉|发布|通报|说)")
_BODY = re.compile("(?:人民)?政府|[一-龥]{0,6}[厅局委办院部会]")
_LEVELS = {"省": 1, "市": 2, "县": 3, "区": 3, "州": 2}

_FAR, _MANY = 3000, 12  # how far back, in characters and mentions, the text is asked what place it speaks of

Where = tuple[str | None, int, int]  # the official name, and where it was read (0, 0 where the article says it)


def _add_towns(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with those of towns that were once named behind their county (虹口区嘉兴路街道 … 嘉兴路街道)."""
    towns: dict[str, tuple[Place, int]] = {}
    for mention in mentions:
        town = _TOWN.match(text, mention.end) if mention.place.level == "县" else None
        if town:
            towns.setdefault(town[0], (mention.place, town.end()))
    if not towns:
        return mentions
    known = {mention.start for mention in mentions}
    found = []
    for name, (place, after) in towns.items():
        at = text.find(name, after)
        while at >= 0:
            if at not in known:
                found.append(Mention(at, at + len(name), name, place))
            at = text.find(name, at + len(name))
    return sorted([*mentions, *found], key=lambda x: x.start)


class Whereabouts:
    """The places of one article; ``find`` gives that of a quantity."""

    def __init__(self, text: str, home: str | None, names: Sequence[Found] | None = None) -> None:
        """Read the places of a text whose article plays in ``home`` (a path) or nowhere in particular (None)."""
        self._text, self._home = text, home
        self._mentions = _add_towns(text, find_places(text, names))
        self.mentions = self._mentions
        self._starts = [mention.start for mention in self._mentions]
        self._foreign = [x for x in self._mentions if home is None or not x.place.path.startswith(home)]
        self._inside = [home is not None and _is_inside(home, x.place.path) for x in self._mentions]
        self._topics: dict[int, Mention | None] = {}
        self._wholes = [x.span() for x in _WHOLE.finditer(text) if home is None or self._binds(x)]
        self._whole_starts = [start for start, _ in self._wholes]

    def _binds(self, whole: re.Match[str]) -> bool:
        """Tell whether 全国 opens its clause: in 纳入全国试点 it only says what of."""
        return whole[0] not in _NATIONAL or self._text[whole.start() - 1 : whole.start()] in _OPEN

    def find(self, clause: int, sentence: int, paragraph: int, start: int) -> Where:
        """Return the official name of a quantity's place with the words it was read from; (None, 0, 0) where it is unknown.

        Args:
            clause: where its clause begins.
            sentence: where its sentence begins.
            paragraph: where its paragraph begins.
            start: where it begins.
        """
        if self._home is None and self._is_among(clause, start):
            return None, 0, 0  # 贵州、湖南、四川的30多个贫困村
        near = self._walk(start, sentence, clause)
        whole = self._last_whole(sentence, start)
        if whole and (near is None or near.start < whole[0]):
            return self._name_whole(whole, near or self._topic(sentence, paragraph))
        mention = near or self._topic(sentence, paragraph)
        if mention is None:
            return official_name(self._home), 0, 0
        return mention.place.name, mention.start, mention.end

    def _walk(self, start: int, floor: int, clause: int) -> Mention | None:
        """Return the last acceptable mention from ``floor`` to ``start``."""
        index = bisect_left(self._starts, start) - 1
        peer: Mention | None = None  # one of several that are named together in the clause
        while index >= 0 and self._starts[index] >= floor:
            mention = self._mentions[index]
            if self._accepts(index, clause) and (peer is None or _is_inside(mention.place.path, peer.place.path)):
                return mention
            if mention.start >= clause and self._is_listed(index):
                peer = mention
            index -= 1
        return None

    def _accepts(self, index: int, clause: int) -> bool:
        mention = self._mentions[index]
        first = self._opens_clause(index)
        if self._is_listed(index, mention.start >= clause or self._home is None):
            return False
        if self._home is None:
            return first or (mention.start >= clause and not self._is_oblique(mention))
        if mention.place.path.startswith(self._home + "/"):
            return first or (mention.start >= clause and not self._is_oblique(mention))
        if self._home.startswith(mention.place.path):
            return False
        named = mention.text == mention.place.name or (index > 0 and self._mentions[index - 1].end == mention.start)
        if mention.place.level == "省":  # 新疆维吾尔自治区… at the head of a sentence; but 江苏省民政厅 elsewhere
            first = first and self._text[mention.start - 1 : mention.start] in ("", "。", "\n", "；")
            named = mention.text == mention.place.name and not _BODY.match(self._text, mention.end)
        return first and named  # another county; 成都团队 is no place

    def _is_among(self, clause: int, start: int) -> bool:
        """Tell whether a number's own clause names several places together."""
        index = bisect_left(self._starts, start) - 1
        return index >= 0 and self._starts[index] >= clause and self._is_listed(index)

    def _is_listed(self, index: int, first: bool = True) -> bool:
        """Tell whether a place is one of several (汉中、渭南两市), so that none of them is meant alone."""
        mention = self._mentions[index]
        start = mention.start
        while index and self._mentions[index - 1].end == start:  # 济南市…、淄博市淄川区…等100个
            index, start = index - 1, self._mentions[index - 1].start
        before, after = self._text[start - 1 : start], self._text[mention.end : mention.end + 1]
        if (before in _JOINS and before) or (after in _JOINS and after):
            return True
        listed = None if first else _LIST.match(self._text, mention.end, mention.end + 24)
        return (
            listed is not None and DOING.search(listed[1]) is None
        )  # 开远市整合市场监管、民政等力量 lists what it does

    def _opens_clause(self, index: int) -> bool:
        mention = self._mentions[index]
        before = self._text[mention.start - 1 : mention.start]
        if before == "在" and _SAID.match(self._text, mention.end):
            return False  # 21日在北京表示
        if index and self._mentions[index - 1].end == mention.start:
            return self._opens_clause(index - 1)
        return (
            not before
            or before in _OPEN
            or (before in "如以在" and (mention.start < 2 or self._text[mention.start - 2] in _OPEN))
        )

    def _is_oblique(self, mention: Mention) -> bool:
        """Tell whether a place is only the other side of what is told (与江苏省民政厅对接)."""
        before = self._text[mention.start - 1 : mention.start]
        return before in _OBLIQUE or (before == "在" and _SAID.match(self._text, mention.end) is not None)

    def _last_whole(self, floor: int, start: int) -> tuple[int, int] | None:
        index = bisect_left(self._whole_starts, start) - 1
        return self._wholes[index] if index >= 0 and self._whole_starts[index] >= floor else None

    def _topic(self, sentence: int, paragraph: int) -> Mention | None:
        """Return the place that the text before the sentence speaks of, where the article has none of its own or is of another."""
        if not self._foreign:
            return None
        if sentence not in self._topics:
            self._topics[sentence] = self._find_topic(sentence, paragraph)
        return self._topics[sentence]

    def _find_topic(self, sentence: int, paragraph: int) -> Mention | None:
        last = bisect_left(self._starts, sentence) - 1
        floor = paragraph if self._home is None else max(0, sentence - _FAR)
        for index in range(last, max(-1, last - _MANY), -1):
            mention = self._mentions[index]
            if mention.start < floor:
                return None
            if self._home is None and self._is_listed(index):
                return None
            if mention.start < paragraph and self._text[mention.start - 1 : mention.start] == "在":
                continue  # 在浙江绍兴等地从事销售: where something was done, and no more behind its paragraph
            if not self._inside[index] and self._accepts(index, mention.start + 1):
                whole = self._last_whole(mention.end, sentence)
                return None if whole and self._text[whole[0] : whole[1]] in _NATIONAL else mention
        return None

    def _name_whole(self, whole: tuple[int, int], near: Mention | None) -> Where:
        """Return the place of 全省, 我市: that level of the place spoken of; none for 全国."""
        word = self._text[slice(*whole)]
        path = near.place.path if near else self._home
        if word in _NATIONAL or path is None:
            return None, *whole
        parts = path.split("/")
        if near and len(parts) > 2 and parts[-1][-1] == word[-1] and word[-1] in "市县区":
            return parts[-1], near.start, near.end  # 开远市…对全市2688个企业
        depth = 1 if word[-1] == "省" or (word[-1] == "市" and parts[0].endswith("市")) else _LEVELS.get(word[-1], 3)
        if near is None or depth >= len(parts):
            return parts[-1], *(whole if near is None else (near.start, near.end))
        return parts[depth - 1], *whole


def _is_inside(home: str, path: str) -> bool:
    """Tell whether of two places one holds the other."""
    return path.startswith(home + "/") or home.startswith(path)


def official_name(path: str | None) -> str | None:
    """Return the last name of a path, None of None.

    >>> official_name("辽宁省/沈阳市")
    '沈阳市'
    """
    return path.rpartition("/")[2] if path else None
