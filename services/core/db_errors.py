"""Translate database errors into domain errors: api knows neither SQL nor its exceptions."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from services.core.db import is_retryable
from services.core.errors import AlreadyInProgress, DomainError, ExternalIdTaken, StaleVersion

# SQLSTATE codes and classes, PostgreSQL manual, appendix A.
LOCK_NOT_AVAILABLE = "55P03"
QUERY_CANCELED = "57014"
UNIQUE_VIOLATION = "23505"
# Connection exception; insufficient resources; operator intervention (shutdown, startup).
UNREACHABLE_SQLSTATE_PREFIXES = ("08", "53", "57P")


class DatabaseUnavailable(DomainError):
    """The service cannot reach its database at the moment. Repeat the request shortly."""

    code = "unavailable"
    retry_after = 5


def to_domain_error(error: Exception) -> DomainError | None:
    """Return the domain error for a database error, or None if the error is a defect of this service."""
    if isinstance(error, StaleDataError):
        return StaleVersion()
    if isinstance(error, PoolTimeout):
        return DatabaseUnavailable()
    return _from_driver_error(error) if isinstance(error, DBAPIError) else None


def _from_driver_error(error: DBAPIError) -> DomainError | None:
    """Return the domain error for an error of the driver, or None for a defect."""
    sqlstate = getattr(error.orig, "sqlstate", None)
    if sqlstate == LOCK_NOT_AVAILABLE or is_retryable(error):
        return AlreadyInProgress()
    if is_external_id_taken(error):
        return ExternalIdTaken()
    # Without an SQLSTATE the server did not answer: it is down, or the connection was cut.
    is_silent = sqlstate is None and isinstance(error, OperationalError | InterfaceError)
    is_unreachable = sqlstate is not None and sqlstate.startswith(UNREACHABLE_SQLSTATE_PREFIXES)
    if is_silent or is_unreachable or sqlstate == QUERY_CANCELED or error.connection_invalidated:
        return DatabaseUnavailable()
    return None


def is_external_id_taken(error: DBAPIError) -> bool:
    """Return True for the violation of a unique constraint on external ids, which concurrent requests can cause."""
    diagnostics = getattr(error.orig, "diag", None)
    name = getattr(diagnostics, "constraint_name", None) or ""
    return getattr(error.orig, "sqlstate", None) == UNIQUE_VIOLATION and "external_id" in name
