"""A token for a signed assertion."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import orjson
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from tests.bench.ceiling.connection import transaction
from tests.bench.ceiling.record import body_of

SET = "select set_config('app.organisation', '', true)"
CLIENT = """
select client_id, organisation_id, organisation_kind, roles, scopes, jwks, epoch
from oauth_client where client_id = %s and active
"""
USED = "insert into assertion_jti (client_id, jti, expires_at) values (%s, %s, %s) on conflict do nothing returning jti"
CLEARED = """
delete from assertion_jti where (client_id, jti) in (
  select client_id, jti from assertion_jti where expires_at < now() limit 100 for update skip locked)
"""
LIFETIME = 600


def token(environ: dict[str, Any]) -> bytes:
    """The answer of the token endpoint. The assertion is verified between the two statements that it stands between."""
    assertion = parse_qs(body_of(environ).decode())["client_assertion"][0]
    named = orjson.loads(base64.urlsafe_b64decode(assertion.split(".")[1] + "=="))["iss"]
    with transaction() as cursor:
        cursor.execute(SET)
        (client,) = cursor.execute(CLIENT, [named]).fetchall()
        claims = jwt.decode(assertion, KeySet.import_key_set(client["jwks"]), algorithms=["ES256"]).claims
        expires_at = datetime.fromtimestamp(claims["exp"], UTC)
        (_,) = cursor.execute(USED, [claims["iss"], claims["jti"], expires_at]).fetchall()
        cursor.execute(CLEARED)
    scope = " ".join(client["scopes"])
    answer = {"token_type": "Bearer", "access_token": _signed(claims["aud"], client, scope)}
    return orjson.dumps({**answer, "expires_in": LIFETIME, "scope": scope})


def _signed(issuer: str, client: dict[str, Any], scope: str) -> str:
    now = int(time.time())
    claims = {
        "iss": issuer,
        "aud": issuer,
        "sub": client["client_id"],
        "client_id": client["client_id"],
        "jti": uuid4().hex,
        "iat": now,
        "nbf": now,
        "exp": now + LIFETIME,
        "scope": scope,
        "org": str(client["organisation_id"]),
        "org_kind": client["organisation_kind"],
        "roles": client["roles"],
        "cep": client["epoch"],
    }
    key = _key()
    return jwt.encode({"typ": "at+jwt", "alg": "ES256", "kid": key.kid}, claims, key)


@cache
def _key() -> ECKey:
    return ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
