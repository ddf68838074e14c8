"""Limits of the scopes that clients of each kind of organisation may hold."""

from __future__ import annotations

from uuid import uuid4

import pytest

from auth import clients
from auth.models import CLIENT_SECRET_BASIC, OAuthClient
from auth.scopes import Scope, allowed_scopes
from services.core.db import transaction
from services.policy.actor import Kind
from tests.support.databases import Database

DISALLOWED_SCOPES: dict[str, str] = {
    "police": "incidents:read",
    "regulator": "escalations:read",
    "trust": "incidents:update",
    "local_authority": "subjects:locator",
    "school": "escalations:write",
    "union": "decisions:read",
    "coordination_body": "incidents:read",
    "no such kind": "changes:read",
}


@pytest.mark.parametrize(("kind", "scope"), DISALLOWED_SCOPES.items())
def test_registering_a_scope_that_the_kind_may_not_hold_is_refused(
    shared_database: Database, kind: str, scope: str
) -> None:
    with pytest.raises(ValueError, match="may not hold") as exc_info, transaction(None, as_operator=True) as session:
        clients.register_client(session, uuid4(), kind, CLIENT_SECRET_BASIC, [scope], roles=[], sandbox=True)
    assert scope in str(exc_info.value)


def test_a_stored_scope_that_the_kind_may_no_longer_hold_is_not_granted() -> None:
    client = OAuthClient(organisation_kind="police", scopes=["incidents:read", "statistics:read"])
    assert client.get_allowed_scope(None) == "statistics:read"
    assert client.get_allowed_scope("statistics:read") == "statistics:read"
    assert client.get_allowed_scope("incidents:read") is None


def test_every_kind_of_organisation_and_no_other_may_hold_scopes() -> None:
    assert frozenset().union(*(scope.kinds for scope in Scope)) == frozenset(Kind)
    assert all(allowed_scopes(kind) for kind in Kind)
