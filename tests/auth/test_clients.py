"""Registering clients."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from auth import clients
from auth.models import CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, PRIVATE_KEY_JWT, OAuthClient
from services.core.db import transaction
from tests.auth.parties import Party, with_secret
from tests.support.databases import Database

GOOD = ECKey.generate_key("P-256")


@pytest.mark.parametrize(
    ("kind", "method", "jwks"),
    [
        ("platform", CLIENT_SECRET_BASIC, None),
        ("platform", CLIENT_SECRET_POST, None),
        ("school", CLIENT_SECRET_BASIC, {"keys": [GOOD.as_dict(private=False)]}),
        ("school", CLIENT_SECRET_POST, {"keys": [GOOD.as_dict(private=False)]}),
        ("school", PRIVATE_KEY_JWT, None),
        ("school", "none", None),
    ],
)
def test_a_client_has_one_way_to_sign_in_and_a_platform_the_strong_one(
    shared_database: Database, kind: str, method: str, jwks: dict[str, Any] | None
) -> None:
    with pytest.raises(ValueError), transaction(None) as session:
        clients.register_client(session, uuid4(), kind, method, [], [], True, jwks=jwks)


def test_a_scope_that_does_not_exist_is_not_registered(shared_database: Database) -> None:
    with pytest.raises(ValueError, match="incidents:delete"):
        with_secret("", scopes=["incidents:read", "incidents:delete"])


WEAK = {
    "a larger curve": ECKey.generate_key("P-384").as_dict(private=False),
    "a key for agreeing on keys": OKPKey.generate_key("X25519").as_dict(private=False),
    "RSA of 1024 bits": {"kty": "RSA", "e": "AQAB", "n": "_" * 170 + "w"},
    "a shared secret": OctKey.generate_key(256).as_dict(private=True),
}


@pytest.mark.filterwarnings("ignore:Key size should be")
@pytest.mark.parametrize("key", WEAK.values(), ids=list(WEAK))
def test_keys_of_other_kinds_and_lengths_are_not_registered(key: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="jwks may hold"):
        clients.public_keys({"keys": [GOOD.as_dict(private=False), key]})


@pytest.mark.parametrize("key", [GOOD, RSAKey.generate_key(2048), OKPKey.generate_key("Ed25519")])
def test_a_private_key_is_sent_back_to_its_owner(key: Key) -> None:
    with pytest.raises(ValueError, match="private"):
        clients.public_keys({"keys": [dict(key.as_dict(private=True))]})


@pytest.mark.parametrize("jwks", [{}, {"keys": []}, {"keys": [{}]}, {"keys": 5}, {"keys": [{"kty": "EC"}]}])
def test_what_is_no_key_set_is_not_registered(jwks: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        clients.public_keys(jwks)


def test_two_keys_need_two_names() -> None:
    twins = [dict(ECKey.generate_key("P-256", {"kid": "same"}).as_dict(private=False)) for _ in range(2)]
    with pytest.raises(ValueError, match="kid"):
        clients.public_keys({"keys": twins})


def test_an_unknown_client_is_neither_closed_nor_opened(shared_database: Database) -> None:
    for change in (clients.disable, clients.enable):
        with pytest.raises(clients.UnknownClient), transaction(None) as session:
            change(session, "nobody")


@pytest.mark.parametrize(
    "statement",
    [
        "update oauth_client set scopes = '{audit:read}'",
        "update oauth_client set organisation_id = gen_random_uuid()",
        "update oauth_client set secret_hash = ''",
        "delete from oauth_client",
        "update signing_key set public_jwk = '{}'",
        "delete from signing_key",
        "update token_denylist set jti = 'x'",
    ],
)
def test_the_application_cannot_rewrite_who_may_do_what(school: Party, statement: str) -> None:
    """Given the application's own role; when a hole in it runs this; then the database refuses."""
    with pytest.raises(ProgrammingError, match="permission denied"), transaction(None) as session:
        session.execute(text(statement))


def test_the_representation_holds_no_secret(school: Party) -> None:
    with transaction(None) as session:
        assert str(session.get_one(OAuthClient, school.client_id).secret_hash) not in repr(
            session.get_one(OAuthClient, school.client_id)
        )
