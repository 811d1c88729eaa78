"""Cut text into words. The only module that imports jieba and rjieba.

Three decisions, each for the sake of counts that compare:

- jieba's dictionary with the project's own terms (``dictionary.csv``), in a tokenizer of our own: the user's ``jieba`` stays as it is,
  and no cache file is written or read.
- no hidden Markov model for unknown words. It finds names, but it cuts by context: in the seeds 罗侯村 gives 罗侯 here and 罗侯勇 there,
  and 省人 + 社厅 come out of 省人社厅. Without it the same string is cut alike wherever it stands, and both engines agree.
- what a text puts into quotation marks is one word throughout that article (“浙里康养”), unless it is a term with
  other words beside it (“乡村振兴带头人” stays 乡村振兴 + 带头人).
"""

from __future__ import annotations

import importlib.resources
import re
import sys
import warnings
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import accumulate
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from analysis.lexicon import read_rows
from analysis.words.paths import Weights, cut

ENGINES = ("jieba", "rjieba")
FREQUENCY = 2000  # of a project term, in jieba's dictionary of 60 million: above every rival cut of the same term
PIECE = 50_000  # characters cut at a time: jieba keeps a list for each, so that memory would grow with a page without any break

_QUOTED = re.compile('[“「『"]([\u4e00-\u9fff]{2,8})[”」』"]')
_GRAMMAR = re.compile("[的了吗呢吧是在我你他她它们]")


class CutterError(ValueError):
    """No such engine, or it is not installed; the message says which there are and how to get it."""


class Cutter:
    """Cuts text into words, with one engine and one list of terms."""

    def __init__(self, engine: str, cut: Callable[[str], list[str]], terms: frozenset[str]) -> None:
        """Keep the engine's own function; ``terms`` are the words that it was taught."""
        self.engine = engine
        self.terms = terms
        self._cut = cut

    def cut(self, text: str) -> list[str]:
        """Return the pieces of a text in order: words, numbers, marks, blanks. Joined they are the text again.

        Args:
            text: of one article; what it quotes is kept whole in all of it.

        >>> make_cutter().cut("启动“浙里康养”行动，浙里康养惠及老年人")
        ['启动', '“', '浙里康养', '”', '行动', '，', '浙里康养', '惠及', '老年人']
        """
        tokens = self._cut(text) if len(text) <= PIECE else [x for part in _split_text(text) for x in self._cut(part)]
        names = find_quoted(text)
        return _merge_names(text, tokens, names, self.terms) if names else tokens


def make_cutter(engine: str = "jieba", terms: Iterable[str] = ()) -> Cutter:
    """Return a cutter, the same one for the same arguments in this process.

    Args:
        engine: ``jieba``, or ``rjieba``, the same algorithm in Rust (extra ``fast``): about twenty times as fast, same words.
        terms: further words that stay whole, beside those of ``dictionary.csv``.

    Raises:
        CutterError: if the engine is unknown or not installed, or a term is empty or holds blanks or marks.

    >>> make_cutter(terms=["未来社区"]).cut("建设未来社区")
    ['建设', '未来社区']
    """
    wanted = [terms] if isinstance(terms, str) else list(terms)
    for term in wanted:
        if not (len(term) > 1 and term.isalnum()):
            raise CutterError(
                f"terms: {term!r} is no word; allowed are two or more letters or digits, without blanks and marks"
            )
    if engine not in ENGINES:
        raise CutterError(f"unknown engine {engine!r}; there are {', '.join(ENGINES)}")
    return _make_cutter(engine, tuple(sorted(set(wanted))))


def count_words(text: str, cutter: Cutter) -> Counter[str]:
    """Return how often each word occurs in the text of one article. Numbers, marks and blanks are no words.

    >>> sorted(count_words("3个社会组织，2个社会组织", make_cutter()).items())
    [('个', 2), ('社会组织', 2)]
    """
    return Counter({token: count for token, count in Counter(cutter.cut(text)).items() if is_word(token)})


def is_word(token: str) -> bool:
    """Return whether a token is a word: it has a letter or a Chinese character.

    >>> is_word("民政"), is_word("App"), is_word("4439.25"), is_word("①")
    (True, True, False, False)
    """
    return token.isalpha() or any(map(str.isalpha, token))


