"""The frame around every page: language, navigation, style sheets, and a policy under which nothing foreign can run or be asked for."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analysis.report.render import TEMPLATES, Chapter
from analysis.report.words import LANGUAGES, read_words

#: Runs before the page is painted, so that a dark page never flashes light.
HEAD_SCRIPT = (
    "try{var t=localStorage.getItem('theme');if(t)document.documentElement.dataset.theme=t}catch(e){}"
    "document.documentElement.classList.add('js')"
)
ASSETS = ("report.css", "report.js", "search.js")
ASCII = "".join(map(chr, range(32, 127)))
_TITLE = re.compile(
    r'<(h[1-3]|figcaption)\b.*?</\1>|<p class="finding".*?</p>|class="(?:brand|name)".*?</|"sentence":"[^"]*"',
    re.DOTALL,
)
_HASH = base64.b64encode(hashlib.sha256(HEAD_SCRIPT.encode()).digest()).decode()
#: 'self' names the site's own files where the report is served, file: where it is opened from disk. Drawings carry style attributes.
POLICY = (
    f"default-src 'none'; script-src 'self' file: 'sha256-{_HASH}'; style-src 'self' file:; style-src-attr 'unsafe-inline'; "
    "font-src data:; img-src 'self' file: data:; form-action 'self' file:; base-uri 'none'"
)


@dataclass
class Site:
    """Writes pages into a folder, and remembers the characters that they show, in text and in titles, for the fonts."""

    folder: Path
    chapters: Mapping[str, Sequence[Chapter]]
    characters: set[str] = field(default_factory=lambda: set(ASCII))
    titles: set[str] = field(default_factory=lambda: set(ASCII))

    @cached_property
    def _pages(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            keep_trailing_newline=True,
        )

    def write(self, language: str, path: str, kind: str, title: str, **context: Any) -> None:
        """Write one page.

        Args:
            language: ``en`` or ``zh``.
            path: where the page stands in its language: ``sources/a.html``.
            kind: the template.
            title: of the page.
            context: what the template shows.
        """
        up = "../" * path.count("/")
        in_zh = language == "zh"
        home, root = up, up + ("../" if in_zh else "")
        words = read_words(language)
        page = self._pages.get_template(
            f"{kind}.html"
        ).render(
            language=language,
            other_language=next(x for x in LANGUAGES if x != language),
            other=f"{root}{path}" if in_zh else f"{root}zh/{path}",
            w=words,
            kind=kind,
            title=title,
            root=root,
            home=home,
            slug=path.removesuffix(".html"),
            chapters=self.chapters[language],
            policy=POLICY,
            head_script=Markup(HEAD_SCRIPT),  # noqa: S704
            sheets=("report.css", "font.css") if kind == "index" else ("report.css", "font.css", "font-more.css"),
            script_words=write_json({key[3:]: text for key, text in words.items() if key.startswith("js.")}),
            **context,
        )
        self.characters.update(html.unescape(page))  # headings of notebooks come as &#21040;
        self.titles.update(*(html.unescape(match[0]) for match in _TITLE.finditer(page)))
        place = self.folder / ("zh" if in_zh else ".") / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page, "utf-8")


def write_json(value: Any) -> Markup:
    """Return JSON that can stand in a script: nothing in it can end the script or be taken for markup.

    >>> print(write_json("</script>"))
    "\\u003c/script\\u003e"
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704
