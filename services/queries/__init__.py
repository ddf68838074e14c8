"""How what is granted is fetched: rows through visibility, columns through the lens. Lists, single reads and the feed
all come through here, so that no second way to read can forget a rule."""

from services.queries.fetch import Keyset, get_many, get_one, list_page

__all__ = ["Keyset", "get_many", "get_one", "list_page"]
