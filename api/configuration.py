"""How the framework is set: the values that differ from its own."""

from __future__ import annotations

from typing import Any

MEBIBYTE = 1024 * 1024
OPENAPI = "3.1.1"
VERSION = "0.1.0"
TITLE = "Tarian"
ABOUT = (
    "Coordinates reports of online abuse of school staff: from the school over the helpline to the platform, and the "
    "outcome back.\n\nEnumerations in answers are open: expect codes that this version does not list. Which fields an "
    "organisation gets depends on its kind: `x-visible-to` names the kinds; a field that is not granted is absent, not "
    "null. What an organisation may not see answers 404, exactly like what does not exist."
)

FLASK: dict[str, Any] = {
    "MAX_CONTENT_LENGTH": MEBIBYTE,
    # Every method that answers is declared; OPTIONS would answer without a token.
    "PROVIDE_AUTOMATIC_OPTIONS": False,
    "API_TITLE": TITLE,
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": OPENAPI,
}
