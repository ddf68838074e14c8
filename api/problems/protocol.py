"""Problems of HTTP, authentication, input and the server itself."""

from __future__ import annotations

from api.problems.problem import Problem

PROTOCOL_PROBLEMS: dict[str, Problem] = {
    "malformed_request": Problem(
        400,
        "Malformed request",
        "The request is not valid HTTP, or its query is not valid UTF-8.",
        "A query contains `%FF`, which is not UTF-8.",
        "Send well-formed HTTP/1.1, with the query percent-encoded as UTF-8.",
    ),
    "malformed_json": Problem(
        400,
        "Malformed JSON",
        "The body is not JSON that this service accepts.",
        "A body names `nation` twice, or contains NaN.",
        "Send one JSON object in UTF-8: no name twice, no NaN or Infinity, at most 64 levels, integers within 64 bits.",
    ),
    "invalid_request": Problem(
        400,
        "Access token in the wrong place",
        "The request carries an access token outside the Authorization header.",
        "A program adds `?access_token=...` to the address, where it ends up in logs.",
        "Send the access token in the Authorization header only.",
    ),
    "unauthenticated": Problem(
        401,
        "Authentication required",
        "The request carries no access token.",
        "A program calls `/v1/incidents` without an Authorization header.",
        "Get an access token from `/oauth/token` and send it as `Authorization: Bearer ...`.",
    ),
    "invalid_token": Problem(
        401,
        "Access token rejected",
        "The access token is expired, revoked, malformed or not for this service.",
        "A program uses an access token after it has expired.",
        "Get a new access token from `/oauth/token` and repeat the request.",
    ),
    "insufficient_scope": Problem(
        403,
        "Scope missing",
        "The access token does not grant the scope that this operation requires.",
        "A program reports an incident with a token for `incidents:read` only.",
        "Get an access token with the scope that `WWW-Authenticate` names. If your client may not have the scope, ask "
        "your administrator.",
    ),
    "method_not_allowed": Problem(
        405,
        "Method not allowed",
        "This path does not support the HTTP method.",
        "A program sends DELETE to `/v1/incidents`.",
        "Use one of the methods in the Allow header.",
    ),
    "not_acceptable": Problem(
        406,
        "Not acceptable",
        "The Accept header excludes JSON, the only format of this service.",
        "A program sends `Accept: text/xml`.",
        "Send `Accept: application/json`, or no Accept header.",
    ),
    "request_timeout": Problem(
        408,
        "Request timeout",
        "The request did not arrive completely in time.",
        "A program opens a connection and pauses before it sends the body.",
        "Repeat the request on a new connection and send it without a pause.",
    ),
    "content_too_large": Problem(
        413,
        "Content too large",
        "The body is larger than 1 MiB.",
        "A program sends a screenshot inside the summary.",
        "Send a body of at most 1 MiB.",
    ),
    "uri_too_long": Problem(
        414,
        "Address too long",
        "The path and query of the request are too long.",
        "A program sends hundreds of identifiers in one filter.",
        "Shorten the query, for example by splitting the request.",
    ),
    "unsupported_media_type": Problem(
        415,
        "Unsupported media type",
        "The body is not declared as uncompressed JSON in UTF-8.",
        "A program sends a form instead of JSON.",
        "Send the body as `Content-Type: application/json`, without Content-Encoding.",
    ),
    "invalid": Problem(
        422,
        "Invalid input",
        "The body or the query breaks the rules of this operation.",
        "A report has no `links`.",
        "Correct every field and parameter that `errors` names and repeat the request.",
    ),
    "idempotency_key_missing": Problem(
        422,
        "Idempotency-Key missing",
        "The request has no Idempotency-Key header.",
        "A program reports an incident without an Idempotency-Key.",
        "Repeat the request with a new random Idempotency-Key, such as a UUID.",
    ),
    "idempotency_key_invalid": Problem(
        422,
        "Idempotency-Key invalid",
        "The Idempotency-Key is not 1 to 255 visible ASCII characters.",
        "A program sends an Idempotency-Key that contains a space.",
        "Repeat the request with a new random Idempotency-Key, such as a UUID.",
    ),
    "idempotency_key_reused": Problem(
        422,
        "Idempotency-Key reused",
        "The Idempotency-Key was used for another request.",
        "A program changes the body of a report and sends it with the key of the first attempt.",
        "Use a new Idempotency-Key for every new request. Repeat a request with its key only when nothing in it has "
        "changed.",
    ),
    "if_match_invalid": Problem(
        422,
        "If-Match invalid",
        "If-Match is not one strong ETag in quotes.",
        'A program sends `If-Match: *`, `If-Match: W/"3"` or `If-Match: 3`.',
        "Get the resource and repeat the request with its ETag in If-Match, unchanged.",
    ),
    "too_much_content": Problem(
        422,
        "Too much content",
        "The body has more than 100,000 characters of text, counted after Unicode normalization (form KD), or more "
        "than 10,000 values.",
        "A platform explains its decisions about 100 subjects with 2,000 characters each.",
        "Send shorter texts, or several requests.",
    ),
    "precondition_required": Problem(
        428,
        "Precondition required",
        "The request has no If-Match header.",
        "A program corrects an incident without saying which version it read.",
        "Get the resource and repeat the request with its ETag in If-Match.",
    ),
    "rate_limited": Problem(
        429,
        "Too many requests",
        "The client has sent too many requests of this kind, or has made too many attempts.",
        "A program reads the same list twenty times a second instead of following `/v1/changes`.",
        "Wait for the number of seconds in the Retry-After header, then repeat the request.",
    ),
    "client_suspended": Problem(
        429,
        "Client suspended",
        "The client has read more web addresses than its quota allows, and is suspended.",
        "A stolen secret is used to copy the addresses of all reported posts.",
        "Find out why the client read so many addresses, then ask the operator of this service to lift the suspension. "
        "Your helpline has been told. `/v1/me` lists the suspended clients of your organisation.",
    ),
    "headers_too_large": Problem(
        431,
        "Headers too large",
        "The request has too many or too long header fields.",
        "A program sends large cookies.",
        "Send fewer or shorter header fields.",
    ),
    "internal_error": Problem(
        500,
        "Internal error",
        "The service failed to process the request. The fault is ours.",
        "A bug in this service stops a report from being stored.",
        "Repeat the request with the same Idempotency-Key. If it fails again, tell us the `request_id`.",
    ),
    "unavailable": Problem(
        503,
        "Unavailable",
        "The service cannot process requests at the moment.",
        "The database of this service is being restarted.",
        "Repeat the request after the number of seconds in the Retry-After header, with the same Idempotency-Key.",
    ),
}
