"""Codes of incidents: the person affected, the spread of the content, its poster, and the state of the incident."""

from __future__ import annotations

from services.vocabularies.term import Term


class AffectedKind(Term):
    """Person or organisation that the content targets."""

    STAFF = "staff", "Member of staff", "Aelod o staff", "A teacher or another member of the teaching staff."
    LEADER = "leader", "School leader", "Arweinydd ysgol", "A headteacher, deputy or other school leader."
    GOVERNOR = "governor", "Governor", "Llywodraethwr", "A governor or trustee of the school."
    SUPPORT_STAFF = (
        "support_staff",
        "Support staff",
        "Staff cymorth",
        "A member of staff who supports teaching or the running of the school.",
    )
    SUPPLY = (
        "supply",
        "Supply staff",
        "Staff cyflenwi",
        "A teacher who works for the school through an agency or by the day.",
    )
    SCHOOL_BRAND = (
        "school_brand",
        "School name or crest",
        "Enw neu arfbais yr ysgol",
        "The school itself and no person.",
    )
    PUPIL_ALSO = "pupil_also", "A pupil as well", "Disgybl hefyd", "A member of staff and at least one pupil."


class InAppReply(Term):
    """Answer of the platform to a report in its own app."""

    NO_VIOLATION = "no_violation", "No violation found", "Dim tramgwydd", "The platform found no breach of its rules."
    REMOVED = "removed", "Removed", "Wedi'i ddileu", "The platform removed the content."
    NO_REPLY = "no_reply", "No reply", "Dim ateb", "The platform has not answered."
    OTHER = "other", "Another reply", "Ateb arall", "The platform gave another answer."


class ViewBand(Term):
    """Number of views of the content, as a band."""

    LT1K = "lt1k", "Fewer than 1,000", "Llai na 1,000", "Fewer than 1,000 views."
    FROM_1K = "1k_10k", "1,000 to 10,000", "1,000 i 10,000", "From 1,000 to under 10,000 views."
    FROM_10K = "10k_100k", "10,000 to 100,000", "10,000 i 100,000", "From 10,000 to under 100,000 views."
    FROM_100K = "100k_1m", "100,000 to 1 million", "100,000 i 1 filiwn", "From 100,000 to under 1,000,000 views."
    GT1M = "gt1m", "1 million or more", "1 filiwn neu fwy", "1,000,000 views or more."
    UNKNOWN = "unknown", "Not known", "Anhysbys", "The number of views is not known."


class AllegationFlag(Term):
    """Allegation in the content that needs another procedure. It says nothing about whether the allegation is true."""

    NONE = "none", "No allegation", "Dim honiad", "The content alleges neither harm to a child nor a crime."
    ALLEGES_CHILD_HARM = (
        "alleges_child_harm",
        "Alleges harm to a child",
        "Yn honni niwed i blentyn",
        "The content alleges that a child was harmed. The safeguarding procedure comes first.",
    )
    ALLEGES_CRIME = "alleges_crime", "Alleges a crime", "Yn honni trosedd", "The content alleges another crime."


class PosterRelation(Term):
    """Relation of the poster to the school, as far as the reporter knows."""

    PUPIL = "pupil", "Pupil", "Disgybl", "A pupil of the school."
    FORMER_PUPIL = "former_pupil", "Former pupil", "Cyn-ddisgybl", "A former pupil of the school."
    PARENT = "parent", "Parent or carer", "Rhiant neu ofalwr", "A parent or carer of a pupil."
    STAFF = "staff", "Member of staff", "Aelod o staff", "A current or former member of staff."
    PUBLIC = "public", "Member of the public", "Aelod o'r cyhoedd", "A person without a connection to the school."
    ORGANISED = "organised", "Organised group", "Grŵp trefnedig", "A group of people who act together."
    UNKNOWN = "unknown", "Not known", "Anhysbys", "The relation is not known."


