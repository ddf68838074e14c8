"""The same request once more, with something about it changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import uuid4

import requests
import schemathesis

Case = schemathesis.Case[Any]

PATIENCE = 20
KEY, KEY_FORM = "Idempotency-Key", re.compile(r"[!-~]{1,255}")


def again(
    request: requests.PreparedRequest, *, token: str | None = None, instead: Mapping[str, str] | None = None
) -> requests.Response:
    """The answer to the request under a fresh key, with these words instead of those, and with this token or none."""
    changed = request.copy()
    for old, new in (instead or {}).items():
        changed.url = str(changed.url).replace(old, new)
        changed.body = _replaced(changed.body, old, new)
    changed.headers.pop("Authorization", None)
    if token is not None:
        changed.headers["Authorization"] = f"Bearer {token}"
    if KEY_FORM.fullmatch(str(changed.headers.get(KEY, ""))):
        changed.headers[KEY] = uuid4().hex
    return _line().send(changed, timeout=PATIENCE, allow_redirects=False)


def text_of(request: requests.PreparedRequest) -> str:
    """Everything in it that ids may stand in."""
    body = request.body or b""
    return f"{request.url} {body if isinstance(body, str) else body.decode(errors='replace')}"


def _replaced(body: object, old: str, new: str) -> bytes | str | None:
    if isinstance(body, str):
        return body.replace(old, new)
    return body.replace(old.encode(), new.encode()) if isinstance(body, bytes) else None


@cache
def _line() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    return session
