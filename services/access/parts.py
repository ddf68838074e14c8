"""Helpers for the statements that load the parts of many resources at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, bindparam

from services.core.sealed_columns import unseal_fetched
from services.core.statements import Row
from services.policy.actor import Actor
from services.policy.field_access import ResourceView, granted_sealed_fields, select_granted
from services.policy.resource_spec import ResourceSpec


def is_requested(identity: ColumnElement[Any] | Any) -> ColumnElement[bool]:
    """Return the condition that the id is in the array parameter `ids`.

    One array costs the same for any number of ids; separate parameters would cost as much as a row each.
    """
    return identity == any_(bindparam("ids", type_=ARRAY(Uuid())))


def group_by_parent(
    spec: ResourceSpec[Any],
) -> Callable[[Actor, Sequence[UUID], Sequence[Row]], Mapping[UUID, list[ResourceView]]]:
    """Return a function that lists, for each parent id, the views of the part rows that belong to it.

    Where a field of the part is sealed, the rows need the primary key and `select_wrapped_key`.
    """
    if spec.parent is None:
        raise TypeError(f"{spec.name} is no part of another resource")
    _, parent_column = spec.parent

    def group(actor: Actor, ids: Sequence[UUID], rows: Sequence[Row]) -> Mapping[UUID, list[ResourceView]]:
        views: dict[UUID, list[ResourceView]] = {parent_id: [] for parent_id in ids}
        unseal_fetched(spec.table_model, parent_column, granted_sealed_fields(actor, spec), list(rows))
        for row in rows:
            views[row[parent_column]].append(select_granted(actor, spec, row))
        return views

    return group
