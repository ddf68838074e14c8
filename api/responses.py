"""Responses as bytes: rendered inside the transaction, sent only after COMMIT."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Request, Response

from api.operation import Operation
from api.preconditions import format_etag, matches_if_none_match
from api.serialization import serialize
from services.core.settings import get_settings

MEDIA_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class RenderedResponse:
    """The status, headers and body of a successful response."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def to_flask_response(self, req: Request) -> Response:
        """Return the Flask response; 304 without a body when the caller has this version already."""
        etag = self.headers.get("ETag")
        # Responses with an ETag may be cached privately and revalidated; all others must not be stored.
        headers = {**self.headers, "Cache-Control": "private, no-cache" if etag else "private, no-store"}
        if etag and req.method in ("GET", "HEAD") and matches_if_none_match(req, etag):
            return Response(status=304, headers=headers)
        return Response(self.body, self.status, headers, content_type=MEDIA_TYPE)


def render(operation: Operation, result: Mapping[str, object], req: Request) -> RenderedResponse:
    """Return the response that shows the view's result, with ETag, Location and Link as the operation declares."""
    body = serialize(operation.response_schema, result)
    headers = {}
    if operation.etag_from_content:
        headers["ETag"] = format_etag(hashlib.sha256(body).hexdigest()[:32])
    elif operation.has_version_etag and "version" in result:
        headers["ETag"] = format_etag(str(result["version"]))
    if operation.has_location:
        headers["Location"] = f"{get_settings().issuer}{req.path}/{result['id']}"
    # The change feed always has a next cursor, but a next page only now and then (RFC 8288).
    if (next_cursor := result.get("next_cursor")) and result.get("has_more"):
        next_query = urlencode({**req.args, "cursor": next_cursor})
        headers["Link"] = f'<{get_settings().issuer}{req.path}?{next_query}>; rel="next"'
    return RenderedResponse(operation.status, headers, body)
