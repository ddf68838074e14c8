"""Repeating a request with changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias
from uuid import uuid4

import requests
import schemathesis

from services.embedded_postgres.processes import create_direct_session

Case: TypeAlias = schemathesis.Case[Any]

TIMEOUT_SECONDS = 20
IDEMPOTENCY_KEY = "Idempotency-Key"
VALID_KEY = re.compile(r"[!-~]{1,255}")


def repeat_request(
    request: requests.PreparedRequest, *, token: str | None = None, replacements: Mapping[str, str] | None = None
) -> requests.Response:
    """Send the request again and return the response.

    It has this token or none, a new idempotency key if it has a valid one, and the replacements of words in URL
    and body.
    """
    changed = request.copy()
    for old, new in (replacements or {}).items():
        changed.url = str(changed.url).replace(old, new)
        changed.body = _replace_in_body(changed.body, old, new)
    changed.headers.pop("Authorization", None)
    if token is not None:
        changed.headers["Authorization"] = f"Bearer {token}"
    if VALID_KEY.fullmatch(str(changed.headers.get(IDEMPOTENCY_KEY, ""))):
        changed.headers[IDEMPOTENCY_KEY] = uuid4().hex
    return _session().send(changed, timeout=TIMEOUT_SECONDS, allow_redirects=False)


def get_text(request: requests.PreparedRequest) -> str:
    """Return the URL and the body of the request, in which ids may occur."""
    body = request.body or b""
    return f"{request.url} {body if isinstance(body, str) else body.decode(errors='replace')}"


def _replace_in_body(body: object, old: str, new: str) -> bytes | str | None:
    if isinstance(body, str):
        return body.replace(old, new)
    return body.replace(old.encode(), new.encode()) if isinstance(body, bytes) else None


@cache
def _session() -> requests.Session:
    return create_direct_session()