def find_quoted(text: str) -> set[str]:
    """Return the names in a text's quotation marks: two to eight Chinese characters, none of grammar (“我们的家” is speech).

    >>> sorted(find_quoted("“扩中”“提低”和“这是我们的家”"))
    ['扩中', '提低']
    """
    return {name for name in _QUOTED.findall(text) if not _GRAMMAR.search(name)}


@cache
def read_terms() -> frozenset[str]:
    """Return the project's terms, from ``dictionary.csv``."""
    return frozenset(row["term"] for row in read_rows("dictionary.csv"))


@cache
def read_stopwords() -> frozenset[str]:
    """Return the stop words, from ``stopwords.csv``: words of grammar and of office style that tell no subject.

    >>> "的" in read_stopwords(), "民政" in read_stopwords()
    (True, False)
    """
    return frozenset(row["word"] for row in read_rows("stopwords.csv"))


@cache
def _make_cutter(engine: str, further: tuple[str, ...]) -> Cutter:
    cut = _open_jieba(further) if engine == "jieba" else _open_rjieba(further)
    return Cutter(engine, cut, read_terms() | frozenset(further))


def _open_jieba(further: Iterable[str]) -> Callable[[str], list[str]]:
    """Return jieba's own cut, found in half of its time: each word's logarithm is taken once, and nothing is built on the way."""
    tokenizer = _read_jieba()
    if further:
        read, tokenizer = tokenizer, _make_jieba()
        tokenizer.FREQ, tokenizer.total = read.FREQ.copy(), read.total
        _teach(tokenizer, further)
    weights = Weights(tokenizer)
    return lambda text: cut(text, tokenizer.FREQ, weights)


@cache
def _read_jieba() -> Any:
    """Return a tokenizer with jieba's dictionary and ours; 0.4 s once a process, and hardly less by any way that was tried."""
    tokenizer = _make_jieba()
    with importlib.resources.files("jieba").joinpath("dict.txt").open("rb") as file:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(file)
    _teach(tokenizer, sorted(read_terms()))
    return tokenizer


def _make_jieba() -> Any:
    with _quiet():
        import jieba
    tokenizer = jieba.Tokenizer()
    tokenizer.initialized = True  # else it would look for a cache file in the shared temporary folder
    return tokenizer


def _teach(tokenizer: Any, terms: Iterable[str]) -> None:
    for term in terms:
        tokenizer.add_word(term, FREQUENCY)


@contextmanager
def _quiet() -> Iterator[None]:
    """Hold back what jieba says on import: bad escapes (Python 3.12), and pkg_resources, which warns, is slow, and is not needed."""
    hidden = "pkg_resources" not in sys.modules
    if hidden:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if hidden:
            sys.modules.pop("pkg_resources", None)


def _open_rjieba(further: Iterable[str]) -> Callable[[str], list[str]]:
    try:
        import rjieba
    except ImportError as error:
        raise CutterError("the engine rjieba is not installed: pip install 'analysis[fast]', or use jieba") from error
    tokenizer = rjieba.Jieba()
    for term in (*sorted(read_terms()), *further):
        tokenizer.add_word(term, FREQUENCY, None)
    return lambda text: list(tokenizer.cut(text, False))


def _split_text(text: str) -> Iterator[str]:
    """Yield a long text in parts that end with a line where there is one."""
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        yield text[start:end]
        start = max(end, start + 1)


def _merge_names(text: str, tokens: list[str], names: set[str], terms: frozenset[str]) -> list[str]:
    """Join the tokens that together are a name; one that begins or ends inside a word is left (三社 in 三|社区)."""
    starts = [0, *accumulate(map(len, tokens))]
    merged: list[str] = []
    done = 0
    automaton = AhoCorasick(sorted(names), matchkind=MatchKind.LeftmostLongest)
    for _, start, stop in automaton.find_matches_as_indexes(text):
        first, last = bisect_left(starts, start), bisect_left(starts, stop)
        pieces = tokens[first:last]
        whole_words = min(map(len, pieces), default=0) > 1
        if starts[first] != start or starts[last] != stop or (whole_words and not terms.isdisjoint(pieces)):
            continue
        merged += tokens[done:first]
        merged.append(text[start:stop])
        done = last
    return merged + tokens[done:]
