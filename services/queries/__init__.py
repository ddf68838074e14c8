"""Reads: rows through visibility, fields through field access.

Single reads, lists and the feed all use these functions, so that no second way to read can forget a rule.
"""

from services.queries.fetch import Keyset, get_many, get_one, list_page, load_parts

__all__ = ["Keyset", "get_many", "get_one", "list_page", "load_parts"]
