"""The OAuth endpoints belong to `auth`; this is where the doorway takes them in."""

from auth.endpoints import blueprint

__all__ = ["blueprint"]
