"""One operation of the interface, as data: what the route checks, what the contract says and what the tests walk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from api.openapi.examples import ID
from api.schemas.base import Answer, Body, Paged, Query, page_of

PARAMETER = re.compile(r"\{(\w+)\}")
# The scope of what every caller with a token may read.
ANY_TOKEN = None


@dataclass(frozen=True, slots=True)
class Operation:
    """Declared by `Doorway.operation`.

    scope: what the token must hold; ANY_TOKEN for what every caller with a token may read.
    answers: status and schema; of one row when `listed` or `paged`.
    listed: the view returns every row there is. paged: it returns those of `call.keyset`, in the order of their ids.
    synced: the first page tells where to go on in the feed.
    creates: the noun whose resource the answer speaks of; the POST then needs an Idempotency-Key.
    versioned: the caller must name the version it changes, with If-Match.
    shared: the answer is the same for everybody, so it may carry a tag made from its bytes.
    also: statuses of refusals that its other words do not tell.
    """

    method: str
    path: str
    scope: str | None
    answers: tuple[int, type[Answer]]
    body: type[Body] | None = None
    query: type[Query] = Query
    listed: bool = False
    paged: bool = False
    synced: bool = False
    creates: str | None = None
    versioned: bool = False
    shared: bool = False
    also: tuple[int, ...] = ()

    @property
    def status(self) -> int:
        return self.answers[0]

    @property
    def schema(self) -> type[Answer]:
        """What goes out."""
        enveloped = self.listed or self.paged
        return page_of(self.answers[1], self.synced) if enveloped else self.answers[1]

    @property
    def questions(self) -> type[Query]:
        """The parameters of the address."""
        return Paged if self.paged and self.query is Query else self.query

    @property
    def rule(self) -> str:
        """The path as the framework writes it. Ids stay text here: one that is no UUID is refused after the token."""
        return PARAMETER.sub(r"<\1>", self.path)

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """What the contract says of the path's parameters."""
        return [_parameter(name) for name in PARAMETER.findall(self.path)]

    @property
    def tagged(self) -> bool:
        """Whether the answer carries the version of what it shows."""
        return "version" in self.schema._declared_fields

    @property
    def located(self) -> bool:
        """Whether what was created has an address of its own, under that of its collection."""
        return self.creates is not None and not PARAMETER.search(self.path)

    @property
    def refusals(self) -> list[int]:
        """The statuses of the contract beside success; `default` covers the rest."""
        always = [401, 403, 406, 422]
        reached = [404] if PARAMETER.search(self.path) else []
        written = [400, 413, 415] if self.body else []
        created = [409] if self.creates else []
        changed = [409, 412, 428] if self.versioned else []
        return sorted({*always, *reached, *written, *created, *changed, *self.also})


def _parameter(name: str) -> dict[str, Any]:
    known = {"in": "path", "name": name, "required": True}
    if not name.endswith("_id"):
        return {**known, "description": "Its name.", "schema": {"type": "string"}, "example": "harm_category"}
    about = f"The id of the {name.removesuffix('_id').replace('_', ' ')}."
    return {**known, "description": about, "schema": {"type": "string", "format": "uuid"}, "example": ID}
