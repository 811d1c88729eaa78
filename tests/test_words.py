"""Words: terms that stay whole, quoted names, two engines, silence, and no cache file read or written."""

import marshal
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.lexicon import read_concepts, read_rows
from analysis.words import count_words, is_word, make_cutter, read_stopwords
from analysis.words.cutting import PIECE, CutterError, _open_jieba, _read_jieba, find_quoted, read_terms

HOME = Path(__file__).parent.parent
SEEDS = sorted((HOME / "seeds").glob("*.txt"))
ENGINES = ["jieba", "rjieba"]

WHOLE = ["社会组织", "社区社会组织", "乡村振兴", "共同富裕", "五社联动", "社会组织联合会", "养老服务"]
SURROUNDINGS = ["推动{}高质量发展", "{}", "市{}的", "《{}条例》", "在{}中", "全县{}工作", "参与{}和{}"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("term", WHOLE)
def test_terms_stay_whole(term, engine):
    for frame in SURROUNDINGS:
        text = frame.format(*[term] * frame.count("{}"))
        assert make_cutter(engine).cut(text).count(term) == frame.count("{}"), text


def test_a_longer_term_is_not_its_parts():
    counts = count_words("社区社会组织、社会组织、社区社会组织，社会组织联合会", make_cutter())
    assert counts == {"社区社会组织": 2, "社会组织": 1, "社会组织联合会": 1}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_term_of_the_dictionary_and_every_theme_is_one_word(engine):
    cutter = make_cutter(engine)
    terms = read_terms() | {concept.preferred for concept in read_concepts().values()} - {"社会组织登记"}
    assert len(terms) > 500
    assert {term for term in terms if cutter.cut(term) != [term]} == set()


def test_dictionary_is_sorted_and_needed():
    terms = [row["term"] for row in read_rows("dictionary.csv")]
    assert terms == sorted(set(terms))
    assert all(len(term) > 1 and term.isalnum() for term in terms)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_pieces_join_to_the_text(path, engine):
    text = path.read_text("utf-8")
    pieces = make_cutter(engine).cut(text)
    assert len(pieces) > 300
    assert "".join(pieces) == text


@given(text=st.text(st.sampled_from('社区会组织养老服务“”「」"3.-%aＡ \n，的𠮷é'), max_size=60))
@pytest.mark.parametrize("engine", ENGINES)
def test_pieces_join_to_any_text(engine, text):
    pieces = make_cutter(engine).cut(text)
    assert "".join(pieces) == text
    assert "" not in pieces


@pytest.mark.parametrize("engine", ENGINES)
def test_a_long_text_is_cut_in_parts_that_change_nothing(engine):
    line = "引导社会组织参与乡村振兴。\n"
    text = line * (2 * PIECE // len(line) + 10)
    assert make_cutter(engine).cut(text) == make_cutter(engine).cut(line) * (len(text) // len(line))
    unbroken = "社" * (PIECE + 7)
    assert "".join(make_cutter(engine).cut(unbroken)) == unbroken


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("“浙里康养”与浙里康养", ["“", "浙里康养", "”", "与", "浙里康养"], "a quoted name, whole wherever it stands"),
        ("浙里康养", ["浙", "里", "康养"], "the same characters in a text that does not quote them"),
        ("“乡村振兴带头人”", ["“", "乡村振兴", "带头人", "”"], "a term with other words stays itself"),
        ("“三社”在三社区", ["“", "三社", "”", "在", "三", "社区"], "no word is broken for a name"),
        ("“组织”与社会组织", ["“", "组织", "”", "与", "社会组织"], "nor one that ends with it"),
        ("“我们的家”", ["“", "我们", "的", "家", "”"], "speech, with words of grammar, is no name"),
        ("「浙里康养」", ["「", "浙里康养", "」"], "other marks"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_quoted_names(text, expected, why):
    for engine in ENGINES:
        assert make_cutter(engine).cut(text) == expected, why


def test_find_quoted_takes_names_alone():
    assert find_quoted("“扩中”“一二三四五六七八九”“甲”“AB”“党建+”和“提低”") == {"扩中", "提低"}


@pytest.fixture(scope="module")
def plain():
    """jieba's own search on the same dictionary."""
    import jieba

    ours, plain = _read_jieba(), jieba.Tokenizer()
    plain.FREQ, plain.total, plain.initialized = ours.FREQ, ours.total, True
    return plain


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_best_path_is_jiebas_own_on_the_seeds(path, plain):
    text = path.read_text("utf-8")
    assert _open_jieba(())(text) == list(plain.cut(text, HMM=False))


@given(st.text(st.sampled_from("养老社会组织服务村的一A9%-，\U00020000"), max_size=40))
def test_the_best_path_is_jiebas_own(plain, text):
    assert _open_jieba(())(text) == list(plain.cut(text, HMM=False))


def test_further_terms_stay_with_their_cutter():
    text = "建设阳光食堂"
    assert make_cutter(terms=["阳光食堂"]).cut(text) == ["建设", "阳光食堂"]
    assert make_cutter().cut(text) == ["建设", "阳光", "食堂"]
    assert make_cutter("rjieba", terms="阳光食堂").cut(text) == ["建设", "阳光食堂"]
    assert make_cutter(terms=["阳光食堂"]) is make_cutter(terms=["阳光食堂", "阳光食堂"])


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_engines_agree_on_the_seeds(path):
    text = path.read_text("utf-8")
    assert make_cutter("rjieba").cut(text) == make_cutter("jieba").cut(text)


@pytest.mark.parametrize(
    ("text", "jieba", "rjieba"),
    [
        ("养养养%", ["养养", "养", "%"], ["养", "养养", "%"]),
        ("村村村服", ["村村", "村", "服"], ["村", "村村", "服"]),
        ("服养养养%", ["服", "养养", "养", "%"], ["服", "养", "养养", "%"]),
        ("“村村村”服，村村村服", ["“", "村村村", "”", "服", "，", "村村村", "服"], None),
        ("2021-2025年3.2.1版", ["2021", "-", "2025", "年", "3", ".", "2", ".", "1", "版"], None),
        ("a_b@c.com、50%", ["a", "_", "b", "@", "c", ".", "com", "、", "50", "%"], None),
    ],
)
def test_where_the_engines_differ(text, jieba, rjieba):
    """Of cuts that are equally likely each takes another, by the last bit of a sum; quoted names and numbers are cut alike."""
    ours, other = make_cutter("jieba").cut(text), make_cutter("rjieba").cut(text)
    assert (ours, other) == (jieba, rjieba or jieba)


def test_words_are_counted_without_numbers_and_marks():
    assert count_words("3家养老机构、2.5万App，①", make_cutter()) == Counter(["家", "养老机构", "万", "App"])
    assert count_words("", make_cutter()) == Counter()
    assert [token for token in ["民政", "é", "A1", "①", "3", "％", " ", "_", ""] if is_word(token)] == [
        "民政",
        "é",
        "A1",
    ]


def test_stop_words_are_data():
    rows = [row["word"] for row in read_rows("stopwords.csv")]
    assert rows == sorted(set(rows))
    assert {"的", "和", "进一步"} <= read_stopwords()
    assert not read_stopwords() & read_terms()


@pytest.mark.parametrize(
    ("engine", "terms", "message"),
    [
        ("pkuseg", (), "unknown engine 'pkuseg'; there are jieba, rjieba"),
        ("jieba", ["社会 组织"], "terms: '社会 组织' is no word; allowed are two or more letters or digits"),
        ("jieba", [""], "terms: '' is no word"),
        ("rjieba", ["“党建”"], "terms: '“党建”' is no word"),
    ],
)
def test_refuses(engine, terms, message):
    with pytest.raises(CutterError, match=re.escape(message)):
        make_cutter(engine, terms)


def test_an_engine_that_is_not_installed_is_never_replaced(monkeypatch):
    monkeypatch.setitem(sys.modules, "rjieba", None)
    with pytest.raises(CutterError, match=r"rjieba is not installed: pip install 'analysis\[fast\]', or use jieba"):
        make_cutter("rjieba", terms=["从未教过的词"])


def run_python(code, folder, *options):
    environment = {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder), "PATH": os.defpath}
    command = [sys.executable, *options, "-c", code]
    return subprocess.run(command, cwd=HOME, env=environment, capture_output=True, text=True, check=True)


CUT = "from analysis.words import make_cutter; print(make_cutter().cut('社区社会组织参与治理'))"


def test_silent_even_where_warnings_are_errors(tmp_path):
    """jieba itself prints its loading time, warns of pkg_resources, and of bad escapes on Python 3.12 and later."""
    run = run_python(CUT, tmp_path, "-W", "error", "-B")
    assert run.stdout.strip() == "['社区社会组织', '参与', '治理']"
    assert run.stderr == ""


def test_no_cache_is_written(tmp_path):
    run_python(CUT, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_planted_cache_is_not_read(tmp_path):
    planted = {"参": 0, "参与": 0, "参与治": 0, "参与治理": 10**9}
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps((planted, 10**9)))
    os.utime(tmp_path / "jieba.cache", (2**32 - 1, 2**32 - 1))
    plain = "import logging, jieba; jieba.setLogLevel(logging.ERROR); print(jieba.lcut('参与治理'))"
    assert run_python(plain, tmp_path).stdout.strip() == "['参与治理']", "the trap does not work: jieba did not read it"
    assert run_python(CUT, tmp_path).stdout.strip() == "['社区社会组织', '参与', '治理']"


def test_the_users_own_jieba_stays_as_it_is(tmp_path):
    code = "from analysis.words import make_cutter; make_cutter().cut('社会组织'); import jieba; print(jieba.dt.initialized)"
    assert run_python(code, tmp_path).stdout.strip() == "False"
