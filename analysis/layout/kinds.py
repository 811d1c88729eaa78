"""What a line is by itself: furniture, meta, source, byline, or text. Told by its shape, then by the word list furniture.csv."""

from __future__ import annotations

import re

from analysis.lexicon import read_rows

_SHORT = 90  # a line of furniture is no longer than this
_CUES = read_rows("furniture.csv")
_WHOLE = {row["cue"]: row["type"] for row in _CUES if row["where"] == "whole"}
_START = {row["cue"]: row["type"] for row in _CUES if row["where"] == "start"}
_STARTS = tuple(sorted(_START, key=len, reverse=True))
_START_FIRST = frozenset(cue[0] for cue in _START)
_BESIDE = frozenset(row["cue"] for row in _CUES if row["where"] == "beside")
_TAIL = frozenset(row["cue"] for row in _CUES if row["where"] == "tail")
_INSIDE = re.compile("|".join(re.escape(row["cue"]) for row in _CUES if row["where"] == "inside"))
_ENDS = tuple(row["cue"] for row in _CUES if row["where"] == "end")

DATE = re.compile(
    r"(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2} ?日?"
    r"|[一二][〇○零Ｏ九][〇○零Ｏ一二三四五六七八九]{2}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_CLOCK = r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?:\s*星期[一二三四五六日天])?(?:\s*发表于\s?\S{2,4})?"
_ONLY_DATE = re.compile(rf"[(（]?(?:{DATE.pattern}){_CLOCK}[)）]?")
_HISTORY = re.compile(
    r"^[(（]?(?:根据)?(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{2,200}(?:通过|修正|修订|公布|发布|施行|批准)[)）]?$"
)
_NUMBER = re.compile(r"^[^，。,；;]{0,12}[〔\[【(（](?:19|20)\d\d[〕\]】)）]\s*第?\d{1,4}号$")
_LETTERHEAD = re.compile(r"^[^\s，。；：“”《》]{4,40}(?:政府|委|会|办公室|办|局|厅|部|院|组)文件$")
_SPOKEN = re.compile(r"^[—―-]{1,2}\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日[在于].{4,60}(?:上|会议|大会)$")
_SPEAKER = re.compile(
    r"^(?:\S{2,20}(?:政府|委员会|局|厅))?(?:代|副)?(?:省长|市长|州长|县长|区长|旗长|乡长|镇长|主席|主任|局长|厅长|部长|书记) {1,3}\S ?\S{1,3}$"
)
_ANNEX = re.compile(r"^附件? ?[\d一二三四五六七八九十]{0,3}[:：]?$")
_BYLINE = re.compile(
    r"^[■●◆▲□◎☆★○\s]*[(（]?(?:[^\s，。,；;:：()（）]{0,10}(?:记者|通讯员|特派员|评论员|实习生)\s*[:：/丨| ]\s*\S"
    r"|(?:作者|文|图|撰文|撰稿|供稿|整理|文/图|图/文)\s*[:：/丨]\s*\S)"
)
_BYLINE_LINK = re.compile(r"[:：/丨|\s]")  # what stands between 记者 and the name
_SOURCE = re.compile(r"^[(（【\[]\s*(?:据|来源|摘自|转自|选自|原载|稿源)\s*[:：]?[^()（）]{2,40}[)）】\]]$")
_WIRE = re.compile(r"^\S{2,10}(?:消息|讯|电)[(（]?[^，。]{0,12}[)）]?[:：]$")
_LINK = re.compile(r"^!?\[[^\]]{0,200}\]\([^)]{0,500}\)$|^https?://\S+$|^<!--.*-->$")
_PHONE = re.compile(r"^[\d\s()（）+\-—转至、/]{7,60}$")
_CONTACT = re.compile(r"^[(（]?\S{0,6}(?:电话|热线|传真|邮箱|邮编|客服|QQ|微信)(?:号码|号)?\s*[:：]\s*[\w(（+]")
_BAR = re.compile("[|｜丨>＞»›]")
_MENU = re.compile(rf"\s*{_BAR.pattern}+\s*")
_PAGER = re.compile(r"[\d\s.…]|共\d+[页条]|第\d+页")
_LABEL = re.compile(r"^\S(?: +\S){1,5}(?=[:：])")
_PAGE_NUMBER = re.compile(
    r"^(?:0\d|[-—–·]+\s*\d{1,4}\s*[-—–·]+|第?\s*\d{1,4}\s*页\s*[,，/]?\s*(?:共\s*\d{1,4}\s*页)?)$"
)
_COUNT = re.compile(r"[\d,.]+[万+次人条]{0,2}$")
_COUNT_LAST = frozenset(",.万+次人条")
_SHAPE_FIRST = frozenset("h第附根一二至转")  # one of these, a digit or a mark begins what is told by its shape alone
_MARKS = re.compile(r"[\s【】\[\]()（）|｜>»·:：*#]+")
_LETTER = re.compile(r"[^\W_]")


def tell_kind(text: str) -> str:
    """Return what a line is by itself: furniture, meta, source, byline or text."""
    if len(text) > 3 * _SHORT:
        return "text"
    if not _LETTER.search(text):
        return "furniture"
    shaped = text[0] in _SHAPE_FIRST or not text[0].isalpha() or text[-1] == "号"
    if not shaped and len(text) > _SHORT:
        return "text"
    if _is_furniture(text, shaped):
        return "furniture"
    if _is_meta(text, shaped):
        return "meta"
    if (shaped and _SOURCE.match(text)) or (len(text) < 30 and text[-1] in "：:" and _WIRE.match(text)):
        return "source"
    return "byline" if _is_byline(text) else _cued(text)


def _is_furniture(text: str, shaped: bool) -> bool:
    """Links, phone and contact lines, page numbers, menus: told by their shape."""
    if (shaped and (_LINK.match(text) or _PAGE_NUMBER.match(text))) or _is_menu(text):
        return True
    if len(text) <= 60 and ("：" in text or ":" in text) and _CONTACT.match(text) and not text.endswith("。"):
        return True
    phone = shaped and _PHONE.match(text) is not None
    return phone and sum(x.isdigit() for x in text) >= 7 and not _ONLY_DATE.fullmatch(text)


def _is_menu(text: str) -> bool:
    """Tell a row of links: 登录 | 注册 | 收藏, 首页 > 论坛 > 公益. A title may hold one bar (关注 | …), but not two."""
    if len(text) > _SHORT or "。" in text or not _BAR.search(text):
        return False
    parts = [x for x in _MENU.split(text) if x]
    return all(len(x) <= 16 for x in parts) and (len(parts) > 2 or (len(parts) > 1 and parts[0].endswith("首页")))


def _is_meta(text: str, shaped: bool) -> bool:
    """A date by itself, the history of a law, a document number, a letterhead, where a speech was given, an organisation with its date."""
    if shaped and (
        _ONLY_DATE.fullmatch(text)
        or _ANNEX.match(text)
        or _HISTORY.match(text)
        or _NUMBER.match(text)
        or _SPOKEN.match(text)
    ):
        return True
    if text.endswith("文件") and _LETTERHEAD.match(text):
        return True
    date = DATE.search(text) if len(text) < 60 else None
    if date is None or re.search("[，。,；;]", text):
        return False
    return date.end() == len(text) or (
        bool(re.fullmatch(_CLOCK, text[date.end() :])) and date.start() > 0 and text[date.start() - 1] == " "
    )


def _is_byline(text: str) -> bool:
    if len(text) <= 30 and " " in text and _SPEAKER.match(text):
        return True
    if len(text) > 60 or not _BYLINE_LINK.search(text):
        return False
    return bool(_BYLINE.match(text)) and not re.search("[。；;！？]", text)


def _cued(text: str) -> str:
    """Furniture, meta or source by the word lists, else text."""
    if len(text) > _SHORT:
        return "text"
    label = _LABEL.match(text) if text[1:2] == " " else None  # 索 引 号： is 索引号：
    plain = (label[0].replace(" ", "") + text[label.end() :] if label else text).replace("：", ":").lstrip("(（【[ ")
    bare = _MARKS.sub("", text)
    ends = bare[-1:] in _COUNT_LAST or bare[-1:].isdecimal()
    counted = _COUNT.sub("", bare) if ends else bare  # 阅读 1024, 赞(15)
    for name in (bare, counted):
        if name in _WHOLE:
            return _WHOLE[name]
    if bare in _TAIL or (counted != bare and counted in _BESIDE) or _INSIDE.search(text):
        return "furniture"
    if plain[:1] in _START_FIRST and plain.startswith(_STARTS) and not text.endswith("。"):
        return _START[next(x for x in _STARTS if plain.startswith(x))]
    words = _PAGER.sub(" ", text).split() if len(text.split()) > 1 else []
    if words and all(x.endswith(_ENDS) or _MARKS.sub("", x) in _WHOLE for x in words):
        return "furniture"
    return "text"


def is_beside(text: str) -> bool:
    """Tell whether a line is furniture if it stands beside some: 评论, which may be a section's name elsewhere."""
    return _MARKS.sub("", text) in _BESIDE


def opens_tail(text: str) -> bool:
    """Tell whether a line of furniture stands over links to other pages: 相关链接."""
    return _MARKS.sub("", text) in _TAIL
