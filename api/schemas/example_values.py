"""Values that several examples of the contract share, so that together they tell one story."""

from __future__ import annotations

EXAMPLE_ID = "01932c07-2a4f-7c31-9d1b-5e0f7a1c9b42"
FIRST_SEEN_AT = "2026-09-30T18:05:00Z"
REPORTED_IN_APP_AT = "2026-09-30T18:20:00Z"
# The default of every other time.
EXAMPLE_TIME = "2026-10-01T09:30:00Z"
SENT_AT = "2026-10-01T14:00:00Z"
DUE_ACK_AT = "2026-10-02T14:00:00Z"
DECIDED_AT = "2026-10-02T15:10:00Z"
APPLIED_AT = "2026-10-02T15:12:00Z"
DUE_DECISION_AT = "2026-10-06T14:00:00Z"
CHECKED_AT = "2026-10-05T08:45:00Z"
FROZEN_AT = "2026-10-06T00:05:00Z"

NATION = "WLS"
PRIORITY = "P2"
AGE_BAND = "13_15"
SUMMARY = "An account imitates the school and mocks a member of staff."
CORRECTED_SUMMARY = "An account imitates the school and mocks two members of staff."
CORRECTED_EXTERNAL_ID = "CASE-2026-0413"
EXPLANATION = "Both videos imitate a school and mock its staff."
FACTS = "The video uses the name and the badge of the school."
DECISION_EXPLANATION = "The account pretended to be a school and was removed."
VERIFICATION_WORDING = "The video can no longer be seen."
NOTE = "The school has confirmed that the account is not its own."
FEED_CURSOR = "1-4711.c3VkUk9Xb2ZhTGl0dGxlQ3Vyc29yRXhhbXBsZTEyMzQ"
REQUEST_ID = "5b0c1f0e-9a53-4c55-8d0e-2f4b7d6a1c38"
PLATFORM_CASE_REF = "T-88123"
PAYLOAD = {"basis": "terms", "explanation": EXPLANATION}
PAYLOAD_SHA256 = "f456b2c83561b3c3df4d35a6ccaae71b66adf1e938cf28fa9f12a076bede15fd"

# Where a response differs from the example of its schema.
AMENDED_INCIDENT = {"version": 2, "summary_neutral": CORRECTED_SUMMARY, "external_id": CORRECTED_EXTERNAL_ID}
TRIAGED_INCIDENT = {"version": 2, "state": "in_triage"}
DISABLED_OVERSIGHT = {"version": 2, "in_force": False}
ACKNOWLEDGED_ESCALATION = {
    "version": 3,
    "state": "acknowledged",
    "platform_case_ref": PLATFORM_CASE_REF,
    "sent_at": SENT_AT,
    "due_ack_at": DUE_ACK_AT,
    "due_decision_at": DUE_DECISION_AT,
}
ESCALATION_TRANSITIONS = {
    "version": 2,
    "state": "sent",
    "allowed": [
        {"action": "acknowledge", "targets": ["acknowledged"], "reasons": [], "requires": [], "through": "transitions"}
    ],
    "blocked": [],
    "history": [
        {
            "version": 2,
            "action": "send",
            "source": "queued",
            "target": "sent",
            "by": "helpline",
            "reason": None,
            "note": None,
            "at": SENT_AT,
        }
    ],
}
