"""The statistics of corpus linguistics, as tables: tables in, tables out, each measure with its formula and source."""

from analysis.statistics.attention import table_attention, table_cooccurrence, table_watch, wilson_interval
from analysis.statistics.collocation import table_collocation
from analysis.statistics.concordance import find_concordance
from analysis.statistics.dispersion import table_dispersion
from analysis.statistics.frequency import count_tokens, cut_sentences, table_frequency
from analysis.statistics.keyness import table_keyness
from analysis.statistics.network import Network, build_network

__all__ = [
    "Network",
    "build_network",
    "count_tokens",
    "cut_sentences",
    "find_concordance",
    "table_attention",
    "table_collocation",
    "table_cooccurrence",
    "table_dispersion",
    "table_frequency",
    "table_keyness",
    "table_watch",
    "wilson_interval",
]
