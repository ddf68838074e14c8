"""An answer before it is sent: bytes, made inside the transaction, that leave only after COMMIT."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Request, Response

from api.operation import Operation
from api.preconditions import etag, unchanged
from api.serialization import dump

MEDIA_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Sent:
    """Status, the headers that belong to this answer, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def response(self, req: Request) -> Response:
        """As the framework sends it; 304 when the caller already has it."""
        tag = self.headers.get("ETag")
        # What has a tag may be kept by its reader and asked for again; everything else may be kept by nobody.
        kept = {"Cache-Control": "private, no-cache" if tag else "private, no-store"}
        if tag and req.method in ("GET", "HEAD") and unchanged(req, tag):
            return Response(status=304, headers={**self.headers, **kept})
        return Response(self.body, self.status, {**self.headers, **kept}, content_type=MEDIA_TYPE)


def sent(operation: Operation, found: Mapping[str, Any], req: Request) -> Sent:
    """What the lens made, as bytes with their headers."""
    body = dump(operation.response_schema, found)
    headers = {}
    if operation.etag_from_content:
        headers["ETag"] = etag(hashlib.sha256(body).hexdigest()[:32])
    elif operation.has_version_etag and "version" in found:
        headers["ETag"] = etag(found["version"])
    if operation.has_location:
        headers["Location"] = f"{req.path}/{found['id']}"
    if found.get("next_cursor"):
        onward = {**req.args, "cursor": found["next_cursor"]}
        headers["Link"] = f'<{req.path}?{urlencode(onward)}>; rel="next"'
    return Sent(operation.status, headers, body)
