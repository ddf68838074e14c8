"""Issue a token for a signed assertion."""

from __future__ import annotations

import base64
import hashlib
import time
from datetime import UTC, datetime
from functools import cache, lru_cache
from urllib.parse import parse_qs
from uuid import uuid4

import orjson
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from services.core.quotas import Bucket
from tests.bench.ceiling.caller import (
    COUNT_TOKEN_REQUEST,
    SET_ORGANISATION,
    Environ,
    count_parameters,
    require_within_quota,
)
from tests.bench.ceiling.pipeline import Statement, run
from tests.bench.ceiling.writes import read_body

SELECT_CLIENT = Statement("""
select array_to_json(scopes), jwks, json_build_object(
  'client_id', client_id, 'org', organisation_id, 'org_kind', organisation_kind, 'roles', roles, 'cep', epoch)
from oauth_client where client_id = :client_id and active
""")
INSERT_ASSERTION_ID = Statement("""
insert into assertion_jti (digest, expires_at) values (:digest, :expires_at) on conflict do nothing returning digest
""")
DELETE_EXPIRED_ASSERTION_IDS = Statement("""
delete from assertion_jti where digest in (
  select digest from assertion_jti where expires_at < now() limit 100 for update skip locked)
""")
TOKEN_LIFETIME_SECONDS = 600


def issue_token(environ: Environ) -> bytes:
    """Return the response of the token endpoint."""
    assertion = parse_qs(read_body(environ).decode())["client_assertion"][0]
    client_id = orjson.loads(base64.urlsafe_b64decode(assertion.split(".")[1] + "=="))["iss"]
    _, ((scopes, jwks, client),) = run([SET_ORGANISATION.bind(me=""), SELECT_CLIENT.bind(client_id=client_id)])
    claims = jwt.decode(assertion, _import_keys(jwks), algorithms=["ES256"]).claims
    row = {"digest": hashlib.sha256(claims["jti"].encode()).digest(), "expires_at": _to_time(claims["exp"])}
    inserted, _, counted = run(
        [INSERT_ASSERTION_ID.bind(**row), DELETE_EXPIRED_ASSERTION_IDS.bind()],
        [COUNT_TOKEN_REQUEST.bind(**count_parameters(client_id, Bucket.TOKEN))],
    )
    require_within_quota(counted)
    if not inserted:
        raise PermissionError
    scope = " ".join(orjson.loads(scopes))
    response = {
        "token_type": "Bearer",
        "access_token": _sign_token(claims["aud"], orjson.loads(client), scope),
        "expires_in": TOKEN_LIFETIME_SECONDS,
        "scope": scope,
    }
    return orjson.dumps(response)


def _sign_token(issuer: str, client: dict[str, object], scope: str) -> str:
    """Return an access token in the format of RFC 9068."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "aud": issuer,
        "sub": client["client_id"],
        "jti": uuid4().hex,
        "iat": now,
        "nbf": now,
        "exp": now + TOKEN_LIFETIME_SECONDS,
        "scope": scope,
        **client,
    }
    key = _generate_key()
    return jwt.encode({"typ": "at+jwt", "alg": "ES256", "kid": key.kid}, claims, key)


def _to_time(seconds: int) -> datetime:
    """Return the time of a JWT's date."""
    return datetime.fromtimestamp(seconds, UTC)


@lru_cache
def _import_keys(jwks: bytes) -> KeySet:
    """Return the public keys of a client."""
    return KeySet.import_key_set(orjson.loads(jwks))


@cache
def _generate_key() -> ECKey:
    """Return the signing key of this process."""
    return ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
