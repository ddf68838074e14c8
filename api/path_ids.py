"""The parameters of a path. Ids are checked here and not by Flask's router, which does so before authentication."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias
from uuid import UUID

from api.schemas.fields import UUID_FORM
from services.core.errors import NotFound

PathId: TypeAlias = UUID | str


def find_resource_id(path_texts: Mapping[str, str]) -> UUID | None:
    """Return the id of the resource that the path names; None when the path names none, or its id is malformed."""
    text = next((text for name, text in path_texts.items() if name.endswith("_id")), "")
    return UUID(text) if UUID_FORM.fullmatch(text) else None


def parse_path_ids(path_texts: Mapping[str, str]) -> Mapping[str, PathId]:
    """Return the UUIDs of parameters whose names end in `_id`, and the texts of all others.

    Raises NotFound for a malformed id, as for one that does not exist.
    """
    return {name: _parse_path_id(name, text) for name, text in path_texts.items()}


def _parse_path_id(name: str, text: str) -> PathId:
    """Return the value of one parameter."""
    if not name.endswith("_id"):
        return text
    if not UUID_FORM.fullmatch(text):
        raise NotFound
    return UUID(text)
