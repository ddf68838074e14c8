"""Every way in which a request can be refused: the table behind problem answers, their pages and the contract."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A stable code with its status, title, and what the caller can do about it."""

    status: int
    title: str
    advice: str


PROBLEMS: dict[str, Problem] = {
    "malformed_request": Problem(400, "Malformed request", "Send well-formed HTTP and UTF-8."),
    "malformed_json": Problem(
        400,
        "Malformed JSON",
        "Send one JSON object in UTF-8: each name once, no NaN or Infinity, at most 64 levels, numbers within 64 bits.",
    ),
    "invalid_request": Problem(400, "Invalid request", "Send the access token once, in the Authorization header."),
    "unauthenticated": Problem(401, "Authentication needed", "Get an access token from /oauth/token and send it."),
    "invalid_token": Problem(
        401, "Access token refused", "Get a new access token. It may have expired or been revoked."
    ),
    "insufficient_scope": Problem(403, "Scope missing", "Ask for a token with the scope this operation names."),
    "forbidden": Problem(403, "Not allowed", "You may see this, but your organisation may not do that to it."),
    "organisation_not_active": Problem(403, "Organisation not active", "Your organisation cannot act at present."),
    "no_agreement": Problem(
        403, "No agreement", "A signed data-sharing agreement in force must cover this; ask who keeps yours."
    ),
    "not_found": Problem(
        404, "Not found", "There is nothing there, or nothing that your organisation may see. The two look alike."
    ),
    "method_not_allowed": Problem(405, "Method not allowed", "Use one of the methods in the Allow header."),
    "not_acceptable": Problem(406, "Not acceptable", "Accept application/json."),
    "request_timeout": Problem(408, "Too slow", "Send the whole request without a pause, on a new connection."),
    "conflict": Problem(409, "Conflict", "Read the resource again: its state does not allow this."),
    "illegal_transition": Problem(409, "Illegal transition", "Choose one of the actions in `allowed`."),
    "guard_not_met": Problem(409, "Condition not met", "Do first what the detail names, then repeat."),
    "other_resource": Problem(409, "Another resource does this", "POST to the resource that the detail names."),
    "incident_over": Problem(409, "Incident over", "Nothing more can be changed here; report a new incident."),
    "incident_accepted": Problem(409, "Incident accepted", "Report what came later as a new incident."),
    "no_source": Problem(409, "No source left", "Open an escalation of subjects whose incidents are accepted."),
    "already_linked": Problem(409, "Link known", "This incident has that link already; there is nothing to do."),
    "no_affected_person": Problem(409, "Nobody affected in person", "There is no card where no person is affected."),
    "card_exists": Problem(409, "Card exists", "Ask for a reissue if it was lost; the old card then ends."),
    "member_case_exists": Problem(409, "Case exists", "You have a case for this card already; find it in your list."),
    "oversight_exists": Problem(409, "Oversight exists", "Amend the one that there is; find it in your list."),
    "already_escalated": Problem(409, "Already escalated", "Wait for the escalation that is under way."),
    "already_decided": Problem(
        409, "Already decided", "A decision never changes; its subjects cannot be decided again."
    ),
    "puid_reused": Problem(409, "puid used", "Give every decision a puid of its own, for ever."),
    "not_decided": Problem(409, "Not decided", "Verify a subject once the platform has decided it."),
    "in_progress": Problem(409, "In progress", "The same work is under way. Try again in a few seconds."),
    "cursor_expired": Problem(410, "Cursor expired", "Read the lists again and go on from their sync_cursor."),
    "stale_version": Problem(412, "Stale version", "Read the resource again and repeat with its new ETag."),
    "content_too_large": Problem(413, "Content too large", "A body may have at most 1 MiB."),
    "uri_too_long": Problem(414, "Address too long", "Shorten the address."),
    "unsupported_media_type": Problem(415, "Unsupported media type", "Send application/json, not compressed."),
    "invalid": Problem(422, "Invalid input", "Correct what `errors` names. Values are never repeated there."),
    "idempotency_key_missing": Problem(
        422, "Idempotency-Key missing", "Send a fresh Idempotency-Key with every POST that creates something."
    ),
    "idempotency_key_invalid": Problem(
        422, "Idempotency-Key invalid", "Use 1 to 255 visible ASCII characters, best a random UUID."
    ),
    "idempotency_key_reused": Problem(
        422, "Idempotency-Key used", "This key belongs to another request. Use a fresh one for each request."
    ),
    "precondition_required": Problem(428, "Precondition required", "Send If-Match with the ETag that you last read."),
    "rate_limited": Problem(429, "Too many attempts", "Wait for the seconds in the Retry-After header."),
    "headers_too_large": Problem(431, "Headers too large", "Send fewer or shorter header fields."),
    "internal_error": Problem(
        500, "Internal error", "This is our fault. Repeat with the same Idempotency-Key, and tell us the request_id."
    ),
    "unavailable": Problem(503, "Unavailable", "Try again after the seconds in the Retry-After header."),
}


# The code of a status that is raised without one, by the framework for instance.
BY_STATUS: dict[int, str] = {}
for _code, _problem in PROBLEMS.items():
    BY_STATUS.setdefault(_problem.status, _code)
BY_STATUS[401] = "unauthenticated"
BY_STATUS[403] = "forbidden"
