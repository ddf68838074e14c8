"""What the database refuses, in the domain's words: the doorway knows neither SQL nor its exceptions."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm.exc import StaleDataError

from services.core.db import is_retryable
from services.core.errors import AlreadyInProgress, DomainError, StaleVersion

LOCK_NOT_AVAILABLE = "55P03"
QUERY_CANCELED = "57014"
# The connection failed; the server is full; it is going down or coming up.
UNREACHABLE_SQLSTATE_PREFIXES = ("08", "53", "57P")


class DatabaseUnavailable(DomainError):
    """The service cannot reach its database at the moment. Repeat the request shortly."""

    code = "unavailable"
    retry_after = 5


def to_domain_error(error: Exception) -> DomainError | None:
    """How the caller is told; None when it is a fault of ours."""
    if isinstance(error, StaleDataError):
        return StaleVersion()
    if isinstance(error, PoolExhausted):
        return DatabaseUnavailable()
    return _from_driver_error(error) if isinstance(error, DBAPIError) else None


def _from_driver_error(error: DBAPIError) -> DomainError | None:
    state = getattr(error.orig, "sqlstate", None)
    if state == LOCK_NOT_AVAILABLE or is_retryable(error):
        return AlreadyInProgress()
    # Without a state the server never answered: it is down, or the line was cut.
    silent = state is None and isinstance(error, OperationalError | InterfaceError)
    away = state is not None and state.startswith(UNREACHABLE_SQLSTATE_PREFIXES)
    return DatabaseUnavailable() if silent or away or state == QUERY_CANCELED or error.connection_invalidated else None