class PosterAgeBand(Term):
    """Age of the poster, as a band. The identity of the poster is not stored."""

    UNDER_10 = "u10", "Under 10", "Dan 10", "Under 10 years."
    FROM_10 = "10_11", "10 or 11", "10 neu 11", "10 or 11 years."
    AGE_12 = "12", "12", "12", "12 years."
    FROM_13 = "13_15", "13 to 15", "13 i 15", "13 to 15 years."
    FROM_16 = "16_17", "16 or 17", "16 neu 17", "16 or 17 years."
    ADULT = "18plus", "18 or over", "18 neu drosodd", "18 years or over."
    UNKNOWN = "unknown", "Not known", "Anhysbys", "The age is not known."


class ReporterKind(Term):
    """Kind of the organisation that reported an incident. Unions are not distinguished from other representatives."""

    SCHOOL = "school", "School", "Ysgol", "The school itself."
    REPRESENTATIVE = (
        "representative",
        "Representative",
        "Cynrychiolydd",
        "Another organisation that reports for a person. The API does not tell which.",
    )
    HELPLINE = "helpline", "Helpline", "Llinell gymorth", "The helpline, for somebody who contacted it."


class IncidentState(Term):
    """State of an incident."""

    SUBMITTED = "submitted", "Submitted", "Wedi'i gyflwyno", "Reported; the helpline has not assessed the report yet."
    IN_TRIAGE = "in_triage", "In triage", "Yn cael ei frysbennu", "The helpline is assessing the report."
    NEEDS_INFORMATION = (
        "needs_information",
        "Information needed",
        "Angen gwybodaeth",
        "The helpline has asked the reporter for information.",
    )
    ACCEPTED = "accepted", "Accepted", "Wedi'i dderbyn", "The helpline will escalate the incident to the platform."
    IN_ESCALATION = "in_escalation", "With the platform", "Gyda'r platfform", "At least one link was escalated."
    PARTIALLY_RESOLVED = (
        "partially_resolved",
        "Partly resolved",
        "Wedi'i ddatrys yn rhannol",
        "Every link has an outcome, and the content of at least one can still be seen.",
    )
    RESOLVED = (
        "resolved",
        "Resolved",
        "Wedi'i ddatrys",
        "The content of every link is gone, blocked in this country or age-restricted.",
    )
    CLOSED_NO_ACTION = (
        "closed_no_action",
        "Closed without action",
        "Wedi'i gau heb weithredu",
        "The helpline closed the incident; `closure_reason` gives the reason.",
    )
    WITHDRAWN = "withdrawn", "Withdrawn", "Wedi'i dynnu'n ôl", "The reporter withdrew the incident."


class LinkState(Term):
    """State of one link of an incident at its platform."""

    SENT = "sent", "Sent", "Wedi'i anfon", "The link was sent to the platform, which has not acknowledged it yet."
    ACKNOWLEDGED = "acknowledged", "Acknowledged", "Wedi'i gydnabod", "The platform has acknowledged the link."
    UNDER_REVIEW = "under_review", "Under review", "Dan adolygiad", "The platform is reviewing the content."
    DECIDED = "decided", "Decided", "Wedi'i benderfynu", "The platform has decided about the content."
    VERIFIED = "verified", "Verified", "Wedi'i wirio", "The content is gone, blocked in this country or age-restricted."


class ClosureReason(Term):
    """Reason for which the helpline closed an incident without action."""

    NO_VIOLATION_AGREED = (
        "no_violation_agreed",
        "No violation, agreed",
        "Dim tramgwydd, cytunwyd",
        "The helpline agrees with the platform that the content breaks no rule.",
    )
    UNFOUNDED = "unfounded", "Unfounded", "Di-sail", "The reported abuse does not exist."
    INSUFFICIENT = (
        "insufficient",
        "Not enough information",
        "Dim digon o wybodaeth",
        "The helpline could not assess the report.",
    )
    EXPIRED = "expired", "Expired", "Wedi dod i ben", "The reporter did not answer in time."
