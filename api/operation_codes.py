"""The codes of the problems and faults that one operation can report, for the contract."""

from __future__ import annotations

from api.operation import PATH_PARAMETER, Operation
from api.problems import PROBLEMS
from api.problems.faults import SCHEMA_FAULTS

# Of HTTP, authentication and the server itself.
COMMON_PROBLEMS = (
    *("malformed_request", "invalid_request", "unauthenticated", "invalid_token", "organisation_not_active"),
    *("not_acceptable", "request_timeout", "uri_too_long", "invalid", "rate_limited", "headers_too_large"),
    *("internal_error", "unavailable"),
)
BODY_PROBLEMS = ("malformed_json", "content_too_large", "unsupported_media_type", "too_much_content", "in_progress")
KEY_PROBLEMS = ("idempotency_key_missing", "idempotency_key_invalid", "idempotency_key_reused")
TRANSPORT_STATUSES = frozenset({408, 414, 431, 500, 503})
VERSION_PROBLEMS = ("precondition_required", "if_match_invalid", "stale_version")


def list_problem_codes(operation: Operation) -> list[str]:
    """Return the codes of all problems that the operation can report, in the order of their statuses."""
    codes = {*COMMON_PROBLEMS, *operation.problems}
    codes |= {"insufficient_scope"} if operation.scope else set()
    codes |= {"not_found"} if PATH_PARAMETER.search(operation.path) else set()
    codes |= {"forbidden"} if operation.authorization else set()
    codes |= {*BODY_PROBLEMS} if operation.body else set()
    codes |= {*KEY_PROBLEMS, "not_found"} if operation.idempotency_resource else set()
    codes |= {*VERSION_PROBLEMS} if operation.requires_if_match else set()
    return [code for code in PROBLEMS if code in codes]


def list_fault_codes(operation: Operation) -> list[str]:
    """Return the codes of all entries in `errors` that the operation can report, sorted."""
    return sorted({*SCHEMA_FAULTS, *operation.faults, *(("cursor",) if operation.paginated else ())})


def list_error_statuses(operation: Operation) -> list[int]:
    """Return the error statuses that the contract lists for the operation; `default` covers those of the transport."""
    statuses = {PROBLEMS[code].status for code in list_problem_codes(operation)}
    return sorted(statuses - ({400} if not operation.body else set()) - TRANSPORT_STATUSES)
