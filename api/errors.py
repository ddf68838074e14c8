"""Problem documents (RFC 9457) for all errors: of services, of authentication, of Flask, and unexpected ones."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import orjson
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from api.problems import BY_STATUS, PROBLEMS, Problem
from api.request_id import get_request_id
from auth.errors import TokenError
from services.core import errors as domain
from services.core.db_errors import DatabaseUnavailable, to_domain_error
from services.core.settings import get_settings

MEDIA_TYPE = "application/problem+json"
IN_PROGRESS_RETRY_SECONDS = 1
MAX_INSTANCE_CHARACTERS = 512
MAX_ERRORS = 100
# The status of a code that PROBLEMS does not list: that of the first class that fits.
STATUS_BY_CLASS: tuple[tuple[type[domain.DomainError], int], ...] = (
    (domain.Forbidden, 403),
    (domain.Conflict, 409),
    (domain.Invalid, 422),
    (domain.DomainError, 400),
)
# Headers of Flask's error responses that a problem keeps.
KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")
SOURCE_ROOT = f"{Path(__file__).parents[1]}/"

log = logging.getLogger("tarian.api")


def register(app: Flask) -> None:
    """Register the error handlers of the app."""
    app.register_error_handler(domain.DomainError, problem_from_domain_error)
    app.register_error_handler(TokenError, problem_from_auth_error)
    app.register_error_handler(HTTPException, problem_from_http_exception)
    app.register_error_handler(Exception, problem_from_exception)


def problem_from_domain_error(error: domain.DomainError) -> Response:
    """Return the problem of an error of services."""
    if isinstance(error, domain.NotFound):
        # Without the error's detail: hidden resources must look exactly like missing ones.
        return problem_response(404, "not_found")
    extra = dict(error.extra)
    if isinstance(error, domain.Invalid) and error.field_errors:
        extra["errors"] = [_render_field_error(field_error) for field_error in error.field_errors[:MAX_ERRORS]]
        if len(error.field_errors) > MAX_ERRORS:
            extra["errors_omitted"] = len(error.field_errors) - MAX_ERRORS
    retry_after = _find_retry_after(error)
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    extra |= {"retry_after": retry_after} if retry_after else {}
    return problem_response(_find_status(error), error.code, error.detail, headers, extra)


def problem_from_auth_error(error: TokenError) -> Response:
    """Return the problem of a missing or invalid token, or of a missing scope."""
    headers = {"WWW-Authenticate": error.www_authenticate}
    return problem_response(error.status, error.code, error.detail, headers)


def problem_from_http_exception(error: HTTPException) -> Response:
    """Return the problem of an error of Flask or Werkzeug, without its description, which may repeat the input."""
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    headers = {name: value for name, value in error.get_headers() if name in KEPT_HEADERS}
    return problem_response(error.code, BY_STATUS.get(error.code, "malformed_request"), headers=headers)


def problem_from_exception(error: Exception) -> Response:
    """Return the problem of an error of the database, or of an unexpected exception.

    The log names only the class and the place of an unexpected exception, since its message may hold personal data.
    """
    if domain_error := to_domain_error(error):
        return problem_from_domain_error(domain_error)
    fields = {"error": type(error).__qualname__, "frames": _list_frames(error)}
    log.error("unhandled exception", extra={"fields": fields})
    return problem_response(500, "internal_error")


def problem_response(
    status: int,
    code: str,
    detail: str | None = None,
    headers: Mapping[str, str] | None = None,
    extra: Mapping[str, object] | None = None,
) -> Response:
    """Return the response with the problem document of the current request; `extra` are further members of it."""
    instance = quote(request.path[:MAX_INSTANCE_CHARACTERS])
    body = problem_body(status, code, detail, {"instance": instance, "request_id": get_request_id(), **(extra or {})})
    response = Response(body, status, content_type=MEDIA_TYPE)
    response.headers.extend(dict(headers or {}))
    response.headers["Cache-Control"] = "no-store"
    return response


def problem_body(status: int, code: str, detail: str | None, extra: Mapping[str, object]) -> bytes:
    """Return the JSON of a problem document; `detail` defaults to the description of its code."""
    listed = PROBLEMS.get(code) or Problem(status, HTTPStatus(status).phrase)
    members = {
        "type": f"{get_settings().issuer}/problems/{code}",
        "title": listed.title,
        "status": status,
        "code": code,
        "detail": detail or listed.description,
        **extra,
    }
    return orjson.dumps(members, default=str)


def _find_status(error: domain.DomainError) -> int:
    """Return the status of the error's code, or of its class when PROBLEMS does not list the code."""
    if listed := PROBLEMS.get(error.code):
        return listed.status
    return next(status for error_class, status in STATUS_BY_CLASS if isinstance(error, error_class))


def _find_retry_after(error: domain.DomainError) -> int | None:
    """Return the seconds after which another attempt may succeed, or None when waiting does not help."""
    if isinstance(error, domain.TooManyRequests | DatabaseUnavailable):
        return error.retry_after
    return IN_PROGRESS_RETRY_SECONDS if isinstance(error, domain.AlreadyInProgress) else None


def _list_frames(error: Exception) -> list[str]:
    """Return file, line and function of the frames of our own code in the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    own = (
        frame for frame in frames if frame.filename.startswith(SOURCE_ROOT) and "site-packages" not in frame.filename
    )
    return [f"{frame.filename.removeprefix(SOURCE_ROOT)}:{frame.lineno} {frame.name}" for frame in own]


def _render_field_error(error: domain.FieldError) -> dict[str, str | int]:
    """Return the member of `errors`: with `parameter` for a query parameter, with `pointer` for a field of the body."""
    members: dict[str, str | int] = {"pointer": error.pointer}
    if request.method in ("GET", "HEAD") or "?" in error.pointer:
        members = {"parameter": error.pointer.strip("/?")}
    members |= {"code": error.code, "detail": error.detail}
    if error.start is not None and error.end is not None:
        members |= {"start": error.start, "end": error.end}
    return members
