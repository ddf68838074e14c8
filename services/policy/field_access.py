"""Field-level access: the fields of a resource that each kind of organisation may see."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol, TypeAlias

from services.policy.actor import Actor, Kind
from services.policy.resource_spec import Field, ResourceSpec

# A resource as one actor may see it: granted fields by name. Fields that are not granted are absent, not null.
ResourceView: TypeAlias = dict[str, Any]


class HasFields(Protocol):
    """Anything with values by field name: a dict, or a row of the database."""

    def __getitem__(self, field: str, /) -> Any: ...


def granted_fields(actor: Actor, spec: ResourceSpec[Any]) -> tuple[Field, ...]:
    """Return the fields that the actor may see, in the order of the specification."""
    return _fields_of_kind(actor.kind, spec)


@cache
def _fields_of_kind(kind: Kind, spec: ResourceSpec[Any]) -> tuple[Field, ...]:
    """Return the fields that a kind of organisation may see."""
    return tuple(field for field in spec.fields if kind in field.visible_to)


def granted_sealed_fields(actor: Actor, spec: ResourceSpec[Any]) -> tuple[str, ...]:
    """Return the names of the fields that the actor may see and that are decrypted after the fetch."""
    return _sealed_fields_of_kind(actor.kind, spec)


@cache
def _sealed_fields_of_kind(kind: Kind, spec: ResourceSpec[Any]) -> tuple[str, ...]:
    """Return the names of the sealed fields that a kind of organisation may see."""
    names = spec.sealed_columns
    return tuple(field.name for field in _fields_of_kind(kind, spec) if field.name in names)


def select_granted(actor: Actor, spec: ResourceSpec[Any], row: HasFields) -> ResourceView:
    """Return the view of a row that the actor may see. Data leaves the services in no other way."""
    return {
        field.name: row[field.name]
        for field in granted_fields(actor, spec)
        if not field.owner_only or row["owner_id"] == actor.organisation_id
    }


def visible_kinds(spec: ResourceSpec[Any]) -> frozenset[Kind]:
    """Return the kinds of organisation that may see at least one field."""
    return frozenset().union(*(field.visible_to for field in spec.fields))


def common_fields(spec: ResourceSpec[Any]) -> frozenset[str]:
    """Return the names of the fields that every kind sees that sees any: a response schema may call them required."""
    readers = visible_kinds(spec)
    return frozenset(field.name for field in spec.fields if field.visible_to == readers and not field.owner_only)
