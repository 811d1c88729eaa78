"""Show tables, figures and computed sentences in a notebook, in English or Chinese: all HTML that a reader sees is made and escaped here."""

from analysis.display.evidence import link_sentence, page_name
from analysis.display.page import Page

__all__ = ["Page", "link_sentence", "page_name"]
