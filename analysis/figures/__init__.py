"""Draw the figures: tables in, matplotlib axes out, one look for all. The only room that imports matplotlib and wordcloud."""

from analysis.figures.bars import plot_bars, plot_log
from analysis.figures.matrix import plot_cloud, plot_heatmap, plot_network
from analysis.figures.time import plot_ladder, plot_timeline

__all__ = ["plot_bars", "plot_cloud", "plot_heatmap", "plot_ladder", "plot_log", "plot_network", "plot_timeline"]
