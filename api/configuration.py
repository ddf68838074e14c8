"""Flask's configuration, and the title and description of the contract."""

from __future__ import annotations

MAX_BODY_BYTES = 1024 * 1024
TITLE = "Tarian"
VERSION = "0.1.0"
OPENAPI_VERSION = "3.1.1"
DESCRIPTION = (
    "Tarian coordinates the handling of online abuse of school staff. Schools, other employers and unions report "
    "incidents, the helpline escalates them to the platforms, and the platforms' decisions are returned to everybody "
    "who reported the same content.\n\n"
    "Responses may contain codes that this version does not list: `x-extensible-enum` marks such enumerations. The "
    "fields of a response depend on the kind of your organisation: `x-visible-to` lists the kinds that receive a "
    "field, and for all other kinds the field is absent. The service answers 404 for every resource that your "
    "organisation may not see, the same as for one that does not exist. All times are in UTC (RFC 3339).\n\n"
    "A request is checked in this order, and the first check that fails decides the response: access token (401), "
    "quota (429) and scope (403); Accept header (406); for requests with a body the resource that the path names (404) "
    "and your permission for it (403); Idempotency-Key and If-Match (422, 428); the body as JSON (400, 413, 415), its "
    "amount of text (422), its fields and the query (422); then the version in If-Match (412), the state (409) and the "
    "content of texts and links (422). Lengths are checked before what is in a text or list. `errors` lists at most "
    "100 errors; `errors_omitted` is the number of all others.\n\n"
    "`x-problem-codes` of an operation lists the codes of all problems that it can report, `x-fault-codes` those of "
    "the entries in `errors`. The page `/problems` explains every code."
)

FLASK_CONFIG: dict[str, object] = {
    "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
    # Flask's automatic OPTIONS responses would need no token.
    "PROVIDE_AUTOMATIC_OPTIONS": False,
    "API_TITLE": TITLE,
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": OPENAPI_VERSION,
}
