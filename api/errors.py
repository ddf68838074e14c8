"""Every refusal as RFC 9457 problem+json, whoever raised it: the domain, the protector, the framework or a fault."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from api.problems import BY_STATUS, PROBLEMS, Problem
from api.request_id import request_id
from auth.errors import Refused
from services.core import errors as domain
from services.core.db_errors import DatabaseUnavailable, to_domain_error
from services.core.settings import get_settings

MEDIA_TYPE = "application/problem+json"
RETRY_SOON = "1"
STATUS: tuple[tuple[type[domain.DomainError], int], ...] = (
    (domain.Forbidden, 403),
    (domain.Conflict, 409),
    (domain.Invalid, 422),
    (domain.DomainError, 400),
)

ROOT = f"{Path(__file__).parents[1]}/"

log = logging.getLogger("tarian.api")


def register(app: Flask) -> None:
    """The one map from what was raised to what is answered."""
    app.register_error_handler(domain.DomainError, of_domain)
    app.register_error_handler(Refused, of_protector)
    app.register_error_handler(HTTPException, of_framework)
    app.register_error_handler(Exception, of_fault)


def of_domain(error: domain.DomainError) -> Response:
    """The domain's refusal. The status is that of its code, or of its class for a code the table does not list."""
    if isinstance(error, domain.NotFound):
        # Always the same words: what is hidden must look like what was never there.
        return problem(404, "not_found")
    listed = PROBLEMS.get(error.code)
    status = listed.status if listed else next(status for kind, status in STATUS if isinstance(error, kind))
    headers = {}
    if isinstance(error, domain.TooManyRequests | DatabaseUnavailable):
        headers["Retry-After"] = str(error.retry_after)
    elif isinstance(error, domain.AlreadyInProgress):
        headers["Retry-After"] = RETRY_SOON
    extra = dict(error.extra)
    if isinstance(error, domain.Invalid) and error.field_errors:
        extra["errors"] = [_fault(fault) for fault in error.field_errors]
    return problem(status, error.code, error.detail, headers, extra)


def of_protector(error: Refused) -> Response:
    """No usable token, or one that does not reach this far."""
    headers = {"WWW-Authenticate": error.www_authenticate}
    return problem(error.status, error.code, error.detail, headers)


def of_framework(error: HTTPException) -> Response:
    """A route, a method, a body the framework refused. Its own sentence is dropped: it may repeat the input."""
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    kept = ("Allow", "Retry-After", "WWW-Authenticate")
    headers = {name: value for name, value in error.get_headers() if name in kept}
    return problem(error.code, BY_STATUS.get(error.code, "malformed_request"), headers=headers)


def of_fault(error: Exception) -> Response:
    """The database's refusal, or our fault. The caller learns nothing of a fault; the log gets its place, and never its
    message, which may hold data."""
    if refusal := to_domain_error(error):
        return of_domain(refusal)
    log.error("fault", extra={"fields": {"error": type(error).__qualname__, "frames": _our_frames(error)}})
    return problem(500, "internal_error")


def problem(
    status: int,
    code: str,
    detail: str | None = None,
    headers: Mapping[str, str] | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Response:
    """One problem document."""
    about = {"instance": quote(request.path[:512]), "request_id": request_id(), **(extra or {})}
    body = document(status, code, detail, about)
    response = Response(body, status, content_type=MEDIA_TYPE)
    response.headers.extend(dict(headers or {}))
    response.headers["Cache-Control"] = "no-store"
    return response


def document(status: int, code: str, detail: str | None, about: Mapping[str, Any]) -> bytes:
    """The body of a problem; `about` tells of the request."""
    known = PROBLEMS.get(code) or Problem(status, HTTPStatus(status).phrase)
    body = {
        "type": f"{get_settings().issuer}/problems/{code}",
        "title": known.title,
        "status": status,
        "code": code,
        "detail": detail or known.description,
        **about,
    }
    return orjson.dumps(body, default=str)


def _our_frames(error: Exception) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    ours = (frame for frame in frames if frame.filename.startswith(ROOT) and "site-packages" not in frame.filename)
    return [f"{frame.filename.removeprefix(ROOT)}:{frame.lineno} {frame.name}" for frame in ours]


def _fault(fault: domain.FieldError) -> dict[str, str]:
    reading = request.method in ("GET", "HEAD")
    where = ("parameter", fault.pointer.strip("/?")) if reading or "?" in fault.pointer else ("pointer", fault.pointer)
    return {where[0]: where[1], "code": fault.code, "detail": fault.detail}
