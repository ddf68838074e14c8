"""Codes of the actions that move an incident or an escalation from one state to another."""

from __future__ import annotations

from services.vocabularies.term import Term


class IncidentAction(Term):
    """Action on an incident. Nobody can request those that the service takes itself."""

    TRIAGE = "triage", "Start triage", "Dechrau brysbennu", "The helpline begins to assess the report."
    REQUEST_INFORMATION = (
        "request_information",
        "Request information",
        "Gofyn am wybodaeth",
        "The helpline asks the reporter for more information.",
    )
    PROVIDE_INFORMATION = (
        "provide_information",
        "Provide information",
        "Rhoi gwybodaeth",
        "The requested information is complete, and triage continues.",
    )
    ACCEPT = "accept", "Accept", "Derbyn", "The helpline accepts the report."
    ESCALATE = "escalate", "Escalate", "Uwchgyfeirio", "The service records that a link was sent to its platform."
    APPLY_OUTCOME = (
        "apply_outcome",
        "Apply outcome",
        "Cofnodi canlyniad",
        "The service records the outcome of the links.",
    )
    CLOSE_NO_ACTION = (
        "close_no_action",
        "Close without action",
        "Cau heb weithredu",
        "The helpline closes the incident for one of the closure reasons.",
    )
    WITHDRAW = "withdraw", "Withdraw", "Tynnu'n ôl", "The reporter withdraws the report."


class EscalationAction(Term):
    """Action on an escalation. Those with a resource of their own are requested there and not by name."""

    SEND = "send", "Send", "Anfon", "The helpline sends the escalation to the platform."
    REMOVE_SUBJECTS = (
        "remove_subjects",
        "Remove subjects",
        "Tynnu pynciau",
        "The helpline takes subjects out of a queued escalation, which is cancelled when none is left.",
    )
    CANCEL = "cancel", "Cancel", "Canslo", "The helpline cancels a queued escalation."
    ACKNOWLEDGE = "acknowledge", "Acknowledge", "Cydnabod", "The platform confirms that it received the escalation."
    START_REVIEW = "start_review", "Start review", "Dechrau adolygu", "The platform begins to review the content."
    RECORD_DECISION = (
        "record_decision",
        "Record a decision",
        "Cofnodi penderfyniad",
        "The platform decides about subjects, by a POST to `decisions`.",
    )
    VERIFY = (
        "verify",
        "Record a verification",
        "Cofnodi gwiriad",
        "The helpline checks a subject, by a POST to `verifications`.",
    )
    CLOSE = "close", "Close", "Cau", "The helpline closes the escalation."
