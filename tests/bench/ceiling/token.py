"""Issue a token for a signed assertion."""

from __future__ import annotations

import base64
import hashlib
import time
from datetime import UTC, datetime
from functools import cache
from urllib.parse import parse_qs
from uuid import uuid4

import orjson
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from psycopg.rows import DictRow

from services.core.quotas import Bucket
from tests.bench.ceiling.connection import COUNT_TOKEN_REQUEST, Environ, count_request, transaction
from tests.bench.ceiling.writes import read_body

SET_NO_ORGANISATION = "select set_config('app.organisation', '', true)"
SELECT_CLIENT = """
select client_id, organisation_id, organisation_kind, roles, scopes, jwks, epoch
from oauth_client where client_id = %s and active
"""
INSERT_ASSERTION_ID = """
insert into assertion_jti (digest, expires_at) values (%s, %s) on conflict do nothing returning digest
"""
DELETE_EXPIRED_ASSERTION_IDS = """
delete from assertion_jti where digest in (
  select digest from assertion_jti where expires_at < now() limit 100 for update skip locked)
"""
TOKEN_LIFETIME_SECONDS = 600


def issue_token(environ: Environ) -> bytes:
    """Return the response of the token endpoint. The assertion is verified inside the transaction."""
    assertion = parse_qs(read_body(environ).decode())["client_assertion"][0]
    client_id = orjson.loads(base64.urlsafe_b64decode(assertion.split(".")[1] + "=="))["iss"]
    with transaction() as cursor:
        cursor.execute(SET_NO_ORGANISATION)
        (client,) = cursor.execute(SELECT_CLIENT, [client_id]).fetchall()
        claims = jwt.decode(assertion, KeySet.import_key_set(client["jwks"]), algorithms=["ES256"]).claims
        expires_at = datetime.fromtimestamp(claims["exp"], UTC)
        (_,) = cursor.execute(
            INSERT_ASSERTION_ID, [hashlib.sha256(claims["jti"].encode()).digest(), expires_at]
        ).fetchall()
        cursor.execute(DELETE_EXPIRED_ASSERTION_IDS)
    count_request(COUNT_TOKEN_REQUEST, Bucket.TOKEN, {"client_id": client["client_id"]})
    scope = " ".join(client["scopes"])
    response = {
        "token_type": "Bearer",
        "access_token": _sign_token(claims["aud"], client, scope),
        "expires_in": TOKEN_LIFETIME_SECONDS,
        "scope": scope,
    }
    return orjson.dumps(response)


def _sign_token(issuer: str, client: DictRow, scope: str) -> str:
    """Return an access token in the format of RFC 9068."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "aud": issuer,
        "sub": client["client_id"],
        "client_id": client["client_id"],
        "jti": uuid4().hex,
        "iat": now,
        "nbf": now,
        "exp": now + TOKEN_LIFETIME_SECONDS,
        "scope": scope,
        "org": str(client["organisation_id"]),
        "org_kind": client["organisation_kind"],
        "roles": client["roles"],
        "cep": client["epoch"],
    }
    key = _generate_key()
    return jwt.encode({"typ": "at+jwt", "alg": "ES256", "kid": key.kid}, claims, key)


@cache
def _generate_key() -> ECKey:
    """Return the signing key of this process."""
    return ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
