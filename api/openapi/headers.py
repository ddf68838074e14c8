"""The request and response headers of operations in the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.operation import Operation

OpenApiObject = Mapping[str, object]

IDEMPOTENCY_KEY_HEADER: OpenApiObject = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "A new random value for each request. Repeat the value only when you repeat the request.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "4f1f7d86-8a0a-4a0e-9d9b-0c8f6a2d2f11",
}
IF_MATCH_HEADER: OpenApiObject = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that you last read: one strong ETag, in quotes. The response is 422 for "
    "`*`, a weak ETag or a list.",
    "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
    "example": '"3"',
}
IF_NONE_MATCH_HEADER: OpenApiObject = {
    "in": "header",
    "name": "If-None-Match",
    "description": "The ETag of your copy. The response is 304 when the copy is up to date.",
    "schema": {"type": "string"},
    "example": '"3"',
}
ETAG_HEADER: OpenApiObject = {
    "description": "The version of the resource.",
    "schema": {"type": "string"},
    "example": '"3"',
}
LOCATION_HEADER: OpenApiObject = {
    "description": "The absolute address of the new resource.",
    "schema": {"type": "string"},
}
LINK_HEADER: OpenApiObject = {
    "description": 'The absolute address of the next page, as `<address>; rel="next"`. Absent on the last page.',
    "schema": {"type": "string"},
}
RATE_LIMIT_POLICY_HEADER: OpenApiObject = {
    "description": "The quota of your client for requests of this kind (`read`, `write`, `locator` or `card`): `q` "
    "requests in a window of `w` seconds. A list of structured fields, as in the IETF draft "
    "draft-ietf-httpapi-ratelimit-headers.",
    "schema": {"type": "string"},
    "example": '"read";q=1200;w=60',
}
RATE_LIMIT_HEADER: OpenApiObject = {
    "description": "What remains of the quota: `r` requests until the window ends in `t` seconds. Absent when the "
    "request carries no valid access token.",
    "schema": {"type": "string"},
    "example": '"read";r=1199;t=60',
}
RETRY_AFTER_HEADER: OpenApiObject = {
    "description": "The number of seconds after which the request may be repeated.",
    "schema": {"type": "integer", "minimum": 1},
    "example": 42,
}
RATE_LIMIT_HEADERS: Mapping[str, OpenApiObject] = {
    "RateLimit-Policy": RATE_LIMIT_POLICY_HEADER,
    "RateLimit": RATE_LIMIT_HEADER,
}
REPLAYED_HEADER: OpenApiObject = {
    "description": "`true` when this response was stored for an earlier request with the same Idempotency-Key.",
    "schema": {"type": "string"},
}


def add_header_parameters(doc: dict[str, Any], doc_info: Mapping[str, Any], **_: object) -> dict[str, Any]:
    """Add the request headers of an operation to its parameters. A callback of flask-smorest."""
    operation: Operation = doc_info["operation"]
    headers = [
        *([IDEMPOTENCY_KEY_HEADER] if operation.idempotency_resource else []),
        *([IF_MATCH_HEADER] if operation.requires_if_match else []),
        *([IF_NONE_MATCH_HEADER] if operation.supports_if_none_match else []),
    ]
    if headers:
        # flask-smorest changes parameters in place, so each operation gets copies.
        doc.setdefault("parameters", []).extend(dict(header) for header in headers)
    return doc


def describe_response_headers(operation: Operation) -> dict[str, OpenApiObject]:
    """Return the headers of the successful response by name."""
    headers = {
        "ETag": ETAG_HEADER if operation.has_etag else None,
        "Location": LOCATION_HEADER if operation.has_location else None,
        "Link": LINK_HEADER if operation.paginated else None,
        "Idempotency-Replayed": REPLAYED_HEADER if operation.idempotency_resource else None,
    }
    return {**{name: header for name, header in headers.items() if header}, **RATE_LIMIT_HEADERS}
