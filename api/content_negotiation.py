"""Accept and Accept-Encoding, and the headers that every response carries."""

from __future__ import annotations

import gzip
from http import HTTPStatus

from flask import Flask, Request, Response, request
from isal import igzip
from werkzeug.exceptions import NotAcceptable

from api.request_id import get_request_id

JSON = "application/json"
MAX_UNCOMPRESSED_BYTES = 1024
# ISA-L compresses at this level as much as zlib at level 5, in a tenth of the time.
RESPONSE_GZIP_LEVEL = 1
FILE_GZIP_LEVEL = 9
# Tokens are never compressed: the length of a compressed secret reveals something about it (BREACH).
UNCOMPRESSED_PREFIX = "/oauth/"
DEFAULT_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cache-Control": "private, no-store",
}
# Few files are served, and none of them changes while the process runs.
_compressed_files: dict[tuple[str, str], bytes] = {}


def require_acceptable(req: Request) -> None:
    """Raise NotAcceptable unless the caller accepts JSON."""
    if req.accept_mimetypes and not req.accept_mimetypes[JSON]:
        raise NotAcceptable()


def register(app: Flask) -> None:
    """Compress all responses of the app and set their default headers, problems and pages included."""
    app.after_request(_compress)
    app.after_request(_set_default_headers)


def _set_default_headers(response: Response) -> Response:
    """Add the default headers that the response does not have, and the id of the request."""
    for name, value in DEFAULT_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = get_request_id()
    return response


def _compress(response: Response) -> Response:
    """Compress the response with gzip when it is long enough and the caller accepts it."""
    if request.path.startswith(UNCOMPRESSED_PREFIX) or "Content-Encoding" in response.headers:
        return response
    # Also of short responses and of 304: another response to the same request may be compressed.
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0:
        return response
    if response.direct_passthrough:
        return _compress_file(response)
    body = response.get_data()
    if len(body) <= MAX_UNCOMPRESSED_BYTES:
        return response
    response.set_data(igzip.compress(body, compresslevel=RESPONSE_GZIP_LEVEL, mtime=0))
    # The ETag stays: it names a version of the resource, which If-Match compares whatever encoding was read.
    response.headers["Content-Encoding"] = "gzip"
    return response


def _compress_file(response: Response) -> Response:
    """Replace a whole static file by its compressed bytes, which are made once for each version of the file."""
    if response.status_code != HTTPStatus.OK or request.method != "GET":
        return response
    key = (request.path, response.headers.get("ETag", ""))
    response.direct_passthrough = False
    if key not in _compressed_files:
        _compressed_files[key] = gzip.compress(response.get_data(), compresslevel=FILE_GZIP_LEVEL, mtime=0)
    # Closes the file, which the response would otherwise send.
    response.close()
    response.set_data(_compressed_files[key])
    response.headers["Content-Encoding"] = "gzip"
    return response
