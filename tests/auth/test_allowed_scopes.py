"""No client gets further than its kind of organisation may: neither when it is registered nor by what it asks for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from auth import clients
from auth.allowed_scopes import CEILINGS, ceiling
from auth.models import CLIENT_SECRET_BASIC, OAuthClient
from services.core.db import transaction
from services.policy.actor import Kind
from tests.support.databases import Database

BEYOND: dict[str, str] = {
    "police": "incidents:read",
    "regulator": "escalations:read",
    "trust": "incidents:update",
    "local_authority": "subjects:locator",
    "school": "escalations:write",
    "union": "releases:write",
    "coordination_body": "incidents:read",
    "no such kind": "changes:read",
}


@pytest.mark.parametrize(("kind", "scope"), BEYOND.items())
def test_a_client_beyond_the_ceiling_of_its_kind_is_not_registered(
    shared_database: Database, kind: str, scope: str
) -> None:
    given: dict[str, Any] = {"scopes": [scope], "roles": [], "sandbox": True}
    with pytest.raises(ValueError, match="beyond") as refused, transaction(None) as session:
        clients.register_client(session, uuid4(), kind, CLIENT_SECRET_BASIC, **given)
    assert scope in str(refused.value)


def test_a_client_of_before_gets_no_further_than_the_ceiling_of_today() -> None:
    client = OAuthClient(organisation_kind="police", scopes=["incidents:read", "statistics:read"])
    assert client.get_allowed_scope(None) == "statistics:read"
    assert client.get_allowed_scope("statistics:read") == "statistics:read"
    assert client.get_allowed_scope("incidents:read") is None


def test_every_kind_has_a_ceiling_and_nobody_else_has() -> None:
    assert frozenset().union(*CEILINGS.values()) == frozenset(Kind)
    assert all(ceiling(kind) for kind in Kind)
