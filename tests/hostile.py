"""Texts, names and manifests that mean harm or merely break things: every one must come out as inert text, or be refused aloud.

``write_hostile(folder)`` writes them all; each case has a name, so that a test can say which one did it. Used by the tests of the tables
and by the browser's test of the report.
"""

import os
from collections.abc import Mapping
from pathlib import Path

#: What no page may run, ask for, or show as anything but text. ``hostile_mark`` is what the browser's test looks for.
HOST = "https://hostile.invalid"
MARK = "hostile_mark"
RUN = f"window.{MARK}=1;alert('{MARK}')"

FRAMES = "民政局关于{0}的通知\n\n2023年10月8日，全市建成3个街道，{0}覆盖率达到60%。到2025年，{0}达到1000个。\n\n会议强调，要推进{0}“两个确立”。\n"

SNIPPETS: Mapping[str, str] = {
    "script": f"<script>{RUN}</script>",
    "script in upper case": f"<SCRIPT SRC={HOST}/x.js></SCRIPT>",
    "script closing ours": f"</script><script>{RUN}</script>",
    "script in a comment": f"--><script>{RUN}</script><!--",
    "script in JSON": f'"}}]</script><script>{RUN}</script>',
    "double-escaped script": "<!--<script>",
    "event handler": f'<img src=x onerror="{RUN}">',
    "handler without quotes": f"<svg/onload={RUN}>",
    "handler after a quote": f'" onmouseover="{RUN}" x="',
    "handler after an apostrophe": f"' onfocus='{RUN}' autofocus='",
    "frame": f"<iframe src={HOST}></iframe>",
    "frame with a document": f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    "object": f"<object data={HOST}/x.svg></object>",
    "style": f"<style>body{{background:url({HOST}/b)}}</style>",
    "stylesheet": f"<link rel=stylesheet href={HOST}/x.css>",
    "base": f"<base href={HOST}/>",
    "refresh": f'<meta http-equiv=refresh content="0;url={HOST}">',
    "form": f"<form action={HOST}><input autofocus onfocus={RUN}></form>",
    "template": "{{7*7}}${7*7}<%=7*7%>{%raw%}#{7*7}",
    "html entities": f"&lt;script&gt;{RUN}&lt;/script&gt;&#x3c;b&#x3e;&amp;lt;",
    "cdata": f"<![CDATA[<script>{RUN}</script>]]>",
    "link": f"javascript:{RUN}",
    "anchor": f'<a href="javascript:{RUN}">点击</a>',
    "link with a tab": f"java\tscript:{RUN}",
    "data link": f"data:text/html,<script>{RUN}</script>",
    "markdown link": f"[点击](javascript:{RUN})",
    "markdown image": f"![图]({HOST}/x.png)",
    "markdown html": f"**粗**<b onclick={RUN}>x</b>`code`\n# 标题\n> 引用",
    "markdown reference": f"[x]: {HOST}\n[x]",
    "inline maths": r"$x^2$ 和 $\frac{1}{2}$",
    "display maths": r"$$\href{javascript:alert(1)}{x}$$",
    "LaTeX": r"\input{/etc/passwd}\write18{id}\begin{equation}x\end{equation}",
    "LaTeX brackets": r"\[x\] \(y\) \require{html}",
    "mathtext that is broken": r"$\undefined{$",
    "ANSI colour": "\x1b[31m红色\x1b[0m",
    "ANSI title and clipboard": "\x1b]0;title\x07\x1b]52;c;aGk=\x07\x1b[2J",
    "carriage return": "好的\r坏的",
    "backspaces": "坏的\b\b好的",
    "bidi override": "\u202e0001个\u202c",
    "bidi isolates": "\u2066\u2067十\u2069\u2069",
    "zero width": "街\u200b道\u200d\ufeff覆盖",
    "variation and tags": "街\ufe0f道\U000e0041\U000e007f",
    "combining marks": "街" + "\u0301" * 300,
    "line separators": "街\u2028道\u2029乡\x85镇\x0b村\x0c",
    "noncharacters": "\ufffe\uffff\ufdd0\U0010ffff",
    "private use": "\ue000\uf8ff\U000f0000",
    "astral": "𠮷𡃁😀👨‍👩‍👧",
    "formula": "=cmd|' /C calc'!A0",
    "formula with a plus": "+1+cmd|' /C calc'!A0",
    "formula with a minus": "-2+3+cmd|' /C calc'!A0",
    "formula with an at": '@SUM(1+1)*HYPERLINK("https://hostile.invalid")',
    "formula after a tab": "\t=1+1",
    "formula in full width": "＝1+1",
    "formula after an apostrophe": "'=1+1",
    "dynamic exchange": '=WEBSERVICE("https://hostile.invalid")',
    "separators of CSV": "一,二;三\t四\"五\"'六'",
    "path": "../../x",
    "absolute path": "/etc/passwd",
    "path of Windows": r"C:\Windows\x..\..\x",
    "path that is encoded": "%2e%2e%2f%00x",
    "device": "CON",
    "shell": "$(id)`id`;id|id&&id",
    "query": "' OR 1=1;--",
    "format": "%s%n{0}{__class__}",
    "prototype": "__proto__ constructor toString hasOwnProperty",
    "spreadsheet escape": "_x000D_ _x0000_",
    "huge numeral": "9" * 400 + "个",
    "huge Chinese numeral": "一亿" * 200 + "个",
    "huge per cent": "9" * 400 + "%",
    "small numeral": "0." + "0" * 400 + "1%",
    "numeral that never ends": "1,000" * 200 + "万亿亿亿元",
    "infinite": "nan inf -inf 1e999个",
    "odd digits": "²³个 ①②③项 ٣٤个 १२个 𝟛个 Ⅷ个",
    "dates that are none": "2023年99月99日 0000年 99999年 2月30日 “十四万五千五”",
    "deep brackets": "（" * 2000 + "十个" + "）" * 2000,
    "deep quotes": "“" * 2000 + "两个确立" + "”" * 2000,
    "deep book titles": "《" * 2000 + "规划" + "》" * 2000,
    "brackets that never close": "（" * 3000,
    "list without end": "、".join("一二三四五六七八九十" * 100),
    "ones without end": "一" * 5000,
    "dots without end": "." * 5000 + "。" * 3000,
    "percent signs": "%" * 3000,
    "blanks": " \u3000\t\xa0" * 2000,
    "years without end": "2023年" * 1500,
}

