"""The specification of a resource: policy, queries, feed, contract and tests read this one object."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement

from services.core.column_types import Sealed
from services.core.compiled_statements import CompiledStatement
from services.core.statements import Row
from services.policy.actor import Actor, Kind
from services.policy.predicates import Predicate
from services.policy.state_machine import StateMachine

Model = TypeVar("Model", covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Permission:
    """The right to perform one action on a resource.

    `name` is `resource.action`. `allowed` maps a kind of organisation to the predicate that must hold for the row; a
    kind that it does not list may never perform the action.
    """

    name: str
    allowed: Mapping[Kind, Predicate]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Data that hangs below a resource and is loaded for a whole page by one statement.

    `statement` returns the statement for a kind of organisation; its parameters are `me` (the actor's organisation) and
    `ids` (of the resources). `collect` turns the rows into one value for each id.
    """

    statement: Callable[[Kind], CompiledStatement]
    collect: Callable[[Actor, Sequence[UUID], Sequence[Row]], Mapping[UUID, object]]


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of a resource and the kinds of organisation that may see it.

    The value is the column of the same name, or `expression`, or `parts`. With `owner_only`, an organisation of these
    kinds sees it in its own rows alone.
    """

    name: str
    visible_to: frozenset[Kind]
    expression: ColumnElement[Any] | None = None
    parts: Parts | None = None
    owner_only: bool = False


def fields(visible_to: Collection[Kind], *names: str) -> tuple[Field, ...]:
    """Return fields that these kinds see and whose values are the columns of the same names."""
    return tuple(Field(name, frozenset(visible_to)) for name in names)


@dataclass(frozen=True, slots=True)
class Scopes:
    """The OAuth scopes of a resource's operations (RFC 6749, section 3.3).

    `create` is for the POST that creates it, `write` for all other changes; None where there is no such operation, or
    where any token will do.
    """

    read: str | None = None
    create: str | None = None
    write: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ResourceSpec(Generic[Model]):
    """One resource.

    name: singular, snake_case; it is the `kind` of access rows and the `resource` of feed entries.
    fields: in the order of the responses; a field that is not listed is never fetched and never sent.
    model: the table, or None where a verb computes the resource.
    has_access_rows: rows are visible through access rows of their own (services/access/visibility.py).
    public: condition under which a row is also visible without an access row.
    parent: of a part, the resource that it is reached through and the column with that resource's id.
    data_key_column: the column with the id of the resource whose data key encrypts the sealed columns, for resources
        that services/queries reads.
    events: the kinds of event that are recorded about it, `resource.past_participle`.
    """

    name: str
    fields: tuple[Field, ...]
    model: type[Model] | None = None
    has_access_rows: bool = False
    public: Callable[[Actor], ColumnElement[bool]] | None = None
    parent: tuple[str, str] | None = None
    data_key_column: str = "id"
    permissions: tuple[Permission, ...] = ()
    state_machine: StateMachine | None = None
    events: type[StrEnum] | None = None
    scopes: Scopes = Scopes()

    @property
    def table_model(self) -> Any:
        """The model, for statements; TypeError for a resource that has no table."""
        if self.model is None:
            raise TypeError(f"{self.name} has no table")
        return self.model

    @property
    def machine(self) -> StateMachine:
        """The state machine; TypeError for a resource without states."""
        if self.state_machine is None:
            raise TypeError(f"{self.name} has no states")
        return self.state_machine

    @property
    def sealed_columns(self) -> frozenset[str]:
        """The names of the sealed columns of the table. Fields with these names are decrypted after the fetch."""
        return frozenset(column.key for column in self.table_model.__table__.columns if isinstance(column.type, Sealed))

    def field(self, name: str) -> Field:
        """Return the field of this name. Raises StopIteration if there is none."""
        return next(field for field in self.fields if field.name == name)

    @property
    def is_queryable(self) -> bool:
        """True for a resource that is read by id and in lists, not only through another one."""
        return self.has_access_rows or self.public is not None
