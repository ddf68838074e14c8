"""Column types that the models share."""

from __future__ import annotations

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator


class Sealed(TypeDecorator[bytes]):
    """A value that is encrypted under the data key of the resource that its row belongs to.

    The column holds the bytes that services.core.sealed_columns makes; any other value is refused, so that no text is
    stored in clear by mistake.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Return the bytes unchanged. Raises TypeError for a value that is not encrypted."""
        if value is not None and not isinstance(value, bytes):
            raise TypeError("the column is sealed: encrypt the value with services.core.sealed_columns.seal_row")
        return value
