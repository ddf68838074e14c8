"""How what is granted is fetched: rows through visibility, columns through the lens. Lists, single reads and the feed
all come through here, so that no second way to read can forget a rule."""

from services.queries.fetch import Keyset, many, one, page

__all__ = ["Keyset", "many", "one", "page"]
