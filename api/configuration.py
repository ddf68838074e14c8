"""Flask's configuration, and the title and description of the contract."""

from __future__ import annotations

MAX_BODY_BYTES = 1024 * 1024
TITLE = "Tarian"
VERSION = "0.1.0"
OPENAPI_VERSION = "3.1.1"
DESCRIPTION = (
    "Coordinates reports of online abuse of school staff: from the school over the helpline to the platform, and the "
    "outcome back.\n\nEnumerations in answers are open: expect codes that this version does not list. Which fields an "
    "organisation gets depends on its kind: `x-visible-to` names the kinds; a field that is not granted is absent, not "
    "null. What an organisation may not see answers 404, exactly like what does not exist."
)

FLASK_CONFIG: dict[str, object] = {
    "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
    # Flask's automatic OPTIONS responses would need no token.
    "PROVIDE_AUTOMATIC_OPTIONS": False,
    "API_TITLE": TITLE,
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": OPENAPI_VERSION,
}
