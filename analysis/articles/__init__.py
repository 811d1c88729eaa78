"""The articles of a page, and what they say of themselves: title, dates, place, source, kind."""

from analysis.articles.pages import Article, Page, parse_page

__all__ = ["Article", "Page", "parse_page"]