#: Files whose bytes or size are the harm. Refused or read, but never fatal.
FILES: Mapping[str, bytes] = {
    "nul.txt": "全市\x00建成3个街道。\x00".encode(),
    "only-nul.txt": b"\x00" * 4096,
    "empty.txt": b"",
    "blank.txt": " \n\u3000\n".encode(),
    "bom.txt": b"\xef\xbb\xbf",
    "bom-twice.txt": b"\xef\xbb\xbf\xef\xbb\xbf" + "全市建成3个街道。".encode(),
    "utf-16.txt": "全市建成3个街道。<script>alert(1)</script>".encode("utf-16"),
    "surrogates.txt": "全市建成3个街道。\ud800\udfff".encode("utf-8", "surrogatepass"),
    "utf-16-surrogates.txt": b"\xff\xfe" + "全市建成3个街道。\ud800".encode("utf-16-le", "surrogatepass"),
    "gb18030.txt": "全市建成3个街道，<b>覆盖率</b>60%。".encode("gb18030"),
    "latin.txt": bytes(range(128, 256)) * 20,
    "binary.txt": bytes(range(256)) * 40,
    "half.txt": "全市建成3个街道。".encode()[:-1],
    "crlf.txt": "标题\r\n\r\n全市建成3个街道。\r\n\r\n\r\r\n".encode(),
    "zip.docx": b"PK\x03\x04" + b"\x00" * 60,
    "not.docx": b"not a zip",
    "not.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "page.html": f"<html><head><title>通知</title><script>{RUN}</script></head><body onload={RUN}><p>全市建成3个街道。</p>".encode(),
    "entities.html": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><p>&b;&c;</p>',
    "deep.html": b"<div>" * 5000 + "全市建成3个街道。".encode(),
    "old.doc": b"\xd0\xcf\x11\xe0",
}

#: Names of files: what cannot be made on this file system is left out.
NAMES = (
    "<img src=x onerror=alert(1)>.txt",
    "a\nb.txt",
    "a\tb\x1b[31m.txt",
    "\"quoted\" & 'single'.txt",
    "=cmd|' calc'!A0.txt",
    "-rf.txt",
    "..txt",
    "...txt",
    "CON.txt",
    "a%2fb.txt",
    "a#b?c.txt",
    "\u202etxt.exe.txt",
    "零\u200b宽.txt",
    "e\u0301.txt",
    "\xe9.txt",
    "𠮷.txt",
    "名" * 80 + ".txt",
    "same.txt",
    "same.md",
    "SAME.txt",
    "index.txt",
    "__proto__.txt",
    "javascript:alert(1).txt",
)
BYTE_NAMES = (b"\xff\xfe.txt", b"lone-\xed\xa0\x80.txt")

MANIFEST = f"""doc,title,published,issuer,place,url,=cmd|'calc'!A0,<b>column</b>
event_handler,<script>{RUN}</script>,2023-10-08,=cmd|' /C calc'!A0,../../x,javascript:{RUN},@SUM(1),<img src=x onerror={RUN}>
script,"a ""quoted"" one
in two lines",,+1,-1,data:text/html;base64,{MARK},\u202ebidi
"""


def write_hostile(folder: Path, *, large: bool = False) -> dict[str, Path]:
    """Write the corpus; return the file of each case. ``large`` adds what takes seconds: a line of 10 MB, 10,000 articles, 20,000 quotes."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    for case, text in SNIPPETS.items():
        made[case] = _write(folder / f"{case.replace(' ', '_')}.txt", FRAMES.replace("{0}", text).encode())
    for name, data in FILES.items():
        made[name] = _write(folder / "files" / name, data)
    for name in NAMES:
        made[name] = _write(folder / "names" / name, "全市建成3个街道。".encode())
    for name in BYTE_NAMES:
        made[repr(name)] = _write(folder / "names" / os.fsdecode(name), "全市建成3个街道。".encode())
    (folder / "names/loop").symlink_to(folder)
    (folder / "manifest.csv").write_text(MANIFEST, "utf-8")
    if large:
        for name, data in large_files().items():
            made[name] = _write(folder / "large" / name, data)
    return made


def large_files() -> dict[str, bytes]:
    """Return what is hostile by its size alone."""
    sentence = "会议强调，到2025年，全市建成3000个社区，覆盖率达到60%以上，"
    article = "民政局召开会议\n\n    本报讯　10月8日，全市建成3个街道。\n\n"
    return {
        "line.txt": (sentence * (10_000_000 // len(sentence.encode()))).encode(),
        "letters.txt": b"x" * 10_000_000,
        "articles.txt": (article * 10_000).encode(),
        "quotes.txt": ("“两个确立”" * 20_000).encode(),
        "lines.txt": ("\n" * 1_000_000).encode(),
        "digits.txt": ("1" * 200_000 + "个").encode(),
        "too-large.txt": b"\xe5\xa5\xbd" * 17_000_000,
    }


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    try:
        path.write_bytes(data)
    except (OSError, ValueError):  # a file system without such names
        return path
    return path
