"""Numbers and codes that somebody else has given."""

from __future__ import annotations

from typing import Any

from api.schemas.fields import Pattern


class Reference(Pattern):
    """Another's number for something, or its code for a rule: no signs of which an address could be made."""

    FORM = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"

    def __init__(self, about: str = "", **kwargs: Any) -> None:
        super().__init__(about, self.FORM, **kwargs)
