"""The words of what goes to a platform: by which way, on which ground, and where it stands."""

from __future__ import annotations

from services.vocabularies.term import Term


class EscalationChannel(Term):
    """The way by which a platform takes escalations in."""

    PARTNER_CHANNEL = "partner_channel", "Partner channel", "Sianel bartner", "The priority intake of a platform."
    DSA16_FORM = "dsa16_form", "DSA notice form", "Ffurflen hysbysiad DSA", "The form for notices under Article 16."
    API = "api", "API", "API", "An interface of the platform."
    EMAIL = "email", "E-mail", "E-bost", "A mailbox of the platform."
    XARF = "xarf", "XARF", "XARF", "A report in the XARF format."
    ACTIVITYPUB = "activitypub", "ActivityPub", "ActivityPub", "A Flag activity sent to the server."


class EscalationTier(Term):
    """How high within the platform it goes. The number orders them."""

    PARTNER_CHANNEL = "partner_channel", "Partner channel", "Sianel bartner", "The first tier.", {"number": 1}
    NAMED_CONTACT = "named_contact", "Named contact", "Cyswllt penodol", "Somebody the helpline knows.", {"number": 2}
    SENIOR_POLICY = "senior_policy", "Senior policy lead", "Uwch-arweinydd polisi", "Who set policy.", {"number": 3}
    EXECUTIVE = "executive", "Executive", "Gweithredwr", "Who lead the platform.", {"number": 4}

    @property
    def number(self) -> int:
        """1 to 4."""
        return int(self.mapping["number"])


class EscalationBasis(Term):
    """Against what the content is said to offend."""

    TERMS = "terms", "Platform's own rules", "Rheolau'r platfform", "It breaks the rules of the platform."
    ILLEGAL_UK = "illegal_uk", "Illegal in the UK", "Anghyfreithlon yn y DU", "It breaks the law of the United Kingdom."
    ILLEGAL_EU = (
        "illegal_eu",
        "Illegal in the EU",
        "Anghyfreithlon yn yr UE",
        "It breaks the law of the EU or a member.",
    )
    BOTH = "both", "Rules and law", "Rheolau a'r gyfraith", "It breaks the rules of the platform and the law."


class EscalationState(Term):
    """Where an escalation stands."""

    QUEUED = "queued", "Queued", "Mewn ciw", "Made, not yet sent."
    SENT = "sent", "Sent", "Wedi'i anfon", "With the platform; nobody has said that it arrived."
    ACKNOWLEDGED = "acknowledged", "Acknowledged", "Wedi'i gydnabod", "The platform has it."
    UNDER_REVIEW = "under_review", "Under review", "Dan adolygiad", "The platform is looking at it."
    INFORMATION_REQUESTED = (
        "information_requested",
        "Information requested",
        "Gofynnwyd am wybodaeth",
        "The platform asked something; the decision clock rests.",
    )
    ACTIONED = "actioned", "Acted on", "Gweithredwyd", "The platform restricted every subject."
    PARTIALLY_ACTIONED = (
        "partially_actioned",
        "Partly acted on",
        "Gweithredwyd yn rhannol",
        "The platform restricted some subjects and not others.",
    )
    DECLINED = "declined", "Declined", "Gwrthodwyd", "The platform restricted none."
    NOT_FOUND = "not_found", "Not found", "Heb ei ganfod", "The platform found nothing at the addresses."
    NOT_OUR_SERVICE = "not_our_service", "Not this platform's", "Nid gwasanaeth y platfform", "It belongs elsewhere."
    ALREADY_GONE = "already_gone", "Already gone", "Wedi mynd eisoes", "It had been taken away before."
    NO_RESPONSE = "no_response", "No response", "Dim ymateb", "The decision is overdue twice over."
    RECALLED = "recalled", "Recalled", "Wedi'i alw'n ôl", "The helpline took it back; the platform is to disregard it."
    ACTION_NOT_EFFECTIVE = (
        "action_not_effective",
        "Action not effective",
        "Gweithred heb effaith",
        "Found still there after the platform said that it had acted.",
    )
    VERIFIED = "verified", "Verified", "Wedi'i wirio", "The helpline checked the outcome."
    CLOSED = "closed", "Closed", "Wedi cau", "Nothing more is expected."
    REVERSED = "reversed", "Reversed", "Wedi'i wrthdroi", "The platform took its action back."
    SUPERSEDED = "superseded", "Superseded", "Wedi'i ddisodli", "A new escalation took its place."


class NoticeFormat(Term):
    """The form in which a notice was written."""

    NATIVE = "native", "Tarian", "Tarian", "The format of this service."
    DSA16 = "dsa16", "DSA Article 16", "Erthygl 16 y DSA", "A notice under Article 16 of the Digital Services Act."
    OSA_INTIMATE_IMAGE = (
        "osa_intimate_image",
        "Intimate image report",
        "Adroddiad delwedd bersonol",
        "An intimate image content report under the Online Safety Act.",
    )
    XARF4 = "xarf4", "XARF 4", "XARF 4", "A report in version 4 of XARF."
    ACTIVITYPUB_FLAG = "activitypub_flag", "ActivityPub Flag", "Baner ActivityPub", "A Flag activity."
    EMAIL = "email", "E-mail", "E-bost", "A message by e-mail."


class NoticeState(Term):
    """Where a notice stands; from `sent` on it never changes."""

    DRAFT = "draft", "Draft", "Drafft", "Being written."
    VALIDATED = "validated", "Validated", "Wedi'i ddilysu", "Checked and ready."
    SENT = "sent", "Sent", "Wedi'i anfon", "On its way."
    DELIVERED = "delivered", "Delivered", "Wedi cyrraedd", "The platform confirmed that it arrived."
    BOUNCED = "bounced", "Bounced", "Wedi'i ddychwelyd", "It came back."
    RESENT = "resent", "Sent again", "Wedi'i ailanfon", "Sent once more after it came back."
    FORMAT_REJECTED = "format_rejected", "Format rejected", "Gwrthodwyd y fformat", "The platform could not read it."
    SUPERSEDED = "superseded", "Superseded", "Wedi'i ddisodli", "A corrected notice took its place."
    RESCINDED = "rescinded", "Rescinded", "Wedi'i ddiddymu", "Withdrawn."


class CountBand(Term):
    """How many incidents stand behind one escalation, as a platform is told."""

    ONE = "1", "1", "1", "One incident."
    FROM_2 = "2_4", "2 to 4", "2 i 4", "Two to four incidents."
    FROM_5 = "5_9", "5 to 9", "5 i 9", "Five to nine incidents."
    FROM_10 = "10_49", "10 to 49", "10 i 49", "Ten to forty-nine incidents."
    FROM_50 = "50plus", "50 or more", "50 neu fwy", "Fifty incidents or more."

    @classmethod
    def of(cls, count: int) -> CountBand:
        """The band that holds `count`."""
        bounds = ((50, cls.FROM_50), (10, cls.FROM_10), (5, cls.FROM_5), (2, cls.FROM_2))
        return next((band for least, band in bounds if count >= least), cls.ONE)
