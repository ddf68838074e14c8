"""What several nouns have in common."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from services.core import clock

# Crockford's alphabet: no letters that are read as digits, none that spell words.
REFERENCE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class OwnedMixin:
    """A root noun: the owning organisation is part of the key, so that tables can be spread by it."""

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_id)


class TimestampMixin:
    """When the row was made and last changed, UTC."""

    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)


class VersionMixin:
    """Check and write are one statement: an update of an outdated version touches no row and fails."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        return {"version_id_col": cls.version}


def new_reference(prefix: str) -> str:
    """A random human reference such as INC-7K2M-Q4XD: no counter, since a counter shows volume."""
    drawn = [secrets.choice(REFERENCE_ALPHABET) for _ in range(8)]
    return f"{prefix}-{''.join(drawn[:4])}-{''.join(drawn[4:])}"
