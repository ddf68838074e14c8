"""Registration of clients."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey, Key, KeySetSerialization, OctKey, OKPKey, RSAKey
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from auth import clients
from auth.client_keys import parse_public_jwks
from auth.models import CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, PRIVATE_KEY_JWT, OAuthClient
from services.core.db import transaction
from tests.auth.api_clients import ApiClient, register_with_secret
from tests.support.databases import Database

VALID_KEY = ECKey.generate_key("P-256")


@pytest.mark.parametrize(
    ("kind", "method", "jwks"),
    [
        ("platform", CLIENT_SECRET_BASIC, None),
        ("platform", CLIENT_SECRET_POST, None),
        ("school", CLIENT_SECRET_BASIC, {"keys": [VALID_KEY.as_dict(private=False)]}),
        ("school", CLIENT_SECRET_POST, {"keys": [VALID_KEY.as_dict(private=False)]}),
        ("school", PRIVATE_KEY_JWT, None),
        ("school", "none", None),
    ],
)
def test_a_client_has_one_authentication_method_and_a_platform_uses_a_key(
    shared_database: Database, kind: str, method: str, jwks: KeySetSerialization | None
) -> None:
    with pytest.raises(ValueError), transaction(None, as_operator=True) as session:
        clients.register_client(session, uuid4(), kind, method, [], [], True, jwks=jwks)


def test_an_unknown_scope_is_refused(shared_database: Database) -> None:
    with pytest.raises(ValueError, match="incidents:delete"):
        register_with_secret("", scopes=["incidents:read", "incidents:delete"])


def encode_base64url(number: bytes) -> str:
    """Return the bytes of a number as JSON Web Keys hold them (RFC 7518, section 6.3.1)."""
    return urlsafe_b64encode(number).decode().rstrip("=")


DISALLOWED_KEYS = {
    "a larger curve": ECKey.generate_key("P-384").as_dict(private=False),
    "a key-agreement key": OKPKey.generate_key("X25519").as_dict(private=False),
    "RSA of 1024 bits": {"kty": "RSA", "e": "AQAB", "n": "_" * 170 + "w"},
    "RSA of 2047 bits": {"kty": "RSA", "e": "AQAB", "n": encode_base64url(b"\x7f" + b"\xff" * 255)},
    "a shared secret": OctKey.generate_key(256).as_dict(private=True),
}


@pytest.mark.filterwarnings("ignore:Key size should be")
@pytest.mark.parametrize("key", DISALLOWED_KEYS.values(), ids=list(DISALLOWED_KEYS))
def test_keys_of_other_types_and_lengths_are_refused(key: dict[str, str | list[str]]) -> None:
    with pytest.raises(ValueError, match="jwks may hold"):
        parse_public_jwks({"keys": [VALID_KEY.as_dict(private=False), key]})


@pytest.mark.parametrize("key", [VALID_KEY, RSAKey.generate_key(2048), OKPKey.generate_key("Ed25519")])
def test_a_private_key_is_refused(key: Key) -> None:
    with pytest.raises(ValueError, match="private"):
        parse_public_jwks({"keys": [dict(key.as_dict(private=True))]})


@pytest.mark.parametrize("jwks", [{}, {"keys": []}, {"keys": [{}]}, {"keys": 5}, {"keys": [{"kty": "EC"}]}])
def test_malformed_key_sets_are_refused(jwks: KeySetSerialization) -> None:
    with pytest.raises(ValueError):
        parse_public_jwks(jwks)


def test_two_keys_with_the_same_id_are_refused() -> None:
    keys = [dict(ECKey.generate_key("P-256", {"kid": "same"}).as_dict(private=False)) for _ in range(2)]
    with pytest.raises(ValueError, match="kid"):
        parse_public_jwks({"keys": keys})


def test_unknown_clients_can_be_neither_disabled_nor_enabled(shared_database: Database) -> None:
    for change in (clients.disable, clients.enable):
        with pytest.raises(clients.UnknownClient), transaction(None, as_operator=True) as session:
            change(session, "nobody")


@pytest.mark.parametrize(
    "statement",
    [
        "update oauth_client set scopes = '{decisions:write}'",
        "update oauth_client set organisation_id = gen_random_uuid()",
        "update oauth_client set secret_hash = ''",
        "update oauth_client set active = true, epoch = 1",
        "insert into oauth_client select * from oauth_client",
        "insert into signing_key select * from signing_key",
        "delete from oauth_client",
        "update signing_key set public_jwk = '{}'",
        "delete from signing_key",
        "update token_denylist set jti = 'x'",
    ],
)
def test_the_application_role_cannot_change_permissions_or_keys(school: ApiClient, statement: str) -> None:
    """Given the application's database role; when it runs this statement; then the database refuses it."""
    with pytest.raises(ProgrammingError, match="permission denied"), transaction(None) as session:
        session.execute(text(statement))


def test_repr_holds_no_secret_hash(school: ApiClient) -> None:
    with transaction(None, as_operator=True) as session:
        client = session.get_one(OAuthClient, school.client_id)
        assert str(client.secret_hash) not in repr(client)
