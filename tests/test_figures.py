import io

import pandas as pd
import pytest

from analysis.figures import plot_bars, plot_cloud, plot_heatmap, plot_ladder, plot_log, plot_network, plot_timeline
from analysis.figures.time import read_position

BARS = pd.DataFrame(
    {"name": ["养老", "党建"], "value": [3.0, -1.5], "low": [2.0, -2.0], "high": [4.0, -1.0], "text": ["3家", "x"]}
)
STEPS = pd.DataFrame(
    {
        "row": ["沈阳市·街道", "沈阳市·街道", "湖北省"],
        "date": ["2022-12", "2023-12", None],
        "text": ["≥60%", "100%", "75%"],
        "modifier": ["at_least", "exact", "at_least"],
        "status": ["target", "target", "target"],
    }
)
NODES = pd.DataFrame({"word": ["社区", "养老"], "sentences": [3, 1], "x": [0.1, 0.9], "y": [0.2, 0.8], "group": [0, 1]})
EDGES = pd.DataFrame({"source": ["社区"], "target": ["养老"], "weight": [0.5]})
DRAWN = {
    "bars": lambda: plot_bars(BARS, "name", "value", xlabel="次", low="low", high="high"),
    "log": lambda: plot_log(BARS, "name", "value", "text", xlabel="元"),
    "ladder": lambda: plot_ladder(
        STEPS, row="row", date="date", text="text", xlabel="期限", as_of="2023-10-08", as_of_label="基准日"
    ),
    "timeline": lambda: plot_timeline(STEPS, "row", "date", xlabel="年"),
    "heatmap": lambda: plot_heatmap(pd.DataFrame([[10.0, 0.0]], index=["沈阳"], columns=["党建", "养老"])),
    "network": lambda: plot_network(NODES, EDGES),
    "cloud": lambda: plot_cloud(pd.Series({"社会组织": 9, "养老": 4})),
}
EMPTY = {
    "bars": lambda: plot_bars(BARS[:0], "name", "value", xlabel="次"),
    "log": lambda: plot_log(BARS[:0], "name", "value", "text", xlabel="元"),
    "ladder": lambda: plot_ladder(STEPS[:0], row="row", date="date", text="text", xlabel="期限"),
    "timeline": lambda: plot_timeline(STEPS[:0], "row", "date", xlabel="年"),
    "heatmap": lambda: plot_heatmap(pd.DataFrame()),
    "network": lambda: plot_network(NODES[:0], EDGES[:0]),
    "cloud": lambda: plot_cloud(pd.Series(dtype=int)),
}


def write(axes):
    file = io.BytesIO()
    axes.figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_table_gives_the_same_bytes(name):
    assert write(DRAWN[name]()) == write(DRAWN[name]())


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_table_is_drawn_empty(name):
    assert write(EMPTY[name]())


def test_hostile_labels_are_drawn_as_text():
    table = BARS.assign(name=["$x^2$ <script>", "🙂\u202e养老"])
    drawn = plot_bars(table, "name", "value", xlabel="次")
    assert [label.get_text() for label in drawn.get_yticklabels()] == ["$x^2$ <script>", "□□养老"]
    assert write(drawn)


def test_nothing_is_drawn_that_nobody_stated():
    axes = DRAWN["ladder"]()
    texts = [text.get_text() for text in axes.texts]
    assert "75%" not in texts, "a target without a date has no place on a time axis"
    assert {"≥60%", "100%"} <= set(texts)


@pytest.mark.parametrize(
    ("date", "position", "why"),
    [
        ("2023", 2024.0, "到2023年 leaves the whole year"),
        ("2023-12", 2024.0, "年底 is the end of December"),
        ("2023-06", 2023.5, "上半年 ends with June"),
        ("2021/2023", 2024.0, "a period is due at its end"),
        ("2022/..", 2022.0, "从2022年起 has no end"),
        ("../2020", 2021.0, "2020年以前"),
        ("--10-21", None, "no year, no place on the axis"),
        ("", None, "not said"),
        (None, None, "not said"),
    ],
)
def test_read_position(date, position, why):
    assert read_position(date) == position, why


def test_one_date_does_not_get_two_centuries():
    for axes in (
        plot_ladder(STEPS[:1], row="row", date="date", text="text", xlabel="期限", as_of="2023-10-08", as_of_label=""),
        plot_timeline(STEPS[:1], "row", "date", xlabel="年"),
    ):
        low, high = axes.get_xlim()
        assert 2020 < low < 2023 < high < 2026
