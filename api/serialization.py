"""From what the lens made to bytes: a function compiled once from the schema, then orjson.

marshmallow stays the contract and a test compares the two; only its per-field machinery is left out of every answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import orjson
from marshmallow import Schema, fields
from marshmallow.decorators import POST_DUMP, PRE_DUMP

Dump = Callable[[Any], Any]
# orjson writes these as the schema's own fields would.
PLAIN = (
    fields.String,
    fields.UUID,
    fields.Integer,
    fields.Boolean,
    fields.AwareDateTime,
    fields.Date,
    fields.Raw,
    fields.Dict,
)


def dump(schema: type[Schema], found: Mapping[str, Any]) -> bytes:
    """The bytes of an answer."""
    return orjson.dumps(compiled(schema)(found), option=orjson.OPT_UTC_Z)


@cache
def compiled(schema: type[Schema]) -> Dump:
    """A function that picks the schema's fields. TypeError for a schema that does more than that."""
    made = schema()
    if made._hooks[PRE_DUMP] or made._hooks[POST_DUMP]:
        raise TypeError(f"{schema.__name__} has dump hooks")
    members = {name: _member(field) for name, field in made.dump_fields.items()}
    named, nested = frozenset(members), [(name, inner) for name, inner in members.items() if inner]

    def pick(found: Mapping[str, Any]) -> Mapping[str, Any]:
        # The lens names the same fields, so nearly always there is nothing to leave out.
        kept = found if named >= found.keys() else {name: found[name] for name in members if name in found}
        inner = {name: into(kept[name]) for name, into in nested if kept.get(name) is not None}
        return {**kept, **inner} if inner else kept

    return pick


def _member(field: fields.Field[Any]) -> Dump | None:
    if field.data_key or field.attribute:
        raise TypeError("a field goes out under its own name")
    if isinstance(field, fields.Nested):
        if field.only or field.exclude:
            raise TypeError("a nested schema goes out whole")
        inner = compiled(type(field.schema))
        return (lambda found: [inner(each) for each in found]) if field.many else inner
    if isinstance(field, fields.List):
        of_each = _member(field.inner)
        return of_each and (lambda found: [of_each(each) for each in found])
    if not isinstance(field, PLAIN):
        raise TypeError(f"{type(field).__name__} is not a plain field")
    return None
