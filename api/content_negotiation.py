"""JSON and nothing else; compressed where that pays; and the headers that keep answers out of caches and frames."""

from __future__ import annotations

import gzip

from flask import Flask, Request, Response, request
from werkzeug.exceptions import NotAcceptable

from api.preconditions import COMPRESSED
from api.request_id import request_id

JSON = "application/json"
WORTH_IT = 1024
# Tokens never travel compressed: the length of a compressed secret tells something about it.
NEVER_UNDER = "/oauth/"
PRIVACY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}


def require_acceptable(req: Request) -> None:
    """406 for a caller that takes no JSON."""
    if req.accept_mimetypes and not req.accept_mimetypes[JSON]:
        raise NotAcceptable()


def register(app: Flask) -> None:
    """On every answer, problems and pages included."""
    app.after_request(_compressed)
    app.after_request(_marked)


def _marked(response: Response) -> Response:
    for name, value in PRIVACY.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers["X-Request-Id"] = request_id()
    return response


def _compressed(response: Response) -> Response:
    body = b"" if response.direct_passthrough else response.get_data()
    if len(body) <= WORTH_IT or request.path.startswith(NEVER_UNDER) or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0:
        return response
    response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    if tag := response.headers.get("ETag"):
        response.headers["ETag"] = f'{tag[:-1]}{COMPRESSED}"'
    return response
