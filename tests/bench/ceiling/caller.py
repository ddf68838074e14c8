"""The caller of a request: its token is verified once, remembered by its text, and checked by each request."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, TypeAlias

import orjson
from joserfc import jwt
from joserfc.jwk import ECKey

from services.core import quotas
from services.core.quotas import Bucket
from tests.bench.ceiling.pipeline import BoundStatement, ResultRow, Statement, run

# The WSGI environment, PEP 3333.
Environ: TypeAlias = Mapping[str, Any]

REMEMBERED_TOKENS = 10_000
SET_ORGANISATION = Statement("select set_config('app.organisation', :me, true)")
SELECT_SIGNING_KEY = Statement("select public_jwk from signing_key order by generation desc limit 1")
IS_USABLE = """
exists (select from oauth_client where client_id = :client_id and active and epoch = :epoch)
and not exists (select from token_denylist where jti = :jti)
"""
IS_ACTIVE = "exists (select from organisation where id = :me::uuid and status = 'active')"
COUNT_REQUEST = """
insert into rate_limit_counter as c (client_id, action, period_start, count)
select :counter, :action, :counted_at::timestamptz, 1 {condition}
on conflict (client_id, action) do update set
  period_start = case when c.period_start <= :window_began then :counted_at else c.period_start end,
  count = case when c.period_start <= :window_began then 1 else least(c.count + 1, :max_count) end
returning count <= :quota
"""
COUNT_TOKEN_REQUEST = Statement(COUNT_REQUEST.format(condition=""))
COUNT_READ = Statement(COUNT_REQUEST.format(condition=f"where {IS_USABLE} and {IS_ACTIVE}"))
COUNT_WRITE = Statement(COUNT_REQUEST.format(condition=f"where {IS_USABLE}"))
# Ends the transaction of a write with an error.
REFUSE_WRITE = Statement(f"""
select 1 / ({IS_USABLE} and {IS_ACTIVE} and count <= :quota)::int
from rate_limit_counter where client_id = :counter and action = :action
""")


@dataclass(frozen=True, slots=True)
class Caller:
    """The claims of an access token: ids of organisation, client and token, the client's epoch, and the expiry."""

    me: str
    client_id: str
    jti: str
    epoch: int
    expires_at: int

    def parameters(self, bucket: Bucket) -> dict[str, object]:
        """Return the parameters of the statements that check the token and count the request."""
        token = {"me": self.me, "client_id": self.client_id, "jti": self.jti, "epoch": self.epoch}
        return token | count_parameters(self.client_id, bucket)


def identify(environ: Environ) -> Caller:
    """Return the caller with this bearer token. Raises PermissionError when the token has expired."""
    caller = _verify(environ["HTTP_AUTHORIZATION"][7:])
    if caller.expires_at <= time.time():
        raise PermissionError
    return caller


def run_read(caller: Caller, *statements: BoundStatement) -> list[list[ResultRow]]:
    """Run statements that read as the caller, count the request, and return the rows of each statement.

    Raises:
        PermissionError: the token was revoked, its client or organisation is not active, or its quota is used up.
    """
    parameters = caller.parameters(Bucket.READ)
    # Counts last, because it locks the counter of the client.
    _, *rows, counted = run([SET_ORGANISATION.bind(me=caller.me), *statements, COUNT_READ.bind(**parameters)])
    require_within_quota(counted)
    return rows


def run_write(caller: Caller, *statements: BoundStatement) -> list[list[ResultRow]]:
    """Count the request, run statements as the caller in a transaction of their own, and return the rows of each.

    The counter would otherwise be locked until the work is on the disk.

    Raises:
        TransactionFailed: nothing was written, because the caller may not, or because the work cannot be done.
    """
    parameters = caller.parameters(Bucket.WRITE)
    checks = [SET_ORGANISATION.bind(me=caller.me), REFUSE_WRITE.bind(**parameters)]
    return run([COUNT_WRITE.bind(**parameters)], [*checks, *statements])[3:]


def count_parameters(client_id: str, bucket: Bucket) -> dict[str, object]:
    """Return the parameters of the statements that count a request of this client."""
    policy = quotas.get_policies()[bucket]
    counter = {"counter": quotas.hash_client_id(client_id), "quota": policy.quota}
    return counter | quotas.bind_parameters(policy, datetime.now(UTC))


def require_within_quota(counted: list[ResultRow]) -> None:
    """Raise PermissionError unless the statement has counted a request within the quota."""
    if counted != [[b"t"]]:
        raise PermissionError


@lru_cache(maxsize=REMEMBERED_TOKENS)
def _verify(token: str) -> Caller:
    """Verify the signature of a token and return its claims."""
    claims = jwt.decode(token, _load_signing_key(), algorithms=["ES256"]).claims
    return Caller(claims["org"], claims["client_id"], claims["jti"], claims["cep"], claims["exp"])


@cache
def _load_signing_key() -> ECKey:
    """Return the newest public key of the service."""
    (((public_jwk,),),) = run([SELECT_SIGNING_KEY.bind()])
    return ECKey.import_key(orjson.loads(public_jwk))
