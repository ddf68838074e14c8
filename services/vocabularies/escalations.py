"""Codes of escalations to platforms, and of the notices that they carry."""

from __future__ import annotations

from services.vocabularies.term import Term


class EscalationChannel(Term):
    """Channel by which a platform receives an escalation."""

    PARTNER_CHANNEL = "partner_channel", "Partner channel", "Sianel bartner", "The platform's channel for partners."


class EscalationBasis(Term):
    """Rules that the content is said to break."""

    TERMS = "terms", "Platform's own rules", "Rheolau'r platfform", "The content breaks the rules of the platform."
    ILLEGAL_UK = (
        "illegal_uk",
        "Illegal in the UK",
        "Anghyfreithlon yn y DU",
        "The content breaks the law of the United Kingdom.",
    )
    ILLEGAL_EU = (
        "illegal_eu",
        "Illegal in the EU",
        "Anghyfreithlon yn yr UE",
        "The content breaks the law of the European Union or of a member state.",
    )
    BOTH = (
        "both",
        "Rules and law",
        "Rheolau a'r gyfraith",
        "The content breaks the rules of the platform and the law.",
    )


class EscalationState(Term):
    """State of an escalation."""

    QUEUED = "queued", "Queued", "Mewn ciw", "The helpline has created the escalation and not sent it yet."
    SENT = "sent", "Sent", "Wedi'i anfon", "The escalation was sent; the platform has not acknowledged it yet."
    ACKNOWLEDGED = "acknowledged", "Acknowledged", "Wedi'i gydnabod", "The platform has acknowledged the escalation."
    UNDER_REVIEW = "under_review", "Under review", "Dan adolygiad", "The platform is reviewing the content."
    ACTIONED = "actioned", "Acted on", "Gweithredwyd", "The platform restricted every subject."
    PARTIALLY_ACTIONED = (
        "partially_actioned",
        "Partly acted on",
        "Gweithredwyd yn rhannol",
        "The platform restricted some subjects and not others.",
    )
    DECLINED = "declined", "Declined", "Gwrthodwyd", "The platform restricted no subject."
    NOT_FOUND = "not_found", "Not found", "Heb ei ganfod", "The platform found no content at the URLs."
    NOT_OUR_SERVICE = (
        "not_our_service",
        "Not this platform's",
        "Nid gwasanaeth y platfform",
        "The content is on another service.",
    )
    ALREADY_GONE = (
        "already_gone",
        "Already gone",
        "Wedi mynd eisoes",
        "The content was gone before the platform reviewed it.",
    )
    VERIFIED = "verified", "Verified", "Wedi'i wirio", "The helpline has checked the outcome."
    CLOSED = "closed", "Closed", "Wedi cau", "The helpline has closed the escalation."
    CANCELLED = (
        "cancelled",
        "Cancelled",
        "Wedi'i ganslo",
        "The escalation was never sent: the helpline cancelled it, or no accepted incident was left behind it.",
    )


class NoticeFormat(Term):
    """Format of a notice to a platform."""

    NATIVE = "native", "Tarian", "Tarian", "The format of this API."


class NoticeState(Term):
    """State of a notice. A notice never changes after it was sent."""

    VALIDATED = "validated", "Validated", "Wedi'i ddilysu", "The notice is complete and ready to be sent."
    SENT = "sent", "Sent", "Wedi'i anfon", "The notice was sent to the platform."


class CountBand(Term):
    """Number of incidents behind an escalation. The platform sees the band only."""

    ONE = "1", "1", "1", "One incident."
    FROM_2 = "2_4", "2 to 4", "2 i 4", "Two to four incidents."
    FROM_5 = "5_9", "5 to 9", "5 i 9", "Five to nine incidents."
    FROM_10 = "10_49", "10 to 49", "10 i 49", "Ten to forty-nine incidents."
    FROM_50 = "50plus", "50 or more", "50 neu fwy", "Fifty incidents or more."

    @classmethod
    def from_count(cls, count: int) -> CountBand:
        """Return the band of a number of incidents."""
        bands = ((50, cls.FROM_50), (10, cls.FROM_10), (5, cls.FROM_5), (2, cls.FROM_2))
        return next((band for minimum, band in bands if count >= minimum), cls.ONE)
